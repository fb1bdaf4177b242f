# SPDX-License-Identifier: GPL-3.0-or-later
"""Barriers of real cities: figures against networkx and against routes before and after."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from barrier_truth import Truth, judged, place, places_of, removed

from accessible_core.findings import Findings
from accessible_core.network.build import build_network
from accessible_core.routing.barriers.facilities import facilities_of
from accessible_core.routing.barriers.people import read_people
from accessible_core.routing.barriers.question import Question
from accessible_core.routing.limits import PHYSICAL, bit
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place
from accessible_core.survey.readers import read_survey

DATA = Path(__file__).parents[4] / "shared" / "data"
WHEELCHAIR = Profile.named("manual_wheelchair")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


@lru_cache(maxsize=None)
def streets(name):
    return build_network(DATA / "osm" / name)


@lru_cache(maxsize=None)
def porto_alegre():
    """One city with streets, people and places to go to."""
    survey = read_survey(DATA / "pop" / "poa_points_of_interest.csv", findings=Findings())
    question = Question(
        people=read_people(DATA / "pop" / "poa_hexgrid.csv", "population", Findings()),
        facilities=facilities_of(survey, Findings()),
        minutes=30.0,
        spread_m=180.0,
    )
    net = streets("porto_alegre_r5r.osm.pbf")
    return question, judged(net, WHEELCHAIR, question, engine="auto")


def test_what_porto_alegre_gains_is_what_networkx_says():
    _, ranked = porto_alegre()
    homes = [each[0] for each in places_of(ranked.homes.places)]
    weight = ranked.homes.weight.tolist()
    truth = Truth(Router(ranked.network, WHEELCHAIR), homes, weight, places_of(ranked.doors))
    chosen = [[b] for b in ranked.order[[0, 1, 40]].tolist()]
    chosen.append(list(ranked.packages[0].barriers))
    for several in chosen:
        wanted = truth.gains(ranked.barriers, several)
        if len(several) == 1:
            got = {name: float(ranked.gains[name][several[0]]) for name in wanted}
            assert got == pytest.approx(wanted)
    assert ranked.packages[0].gain == pytest.approx(wanted["people_connected"])
    assert ranked.now["people"] == pytest.approx(812935.0)


def test_a_pair_in_series_gives_more_than_any_single():
    """Two stretches of earth in a row: over 2,000 people, of whom one alone gives few."""
    _, ranked = porto_alegre()
    best, *_ = ranked.packages
    assert len(best.barriers) == 2
    alone = ranked.gains["people_connected"]
    assert best.gain > 2 * alone[list(best.barriers)].sum()
    assert best.gain > alone.max()


def test_time_saved_is_that_of_routes_before_and_after():
    question, _ = porto_alegre()
    net = streets("porto_alegre_r5r.osm.pbf")
    order = np.random.default_rng(3).permutation(len(question.people))
    asked = [replace(question, people=some(question, rows), spread_m=0.0) for rows in
             np.split(order[:120], 10)]  # fmt: skip
    ranked = [judged(net, WHEELCHAIR, each) for each in asked]
    saved = np.array([each.gains["time_saved_s"] for each in ranked])
    few, barrier = (int(n) for n in np.unravel_index(np.argmax(saved), saved.shape))
    assert saved[few, barrier] > 0.0
    people, router = asked[few].people, Router(net, WHEELCHAIR)
    homes = [place(router, *spot) for spot in people.place.tolist()]
    doors = [[place(router, *spot)] for spot in question.facilities.doors.tolist()]
    truth = Truth(router, homes, people.number.tolist(), doors)
    names = ("time_saved_s", "trips_faster", "trips_new", "people_within")
    assert [ranked[few].gains[name][barrier] for name in names] == pytest.approx(
        truth.trips(ranked[few].barriers, barrier, 1800.0), abs=0.01
    )


def some(question, rows):
    people = question.people
    return replace(
        people,
        ids=tuple(people.ids[row] for row in rows),
        place=people.place[rows],
        number=people.number[rows],
    )


def test_removing_what_the_reasons_say_connects_heidelberg():
    """From behind the barrier there is no way; once its reasons are admitted there is."""
    net = streets("heidelberg_ors.osm.pbf")
    ranked = judged(net, WHEELCHAIR)
    router = Router(net, WHEELCHAIR)
    main = int(np.argmax(np.bincount(np.concatenate([net.edge_from, net.edge_to]))))
    physical = sum(bit(name) for name in PHYSICAL)
    checked = 0
    for barrier in ranked.order[:60:6].tolist():
        node = int(ranked.barriers.node[barrier])
        edges = ranked.barriers.edges_of(barrier)
        near = [node] if node >= 0 else np.unique([net.edge_from[edges], net.edge_to[edges]])
        after = removed(router, ranked.barriers, [barrier])
        assert not np.any(after.costs.reasons[ranked.barriers.arcs_of(barrier)] & physical)
        before_way = [ways(router, net, int(n), main) for n in near]
        after_way = [ways(after, net, int(n), main) for n in near]
        checked += 1
        assert not all(before_way) or node >= 0
        assert all(after_way)
    assert checked == 10


def ways(router, net, a, b):
    """Whether there is a way between two nodes."""
    one, other = at_node(net, a), at_node(net, b)
    return isinstance(router.between(one, other), Route)


def at_node(net, node):
    edge = int(np.flatnonzero((net.edge_from == node) | (net.edge_to == node))[0])
    share = 0.0 if net.edge_from[edge] == node else 1.0
    lon, lat = float(net.node_lon[node]), float(net.node_lat[node])
    return Place(edge, share, node, 0.0, lon, lat)
