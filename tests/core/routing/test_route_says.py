# SPDX-License-Identifier: GPL-3.0-or-later
"""What a route says besides its way: heights, things passed, age, what would admit it."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from datetime import datetime, timezone

import numpy as np
import pytest
from hand_network import at, network
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.cli import main
from accessible_core.messages import subject
from accessible_core.network.build import build_network
from accessible_core.network.store import write_network
from accessible_core.routing.admit import admission
from accessible_core.routing.data_age import data_age
from accessible_core.routing.document import route_document, route_geojson
from accessible_core.routing.elevation import climbs, elevation_profile
from accessible_core.routing.instructions import instructions
from accessible_core.routing.known import better_known, unknown_metres
from accessible_core.routing.on_the_way import CODES, on_the_way
from accessible_core.routing.passed_words import passed_words
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reasons import admission_words
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.vocabulary import LANGUAGES

WHEELCHAIR = Profile.named("manual_wheelchair")
KNOWN = {
    "surface": "asphalt", "smoothness": "good", "width": 200.0,
    "incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag",
}  # fmt: skip


# ---------------------------------------------------------------- heights


def hilly(heights, dem=None):
    """A straight street of 100 m pieces with a height at each corner."""
    count = len(heights)
    net = network([(100 * n, 0) for n in range(count)], [(n, n + 1) for n in range(count - 1)])
    pairs = [height for a, b in zip(heights, heights[1:]) for height in (a, b)]
    return dataclasses.replace(
        net, shape_elevation=np.array(pairs, np.float32),
        meta={"dem": {"cell_m": 5.0, "source": "hill.tif"} if dem is None else dem},
    )  # fmt: skip


def test_heights_along_a_route_and_back():
    net = hilly([100.0, 110.0, 90.0, 95.0])
    found = elevation_profile(Router(net, WHEELCHAIR).route(at(50, 0), at(250, 0)), net)
    assert found.at_m == pytest.approx([0, 50, 150, 200], abs=0.1)
    assert found.height_m == pytest.approx([105, 110, 90, 92.5], abs=0.01)
    assert (found.ascent_m, found.descent_m) == pytest.approx((7.5, 20.0), abs=0.01)
    assert not found.estimated
    back = elevation_profile(Router(net, WHEELCHAIR).route(at(250, 0), at(50, 0)), net)
    assert back.height_m == pytest.approx([92.5, 90, 110, 105], abs=0.01)
    assert (back.ascent_m, back.descent_m) == pytest.approx((20.0, 7.5), abs=0.01)


def test_unknown_heights_are_null_and_only_the_ends_of_a_gap_count():
    net = hilly([100.0, np.nan, 120.0])
    route = Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0))
    heights = route_document(route, net)["elevation"]
    assert [height for _, height in heights["profile"]] == [100.0, None, 120.0]
    assert (heights["ascent_m"], heights["descent_m"]) == (20.0, 0.0)


def test_no_heights_at_all_are_null():
    for net in (hilly([np.nan, np.nan]), network([(0, 0), (100, 0)], [(0, 1)])):
        route = Router(net, WHEELCHAIR).route(at(0, 0), at(100, 0))
        assert route_document(route, net)["elevation"] is None
        properties = route_geojson(route, net)["features"][0]["properties"]
        assert properties["elevation_ascent_m"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_climbs_are_said_and_coarse_ones_called_estimates(language):
    for cell, word in ((5.0, "climbs"), (30.0, "climbs_estimated")):
        net = hilly([100.0, 110.0], {"cell_m": cell, "source": "x"})
        route = Router(net, WHEELCHAIR).route(at(0, 0), at(100, 0))
        said = subject("instructions")[word][language].format(up=10, down=0)
        assert said in instructions(route, net, language)[-2]


def test_climbs_counted_by_hand():
    assert climbs(np.array([10.0, 10.4, 9.8, 10.3, 10.0]), 1.0) == (0.0, 0.0)  # noise
    assert climbs(np.array([10.0, 12.0, 11.5, 14.0, 13.0, 9.0, 9.5]), 1.0) == (4.0, 5.0)
    assert climbs(np.array([10.0, 12.0, 11.5, 14.0, 13.0, 9.0, 9.5]), 0.1) == (5.0, 5.5)
    assert climbs(np.array([10.0]), 1.0) == (0.0, 0.0)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=40), st.floats(0.1, 10))
def test_climbs_never_exceed_the_raw_sum_and_leave_the_net_difference(heights, noise):
    up, down = climbs(np.array(heights), noise)
    steps = np.diff(heights)
    assert 0.0 <= up <= steps[steps > 0].sum() + 1e-9
    assert 0.0 <= down <= -steps[steps < 0].sum() + 1e-9
    assert abs((up - down) - (heights[-1] - heights[0])) < noise + 1e-9


# ---------------------------------------------------------------- what is met


def met(edge=None, node=None, profile=WHEELCHAIR):
    """Codes, values and places met on three pieces of 100 m, the middle one tagged."""
    net = network(
        [(0, 0), (100, 0), (200, 0), (300, 0)],
        [(0, 1), (1, 2), (2, 3)],
        every=KNOWN,
        edge_tags={1: edge or {}},
        node_tags={1: node or {}},
    )
    route = Router(net, profile).route(at(0, 0), at(300, 0))
    assert isinstance(route, Route)
    return [
        (
            what.code,
            what.obstacle.value,
            what.obstacle.limit,
            round(what.at_m),
            round(what.length_m),
        )
        for what in on_the_way(route, net)
    ]


STEEP = {"incline_up": 5.0, "incline_down": 1.0}


@pytest.mark.parametrize(
    ("edge", "node", "expected"),
    [
        ({}, {}, []),
        ({}, {"kerb_height": 2.0}, [("kerb", 2.0, 3.0, 100, 0)]),
        ({}, {"kerb": "lowered"}, [("kerb", "lowered", 3.0, 100, 0)]),
        ({}, {"kerb": "flush"}, []),
        ({}, {"kerb_height": 0.3}, []),
        ({}, {"barrier": "gate"}, [("barrier", "gate", None, 100, 0)]),
        ({}, {"barrier": "bollard", "width": 100.0},
         [("barrier", "bollard", None, 100, 0), ("narrow", 100.0, 90.0, 100, 0)]),
        ({}, {"lift": True}, [("lift", "lift", None, 100, 0)]),
        ({"kind": "lift"}, {}, [("lift", "lift", None, 100, 100)]),
        ({"kind": "steps", "ramp_wheelchair": "yes", "step_count": 9}, {},
         [("steps_ramp", 9, None, 100, 100)]),
        ({"width": 112.5}, {}, [("narrow", 112.5, 90.0, 100, 100)]),
        ({"width": 113.0}, {}, []),
        ({"smoothness": "bad"}, {}, [("rough", "bad", "bad", 100, 100)]),
        ({"smoothness": "intermediate"}, {}, []),
        ({"surface": "gravel"}, {}, [("surface", "gravel", None, 100, 100)]),
        (STEEP, {}, [("steep_up", 5.0, 6.0, 100, 100)]),
        ({"incline_up": 0.0, "incline_down": 4.5}, {}, [("steep_down", 4.5, 6.0, 100, 100)]),
        ({"incline_up": 4.4, "incline_down": 0.0}, {}, []),
        ({**STEEP, "incline_down": 5.5}, {},
         [("steep_down", 5.5, 6.0, 100, 100), ("steep_up", 5.0, 6.0, 100, 100)]),
        ({"incline_up": 9.0, "incline_source": "dem_coarse"}, {},
         [("estimated_up", 9.0, 6.0, 100, 100)]),
        ({"kind": "crossing", "kerb_height": 2.0}, {},
         [("kerb", 2.0, 3.0, 100, 100)]),
        ({"kind": "crossing"}, {},
         [("kerb_unknown", "unknown", 3.0, 100, 0), ("kerb_unknown", "unknown", 3.0, 200, 0)]),
    ],
)  # fmt: skip
def test_what_is_met_is_listed_once_with_value_limit_and_place(edge, node, expected):
    assert met(edge, node) == expected


def test_steps_are_met_on_foot():
    assert met({"kind": "steps"}, profile=Profile.named("foot"))[0][:2] == ("steps", "steps")


def test_limits_of_ones_own_decide_what_is_near_them():
    profile = WHEELCHAIR.with_limits(max_incline=12, min_width=180)
    assert [code for code, *_ in met(STEEP, profile=profile)] == ["narrow"]


def test_neighbouring_pieces_are_one_stretch_with_its_worst_value():
    net = network(
        [(0, 0), (50, 0), (150, 0), (250, 0)],
        [(0, 1), (1, 2), (2, 3)],
        every=KNOWN,
        edge_tags={1: {"width": 110.0}, 2: {"width": 95.0}},
    )
    (passed,) = on_the_way(Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0)), net)
    assert (passed.code, passed.obstacle.value, passed.obstacle.osm_way) == ("narrow", 95.0, 3)
    assert (passed.at_m, passed.length_m) == pytest.approx((50, 150), abs=0.1)


def test_the_document_counts_unknown_kerbs_and_tells_where():
    net = network(
        [(0, 0), (100, 0), (110, 0), (200, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags={1: {"kind": "crossing"}},
        node_tags={2: {"kerb": "flush"}},
    )
    document = route_document(Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0)), net)
    assert document["unknown_kerbs"]["count"] == 1
    (place,) = document["unknown_kerbs"]["places"]
    assert (place["osm_node"], round(place["at_m"])) == (1002, 100)
    assert [each["code"] for each in document["obstacles"]] == ["kerb_unknown"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_met_has_words(language):
    assert set(CODES) <= set(subject("passed"))
    for edge, node in (
        ({"width": 95.0, "smoothness": "bad", "surface": "gravel", **STEEP}, {"barrier": "gate"}),
        ({"kind": "crossing", "incline_down": 5.0, "incline_source": "dem_coarse"}, {"lift": True}),
        ({"kind": "steps", "ramp_wheelchair": "yes"}, {"kerb_height": 2.0}),
    ):
        net = network(
            [(0, 0), (9, 0), (99, 0), (200, 0)], [(0, 1), (1, 2), (2, 3)],
            every=KNOWN, edge_tags={1: edge}, node_tags={1: node},
        )  # fmt: skip
        route = Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0))
        said = [passed_words(each, language) for each in on_the_way(route, net)]
        assert said
        for line in (*said, *instructions(route, net, language)):
            assert not re.search(r"[{}]|None", line), line


def test_narrow_and_rough_stretches_are_said_on_their_leg():
    net = network(
        [(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], every=KNOWN,
        edge_tags={1: {"width": 95.0, "smoothness": "bad", "name": "X"}},
    )  # fmt: skip
    said = instructions(Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0)), net)
    assert "Narrow" not in said[0]
    assert "Narrow: 95 cm, at least 90 cm needed." in said[1]
    assert "Rough: smoothness bad" in said[1]


# ---------------------------------------------------------------- age

NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("timestamp", "days", "old"),
    [
        ("2026-11-23T13:00:00Z", 0, False),
        ("2025-11-24T12:00:00Z", 365, False),
        ("2025-11-23T12:00:00Z", 366, True),
        ("2012-01-01", 5441, True),
        ("2027-01-01T00:00:00Z", 0, False),
        ("last week", None, None),
        ("", None, None),
    ],
)
def test_the_age_of_the_data(timestamp, days, old):
    net = dataclasses.replace(
        network([(0, 0), (9, 0)], [(0, 1)]), meta={"timestamp": timestamp} if timestamp else {}
    )
    age = data_age(net, NOW)
    assert (age.days, age.old) == (days, old)


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_data_are_said_in_the_last_sentence(language):
    net = dataclasses.replace(network([(0, 0), (99, 0)], [(0, 1)]), meta={})
    route = Router(net, WHEELCHAIR).route(at(0, 0), at(99, 0))
    undated = subject("instructions")["data_undated"][language]
    assert instructions(route, net, language)[-1].endswith(undated)
    old = dataclasses.replace(net, meta={"timestamp": "2012-01-01T00:00:00Z"})
    assert "2012-01-01" in instructions(route, old, language)[-1]
    document = route_document(route, old, language)
    assert document["data_age"]["old"] is True
    assert document["data_age"]["days"] > 5000


# ---------------------------------------------------------------- what is known


def two_ways(**detour):
    """Straight on 200 m of which nothing is known, or 260 m round with everything known."""
    return network(
        [(0, 0), (20, 0), (220, 0), (240, 0), (20, 30), (220, 30)],
        [(0, 1), (1, 2), (2, 3), (1, 4), (4, 5), (5, 2)],
        every=KNOWN,
        edge_tags={
            1: {"surface": "unknown", "smoothness": "unknown", "width": np.nan},
            **dict.fromkeys((3, 4, 5), detour),
        },
    )


def test_the_second_way_prefers_what_is_known():
    net = two_ways()
    router = Router(net, WHEELCHAIR)
    first, second = (ask(at(0, 0), at(240, 0)) for ask in (router.route, router.route_known))
    assert [edge.osm_way for edge in first.edges] == [1, 2, 3]
    assert [edge.osm_way for edge in second.edges] == [1, 4, 5, 6, 3]
    found = better_known(first, second)
    assert found is not None
    assert found.route.confirmed
    assert found.first_unknown_m["surface"] == pytest.approx(200, abs=0.1)
    assert found.unknown_m["surface"] == 0.0
    assert sum(unknown_metres(first).values()) == pytest.approx(600, abs=0.5)


def test_a_way_of_which_no_more_is_known_is_no_alternative():
    net = two_ways(surface="unknown", smoothness="unknown", width=np.nan)
    router = Router(net, WHEELCHAIR)
    first, second = (ask(at(0, 0), at(240, 0)) for ask in (router.route, router.route_known))
    assert better_known(first, second) is None
    longer = router.between(router.snap(at(20, 15)), router.snap(at(240, 0)))
    assert better_known(first, first) is None
    assert better_known(second, longer) is None  # more is unknown on the longer one


def test_the_known_way_obeys_the_same_limits():
    net = two_ways(width=60.0)
    router = Router(net, WHEELCHAIR)
    known = router.route_known(at(0, 0), at(240, 0))
    assert [edge.osm_way for edge in known.edges] == [1, 2, 3]
    barred = Router(two_ways(width=60.0), WHEELCHAIR.with_limits(barred_kinds="footway"))
    assert isinstance(barred.route_known(at(0, 0), at(240, 0)), NoRoute)


def test_the_alternative_on_the_command_line(tmp_path, capsys):
    write_network(two_ways(), tmp_path / "net")
    ends = ["--from={},{}".format(*at(0, 0)), "--to={},{}".format(*at(240, 0))]
    command = ["route", str(tmp_path / "net"), *ends]
    assert main([*command, "--json"]) == 0
    assert "known_alternative" not in json.loads(capsys.readouterr().out)
    out = tmp_path / "way.geojson"
    assert main([*command, "--json", "--alternative", "-o", str(out)]) == 0
    second = json.loads(capsys.readouterr().out)["known_alternative"]
    assert second["confidence"] == "confirmed"
    assert second["duration_s"] > 0
    assert second["less_unknown_m"]["surface"] == pytest.approx(200, abs=0.1)
    parts = [each["properties"]["part"] for each in json.loads(out.read_text())["features"]]
    assert parts.count("known_alternative") == 1
    for language in LANGUAGES:
        assert main([*command, "--alternative", "--lang", language]) == 0
        assert "{" not in capsys.readouterr().out
    short = ["--from={},{}".format(*at(0, 0)), "--to={},{}".format(*at(10, 0))]
    assert main(["route", str(tmp_path / "net"), *short, "--alternative", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["known_alternative"] is None


# ---------------------------------------------------------------- what would admit it


@pytest.mark.parametrize(
    ("edge", "node", "options"),
    [
        ({"incline_up": 12.0}, {}, ["--set max_incline=12"]),
        ({"incline_up": 8.3, "width": 72.5}, {}, ["--set min_width=72.5", "--set max_incline=8.3"]),
        ({"kind": "steps"}, {}, ["--set allow_steps=yes"]),
        ({"smoothness": "horrible"}, {}, ["--set max_smoothness=horrible"]),
        ({"foot": "no"}, {}, ["--set barred_access=private,use_sidepath"]),
        ({"wheelchair": "no"}, {}, ["--set barred_wheelchair=none"]),
        ({"kind": "construction"}, {}, ["--set barred_kinds=none"]),
        ({}, {"kerb": "raised"}, ["--set max_kerb=15"]),
        ({}, {"kerb_height": 12.5}, ["--set max_kerb=12.5"]),
    ],
)
def test_the_option_that_admits_is_named_and_admits(edge, node, options):
    net = network(
        [(0, 0), (50, 0), (99, 0), (200, 0)], [(0, 1), (1, 2), (2, 3)], every=KNOWN,
        edge_tags={1: edge}, node_tags={1: node},
    )  # fmt: skip
    result = Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0))
    found = admission(result, net)
    assert found.options() == options
    assert route_document(result, net)["admit"] == {"options": options, "never": []}
    opened = Router(net, found.applied(WHEELCHAIR)).route(at(0, 0), at(200, 0))
    assert isinstance(opened, Route)
    for language in LANGUAGES:
        (said,) = admission_words(result, net, language)
        assert options[0] in said


def test_what_wheelchair_yes_lifted_fits_the_limit_too():
    # Once the user sets a limit, wheelchair=yes lifts it no more: 14 cm counts as well.
    net = network(
        [(0, 0), (50, 0), (99, 0), (200, 0)], [(0, 1), (1, 2), (2, 3)],
        node_tags={1: {"kerb_height": 12.0}, 2: {"kerb_height": 14.0, "wheelchair": "yes"}},
    )  # fmt: skip
    result = Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0))
    assert [cause.value for cause in result.blocked_by] == [12.0]
    found = admission(result, net)
    assert found.options() == ["--set max_kerb=14"]
    assert isinstance(Router(net, found.applied(WHEELCHAIR)).route(at(0, 0), at(200, 0)), Route)


def test_what_is_not_known_is_admitted_by_a_policy_and_a_one_way_by_nothing():
    net = network(
        [(0, 0), (50, 0), (99, 0), (250, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags={1: {"oneway": -1}},
        every=KNOWN,
    )
    net.edges["surface"][1] = 0
    profile = WHEELCHAIR.with_unknown(surface="bar")
    result = Router(net, profile).route(at(0, 0), at(250, 0))
    found = admission(result, net)
    assert found.options() == ["--unknown surface=accept"]
    assert found.never == ("oneway",)
    assert len(list(admission_words(result, net))) == 2


def test_other_refusals_have_nothing_to_admit():
    net = network([(0, 0), (50, 0), (500, 0), (550, 0)], [(0, 1), (2, 3)])
    result = Router(net, WHEELCHAIR).route(at(0, 0), at(550, 0))
    assert result.reason == "disconnected"
    document = route_document(result, net)
    assert document["admit"] is None
    assert not list(admission_words(result, net))


def _profiles():
    return [
        WHEELCHAIR,
        WHEELCHAIR.with_limits(max_incline=3, min_width=150),
        WHEELCHAIR.with_unknown("bar"),
        Profile.named("powered_wheelchair").with_unknown(kerb="bar", estimated_incline="bar"),
        Profile.named("pushchair").with_limits(max_smoothness="good"),
    ]


def admitted(net, wanted, seed):
    """Of random barred pairs, check that what the reason names admits the way."""
    chance = random.Random(seed)  # noqa: S311 - a test's dice
    routers, seen = [Router(net, profile) for profile in _profiles()], 0
    for _ in range(20 * wanted):
        router = chance.choice(routers)
        places = [
            router.snap((net.node_lon[node], net.node_lat[node]))
            for node in (chance.randrange(net.node_count), chance.randrange(net.node_count))
        ]
        result = router.between(*places)
        if not (isinstance(result, NoRoute) and result.reason == "barred"):
            continue
        found = admission(result, net)
        seen += 1
        opened = Router(net, found.applied(router.profile)).between(*places)
        assert isinstance(opened, Route) or found.never
        if seen == wanted:
            break
    return seen


def test_what_the_reason_names_admits_random_barred_ways(shared):
    data = shared / "data"
    monaco = build_network(data / "osm" / "monaco.osm.gz", data / "dem" / "N43E007.hgt.zip")
    assert admitted(monaco, 250, 1) == 250


def test_asked_again_with_what_the_reason_names_there_is_a_way(shared):
    """As on the command line: from the points, which wider limits may let begin elsewhere."""
    net = build_network(shared / "data" / "osm" / "monaco.osm.gz")
    chance, router = random.Random(5), Router(net, WHEELCHAIR)  # noqa: S311 - a test's dice
    opened = detached = 0
    for _ in range(700):
        points = [
            (float(net.node_lon[node]), float(net.node_lat[node]))
            for node in (chance.randrange(net.node_count), chance.randrange(net.node_count))
        ]
        result = router.route(*points)
        if not (isinstance(result, NoRoute) and result.reason == "barred"):
            continue
        found = admission(result, net)
        if found.never:
            detached += found.never == ("detached",)
            assert not found.options() or "detached" not in found.never
            continue
        again = Router(net, found.applied(WHEELCHAIR)).route(*points)
        assert isinstance(again, Route), (points, found.options())
        opened += 1
    assert opened > 30
    assert detached > 0


def test_wider_limits_that_let_a_way_begin_on_an_island_admit_nothing():
    # Steps at the point lead to nothing; the street beside them is barred farther on.
    net = network(
        [(0, 0), (100, 0), (200, 0), (300, 0), (0, 20), (60, 20)],
        [(0, 1), (1, 2), (2, 3), (4, 5)],
        edge_tags={1: {"kind": "steps"}, 3: {"kind": "steps"}},
    )
    result = Router(net, WHEELCHAIR).route(at(30, 18), at(290, 0))
    assert result.reason == "barred"
    assert route_document(result, net)["admit"] == {"options": [], "never": ["detached"]}
    for language in LANGUAGES:
        (line,) = admission_words(result, net, language)
        assert "--set" not in line
    # From a point of the street itself the steps are all that bars.
    (option,) = route_document(Router(net, WHEELCHAIR).route(at(30, 1), at(290, 0)), net)["admit"][
        "options"
    ]
    assert option == "--set allow_steps=yes"


def test_what_the_reason_names_admits_in_the_sample_city(sample):
    city = build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    assert admitted(city, 50, 2) == 50
