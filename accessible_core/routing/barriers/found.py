# SPDX-License-Identifier: MIT
"""The barred places of a network under a profile: each one thing that a city can mend.

A barrier is a barred node (a kerb, a stile), or a run of consecutive barred pieces of
one way that are barred for the same causes (a flight of steps, a stretch of sand).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.network.model import StreetNetwork
from accessible_core.network.summary import joined_labels
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import PHYSICAL, bit

Int = NDArray[np.int64]
Bits = NDArray[np.uint32]
Bool = NDArray[np.bool_]

#: Causes that are no work on the street: taken for removable only if asked for.
BY_RULE: tuple[str, ...] = ("access", "kind", "oneway")


@dataclass(frozen=True, repr=False)
class Barriers:
    """K barred places; runs of pieces come first, nodes after them.

    Attributes
    ----------
    node : int64 (K,)
        The barred node, -1 for a run of pieces.
    bits : uint32 (K,)
        Causes (``limits.ATTRIBUTES``) that bar any part of it.
    arc_start, arcs : int64 (K + 1,), int64
        Arcs that open when barrier b is removed: ``arcs[arc_start[b]:arc_start[b + 1]]``.
    edge_start, edges : int64 (K + 1,), int64
        Likewise the pieces that it consists of.
    length_m : float64 (K,)
        Metres of the pieces; 0 for nodes.
    removable : uint32
        Bits that were taken for removable.
    """

    node: Int
    bits: Bits
    arc_start: Int
    arcs: Int
    edge_start: Int
    edges: Int
    length_m: NDArray[np.float64]
    removable: int

    def __len__(self) -> int:
        return len(self.node)

    def arcs_of(self, barrier: int) -> Int:
        """Return the arcs that open when a barrier is removed."""
        return self.arcs[self.arc_start[barrier] : self.arc_start[barrier + 1]]

    def edges_of(self, barrier: int) -> Int:
        """Return the pieces that a barrier consists of, none for a node."""
        return self.edges[self.edge_start[barrier] : self.edge_start[barrier + 1]]

    def osm(self, network: StreetNetwork, barrier: int) -> tuple[int | None, int | None]:
        """Return the OSM way and the OSM node that a barrier is, None where it is not."""
        node = int(self.node[barrier])
        if node >= 0:
            return None, int(network.node_osm[node]) or None
        return int(network.edge_way[self.edges_of(barrier)[0]]) or None, None

    def describe(self, network: StreetNetwork, barrier: int) -> str:
        """Return the barrier's OSM element, or its position in the network, for messages."""
        way, node = self.osm(network, barrier)
        if way is not None:
            return f"OSM way {way}"
        return f"OSM node {node}" if node is not None else f"barrier {barrier}"

    def __repr__(self) -> str:
        nodes = int(np.count_nonzero(self.node >= 0))
        return f"<{len(self)} barriers: {len(self) - nodes} on ways, {nodes} on nodes>"


def removable_bits(also: Iterable[str] = ()) -> int:
    """Return the bits of the causes that count as removable: `PHYSICAL` and `also`.

    Raises
    ------
    UsageError
        `also` names something else than `BY_RULE`.
    """
    wanted = tuple(also)
    wrong = [name for name in wanted if name not in BY_RULE]
    if wrong:
        raise UsageError(
            f"{', '.join(wrong)} cannot be added to the barriers; what can: {', '.join(BY_RULE)}."
        )
    return sum(bit(name) for name in {*PHYSICAL, *wanted})


def find_barriers(network: StreetNetwork, costs: Costs, also: Iterable[str] = ()) -> Barriers:
    """Return the barred places that can be mended.

    Parameters
    ----------
    network : StreetNetwork
    costs : Costs
        Of the profile that they bar.
    also : iterable of str
        Causes of `BY_RULE` that count as removable, too.

    Notes
    -----
    What has any cause that cannot be removed (no access, say) is no barrier: it would
    stay barred. A direction may be barred alone; only that one opens then.
    """
    removable = removable_bits(also)
    opens = mendable(costs.reasons, removable)
    edges = np.flatnonzero(opens[0::2] | opens[1::2])
    run = _runs(network, costs.reasons, edges)
    order = np.lexsort((edges, run))
    edges, run = edges[order], run[order]
    runs = int(run[-1]) + 1 if len(run) else 0
    arcs = np.column_stack((2 * edges, 2 * edges + 1)).reshape(-1)
    arc_run = np.repeat(run, 2)[opens[arcs]]
    arcs = arcs[opens[arcs]]
    nodes = np.flatnonzero(mendable(costs.node_reasons, removable))
    bits = np.zeros(runs, np.uint32)
    np.bitwise_or.at(bits, arc_run, costs.reasons[arcs])
    count = runs + len(nodes)
    return Barriers(
        node=np.concatenate([np.full(runs, -1, np.int64), nodes]),
        bits=np.concatenate([bits, costs.node_reasons[nodes]]),
        arc_start=_starts(arc_run, count),
        arcs=arcs,
        edge_start=_starts(run, count),
        edges=edges,
        length_m=np.bincount(run, network.edge_length[edges], count).astype(np.float64),
        removable=removable,
    )


def mendable(reasons: Bits, removable: int) -> Bool:
    """Return what is barred and has no cause but removable ones."""
    found: Bool = (reasons != 0) & (reasons & np.uint32(~removable & 0xFFFFFFFF) == 0)
    return found


def _runs(network: StreetNetwork, reasons: Bits, edges: Int) -> Int:
    """Return which run, from 0 by first piece, each of the barred `edges` belongs to."""
    if not len(edges):
        return np.zeros(0, np.int64)
    way = network.edge_way[edges]
    # Off any way each piece is a run of its own.
    way = np.where(way == 0, -1 - edges, way)
    kind = np.column_stack((way, *(_slopes_alike(reasons[d::2][edges]) for d in (0, 1))))
    _, alike = np.unique(kind, axis=0, return_inverse=True)
    ends = np.concatenate([network.edge_from[edges], network.edge_to[edges]]).astype(np.int64)
    meeting = np.tile(alike.reshape(-1), 2) * network.node_count + ends
    _, meeting = np.unique(meeting, return_inverse=True)
    here = np.tile(np.arange(len(edges)), 2)
    label = joined_labels(
        len(edges) + int(meeting.max()) + 1, here, len(edges) + meeting.reshape(-1)
    )
    _, run = np.unique(label[: len(edges)], return_inverse=True)
    numbers: Int = run.reshape(-1).astype(np.int64)
    return numbers


def _slopes_alike(reasons: Bits) -> Int:
    """Take uphill and downhill for one cause: one steep stretch is both."""
    decline = np.uint32(bit("decline"))
    steep = np.where(reasons & decline != 0, np.uint32(bit("incline")), np.uint32(0))
    alike: Int = ((reasons & ~decline) | steep).astype(np.int64)
    return alike


def _starts(sorted_owner: Int, count: int) -> Int:
    return np.searchsorted(sorted_owner, np.arange(count + 1)).astype(np.int64)
