# SPDX-License-Identifier: GPL-3.0-or-later
"""The printed map of the sample city, read back with Poppler's tools and counted anew."""

import getpass
import json
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS
from accessible_core.network.store import write_network
from accessible_core.scoring.engine import score
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import LANGUAGES, Score

PLACE = {"kk": "Үлгіқала", "ru": "Улгикала", "en": "Ulgikala"}
A3_POINTS = (1190.55, 841.89)
MM = 72 / 25.4


@dataclass(frozen=True)
class Printed:
    """A printed map, what the algorithm said about it, and its text."""

    path: Path
    outputs: dict
    pages: list


def squeezed(words):
    """Without spaces, where a line breaks does not matter; without ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def unquoted(words):
    """Poppler writes quotes around and inside of texts alike."""
    return words.replace('"', "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("print")


@pytest.fixture(scope="module")
def network(folder, sample_folder):
    path = folder / "streets.aknet"
    built = build_network(sample_folder / "sample_city.osm", sample_folder / "sample_dem.tif")
    write_network(built, path)
    return path, built


@pytest.fixture(scope="module")
def truth(sample_folder):
    """Names and lights as the core gives them, without QGIS."""
    survey = validate(read_survey(sample_folder / "survey.csv"), Findings())
    return survey, score(survey)


@pytest.fixture(scope="module")
def printed(provider, folder, network, sample_folder):  # noqa: ARG001 - registers it
    """Return a function that prints the sample city once a language."""
    from qgis import processing
    from qgis.core import QgsProcessingFeedback

    made = {}

    def go(language):
        if language not in made:
            feedback = QgsProcessingFeedback(False)
            path = folder / f"{language}.pdf"
            outputs = processing.run(
                "accessiblekz:citymap",
                {
                    "INPUT": str(sample_folder / "survey.csv"),
                    "NETWORK": str(network[0]),
                    "AREAS": str(sample_folder / "districts.geojson"),
                    "LANGUAGE": LANGUAGES.index(language),
                    "PLACE": PLACE[language],
                    "HOTLINE": "1414",
                    "URL": "https://example.org/objects?city=1" if language == "en" else "",
                    "OUTPUT": str(path),
                    "PROJECT": str(folder / f"{language}.qgz"),
                },
                feedback=feedback,
            )
            count = outputs["PAGES"]
            pages = [page_text(path, page) for page in range(1, count + 1)]
            made[language] = Printed(path, outputs, pages)
        return made[language]

    return go


def command(*arguments):
    return subprocess.run(
        [str(one) for one in arguments], check=True, capture_output=True, text=True
    ).stdout


def panel_text(path, tagged=None):
    """Return the text to the right of the map, whose edge a tagged PDF tells."""
    right = int(figure_box(tagged or path, 1)[2]) + 2
    crop = ("-x", right, "-y", 0, "-W", 1191 - right, "-H", 842)
    # In the order of drawing, which two columns of a legend do not mix up.
    return command("pdftotext", "-raw", "-f", 1, "-l", 1, *crop, "-enc", "UTF-8", path, "-")


def page_text(path, page):
    return command("pdftotext", "-f", page, "-l", page, "-enc", "UTF-8", path, "-")


@pytest.fixture(autouse=True)
def poppler(tool):
    for name in ("pdfinfo", "pdftotext", "pdffonts", "pdftohtml"):
        tool(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_title_and_properties(printed, language):
    one = printed(language)
    facts = dict(
        line.split(":", 1) for line in command("pdfinfo", one.path).splitlines() if ":" in line
    )
    size = tuple(map(float, re.findall(r"[\d.]+", facts["Page size"])[:2]))
    assert size == pytest.approx(A3_POINTS, abs=1)
    title = text("print", "map_title_place", language, place=PLACE[language])
    assert facts["Title"].strip() == title
    assert title in one.pages[0].replace("\n", " ")
    assert f"/Lang ({language})".encode() in one.path.read_bytes()
    assert "Author" not in facts
    for secret in (getpass.getuser(), str(Path.home()), str(one.path.parent)):
        if len(secret) > 3:  # "root" and longer
            assert secret.encode() not in one.path.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_embedded_and_readable_back(printed, language):
    rows = command("pdffonts", printed(language).path).splitlines()[2:]
    assert rows
    for row in rows:
        embedded, _, to_unicode = row.split()[-5:-2]
        assert (embedded, to_unicode) == ("yes", "yes"), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_index_lists_every_facility_once(printed, truth, language):
    one = printed(language)
    survey, _ = truth
    assert one.outputs["PLACES"] == len(survey)
    listed = Counter(squeezed(row[1]) for row in table_rows(one.path))
    names = (survey.name(row, language) for row in range(len(survey)))
    assert Counter(unquoted(words) for words in listed.elements()) == Counter(
        unquoted(squeezed(name)) for name in names
    )


def elements(path, kind):
    """Return the structure elements of one kind, in reading order, as pikepdf finds them."""
    import pikepdf

    found = []
    with pikepdf.open(path) as document:

        def walk(element):
            if not isinstance(element, pikepdf.Dictionary):
                return
            if element.get("/S") == f"/{kind}":
                found.append(str(element.get("/Alt", "")))
            kids = element.get("/K", [])
            for kid in [kids] if isinstance(kids, pikepdf.Dictionary) else kids:
                walk(kid)

        walk(document.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_say_what_is_what(printed, truth, language):
    """Poppler reads title, figure and every row of the index out of the structure."""
    survey, scores = truth
    one = printed(language)
    tree = command("pdfinfo", "-struct-text", one.path).replace("\t", " ")
    title = text("print", "map_title_place", language, place=PLACE[language])
    assert squeezed(title) in squeezed(tree.partition("H1")[2].partition("Figure")[0])
    figure = next(alt for alt in elements(one.path, "Figure") if len(alt) > 40)
    partial = int((scores.overall[:, 0] == Score.PARTIAL_ACCESSIBLE).sum())
    assert f"{text('labels', 'light_partial', language)}: {partial}" in figure
    assert str(len(survey)) in figure
    rows = re.split(r"(?m)^ *TR\b.*$", tree)[1:]
    head = text("print", "index_title", language)
    pages = sum(page.startswith(head) for page in one.pages)
    assert tree.count("Table (block)") == pages > 1
    heads = [row for row in rows if row.count("Scope /Column") == 7]
    assert len(heads) == pages
    bodies = [row for row in rows if row.count("Scope /Row") == 1]
    assert len(bodies) == len(survey)
    read = [squeezed(re.sub(r"(?m)^.*Scope.*$", "", row)).replace('"', "") for row in bodies]
    for row in range(len(survey)):
        name, address = survey.name(row, language), str(survey.text("address")[row])
        both = re.compile(re.escape(squeezed(name).replace('"', "")) + ".*")
        mine = [words for words in read if both.search(words)]
        assert any(squeezed(address).replace('"', "") in words for words in mine), name


def table_rows(path):
    """Return the cells of all body rows of a PDF's tables, as Poppler reads the structure."""
    tree = command("pdfinfo", "-struct-text", path).replace("\t", " ")
    found = []
    for row in re.split(r"(?m)^ *TR\b.*$", tree)[1:]:
        if row.count("Scope /Row") == 1:
            cells = re.split(r"(?m)^ *T[HD]\b.*$", row.partition("\n  H2")[0])[1:]
            found.append([" ".join(re.findall(r'"(.*)"', cell)).strip() for cell in cells])
    return found


