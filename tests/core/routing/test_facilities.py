# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to the doors of facilities: which door, what is said of it, and the nearest ones."""

from __future__ import annotations

import csv
import dataclasses
import json
import re

import numpy as np
import pytest
from hand_facilities import FULL, NOT, PART, UNKNOWN, facilities
from hand_network import at, network

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.errors import Cancelled, UsageError
from accessible_core.messages import subject
from accessible_core.network.model import ENTRANCE_KINDS, WHEELCHAIR
from accessible_core.network.store import write_network
from accessible_core.routing.document import route_document, route_geojson
from accessible_core.routing.facilities.door_words import door_words
from accessible_core.routing.facilities.goals import door_knowledge, facilities_for, group_of
from accessible_core.routing.facilities.nearest import Wanted, nearest_facilities
from accessible_core.routing.facilities.nearest_document import (
    nearest_document,
    nearest_geojson,
    nearest_lines,
)
from accessible_core.routing.facilities.to_facility import at_facility, way_between
from accessible_core.routing.instructions import instructions
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import LANGUAGES

MANUAL = Profile.named("manual_wheelchair")
KNOWN = {
    "surface": "asphalt", "smoothness": "good", "width": 200.0,
    "incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag",
}  # fmt: skip


def street(entrances=(), buildings=(), **tags):
    """One street of 400 m with side streets at 100 m (to 50 m north) and, steps, at 300 m."""
    net = network(
        [(0, 0), (100, 0), (300, 0), (400, 0), (100, 50), (300, 50)],
        [(0, 1), (1, 2), (2, 3), (1, 4), (2, 5)],
        every=KNOWN,
        edge_tags={4: {"kind": "steps"}, **tags},
    )
    rings = [[at(*corner) for corner in ring] for ring in buildings]
    place = [at(*each["at"]) for each in entrances]
    return dataclasses.replace(
        net,
        entrances={
            "osm": np.array([each.get("osm", 7) for each in entrances], np.int64),
            "lon": np.array([lon for lon, _ in place], np.float64),
            "lat": np.array([lat for _, lat in place], np.float64),
            "kind": np.array([ENTRANCE_KINDS.index(each.get("kind", "yes")) for each in entrances],
                             np.uint8),
            "wheelchair": np.array(
                [WHEELCHAIR.index(each.get("wheelchair", "unknown")) for each in entrances],
                np.uint8),
            "building": np.array([each.get("building", -1) for each in entrances], np.int32),
        },
        buildings={
            "osm": np.arange(len(rings)),
            "start": np.concatenate([[0], np.cumsum([len(ring) for ring in rings])]).astype(int),
            "lon": np.array([lon for ring in rings for lon, _ in ring], np.float64),
            "lat": np.array([lat for ring in rings for _, lat in ring], np.float64),
        },
    )  # fmt: skip


def to(made, net=None, start=(0, 0), **more):
    """Route to the one facility that is made."""
    net = net or street(**more)
    places = facilities([{"id": "A", **made}], net)
    return Router(net, MANUAL).route_to_facility(at(*start), places, "A"), net


def door_of(way):
    door = way.doors[1]
    assert door is not None
    return door.entrance, door.accessible, door.score


# ------------------------------------------------------------------ which door


EAST, MIDDLE, ABOVE_STEPS = (400, 0), (200, 0), (300, 50)


