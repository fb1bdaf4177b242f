# SPDX-License-Identifier: GPL-3.0-or-later
"""What the removal of barriers gives, by really removing them and asking again.

Ways come from `Router.between` on a router that admits the barrier's obstacles, parts
from networkx on a graph whose barred nodes are cut apart.
"""

from __future__ import annotations

from math import inf, nan

import networkx as nx
import numpy as np
from test_routing_search import cost_of

from accessible_core.routing.barriers.ranking import barriers
from accessible_core.routing.limits import PHYSICAL, bit
from accessible_core.routing.obstacles import arc_obstacles, node_obstacles
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place, SegmentGrid

REMOVABLE = sum(bit(name) for name in PHYSICAL)


def judged(net, profile, question=None, *, engine="base", progress=None):
    """The ranking on a network for a profile."""
    return barriers(Router(net, profile, engine=engine), question, progress)


def only_removable(reasons):
    return reasons != 0 and int(reasons) & ~REMOVABLE == 0


def obstacles(router, found, chosen):
    """The obstacles of some barriers, told from the network and not from the barriers' arcs."""
    net, prof, costs = router.network, router.profile, router.costs
    causes = []
    for barrier in chosen:
        for edge in found.edges_of(barrier).tolist():
            for arc in (2 * edge, 2 * edge + 1):
                if only_removable(costs.reasons[arc]):
                    causes.extend(arc_obstacles(net, prof, costs, arc))
        node = int(found.node[barrier])
        if node >= 0:
            causes.extend(node_obstacles(net, prof, costs, node))
    return causes


def removed(router, found, chosen):
    """A router for which these barriers are gone."""
    causes = obstacles(router, found, chosen)
    return Router(router.network, router.profile, admitted=causes)


def places_of(allotted):
    """The places of a ranking, by what stands there."""
    found = [[] for _ in range(allotted.count)]
    columns = (allotted.owner, allotted.edge, allotted.share, allotted.node)
    for owner, edge, share, node in zip(*(column.tolist() for column in columns)):
        found[owner].append(Place(edge, share, node, 0.0, nan, nan))
    return found


def place(router, lon, lat, snap_m=100.0):
    """Where somebody stands: the nearest piece, passable or mendable."""
    costs = router.costs
    arcs = np.array([r == 0 or only_removable(r) for r in costs.reasons.tolist()], np.bool_)
    dear = costs.cost.reshape(-1, 2).min(axis=1)
    edges = arcs[0::2] | arcs[1::2]
    at = SegmentGrid.of(router.network).nearest(lon, lat, snap_m, edges, dear)
    return at if at is not None and at.usable else None


