# SPDX-License-Identifier: GPL-3.0-or-later
"""From door to door: verdicts by hand and by networkx, the green list, tables and commands."""

from __future__ import annotations

import csv
import json
import re

import fiona
import numpy as np
import openpyxl
import pytest
from hand_facilities import FULL, NOT, PART, facilities
from hand_network import at, network
from reference import dijkstra

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.errors import Cancelled, InputError, OutputError, UsageError
from accessible_core.messages import subject
from accessible_core.network.store import write_network
from accessible_core.routing.facilities.access import counts, door_to_door, verdicts
from accessible_core.routing.facilities.access_table import (
    access_columns,
    access_document,
    access_lines,
    write_access,
)
from accessible_core.routing.facilities.goals import door_knowledge, facilities_for
from accessible_core.routing.points import Points
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import LANGUAGES

MANUAL = Profile.named("manual_wheelchair")
KNOWN = {
    "surface": "asphalt", "smoothness": "good", "width": 200.0,
    "incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag",
}  # fmt: skip


def points(*places):
    return Points(
        tuple(f"s{n}" for n in range(len(places))),
        np.array([at(*place) if place else (np.nan, np.nan) for place in places]).reshape(-1, 2),
    )


@pytest.fixture
def town():
    """A street; steps to a terrace at 300 m, a street known in part, an island, a one-way."""
    return network(
        [(0, 0), (100, 0), (300, 0), (400, 0), (300, 50), (300, 100), (100, 60), (0, 900),
         (90, 900), (400, 80)],
        [(0, 1), (1, 2), (2, 3), (2, 4), (4, 5), (1, 6), (7, 8), (3, 9)],
        every=KNOWN,
        edge_tags={3: {"kind": "steps"}, 5: {"surface": "unknown"}, 7: {"oneway": 1}},
    )  # fmt: skip


ROWS = [
    {"id": "sure", "at": (150, 9), "doors": {1: ((150, 0), FULL)}, "score": FULL, "sure": True},
    {"id": "unsure door", "at": (150, 9), "doors": {1: ((150, 0), PART)}, "score": FULL,
     "sure": True},
    {"id": "no door", "at": (150, 0), "score": FULL, "sure": True},
    {"id": "unknown surface", "at": (100, 55), "doors": {1: ((100, 55), FULL)}, "sure": True},
    {"id": "far", "at": (390, 0), "doors": {1: ((390, 0), FULL)}, "score": FULL, "sure": True},
    {"id": "terrace", "at": (300, 90), "doors": {1: ((300, 90), FULL)}, "score": FULL,
     "sure": True},
    {"id": "red terrace", "at": (300, 90), "doors": {1: ((300, 90), FULL)}, "score": NOT},
    {"id": "on the steps", "at": (302, 25), "score": FULL},
    {"id": "island", "at": (40, 900), "score": FULL},
    {"id": "steppe", "at": (2000, 2000), "score": FULL},
    {"id": "nowhere", "score": FULL},
    {"id": "no way back", "at": (400, 60), "doors": {1: ((400, 60), FULL)}, "score": FULL},
    {"id": "two doors", "at": (290, 20), "score": FULL, "sure": True,
     "doors": {1: ((300, 90), FULL), 2: ((200, 0), NOT)}},
]  # fmt: skip
#: From stops at 0 and 30 m, within 4 minutes (267 m at 4 km/h).
EXPECTED = {
    "sure": "reachable", "unsure door": "reachable_unverified", "no door": "reachable_unverified",
    "unknown surface": "reachable_unverified", "far": "too_far", "terrace": "barred",
    "red terrace": "barred", "on the steps": "ends_short", "island": "disconnected",
    "steppe": "off_network", "nowhere": "unknown_position", "no way back": "barred",
    "two doors": "reachable_unverified",
}  # fmt: skip


@pytest.fixture
def access(town):
    places = facilities(ROWS, town)
    stops = {"stops": points((0, 0), (30, 0), None), "homes": points((400, 0))}
    return door_to_door(Router(town, MANUAL), places, stops, 4.0)


def by_id(access, kind="stops"):
    return dict(zip(access.facilities.survey.ids, access.kinds[kind]))


def test_verdicts_by_hand(access):
    found = {name: each.verdict for name, each in by_id(access).items()}
    # 300 m is over 267 m: the steps are looked at from where the way ends.
    assert found == EXPECTED
    assert access.starts == {"stops": (3, 1), "homes": (1, 0)}


