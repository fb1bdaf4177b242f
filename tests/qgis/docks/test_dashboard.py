# SPDX-License-Identifier: GPL-3.0-or-later
"""The dashboard on the sample city: its numbers against a count of our own, map and keys."""

import csv
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import tomllib
from qgis.core import (
    QgsCoordinateTransform,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsSettings,
    QgsVectorLayer,
    edit,
)
from qgis.PyQt.QtCore import QEvent, QRectF, Qt, QVariant
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel

from accessible_core.statistics.counting import COUNTS
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.bar_chart import ChartData, chart_height, draw_chart
from accessible_kz_plugin.docks.dashboard_figures import Row
from accessible_kz_plugin.docks.shown import let_go, open_dock
from accessible_kz_plugin.sample_city import districts_layer, survey_layer
from accessible_kz_plugin.styles.groups import show_everywhere

ROOT = Path(__file__).resolve().parents[3]
#: Words of lights in the layer -> name of the count.
NAMES = {
    "full": "full_confirmed", "full_unconfirmed": "full_unconfirmed", "partial": "partial",
    "not": "not", "unknown": "unknown", "not_provided": "not_provided",
}  # fmt: skip
#: Unnamed inner parts of Qt: the list that a combo box opens, scroll bars.
QT_OWN = ("QListView ?", "QScrollBar ?")


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    yield
    QgsSettings().remove("accessible_kz")
    QgsProject.instance().clear()


