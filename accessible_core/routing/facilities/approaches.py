# SPDX-License-Identifier: MIT
"""From many places at once: the cheapest way from any of them to each of many others.

One search spreads from all places together (`spread.tree`), forward or back, so that
thousands of goals and hundreds of starts cost as much as one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.progress import Progress
from accessible_core.routing.ends import BARRIER_COST, End, along_one_edge, part_cost
from accessible_core.routing.snap import Place
from accessible_core.routing.spread import Tree, tree
from accessible_core.routing.ticks import A_SECOND
from accessible_core.routing.travelled import Piece, Way
from accessible_core.routing.weights import Weights

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True)
class Approaches:
    """The nodes that places give on to, or are reached from: R rows.

    Attributes
    ----------
    place : int64 (R,)
        Position of the place.
    node : int64 (R,)
    arc : int64 (R,)
        The arc between place and node, -1 where the place is the node.
    low, high : float64 (R,)
        From where to where on its edge, as in `travelled.Piece`.
    """

    place: Int
    node: Int
    arc: Int
    low: Float
    high: Float

    @property
    def portion(self) -> Float:
        """The part of each arc that is travelled, 0 to 1."""
        return self.high - self.low

    def cost(self, weights: Weights) -> Float:
        """Return what each row costs (see `ends.part_cost`), inf where barred."""
        costs = np.zeros(len(self.place))
        walked = np.flatnonzero(self.arc >= 0)
        whole = weights.arc_cost[self.arc[walked]]
        usable = np.isfinite(whole)
        whole = np.where(usable, whole, 0.0)
        barriers = whole // BARRIER_COST * BARRIER_COST
        rest = (whole - barriers) * self.portion[walked]
        costs[walked] = np.where(usable, barriers + np.ceil(rest * A_SECOND) / A_SECOND, inf)
        return costs

    def piece(self, row: int) -> Piece | None:
        """Return the piece that is travelled on one row."""
        if self.arc[row] < 0:
            return None
        return Piece(int(self.arc[row]), float(self.low[row]), float(self.high[row]))


def approaches(
    network: StreetNetwork, places: Sequence[Place | None], *, leaving: bool, whole: bool = False
) -> Approaches:
    """Return the nodes that places lead to (`leaving`), or are reached from.

    Parameters
    ----------
    network : StreetNetwork
    places : sequence of Place or None
    leaving : bool
    whole : bool
        Whether a place on a node also leads along the arcs there, so that nobody has to
        pass through the node that a way starts (ends) on.
    """
    known = [(position, place) for position, place in enumerate(places) if place is not None]
    inside = [(position, place) for position, place in known if place.node < 0]
    at_node = [(position, place) for position, place in known if place.node >= 0]
    part = np.array([position for position, _ in inside], np.int64)
    edge = np.array([place.edge for _, place in inside], np.int64)
    share = np.array([place.share for _, place in inside], np.float64)
    ends = (network.edge_from[edge].astype(np.int64), network.edge_to[edge].astype(np.int64))
    nothing, everything = np.zeros(len(share)), np.ones(len(share))
    # Forward the place lies between low and high of what is left to go, and of what was gone.
    forward = (share, everything) if leaving else (nothing, share)
    backward = (nothing, share) if leaving else (share, everything)
    here = np.array([position for position, _ in at_node], np.int64)
    node = np.array([place.node for _, place in at_node], np.int64)
    parts = [
        (part, ends[1] if leaving else ends[0], 2 * edge, *forward),
        (part, ends[0] if leaving else ends[1], 2 * edge + 1, *backward),
        (here, node, np.full(len(node), -1), np.zeros(len(node)), np.zeros(len(node))),
    ]
    if whole:
        parts.append(_along(network, here, node, leaving))
    columns = [np.concatenate(column) for column in zip(*parts)]
    place, nodes, arc = (column.astype(np.int64) for column in columns[:3])
    return Approaches(place, nodes, arc, columns[3], columns[4])


def _along(
    network: StreetNetwork, place: Int, node: Int, leaving: bool
) -> tuple[Int, Int, Int, Float, Float]:
    """Return rows along all arcs at the nodes that places are on."""
    start, head, arc = network.arcs
    counts = (start[node + 1] - start[node]).astype(np.int64)
    which = np.repeat(np.arange(len(node)), counts)
    within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = start[node][which] + within
    # What arrives here is what leaves here, the other way round.
    arcs = arc[at] if leaving else arc[at] ^ 1
    return place[which], head[at], arcs, np.zeros(len(which)), np.ones(len(which))


class Spread:
    """The cheapest ways from any of some places to all nodes, or from all nodes to any.

    Parameters
    ----------
    weights : Weights
    sources : sequence of Place or None
    reverse : bool
        Whether ways lead to the sources.
    """

    def __init__(
        self,
        weights: Weights,
        sources: Sequence[Place | None],
        *,
        reverse: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self._weights, self._network = weights, weights.graph.network
        self._sources, self._reverse = sources, reverse
        self._seeds = approaches(self._network, sources, leaving=not reverse, whole=True)
        cost = self._seeds.cost(weights)
        usable = np.flatnonzero(np.isfinite(cost))
        # Of several seeds at one node, the cheapest; of equal ones, the first.
        order = usable[np.lexsort((usable, cost[usable], self._seeds.node[usable]))]
        nodes, first = np.unique(self._seeds.node[order], return_index=True)
        self._seed_of = dict(zip(nodes.tolist(), order[first].tolist()))
        starts = list(zip(nodes.tolist(), cost[order[first]].tolist()))
        self._tree: Tree = tree(weights, starts, -1, reverse=reverse, progress=progress)

    @cached_property
    def _by_edge(self) -> dict[int, list[int]]:
        """Sources that lie part-way, by edge."""
        found: dict[int, list[int]] = {}
        for position, place in enumerate(self._sources):
            if place is not None and place.node < 0:
                found.setdefault(place.edge, []).append(position)
        return found

    @cached_property
    def _by_node(self) -> dict[int, int]:
        """One source on each node that has any."""
        found: dict[int, int] = {}
        for position, place in enumerate(self._sources):
            if place is not None and place.node >= 0:
                found.setdefault(place.node, position)
        return found

    def to(self, places: Sequence[Place | None]) -> Goals:
        """Return the cheapest ways to (or, of a reversed search, from) some places."""
        gates = approaches(self._network, places, leaving=self._reverse)
        passing = np.where(gates.arc >= 0, self._weights.node_cost[gates.node], 0.0)
        total = self._tree.cost[gates.node] + passing + gates.cost(self._weights)
        cost, gate = np.full(len(places), inf), np.full(len(places), -1)
        order = np.lexsort((np.arange(len(total)), total, gates.place))
        known, first = np.unique(gates.place[order], return_index=True)
        cost[known], gate[known] = total[order[first]], order[first]
        gate[~np.isfinite(cost)] = -1
        direct: dict[int, tuple[End, int]] = {}
        for position, place in enumerate(places):
            found = None if place is None else self._direct(place)
            if found is not None and found[0].cost <= cost[position]:
                cost[position], direct[position] = found[0].cost, found
        return Goals(self, gates, cost, gate, direct)

    def _direct(self, place: Place) -> tuple[End, int] | None:
        """Return the cheapest way that passes no node, with the source that it starts at."""
        found: list[tuple[float, int, End]] = []
        if place.node >= 0:
            return None
        for source in self._by_edge.get(place.edge, ()):
            other = self._sources[source]
            if other is not None:
                ends = (place, other) if self._reverse else (other, place)
                end = along_one_edge(self._weights, *ends)
                if end is not None:
                    found.append((end.cost, source, end))
        # A source on the node at the end of the edge is not passed through.
        corners = int(self._network.edge_from[place.edge]), int(self._network.edge_to[place.edge])
        low, high = (0.0, place.share), (place.share, 1.0)
        for turned, (corner, part) in enumerate(zip(corners, (low, high))):
            arc = 2 * place.edge + (turned ^ self._reverse)
            if corner in self._by_node:
                piece = Piece(arc, *part)
                cost = part_cost(self._weights, piece)
                if cost < inf:
                    found.append((cost, self._by_node[corner], End(corner, cost, piece)))
        if not found:
            return None
        _, source, end = min(found, key=lambda each: each[:2])
        return end, source

    def _way(self, node: int, last: Piece | None, cost: float) -> tuple[Way, int]:
        """Return the way over the tree to (from) a node with the piece beyond it."""
        came, edges = self._tree.came, self._network
        arcs = []
        while came[node] >= 0:
            arc = int(came[node])
            arcs.append(arc)
            # Back towards the source: to the tail of an arc, ahead to its head.
            backward = bool(arc & 1) ^ self._reverse
            node = int((edges.edge_to if backward else edges.edge_from)[arc >> 1])
        seed = self._seed_of[node]
        inner = [Piece(arc, 0.0, 1.0) for arc in arcs]
        pieces = [piece for piece in (last, *inner, self._seeds.piece(seed)) if piece is not None]
        if not self._reverse:
            pieces.reverse()
        passed = [
            int((edges.edge_from if piece.arc & 1 else edges.edge_to)[piece.arc >> 1])
            for piece in pieces[:-1]
        ]
        return Way(cost, tuple(pieces), tuple(passed)), int(self._seeds.place[seed])


@dataclass(frozen=True)
class Goals:
    """The cheapest ways between a `Spread` and some places.

    Attributes
    ----------
    cost : float64 (K,)
        inf where there is no way.
    """

    _spread: Spread
    _gates: Approaches
    cost: Float
    _gate: Int
    _direct: dict[int, tuple[End, int]]

    def ways(self, positions: Sequence[int]) -> Iterator[tuple[Way, int]]:
        """Yield the way of each place that has one, and the source at its other end."""
        for position in positions:
            cost = float(self.cost[position])
            if position in self._direct:
                end, source = self._direct[position]
                yield Way(cost, (end.piece,) if end.piece else (), ()), source
            else:
                row = int(self._gate[position])
                yield self._spread._way(  # noqa: SLF001 - the two classes are one
                    int(self._gates.node[row]), self._gates.piece(row), cost
                )
