# SPDX-License-Identifier: GPL-3.0-or-later
"""A project made without QGIS, opened by QGIS: form, photos, lights, and the way back."""

import shutil
from datetime import date

import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayerUtils
from qgis.gui import QgsAttributeForm, QgsExternalResourceWidget, QgsFileWidget, QgsGui

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.lights import Light, light_of
from accessible_core.messages import text
from accessible_core.scoring.engine import score
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Score

MINE = ["UQ-002", "UQ-003", "UQ-010"]


@pytest.fixture
def survey(sample):
    """The sample city's facilities of the small form, whose forms open quickly."""
    whole = akz.read_survey(sample / "survey.csv")
    rows = whole.form == "small"
    columns = {name: cells[rows] for name, cells in survey_columns(whole).items()}
    return survey_from_columns(columns, findings=Findings())


@pytest.fixture
def made(tmp_path, survey):
    """Return a store and a function that makes V7's folder and moves it somewhere else."""
    store = tmp_path / "city.gpkg"
    akz.SurveyStore.create(store, survey, language="kk").close()
    with akz.SurveyStore.open(store) as one:
        one.assign("Autumn", MINE, volunteer="V7")

    def make(*options):
        out = tmp_path / "out"
        assert (
            main(["store", "package", str(store), "V7", "-o", str(out), "--qfield", *options]) == 0
        )
        return shutil.move(out / "V7", tmp_path / "phone")

    return store, make


@pytest.fixture
def opened(qgis_app):  # noqa: ARG001 - widgets need an application
    """Return a function that opens a project and gives its layer of facilities."""
    QgsGui.editorWidgetRegistry().initEditors()
    project = QgsProject.instance()

    def read(path):
        assert project.read(str(path)), project.error()
        layers = project.mapLayers().values()
        assert all(layer.isValid() for layer in layers)
        (layer,) = project.mapLayersByName("Нысандар")
        return layer

    yield read
    project.clear()


def test_the_project_opens_in_a_folder_that_was_moved(made, opened):
    _, make = made
    folder = make()
    layer = opened(f"{folder}/V7.qgs")
    project = QgsProject.instance()
    assert project.crs().authid() == "EPSG:3857"
    assert {str(folder) in one.source() for one in project.mapLayers().values()} == {True}
    assert layer.crs().authid() == "EPSG:4326"
    assert sorted(f["id"] for f in layer.getFeatures()) == MINE
    tabs = [tab.name() for tab in layer.editFormConfig().tabs()]
    assert tabs[0] == text("survey_store", "tab_facility", "kk")
    assert text("labels", "zone_toilet", "kk") in tabs
    index = layer.fields().indexOf
    setup = layer.editorWidgetSetup(index("toilet_1000"))
    assert setup.type() == "ValueMap"
    assert {value for entry in setup.config()["map"] for value in entry.values()} == {
        "yes", "no", "not_provided", "unknown",
    }  # fmt: skip
    assert layer.constraintExpression(index("surveyor_code"))
    # What QField itself is told: the file is edited as it is, photos go to DCIM.
    assert layer.customProperty("QFieldSync/action") == "copy"
    assert "'DCIM/'" in layer.customProperty("QFieldSync/attachment_naming")


def test_photos_are_kept_by_paths_that_hold_on_another_machine(made, opened, qgis_app):
    _, make = made
    folder = make()
    layer = opened(f"{folder}/V7.qgs")
    (folder_of_photos,) = [path for path in folder.iterdir() if path.name == "DCIM"]
    photo = folder_of_photos / "UQ-003_toilet.jpg"
    photo.write_bytes(b"no picture")
    layer.startEditing()
    one = next(f for f in layer.getFeatures() if f["id"] == "UQ-003")
    form = QgsAttributeForm(layer, one)
    form.show()
    qgis_app.processEvents()
    widgets = form.findChildren(QgsExternalResourceWidget)
    assert len(widgets) >= 6
    assert {w.relativeStorage() for w in widgets} == {QgsFileWidget.RelativeStorage.RelativeProject}
    # What QGIS keeps of a file that is chosen in its dialog, or dropped on the field.
    widget = widgets[0].fileWidget()
    assert widget.relativePath(str(photo), True) == "DCIM/UQ-003_toilet.jpg"
    form.close()
    form.deleteLater()
    layer.rollBack()


