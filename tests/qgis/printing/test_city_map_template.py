# SPDX-License-Identifier: GPL-3.0-or-later
"""A city's own sheet: saved, adapted, filled in; nothing is lost on it."""

import gc
import subprocess

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsVectorLayer,
)

from accessible_core.errors import InputError, UsageError
from accessible_core.messages import text
from accessible_kz_plugin.printing.city_map import make_city_map
from accessible_kz_plugin.printing.export import export_city_map
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.sheet import Box, place
from accessible_kz_plugin.printing.template import check_template, save_template

pytestmark = pytest.mark.usefixtures("qgis_app")
FIELDS = "field=id:string&field=name:string&field=surveyed:string&field=light_movement:string"
FIELDS += "&field=osm_wheelchair:string"


@pytest.fixture
def project():
    one = QgsProject()
    yield one
    one.clear()


def places_of(project, count=4, word=None):
    layer = QgsVectorLayer(f"Point?{FIELDS}", "places", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    features = []
    for number in range(count):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"P{number}", f"Place {number}", "2024-05-01", "partial", word])
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(69.9 + number / 500, 48.9)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def items(layout, name):
    return [one for one in layout.items() if getattr(one, "id", str)() == name]


def words_of(tool, path):
    command = [tool("pdftotext"), str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def own_template(path, ids, *, size=(60.0, 40.0)):
    """Save a sheet with a map and labels of these ids, 10 mm high each."""
    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    city = QgsLayoutItemMap(layout)
    city.setId("map")
    layout.addLayoutItem(city)
    place(city, Box(20, 50, 200, 100))
    city.setExtent(QgsRectangle(0, 0, 200, 100))
    for number, name in enumerate(ids):
        label = QgsLayoutItemLabel(layout)
        label.setId(name)
        label.setText("Akimat of the city")
        layout.addLayoutItem(label)
        place(label, Box(20 + 65 * number, 5, *size))
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    project.clear()


def test_a_saved_sheet_gives_the_same_map_in_another_language(project, tmp_path, tool):
    template = tmp_path / "city.qpt"
    layer = places_of(project)
    first = make_city_map(
        project, MapOptions(layer, language="en", name="first", url="https://example.org/a")
    )
    save_template(first, str(template))
    assert first.pageCollection().pageCount() == 2
    saved = template.read_text(encoding="utf-8")
    assert "Place 1" not in saved
    assert layer.id() not in saved
    assert [one.name for one in tmp_path.iterdir()] == ["city.qpt"]
    told = []
    options = MapOptions(
        layer, language="kk", name="second", place="Үлгіқала", template=str(template)
    )
    second = make_city_map(project, options, told.append)
    for name in ("map", "title", "subtitle", "legend", "notes", "scale bar", "credit", "north"):
        assert items(second, name), name
    title = text("print", "map_title_place", "kk", place="Үлгіқала")
    assert items(second, "title")[0].text() == title
    assert not items(second, "qr code")
    at, was = items(second, "map")[0].pagePos(), items(first, "map")[0].pagePos()
    assert (at.x(), at.y()) == pytest.approx((was.x(), was.y()))
    assert items(second, "map")[0].scale() == pytest.approx(items(first, "map")[0].scale(), rel=0.1)
    path = tmp_path / "map.pdf"
    export_city_map(second, path)
    done = subprocess.run(
        [tool("pdftotext"), str(path), "-"], check=True, capture_output=True, text=True
    )
    words = " ".join(done.stdout.split())
    assert title in words
    assert "accessibility map" not in words
    assert text("print", "made_with", "kk") in words
    for number in range(4):
        assert f"Place {number}" in words


def test_what_a_template_lacks_is_said_and_nothing_needed_is_lost(project, tmp_path, tool):
    template = tmp_path / "bare.qpt"
    own_template(template, ["title", "coat of arms"])
    told = []
    layer = places_of(project, word="yes")
    options = MapOptions(
        layer, language="en", template=str(template), invented=False, osm=True, streets=None
    )
    layout = make_city_map(project, options, told.append)
    assert any("subtitle, legend, notes" in words and "credit" in words for words in told)
    assert any("legend, notes, credit" in words and "page of their own" in words for words in told)
    assert items(layout, "title")[0].text() == text("print", "map_title", "en")
    assert items(layout, "coat of arms")[0].text() == "Akimat of the city"
    assert {
        one.page() for name in ("legend", "notes", "credit") for one in items(layout, name)
    } == {1}
    export_city_map(layout, tmp_path / "map.pdf")
    done = subprocess.run(
        [tool("pdftotext"), str(tmp_path / "map.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    )
    words = " ".join(done.stdout.split())
    assert text("print", "osm_places_attribution", "en").split(",")[0] in words
    assert text("print", "light_partial", "en") in words or "Yellow: partly accessible" in words


def test_a_credit_that_does_not_fit_moves_and_is_said(project, tmp_path):
    template = tmp_path / "small.qpt"
    own_template(template, ["title", "credit"], size=(30.0, 4.0))
    told = []
    options = MapOptions(places_of(project), template=str(template), publisher="Publisher " * 8)
    layout = make_city_map(project, options, told.append)
    assert any("'credit'" in words for words in told)
    assert {one.page() for one in items(layout, "credit")} == {0, 1}


def test_an_invented_town_is_called_so_on_any_template(project, tmp_path):
    template = tmp_path / "bare.qpt"
    own_template(template, ["title"])
    options = MapOptions(places_of(project), template=str(template), invented=True)
    layout = make_city_map(project, options)
    assert [one.text() for one in items(layout, "invented")] == [text("print", "invented", "en")]


def test_what_is_no_template_is_refused_in_one_line(project, tmp_path):
    broken, empty = tmp_path / "broken.qpt", tmp_path / "empty.qpt"
    broken.write_text("<Layout", encoding="utf-8")
    sheet = QgsPrintLayout(project)
    sheet.initializeDefaults()
    label = QgsLayoutItemLabel(sheet)
    sheet.addLayoutItem(label)
    sheet.saveAsTemplate(str(empty), QgsReadWriteContext())
    layer = places_of(project)
    for path, word in (
        (broken, "no layout template"),
        (empty, "no maps"),
        (tmp_path / "x.qpt", "cannot be read"),
    ):
        with pytest.raises(InputError, match=word) as error:
            make_city_map(project, MapOptions(layer, template=str(path)))
        assert "\n" not in str(error.value)
        # The error holds the layout that was begun: it must go before its project does.
        del error
        gc.collect()
    with pytest.raises(UsageError, match=r"\.qpt"):
        check_template(str(tmp_path / "sheet.pdf"))
