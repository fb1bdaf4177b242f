# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries that search from node to node on the same arcs and costs as ours.

Each is prepared once and then gives the cost between two nodes, the nodes within a
limit, a matrix, and takes other costs. They neither snap nor cut the first and last
piece, and gather neither geometry nor reasons nor what is known.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from street_lab import Arcs

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.router import Router

#: Costs in whole milliseconds, for libraries that take no others; ways longer than
#: 24 days count as none.
MILLI, MOST = 1000.0, 2**31 - 1


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Keep what compiled code prints from the table."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


class Peer:
    """One library. What it cannot do is None, and left out of the table."""

    name = ""
    module = ""
    remark = ""
    area: Any = None
    matrix: Any = None
    recost: Any = None

    def __init__(self, router: Router, arcs: Arcs) -> None:
        self.network: StreetNetwork = router.network
        self.router, self.arcs = router, arcs
        self.prepare()

    @classmethod
    def installed(cls) -> bool:
        """Tell whether the library is here."""
        return importlib.util.find_spec(cls.module) is not None

    def prepare(self) -> None:
        """Build what the library searches on."""

    def pair(self, u: int, v: int) -> float:
        """Return the cost from u to v."""
        raise NotImplementedError


class Networkx(Peer):
    """networkx: a graph of dictionaries."""

    name, module = "networkx bidirectional Dijkstra", "networkx"

    def prepare(self) -> None:
        """Build the graph."""
        import networkx as nx

        self.nx, self.graph = nx, nx.DiGraph()
        arcs = self.arcs
        self.graph.add_weighted_edges_from(
            zip(arcs.tail.tolist(), arcs.head.tolist(), arcs.cost.tolist())
        )

    def pair(self, u: int, v: int) -> float:
        """Search from both ends."""
        return float(self.nx.bidirectional_dijkstra(self.graph, u, v, "weight")[0])

    def area(self, u: int, limit: float) -> Any:
        """Return costs of the nodes within a limit."""
        return self.nx.single_source_dijkstra_path_length(self.graph, u, limit, "weight")

    def recost(self) -> None:
        """Set all weights anew."""
        for data, cost in zip(self.graph.edges.values(), self.arcs.cost.tolist()):
            data["weight"] = cost


class NetworkxAstar(Networkx):
    """networkx with the same lower bound as ours."""

    name = "networkx A*"
    area = recost = None

    def pair(self, u: int, v: int) -> float:
        """Search towards v."""
        graph, rate = self.router.weights.graph, self.router.weights.least_per_metre
        x, y = graph.x, graph.y

        def straight(a: int, b: int) -> float:
            return rate * float(np.hypot(x[a] - x[b], y[a] - y[b]))

        return float(self.nx.astar_path_length(self.graph, u, v, straight, "weight"))


class Osmnx(Networkx):
    """osmnx, which checks all weights of the graph at each call."""

    name, module = "osmnx `shortest_path`", "osmnx"
    area = recost = None

    def prepare(self) -> None:
        """Build an osmnx-style graph."""
        super().prepare()
        import osmnx

        self.ox, self.graph = osmnx, self.nx.MultiDiGraph(self.graph)

    def pair(self, u: int, v: int) -> float:
        """Return the cost along the nodes found."""
        path = self.ox.shortest_path(self.graph, u, v, weight="weight")
        return sum(self.graph[a][b][0]["weight"] for a, b in zip(path, path[1:]))


class Scipy(Peer):
    """scipy: compiled, from one node to all; it does not stop at the goal."""

    name, module = "scipy `csgraph.dijkstra`", "scipy"

    def prepare(self) -> None:
        """Build the sparse matrix."""
        from scipy.sparse import csgraph, csr_array

        count, arcs = self.network.node_count, self.arcs
        # Zero would mean no arc.
        costs = np.maximum(arcs.cost, 1e-9)
        self.graph = csr_array((costs, (arcs.tail, arcs.head)), (count, count))
        self.backward = csr_array(self.graph.T)
        self.dijkstra = csgraph.dijkstra

    def pair(self, u: int, v: int) -> float:
        """Search all around u."""
        return float(self.dijkstra(self.graph, indices=u)[v])

    def area(self, u: int, limit: float) -> Any:
        """Search around u up to a limit."""
        return self.dijkstra(self.graph, indices=u, limit=limit)

    def matrix(self, origins: Sequence[int], destinations: Sequence[int]) -> Any:
        """Search back from each destination."""
        return self.dijkstra(self.backward, indices=destinations)[:, origins].T

    def recost(self) -> None:
        """Build both matrices anew."""
        self.prepare()


