# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz route`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hand_network import at, network

from accessible_core.cli import main
from accessible_core.network.store import write_network


@pytest.fixture
def streets(tmp_path):
    net = network(
        [(0, 0), (100, 0), (200, 0), (150, 80)],
        [(0, 1), (1, 2), (1, 3), (3, 2)],
        edge_tags={1: {"kind": "steps"}, 2: {"width": 95.0}},
    )
    path = tmp_path / "town"
    write_network(net, path)
    return str(path)


def point(x, y):
    return "{},{}".format(*at(x, y))


def call(streets, *options, start=(10, 0), end=(190, 0)):
    return main(["route", streets, f"--from={point(*start)}", f"--to={point(*end)}", *options])


def test_readable_and_json(streets, capsys):
    assert call(streets, end=(199.99, 0)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1. Start on footway")
    assert lines[-1].startswith("Unverified")
    assert call(streets, "--json", end=(199.99, 0)) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["status"] == "ok"
    assert [edge["osm_way"] for edge in document["edges"]][:3] == [1, 3, 4]


def test_a_limit_of_ones_own_leads_to_a_refusal_with_exit_1(streets, capsys, tmp_path):
    out = tmp_path / "route.geojson"
    code = call(streets, "--set", "min_width=100", "--json", "-o", str(out), end=(160, 64))
    assert code == 1
    document = json.loads(capsys.readouterr().out)
    assert document["reason"] == "barred"
    obstacles = [(o["osm_way"], o["attribute"], o["value"]) for o in document["blocked_by"]]
    assert obstacles in ([(3, "width", 95.0)], [(2, "steps", "steps")])
    parts = {feature["properties"]["part"] for feature in json.loads(out.read_text())["features"]}
    assert parts == {"least_barrier", "edge", "obstacle"}


@pytest.mark.parametrize(
    "options",
    [
        ["--set", "max_slope=5"],
        ["--set", "max_incline"],
        ["--set", "max_incline=steep"],
        ["--unknown", "kerb=never"],
        ["--unknown", "never"],
        ["--profile", "skates"],
        ["--snap", "-1"],
        ["--pairs", "pairs.csv"],
    ],
)
def test_misuse_is_one_line_and_exit_2(streets, capsys, options, tmp_path):
    out = tmp_path / "route.geojson"
    assert call(streets, *options, "-o", str(out)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert not out.exists()


@pytest.mark.parametrize("given", ["76.9", "76.9,x", "200,43", "76.9;43.2", ""])
def test_points_that_are_none(streets, capsys, given):
    assert main(["route", streets, f"--from={given}", f"--to={point(1, 1)}"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_pairs(streets, capsys, tmp_path):
    rows = [
        f"home,{point(10, 0)},{point(199.99, 0)}",
        f"sea,0,0,{point(190, 0)}",
        f"broken,x,43,{point(190, 0)}",
        f"short,{point(10, 0)}",
        f"дом,{point(10, 0)},{point(50, 0)}",
    ]
    table = tmp_path / "pairs.csv"
    table.write_text("\n".join(["id,from_lon,from_lat,to_lon,to_lat", *rows]), encoding="utf-8")
    assert main(["route", streets, "--pairs", str(table)]) == 0
    told = capsys.readouterr()
    documents = [json.loads(line) for line in told.out.splitlines()]
    assert [d["id"] for d in documents] == ["home", "sea", "дом"]
    assert [d["status"] for d in documents] == ["ok", "no_route", "ok"]
    assert documents[1]["reason"] == "start_off_network"
    assert " 4: " in told.err
    assert " 5: " in told.err


@pytest.mark.parametrize("content", [b"", b"id,lon\n1,2\n", b"\xff\xfe\x00id", None])
def test_tables_of_pairs_that_are_none(streets, capsys, tmp_path, content):
    table = tmp_path / "pairs.csv"
    if content is not None:
        table.write_bytes(content)
    assert main(["route", streets, "--pairs", str(table)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("start", "word"),
    [
        ("51.1,71.4", "covers"),
        (point(10, 0).split(",")[1] + "," + point(10, 0).split(",")[0], "swapped"),
    ],
)
def test_a_start_far_off_says_why(streets, capsys, start, word):
    assert main(["route", streets, f"--from={start}", f"--to={point(190, 0)}"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert word in lines[0]


def test_a_start_beside_the_streets_is_not_called_elsewhere(streets, capsys):
    assert (
        main(["route", streets, f"--from={point(100, 40)}", f"--to={point(190, 0)}", "--snap=5"])
        == 1
    )
    said = capsys.readouterr().out
    assert "covers" not in said
    assert "swapped" not in said


def test_the_network_is_not_overwritten_by_its_route(streets, capsys):
    before = Path(streets).read_bytes()
    assert call(streets, "-o", streets) == 2
    assert "overwritten" in capsys.readouterr().err
    assert Path(streets).read_bytes() == before
