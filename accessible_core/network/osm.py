# SPDX-License-Identifier: MIT
"""Reading streets out of OSM files with pyosmium, in one streaming pass (`osm_lines`)."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.files import existing_file
from accessible_core.network.areas.outlines import (
    ShortTags,
    WayTable,
    area_outlines,
    obstacle_outlines,
    walled_ways,
)
from accessible_core.network.areas.tagged import is_obstacle
from accessible_core.network.classify import has_any
from accessible_core.network.entrances import FoundEntrances
from accessible_core.network.osm_areas import Relations, is_street, relations, ways_by_id
from accessible_core.network.osm_format import osm_format
from accessible_core.network.osm_lines import Lines, lines, nodes_of
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, report

#: Ways between two reports of progress; how many there will be is not known.
_STEP = 4000


def read_osm(path: str | os.PathLike[str], progress: Progress | None = None) -> OsmStreets:
    """Read all ways that a pedestrian could meet, with their nodes.

    Parameters
    ----------
    path : path
        ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``; recognised by content,
        whatever the name.
    progress : callable, optional
        Told a guess at the share done: the number of ways is not known before.

    Returns
    -------
    OsmStreets
        Ways that lack nodes (cut by an extract's border) come in pieces and are
        counted in ``meta["incomplete_ways"]``.

    Raises
    ------
    InputError
        The file is missing, empty, no OSM file, cut off, or holds no street.
    MissingExtraError
        pyosmium is not installed.
    """
    source = existing_file(path, "OSM file")
    file_format = osm_format(source)
    osmium = require("osmium")
    try:
        found = _one_pass(osmium, osmium.io.File(str(source), file_format), progress)
    # What libosmium raises for broken files; the last for coordinates off the Earth.
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        raise InputError(
            f"{source} cannot be read to its end ({one_line(error)}): it is cut off or damaged; "
            "fetch or export it again."
        ) from error
    streets = _streets(found, source.name)
    if not streets.way_count:
        raise InputError(
            f"{source} is an OSM file but holds no street or path with its nodes "
            "(highway=*): take an extract that covers streets."
        )
    return streets


@dataclass
class _Ways:
    """Ways as they come out of the file."""

    way_id: list[int] = field(default_factory=list)
    tags: list[Mapping[str, str]] = field(default_factory=list)
    #: Nodes as `osm_lines` has them.
    texts: list[str] = field(default_factory=list)

    def add(self, way_id: int, tags: Mapping[str, str], nodes: str) -> None:
        """Take one way."""
        if "," in nodes:  # a way of one node leads nowhere
            self.way_id.append(way_id)
            self.tags.append(tags)
            self.texts.append(nodes)

    @cached_property
    def nodes(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Ids and places of the nodes of all ways; asked for when all ways are there."""
        return nodes_of(self.texts)

    def table(self) -> WayTable:
        """Return all ways as arrays; coordinates that the file lacks are NaN."""
        refs, place = self.nodes
        counts = np.array([text.count(",") + 1 for text in self.texts], np.int64)
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return WayTable(np.array(self.way_id, np.int64), self.tags, start, refs, place)


@dataclass
class _Found:
    """What one pass over a file has gathered."""

    relations: Relations
    streets: _Ways = field(default_factory=_Ways)
    obstacles: _Ways = field(default_factory=_Ways)
    #: Ways of the multipolygons among areas and obstacles, whatever their own tags.
    members: _Ways = field(default_factory=_Ways)
    buildings: _Ways = field(default_factory=_Ways)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    doors: FoundEntrances = field(default_factory=FoundEntrances)
    #: Nodes told about even where no way holds them -> (lon, lat).
    apart: dict[int, tuple[float, float]] = field(default_factory=dict)
    #: Date of the data: the file's own, else that of its newest object.
    timestamp: str = ""


def _one_pass(osmium: Any, file: Any, progress: Progress | None) -> _Found:
    """Read nodes with tags of interest and ways of interest."""
    read = rules()["read"]
    nodes = osmium.filter.KeyFilter(*read["node_keys"])
    nodes.enable_for(osmium.osm.NODE)
    ways = osmium.filter.KeyFilter(*read["way_keys"], *read["obstacle_keys"])
    ways.enable_for(osmium.osm.WAY)
    found = _Found(relations(osmium, file))
    own_rims = dict(found.relations.rims)
    wanted = lines(osmium, file, [nodes, ways])
    try:
        _sort(wanted, found, own_rims, progress)
        _add_members(osmium, file, found, own_rims)
        if not found.doors.osm:
            found.buildings = _Ways()  # asked for by their entrances only
        _look_up_late(osmium, file, wanted.places, found)
        buildings = found.buildings.table()
        found.doors.outline(buildings.way_id, buildings.start, buildings.node, buildings.place)
    finally:
        wanted.close()
    return found


def _sort(
    wanted: Lines,
    found: _Found,
    own_rims: dict[int, dict[str, str]],
    progress: Progress | None,
) -> None:
    """Tell streets, obstacles, entrances and other nodes apart."""
    read = rules()["read"]
    short = ShortTags()
    newest = ""
    for item in wanted:
        tags = item.tags
        newest = max(newest, item.timestamp)
        if item.nodes is None:
            found.node_tags[item.id] = tags
            if not math.isnan(item.lon):
                found.doors.add(item.id, (item.lon, item.lat), tags)
                if has_any(tags, read["apart"]):
                    found.apart[item.id] = (item.lon, item.lat)
            continue
        if tags.get("building", "no") != "no":
            found.buildings.add(item.id, tags, item.nodes)
        if is_street(tags):
            own_rims.pop(item.id, None)
            found.streets.add(item.id, tags, item.nodes)
            if len(found.streets.way_id) % _STEP == 0:
                report(progress, 1.0 - math.exp(-len(found.streets.way_id) / (10 * _STEP)))
        elif is_obstacle(tags):
            found.obstacles.add(item.id, short(tags), item.nodes)
    found.timestamp = wanted.timestamp or newest


def _add_members(
    osmium: Any, file: Any, found: _Found, rims: Mapping[int, Mapping[str, str]]
) -> None:
    """Read the ways of multipolygons; those that are streets by them alone become streets."""
    for way in ways_by_id(osmium, file, found.relations.ways):
        nodes = ",".join([f"n{node.ref}xy" for node in way.nodes])  # places are looked up
        found.members.add(way.id, {}, nodes)
        if way.id in rims:
            # A private pool or garden may bound a square: who may walk there stands on the way.
            own = {tag.k: tag.v for tag in way.tags if tag.k in ("access", "foot")}
            found.streets.add(way.id, {**rims[way.id], **own}, nodes)


def _look_up_late(osmium: Any, file: Any, table: Any, found: _Found) -> None:
    """Locate the nodes of ways that came before them, as far as the file has them."""
    every = (found.streets, found.obstacles, found.members, found.buildings)
    sorts = [ways.nodes for ways in every]
    ids = {ref for refs, place in sorts for ref in refs[np.isnan(place[:, 0])].tolist()}
    places: dict[int, tuple[float, float]] = {}
    if min(ids, default=0) < 0:
        # Nodes drawn but never uploaded (JOSM); libosmium's tables know no negative ids.
        for node in osmium.FileProcessor(file, osmium.osm.NODE):
            if node.id < 0 and node.location.valid():
                places[node.id] = (node.location.lon, node.location.lat)
    for ref in ids:
        if ref > 0:
            try:
                place = table.get(ref)
            except KeyError:
                continue
            places[ref] = (place.lon, place.lat)
    nowhere = (math.nan, math.nan)
    for refs, place in sorts:
        late = np.flatnonzero(np.isnan(place[:, 0]))
        if len(late):
            place[late] = [places.get(ref, nowhere) for ref in refs[late].tolist()]


def _streets(found: _Found, name: str) -> OsmStreets:
    """Put the parts of one pass together."""
    table = found.streets.table()
    refs, place = table.node, table.place
    way = np.repeat(np.arange(len(table.way_id)), np.diff(table.start))
    known = np.isfinite(place[:, 0])
    incomplete = len(np.unique(way[~known]))
    piece, keep = _pieces(way, known)
    # Walls of rooms and shafts of lifts are no way to walk along.
    keep &= ~walled_ways(table)[way]
    piece, way, refs, place = piece[keep], way[keep], refs[keep], place[keep]
    _, first, sizes = np.unique(piece, return_index=True, return_counts=True)
    origin = way[first]
    node_id, first_ref = np.unique(refs, return_index=True)
    used = set(node_id.tolist())
    meta: dict[str, Any] = {"sources": [name], "incomplete_ways": incomplete}
    meta["apart"] = [[node, *at] for node, at in found.apart.items() if node not in used]
    if found.timestamp:
        meta["timestamp"] = found.timestamp
    members = found.members.table()
    areas = area_outlines(table, members, found.relations, found.node_tags)
    obstacles = found.obstacles.table()
    return OsmStreets(
        way_id=table.way_id[origin],
        way_tags=[table.tags[w] for w in origin.tolist()],
        ref_start=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        refs=refs,
        node_id=node_id,
        node_lon=place[first_ref, 0],
        node_lat=place[first_ref, 1],
        node_tags=_only(found.node_tags, used),
        areas=areas,
        obstacles=obstacle_outlines(areas, obstacles, members, found.relations, found.node_tags),
        meta=meta,
        doors=found.doors.columns(),
    )


def _only(tags: Mapping[int, dict[str, str]], used: set[int]) -> dict[int, dict[str, str]]:
    return {node: found for node, found in tags.items() if node in used}


def _pieces(
    way: NDArray[np.int64], known: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give a number to each unbroken run of known nodes within a way.

    Returns
    -------
    piece : int64 (R,)
        Ascending; equal within a run.
    keep : bool (R,)
        References in runs of two nodes or more.
    """
    if not len(way):
        return way, known
    breaks = np.ones(len(way), bool)
    breaks[1:] = (way[1:] != way[:-1]) | (known[1:] != known[:-1])
    piece = np.cumsum(breaks) - 1
    sizes = np.bincount(piece)
    return piece, known & (sizes[piece] >= 2)  # noqa: PLR2004 - two nodes make a line
