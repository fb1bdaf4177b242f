# SPDX-License-Identifier: GPL-3.0-or-later
"""500 pairs a town against networkx, and what must hold of routes whatever the town is like."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from test_real_ways_twice import MALTA
from test_routing_real_files import DATA, HEIDELBERG, MONACO, WEDGWOOD, random_pairs, streets
from test_routing_search import cost_of

from accessible_core.network.build import build_network
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place

PORTO_ALEGRE = DATA / "porto_alegre_r5r.osm.pbf"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


def at_node(net, node: int) -> Place:
    """A place on the network that is one of its nodes."""
    start, _, arc = net.arcs
    return Place(
        edge=int(arc[start[node]]) >> 1, share=0.0, node=node, distance_m=0.0,
        lon=float(net.node_lon[node]), lat=float(net.node_lat[node]),
    )  # fmt: skip


def plain_graph(net, costs) -> nx.DiGraph:
    """Nodes as (node, in or out), so that what passing one costs is an edge; the least of twins."""
    graph = nx.DiGraph()
    free = np.flatnonzero(np.isfinite(costs.node_cost))
    graph.add_weighted_edges_from(
        ((node, 0), (node, 1), float(costs.node_cost[node])) for node in free.tolist()
    )
    for edge, (a, b) in enumerate(zip(net.edge_from.tolist(), net.edge_to.tolist())):
        for arc, tail, head in ((2 * edge, a, b), (2 * edge + 1, b, a)):
            cost = float(costs.cost[arc])
            key = ((tail, 1), (head, 0))
            if np.isfinite(cost) and cost < graph.edges.get(key, {}).get("weight", np.inf):
                graph.add_edge(*key, weight=cost)
    graph.add_nodes_from((node, side) for node in range(net.node_count) for side in (0, 1))
    return graph


@pytest.mark.parametrize(
    ("path", "sources", "dem"),
    [
        (HEIDELBERG, 4, None), (MALTA, 4, None), (WEDGWOOD, 20, None), (MONACO, 20, None),
        (PORTO_ALEGRE, 4, "poa_elevation.tif"),
    ],
    ids=lambda value: getattr(value, "name", value),
)  # fmt: skip
def test_500_pairs_cost_what_networkx_says(path, sources, dem):
    net = build_network(path, DATA.parent / "dem" / dem) if dem else streets(path)
    router = Router(net, Profile.named("manual_wheelchair"))
    graph = plain_graph(net, router.costs)
    chance = np.random.default_rng(20261124)
    routes = 0
    for source in chance.integers(net.node_count, size=sources).tolist():
        least = nx.single_source_dijkstra_path_length(graph, (source, 1))
        for goal in chance.integers(net.node_count, size=500 // sources).tolist():
            result = router.between(at_node(net, source), at_node(net, goal))
            expected = 0.0 if goal == source else least.get((goal, 0))
            assert isinstance(result, Route) == (expected is not None)
            if expected is not None:
                routes += 1
                assert cost_of(router, result) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert routes > 200


RELAXED = [
    {"max_incline": 3.0, "max_decline": 3.0},
    {"max_incline": 12.0, "max_decline": 12.0},
    {"max_incline": 40.0, "max_decline": 40.0},
]
WIDENED = [{"max_kerb": 0.0}, {"max_kerb": 3.0}, {"max_kerb": 20.0}]
NARROWED = [{"min_width": 200.0}, {"min_width": 90.0}, {"min_width": 40.0}]
ROUGHENED = [{"max_smoothness": word} for word in ("good", "bad", "very_bad", "impassable")]


@pytest.mark.parametrize(
    "limits", [RELAXED, WIDENED, NARROWED, ROUGHENED], ids=lambda each: next(iter(each[0]))
)
@pytest.mark.parametrize("path", [HEIDELBERG, WEDGWOOD], ids=lambda path: path.name)
def test_a_more_lenient_limit_never_makes_a_way_dearer(path, limits):
    net, base = streets(path), Profile.named("manual_wheelchair")
    routers = [Router(net, base.with_limits(**each)) for each in limits]
    routes = changed = 0
    for a, b in random_pairs(net, 60, seed=41):
        # Places on the strictest view: all others can use what it can use.
        places = routers[0].snap(a), routers[0].snap(b)
        before = None
        for router in routers:
            result = router.between(*places)
            if before is not None:
                assert isinstance(result, Route), (a, b)
                routes += 1
                assert cost_of(router, result) <= before + 1e-9
                changed += cost_of(router, result) < before - 1e-6
            before = cost_of(router, result) if isinstance(result, Route) else None
    assert routes > 40
    assert changed or path == WEDGWOOD  # where hardly any slope, width or smoothness is mapped


@pytest.mark.parametrize("path", [HEIDELBERG, MONACO], ids=lambda path: path.name)
def test_closing_a_piece_never_makes_a_way_cheaper(path):
    net, profile = streets(path), Profile.named("manual_wheelchair")
    router = Router(net, profile)
    closed = 0
    for a, b in random_pairs(net, 25, seed=43):
        places = router.snap(a), router.snap(b)
        result = router.between(*places)
        if not isinstance(result, Route) or len(result.edges) < 5:
            continue
        edge = result.edges[len(result.edges) // 2].edge
        foot = net.edges["foot"].copy()
        foot[edge] = 4  # no
        other = Router(replace(net, edges={**net.edges, "foot": foot}), profile)
        again = other.between(*places)
        if isinstance(again, Route):
            assert edge not in [each.edge for each in again.edges]
            assert cost_of(other, again) >= cost_of(router, result) - 1e-9
        else:
            assert isinstance(again, NoRoute)
        closed += 1
    assert closed > 10


def test_on_level_ground_there_and_back_cost_the_same():
    net = streets(WEDGWOOD)
    level = {name: np.zeros_like(net.edges[name]) for name in ("incline_up", "incline_down")}
    level["oneway"] = np.zeros_like(net.edges["oneway"])
    net = replace(net, edges={**net.edges, **level})
    for name in ("foot", "manual_wheelchair", "cane"):
        router = Router(net, Profile.named(name))
        for a, b in random_pairs(net, 60, seed=47):
            places = router.snap(a), router.snap(b)
            there, back = router.between(*places), router.between(*places[::-1])
            assert isinstance(there, Route) == isinstance(back, Route)
            if isinstance(there, Route):
                assert cost_of(router, there) == pytest.approx(cost_of(router, back), rel=1e-9)
                assert there.duration_s == pytest.approx(back.duration_s, rel=1e-6)


def test_a_coarse_model_bars_nothing_and_confirms_nothing():
    """Monaco with SRTM: the same pieces are barred, and no more slopes are known, than without."""
    plain = streets(MONACO)
    hilly = build_network(MONACO, DATA.parent / "dem" / "N43E007.hgt.zip")
    assert (
        np.isfinite(hilly.edges["incline_up"]).sum()
        > 2 * np.isfinite(plain.edges["incline_up"]).sum()
    )
    for name in Profile.names():
        views = [Router(net, Profile.named(name)).costs for net in (plain, hilly)]
        assert (views[0].reasons == views[1].reasons).all()
        assert (views[0].node_reasons == views[1].node_reasons).all()
        assert (views[0].known == views[1].known).all()
