# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes on real OSM files, judged by the raw tags and by networkx."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from osm_checker import Raw, node_violations, violations, way_violations
from reference import dijkstra
from test_routing_search import assert_connected, cost_of

from accessible_core.geo import distance
from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS
from accessible_core.routing.document import route_document
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router

DATA = Path(__file__).parents[4] / "shared" / "data" / "osm"
HEIDELBERG = DATA / "heidelberg_ors.osm.pbf"
WEDGWOOD = DATA / "wedgewood_seattle.nometa.osm.pbf"
ALMATY = DATA / "almaty.nometa.osm.pbf"
MONACO = DATA / "monaco.osm.gz"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


@lru_cache(maxsize=None)
def streets(path):
    return build_network(path)


def random_pairs(net, count, seed):
    rng = np.random.default_rng(seed)
    while count:
        i, j = (int(node) for node in rng.integers(net.node_count, size=2))
        ends = [(net.node_lon[n], net.node_lat[n]) for n in (i, j)]
        if 200.0 < float(distance(*ends[0], *ends[1])) < 5000.0:
            count -= 1
            yield tuple((lon + rng.normal(0, 1e-4), lat + rng.normal(0, 1e-4)) for lon, lat in ends)


@pytest.mark.parametrize("path", [HEIDELBERG, WEDGWOOD, MONACO], ids=lambda path: path.name)
def test_no_route_breaks_a_default(path):
    net, raw = streets(path), Raw(path)
    router = Router(net, Profile.named("manual_wheelchair"))
    routes = 0
    for a, b in random_pairs(net, 100, seed=7):
        result = router.route(a, b)
        if isinstance(result, Route):
            routes += 1
            assert violations(route_document(result, net), raw) == []
            assert_connected(result, net)
    assert routes > 40


@pytest.mark.parametrize("path", [HEIDELBERG, WEDGWOOD], ids=lambda path: path.name)
def test_reasons_are_true(path):
    net, profile = streets(path), Profile.named("manual_wheelchair")
    router = Router(net, profile)
    refused = 0
    for a, b in random_pairs(net, 250, seed=11):
        places = router.snap(a), router.snap(b)
        result = router.between(*places)
        if isinstance(result, NoRoute) and result.reason == "barred":
            refused += 1
            admitted = Router(net, profile, admitted=result.blocked_by).between(*places)
            assert isinstance(admitted, Route)
            assert admitted.distance_m == pytest.approx(result.least_barrier.distance_m)
    assert refused


@pytest.mark.parametrize("name", ["foot", "manual_wheelchair"])
def test_costs_equal_networkx_on_wedgwood(name):
    net = streets(WEDGWOOD)
    router = Router(net, Profile.named(name))
    for a, b in random_pairs(net, 15, seed=3):
        places = router.snap(a), router.snap(b)
        result = router.between(*places)
        expected = dijkstra(net, router.costs.cost, router.costs.node_cost, *places)
        assert isinstance(result, Route) == (expected is not None)
        if expected is not None:
            assert cost_of(router, result) == pytest.approx(expected, rel=1e-9)


def test_almaty_2012_is_never_confirmed_for_wheelchairs():
    net = streets(ALMATY)
    router = Router(net, Profile.named("manual_wheelchair"))
    routes = 0
    for a, b in random_pairs(net, 500, seed=5):
        result = router.route(a, b)
        if isinstance(result, Route):
            routes += 1
            document = route_document(result, net)
            assert document["confidence"] == "unverified"
            assert document["instructions"][-1].startswith("Unverified")
    assert routes > 250


def relaxed(profile, obstacles):
    """The profile with its limits set to what the reasons name, as a user would do."""
    limits = {}
    for obstacle in obstacles:
        value, attribute = obstacle.value, obstacle.attribute
        if attribute in ("incline", "decline"):
            name = f"max_{attribute}"
            limits[name] = max(value, limits.get(name, 6.0))
        elif attribute == "width":
            limits["min_width"] = min(value, limits.get("min_width", 90.0))
        elif attribute == "kerb":
            tall = value if isinstance(value, float) else 15.0  # assumed: data/kerbs.toml
            limits["max_kerb"] = max(tall, limits.get("max_kerb", 3.0))
        elif attribute == "steps":
            limits["allow_steps"] = "yes"
        elif attribute == "smoothness":
            limits["max_smoothness"] = "impassable"
        else:
            name = {"access": "barred_access", "kind": "barred_kinds"}.get(attribute)
            name = name or {"wheelchair": "barred_wheelchair"}.get(attribute)
            name = name or f"barred_{attribute}s"
            limits[name] = limits.get(name, profile.values(name)) - {value}
    return profile.with_limits(**limits)


@pytest.mark.parametrize("path", [HEIDELBERG, WEDGWOOD], ids=lambda path: path.name)
def test_setting_the_limits_that_the_reasons_name_opens_the_way(path):
    net, profile = streets(path), Profile.named("manual_wheelchair")
    router = Router(net, profile)
    opened = 0
    for a, b in random_pairs(net, 250, seed=13):
        places = router.snap(a), router.snap(b)
        result = router.between(*places)
        if isinstance(result, NoRoute) and result.reason == "barred":
            wider = relaxed(profile, result.blocked_by)
            assert isinstance(Router(net, wider).between(*places), Route), result.blocked_by
            opened += 1
    assert opened


@pytest.mark.parametrize("path", [WEDGWOOD, MONACO, ALMATY], ids=lambda path: path.name)
def test_no_open_piece_breaks_a_default(path):
    """Not only where routes happen to lead: every piece and node that is open at all."""
    net, raw = streets(path), Raw(path)
    costs = Router(net, Profile.named("manual_wheelchair")).costs
    limits = {"incline": 6.0, "width": 90.0}
    found = []
    for edge in np.nonzero(costs.edge_open)[0]:
        way = int(net.edge_way[edge])
        kind = {"kind": EDGE_KINDS[net.edges["kind"][edge]]}
        if way:
            found += [f"way {way}: {why}" for why in way_violations(raw.ways[way], kind, limits)]
    for node in np.nonzero(costs.node_reasons == 0)[0]:
        tags = raw.nodes.get(int(net.node_osm[node]), {})
        found += [f"node {net.node_osm[node]}: {why}" for why in node_violations(tags)]
    assert found == []
