# SPDX-License-Identifier: MIT
"""The search: A* with early stop, with the standard library and numpy alone.

What goes in (`Weights`, `Ends`) and comes out (`Found`) is plain numbers and
arrays, so that a compiled twin can stand beside this one and be compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from math import hypot, inf, isinf

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.street_graph import StreetGraph

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """Costs laid out for searching one network.

    Attributes
    ----------
    graph : StreetGraph
    arc_cost : float64 (2M,)
        By arc, inf where barred.
    node_cost : float64 (N,)
        Added when a way leads through a node, inf where barred.
    """

    graph: StreetGraph
    arc_cost: Float
    node_cost: Float

    @cached_property
    def by_position(self) -> list[float]:
        """Arc costs in CSR order."""
        _, _, arcs = self.graph.network.arcs
        costs: list[float] = self.arc_cost[arcs].tolist()
        return costs

    @cached_property
    def passing(self) -> list[float]:
        """Node costs as a list."""
        costs: list[float] = self.node_cost.tolist()
        return costs

    @cached_property
    def least_per_metre(self) -> float:
        """The least cost of a metre on the plane: what no way can be cheaper than.

        It makes the straight distance a lower bound that is also consistent, for
        whole and for partial edges.
        """
        graph = self.graph
        # A piece is as long as its shape, or as the straight line between its nodes.
        ends = graph.network.edge_from, graph.network.edge_to
        chord = np.hypot(*(axis[ends[1]] - axis[ends[0]] for axis in (graph.x, graph.y)))
        metres = np.repeat(np.maximum(graph.plane_length, chord), 2)
        usable = (metres > 0.0) & np.isfinite(self.arc_cost)
        if not usable.any():
            return 0.0
        least = float((self.arc_cost[usable] / metres[usable]).min())
        return least * (1.0 - 1e-9)


@dataclass(frozen=True)
class Ends:
    """Where a search starts and what it looks for.

    Attributes
    ----------
    starts : sequence of (node, cost)
        Nodes first reached and the cost of getting there.
    free : int
        The node that the way starts on: it is not passed through. -1 for none.
    goals : mapping of int to (cost, bool)
        Node -> cost from there to the end, and whether the way then leads through
        the node (False where it ends on it).
    x, y : float
        The end on the plane.
    bound : float
        Cost of a way already known; only a cheaper one is of interest.
    """

    starts: Sequence[tuple[int, float]]
    free: int
    goals: Mapping[int, tuple[float, bool]]
    x: float
    y: float
    bound: float = inf


@dataclass(frozen=True)
class Found:
    """The cheapest way: its cost, its first and last node, and the arcs between."""

    cost: float
    first: int
    last: int
    arcs: tuple[int, ...]


def shortest(weights: Weights, ends: Ends) -> Found | None:
    """Return the cheapest way, None where there is none under ``ends.bound``."""
    graph = weights.graph
    neighbours, places = graph.neighbours, graph.places
    arc_cost, passing = weights.by_position, weights.passing
    per_metre, goal_x, goal_y = weights.least_per_metre, ends.x, ends.y
    goals, free = ends.goals, ends.free
    cost = [inf] * len(places)
    came = [-1] * len(places)  # position of the arc taken, -1 at a start
    done = bytearray(len(places))
    best, last = ends.bound, -1
    heap: list[tuple[float, int]] = []
    for node, first_cost in ends.starts:
        if first_cost < cost[node]:
            cost[node] = first_cost
            x, y = places[node]
            heappush(heap, (first_cost + per_metre * hypot(goal_x - x, goal_y - y), node))
    while heap:
        estimate, node = heappop(heap)
        if estimate >= best:
            break
        if done[node]:
            continue
        done[node] = 1
        here = cost[node]
        through = here if node == free else here + passing[node]
        if node in goals:
            rest, passes = goals[node]
            total = (through if passes else here) + rest
            if total < best:
                best, last = total, node
        if isinf(through):
            continue
        for other, position in neighbours[node]:
            there = through + arc_cost[position]
            if there < cost[other]:
                cost[other] = there
                came[other] = position
                x, y = places[other]
                estimate = there + per_metre * hypot(goal_x - x, goal_y - y)
                if estimate < best:
                    heappush(heap, (estimate, other))
    if last < 0:
        return None
    return _trace(graph, came, last, best)


def _trace(graph: StreetGraph, came: list[int], last: int, cost: float) -> Found:
    _, _, arc_at = graph.network.arcs
    arcs: list[int] = []
    node = last
    while came[node] >= 0:
        arc = int(arc_at[came[node]])
        arcs.append(arc)
        edge = arc >> 1
        tails = graph.network.edge_to if arc & 1 else graph.network.edge_from
        node = int(tails[edge])
    return Found(cost, node, last, tuple(reversed(arcs)))