def test_the_nearest_start_there_and_back(access):
    sure = by_id(access)["sure"]
    assert (sure.there.start, sure.back.start) == ("s1", "s1")
    assert sure.there.seconds == pytest.approx(120 * 3.6 / 4, abs=0.1)
    assert sure.there.metres == pytest.approx(120, abs=0.1)
    assert sure.there.unknown_share == 0.0
    unknown = by_id(access)["unknown surface"]
    assert unknown.there.unknown_share == pytest.approx(55 / 125, abs=0.01)


def test_what_bars_the_way_is_told(access):
    found = by_id(access)
    assert [cause.attribute for cause in found["terrace"].blocked_by] == ["steps"]
    assert [cause.attribute for cause in found["on the steps"].blocked_by] == ["steps"]
    # Forth along the one-way street, but not back.
    assert [cause.attribute for cause in found["no way back"].blocked_by] == ["oneway"]
    assert found["island"].blocked_by == ()


def test_the_best_kind_counts_and_green_behind_red(access):
    best = dict(zip(access.facilities.survey.ids, access.verdicts))
    assert best["far"] == "reachable"  # from homes
    behind = access.facilities.survey.ids[access.green_behind_red].tolist()
    assert behind == ["terrace", "on the steps", "island", "no way back"]
    assert counts(access.verdicts)["barred"] == 3
    assert sum(counts(access.verdicts).values()) == len(ROWS)


def test_a_stop_on_barred_ground_confirms_nothing(town):
    places = facilities([{**ROWS[0], "doors": {1: ((290, 0), FULL)}}], town)
    router = Router(town, MANUAL)
    for stop, verdict in (((280, 0), "reachable"), ((302, 25), "reachable_unverified")):
        found = door_to_door(router, places, {"stops": points(stop)}, 4.0)
        assert found.verdicts == [verdict]


def test_against_networkx_in_the_sample_city(sample):
    net = akz.build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    router = Router(net, MANUAL)
    places = facilities_for(read_survey(sample / "survey.csv"), net)
    dice = np.random.default_rng(3).integers(0, net.node_count, 3)
    stops = Points(("a", "b", "c"), np.column_stack((net.node_lon[dice], net.node_lat[dice])))
    found = door_to_door(router, places, {"stops": stops}, 10.0).kinds["stops"]
    weights = router.fastest
    snapped = [router.snap(tuple(place)) for place in stops.place.tolist()]
    for each in found[::4]:
        if each.door is None or each.verdict == "off_network":
            continue
        door = router.snap(each.door.point)
        for leg, ends in (
            (each.there, [(stop, door) for stop in snapped]),
            (each.back, [(door, stop) for stop in snapped]),
        ):
            seconds = [dijkstra(net, weights.arc_cost, weights.node_cost, *pair) for pair in ends]
            known = [second for second in seconds if second is not None]
            if each.verdict == "barred":
                continue
            assert leg.seconds == pytest.approx(min(known), abs=1e-5)
            assert seconds["abc".index(leg.start)] == pytest.approx(min(known), abs=1e-5)


def test_the_museum_of_the_sample_city_lies_behind_red_streets(sample):
    net = akz.build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    places = facilities_for(read_survey(sample / "survey.csv"), net)
    station = Points(("station",), np.array([[69.9005456, 48.8953331]]))
    found = door_to_door(Router(net, MANUAL), places, {"stops": station}, 60.0)
    assert "UQ-002" in places.survey.ids[found.green_behind_red]
    on_foot = Router(net, Profile.named("foot"))
    walked = door_to_door(on_foot, places, {"stops": station}, 60.0)
    assert "UQ-002" not in places.survey.ids[walked.green_behind_red]


def test_misuse(town):
    router, places = Router(town, MANUAL), facilities(ROWS[:1], town)
    stops = {"stops": points((0, 0))}
    for minutes in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(UsageError, match="Minutes"):
            door_to_door(router, places, stops, minutes)
    with pytest.raises(UsageError, match="kind"):
        door_to_door(router, places, {}, 5.0)
    with pytest.raises(InputError, match="None of the 1 stops"):
        door_to_door(router, places, {"stops": points((9000, 9000))}, 5.0)
    with pytest.raises(Cancelled):
        door_to_door(router, places, stops, 5.0, progress=lambda _: False)
    nothing = door_to_door(router, facilities([], town), stops, 5.0)
    assert nothing.verdicts == []
    assert access_document(nothing)["green_behind_red"] == []
    assert len(access_lines(nothing)) == 2


# ------------------------------------------------------------------ documents, tables, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_words(language, access):
    assert {f"verdict_{word}" for word in verdicts()} <= set(subject("access"))
    assert set(door_knowledge()["access"]["behind_red"]) < set(verdicts())
    for line in (*access_lines(access, language),
                 *access_columns(access, language)["verdict_text"]):  # fmt: skip
        assert not re.search(r"[{}]|None", line), line
    assert len([line for line in access_lines(access, language) if re.match(r"\d+\. ", line)]) == 4


