# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey store in QGIS: its form in three languages, edits through the edit buffer."""

import subprocess
import sys

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsAttributeForm, QgsGui
from qgis.PyQt.QtWidgets import QComboBox, QTabWidget

import accessible_core as akz
from accessible_core.checklists import checklist
from accessible_core.messages import text
from accessible_core.vocabulary import ZoneKind

SAVE = """
import sys
from accessible_core.survey_store.store import SurveyStore
with SurveyStore.open(sys.argv[1]) as store:
    store.save({"UQ-003": {"address": "from outside"}}, "V8")
"""


@pytest.fixture(scope="module")
def survey(sample):
    return akz.read_survey(sample / "survey.csv")


@pytest.fixture
def opened(qgis_app, survey, tmp_path):  # noqa: ARG001 - widgets need an application
    """Return a function that makes a store and opens it as QGIS's user would."""
    QgsGui.editorWidgetRegistry().initEditors()
    layers = []

    def open_layer(language="en", path=None):
        if path is None:
            path = tmp_path / f"{language}.gpkg"
            akz.SurveyStore.create(path, survey, language=language).close()
        layer = QgsVectorLayer(f"{path}|layername=facilities", "facilities", "ogr")
        assert layer.isValid()
        layers.append(layer)
        return path, layer

    yield open_layer
    layers.clear()
    QgsProject.instance().clear()


def feature(layer, facility):
    return next(f for f in layer.getFeatures() if f["id"] == facility)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_form_in_each_language(opened, language):
    _, layer = opened(language)
    config = layer.editFormConfig()
    tabs = [tab.name() for tab in config.tabs()]
    zones = [
        "parking", "entrance1", "entrance2", "entrance3", "movement", "service", "toilet",
        "navigation", "serviceAccessibility", "kidsAccessibility",
    ]  # fmt: skip
    assert tabs[1:-1] == [text("labels", f"zone_{zone}", language) for zone in zones]
    index = layer.fields().indexOf
    full = checklist("full")
    for zone, kind, key in (("parking", ZoneKind.PARKING, 1), ("entrance3", ZoneKind.ENTRANCE, 30)):
        place = index(f"{zone}_{key}")
        asked = full.question(kind, key).text(language)
        assert layer.attributeDisplayName(place).replace("\n", " ") == asked
        setup = layer.editorWidgetSetup(place)
        assert setup.type() == "ValueMap"
        choices = {k: v for entry in setup.config()["map"] for k, v in entry.items()}
        assert choices == {
            text("labels", f"answer_{answer}", language): answer
            for answer in ("yes", "no", "not_provided", "unknown")
        }
    photo = layer.editorWidgetSetup(index("toilet_photo"))
    assert (photo.type(), photo.config()["RelativeStorage"]) == ("ExternalResource", 1)
    assert layer.defaultValueDefinition(index("edited_by")).applyOnUpdate()
    assert layer.constraintDescription(index("review")) == text(
        "survey_store", "constraint_review", language
    )
    # Each question has one place in the form.
    fields = [element.name() for tab in config.tabs() for element in elements(tab)]
    assert len(fields) == len(set(fields))
    assert set(fields) == {field.name() for field in layer.fields()} - {"fid"}
    names = layer.listStylesInDatabase()[2]
    assert {"Қазақша", "Русский", "English"} <= set(names)


def elements(container):
    for child in container.children():
        if hasattr(child, "children"):
            yield from elements(child)
        else:
            yield child


def test_the_form_shows_what_the_facilitys_form_asks(opened, qgis_app, survey):
    _, layer = opened("en")
    small = survey.ids[survey.form.tolist().index("small")]
    form = QgsAttributeForm(layer, feature(layer, small))
    form.resize(900, 900)
    form.show()
    for _ in range(5):
        qgis_app.processEvents()
    (tabs,) = form.findChildren(QTabWidget)
    assert tabs.count() >= 10
    tabs.setCurrentIndex(1)
    qgis_app.processEvents()
    shown = [box for box in tabs.currentWidget().findChildren(QComboBox) if box.isVisible()]
    # One answer of the small form's parking zone, not the full form's two dozen.
    assert len(shown) == len(checklist("small").keys(ZoneKind.PARKING))
    form.close()
    form.deleteLater()