@pytest.mark.parametrize(
    ("doors", "taken", "accessible"),
    [
        # The accessible one, though farther.
        ({1: (MIDDLE, NOT), 2: (EAST, FULL)}, 2, "yes"),
        ({1: (MIDDLE, PART), 2: (EAST, FULL)}, 2, "yes"),
        ({1: (MIDDLE, UNKNOWN), 2: (EAST, PART)}, 2, "unknown"),
        ({1: (MIDDLE, NOT), 2: (EAST, UNKNOWN)}, 2, "unknown"),
        # Of two alike the nearer.
        ({1: (EAST, FULL), 2: (MIDDLE, FULL)}, 2, "yes"),
        # Only one that is not accessible.
        ({1: (MIDDLE, NOT)}, 1, "no"),
        # The accessible one lies above steps.
        ({1: (ABOVE_STEPS, FULL), 2: (MIDDLE, NOT)}, 2, "no"),
        # The nearest street to the accessible one is a flight of steps.
        ({1: ((302, 20), FULL), 2: (MIDDLE, PART)}, 2, "unknown"),
        # Nobody wrote down where the accessible one is.
        ({1: (None, FULL), 3: (MIDDLE, NOT)}, 3, "no"),
    ],
)
def test_the_door_that_is_taken(doors, taken, accessible):
    # Above the steps there is a terrace, so that the door there is on a street of its own.
    net = network(
        [(0, 0), (200, 0), (300, 0), (400, 0), (300, 40), (300, 80)],
        [(0, 1), (1, 2), (2, 3), (2, 4), (4, 5)],
        every=KNOWN,
        edge_tags={3: {"kind": "steps"}},
    )
    way, _ = to({"at": (200, 20), "doors": doors, "sure": True}, net)
    assert isinstance(way, Route)
    assert door_of(way)[:2] == (taken, accessible)
    assert door_of(way)[2] == doors[taken][1]
    assert way.lon[-1] == pytest.approx(at(*doors[taken][0])[0], abs=1e-6)
    better = [n for n, (where, score) in doors.items() if score == FULL and n != taken]
    placed = [n for n in better if doors[n][0] is not None]
    assert list(way.doors[1].unplaced) == [n for n in better if n not in placed]
    assert list(way.doors[1].unreached) == [n for n in placed if accessible != "yes"]


def test_a_way_is_confirmed_only_to_a_door_known_to_be_accessible():
    for score, sure, confirmed in (
        (FULL, True, True), (FULL, False, False), (PART, True, False),
        (UNKNOWN, True, False), (NOT, True, False),
    ):  # fmt: skip
        way, net = to({"at": (200, 20), "doors": {1: (MIDDLE, score)}, "sure": sure})
        assert way.confirmed == confirmed
        assert not any(way.unknown_share.values())
        for language in LANGUAGES:
            code = "confirmed" if confirmed else "unverified_door"
            start = subject("instructions")[code][language].split("{")[0]
            assert instructions(way, net, language)[-1].startswith(start)


def test_without_a_door_the_nearest_street_is_taken_and_said():
    way, net = to({"at": (200, 20)})
    assert door_of(way) == ("unknown", "unknown", None)
    assert not way.confirmed
    assert route_document(way, net)["destination"]["entrance"] == "unknown"
    assert any("no entrance is known" in line for line in instructions(way, net))


def test_no_way_to_a_facility_tells_which_door_was_meant():
    net = network(
        [(0, 0), (200, 0), (200, 50), (200, 90)], [(0, 1), (1, 2), (2, 3)], every=KNOWN,
        edge_tags={1: {"kind": "steps"}},
    )  # fmt: skip
    way, _ = to({"at": (200, 80), "doors": {1: ((200, 90), PART), 2: ((200, 80), FULL)}}, net)
    assert isinstance(way, NoRoute)
    assert way.reason == "barred"
    document = route_document(way, net)
    assert document["destination"]["entrance"] == 2
    assert document["blocked_by"][0]["attribute"] == "steps"
    parts = [each["properties"]["part"] for each in route_geojson(way, net)["features"]]
    assert parts.count("destination") == 1


def test_from_one_facility_to_another():
    net = street()
    places = facilities(
        [{"id": "A", "at": (0, 0), "doors": {1: ((0, 0), FULL)}, "sure": True},
         {"id": "B", "at": (400, 0), "doors": {1: ((400, 0), FULL)}, "sure": True}], net,
    )  # fmt: skip
    way = way_between(Router(net, MANUAL).route, at_facility(places, "A"), at_facility(places, "B"))
    assert way.confirmed
    document = route_document(way, net)
    assert (document["origin"]["facility"], document["destination"]["facility"]) == ("A", "B")


def test_unknown_facilities_and_places_are_refused():
    net = street()
    places = facilities([{"id": "A", "at": None}, {"id": "B", "at": (0, 0)}], net)
    router = Router(net, MANUAL)
    with pytest.raises(UsageError, match="no facility 'Z'"):
        router.route_to_facility(at(0, 0), places, "Z")
    with pytest.raises(UsageError, match="neither a position"):
        router.route_to_facility(at(0, 0), places, "A")
    with pytest.raises(UsageError, match="no group 'cats'"):
        facilities_for(places.survey, net, scores=places.scores, group="cats")


# ------------------------------------------------------------------ OSM's doors

HOUSE = [(180, 5), (220, 5), (220, 45), (180, 45), (180, 5)]