@pytest.fixture
def places(run):
    layer = run("score", INPUT=survey_layer(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def districts(qgis_app):  # noqa: ARG001 - layers need an application
    layer = districts_layer()
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def opened(desktop, qtbot):
    """Return a function that opens the dock and waits until it has counted."""

    def go(size=(700, 900)):
        desktop.mainWindow().resize(*size)
        desktop.mainWindow().show()
        dock = open_dock(desktop, "dashboard")
        qtbot.waitExposed(desktop.mainWindow())
        settled(dock, qtbot)
        return dock

    yield go
    let_go(desktop)


def settled(dock, qtbot):
    qtbot.waitUntil(
        lambda: not (dock.tasks.busy or dock._later.isActive() or dock._stale), timeout=20_000
    )


@pytest.fixture
def dock(places, districts, opened):  # noqa: ARG001 - there before the dock
    return opened()


def by_way(dock, way):
    dock.way.setCurrentIndex(dock.way.findData(way))
    return {row.name: dict(zip(COUNTS, row.counts)) for row in dock.table.rows}


def light(feature, group="movement"):
    name = NAMES.get(feature[f"light_{group}"])
    if name is None:
        known = feature["form"] in ("small", "middle", "full")
        return "not_scored" if known else "not_surveyed"
    return name


def nonzero(table):
    return {
        (name, count): number
        for name, counts in table.items()
        for count, number in counts.items()
        if number
    }


def counted(pairs):
    """Count pairs of name and light, and all of them together."""
    one = Counter(pairs)
    one.update(("All", kind) for _, kind in list(one.elements()))
    return dict(one)


def district_of(feature, districts):
    """QGIS's own geometry says where a place lies."""
    if feature.geometry().isNull():
        return "Without a position"
    for area in districts.getFeatures():
        if area.geometry().contains(feature.geometry()):
            return area["name_en"]
    return "Outside all districts"


# --- the numbers


def test_districts_are_counted_as_qgis_finds_them(dock, places, districts):
    expected = counted((district_of(f, districts), light(f)) for f in places.getFeatures())
    assert nonzero(by_way(dock, "area")) == expected
    assert sum(dock.table.rows[-1].counts) == places.featureCount()


@pytest.mark.parametrize("user", ["hearing", "withChild"])
def test_the_switch_of_groups_counts_anew(dock, places, districts, user):
    show_everywhere(QgsProject.instance(), user)
    group = {"hearing": "hearing", "withChild": "kids"}[user]
    expected = counted((district_of(f, districts), light(f, group)) for f in places.getFeatures())
    assert nonzero(by_way(dock, "area")) == expected
    assert dock.groups.group() == user


def test_groups(dock, places):
    table = list(by_way(dock, "group").values())
    for position, group in enumerate(GROUPS):
        expected = Counter(light(f, group.value) for f in places.getFeatures())
        assert {name: n for name, n in table[position].items() if n} == dict(expected)
    assert len(table) == len(GROUPS)


def test_review_states_come_from_the_file(dock, places, survey_csv):
    with open(survey_csv, encoding="utf-8-sig", newline="") as handle:
        said = [row["review"] for row in csv.DictReader(handle)]
    words = {"approved": "Approved", "submitted": "Submitted", "draft": "Draft",
             "returned": "Returned for correction"}  # fmt: skip
    nothing = "Not given, or not understood"
    assert set(said) - set(words)  # the sample has such a word
    features = sorted(places.getFeatures(), key=QgsFeature.id)
    assert len(said) == len(features)
    names = [words.get(word, nothing) for word in said]
    expected = counted(zip(names, map(light, features)))
    assert nonzero(by_way(dock, "review")) == expected


@pytest.mark.parametrize("way", ["category", "main_category"])
def test_categories_have_the_titles_of_the_registry(dock, places, way):
    path = ROOT / "accessible_core" / "checklists" / "categories.toml"
    titles = {}
    for main in tomllib.loads(path.read_text(encoding="utf-8"))["categories"]:
        titles[str(main["id"])] = main["en"]
        for sub in main.get("sub", []):
            titles[str(sub["id"])] = main["en"] if way == "main_category" else sub["en"]
    by_way(dock, way)
    table = Counter()
    for row in dock.table.rows:  # two categories may bear one title
        table.update({(row.name, COUNTS[i]): n for i, n in enumerate(row.counts) if n})
    expected = counted(
        (titles.get(f["category"], f["category"]), light(f)) for f in places.getFeatures()
    )
    assert dict(table) == expected


def test_the_summary_says_what_nobody_can_rely_on(dock, places):
    kinds = Counter(light(f) for f in places.getFeatures())
    assert kinds["full_unconfirmed"]
    assert kinds["unknown"]
    text = dock.summary.text()
    assert f"unconfirmed: {kinds['full_unconfirmed']}." in text
    assert f"Unknown: {kinds['unknown']}." in text
    assert f"Not surveyed: {kinds['not_surveyed']}." in text


def test_a_survey_that_was_not_scored_gives_the_same_numbers(dock, qtbot, districts, opened):  # noqa: ARG001
    before = [dock.table.rows, by_way(dock, "review")]
    dock.way.setCurrentIndex(0)
    raw = survey_layer()
    QgsProject.instance().addMapLayer(raw)
    dock.layers.setLayer(raw)
    settled(dock, qtbot)
    assert [row.counts for row in dock.table.rows] == [row.counts for row in before[0]]
    assert by_way(dock, "review") == before[1]
    # Its rows lead to its own features.
    dock.select_current()
    dock.view.setCurrentIndex(dock.table.index(0, 0))
    dock.select_current()
    names = {feature["kato"] for feature in raw.selectedFeatures()}
    assert raw.selectedFeatureCount() == sum(dock.table.rows[0].counts) > 0
    assert names


def test_scores_without_lights_are_counted_as_the_command_line_writes_them(opened):
    layer = QgsVectorLayer("Point?crs=EPSG:32642", "scores", "memory")
    names = [f"{kind}_{g.value}" for kind in ("score", "confirmed") for g in GROUPS]
    layer.dataProvider().addAttributes([QgsField(name, QVariant.String) for name in names])
    layer.updateFields()
    cells = [("full_accessible", "True"), ("full_accessible", "false"), ("full_accessible", None),
             ("partial_accessible", "true"), (None, None), ("great", "true")]  # fmt: skip
    for score, sure in cells:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([score] * 6 + [sure] * 6)
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(560000, 5416000)))
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    table = by_way(opened(), "area")
    assert table["All"] == {
        "full_confirmed": 1, "full_unconfirmed": 2, "partial": 1, "not": 0, "unknown": 0,
        "not_provided": 0, "not_surveyed": 1, "not_scored": 1,
    }  # fmt: skip


