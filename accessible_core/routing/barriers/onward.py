# SPDX-License-Identifier: MIT
"""What ways onward cost, and what they cost once a barrier is gone: the loops.

One backward search labels every node with the least cost of going on from it to the
nearest goal. Removing a barrier can only lower labels, so that the search goes on from
the barrier over the nodes that gain, and nowhere else; then everything is put back.
This is exact however often a way would use the removed barrier.

The functions are written in the part of Python that numba compiles, and run on lists
as they stand: `detours.py` chooses. Labels are pairs, cost first and then duration, so
that of ways equally dear the fastest counts.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import Any

# ruff: noqa: PLR0913, PLR0917 - plain arrays are what a compiler takes


def lower(
    node: int, cost: float, seconds: float,
    passing: Any, waiting: Any, label: Any, heap: Any,
    stamp: Any, generation: int, touched: Any, before: Any,
) -> None:  # fmt: skip
    """Lower the label of going on from a node, if that is better; note what it was.

    `label` has four rows: cost and seconds of going on from the node, and the same of
    having arrived there, which adds what passing the node costs.
    """
    if cost > label[0][node] or (cost == label[0][node] and seconds >= label[1][node]):
        return
    if stamp[node] != generation:
        stamp[node] = generation
        touched.append(node)
        for row in range(4):
            before[row][node] = label[row][node]
    label[0][node] = cost
    label[1][node] = seconds
    through, until = passing[node] + cost, waiting[node] + seconds
    if through == inf:
        return  # barred: it may be gone to and started from, not passed
    if through < label[2][node] or (through == label[2][node] and until < label[3][node]):
        label[2][node] = through
        label[3][node] = until
        heappush(heap, (through, node))


def settle(
    start: Any, tail: Any, arc_in: Any, arc_cost: Any, arc_seconds: Any,
    passing: Any, waiting: Any, label: Any, heap: Any,
    stamp: Any, generation: int, touched: Any, before: Any,
) -> None:  # fmt: skip
    """Carry lowered labels on until nothing gets lower."""
    while len(heap) > 0:
        cost, node = heappop(heap)
        if cost > label[2][node]:
            continue
        seconds = label[3][node]
        for position in range(start[node], start[node + 1]):
            arc = arc_in[position]
            if arc_cost[arc] < inf:
                lower(
                    tail[position], arc_cost[arc] + cost, arc_seconds[arc] + seconds,
                    passing, waiting, label, heap, stamp, generation, touched, before,
                )  # fmt: skip


def from_home(
    home: int, option_start: Any, option_node: Any, option_arc: Any, option_part: Any,
    arc_cost: Any, arc_seconds: Any, label: Any, goal_at: Any,
) -> tuple[float, float]:  # fmt: skip
    """Return cost and seconds from a home to its nearest goal.

    An option is a piece walked from the home to a node (`option_arc` -1 where the home is
    on the node), or to a goal on the same piece (`option_node` -1).
    """
    best, seconds = inf, inf
    for option in range(option_start[home], option_start[home + 1]):
        node, arc = option_node[option], option_arc[option]
        if arc < 0:
            # Who stands on a node does not pass it.
            if goal_at[node]:
                cost, time = 0.0, 0.0
            else:
                cost, time = label[0][node], label[1][node]
        elif arc_cost[arc] < inf:
            cost = arc_cost[arc] * option_part[option]
            time = arc_seconds[arc] * option_part[option]
            if node >= 0:
                cost += label[2][node]
                time += label[3][node]
        else:
            continue
        if cost < best or (cost == best and time < seconds):
            best, seconds = cost, time
    return best, seconds


def label_all(
    start: Any, tail: Any, arc_in: Any, arc_cost: Any, arc_seconds: Any, passing: Any,
    waiting: Any, goal_node: Any, goal_arc: Any, goal_part: Any, goal_at: Any,
    label: Any, stamp: Any, generation: int, before: Any,
) -> None:  # fmt: skip
    """Label every node with what going on to the nearest goal costs, inf where none is.

    A goal is reached over part of an arc (`goal_arc`) from `goal_node`, or stands on it (-1).
    """
    heap = [(0.0, 0) for _ in range(0)]
    touched = [0 for _ in range(0)]
    for node in range(len(start) - 1):
        goal_at[node] = False
        for row in range(4):
            label[row][node] = inf
    for goal in range(len(goal_node)):
        if goal_arc[goal] < 0:
            node = goal_node[goal]
            goal_at[node] = True
            label[2][node] = 0.0
            label[3][node] = 0.0
            heappush(heap, (0.0, node))
    for goal in range(len(goal_node)):
        arc = goal_arc[goal]
        if arc >= 0 and arc_cost[arc] < inf:
            lower(
                goal_node[goal], arc_cost[arc] * goal_part[goal],
                arc_seconds[arc] * goal_part[goal],
                passing, waiting, label, heap, stamp, generation, touched, before,
            )  # fmt: skip
    settle(
        start, tail, arc_in, arc_cost, arc_seconds, passing, waiting, label, heap,
        stamp, generation, touched, before,
    )  # fmt: skip


def without_barriers(
    first: int, stop: int,
    start: Any, tail: Any, arc_in: Any, arc_cost: Any, arc_seconds: Any, passing: Any,
    waiting: Any, arc_from: Any, arc_to: Any, open_cost: Any, open_passing: Any,
    barrier_node: Any, barrier_start: Any, barrier_arc: Any,
    barrier_goal_start: Any, barrier_goal: Any, goal_node: Any, goal_arc: Any, goal_part: Any,
    goal_at: Any, barrier_home_start: Any, barrier_home: Any,
    home_start: Any, home_at: Any, option_start: Any, option_node: Any, option_arc: Any,
    option_part: Any, weight: Any, home_cost: Any, home_seconds: Any, limit: float,
    label: Any, stamp: Any, generation: int, before: Any, home_stamp: Any, result: Any,
) -> None:  # fmt: skip
    """Add to `result`, for barriers `first` to `stop`, what the removal of each gives.

    Rows of `result`: weighted seconds saved by those who had a way; their weight whose
    way gets faster; the weight of those who had none and get one; and of those who come
    to need at most `limit` seconds.
    """
    for barrier in range(first, stop):
        mark = generation + barrier - first
        heap = [(0.0, 0) for _ in range(0)]
        touched = [0 for _ in range(0)]
        node = barrier_node[barrier]
        arcs = range(barrier_start[barrier], barrier_start[barrier + 1])
        for position in arcs:
            arc = barrier_arc[position]
            arc_cost[arc] = open_cost[arc]
        for position in arcs:
            arc = barrier_arc[position]
            head = arc_to[arc]
            if label[2][head] < inf:
                lower(
                    arc_from[arc], arc_cost[arc] + label[2][head],
                    arc_seconds[arc] + label[3][head],
                    passing, waiting, label, heap, stamp, mark, touched, before,
                )  # fmt: skip
        for position in range(barrier_goal_start[barrier], barrier_goal_start[barrier + 1]):
            goal = barrier_goal[position]
            arc = goal_arc[goal]
            if arc_cost[arc] < inf:
                lower(
                    goal_node[goal], arc_cost[arc] * goal_part[goal],
                    arc_seconds[arc] * goal_part[goal],
                    passing, waiting, label, heap, stamp, mark, touched, before,
                )  # fmt: skip
        if node >= 0:
            passing[node] = open_passing[node]
            through, until = passing[node] + label[0][node], waiting[node] + label[1][node]
            if through < label[2][node]:
                stamp[node] = mark
                touched.append(node)
                for row in range(4):
                    before[row][node] = label[row][node]
                label[2][node] = through
                label[3][node] = until
                heappush(heap, (through, node))
        settle(
            start, tail, arc_in, arc_cost, arc_seconds, passing, waiting, label, heap,
            stamp, mark, touched, before,
        )  # fmt: skip
        homes = [0 for _ in range(0)]
        for place in touched:
            for position in range(home_start[place], home_start[place + 1]):
                homes.append(home_at[position])  # noqa: PERF401 - numba
        for position in range(barrier_home_start[barrier], barrier_home_start[barrier + 1]):
            homes.append(barrier_home[position])  # noqa: PERF401 - numba
        for home in homes:
            if home_stamp[home] == mark:
                continue
            home_stamp[home] = mark
            cost, seconds = from_home(
                home, option_start, option_node, option_arc, option_part,
                arc_cost, arc_seconds, label, goal_at,
            )  # fmt: skip
            if cost == inf:
                continue
            if home_cost[home] == inf:
                result[2][barrier] += weight[home]
            else:
                saved = home_seconds[home] - seconds
                result[0][barrier] += weight[home] * saved
                if saved > 0.0:
                    result[1][barrier] += weight[home]
            if seconds <= limit < home_seconds[home]:
                result[3][barrier] += weight[home]
        for position in arcs:
            arc_cost[barrier_arc[position]] = inf
        if node >= 0:
            passing[node] = inf
        for place in touched:
            for row in range(4):
                label[row][place] = before[row][place]
