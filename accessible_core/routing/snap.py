# SPDX-License-Identifier: MIT
"""From a point to the nearest usable place on the network.

A grid over all segments is built once per network; a question looks only at the
cells around its point, so that thousands of points cost milliseconds each hundred.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.topology import Topology

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Side of a grid cell in metres: about a city block.
_CELL_M = 60.0
#: A place nearer than this to a node of the network is the node itself (metres).
_AT_NODE_M = 0.01
#: Pieces this much farther than the nearest are as near (metres).
_TIE_M = 0.001
#: Cells that one segment may lie in before the grid is made coarser.
_MOST_ENTRIES = 40
_KEY = "_routing_segment_grid"


@dataclass(frozen=True)
class Place:
    """A place on the network.

    Attributes
    ----------
    edge : int
    share : float
        How far along the edge, 0 at its first node, 1 at its last.
    node : int
        The node that the place is on, -1 part-way along the edge.
    distance_m : float
        From the point asked for.
    lon, lat : float
    usable : bool
        False where nothing that the profile can use lies within the radius and
        the nearest barred piece was taken instead.
    """

    edge: int
    share: float
    node: int
    distance_m: float
    lon: float
    lat: float
    usable: bool = True


class SegmentGrid:
    """A grid of cells over the segments of all edges of one network."""

    def __init__(self, network: StreetNetwork) -> None:
        self._network, self._topology = network, Topology.of(network)
        counts = np.diff(network.shape_start)
        vertex = np.arange(len(network.shape_lon), dtype=np.int64)
        last = np.zeros(len(vertex), np.bool_)
        last[network.shape_start[1:] - 1] = True
        self.first: Int = vertex[~last]
        self.edge: Int = np.repeat(np.arange(network.edge_count), counts - 1)
        self.lon0, self.lat0 = network.shape_lon[self.first], network.shape_lat[self.first]
        self.lon1, self.lat1 = network.shape_lon[self.first + 1], network.shape_lat[self.first + 1]
        self._lay_out(network)

    @classmethod
    def of(cls, network: StreetNetwork) -> SegmentGrid:
        """Return the grid of `network`, building it at the first call only."""
        shared = vars(Topology.of(network))
        kept: SegmentGrid | None = shared.get(_KEY)
        if kept is None:
            kept = shared.setdefault(_KEY, cls(network))
        return kept

    def within(self, west: float, south: float, east: float, north: float) -> Int:
        """Return the segments that may touch a box in degrees, sorted, and some around it."""
        lon, lat = (west + east) / 2.0, (south + north) / 2.0
        per_lon, per_lat = (float(scale) for scale in metres_per_degree(lat))
        reach = max((east - west) * per_lon, (north - south) * per_lat) / 2.0
        return self._around(lon, lat, reach + 1.0)

    def _lay_out(self, network: StreetNetwork) -> None:
        self._west, self._south, _, north = network.bbox if network.edge_count else (0.0,) * 4
        east_m, north_m = metres_per_degree((self._south + north) / 2.0)
        size_m = _CELL_M
        while True:
            self._size = (size_m / float(east_m), size_m / float(north_m))
            x0, x1 = self._cells(network.shape_lon, 0)
            y0, y1 = self._cells(network.shape_lat, 1)
            entries = (x1 - x0 + 1) * (y1 - y0 + 1)
            if entries.sum() <= _MOST_ENTRIES * len(entries) + 1000:
                break
            size_m *= 2.0
        self._columns = int(x1.max()) + 1 if len(x1) else 1
        self._rows = int(y1.max()) + 1 if len(y1) else 1
        key = y0 * self._columns + x0
        # Most segments lie in one cell; only the others need more than one entry.
        several = np.flatnonzero(entries > 1)
        entries, width = entries[several], (x1 - x0 + 1)[several]
        segment = np.repeat(several, entries)
        nth = np.arange(len(segment)) - np.repeat(np.cumsum(entries) - entries, entries)
        row, column = np.divmod(nth, np.repeat(width, entries))
        rest = nth > 0
        more = (key[segment] + row * self._columns + column)[rest]
        # Sorted as one number each, cell first: several times faster than an order of both.
        bits = len(key).bit_length()
        entry = np.concatenate([key, more])
        entry <<= bits
        entry[: len(key)] += np.arange(len(key))
        entry[len(key) :] += segment[rest]
        entry.sort()
        self._key, self._segment = entry >> bits, entry & ((1 << bits) - 1)

    def _cells(self, axis_degrees: Float, axis: int) -> tuple[Int, Int]:
        """Return the first and last column (row) of cells that each segment lies in."""
        origin = (self._west, self._south)[axis]
        cell = ((axis_degrees - origin) / self._size[axis]).astype(np.int64)
        before, after = cell[self.first], cell[self.first + 1]
        return np.minimum(before, after), np.maximum(before, after)

    def nearest(
        self, lon: float, lat: float, radius_m: float, usable: Bool, dear: Float
    ) -> Place | None:
        """Return the nearest place within `radius_m` on an edge that is `usable`.

        Parameters
        ----------
        lon, lat : float
            Degrees.
        radius_m : float
        usable : bool (M,)
            Edges that the profile can use. Where none lies within the radius, the
            nearest other piece is returned, marked as not usable.
        dear : float64 (M,)
            Of pieces equally near (a road and its sidewalk have one line), the least
            dear is taken.

        Returns
        -------
        Place or None
            None where there is no piece at all within the radius.
        """
        reach = min(_CELL_M, radius_m)
        while True:
            segments = self._around(lon, lat, reach)
            nearest = self._distances(lon, lat, segments)
            place = self._best(segments, nearest, reach, usable, dear)
            if place is None and reach >= radius_m:
                place = self._best(segments, nearest, reach, None, dear)
            if place is not None:
                return place
            if reach >= radius_m:
                return None
            reach = min(2.0 * reach, radius_m)

    def _best(
        self,
        segments: Int,
        nearest: tuple[Float, Float],
        reach: float,
        usable: Bool | None,
        dear: Float,
    ) -> Place | None:
        distance, share = nearest
        if usable is not None:
            distance = np.where(usable[self.edge[segments]], distance, np.inf)
        if not len(segments) or distance.min() > reach:
            return None
        ties = np.nonzero(distance <= distance.min() + _TIE_M)[0]
        best = int(ties[np.argmin(dear[self.edge[segments[ties]]])])
        where = int(segments[best]), float(share[best]), float(distance[best])
        return self._place(*where, usable is not None)

    def _around(self, lon: float, lat: float, reach_m: float) -> Int:
        east, north = metres_per_degree(lat)
        dx, dy = reach_m / float(east), reach_m / float(north)
        column0 = max(int((lon - dx - self._west) // self._size[0]), 0)
        column1 = min(int((lon + dx - self._west) // self._size[0]), self._columns - 1)
        row0 = max(int((lat - dy - self._south) // self._size[1]), 0)
        row1 = min(int((lat + dy - self._south) // self._size[1]), self._rows - 1)
        if column0 > column1 or row0 > row1:
            return np.zeros(0, np.int64)
        base = np.arange(row0, row1 + 1) * self._columns
        starts = np.searchsorted(self._key, base + column0)
        stops = np.searchsorted(self._key, base + column1, side="right")
        parts = [self._segment[a:b] for a, b in zip(starts.tolist(), stops.tolist())]
        found: Int = np.unique(np.concatenate(parts))
        return found

    def _distances(self, lon: float, lat: float, segments: Int) -> tuple[Float, Float]:
        """Return metres to each segment and the share along it of the nearest point."""
        east, north = (float(scale) for scale in metres_per_degree(lat))
        x0, y0 = (self.lon0[segments] - lon) * east, (self.lat0[segments] - lat) * north
        dx = (self.lon1[segments] - self.lon0[segments]) * east
        dy = (self.lat1[segments] - self.lat0[segments]) * north
        square = dx * dx + dy * dy
        along = -(x0 * dx + y0 * dy) / np.where(square > 0.0, square, 1.0)
        share = np.clip(along, 0.0, 1.0)
        return np.hypot(x0 + share * dx, y0 + share * dy), share

    def _place(self, segment: int, share: float, distance: float, usable: bool) -> Place:
        network, topology = self._network, self._topology
        edge, vertex = int(self.edge[segment]), int(self.first[segment])
        lon = float(self.lon0[segment] + share * (self.lon1[segment] - self.lon0[segment]))
        lat = float(self.lat0[segment] + share * (self.lat1[segment] - self.lat0[segment]))
        before, after = topology.vertex_along[vertex], topology.vertex_along[vertex + 1]
        total, along = float(topology.plane_length[edge]), float(before + share * (after - before))
        if along <= _AT_NODE_M or total <= 0.0:
            node, part = int(network.edge_from[edge]), 0.0
        elif along >= total - _AT_NODE_M:
            node, part = int(network.edge_to[edge]), 1.0
        else:
            node, part = -1, along / total
        if node >= 0:
            lon, lat = float(network.node_lon[node]), float(network.node_lat[node])
        return Place(edge, part, node, distance, lon, lat, usable)
