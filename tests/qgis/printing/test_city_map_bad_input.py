# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input to the city map: a clear word, and the rest is still made."""

import re
import subprocess

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
    QgsVectorLayer,
)

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.messages import text
from accessible_kz_plugin.printing.city_map import make_city_map
from accessible_kz_plugin.printing.export import export_city_map
from accessible_kz_plugin.printing.options import PAGES, MapOptions

pytestmark = pytest.mark.usefixtures("qgis_app")

FIELDS = "field=id:string&field=name:string&field=surveyed:string&field=light_movement:string"


@pytest.fixture
def project():
    one = QgsProject()
    yield one
    one.clear()


def layer_of(project, rows, crs="EPSG:4326"):
    """Add a layer of (position or None, name, light)."""
    layer = QgsVectorLayer(f"Point?{FIELDS}", "places", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    features = []
    for number, (position, name, light) in enumerate(rows):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"P{number}", name, "2024-05-01", light])
        if position is not None:
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*position)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def district(project):
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326&field=name:string", "areas", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["Аудан"])
    ring = QgsRectangle(69.89, 48.89, 69.91, 48.91)
    feature.setGeometry(QgsGeometry.fromRect(ring))
    layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    project.addMapLayer(layer)
    return layer


def words_of(path, tool):
    done = subprocess.run(
        [tool("pdftotext"), "-layout", str(path), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout


def item(layout, name):
    return next(one for one in layout.items() if getattr(one, "id", str)() == name)


def test_no_places_still_gives_a_map_of_the_district(project, tmp_path, tool):
    options = MapOptions(layer_of(project, []), areas=district(project), language="kk")
    layout = make_city_map(project, options)
    assert layout.pageCollection().pageCount() == 1
    export_city_map(layout, tmp_path / "none.pdf")
    assert text("print", "no_places", "kk") in words_of(tmp_path / "none.pdf", tool)


def test_places_without_position_stand_in_the_index(project, tmp_path, tool):
    places = layer_of(project, [(None, "Nowhere Café", "full"), (None, "Lost School", "not")])
    layout = make_city_map(project, MapOptions(places, areas=district(project)))
    export_city_map(layout, tmp_path / "lost.pdf")
    words = " ".join(words_of(tmp_path / "lost.pdf", tool).split())
    assert "Nowhere Café" in words
    assert "Lost School" in words
    assert "index only: 2 of 2" in words


def test_nothing_at_all_is_said_in_one_line(project):
    places = layer_of(project, [(None, "Nowhere", "full")])
    with pytest.raises(InputError, match="no place of 'places' has a position") as error:
        make_city_map(project, MapOptions(places))
    assert "\n" not in str(error.value)


def test_coordinates_without_crs_that_are_no_degrees(project):
    places = layer_of(project, [((512_000, 5_416_000), "Somewhere", "full")], crs="")
    with pytest.raises(InputError, match="coordinate reference system"):
        make_city_map(project, MapOptions(places))


@pytest.mark.parametrize("crs", ["EPSG:4326", ""])
def test_degrees_give_a_scale_bar_in_metres(project, crs):
    rows = [((69.9, 48.9), "West", "full"), ((69.9137, 48.9), "East", "not")]  # 1004 m
    layout = make_city_map(project, MapOptions(layer_of(project, rows, crs)))
    bar, city = item(layout, "scale bar"), item(layout, "map")
    shown = city.rect().width() / 1000 * city.scale()
    assert 1004 <= shown <= 1700
    # The bar is drawn in the units it names: at least as long as its segments on paper.
    millimetres = bar.numberOfSegments() * bar.unitsPerSegment() / city.scale() * 1000
    assert bar.units() == QgsUnitTypes.DistanceUnit.DistanceMeters
    assert 45 < millimetres < bar.rect().width()


def test_long_names_are_complete_and_stay_inside(project, tmp_path, tool):
    long = " ".join(["Қазақстан Республикасы"] * 9)[:200]
    unbroken = "Қ" * 200
    rows = [((69.9, 48.9), long, "full"), ((69.901, 48.9), unbroken, "not")]
    options = MapOptions(layer_of(project, rows), language="kk", title=long, page="A4")
    layout = make_city_map(project, options)
    export_city_map(layout, tmp_path / "long.pdf")
    done = subprocess.run(
        [tool("pdftotext"), "-bbox", str(tmp_path / "long.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = [
        tuple(map(float, re.findall(r'(?:xMin|yMin|xMax|yMax)="([\d.-]+)"', row)))
        for row in done.splitlines()
        if row.strip().startswith("<word") and "ҚҚҚ" not in row
    ]
    assert all(box[0] >= 0 and box[2] <= 842 and box[3] <= 596 for box in words)
    index = "".join(words_of(tmp_path / "long.pdf", tool).split("\f", 1)[1].split())
    assert index.count("Қазақстан") >= long.count("Қазақстан")


def test_a_wrong_position_does_not_shrink_the_town(project):
    rows = [((69.9 + i / 1000, 48.9 + i / 1500), f"Place {i}", "full") for i in range(20)]
    rows.append(((48.9, 69.9), "Swapped", "not"))
    layout = make_city_map(project, MapOptions(layer_of(project, rows)))
    assert item(layout, "map").scale() < 10_000
    assert "Outside this map, listed in the index only: 1 of 21." in item(layout, "notes").text()


def test_a_sheet_that_is_too_small_moves_the_legend(project):
    rows = [((69.9 + i / 1000, 48.9), f"Place {i}", "full_unconfirmed") for i in range(5)]
    places = layer_of(project, rows)
    layout = make_city_map(project, MapOptions(places, page="A4", text="large", language="ru"))
    pages = {name: item(layout, name).page() for name in ("map", "legend", "notes")}
    assert pages == {"map": 0, "legend": 1, "notes": 1}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("size", ["normal", "clear", "large"])
def test_every_sheet_keeps_its_items_apart_and_inside(project, page, landscape, size):
    rows = [((69.9 + i / 1000, 48.9), f"Place {i}", "full_unconfirmed") for i in range(5)]
    options = MapOptions(
        layer_of(project, rows),
        areas=district(project),
        page=page,
        landscape=landscape,
        text=size,
        language="kk",
        place="Үлгіқала",
        publisher="Қолжетімді қала",
        invented=True,
    )
    layout = make_city_map(project, options)
    names = ("title", "subtitle", "invented", "map", "legend", "notes", "scale bar", "credit")
    boxes = {name: item(layout, name) for name in names}
    width, height = options.page_mm
    for name, one in boxes.items():
        at = one.pagePos()
        assert at.x() >= 0, name
        assert at.y() >= 0, name
        assert at.x() + one.rect().width() <= width + 0.5, name
        assert at.y() + one.rect().height() <= height + 0.5, name
    for a in names:
        for b in names[names.index(a) + 1 :]:
            if boxes[a].page() == boxes[b].page():
                shared = boxes[a].sceneBoundingRect() & boxes[b].sceneBoundingRect()
                assert min(shared.width(), shared.height()) <= 1.5, (a, b)


def test_target_that_cannot_be_written(project, tmp_path):
    places = layer_of(project, [((69.9, 48.9), "Here", "full")])
    layout = make_city_map(project, MapOptions(places))
    for target in (tmp_path / "missing" / "map.pdf", tmp_path):
        with pytest.raises((OutputError, UsageError)) as error:
            export_city_map(layout, target)
        assert "\n" not in str(error.value)
    with pytest.raises(UsageError, match=r"\.pdf, \.svg, \.png"):
        export_city_map(layout, tmp_path / "map.doc")
    old = tmp_path / "old.pdf"
    export_city_map(layout, old)
    assert [one.name for one in tmp_path.iterdir()] == ["old.pdf"]


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_pictures_hold_one_page_each(project, tmp_path, kind):
    places = layer_of(project, [((69.9, 48.9), "Ғылым үйі", "full")])
    layout = make_city_map(project, MapOptions(places, language="kk", page="A4"))
    written = export_city_map(layout, tmp_path / f"map.{kind}")
    assert sorted(one.name for one in tmp_path.iterdir()) == [f"map.{kind}", f"map_2.{kind}"]
    assert [one.name for one in written] == [f"map.{kind}", f"map_2.{kind}"]
    if kind == "svg":
        assert "Ғылым үйі" in (tmp_path / "map_2.svg").read_text(encoding="utf-8")


def test_misuse_names_what_is_known(project):
    places = layer_of(project, [])
    with pytest.raises(UsageError, match="known: A4, A3, A2, A1, A0"):
        MapOptions(places, page="A7")
    with pytest.raises(UsageError, match="score it first"):
        make_city_map(project, MapOptions(places, group="kids"))


def test_streets_of_another_kind_are_left_out_with_a_word(run, heard, tmp_path, sample):
    lines = QgsVectorLayer("LineString?crs=EPSG:4326&field=highway:string", "ways", "memory")
    target = tmp_path / "map.pdf"
    done = run("citymap", INPUT=str(sample / "survey.csv"), STREETS=lines, OUTPUT=str(target))
    assert target.stat().st_size > 10_000
    assert done["PAGES"] >= 2
    assert any("without streets" in line and "'ways'" in line for line in heard.warnings)


def test_districts_without_areas_are_left_out_with_a_word(run, heard, tmp_path, sample):
    target, survey = tmp_path / "map.pdf", str(sample / "survey.csv")
    run("citymap", INPUT=survey, AREAS=survey, OUTPUT=str(target))
    assert target.stat().st_size > 10_000
    assert any("has no areas" in line for line in heard.warnings)


def test_cancelling_writes_nothing(run, heard, tmp_path, sample):
    heard.cancel()
    with pytest.raises(Exception, match=r"Stopped on request|could not be scored"):
        run("citymap", INPUT=str(sample / "survey.csv"), OUTPUT=str(tmp_path / "map.pdf"))
    assert not list(tmp_path.iterdir())


def test_a_second_map_of_the_same_name_replaces_the_first(project):
    places = layer_of(project, [((69.9, 48.9), "Here", "full")])
    make_city_map(project, MapOptions(places, name="Town"))
    make_city_map(project, MapOptions(places, name="Town", language="ru"))
    layouts = project.layoutManager().printLayouts()
    assert [one.name() for one in layouts] == ["Town"]
    assert item(layouts[0], "title").text() == text("print", "map_title", "ru")