class Pandana(Peer):
    """pandana: contraction hierarchies, made anew for every set of costs."""

    name, module = "pandana", "pandana"
    remark = "rounds costs"

    def prepare(self) -> None:
        """Contract."""
        import pandana
        import pandas as pd

        network, arcs = self.network, self.arcs
        with _silence():
            self.graph = pandana.Network(
                pd.Series(network.node_lon),
                pd.Series(network.node_lat),
                pd.Series(arcs.tail),
                pd.Series(arcs.head),
                pd.DataFrame({"cost": arcs.cost}),
                twoway=False,
            )

    def pair(self, u: int, v: int) -> float:
        """Ask the hierarchy."""
        return float(self.graph.shortest_path_length(u, v))

    def area(self, u: int, limit: float) -> Any:
        """Return the nodes within a limit."""
        return self.graph.nodes_in_range([u], limit)

    def matrix(self, origins: Sequence[int], destinations: Sequence[int]) -> Any:
        """Ask for all pairs."""
        from_, to = np.repeat(origins, len(destinations)), np.tile(destinations, len(origins))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one names every pair without a way
            return self.graph.shortest_path_lengths(from_, to)

    def recost(self) -> None:
        """Contract anew."""
        self.prepare()


class Cch(Peer):
    """RoutingKit: customizable contraction hierarchies."""

    name, module = "routingkit-cch", "routingkit_cch"
    remark = "costs in whole ms"

    def prepare(self) -> None:
        """Order nodes, contract, and put the costs in."""
        import routingkit_cch

        self.kit = routingkit_cch
        network, arcs = self.network, self.arcs
        tail, head = arcs.tail.tolist(), arcs.head.tolist()
        order = routingkit_cch.compute_order_inertial(
            network.node_count, tail, head, network.node_lat.tolist(), network.node_lon.tolist()
        )
        self.cch = routingkit_cch.CCH(order, tail, head, False)
        self.metric = routingkit_cch.CCHMetric(self.cch, self._whole())
        self.query = routingkit_cch.CCHQuery(self.metric)

    def _whole(self) -> list[int]:
        costs: list[int] = np.rint(np.minimum(self.arcs.cost * MILLI, MOST)).astype(int).tolist()
        return costs

    def pair(self, u: int, v: int) -> float:
        """Ask the hierarchy, for the arcs of the way, too."""
        found = self.query.run(u, v)
        _ = found.arc_path
        return float("inf") if found.distance is None else found.distance / MILLI

    def matrix(self, origins: Sequence[int], destinations: Sequence[int]) -> Any:
        """Ask from each origin to all destinations."""
        asked = self.kit.CCHOneToMany(self.metric, list(destinations))
        return [asked.distances_from(origin) for origin in origins]

    def recost(self) -> None:
        """Put other costs in."""
        del self.query  # nothing may use the costs while they change
        self.metric.reset(self._whole())
        self.query = self.kit.CCHQuery(self.metric)


PEERS: tuple[type[Peer], ...] = (NetworkxAstar, Networkx, Osmnx, Scipy, Pandana, Cch)


def agrees(peer: Peer, pairs: Sequence[tuple[int, int]], ours: Sequence[float]) -> int:
    """Return for how many pairs a peer finds our cost, to a thousandth or a tenth of a second."""
    first = peer.router.weights.node_cost
    found = [peer.pair(u, v) - float(first[u]) for u, v in pairs]
    return sum(map(partial(np.isclose, rtol=1e-3, atol=0.1), found, ours))