def test_districts_in_another_crs(dock, qtbot, places, districts):
    before = [row.counts for row in dock.table.rows]
    moved = QgsVectorLayer(
        "Polygon?crs=EPSG:32642&field=kato:string&field=name:string", "m", "memory"
    )
    move = QgsCoordinateTransform(districts.crs(), moved.crs(), QgsProject.instance())
    for area in districts.getFeatures():
        geometry = area.geometry()
        geometry.transform(move)
        feature = QgsFeature(moved.fields())
        feature.setAttributes([area["kato"], area["name"]])
        feature.setGeometry(geometry)
        moved.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(moved)
    dock.area_layers.setLayer(moved)
    settled(dock, qtbot)
    assert [row.counts for row in dock.table.rows] == before
    dock.area_layers.setLayer(None)
    settled(dock, qtbot)
    named = Counter(light(f) for f in places.getFeatures() if not f.geometry().isNull())
    whole = by_way(dock, "area")
    assert {k: n for k, n in whole["All places with a position"].items() if n} == dict(named)


# --- the map


def test_selecting_on_the_map_counts_these_alone(dock, places, districts):
    chosen = sorted(places.allFeatureIds())[:20]
    places.selectByIds(chosen)
    features = [places.getFeature(fid) for fid in chosen]
    expected = counted((district_of(f, districts), light(f)) for f in features)
    assert nonzero(by_way(dock, "area")) == expected
    assert "20 of 69" in dock.summary.text()
    dock.only_selected.setChecked(False)
    assert sum(dock.table.rows[-1].counts) == 69
    dock.only_selected.setChecked(True)
    assert sum(dock.table.rows[-1].counts) == 20
    places.removeSelection()
    assert sum(dock.table.rows[-1].counts) == 69


def test_choosing_a_row_selects_its_places_and_counts_on(dock, places, districts):
    rows = [row.name for row in dock.table.rows]
    here = rows.index("Central District")
    before = [row.counts for row in dock.table.rows]
    dock.view.setFocus()
    dock.view.setCurrentIndex(dock.table.index(here, 0))
    QTest.keyClick(dock.view, Qt.Key.Key_Return)
    expected = {
        f.id() for f in places.getFeatures() if district_of(f, districts) == "Central District"
    }
    assert set(places.selectedFeatureIds()) == expected
    assert [row.counts for row in dock.table.rows] == before
    # One count of it: those that are green and not confirmed.
    dock.view.setCurrentIndex(dock.table.index(here, 2 + COUNTS.index("full_unconfirmed")))
    QTest.keyClick(dock.view, Qt.Key.Key_Return)
    assert {light(f) for f in places.selectedFeatures()} == {"full_unconfirmed"}
    assert set(places.selectedFeatureIds()) < expected
    assert [row.counts for row in dock.table.rows] == before


def test_choosing_among_the_selected_keeps_to_them(dock, places):
    chosen = set(sorted(places.allFeatureIds())[:20])
    places.selectByIds(list(chosen))
    rows = [row.counts for row in dock.table.rows]
    dock.view.setCurrentIndex(dock.table.index(len(rows) - 1, 4))  # all that are partly so
    dock.select_current()
    found = set(places.selectedFeatureIds())
    assert found == {f.id() for f in places.getFeatures() if light(f) == "partial"} & chosen
    assert [row.counts for row in dock.table.rows] == rows


def test_a_click_on_a_bar_selects_what_it_stands_for(dock, places, qtbot):
    piece = next(one for one in dock.chart._pieces if one.count == COUNTS.index("not"))
    at = piece.box.center().toPoint()
    qtbot.mouseClick(dock.chart, Qt.MouseButton.LeftButton, pos=at + dock.chart.rect().topLeft())
    assert {light(f) for f in places.selectedFeatures()} == {"not"}
    row = dock.table.rows[piece.row]
    assert places.selectedFeatureCount() == row.counts[piece.count]


def test_an_edit_is_counted_before_it_is_saved(dock, places, qtbot):
    before = by_way(dock, "group")
    first = next(f for f in places.getFeatures() if light(f) == "partial")
    with edit(places):
        field = places.fields().indexOf("light_movement")
        places.changeAttributeValue(first.id(), field, "not")
        settled(dock, qtbot)
        after = by_way(dock, "group")
    name = next(iter(before))
    assert after[name]["partial"] == before[name]["partial"] - 1
    assert after[name]["not"] == before[name]["not"] + 1


