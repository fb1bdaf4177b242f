# SPDX-License-Identifier: GPL-3.0-or-later
"""The other profiles, reach and matrices on real OSM files."""

from __future__ import annotations

import numpy as np
import pytest
from osm_checker import Raw, violations
from test_routing_reach import _edge_length, arrivals, by_edge, seconds_of
from test_routing_real_files import DATA, HEIDELBERG, WEDGWOOD, random_pairs, streets

from accessible_core.routing.document import route_document
from accessible_core.routing.matrix import matrix
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("powered_wheelchair", {"incline": 10.0, "kerb": 5.0}),
        ("walking_aid", {"incline": 8.4, "kerb": 6.0, "width": 80.0}),
    ],
)
@pytest.mark.parametrize("path", [HEIDELBERG, WEDGWOOD], ids=lambda path: path.name)
def test_no_route_of_another_profile_breaks_its_limits(path, name, limits):
    net, raw = streets(path), Raw(path)
    router = Router(net, Profile.named(name))
    routes = 0
    for a, b in random_pairs(net, 60, seed=17):
        result = router.route(a, b)
        if isinstance(result, Route):
            routes += 1
            assert violations(route_document(result, net), raw, limits) == []
    assert routes > 20


@pytest.mark.parametrize("name", ["manual_wheelchair", "cane"])
def test_reach_on_wedgwood_equals_networkx_edge_by_edge(name):
    net = streets(WEDGWOOD)
    router = Router(net, Profile.named(name))
    for start, _ in random_pairs(net, 3, seed=23):
        place = router.start(start)
        if not isinstance(place, Place):
            continue
        result = reach(router, start, [5, 10])
        weights = seconds_of(router)
        leave = arrivals(router, place, weights)
        for minutes, said in zip((5, 10), result.within):
            expected = [
                _edge_length(router, place, weights, leave, edge, minutes * 60.0)
                for edge in range(net.edge_count)
            ]
            measured = by_edge(router, result.pieces, result.pieces.minutes <= minutes)
            assert measured == pytest.approx(expected, abs=1e-6)
            assert said.length_m == pytest.approx(sum(expected), abs=1e-4)


def test_whatever_a_route_needs_is_reached_in_its_time():
    net = streets(HEIDELBERG)
    router = Router(net, Profile.named("powered_wheelchair"))
    seen = 0
    for a, b in random_pairs(net, 30, seed=29):
        route = router.route(a, b)
        if not isinstance(route, Route):
            continue
        seen += 1
        result = reach(router, a, [route.duration_s / 60.0 + 1e-6])
        pieces, last = result.pieces, route.edges[-1]
        share = last.to_share if last.forward else last.from_share
        mine = (pieces.edge == last.edge) & (pieces.low <= share + 1e-6)
        assert (mine & (pieces.high >= share - 1e-6)).any()
    assert seen > 10


def test_a_matrix_on_heidelberg_is_the_router_pair_by_pair():
    net = streets(HEIDELBERG)
    router = Router(net, Profile.named("manual_wheelchair"))
    points = [point for pair in random_pairs(net, 8, seed=31) for point in pair]
    origins, destinations = points[::2], points[1::2]
    result = matrix(router, origins, destinations)
    routes = 0
    for row, a in enumerate(origins):
        for column, b in enumerate(destinations):
            route = router.route(a, b)
            assert isinstance(route, Route) == np.isfinite(result.duration_s[row, column])
            if isinstance(route, Route):
                routes += 1
                assert result.duration_s[row, column] == pytest.approx(route.duration_s)
                assert result.distance_m[row, column] == pytest.approx(route.distance_m)
    assert routes > 20
