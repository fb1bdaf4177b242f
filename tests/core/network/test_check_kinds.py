# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of finding about a network: one small town that has it, one that just has not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.build import build_network
from accessible_core.network.check.located import Located
from accessible_core.network.check.run import CODES, check_network
from accessible_core.network.check.thresholds import Thresholds
from accessible_core.network.model import StreetNetwork

LON, LAT = 71.4, 51.1
EAST, NORTH = (float(value) for value in metres_per_degree(LAT))
FOOTWAY = {"highway": "footway"}
SIDEWALK = {"highway": "footway", "footway": "sidewalk"}
CROSSING = {"highway": "footway", "footway": "crossing"}
ROAD = {"highway": "residential", "name": "A"}


def at(x: float, y: float, tags: dict[str, str] | None = None) -> tuple:
    """A node so many metres east and north of the origin."""
    return (LON + x / EAST, LAT + y / NORTH, *([tags] if tags else []))


@pytest.fixture
def found(osm_file: Callable) -> Callable[..., list[Located]]:
    def check(nodes: dict, ways: list, limits: Thresholds | None = None) -> list[Located]:
        return check_network(build_network(osm_file(nodes, ways)), limits)

    return check


def codes(located: list[Located]) -> list[str]:
    return [each.finding.code for each in located]


# ------------------------------------------------------------------ parts


def island(y: float, length: float, tags: dict[str, str]) -> tuple[dict, list]:
    """A street of 500 m, and a way of some length north of it."""
    nodes = {1: at(0, 0), 2: at(500, 0), 3: at(100, y), 4: at(100 + length, y)}
    return nodes, [(10, [1, 2], ROAD), (11, [3, 4], tags)]


def test_a_part_is_found_at_its_place_nearest_to_the_rest(found):
    nodes, ways = island(20.0, 80.0, FOOTWAY)
    nodes[5] = at(180, 12)
    ways[1] = (11, [3, 4, 5], FOOTWAY)
    [one] = found(nodes, ways)
    assert (one.finding.code, one.osm_way, one.finding.value) == ("part_not_connected", 11, "88")
    assert float(distance(one.lon, one.lat, *nodes[5])) < 0.01
    assert one.finding.details["distance"] == "12.0"
    (_, here), (_, there) = one.line
    assert (here - there) * NORTH == pytest.approx(12.0, abs=0.01)


def test_the_nearest_place_may_be_within_a_segment_of_the_part(found):
    nodes = {1: at(0, 0), 2: at(0, 500), 3: at(9, 400), 4: at(200, 390), 5: at(200, 410)}
    nodes |= {6: at(-100, 90), 7: at(400, 90)}
    # The long part passes 8 m from the end of the street: no vertex of its own is near.
    [one] = found({**nodes, 1: at(0, 98)}, [(10, [1, 2], ROAD), (11, [6, 7], FOOTWAY)])
    assert one.finding.details["distance"] == "8.0"
    assert (one.lon - LON) * EAST == pytest.approx(0.0, abs=0.01)


def test_a_smaller_island_beside_it_joins_nobody(found):
    nodes, ways = island(20.0, 80.0, FOOTWAY)
    nodes |= {5: at(100, 25), 6: at(160, 25)}
    larger, smaller = found(nodes, [*ways, (12, [5, 6], FOOTWAY)])
    assert (larger.osm_way, larger.finding.details["distance"]) == (11, "20.0")
    assert (smaller.osm_way, smaller.finding.details["distance"]) == (12, "5.0")


def test_a_part_far_from_everything_is_told_all_the_same(found):
    [one] = found(*island(900.0, 80.0, FOOTWAY))
    assert one.finding.code == "part_not_connected"
    assert one.finding.details["distance"] == "> 300"
    assert one.line == ()


def test_joined_ways_are_one_part(found):
    nodes, ways = island(20.0, 80.0, FOOTWAY)
    assert found(nodes, [*ways, (12, [1, 3], FOOTWAY)]) == []


