# SPDX-License-Identifier: MIT
"""Crossings that are missing or say nothing of their kerbs, and kerbs that part nothing."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Finding
from accessible_core.geo import metres_per_degree
from accessible_core.network.check.located import Located
from accessible_core.network.check.nearby import places_along
from accessible_core.network.check.streets import Streets
from accessible_core.network.summary import joined_labels, part_labels
from accessible_core.network.vertical import INCOMPARABLE

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: Roads that meet at a junction.
_JUNCTION = 3


def missing_crossings(streets: Streets) -> Iterator[Located]:
    """Yield junctions of streets with sidewalks on both sides and no crossing for long.

    Notes
    -----
    Streets are looked at every ``step_m``. Two ways of kind sidewalk *face each other*
    there if both run parallel to the road (``parallel_deg``), on either side, at most
    ``facing_m`` from its middle, on its layer. A stretch of facing sidewalks from which
    no crossing of the same street (by name) lies within ``crossing_m`` along it, which
    has a junction with another road, and whose two sidewalks no walk off the carriageway
    of twice that length joins, is one finding, at the junction.
    """
    street = _RoadGraph(streets)
    stations = _facing(streets, street.edges)
    if not len(stations.edge):
        return
    far = street.metres_to_crossing(stations.edge, stations.along)
    lonely = far > streets.limits.crossing_m
    edges = np.unique(stations.edge[lonely])
    for cluster in street.clusters(edges):
        rows = np.flatnonzero(lonely & np.isin(stations.edge, cluster))
        yield from _missing(streets, street, stations, rows, cluster)


def _missing(
    streets: Streets, street: _RoadGraph, stations: _Stations, rows: Int, cluster: Int
) -> Iterator[Located]:
    """Yield the finding of one stretch, if it has a junction and is no loop."""
    net = streets.network
    nodes = np.unique(np.concatenate([net.edge_from[cluster], net.edge_to[cluster]]))
    nodes = nodes[street.junction[nodes]]
    away = street.node_metres(nodes, cluster)
    nodes, away = nodes[away > streets.limits.crossing_m], away[away > streets.limits.crossing_m]
    if not len(nodes):
        return
    node = int(nodes[np.argmax(np.where(np.isfinite(away), away, 1e9))])
    east, north = metres_per_degree(net.node_lat[node])
    apart = np.hypot(
        (stations.lon[rows] - net.node_lon[node]) * east,
        (stations.lat[rows] - net.node_lat[node]) * north,
    )
    row = int(rows[np.argmin(apart)])
    if apart.min() > 3.0 * streets.limits.step_m:
        return  # the sidewalks do not reach the junction
    left = streets.ends_from(int(stations.left[row]), *stations.left_at[row].tolist())
    right = streets.ends_from(int(stations.right[row]), *stations.right_at[row].tolist())
    if streets.walk_within(left, right, 2.0 * streets.limits.crossing_m, off_road=True):
        return
    edge = int(stations.edge[row])
    name = net.names[int(net.edges["name"][edge])] if net.names else ""
    yield Located(
        Finding(
            "crossing_missing",
            field="name" if name else "",
            value=name,
            details={"distance": f"{streets.limits.crossing_m:g}"},
        ),
        float(net.node_lon[node]),
        float(net.node_lat[node]),
        osm_way=streets.way_of(edge),
        osm_node=int(net.node_osm[node]),
        line=(
            (float(stations.left_at[row, 0]), float(stations.left_at[row, 1])),
            (float(stations.right_at[row, 0]), float(stations.right_at[row, 1])),
        ),
    )


@dataclass(frozen=True)
class _Stations:
    """Places along roads between facing sidewalks (K)."""

    edge: Int
    along: Float  # metres from the first node of the edge
    lon: Float
    lat: Float
    left: Int  # edge of the sidewalk on the left
    right: Int
    left_at: Float  # (K, 2)
    right_at: Float


def _facing(streets: Streets, roads: Bool) -> _Stations:
    """Return the places along roads where sidewalks run on both sides."""
    segments = streets.index.segments
    limits = streets.limits
    seen = places_along(segments, roads, limits.step_m)
    lon, lat = seen.lon, seen.lat
    walks = streets.of_kind("sidewalk") & ~streets.network.edges["carriageway"]
    walks &= streets.first_strand  # those with a line of their own
    near = streets.index.within(lon, lat, limits.facing_m, walks)
    ax, ay = seen.direction[near.point].T
    east, north = metres_per_degree(lat[near.point])
    ox, oy = (near.lon - lon[near.point]) * east, (near.lat - lat[near.point]) * north
    wx = (segments.lon1[near.segment] - segments.lon0[near.segment]) * east
    wy = (segments.lat1[near.segment] - segments.lat0[near.segment]) * north
    size = np.hypot(wx, wy)
    parallel = np.abs(ax * wy - ay * wx) <= np.sin(np.radians(limits.parallel_deg)) * size
    across, aside = ax * oy - ay * ox, ax * ox + ay * oy
    level = streets.layer[near.edge] == streets.layer[seen.edge[near.point]]
    level &= streets.layer[near.edge] != INCOMPARABLE
    beside = parallel & level & (size > 0.0) & (np.abs(aside) <= np.abs(across))
    sides = []
    for side in (beside & (across > 0.0), beside & (across < 0.0)):
        nearest = near.where(side).nearest()
        walk = np.full(len(lon), -1, np.int64)
        at = np.zeros((len(lon), 2))
        walk[nearest.point] = nearest.edge
        at[nearest.point] = np.column_stack((nearest.lon, nearest.lat))
        sides.append((walk, at))
    (left, left_at), (right, right_at) = sides
    both = (left >= 0) & (right >= 0)
    return _Stations(
        seen.edge[both], seen.along[both], lon[both], lat[both],
        left[both], right[both], left_at[both], right_at[both],
    )  # fmt: skip


class _RoadGraph:
    """Carriageways, each street by its name, and how far crossings are along them.

    A node of two streets stands for two nodes here, so that a crossing of the one is
    none of the other.
    """

    def __init__(self, streets: Streets) -> None:
        net = streets.network
        self._streets = streets
        self.edges: Bool = net.edges["carriageway"] & streets.of_kind("road")
        chosen = np.flatnonzero(self.edges)
        name = net.edges["name"][chosen].astype(np.int64)
        keys = np.concatenate(
            [name * net.node_count + ends[chosen] for ends in (net.edge_from, net.edge_to)]
        )
        self._keys, number = np.unique(keys, return_inverse=True)
        number = number.reshape(-1)
        self._from = np.full(net.edge_count, -1, np.int64)
        self._to = self._from.copy()
        self._from[chosen], self._to[chosen] = number[: len(chosen)], number[len(chosen) :]
        self.junction: Bool = streets.degree(self.edges) >= _JUNCTION

    @cached_property
    def _metres(self) -> Float:
        """Metres along its street from each street node to a crossing, inf beyond the limit."""
        net, streets = self._streets.network, self._streets
        crossed = self._crossed[self._keys % max(net.node_count, 1)]
        links: list[list[tuple[int, float]]] = [[] for _ in self._keys]
        chosen = np.flatnonzero(self.edges)
        for a, b, length in zip(
            self._from[chosen].tolist(), self._to[chosen].tolist(), net.edge_length[chosen].tolist()
        ):
            links[a].append((b, length))
            links[b].append((a, length))
        metres = np.full(len(self._keys), np.inf)
        queue = [(0.0, node) for node in np.flatnonzero(crossed).tolist()]
        metres[crossed] = 0.0
        while queue:
            walked, node = heapq.heappop(queue)
            if walked > metres[node]:
                continue
            for other, length in links[node]:
                total = walked + length
                if total <= streets.limits.crossing_m and total < metres[other]:
                    metres[other] = total
                    heapq.heappush(queue, (total, other))
        return metres

    @cached_property
    def _crossed(self) -> Bool:
        """Nodes (N,) at which people cross a carriageway: tagged, or ways lead over it."""
        net, streets = self._streets.network, self._streets
        walks = streets.walkable & ~net.edges["carriageway"] & streets.first_strand
        crossed: Bool = net.nodes["crossing"].copy()
        over = streets.of_kind("crossing")
        for ends in (net.edge_from, net.edge_to):
            crossed[ends[over]] = True
        return crossed | (streets.degree(walks) >= 2)  # noqa: PLR2004 - in and out

    def metres_to_crossing(self, edge: Int, along: Float) -> Float:
        """Return how far places on roads are from a crossing, along their street."""
        length = self._streets.network.edge_length[edge]
        back = self._metres[self._from[edge]] + along
        forth = self._metres[self._to[edge]] + np.maximum(length - along, 0.0)
        nearer: Float = np.minimum(back, forth)
        return nearer

    def node_metres(self, nodes: Int, edges: Int) -> Float:
        """Return how far nodes at the ends of some edges are from a crossing of those streets."""
        net = self._streets.network
        found = np.full(net.node_count, np.inf)
        for ends, own in ((net.edge_from, self._from), (net.edge_to, self._to)):
            np.minimum.at(found, ends[edges], self._metres[own[edges]])
        away: Float = found[nodes]
        return away

    def clusters(self, edges: Int) -> list[Int]:
        """Return the edges by stretches of one street that hang together."""
        mask = np.zeros(self._streets.network.edge_count, np.bool_)
        mask[edges] = True
        order: dict[int, list[int]] = {}
        label = joined_labels(len(self._keys), self._from[edges], self._to[edges])
        for edge, part in zip(edges.tolist(), label[self._from[edges]].tolist()):
            order.setdefault(part, []).append(edge)
        return [np.array(found, np.int64) for found in order.values()]


def crossings_without_kerb(streets: Streets) -> Iterator[Located]:
    """Yield crossing ways on the ground of which no kerb is known, each crossing once."""
    net = streets.network
    crossing = streets.of_kind("crossing") & streets.walkable & (streets.layer == 0)
    if not crossing.any():
        return
    known = (net.nodes["kerb"] > 0) | np.isfinite(net.nodes["kerb_height"])
    tagged = (net.edges["kerb"] > 0) | np.isfinite(net.edges["kerb_height"])
    label = part_labels(net, crossing)
    told = np.zeros(net.node_count, np.bool_)
    edges = np.flatnonzero(crossing)
    for ends in (net.edge_from, net.edge_to):
        told[label[ends[edges]][known[ends[edges]] | tagged[edges]]] = True
    parts = label[net.edge_from[edges]]
    order = np.lexsort((-net.edge_length[edges], parts))
    _, first = np.unique(parts[order], return_index=True)
    for edge in edges[order[first]].tolist():
        if not told[label[net.edge_from[edge]]]:
            lon, lat = streets.point_on(edge)
            yield Located(
                Finding("crossing_without_kerb", field="kerb"),
                lon,
                lat,
                osm_way=streets.way_of(edge),
            )


def dangling_kerbs(streets: Streets) -> Iterator[Located]:
    """Yield kerbs (nodes) that part no walk from a carriageway.

    A kerb *dangles* by the rule ``kerb_on_road`` (only carriageways meet there, and it is no
    crossing) or ``kerb_at_dead_end`` (nothing lies behind it). One with no carriageway and no
    crossing within ``kerb_m`` has a code of its own: it may lie across a path.
    """
    net = streets.network
    is_kerb = streets.kerbs
    every = np.ones(net.edge_count, np.bool_)
    lines = streets.degree(every)
    road = net.edges["carriageway"] | streets.of_kind("track", "cycleway")
    only_road = is_kerb & (streets.degree(road) == lines) & ~net.nodes["crossing"]
    only_road &= net.nodes["barrier"] > 0  # kerb=* alone may tell of the kerb alongside
    ends = is_kerb & (lines == 1) & ~only_road & ~streets.at_border
    middle = np.flatnonzero(is_kerb & ~only_road & ~ends)
    near = streets.index.within(
        net.node_lon[middle],
        net.node_lat[middle],
        streets.limits.kerb_m,
        net.edges["carriageway"]
        | streets.of_kind("crossing", "construction", "platform", "track", "cycleway"),
    )
    off_road = np.zeros(net.node_count, np.bool_)
    off_road[middle] = True
    off_road[middle[near.point]] = False
    for code, rule, mask in (
        ("kerb_dangling", "kerb_on_road", only_road),
        ("kerb_dangling", "kerb_at_dead_end", ends),
        ("kerb_off_road", "", off_road),
    ):
        for node in np.flatnonzero(mask).tolist():
            yield Located(
                Finding(code),
                float(net.node_lon[node]),
                float(net.node_lat[node]),
                osm_node=int(net.node_osm[node]),
                rule=rule,
            )
