# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold on every printed map: a covering set of sheets, print sizes and languages."""

import re
import subprocess

import numpy as np
import pytest
from pyproj import Transformer
from qgis import processing
from qgis.core import (
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsProject,
    QgsVectorLayer,
)

from accessible_core.lights import symbology
from accessible_core.messages import text
from accessible_core.network.build import build_network
from accessible_core.network.model import KERBS
from accessible_kz_plugin.layers.network_nodes import node_layer
from accessible_kz_plugin.printing.city_map import make_city_map
from accessible_kz_plugin.printing.export import export_city_map
from accessible_kz_plugin.printing.map_project import network_layer
from accessible_kz_plugin.printing.options import PAGES, TEXT_POINTS, MapOptions
from accessible_kz_plugin.printing.places import read_places

pytestmark = pytest.mark.usefixtures("provider")
MM = 72 / 25.4

#: Sheet, lying, print, language, atlas: each value of each stands in one of them.
SHEETS = {
    "A3 normal en": ("A3", True, "normal", "en", "none"),
    "A4 large kk": ("A4", False, "large", "kk", "none"),
    "A2 clear ru atlas": ("A2", True, "clear", "ru", "areas"),
    "A0 normal kk+ru": ("A0", False, "normal", "kk+ru", "none"),
}


@pytest.fixture(scope="module")
def network(sample_folder):
    return build_network(sample_folder / "sample_city.osm", sample_folder / "sample_dem.tif")


@pytest.fixture(scope="module")
def sheets(provider, network, sample_folder, tmp_path_factory):  # noqa: ARG001 - registers it
    """Return a function that makes one of the sheets once: options, layout and PDF."""
    folder, made, projects = tmp_path_factory.mktemp("sheets"), {}, []
    survey = {"INPUT": str(sample_folder / "survey.csv"), "OUTPUT": "memory:"}
    scored = processing.run("accessiblekz:score", survey)["OUTPUT"]

    def go(name):
        if name not in made:
            page, landscape, size, language, atlas = SHEETS[name]
            project = QgsProject()
            projects.append(project)
            layers = [
                scored.clone(),
                network_layer(network, "streets"),
                QgsVectorLayer(str(sample_folder / "districts.geojson"), "areas", "ogr"),
                node_layer(network, "nodes"),
            ]
            project.addMapLayers(layers)
            options = MapOptions(
                *layers[:3], nodes=layers[3], language=language, page=page, landscape=landscape,
                text=size, atlas=atlas, place="Үлгіқала", url="https://example.org", palette="safe",
            )  # fmt: skip
            layout = make_city_map(project, options)
            path = folder / f"{len(made)}.pdf"
            export_city_map(layout, path)
            made[name] = options, layout, path
        return made[name]

    yield go
    made.clear()
    for project in projects:
        project.clear()


@pytest.fixture
def read(tool):
    def go(name, *arguments):
        done = subprocess.run(
            [tool(name), *map(str, arguments)], check=True, capture_output=True, text=True
        )
        return done.stdout

    return go


def words_on(read, path, page):
    """Return (word, left, top, right, bottom) in mm from the page's upper left corner."""
    pattern = r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]+)<'
    found = read("pdftotext", "-bbox", "-f", page, "-l", page, path, "-")
    for *box, word in re.findall(pattern, found):
        yield (word, *(float(one) / MM for one in box))


