# SPDX-License-Identifier: GPL-3.0-or-later
"""`network build` from line layers and `network export`, from outside."""

import json
import sqlite3

import pytest
from console import document, run

MAPPING = """
[[layer]]
file = "ways.geojson"
[layer.constant]
highway = "footway"
[layer.columns]
width = { column = "w", unit = "cm" }
"""


def features(*lines, **columns):
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": line},
                "properties": {name: values[row] for name, values in columns.items()},
            }
            for row, line in enumerate(lines)
        ],
    }


@pytest.fixture
def ways(tmp_path):
    """A street of 140 m and a path that ends 1.1 m beside its middle."""
    street = [(71.4, 51.1), (71.402, 51.1)]
    path = [(71.401, 51.10001), (71.401, 51.101)]
    target = tmp_path / "ways.geojson"
    target.write_text(json.dumps(features(street, path, w=[250, None])), encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    return target


def test_a_mapping_and_a_tolerance(ways, tmp_path):
    net = tmp_path / "a.net"
    mapping = ("--mapping", tmp_path / "mapping.toml")
    done = run("network", "build", ways, "-o", net, *mapping)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "2 lines" in done.stderr
    info = document(run("network", "info", net, "--json"))
    assert info["parts"] == 2
    assert info["joining"]["snap_m"] == 0.5
    done = run("network", "build", ways, "-o", net, *mapping, "--snap", "2")
    assert "1 lines where others end on them" in done.stderr
    info = document(run("network", "info", net, "--json"))
    assert (info["parts"], info["edges"]) == (1, 3)
    assert 0.5 < info["known"]["width"] < 0.6
    route = run("route", net, "--from", "71.4,51.1", "--to", "71.401,51.101", "--json")
    assert document(route)["edges"][0]["osm_way"] is None


def test_osm_and_layers_in_one_network(ways, sample, tmp_path):
    net = tmp_path / "both.net"
    done = run("network", "build", sample / "sample_city.osm", ways, "-o", net,
               "--mapping", tmp_path / "mapping.toml")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert document(run("network", "info", net, "--json"))["parts"] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("{ways}",),  # no mapping fits
        ("{ways}", "--snap", "50"),
        ("{ways}", "--snap", "much"),
        ("{ways}", "--mapping", "{folder}/nowhere.toml"),
        ("{ways}", "--mapping", "{ways}"),
        ("{folder}/nowhere.gpkg",),
        ("{folder}",),
        ("{ways}", "{ways}", "--mapping", "{folder}/mapping.toml"),
        ("{folder}/net", "--mapping", "{folder}/mapping.toml"),  # the target itself
    ],
)
def test_misuse_is_one_line_and_nothing_is_written(ways, tmp_path, arguments):
    given = [text.format(ways=ways, folder=tmp_path) for text in arguments]
    done = run("network", "build", *given, "-o", tmp_path / "net")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert not (tmp_path / "net").exists()


@pytest.mark.parametrize("name", ["out.gpkg", "out.geojson", "out.graphml", "out.osw.zip"])
def test_exports(town_net, tmp_path, name):
    target = tmp_path / name
    target.write_text("what stood here before")
    done = run("network", "export", town_net, "-o", target)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert target.stat().st_size > 10_000
    assert [path.name for path in tmp_path.iterdir()] == [name]
    if name == "out.gpkg":
        with sqlite3.connect(target) as database:
            tables = {row[0] for row in database.execute("SELECT table_name FROM gpkg_contents")}
        assert tables == {"edges", "nodes"}
    if name != "out.graphml":
        again = run("network", "build", target, "-o", tmp_path / "again.net")
        assert again.returncode == 0, again.stderr
        info = document(run("network", "info", tmp_path / "again.net", "--json"))
        assert info["edges"] == document(run("network", "info", town_net, "--json"))["edges"]


@pytest.mark.parametrize(
    ("source", "target"),
    [("net", "out.kml"), ("net", "nowhere/out.gpkg"), ("ways", "out.gpkg"), ("net", "folder.gpkg")],
)
def test_exports_that_cannot_be(town_net, ways, tmp_path, source, target):
    (tmp_path / "folder.gpkg").mkdir()
    before = sorted(path.name for path in tmp_path.iterdir())
    done = run(
        "network", "export", {"net": town_net, "ways": ways}[source], "-o", tmp_path / target
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
