# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and instructions: true to the route, complete in three languages."""

from __future__ import annotations

import json
import re

import pytest
from hand_network import at, network

from accessible_core.messages import subject
from accessible_core.network.model import EDGE_KINDS
from accessible_core.routing.document import route_document, route_geojson
from accessible_core.routing.instructions import instructions
from accessible_core.routing.limits import ATTRIBUTES
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reasons import reasons
from accessible_core.routing.router import Router
from accessible_core.vocabulary import LANGUAGES

WHEELCHAIR = Profile.named("manual_wheelchair")
KNOWN = {
    "surface": "asphalt",
    "smoothness": "good",
    "width": 150.0,
    "incline_up": 1.0,
    "incline_down": 0.0,
    "incline_source": "tag",
}


def town(**more):
    """North, left to the west over a crossing with a lowered kerb, right, then a slope."""
    nodes = [(0, 0), (0, 100), (-20, 100), (-30, 100), (-30, 200), (100, 100), (-30, 0)]
    return network(
        nodes,
        [(0, 1), (1, 2), (2, 3), (3, 4), (1, 5), (3, 6)],
        every={**KNOWN, **more},
        edge_tags={
            0: {"kind": "sidewalk", "name": "Абай"},
            1: {"kind": "crossing"},
            3: {"kind": "footway", "incline_up": 5.0},
        },
        node_tags={1: {"kerb": "lowered"}, 2: {"kerb": "flush"}},
    )


def test_turns_names_kerbs_and_slopes():
    net = town()
    route = Router(net, WHEELCHAIR).route(at(0, 10), at(-30, 190))
    *lines, arrival, closing = instructions(route, net, "en")
    assert lines == [
        "Start on sidewalk Абай, heading north, 90 m.",
        "Turn left. Cross the road, 20 m. Lowered kerb.",
        "Go straight on: footway, 10 m.",
        "Turn right: footway, 90 m. Uphill, up to 5 %.",
    ]
    assert arrival.startswith("You have arrived: 210 m")
    assert closing.startswith("Confirmed")
    assert route.confirmed
    back = Router(net, WHEELCHAIR).route(at(-30, 190), at(0, 10))
    said = instructions(back, net, "en")
    assert said[0] == "Start on footway, heading south, 90 m. Downhill, up to 5 %."
    assert said[1] == "Turn left: footway, 10 m."
    assert said[3].startswith("Turn right: sidewalk Абай, 90 m.")


def test_one_unknown_attribute_makes_a_route_unverified():
    for key, attribute in (("surface", "surface"), ("smoothness", "smoothness")):
        net = town(**{key: "unknown"})
        route = Router(net, WHEELCHAIR).route(at(0, 10), at(-30, 190))
        assert not route.confirmed
        assert route.unknown_share[attribute] == 1.0
        document = route_document(route, net, "en")
        assert document["confidence"] == "unverified"
        assert f"{attribute} 100 %" in document["instructions"][-1]


