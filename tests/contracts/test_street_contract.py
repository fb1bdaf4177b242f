# SPDX-License-Identifier: GPL-3.0-or-later
"""CONTRACTS.md, "Streets" and "Python", sentence by sentence, on the sample city."""

import csv
import json
import shutil

import numpy as np
import pytest
import tomllib
from console import document, run
from osm_truth import Judge, RawOsm, Rules, metres, per_cent

import accessible_core as akz

PROFILES = ("foot", "manual_wheelchair", "powered_wheelchair", "walking_aid", "pushchair", "cane")
EDGE = {
    "osm_way", "from_node", "to_node", "length_m", "kind", "incline", "surface", "known",
}  # fmt: skip
OK = {
    "status", "confidence", "distance_m", "duration_s", "snap_m", "edges", "unknown_share",
    "carriageway_m", "corrections", "instructions",
}  # fmt: skip


@pytest.fixture(scope="session")
def stories(sample):
    return tomllib.loads((sample / "stories.toml").read_text("utf-8"))["routes"]


def ask(net, story, *options):
    start, end = (",".join(map(str, story[end])) for end in ("from", "to"))
    return run("route", net, f"--from={start}", f"--to={end}", "--json", *options)


# ---------------------------------------------------------------- networks


def test_a_network_is_one_file_of_exactly_the_given_name(town_net):
    assert [path.name for path in town_net.parent.iterdir()] == ["kala.any.name"]


def test_info_has_the_shape_of_the_contract(town_net):
    info = document(run("network", "info", town_net, "--json"))
    assert set(info) >= {"nodes", "edges", "length_km", "bbox", "known", "parts"}
    west, south, east, north = info["bbox"]
    assert 69 < west < east < 70
    assert 48 < south < north < 49
    assert all(share is None or 0 <= share <= 1 for share in info["known"].values())
    assert {"surface", "smoothness", "width", "incline", "kerb"} <= set(info["known"])
    network = akz.read_network(town_net)
    assert (info["nodes"], info["edges"]) == (network.node_count, network.edge_count)
    assert info["length_km"] == pytest.approx(network.edge_length.sum() / 1000, abs=0.01)


def test_a_network_is_known_by_its_content(town_net, stories, tmp_path):
    shutil.copy(town_net, tmp_path / "survey.csv")
    shutil.copy(town_net, tmp_path / "plain")
    story = stories["step_free_centre"]
    said = [ask(path, story).stdout for path in (tmp_path / "survey.csv", tmp_path / "plain")]
    assert json.loads(said[0])["status"] == "ok"
    assert said[0] == said[1]
    (tmp_path / "net.net").write_text("id,name\n", encoding="utf-8")
    refused = ask(tmp_path / "net.net", story)
    assert (refused.returncode, refused.stdout) == (2, "")


# ---------------------------------------------------------------- routes


def test_a_route_has_the_shape_of_the_contract(town_net, stories, tmp_path):
    out = tmp_path / "way.geojson"
    done = ask(town_net, stories["step_free_centre"], "-o", out, "--lang", "kk")
    found = document(done)
    assert set(found) >= OK
    assert found["status"] == "ok"
    assert found["confidence"] in ("confirmed", "unverified")
    assert len(found["snap_m"]) == 2
    assert all(0 <= metres_ <= 100 for metres_ in found["snap_m"])
    assert found["corrections"] == []
    assert all(isinstance(line, str) and line for line in found["instructions"])
    assert sum(edge["length_m"] for edge in found["edges"]) == pytest.approx(
        found["distance_m"], abs=0.1
    )
    for edge in found["edges"]:
        assert set(edge) >= EDGE
        assert isinstance(edge["known"], list)
    assert 0.2 < found["distance_m"] / found["duration_s"] < 1.5  # metres and seconds
    layer = json.loads(out.read_text("utf-8"))
    assert layer["type"] == "FeatureCollection"
    line = next(f["geometry"]["coordinates"] for f in layer["features"]
                if f["properties"]["part"] == "route")  # fmt: skip
    assert 69 < line[0][0] < 70  # longitude first
    assert 48 < line[0][1] < 49
    assert sum(metres(a, b) for a, b in zip(line, line[1:])) == pytest.approx(
        found["distance_m"], rel=0.004
    )


def test_the_stories_of_the_sample_city(town_net, stories):
    for name, story in stories.items():
        for profile, wanted in (("manual_wheelchair", "wheelchair"), ("foot", "foot")):
            done = ask(town_net, story, "--profile", profile)
            found = json.loads(done.stdout)
            got = found["status"] if found["status"] == "ok" else found["reason"]
            assert got == story[wanted], name
            assert done.returncode == (0 if got == "ok" else 1)