def test_small_parts_are_told_about_together(found):
    nodes, ways = {1: at(0, 0), 2: at(500, 0)}, [(10, [1, 2], ROAD)]
    for i in range(6):
        nodes |= {10 + i: at(20 + 10 * i, 30), 20 + i: at(20 + 10 * i, 60 + i)}
        ways.append((30 + i, [10 + i, 20 + i], FOOTWAY))
    [one] = found(nodes, ways)
    assert one.finding.code == "part_small"
    assert one.finding.details["parts"] == "6"
    assert one.finding.details["length"] == str(6 * 30 + 15)
    assert one.finding.value == "30, 31, 32, 33, 34, 35"
    assert one.osm_way == 35  # the longest


def test_a_part_behind_closed_ways_is_told_apart(found):
    nodes, ways = island(20.0, 80.0, FOOTWAY)
    private = (12, [1, 3], {"highway": "service", "access": "private"})
    assert codes(found(nodes, [*ways, private])) == ["part_closed_off"]
    # Driveways in a gated street are no fault of anybody.
    ways[1] = (11, [3, 4], {"highway": "service"})
    assert found(nodes, [*ways, private]) == []


def test_platforms_and_cycleways_are_no_islands(found):
    platform = {"public_transport": "platform"}
    assert codes(found(*island(20.0, 80.0, platform))) == ["platform_not_connected"]
    assert found(*island(20.0, 80.0, {"highway": "cycleway"})) == []
    cycleway = {"highway": "cycleway", "foot": "designated"}
    assert codes(found(*island(20.0, 80.0, cycleway))) == ["part_not_connected"]


def test_a_part_at_the_border_may_be_joined_beyond_it(found):
    limits = Thresholds.default(border_m=30, border_share=0.3)
    assert codes(found(*island(20.0, 80.0, FOOTWAY), limits)) == ["part_at_border"]


def test_lifts(found):
    nodes, ways = island(20.0, 80.0, {"highway": "elevator"})
    assert codes(found(nodes, ways)) == ["lift_isolated"]
    nodes = {1: at(0, 0), 2: at(50, 0, {"highway": "elevator"}), 3: at(90, 0)}
    [one] = found({**nodes, 4: at(20, 20, {"highway": "elevator"})}, [(10, [1, 2, 3], FOOTWAY)])
    assert (one.finding.code, one.osm_node) == ("lift_isolated", 4)
    [one] = found(nodes, [(10, [1, 2], FOOTWAY)])
    assert (one.finding.code, one.osm_node) == ("lift_leads_nowhere", 2)


def test_oneway_traps(found):
    nodes = {1: at(0, 0), 2: at(300, 0), 3: at(300, 60), 4: at(360, 60)}
    into = {**FOOTWAY, "oneway:foot": "yes"}
    ways = [(10, [1, 2], ROAD), (11, [2, 3], into), (12, [3, 4], FOOTWAY)]
    [one] = found(nodes, ways)
    assert (one.finding.code, one.osm_way) == ("oneway_trap", 11)
    [one] = found(nodes, [ways[0], (11, [2, 3], {**into, "oneway:foot": "-1"}), ways[2]])
    assert (one.finding.code, one.osm_way) == ("oneway_never_entered", 11)
    assert found(nodes, [*ways, (13, [4, 1], FOOTWAY)]) == []


# ------------------------------------------------------------------ gaps


def dead_end(short_of: float, tags=FOOTWAY, end=None, road=ROAD) -> tuple[dict, list]:
    """A way that ends so many metres south of a road, joined to it a long way round."""
    nodes = {1: at(0, 0), 2: at(300, 0), 3: at(150, -short_of, end), 4: at(150, -90)}
    return nodes, [(10, [1, 2], road), (11, [3, 4], tags), (12, [4, 1], FOOTWAY)]


def test_a_gap(found):
    [one] = found(*dead_end(2.5))
    assert (one.finding.code, one.osm_node, one.osm_way) == ("gap", 3, 11)
    assert one.finding.value == "2.50"
    assert one.finding.details["other"] == "10"
    (_, here), (_, there) = one.line
    assert (there - here) * NORTH == pytest.approx(2.5, abs=0.01)
    assert one.link.endswith("/node/3")


