# SPDX-License-Identifier: MIT
"""Rings of areas, and the obstacles near them, out of the ways of a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.areas.tagged import is_area, is_walled
from accessible_core.network.classify import Tags
from accessible_core.network.rules import rules
from accessible_core.network.streets import Outlines

Boxes = NDArray[np.float64]
Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
NodeTags = Mapping[int, Tags]

#: Areas are looked up by cells of this size (degrees), some 100 m.
_CELL = 1e-3
#: Cells of an area either way; what is larger is too large to cross (rules.toml).
_MOST_CELLS = 200
#: Boxes times areas that are compared at once (memory of some 10 MB).
_AT_ONCE = 1_000_000
#: The first node again at the end, and at least three different ones.
_LEAST_RING = 4


class Multipolygons(Protocol):
    """Areas and obstacles that are relations: tags and member ways."""

    @property
    def rims(self) -> Mapping[int, Tags]:
        """Ways that are streets because they bound an area."""

    @property
    def areas(self) -> Sequence[tuple[Tags, Sequence[int]]]:
        """Areas to walk across."""

    @property
    def obstacles(self) -> Sequence[tuple[Tags, Sequence[int]]]:
        """What stands in the way."""


@dataclass(frozen=True)
class WayTable:
    """W ways with R vertices.

    Attributes
    ----------
    way_id : int64 (W,)
    tags : sequence of mapping (W)
    start : int64 (W + 1,)
        Vertices of way w are those from ``start[w]`` to ``start[w + 1]``.
    node : int64 (R,)
    place : float64 (R, 2)
        Longitude and latitude, NaN where not known.
    """

    way_id: Int64
    tags: Sequence[Tags]
    start: Int64
    node: Int64
    place: Float

    @property
    def boxes(self) -> Boxes:
        """West, south, east, north of each way (W, 4)."""
        return line_boxes(self.start, self.place[:, 0], self.place[:, 1])

    @property
    def closed(self) -> NDArray[np.bool_]:
        """Ways (W,) that end where they begin and enclose something."""
        start = self.start
        long = np.diff(start) >= _LEAST_RING
        found = np.zeros(len(self.way_id), bool)
        found[long] = self.node[start[:-1][long]] == self.node[start[1:][long] - 1]
        return found


class ShortTags:
    """Keeps of an obstacle's tags what rules ask for; equal ones once."""

    def __init__(self) -> None:
        data = rules()["obstacles"]
        keys = [
            *data["is"],
            "kerb",
            "kerb:height",
            "layer",
            "level",
            "repeat_on",
            "tunnel",
        ]
        self._keys = tuple(dict.fromkeys(keys))
        self._known: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}

    def __call__(self, tags: Tags) -> Tags:
        """Return the tags that matter, the same object for the same tags."""
        few = tuple([(key, tags[key]) for key in self._keys if key in tags])
        return self._known.setdefault(few, dict(few))


def walled_ways(table: WayTable) -> NDArray[np.bool_]:
    """Tell which ways are walls around an area, or of a room that does not close."""
    found = table.closed
    for way, tags in enumerate(table.tags):
        if found[way] or "indoor" in tags:
            found[way] = is_walled(tags) and (found[way] or "highway" not in tags)
    return found


def area_outlines(
    table: WayTable, members: WayTable, relations: Multipolygons, node_tags: NodeTags
) -> Outlines:
    """Return the areas among closed ways and multipolygons, with their rings.

    Parameters
    ----------
    table, members : WayTable
        Streets, and the ways of multipolygons.
    relations
        See `Multipolygons`.
    node_tags : mapping
        Tags of nodes, more than those of areas.
    """
    found = _Gathered()
    start = table.start
    for way in np.flatnonzero(table.closed).tolist():
        part, number = slice(start[way], start[way + 1]), int(table.way_id[way])
        if number in relations.rims or not is_area(table.tags[way]):
            continue
        if np.isfinite(table.place[part]).all():
            line = table.node[part], table.place[part]
            found.add(number, table.tags[way], frozenset([number]), [line])
        else:
            found.open_count += 1
    lines_of = _Members(members)
    for tags, ways in relations.areas:
        rings, rest = lines_of.rings(ways)
        if rest or not rings:
            found.open_count += 1
        else:
            found.add(0, tags, frozenset(ways), rings)
    return found.outlines(node_tags)


