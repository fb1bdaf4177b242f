# SPDX-License-Identifier: MIT
"""A network as checks look at it: what people on foot may use, dead ends, ways near a place."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.check.nearby import SegmentIndex, Segments
from accessible_core.network.check.thresholds import Thresholds
from accessible_core.network.model import EDGE_KINDS, FOOT_ACCESS, StreetNetwork
from accessible_core.network.summary import part_labels

Bool = NDArray[np.bool_]
Int = NDArray[np.int64]
Float = NDArray[np.float64]

_SHUT = [FOOT_ACCESS.index(word) for word in ("no", "private", "use_sidepath")]
#: Directions in which the border of the data is looked for.
_DIRECTIONS = 32


class Streets:
    """Columns derived from one network that several checks need.

    Attributes
    ----------
    network : StreetNetwork
    limits : Thresholds
    """

    def __init__(self, network: StreetNetwork, limits: Thresholds) -> None:
        self.network = network
        self.limits = limits

    def of_kind(self, *kinds: str) -> Bool:
        """Return the edges (M,) of some kinds."""
        mask: Bool = np.isin(self.network.edges["kind"], [EDGE_KINDS.index(k) for k in kinds])
        return mask

    @cached_property
    def walkable(self) -> Bool:
        """Edges (M,) that are not known to be closed to people on foot."""
        mask: Bool = ~np.isin(self.network.edges["foot"], _SHUT) & ~self.of_kind("construction")
        return mask

    @cached_property
    def layer(self) -> NDArray[np.int8]:
        """Layer of each edge (M,); see `vertical.layer_of`."""
        found = self.network.edges.get("layer")
        return np.zeros(self.network.edge_count, np.int8) if found is None else found

    @cached_property
    def way_end(self) -> Bool:
        """Nodes (N,) at which a way may end."""
        found = self.network.nodes.get("way_end")
        ends = np.zeros(self.network.node_count, np.bool_) if found is None else found
        # A way that ends at a gate, a wall or a lift ends there.
        barriers = self.network.barriers
        kerb = barriers.index("kerb") if "kerb" in barriers else 0
        barrier = self.network.nodes["barrier"]
        stays: Bool = ends | ((barrier != 0) & (barrier != kerb)) | self.network.nodes["lift"]
        return stays

    @cached_property
    def kerbs(self) -> Bool:
        """Nodes (N,) mapped as kerbs."""
        net = self.network
        mapped: Bool = net.nodes["kerb"] > 0
        if "kerb" in net.barriers:
            mapped = mapped | (net.nodes["barrier"] == net.barriers.index("kerb"))
        return mapped

    @cached_property
    def first_strand(self) -> Bool:
        """Edges (M,) but for the sidewalks that lie on the line of their road."""
        net = self.network
        same = np.zeros(net.edge_count, np.bool_)
        if net.edge_count:
            same[1:] = (
                (net.edge_from[1:] == net.edge_from[:-1])
                & (net.edge_to[1:] == net.edge_to[:-1])
                & (net.edge_way[1:] == net.edge_way[:-1])
                & (net.edge_length[1:] == net.edge_length[:-1])
                & (net.edges["kind"][1:] == EDGE_KINDS.index("sidewalk"))
            )
        return ~same

    @cached_property
    def walked_once(self) -> Bool:
        """Edges (M,) that people may use, of several on one line only the first."""
        line = np.cumsum(self.first_strand)
        chosen = np.flatnonzero(self.walkable)
        _, first = np.unique(line[chosen], return_index=True)
        mask = np.zeros(self.network.edge_count, np.bool_)
        mask[chosen[first]] = True
        return mask

    def degree(self, edges: Bool) -> Int:
        """Return how many of some edges meet at each node (N,), strands of one way once."""
        net, count = self.network, self.network.node_count
        lines = edges & self.first_strand
        found = np.bincount(net.edge_from[lines], minlength=count)
        return found + np.bincount(net.edge_to[lines], minlength=count)

    @cached_property
    def dead_ends(self) -> tuple[Int, Int]:
        """Nodes where one line ends and nothing goes on, and the edge that ends there."""
        net = self.network
        once = self.degree(np.ones(net.edge_count, np.bool_)) == 1
        edge_at = np.full(net.node_count, -1, np.int64)
        # Of several strands the one that people on foot may use.
        for which in (self.first_strand, self.walkable):
            for ends in (net.edge_from, net.edge_to):
                edge_at[ends[which]] = np.flatnonzero(which)
        nodes = np.flatnonzero(once)
        nodes = nodes[self.walkable[edge_at[nodes]]]
        return nodes, edge_at[nodes]

    @cached_property
    def parts(self) -> Int:
        """Label of the connected part of each node (N,), along what people may use."""
        return part_labels(self.network, self.walkable)

    @cached_property
    def index(self) -> SegmentIndex:
        """All segments of all edges, by place."""
        return SegmentIndex(Segments.of(self.network))

    @cached_property
    def at_border(self) -> Bool:
        """Nodes (N,) near the border of the data, where ways may go on unseen."""
        net = self.network
        beyond = int(self.limits.border_share * net.node_count)
        if not beyond:
            return np.zeros(net.node_count, np.bool_)
        east, north = metres_per_degree(np.mean(net.node_lat))
        x, y = net.node_lon * east, net.node_lat * north
        border = np.zeros(net.node_count, np.bool_)
        for angle in np.arange(_DIRECTIONS) * (2.0 * np.pi / _DIRECTIONS):
            height = x * np.cos(angle) + y * np.sin(angle)
            edge = np.partition(height, -beyond)[-beyond]
            border |= height > edge - self.limits.border_m
        return border

    @cached_property
    def _walks(self) -> tuple[list[list[tuple[int, float]]], list[list[tuple[int, float]]]]:
        net = self.network
        road = net.edges["carriageway"]
        graphs = []
        for which in (self.walkable, self.walkable & ~road):
            links: list[list[tuple[int, float]]] = [[] for _ in range(net.node_count)]
            chosen = np.flatnonzero(which)
            ends = (net.edge_from[chosen].tolist(), net.edge_to[chosen].tolist())
            for a, b, length in zip(*ends, net.edge_length[chosen].tolist()):
                links[a].append((b, length))
                links[b].append((a, length))
            graphs.append(links)
        return graphs[0], graphs[1]

    def walk_within(
        self,
        starts: Mapping[int, float],
        goals: Mapping[int, float],
        limit_m: float,
        *,
        off_road: bool = False,
    ) -> bool:
        """Tell whether a walk no longer than `limit_m` leads from one place to another.

        Parameters
        ----------
        starts, goals : mapping of int to float
            Nodes around both places -> metres between them and the place.
        limit_m : float
        off_road : bool
            Leave out carriageways. Directions and limits of profiles are left out anyway.
        """
        links = self._walks[1 if off_road else 0]
        best = dict(starts)
        queue = [(walked, node) for node, walked in starts.items()]
        heapq.heapify(queue)
        while queue:
            walked, node = heapq.heappop(queue)
            if walked + goals.get(node, np.inf) <= limit_m:
                return True
            if walked > best[node]:
                continue
            for other, length in links[node]:
                total = walked + length
                if total <= limit_m and total < best.get(other, np.inf):
                    best[other] = total
                    heapq.heappush(queue, (total, other))
        return False

    def ends_from(self, edge: int, lon: float, lat: float) -> dict[int, float]:
        """Return both nodes of an edge with their metres from a place, as the crow flies."""
        net = self.network
        ends = np.array([net.edge_from[edge], net.edge_to[edge]])
        metres = distance(net.node_lon[ends], net.node_lat[ends], lon, lat)
        return dict(zip(ends.tolist(), metres.tolist()))

    def point_on(self, edge: int) -> tuple[float, float]:
        """Return degrees of the point half way along an edge."""
        lon, lat = self.network.shape(edge)
        east, north = metres_per_degree(lat[0])
        along = np.concatenate(
            [[0.0], np.cumsum(np.hypot(np.diff(lon) * east, np.diff(lat) * north))]
        )
        half = along[-1] / 2.0
        return float(np.interp(half, along, lon)), float(np.interp(half, along, lat))

    def way_of(self, edge: int) -> int:
        """Return the OSM id of an edge's way, 0 where there is none."""
        return int(self.network.edge_way[edge])