def test_layers_that_come_later_are_taken(opened, run, qtbot):
    dock = opened()
    assert "no layer of places" in dock.summary.text()
    raw = survey_layer()
    QgsProject.instance().addMapLayer(raw)
    assert dock.layers.currentLayer() is raw
    QgsProject.instance().addMapLayer(districts_layer())
    layer = run("score", INPUT=survey_layer(), OUTPUT="TEMPORARY_OUTPUT")["OUTPUT"]
    QgsProject.instance().addMapLayer(layer)
    settled(dock, qtbot)
    assert dock.layers.currentLayer() is layer
    assert [row.name for row in dock.table.rows][:2] == ["Tobe District", "Central District"]
    # What is chosen stays when another scored layer comes.
    other = layer.clone()
    QgsProject.instance().addMapLayer(other)
    assert dock.layers.currentLayer() is layer


def test_a_layer_that_goes_leaves_a_sentence(dock, places, qtbot):
    QgsProject.instance().removeMapLayer(places.id())
    settled(dock, qtbot)
    assert "no layer of places" in dock.summary.text()
    assert dock.table.rows == []
    assert not dock.copy.isEnabled()
    assert dock.chart.isHidden()


def test_a_layer_without_the_column_says_so(opened, qtbot):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "plain", "memory")
    layer.dataProvider().addAttributes(
        [QgsField(f"light_{g.value}", QVariant.String) for g in GROUPS]
    )
    layer.updateFields()
    layer.dataProvider().addFeature(QgsFeature(layer.fields()))
    QgsProject.instance().addMapLayer(layer)
    dock = opened()
    for way, word in (("review", "review states"), ("category", "categories")):
        by_way(dock, way)
        assert word in dock.summary.text()
        assert dock.table.rows == []
    assert by_way(dock, "area")["Without a position"]["not_scored"] == 1
    assert qtbot


def test_a_layer_that_is_no_survey_is_an_error_in_words(opened, desktop):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "benches", "memory")
    QgsProject.instance().addMapLayer(layer)
    dock = opened()
    assert "'benches'" in desktop.messageBar().currentItem().text()
    assert "Nothing was counted" in dock.summary.text()


# --- to files


def test_the_table_on_the_clipboard(dock, desktop):
    dock.copy_table()
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert lines[0][:3] == ["District", "Places", "● Accessible"]
    assert len(lines) == len(dock.table.rows) + 1
    assert [int(cell) for cell in lines[-1][2:10]] == list(dock.table.rows[-1].counts)
    assert "clipboard" in desktop.messageBar().currentItem().text()


def test_no_name_becomes_a_formula(tmp_path, dock):
    row = Row("=cmd|' /C calc'!A0", None, 0, (1, 0, 0, 0, 0, 0, 0, 0))
    dock.table.show([row], "District", [])
    dock.copy_table()
    assert QApplication.clipboard().text().split("\n")[1].startswith("'=cmd")
    dock.save_table_as(str(tmp_path / "t.csv"))
    assert "\n'=cmd" in (tmp_path / "t.csv").read_text(encoding="utf-8-sig").replace('"', "")


def test_table_as_csv_and_workbook(dock, tmp_path, require):
    openpyxl = pytest.importorskip("openpyxl")
    require(openpyxl is not None, "openpyxl")
    dock.save_table_as(str(tmp_path / "t.csv"))
    dock.save_table_as(str(tmp_path / "t.xlsx"))
    with open(tmp_path / "t.csv", encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.reader(handle))
    assert [int(cell) for cell in lines[-1][2:10]] == list(dock.table.rows[-1].counts)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    cells = list(sheet.iter_rows(values_only=True))
    assert len(cells) == len(lines)
    assert list(cells[0]) == lines[0]
    for one, other in zip(cells[1:], lines[1:]):
        assert one[0] == other[0]
        assert [0.0 if v is None else float(v) for v in one[1:]] == [
            float(v or 0) for v in other[1:]
        ]


def test_chart_as_picture_and_drawing(dock, tmp_path):
    dock.save_chart_as(str(tmp_path / "c.png"))
    dock.save_chart_as(str(tmp_path / "c.svg"))
    image = QImage(str(tmp_path / "c.png"))
    assert image.width() > 1000
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9)
               for y in range(0, image.height(), 9)}  # fmt: skip
    assert {"#3dba3b", "#f8ac1a", "#de1220", "#ffffff"} <= colours
    root = ET.parse(tmp_path / "c.svg").getroot()  # noqa: S314 - written just now
    words = " ".join(root.itertext())
    assert "Central District" in words
    assert "Green, unconfirmed: check before relying on it: 1" in words