@pytest.mark.parametrize(
    ("case", "options"),
    [
        ("farther than the tolerance", {"short_of": 3.5}),
        ("on a bridge", {"road": {**ROAD, "bridge": "yes"}}),
        ("on a layer of its own", {"tags": {**FOOTWAY, "layer": "-1"}}),
        ("inside a building", {"tags": {**FOOTWAY, "indoor": "yes"}, "road": FOOTWAY}),
        ("at an entrance", {"end": {"entrance": "yes"}}),
        ("said to be no way through", {"end": {"noexit": "yes"}}),
        ("at a wall", {"end": {"barrier": "wall"}}),
        ("at a closed way", {"road": {**ROAD, "foot": "no"}}),
        ("a closed way itself", {"tags": {**FOOTWAY, "foot": "no"}}),
    ],
)
def test_no_gap(found, case, options):
    assert "gap" not in codes(found(*dead_end(**{"short_of": 2.5, **options}))), case


def test_a_short_way_round_makes_no_gap(found):
    nodes, ways = dead_end(2.5)
    nodes |= {5: at(160, 0), 6: at(150, -20)}
    ways[0] = (10, [1, 5, 2], ROAD)
    ways[1] = (11, [3, 6, 4], FOOTWAY)
    assert found(nodes, [*ways, (13, [6, 5], FOOTWAY)]) == []


def test_two_dead_ends_that_face_each_other_are_one_gap(found):
    nodes = {1: at(0, 0), 2: at(100, 0), 3: at(102, 0), 4: at(200, 0), 5: at(100, 200)}
    ways = [(10, [1, 2], FOOTWAY), (11, [3, 4], FOOTWAY), (12, [1, 5], ROAD), (13, [5, 4], ROAD)]
    [one] = found(nodes, ways)
    assert (one.finding.code, one.finding.value) == ("gap", "2.00")


def test_the_tolerance_is_an_option(found):
    limits = Thresholds.default(gap_m=2.0)
    assert found(*dead_end(2.5), limits) == []
    limits = Thresholds.default(gap_m=6.0)
    assert codes(found(*dead_end(5.5), limits)) == ["gap"]


def test_nodes_beside_each_other(found):
    nodes = {1: at(0, 0), 2: at(100, 0), 3: at(100.5, 0.2), 4: at(200, 0), 5: at(100, 200)}
    nodes |= {6: at(100, 50), 7: at(150, -80)}
    ways = [(10, [1, 2, 6], FOOTWAY), (11, [7, 3, 4], FOOTWAY), (14, [3, 7, 4], FOOTWAY)]
    ways += [(12, [1, 5], ROAD), (13, [5, 4], ROAD), (15, [6, 5], FOOTWAY)]
    nodes[2] = at(100, 0, {"barrier": "gate"})  # a node of the network, though within a way
    [one] = found(nodes, ways)
    assert (one.finding.code, one.osm_node, one.finding.details["other"]) == ("near_nodes", 2, "3")
    assert float(one.finding.value) == pytest.approx(np.hypot(0.5, 0.2), abs=0.006)
    ways[1] = (11, [7, 3, 4], {**FOOTWAY, "layer": "1"})
    ways[2] = (14, [3, 7, 4], {**FOOTWAY, "layer": "1"})
    assert found(nodes, ways) == []


def test_a_sidewalk_that_ends_short_of_a_road(found):
    [one] = found(*dead_end(7.0, SIDEWALK))
    assert (one.finding.code, one.osm_node) == ("sidewalk_end", 3)
    assert found(*dead_end(11.0, SIDEWALK)) == []
    assert found(*dead_end(7.0, FOOTWAY)) == []  # a path may end where it likes
    kerb = {"barrier": "kerb", "kerb": "raised"}
    assert codes(found(*dead_end(7.0, SIDEWALK, kerb))) == ["kerb_dangling"]


# ------------------------------------------------------------------ crossings and kerbs


