# SPDX-License-Identifier: MIT
"""What searches take and give: costs, ends, goals and ways as numbers and arrays.

The base (``search.py``, ``spread.py``) and its compiled twin (``compiled/``) both
work on these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.engine import Engine, chosen
from accessible_core.routing.street_graph import StreetGraph

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


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


@dataclass(frozen=True)
class Gates:
    """Goals, and the nodes that give on to them: K gates, sorted by node.

    Attributes
    ----------
    node, goal : int64 (K,)
        The node, and the position of the goal that it gives on to.
    rest : float64 (K,)
        Cost of the rest of the way, from the node to the goal.
    passes : bool (K,)
        Whether the way leads through the node (not where it ends on it).
    node_count : int
        Of the network.
    """

    node: Int64
    goal: Int64
    rest: Float
    passes: Bool
    node_count: int

    @cached_property
    def by_node(self) -> dict[int, list[tuple[int, int, float, bool]]]:
        """For each node with gates their ``(gate, goal, rest, passes)``."""
        found: dict[int, list[tuple[int, int, float, bool]]] = defaultdict(list)
        rows = zip(*(column.tolist() for column in (self.node, self.goal, self.rest, self.passes)))
        for gate, (node, *row) in enumerate(rows):
            found[node].append((gate, *row))
        return dict(found)

    @cached_property
    def start(self) -> Int64:
        """By node the position of its first gate (N + 1,)."""
        start: Int64 = np.searchsorted(self.node, np.arange(self.node_count + 1))
        return start