@pytest.mark.parametrize("name", SHEETS)
def test_letters_are_large_embedded_known_and_inside(sheets, read, name):
    options, layout, path = sheets(name)
    least = TEXT_POINTS[options.text] * PAGES[options.page][2]
    found = read("pdftohtml", "-xml", "-i", "-zoom", 1, "-stdout", path)
    sizes = re.findall(r'<fontspec id="\d+" size="(\d+)"', found)
    assert min(map(int, sizes)) >= int(least)
    fonts = read("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(row.split()[-5] == row.split()[-3] == "yes" for row in fonts)
    assert "\ufffd" not in read("pdftotext", path, "-")
    width, height = options.page_mm
    for page in range(1, layout.pageCollection().pageCount() + 1):
        for word, left, top, right, bottom in words_on(read, path, page):
            assert min(left, top) >= 5, (page, word)
            assert right <= width - 5, (page, word)
            assert bottom <= height - 5, (page, word)


def crossing(a, b):
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


@pytest.mark.parametrize("name", ["A3 normal en", "A2 clear ru atlas", "A0 normal kk+ru"])
def test_numbers_cover_neither_symbols_nor_each_other(sheets, read, name):
    """The words of the PDF against places that pyproj puts on the paper."""
    options, layout, path = sheets(name)
    places = read_places(options.places, options.group, options.language)
    look, seen = symbology(), 0
    maps = [one for one in layout.items() if isinstance(one, QgsLayoutItemMap)]
    for city in (one for one in maps if one.id() != "overview"):
        extent, at, size = city.extent(), city.pagePos(), city.rect()
        change = Transformer.from_crs("EPSG:4326", city.crs().authid(), always_xy=True)
        symbols = {}
        for place in places.items:
            if place.point is None:
                continue
            x, y = change.transform(place.point.x(), place.point.y())
            if not extent.contains(x, y):
                continue
            x = at.x() + (x - extent.xMinimum()) / extent.width() * size.width()
            y = at.y() + (extent.yMaximum() - y) / extent.height() * size.height()
            # A triangle or a diamond leaves the corners of its square free.
            half = 0.35 * look[place.light.value]["size"] * options.enlarged
            symbols[str(place.number)] = (x - half, y - half, x + half, y + half)
        numbers = []
        for word, left, top, right, bottom in words_on(read, path, city.page() + 1):
            margin = 4 * options.enlarged
            inside = left > at.x() + margin and at.y() + margin < top
            if word in symbols and inside and bottom < at.y() + size.height():
                # Digits take the middle of a line.
                air = 0.25 * (bottom - top)
                numbers.append((word, (left, top + air, right, bottom - air)))
        seen += len(numbers)
        for i, (word, box) in enumerate(numbers):
            assert not [n for n, one in symbols.items() if n != word and crossing(one, box)], word
            assert not [n for n, other in numbers[i + 1 :] if crossing(other, box)], word
    assert seen > 60


@pytest.mark.parametrize("name", SHEETS)
def test_the_legend_has_every_light_and_node_that_is_drawn(sheets, network, read, name):
    options, layout, path = sheets(name)
    city = next(one for one in layout.items() if getattr(one, "id", str)() == "map")
    change = Transformer.from_crs("EPSG:4326", city.crs().authid(), always_xy=True)
    x, y = change.transform(network.node_lon, network.node_lat)
    extent = city.extent()
    inside = (x > extent.xMinimum()) & (x < extent.xMaximum())
    inside &= (y > extent.yMinimum()) & (y < extent.yMaximum())
    kerb = np.array(KERBS)[network.nodes["kerb"]]
    barrier = np.array(network.barriers)[network.nodes["barrier"]]
    wanted = {
        "lift": network.nodes["lift"] & (city.scale() <= 15_000),
        "kerb_raised": np.isin(kerb, ["raised", "rolled"])
        & np.isin(barrier, ["kerb", "unknown"])
        & ~network.nodes["lift"]
        & (city.scale() <= 10_000),
        "barred": np.isin(barrier, ["turnstile", "stile", "block"]) & (city.scale() <= 15_000),
        "gate": np.isin(barrier, ["gate", "lift_gate"]) & (city.scale() <= 15_000),
    }
    squeezed = re.sub(r"\s+", "", read("pdftotext", "-l", 2, path, "-"))
    first = options.language.split("+")[0]
    for code, nodes in wanted.items():
        words = re.sub(r"\s+", "", text("print", f"node_{code}", first))
        # Long words may be broken by a column; their beginning is enough.
        assert ((nodes & inside).any() and words[:14] in squeezed) or not (nodes & inside).any(), (
            code
        )
    places = read_places(options.places, options.group, options.language)
    for light, count in places.counts().items():
        if count:
            words = re.sub(r"\s+", "", text("print", f"light_{light.value}", first))
            assert words[:12] in squeezed, light


@pytest.mark.parametrize("name", SHEETS)
def test_every_place_is_in_the_index_and_tagged(sheets, name):
    pikepdf = pytest.importorskip("pikepdf")
    options, layout, path = sheets(name)
    places = read_places(options.places, options.group, options.language)
    rows = [
        row[0].content()
        for table in layout.multiFrames()
        if isinstance(table, QgsLayoutItemManualTable)
        for row in table.tableContents()
    ]
    assert {str(place.number) for place in places.items} == set(rows)
    counts = {}
    with pikepdf.open(path) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == options.language.split("+")[0]
        for element in document.Root.StructTreeRoot.K.K:
            counts[str(element.S)] = counts.get(str(element.S), 0) + 1
            if element.S == "/Figure":
                assert len(str(element.Alt)) > 5
            if element.S == "/Table":
                counts["rows"] = counts.get("rows", 0) + len(element.K) - 1
    assert counts["rows"] == len(rows)
    assert counts["/H1"] == 1
    maps = [one for one in layout.items() if isinstance(one, QgsLayoutItemMap)]
    assert counts["/Figure"] >= sum(one.id() != "overview" for one in maps)
