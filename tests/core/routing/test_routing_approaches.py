# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways from many places at once: the same as the best of all single ones."""

from __future__ import annotations

import numpy as np
import pytest
from hand_network import at, network
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reference import dijkstra

from accessible_core.routing.engine import Engine
from accessible_core.routing.facilities.approaches import Spread
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router

WHEELCHAIR = Profile.named("manual_wheelchair")
SIDE = 4


def town(seed):
    """A grid of streets with one-way pieces, steps, slopes and barriers here and there."""
    dice = np.random.default_rng(seed)
    nodes = [(60 * x, 60 * y) for y in range(SIDE) for x in range(SIDE)]
    edges = [(n, n + 1) for n in range(SIDE * SIDE) if n % SIDE < SIDE - 1]
    edges += [(n, n + SIDE) for n in range(SIDE * (SIDE - 1))]
    sorts = [
        {}, {}, {}, {"kind": "steps"}, {"oneway": 1}, {"oneway": -1}, {"incline_up": 5.0,
        "incline_down": 0.0}, {"incline_up": 9.0, "incline_down": 9.0},
    ]  # fmt: skip
    at_nodes = [{}, {}, {}, {"barrier": "gate"}, {"barrier": "stile"}, {"kerb_height": 9.0}]
    return network(
        nodes,
        edges,
        edge_tags={e: dict(sorts[dice.integers(len(sorts))]) for e in range(len(edges))},
        node_tags={n: dict(at_nodes[dice.integers(len(at_nodes))]) for n in range(len(nodes))},
    )


def places(router, dice, count):
    """Places on nodes and part-way, several on one edge among them."""
    net, found = router.network, []
    for _ in range(count):
        edge = int(dice.integers(net.edge_count))
        share = float(dice.choice([0.0, 1.0, 0.25, 0.5, 0.75]))
        lon = net.node_lon[[net.edge_from[edge], net.edge_to[edge]]]
        lat = net.node_lat[[net.edge_from[edge], net.edge_to[edge]]]
        found.append(router.snap((lon[0] + share * (lon[1] - lon[0]),
                                  lat[0] + share * (lat[1] - lat[0]))))  # fmt: skip
    return found


@settings(max_examples=80, deadline=None)
@example(seed=999997, reverse=False, kind="barriers", engine=Engine.BASE)
@given(
    seed=st.integers(0, 10**6),
    reverse=st.booleans(),
    kind=st.sampled_from(["cost", "seconds", "barriers"]),
    engine=st.sampled_from(list(Engine)),
)
def test_the_best_of_all_sources_by_networkx(seed, reverse, kind, engine):
    net, dice = town(seed), np.random.default_rng(seed + 1)
    router = Router(net, WHEELCHAIR, engine=engine)
    weights = {
        "cost": router.weights, "seconds": router.fastest, "barriers": router.barrier_weights,
    }[kind]  # fmt: skip
    sources, goals = places(router, dice, 4), places(router, dice, 8)
    found = Spread(weights, [*sources, None], reverse=reverse).to([*goals, None])
    assert found.cost[-1] == np.inf
    for position, goal in enumerate(goals):
        single = []
        for source in sources:
            ends = (goal, source) if reverse else (source, goal)
            cost = dijkstra(net, weights.arc_cost, weights.node_cost, *ends)
            single.append(np.inf if cost is None else cost)
        assert found.cost[position] == pytest.approx(min(single), abs=1e-6)
        if min(single) == np.inf:
            continue
        ((way, source),) = found.ways([position])
        assert single[source] == pytest.approx(min(single), abs=1e-6)
        _whole(
            net, weights, way, *((goal, sources[source]) if reverse else (sources[source], goal))
        )


def _whole(net, weights, way, start, end):
    """The pieces join each other from start to end, and cost what the way says."""
    if not way.pieces:
        assert start.node == end.node >= 0
        return
    place, total = None, sum(weights.node_cost[node] for node in way.passed)
    for piece in way.pieces:
        edge, back = piece.arc >> 1, piece.arc & 1
        ends = [(edge, piece.low), (edge, piece.high)]
        ends = [_spot(net, *each) for each in (ends[::-1] if back else ends)]
        assert place is None or place == ends[0]
        if place is None:
            assert ends[0] == _at(start)
        place = ends[1]
        whole = weights.arc_cost[piece.arc]
        barriers = whole // 1e7 * 1e7
        total += barriers + (whole - barriers) * piece.share
    assert place == _at(end)
    assert total == pytest.approx(way.cost, abs=1e-6)


def _spot(net, edge, share):
    if share in (0.0, 1.0):
        return int((net.edge_from if share == 0.0 else net.edge_to)[edge])
    return edge, pytest.approx(share, abs=1e-9)


def _at(place):
    return place.node if place.node >= 0 else (place.edge, place.share)


def test_a_source_at_a_closed_gate_is_not_passed_through():
    net = network(
        [(0, 0), (60, 0), (120, 0)], [(0, 1), (1, 2)], node_tags={1: {"barrier": "stile"}}
    )
    router = Router(net, WHEELCHAIR)
    source = router.snap(at(60, 0))
    goals = [router.snap(at(*point)) for point in ((0, 0), (30, 0), (60, 0), (90, 0), (120, 0))]
    for reverse in (False, True):
        metres = Spread(router.fastest, [source], reverse=reverse).to(goals).cost
        assert metres * 4 / 3.6 == pytest.approx([60, 30, 0, 30, 60], abs=0.01)
        far = Spread(router.fastest, [router.snap(at(0, 0))], reverse=reverse).to(goals).cost
        assert np.isinf(far).tolist() == [False, False, False, True, True]


def test_nothing_to_start_from_reaches_nothing():
    net = town(1)
    router = Router(net, WHEELCHAIR)
    goals = places(router, np.random.default_rng(2), 3)
    for sources in ([], [None]):
        assert np.isinf(Spread(router.weights, sources).to(goals).cost).all()
    assert len(Spread(router.weights, goals).to([]).cost) == 0