def test_an_edit_in_qgis_is_a_revision(opened):
    path, layer = opened()
    index = layer.fields().indexOf
    with akz.SurveyStore.open(path, read_only=True) as store:
        before = len(store.revisions())
    assert layer.startEditing()
    one = feature(layer, "UQ-003")
    layer.changeAttributeValue(one.id(), index("parking_1"), "not_provided")
    layer.changeAttributeValue(one.id(), index("edited_by"), "V7")
    new = QgsFeature(layer.fields())
    new["id"], new["form"], new["surveyor_code"] = "NEW-1", "small", "V7"
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(69.9, 48.9)))
    layer.addFeature(new)
    layer.deleteFeature(feature(layer, "UQ-004").id())
    moved = feature(layer, "UQ-005")
    layer.changeGeometry(moved.id(), QgsGeometry.fromPointXY(QgsPointXY(69.5, 48.5)))
    assert layer.commitChanges(), layer.commitErrors()
    with akz.SurveyStore.open(path, read_only=True) as store:
        assert len(store.revisions()) == before + 4
        edit = store.timeline("UQ-003")[-1]
        assert (edit.author, edit.method) == ("V7", "direct")
        answers = {c.field: c.new for c in edit.changes}
        # Neither the point nor any other cell seems changed by QGIS's way of writing.
        assert answers.pop("parking_1") == "not_provided"
        assert answers in ({}, {"review": "draft"})
        assert [r.author for r in store.timeline("NEW-1")] == ["V7"]
        assert store.timeline("UQ-004")[-1].kind == "removed"
        (change,) = [c for c in store.timeline("UQ-005")[-1].changes if c.field == "geom"]
        assert change.new == "69.5000000, 48.5000000"


def test_qgis_is_told_what_the_rules_forbid(opened):
    path, layer = opened()
    index = layer.fields().indexOf
    with akz.SurveyStore.open(path, read_only=True) as store:
        review = store.survey().text("review")
        waiting = store.survey().ids[review.tolist().index("submitted")]
    layer.startEditing()
    one = feature(layer, waiting)
    layer.changeAttributeValue(one.id(), index("review"), "approved")
    layer.changeAttributeValue(one.id(), index("reviewed_by"), one["surveyor_code"])
    assert not layer.commitChanges()
    assert "another person" in " ".join(layer.commitErrors())
    layer.changeAttributeValue(one.id(), index("reviewed_by"), "R1")
    assert layer.commitChanges(), layer.commitErrors()
    assert feature(layer, waiting)["review"] == "approved"


def test_another_process_may_write_while_qgis_has_it_open(opened):
    path, layer = opened()
    index = layer.fields().indexOf
    layer.startEditing()
    one = feature(layer, "UQ-003")
    layer.changeAttributeValue(one.id(), index("parking_1"), "not_provided")
    subprocess.run([sys.executable, "-c", SAVE, str(path)], check=True)
    layer.changeAttributeValue(one.id(), index("edited_by"), "V7")
    assert layer.commitChanges(), layer.commitErrors()
    again = feature(layer, "UQ-003")
    assert (again["parking_1"], again["address"]) == ("not_provided", "from outside")
    subprocess.run([sys.executable, "-c", SAVE.replace("outside", "outside again"), str(path)],
                   check=True)  # fmt: skip
    with akz.SurveyStore.open(path, read_only=True) as store:
        authors = [r.author for r in store.timeline("UQ-003")]
    assert authors[1:] == ["V8", "V7", "V8"]


def test_a_package_notes_its_volunteer_by_itself(opened, tmp_path, qgis_app):
    path, _ = opened()
    with akz.SurveyStore.open(path) as store:
        store.assign("Autumn", ["UQ-003"], volunteer="V7")
        package = store.field_package("V7", tmp_path, language="ru")
    _, layer = opened(path=package)
    assert layer.featureCount() == 1
    layer.startEditing()
    form = QgsAttributeForm(layer, feature(layer, "UQ-003"))
    form.changeAttribute("parking_1", "no")
    assert form.save()
    assert layer.commitChanges(), layer.commitErrors()
    form.deleteLater()
    qgis_app.processEvents()
    with akz.SurveyStore.open(package, read_only=True) as store:
        edit = store.timeline("UQ-003")[-1]
    assert edit.author == "V7"
    assert {c.field: c.new for c in edit.changes}["surveyor_code"] == "V7"