def rows_by_page(path):
    """Return how many body rows the table of each page has, as pikepdf finds them."""
    import pikepdf

    found = {}
    with pikepdf.open(path) as document:
        pages = [page.obj.objgen for page in document.pages]
        for element in document.Root.StructTreeRoot.K.K:
            if element.S == "/Table":
                page = element.K[0].K[0].K[0].Pg.objgen
                found[pages.index(page) + 1] = len(element.K) - 1
    return found


def word_boxes(path, page):
    """Return words with their middles on a page, in points from the upper left corner."""
    read = command("pdftotext", "-bbox", "-f", page, "-l", page, path, "-")
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)<'
    for left, top, right, bottom, word in re.findall(pattern, read):
        yield word, (float(left) + float(right)) / 2, (float(top) + float(bottom)) / 2


def figure_box(path, page):
    """Return the largest figure of a page: left, top, right, bottom from the upper left corner."""
    import pikepdf

    with pikepdf.open(path) as document:
        height = float(document.pages[page - 1].mediabox[3])
        boxes = []
        for element in document.Root.StructTreeRoot.K.K:
            if element.S != "/Figure" or not len(element.K):
                continue
            if element.K[0].Pg.objgen == document.pages[page - 1].obj.objgen:
                boxes.append([float(number) for number in element.A.BBox])
    left, low, right, high = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    return left, height - high, right, height - low


