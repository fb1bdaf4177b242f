# SPDX-License-Identifier: GPL-3.0-or-later
"""The algorithm `score` on the sample city, in every kind of file and CRS."""

import numpy as np
import pytest
from qgis import processing
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)

from accessible_core.findings import Findings
from accessible_core.scoring.columns import result_columns
from accessible_core.scoring.engine import score
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.survey.writers import write_survey
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin.compat import field, is_null

ENGLISH = 2


def rows_of(layer, key="id"):
    return {feature[key]: feature for feature in layer.getFeatures()}


def test_same_scores_as_the_core_on_the_file(run, survey_csv):
    layer = run("score", INPUT=survey_csv, LANGUAGE=ENGLISH, OUTPUT="memory:")["OUTPUT"]
    findings = Findings()
    survey = validate(read_survey(survey_csv, findings=findings), findings)
    expected = result_columns(survey, score(survey))
    features = list(layer.getFeatures())
    assert len(features) == len(survey)
    for group in GROUPS:
        name = f"score_{group.value}"
        have = [None if is_null(one[name]) else one[name] for one in features]
        assert have == expected[name].tolist()


def test_keeps_all_fields_and_adds_lights_first(run, survey_csv):
    source = QgsVectorLayer(survey_csv, "survey", "ogr")
    before = source.fields().names()
    layer = run("score", INPUT=source, OUTPUT="memory:")["OUTPUT"]
    names = layer.fields().names()
    assert names[: len(before)] == before
    lights = [f"light_{group.value}" for group in GROUPS]
    assert names[len(before) : len(before) + len(lights)] == lights
    assert {"known_movement", "confirmed_movement", "score_toilet_vision"} <= set(names)


def test_the_sample_citys_stories(run, survey_csv, stories):
    layer = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    by_id = rows_of(layer)
    tale = stories["facilities"]
    assert by_id[tale["green_behind_steps"]["id"]]["score_movement"] == "full_accessible"
    assert by_id[tale["red_one_change"]["id"]]["light_movement"] == "not"
    single = by_id[tale["green_single_answer"]["id"]]
    assert single["light_movement"] == "full_unconfirmed"
    assert 0 <= single["known_movement"] < 1


def test_points_come_from_lon_and_lat_where_there_is_no_geometry(run, survey_csv, stories):
    layer = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    assert layer.crs().authid() == "EPSG:4326"
    assert layer.wkbType() == QgsWkbTypes.Type.Point
    museum = stories["facilities"]["green_behind_steps"]
    point = rows_of(layer)[museum["id"]].geometry().asPoint()
    assert (point.x(), point.y()) == pytest.approx(museum["position"])
    assert rows_of(layer)["UQ-907"].geometry().isNull()


def test_another_crs_gives_the_same_lights_and_stays(run, survey_csv):
    plain = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    moved = processing.run(
        "native:reprojectlayer",
        {"INPUT": plain, "TARGET_CRS": "EPSG:32642", "OUTPUT": "memory:"},
    )["OUTPUT"]
    again = run("score", INPUT=moved, OUTPUT="memory:")["OUTPUT"]
    assert again.crs().authid() == "EPSG:32642"
    assert again.fields().names() == plain.fields().names()
    for light in ("light_movement", "light_vision"):
        assert [f[light] for f in again.getFeatures()] == [f[light] for f in plain.getFeatures()]
    back = QgsCoordinateTransform(again.crs(), plain.crs(), QgsProject.instance())
    for one, other in zip(again.getFeatures(), plain.getFeatures()):
        if not other.geometry().isNull():
            there = back.transform(one.geometry().asPoint())
            assert there.x() == pytest.approx(other.geometry().asPoint().x(), abs=1e-8)


@pytest.mark.parametrize("ending", ["gpkg", "geojson", "shp", "xlsx"])
def test_every_kind_of_file_gives_the_same_lights(run, survey_csv, tmp_path, ending):
    plain = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    survey = read_survey(survey_csv, findings=Findings())
    target = tmp_path / f"survey.{ending}"
    if ending == "shp":
        _as_shapefile(survey, target)
    else:
        write_survey(survey, target)
    again = run("score", INPUT=str(target), OUTPUT="memory:")["OUTPUT"]
    expected = [f["light_movement"] for f in plain.getFeatures()]
    assert [f["light_movement"] for f in again.getFeatures()] == expected


def test_findings_go_to_the_log_and_the_table(run, survey_csv, heard):
    results = run(
        "score",
        heard,
        INPUT=survey_csv,
        LANGUAGE=ENGLISH,
        OUTPUT="memory:",
        FINDINGS="memory:",
    )
    table = list(results["FINDINGS"].getFeatures())
    contradiction = [row for row in table if row["record"] == "UQ-903"]
    assert any("72" in row["value"] or "72" in row["hint"] for row in contradiction)
    assert any("UQ-903" in line for line in heard.warnings)


def test_a_thousand_findings_of_a_kind_are_a_few_lines(run, tmp_path, heard):
    many = tmp_path / "many.csv"
    rows = (f"{row},small,partly" for row in range(1000))
    many.write_text("id,form,entrance1_1\n" + "\n".join(rows) + "\n", encoding="utf-8")
    run("score", INPUT=str(many), LANGUAGE=ENGLISH, OUTPUT="memory:")
    assert len(heard.warnings) < 12
    assert any("997" in line for line in heard.warnings)


