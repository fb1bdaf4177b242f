# SPDX-License-Identifier: MIT
"""Joining lines that were drawn apart: which vertices are one node, which lines are split.

The rules (docs/networks.md tells them to users):

* Vertices drawn at one place (to 1e-7 degrees) by lines of one layer and floor are one node.
* Ends within the tolerance of each other are one node, whatever their ``layer``:
  that is how a bridge begins. Floors (``level``) that both name must have one in common.
* An end within the tolerance of another line splits that line there, if both are on
  the same ``layer`` and floor (no ``level`` counts as the ground, 0). The line's own
  inside counts, too, where the line has gone its own way for four tolerances.
* Lines that merely cross are joined only where the caller says so (`crosses`).
* Within a source that names its own nodes (OSM, OpenSidewalks) nothing is joined.
* No line may vanish: both ends of a line become one node only if it is longer than four
  tolerances and comes back to within the tolerance; two named nodes of one source, or
  two floors, never do. The nearest ends are joined first,
  what would break this is left apart and counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance
from accessible_core.network.layers.nearness import Segments, crossings, near_points, near_segments
from accessible_core.network.layers.uniting import Constraints, united

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Coordinates per degree, as OSM stores them: what rounds to one step is one place.
STEPS = 1e7
#: A line is short, and a way back to itself is long enough, by this many tolerances.
_SHORT = 4.0
#: Metres from a vertex within which a place on a segment is that vertex.
AT_VERTEX_M = 0.01


@dataclass(frozen=True)
class Drawing:
    """L lines of V vertices, before any of them are joined.

    Attributes
    ----------
    lon, lat : float64 (V,)
        Degrees, WGS 84.
    start : int64 (L + 1,)
        Line i consists of the vertices ``start[i]:start[i + 1]``, two or more.
    node : int64 (V,)
        Number of the node, for lines with an owner; else -1.
    owner : int64 (L,)
        The source that names the nodes of a line, -1 where coordinates decide.
    layer : int64 (L,)
        Which drawing layer (``layer=*``): any numbering.
    floor : int64 (L,)
        Row in `floors`.
    floors : tuple of frozenset of str
        Distinct sets of floors (``level=*``); the empty set: none is named.
    touches : bool (L,)
        Whether ends that touch this line may split it, and its ends others.
    crosses : bool (L,)
        Whether it is joined with the lines that it crosses.
    """

    lon: Float
    lat: Float
    start: Int
    node: Int
    owner: Int
    layer: Int
    floor: Int
    floors: tuple[frozenset[str], ...]
    touches: Bool
    crosses: Bool

    @property
    def line(self) -> Int:
        """Line of each vertex (V,)."""
        return np.repeat(np.arange(len(self.owner)), np.diff(self.start))


@dataclass(frozen=True)
class Joined:
    """The same lines over N common nodes.

    Attributes
    ----------
    start : int64 (L + 1,)
        Line i runs along ``node[start[i]:start[i + 1]]``.
    node : int64 (R,)
        Nodes from 0 to N - 1, inserted ones included.
    lon, lat : float64 (N,)
    vertex_node : int64 (V,)
        What became of each vertex of the drawing.
    counts : dict
        ``joined_ends``, ``split_lines``, ``crossings_joined``, ``left_apart``.
    """

    start: Int
    node: Int
    lon: Float
    lat: Float
    vertex_node: Int
    counts: dict[str, int]


@dataclass(frozen=True)
class Insertions:
    """Places that lines are to lead through (I)."""

    segment: Int  # vertex that begins it
    share: Float
    place: Int


@dataclass(frozen=True)
class _Stations:
    """Places as lines of one kind see them: a node of OSM may lie on several layers."""

    place: Int
    kind: Int  # row of layer and floor
    lon: Float
    lat: Float
    is_end: Bool
    owner: Int
    touches: Bool


def join(drawing: Drawing, tolerance: float) -> Joined:
    """Join lines; see the rules at the head of this module.

    Parameters
    ----------
    drawing : Drawing
    tolerance : float
        Metres; 0 joins only what is drawn at one place.
    """
    return _Joining(drawing, tolerance).run()


class _Joining:
    """One run over one drawing."""

    def __init__(self, drawing: Drawing, tolerance: float) -> None:
        self.drawing = drawing
        self.tolerance = tolerance
        self.line = drawing.line
        kinds = np.column_stack((drawing.layer, drawing.floor))
        self.kinds, kind_of_line = np.unique(kinds, axis=0, return_inverse=True)
        self.kind = kind_of_line.reshape(-1).astype(np.int64)
        self.share_floor = _compatible(drawing.floors, ground=False)
        self.same_floor = _compatible(drawing.floors, ground=True)
        self.first, self.last = drawing.start[:-1], drawing.start[1:] - 1
        self.along = _along(drawing)
        self.length = self.along[self.last]
        self.place, self.places = self._places()
        self.stations = self._stations()

    def run(self) -> Joined:
        one, other, metres = self._meeting_ends()
        label, _ = self._unite(one, other, metres)
        more, inserted = self._touching(label)
        crossed, cross_at, crossing_places = self._crossing(label)
        pairs = [(one, other, metres), more, crossed]
        one, other, metres = (np.concatenate(part) for part in zip(*pairs))
        places = self.places + len(crossing_places[0])
        label, refused = self._unite(one, other, metres, places)
        lon, lat = self._coordinates(label, crossing_places)
        return _laid(
            self.drawing,
            label,
            self.place,
            [inserted, cross_at],
            (lon, lat),
            {
                "joined_ends": int((label != np.arange(places)).sum()),
                "split_lines": len(np.unique(self.line[inserted.segment])),
                "crossings_joined": len(crossing_places[0]),
                "left_apart": refused,
            },
        )

    # ------------------------------------------------------------- places

    def _places(self) -> tuple[Int, int]:
        """Give each vertex its place: named nodes, else coordinates by layer and floor."""
        drawing = self.drawing
        place = np.empty(len(drawing.lon), np.int64)
        named = drawing.node >= 0
        known, number = np.unique(drawing.node[named], return_inverse=True)
        place[named] = number
        keys = np.column_stack(
            (_steps(drawing.lon[~named]), _steps(drawing.lat[~named]), self.kind[self.line[~named]])
        )
        drawn, number = np.unique(keys, axis=0, return_inverse=True)
        place[~named] = len(known) + number.reshape(-1)
        return place, len(known) + len(drawn)

    def _stations(self) -> _Stations:
        drawing = self.drawing
        kind = self.kind[self.line]
        is_end = np.zeros(len(drawing.lon), bool)
        is_end[self.first] = is_end[self.last] = True
        touches = is_end & drawing.touches[self.line]
        _, first, number = np.unique(
            self.place * (len(self.kinds) + 1) + kind, return_index=True, return_inverse=True
        )
        number = number.reshape(-1)
        return _Stations(
            self.place[first],
            kind[first],
            drawing.lon[first],
            drawing.lat[first],
            np.bincount(number, is_end, len(first)) > 0,
            drawing.owner[self.line[first]],
            np.bincount(number, touches, len(first)) > 0,
        )

    def _floor(self, kind: Int) -> Int:
        floor: Int = self.kinds[kind, 1]
        return floor

    # -------------------------------------------------------------- pairs

    def _meeting_ends(self) -> tuple[Int, Int, Float]:
        """Return pairs of places to be one node: drawn at one place, or ends that meet."""
        stations = self.stations
        one, other = _same_place(_steps(stations.lon), _steps(stations.lat))
        fits = stations.is_end[one] | stations.is_end[other]
        fits |= stations.kind[one] == stations.kind[other]
        fits &= self._may_meet(one, other)
        one, other = one[fits], other[fits]
        metres = np.zeros(len(one))
        if self.tolerance > 0:
            ends = np.flatnonzero(stations.is_end)
            a, b, apart = near_points(stations.lon[ends], stations.lat[ends], self.tolerance)
            fits = self._may_meet(ends[a], ends[b])
            one = np.concatenate([one, ends[a[fits]]])
            other = np.concatenate([other, ends[b[fits]]])
            metres = np.concatenate([metres, apart[fits]])
        return stations.place[one], stations.place[other], metres

    def _may_meet(self, one: Int, other: Int) -> Bool:
        stations = self.stations
        apart = (stations.owner[one] < 0) | (stations.owner[one] != stations.owner[other])
        floors = self._floor(stations.kind[one]), self._floor(stations.kind[other])
        fits: Bool = apart & (stations.place[one] != stations.place[other])
        fits &= self.share_floor[floors]
        return fits

    def _unite(
        self, one: Int, other: Int, metres: Float, places: int | None = None
    ) -> tuple[Int, int]:
        drawing = self.drawing
        # A long line that comes back to within the tolerance of its beginning is a ring.
        gap = distance(
            drawing.lon[self.first], drawing.lat[self.first],
            drawing.lon[self.last], drawing.lat[self.last],
        )  # fmt: skip
        apart_ends = (self.length <= _SHORT * self.tolerance) | (gap > self.tolerance)
        apart_ends &= self.place[self.first] != self.place[self.last]
        floor = np.zeros(places or self.places, np.int64)
        floor[self.stations.place] = self._floor(self.stations.kind)
        owner = np.full(places or self.places, -1, np.int64)
        owner[self.stations.place] = self.stations.owner
        constraints = Constraints(
            self.place[self.first[apart_ends]],
            self.place[self.last[apart_ends]],
            floor,
            drawing.floors,
            owner,
        )
        return united(one, other, metres, constraints)

    def _touching(self, label: Int) -> tuple[tuple[Int, Int, Float], Insertions]:
        """Return what ends on the inside of lines ask for: vertices to join, places to insert."""
        drawing, stations = self.drawing, self.stations
        none = np.empty(0, np.int64)
        nothing = (none, none, np.empty(0)), Insertions(none, np.empty(0), none)
        begin = np.flatnonzero((self.line[1:] == self.line[:-1]) & drawing.touches[self.line[:-1]])
        ends = np.flatnonzero(stations.touches)
        if self.tolerance <= 0 or not len(ends) or not len(begin):
            return nothing
        hits = near_segments(
            stations.lon[ends], stations.lat[ends], _segments(drawing, begin), self.tolerance
        )
        end, segment = ends[hits.point], begin[hits.segment]
        line = self.line[segment]
        fits = (stations.owner[end] < 0) | (stations.owner[end] != drawing.owner[line])
        kinds = stations.kind[end], self.kind[line]
        fits &= self.kinds[kinds[0], 0] == self.kinds[kinds[1], 0]
        fits &= self.same_floor[self._floor(kinds[0]), self._floor(kinds[1])]
        place = stations.place[end]
        at = self.along[segment] + hits.share * (self.along[segment + 1] - self.along[segment])
        # Where the line itself comes from this end, it is near it by nature.
        for tip in (self.first[line], self.last[line]):
            own = label[self.place[tip]] == label[place]
            fits &= ~own | (np.abs(at - self.along[tip]) > _SHORT * self.tolerance)
        rows = np.flatnonzero(fits)
        # The nearest place of each line; the first segment where two are as near.
        order = rows[np.lexsort((segment[rows], hits.distance[rows], line[rows], end[rows]))]
        once = np.ones(len(order), bool)
        once[1:] = (end[order][1:] != end[order][:-1]) | (line[order][1:] != line[order][:-1])
        chosen = order[once]
        segment, share, place = segment[chosen], hits.share[chosen], place[chosen]
        there = (label[self.place[segment]] == label[place]) | (
            label[self.place[segment + 1]] == label[place]
        )
        segment, share, place = segment[~there], share[~there], place[~there]
        metres = hits.distance[chosen][~there]
        vertex = self._at_vertex(segment, share)
        on = vertex >= 0
        joined = (place[on], self.place[vertex[on]], metres[on])
        return joined, Insertions(segment[~on], share[~on], place[~on])

    def _at_vertex(self, segment: Int, share: Float) -> Int:
        """Return the vertex that a place on a segment is, -1 for none."""
        step = self.along[segment + 1] - self.along[segment]
        vertex = np.full(len(segment), -1, np.int64)
        vertex[share * step < AT_VERTEX_M] = 0
        vertex[(1 - share) * step < AT_VERTEX_M] = 1
        return np.where(vertex >= 0, segment + vertex, -1)

    def _crossing(
        self, label: Int
    ) -> tuple[tuple[Int, Int, Float], Insertions, tuple[Float, Float]]:
        """Return what crossings ask for, and the coordinates of the new places."""
        drawing = self.drawing
        none, nil = np.empty(0, np.int64), np.empty(0)
        begin = np.flatnonzero(self.line[1:] == self.line[:-1])
        if not drawing.crosses.any():
            return (none, none, nil), Insertions(none, nil, none), (nil, nil)
        first, second, here, there = crossings(_segments(drawing, begin))
        one, other = begin[first], begin[second]
        a, b = self.line[one], self.line[other]
        fits = (a != b) & (drawing.crosses[a] | drawing.crosses[b])
        fits &= (drawing.owner[a] < 0) | (drawing.owner[a] != drawing.owner[b])
        fits &= drawing.layer[a] == drawing.layer[b]
        fits &= self.same_floor[drawing.floor[a], drawing.floor[b]]
        ends = [label[self.place[v]] for v in (one, one + 1, other, other + 1)]
        for left in ends[:2]:
            for right in ends[2:]:
                fits &= left != right  # they meet at a node already
        one, other, here, there = one[fits], other[fits], here[fits], there[fits]
        number = self.places + np.arange(len(one))
        lon = drawing.lon[one] + here * (drawing.lon[one + 1] - drawing.lon[one])
        lat = drawing.lat[one] + here * (drawing.lat[one + 1] - drawing.lat[one])
        segment = np.concatenate([one, other])
        share, place = np.concatenate([here, there]), np.concatenate([number, number])
        vertex = self._at_vertex(segment, share)
        on = vertex >= 0
        joined = (self.place[vertex[on]], place[on], np.zeros(int(on.sum())))
        return joined, Insertions(segment[~on], share[~on], place[~on]), (lon, lat)

    # -------------------------------------------------------- coordinates

    def _coordinates(self, label: Int, more: tuple[Float, Float]) -> tuple[Float, Float]:
        """Return where united places lie: as a source names them, else where most ends are."""
        drawing, total = self.drawing, len(label)
        lon, lat = np.zeros(total), np.zeros(total)
        lon[self.place[::-1]], lat[self.place[::-1]] = drawing.lon[::-1], drawing.lat[::-1]
        lon[self.places :], lat[self.places :] = more
        weight = np.bincount(self.place[np.concatenate([self.first, self.last])], minlength=total)
        owner = np.full(total, -1, np.int64)
        owner[self.stations.place] = self.stations.owner
        weight = weight + np.where(owner >= 0, len(self.line), 0)
        order = np.lexsort((np.arange(total), -weight, label))
        chosen = np.empty(total, np.int64)
        leads = np.ones(total, bool)
        leads[1:] = label[order][1:] != label[order][:-1]
        chosen[label[order][leads]] = order[leads]
        return lon[chosen[label]], lat[chosen[label]]


def _laid(
    drawing: Drawing,
    label: Int,
    place: Int,
    insertions: list[Insertions],
    at: tuple[Float, Float],
    counts: dict[str, int],
) -> Joined:
    """Give the nodes numbers and lead the lines through what is inserted."""
    segment = np.concatenate([part.segment for part in insertions])
    share = np.concatenate([part.share for part in insertions])
    inserted = np.concatenate([part.place for part in insertions])
    # A vertex comes before what is inserted behind it.
    where = np.concatenate([np.arange(len(place), dtype=np.int64), segment])
    order = np.lexsort((np.concatenate([np.full(len(place), -1.0), share]), where))
    used, node = np.unique(label[np.concatenate([place, inserted])], return_inverse=True)
    node = node.reshape(-1)
    line = np.concatenate([drawing.line, drawing.line[segment]])
    sizes = np.bincount(line, minlength=len(drawing.owner))
    start = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=start[1:])
    return Joined(start, node[order], at[0][used], at[1][used], node[: len(place)], counts)


def _along(drawing: Drawing) -> Float:
    """Return metres from the beginning of its line to each vertex (V,)."""
    steps = np.zeros(len(drawing.lon))
    steps[1:] = distance(drawing.lon[:-1], drawing.lat[:-1], drawing.lon[1:], drawing.lat[1:])
    steps[drawing.start[:-1]] = 0.0
    total = np.cumsum(steps)
    along: Float = total - total[drawing.start[:-1]][drawing.line]
    return along


def _segments(drawing: Drawing, begin: Int) -> Segments:
    return Segments(
        drawing.lon[begin], drawing.lat[begin], drawing.lon[begin + 1], drawing.lat[begin + 1]
    )


def _steps(degrees: Float) -> Int:
    found: Int = np.round(degrees * STEPS).astype(np.int64)
    return found


def _same_place(x: Int, y: Int) -> tuple[Int, Int]:
    """Return all pairs of rows with equal coordinates."""
    order = np.lexsort((y, x))
    same = (x[order][1:] == x[order][:-1]) & (y[order][1:] == y[order][:-1])
    group = np.concatenate([np.zeros(1, np.int64), np.cumsum(~same)])[: len(order)]
    one, other = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    step = 1
    while step < len(order):
        rows = np.flatnonzero(group[step:] == group[:-step])
        if not len(rows):
            break
        one.append(order[rows])
        other.append(order[rows + step])
        step += 1
    return np.concatenate(one), np.concatenate(other)


def _compatible(floors: tuple[frozenset[str], ...], *, ground: bool) -> Bool:
    """Return which sets of floors (F, F) have one in common.

    Parameters
    ----------
    ground : bool
        Whether a set that names none means the ground floor; else it fits any.
    """
    table = np.ones((len(floors), len(floors)), bool)
    for row, one in enumerate(floors):
        for column, other in enumerate(floors):
            if ground:
                table[row, column] = bool((one or {"0"}) & (other or {"0"}))
            elif one and other:
                table[row, column] = bool(one & other)
    return table
