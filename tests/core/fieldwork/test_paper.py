# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms on paper: judged by poppler, which reads the PDF as others do."""

import re
import shutil
import subprocess

import pytest

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.fieldwork import paper_html, write_paper, xlsform
from accessible_core.messages import text
from accessible_core.vocabulary import LANGUAGES
from tests.conftest import need

pytestmark = [
    pytest.mark.usefixtures("poppler"),
    # WeasyPrint subsets fonts with fontTools where Debian has no libharfbuzz-subset.
    pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def poppler():
    need(shutil.which("pdftotext") is not None, "poppler-utils")


def told(program, *args):
    return subprocess.run([program, *args], check=True, capture_output=True, text=True).stdout


def squeezed(words):
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_questions_are_there_in_letters_that_can_be_read(language, tmp_path):
    path = tmp_path / "form.pdf"
    assert main(["checklist", "paper", "small", "-o", str(path), "--lang", language]) == 0
    read = squeezed(told("pdftotext", "-layout", str(path), "-"))
    asked = checklist("small")
    for question in asked:
        assert squeezed(f"{question.key}. {question.text(language)}") in read
    for kind in asked.zones:
        assert squeezed(text("labels", f"zone_{kind.value}", language)) in read
    for answer in ("yes", "no", "not_provided", "unknown"):
        assert read.count(squeezed(text("labels", f"answer_{answer}", language))) >= len(asked)
    assert xlsform("small").settings["version"] in read
    info = told("pdfinfo", str(path))
    pages = re.search(r"Pages:\s+(\d+)", info)[1]
    last = text("fieldwork", "paper_page", language, page=pages, pages=pages)
    assert squeezed(last) in read
    assert re.search(r"Tagged:\s+yes", info)
    assert asked.title(language) in info
    assert 'pdfuaid:part="1"' in told("pdfinfo", "-meta", str(path))
    fonts = told("pdffonts", str(path)).splitlines()[2:]
    # Embedded, and with a table of letters, or a screen reader reads nothing.
    assert fonts
    assert all(re.search(r"yes yes yes\s+\d+\s+\d+$", line) for line in fonts)


def test_large_print_is_18_points(tmp_path):
    sizes = {}
    for large in (False, True):
        write_paper("small", tmp_path / "form.pdf", "kk", large=large)
        drawn = told("pdftotext", "-bbox", str(tmp_path / "form.pdf"), "-")
        heights = [float(low) - float(high) for high, low in
                   re.findall(r'yMin="([\d.]+)" [^>]*yMax="([\d.]+)"', drawn)]  # fmt: skip
        sizes[large] = min(heights)
    # Poppler's boxes are as high as the font's ascent and descent.
    assert sizes[True] / sizes[False] == pytest.approx(1.5, rel=0.02)


def test_the_second_entrance_is_said_to_be_optional():
    page = paper_html("middle", "en")
    assert page.count(text("fieldwork", "paper_entrance", "en")) == 2
    assert text("fieldwork", "paper_entrance", "en") not in paper_html("small", "en")
    assert '<html lang="en"' in page


def test_html_and_wrong_endings(tmp_path, capsys):
    assert main(["checklist", "paper", "bus_stop", "-o", str(tmp_path / "f.html"), "--large"]) == 0
    assert 'class="large"' in (tmp_path / "f.html").read_text(encoding="utf-8")
    assert main(["checklist", "paper", "bus_stop", "-o", str(tmp_path / "f.doc")]) == 2
    assert ".pdf" in capsys.readouterr().err
    assert not (tmp_path / "f.doc").exists()
    with pytest.raises(UsageError, match="kk, ru, en"):
        paper_html("small", "de")