def street(left=7.0, right=-7.0, tilt=0.0, side=True) -> tuple[dict, list]:
    """A street of 600 m with a junction in the middle and sidewalks on both sides."""
    nodes = {1: at(0, 0), 2: at(300, 0), 3: at(600, 0), 4: at(300, -200)}
    nodes |= {5: at(0, left), 6: at(600, left + tilt), 7: at(0, right), 8: at(600, right)}
    # Both sidewalks join the road at its western end, so that nothing is an island.
    ways = [(10, [1, 2, 3], ROAD), (12, [5, 6], SIDEWALK), (13, [7, 8], SIDEWALK)]
    ways += [(14, [1, 5], FOOTWAY), (15, [1, 7], FOOTWAY)]
    return nodes, [*ways, (11, [2, 4], {"highway": "residential", "name": "B"})] if side else ways


def of(code: str, located: list[Located]) -> list[Located]:
    return [each for each in located if each.finding.code == code]


def test_a_missing_crossing(found):
    nodes, ways = street()
    ways = ways[:-2] + ways[-1:]  # the southern sidewalk is joined elsewhere
    nodes[9] = at(-400, -7)
    ways += [(16, [7, 9], FOOTWAY), (17, [9, 1], FOOTWAY)]
    [one] = of("crossing_missing", found(nodes, ways))
    assert (one.osm_node, one.osm_way, one.finding.value) == (2, 10, "A")
    (_, a), (_, b) = one.line
    assert abs(a - b) * NORTH == pytest.approx(14.0, abs=0.01)


@pytest.mark.parametrize(
    "change",
    ["crossing near", "crossing node", "one side only", "too far", "not parallel", "no junction"],
)
def test_no_missing_crossing(found, change):
    nodes, ways = street(side=change != "no junction")
    if change == "crossing near":
        nodes |= {20: at(320, 7), 21: at(320, 0), 22: at(320, -7)}
        ways[0] = (10, [1, 2, 21, 3], ROAD)
        ways[1], ways[2] = (12, [5, 20, 6], SIDEWALK), (13, [7, 22, 8], SIDEWALK)
        ways.append((30, [20, 21, 22], CROSSING))
    elif change == "crossing node":
        nodes[21] = at(420, 0, {"highway": "crossing"})
        ways[0] = (10, [1, 2, 21, 3], ROAD)
    elif change == "one side only":
        del ways[2]
    elif change == "too far":
        nodes, ways = street(left=17.0)
    elif change == "not parallel":
        nodes[5], nodes[6] = at(290, 3), at(312, 16)
    assert of("crossing_missing", found(nodes, ways)) == []


def test_a_crossing_of_another_street_is_none_of_this(found):
    nodes, ways = street()
    nodes[4], nodes[30] = at(300, -200), at(300, -10, {"highway": "crossing"})
    ways[-1] = (11, [2, 30, 4], {"highway": "residential", "name": "B"})
    # 300 m from the western end, where walks lead over the street.
    assert len(of("crossing_missing", found(nodes, ways))) == 1


def test_crossings_without_a_kerb(found):
    nodes = {1: at(0, 6), 2: at(0, 0), 3: at(0, -6), 4: at(-50, 0), 5: at(50, 0)}
    nodes |= {6: at(50, 6), 7: at(50, -6)}
    ways = [(10, [4, 2, 5], ROAD), (11, [1, 2, 3], CROSSING)]
    ways += [(12, [1, 6], SIDEWALK), (13, [3, 7], SIDEWALK)]
    [one] = of("crossing_without_kerb", found(nodes, ways))
    assert one.osm_way == 11
    nodes[3] = at(0, -6, {"barrier": "kerb", "kerb": "lowered"})
    assert of("crossing_without_kerb", found(nodes, ways)) == []
    nodes[3] = at(0, -6)
    ways[1] = (11, [1, 2, 3], {**CROSSING, "kerb": "flush"})
    assert of("crossing_without_kerb", found(nodes, ways)) == []


