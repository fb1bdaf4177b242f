# SPDX-License-Identifier: MIT
"""What `search` and `spread` hand over to when the compiled engine is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.compiled.loaded import kernel
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.weights import Ends, Found, Gates, Weights

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]

_KEY = "_routing_desks"
_NO_GATES = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.bool_))


def shortest(weights: Weights, ends: Ends) -> Found | None:
    """Twin of `search.shortest`."""
    graph = weights.graph
    goals = list(ends.goals.items())
    with _desk(graph) as desk:
        desk.generation += 2
        best, last = kernel("shortest")(
            *graph.topology.csr,
            weights.by_position,
            weights.through,
            graph.x,
            graph.y,
            weights.least_per_metre,
            ends.x,
            ends.y,
            *_columns(ends.starts),
            ends.free,
            np.array([node for node, _ in goals], np.int64),
            np.array([rest for _, (rest, _) in goals], np.float64),
            np.array([passes for _, (_, passes) in goals], np.bool_),
            ends.bound,
            desk.cost,
            desk.came,
            desk.stamp,
            desk.generation,
            desk.keys,
            desk.nodes,
        )
        if last < 0:
            return None
        count = kernel("trace")(desk.came, graph.topology.tails, last, desk.nodes)
        arcs = desk.nodes[:count][::-1].tolist()
    first = int(graph.topology.tails[arcs[0]]) if arcs else last
    return Found(best, first, last, tuple(arcs))


def tree(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    reverse: bool,
    limit: float,
) -> tuple[Float, Int32]:
    """Twin of `spread.tree`."""
    nothing = np.zeros(0), np.zeros(0, np.int64)
    return _spread(weights, starts, free, reverse, limit, _NO_GATES, *nothing)


def to_goals(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    gates: Gates,
    bounds: Sequence[float],
    reverse: bool,
) -> tuple[Float, Int64, Int32]:
    """Twin of `spread.to_goals`."""
    best = np.array(bounds, np.float64)
    taken = np.full(len(best), -1, np.int64)
    columns = gates.start, gates.goal, gates.rest, gates.passes
    _, came = _spread(weights, starts, free, reverse, inf, columns, best, taken)
    return best, taken, came


def add_up(
    graph: StreetGraph,
    columns: tuple[Float, Float, Float],
    came: Int32,
    free: int,
    nodes: Int64,
    reverse: bool,
) -> tuple[Int32, Float, Float]:
    """Twin of `sums.add_up`; `columns` are arc seconds, edge metres and node seconds."""
    count, topology = graph.network.node_count, graph.topology
    first = np.full(count, -1, np.int32)
    seconds, metres = np.empty(count), np.empty(count)
    before = topology.heads if reverse else topology.tails
    trail = np.empty(count, np.int32)
    kernel("add_up")(
        came, before, *(np.require(column, np.float64, ["C", "W"]) for column in columns),
        free, nodes, first, seconds, metres, trail,
    )  # fmt: skip
    return first[nodes], seconds[nodes], metres[nodes]


def _spread(
    weights: Weights,
    starts: Sequence[tuple[int, float]],
    free: int,
    reverse: bool,
    limit: float,
    gates: tuple[Int64, Int64, Float, NDArray[np.bool_]],
    best: Float,
    taken: Int64,
) -> tuple[Float, Int32]:
    graph = weights.graph
    start, head, arc = graph.topology.csr
    count = graph.network.node_count
    cost, came = np.full(count, inf), np.full(count, -1, np.int32)
    with _desk(graph) as desk:
        kernel("spread")(
            start,
            head,
            graph.topology.opposite if reverse else arc,
            weights.by_position_opposite if reverse else weights.by_position,
            weights.through,
            *_columns(starts),
            free,
            limit,
            cost,
            came,
            desk.keys,
            desk.nodes,
            *gates,
            best,
            taken,
        )
    return cost, came


def _columns(starts: Sequence[tuple[int, float]]) -> tuple[Int64, Float]:
    least: dict[int, float] = {}  # one a node: heaps have room for so many
    for node, cost in starts:
        least[node] = min(cost, least.get(node, inf))
    return np.array(list(least), np.int64), np.array(list(least.values()), np.float64)


@dataclass
class _Desk:
    """Arrays that one search at a time writes to; kept, since they are large.

    `stamp` tells of which search (`generation`) an entry of `cost` and `came` is: so
    that a search begins without clearing them.
    """

    cost: Float
    came: Int32
    stamp: Int64
    keys: Float
    nodes: Int32
    generation: int = 0


@contextmanager
def _desk(graph: StreetGraph) -> Iterator[_Desk]:
    """Lend the arrays of `graph`; searches beside each other (threads) get their own."""
    free: list[_Desk] = vars(graph.topology).setdefault(_KEY, [])
    try:
        desk = free.pop()
    except IndexError:
        desk = _new_desk(graph)
    yield desk
    free.append(desk)


def _new_desk(graph: StreetGraph) -> _Desk:
    nodes, arcs = graph.network.node_count, 2 * graph.network.edge_count
    room = arcs + nodes  # every arc is pushed once at most, and each node as a start
    return _Desk(
        np.empty(nodes),
        np.empty(nodes, np.int32),
        np.zeros(nodes, np.int64),
        np.empty(room),
        np.empty(room, np.int32),
    )