@pytest.mark.parametrize(
    ("where", "entrances", "expected"),
    [
        # In the building: its best entrance, checked.
        ((200, 20), [{"at": (180, 20), "building": 0, "kind": "yes"},
                     {"at": (200, 5), "building": 0, "kind": "main", "osm": 8}], (8, True)),
        # wheelchair=yes before the main one; wheelchair=no last.
        ((200, 20), [{"at": (200, 5), "building": 0, "kind": "main"},
                     {"at": (180, 20), "building": 0, "wheelchair": "yes", "osm": 8}], (8, True)),
        ((200, 20), [{"at": (200, 5), "building": 0, "kind": "main", "wheelchair": "no"},
                     {"at": (180, 20), "building": 0, "kind": "shop", "osm": 8}], (8, True)),
        # In front of it, on the pavement: likely this one, not checked.
        ((200, 0), [{"at": (200, 5), "building": 0, "osm": 8}], (8, False)),
        # The neighbour's door is not ours, however near.
        ((200, -10), [{"at": (200, 5), "building": 0}], None),
        # Doors that visitors do not use.
        ((200, 20), [{"at": (200, 5), "building": 0, "kind": "service"}], None),
        ((200, 20), [{"at": (200, 5), "building": 0, "kind": "emergency"}], None),
        # No building known: the nearest within 30 m.
        ((300, 20), [{"at": (300, 5), "osm": 8}, {"at": (310, 20), "osm": 9}], (9, False)),
        ((300, 20), [{"at": (300, -12)}], None),
    ],
)  # fmt: skip
def test_the_entrance_that_osm_knows(where, entrances, expected):
    way, net = to({"at": where}, street(entrances, [HOUSE]))
    door = way.doors[1]
    if expected is None:
        assert door.entrance == "unknown"
        return
    assert (door.entrance, door.osm_node, door.building) == ("osm", *expected)
    assert door.accessible == "unknown"
    assert not way.confirmed
    document = route_document(way, net)["destination"]
    assert document["building_checked"] == expected[1]


def test_osm_says_no_but_never_yes():
    for word, accessible in (("no", "no"), ("yes", "unknown"), ("limited", "unknown")):
        entrance = {"at": (200, 5), "building": 0, "wheelchair": word}
        way, _ = to({"at": (200, 20)}, street([entrance], [HOUSE]))
        assert door_of(way) == ("osm", accessible, None)


def test_a_door_of_the_survey_stands_before_those_of_osm():
    entrance = {"at": (200, 5), "building": 0, "wheelchair": "yes"}
    made = {"at": (200, 20), "doors": {1: ((180, 20), NOT)}}
    way, _ = to(made, street([entrance], [HOUSE]))
    assert door_of(way)[0] == 1


def test_networks_of_earlier_versions_know_no_entrances():
    net = dataclasses.replace(street(), entrances={}, buildings={})
    way, _ = to({"at": (200, 20)}, net)
    assert door_of(way)[0] == "unknown"


@pytest.mark.parametrize("language", LANGUAGES)
def test_doors_have_words(language):
    ways = [
        to({"at": (200, 20), "doors": {1: ((200, 0), score)}})[0]
        for score in (FULL, PART, NOT, UNKNOWN)
    ]
    ways.append(to({"at": (200, 20), "doors": {1: (None, FULL), 2: (MIDDLE, NOT)}})[0])
    ways.append(to({"at": (200, 20)})[0])
    for word in ("no", "yes"):
        entrance = {"at": (210, 5), "wheelchair": word}
        ways.append(to({"at": (200, 20)}, street([entrance]))[0])
    for way in ways:
        for end in ("start", "end"):
            said = door_words(way.doors[1], end, language)
            assert not re.search(r"[{}]|None", said), said


def test_every_profile_and_score_has_a_place():
    assert set(door_knowledge()["group"]) == set(Profile.names())
    assert {group_of(name).value for name in Profile.names()} == {"movement", "limb", "vision"}
    assert set(door_knowledge()["rank"]) == {FULL, PART, NOT, UNKNOWN, "not_provided"}


# ------------------------------------------------------------------ nearest


def many(net):
    """Facilities along the street, one of them above steps."""
    return facilities(
        [
            {"id": "far", "at": (390, 10), "score": FULL, "sure": True, "category": "37",
             "doors": {1: ((390, 0), FULL)}},
            {"id": "near", "at": (60, 10), "score": FULL, "category": "37",
             "doors": {1: ((60, 0), FULL)}},
            {"id": "partly", "at": (20, 10), "score": PART, "sure": True, "category": "Museum",
             "doors": {1: ((20, 0), PART)}},
            {"id": "stairs", "at": (300, 95), "score": FULL, "sure": True, "category": "19"},
            {"id": "nowhere", "score": FULL, "sure": True},
            {"id": "red", "at": (80, 10), "score": NOT, "sure": True},
        ],
        net,
    )  # fmt: skip