def test_a_table_without_answers_says_so(run, tmp_path, heard):
    other = tmp_path / "other.csv"
    other.write_text("id,name\n1,Library\n", encoding="utf-8")
    layer = run("score", INPUT=str(other), LANGUAGE=ENGLISH, OUTPUT="memory:")["OUTPUT"]
    assert [feature["light_movement"] for feature in layer.getFeatures()] == ["osm_word"]
    assert any("nothing to score" in line for line in heard.warnings)


def test_no_findings_table_unless_asked(run, survey_csv):
    assert "FINDINGS" not in run("score", INPUT=survey_csv, OUTPUT="memory:")


def test_writes_a_geopackage_that_can_be_scored_again(run, survey_csv, tmp_path):
    first, second = str(tmp_path / "one.gpkg"), str(tmp_path / "two.gpkg")
    run("score", INPUT=survey_csv, OUTPUT=first)
    run("score", INPUT=first, OUTPUT=second)
    one, two = (QgsVectorLayer(path, "x", "ogr") for path in (first, second))
    assert one.fields().names() == two.fields().names()
    rows = [[f["light_kids"] for f in layer.getFeatures()] for layer in (one, two)]
    del one, two
    assert rows[0] == rows[1]


def test_polygons_and_multipoints_get_one_point(run, survey_csv):
    plain = run("score", INPUT=survey_csv, OUTPUT="memory:")["OUTPUT"]
    for algorithm, extra in (
        ("native:buffer", {"DISTANCE": 0.0002}),
        ("native:promotetomulti", {}),
    ):
        shaped = processing.run(algorithm, {"INPUT": plain, "OUTPUT": "memory:", **extra})
        again = run("score", INPUT=shaped["OUTPUT"], OUTPUT="memory:")["OUTPUT"]
        assert again.wkbType() == QgsWkbTypes.Type.Point
        assert again.featureCount() == plain.featureCount()
        one, other = rows_of(again)["UQ-002"].geometry(), rows_of(plain)["UQ-002"].geometry()
        assert one.distance(other) < 1e-4


def test_selected_features_only(run, survey_csv):
    layer = QgsVectorLayer(survey_csv, "survey", "ogr")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([f.id() for f in layer.getFeatures()][:5])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    scored = run("score", INPUT=chosen, OUTPUT="memory:")["OUTPUT"]
    QgsProject.instance().removeMapLayer(layer)
    assert scored.featureCount() == 5


def test_an_empty_survey_is_one_clear_line(run, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("id,name,form\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="no rows"):
        run("score", INPUT=str(empty), OUTPUT="memory:")


def test_metres_without_a_crs_are_refused(run):
    layer = QgsVectorLayer("Point?field=id:string&field=form:string", "plan", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem())
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["1", "small"])
    feature.setGeometry(QgsGeometry.fromWkt("Point(642000 5418000)"))
    layer.dataProvider().addFeature(feature)
    with pytest.raises(QgsProcessingException, match="coordinate reference system"):
        run("score", INPUT=layer, OUTPUT="memory:")


def test_cancelling_stops_it(run, survey_csv, heard):
    heard.cancel()
    with pytest.raises(QgsProcessingException):
        run("score", heard, INPUT=survey_csv, OUTPUT="memory:")


def _as_shapefile(survey, target):
    """Write a Shapefile with the documented short names, through QGIS."""
    from accessible_core.survey.columns import survey_columns
    from accessible_core.vocabulary import Zone

    short = {
        Zone.PARKING: "pk",
        Zone.ENTRANCE1: "e1",
        Zone.ENTRANCE2: "e2",
        Zone.ENTRANCE3: "e3",
        Zone.MOVEMENT: "mv",
        Zone.SERVICE: "sv",
        Zone.TOILET: "wc",
        Zone.NAVIGATION: "nv",
        Zone.SERVICE_ACCESSIBILITY: "sa",
        Zone.KIDS_ACCESSIBILITY: "kd",
    }
    columns = survey_columns(survey)
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "survey", "memory")
    wanted = {"id": "id", "form": "form", "review": "review", "surveyed": "surveyed"}
    for question in survey.questions:
        wanted[question.column] = f"{short[question.zone]}_{question.key}"
        measured = f"{question.column}_measured"
        if measured in columns:
            wanted[measured] = f"{short[question.zone]}_{question.key}_m"
    for zone, letters in short.items():
        for group, word in (
            ("movement", "mov"),
            ("limb", "lmb"),
            ("vision", "vis"),
            ("hearing", "hea"),
            ("intellectual", "int"),
            ("kids", "kid"),
        ):
            wanted[f"override_{zone.value}_{group}"] = f"o_{letters}_{word}"
    # A Shapefile holds 255 columns; those that say nothing are left out.
    said = {name for name, cells in columns.items() if set(cells) - {None, "", "unknown"}}
    wanted = {long: name for long, name in wanted.items() if long in said}
    fields = [field(name, "text") for name in wanted.values()]
    for one in fields:
        one.setLength(24)
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    features = []
    for row in range(len(survey)):
        feature = QgsFeature(layer.fields())
        cells = [columns[long][row] for long in wanted]
        feature.setAttributes([None if cell in (None, "") else str(cell) for cell in cells])
        if np.isfinite(survey.lon[row]):
            wkt = f"Point({survey.lon[row]:.9f} {survey.lat[row]:.9f})"
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    options.fileEncoding = "UTF-8"
    context = QgsProject.instance().transformContext()
    written = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(target), context, options)
    assert written[0] == QgsVectorFileWriter.WriterError.NoError, written
