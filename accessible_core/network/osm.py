# SPDX-License-Identifier: MIT
"""Reading streets out of OSM files with pyosmium, in one streaming pass.

Locations are kept by libosmium and ways are handed over as WKB: both stay in
C++, and numpy takes the coordinates of all ways at once (asking every node
reference for its location costs more than all the rest).
"""

from __future__ import annotations

import math
import os
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.extras import require
from accessible_core.files import existing_file
from accessible_core.network.areas import is_obstacle
from accessible_core.network.classify import has_any
from accessible_core.network.entrances import FoundEntrances
from accessible_core.network.osm_areas import Relations, is_street, relations, ways_by_id
from accessible_core.network.osm_format import osm_format
from accessible_core.network.outlines import (
    ShortTags,
    WayTable,
    area_outlines,
    obstacle_outlines,
    walled_ways,
)
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, report

#: Hexadecimal digits before the coordinates of a WKB linestring: order, type, count.
_WKB_HEADER = 18
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
            f"{source} cannot be read to its end ({error}): it is cut off or damaged; "
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
    counts: list[int] = field(default_factory=list)
    refs: array[int] = field(default_factory=lambda: array("q"))
    #: Coordinates as hexadecimal WKB without header, "" where `late` has them.
    wkb: list[str] = field(default_factory=list)
    #: Position of a way whose nodes were not all known -> its coordinates (n, 2).
    late: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def add(self, way: Any, tags: Mapping[str, str], wkb: str) -> None:
        """Take one way; without `wkb` its nodes are looked up when all are known."""
        refs = [node.ref for node in way.nodes]
        if len(refs) < 2:  # noqa: PLR2004 - a way of one node leads nowhere
            return
        if not wkb:
            self.late[len(self.way_id)] = np.empty((0, 2))
        self.wkb.append(wkb)
        self.way_id.append(way.id)
        self.tags.append(tags)
        self.counts.append(len(refs))
        self.refs.extend(refs)

    def late_refs(self) -> dict[int, list[int]]:
        """Return the nodes of each way whose coordinates are still to be found."""
        ends = np.cumsum(self.counts)
        return {w: self.refs[ends[w] - self.counts[w] : ends[w]].tolist() for w in self.late}

    def through(self, nodes: set[int]) -> Iterator[tuple[int, Mapping[str, str], list[int]]]:
        """Yield id, tags and nodes of each way that holds one of `nodes`."""
        refs = np.frombuffer(self.refs, np.int64)
        met = np.isin(refs, np.fromiter(nodes, np.int64, len(nodes)))
        ends = np.cumsum(self.counts)
        for way in np.unique(np.searchsorted(ends, np.flatnonzero(met), side="right")).tolist():
            held = refs[ends[way] - self.counts[way] : ends[way]].tolist()
            yield self.way_id[way], self.tags[way], held

    def table(self) -> WayTable:
        """Return all ways as arrays; coordinates that the file lacks are NaN."""
        counts = np.array(self.counts, np.int64)
        way = np.repeat(np.arange(len(counts)), counts)
        place = np.empty((len(self.refs), 2))
        is_late = np.zeros(len(counts), bool)
        is_late[list(self.late)] = True
        known = np.frombuffer(bytes.fromhex("".join(self.wkb)), "<f8").reshape(-1, 2)
        place[~is_late[way]] = known
        if self.late:
            place[is_late[way]] = np.concatenate([self.late[w] for w in sorted(self.late)])
        ids = np.array(self.way_id, np.int64)
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return WayTable(ids, self.tags, start, np.frombuffer(self.refs, np.int64), place)


