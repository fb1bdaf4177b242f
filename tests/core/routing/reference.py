# SPDX-License-Identifier: GPL-3.0-or-later
"""Other ways to the same answers: networkx, and trying out every way there is."""

from __future__ import annotations

from math import isfinite

import networkx as nx

LARGE = 1e7


def split_graph(net, arc_cost, node_cost, a, b):
    """A plain graph: nodes doubled for what passing costs, places put into their edges."""
    graph = nx.MultiDiGraph()
    for node in range(net.node_count):
        graph.add_nodes_from([(node, "in"), (node, "out")])
        if isfinite(node_cost[node]):
            graph.add_edge((node, "in"), (node, "out"), weight=float(node_cost[node]))
    for edge in range(net.edge_count):
        u, v = int(net.edge_from[edge]), int(net.edge_to[edge])
        for arc, tail, head in ((2 * edge, u, v), (2 * edge + 1, v, u)):
            if isfinite(arc_cost[arc]):
                graph.add_edge((tail, "out"), (head, "in"), weight=float(arc_cost[arc]))
    graph.add_nodes_from(["start", "end"])
    _join(graph, net, arc_cost, a, b)
    return graph


def _join(graph, net, arc_cost, a, b):
    for place, name in ((a, "start"), (b, "end")):
        if place.node >= 0:
            if name == "start":
                graph.add_edge("start", (place.node, "out"), weight=0.0)
            else:
                graph.add_edge((place.node, "in"), "end", weight=0.0)
            continue
        u, v = int(net.edge_from[place.edge]), int(net.edge_to[place.edge])
        forth, back = float(arc_cost[2 * place.edge]), float(arc_cost[2 * place.edge + 1])
        s = place.share
        if name == "start":
            links = [("start", (v, "in"), forth, 1 - s), ("start", (u, "in"), back, s)]
        else:
            links = [((u, "out"), "end", forth, s), ((v, "out"), "end", back, 1 - s)]
        for tail, head, cost, share in links:
            if isfinite(cost):
                graph.add_edge(tail, head, weight=part(cost, share))
    if a.node >= 0 and a.node == b.node:
        graph.add_edge("start", "end", weight=0.0)
    elif a.edge == b.edge and a.node < 0 and b.node < 0:
        if a.share <= b.share and isfinite(arc_cost[2 * a.edge]):
            cost = part(float(arc_cost[2 * a.edge]), b.share - a.share)
            graph.add_edge("start", "end", weight=cost)
        if a.share >= b.share and isfinite(arc_cost[2 * a.edge + 1]):
            cost = part(float(arc_cost[2 * a.edge + 1]), a.share - b.share)
            graph.add_edge("start", "end", weight=cost)


def part(cost, share):
    """A barrier is met whole, however short the part of its piece."""
    barriers = 1 if cost >= LARGE else 0
    return barriers * LARGE + (cost - barriers * LARGE) * share


def dijkstra(net, arc_cost, node_cost, a, b):
    """Cost of the cheapest way by networkx, None where there is none."""
    graph = split_graph(net, arc_cost, node_cost, a, b)
    try:
        return nx.dijkstra_path_length(graph, "start", "end")
    except nx.NetworkXNoPath:
        return None


def every_way(net, arc_cost, node_cost, a, b):
    """Cheapest cost over all simple paths, each tried out."""
    graph = split_graph(net, arc_cost, node_cost, a, b)
    best = None
    for path in nx.all_simple_edge_paths(graph, "start", "end"):
        cost = sum(graph.edges[edge]["weight"] for edge in path)
        best = cost if best is None else min(best, cost)
    return best
