# SPDX-License-Identifier: GPL-3.0-or-later
"""The algorithms `validate`, `statistics` and `export` on the sample city."""

import json
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsVectorLayer

from accessible_core.findings import Findings
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate

ENGLISH = 2


def test_validate_finds_what_is_wrong_on_purpose(run, survey_csv):
    results = run("validate", INPUT=survey_csv, LANGUAGE=ENGLISH, OUTPUT="memory:")
    rows = list(results["OUTPUT"].getFeatures())
    found = {row["record"] for row in rows}
    # README of the sample: the last rows are wrong so that findings can be seen.
    wrong = ("UQ-901", "UQ-903", "UQ-904", "UQ-906", "UQ-907", "UQ-908", "UQ-909")
    assert not [record for record in wrong if record not in found]
    assert all(row["hint"] for row in rows)
    severities = [row["severity"] for row in rows]
    assert results["ERRORS"] == severities.count("error")
    assert results["WARNINGS"] == severities.count("warning") > 0


def test_validate_finds_the_same_as_the_command_line(run, survey_csv):
    rows = run("validate", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"].getFeatures()
    findings = Findings()
    validate(read_survey(survey_csv, findings=findings), findings)
    counts = {}
    for row in rows:
        counts[row["code"]] = counts.get(row["code"], 0) + 1
    # What a file is like beside its rows, QGIS does not tell.
    expected = {code: n for code, n in findings.counts().items() if not code.startswith("csv_")}
    assert counts == expected


@pytest.mark.parametrize(("language", "word"), [(0, "жолда"), (1, "строк"), (2, "row")])
def test_findings_speak_the_chosen_language(run, survey_csv, language, word):
    rows = run("validate", INPUT=survey_csv, LANGUAGE=language, OUTPUT="memory:")["OUTPUT"]
    hints = " ".join(row["hint"] for row in rows.getFeatures() if row["code"] == "id_duplicate")
    assert word in hints


def test_statistics_agree_with_qgiss_own_count(run, survey_csv, sample):
    districts = str(sample / "districts.geojson")
    table = run("statistics", INPUT=survey_csv, AREAS=districts, AREA_ID="kato", OUTPUT="memory:")[
        "OUTPUT"
    ]
    scored = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    joined = processing.run(
        "native:joinattributesbylocation",
        {
            "INPUT": scored,
            "JOIN": districts,
            "PREDICATE": [5],
            "JOIN_FIELDS": ["kato"],
            "PREFIX": "area_",
            "OUTPUT": "memory:",
        },
    )["OUTPUT"]
    expected = {}
    for feature in joined.getFeatures():
        area = feature["area_kato"]
        if not isinstance(area, str) or not area:
            area = "outside" if feature.hasGeometry() else "no_position"
        key = (area, feature["light_movement"])
        expected[key] = expected.get(key, 0) + 1
    names = {
        "full": "full_confirmed",
        "full_unconfirmed": "full_unconfirmed",
        "partial": "partial",
        "not": "not",
        "unknown": "unknown",
        "not_provided": "not_provided",
        "osm_word": "not_surveyed",
    }
    have = {
        (row["area_id"], light): row[column]
        for row in table.getFeatures()
        if row["group"] == "movement"
        for light, column in names.items()
        if row[column]
    }
    assert have == expected


def test_statistics_in_another_crs_are_the_same(run, survey_csv, sample):
    districts = str(sample / "districts.geojson")
    moved = processing.run(
        "native:reprojectlayer",
        {"INPUT": districts, "TARGET_CRS": "EPSG:32642", "OUTPUT": "memory:"},
    )["OUTPUT"]
    tables = [
        run("statistics", INPUT=survey_csv, AREAS=areas, AREA_ID="kato", OUTPUT="memory:")["OUTPUT"]
        for areas in (districts, moved)
    ]
    one, other = ([row.attributes() for row in table.getFeatures()] for table in tables)
    assert one == other


def test_statistics_without_areas_count_everything_once(run, survey_csv):
    table = run("statistics", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    rows = [row for row in table.getFeatures() if row["group"] == "vision"]
    survey = read_survey(survey_csv, findings=Findings())
    assert sum(row["facilities"] for row in rows) == len(survey)
    assert {row["area_id"] for row in rows} == {"all", "no_position"}


def test_areas_without_their_field_are_one_clear_line(run, survey_csv, sample):
    with pytest.raises(QgsProcessingException, match="field"):
        run(
            "statistics",
            INPUT=survey_csv,
            AREAS=str(sample / "districts.geojson"),
            OUTPUT="memory:",
        )


def test_a11yjson(run, survey_csv, tmp_path):
    target = tmp_path / "places.json"
    results = run("export", INPUT=survey_csv, FORMAT=0, OUTPUT=str(target))
    places = json.loads(target.read_text(encoding="utf-8"))
    assert results["COUNT"] == len(places) > 50
    assert all("geometry" in place and "properties" in place for place in places)


def test_registry_requests(run, survey_csv, tmp_path):
    complete = survey_csv
    for name, value in (("description", "'sample'"), ("photos", "'/storage/a.jpg'")):
        complete = processing.run(
            "native:fieldcalculator",
            {
                "INPUT": complete,
                "FIELD_NAME": name,
                "FIELD_TYPE": 2,
                "FORMULA": value,
                "OUTPUT": "memory:",
            },
        )["OUTPUT"]
    target = tmp_path / "requests.jsonl"
    results = run("export", INPUT=complete, FORMAT=1, OUTPUT=str(target))
    lines = target.read_text(encoding="utf-8").splitlines()
    assert results["COUNT"] == len(lines) > 0
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_geojson_opens_in_qgis_with_scores(run, survey_csv, tmp_path):
    target = tmp_path / "places.geojson"
    results = run("export", INPUT=survey_csv, FORMAT=2, OUTPUT=str(target))
    layer = QgsVectorLayer(str(target), "places", "ogr")
    assert layer.featureCount() == results["COUNT"]
    assert "score_movement" in layer.fields().names()
    del layer


def test_a_folder_that_is_missing_is_one_clear_line(run, survey_csv, tmp_path):
    target = tmp_path / "nowhere" / "places.json"
    with pytest.raises(QgsProcessingException, match="nowhere"):
        run("export", INPUT=survey_csv, OUTPUT=str(target))
    assert not target.exists()


def test_an_export_never_overwrites_its_survey(run, survey_csv, tmp_path):
    copy = tmp_path / "s.csv"
    before = Path(survey_csv).read_bytes()
    copy.write_bytes(before)
    with pytest.raises(QgsProcessingException, match="overwritten"):
        run("export", INPUT=str(copy), FORMAT=0, OUTPUT=str(copy))
    assert copy.read_bytes() == before
