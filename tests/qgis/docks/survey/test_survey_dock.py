# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey dock: a whole facility with keys alone, and scores that are those of the core."""

import numpy as np
import pytest
from qgis.core import QgsField, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QVariant
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

import accessible_core as akz
from accessible_core.checklists import checklist
from accessible_core.findings import Findings
from accessible_core.lights import Light
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.table import Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import GROUPS, Answer, Score, Zone
from accessible_kz_plugin import settings
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.styles.groups import show_everywhere


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is, as a user does."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QCoreApplication.processEvents()


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)
    QCoreApplication.processEvents()


def scored_by_core(layer, facility):
    """Score one row of a layer by the core's table reader, past all of the plugin."""
    names = layer.fields().names()
    row = next(one for one in layer.getFeatures() if one["id"] == facility)
    cells = {n: [None if is_null(v) else str(v)] for n, v in zip(names, row.attributes())}
    survey = survey_from_columns(
        {name: np.array(column, object) for name, column in cells.items()}, findings=Findings()
    )
    survey = validate(survey, Findings())
    return survey, akz.score(survey)


def test_all_places_with_the_lights_of_the_core(dock, layer, sample):
    survey = validate(akz.read_survey(sample / "survey.csv"), Findings())
    scores = akz.score(survey)
    model = dock.places.model
    assert model.rowCount() == len(survey)
    # By row, not by id: the sample survey has an id twice, as real ones have.
    fids = [one.id() for one in layer.getFeatures()]
    shown = [model.index(model.row_of(fid), model.LIGHT).data() for fid in fids]
    words = {
        Score.FULL_ACCESSIBLE: "Green", Score.PARTIAL_ACCESSIBLE: "▲ Yellow",
        Score.NOT_ACCESSIBLE: "■ Red", Score.UNKNOWN: "◇ Grey",
    }  # fmt: skip
    checked = 0
    for row, facility in enumerate(survey.ids):
        score = Score(int(scores.overall[row, 0]))
        if score in words:
            assert words[score] in shown[row], facility
            checked += 1
        if score is Score.FULL_ACCESSIBLE:
            assert ("unconfirmed" in shown[row]) == (not scores.confirmed[row, 0]), facility
    assert checked > 50


def test_a_whole_facility_with_keys_alone(dock, layer, find):
    """Search, open, answer every question, measure, save: no mouse, no call."""
    assert QApplication.focusWidget() is dock.places.search
    write("UQ-002")
    assert dock.places.model.rowCount() == 1
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dock.page.tree
    assert dock.record.id == "UQ-002"
    form = checklist("small")
    asked = dock.page.tree.questions()
    assert {q.key for q in asked if q.zone is Zone.TOILET} == set(form.keys(Zone.TOILET.kind))
    first = dock.page.tree
    first.setCurrentItem(first.topLevelItem(0))
    first.go_on()
    answers = ["yes", "no", "unknown", "not_provided"]
    expected = {}
    for number, question in enumerate(asked):
        assert dock.page.tree.question() == question
        key = number % 4
        press(getattr(Qt.Key, f"Key_{key + 1}"))
        expected[question.column] = answers[key]
    feature = find(layer, "UQ-002")
    assert {name: feature[name] for name in expected} == expected
    survey, scores = scored_by_core(layer, "UQ-002")
    assert (dock.record.scores.overall == scores.overall).all()
    assert (dock.record.scores.zones == scores.zones).all()
    assert (dock.record.scores.doubts == scores.doubts).all()
    assert survey.answers.any()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not layer.isModified()
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    # The search leaves one place: there is no next one, and that is said.
    assert "last place" in dock.status.toPlainText()


