# SPDX-License-Identifier: MIT
"""Each step of a route, and each barred place, knows where it is."""

from pathlib import Path

import pytest
import tomllib

from accessible_core.network.build import build_network
from accessible_core.routing.instructions import conclusion, instructions, steps
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reasons import places_barred, reasons
from accessible_core.routing.router import Router

SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"


@pytest.fixture(scope="module")
def city():
    stories = tomllib.loads((SAMPLE / "stories.toml").read_text(encoding="utf-8"))
    network = build_network(SAMPLE / "sample_city.osm")
    return Router(network, Profile.named("manual_wheelchair")), stories["routes"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_steps_cover_the_way_in_order(city, language):
    router, stories = city
    story = stories["step_free_not_shortest"]
    route = router.route(story["from"], story["to"])
    told = steps(route, router.network, language)
    # Every piece is said once, in the order in which it is travelled.
    assert tuple(edge for step in told for edge in step.edges) == route.edges
    assert not told[-1].edges  # the arrival
    whole = [*(step.text for step in told), *conclusion(route, router.network, language)]
    assert whole == instructions(route, router.network, language)


def test_a_barred_place_lies_where_its_cause_does(city):
    router, stories = city
    story = stories["refused_kerb"]
    refusal = router.route(story["from"], story["to"])
    places = list(places_barred(refusal))
    assert places
    for said, cause in places:
        assert cause in refusal.blocked_by
        assert said in reasons(refusal)
        assert f"{cause.lon:.5f}, {cause.lat:.5f}" in said