class Truth:
    """Parts, people and facilities before and after."""

    def __init__(self, router, homes, number, doors):
        """Homes and doors as places (None off the network); doors by facility."""
        self.router, self.homes, self.number, self.doors = router, homes, number, doors
        self.graph = side_graph(router)
        self.main = self._main()

    def _main(self):
        net, reasons = self.router.network, self.router.costs.reasons
        parts = list(nx.strongly_connected_components(self.graph))
        part_of = {vertex: number for number, part in enumerate(parts) for vertex in part}
        metres = [0.0] * len(parts)
        for e in range(net.edge_count):
            if reasons[2 * e] == 0 or reasons[2 * e + 1] == 0:
                ends = {part_of[end(self.router, e, side)] for side in (0, 1)}
                if len(ends) == 1:
                    metres[ends.pop()] += float(net.edge_length[e])
        if not any(metres):
            return frozenset()
        return frozenset(parts[metres.index(max(metres))])

    def state(self, router):
        """What is connected and served under `router`: rows of homes, doors, pieces."""
        graph = side_graph(router)
        parts = list(nx.strongly_connected_components(graph))
        part_of = {vertex: number for number, part in enumerate(parts) for vertex in part}
        anchor = None
        if self.main:
            vertex = next(iter(self.main))
            # The side of a node that is not barred any more is the node.
            anchor = part_of[vertex if vertex in part_of else ("node", vertex[3])]
        homes = [standing(router, part_of, at) for at in self.homes]
        doors = [
            set().union(*(standing(router, part_of, at) for at in each)) for each in self.doors
        ]
        serving = set().union(*doors) if doors else set()
        net = router.network
        pieces = {
            e
            for e in range(net.edge_count)
            if (router.costs.reasons[2 * e] == 0 or router.costs.reasons[2 * e + 1] == 0)
            and anchor is not None
            and part_of[end(router, e, 0)] == part_of[end(router, e, 1)] == anchor
        }
        return {
            "homes": {row for row, found in enumerate(homes) if anchor in found},
            "served": {row for row, found in enumerate(homes) if found & serving},
            "doors": {row for row, found in enumerate(doors) if anchor in found},
            "pieces": pieces,
        }

    def gains(self, found, chosen):
        before, after = self.state(self.router), self.state(removed(self.router, found, chosen))
        net, reasons = self.router.network, self.router.costs.reasons
        open_before = {
            e for e in range(net.edge_count) if reasons[2 * e] == 0 or reasons[2 * e + 1] == 0
        }
        fresh = (after["pieces"] - before["pieces"]) & open_before
        return {
            "people_connected": sum(self.number[r] for r in after["homes"] - before["homes"]),
            "people_served": sum(self.number[r] for r in after["served"] - before["served"]),
            "facilities_connected": len(after["doors"] - before["doors"]),
            "reconnected_m": sum(net.edge_length[e] for e in fresh),
        }

    def trips(self, found, barrier, limit_s):
        """Seconds saved, people faster, new and within, by routes before and after."""
        after = removed(self.router, found, [barrier])
        saved = faster = new = within = 0.0
        doors = [at for each in self.doors for at in each]
        for home, people in zip(self.homes, self.number):
            old, now = nearest(self.router, home, doors), nearest(after, home, doors)
            if now[0] == inf:
                continue
            if old[0] == inf:
                new += people
            else:
                saved += people * (old[1] - now[1])
                faster += people * (old[1] - now[1] > 1e-6)
            within += people * (now[1] <= limit_s < old[1])
        return saved, faster, new, within


def nearest(router, home, doors):
    """Cost and seconds to the door that is reached at least cost."""
    best = (inf, inf)
    for door in doors:
        if home is None or door is None:
            continue
        way = router.between(home, door)
        if isinstance(way, Route):
            best = min(best, (cost_of(router, way), way.duration_s))
    return best


def end(router, edge, side):
    """The vertex at an end of a piece: the node, or one side of it where it is barred."""
    net = router.network
    node = int((net.edge_from, net.edge_to)[side][edge])
    return ("side", edge, side, node) if router.costs.node_reasons[node] else ("node", node)


def side_graph(router):
    net, reasons = router.network, router.costs.reasons
    graph = nx.DiGraph()
    for edge in range(net.edge_count):
        a, b = end(router, edge, 0), end(router, edge, 1)
        graph.add_nodes_from([a, b])
        if reasons[2 * edge] == 0:
            graph.add_edge(a, b)
        if reasons[2 * edge + 1] == 0:
            graph.add_edge(b, a)
    return graph


def standing(router, part_of, at):
    """The parts that a place lies in."""
    net, reasons = router.network, router.costs.reasons
    if at is None:
        return set()
    if at.node >= 0:
        ends = [
            end(router, e, s)
            for e in range(net.edge_count)
            for s in (0, 1)
            if (net.edge_from, net.edge_to)[s][e] == at.node
        ]
        return {part_of[vertex] for vertex in ends}
    if reasons[2 * at.edge] != 0 and reasons[2 * at.edge + 1] != 0:
        return set()
    both = {part_of[end(router, at.edge, 0)], part_of[end(router, at.edge, 1)]}
    return both if len(both) == 1 else set()
