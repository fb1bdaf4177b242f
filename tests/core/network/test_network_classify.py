# SPDX-License-Identifier: GPL-3.0-or-later
"""What tags mean for people on foot, case by case."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from accessible_core.network.classify import strands
from accessible_core.network.model import EDGE_KINDS, FOOT_ACCESS, KERBS, WHEELCHAIR, StreetNetwork
from accessible_core.network.rules import rules


def kinds(tags: dict[str, str]) -> list[str]:
    return [strand.kind for strand in strands(tags)[0]]


def foot(tags: dict[str, str]) -> str:
    return strands(tags)[0][0].foot


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"highway": "footway"}, "footway"),
        ({"highway": "footway", "footway": "sidewalk"}, "sidewalk"),
        ({"highway": "path", "path": "sidewalk"}, "sidewalk"),
        ({"highway": "footway", "footway": "crossing"}, "crossing"),
        ({"highway": "cycleway", "cycleway": "crossing"}, "crossing"),
        ({"highway": "footway", "footway": "traffic_island"}, "footway"),
        ({"highway": "steps"}, "steps"),
        ({"highway": "steps", "conveying": "forward"}, "escalator"),
        ({"highway": "steps", "conveying": "no"}, "steps"),
        ({"highway": "footway", "step_count": "3"}, "steps"),
        ({"highway": "footway", "step_count": "0"}, "footway"),
        ({"highway": "footway", "step_count": "1"}, "steps"),
        ({"highway": "residential", "steps": "4"}, "steps"),
        ({"highway": "footway", "steps": "no"}, "footway"),
        ({"highway": "path", "steps": "yes"}, "steps"),
        ({"highway": "footway", "ramp": "yes"}, "ramp"),
        ({"highway": "elevator"}, "lift"),
        ({"highway": "corridor"}, "corridor"),
        ({"highway": "footway", "area": "yes"}, "area"),
        ({"highway": "pedestrian"}, "pedestrian"),
        ({"highway": "pedestrian", "area": "yes"}, "area"),
        ({"highway": "pedestrian", "area": "no"}, "pedestrian"),
        ({"public_transport": "platform"}, "platform"),
        ({"railway": "platform", "area": "yes"}, "platform"),
        ({"highway": "platform"}, "platform"),
        ({"highway": "residential"}, "road"),
        ({"highway": "service"}, "service"),
        ({"highway": "track"}, "track"),
        ({"highway": "cycleway"}, "cycleway"),
        ({"highway": "construction", "construction": "footway"}, "construction"),
        ({"highway": "proposed"}, "construction"),
        ({"highway": "something_new"}, "unknown"),
        ({"man_made": "pier"}, "path"),
        ({"indoor": "room"}, "corridor"),
        ({"indoor": "area"}, "corridor"),
        ({"indoor": "room", "room": "stairs"}, "steps"),
        ({"indoor": "room", "room": "elevator"}, "lift"),
        ({"highway": "ladder"}, "steps"),
        ({"highway": "escalator"}, "escalator"),
        ({"highway": "footway", "construction": "yes"}, "construction"),
        ({"highway": "footway", "proposed": "yes"}, "construction"),
    ],
)
def test_kinds(tags: dict[str, str], kind: str) -> None:
    assert kinds(tags) == [kind]


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "abandoned"},
        {"highway": "rest_area"},
        {"railway": "rail"},
        {"indoor": "wall"},
        {"highway": "path", "razed": "yes"},
        {},
    ],
)
def test_what_is_no_way_at_all(tags: dict[str, str]) -> None:
    assert kinds(tags) == []


@pytest.mark.parametrize(
    ("tags", "access"),
    [
        ({"highway": "residential"}, "yes"),
        ({"highway": "footway"}, "designated"),
        ({"highway": "cycleway"}, "unknown"),
        ({"highway": "cycleway", "foot": "designated"}, "designated"),
        ({"highway": "footway", "access": "private"}, "private"),
        ({"highway": "footway", "access": "no"}, "no"),
        ({"highway": "footway", "access": "no", "foot": "yes"}, "yes"),
        ({"highway": "footway", "access": "private", "foot": "permissive"}, "permissive"),
        ({"highway": "footway", "access": "private", "foot": "customers"}, "private"),
        ({"highway": "service", "access": "no", "foot": "destination"}, "no"),
        ({"highway": "service", "foot": "customers"}, "permissive"),
        ({"highway": "motorway", "foot": "customers"}, "no"),
        ({"highway": "service", "access": "yes", "foot": "no"}, "no"),
        ({"highway": "residential", "foot": "private"}, "private"),
        ({"highway": "primary", "foot": "use_sidepath"}, "use_sidepath"),
        ({"highway": "service", "access": "customers"}, "permissive"),
        ({"highway": "residential", "access": "destination"}, "yes"),
        ({"highway": "track", "access": "agricultural"}, "unknown"),
        ({"highway": "footway", "access": "gibberish"}, "unknown"),
        ({"highway": "footway", "access": "no", "foot": "gibberish"}, "no"),
        ({"highway": "motorway"}, "no"),
        ({"highway": "motorway_link", "access": "yes"}, "no"),
        ({"highway": "trunk"}, "no"),
        ({"highway": "trunk", "sidewalk": "no"}, "no"),
        ({"highway": "trunk", "foot": "yes"}, "yes"),
        ({"highway": "trunk", "access": "private", "foot": "unknown"}, "private"),
        ({"highway": "primary", "motorroad": "yes"}, "no"),
        ({"highway": "construction"}, "unknown"),
        ({"highway": "path", "abandoned": "yes"}, "unknown"),
        ({"highway": "footway", "disused": "yes"}, "unknown"),
        ({"highway": "path", "disused": "yes", "foot": "yes"}, "yes"),
        ({"highway": "path", "ford": "yes"}, "unknown"),
        ({"highway": "path", "ford": "no"}, "yes"),
        ({"highway": "path", "ford": "stepping_stones"}, "yes"),
        ({"highway": "path", "ford": "yes", "foot": "designated"}, "designated"),
        ({"indoor": "room"}, "unknown"),
        ({"indoor": "corridor"}, "yes"),
    ],
)
def test_access_foot_stands_over_access_over_the_class(tags: dict[str, str], access: str) -> None:
    assert foot(tags) == access


@pytest.mark.parametrize(
    ("tags", "direction"),
    [
        ({"highway": "residential", "oneway": "yes"}, 0),  # vehicles' business
        ({"highway": "footway", "oneway:foot": "yes"}, 1),
        ({"highway": "footway", "oneway:foot": "-1"}, -1),
        ({"highway": "footway", "oneway:foot": "no"}, 0),
        ({"highway": "footway", "foot:backward": "no"}, 1),
        ({"highway": "footway", "foot:forward": "no"}, -1),
        ({"highway": "steps", "conveying": "forward"}, 1),
        ({"highway": "steps", "conveying": "backward"}, -1),
        ({"highway": "steps", "conveying": "yes"}, 0),
    ],
)
def test_direction_for_people_on_foot(tags: dict[str, str], direction: int) -> None:
    assert strands(tags)[0][0].oneway == direction


# ------------------------------------------------------------------ sidewalks


def test_equal_sidewalks_are_one_edge_beside_the_road() -> None:
    road, sidewalk = strands({"highway": "residential", "sidewalk": "both", "surface": "sett"})[0]
    assert (road.kind, road.carriageway) == ("road", True)
    assert (sidewalk.kind, sidewalk.carriageway, sidewalk.foot) == ("sidewalk", False, "yes")
    assert "surface" not in sidewalk.tags  # the road's stones say nothing about its sidewalk


def test_different_sides_are_two_edges_with_their_own_tags() -> None:
    found = strands(
        {
            "highway": "residential",
            "sidewalk": "both",
            "sidewalk:left:surface": "asphalt",
            "sidewalk:right:surface": "gravel",
            "sidewalk:both:width": "1.5",
            "sidewalk:right:width": "0.7",
        }
    )[0]
    assert [strand.kind for strand in found] == ["road", "sidewalk", "sidewalk"]
    assert [strand.tags.get("surface") for strand in found] == [None, "asphalt", "gravel"]
    assert [strand.tags.get("width") for strand in found] == [None, "1.5", "0.7"]


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        ({"sidewalk": "both"}, 1),
        ({"sidewalk": "left"}, 1),
        ({"sidewalk": "right", "sidewalk:left:surface": "mud"}, 1),
        ({"sidewalk": "yes"}, 1),
        ({"sidewalk": "no"}, 0),
        ({"sidewalk": "none"}, 0),
        ({"sidewalk": "separate"}, 0),
        ({"sidewalk:both": "separate"}, 0),
        ({"sidewalk:left": "yes", "sidewalk:right": "separate"}, 1),
        ({"sidewalk:left": "yes", "sidewalk:right": "no", "sidewalk:right:surface": "sand"}, 1),
        ({"sidewalk:both": "yes"}, 1),
        ({"sidewalk:both:surface": "asphalt"}, 1),
        ({"sidewalk:left:width": "2", "sidewalk:right:width": "1"}, 2),
        ({"footway": "both"}, 1),
        ({"footway": "none"}, 0),
        ({}, 0),
    ],
)
def test_how_many_sidewalk_edges(tags: dict[str, str], count: int) -> None:
    found, unread = strands({"highway": "residential", **tags})
    assert len(found) == 1 + count
    assert unread == []


def test_a_sidewalk_word_that_nobody_knows_makes_no_sidewalk_and_is_counted() -> None:
    found, unread = strands({"highway": "residential", "sidewalk": "right;no"})
    assert len(found) == 1
    assert unread == [("sidewalk", "right;no")]


def test_a_trunk_with_a_sidewalk_opens_the_sidewalk_only() -> None:
    road, sidewalk = strands({"highway": "trunk", "sidewalk": "right"})[0]
    assert (road.foot, sidewalk.foot) == ("no", "yes")


@pytest.mark.parametrize("word", ["no", "private", "use_sidepath"])
def test_what_closes_the_road_to_feet_closes_its_tagged_sidewalk(word: str) -> None:
    road, sidewalk = strands({"highway": "residential", "sidewalk": "left", "foot": word})[0]
    assert road.foot == sidewalk.foot == word


def test_a_sidewalk_takes_over_slope_and_bad_news_but_no_good_news() -> None:
    tags = {"highway": "residential", "sidewalk": "left", "incline": "9%"}
    assert strands({**tags, "wheelchair": "no"})[0][1].tags["wheelchair"] == "no"
    sidewalk = strands({**tags, "wheelchair": "yes", "smoothness": "good", "width": "6"})[0][1]
    assert dict(sidewalk.tags) == {"incline": "9%"}


# -------------------------------------------------- attributes in the network


def only(network: StreetNetwork, way: int = 10) -> int:
    (edge,) = [e for e in range(network.edge_count) if network.edge_way[e] == way]
    return edge


def test_attributes_reach_their_columns(one_way: Callable[..., StreetNetwork]) -> None:
    network = one_way(
        {
            "highway": "footway",
            "surface": "paving_stones",
            "smoothness": "intermediate",
            "width": "1,2 m",
            "incline": "-6%",
            "wheelchair": "limited",
            "lit": "yes",
            "kerb": "raised",
            "kerb:height": "12 cm",
            "name": "Абай даңғылы",
        }
    )
    edges, e = network.edges, only(network)
    assert EDGE_KINDS[edges["kind"][e]] == "footway"
    assert network.surfaces[edges["surface"][e]] == "paving_stones"
    assert edges["width"][e] == pytest.approx(120)
    assert (edges["incline_up"][e], edges["incline_down"][e]) == (0, 6)
    assert WHEELCHAIR[edges["wheelchair"][e]] == "limited"
    assert KERBS[edges["kerb"][e]] == "raised"
    assert edges["kerb_height"][e] == pytest.approx(12)
    assert network.names[edges["name"][e]] == "Абай даңғылы"
    assert network.meta["unreadable"] == {}


def test_the_rim_of_a_sloping_square_climbs_and_descends(
    one_way: Callable[..., StreetNetwork],
) -> None:
    network = one_way({"highway": "pedestrian", "area": "yes", "incline": "-7%"})
    e = only(network)
    assert (network.edges["incline_up"][e], network.edges["incline_down"][e]) == (7, 7)


def test_no_tag_means_not_known(one_way: Callable[..., StreetNetwork]) -> None:
    network = one_way({"highway": "footway"})
    edges, e = network.edges, only(network)
    unknown = ["surface", "smoothness", "incline_source", "wheelchair", "ramp_wheelchair", "kerb"]
    assert [edges[name][e] for name in unknown] == [0] * len(unknown)
    for name in ("width", "incline_up", "incline_down", "kerb_height"):
        assert math.isnan(edges[name][e])
    assert edges["step_count"][e] == -1


def test_mess_is_counted_and_stays_unknown(one_way: Callable[..., StreetNetwork]) -> None:
    network = one_way(
        {"highway": "footway", "width": "narrow", "incline": "steep", "smoothness": "r"}
    )
    e = only(network)
    assert network.meta["unreadable"] == {
        "width": {"narrow": 1},
        "incline": {"steep": 1},
        "smoothness": {"r": 1},
    }
    assert math.isnan(network.edges["width"][e])
    assert network.edges["incline_source"][e] == 0


def test_what_physically_fits_cuts_the_width(one_way: Callable[..., StreetNetwork]) -> None:
    network = one_way({"highway": "footway", "width": "2", "maxwidth:physical": "0.8"})
    assert network.edges["width"][only(network)] == pytest.approx(80)


@pytest.mark.parametrize(
    ("tags", "column", "value"),
    [
        ({"barrier": "bollard", "maxwidth:physical": "0.85"}, "width", 85),
        ({"barrier": "gate", "access": "private"}, "foot", FOOT_ACCESS.index("private")),
        ({"barrier": "gate", "access": "private", "foot": "yes"}, "foot", FOOT_ACCESS.index("yes")),
        ({"barrier": "kerb", "kerb": "raised"}, "kerb", KERBS.index("raised")),
        ({"kerb": "lowered", "kerb:height": "3 cm"}, "kerb_height", 3),
        ({"highway": "crossing"}, "crossing", True),
        ({"crossing": "unmarked"}, "crossing", True),
        ({"highway": "crossing", "crossing": "no"}, "crossing", False),
        ({"highway": "crossing", "tactile_paving": "yes"}, "tactile_paving", 2),
        ({"highway": "elevator", "wheelchair": "no"}, "wheelchair", WHEELCHAIR.index("no")),
        ({"highway": "elevator"}, "lift", True),
    ],
)
def test_nodes_with_attributes_split_the_way(
    one_way: Callable[..., StreetNetwork], tags: dict[str, str], column: str, value: float
) -> None:
    network = one_way({"highway": "footway"}, tags)
    (node,) = [n for n in range(network.node_count) if network.node_osm[n] == 2] or [None]
    if value is False:
        assert node is None
        return
    assert network.nodes[column][node] == pytest.approx(value)
    assert (network.edge_way == 10).sum() == 2


def test_barrier_names_are_kept(one_way: Callable[..., StreetNetwork]) -> None:
    network = one_way({"highway": "footway"}, {"barrier": "cycle_barrier"})
    node = list(network.node_osm).index(2)
    assert network.barriers[network.nodes["barrier"][node]] == "cycle_barrier"


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "bus_stop", "wheelchair": "no"},
        {"amenity": "cafe", "wheelchair": "no"},
        {"highway": "street_lamp"},
        {"name": "Nowhere"},
        {"barrier": "no"},
    ],
)
def test_nodes_that_are_no_passage_bar_nobody(
    one_way: Callable[..., StreetNetwork], tags: dict[str, str]
) -> None:
    network = one_way({"highway": "footway"}, tags)
    assert 2 not in network.node_osm
    assert (network.edge_way == 10).sum() == 1


def test_rules_name_only_what_the_model_knows() -> None:
    book = rules()
    classes = [*book["highway"].values(), *book["other"].values()]
    assert {rule["kind"] for rule in classes} <= set(EDGE_KINDS)
    assert {rule["foot"] for rule in classes} <= set(FOOT_ACCESS)
    words = {*book["access"]["foot"].values(), *book["access"]["general"].values()}
    assert words <= set(FOOT_ACCESS)
    assert {rule["kind"] for rule in book["refinement"]["rules"]} <= set(EDGE_KINDS)
