# SPDX-License-Identifier: MIT
"""Which points and lines lie near each other: grids of cells, with numpy alone.

Distances are metres on the ellipsoid, taken in the plane that touches it at the
point concerned; over the few metres of a tolerance that is exact. Cells are
counted in degrees and are at least as large as asked for in metres.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree

Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: Lines are cut into pieces of this length (m) to find the cells that they pass.
_PIECE_M = 30.0
#: Pairs that are looked at together, which bounds the memory needed.
_BLOCK = 2_000_000
#: What rounding of coordinates may keep two segments apart that touch (m).
_ROUND_M = 1e-3
#: Beyond, cells would become infinitely wide.
_POLE = 89.0


@dataclass(frozen=True)
class Segments:
    """S straight segments between points in degrees."""

    lon1: Float
    lat1: Float
    lon2: Float
    lat2: Float

    def __len__(self) -> int:
        return len(self.lon1)


@dataclass(frozen=True)
class Hits:
    """Points near segments, one row a pair (H)."""

    point: Int
    segment: Int
    distance: Float  # metres
    share: Float  # where on the segment the nearest place lies, 0 to 1


@dataclass(frozen=True)
class _Grid:
    """Cells of a size in degrees."""

    east: float
    north: float

    def columns(self, lon: Float) -> Int:
        found: Int = np.floor(lon / self.east).astype(np.int64)
        return found

    def rows(self, lat: Float) -> Int:
        found: Int = np.floor(lat / self.north).astype(np.int64)
        return found


def _grid(metres: float, lat: Float) -> _Grid:
    """Return cells that are nowhere among `lat` smaller than `metres`."""
    furthest = min(float(np.abs(lat).max()), _POLE)
    east, _ = metres_per_degree(furthest)
    # A degree of latitude is shortest at the equator.
    _, north = metres_per_degree(0.0)
    return _Grid(metres / float(east), metres / float(north))


def _key(column: Int, row: Int) -> Int:
    return (column << 32) + row


def near_points(lon: Float, lat: Float, tolerance: float) -> tuple[Int, Int, Float]:
    """Return all pairs of points within `tolerance` metres, each once.

    Returns
    -------
    first, second : int64 (H,)
    distance : float64 (H,)
    """
    if len(lon) < 2:  # noqa: PLR2004 - one point has no neighbour
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    grid = _grid(max(tolerance, 0.01), lat)
    column, row = grid.columns(lon), grid.rows(lat)
    order = np.argsort(_key(column, row), kind="stable")
    keys = _key(column, row)[order]
    found: list[tuple[Int, Int, Float]] = []
    everyone = np.arange(len(lon))
    # Half of the neighbouring cells: each pair of cells is looked at from one side.
    for east, north in ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1)):
        wanted = _key(column + east, row + north)
        for label, at in _matches(keys, wanted, everyone):
            # Within a cell each pair is met twice.
            once = (label < order[at]) | bool(east or north)
            one, other = label[once], order[at][once]
            metres = _distance(lon, lat, one, other)
            close = metres <= tolerance
            found.append((one[close], other[close], metres[close]))
    first, second, distance = (np.concatenate(part) for part in zip(*found))
    return first, second, distance


def near_segments(lon: Float, lat: Float, segments: Segments, tolerance: float) -> Hits:
    """Return which of some points lie within `tolerance` metres of which segments."""
    empty = np.empty(0, np.int64)
    if not len(lon) or not len(segments):
        return Hits(empty, empty, np.empty(0), np.empty(0))
    grid = _grid(max(_PIECE_M, 4 * tolerance), np.concatenate([lat, segments.lat1, segments.lat2]))
    order = np.argsort(_key(grid.columns(lon), grid.rows(lat)), kind="stable")
    keys = _key(grid.columns(lon), grid.rows(lat))[order]
    segment, cell = _cells(grid, segments, tolerance)
    found: list[tuple[Int, Int, Float, Float]] = []
    for which, at in _matches(keys, cell, segment):
        point = order[at]
        metres, share = _to_segment(lon[point], lat[point], segments, which)
        close = metres <= tolerance
        found.append((point[close], which[close], metres[close], share[close]))
    if not found:
        return Hits(empty, empty, np.empty(0), np.empty(0))
    point, which, metres, share = (np.concatenate(part) for part in zip(*found))
    # Neighbouring pieces of a segment reach the same cells.
    _, once = np.unique(_key(point, which), return_index=True)
    return Hits(point[once], which[once], metres[once], share[once])


def crossings(segments: Segments) -> tuple[Int, Int, Float, Float]:
    """Return where segments cross or touch each other; parallel ones never do.

    Returns
    -------
    first, second : int64 (H,)
        Segments; each pair once.
    share_first, share_second : float64 (H,)
        Where on each segment, from 0 to 1.
    """
    grid = _grid(_PIECE_M, np.concatenate([segments.lat1, segments.lat2]))
    segment, cell = _cells(grid, segments, 0.0)
    order = np.argsort(cell, kind="stable")
    keys = cell[order]
    found: list[tuple[Int, Int, Float, Float]] = []
    for one, at in _matches(keys, cell, segment):
        other = segment[order[at]]
        once = one < other
        found.append(_crossing(segments, one[once], other[once]))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0)
    first, second, here, there = (np.concatenate(part) for part in zip(*found))
    _, once = np.unique(_key(first, second), return_index=True)
    return first[once], second[once], here[once], there[once]


def _crossing(segments: Segments, one: Int, other: Int) -> tuple[Int, Int, Float, Float]:
    east, north = metres_per_degree(segments.lat1[one])
    ax = (segments.lon2[one] - segments.lon1[one]) * east
    ay = (segments.lat2[one] - segments.lat1[one]) * north
    bx = (segments.lon2[other] - segments.lon1[other]) * east
    by = (segments.lat2[other] - segments.lat1[other]) * north
    gx = (segments.lon1[other] - segments.lon1[one]) * east
    gy = (segments.lat1[other] - segments.lat1[one]) * north
    turn = ax * by - ay * bx
    with np.errstate(divide="ignore", invalid="ignore"):
        here = (gx * by - gy * bx) / turn
        there = (gx * ay - gy * ax) / turn
        a, b = _ROUND_M / np.hypot(ax, ay), _ROUND_M / np.hypot(bx, by)
    crossed = (here > -a) & (here < 1 + a) & (there > -b) & (there < 1 + b)
    here, there = np.clip(here[crossed], 0.0, 1.0), np.clip(there[crossed], 0.0, 1.0)
    return one[crossed], other[crossed], here, there


def _matches(keys: Int, wanted: Int, label: Int) -> Iterator[tuple[Int, Int]]:
    """Yield (label, position in the sorted `keys`) of equal keys, a block at a time."""
    begin = np.searchsorted(keys, wanted, "left")
    sizes = np.searchsorted(keys, wanted, "right") - begin
    some = np.flatnonzero(sizes)
    if not len(some):
        return
    total = np.cumsum(sizes[some])
    cuts = np.searchsorted(total, np.arange(_BLOCK, int(total[-1]) + _BLOCK, _BLOCK), "left")
    for part in np.split(some, np.unique(cuts[cuts < len(some)])):
        counts = sizes[part]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        yield np.repeat(label[part], counts), np.repeat(begin[part], counts) + within


def _cells(grid: _Grid, segments: Segments, margin: float) -> tuple[Int, Int]:
    """Return the cells that each segment passes, `margin` metres around it included.

    Long segments are cut into short pieces, so that a diagonal across a country
    does not claim all cells of its bounding box.
    """
    pieces = np.maximum(
        np.ceil(np.abs(segments.lon2 - segments.lon1) / grid.east),
        np.ceil(np.abs(segments.lat2 - segments.lat1) / grid.north),
    ).astype(np.int64)
    pieces = np.maximum(pieces, 1)
    segment = np.repeat(np.arange(len(segments)), pieces)
    nth = np.arange(len(segment)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begin, end = nth / pieces[segment], (nth + 1) / pieces[segment]
    spans = []
    for first, last, size, index in (
        (segments.lon1, segments.lon2, grid.east, grid.columns),
        (segments.lat1, segments.lat2, grid.north, grid.rows),
    ):
        step = (last - first)[segment]
        one, two = first[segment] + begin * step, first[segment] + end * step
        # Cells are 30 m or more wide where degrees are shortest: a share of one is enough.
        around = margin / _PIECE_M * size
        spans.append((index(np.minimum(one, two) - around), index(np.maximum(one, two) + around)))
    (west, east), (south, north) = spans
    wide, high = east - west + 1, north - south + 1
    count = wide * high
    row = np.repeat(np.arange(len(segment)), count)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return segment[row], _key(west[row] + nth % wide[row], south[row] + nth // wide[row])


def _distance(lon: Float, lat: Float, one: Int, other: Int) -> Float:
    east, north = metres_per_degree((lat[one] + lat[other]) / 2.0)
    metres: Float = np.hypot((lon[other] - lon[one]) * east, (lat[other] - lat[one]) * north)
    return metres


def _to_segment(lon: Float, lat: Float, segments: Segments, which: Int) -> tuple[Float, Float]:
    """Return distance (m) and place of the nearest point of a segment, pair by pair."""
    east, north = metres_per_degree(lat)
    ax, ay = (segments.lon1[which] - lon) * east, (segments.lat1[which] - lat) * north
    dx = (segments.lon2[which] - segments.lon1[which]) * east
    dy = (segments.lat2[which] - segments.lat1[which]) * north
    square = dx * dx + dy * dy
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(square > 0, -(ax * dx + ay * dy) / square, 0.0)
    share = np.clip(share, 0.0, 1.0)
    metres: Float = np.hypot(ax + share * dx, ay + share * dy)
    return metres, share
