# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz barriers`` from outside, on the sample city."""

import csv
import json

import fiona
import pytest
from console import document, run

ROW = {
    "rank", "id", "osm_way", "osm_node", "kind", "name", "attribute", "value", "limit", "reasons",
    "works", "length_m", "reconnected_m", "people_connected", "people_served", "people_within",
    "facilities_connected", "facilities", "time_saved_s", "trips_new", "trips_faster",
    "unknown_share", "confidence", "set", "cost", "lon", "lat", "edges", "text",
}  # fmt: skip


@pytest.fixture(scope="session")
def asked(town_net, sample):
    return (
        "barriers", town_net, "--people", f"{sample / 'population.geojson'}:people",
        "--facilities", sample / "survey.csv", "--minutes", "10",
    )  # fmt: skip


@pytest.fixture(scope="session")
def found(asked, tmp_path_factory):
    out = tmp_path_factory.mktemp("barriers") / "barriers.geojson"
    done = run(*asked, "--top", "8", "-o", out, "--json")
    return document(done), json.loads(out.read_text("utf-8"))


def test_the_document_ranks_barriers_with_reasons(found):
    said, _ = found
    assert said["by"] == "people_connected"
    ranks = [row["rank"] for row in said["barriers"] if row["rank"] is not None]
    assert ranks[:8] == list(range(1, 9))
    gains = [row["people_connected"] for row in said["barriers"][:8]]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0
    for row in said["barriers"]:
        assert set(row) == ROW
        assert (row["osm_way"] is None) != (row["osm_node"] is None)
        assert row["reasons"]
        assert row["works"]
        assert {"attribute", "value", "limit"} == set(row["reasons"][0])
    assert said["now"]["people_connected"] < said["now"]["people"]
    assert said["barriers_useful"] <= said["barriers_found"]


def test_the_layer_holds_the_same_barriers_as_points_and_lines(found):
    said, layer = found
    assert [f["properties"]["id"] for f in layer["features"]] == [
        row["id"] for row in said["barriers"]
    ]
    for one in layer["features"]:
        on_node = one["properties"]["osm_node"] is not None
        kind = one["geometry"]["type"]
        assert (kind == "Point") if on_node else kind in ("LineString", "MultiLineString")


def test_barriers_of_sets_are_in_the_layer(found):
    said, layer = found
    listed = {f["properties"]["id"]: f["properties"]["set"] for f in layer["features"]}
    assert said["sets"]
    for each in said["sets"]:
        assert {listed[barrier] for barrier in each["barriers"]} == {each["set"]}
        assert each["gain"] > 0


def test_a_reason_is_true_admitting_what_it_says_makes_the_way(found, town_net):
    """The steps that are in the way: admitted by the limits named, people get through."""
    said, _ = found
    row = next(r for r in said["barriers"] if r["attribute"] == "steps")
    ends = next(f for f in found[1]["features"] if f["properties"]["id"] == row["id"])
    line = ends["geometry"]["coordinates"]
    pair = [f"--from={line[0][0]},{line[0][1]}", f"--to={line[-1][0]},{line[-1][1]}"]
    wider = document(run("route", town_net, *pair, "--set", "allow_steps=yes", "--json"))
    assert row["osm_way"] in [edge["osm_way"] for edge in wider["edges"]]
    narrow = json.loads(run("route", town_net, *pair, "--json").stdout)
    assert row["osm_way"] not in [edge["osm_way"] for edge in narrow.get("edges", [])]


@pytest.mark.parametrize("ending", ["csv", "gpkg"])
def test_other_kinds_of_file(asked, found, tmp_path, ending):
    out = tmp_path / f"barriers.{ending}"
    assert run(*asked, "--top", "8", "-o", out).returncode == 0
    wanted = [row["id"] for row in found[0]["barriers"]]
    if ending == "csv":
        with open(out, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        with fiona.open(out) as layer:
            rows = [dict(record["properties"]) for record in layer]
    assert [row["id"] for row in rows] == wanted
    assert float(rows[0]["people_connected"]) == found[0]["barriers"][0]["people_connected"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_text_twin(asked, language):
    done = run(*asked, "--top", "3", "--lang", language)
    assert done.returncode == 0
    assert "{" not in done.stdout
    assert "\n1. " in done.stdout


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--people", "nowhere.csv:people"], "nowhere.csv"),
        (["--people", "nowhere.csv"], "FILE:FIELD"),
        (["--by", "beauty"], "reconnected_m"),
        (["--by", "people_connected"], "people"),
        (["--minutes", "10"], "--minutes"),
        (["--category", "1"], "--facilities"),
        (["--also", "steps"], "access"),
        (["--top", "0"], "--top"),
        (["--budget", "-1"], "--budget"),
        (["-o", "barriers.docx"], ".geojson"),
        (["--od", "nowhere.csv"], "nowhere.csv"),
        (["--prices", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_misuse_is_one_line_and_nothing_is_written(town_net, tmp_path, options, word):
    done = run("barriers", town_net, *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert word in done.stderr
    assert not list(tmp_path.iterdir())