@pytest.fixture
def terrace():
    """The street with a terrace above its steps."""
    return network(
        [(0, 0), (100, 0), (300, 0), (400, 0), (300, 50), (300, 100)],
        [(0, 1), (1, 2), (2, 3), (2, 4), (4, 5)],
        every=KNOWN,
        edge_tags={3: {"kind": "steps"}},
    )


def names(result):
    ids = result.facilities.survey.ids
    return [ids[each.row] for each in result.found], [ids[each.row] for each in result.out_of_reach]


@pytest.mark.parametrize(
    ("options", "found", "refused"),
    [
        ({}, ["near", "far"], ["stairs"]),
        ({"count": 1}, ["near"], []),
        ({"wanted": Wanted(confirmed=True)}, ["far"], ["stairs"]),
        ({"wanted": Wanted("partial_accessible")}, ["partly", "near", "far"], ["stairs"]),
        ({"wanted": Wanted("any")}, ["partly", "near", "red", "far"], ["stairs"]),
        ({"wanted": Wanted(category="37")}, ["near", "far"], []),
        ({"wanted": Wanted("any", category="Museum")}, ["partly", "near", "far"], []),
        ({"wanted": Wanted(category="Музей")}, ["near", "far"], []),
        ({"wanted": Wanted(category="3")}, ["near", "far"], []),
        # 390 m at 4 km/h are 5.9 min; the facility above the steps lies 316 m off.
        ({"minutes": 5.8}, ["near"], ["stairs"]),
        ({"minutes": 4.0}, ["near"], []),
    ],
)
def test_the_nearest(terrace, options, found, refused):
    result = nearest_facilities(Router(terrace, MANUAL), at(0, 0), many(terrace), **options)
    assert names(result) == (found, refused)
    assert [r.refusal.reason for r in result.out_of_reach] == ["barred"] * len(refused)


def test_nearest_against_every_single_route(sample):
    net = akz.build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    places = facilities_for(read_survey(sample / "survey.csv"), net)
    router = Router(net, MANUAL)
    for start in ((69.8997272, 48.8991008), (69.9005456, 48.8953331)):
        result = nearest_facilities(router, start, places, wanted=Wanted("any"), count=20)
        single = {}
        for row in range(len(places)):
            if places.located(row):
                way = router.route_to_facility(start, places, str(places.survey.ids[row]))
                if isinstance(way, Route):
                    single[row] = way.duration_s
        best = sorted(single, key=lambda row: (single[row], row))[:20]
        assert [each.row for each in result.found] == best
        for each in result.found:
            assert each.route.duration_s == pytest.approx(single[each.row], abs=1e-6)
        for each in result.out_of_reach:
            assert each.row not in single


def test_the_document_of_the_nearest(terrace):
    result = nearest_facilities(Router(terrace, MANUAL), at(0, 0), many(terrace))
    document = nearest_document(result, terrace, "ru")
    assert document["asked"] == 4
    assert document["without_position"] == ["nowhere"]
    first = document["found"][0]
    assert (first["id"], first["destination"]["entrance"], first["confirmed"]) == ("near", 1, False)
    assert first["distance_m"] == pytest.approx(60, abs=0.1)
    assert document["found"][1]["confidence"] == "confirmed"
    (refused,) = document["out_of_reach"]
    assert refused["blocked_by"][0]["attribute"] == "steps"
    json.dumps(document, allow_nan=False)
    collection = nearest_geojson(result, "kk")
    parts = [each["properties"]["part"] for each in collection["features"]]
    assert parts == ["facility", "route", "facility", "route", "out_of_reach"]
    json.dumps(collection, allow_nan=False)
    for language in LANGUAGES:
        lines = nearest_lines(result, MANUAL.name, language)
        assert len(lines) == 4
        assert not re.search(r"[{}]|None", "".join(lines))
    assert not nearest_facilities(
        Router(terrace, MANUAL), at(0, 0), many(terrace), wanted=Wanted(category="19")
    ).found


