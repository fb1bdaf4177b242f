# SPDX-License-Identifier: GPL-3.0-or-later
"""qgis_process runs the plugin from the checkout, in an empty profile."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def process(processing_run, tmp_path):
    """Return a function that runs an algorithm in a profile where the plugin is enabled."""
    profile = tmp_path / "config"
    profile.mkdir()
    enabled = processing_run(
        "plugins", "enable", "accessible_kz_plugin", profile=profile, plugins=ROOT
    )
    assert enabled.returncode == 0, enabled.stderr

    def run(name, **parameters):
        given = [f"{key}={value}" for key, value in parameters.items()]
        return processing_run(
            "run", f"accessiblekz:{name}", "--json", "--", *given, profile=profile, plugins=ROOT
        )

    return run


def test_score_network_and_route(process, sample, stories, tmp_path):
    scored = process(
        "score", INPUT=sample / "survey.csv", OUTPUT=tmp_path / "scored.gpkg", LANGUAGE=2
    )
    assert scored.returncode == 0, scored.stderr
    assert (tmp_path / "scored.gpkg").is_file()
    network = tmp_path / "town.aknet"
    built = process(
        "buildnetwork",
        INPUT=sample / "sample_city.osm",
        DEM=sample / "sample_dem.tif",
        OUTPUT=network,
    )
    assert built.returncode == 0, built.stderr
    assert network.is_file()
    story = stories["routes"]["refused_steps"]
    route = process(
        "route",
        NETWORK=network,
        FROM="{},{} [EPSG:4326]".format(*story["from"]),
        TO="{},{} [EPSG:4326]".format(*story["to"]),
        OUTPUT=tmp_path / "route.gpkg",
        LANGUAGE=2,
    )
    assert route.returncode == 0, route.stderr
    results = json.loads(route.stdout)["results"]
    assert (results["STATUS"], results["REASON"]) == ("no_route", "barred")
    assert "steps" in results["TEXT"]


def test_a_shipped_model(process, sample, tmp_path):
    """Its steps are found, and what is not given has its default."""
    outputs = {
        "network:Street network": tmp_path / "town.aknet",
        "reach:Reached streets": tmp_path / "reach.gpkg",
        "reach:Outlines of what is reached": tmp_path / "outlines.gpkg",
    }
    done = process(
        "osmtoreach", osm=sample / "sample_city.osm", places=sample / "survey.csv", **outputs
    )
    assert done.returncode == 0, done.stderr
    assert all(path.is_file() for path in outputs.values())


def test_a_missing_file_is_one_clear_line(process, tmp_path):
    done = process("buildnetwork", INPUT=tmp_path / "none.osm", OUTPUT=tmp_path / "x.aknet")
    assert done.returncode != 0
    assert "none.osm" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.aknet").exists()
