# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule about contradictory tags: tags that it holds for, and tags that it just does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible_core.errors import KnowledgeError
from accessible_core.messages import subject
from accessible_core.network import remarks
from accessible_core.network.build import build_network
from accessible_core.network.remarks import remarks_on, rule_names
from accessible_core.network.store import read_network, write_network
from accessible_core.network.vertical import INCOMPARABLE, layer_of

STEPS, FOOT, ROAD = {"highway": "steps"}, {"highway": "footway"}, {"highway": "residential"}
#: rule -> (where, tags that contradict each other, changes that make them agree)
RULES = {
    "steps_for_wheelchairs": (
        "way",
        {**STEPS, "wheelchair": "yes"},
        [{"wheelchair": "limited"}, {"ramp": "yes"}, {"ramp:wheelchair": "yes"},
         {"conveying": "forward"}, FOOT],
    ),
    "steps_without_a_step": ("way", {**STEPS, "step_count": "0"}, [{"step_count": "1"}, FOOT]),
    "steps_on_the_level": (
        "way",
        {**STEPS, "incline": "0%"},
        [{"incline": "up"}, {"incline": "down"}, {"incline": "30%"}, {"incline": "?"}, FOOT],
    ),
    "ramp_and_no_ramp": (
        "way", {**STEPS, "ramp": "no", "ramp:wheelchair": "yes"}, [{"ramp": "yes"}],
    ),
    "wheelchair_on_rough_ground": (
        "way",
        {**FOOT, "wheelchair": "designated", "smoothness": "horrible"},
        [{"smoothness": "very_bad"}, {"wheelchair": "no"}],
    ),
    "wheelchair_on_soft_ground": (
        "way",
        {**FOOT, "wheelchair": "yes", "surface": "sand"},
        [{"surface": "compacted"}, {"wheelchair": "limited"}],
    ),
    "wheelchair_in_narrow_way": (
        "way",
        {**FOOT, "wheelchair": "yes", "width": "0.65"},
        [{"width": "0.7"}, {"width": "narrow"}, {"wheelchair": "no"}],
    ),
    "wheelchair_on_steep_way": (
        "way",
        {**FOOT, "wheelchair": "yes", "incline": "-16%"},
        [{"incline": "15%"}, {"incline": "up"}, {"wheelchair": "no"}],
    ),
    "incline_hardly_possible": (
        "way",
        {**ROAD, "incline": "-50%"},
        [{"incline": "40%"}, {"highway": "path"}, STEPS],
    ),
    "even_surface_impassable": (
        "way",
        {**FOOT, "surface": "asphalt", "smoothness": "impassable"},
        [{"smoothness": "horrible"}, {"surface": "ground"}],
    ),
    "loose_surface_excellent": (
        "way",
        {**FOOT, "surface": "gravel", "smoothness": "excellent"},
        [{"smoothness": "good"}, {"surface": "asphalt"}],
    ),
    "bridge_below_ground": (
        "way", {**FOOT, "bridge": "yes", "layer": "-1"}, [{"layer": "1"}, {"bridge": "no"}],
    ),
    "tunnel_above_ground": (
        "way",
        {**FOOT, "tunnel": "yes", "layer": "1"},
        [{"layer": "-1"}, {"tunnel": "building_passage"}],
    ),
    "bridge_and_tunnel": ("way", {**FOOT, "bridge": "yes", "tunnel": "yes"}, [{"tunnel": "no"}]),
    "foot_way_closed_to_feet": (
        "way", {**FOOT, "foot": "no"}, [{"foot": "private"}, {"highway": "path"}, ROAD],
    ),
    "wheelchair_where_no_foot_may": (
        "way", {**ROAD, "foot": "no", "wheelchair": "yes"}, [{"foot": "yes"}, {"wheelchair": "no"}],
    ),
    "closed_in_both_directions": (
        "way", {**FOOT, "foot:forward": "no", "foot:backward": "no"}, [{"foot:backward": "yes"}],
    ),
    "crossing_that_is_none": (
        "way",
        {**FOOT, "footway": "crossing", "crossing": "no"},
        [{"crossing": "unmarked"}, {"footway": "sidewalk"}],
    ),
    "sidewalk_none_and_some": (
        "way",
        {**ROAD, "sidewalk": "no", "sidewalk:left": "yes"},
        [{"sidewalk": "left"}, {"sidewalk:left": "no"}],
    ),
    "sidewalk_and_no_sidewalk": (
        "way",
        {**ROAD, "sidewalk": "left", "sidewalk:right": "yes"},
        [{"sidewalk": "both"}, {"sidewalk:right": "no"}, {"sidewalk:right": "separate"}],
    ),
    "sidewalk_both_ways_of_saying": (
        "way",
        {**ROAD, "sidewalk:both": "separate", "sidewalk:right": "no"},
        [{"sidewalk:both": "no"}, {"sidewalk:right": "yes"}],
    ),
    "sidewalk_separate_not_mapped": (
        "way", {**ROAD, "sidewalk:left": "separate"}, [{"sidewalk:left": "yes"}],
    ),
    "kerb_low_and_high": (
        "node",
        {"kerb": "lowered", "kerb:height": "15 cm"},
        [{"kerb": "raised"}, {"kerb:height": "0.03"}, {"kerb:height": "?"}],
    ),
    "kerb_raised_and_low": (
        "node",
        {"kerb": "raised", "kerb:height": "0.01"},
        [{"kerb": "flush"}, {"kerb:height": "3 cm"}],
    ),
    "kerb_raised_for_wheelchairs": (
        "node",
        {"barrier": "kerb", "kerb": "raised", "wheelchair": "yes"},
        [{"kerb": "lowered"}, {"wheelchair": "limited"}],
    ),
    "kerb_open_but_wheelchair_no": (
        "node",
        {"barrier": "kerb", "kerb": "flush", "wheelchair": "no"},
        [{"wheelchair": "yes"}, {"kerb": "lowered"}, {"barrier": "gate"}],
    ),
    "barrier_for_wheelchairs": (
        "node",
        {"barrier": "stile", "wheelchair": "yes"},
        [{"barrier": "kissing_gate"}, {"wheelchair": "no"}],
    ),
    "passage_too_narrow_for_wheelchairs": (
        "node",
        {"barrier": "bollard", "wheelchair": "yes", "maxwidth:physical": "0.6"},
        [{"maxwidth:physical": "0.9"}, {"wheelchair": "no"}],
    ),
    "entrance_with_steps_for_wheelchairs": (
        "node",
        {"entrance": "yes", "wheelchair": "yes", "step_count": "2"},
        [{"step_count": "0"}, {"ramp": "yes"}, {"wheelchair": "no"}, {"entrance": "no"}],
    ),
    "crossing_unmarked_with_marks": (
        "node",
        {"highway": "crossing", "crossing": "unmarked", "crossing:markings": "zebra"},
        [{"crossing": "marked"}, {"crossing:markings": "no"}],
    ),
    "crossing_signals_and_none": (
        "node",
        {"crossing": "traffic_signals", "crossing:signals": "no"},
        [{"crossing:signals": "yes"}, {"crossing": "marked"}],
    ),
}  # fmt: skip