def test_nothing_near_and_misuse(terrace):
    router = Router(terrace, MANUAL)
    off = nearest_facilities(router, at(0, 5000), many(terrace))
    assert isinstance(off, NoRoute)
    assert nearest_document(off, terrace)["reason"] == "start_off_network"
    assert nearest_geojson(off)["features"][0]["geometry"] is None
    for options in ({"count": 0}, {"minutes": 0.0}, {"wanted": Wanted(category="zoo")}):
        with pytest.raises(UsageError):
            nearest_facilities(router, at(0, 0), many(terrace), **options)
    with pytest.raises(UsageError, match="least score"):
        Wanted("green")
    with pytest.raises(Cancelled):
        nearest_facilities(router, at(0, 0), many(terrace), progress=lambda _: False)


# ------------------------------------------------------------------ command line


@pytest.fixture
def files(tmp_path, terrace):
    write_network(terrace, tmp_path / "net")
    rows = [
        ["id", "form", "lon", "lat", "entrance1_lon", "entrance1_lat", "entrance1_1"],
        ["A", "small", *at(200, 20), *at(200, 0), "yes"],
        ["B", "small", *at(300, 95), "", "", ""],
        ["C", "small", "", "", "", "", ""],
    ]
    with (tmp_path / "survey.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return tmp_path / "net", tmp_path / "survey.csv"


def call(capsys, *arguments):
    code = main([str(each) for each in arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_to_a_facility_on_the_command_line(files, capsys, tmp_path):
    net, survey = files
    start = "--from={},{}".format(*at(0, 0))
    out = tmp_path / "way.geojson"
    code, said, _ = call(capsys, "route", net, start, "--to-facility", "A", "--facilities", survey,
                         "--json", "-o", out, "--alternative")  # fmt: skip
    assert code == 0
    document = json.loads(said)
    assert document["destination"]["facility"] == "A"
    assert document["destination"]["entrance"] == 1
    parts = [each["properties"]["part"] for each in json.loads(out.read_text())["features"]]
    assert parts[-1] == "destination"
    code, said, _ = call(capsys, "route", net, start, "--to-facility=B", "--facilities", survey)
    assert code == 1
    assert said.startswith("To B: no entrance is known")
    code, said, _ = call(
        capsys, "route", net, "--from-facility=A", "--to={},{}".format(*at(0, 0)),
        "--facilities", survey, "--json",
    )  # fmt: skip
    assert (code, json.loads(said)["origin"]["facility"]) == (0, "A")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--to-facility", "A"], "--facilities"),
        (["--to-facility", "Z", "--facilities", "SURVEY"], "no facility 'Z'"),
        (["--to-facility", "C", "--facilities", "SURVEY"], "position"),
        (["--to-facility", "A", "--to", "1,2", "--facilities", "SURVEY"], "not both"),
        (["--to-facility", "A", "--facilities", "SURVEY", "--group", "x"], "no group 'x'"),
        (["--to-facility", "A", "--facilities", "nowhere.csv"], "nowhere.csv"),
        (["--pairs", "p.csv", "--to-facility", "A"], "pairs"),
        (["--to", "1,2", "--facilities", "SURVEY"], "--to-facility"),
        ([], "both ends"),
    ],
)
def test_misuse_is_one_line(files, capsys, options, word):
    net, survey = files
    options = [str(survey) if each == "SURVEY" else each for each in options]
    start = [] if "--pairs" in options else ["--from={},{}".format(*at(0, 0))]
    code, out, err = call(capsys, "route", net, *start, *options)
    last = err.splitlines()[-1]
    assert (code, out) == (2, "")
    assert word in last


def test_nearest_on_the_command_line(files, capsys, tmp_path):
    net, survey = files
    ask = ["nearest", net, "--from={},{}".format(*at(0, 0)), "--facilities", survey]
    code, out, _ = call(capsys, *ask, "--score", "any", "--json", "-o", tmp_path / "n.geojson")
    assert code == 0
    assert [each["id"] for each in json.loads(out)["found"]] == ["A"]
    assert json.loads((tmp_path / "n.geojson").read_text())["features"]
    code, out, _ = call(capsys, *ask, "--confirmed")
    assert code == 1
    assert len(out.splitlines()) >= 1
    for wrong in (["--score", "x"], ["--count", "0"], ["--minutes", "-1"], ["--category", "zoo"]):
        code, out, err = call(capsys, *ask, *wrong)
        assert (code, out) == (2, "")
        assert err.splitlines()[-1].startswith("accessible-kz:")
