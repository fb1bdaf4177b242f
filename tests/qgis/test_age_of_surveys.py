# SPDX-License-Identifier: GPL-3.0-or-later
"""The age that makes a survey old: asked, else as set, and the same in every algorithm."""

import json

import pytest
from qgis.core import QgsSettings

from accessible_kz_plugin import settings
from accessible_kz_plugin.compat import is_null


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    yield
    QgsSettings().remove("accessible_kz")


@pytest.fixture
def old_survey(sample, tmp_path):
    """The sample with every survey six years back: too old as shipped (3 years)."""
    import csv
    from datetime import date

    day = date.today()  # noqa: DTZ011 - the user's own day
    with open(sample / "survey.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["surveyed"] = f"{day.year - 6}-{day.month:02}-15"
    path = tmp_path / "old.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def confirmed(run, survey, tmp_path, **asked):
    """Return how many scores are confirmed, as each algorithm tells it."""
    layer = run("score", INPUT=survey, OUTPUT="memory:", **asked)["OUTPUT"]
    scored = sum(
        f["confirmed_movement"] is True or str(f["confirmed_movement"]).lower() == "true"
        for f in layer.getFeatures()
        if not is_null(f["confirmed_movement"])
    )
    table = run("compare", INPUT=survey, OUTPUT="memory:", **asked)["OUTPUT"]
    compared = {
        f["id"] for f in table.getFeatures() if f["group"] == "movement" and f["confirmed"] is True
    }
    explained = run("explain", INPUT=survey, USER_GROUP=0, OUTPUT="memory:", **asked)["OUTPUT"]
    said = sum(f["confirmed"] is True for f in explained.getFeatures())
    target = tmp_path / "places.geojson"
    run("export", INPUT=survey, FORMAT=2, OUTPUT=str(target), **asked)
    places = json.loads(target.read_text(encoding="utf-8"))["features"]
    exported = sum(one["properties"]["confirmed_movement"] is True for one in places)
    return scored, len(compared), said, exported


def test_all_algorithms_go_by_the_same_age(run, old_survey, tmp_path):
    shipped = confirmed(run, old_survey, tmp_path)
    asked = confirmed(run, old_survey, tmp_path, MAX_AGE=10)
    settings.MAX_AGE_YEARS.set(10)
    as_set = confirmed(run, old_survey, tmp_path)
    back = confirmed(run, old_survey, tmp_path, MAX_AGE=3)
    assert set(shipped) == {0}
    assert len({asked[0], asked[2], asked[3]}) == 1
    assert asked[0] > 0
    assert as_set == asked
    assert back == shipped