def test_no_route_has_the_shape_of_the_contract(town_net, stories):
    found = document(ask(town_net, stories["refused_kerb"]), 1)
    assert set(found) >= {"status", "reason", "blocked_by", "least_barrier"}
    for cause in found["blocked_by"]:
        assert set(cause) == {
            "osm_way", "osm_node", "attribute", "value", "limit", "lon", "lat"
        }  # fmt: skip
        assert (cause["attribute"], cause["limit"]) == ("kerb", 3)
        assert 12 <= cause["value"] <= 15  # centimetres
        assert 69 < cause["lon"] < 70
    assert found["least_barrier"]["edges"]
    # What it says is enough: a limit of the greatest value opens the way.
    most = max(cause["value"] for cause in found["blocked_by"])
    document(ask(town_net, stories["refused_kerb"], "--set", f"max_kerb={most}"))


def test_pairs_are_answered_line_by_line(town_net, sample, stories, tmp_path):
    with (tmp_path / "pairs.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "from_lon", "from_lat", "to_lon", "to_lat"])
        table.writerows([name, *each["from"], *each["to"]] for name, each in stories.items())
    judge_raw = RawOsm(sample / "sample_city.osm")
    for options in ((), ("--set", "max_incline=4", "--set", "min_width=120")):
        done = run("route", town_net, "--pairs", tmp_path / "pairs.csv", *options)
        assert done.returncode == 0
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        assert [line["id"] for line in lines] == list(stories)
        if not options:
            for line in lines:
                alone = json.loads(ask(town_net, stories[line["id"]]).stdout)
                assert {"id": line["id"], **alone} == line
        judge = Judge(judge_raw, Rules("manual_wheelchair", options))
        for line in lines:
            ends = stories[line["id"]]
            said = judge.judge(line, tuple(ends["from"]), tuple(ends["to"]))
            # Slopes also come from the elevation model here, which this judge does not know.
            assert [fault for fault in said if "incline" not in fault] == []


def test_snap_is_in_metres(town_net, stories):
    story = stories["start_off_network"]
    found = document(ask(town_net, story), 1)
    assert found["reason"] == "start_off_network"
    near = ask(town_net, story, "--snap", "3000")
    assert json.loads(near.stdout).get("reason") != "start_off_network"
    turned = document(ask(town_net, {"from": story["to"], "to": story["from"]}), 1)
    assert turned["reason"] == "end_off_network"


def test_every_profile_answers(town_net, stories):
    for profile in PROFILES:
        done = ask(town_net, stories["step_free_centre"], "--profile", profile)
        found = json.loads(done.stdout)
        assert found["status"] == "ok", profile


MISUSE = {
    "limit": (("--set", "max_width=3"), ("max_incline", "min_width", "max_kerb")),
    "value": (("--set", "max_incline=steep"), ("max_incline",)),
    "negative": (("--set", "max_decline=-6"), ("max_decline",)),
    "no value": (("--set", "max_incline"), ()),
    "profile": (("--profile", "horse"), PROFILES[:2]),
    "policy": (("--unknown", "hope"), ("accept", "penalise", "bar")),
    "attribute": (("--unknown", "colour=bar"), ("kerb", "surface")),
}


@pytest.mark.parametrize(("options", "named"), MISUSE.values(), ids=MISUSE)
def test_misuse_of_route_lists_what_is_known(town_net, stories, tmp_path, options, named):
    done = ask(town_net, stories["step_free_centre"], *options, "-o", tmp_path / "out.geojson")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert all(name in done.stderr for name in named)
    assert list(tmp_path.iterdir()) == []


def test_negative_coordinates_and_bad_ones(town_net):
    off = run("route", town_net, "--from=-8.61,41.15", "--to=-8.60,41.15", "--json")
    assert document(off, 1)["reason"] == "start_off_network"
    for bad in ("8,61", "north,south", "1", "1,2,3", "nan,41"):
        done = run("route", town_net, f"--from={bad}", "--to=69.9,48.9", "--json")
        if bad != "8,61":
            assert (done.returncode, done.stdout) == (2, ""), bad


def test_misuse_of_network_writes_nothing(sample, tmp_path):
    for words in (
        ("build", "no.osm.pbf", "-o", tmp_path / "net"),
        ("build", sample / "survey.csv", "-o", tmp_path / "net"),
        ("build", sample / "sample_city.osm", "--dem", "no.tif", "-o", tmp_path / "net"),
        ("build", sample / "sample_city.osm", "-o", tmp_path / "no" / "net"),
        ("info", sample / "sample_city.osm", "--json"),
        ("info", tmp_path / "absent"),
    ):
        done = run("network", *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- slopes


def test_measured_slopes_bar_and_tags_win(town_net, sample):
    """Edges whose slope an elevation model with cells under 10 m measured.

    The truth is OSM's tag where there is one; the model's edges are asked for one by one,
    from end to end, under limits just over and just under their slope.
    """
    network = akz.read_network(town_net)
    raw = RawOsm(sample / "sample_city.osm")
    measured = np.flatnonzero(network.edges["incline_source"] == 2)
    assert len(measured) > 100
    tags = [raw.way_tags.get(int(way), {}).get("incline") for way in network.edge_way]
    assert {tags[e] for e in measured} <= {None, "up", "down"}
    for edge, tag in enumerate(tags):
        if per_cent(tag) is not None:
            slopes = [float(network.edges[f"incline_{way}"][edge]) for way in ("up", "down")]
            assert network.edges["incline_source"][edge] == 1
            assert slopes[0] - slopes[1] == pytest.approx(per_cent(tag), abs=0.01)
    _compare_with_heights(network, measured, sample)
    up = network.edges["incline_up"].astype(float)
    steep = [e for e in measured if up[e] > 6.5 and network.edge_length[e] > 30]
    assert steep
    profile = akz.Profile.named("manual_wheelchair")
    crossed = barred = 0
    router = akz.Router(network, profile)
    loose = akz.Router(network, profile.with_limits(max_incline=30, max_decline=30))
    foot = akz.Router(network, akz.Profile.named("foot"))
    for edge in steep[:25]:
        lon, lat = network.shape(int(edge))
        ends = (float(lon[0]), float(lat[0])), (float(lon[-1]), float(lat[-1]))
        for way in (router.route(*ends), router.route(*ends[::-1])):
            if hasattr(way, "edges"):
                assert int(edge) not in {each.edge for each in way.edges if each.length_m > 1}
            else:
                barred += 1
        free = loose.route(*ends)
        if hasattr(free, "edges"):
            inside = [each for each in free.edges if each.edge == edge and each.length_m > 1]
            crossed += bool(inside)
            assert all(abs(each.incline) > 6 and "incline" in each.known for each in inside)
    assert crossed
    assert hasattr(foot.route(*ends), "edges")


def _compare_with_heights(network, measured, sample):
    """Whoever climbs from end to end has met a stretch at least as steep on the way."""
    import rasterio

    with rasterio.open(sample / "sample_dem.tif") as dem:
        heights, transform = dem.read(1), ~dem.transform
    judged = 0
    for edge in measured:
        lon, lat = network.shape(int(edge))
        if network.edge_length[edge] < 40:
            continue
        ends = [transform * (lon[i], lat[i]) for i in (0, -1)]
        low, high = (float(heights[int(row), int(column)]) for column, row in ends)
        climb = 100 * (high - low) / network.edge_length[edge]
        slack = 1.0 + 100 * 1.0 / network.edge_length[edge]  # a cell off the line: up to a metre
        assert network.edges["incline_up"][edge] > climb - slack
        assert network.edges["incline_down"][edge] > -climb - slack
        judged += 1
    assert judged > 100


# ---------------------------------------------------------------- Python


def test_names_of_the_library(town_net, stories, sample):
    network = akz.read_network(town_net)
    profile = akz.Profile.named("manual_wheelchair").with_limits(max_incline=5)
    story = stories["step_free_centre"]
    result = akz.Router(network, profile).route(tuple(story["from"]), tuple(story["to"]))
    found = document(ask(town_net, story, "--set", "max_incline=5"))
    assert result.distance_m == pytest.approx(found["distance_m"], abs=0.001)
    assert [edge.osm_way for edge in result.edges] == [e["osm_way"] for e in found["edges"]]
    survey = akz.read_survey(sample / "survey.csv")
    scores = akz.score(survey, scheme="registry-2024")
    assert len(survey) == 69
    assert scores.overall.shape == (69, 6)
    built = akz.build_network(sample / "sample_city.osm", dem=None)
    assert built.edge_count == network.edge_count
    assert set(akz.Profile.names()) >= {"foot", "manual_wheelchair"}
