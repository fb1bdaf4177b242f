# SPDX-License-Identifier: GPL-3.0-or-later
"""From a table to a layer: foreign tables, places, findings, stores, next month's file."""

import csv

import openpyxl
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QDialog
from qgis.PyQt.QtXml import QDomDocument

from accessible_core.survey.mapping import load_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.survey_store.store import SurveyStore
from accessible_kz_plugin import open_survey
from accessible_kz_plugin.open_survey.draft import State
from accessible_kz_plugin.open_survey.sources import FileSource, parts_of

SOURCE, MAPPING, PLACES, FINDINGS, RESULT = range(5)
WIDTH = "Ширина дверного проема в свету, см"


def opened(assistant, work, path, part=0):
    """Open a file and read its table; return the page that comes next."""
    assistant.page.path.setText(str(path))
    if assistant.page.parts.count():
        assistant.page.parts.setCurrentIndex(part)
    work(assistant, assistant.forward.click)
    return assistant.page


def on_to(assistant, work, number):
    """Press Next until a page is shown."""
    for _ in range(5):
        if assistant.page is assistant.pages[number]:
            return assistant.page
        work(assistant, assistant.forward.click)
    raise AssertionError(assistant.heading.text())


def said(desktop):
    return desktop.messageBar().currentItem().text()


def kept(assistant, work, kind, path=""):
    """Choose what becomes of the survey and let it be done."""
    page = on_to(assistant, work, RESULT)
    page.kind.setCurrentIndex(page.kind.findData(kind))
    page.path.setText(str(path))
    work(assistant, assistant.forward.click)
    return assistant.project.mapLayer(assistant.made_layer)


def test_the_sample_city_needs_no_mapping(assistant, work, sample):
    page = opened(assistant, work, sample / "survey.csv")
    assert page is assistant.pages[PLACES]  # one row has no position
    assert page.about.text().startswith("68 of 69 places")
    layer = kept(assistant, work, "temporary")
    expected = read_survey(sample / "survey.csv")
    assert layer.featureCount() == len(expected)
    by_id = {feature["id"]: feature for feature in layer.getFeatures()}
    assert set(by_id) == set(expected.ids.tolist())
    placed = [one for one in by_id.values() if not one.geometry().isNull()]
    assert len(placed) == 68
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.renderer().classAttribute() == "light_movement"


def test_trento_is_read_with_the_mapping_that_comes_along(assistant, work, shared):
    path = shared / "data" / "survey" / "trento_field_survey.csv"
    page = opened(assistant, work, path)
    assert page is not assistant.pages[MAPPING]
    expected = read_survey(path)
    survey = assistant.session.survey
    assert survey.ids.tolist() == expected.ids.tolist()
    assert survey.questions[: len(expected.questions)] == expected.questions
    assert (survey.answers[:, : len(expected.questions)] != 0).sum() >= (
        expected.answers != 0
    ).sum()
    on_to(assistant, work, FINDINGS)
    assistant._show(MAPPING)
    states = {one.state for one in assistant.session.draft.columns}
    assert State.IN_MAPPING in states
    assert State.PROPOSED not in states  # a mapping that fits is not guessed over


def test_sheets_are_offered(russian_sheet):
    assert [name for name, _ in parts_of(str(russian_sheet))] == ["Сведения", "Объекты"]


def test_a_foreign_sheet_is_proposed_corrected_and_saved(assistant, work, russian_sheet, tmp_path):
    page = opened(assistant, work, russian_sheet, 1)
    assert page is assistant.pages[MAPPING]
    by_name = {one.column: one for one in page.draft.columns}
    assert by_name["Наименование объекта"].to == "name"
    assert by_name["Долгота"].to == "lon"
    assert by_name["Директор"].state is State.PERSONAL
    assert by_name["Директор"].samples == ()
    width = by_name[WIDTH]
    page.draft.choose(width, "entrance1_30_measured")
    width.unit = "cm"
    work(assistant, page.preview)
    # 95, 102 and 91 cm are wide enough for question 30 (90 cm), 80 are not.
    assert "Answers understood: 4." in page.result.toPlainText()
    target = tmp_path / "own.mapping.toml"
    page.save(str(target))
    saved = load_mapping(target)
    assert saved.columns[WIDTH].to == "entrance1_30_measured"
    assert saved.columns[WIDTH].unit == "cm"
    assert saved.constants == {"form": "full"}
    assert "Иванова" not in target.read_text(encoding="utf-8")
    again = read_by_the_core(russian_sheet, saved)
    on_to(assistant, work, FINDINGS)
    assert again == measured_values(assistant.session.survey)


