# SPDX-License-Identifier: GPL-3.0-or-later
"""The search against networkx and against every way there is."""

from __future__ import annotations

import numpy as np
import pytest
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import LARGE, dijkstra, every_way

from accessible_core.routing.limits import bit
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router

WHEELCHAIR = Profile.named("manual_wheelchair")

EDGE_TAGS = [
    {},
    {},
    {"surface": "asphalt", "smoothness": "good"},
    {"kind": "steps"},
    {"surface": "sand"},
    {"surface": "sand", "width": 50.0},
    {"oneway": 1},
    {"oneway": -1},
    {"incline_up": 9.0, "incline_down": 0.0, "incline_source": "tag"},
    {"incline_up": 4.0, "incline_down": 1.0, "incline_source": "tag"},
    {"carriageway": True, "kind": "road"},
    {"kind": "lift"},
    {"foot": "private"},
]
NODE_TAGS = [{}, {}, {}, {"barrier": "stile"}, {"kerb": "raised"}, {"barrier": "gate"}]


def random_network(rng, nodes, edges):
    """A random network that holds loops, parallel edges and several parts."""
    places = [tuple(point) for point in rng.uniform(-300, 300, (nodes, 2)).tolist()]
    pairs = [tuple(pair) for pair in rng.integers(0, nodes, (edges, 2)).tolist()]
    bends = {e: [tuple(rng.uniform(-300, 300, 2))] for e in range(edges) if rng.random() < 0.3}
    # A loop needs a bend, or it has no length.
    bends.update({e: [(0.0, 0.0), (5.0, 80.0)] for e, (a, b) in enumerate(pairs) if a == b})
    return network(
        places,
        pairs,
        edge_tags={e: dict(EDGE_TAGS[rng.integers(len(EDGE_TAGS))]) for e in range(edges)},
        node_tags={n: dict(NODE_TAGS[rng.integers(len(NODE_TAGS))]) for n in range(nodes)},
        bends=bends,
    )


def barrier_costs(router):
    costs = router.costs
    arcs = costs.open_cost + LARGE * (costs.reasons != 0)
    return arcs, costs.node_open_cost + LARGE * (costs.node_reasons != 0)


def cost_of(router, route):
    """What a route costs by its own pieces: independent of what the search says."""
    costs, net = router.costs, router.network
    total = 0.0
    for position, edge in enumerate(route.edges):
        arc = 2 * edge.edge + (0 if edge.forward else 1)
        total += costs.open_cost[arc] * (edge.to_share - edge.from_share)
        if position < len(route.edges) - 1:
            node = (net.edge_to if edge.forward else net.edge_from)[edge.edge]
            total += costs.node_open_cost[node]
    return total


def barriers_of(router, route):
    costs, net = router.costs, router.network
    count = 0
    for position, edge in enumerate(route.edges):
        count += costs.reasons[2 * edge.edge + (0 if edge.forward else 1)] != 0
        if position < len(route.edges) - 1:
            node = (net.edge_to if edge.forward else net.edge_from)[edge.edge]
            count += costs.node_reasons[node] != 0
    return count


def assert_connected(route, net):
    """Each piece begins where the one before it ended."""
    for before, after in zip(route.edges, route.edges[1:]):
        left = (net.edge_to if before.forward else net.edge_from)[before.edge]
        entered = (net.edge_from if after.forward else net.edge_to)[after.edge]
        assert left == entered
        assert (before.to_share == 1.0) if before.forward else (before.from_share == 0.0)
        assert (after.from_share == 0.0) if after.forward else (after.to_share == 1.0)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("profile", ["foot", "manual_wheelchair"])
def test_costs_equal_networkx(seed, profile):
    rng = np.random.default_rng(seed)
    net = random_network(rng, 40, 70)
    router = Router(net, Profile.named(profile))
    found = 0
    for _ in range(40):
        a, b = (router.snap(at(*rng.uniform(-300, 300, 2)), 200.0) for _ in "ab")
        if a is None or b is None:
            continue
        result = router.between(a, b)
        expected = dijkstra(net, router.costs.cost, router.costs.node_cost, a, b)
        assert isinstance(result, Route) == (expected is not None)
        if expected is not None:
            found += 1
            assert cost_of(router, result) == pytest.approx(expected, rel=1e-9, abs=1e-9)
            assert_connected(result, net)
    assert found > 3


seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=150, deadline=None)
@given(seed=seeds, nodes=st.integers(2, 5), edges=st.integers(1, 7))
def test_every_way_tried_out_on_tiny_networks(seed, nodes, edges):
    rng = np.random.default_rng(seed)
    net = random_network(rng, nodes, edges)
    router = Router(net, WHEELCHAIR)
    a, b = (_place(rng, router) for _ in "ab")
    result = router.between(a, b)
    expected = every_way(net, router.costs.cost, router.costs.node_cost, a, b)
    if expected is not None:
        assert isinstance(result, Route)
        assert cost_of(router, result) == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert_connected(result, net)
        return
    assert isinstance(result, NoRoute)
    least = every_way(net, *barrier_costs(router), a, b)
    if least is None:
        assert result.reason == "disconnected"
        return
    assert result.reason == "barred"
    assert barriers_of(router, result.least_barrier) == round(least // LARGE)
    assert cost_of(router, result.least_barrier) == pytest.approx(least % LARGE, abs=1e-5)
    # Every reason is true: admitting exactly what it says makes the route exist ...
    admitted = Router(net, WHEELCHAIR, admitted=result.blocked_by)
    assert isinstance(admitted.between(a, b), Route)
    # ... and none of them is idle: spare one, and its own place is still barred.
    for spared in result.blocked_by:
        others = [obstacle for obstacle in result.blocked_by if obstacle is not spared]
        costs = Router(net, WHEELCHAIR, admitted=others).costs
        on_node = spared.node is not None
        bits = costs.node_reasons[spared.node] if on_node else costs.reasons[spared.arc]
        assert bits == bit(spared.attribute)


def _place(rng, router):
    """A place on any piece, usable or not, as snapping would give it."""
    net = router.network
    edge = int(rng.integers(net.edge_count))
    lon, lat = net.shape(edge)
    share = float(rng.choice([0.0, 0.25, 0.5, 1.0]))
    spot = int(rng.integers(len(lon) - 1))
    point = (
        float(lon[spot] + share * (lon[spot + 1] - lon[spot])),
        float(lat[spot] + share * (lat[spot + 1] - lat[spot])),
    )
    place = router.snap(point, 1.0) or router.snap(point, 500.0)
    assert place is not None
    return place


def one_piece(tags=None):
    return network(
        [(0, 0), (100, 0), (50, 80)], [(0, 1), (1, 2), (2, 0)], edge_tags={0: tags or {}}
    )


@pytest.mark.parametrize("order", [(20, 70), (70, 20)])
def test_both_places_on_one_piece(order):
    result = Router(one_piece(), WHEELCHAIR).route(at(order[0], 1), at(order[1], 2))
    assert result.distance_m == pytest.approx(50.0, abs=0.01)
    assert [edge.edge for edge in result.edges] == [0]
    assert result.edges[0].forward == (order[0] < order[1])
    assert result.snap_m == (pytest.approx(1.0, abs=0.001), pytest.approx(2.0, abs=0.001))


def test_one_piece_one_way_goes_round():
    router = Router(one_piece({"oneway": 1}), WHEELCHAIR)
    assert router.route(at(20, 1), at(70, 1)).distance_m == pytest.approx(50.0, abs=0.01)
    round_trip = router.route(at(70, 1), at(20, 1))
    around = 30 + 2 * np.hypot(50, 80) + 20
    assert round_trip.distance_m == pytest.approx(around, abs=0.01)
    assert [edge.edge for edge in round_trip.edges] == [0, 1, 2, 0]


def test_the_same_point_twice_is_a_way_of_no_length():
    for point in (at(20, 0), at(0, 0)):
        result = Router(one_piece(), WHEELCHAIR).route(point, point)
        assert isinstance(result, Route)
        assert result.distance_m == result.duration_s == 0.0
        assert not result.confirmed


def test_parts_that_are_not_connected():
    net = network([(0, 0), (100, 0), (0, 300), (100, 300)], [(0, 1), (2, 3)])
    result = Router(net, WHEELCHAIR).route(at(50, 0), at(50, 300))
    assert isinstance(result, NoRoute)
    assert result.reason == "disconnected"
    assert result.blocked_by == ()
    assert result.least_barrier is None


def test_a_point_on_nothing_but_steps_says_why():
    net = network([(0, 0), (100, 0), (400, 0)], [(0, 1), (1, 2)], edge_tags={0: {"kind": "steps"}})
    result = Router(net, WHEELCHAIR).route(at(20, 3), at(390, 0), snap_m=50.0)
    assert isinstance(result, NoRoute)
    assert result.reason == "barred"
    assert [(o.attribute, o.osm_way) for o in result.blocked_by] == [("steps", 1)]


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [((50, 400), (50, 0), "start_off_network"), ((50, 0), (50, 400), "end_off_network")],
)
def test_points_off_the_network(a, b, reason):
    result = Router(one_piece(), WHEELCHAIR).route(at(*a), at(*b))
    assert isinstance(result, NoRoute)
    assert result.reason == reason
    assert None in result.snap_m