def test_the_document(access):
    document = access_document(access, "en")
    assert (document["facilities"], document["green"]) == (13, 11)
    assert document["green_confirmed"] == 6
    assert [each["id"] for each in document["green_behind_red"]] == [
        "terrace", "on the steps", "island", "no way back",
    ]  # fmt: skip
    assert document["green_behind_red"][0]["confirmed"] is True
    assert "steps" in document["green_behind_red"][0]["text"]
    first = document["rows"][0]
    assert first["from"]["stops"]["confidence"] == "confirmed"
    assert first["from"]["homes"]["start"] == "s0"
    assert document["kinds"]["stops"]["off_network"] == 1
    json.dumps(document, allow_nan=False)


def test_tables_and_layers(access, tmp_path):
    for ending in (".csv", ".xlsx", ".geojson", ".gpkg"):
        write_access(access, tmp_path / f"all{ending}", "kk")
        write_access(access, tmp_path / f"green{ending}", rows=access.green_behind_red)
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["stops_verdict"] for row in rows] == list(EXPECTED.values())
    assert rows[0]["stops_minutes"] == "1.8"
    assert rows[0]["door_accessible"] == "yes"
    assert rows[5]["green_behind_red"] == "true"
    assert rows[5]["score_movement"] == FULL
    sheet = openpyxl.load_workbook(tmp_path / "green.xlsx").active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [
        "terrace", "on the steps", "island", "no way back",
    ]  # fmt: skip
    features = json.loads((tmp_path / "green.geojson").read_text("utf-8"))["features"]
    assert features[0]["geometry"]["coordinates"] == pytest.approx(at(300, 90), abs=1e-6)
    with fiona.open(tmp_path / "all.gpkg") as layer:
        assert len(layer) == len(ROWS)
        assert layer[1]["properties"]["homes_verdict"]
    with pytest.raises(OutputError):
        write_access(access, tmp_path / "all.pdf")


# ------------------------------------------------------------------ command line


@pytest.fixture
def files(tmp_path, town):
    write_network(town, tmp_path / "net")
    survey = [["id", "form", "lon", "lat"], ["A", "small", *at(150, 0)], ["B", "small", "", ""]]
    stops = [["id", "lon", "lat"], ["x", *at(0, 0)], ["y", "", ""]]
    for name, rows in (("survey", survey), ("stops", stops)):
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return tmp_path


def call(capsys, files, *options):
    command = ["access", files / "net", "--facilities", files / "survey.csv", *options]
    code = main([str(each) for each in command])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_on_the_command_line(files, capsys):
    stops = files / "stops.csv"
    code, out, err = call(
        capsys, files, "--from", stops, "--from", f"parking={stops}", "--minutes", 5,
        "-o", files / "out.csv", "--green", files / "green.geojson", "--json",
    )  # fmt: skip
    assert code == 0
    document = json.loads(out)
    assert list(document["kinds"]) == ["stops", "parking"]
    assert document["verdicts"]["reachable_unverified"] == 1
    assert document["verdicts"]["unknown_position"] == 1
    assert {each["code"] for each in document["findings"]} == {"point_without_position"}
    assert "1 of 2 stops" in err
    assert json.loads((files / "green.geojson").read_text())["features"] == []
    for language in LANGUAGES:
        code, out, _ = call(
            capsys, files, "--from", stops, "-o", files / "out.csv", "--lang", language
        )
        assert code == 0
        assert len(out.splitlines()) == 4


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--from", "STOPS", "--from", "stops=STOPS"], "Two kinds"),
        (["--from", "=STOPS"], "NAME=FILE"),
        (["--from", "69.90,48.90"], "files of points"),
        (["--from", "nowhere.csv"], "nowhere.csv"),
        (["--from", "STOPS", "--minutes", "0"], "Minutes"),
        (["--from", "STOPS", "--snap", "-1"], "radius"),
        (["--from", "STOPS", "--green", "OUT"], "same file"),
        (["--from", "STOPS", "--green", "STOPS"], "overwritten"),
        (["--from", "STOPS", "--green", "g.pdf"], "known endings"),
    ],
)
def test_misuse_is_one_line_and_nothing_is_written(files, capsys, options, word):
    out = files / "out.csv"
    named = {"STOPS": str(files / "stops.csv"), "OUT": str(out)}
    options = [re.sub("STOPS|OUT", lambda found: named[found[0]], each) for each in options]
    code, said, err = call(capsys, files, *options, "-o", out)
    assert (code, said) == (2, "")
    assert word in err.splitlines()[-1]
    assert not out.exists()