def obstacle_outlines(
    areas: Outlines,
    table: WayTable,
    members: WayTable,
    relations: Multipolygons,
    node_tags: NodeTags,
) -> Outlines:
    """Return the obstacles that lie near `areas`, in the terms of `area_outlines`."""
    found = _Gathered()
    if len(areas.way_id):
        near, start = NearAreas(areas.boxes), table.start
        for way in np.flatnonzero(near(table.boxes)).tolist():
            part = slice(start[way], start[way + 1])
            line = table.node[part], table.place[part]
            found.add(int(table.way_id[way]), table.tags[way], frozenset(), [line])
        lines_of = _Members(members)
        close = dict(zip(members.way_id.tolist(), near(members.boxes).tolist()))
        for tags, ways in relations.obstacles:
            if any(close.get(way) for way in ways):
                rings, rest = lines_of.rings(ways)
                for line in (*rings, *rest):
                    found.add(0, tags, frozenset(), [line])
    return found.outlines(node_tags)


def line_boxes(start: Int64, lon: Float, lat: Float) -> Boxes:
    """Return west, south, east, north of lines (L, 4) as far as their places are known."""
    if len(start) == 1:
        return np.zeros((0, 4))
    first = start[:-1]
    return np.column_stack(
        [
            np.fmin.reduceat(lon, first),
            np.fmin.reduceat(lat, first),
            np.fmax.reduceat(lon, first),
            np.fmax.reduceat(lat, first),
        ]
    )


class _Gathered:
    """Objects with their lines, one after the other."""

    def __init__(self) -> None:
        self._objects: list[tuple[int, Tags, frozenset[int]]] = []
        self._owner: list[int] = []
        self._lines: list[tuple[Int64, Float]] = []
        self.open_count = 0

    def add(
        self, way: int, tags: Tags, rims: frozenset[int], lines: Sequence[tuple[Int64, Float]]
    ) -> None:
        """Take one object; vertices without a place are left out of its lines."""
        whole = [(node[known], place[known]) for node, place, known in map(_known, lines)]
        whole = [line for line in whole if len(line[0]) > 1]
        if whole:
            self._owner += [len(self._objects)] * len(whole)
            self._objects.append((way, tags, rims))
            self._lines += whole

    def outlines(self, node_tags: NodeTags) -> Outlines:
        """Return everything as columns."""
        if not self._lines:
            return Outlines(open_count=self.open_count)
        node = np.concatenate([node for node, _ in self._lines])
        place = np.concatenate([place for _, place in self._lines])
        sizes = np.array([len(node) for node, _ in self._lines], np.int64)
        return Outlines(
            way_id=np.array([way for way, _, _ in self._objects], np.int64),
            tags=[tags for _, tags, _ in self._objects],
            rims=[rims for _, _, rims in self._objects],
            owner=np.array(self._owner, np.int64),
            start=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
            node=node,
            lon=place[:, 0],
            lat=place[:, 1],
            node_tags={n: node_tags[n] for n in set(node.tolist()) if n in node_tags},
            open_count=self.open_count,
        )


def _known(line: tuple[Int64, Float]) -> tuple[Int64, Float, NDArray[np.bool_]]:
    node, place = line
    known = np.isfinite(place[:, 0])
    # One place after another: what repeats the vertex before is no segment.
    known[1:] &= node[1:] != node[:-1]
    return node, place, known