def test_scores_change_with_every_key_and_are_those_of_the_core(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    table, seen = dock.page.scores, set()
    for question in dock.page.tree.questions()[:12]:
        for key in "12":
            dock.page.go_to(question)
            write(key)
            _, scores = scored_by_core(layer, "UQ-004")
            assert (dock.record.scores.overall == scores.overall).all()
            assert (dock.record.scores.zones == scores.zones).all()
            assert np.array_equal(dock.record.scores.known, scores.known, equal_nan=True)
            seen.add(tuple(table.item(row, 0).text() for row in range(table.rowCount())))
    assert len(seen) > 2
    percent = int(float(dock.record.scores.known[0, 0]) * 100)
    assert table.item(1, 0).text() == f"{percent} %"


def test_undo_and_redo_go_through_the_layers_own_stack(dock, layer, find):
    fid = find(layer, "UQ-004").id()
    dock.open_place(fid)
    question = next(q for q in dock.page.tree.questions() if dock.record.given(q) is Answer.YES)
    before = dock.record.feature.attributes()
    scores = dock.record.scores.zones.copy()
    dock.page.go_to(question)
    write("2")
    steps = layer.undoStack().count()
    assert layer.getFeature(fid)[question.column] == "no"
    # One answer is one step, with the review that it ends and all that follows from it.
    assert steps == 1
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert layer.getFeature(fid).attributes() == before
    assert dock.record.given(question) is Answer.YES
    assert (dock.record.scores.zones == scores).all()
    assert "No" in dock.status.toPlainText()
    dock.page.buttons.redo.click()
    QCoreApplication.processEvents()
    assert dock.record.given(question) is Answer.NO
    assert layer.getFeature(fid)[question.column] == "no"


def test_the_same_answer_again_is_no_step(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    question = next(q for q in dock.page.tree.questions() if dock.record.given(q) is Answer.YES)
    dock.page.go_to(question)
    write("1")
    assert layer.undoStack().count() == 0
    assert not layer.isEditable()
    # It goes on all the same.
    assert dock.page.tree.question() != question


def test_undo_shows_the_place_that_it_changed(dock, layer, find):
    first, second = find(layer, "UQ-004").id(), find(layer, "UQ-009").id()
    dock.open_place(first)
    dock.page.go_to(dock.page.tree.questions()[0])
    write("3")
    dock.open_place(second)
    dock.undo()
    QCoreApplication.processEvents()
    assert dock.record.feature.id() == first


def test_an_approval_ends_with_the_answers_it_was_given_for(dock, layer):
    approved = next(one for one in layer.getFeatures() if one["review"] == "approved")
    dock.open_place(approved.id())
    dock.page.go_to(dock.page.tree.questions()[0])
    write("4" if dock.record.given(dock.page.tree.questions()[0]) is Answer.YES else "1")
    assert layer.getFeature(approved.id())["review"] == "draft"
    assert all(Doubt.NOT_APPROVED & int(bits) for bits in dock.record.scores.doubts[0])
    assert Light.FULL not in {dock.record.light(group) for group in range(len(GROUPS))}
    dock.undo()
    QCoreApplication.processEvents()
    assert layer.getFeature(approved.id())["review"] == "approved"


def test_a_measured_value_is_tried_while_typed_and_kept_with_enter(dock, layer, find):
    dock.open_place(find(layer, "UQ-001").id())
    question = Question(Zone.ENTRANCE1, 30)
    assert question in dock.record.columns.measured
    dock.page.go_to(question)
    press(Qt.Key.Key_Delete)
    assert dock.record.given(question) is None
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dock.page.box.value
    before = dock.page.why.plain_text()
    dock.page.box.value.selectAll()
    write("85 cm")
    QTest.qWait(350)
    assert "No" in dock.page.box.verdict.toPlainText()
    assert layer.getFeature(dock.record.feature.id())[question.column + "_measured"] != "85 cm"
    assert dock.page.why.plain_text() != before
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dock.page.tree
    assert layer.getFeature(dock.record.feature.id())[question.column + "_measured"] == "85 cm"
    assert dock.record.answer(question) is Answer.NO
    _, scores = scored_by_core(layer, "UQ-001")
    assert (dock.record.scores.zones == scores.zones).all()
    item = dock.page.tree._questions[question]
    assert (item.text(1), item.text(2)) == ("No, as measured", "85 cm")


def test_keys_of_the_kazakh_keyboard_answer_too(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    dock.page.advance.setChecked(False)
    for key, answer in (("ә", Answer.NO), ("\u0456", Answer.UNKNOWN), ("ң", Answer.NOT_PROVIDED)):
        dock.page.go_to(dock.page.tree.questions()[0])
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, key)
        QCoreApplication.sendEvent(QApplication.focusWidget(), pressed)
        assert dock.record.given(dock.page.tree.questions()[0]) is answer
    assert dock.page.tree.question() == dock.page.tree.questions()[0]


def test_results_in_the_layer_follow_the_answers(open_dock, copy_of_sample, find):
    """What is drawn on the map must not stay green when the answer behind it is gone."""
    names = [f"light_{group.value}" for group in GROUPS] + ["score_toilet_movement"]
    layer = copy_of_sample(more=[QgsField(name, QVariant.String) for name in names])
    QgsProject.instance().addMapLayer(layer)
    dock = open_dock()
    fid = find(layer, "UQ-009").id()
    dock.open_place(fid)
    for question in dock.page.tree.questions():
        if question.zone is Zone.ENTRANCE1:
            dock.page.go_to(question)
            write("2")
    _, scores = scored_by_core(layer, "UQ-009")
    assert scores.overall[0, 0] == Score.NOT_ACCESSIBLE
    assert layer.getFeature(fid)["light_movement"] == "not"
    toilet = layer.getFeature(fid)["score_toilet_movement"]
    assert toilet == Score(int(scores.zones[0, list(Zone).index(Zone.TOILET), 0])).wire
    row = dock.places.model.row_of(fid)
    assert "Red" in dock.places.model.index(row, 0).data()


def test_group_switch_changes_table_headline_and_reasons(dock):
    place = next(
        one for one in dock.places.model._places.values() if one.lights[0] != one.lights[2]
    )
    dock.open_place(place.fid)
    text = dock.page.why.plain_text()
    show_everywhere(QgsProject.instance(), "vision")
    assert "lind" in dock.page.headline.toPlainText()
    assert dock.page.why.plain_text() != text
    assert dock.page.scores.horizontalHeaderItem(0).text().startswith("Blind")
    row = dock.places.model.row_of(place.fid)
    words = {Light.NOT: "■", Light.PARTIAL: "▲", Light.UNKNOWN: "◇", Light.FULL: "●"}
    light = place.lights[2]
    assert words.get(light, "") in dock.places.model.index(row, 0).data()


def test_reasons_lead_to_their_question(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    tree = dock.page.why
    dock.page.results.setCurrentWidget(tree)
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    leaf = next(top.child(0) for top in tops if top.childCount() and top.child(0).data(0, 256))
    tree.setCurrentItem(leaf)
    tree.setFocus()
    press(Qt.Key.Key_Return)
    assert dock.page.tree.question() == leaf.data(0, 256)
    assert QApplication.focusWidget() is dock.page.tree


def test_selecting_on_the_map_opens_a_place_and_the_reverse(dock, layer, find, desktop):
    fid = find(layer, "UQ-016").id()
    layer.selectByIds([fid])
    assert dock.record.id == "UQ-016"
    other = find(layer, "UQ-019").id()
    dock.open_place(other)
    assert layer.selectedFeatureIds() == [other]
    dock.pick.setChecked(True)
    canvas = desktop.mapCanvas()
    assert canvas.mapTool() is dock.tool
    canvas.setLayers([layer])
    canvas.setDestinationCrs(layer.crs())
    point = find(layer, "UQ-001").geometry().asPoint()
    canvas.setExtent(find(layer, "UQ-001").geometry().boundingBox().buffered(0.001))
    canvas.waitWhileRendering()
    spot = dock.tool.toCanvasCoordinates(point)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert dock.record.id == "UQ-001"
    dock.pick.setChecked(False)
    assert canvas.mapTool() is not dock.tool


def test_next_and_previous_follow_the_order_of_the_table(dock):
    model = dock.places.model
    dock.places.table.sortByColumn(model.ID, Qt.SortOrder.DescendingOrder)
    ids = [model.index(row, model.ID).data() for row in range(model.rowCount())]
    assert ids == sorted(ids, reverse=True)
    dock.open_place(model.fid_at(3))
    dock.open_beside(1)
    assert dock.record.id == ids[4]
    dock.open_beside(-1)
    dock.open_beside(-1)
    assert dock.record.id == ids[2]


def test_a_place_that_was_never_surveyed_begins_with_a_form(dock, layer, find):
    bare = find(layer, "UQ-004")
    form = layer.fields().indexOf("form")
    assert layer.dataProvider().changeAttributeValues({bare.id(): {form: None}})
    dock.open_place(bare.id())
    assert dock.page.beginning.isVisibleTo(dock)
    assert dock.page.tree.topLevelItemCount() == 0
    dock.page.forms.setCurrentIndex(dock.page.forms.findData("small"))
    dock.page.beginning.findChild(type(dock.page.buttons.save)).click()
    assert layer.getFeature(bare.id())["form"] == "small"
    assert not dock.page.beginning.isVisibleTo(dock)
    assert dock.page.tree.topLevelItemCount() > 0


def test_questions_follow_the_language_of_the_settings(dock, layer, find):
    dock.open_place(find(layer, "UQ-004").id())
    question = dock.page.tree.questions()[0]
    asked = dock.record.form.question(question.zone.kind, question.key)
    for language in ("kk", "ru", "en"):
        settings.LANGUAGE.set(language)
        settings.announce()
        assert dock.page.tree._questions[question].text(0) == asked.text(language)
        dock.page.go_to(question)
        assert dock.page.box.words.toPlainText().startswith(asked.text(language))


@pytest.mark.parametrize("words", ["нет такого места", "UQ-0 zzz"])
def test_a_search_without_hits_is_said(dock, words):
    dock.places.search.setText(words)
    assert dock.places.count.toPlainText().startswith("0 of ")
    press(Qt.Key.Key_Return)
    assert dock.record is None