def test_every_rule_is_tested_and_worded():
    assert set(rule_names()) == set(RULES)
    assert set(RULES) | {"kerb_on_road", "kerb_at_dead_end"} == set(subject("network_check"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds_and_just_does_not(rule):
    where, tags, changes = RULES[rule]
    [found] = [each for each in remarks_on(where, tags, []) if each["rule"] == rule]
    assert all(part in {f"{k}={v}" for k, v in tags.items()} for part in found["value"].split(", "))
    for change in changes:
        assert rule not in [each["rule"] for each in remarks_on(where, {**tags, **change}, [])]
    assert remarks_on(where, {}, []) == []


@pytest.mark.parametrize("rule", RULES)
def test_what_is_remarked_comes_through_the_network_file(rule, osm_file, tmp_path: Path):
    """Of ways, only keys that some rule names are looked at: none must be missing."""
    where, tags, _ = RULES[rule]
    on_way = where == "way"
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1, {} if on_way else tags), 3: (71.402, 51.1)}
    way = (10, [1, 2, 3], tags if on_way else FOOT)
    write_network(build_network(osm_file(nodes, [way])), tmp_path / "net")
    net = read_network(tmp_path / "net")
    column = net.edges["remark"] if on_way else net.nodes["remark"]
    said = {each["rule"] for number in column.tolist() for each in net.meta["remarks"][number]}
    assert rule in said


def test_unread_values_are_remarked_at_their_way(osm_file):
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1, {"barrier": "kerb", "kerb:height": "high"})}
    nodes |= {3: (71.402, 51.1)}
    net = build_network(
        osm_file(nodes, [(10, [1, 2, 3], {**ROAD, "sidewalk": "both", "width": "0"})])
    )
    assert net.meta["remarks"] == [
        [],
        [{"rule": "unread", "field": "width", "value": "0"}],
        [{"rule": "unread", "field": "kerb:height", "value": "high"}],
    ]
    # The road says it, its sidewalks on the same line do not say it again.
    assert sorted(net.edges["remark"].tolist()) == [0, 0, 1, 1]
    assert net.nodes["remark"].tolist() == [0, 2, 0]


@pytest.mark.parametrize(
    "condition", [{"tag": "a", "matches": "b"}, {"in": ["b"]}, {"tag": "a", "over": 3}]
)
def test_a_condition_of_no_known_kind_is_refused(condition, monkeypatch):
    rule = {"rule": "odd", "keys": ["a"], "if": [condition]}
    monkeypatch.setattr(remarks, "load_toml", lambda _: {"way": [rule], "node": [], "both": []})
    with pytest.raises(KnowledgeError, match="odd"):
        remarks._rules.__wrapped__()


@pytest.mark.parametrize(
    ("tags", "layer"),
    [
        ({}, 0),
        ({"layer": "-2"}, -2),
        ({"layer": "0", "tunnel": "yes"}, 0),
        ({"bridge": "yes"}, 1),
        ({"bridge": "no"}, 0),
        ({"tunnel": "culvert"}, -1),
        ({"level": "0"}, 0),
        ({"level": "0;1"}, INCOMPARABLE),
        ({"indoor": "yes"}, INCOMPARABLE),
        ({"layer": "top"}, INCOMPARABLE),
        ({"layer": "5000"}, INCOMPARABLE),
    ],
)
def test_layers(tags, layer):
    assert layer_of(tags) == layer
