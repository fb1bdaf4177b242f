# SPDX-License-Identifier: MIT
"""Searches from one place to all around it, with the standard library and numpy alone.

Like `search.shortest`, they take and give plain numbers and arrays, so that a
compiled twin can stand beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from accessible_core.progress import Progress, report
from accessible_core.routing.search import Weights

Float = NDArray[np.float64]

#: Nodes between two reports of progress.
_REPORT_EVERY = 4096


def within(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    limit: float,
    progress: Progress | None = None,
) -> Float:
    """Return the least cost of arriving at each node (N,), inf where over `limit`.

    Parameters
    ----------
    weights : Weights
    starts : sequence of (node, cost)
        Nodes first reached and the cost of getting there.
    free : int
        The node that all ways start on: it is not passed through. -1 for none.
    limit : float
        A cost equal to it still counts.
    progress : callable, optional

    Raises
    ------
    Cancelled
        `progress` said so.
    """
    neighbours, arc_cost, passing = weights.graph.neighbours, weights.by_position, weights.passing
    cost = [inf] * len(neighbours)
    heap: list[tuple[float, int]] = []
    for node, first_cost in starts:
        if first_cost < cost[node] and first_cost <= limit:
            cost[node] = first_cost
            heappush(heap, (first_cost, node))
    popped = 0
    while heap:
        here, node = heappop(heap)
        if here > cost[node]:
            continue
        popped += 1
        if popped % _REPORT_EVERY == 0:
            report(progress, here / limit)
        through = here if node == free else here + passing[node]
        for other, position in neighbours[node]:
            there = through + arc_cost[position]
            if there < cost[other] and there <= limit:
                cost[other] = there
                heappush(heap, (there, other))
    return np.array(cost, np.float64)


#: Of a goal that a node gives on to: which it is, the cost of the rest of the way, and
#: whether the way leads through the node (not where it ends on it).
Rest = tuple[int, float, bool]


@dataclass(frozen=True)
class Tree:
    """The cheapest ways from one place to several goals.

    Attributes
    ----------
    best : list of float
        Cost by goal, inf where there is no way.
    last : list of int
        Last node of the way by goal, -1 where there is none through any node.
    came : list of int
        By node the position (CSR order) of the arc by which it is reached, -1 at starts.
    """

    best: list[float]
    last: list[int]
    came: list[int]


def to_goals(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    goals: Mapping[int, Sequence[Rest]],
    bounds: Sequence[float],
) -> Tree:
    """Return the cheapest ways to all goals; stops when no goal can come any nearer.

    Parameters
    ----------
    weights, starts, free
        As for `within`.
    goals : mapping of int to sequence of Rest
        By node, the goals that it gives on to.
    bounds : sequence of float
        By goal the cost of a way already known, inf for none.
    """
    neighbours, arc_cost, passing = weights.graph.neighbours, weights.by_position, weights.passing
    cost = [inf] * len(neighbours)
    came = [-1] * len(neighbours)
    best, last = list(bounds), [-1] * len(bounds)
    bound = max(best, default=-inf)
    heap: list[tuple[float, int]] = []
    for node, first_cost in starts:
        if first_cost < cost[node]:
            cost[node] = first_cost
            heappush(heap, (first_cost, node))
    while heap:
        here, node = heappop(heap)
        if here >= bound:
            break
        if here > cost[node]:
            continue
        through = here if node == free else here + passing[node]
        if node in goals:
            for goal, rest, passes in goals[node]:
                total = (through if passes else here) + rest
                if total < best[goal]:
                    best[goal], last[goal] = total, node
            bound = max(best)
        for other, position in neighbours[node]:
            there = through + arc_cost[position]
            if there < cost[other]:
                cost[other] = there
                came[other] = position
                heappush(heap, (there, other))
    return Tree(best, last, came)