def test_the_legend_shows_the_lights(made, opened, survey):
    _, make = made
    folder = make()
    layer = opened(f"{folder}/V7.qgs")
    survey = validate(survey, Findings())
    scores = score(survey)
    expected = {
        str(ident): light_of(Score(int(scores.overall[row, 0])), bool(scores.confirmed[row, 0]))
        for row, ident in enumerate(survey.ids)
    }
    said = {f["id"]: f["light"] for f in layer.getFeatures()}
    assert said == {ident: expected[ident].value for ident in MINE}
    # Kept while it is used: Python's list owns the categories, and they their symbols.
    categories = layer.renderer().categories()
    assert [one.value() for one in categories] == [*(light.value for light in Light), ""]
    looks = [
        tuple((part.properties()["name"], part.properties()["angle"])
              for part in category.symbol().symbolLayers())
        for category in categories[:-1]
    ]  # fmt: skip
    assert len(set(looks)) == len(looks)
    red = categories[list(Light).index(Light.NOT)].symbol().symbolLayers()[0]
    assert (red.color().name(), red.strokeColor().name()) == ("#de1220", "#1a1a1a")


def test_edits_come_back_into_the_store(made, opened):
    store, make = made
    folder = make("--blank")
    layer = opened(f"{folder}/V7.qgs")
    index = layer.fields().indexOf
    layer.startEditing()
    one = next(f for f in layer.getFeatures() if f["id"] == "UQ-003")
    form = QgsAttributeForm(layer, one)
    form.changeAttribute("toilet_1000", "no")
    form.changeAttribute("toilet_photo", "DCIM/a.jpg")
    assert form.save()
    new = QgsVectorLayerUtils.createFeature(
        layer, QgsGeometry.fromPointXY(QgsPointXY(69.9, 48.9)), {index("name"): "Жаңа"}
    )
    assert layer.addFeature(new)
    assert layer.commitChanges(), layer.commitErrors()
    form.deleteLater()
    today = date.today().isoformat()  # noqa: DTZ011 - QGIS's day is the local one
    with akz.SurveyStore.open(store) as main_store:
        result = main_store.merge(f"{folder}/V7.gpkg", "C1")
        (added,) = result.added
        survey = main_store.survey()
        row = survey.ids.tolist().index("UQ-003")
        assert survey.text("name")[survey.ids.tolist().index(added)] == "Жаңа"
        assert survey.extra["toilet_photo"][row] == "DCIM/a.jpg"
        (edit,) = [r for r in main_store.timeline("UQ-003") if r.method == "direct"]
        assert edit.author == "V7"
        changes = {change.field: change.new for change in edit.changes}
        assert changes["toilet_1000"] == "no"
        # Who and when is filled in by the form; nobody has to think of it.
        assert (changes["surveyor_code"], changes["surveyed"]) == ("V7", today)
        assert main_store.timeline(added)[0].author == "V7"


def test_an_earlier_date_is_no_volunteers_to_freshen(made, opened):
    """Answers of an earlier day stay of that day, though somebody mends a name."""
    store, make = made
    with akz.SurveyStore.open(store) as one:
        before = one.survey()
    folder = make()
    layer = opened(f"{folder}/V7.qgs")
    layer.startEditing()
    form = QgsAttributeForm(layer, next(f for f in layer.getFeatures() if f["id"] == "UQ-003"))
    form.changeAttribute("name", "Пошта")
    assert form.save()
    assert layer.commitChanges(), layer.commitErrors()
    form.deleteLater()
    after = next(f for f in layer.getFeatures() if f["id"] == "UQ-003")
    assert after["surveyed"] == before.text("surveyed")[before.ids.tolist().index("UQ-003")]
    assert after["name"] == "Пошта"


def test_a_project_beside_the_store_with_base_maps(made, opened, survey, sample):
    store, _ = made
    raster = str(sample / "sample_dem.tif")
    assert main(["store", "project", str(store), "--basemap", raster]) == 0
    layer = opened(store.with_suffix(".qgs"))
    assert layer.featureCount() == len(survey)
    (base,) = QgsProject.instance().mapLayersByName("sample_dem")
    assert base.source() == str(store.with_name("sample_dem.tif"))
    assert base.crs().isValid()
    QgsProject.instance().clear()
    assert main(["store", "project", str(store), "--basemap", "osm"]) == 0
    opened(store.with_suffix(".qgs"))
    (base,) = QgsProject.instance().mapLayersByName("© OpenStreetMap contributors")
    assert "tile.openstreetmap.org" in base.source()
