# SPDX-License-Identifier: GPL-3.0-or-later
"""``--corrections`` and ``--at`` from outside, on the sample city and on files that are none."""

import csv
import json

import pytest
import tomllib
from console import document, run

PART = {"id", "attribute", "value", "source", "note", "valid_from", "valid_to", "effect"}


@pytest.fixture(scope="session")
def layer(sample):
    return sample / "corrections.geojson"


def ends(sample, story):
    found = tomllib.loads((sample / "stories.toml").read_text("utf-8"))["routes"][story]
    return [",".join(map(str, found[end])) for end in ("from", "to")]


def route(net, pair, *options):
    return run("route", net, f"--from={pair[0]}", f"--to={pair[1]}", *options)


def used(found):
    return {each["id"]: each["effect"] for each in found["corrections"]}


def test_a_broken_lift_and_a_building_site(town_net, sample, layer):
    for story, name in (("step_free_not_shortest", "C-1"), ("step_free_centre", "C-2")):
        pair = ends(sample, story)
        plain = document(route(town_net, pair, "--json"))
        assert plain["corrections"] == []
        options = "--json", "--corrections", layer, "--at"
        found = document(route(town_net, pair, *options, "2026-11-24"))
        assert used(found) == {name: "avoided"}
        assert set(found["corrections"][0]) == PART
        assert found["edges"] != plain["edges"]
        # In April the lift works and the site is gone.
        spring = route(town_net, pair, *options, "2027-04-01T12:00")
        assert document(spring)["edges"] == plain["edges"]
        assert used(document(spring)) == {}


def test_new_surface_opens_a_footway(town_net, layer):
    feature = json.loads(layer.read_text("utf-8"))["features"][2]
    line = feature["geometry"]["coordinates"]
    pair = [",".join(map(str, line[0])), ",".join(map(str, line[-1]))]
    plain = document(route(town_net, pair, "--json"))
    assert 3078 not in [edge["osm_way"] for edge in plain["edges"]]
    found = document(route(town_net, pair, "--json", "--corrections", layer))
    on_way = [edge for edge in found["edges"] if edge["osm_way"] == 3078]
    assert on_way
    assert {edge["surface"] for edge in on_way} == {"asphalt"}
    assert all("surface" in edge["known"] for edge in on_way)
    assert used(found) == {"C-3": "on_route"}


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Avoided because"), ("ru", "Обходится"), ("kk", "айналып")]
)
def test_in_words(town_net, sample, layer, language, word):
    pair = ends(sample, "step_free_centre")
    done = route(town_net, pair, "--corrections", layer, "--at", "2026-11-24", "--lang", language)
    assert done.returncode == 0
    assert word in done.stdout
    assert "C-2: invented sample" in done.stdout
    assert "2026-11-24" in done.stderr  # one correction is of last winter


def test_a_refusal_names_the_correction(town_net, sample, tmp_path):
    pair = ends(sample, "step_free_centre")
    lon, lat = map(float, pair[0].split(","))
    ring = [
        [lon + x, lat + y] for x, y in ((-4e-3, -2e-4), (4e-3, -2e-4), (4e-3, 6e-4), (-4e-3, 6e-4))
    ]
    hole = [
        [lon + x, lat + y] for x, y in ((-3e-3, -1e-4), (3e-3, -1e-4), (3e-3, 2e-4), (-3e-3, 2e-4))
    ]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring, hole]},
               "properties": {"id": "wall", "attribute": "closed", "value": "yes"}}  # fmt: skip
    path = tmp_path / "l.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    found = document(route(town_net, pair, "--json", "--corrections", path), 1)
    assert found["reason"] == "barred"
    assert {cause.get("correction") for cause in found["blocked_by"]} == {"wall"}
    assert used(found) == {"wall": "avoided"}


