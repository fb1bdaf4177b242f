# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a route is found, beside networkx on the same graph and weights.

    .venv/bin/python benchmarks/bench_routing.py FILE.osm.pbf [--pairs 200]

Prints medians and ratios; peers search from node to node only, while ours also
snaps, cuts the first and last piece, and gathers geometry, reasons and what is known.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import osmnx as ox

from accessible_core.geo import distance
from accessible_core.network.build import build_network
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.document import route_document
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router
from accessible_core.routing.snap import SegmentGrid
from accessible_core.routing.street_graph import StreetGraph

NEAREST_M, FARTHEST_M = 500.0, 5000.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("osm")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--profile", default="manual_wheelchair")
    args = parser.parse_args()
    network, profile = build_network(args.osm), Profile.named(args.profile)
    print(f"{args.osm}: {network.node_count} nodes, {network.edge_count} edges, {profile.name}")
    say("first use: lists", once(lambda: lists(network)))
    say("first use: grid for snapping", once(lambda: SegmentGrid.of(network)))
    Router(network, profile)
    limits = iter(np.linspace(3.0, 12.0, 20).tolist())
    other = median(lambda: Router(network, profile.with_limits(max_incline=next(limits))), 20)
    say("another limit", other)
    router = Router(network, profile)
    pairs = [pair for pair in node_pairs(network, 5 * args.pairs) if connected(router, pair)]
    pairs = pairs[: args.pairs]
    print(f"{len(pairs)} connected pairs, {NEAREST_M:.0f} to {FARTHEST_M:.0f} m apart")
    ours = [once(lambda pair=pair: router.route(*points(network, pair))) for pair in pairs]
    say("one route, end to end", float(np.median(ours)), np.percentile(ours, 95))
    written = [
        once(lambda pair=pair: route_document(router.route(*points(network, pair)), network))
        for pair in pairs
    ]
    say("  with document and instructions", float(np.median(written)), np.percentile(written, 95))
    for name, search in peers(network, router).items():
        theirs = [once(lambda pair=pair, search=search: search(*pair)) for pair in pairs]
        say(name, float(np.median(theirs)), np.percentile(theirs, 95))
        print(f"{'':34}{np.median(theirs) / np.median(ours):8.1f} times ours")


def lists(network: StreetNetwork) -> None:
    """Build what is built once per network."""
    graph = StreetGraph.of(network)
    _ = graph.neighbours, graph.places, graph.vertex_along, graph.unknown_kerb


def peers(network: StreetNetwork, router: Router) -> dict[str, Callable[[int, int], Any]]:
    """Return searches on a networkx graph with the same costs (node costs left out)."""
    graph = nx.MultiDiGraph()
    for node in range(network.node_count):
        graph.add_node(node, x=float(network.node_lon[node]), y=float(network.node_lat[node]))
    cost = router.costs.cost
    for edge in range(network.edge_count):
        u, v = int(network.edge_from[edge]), int(network.edge_to[edge])
        for arc, tail, head in ((2 * edge, u, v), (2 * edge + 1, v, u)):
            if np.isfinite(cost[arc]):
                graph.add_edge(tail, head, weight=float(cost[arc]))
    streets = StreetGraph.of(network)
    rate = router.weights.least_per_metre  # the same lower bound for the peer

    def straight(u: int, v: int) -> float:
        return rate * float(np.hypot(streets.x[u] - streets.x[v], streets.y[u] - streets.y[v]))

    return {
        "networkx bidirectional Dijkstra": lambda u, v: nx.shortest_path(graph, u, v, "weight"),
        "networkx A*": lambda u, v: nx.astar_path(graph, u, v, straight, "weight"),
        # osmnx checks all weights of the graph at each call.
        "osmnx shortest_path": lambda u, v: ox.shortest_path(graph, u, v, weight="weight"),
    }


def node_pairs(network: StreetNetwork, count: int) -> list[tuple[int, int]]:
    """Return random pairs of nodes at a distance within the bounds."""
    rng = np.random.default_rng(1)
    pairs: list[tuple[int, int]] = []
    while len(pairs) < count:
        u, v = (int(node) for node in rng.integers(network.node_count, size=2))
        ends = [(network.node_lon[node], network.node_lat[node]) for node in (u, v)]
        if NEAREST_M < float(distance(*ends[0], *ends[1])) < FARTHEST_M:
            pairs.append((u, v))
    return pairs


def connected(router: Router, pair: tuple[int, int]) -> bool:
    """Tell whether peers can find a way, too: from these very nodes."""
    network = router.network
    places = [router.snap(point) for point in points(network, pair)]
    exact = all(place is not None and place.node == node for place, node in zip(places, pair))
    return exact and isinstance(router.between(*places), Route)


def points(network: StreetNetwork, pair: tuple[int, int]) -> list[tuple[float, float]]:
    """Return the positions of two nodes."""
    return [(float(network.node_lon[node]), float(network.node_lat[node])) for node in pair]


def once(work: Callable[[], Any]) -> float:
    """Return milliseconds of one call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def median(work: Callable[[], Any], times: int) -> float:
    """Return the median of several calls, in milliseconds."""
    return float(np.median([once(work) for _ in range(times)]))


def say(what: str, milliseconds: float, p95: float | None = None) -> None:
    """Print one line of figures."""
    tail = "" if p95 is None else f"  (p95 {p95:.2f})"
    print(f"{what:34}{milliseconds:8.2f} ms{tail}")


if __name__ == "__main__":
    main()