def test_unknown_kerbs_at_crossings_are_said_and_listed():
    net = town()
    net.nodes["kerb"][1] = 0
    route = Router(net, WHEELCHAIR).route(at(0, 10), at(-30, 190))
    assert not route.confirmed
    assert [obstacle.osm_node for obstacle in route.obstacles] == [1002]
    # The pieces on both sides of the unknown kerb: 90 m and 20 m of 210 m.
    assert route.unknown_share["kerb"] == pytest.approx(110 / 210, abs=1e-6)
    assert "Kerb not known." in instructions(route, net, "en")[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_every_kind_of_way_has_words(kind, language):
    net = network([(0, 0), (50, 0), (50, 50)], [(0, 1), (1, 2)], edge_tags={1: {"kind": kind}})
    profile = Profile.named("foot").with_limits(barred_kinds="none")
    route = Router(net, profile).route(at(10, 0), at(50, 40))
    for line in instructions(route, net, language):
        assert line
        assert not re.search(r"[{}]", line), line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("edge", "node"),
    [
        ({"kind": "steps", "step_count": 7, "surface": "sand", "width": 30.0}, {}),
        ({"wheelchair": "no", "smoothness": "horrible", "foot": "private"}, {}),
        ({"incline_up": 9.0, "incline_down": 9.5, "kind": "construction", "oneway": -1}, {}),
        (
            {"kerb_height": 9.0, "kind": "crossing"},
            {"barrier": "stile", "kerb": "raised", "foot": "no"},
        ),
        ({}, {"width": 40.0, "wheelchair": "no", "kerb_height": 12.0}),
    ],
)
def test_every_reason_has_words(edge, node, language):
    net = network(
        [(0, 0), (50, 0), (99, 0), (200, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags={1: edge},
        node_tags={1: node},
    )
    result = Router(net, WHEELCHAIR).route(at(0, 0), at(200, 0))
    expected = {**edge, **node}
    assert len(result.blocked_by) >= len({key for key in expected if key != "step_count"}) - 1
    for line in reasons(result, language):
        assert not re.search(r"[{}]", line), line


def test_every_attribute_has_its_words():
    for attribute in ATTRIBUTES:
        assert f"name_{attribute}" in subject("reasons")
        assert f"barred_by_{attribute}" in subject("reasons")


def test_the_document_of_the_contract():
    net = town()
    router = Router(net, WHEELCHAIR)
    document = route_document(router.route(at(0, 10), at(-30, 190)), net, "kk")
    assert {
        "status", "confidence", "distance_m", "duration_s", "snap_m", "edges", "unknown_share",
        "carriageway_m", "corrections", "instructions",
    } <= set(document)  # fmt: skip
    assert {
        "osm_way", "from_node", "to_node", "length_m", "kind", "incline", "surface", "known",
    } <= set(document["edges"][0])  # fmt: skip
    assert (document["edges"][0]["from_node"], document["edges"][0]["to_node"]) == (1001, 1002)
    assert sum(edge["length_m"] for edge in document["edges"]) == pytest.approx(210.0, abs=0.01)
    json.dumps(document, allow_nan=False)


def test_the_document_of_a_refusal():
    net = network([(0, 0), (50, 0), (99, 0)], [(0, 1), (1, 2)], node_tags={1: {"kerb": "raised"}})
    document = route_document(Router(net, WHEELCHAIR).route(at(5, 0), at(90, 0)), net)
    assert document["status"] == "no_route"
    assert document["reason"] == "barred"
    (obstacle,) = document["blocked_by"]
    assert (obstacle["attribute"], obstacle["value"], obstacle["limit"]) == ("kerb", "raised", 3.0)
    assert (obstacle["osm_way"], obstacle["osm_node"]) == (None, 1002)
    assert (obstacle["lon"], obstacle["lat"]) == pytest.approx(at(50, 0), abs=1e-6)
    assert document["least_barrier"]["distance_m"] == pytest.approx(85.0, abs=0.01)
    assert document["least_barrier"]["confidence"] == "unverified"


def test_geojson_holds_the_line_the_pieces_and_the_obstacles():
    net = town()
    net.nodes["kerb"][1] = 0
    collection = route_geojson(Router(net, WHEELCHAIR).route(at(0, 10), at(-30, 190)), net, "ru")
    parts = [feature["properties"]["part"] for feature in collection["features"]]
    # The kerb that is not known, the flush one is none, and 5 % with a limit of 6 %.
    assert parts == ["route", *["edge"] * 4, "obstacle", "obstacle"]
    line = collection["features"][0]["geometry"]["coordinates"]
    assert line[0] == pytest.approx(at(0, 10), abs=1e-6)
    assert line[-1] == pytest.approx(at(-30, 190), abs=1e-6)
    json.dumps(collection, allow_nan=False)


def test_a_kerb_inside_the_crossing_tells_about_its_end_only():
    # Walk - (2 m of the crossing way) - kerb - over the road - kerb - (2 m) - walk.
    nodes = [(0, 50), (0, 0), (2, 0), (12, 0), (14, 0), (14, 50)]
    tags = {1: {"kind": "crossing"}, 2: {"kind": "crossing"}, 3: {"kind": "crossing"}}
    edges = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]
    both = {2: {"kerb": "lowered"}, 3: {"kerb": "flush"}}
    net = network(nodes, edges, every=KNOWN, edge_tags=tags, node_tags=both)
    assert Router(net, WHEELCHAIR).route(at(0, 40), at(14, 40)).confirmed
    one = network(nodes, edges, every=KNOWN, edge_tags=tags, node_tags={2: {"kerb": "lowered"}})
    route = Router(one, WHEELCHAIR).route(at(0, 40), at(14, 40))
    assert [obstacle.osm_node for obstacle in route.obstacles] == [1005]


def test_a_lift_on_a_node_is_said():
    net = network([(0, 0), (50, 0), (100, 0)], [(0, 1), (1, 2)], node_tags={1: {"lift": True}})
    said = instructions(Router(net, WHEELCHAIR).route(at(5, 0), at(90, 0)), net)
    assert said[1].startswith("Take the lift. Go straight on")


def test_the_few_metres_around_a_crossing_belong_to_it():
    nodes = [(0, 0), (0, 50), (3, 50), (12, 50), (15, 50), (15, 100)]
    kinds = ["sidewalk", "footway", "crossing", "footway", "sidewalk"]
    net = network(
        nodes,
        [(i, i + 1) for i in range(5)],
        edge_tags={i: {"kind": kind} for i, kind in enumerate(kinds)},
        node_tags={2: {"kerb": "lowered"}, 3: {"kerb_height": 2.5}},
    )
    said = instructions(Router(net, WHEELCHAIR).route(at(0, 10), at(15, 90)), net)
    assert said[:3] == [
        "Start on sidewalk, heading north, 40 m.",
        "Turn right. Cross the road, 15 m. Lowered kerb. Kerb of 2.5 cm.",
        "Turn left: sidewalk, 40 m.",
    ]


def test_a_way_cut_in_pieces_is_said_once_but_listed_whole():
    net = network(
        [(0, 0), (50, 0), (100, 0), (150, 0), (200, 0)],
        [(0, 1), (1, 2), (2, 3), (3, 4)],
        edge_tags={1: {"kind": "steps"}, 2: {"kind": "steps"}},
    )
    net.edge_way[2] = net.edge_way[1]
    result = Router(net, WHEELCHAIR).route(at(5, 0), at(190, 0))
    assert len(result.blocked_by) == 2
    assert len(reasons(result)) == 2
    assert reasons(result)[1].startswith("steps without a wheelchair ramp (OSM way 2")


def test_a_kerb_tagged_on_the_crossing_is_known_at_its_ends():
    nodes = [(0, 0), (0, 50), (10, 50), (10, 90)]
    edges = [(0, 1), (1, 2), (2, 3)]
    for kerb, confirmed in (("flush", True), ("unknown", False)):
        tags = {1: {"kind": "crossing", "kerb": kerb}}
        net = network(nodes, edges, every=KNOWN, edge_tags=tags)
        assert Router(net, WHEELCHAIR).route(at(0, 10), at(10, 80)).confirmed == confirmed