def check_squares(path, page, rows):
    """Every number on a map page stands in the square that the index gives, or beside it."""
    left, top, right, bottom = figure_box(path, page)
    words = list(word_boxes(path, page))
    letters = {w: x for w, x, y in words if re.fullmatch("[A-Z]", w) and abs(y - top) < 6 * MM}
    lines = {w: y for w, x, y in words if re.fullmatch(r"\d+", w) and 0 < x - left < 5 * MM}
    width, height = (right - left) / len(letters), (bottom - top) / len(lines)
    seen = {}
    for word, x, y in words:
        if word.isdigit() and left + 5 * MM < x < right and top < y < bottom:
            seen.setdefault(word, []).append((x, y))
    checked = 0
    for number, square in rows:
        if len(seen.get(number, [])) == 1 and re.fullmatch(r"[A-Z]\d+", square):
            x, y = seen[number][0]
            assert abs(x - letters[square[0]]) <= width / 2 + 9 * MM, (number, square)
            assert abs(y - lines[square[1:]]) <= height / 2 + 9 * MM, (number, square)
            checked += 1
    return checked


def test_the_index_names_the_square_of_each_place(printed):
    one = printed("en")
    rows = table_rows(one.path)
    assert {len(row) for row in rows} == {7}
    assert check_squares(one.path, 1, [(row[0], row[5]) for row in rows]) > 40
    # One place has no position, one lies far outside.
    assert sum(row[5] == "-" for row in rows) == 2


def test_two_languages_stand_side_by_side(provider, folder, sample_folder, truth):  # noqa: ARG001
    from qgis import processing

    path = folder / "two.pdf"
    outputs = processing.run(
        "accessiblekz:citymap",
        {
            "INPUT": str(sample_folder / "survey.csv"),
            "LANGUAGE": LANGUAGES.index("kk"),
            "SECOND_LANGUAGE": 1 + LANGUAGES.index("ru"),
            "OUTPUT": str(path),
        },
    )
    whole = squeezed(" ".join(page_text(path, n) for n in range(1, outputs["PAGES"] + 1)))
    survey, _ = truth
    listed = {unquoted(squeezed(row[1])) for row in table_rows(path)}
    for row in range(len(survey)):
        names = dict.fromkeys(survey.name(row, language) for language in ("kk", "ru"))
        assert unquoted(squeezed(" / ".join(names))) in listed
    for language in ("kk", "ru"):
        assert squeezed(text("print", "index_title", language)) in whole
        # Once, not once more for each of the two.
        title = squeezed(text("labels", "group_movement", language))
        assert squeezed(page_text(path, 1)).count(title) == 1
    assert b"/Lang (kk)" in path.read_bytes()


def test_the_address_stands_beside_its_code(printed):
    one = printed("en")
    assert "https://example.org/objects?city=1" in " ".join(one.pages)
    assert "https://example.org/objects?city=1" in elements(one.path, "Figure")


