# SPDX-License-Identifier: MIT
"""Places where ways nearly meet: dead ends, nodes beside each other, sidewalks that stop short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Finding
from accessible_core.geo import distance
from accessible_core.network.check.located import Located
from accessible_core.network.check.nearby import Near, SegmentIndex, Segments
from accessible_core.network.check.streets import Streets
from accessible_core.network.vertical import INCOMPARABLE

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


def gaps(streets: Streets) -> Iterator[Located]:
    """Yield near nodes, gaps at dead ends and sidewalks that end short of a road.

    Each dead end is told about once, by the first of the three that holds.

    Notes
    -----
    A *near node* lies within ``near_m`` of another node; a *gap* is a dead end within
    ``gap_m`` of another way; a sidewalk or crossing may end ``sidewalk_end_m`` from the
    middle of a carriageway (without a kerb there, see `dangling_kerbs`). Both sides are
    on one layer, and no walk of ``detour_m`` joins them. Platforms, lifts and ways inside
    buildings are left out, and so are ends at entrances, gates and walls.
    """
    told: set[int] = set()
    for found, pair in _near_nodes(streets):
        told.update(pair)
        yield found
    nodes, edges = streets.dead_ends
    stays = streets.way_end[nodes] | streets.of_kind("platform", "lift", "escalator")[edges]
    stays |= np.isin(nodes, list(told))
    nodes, edges = nodes[~stays], edges[~stays]
    limits = streets.limits
    reached = streets.walkable & ~streets.of_kind("platform", "lift", "escalator")
    done = np.zeros(len(nodes), np.bool_)
    end_of = {int(edge): position for position, edge in enumerate(edges)}
    for near, row in _short_of(streets, nodes, edges, limits.gap_m, reached):
        point, other = int(near.point[row]), end_of.get(int(near.edge[row]), -1)
        done[point] = True
        # Two dead ends that face each other are one gap.
        if other < 0 or not done[other] or not _at_node(streets, near, row, int(nodes[other])):
            yield _gap(streets, nodes, near, row, "gap")
    # A kerb at a dead end has a finding of its own.
    walk = streets.of_kind("sidewalk", "crossing")[edges] & ~done
    walk &= ~streets.at_border[nodes] & ~streets.kerbs[nodes]
    nodes, edges = nodes[walk], edges[walk]
    road = streets.network.edges["carriageway"] & streets.of_kind("road") & streets.walkable
    for near, row in _short_of(streets, nodes, edges, limits.sidewalk_end_m, road):
        yield _gap(streets, nodes, near, row, "sidewalk_end")


def _short_of(
    streets: Streets, nodes: Int, edges: Int, radius: float, reached: Bool
) -> list[tuple[Near, int]]:
    """Return the nearest way that each dead end fails to meet, where it does."""
    net, layer = streets.network, streets.layer
    near = streets.index.within(net.node_lon[nodes], net.node_lat[nodes], radius, reached)
    own = edges[near.point]
    same_line = (net.edge_way[near.edge] == net.edge_way[own]) & (
        (net.edge_from[near.edge] == net.edge_from[own])
        & (net.edge_to[near.edge] == net.edge_to[own])
    )
    level = (layer[near.edge] == layer[own]) & (layer[own] != INCOMPARABLE)
    near = near.where(level & ~same_line & (near.edge != own)).nearest()
    return [
        (near, row)
        for row in range(len(near.point))
        if not streets.walk_within(
            {int(nodes[near.point[row]]): 0.0},
            {int(net.edge_from[near.edge[row]]): 0.0, int(net.edge_to[near.edge[row]]): 0.0},
            streets.limits.detour_m,
        )
    ]


def _at_node(streets: Streets, near: Near, row: int, node: int) -> bool:
    lon, lat = streets.network.node_lon[node], streets.network.node_lat[node]
    return float(distance(near.lon[row], near.lat[row], lon, lat)) < streets.limits.near_m


def _gap(streets: Streets, nodes: Int, near: Near, row: int, code: str) -> Located:
    net, node = streets.network, int(nodes[near.point[row]])
    lon, lat = float(net.node_lon[node]), float(net.node_lat[node])
    other = streets.way_of(int(near.edge[row]))
    there = (float(near.lon[row]), float(near.lat[row]))
    return Located(
        Finding(code, value=f"{near.metres[row]:.2f}", details={"other": str(other or "-")}),
        lon,
        lat,
        osm_way=_way_at(streets, node),
        osm_node=int(net.node_osm[node]),
        line=((lon, lat), there) if there != (lon, lat) else (),
    )


def _way_at(streets: Streets, node: int) -> int:
    start, _, arc = streets.network.arcs
    arcs = arc[start[node] : start[node + 1]]
    return streets.way_of(int(arcs[0]) >> 1) if len(arcs) else 0


def _near_nodes(streets: Streets) -> Iterator[tuple[Located, tuple[int, int]]]:
    """Yield pairs of nodes that mean one place, each node with its nearest only."""
    net = streets.network
    a, b, metres = _node_pairs(streets)
    order = np.argsort(metres, kind="stable")
    seen: set[int] = set()
    for one, other, apart in zip(a[order].tolist(), b[order].tolist(), metres[order].tolist()):
        if seen & {one, other} or not _same_layer(streets, one, other):
            continue
        if streets.walk_within({one: 0.0}, {other: 0.0}, streets.limits.detour_m):
            continue
        seen |= {one, other}
        here = (float(net.node_lon[one]), float(net.node_lat[one]))
        there = (float(net.node_lon[other]), float(net.node_lat[other]))
        details = {"other": str(int(net.node_osm[other]) or "-")}
        found = Located(
            Finding("near_nodes", value=f"{apart:.2f}", details=details),
            *here,
            osm_way=_way_at(streets, one),
            osm_node=int(net.node_osm[one]),
            line=(here, there) if here != there else (),
        )
        yield found, (one, other)


def _node_pairs(streets: Streets) -> tuple[Int, Int, NDArray[np.float64]]:
    """Return pairs of walkable nodes within ``near_m`` of each other, each pair once."""
    net = streets.network
    nodes = np.flatnonzero(streets.degree(streets.walkable) > 0)
    lon, lat = net.node_lon[nodes], net.node_lat[nodes]
    # A node is a segment of no length to the index.
    index = SegmentIndex(Segments(nodes, lon, lat, lon, lat))
    near = index.within(lon, lat, streets.limits.near_m)
    keep = nodes[near.point] < near.edge
    a, b = nodes[near.point[keep]], near.edge[keep]
    metres = distance(net.node_lon[a], net.node_lat[a], net.node_lon[b], net.node_lat[b])
    return a, b, metres


def _same_layer(streets: Streets, one: int, other: int) -> bool:
    start, _, arc = streets.network.arcs
    layers = [
        set(streets.layer[arc[start[node] : start[node + 1]] >> 1].tolist())
        for node in (one, other)
    ]
    return bool(layers[0] & layers[1] - {INCOMPARABLE})
