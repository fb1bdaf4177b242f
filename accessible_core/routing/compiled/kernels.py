# SPDX-License-Identifier: MIT
"""The loops of the searches, in the part of Python that numba compiles.

Nothing here imports numba: `loaded.kernels` compiles these functions, and tests run
them as they stand. They follow `search.py` and `spread.py` line by line: heaps give
the least cost first and of equal costs the least node, comparisons are the same, and
costs are whole ticks, so that the ways found are the same to the last arc.

Heaps are two arrays, `keys` and `nodes`, with room for every arc once.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


def push(keys: Float, nodes: Int32, size: int, key: float, node: int) -> None:
    """Add an entry to a heap of `size` entries."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if keys[above] < key or (keys[above] == key and nodes[above] <= node):
            break
        keys[place] = keys[above]
        nodes[place] = nodes[above]
        place = above
    keys[place] = key
    nodes[place] = node


def pop(keys: Float, nodes: Int32, size: int) -> None:
    """Take the first entry, which is read beforehand, from a heap of `size` entries.

    The gap sinks to the bottom along the lesser entries, without a branch that a
    processor could guess wrong, and the last entry rises from there: seldom far.
    """
    last = size - 1
    gap, below = 0, 1
    while below + 1 < last:
        other = below + 1
        less = keys[other] < keys[below]
        less |= (keys[other] == keys[below]) & (nodes[other] < nodes[below])
        below += less
        keys[gap] = keys[below]
        nodes[gap] = nodes[below]
        gap = below
        below = 2 * gap + 1
    if below < last:
        keys[gap] = keys[below]
        nodes[gap] = nodes[below]
        gap = below
    push(keys, nodes, gap, keys[last], nodes[last])


def shortest(  # noqa: PLR0913, PLR0917 - plain arrays are what a compiler takes
    start: Int32,
    head: Int32,
    arc_at: Int32,
    cost_at: Float,
    passing: Float,
    x: Float,
    y: Float,
    per_metre: float,
    goal_x: float,
    goal_y: float,
    first_node: Int64,
    first_cost: Float,
    free: int,
    goal_node: Int64,
    goal_rest: Float,
    goal_passes: Bool,
    bound: float,
    cost: Float,
    came: Int32,
    stamp: Int64,
    generation: int,
    keys: Float,
    nodes: Int32,
) -> tuple[float, int]:
    """Search as `search.shortest` does; `came` tells the arcs (-1 at a start).

    `stamp` is `generation` where `cost` and `came` are of this search, and
    ``generation + 1`` where the node is done with, too.
    """
    best, last = bound, -1
    done = generation + 1
    size = 0
    for position in range(len(first_node)):
        node = first_node[position]
        if stamp[node] < generation or first_cost[position] < cost[node]:
            stamp[node] = generation
            cost[node] = first_cost[position]
            came[node] = -1
            dx, dy = goal_x - x[node], goal_y - y[node]
            estimate = first_cost[position] + per_metre * sqrt(dx * dx + dy * dy)
            push(keys, nodes, size, estimate, node)
            size += 1
    while size > 0:
        estimate, node = keys[0], int(nodes[0])
        pop(keys, nodes, size)
        size -= 1
        if estimate >= best:
            break
        if stamp[node] == done:
            continue
        stamp[node] = done
        here = cost[node]
        through = here if node == free else here + passing[node]
        for position in range(len(goal_node)):
            if goal_node[position] == node:
                total = (through if goal_passes[position] else here) + goal_rest[position]
                if total < best:
                    best, last = total, node
        if through == inf:
            continue
        for position in range(start[node], start[node + 1]):
            there = through + cost_at[position]
            other = head[position]
            known = cost[other] if stamp[other] >= generation else inf
            if there < known:
                cost[other] = there
                came[other] = arc_at[position]
                stamp[other] = max(stamp[other], generation)
                dx, dy = goal_x - x[other], goal_y - y[other]
                estimate = there + per_metre * sqrt(dx * dx + dy * dy)
                if estimate < best:
                    push(keys, nodes, size, estimate, other)
                    size += 1
    return best, last


def spread(  # noqa: PLR0913, PLR0917 - likewise
    start: Int32,
    head: Int32,
    arc_at: Int32,
    cost_at: Float,
    passing: Float,
    first_node: Int64,
    first_cost: Float,
    free: int,
    limit: float,
    cost: Float,
    came: Int32,
    keys: Float,
    nodes: Int32,
    gate_start: Int64,
    gate_goal: Int64,
    gate_rest: Float,
    gate_passes: Bool,
    best: Float,
    taken: Int64,
) -> None:
    """Search as `spread._spread` does; `cost` comes as inf and `came` as -1 throughout.

    The gates of node u are those from ``gate_start[u]`` to ``gate_start[u + 1]``; where
    nothing is looked for, `gate_start` is empty.
    """
    gated = len(gate_start) > 0
    missing = 0
    for goal in range(len(best)):
        missing += best[goal] == inf
    bound = inf
    if gated and missing == 0:
        bound = best.max() if len(best) > 0 else -inf
    size = 0
    for position in range(len(first_node)):
        node = first_node[position]
        if first_cost[position] < cost[node] and first_cost[position] <= limit:
            cost[node] = first_cost[position]
            push(keys, nodes, size, first_cost[position], node)
            size += 1
    while size > 0:
        here, node = keys[0], int(nodes[0])
        if here >= bound:
            break
        pop(keys, nodes, size)
        size -= 1
        if here > cost[node]:
            continue
        through = here if node == free else here + passing[node]
        if gated and gate_start[node] < gate_start[node + 1]:
            for position in range(gate_start[node], gate_start[node + 1]):
                goal = gate_goal[position]
                total = (through if gate_passes[position] else here) + gate_rest[position]
                if total < best[goal]:
                    missing -= best[goal] == inf
                    best[goal] = total
                    taken[goal] = position
            if missing == 0:
                bound = best.max()
        if through == inf:
            continue
        for position in range(start[node], start[node + 1]):
            there = through + cost_at[position]
            other = head[position]
            if there < cost[other] and there <= limit:
                cost[other] = there
                came[other] = arc_at[position]
                push(keys, nodes, size, there, other)
                size += 1


def add_up(  # noqa: PLR0913, PLR0917 - likewise
    came: Int32,
    before: Int32,
    arc_seconds: Float,
    edge_metres: Float,
    node_seconds: Float,
    free: int,
    last: Int64,
    first: Int32,
    seconds: Float,
    metres: Float,
    trail: Int32,
) -> None:
    """Sum up as `sums.add_up` does, for each node of `last`.

    `first`, `seconds` and `metres` (N,) hold what is found by node; `first` comes as -1
    throughout, which means not yet known.
    """
    for row in range(len(last)):
        node = last[row]
        count = 0
        while first[node] < 0 and came[node] >= 0:
            trail[count] = node
            count += 1
            node = int(before[came[node]])
        if first[node] < 0:
            first[node] = node
            seconds[node] = 0.0
            metres[node] = 0.0
        while count > 0:
            count -= 1
            after = int(trail[count])
            arc = came[after]
            passed = 0.0 if node == free else node_seconds[node]
            first[after] = first[node]
            seconds[after] = seconds[node] + (passed + arc_seconds[arc])
            metres[after] = metres[node] + edge_metres[arc >> 1]
            node = after


def trace(came: Int32, tails: Int32, last: int, out: Int32) -> int:
    """Write the arcs that lead to `last` to `out`, last one first; return how many."""
    count = 0
    node = last
    while came[node] >= 0:
        arc = came[node]
        out[count] = arc
        count += 1
        node = tails[arc]
    return count