def measured_values(survey):
    """Return what was measured, in the first column of such values."""
    return [str(text) for text in next(iter(survey.measured.values()))]


def read_by_the_core(path, mapping):
    """Return the measured values of the second sheet, by the core's reader and the mapping."""
    book = openpyxl.load_workbook(path)
    del book["Сведения"]
    alone = path.with_name("alone.xlsx")
    book.save(alone)
    return measured_values(read_survey(alone, mapping=mapping))


def test_no_is_never_taken_for_yes(assistant, work, russian_sheet, desktop):
    page = opened(assistant, work, russian_sheet, 1)
    page.columns.setCurrentCell(4, 0)  # the lift
    page.draft.choose(page.choice, "movement_41")
    page._changed()
    page.words.setCurrentCell(list(page.choice.values).index("нет"), 0)
    page.means.setCurrentIndex(page.means.findData("yes"))
    page._choose_meaning()
    assert page.choice.values["нет"] == "no"
    assert "takes 'нет' for yes" in said(desktop)
    page.words.setCurrentCell(list(page.choice.values).index("не знаю"), 0)
    assert page.means.currentData() == "unknown"


def test_personal_data_goes_nowhere(assistant, work, russian_sheet, tmp_path):
    opened(assistant, work, russian_sheet, 1)
    layer = kept(assistant, work, "new", tmp_path / "s.gpkg")
    assert "Директор" not in layer.fields().names()
    assistant.pages[FINDINGS].export(str(tmp_path / "found.csv"))
    for path in tmp_path.iterdir():
        if path.suffix != ".xlsx":
            assert "Иванова".encode() not in path.read_bytes(), path