class _Members:
    """Lines of multipolygons' ways, joined to rings."""

    def __init__(self, members: WayTable) -> None:
        start = members.start.tolist()
        self._refs = {
            way: members.node[start[i] : start[i + 1]].tolist()
            for i, way in enumerate(members.way_id.tolist())
        }
        self._place = dict(zip(members.node.tolist(), members.place.tolist()))

    def rings(
        self, ways: Sequence[int]
    ) -> tuple[list[tuple[Int64, Float]], list[tuple[Int64, Float]]]:
        """Return the closed rings that some ways make, and what does not close."""
        lines = [self._refs[way] for way in ways if way in self._refs]
        rings, rest = joined(lines)
        whole = [ring for ring in rings if len(ring) >= _LEAST_RING]
        missing = [[way] for way in ways if way not in self._refs]
        unplaced = [ring for ring in whole if not all(map(self._is_placed, ring))]
        closed = [self._line(ring) for ring in whole if ring not in unplaced]
        return closed, [self._line(line) for line in (*rest, *unplaced, *missing)]

    def _is_placed(self, node: int) -> bool:
        return not np.isnan(self._place[node][0])

    def _line(self, nodes: Sequence[int]) -> tuple[Int64, Float]:
        nowhere = [np.nan, np.nan]
        place = np.array([self._place.get(node, nowhere) for node in nodes])
        return np.array(nodes, np.int64), place


def joined(lines: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Join lines of nodes that share their ends.

    Returns
    -------
    rings : list
        Closed lines, the last node equal to the first.
    rest : list
        What does not close.
    """
    rings = [list(line) for line in lines if line[0] == line[-1]]
    waiting = [list(line) for line in lines if line[0] != line[-1]]
    rest: list[list[int]] = []
    while waiting:
        line = waiting.pop()
        while line[0] != line[-1]:
            fitting = next((i for i, o in enumerate(waiting) if line[-1] in (o[0], o[-1])), None)
            if fitting is None:
                break
            other = waiting.pop(fitting)
            line += other[1:] if other[0] == line[-1] else other[-2::-1]
        (rings if line[0] == line[-1] else rest).append(line)
    return rings, rest


class NearAreas:
    """Tells which boxes (west, south, east, north, in degrees) lie near areas.

    Attributes
    ----------
    complete : bool
        Whether no area is so large that only its south-west is looked at.
    """

    def __init__(self, boxes: Boxes) -> None:
        self._boxes = boxes
        self.complete = bool((boxes[:, 2:] - boxes[:, :2] < (_MOST_CELLS - 1) * _CELL).all())
        cells = [_cells(box).ravel() for box in boxes]
        self._cells = np.unique(np.concatenate([np.zeros(0, np.int64), *cells]))

    def __call__(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return, for each of some boxes (B, 4), whether one of the areas may touch it."""
        found = np.zeros(len(boxes), bool)
        known = np.flatnonzero(np.isfinite(boxes[:, 0]))
        at = np.floor(boxes[known] / _CELL).astype(np.int64)
        # Of two cells either way, the four corners are all there is; larger boxes are compared.
        small = (at[:, 2:] - at[:, :2] <= 1).all(axis=1)
        for x, y in ((0, 1), (0, 3), (2, 1), (2, 3)):
            cells = _cell(at[small, x], at[small, y])
            found[known[small]] |= np.isin(cells, self._cells)
        large = known[~small]
        size = max(_AT_ONCE // max(len(self._boxes), 1), 1)
        for begin in range(0, len(large), size):
            part = large[begin : begin + size]
            found[part] = self._touched(boxes[part])
        return found

    def _touched(self, boxes: Boxes) -> NDArray[np.bool_]:
        west, south, east, north = boxes.T[:, :, None]
        mine = self._boxes.T[:, None, :]
        across = (mine[0] <= east) & (mine[2] >= west)
        touched: NDArray[np.bool_] = (across & (mine[1] <= north) & (mine[3] >= south)).any(axis=1)
        return touched


def _cell(x: NDArray[np.int64], y: NDArray[np.int64]) -> NDArray[np.int64]:
    return (x << 32) + y


def _cells(box: Any) -> NDArray[np.int64]:
    """Return the cells of one box, bounded: an area of kilometres is too large to cross."""
    west, south, east, north = np.floor(np.asarray(box) / _CELL).astype(np.int64)
    x = np.arange(west, min(east, west + _MOST_CELLS) + 1)
    y = np.arange(south, min(north, south + _MOST_CELLS) + 1)
    return _cell(x[:, None], y[None, :])
