# SPDX-License-Identifier: MIT
"""Reading streets out of OSM files: what libosmium took out of one (`osm_extract`), sorted."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
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
from accessible_core.network.osm_areas import Relations, is_street
from accessible_core.network.osm_extract import Extract, ReadingFailed, extracted
from accessible_core.network.osm_lines import WayNodes, members_of, node_place, tags_of
from accessible_core.network.read_ahead import ReadAhead
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.network.tag_reading import Signature, WayReading, read_ways
from accessible_core.progress import Progress, report

#: Ways between two reports of progress; how many there will be is not known.
_STEP = 4000
#: Sets of tags that are remembered, to be read once; most ways repeat one of them.
_KEPT = 20_000


def read_osm(
    path: str | os.PathLike[str],
    progress: Progress | None = None,
    ahead: ReadAhead | None = None,
) -> OsmStreets:
    """Read all ways that a pedestrian could meet, with their nodes.

    Parameters
    ----------
    path : path
        ``.osm.pbf``, ``.osm``, ``.osm.gz`` or ``.osm.bz2``; recognised by content,
        whatever the name.
    progress : callable, optional
        Told a guess at the share done: the number of ways is not known before.
    ahead : ReadAhead, optional
        Another process that is reading this file already.

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
    found = None
    if ahead is not None and ahead.extract is not None:
        # What went wrong there goes wrong here again, and is said.
        with suppress(ReadingFailed):
            found = _sorted_out(ahead.extract, progress)
    if found is None:
        with extracted(source) as extract:
            found = _sorted_out(extract, progress)
    streets = _streets(found, source.name)
    if not streets.way_count:
        raise InputError(
            f"{source} is an OSM file but holds no street or path with its nodes "
            "(highway=*): take an extract that covers streets."
        )
    return streets


@dataclass
class _Ways:
    """Some ways of the file, in its order."""

    way_id: list[int] = field(default_factory=list)
    tags: list[Mapping[str, str]] = field(default_factory=list)
    #: Positions among all ways of the file.
    nth: list[int] = field(default_factory=list)

    def add(self, way_id: int, tags: Mapping[str, str], nth: int) -> None:
        """Take one way."""
        self.way_id.append(way_id)
        self.tags.append(tags)
        self.nth.append(nth)

    def table(self, nodes: WayNodes) -> WayTable:
        """Return these ways as arrays; `nodes` are those of all ways."""
        mine = nodes.of(self.nth)
        return WayTable(
            np.array(self.way_id, np.int64), self.tags, mine.start, mine.node, mine.place
        )


@dataclass
class _Found:
    """What one file holds."""

    relations: Relations = field(default_factory=Relations)
    streets: _Ways = field(default_factory=_Ways)
    obstacles: _Ways = field(default_factory=_Ways)
    #: Ways of the multipolygons among areas and obstacles, whatever their own tags.
    members: _Ways = field(default_factory=_Ways)
    buildings: _Ways = field(default_factory=_Ways)
    node_tags: dict[int, Mapping[str, str]] = field(default_factory=dict)
    doors: FoundEntrances = field(default_factory=FoundEntrances)
    #: Nodes told about even where no way holds them -> (lon, lat).
    apart: dict[int, tuple[float, float]] = field(default_factory=dict)
    readings: Mapping[Signature, WayReading] = field(default_factory=dict)
    nodes: WayNodes = field(default_factory=lambda: WayNodes.read([]))
    #: Date of the data: the file's own, else that of its newest object.
    timestamp: str = ""


class _Meaning:
    """What a set of tags, as OPL has them, makes of a way."""

    __slots__ = ("building", "obstacle", "street", "tags", "wanted")

    def __init__(self, text: str, keys: frozenset[str], short: ShortTags) -> None:
        tags = tags_of(text)
        #: Whether rules look at ways with these keys at all.
        self.wanted = not keys.isdisjoint(tags)
        self.street = self.wanted and is_street(tags)
        self.building = self.wanted and tags.get("building", "no") != "no"
        self.obstacle = self.wanted and not self.street and is_obstacle(tags)
        self.tags: Mapping[str, str] = short(tags) if self.obstacle else tags


def _meanings() -> Callable[[str], _Meaning]:
    """Return a reader of tags that reads those of most ways, which are alike, once."""
    read = rules()["read"]
    keys, short = frozenset([*read["way_keys"], *read["obstacle_keys"]]), ShortTags()
    return lru_cache(maxsize=_KEPT)(lambda text: _Meaning(text, keys, short))


