# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers that cannot be filled in, or change under the dock: each with a clear outcome."""

import pytest
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QCoreApplication, QVariant
from qgis.PyQt.QtTest import QTest

import accessible_core as akz
from accessible_core.checklists import checklist
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Answer, Zone, ZoneKind
from accessible_kz_plugin import sample_city
from accessible_kz_plugin.docks.survey.columns import refusal

#: Asked in the full form; asked in the small form.
TOILET = Question(Zone.TOILET, 1)
COMMON = Question(Zone.TOILET, checklist("small").keys(ZoneKind.TOILET)[0])


def answer(dock, question, key):
    dock.page.go_to(question)
    QTest.keyClicks(dock.page.tree, key)
    QCoreApplication.processEvents()


def first_question(dock):
    return dock.page.tree.questions()[0]


def test_nothing_loaded_says_what_to_do(open_dock):
    dock = open_dock()
    assert "Load a survey first" in dock.status.toPlainText()
    assert not dock.places.table.isEnabled()


def test_a_layer_without_columns_of_a_survey_is_refused_by_name(open_dock, layer):
    other = QgsVectorLayer("Point?field=name:string&field=Пандус:string", "benches", "memory")
    QgsProject.instance().addMapLayer(other)
    dock = open_dock()
    dock.layers.setLayer(other)
    assert "'benches'" in dock.status.toPlainText()
    assert "store init" in dock.status.toPlainText()
    assert dock.layer is None
    dock.layers.setLayer(layer)
    assert dock.layer is layer
    assert dock.status.toPlainText() == ""


def test_a_table_that_needs_a_mapping_is_refused(open_dock, tmp_path):  # noqa: ARG001
    table = tmp_path / "old.csv"
    table.write_text("id,form,toilet_1,Nr\nA,small,yes,1\n", encoding="utf-8")
    (tmp_path / "old.mapping.toml").write_text(
        'name = "old"\nwhen = ["Nr", "toilet_1"]\n[columns]\n"Nr" = "id"\n', encoding="utf-8"
    )
    plain = QgsVectorLayer(str(table), "old", "ogr")
    assert plain.isValid()
    assert "'old'" in refusal(plain)
    (tmp_path / "old.mapping.toml").unlink()
    assert refusal(plain) == ""


def test_a_read_only_layer_shows_everything_and_writes_nothing(open_dock, find):
    layer = sample_city.survey_layer()
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    assert "read-only" in dock.status.toPlainText()
    dock.open_place(find(layer, "UQ-004").id())
    assert dock.page.scores.rowCount() > 3
    before = dock.record.given(first_question(dock))
    answer(dock, first_question(dock), "4")
    assert "GeoPackage" in dock.status.toPlainText()
    assert not layer.isEditable()
    assert dock.record.given(first_question(dock)) is before
    assert dock.page.tree.question() == first_question(dock)


def test_a_survey_that_can_be_filled_in_is_chosen_first(open_dock, copy_of_sample):
    frozen, open_one = sample_city.survey_layer(), copy_of_sample()
    frozen.setName("a")  # first in the list
    QgsProject.instance().addMapLayers([frozen, open_one])
    assert open_dock().layer is open_one


