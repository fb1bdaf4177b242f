# SPDX-License-Identifier: MIT
"""Seconds and metres along the ways that one search found, each node summed up once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.costs import Costs
from accessible_core.routing.engine import Engine
from accessible_core.routing.weights import Weights

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]


def add_up(
    weights: Weights, costs: Costs, came: Int32, free: int, nodes: Int64, *, reverse: bool
) -> tuple[Int32, Float, Float]:
    """Return what lies between the place of a search and some nodes that it found.

    Parameters
    ----------
    weights : Weights
        Says which engine.
    costs : Costs
    came : int32 (N,)
        As `spread.tree` gives it, for `free` and `reverse` likewise.
    nodes : int64 (K,)

    Returns
    -------
    first : int32 (K,)
        The start node that the way runs over.
    seconds, metres : float64 (K,)
        From there to the node, nodes between them and the start node (unless free)
        passed through, the node itself not.
    """
    network = weights.graph.network
    columns = costs.seconds, network.edge_length, costs.node_seconds
    if weights.engine is Engine.FAST:
        from accessible_core.routing.compiled import searches

        return searches.add_up(weights.graph, columns, came, free, nodes, reverse)
    topology = weights.graph.topology
    before = topology.heads if reverse else topology.tails
    found = _add_up(columns, came, before, free, nodes.tolist())
    rows = [found[node] for node in nodes.tolist()]
    first = np.array([row[0] for row in rows], np.int32)
    return first, np.array([row[1] for row in rows]), np.array([row[2] for row in rows])


def _add_up(
    columns: tuple[Float, Float, Float], came: Int32, before: Int32, free: int, nodes: list[int]
) -> dict[int, tuple[int, float, float]]:
    arc_seconds, edge_metres, node_seconds = columns
    found: dict[int, tuple[int, float, float]] = {}
    for last in nodes:
        node, trail = last, []
        while node not in found and came[node] >= 0:
            trail.append(node)
            node = int(before[came[node]])
        first, seconds, metres = found.setdefault(node, (node, 0.0, 0.0))
        for after in reversed(trail):
            arc = int(came[after])
            passed = 0.0 if node == free else float(node_seconds[node])
            seconds += passed + float(arc_seconds[arc])
            metres += float(edge_metres[arc >> 1])
            found[after] = (first, seconds, metres)
            node = after
    return found
