# SPDX-License-Identifier: MIT
"""The search: A* with early stop, with the standard library and numpy alone.

What goes in (`Weights`, `Ends`) and comes out (`Found`) is plain numbers and
arrays: a compiled twin (`compiled/`) stands beside this one and finds the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from math import inf, isinf, sqrt

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.engine import Engine, chosen
from accessible_core.routing.street_graph import StreetGraph

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """Costs laid out for searching one network.

    Attributes
    ----------
    graph : StreetGraph
    arc_cost : float64 (2M,)
        By arc, inf where barred; whole ticks (`ticks.in_ticks`), so that sums are exact.
    node_cost : float64 (N,)
        Added when a way leads through a node, inf where barred; likewise.
    engine : Engine
        What searches.
    """

    graph: StreetGraph
    arc_cost: Float
    node_cost: Float
    engine: Engine = field(default_factory=chosen)

    @cached_property
    def by_arc(self) -> list[float]:
        """Arc costs as a list."""
        costs: list[float] = self.arc_cost.tolist()
        return costs

    @cached_property
    def by_opposite(self) -> list[float]:
        """By arc, the cost of its edge walked the other way."""
        costs: list[float] = self.arc_cost.reshape(-1, 2)[:, ::-1].ravel().tolist()
        return costs

    @cached_property
    def passing(self) -> list[float]:
        """Node costs as a list."""
        costs: list[float] = self.node_cost.tolist()
        return costs

    @cached_property
    def by_position(self) -> Float:
        """Arc costs (2M,) in CSR order."""
        costs: Float = self.arc_cost[self.graph.topology.csr[2]]
        return costs

    @cached_property
    def by_position_opposite(self) -> Float:
        """By position in CSR order, the cost of the arc that leads to the node (2M,)."""
        costs: Float = self.arc_cost[self.graph.topology.opposite]
        return costs

    @cached_property
    def through(self) -> Float:
        """Node costs (N,) in memory of their own: all that compiled code is made for."""
        return np.require(self.node_cost, np.float64, ["C", "W"])

    @cached_property
    def least_per_metre(self) -> float:
        """The least cost of a metre on the plane: what no way can be cheaper than.

        It makes the straight distance a lower bound that is also consistent, for
        whole and for partial edges.
        """
        with np.errstate(invalid="ignore"):  # 0 m at no cost say nothing
            per_metre = self.arc_cost * self.graph.topology.bound_inverse
        least = float(np.fmin.reduce(per_metre, initial=inf))
        if least == inf:
            return 0.0
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
    if weights.engine is Engine.FAST:
        from accessible_core.routing.compiled import searches

        return searches.shortest(weights, ends)
    return _shortest(weights, ends)


def _shortest(weights: Weights, ends: Ends) -> Found | None:
    graph = weights.graph
    neighbours, places = graph.topology.neighbours, graph.topology.places
    arc_cost, passing = weights.by_arc, weights.passing
    per_metre, goal_x, goal_y = weights.least_per_metre, ends.x, ends.y
    goals, free = ends.goals, ends.free
    cost = [inf] * len(places)
    came = [-1] * len(places)  # arc taken, -1 at a start
    done = bytearray(len(places))
    best, last = ends.bound, -1
    heap: list[tuple[float, int]] = []
    for node, first_cost in ends.starts:
        if first_cost < cost[node]:
            cost[node] = first_cost
            x, y = places[node]
            # Not hypot: square roots are rounded the same everywhere, ties stay ties.
            dx, dy = goal_x - x, goal_y - y
            heappush(heap, (first_cost + per_metre * sqrt(dx * dx + dy * dy), node))
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
        for other, arc in neighbours[node]:
            there = through + arc_cost[arc]
            if there < cost[other]:
                cost[other] = there
                came[other] = arc
                x, y = places[other]
                dx, dy = goal_x - x, goal_y - y
                estimate = there + per_metre * sqrt(dx * dx + dy * dy)
                if estimate < best:
                    heappush(heap, (estimate, other))
    if last < 0:
        return None
    return _trace(graph, came, last, best)


def _trace(graph: StreetGraph, came: list[int], last: int, cost: float) -> Found:
    tails = graph.topology.tails
    arcs: list[int] = []
    node = last
    while came[node] >= 0:
        arcs.append(came[node])
        node = int(tails[came[node]])
    return Found(cost, node, last, tuple(reversed(arcs)))
