# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz reach`` as a user calls it."""

from __future__ import annotations

import json
import sys

import pytest
from hand_network import at, network

from accessible_core.cli import main
from accessible_core.network.store import write_network


@pytest.fixture
def streets(tmp_path):
    net = network(
        [(0, 0), (100, 0), (200, 0), (150, 80)],
        [(0, 1), (1, 2), (1, 3)],
        edge_tags={1: {"kind": "steps"}, 2: {"width": 95.0, "kind": "sidewalk"}},
    )
    path = tmp_path / "town"
    write_network(net, path)
    return str(path)


def call(streets, *options, start=(10, 0)):
    return main(["reach", streets, "--from={},{}".format(*at(*start)), *options])


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_in_words(streets, capsys, language):
    assert call(streets, "--minutes", "5", "10", "--lang", language) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert " 194 " in lines[1]


def test_several_times_as_json_and_geojson(streets, capsys, tmp_path):
    out = tmp_path / "reach.geojson"
    code = call(streets, "--minutes", "1", "--minutes", "10", "--json", "-o", str(out))
    assert code == 0
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "ok"
    assert [each["minutes"] for each in document["within"]] == [1.0, 10.0]
    assert document["within"][1]["length_m"] == pytest.approx(194.34, abs=0.01)
    assert set(document["within"][1]["by_kind"]) == {"footway", "sidewalk"}
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert features[0]["properties"]["part"] == "start"
    assert {f["properties"]["minutes"] for f in features[1:]} == {1.0, 10.0}


def test_limits_of_ones_own(streets, capsys):
    assert call(streets, "--minutes", "10", "--set", "min_width=100", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["within"][0]["length_m"] == pytest.approx(100, abs=0.01)
    assert call(streets, "--minutes", "10", "--profile", "cane", "--json") == 0
    assert json.loads(capsys.readouterr().out)["within"][0]["length_m"] > 290


def test_off_the_network_is_exit_1_and_says_why(streets, capsys, tmp_path):
    out = tmp_path / "reach.geojson"
    assert call(streets, "--minutes", "5", "-o", str(out), start=(0, 5000)) == 1
    assert "outside this network" in capsys.readouterr().out
    (feature,) = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["reason"] == "start_off_network"


@pytest.mark.parametrize(
    "options",
    [
        ["--minutes", "soon"],
        ["--minutes", "0"],
        ["--minutes", "nan"],
        ["--minutes", "5", "--profile", "skates"],
        ["--minutes", "5", "--set", "max_slope=5"],
        ["--minutes", "5", "--snap", "-1"],
        ["--minutes", "5", "--polygon", "0"],
        ["--minutes", "5", "--polygon", "wide"],
    ],
)
def test_misuse_is_one_line_and_exit_2(streets, capsys, options, tmp_path):
    out = tmp_path / "reach.geojson"
    assert call(streets, *options, "-o", str(out)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert not out.exists()


def test_the_network_is_not_overwritten(streets, capsys):
    assert call(streets, "--minutes", "5", "-o", streets) == 2
    assert "overwritten" in capsys.readouterr().err


def test_outlines_on_request(streets, capsys, tmp_path, monkeypatch):
    out = tmp_path / "reach.geojson"
    assert call(streets, "--minutes", "1", "10", "--polygon", "-o", str(out)) == 0
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    found = [f for f in features if f["properties"]["part"] == "outline"]
    assert [f["properties"]["minutes"] for f in found] == [10.0, 1.0]
    assert {f["geometry"]["type"] for f in found} == {"MultiPolygon"}
    capsys.readouterr()
    assert call(streets, "--minutes", "1", "--polygon") == 2
    assert "-o" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "shapely", None)
    other = tmp_path / "other.geojson"
    assert call(streets, "--minutes", "1", "--polygon", "-o", str(other)) == 2
    told = capsys.readouterr()
    assert "shapely" in told.err
    assert len(told.err.splitlines()) == 1
    assert not other.exists()
