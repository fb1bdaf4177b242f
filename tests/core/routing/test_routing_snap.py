# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapping against trying every segment, on the ellipsoid's own metres."""

from __future__ import annotations

import json

import numpy as np
import pytest
from correction_cases import point, rows
from hand_network import at, network
from test_routing_search import random_network

from accessible_core.geo import distance
from accessible_core.routing.instructions import instructions
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_core.routing.snap import SegmentGrid


def nearest_by_trying(net, lon, lat, usable, steps=4000):
    """Distance to the nearest usable edge: many points along every segment."""
    best = np.inf
    for edge in np.nonzero(usable)[0]:
        lons, lats = net.shape(int(edge))
        for i in range(len(lons) - 1):
            share = np.linspace(0, 1, steps)
            x = lons[i] + share * (lons[i + 1] - lons[i])
            y = lats[i] + share * (lats[i + 1] - lats[i])
            best = min(best, float(distance(lon, lat, x, y).min()))
    return best


@pytest.mark.parametrize("seed", range(3))
def test_nearest_equals_trying_everything(seed):
    rng = np.random.default_rng(seed)
    net = random_network(rng, 12, 14)
    grid = SegmentGrid.of(net)
    for radius in (30.0, 100.0, 1000.0):
        for _ in range(8):
            lon, lat = at(*rng.uniform(-600, 600, 2))
            usable = rng.random(net.edge_count) < 0.5
            place = grid.nearest(lon, lat, radius, usable, np.zeros(net.edge_count))
            expected = nearest_by_trying(net, lon, lat, usable)
            if expected <= radius:
                assert place is not None
                assert place.usable
                assert usable[place.edge]
            else:
                expected = nearest_by_trying(net, lon, lat, np.ones_like(usable))
                assert (place is not None) == (expected <= radius)
                assert place is None or not place.usable
            if place is not None:
                assert place.distance_m == pytest.approx(expected, abs=0.2)
                away = float(distance(lon, lat, place.lon, place.lat))
                assert away == pytest.approx(place.distance_m, abs=0.02)


def test_the_sidewalk_of_a_road_is_taken_before_the_road():
    # One line, two pieces: as the builder lays a tagged sidewalk along its road.
    net = network(
        [(0, 0), (100, 0)],
        [(0, 1), (0, 1)],
        edge_tags={0: {"kind": "road", "carriageway": True}, 1: {"kind": "sidewalk"}},
    )
    result = Router(net, Profile.named("foot")).route(at(10, 2), at(90, 2))
    assert [edge.kind for edge in result.edges] == ["sidewalk"]


def test_a_barred_piece_is_passed_over_for_one_farther_off():
    net = network(
        [(0, 0), (100, 0), (0, 40), (100, 40)],
        [(0, 1), (2, 3), (1, 3)],
        edge_tags={0: {"kind": "steps"}},
    )
    router = Router(net, Profile.named("manual_wheelchair"))
    place = router.snap(at(50, 5))
    assert (place.edge, place.usable) == (1, True)
    assert place.distance_m == pytest.approx(35.0, abs=0.01)
    assert router.snap(at(50, 5), 20.0).usable is False
    assert Router(net, Profile.named("foot")).snap(at(50, 5)).edge == 0


def test_an_empty_network_has_no_places():
    router = Router(network([], []), Profile.named("foot"))
    assert router.route(at(0, 0), at(1, 1)).reason == "start_off_network"


def test_long_segments_and_far_points():
    net = network([(-20000, -20000), (20000, 20000)], [(0, 1)])
    router = Router(net, Profile.named("foot"))
    assert router.snap(at(0, 50), 100.0).distance_m == pytest.approx(50 / np.sqrt(2), rel=0.01)
    assert router.snap((0.0, 0.0), 100.0) is None


def test_a_barred_street_at_the_door_is_said_and_never_confirmed():
    known = {"surface": "asphalt", "smoothness": "good", "width": 150.0}
    known.update({"incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag"})
    net = network(
        [(0, 0), (100, 0), (200, 0)],
        [(0, 1), (1, 2)],
        every=known,
        edge_tags={1: {"kind": "steps"}},
    )
    profile = Profile.named("manual_wheelchair")
    router = Router(net, profile)
    assert router.route(at(10, 0), at(90, 0)).confirmed
    result = router.route(at(10, 0), at(160, 5))
    assert not result.confirmed
    assert [(o.attribute, o.osm_way) for o in result.passed_over[1]] == [("steps", 2)]
    said = instructions(result, net)
    assert any("nearest to the destination is barred" in line and "steps" in line for line in said)
    assert said[-1].startswith("Unverified")
    assert router.route(at(10, 0), at(160, 5), snap_m=50.0).reason == "barred"


KNOWN = {
    "surface": "asphalt", "smoothness": "good", "width": 150.0,
    "incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag",
}  # fmt: skip


def street(**tags):
    """Two known pieces in line; the second has `tags`."""
    places = [(0, 0), (100, 0), (200, 0)]
    return network(places, [(0, 1), (1, 2)], every=KNOWN, edge_tags={1: tags})


@pytest.mark.parametrize("oneway", [1, -1])
@pytest.mark.parametrize("profile", ["manual_wheelchair", "powered_wheelchair"])
def test_a_barred_one_way_piece_at_the_door_is_said_too(oneway, profile):
    net = street(kind="steps", oneway=oneway)
    result = Router(net, Profile.named(profile)).route(at(10, 0), at(160, 5))
    assert not result.confirmed
    assert "steps" in {obstacle.attribute for obstacle in result.passed_over[1]}


@pytest.mark.parametrize(("attribute", "value"), [("closed", "yes"), ("highway", "construction")])
def test_a_street_at_the_door_that_a_correction_closed_is_said_and_never_confirmed(
    attribute, value
):
    profile = Profile.named("manual_wheelchair")
    assert Router(street(), profile).route(at(10, 0), at(160, 5)).confirmed
    layer = rows((attribute, value, point(150, 2)))
    result = Router(street(), profile, corrections=layer).route(at(10, 0), at(160, 5))
    assert not result.confirmed
    assert {obstacle.correction for obstacle in result.passed_over[1]} == {"r1"}
    assert any("r1" in line and "barred" in line for line in instructions(result, street()))


def test_a_street_at_the_door_that_is_closed_at_the_time_is_said():
    profile = Profile.named("manual_wheelchair")
    tags = {"foot:conditional": "no @ (Mo-Fr 08:00-12:00)", "default": "yes"}
    net = street(condition=json.dumps(tags))
    ends = at(10, 0), at(160, 5)
    evening = Router(net, profile, at="2026-11-24T18:00").route(*ends)
    assert evening.passed_over == ((), ())
    assert evening.distance_m == pytest.approx(150, abs=0.1)
    # Tuesday morning: 60 m short of the door, which must not look reached.
    morning = Router(net, profile, at="2026-11-24T09:00").route(*ends)
    assert not morning.confirmed
    (cause,) = morning.passed_over[1]
    assert cause.condition.startswith("foot:conditional=")
    said = " ".join(instructions(morning, net))
    assert "before the destination itself" in said
    assert "arrived" not in said


def test_a_private_drive_at_the_door_leaves_a_route_confirmed():
    net, profile = street(foot="private"), Profile.named("manual_wheelchair")
    assert Router(net, profile).route(at(10, 0), at(160, 5)).confirmed
    # Local knowledge of its surface does not make the drive any less private.
    layer = rows(("surface", "sand", point(150, 2)))
    assert Router(net, profile, corrections=layer).route(at(10, 0), at(160, 5)).confirmed