def test_what_cannot_be_written_is_said(dock, desktop, tmp_path):
    dock.save_table_as(str(tmp_path / "t.doc"))
    assert "ends in .csv or .xlsx" in desktop.messageBar().currentItem().text()
    dock.save_chart_as(str(tmp_path / "no folder" / "c.png"))
    assert desktop.messageBar().currentItem().text()
    assert list(tmp_path.iterdir()) == []


# --- seen and heard


@pytest.mark.parametrize("palette", settings.PALETTE.values)
def test_every_count_has_a_pattern_of_its_own_without_colour(qgis_app, palette):
    font = qgis_app.font()
    pictures = set()
    for count in range(len(COUNTS)):
        counts = [0] * len(COUNTS)
        counts[count] = 1
        # No number is written on it: only ground and pattern tell it apart.
        data = ChartData("", [Row("x", 0, 0, tuple(counts))], [], palette, True, "")
        image = QImage(400, int(chart_height(data, font, 400)), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        draw_chart(painter, data, font, 400.0)
        painter.end()
        from accessible_kz_plugin.docks.bar_chart import _Sheet

        _, (piece,) = _Sheet(data, font, 400.0).draw(None)
        box = QRectF(piece.box.left(), piece.box.top(), 120, piece.box.height()).toRect()
        part = image.copy(box).convertToFormat(QImage.Format.Format_Mono)
        pictures.add(bytes(part.constBits().asstring(part.sizeInBytes())))
    assert len(pictures) == len(COUNTS)


@pytest.mark.parametrize("contrast", [False, True])
def test_audit_in_every_language(language, audit, places, districts, opened, contrast):  # noqa: ARG001
    settings.HIGH_CONTRAST.set(contrast)
    settings.TEXT_SIZE.set(200)
    dock = opened()
    assert [one for one in audit.audit(dock) if not one.startswith(QT_OWN)] == []


def test_nothing_is_clipped_at_twice_the_size(language, places, districts, opened, qtbot):  # noqa: ARG001
    settings.TEXT_SIZE.set(200)
    dock = opened((1000, 900))
    qtbot.wait(50)
    for label in dock.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for button in (dock.select, dock.copy, dock.save_table, dock.save_chart):
        words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        assert button.width() >= words, button.text()
    # It fits beside a map: nothing makes it wider than half of a small screen.
    assert dock.inside.minimumSizeHint().width() <= 640
    height = chart_height(dock.chart.data, dock.chart.font(), dock.chart.width() - 8.0)
    assert dock.chart.height() >= height


def test_order_of_the_tab_key(dock, audit):
    order = [name.replace("accessible_kz_", "") for name in audit.tab_order(dock)]
    expected = [
        "dashboard_layer", "dashboard_way", "dashboard_areas", "dashboard_area_field", "group",
        "dashboard_only_selected", "dashboard_shares", "dashboard_summary", "dashboard_table",
        "dashboard_select", "dashboard_copy", "dashboard_save_table", "dashboard_save_chart",
    ]  # fmt: skip
    assert [name for name in order if name in expected] == expected


def test_a_cell_says_its_row_and_column(dock):
    index = dock.table.index(1, 3)
    said = dock.table.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Central District, ◐ Unconfirmed: {dock.table.rows[1].counts[1]}"


def test_shares_make_bars_of_equal_width(dock):
    dock.shares.setChecked(True)
    ends = {}
    for piece in dock.chart._pieces:
        ends[piece.row] = max(ends.get(piece.row, 0.0), piece.box.right())
    assert len(ends) == len(dock.table.rows)
    assert np.ptp(list(ends.values())) < 1e-6


def test_other_settings_are_shown_at_once(dock):
    assert dock.chart.data.palette == "registry"
    settings.PALETTE.set("mono")
    settings.announce()
    assert dock.chart.data.palette == "mono"
    assert "Green" not in " ".join(dock.chart.data.words)


def test_closing_leaves_nothing_behind(desktop, places, districts, opened):  # noqa: ARG001
    before = desktop.contents()
    opened()
    let_go(desktop)
    desktop.mainWindow().findChild(QLabel)  # the window itself stays
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desktop.contents() == before
    places.selectByIds([1, 2])  # nobody listens any more
    settings.announce()