def _sorted_out(extract: Extract, progress: Progress | None) -> _Found:
    """Tell streets, obstacles, entrances and other nodes apart."""
    found = _Found()
    every: list[int] = []  # ids of all ways
    texts: list[str] = []  # their tags
    meaning = _meanings()
    tags_of_node = lru_cache(maxsize=_KEPT)(tags_of)
    newest = "t"
    for line in extract.lines():
        fields = line.split(" ")
        kind, number = line[0], int(fields[0][1:])
        if kind == "n":
            edited, tagged, lon, lat = fields[-4:]
            newest = max(newest, edited)
            _add_node(found, number, tags_of_node(tagged), (lon, lat))
            continue
        edited, tagged, parts = fields[-3:]
        if kind == "r":
            tags = tags_of(tagged)
            if tags.pop("type", "") == "multipolygon":
                found.relations.add(tags, members_of(parts))
            continue
        nth = len(every)
        every.append(number)
        texts.append(tagged)
        way = meaning(tagged)
        if way.wanted and edited > newest:
            newest = edited
        if "," not in parts:  # a way of one node leads nowhere
            continue
        if way.building:
            found.buildings.add(number, way.tags, nth)
        if way.street:
            found.streets.add(number, way.tags, nth)
            if len(found.streets.way_id) % _STEP == 0:
                report(progress, 1.0 - math.exp(-len(found.streets.way_id) / (10 * _STEP)))
        elif way.obstacle:
            found.obstacles.add(number, way.tags, nth)
    found.timestamp = extract.timestamp() or newest[1:]
    _add_members(found, every, texts)
    if not found.doors.osm:
        found.buildings = _Ways()  # asked for by their entrances only
    if extract.is_made_elsewhere:  # while the nodes of all ways are being read
        found.readings = read_ways(found.streets.tags)
    found.nodes = extract.nodes()
    return found


def _add_node(found: _Found, node: int, tags: Mapping[str, str], fields: tuple[str, str]) -> None:
    """Take a node with tags of interest."""
    found.node_tags[node] = tags
    is_apart = has_any(tags, rules()["read"]["apart"])
    if is_apart or "entrance" in tags:
        place = node_place(*fields)
        if not math.isnan(place[0]):
            found.doors.add(node, place, tags)
            if is_apart:
                found.apart[node] = place


def _add_members(found: _Found, every: Sequence[int], texts: Sequence[str]) -> None:
    """Take the ways of multipolygons; those that are streets by them alone become streets."""
    wanted, rims = found.relations.ways, found.relations.rims
    for nth in [nth for nth, way in enumerate(every) if way in wanted]:
        way = every[nth]
        found.members.add(way, {}, nth)
        if way in rims:
            tags = tags_of(texts[nth])
            if not is_street(tags):
                # A private pool or garden may bound a square: who may walk there stands on the way.
                own = {key: value for key, value in tags.items() if key in ("access", "foot")}
                found.streets.add(way, {**rims[way], **own}, nth)


def _streets(found: _Found, name: str) -> OsmStreets:
    """Put the parts of one pass together."""
    table = found.streets.table(found.nodes)
    refs, place = table.node, table.place
    way = np.repeat(np.arange(len(table.way_id)), np.diff(table.start))
    known = np.isfinite(place[:, 0])
    incomplete = len(np.unique(way[~known]))
    piece, keep = _pieces(way, known)
    # Walls of rooms and shafts of lifts are no way to walk along.
    keep &= ~walled_ways(table)[way]
    piece, way, refs, place = piece[keep], way[keep], refs[keep], place[keep]
    first = np.flatnonzero(np.diff(piece, prepend=-1))
    origin = way[first]
    node_id, first_ref, ref_at = np.unique(refs, return_index=True, return_inverse=True)
    used = _among([*found.node_tags, *found.apart], node_id)
    meta: dict[str, Any] = {"sources": [name], "incomplete_ways": incomplete}
    meta["apart"] = [[node, *at] for node, at in found.apart.items() if node not in used]
    if found.timestamp:
        meta["timestamp"] = found.timestamp
    buildings = found.buildings.table(found.nodes)
    found.doors.outline(buildings.way_id, buildings.start, buildings.node, buildings.place)
    members = found.members.table(found.nodes)
    areas = area_outlines(table, members, found.relations, found.node_tags)
    obstacles = found.obstacles.table(found.nodes)
    return OsmStreets(
        way_id=table.way_id[origin],
        way_tags=[table.tags[w] for w in origin.tolist()],
        ref_start=np.append(first, len(refs)),
        refs=refs,
        node_id=node_id,
        node_lon=place[first_ref, 0],
        node_lat=place[first_ref, 1],
        node_tags={node: tags for node, tags in found.node_tags.items() if node in used},
        areas=areas,
        obstacles=obstacle_outlines(areas, obstacles, members, found.relations, found.node_tags),
        meta=meta,
        doors=found.doors.columns(),
        readings=found.readings,
    ).located(ref_at)


def _among(nodes: Sequence[int], node_id: NDArray[np.int64]) -> set[int]:
    """Return those of some nodes that are in `node_id`."""
    asked = np.array(nodes, np.int64)
    at = np.minimum(np.searchsorted(node_id, asked), max(len(node_id) - 1, 0))
    return set(asked[node_id[at] == asked].tolist()) if len(node_id) else set()


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
