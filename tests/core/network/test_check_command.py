# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz network check`` as a user meets it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import fiona
import pytest

from accessible_core.cli import main
from accessible_core.network.check.run import CODES

#: A path that ends 1.11 m short of a street, and two kerbs of one kind and another.
NODES = {
    1: (71.4, 51.1),
    2: (71.404, 51.1),
    3: (71.402, 51.09999),
    4: (71.402, 51.098),
    5: (71.401, 51.098, {"barrier": "kerb", "kerb": "flush", "kerb:height": "12 cm"}),
    6: (71.4, 51.098),
}
WAYS = [
    (10, [1, 2], {"highway": "residential"}),
    (11, [3, 4, 5, 6, 1], {"highway": "footway", "width": "=HYPERLINK(1)"}),
]


@pytest.fixture
def net(osm_file: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "net"
    assert main(["network", "build", str(osm_file(NODES, WAYS)), "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def test_json(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "check", str(net), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {
        "gap": 1, "kerb_off_road": 1, "contradictory_tags": 1, "tag_not_understood": 1,
    }  # fmt: skip
    assert document["severities"] == {"warning": 2, "info": 2}
    gap = document["findings"][0]
    assert gap["code"] == "gap"
    assert (gap["lon"], gap["lat"], gap["osm_node"], gap["osm_way"]) == (71.402, 51.09999, 3, 11)
    assert gap["value"] == "1.11"
    assert gap["link"] == "https://www.openstreetmap.org/node/3"
    assert {each["rule"] for each in document["findings"]} == {
        None, "kerb_low_and_high",
    }  # fmt: skip


def test_geojson(net: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "issues.geojson"
    assert main(["network", "check", str(net), "-o", str(output), "--lang", "kk"]) == 0
    out, err = capsys.readouterr()
    assert "4 findings" in out
    assert "gap https://www.openstreetmap.org/node/3: Бұл жол" in err
    features = json.loads(output.read_text(encoding="utf-8"))["features"]
    kinds = {f["properties"]["code"]: f["geometry"]["type"] for f in features}
    assert kinds["gap"] == "LineString"
    assert kinds["kerb_off_road"] == "Point"
    here, there = features[0]["geometry"]["coordinates"]
    assert here == [71.402, 51.09999]
    assert there == [71.402, 51.1]


def test_geopackage_and_csv(net: Path, tmp_path: Path) -> None:
    package, table = tmp_path / "issues.gpkg", tmp_path / "issues.csv"
    for output in (package, table):
        assert main(["network", "check", str(net), "-o", str(output)]) == 0
    assert fiona.listlayers(package) == ["findings", "findings_lines"]
    with fiona.open(package, layer="findings") as layer:
        points = list(layer)
        assert layer.crs.to_epsg() == 4326
    with fiona.open(package, layer="findings_lines") as layer:
        assert [each.properties["code"] for each in layer] == ["gap"]
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == [each.properties["code"] for each in points]
    assert all(row["value"][0] != "=" for row in rows if row["value"])  # never run by a spreadsheet
    assert [each.geometry.coordinates for each in points] == [
        (float(row["lon"]), float(row["lat"])) for row in rows
    ]


def test_options(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def counts(*options: str) -> dict[str, int]:
        assert main(["network", "check", str(net), "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)["counts"]

    assert counts("--gap", "1") == {
        "kerb_off_road": 1, "contradictory_tags": 1, "tag_not_understood": 1,
    }  # fmt: skip
    assert counts("--only", "gap", "near_nodes") == {"gap": 1}
    assert counts("--only", "gap", "--detour", "5000") == {}


def test_a_file_without_findings_is_a_file(net: Path, tmp_path: Path) -> None:
    for name in ("a.geojson", "a.gpkg", "a.csv"):
        path = tmp_path / name
        assert main(["network", "check", str(net), "-o", str(path), "--only", "oneway_trap"]) == 0
        assert path.is_file()
    assert json.loads((tmp_path / "a.geojson").read_text())["features"] == []


@pytest.mark.parametrize(
    "options",
    [
        ["--gap", "0"],
        ["--gap", "nan"],
        ["--only", "potholes"],
        ["-o", "{tmp}/issues.shp"],
        ["-o", "{tmp}/no folder/issues.csv"],
        ["-o", "{net}.csv"],
    ],
)
def test_misuse_is_one_line_and_writes_nothing(
    options: list[str], net: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = net
    if "{net}.csv" in options:  # over its own input
        source = net.rename(tmp_path / "net.csv")
    before = sorted(tmp_path.rglob("*"))
    words = [part.format(tmp=tmp_path, net=net) for part in options]
    assert main(["network", "check", str(source), *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_wrong_code_lists_those_that_there_are(
    net: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["network", "check", str(net), "--only", "potholes"])
    err = capsys.readouterr().err
    assert all(code in err for code in CODES)
