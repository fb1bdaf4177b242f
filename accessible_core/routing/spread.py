# SPDX-License-Identifier: MIT
"""Searches from one place to all around it, or from all around to it.

Like `search.shortest`, they take and give plain numbers and arrays, and have a
compiled twin (`compiled/`) that finds the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf, isinf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from accessible_core.progress import Progress, report
from accessible_core.routing.engine import Engine
from accessible_core.routing.weights import Gates, Weights

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Nodes between two reports of progress.
_REPORT_EVERY = 4096


class Tree(NamedTuple):
    """The cheapest ways between one place and all nodes.

    Attributes
    ----------
    cost : float64 (N,)
        From the place until each node is reached; of a reversed search, from each node
        to the place. Passing through the node itself is not in it: the way through
        node u costs ``there.cost[u] + weights.node_cost[u] + back.cost[u]``, and the
        way along an arc from u to v the like. inf where there is no way.
    came : int32 (N,)
        The arc by which each node is reached; of a reversed search, the arc by which
        it is left. -1 at starts and where there is no way.
    """

    cost: Float
    came: Int32


def tree(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    *,
    reverse: bool = False,
    limit: float = inf,
    progress: Progress | None = None,
) -> Tree:
    """Return the cheapest ways to all nodes, or from all nodes.

    Parameters
    ----------
    weights : Weights
    starts : sequence of (node, cost)
        Nodes first reached and the cost of getting there; of a reversed search, nodes
        last passed and the cost from there to the end (`ends.leaving_at`, `arriving_at`).
    free : int
        The node that all ways start (end) on: it is not passed through. -1 for none.
    reverse : bool
        Whether ways lead to the place rather than from it.
    limit : float
        Farther nodes count as not reached; a cost equal to it still counts.
    progress : callable, optional

    Raises
    ------
    Cancelled
        `progress` said so.
    """
    if weights.engine is Engine.FAST:
        from accessible_core.routing.compiled import searches

        report(progress, 0.0)
        return Tree(*searches.tree(weights, starts, free, reverse, limit))
    cost, came = _spread(weights, starts, free, reverse, limit, _NO_GOALS, progress)
    return Tree(np.array(cost, np.float64), np.array(came, np.int32))


@dataclass(frozen=True)
class Ways:
    """The cheapest ways between one place and G goals.

    Attributes
    ----------
    cost : float64 (G,)
        inf where there is no way.
    gate : int64 (G,)
        The gate taken; -1 where no way leads through any, or none is cheaper than the
        bound.
    came : int32 (N,)
        As of `Tree`, for all nodes on these ways.
    """

    cost: Float
    gate: Int64
    came: Int32


def to_goals(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    gates: Gates,
    bounds: Sequence[float],
    *,
    reverse: bool = False,
) -> Ways:
    """Return the cheapest ways to all goals; stops when no goal can come any nearer.

    Parameters
    ----------
    weights, starts, free, reverse
        As for `tree`.
    gates : Gates
    bounds : sequence of float (G,)
        By goal the cost of a way already known, inf for none.
    """
    if weights.engine is Engine.FAST:
        from accessible_core.routing.compiled import searches

        return Ways(*searches.to_goals(weights, starts, free, gates, bounds, reverse))
    goals = _Goals(gates.by_node, list(bounds), [-1] * len(bounds))
    _, came = _spread(weights, starts, free, reverse, inf, goals, None)
    return Ways(np.array(goals.best), np.array(goals.gate, np.int64), np.array(came, np.int32))


@dataclass(frozen=True)
class _Goals:
    """What is looked for, and what was found so far."""

    by_node: Mapping[int, Sequence[tuple[int, int, float, bool]]]
    best: list[float]
    gate: list[int]


_NO_GOALS = _Goals({}, [], [])


def _spread(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    reverse: bool,
    limit: float,
    goals: _Goals,
    progress: Progress | None,
) -> tuple[list[float], list[int]]:
    neighbours, passing = weights.graph.topology.neighbours, weights.passing
    # Arcs that leave a node, taken the other way, are those that lead to it.
    arc_cost, turned = (weights.by_opposite, 1) if reverse else (weights.by_arc, 0)
    by_node, best, taken = goals.by_node, goals.best, goals.gate
    cost = [inf] * len(neighbours)
    came = [-1] * len(neighbours)
    missing = best.count(inf)
    bound = inf if missing or goals is _NO_GOALS else max(best, default=-inf)
    heap: list[tuple[float, int]] = []
    for node, first_cost in starts:
        if first_cost < cost[node] and first_cost <= limit:
            cost[node] = first_cost
            heappush(heap, (first_cost, node))
    popped = 0
    while heap:
        here, node = heappop(heap)
        if here >= bound:
            break
        if here > cost[node]:
            continue
        popped += 1
        if popped % _REPORT_EVERY == 0:
            report(progress, max(here / limit, popped / len(cost)))
        through = here if node == free else here + passing[node]
        if node in by_node:
            for gate, goal, rest, passes in by_node[node]:
                total = (through if passes else here) + rest
                if total < best[goal]:
                    missing -= best[goal] == inf
                    best[goal], taken[goal] = total, gate
            if not missing:
                bound = max(best)
        if isinf(through):
            continue
        for other, arc in neighbours[node]:
            there = through + arc_cost[arc]
            if there < cost[other] and there <= limit:
                cost[other] = there
                came[other] = arc ^ turned
                heappush(heap, (there, other))
    return cost, came