def test_kerbs_that_part_nothing(found):
    kerb = {"barrier": "kerb", "kerb": "raised"}

    def rules(nodes, ways):
        located = found(nodes, ways)
        kerbs = [each for each in located if each.finding.code.startswith("kerb_")]
        return [each.rule or each.finding.code for each in kerbs]

    line = {1: at(0, 0), 2: at(50, 0, kerb), 3: at(100, 0)}
    assert rules(line, [(10, [1, 2, 3], ROAD)]) == ["kerb_on_road"]
    assert rules(line, [(10, [1, 2], FOOTWAY)]) == ["kerb_at_dead_end"]
    assert rules(line, [(10, [1, 2, 3], FOOTWAY)]) == ["kerb_off_road"]
    assert rules(line, [(10, [1, 2], FOOTWAY), (11, [2, 3], ROAD)]) == []
    crossing = {**line, 2: at(50, 0, {"highway": "crossing", "kerb": "lowered"})}
    assert rules(crossing, [(10, [1, 2, 3], ROAD)]) == []
    beside = {**line, 4: at(0, 15), 5: at(100, 15)}
    assert rules(beside, [(10, [1, 2, 3], FOOTWAY), (11, [4, 5], ROAD), (12, [1, 4], ROAD)]) == []


# ------------------------------------------------------------------ the rest


def test_a_sidewalk_said_to_be_separate_that_is_not_there(found):
    nodes, ways = island(20.0, 80.0, FOOTWAY)
    ways[0] = (10, [1, 2], {**ROAD, "sidewalk": "separate"})
    assert of("contradictory_tags", found(nodes, ways)) == []
    nodes, ways = island(40.0, 80.0, FOOTWAY)
    ways[0] = (10, [1, 2], {**ROAD, "sidewalk": "separate"})
    [one] = of("contradictory_tags", found(nodes, ways))
    assert (one.rule, one.osm_way) == ("sidewalk_separate_not_mapped", 10)
    assert one.finding.value == "sidewalk=separate"


def test_contradictions_and_unread_values_are_told_once_a_way(found):
    tags = {**ROAD, "wheelchair": "yes", "smoothness": "impassable", "incline": "steep"}
    nodes = {1: at(0, 0), 2: at(100, 0), 3: at(300, 0), 4: at(100, 90)}
    located = found(nodes, [(10, [1, 2, 3], {**tags, "sidewalk": "both"}), (11, [2, 4], FOOTWAY)])
    assert codes(located) == ["contradictory_tags", "tag_not_understood"]
    assert located[0].finding.value == "wheelchair=yes, smoothness=impassable"
    assert (located[1].finding.field, located[1].finding.value) == ("incline", "steep")
    assert (located[0].lon - LON) * EAST == pytest.approx(200.0, abs=0.1)  # its longest piece


def test_all_codes_have_words_in_three_languages(found):
    located = found(*dead_end(2.5, {**FOOTWAY, "foot": "no", "wheelchair": "yes"}))
    assert {each.rule for each in located} == {
        "foot_way_closed_to_feet", "wheelchair_where_no_foot_may",
    }  # fmt: skip
    for language in ("kk", "ru", "en"):
        for each in located:
            words = each.hint(language)
            assert "{" not in words
            assert each.finding.value in words
    assert len(CODES) == len(set(CODES))


def test_a_town_without_ways_for_people(found):
    assert found({1: at(0, 0), 2: at(50, 0)}, [(10, [1, 2], {**ROAD, "foot": "no"})]) == []


def test_files_of_earlier_versions_are_checked_less(osm_file):
    net = build_network(osm_file(*dead_end(2.5)))
    old = {name: column for name, column in net.edges.items() if name not in ("layer", "remark")}
    nodes = {name: c for name, c in net.nodes.items() if name not in ("way_end", "remark")}
    earlier = StreetNetwork(
        **{**{f: getattr(net, f) for f in net.__dataclass_fields__}, "edges": old, "nodes": nodes}
    )
    assert codes(check_network(earlier)) == ["network_of_earlier_version", "gap"]
