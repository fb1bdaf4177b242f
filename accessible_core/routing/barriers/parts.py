# SPDX-License-Identifier: MIT
"""Parts of a network that are mutually reachable, and what joins them.

A barred node may be gone to, but not through: it falls apart into one *side* for each
piece that ends at it. Everything else is a plain directed graph, whose strongly
connected components are the parts; pieces open in one direction only may lead from
part to part and make an acyclic graph of them, which in most cities is nearly empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.network.summary import joined_labels
from accessible_core.routing.barriers.found import Barriers
from accessible_core.routing.costs import Costs

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: One-way pieces by part: the part at the other end, and the piece.
_Leads = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True, repr=False)
class Parts:
    """The parts of a network under a profile.

    Attributes
    ----------
    from_part, to_part : int64 (M,)
        Part at the first and last end of each piece.
    edge_part : int64 (M,)
        Part that a piece lies in; -1 where it is barred, or leads one way from one
        part to another.
    node_part : int64 (N,)
        Part of each node that can be passed, -1 for barred ones.
    sides : mapping of int to tuple of int
        For each barred node the parts that its sides lie in.
    count : int
    main : int
        The part with most metres, -1 where nothing is passable.
    leads, led : mapping
        One-way pieces from part to part, by the part they leave and by that they enter.
    """

    from_part: Int
    to_part: Int
    edge_part: Int
    node_part: Int
    sides: Mapping[int, tuple[int, ...]]
    count: int
    main: int
    leads: _Leads
    led: _Leads


def find_parts(network: StreetNetwork, costs: Costs) -> Parts:
    """Return the parts of `network` that are mutually reachable under `costs`."""
    barred = costs.node_reasons != 0
    nodes, edges = network.node_count, network.edge_count
    ends = np.concatenate([network.edge_from, network.edge_to]).astype(np.int64)
    split = barred[ends]
    vertex = np.where(split, nodes - 1 + np.cumsum(split), ends)
    from_v, to_v = vertex[:edges], vertex[edges:]
    forth, back = costs.reasons[0::2] == 0, costs.reasons[1::2] == 0
    both = forth & back
    label = joined_labels(nodes + int(split.sum()), from_v[both], to_v[both])
    single = np.flatnonzero(forth ^ back)
    tail = label[np.where(forth, from_v, to_v)[single]]
    head = label[np.where(forth, to_v, from_v)[single]]
    _join_cycles(label, tail, head)
    _, part = np.unique(label, return_inverse=True)
    part = part.reshape(-1).astype(np.int64)
    from_part, to_part = part[from_v], part[to_v]
    inside = (forth | back) & (from_part == to_part)
    edge_part = np.where(inside, from_part, -1)
    count = int(part.max()) + 1 if len(part) else 0
    metres = np.bincount(edge_part[inside], network.edge_length[inside], count)
    across = single[~inside[single]]
    sides: dict[int, list[int]] = {int(node): [] for node in np.flatnonzero(barred)}
    for node, side in zip(ends[split].tolist(), part[vertex[split]].tolist()):
        sides[node].append(side)
    leads, led = _across(across, forth, from_part, to_part)
    return Parts(
        from_part=from_part,
        to_part=to_part,
        edge_part=edge_part,
        node_part=np.where(barred, -1, part[:nodes]),
        sides={node: tuple(found) for node, found in sides.items()},
        count=count,
        main=int(np.argmax(metres)) if inside.any() else -1,
        leads=leads,
        led=led,
    )


def _join_cycles(label: Int, tail: Int, head: Int) -> None:
    """Give one label, in place, to what one-way pieces make mutually reachable."""
    graph: dict[int, list[int]] = {}
    for a, b in zip(tail.tolist(), head.tolist()):
        if a != b:
            graph.setdefault(a, []).append(b)
    lookup = np.arange(len(label))
    for component in strong_components(graph):
        lookup[component] = min(component)
    label[:] = lookup[label]


def _across(across: Int, forth: Bool, from_part: Int, to_part: Int) -> tuple[_Leads, _Leads]:
    leads: _Leads = {}
    led: _Leads = {}
    for edge in across.tolist():
        a, b = int(from_part[edge]), int(to_part[edge])
        if not forth[edge]:
            a, b = b, a
        leads.setdefault(a, []).append((b, edge))
        led.setdefault(b, []).append((a, edge))
    return leads, led


def strong_components(graph: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components with two members or more.

    Parameters
    ----------
    graph : mapping of int to sequence of int
        Heads of the arcs by their tail.

    Notes
    -----
    R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on
    Computing 1 (1972), without recursion.
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for root in graph:
        if root in order:
            continue
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(graph[root]))]
        while work:
            here, heads = work[-1]
            for head in heads:
                if head not in order:
                    order[head] = low[head] = len(order)
                    stack.append(head)
                    on_stack.add(head)
                    work.append((head, iter(graph.get(head, ()))))
                    break
                if head in on_stack:
                    low[here] = min(low[here], order[head])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[here])
                if low[here] == order[here]:
                    component = _unstacked(stack, on_stack, here)
                    if len(component) > 1:
                        found.append(component)
    return found


def _unstacked(stack: list[int], on_stack: set[int], root: int) -> list[int]:
    component = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        component.append(member)
        if member == root:
            return component


@dataclass(frozen=True)
class Joint:
    """Parts that a barrier joins in one place, and the pieces of it that do so.

    A run that a barred node cuts in two has two joints.
    """

    parts: tuple[int, ...]
    edges: tuple[int, ...]


class Links:
    """Which parts each barrier would link, one way, if it were removed.

    Attributes
    ----------
    of : list of tuple of (int, int)
        By barrier the pairs of parts, from which and to which it would lead.
    joints : list of tuple of Joint
        By barrier where it joins parts, directions left aside; one part alone where it
        lies within a part.
    """

    def __init__(self, parts: Parts, barriers: Barriers) -> None:
        self._parts = parts
        forward = barriers.arcs & 1 == 0
        first, last = parts.from_part[barriers.arcs >> 1], parts.to_part[barriers.arcs >> 1]
        tail = np.where(forward, first, last).tolist()
        head = np.where(forward, last, first).tolist()
        bounds = barriers.arc_start.tolist()
        self.of: list[tuple[tuple[int, int], ...]] = []
        self.joints: list[tuple[Joint, ...]] = []
        for barrier, node in enumerate(barriers.node.tolist()):
            if node >= 0:
                sides = sorted(set(parts.sides[node]))
                pairs = {*zip(sides, sides[1:]), *zip(sides[1:], sides)}
                self.joints.append((Joint(tuple(sides), ()),))
            else:
                arcs = slice(bounds[barrier], bounds[barrier + 1])
                pairs = {(a, b) for a, b in zip(tail[arcs], head[arcs]) if a != b}
                edges = barriers.edges_of(barrier)
                ends = zip(edges.tolist(), parts.from_part[edges], parts.to_part[edges])
                self.joints.append(_joints(ends))
            self.of.append(tuple(sorted(pairs)))

    def joined(self, barriers: Iterable[int]) -> list[list[int]]:
        """Return the groups of parts that become one when all `barriers` are removed."""
        graph: dict[int, list[int]] = {}
        back: dict[int, list[int]] = {}
        for barrier in barriers:
            for a, b in self.of[barrier]:
                graph.setdefault(a, []).append(b)
                back.setdefault(b, []).append(a)
        if not graph:
            return []
        if not self._parts.leads:
            return strong_components(graph)
        ends = graph.keys() | back.keys()
        ahead = _reached(ends, graph, self._parts.leads)
        behind = _reached(ends, back, self._parts.led)
        between = ahead & behind
        local = {
            part: [
                *graph.get(part, ()),
                *(other for other, _ in self._parts.leads.get(part, ()) if other in between),
            ]
            for part in between
        }
        return strong_components(local)


def _reached(ends: Iterable[int], graph: Mapping[int, Sequence[int]], leads: _Leads) -> set[int]:
    seen = set(ends)
    todo = list(seen)
    while todo:
        part = todo.pop()
        for other in (*graph.get(part, ()), *(other for other, _ in leads.get(part, ()))):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def _joints(pieces: Iterable[tuple[int, int, int]]) -> tuple[Joint, ...]:
    """Group pieces, each with the parts at its ends, by what hangs together."""
    groups: list[tuple[set[int], list[int]]] = []
    for edge, a, b in pieces:
        parts, edges = {int(a), int(b)}, [edge]
        apart = []
        for group in groups:
            if group[0] & parts:
                parts |= group[0]
                edges = group[1] + edges
            else:
                apart.append(group)
        groups = [*apart, (parts, edges)]
    return tuple(Joint(tuple(sorted(parts)), tuple(edges)) for parts, edges in groups)