@pytest.mark.parametrize("atlas", ["areas", "parts"])
def test_each_page_of_an_atlas_lists_what_it_shows(provider, folder, sample_folder, truth, atlas):  # noqa: ARG001
    from qgis import processing

    from accessible_kz_plugin.processing.citymap import ATLAS_VALUES

    path = folder / f"{atlas}.pdf"
    outputs = processing.run(
        "accessiblekz:citymap",
        {
            "INPUT": str(sample_folder / "survey.csv"),
            "AREAS": str(sample_folder / "districts.geojson"),
            "LANGUAGE": LANGUAGES.index("en"),
            "ATLAS": ATLAS_VALUES.index(atlas),
            "PLACE": PLACE["en"],
            "OUTPUT": str(path),
        },
    )
    pages = [page_text(path, page) for page in range(1, outputs["PAGES"] + 1)]
    heads = [page.split("\n")[0] for page in pages]
    maps = [n for n, page in enumerate(pages, 1) if n > 1 and "Scale 1" in page]
    assert len(maps) >= 3
    rows, counts = table_rows(path), rows_by_page(path)
    assert sum(counts.values()) == len(rows)
    survey, _ = truth
    named = " ".join(squeezed(row[1]) for row in rows)
    for row in range(len(survey)):
        assert squeezed(survey.name(row, "en")).replace('"', "") in named
    start = 0
    for page in maps:
        # The rows of the index pages that follow this map.
        after = [n for n in range(page + 1, len(pages) + 1) if n not in maps]
        last = next((n for n in maps if n > page), len(pages) + 1)
        own = [n for n in after if n < last and "on none of these" not in heads[n - 1]]
        count = sum(counts.get(n, 0) for n in own)
        mine = rows[start : start + count]
        start += count
        assert mine
        listed = {row[0] for row in mine}
        left, top, right, bottom = figure_box(path, page)
        on_map = {
            word
            for word, x, y in word_boxes(path, page)
            if word.isdigit() and left + 5 * MM < x < right - 3 * MM and top + 6 * MM < y < bottom
        }
        assert on_map <= listed, on_map - listed
        assert check_squares(path, page, [(row[0], row[5]) for row in mine]) >= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_stand_on_map_and_in_index(printed, truth, language):
    one = printed(language)
    total = len(truth[0])
    index = command("pdftotext", "-layout", "-f", 2, one.path, "-")
    for number in range(1, total + 1):
        assert re.search(rf"(?m)^ *{number}( |$)", index), number
    on_map = set(re.findall(r"(?<!\S)\d{1,3}(?!\S)", one.pages[0]))
    # One place has no position, one lies far outside; see the notes of the sample.
    assert len({str(n) for n in range(1, total + 1)} - on_map) <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_counts_what_was_scored(printed, truth, language):
    _, scores = truth
    overall, sure = scores.overall[:, 0], scores.confirmed[:, 0]
    full = overall == Score.FULL_ACCESSIBLE
    counts = {
        "full": int((full & sure).sum()),
        "full_unconfirmed": int((full & ~sure).sum()),
        "partial": int((overall == Score.PARTIAL_ACCESSIBLE).sum()),
        "not": int((overall == Score.NOT_ACCESSIBLE).sum()),
        "unknown": int((overall == Score.UNKNOWN).sum()),
    }
    assert counts["full_unconfirmed"], "the sample city has no unconfirmed green"
    front = squeezed(panel_text(printed(language).path))
    for light, count in counts.items():
        words = text("labels", f"light_{light}", language)
        assert squeezed(f"{words}: {count}") in front, light
    assert squeezed(text("print", "unconfirmed_note", language)) in front
    assert squeezed(text("print", "invented", language)) in squeezed(printed(language).pages[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_explains_the_streets(printed, network, language):
    _, built = network
    kinds = {EDGE_KINDS[code] for code in built.edges["kind"].tolist()}
    front = squeezed(panel_text(printed(language).path))
    for kind in ("steps", "crossing", "construction", "road", "sidewalk"):
        assert kind in kinds, "the sample city has changed"
        assert squeezed(text("print", f"street_{kind}", language)) in front, kind
    assert text("print", "osm_attribution", language) not in printed(language).pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_small_or_outside_the_page(printed, language):
    one = printed(language)
    found = ET.fromstring(  # noqa: S314 - Poppler wrote it just now
        command("pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", one.path)
        .partition("?>")[2]
        .replace('<!DOCTYPE pdf2xml SYSTEM "pdf2xml.dtd">', "")
    )
    sizes = [int(font.get("size")) for font in found.iter("fontspec")]
    assert min(sizes) >= 9, sizes
    boxes = ET.fromstring(  # noqa: S314 - Poppler wrote it just now
        re.sub(r'xmlns="[^"]*"', "", command("pdftotext", "-bbox", one.path, "-"))
        .partition("<doc>")[2]
        .join(["<doc>", ""])
        .partition("</doc>")[0]
        + "</doc>"
    )
    words = list(boxes.iter("word"))
    assert len(words) > 500
    for page in boxes.iter("page"):
        right, bottom = float(page.get("width")), float(page.get("height"))
        for word in page.iter("word"):
            inside = (
                float(word.get("xMin")) >= 5 * MM
                and float(word.get("yMin")) >= 5 * MM
                and float(word.get("xMax")) <= right - 5 * MM
                and float(word.get("yMax")) <= bottom - 5 * MM
            )
            assert inside, word.text


def test_words_do_not_cover_each_other_in_the_panel(printed):
    """Legend, notes, heading and foot; numbers on the map are QGIS's to place."""
    for language in LANGUAGES:
        page = command("pdftotext", "-bbox", "-f", 1, "-l", 1, printed(language).path, "-")
        boxes = [
            tuple(map(float, re.findall(r'"([\d.]+)"', row)))
            for row in page.splitlines()
            if row.strip().startswith("<word")
        ]
        right = figure_box(printed(language).path, 1)[2]
        panel = [box for box in boxes if box[0] > right or box[3] < 25 * MM or box[1] > 272 * MM]
        assert len(panel) > 40
        for i, (left, top, right, bottom) in enumerate(panel):
            for other in panel[i + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                tall = min(bottom, other[3]) - max(top, other[1])
                assert wide <= 0.5 or tall <= 0.35 * (bottom - top), (language, i)


def test_project_opens_without_the_plugin(printed, tmp_path, plain_environment):
    one = printed("kk")
    project = one.path.with_suffix(".qgz")
    script = """
import json, sys
from qgis.core import QgsApplication, QgsLayoutExporter, QgsProject, QgsRenderContext
app = QgsApplication([], False); app.initQgis()
project = QgsProject.instance()
assert project.read(sys.argv[1])
layout = project.layoutManager().printLayouts()[0]
exporter = QgsLayoutExporter(layout)
settings = QgsLayoutExporter.PdfExportSettings()
settings.textRenderFormat = QgsRenderContext.TextRenderFormat.AlwaysText
assert exporter.exportToPdf(sys.argv[2], settings) == 0
layers = {layer.name(): layer for layer in project.mapLayers().values()}
print(json.dumps({
    "layout": layout.name(),
    "pages": layout.pageCollection().pageCount(),
    "author": project.metadata().author(),
    "valid": all(layer.isValid() for layer in layers.values()),
    "renderers": sorted(layer.renderer().type() for layer in layers.values()),
    "plugin": any("accessible" in name for name in sys.modules),
}))
layout = exporter = layers = None
project.clear()
app.exitQgis()
"""
    again = tmp_path / "again.pdf"
    done = subprocess.run(
        ["/usr/bin/python3", "-c", script, str(project), str(again)],
        env={**plain_environment, "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout.strip().splitlines()[-1])
    assert facts == {
        "layout": text("print", "map_title_place", "kk", place=PLACE["kk"]),
        "pages": one.outputs["PAGES"],
        "author": "",
        "valid": True,
        "renderers": ["categorizedSymbol"] * 3 + ["singleSymbol"] * 2,
        "plugin": False,
    }
    head = text("print", "index_title", "kk")
    index = next(n for n, page in enumerate(one.pages, 1) if page.startswith(head))
    assert squeezed(page_text(again, index)) == squeezed(one.pages[index - 1])
    assert squeezed(panel_text(again, one.path)) == squeezed(panel_text(one.path))
    assert len(page_text(again, 1)) == pytest.approx(len(one.pages[0]), rel=0.1)


def test_saved_project_names_no_user_and_no_plugin(printed):
    project = printed("kk").path.with_suffix(".qgz")
    with zipfile.ZipFile(project) as archive:
        saved = "".join(
            archive.read(name).decode("utf-8", "replace") for name in archive.namelist()
        )
    assert "akz_" not in saved
    assert str(project.parent) not in saved
    assert sys.prefix not in saved
