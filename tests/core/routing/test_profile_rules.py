# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule of each profile on a network made for it, and the orderings between profiles.

The expectations are written out here by hand, not read from the profiles.
"""

from __future__ import annotations

import pytest
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router

START, END = at(-90, 0), at(90, 0)
SINKING = ["sand", "mud", "earth", "dirt", "grass", "ground", "snow", "ice", "salt"]
SINKING += ["rock", "stone", "stepping_stones"]
FIRM = ["asphalt", "paving_stones", "gravel", "compacted", "unpaved", "sett", "cobblestone"]
FRAMES = ["stile", "turnstile", "full-height_turnstile", "kissing_gate", "horse_stile"]
FRAMES += ["block", "log", "sump_buster", "debris"]
PASSABLE = ["bollard", "gate", "swing_gate", "lift_gate", "cycle_barrier", "kerb"]
ROUGH = ["excellent", "good", "intermediate", "bad", "very_bad", "horrible"]
ROUGH += ["very_horrible", "impassable"]

#: Profile -> steepest slope, highest kerb, narrowest way, worst smoothness, whether steps
#: bar, barred surfaces, barred barriers, whether wheelchair=no bars; None = no limit.
RULES = {
    "foot": (None, None, None, None, False, [], [], False),
    "manual_wheelchair": (6.0, 3.0, 90.0, "bad", True, SINKING, FRAMES, True),
    "powered_wheelchair": (10.0, 5.0, 90.0, "bad", True, SINKING, FRAMES, True),
    "walking_aid": (8.4, 6.0, 80.0, "bad", True, SINKING, FRAMES, True),
    "pushchair": (
        10.0,
        10.0,
        80.0,
        "bad",
        True,
        ["sand", "mud", "snow", "ice", "salt", "rock", "stone", "stepping_stones"],
        FRAMES,
        False,
    ),
    "cane": (
        None,
        20.0,
        80.0,
        "very_bad",
        False,
        ["mud", "ice", "rock", "stepping_stones"],
        ["log", "sump_buster", "debris"],
        False,
    ),
}
WHEELED = ["manual_wheelchair", "powered_wheelchair", "walking_aid", "pushchair"]


def answer(profile, edge_tags=None, node_tags=None):
    profile = Profile.named(profile) if isinstance(profile, str) else profile
    net = network(
        [(-100, 0), (-10, 0), (10, 0), (100, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags={1: edge_tags or {}},
        node_tags={1: node_tags or {}},
    )
    return Router(net, profile).route(START, END)


def passes(profile, edge_tags=None, node_tags=None):
    return isinstance(answer(profile, edge_tags, node_tags), Route)


def check(result, attribute, barred):
    """A rule bars for its own cause alone, or does not bar."""
    assert isinstance(result, NoRoute) == barred
    if barred:
        assert [obstacle.attribute for obstacle in result.blocked_by] == [attribute]


def slope(up, down, source="tag"):
    return {"incline_up": up, "incline_down": down, "incline_source": source}


def test_every_profile_has_its_rules_here():
    assert set(RULES) == set(Profile.names())


@pytest.mark.parametrize("name", RULES)
def test_slopes_up_and_down(name):
    steepest = RULES[name][0]
    if steepest is None:
        assert passes(name, slope(45.0, 45.0))
        return
    for attribute, tags in (
        ("incline", (slope(steepest, 0.0), slope(steepest + 0.1, 0.0))),
        ("decline", (slope(0.0, steepest), slope(0.0, steepest + 0.1))),
    ):
        check(answer(name, tags[0]), attribute, barred=False)
        check(answer(name, tags[1]), attribute, barred=True)
        estimated = {**tags[1], "incline_source": "dem_coarse"}
        assert not answer(name, estimated).confirmed


def test_a_ramp_of_1_in_12_carries_a_walking_aid():
    assert passes("walking_aid", slope(100 / 12, 100 / 12))


@pytest.mark.parametrize("name", RULES)
def test_kerbs_on_nodes_and_on_crossings(name):
    highest = RULES[name][1]
    crossing = {"kind": "crossing"}
    if highest is None:
        assert passes(name, None, {"kerb_height": 40.0})
        return
    assert passes(name, None, {"kerb_height": highest})
    assert passes(name, {**crossing, "kerb_height": highest})
    check(answer(name, None, {"kerb_height": highest + 0.1}), "kerb", barred=True)
    check(answer(name, {**crossing, "kerb_height": highest + 0.1}), "kerb", barred=True)
    for kerb in ("none", "flush", "lowered"):
        assert passes(name, None, {"kerb": kerb})
    # 15 cm is what a raised, regular or rolled kerb counts where nobody measured it.
    for kerb in ("raised", "regular", "rolled"):
        check(answer(name, None, {"kerb": kerb}), "kerb", barred=highest < 15.0)


@pytest.mark.parametrize("name", RULES)
def test_widths_of_ways_and_openings(name):
    narrowest = RULES[name][2]
    if narrowest is None:
        assert passes(name, {"width": 20.0}, {"width": 20.0})
        return
    assert passes(name, {"width": narrowest}, {"width": narrowest})
    check(answer(name, {"width": narrowest - 1}), "width", barred=True)
    check(answer(name, None, {"width": narrowest - 1}), "width", barred=True)


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("smoothness", ROUGH)
def test_smoothness(name, smoothness):
    worst = RULES[name][3]
    barred = worst is not None and ROUGH.index(smoothness) > ROUGH.index(worst)
    check(answer(name, {"smoothness": smoothness}), "smoothness", barred)


@pytest.mark.parametrize("name", RULES)
def test_steps_and_ramps_over_them(name):
    barred = RULES[name][4]
    for tags in ({"kind": "steps"}, {"kind": "escalator"}, {"kind": "steps", "step_count": 1}):
        check(answer(name, tags), "steps", barred)
        check(answer(name, {**tags, "wheelchair": "yes"}), "steps", barred)
    assert passes(name, {"kind": "steps", "ramp_wheelchair": "yes"})


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("surface", SINKING + FIRM)
def test_surfaces(name, surface):
    check(answer(name, {"surface": surface}), "surface", surface in RULES[name][5])


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("barrier", FRAMES + PASSABLE)
def test_barriers(name, barrier):
    check(answer(name, None, {"barrier": barrier}), "barrier", barrier in RULES[name][6])


@pytest.mark.parametrize("name", RULES)
def test_wheelchair_no(name):
    barred = RULES[name][7]
    check(answer(name, {"wheelchair": "no"}), "wheelchair", barred)
    check(answer(name, None, {"wheelchair": "no"}), "wheelchair", barred)


@pytest.mark.parametrize("name", RULES)
def test_what_is_closed_is_closed_for_everybody(name):
    for access in ("no", "private", "use_sidepath"):
        check(answer(name, {"foot": access, "wheelchair": "yes"}), "access", barred=True)
        check(answer(name, None, {"foot": access, "wheelchair": "yes"}), "access", barred=True)
    check(answer(name, {"kind": "construction"}), "kind", barred=True)


@pytest.mark.parametrize("name", WHEELED)
@pytest.mark.parametrize(
    "tags",
    [
        {"surface": "sand"},
        {"smoothness": "horrible"},
        {"width": 50.0},
        slope(15.0, 0.0),
        slope(0.0, 15.0),
    ],
)
def test_wheelchair_yes_lifts_defaults_but_no_limit_of_the_users(name, tags):
    assert not passes(name, tags)
    assert passes(name, {**tags, "wheelchair": "yes"})
    mine = Profile.named(name).with_limits(
        barred_surfaces="sand", max_smoothness="bad", min_width=60, max_incline=10, max_decline=10
    )
    assert not passes(mine, {**tags, "wheelchair": "yes"})


@pytest.mark.parametrize("name", ["foot", "cane"])
def test_wheelchair_yes_says_nothing_about_who_walks(name):
    for surface in RULES[name][5]:
        assert not passes(name, {"surface": surface, "wheelchair": "yes"})
    for barrier in RULES[name][6]:
        assert not passes(name, None, {"barrier": barrier, "wheelchair": "yes"})


@pytest.mark.parametrize("name", sorted(set(RULES) - {"foot"}))
def test_what_is_not_known_never_confirms_a_route(name):
    known = {
        "surface": "asphalt",
        "smoothness": "good",
        "width": 200.0,
        "incline_up": 0.0,
        "incline_down": 0.0,
        "incline_source": "tag",
    }
    nodes, edges = [(-100, 0), (0, 0), (100, 0)], [(0, 1), (1, 2)]

    def route(left_out=(), node=None):
        lacking = {key: None for key in known if key.startswith(left_out)} if left_out else {}
        rest = {key: value for key, value in known.items() if key not in lacking}
        net = network(nodes, edges, every=rest, node_tags={1: node or {}})
        return Router(net, Profile.named(name)).route(START, END)

    assert route().confirmed
    for attribute in ("surface", "smoothness", "width", "incline"):
        expected = attribute == "incline" and name == "cane"
        assert route((attribute,)).confirmed == expected, attribute
    assert not route(node={"crossing": True}).confirmed
    assert route(node={"crossing": True}).unknown_share["kerb"] != 0.0
    assert route(node={"crossing": True, "kerb": "flush"}).confirmed


#: What one piece may be like, as far as slope, kerb and width go.
MEASURES = {
    "incline_up": st.floats(0, 20, width=32),
    "incline_down": st.floats(0, 20, width=32),
    "kerb_height": st.floats(0, 20, width=32),
    "width": st.floats(40, 150, width=32),
}
ANY_WAY = st.fixed_dictionaries(
    {"kind": st.sampled_from(["footway", "crossing", "steps", "path", "lift"])},
    optional={
        **MEASURES,
        "surface": st.sampled_from(SINKING + FIRM),
        "smoothness": st.sampled_from(ROUGH),
        "wheelchair": st.sampled_from(["no", "limited", "yes", "designated"]),
        "ramp_wheelchair": st.sampled_from(["no", "yes"]),
        "foot": st.sampled_from(["unknown", "yes", "no", "private"]),
        "carriageway": st.booleans(),
    },
)
ANY_NODE = st.fixed_dictionaries(
    {},
    optional={
        "barrier": st.sampled_from(FRAMES + PASSABLE),
        "kerb": st.sampled_from(["none", "flush", "lowered", "rolled", "raised", "regular"]),
        "kerb_height": MEASURES["kerb_height"],
        "width": MEASURES["width"],
        "wheelchair": st.sampled_from(["no", "limited", "yes"]),
        "foot": st.sampled_from(["unknown", "yes", "no"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(way=ANY_WAY, node=ANY_NODE)
def test_orderings_that_must_hold(way, node):
    admitted = {name for name in RULES if passes(name, way, node)}
    # Whoever is admitted with any aid is admitted on foot.
    assert not admitted or "foot" in admitted
    # A motor and larger limits never take a way from somebody who rolls by hand.
    if "manual_wheelchair" in admitted:
        assert admitted >= {"powered_wheelchair", "walking_aid", "pushchair"}


def test_times_are_those_of_the_profile():
    level = {name: answer(name, slope(0.0, 0.0)).duration_s for name in RULES}
    metres = answer("foot").distance_m
    speeds = {name: 3.6 * metres / seconds for name, seconds in level.items()}
    assert speeds == pytest.approx(
        {
            "foot": 5.0,
            "manual_wheelchair": 4.0,
            "powered_wheelchair": 5.0,
            "walking_aid": 3.0,
            "pushchair": 4.5,
            "cane": 4.0,
        }
    )
    for name in RULES:
        uphill = answer(name, slope(5.0, 0.0)).duration_s
        assert uphill > level[name]
    # A motor loses less uphill than arms do.
    lost = {
        name: answer(name, slope(5.0, 0.0)).duration_s / level[name]
        for name in ("manual_wheelchair", "powered_wheelchair")
    }
    assert lost["powered_wheelchair"] < lost["manual_wheelchair"]


def test_the_white_cane_says_what_it_does_not_judge():
    words = Profile.named("cane").words
    assert all(part in words[language] for language, part in WORDS_OF_THE_CANE.items())


WORDS_OF_THE_CANE = {"kk": "ескерілмейді", "ru": "без учёта", "en": "not considered"}
