# SPDX-License-Identifier: GPL-3.0-or-later
"""Gains of single barriers, each against really removing the barrier."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from barrier_truth import Truth, judged, only_removable, place
from hypothesis import given, settings
from hypothesis import strategies as st
from test_routing_search import random_network

from accessible_core.routing.barriers.facilities import Facilities
from accessible_core.routing.barriers.found import find_barriers
from accessible_core.routing.barriers.people import People
from accessible_core.routing.barriers.question import Question
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router

WHEELCHAIR = Profile.named("manual_wheelchair")
LIMIT_MIN = 4.0


def town(rng, nodes=9, edges=13):
    """A random network whose pieces are shared out among a few ways."""
    net = random_network(rng, nodes, edges)
    return replace(net, edge_way=rng.integers(0, edges // 2, edges))


def asked(rng, net, homes=7, facilities=3):
    """People and facilities at nodes and elsewhere; the first facility has two doors."""

    def spots(count):
        node = rng.integers(0, net.node_count, count)
        lon, lat = net.node_lon[node], net.node_lat[node]
        aside = rng.random(count) < 0.7
        lon = lon + aside * rng.normal(0, 1e-3, count)
        return np.column_stack((lon, lat + aside * rng.normal(0, 1e-3, count)))

    ids = tuple(f"f{row}" for row in range(facilities))
    owner = np.array([*range(facilities), 0])
    return Question(
        people=People(
            tuple(map(str, range(homes))), spots(homes), rng.integers(1, 50, homes) * 1.0
        ),
        facilities=Facilities(ids, ids, owner, spots(facilities + 1)),
        minutes=LIMIT_MIN,
    )


def truth_of(router, question):
    people, facilities = question.people, question.facilities
    doors = [
        [place(router, *spot) for spot in facilities.doors[facilities.owner == row].tolist()]
        for row in range(len(facilities))
    ]
    homes = [place(router, *spot) for spot in people.place.tolist()]
    return Truth(router, homes, people.number.tolist(), doors)


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_gains_of_singles_are_those_of_really_removing_each(seed):
    rng = np.random.default_rng(seed)
    net = town(rng)
    question = asked(rng, net)
    ranked = judged(net, WHEELCHAIR, question)
    truth = truth_of(Router(net, WHEELCHAIR), question)
    for barrier in range(len(ranked.barriers)):
        wanted = truth.gains(ranked.barriers, [barrier])
        got = {name: float(ranked.gains[name][barrier]) for name in wanted}
        assert got == pytest.approx(wanted, abs=1e-6)
        trips = truth.trips(ranked.barriers, barrier, 60 * LIMIT_MIN)
        names = ("time_saved_s", "trips_faster", "trips_new", "people_within")
        assert [float(ranked.gains[name][barrier]) for name in names] == pytest.approx(
            trips, abs=1e-4
        )


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_both_engines_give_the_same(seed):
    rng = np.random.default_rng(seed)
    net = town(rng, 30, 50)
    question = asked(rng, net, homes=30, facilities=4)
    base, fast = (judged(net, WHEELCHAIR, question, engine=name) for name in ("base", "fast"))
    assert base.now == fast.now
    for name, column in base.gains.items():
        assert np.array_equal(column, fast.gains[name]), name
    assert base.order.tolist() == fast.order.tolist()


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_every_barrier_is_one_run_of_a_way_or_one_node(seed):
    rng = np.random.default_rng(seed)
    net = town(rng, 12, 20)
    costs = Router(net, WHEELCHAIR).costs
    found = find_barriers(net, costs)
    arcs = [a for a, bits in enumerate(costs.reasons.tolist()) if only_removable(bits)]
    assert sorted(found.arcs.tolist()) == arcs
    nodes = [n for n, bits in enumerate(costs.node_reasons.tolist()) if only_removable(bits)]
    assert found.node[found.node >= 0].tolist() == nodes
    assert sorted(found.edges.tolist()) == sorted({arc >> 1 for arc in arcs})
    owner = {e: b for b in range(len(found)) for e in found.edges_of(b).tolist()}
    for a, of_a in owner.items():
        for b, of_b in owner.items():
            meets = {net.edge_from[a], net.edge_to[a]} & {net.edge_from[b], net.edge_to[b]}
            alike = net.edge_way[a] == net.edge_way[b] != 0 and causes(costs, a) == causes(costs, b)
            if meets and alike:
                assert of_a == of_b
    for barrier in range(len(found)):
        edges = found.edges_of(barrier).tolist()
        assert len({(int(net.edge_way[e]), causes(costs, e)) for e in edges}) <= 1
        assert found.length_m[barrier] == pytest.approx(net.edge_length[edges].sum())


def causes(costs, edge):
    """What bars a piece each way; uphill and downhill are one steepness."""
    incline, decline = 1 << 8, 1 << 9
    pair = costs.reasons[2 * edge : 2 * edge + 2].tolist()
    return tuple(bits & ~decline | (incline if bits & decline else 0) for bits in pair)
