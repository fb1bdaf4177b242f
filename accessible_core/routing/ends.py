# SPDX-License-Identifier: MIT
"""Where ways begin and end: the nodes that a place part-way along an edge gives on to."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from operator import itemgetter

from accessible_core.routing.snap import Place
from accessible_core.routing.ticks import up_to_tick
from accessible_core.routing.travelled import Piece
from accessible_core.routing.weights import Weights

#: Cost of one barrier in seconds where the way with the fewest is looked for: more
#: than any way without one (four months), so that fewest barriers come first, time second.
BARRIER_COST = 1e7


@dataclass(frozen=True)
class End:
    """A node that a place gives on to, what it costs, and the part of an edge walked."""

    node: int
    cost: float
    piece: Piece | None


def leaving_at(weights: Weights, place: Place) -> dict[int, End]:
    """Return the nodes reached from a place, by node."""
    if place.node >= 0:
        return {place.node: End(place.node, 0.0, None)}
    network = weights.graph.network
    forward = Piece(2 * place.edge, place.share, 1.0)
    backward = Piece(2 * place.edge + 1, 0.0, place.share)
    ends = (int(network.edge_to[place.edge]), int(network.edge_from[place.edge]))
    return _cheapest(weights, ends, (forward, backward))


def arriving_at(weights: Weights, place: Place) -> dict[int, End]:
    """Return the nodes from which a place is reached, by node."""
    if place.node >= 0:
        return {place.node: End(place.node, 0.0, None)}
    network = weights.graph.network
    forward = Piece(2 * place.edge, 0.0, place.share)
    backward = Piece(2 * place.edge + 1, place.share, 1.0)
    ends = (int(network.edge_from[place.edge]), int(network.edge_to[place.edge]))
    return _cheapest(weights, ends, (forward, backward))


def _cheapest(
    weights: Weights, nodes: tuple[int, int], pieces: tuple[Piece, Piece]
) -> dict[int, End]:
    ends: dict[int, End] = {}
    for node, piece in zip(nodes, pieces):
        cost = part_cost(weights, piece)
        # Both ends of a loop are one node: the cheaper way round counts.
        if isfinite(cost) and (node not in ends or cost < ends[node].cost):
            ends[node] = End(node, cost, piece)
    return ends


def along_one_edge(weights: Weights, a: Place, b: Place) -> End | None:
    """Return the way along one edge that holds both places, if it can be taken."""
    if a.node >= 0 and a.node == b.node:
        arcs = 2 * a.edge, 2 * a.edge + 1
        arc = min(arcs, key=lambda each: float(weights.arc_cost[each]))
        return End(a.node, 0.0, Piece(arc, a.share, a.share))
    if a.edge != b.edge or a.node >= 0 or b.node >= 0:
        return None
    if a.share <= b.share:
        pieces = [Piece(2 * a.edge, a.share, b.share)]
    else:
        pieces = [Piece(2 * a.edge + 1, b.share, a.share)]
    if a.share == b.share:
        pieces.append(Piece(2 * a.edge + 1, a.share, b.share))
    # Standing still on a piece that is barred is no way: its cost must be finite.
    cost, piece = min(((part_cost(weights, piece), piece) for piece in pieces), key=itemgetter(0))
    return End(-1, cost, piece) if isfinite(cost) else None


def part_cost(weights: Weights, piece: Piece) -> float:
    """Return the cost of part of an arc; a barrier stands in every part of it."""
    whole = float(weights.arc_cost[piece.arc])
    if not isfinite(whole):
        return inf
    barriers = whole // BARRIER_COST
    # Rounded up: the part must not cost less than the lower bound of searches says.
    part = up_to_tick((whole - barriers * BARRIER_COST) * piece.share)
    return barriers * BARRIER_COST + part
