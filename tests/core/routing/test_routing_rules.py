# SPDX-License-Identifier: GPL-3.0-or-later
"""Each default rule of CONTRACTS.md on a network made for it: barred, admitted, lifted."""

from __future__ import annotations

import pytest
from hand_network import at, network

from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router

WHEELCHAIR = Profile.named("manual_wheelchair")
FOOT = Profile.named("foot")
START, END = at(-90, 0), at(90, 0)


def line(edge_tags=None, node_tags=None):
    """Three pieces in a row; the tags are on the middle one or its first node."""
    return network(
        [(-100, 0), (-10, 0), (10, 0), (100, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags={1: edge_tags or {}},
        node_tags={1: node_tags or {}},
    )


def answer(profile, edge_tags=None, node_tags=None):
    return Router(line(edge_tags, node_tags), profile).route(START, END)


def passes(profile, edge_tags=None, node_tags=None):
    return isinstance(answer(profile, edge_tags, node_tags), Route)


SURFACES = ["sand", "mud", "earth", "dirt", "grass", "ground", "snow", "ice", "salt", "rock"]
SURFACES += ["stone", "stepping_stones"]
BARRIERS = ["stile", "turnstile", "full-height_turnstile", "kissing_gate", "horse_stile"]
BARRIERS += ["block", "log", "sump_buster", "debris"]
BARRED_WAYS = [
    ("steps", {"kind": "steps"}),
    ("steps", {"kind": "escalator"}),
    ("steps", {"kind": "steps", "ramp_wheelchair": "no", "wheelchair": "yes"}),
    ("wheelchair", {"wheelchair": "no"}),
    ("smoothness", {"smoothness": "very_bad"}),
    ("smoothness", {"smoothness": "impassable"}),
    ("width", {"width": 89.0}),
    ("incline", {"incline_up": 6.1, "incline_down": 0.0, "incline_source": "tag"}),
    ("decline", {"incline_up": 0.0, "incline_down": 6.1, "incline_source": "dem"}),
    ("kerb", {"kind": "crossing", "kerb_height": 4.0}),
    ("kerb", {"kind": "crossing", "kerb": "raised"}),
    *[("surface", {"surface": name}) for name in SURFACES],
    ("surface", {"surface": "asphalt;sand"}),
]
OPEN_WAYS = [
    {},
    {"kind": "steps", "ramp_wheelchair": "yes"},
    {"wheelchair": "limited"},
    {"smoothness": "bad"},
    {"width": 90.0},
    {"incline_up": 6.0, "incline_down": 6.0, "incline_source": "tag"},
    {"surface": "gravel"},
    {"surface": "compacted"},
    {"kind": "crossing", "kerb_height": 3.0},
    {"kind": "crossing", "kerb": "lowered"},
    {"kind": "sidewalk", "kerb": "raised"},  # the kerb alongside
    {"kind": "lift"},
]
BARRED_NODES = [
    ("kerb", {"kerb": "raised"}),
    ("kerb", {"kerb": "raised", "kerb_height": 2.0}),
    ("kerb", {"kerb": "regular"}),
    ("kerb", {"kerb": "rolled"}),
    ("kerb", {"kerb": "lowered", "kerb_height": 5.0}),
    ("kerb", {"kerb_height": 3.5}),
    ("wheelchair", {"wheelchair": "no"}),
    ("width", {"width": 80.0}),
    *[("barrier", {"barrier": name}) for name in BARRIERS],
]
OPEN_NODES = [
    {"kerb": "lowered"},
    {"kerb": "flush"},
    {"kerb": "none"},
    {"kerb": "rolled", "kerb_height": 3.0},
    {"barrier": "bollard"},
    {"barrier": "gate"},
    {"width": 90.0},
]


@pytest.mark.parametrize(("attribute", "tags"), BARRED_WAYS)
def test_barred_ways(attribute, tags):
    result = answer(WHEELCHAIR, tags)
    assert isinstance(result, NoRoute)
    assert result.reason == "barred"
    assert [obstacle.attribute for obstacle in result.blocked_by] == [attribute]
    assert result.blocked_by[0].osm_way == 2


@pytest.mark.parametrize("tags", OPEN_WAYS)
def test_open_ways(tags):
    assert passes(WHEELCHAIR, tags)


@pytest.mark.parametrize(("attribute", "tags"), BARRED_NODES)
def test_barred_nodes(attribute, tags):
    result = answer(WHEELCHAIR, None, tags)
    assert isinstance(result, NoRoute)
    assert [obstacle.attribute for obstacle in result.blocked_by] == [attribute]
    assert result.blocked_by[0].osm_node == 1002


@pytest.mark.parametrize("tags", OPEN_NODES)
def test_open_nodes(tags):
    assert passes(WHEELCHAIR, None, tags)


@pytest.mark.parametrize("profile", [WHEELCHAIR, FOOT])
@pytest.mark.parametrize("access", ["no", "private", "use_sidepath"])
def test_closed_to_everybody(profile, access):
    assert not passes(profile, {"foot": access, "wheelchair": "yes"})
    assert not passes(profile, {"kind": "construction", "wheelchair": "yes"})


@pytest.mark.parametrize("access", ["no", "private"])
def test_closed_gate(access):
    assert not passes(FOOT, None, {"barrier": "gate", "foot": access})


@pytest.mark.parametrize("tags", [tags for name, tags in BARRED_WAYS if name != "wheelchair"])
def test_people_on_foot_are_not_barred_by_any_of_these(tags):
    assert passes(FOOT, tags)


@pytest.mark.parametrize("word", ["yes", "designated"])
@pytest.mark.parametrize(("attribute", "tags"), BARRED_WAYS)
def test_wheelchair_yes_lifts_only_what_the_contract_says(attribute, tags, word):
    lifted = passes(WHEELCHAIR, {**tags, "wheelchair": word})
    expected = attribute in ("surface", "smoothness", "incline", "decline", "width")
    assert lifted == (expected or attribute == "wheelchair")


@pytest.mark.parametrize(("attribute", "tags"), BARRED_NODES)
def test_wheelchair_yes_on_a_node_lifts_barrier_and_kerb(attribute, tags):
    lifted = passes(WHEELCHAIR, None, {**tags, "wheelchair": "yes"})
    assert lifted == (attribute in ("barrier", "kerb", "wheelchair"))


@pytest.mark.parametrize(
    ("limits", "tags"),
    [
        ({"max_incline": 5}, {"incline_up": 5.5, "incline_down": 0.0}),
        ({"max_decline": 5}, {"incline_up": 0.0, "incline_down": 5.5}),
        ({"min_width": 100}, {"width": 95.0}),
        ({"max_smoothness": "good"}, {"smoothness": "intermediate"}),
        ({"barred_surfaces": "gravel,sand"}, {"surface": "gravel"}),
    ],
)
def test_a_limit_that_the_user_set_is_never_lifted(limits, tags):
    assert passes(WHEELCHAIR, tags)
    mine = WHEELCHAIR.with_limits(**limits)
    assert not passes(mine, tags)
    assert not passes(mine, {**tags, "wheelchair": "yes"})


def test_user_set_limits_of_nodes_are_never_lifted():
    mine = WHEELCHAIR.with_limits(max_kerb=2)
    assert passes(WHEELCHAIR, None, {"kerb": "lowered"})
    assert not passes(mine, None, {"kerb": "lowered", "wheelchair": "yes"})
    # Barriers are still lifted: the user said nothing about them.
    assert passes(mine, None, {"barrier": "block", "wheelchair": "yes"})


def test_no_steps_set_by_the_user_bars_ramps_too():
    ramped = {"kind": "steps", "ramp_wheelchair": "yes"}
    assert passes(WHEELCHAIR, ramped)
    assert not passes(WHEELCHAIR.with_limits(allow_steps="no"), ramped)
    assert passes(WHEELCHAIR.with_limits(allow_steps="no", allow_step_ramps="yes"), ramped)
    assert not passes(FOOT.with_limits(allow_steps="no"), {"kind": "steps"})


def test_slopes_count_in_travel_direction():
    up = {"incline_up": 8.0, "incline_down": 0.0, "incline_source": "tag"}
    down_only = WHEELCHAIR.with_limits(max_decline=10)
    router = Router(line(up), down_only)
    assert isinstance(router.route(START, END), NoRoute)
    back = router.route(END, START)
    assert isinstance(back, Route)
    assert [edge.incline for edge in back.edges] == [None, -8.0, None]
    assert WHEELCHAIR.with_limits(max_incline=8.3).number("max_incline") == 8.3
    exactly = {"incline_up": 8.3, "incline_down": 0.0, "incline_source": "tag"}
    assert passes(WHEELCHAIR.with_limits(max_incline=8.3), exactly)


@pytest.mark.parametrize(("direction", "there", "back"), [(1, True, False), (-1, False, True)])
def test_one_way_for_people_on_foot(direction, there, back):
    router = Router(line({"oneway": direction}), FOOT)
    assert isinstance(router.route(START, END), Route) == there
    assert isinstance(router.route(END, START), Route) == back
    refused = router.route(END, START) if there else router.route(START, END)
    assert [obstacle.attribute for obstacle in refused.blocked_by] == ["oneway"]


@pytest.mark.parametrize("attribute", ["surface", "smoothness", "width", "incline", "kerb"])
def test_unknown_can_be_barred(attribute):
    known = {
        "surface": "asphalt",
        "smoothness": "good",
        "width": 150.0,
        "incline_up": 0.0,
        "incline_down": 0.0,
        "incline_source": "tag",
    }
    net = network(
        [(-100, 0), (-10, 0), (10, 0), (100, 0)],
        [(0, 1), (1, 2), (2, 3)],
        every=known,
        edge_tags={1: {key: _blank(key) for key in known if key.startswith(attribute)}},
        node_tags={1: {"crossing": True, "kerb": "unknown" if attribute == "kerb" else "flush"}},
    )
    assert isinstance(Router(net, WHEELCHAIR).route(START, END), Route)
    strict = WHEELCHAIR.with_unknown("bar")
    result = Router(net, strict).route(START, END)
    assert isinstance(result, NoRoute)
    assert [(o.attribute, o.value) for o in result.blocked_by] == [(attribute, "unknown")]
    # The one attribute made strict is enough, and wheelchair=yes does not make it known.
    assert isinstance(
        Router(net, WHEELCHAIR.with_unknown(**{attribute: "bar"})).route(START, END), NoRoute
    )


def _blank(key):
    words = key in ("surface", "smoothness", "incline_source")
    return "unknown" if words else float("nan")


def test_estimated_slopes_do_not_count_as_known():
    coarse = {"incline_up": 7.0, "incline_down": 0.0, "incline_source": "dem_coarse"}
    result = answer(WHEELCHAIR, coarse)
    assert "incline" not in result.edges[1].known
    assert result.edges[1].incline is None
    assert result.edges[1].incline_estimated == 7.0
    assert not result.confirmed
    assert result.duration_s > answer(WHEELCHAIR).duration_s
    refused = answer(WHEELCHAIR.with_unknown(estimated_incline="bar"), coarse)
    assert [(o.attribute, o.value) for o in refused.blocked_by] == [("incline", 7.0)]
    coarse["incline_up"] = 1.0
    strict = answer(WHEELCHAIR.with_unknown(incline="bar"), coarse)
    assert "unknown" in {obstacle.value for obstacle in strict.blocked_by}


def test_barriers_do_not_stop_those_who_end_there():
    net = line(None, {"barrier": "stile"})
    router = Router(net, WHEELCHAIR)
    for a, b in ((START, at(-10, 0)), (at(-10, 0), END), (END, at(-10, 0)), (at(-10, 0), START)):
        assert isinstance(router.route(a, b), Route)
    assert isinstance(router.route(START, END), NoRoute)


def test_lifts_take_their_waiting_time():
    with_lift = answer(WHEELCHAIR, {"kind": "lift"})
    without = answer(WHEELCHAIR)
    assert with_lift.duration_s - without.duration_s == pytest.approx(60.0)
    on_node = answer(WHEELCHAIR, None, {"lift": True})
    assert on_node.duration_s - without.duration_s == pytest.approx(60.0)
    no_lifts = WHEELCHAIR.with_limits(barred_kinds="construction,lift")
    for tags in (({"kind": "lift"}, {}), ({}, {"lift": True})):
        refused = answer(no_lifts, *tags)
        assert [(o.attribute, o.value) for o in refused.blocked_by] == [("kind", "lift")]


def test_the_carriageway_is_avoided_but_its_time_is_true():
    nodes = [(-100, 0), (100, 0), (0, 20)]
    net = network(
        nodes, [(0, 1), (0, 2), (2, 1)], edge_tags={0: {"carriageway": True, "kind": "road"}}
    )
    avoiding = Router(net, FOOT).route(at(-99.9, 0.1), at(99.9, 0.1))
    assert [edge.edge for edge in avoiding.edges if edge.length_m > 1] == [1, 2]
    detour = network(
        [(-100, 0), (100, 0), (0, 90)],
        [(0, 1), (0, 2), (2, 1)],
        edge_tags={0: {"carriageway": True, "kind": "road"}},
    )
    direct = Router(detour, FOOT).route(at(-90, 0), at(90, 0))
    assert direct.carriageway_m == pytest.approx(180.0, abs=0.01)
    assert direct.duration_s == pytest.approx(180.0 / (5.0 / 3.6), rel=1e-6)
