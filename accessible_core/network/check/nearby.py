# SPDX-License-Identifier: MIT
"""Which segments lie within some metres of many points: one grid, array operations only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.model import StreetNetwork

Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: Least side of a cell in metres; cells are never smaller than the radius asked for.
_CELL_M = 40.0
#: Pairs of points and segments measured at a time: bounds memory.
_BATCH = 2_000_000


@dataclass(frozen=True)
class Segments:
    """S straight pieces of edges.

    Attributes
    ----------
    edge : int64 (S,)
    lon0, lat0, lon1, lat1 : float64 (S,)
        Degrees.
    """

    edge: Int
    lon0: Float
    lat0: Float
    lon1: Float
    lat1: Float

    @classmethod
    def of(cls, network: StreetNetwork) -> Segments:
        """Return the segments of all edges of a network, in the order of the edges."""
        first = np.ones(len(network.shape_lon), np.bool_)
        first[network.shape_start[1:] - 1] = False
        at = np.flatnonzero(first)
        edge = np.repeat(np.arange(network.edge_count), np.diff(network.shape_start) - 1)
        lon, lat = network.shape_lon, network.shape_lat
        return cls(edge, lon[at], lat[at], lon[at + 1], lat[at + 1])

    def where(self, keep: NDArray[np.bool_]) -> Segments:
        """Return some of the segments."""
        return Segments(
            self.edge[keep], self.lon0[keep], self.lat0[keep], self.lon1[keep], self.lat1[keep]
        )


@dataclass(frozen=True)
class Near:
    """P pairs of a point and a segment near it.

    Attributes
    ----------
    point, segment, edge : int64 (P,)
    metres : float64 (P,)
    lon, lat : float64 (P,)
        The nearest place on the segment.
    """

    point: Int
    segment: Int
    edge: Int
    metres: Float
    lon: Float
    lat: Float

    def where(self, keep: NDArray[np.bool_] | Int) -> Near:
        """Return some of the pairs."""
        return Near(
            self.point[keep],
            self.segment[keep],
            self.edge[keep],
            self.metres[keep],
            self.lon[keep],
            self.lat[keep],
        )

    def nearest(self) -> Near:
        """Return the nearest pair of each point; of equals, that of the first segment."""
        order = np.lexsort((self.segment, self.metres, self.point))
        first = np.ones(len(order), np.bool_)
        first[1:] = self.point[order[1:]] != self.point[order[:-1]]
        return self.where(order[first])


@dataclass(frozen=True)
class Places:
    """K places along edges.

    Attributes
    ----------
    edge : int64 (K,)
    along : float64 (K,)
        Metres from the first node of the edge.
    lon, lat : float64 (K,)
    direction : float64 (K, 2)
        Where the edge runs there: east, north, of length 1.
    """

    edge: Int
    along: Float
    lon: Float
    lat: Float
    direction: Float


def places_along(segments: Segments, edges: NDArray[np.bool_], step_m: float) -> Places:
    """Return places along some edges, at most `step_m` apart, the middles of equal steps.

    Parameters
    ----------
    segments : Segments
        In the order of the edges.
    edges : bool (M,)
    step_m : float
    """
    own = segments.where(edges[segments.edge])
    east, north = metres_per_degree(own.lat0)
    dx, dy = (own.lon1 - own.lon0) * east, (own.lat1 - own.lat0) * north
    length = np.hypot(dx, dy)
    first = np.ones(len(length), np.bool_)
    first[1:] = own.edge[1:] != own.edge[:-1]
    before = np.cumsum(length) - length
    before -= before[np.maximum.accumulate(np.where(first, np.arange(len(first)), 0))]
    of, nth = _counted(np.ceil(length / step_m).astype(np.int64))
    share = (nth + 0.5) / np.maximum(np.ceil(length / step_m), 1.0)[of]
    return Places(
        own.edge[of],
        before[of] + share * length[of],
        own.lon0[of] + share * (own.lon1 - own.lon0)[of],
        own.lat0[of] + share * (own.lat1 - own.lat0)[of],
        np.column_stack((dx[of], dy[of])) / length[of, None],
    )


class SegmentIndex:
    """Segments in cells, for any number of points and radii."""

    def __init__(self, segments: Segments) -> None:
        self.segments = segments
        self._grids: dict[float, _Grid] = {}

    def within(
        self,
        lon: Float,
        lat: Float,
        radius_m: float,
        edges: NDArray[np.bool_] | None = None,
        groups: tuple[Int, Int] | None = None,
    ) -> Near:
        """Return all pairs of points and segments at most `radius_m` apart.

        Parameters
        ----------
        lon, lat : float64 (Q,)
            Degrees.
        radius_m : float
        edges : bool (M,), optional
            Edges whose segments count.
        groups : int64 (Q,), int64 (M,), optional
            A group of each point and of each edge: pairs within one group are left out.
        """
        size = max(radius_m, _CELL_M)
        grid = self._grids.get(size)
        if grid is None:
            grid = self._grids[size] = _Grid(self.segments, size)
        found = []
        for point, segment in grid.candidates(lon, lat, radius_m):
            keep = np.ones(len(point), np.bool_)
            if edges is not None:
                keep &= edges[self.segments.edge[segment]]
            if groups is not None:
                keep &= groups[0][point] != groups[1][self.segments.edge[segment]]
            near = self._measured(point[keep], segment[keep], lon, lat)
            found.append(near.where(near.metres <= radius_m))
        parts = [
            np.concatenate([getattr(near, name) for near in found])
            for name in ("point", "segment", "edge", "metres", "lon", "lat")
        ]
        return Near(*parts)

    def _measured(self, point: Int, segment: Int, lon: Float, lat: Float) -> Near:
        """Measure on the plane of each point, true to scale there."""
        own = self.segments
        east, north = metres_per_degree(lat[point])
        x0 = (own.lon0[segment] - lon[point]) * east
        y0 = (own.lat0[segment] - lat[point]) * north
        dx = (own.lon1[segment] - own.lon0[segment]) * east
        dy = (own.lat1[segment] - own.lat0[segment]) * north
        square = dx * dx + dy * dy
        share = -(x0 * dx + y0 * dy) / np.where(square > 0.0, square, 1.0)
        share = np.clip(share, 0.0, 1.0)
        metres = np.hypot(x0 + share * dx, y0 + share * dy)
        return Near(
            point,
            segment,
            own.edge[segment],
            metres,
            own.lon0[segment] + share * (own.lon1[segment] - own.lon0[segment]),
            own.lat0[segment] + share * (own.lat1[segment] - own.lat0[segment]),
        )


class _Grid:
    """Cells of one size; each segment stands in every cell that it may touch."""

    def __init__(self, segments: Segments, size_m: float) -> None:
        south = float(min(segments.lat0.min(initial=90.0), segments.lat1.min(initial=90.0)))
        north = float(max(segments.lat0.max(initial=-90.0), segments.lat1.max(initial=-90.0)))
        self._west = float(min(segments.lon0.min(initial=180.0), segments.lon1.min(initial=180.0)))
        self._south = south
        # Cells must not be narrower than asked for anywhere: metres where they are fewest.
        widest = max(abs(south), abs(north)) if len(segments.edge) else 0.0
        self._size = (
            size_m / float(metres_per_degree(widest)[0]),
            size_m / float(metres_per_degree(0.0)[1]),
        )
        bit, lon, lat = self._bits(segments)
        x0, x1 = self._span(*lon, 0)
        y0, y1 = self._span(*lat, 1)
        self._columns = int(x1.max(initial=0)) + 1
        wide = x1 - x0 + 1
        owner, nth = _counted(wide * (y1 - y0 + 1))
        row, column = nth // wide[owner], nth % wide[owner]
        key = (y0[owner] + row) * self._columns + x0[owner] + column
        order = np.argsort(key, kind="stable")
        self._key, self._segment = key[order], bit[owner[order]]

    def _bits(self, segments: Segments) -> tuple[Int, tuple[Float, Float], tuple[Float, Float]]:
        """Cut segments into bits no longer than a cell: long ones cross few cells of their box."""
        dx, dy = segments.lon1 - segments.lon0, segments.lat1 - segments.lat0
        longest = np.maximum(np.abs(dx) / self._size[0], np.abs(dy) / self._size[1])
        times = np.maximum(np.ceil(longest), 1.0).astype(np.int64)
        of, nth = _counted(times)
        begin, end = nth / times[of], (nth + 1) / times[of]
        return (
            of,
            (segments.lon0[of] + begin * dx[of], segments.lon0[of] + end * dx[of]),
            (segments.lat0[of] + begin * dy[of], segments.lat0[of] + end * dy[of]),
        )

    def _span(self, a: Float, b: Float, axis: int) -> tuple[Int, Int]:
        origin = (self._west, self._south)[axis]
        low = np.floor((np.minimum(a, b) - origin) / self._size[axis]).astype(np.int64)
        high = np.floor((np.maximum(a, b) - origin) / self._size[axis]).astype(np.int64)
        return low, high

    def candidates(self, lon: Float, lat: Float, radius_m: float) -> list[tuple[Int, Int]]:
        """Return batches of (point, segment) that may lie within `radius_m`, each pair once."""
        east, north = metres_per_degree(lat)
        dx, dy = radius_m / east, radius_m / north
        x0, x1 = self._span(lon - dx, lon + dx, 0)
        y0, y1 = self._span(lat - dy, lat + dy, 1)
        x0, x1 = np.maximum(x0, 0), np.minimum(x1, self._columns - 1)
        wide = np.maximum(x1 - x0 + 1, 0)
        point, nth = _counted(wide * (y1 - y0 + 1))
        row, column = nth // np.maximum(wide[point], 1), nth % np.maximum(wide[point], 1)
        key = (y0[point] + row) * self._columns + x0[point] + column
        begin = np.searchsorted(self._key, key, "left")
        size = np.searchsorted(self._key, key, "right") - begin
        ends = np.cumsum(size)
        most = int(self._segment.max(initial=0)) + 1
        batches = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        start = 0
        while start < len(size):
            done = ends[start - 1] if start else 0
            stop = max(int(np.searchsorted(ends, done + _BATCH, "right")), start + 1)
            stop = int(np.searchsorted(point, point[stop - 1], "right"))  # a point stays whole
            cell, within = _counted(size[start:stop])
            segment = self._segment[begin[start:stop][cell] + within]
            # A segment may stand in several of the cells.
            pair = np.unique(point[start:stop][cell] * most + segment)
            batches.append((pair // most, pair % most))
            start = stop
        return batches


def _counted(times: Int) -> tuple[Int, Int]:
    """Return each position as often as `times` says, and which time it is (from 0)."""
    position = np.repeat(np.arange(len(times)), times)
    return position, np.arange(len(position)) - np.repeat(np.cumsum(times) - times, times)