def test_pairs_reach_matrix_and_barriers(town_net, sample, layer, tmp_path):
    pair = ends(sample, "step_free_not_shortest")
    with (tmp_path / "pairs.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "from_lon", "from_lat", "to_lon", "to_lat"])
        table.writerow(["p", *pair[0].split(","), *pair[1].split(",")])
    options = "--corrections", layer, "--at", "2026-11-24T10:00"
    done = run("route", town_net, "--pairs", tmp_path / "pairs.csv", *options)
    assert used(json.loads(done.stdout)) == {"C-1": "avoided"}
    for number, end in enumerate(pair):
        with (tmp_path / f"{number}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["id", "lon", "lat"], ["x", *end.split(",")]])
    metres = []
    for more in ((), options):
        points = "--origins", tmp_path / "0.csv", "--destinations", tmp_path / "1.csv"
        told = document(run("matrix", town_net, *points, "-o", tmp_path / "m.csv", "--json", *more))
        row = next(csv.DictReader((tmp_path / "m.csv").read_text("utf-8").splitlines()))
        metres.append(float(row["distance_m"]))
    assert metres[1] > metres[0] + 100
    assert "corrections_not_valid" in [finding["code"] for finding in told["findings"]]
    reached = [
        document(run("reach", town_net, f"--from={pair[0]}", "--minutes", "7", "--json", *more))
        for more in ((), options)
    ]
    assert reached[1]["within"][0]["length_m"] < reached[0]["within"][0]["length_m"]
    done = run("barriers", town_net, "--json", "--top", "3", *options)
    assert done.returncode == 0, done.stderr


ROW = "id,attribute,value,lon,lat\nx,closed,yes,69.9,48.9\n"
MISUSE = [
    (ROW, ["--at", "tomorrow"], "local time"),
    (ROW, ["--at", "2026-11-24T10:00Z"], "time zone"),
    ("id,lon,lat\nx,69.9,48.9\n", [], "attribute"),
    ("", [], "empty"),
    (None, [], "no file of corrections"),
]


@pytest.mark.parametrize(("content", "options", "word"), MISUSE)
def test_misuse_is_one_line_and_nothing_is_written(
    town_net, sample, tmp_path, content, options, word
):
    path, out = tmp_path / "l.csv", tmp_path / "way.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = route(
        town_net, ends(sample, "step_free_centre"), "--corrections", path, "-o", out, *options
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert word in done.stderr
    assert not out.exists()


def test_lost_rows_are_told_and_fail_the_command(town_net, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text(ROW + "y,closed,perhaps,69.9,48.9\nz,closed,yes,80,10\n", encoding="utf-8")
    done = route(town_net, ends(sample, "step_free_centre"), "--corrections", path, "--json")
    assert document(done, 1)["status"] == "ok"
    assert "y closed" in done.stderr
    assert "perhaps" in done.stderr
    assert "warning: z" in done.stderr


def test_the_layer_is_not_overwritten_by_the_route(town_net, sample, tmp_path):
    path = tmp_path / "l.csv"
    path.write_text(ROW, encoding="utf-8")
    done = route(town_net, ends(sample, "step_free_centre"), "--corrections", path, "-o", path)
    assert done.returncode == 2
    assert path.read_text("utf-8") == ROW


@pytest.mark.parametrize(
    ("language", "avoided"), [("kk", "айналып"), ("ru", "Обходится"), ("en", "Avoided")]
)
def test_a_closed_way_is_one_barrier_and_its_correction_none(town_net, tmp_path, language, avoided):
    path = tmp_path / "pit.csv"
    row = "pit,69.8989498,48.9039925,closed,yes,city"
    path.write_text(f"id,lon,lat,attribute,value,source\n{row}\n", encoding="utf-8")
    pair = "69.90144565,48.9018596", "69.8989498,48.9039925"
    done = route(town_net, pair, "--corrections", path, "--lang", language)
    assert done.returncode == 1
    _, cause, correction, *_ = done.stdout.splitlines()
    assert cause.startswith("1. ")
    assert "pit" in cause
    assert avoided in correction
    assert not correction[0].isdigit()


GATE = """<osm version="0.6"><node id="1" lon="71.4" lat="51.1"/>
<node id="2" lon="71.401" lat="51.1"><tag k="barrier" v="gate"/>
<tag k="opening_hours" v="Mo-Fr 07:00-19:00"/></node><node id="3" lon="71.402" lat="51.1"/>
<way id="9"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="footway"/></way></osm>"""


def test_a_gate_with_opening_hours(tmp_path):
    (tmp_path / "gate.osm").write_text(GATE, encoding="utf-8")
    net, pair = tmp_path / "net", ("71.4002,51.1", "71.4018,51.1")
    assert run("network", "build", tmp_path / "gate.osm", "-o", net).returncode == 0
    opened = document(route(net, pair, "--json", "--at", "2026-11-24T10:00"))
    assert opened["conditions"][0]["state"] == "decided"
    shut = document(route(net, pair, "--json", "--at", "2026-11-28T10:00"), 1)
    assert shut["blocked_by"][0]["condition"] == "opening_hours=Mo-Fr 07:00-19:00"
    without = document(route(net, pair, "--json"))
    assert without["conditions"][0]["state"] == "not_considered"
    assert without["confidence"] == "unverified"
    assert without["unknown_share"]["access"] == 1.0
    assert "--at" in " ".join(without["instructions"])