@dataclass
class _Found:
    """What one pass over a file has gathered."""

    relations: Relations
    streets: _Ways = field(default_factory=_Ways)
    obstacles: _Ways = field(default_factory=_Ways)
    #: Buildings that people walk through or under.
    roofs: _Ways = field(default_factory=_Ways)
    #: Ways of the multipolygons among areas and obstacles, whatever their own tags.
    members: _Ways = field(default_factory=_Ways)
    node_tags: dict[int, dict[str, str]] = field(default_factory=dict)
    doors: FoundEntrances = field(default_factory=FoundEntrances)
    #: Nodes told about even where no way holds them -> (lon, lat).
    apart: dict[int, tuple[float, float]] = field(default_factory=dict)
    timestamp: str = ""
    newest: datetime = datetime(1970, 1, 1, tzinfo=timezone.utc)

    def dated(self) -> str:
        """Return the date of the data: the file's own, else that of its newest object."""
        if self.timestamp or self.newest.timestamp() <= 0:
            return self.timestamp
        return self.newest.strftime("%Y-%m-%dT%H:%M:%SZ")


def _one_pass(osmium: Any, file: Any, progress: Progress | None) -> _Found:
    """Read nodes with tags of interest and ways of interest."""
    read = rules()["read"]
    nodes = osmium.filter.KeyFilter(*read["node_keys"])
    nodes.enable_for(osmium.osm.NODE)
    ways = osmium.filter.KeyFilter(*read["way_keys"], *read["obstacle_keys"])
    ways.enable_for(osmium.osm.WAY)
    processor = osmium.FileProcessor(file, osmium.osm.NODE | osmium.osm.WAY)
    processor.with_locations().with_filter(nodes).with_filter(ways)
    as_wkb = osmium.geom.WKBFactory().create_linestring
    all_nodes = osmium.geom.use_nodes.ALL
    found = _Found(relations(osmium, file))
    found.timestamp = processor.header.get("osmosis_replication_timestamp") or ""
    undated = not found.timestamp
    short = ShortTags()
    own_rims = dict(found.relations.rims)
    for item in processor:
        tags = {tag.k: tag.v for tag in item.tags}
        if undated:
            found.newest = max(found.newest, item.timestamp)
        if item.is_node():
            found.node_tags[item.id] = tags
            found.doors.add(item, tags)
            if has_any(tags, read["apart"]) and item.location.valid():
                found.apart[item.id] = (item.location.lon, item.location.lat)
            continue
        street, obstacle = is_street(tags), is_obstacle(tags)
        if not street and not obstacle:
            if tags.get("building", "no") != "no":
                found.roofs.add(item, short(tags), "")
            continue
        try:
            wkb = as_wkb(item, all_nodes)[_WKB_HEADER:]
        except osmium.InvalidLocationError:
            wkb = ""
        if street:
            own_rims.pop(item.id, None)
            found.streets.add(item, tags, wkb)
            if len(found.streets.way_id) % _STEP == 0:
                report(progress, 1.0 - math.exp(-len(found.streets.way_id) / (10 * _STEP)))
        else:
            found.obstacles.add(item, short(tags), wkb)
    _add_members(osmium, file, found, own_rims)
    _look_up_late(osmium, file, processor.node_location_storage, found)
    doors = found.doors.nodes
    kinds = (found.streets, found.obstacles, found.roofs)
    near = chain.from_iterable(ways.through(doors) for ways in kinds)
    found.doors.outline(near, processor.node_location_storage)
    return found


def _add_members(
    osmium: Any, file: Any, found: _Found, rims: Mapping[int, Mapping[str, str]]
) -> None:
    """Read the ways of multipolygons; those that are streets by them alone become streets."""
    for way in ways_by_id(osmium, file, found.relations.ways):
        found.members.add(way, {}, "")
        if way.id in rims:
            # A private pool or garden may bound a square: who may walk there stands on the way.
            own = {tag.k: tag.v for tag in way.tags if tag.k in ("access", "foot")}
            found.streets.add(way, {**rims[way.id], **own}, "")


def _look_up_late(osmium: Any, file: Any, table: Any, found: _Found) -> None:
    """Locate the nodes of ways that came before them, as far as the file has them."""
    sorts = (found.streets, found.obstacles, found.members)
    wanted = [(ways, ways.late_refs()) for ways in sorts if ways.late]
    ids = {ref for _, late in wanted for refs in late.values() for ref in refs}
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
    for ways, late in wanted:
        for way, refs in late.items():
            ways.late[way] = np.array([places.get(ref, nowhere) for ref in refs])


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
    if found.dated():
        meta["timestamp"] = found.dated()
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
