# SPDX-License-Identifier: GPL-3.0-or-later
"""Passports as files: PDF judged by poppler, which reads it as others do."""

import re
import shutil
import subprocess
from datetime import date

import pytest

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.errors import Cancelled, OutputError, UsageError
from accessible_core.findings import Findings
from accessible_core.reports.writing import Look, Sources, write_passport, write_passports
from accessible_core.survey.validate import validate
from accessible_core.survey_store.store import SurveyStore
from accessible_core.vocabulary import LANGUAGES
from tests.conftest import need

pytestmark = [
    # WeasyPrint subsets fonts with fontTools where Debian has no libharfbuzz-subset.
    pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning"),
]
SOURCES = Sources(today=date(2026, 11, 24))
#: A4 in points, and the narrowest margin of the style sheet (15 mm).
WIDTH, MARGIN = 595.3, 15 / 25.4 * 72


@pytest.fixture(scope="module")
def survey(sample):
    return validate(akz.read_survey(sample / "survey.csv"), Findings())


def told(program, *args):
    need(shutil.which(program) is not None, "poppler-utils")
    return subprocess.run([program, *args], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("language", "large"), [*((language, False) for language in LANGUAGES), ("ru", True)]
)
def test_pages_can_be_read_by_eye_and_ear(survey, language, large, tmp_path):
    path = tmp_path / "one.pdf"
    look = Look(language, large=large, palette="mono", publisher='НПО «Қолжетімді» \\ "A"')
    write_passport(survey, "UQ-005", path, look, SOURCES)
    info = told("pdfinfo", str(path))
    assert re.search(r"Tagged:\s+yes", info)
    assert survey.name(survey.ids.tolist().index("UQ-005"), language) in info
    assert "Author" not in info
    assert 'pdfuaid:part="1"' in told("pdfinfo", "-meta", str(path))
    assert 'НПО «Қолжетімді» \\ "A"' in told("pdftotext", str(path), "-")
    tree = told("pdfinfo", "-struct-text", str(path))
    assert tree.count("H1") >= 1
    for tag in ("H2", "H3", "Table", "TH", "TD", "LI"):
        assert re.search(rf"^\s*{tag}\b", tree, re.MULTILINE), tag
    fonts = told("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all(re.search(r"yes yes yes\s+\d+\s+\d+$", line) for line in fonts)
    # No word stands in a margin, and none is smaller than the size that was asked for.
    boxes = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"',
                       told("pdftotext", "-bbox", str(path), "-"))  # fmt: skip
    assert boxes
    assert min(float(left) for left, _ in boxes) >= MARGIN - 1
    assert max(float(right) for _, right in boxes) <= WIDTH - MARGIN + 1


def test_a_map_has_a_text_twin(survey, sample, tmp_path):
    network = akz.build_network(sample / "sample_city.osm")
    path = tmp_path / "map.pdf"
    sources = Sources(network=network, today=SOURCES.today)
    write_passport(survey, "UQ-005", path, Look("en"), sources)
    tree = told("pdfinfo", "-struct-text", str(path))
    assert re.search(r"Figure.*\n?.*Map of 150 m around", tree) or "Map of 150 m around" in tree
    assert "OpenStreetMap" in told("pdftotext", str(path), "-")


def test_several_in_one_file_have_bookmarks_and_links(survey, tmp_path):
    path = tmp_path / "all.html"
    write_passport(survey, ["UQ-001", "UQ-005"], path, Look("en"), SOURCES)
    page = path.read_text(encoding="utf-8")
    for place in (1, 2):
        assert f'href="#passport-{place}"' in page
        assert f'<article id="passport-{place}"' in page


def test_a_folder_by_two_processes_is_the_same_as_by_one(survey, tmp_path):
    records = ["UQ-001", "UQ-002", "UQ-005"]
    found = {}
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        files = write_passports(survey, records, folder, Look("ru"), SOURCES, jobs=jobs)
        assert [file.name for file in files] == [f"{record}.pdf" for record in records]
        assert sorted(files) == sorted(folder.iterdir())
        found[jobs] = [told("pdftotext", str(file), "-") for file in files]
    assert found[1] == found[2]


def test_a_page_loads_nothing_from_outside(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>')
    from accessible_core.reports.writing import _content

    page = f'<html><title>x</title><p>seen</p><img alt="a" src="{secret.as_uri()}"></html>'
    path = tmp_path / "page.pdf"
    path.write_bytes(_content(page, pdf=True))
    words = told("pdftotext", str(path), "-")
    assert "seen" in words
    assert "SECRET" not in words


def test_stopping_leaves_what_is_finished_and_nothing_half(survey, tmp_path):
    records = ["UQ-001", "UQ-002", "UQ-003"]
    with pytest.raises(Cancelled):
        write_passports(
            survey, records, tmp_path / "f", Look("en"), SOURCES,
            ending=".html", progress=lambda share: share < 0.5,
        )  # fmt: skip
    assert [file.name for file in (tmp_path / "f").iterdir()] == ["UQ-001.html", "UQ-002.html"]
    with pytest.raises(Cancelled):
        write_passport(survey, records, tmp_path / "f.html", progress=lambda _: False)
    assert not (tmp_path / "f.html").exists()


def test_wrong_targets_are_told(survey, tmp_path):
    with pytest.raises(UsageError, match=r"\.pdf or \.html"):
        write_passport(survey, "UQ-001", tmp_path / "x.docx")
    with pytest.raises(OutputError, match="cannot be"):
        write_passport(survey, "UQ-001", tmp_path / "none" / "x.html", sources=SOURCES)
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot be made a folder"):
        write_passports(survey, ["UQ-001"], tmp_path / "file", ending=".html")


def test_the_command(sample, tmp_path, capsys):
    survey = str(sample / "survey.csv")
    one = tmp_path / "one.html"
    assert main(["passport", survey, "--id", "UQ-001", "-o", str(one), "--lang", "en"]) == 0
    assert "UQ-001" in one.read_text(encoding="utf-8")
    folder = tmp_path / "many"
    asked = ["--id", "UQ-001", "--id", "UQ-002", "-o", str(folder), "--html"]
    assert main(["passport", survey, *asked]) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["UQ-001.html", "UQ-002.html"]
    for wrong in (
        ["--id", "UQ-404", "-o", str(one)],
        ["--id", "UQ-001", "-o", str(tmp_path / "x.doc")],
        ["--id", "UQ-001", "-o", str(one), "--jobs", "-1"],
        ["--id", "UQ-001", "-o", str(one), "--html"],
        ["--id", "UQ-001", "-o", survey],
        ["--id", "UQ-001", "-o", str(one), "--network", survey],
    ):
        capsys.readouterr()
        assert main(["passport", survey, *wrong]) == 2, wrong
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_the_history_of_a_store_is_told_without_people(survey, tmp_path):
    path = tmp_path / "city.gpkg"
    with SurveyStore.create(path, survey, author="author-unmistakable") as store:
        store.save({"UQ-001": {"address": "Abai 1"}}, "author-unmistakable", message="m")
    page = tmp_path / "p.html"
    assert main(["passport", str(path), "--id", "UQ-001", "-o", str(page), "--lang", "en"]) in (
        0,
        1,
    )
    words = page.read_text(encoding="utf-8")
    assert "Abai 1" in words
    assert words.count("cells:") == 2
    assert "unmistakable" not in words