def buildings():
    layer = QgsVectorLayer(
        "Point?crs=EPSG:4326&field=street:string&field=housenumber:string", "houses", "memory"
    )
    features = []
    for street, house, lon in (
        ("улица Сатпаева", "3", 71.44), ("улица Сатпаева", "5Б", 71.441), ("улица Абая", "1", 71.4),
    ):  # fmt: skip
        feature = QgsFeature(layer.fields())
        feature.setAttributes([street, house])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, 51.13)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def test_places_come_from_the_users_own_addresses(assistant, work, russian_sheet, tmp_path):
    QgsProject.instance().addMapLayer(buildings())
    opened(assistant, work, russian_sheet, 1)
    page = on_to(assistant, work, PLACES)
    assert page.about.text() == "2 of 4 places have a position."
    work(assistant, page.look_up)
    # House 3 is certain; for 5 there is 5Б only, which a person must confirm.
    assert page.about.text() == "3 of 4 places have a position."
    assert page.places.rowCount() == 1
    assert page.places.item(0, 0).text() == "Музей"
    assert page.candidates.item(0, 0).text() == "улица Сатпаева, 5Б"
    page.save_worklist(str(tmp_path / "open.csv"))
    with open(tmp_path / "open.csv", encoding="utf-8-sig", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Музей"]
    page.show_candidate()
    assert assistant.on_map._mark is not None
    page.take()
    assert page.places.item(0, 3).text() == "taken"
    on_to(assistant, work, FINDINGS)
    survey = assistant.session.survey
    assert survey.lon.tolist() == [71.4304, 71.4312, 71.44, 71.441]
    codes = [finding.code for finding in assistant.session.all_findings]
    assert "position_missing" not in codes
    assert "position_by_person" in codes


def test_metres_ask_for_their_system(assistant, work, tmp_path):
    # Astana in UTM zone 42N; degrees as pyproj gives them (tests/qgis/test_survey_in_metres.py).
    path = tmp_path / "metres.csv"
    path.write_text(
        "id,form,entrance1_30,X,Y\na,small,yes,670024.41,5667089.43\nb,small,no,670124,5667089\n",
        encoding="utf-8",
    )
    page = opened(assistant, work, path)
    assert page is assistant.pages[PLACES]
    assert page.about.text().startswith("0 of 2")
    assert page.systems.itemData(0) == "EPSG:32642"
    work(assistant, page.use_system)
    assert page.about.text().startswith("2 of 2")
    assert assistant.session.survey.lon[0] == pytest.approx(71.43, abs=1e-6)
    assert assistant.session.survey.lat[0] == pytest.approx(51.13, abs=1e-6)


def test_findings_lead_to_their_feature(assistant, work, sample, desktop, tmp_path):
    layer = QgsVectorLayer(str(sample / "survey.csv"), "survey", "ogr")
    QgsProject.instance().addMapLayer(layer)
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    desktop.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    desktop.mapCanvas().setExtent(QgsRectangle(0, 0, 1, 1))
    assistant.page.from_layer.setChecked(True)
    assistant.page.layers.setLayer(layer)
    work(assistant, assistant.forward.click)
    page = on_to(assistant, work, FINDINGS)
    place = next(
        n
        for n, one in enumerate(page.model.shown)
        if (row := assistant.session.row_of(one.record)) is not None
        and assistant.session.survey.lon[row] == assistant.session.survey.lon[row]
    )
    page.table.selectRow(place)
    page.go_to()
    finding = page.model.shown[place]
    row = assistant.session.row_of(finding.record)
    selected = layer.selectedFeatures()
    assert [feature["id"] for feature in selected] == [str(assistant.session.survey.ids[row])]
    survey = assistant.session.survey
    assert desktop.mapCanvas().extent().contains(QgsPointXY(survey.lon[row], survey.lat[row]))
    assert f"id: {survey.ids[row]}" in page.row.toPlainText()
    errors = page.severity.findText("Error")
    page.severity.setCurrentIndex(errors)
    assert {one.severity.value for one in page.model.shown} == {"error"}
    page.search.setText("no such word anywhere")
    assert page.model.rowCount() == 0
    page.export(str(tmp_path / "found.html"))
    assert "<h1>" in (tmp_path / "found.html").read_text(encoding="utf-8")


def test_a_store_has_its_form_and_its_lights(assistant, work, sample, tmp_path):
    opened(assistant, work, sample / "survey.csv")
    page = on_to(assistant, work, RESULT)
    page.language.setCurrentIndex(page.language.findData("kk"))
    page.author.setText("V07")
    layer = kept(assistant, work, "new", tmp_path / "city.gpkg")
    assert layer.featureCount() == 69
    tabs = [tab.name() for tab in layer.editFormConfig().tabs()]
    assert tabs[0] == "Нысан"
    assert len(tabs) >= 8
    assert layer.renderer().classAttribute() == "light_movement"
    lights = {feature["light_movement"] for feature in layer.getFeatures()}
    assert {"full", "full_unconfirmed", "partial", "not"} <= lights
    document = QDomDocument()
    layer.exportNamedStyle(document)
    assert "akz_score" not in document.toString()  # a colleague may not have the plugin
    # Loaded, the file is left alone; without the layer the history tells who brought it.
    assistant.pages[RESULT].proceed(lambda: None)
    assert "is open in this project" in said(assistant.desktop)
    del layer
    assistant.project.clear()
    with SurveyStore.open(tmp_path / "city.gpkg", read_only=True) as store:
        assert {one.author for one in store.revisions()} == {"V07"}


def test_next_months_file_is_compared_before_it_is_taken(assistant, work, sample, tmp_path):
    path = tmp_path / "city.gpkg"
    opened(assistant, work, sample / "survey.csv")
    kept(assistant, work, "new", path)
    assistant.project.clear()
    with open(sample / "survey.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gone = rows.pop()
    rows[0]["name_ru"] = "Новое имя"
    rows.append({**rows[1], "id": "quite-new", "name_ru": "Новое место"})
    with open(tmp_path / "june.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assistant._show(SOURCE)
    opened(assistant, work, tmp_path / "june.csv")
    page = on_to(assistant, work, RESULT)
    page.kind.setCurrentIndex(page.kind.findData("existing"))
    page.path.setText(str(path))
    page.author.setText("V08")
    assert not assistant.forward.isEnabled()  # not looked at yet
    work(assistant, page.compare_now)
    assert page.summary.text().startswith("New: 1, changed: 1, missing: 1")
    told = [page.changes.item(row, 2).text() for row in range(page.changes.rowCount())]
    assert any("name_ru" in one and "Новое имя" in one for one in told)
    work(assistant, assistant.forward.click)
    layer = assistant.project.mapLayer(assistant.made_layer)
    by_id = {feature["id"]: feature for feature in layer.getFeatures()}
    assert by_id[rows[0]["id"]]["name_ru"] == "Новое имя"
    assert "quite-new" in by_id
    assert gone["id"] in by_id  # what the file lacks stays
    assert by_id["quite-new"]["light_movement"]
    # The place that the file lacks is told, and stays.
    found = [one.record for one in assistant.session.all_findings if one.code == "store_missing"]
    assert found == [gone["id"]]


def test_rows_without_ids_need_another_key(assistant, work, russian_sheet, tmp_path, desktop):
    opened(assistant, work, russian_sheet, 1)
    kept(assistant, work, "new", tmp_path / "s.gpkg")
    assistant.project.clear()
    page = assistant.page
    page.kind.setCurrentIndex(page.kind.findData("existing"))
    page.path.setText(str(tmp_path / "s.gpkg"))
    work(assistant, page.compare_now)
    assert "have no id" in said(desktop)
    page.key.setCurrentIndex(1)
    work(assistant, page.compare_now)
    assert page.summary.text().startswith("New: 0, changed: 0, missing: 0, the same: 4.")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.csv", None, "none.csv"),
        ("empty.csv", b"", "is empty"),
        ("header.csv", b"id,form\n", "no rows"),
        ("notes.txt", b"hello", "no kind that is opened here"),
        ("broken.xlsx", b"no zip", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    assistant, work, desktop, tmp_path, name, content, words
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    opened(assistant, work, path)
    assert assistant.page is assistant.pages[SOURCE]
    assert words in said(desktop)
    assert "\n" not in said(desktop)


def test_windows_letters_are_read_as_they_are(assistant, work, tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("id;form;name;entrance1_30\n1;small;Аптека;да\n".encode("cp1251"))
    opened(assistant, work, path)
    assert assistant.session.survey.text("name").tolist() == ["Аптека"]


def test_reading_can_be_stopped_and_a_second_opening_shows_the_same_window(
    assistant, desktop, sample, qtbot
):
    assert open_survey.open_assistant(desktop) is assistant
    assistant.page.path.setText(str(sample / "survey.csv"))
    assistant.forward.click()
    assistant.strip.stop.click()
    qtbot.waitUntil(lambda: not assistant.tasks.busy, timeout=20_000)
    assert assistant.page is assistant.pages[SOURCE]
    assert assistant.page.isEnabled()


def test_closing_leaves_nothing_behind(desktop, qtbot):
    before = desktop.contents()
    for _ in range(5):
        one = open_survey.open_assistant(desktop)
        one.on_map.show(71.4, 51.1)
        one.close()
    qtbot.wait(50)
    assert desktop.contents() == before
    assert desktop.mainWindow().findChildren(QDialog) == []


def test_a_file_source_is_named_by_its_file(tmp_path):
    assert FileSource(str(tmp_path / "a.csv")).name == "a.csv"