def test_a_layer_made_read_only_by_hand_is_one_too(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    layer.setReadOnly(True)
    answer(dock, first_question(dock), "4")
    assert "read-only" in dock.status.toPlainText()
    layer.setReadOnly(False)
    answer(dock, first_question(dock), "4")
    assert dock.record.given(first_question(dock)) is Answer.NOT_PROVIDED


def test_a_layer_that_is_removed_closes_its_place(dock, layer, find, desktop):
    dock.open_place(find(layer, "UQ-004").id())
    answer(dock, first_question(dock), "4")
    QgsProject.instance().removeMapLayer(layer)
    QCoreApplication.processEvents()
    assert dock.record is None
    assert dock.layer is None
    assert "'places' was removed" in desktop.messageBar().currentItem().text()
    assert dock.places.model.rowCount() == 0


def test_a_place_that_is_deleted_meanwhile_is_closed(dock, layer, find, qtbot):
    fid = find(layer, "UQ-004").id()
    dock.open_place(fid)
    layer.startEditing()
    layer.deleteFeature(fid)
    QCoreApplication.processEvents()
    assert dock.record is None
    assert "deleted" in dock.status.toPlainText()
    qtbot.waitUntil(lambda: not dock.tasks.busy)
    assert dock.places.model.place(fid) is None


def test_an_edit_elsewhere_shows_at_once(dock, layer, find):
    fid = find(layer, "UQ-004").id()
    dock.open_place(fid)
    question = first_question(dock)
    before = dock.record.given(question)
    assert before is not Answer.NO
    layer.startEditing()
    index = layer.fields().indexOf(question.column)
    layer.changeAttributeValue(fid, index, "no")
    QCoreApplication.processEvents()
    assert dock.record.given(question) is Answer.NO
    layer.rollBack()
    QCoreApplication.processEvents()
    assert dock.record.given(question) is before


def test_joined_and_virtual_columns_are_shown_and_not_written(open_dock, copy_of_sample, find):
    names = {"toilet_1", "toilet_2", "toilet_1_measured"}
    kept = {field.name() for field in sample_city.survey_layer().fields()} - names
    layer = copy_of_sample(fields=kept)
    other = QgsVectorLayer("NoGeometry?field=key:string&field=toilet_1:string", "more", "memory")
    QgsProject.instance().addMapLayers([layer, other])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("key")
    join.setTargetFieldName("id")
    join.setPrefix("")
    assert layer.addJoin(join)
    layer.addExpressionField("'yes'", QgsField("toilet_2", QVariant.String))
    dock = open_dock()
    dock.layers.setLayer(layer)
    dock.open_place(find(layer, "UQ-001").id())
    assert dock.record.given(Question(Zone.TOILET, 2)) is Answer.YES
    for key, word in ((1, "joined from another table"), (2, "calculated")):
        answer(dock, Question(Zone.TOILET, key), "2")
        assert word in dock.status.toPlainText()
    assert not layer.isModified()
    answer(dock, Question(Zone.TOILET, 3), "2")
    assert layer.isModified()


@pytest.mark.parametrize(
    ("field", "word"),
    [
        (QgsField("toilet_1", QVariant.Int), "holds no text"),
        (QgsField("toilet_1", QVariant.String, "", 3), "too short"),
    ],
)
def test_columns_that_cannot_hold_an_answer(open_dock, copy_of_sample, find, field, word):
    kept = {one.name() for one in sample_city.survey_layer().fields()} - {"toilet_1"}
    layer = copy_of_sample(fields=kept, more=[field])
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    dock.open_place(find(layer, "UQ-001").id())
    answer(dock, TOILET, "4")
    assert word in dock.status.toPlainText()
    assert not layer.isModified()


def test_a_question_without_column_says_so(open_dock, copy_of_sample, find):
    kept = {one.name() for one in sample_city.survey_layer().fields()} - {"toilet_1"}
    layer = copy_of_sample(fields=kept)
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    dock.open_place(find(layer, "UQ-001").id())
    answer(dock, TOILET, "1")
    assert "no column" in dock.status.toPlainText()
    dock.page.box.buttons[Answer.YES].click()
    assert not any(button.isChecked() for button in dock.page.box.buttons.values())


def test_fields_that_come_and_go(dock, layer, find):
    dock.open_place(find(layer, "UQ-001").id())
    layer.startEditing()
    layer.deleteAttribute(layer.fields().indexOf("toilet_1"))
    QCoreApplication.processEvents()
    assert TOILET not in dock.record.columns.answers
    layer.deleteAttribute(layer.fields().indexOf("form"))
    QCoreApplication.processEvents()
    assert dock.layer is None
    assert "'places'" in dock.status.toPlainText()


def test_3d_multipart_geometry_and_no_crs_do_no_harm(open_dock, find):
    layer = QgsVectorLayer(
        f"MultiPointZ?field=id:string&field=form:string&field={COMMON.column}:string",
        "odd",
        "memory",
    )
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["A", "small", "yes"])
    feature.setGeometry(QgsGeometry.fromWkt("MultiPointZ ((70 49 3),(71 50 4))"))
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    fid = find(layer, "A").id()
    dock.open_place(fid)
    answer(dock, COMMON, "2")
    assert layer.getFeature(fid)[COMMON.column] == "no"
    assert layer.getFeature(fid).geometry().asWkt() == feature.geometry().asWkt()


@pytest.fixture
def store(sample, tmp_path):
    """The sample survey as a store, open in QGIS."""
    path = tmp_path / "store.gpkg"
    akz.SurveyStore.create(path, akz.read_survey(sample / "survey.csv"), language="en").close()
    layer = QgsVectorLayer(f"{path}|layername=facilities", "facilities", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_history_and_review_of_a_store(store, open_dock):
    dock = open_dock()
    QgsProject.instance().setCustomVariables({"akz_person": "V07"})
    approved = next(one for one in store.getFeatures() if one["review"] == "approved")
    dock.open_place(approved.id())
    dock.page.results.setCurrentWidget(dock.page.history)
    QCoreApplication.processEvents()
    history = dock.page.history
    assert "Approved" in history.review.toPlainText()
    assert history.tree.topLevelItemCount() == 1
    question = first_question(dock)
    now = "1" if dock.record.given(question) is not Answer.YES else "2"
    answer(dock, question, now)
    dock.save()
    QCoreApplication.processEvents()
    assert "Saved" in dock.status.toPlainText()
    assert not store.isModified()
    assert history.tree.topLevelItemCount() == 2
    top = history.tree.topLevelItem(0)
    assert "V07" in top.text(0)
    rows = [top.child(row).text(0) for row in range(top.childCount())]
    asked = dock.record.form.question(question.zone.kind, question.key).text("en")
    assert any(asked in row and "→" in row for row in rows), rows
    assert "Draft" in history.review.toPlainText()
    QgsProject.instance().setCustomVariables({})


def test_what_the_store_refuses_is_told_and_stays_in_the_buffer(store, open_dock, find, desktop):
    dock = open_dock()
    fid = find(store, "UQ-004").id()
    dock.open_place(fid)
    store.startEditing()
    store.changeAttributeValue(fid, store.fields().indexOf("id"), "other")
    QCoreApplication.processEvents()
    dock.save()
    assert "Not saved" in dock.status.toPlainText()
    assert "never changes" in dock.status.toPlainText()
    assert store.isModified()
    assert desktop.messageBar().currentItem() is not None
    store.rollBack()


def test_a_shapefile_with_short_names_keeps_its_answers(open_dock, tmp_path, find):
    source = QgsVectorLayer(
        f"Point?crs=EPSG:4326&field=id:string&field=form:string&field=wc_{COMMON.key}:string(12)",
        "s",
        "memory",
    )
    feature = QgsFeature(source.fields())
    feature.setAttributes(["A", "small", "yes"])
    source.dataProvider().addFeature(feature)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    path = str(tmp_path / "s.shp")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        source, path, QgsProject.instance().transformContext(), options
    )
    layer = QgsVectorLayer(path, "s", "ogr")
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    dock.open_place(find(layer, "A").id())
    assert dock.record.given(COMMON) is Answer.YES
    answer(dock, COMMON, "4")
    dock.save()
    again = QgsVectorLayer(path, "again", "ogr")
    assert find(again, "A")[f"wc_{COMMON.key}"] == "not_provided"
