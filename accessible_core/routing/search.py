# SPDX-License-Identifier: MIT
"""The search: A* with early stop, with the standard library and numpy alone.

What goes in and comes out (``weights.py``) is plain numbers and arrays: a compiled
twin (`compiled/`) stands beside this one and finds the same.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf, isinf, sqrt

from accessible_core.routing.engine import Engine
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.weights import Ends, Found, Weights


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
