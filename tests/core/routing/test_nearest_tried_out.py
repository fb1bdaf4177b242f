# SPDX-License-Identifier: GPL-3.0-or-later
"""The nearest facilities of tiny networks, by trying out every way to every door."""

from __future__ import annotations

from math import inf, isfinite

import networkx as nx
import numpy as np
import pytest
from hand_facilities import FULL, PART, facilities
from hand_network import EAST_M, LAT0, LON0, NORTH_M, at, network
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import split_graph
from test_routing_search import random_network

from accessible_core.routing.facilities.nearest import Wanted, nearest_facilities
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place

CHAIR = Profile.named("manual_wheelchair")
SNAP_M = 300.0


def seconds_of_the_cheapest(router, a, b):
    """How long the way of least cost takes, of all simple ways; inf where there is none."""
    costs = router.costs
    dear = split_graph(router.network, costs.cost, costs.node_cost, a, b)
    open_arcs, open_nodes = costs.reasons == 0, costs.node_reasons == 0
    slow = split_graph(
        router.network,
        np.where(open_arcs, costs.seconds, inf),
        np.where(open_nodes, costs.node_seconds, inf),
        a,
        b,
    )
    best = inf, inf
    for path in nx.all_simple_edge_paths(dear, "start", "end"):
        cost, time = (sum(g.edges[edge]["weight"] for edge in path) for g in (dear, slow))
        best = min(best, (cost, time))
    return best[1]


def judged(router, start, rows, *, count, minutes):
    """Rows reached with their seconds, and rows refused, as `nearest_facilities` promises."""
    place = router.snap(at(*start), SNAP_M)
    takes, crow = [], []
    for row in rows:
        ranked = []
        for rank, (where, _) in enumerate(row["doors"].values()):
            goal = router.snap(at(*where), SNAP_M)
            seconds = inf if goal is None else seconds_of_the_cheapest(router, place, goal)
            if isfinite(seconds):
                ranked.append((rank, seconds))
        takes.append(min(ranked)[1] if ranked else inf)
        crow.append(float(np.hypot(row["at"][0] - start[0], row["at"][1] - start[1])))
    limit = inf if minutes is None else minutes * 60
    reached = [i for i in np.argsort(takes, kind="stable").tolist() if takes[i] <= limit][:count]
    reached = [i for i in reached if isfinite(takes[i])]
    most = CHAIR.speed.level * limit
    if len(reached) == count:
        most = min(most, max(crow[i] for i in reached))
    refused = [i for i in np.argsort(crow).tolist() if takes[i] == inf and crow[i] < most]
    return [(i, takes[i]) for i in reached], refused[:count]


def compare(router, start, rows, **options):
    """Hold the answer against the judged one; whether anything was reached and refused."""
    places = facilities(rows, router.network)
    found = nearest_facilities(
        router, at(*start), places, wanted=Wanted("any"), snap_m=SNAP_M, **options
    )
    started = router.start(at(*start), SNAP_M)
    if not isinstance(started, Place):
        assert isinstance(found, NoRoute)
        return False, False
    reached, refused = judged(router, start, rows, **options)
    assert [each.row for each in found.found] == [row for row, _ in reached]
    for each, (_, seconds) in zip(found.found, reached):
        assert each.route.duration_s == pytest.approx(seconds, abs=1e-6)
    assert [each.row for each in found.out_of_reach] == refused
    return bool(reached), bool(refused)


def one_door_each(seed, nodes, edges, count, minutes):
    rng = np.random.default_rng(seed)
    router = Router(random_network(rng, nodes, edges), CHAIR)
    spots = rng.uniform(-300, 300, (4, 2)).tolist()
    rows = [{"id": f"f{i}", "at": spot, "doors": {1: (spot, FULL)}} for i, spot in enumerate(spots)]
    start = rng.uniform(-300, 300, 2).tolist()
    return compare(router, start, rows, count=count, minutes=minutes)


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    nodes=st.integers(2, 6),
    edges=st.integers(1, 7),
    count=st.integers(1, 4),
    minutes=st.one_of(st.none(), st.floats(0.5, 12)),
)
def test_every_way_to_facilities_with_one_door(seed, nodes, edges, count, minutes):
    one_door_each(seed, nodes, edges, count, minutes)


def test_some_are_reached_there_and_some_refused():
    seen = np.array([one_door_each(seed, 5, 6, 3, None) for seed in range(40)])
    assert (seen.sum(axis=0) > 5).all()


def test_nothing_but_what_lies_above_steps():
    net = network([(0, 0), (100, 0), (100, 60)], [(0, 1), (1, 2)], edge_tags={1: {"kind": "steps"}})
    rows = [{"id": "above", "at": (140, 60), "doors": {1: ((140, 60), FULL)}}]
    found = nearest_facilities(
        Router(net, CHAIR), at(0, 0), facilities(rows, net), wanted=Wanted("any"), snap_m=60.0,
        count=1,
    )  # fmt: skip
    assert found.found == ()
    assert [each.refusal.reason for each in found.out_of_reach] == ["barred"]


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    nodes=st.integers(2, 6),
    edges=st.integers(1, 7),
    count=st.integers(1, 3),
)
def test_every_way_to_facilities_with_two_doors(seed, nodes, edges, count):
    """Nothing is barred here but against the direction: the better door that is reached counts."""
    rng = np.random.default_rng(seed)
    net = network(
        rng.uniform(-300, 300, (nodes, 2)).tolist(),
        [tuple(pair) for pair in rng.integers(0, nodes, (edges, 2)).tolist()],
        edge_tags={e: {"oneway": int(rng.integers(-1, 2))} for e in range(edges)},
        bends={e: [tuple(rng.uniform(-300, 300, 2))] for e in range(edges)},
    )
    rows = []
    for i in range(3):
        good, worse = rng.uniform(-300, 300, (2, 2)).tolist()
        doors = {1: (good, FULL), 2: (worse, PART)}
        rows.append({"id": f"f{i}", "at": good, "doors": doors})
    start = rng.uniform(-300, 300, 2).tolist()
    compare(Router(net, CHAIR), start, rows, count=count, minutes=None)


def test_the_plane_is_the_one_of_the_networks():
    assert at(EAST_M, NORTH_M) == (LON0 + 1, LAT0 + 1)
