# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags put into a PDF that has none, read back by poppler and pikepdf."""

import re
import shutil
import subprocess

import pytest

from accessible_core.errors import UsageError
from accessible_core.reports.pdf_tags import Part, Region, Table, tag_pdf
from tests.conftest import need

pytestmark = pytest.mark.filterwarnings("ignore:HarfBuzz-Subset:DeprecationWarning")

CELLS = [["No.", "Name"], ["1", "Алматы әуежайы"], ["2", "Қалалық емхана"]]
COLUMNS = (0.0, 20.0)


def told(program, *args):
    need(shutil.which(program) is not None, "poppler-utils")
    return subprocess.run([program, *map(str, args)], check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def drawn():
    """Return an untagged PDF of two pages, as a program that only draws makes it."""
    try:
        import weasyprint
    except ImportError:
        need(False, "weasyprint")

    def box(x, y, words, size=12):
        return f'<div style="left:{x}mm;top:{y}mm;font-size:{size}pt">{words}</div>'

    rules = "".join(
        f'<svg style="position:absolute;left:20mm;top:{y}mm" width="100mm" height="1mm">'
        '<path d="M0 1H378" stroke="#000" stroke-width="1"/></svg>'
        for y in (40, 50, 60, 70)
    )
    cells = "".join(
        box(21 + COLUMNS[column], 42 + 10 * row, words)
        for row, line in enumerate(CELLS)
        for column, words in enumerate(line)
    )
    page = (
        "<style>@page{size:A4;margin:0} section{position:relative;height:290mm}"
        "div{position:absolute;white-space:nowrap;font-family:'DejaVu Sans'}</style>"
        f"<section>{box(20, 10, 'Тақырып', 20)}{box(30, 50, 'inside the map')}"
        f'<svg style="position:absolute;left:20mm;top:40mm" width="100mm" height="100mm">'
        '<circle cx="100" cy="100" r="50" fill="#ccc"/></svg>'
        f"{box(20, 200, 'a paragraph')}{box(180, 280, '1')}</section>"
        f'<section style="break-before:page">{rules}{cells}</section>'
    )
    return weasyprint.HTML(string=page).write_pdf()


PARTS = [
    Part("H1", Region(0, 15, 5, 100, 20)),
    Part("Figure", Region(0, 20, 40, 100, 100), "A map with one grey place"),
    Part("P", Region(0, 15, 190, 100, 20)),
    Table(Region(1, 20, 39, 100, 40), COLUMNS, "Index", head=1),
]


@pytest.fixture(scope="module")
def tagged(drawn, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tags")
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(drawn)
    after.write_bytes(tag_pdf(drawn, PARTS, language="kk", title="Тақырып"))
    return before, after


def test_the_drawing_stays_as_it_was(tagged):
    before, after = (told("pdftoppm", "-r", 60, path) for path in tagged)
    assert before == after
    assert told("pdftotext", tagged[0], "-") == told("pdftotext", tagged[1], "-")


def test_the_structure_is_what_was_said(tagged):
    info = told("pdfinfo", tagged[1]).decode()
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Title:\s+Тақырып", info)
    tree = told("pdfinfo", "-struct-text", tagged[1]).decode().replace("\t", " ")
    order = [tree.index(words) for words in ("Тақырып", "inside the map", "a paragraph", "No.")]
    assert order == sorted(order)
    assert tree.index("H1") < order[0] < tree.index("Figure") < order[1]
    rows = re.split(r"(?m)^ *TR\b.*$", tree)[1:]
    assert [re.findall(r'"([^"]+)"', row) for row in rows] == CELLS
    assert rows[0].count("/Column") == 2
    assert all(row.count("/Row") == 1 for row in rows[1:])
    # Nothing claims the page's number: it is read to nobody.
    assert '"1"' in rows[1]
    assert tree.count('"1"') == 1


def test_every_mark_is_known_to_the_tree_and_the_other_way_round(tagged):
    try:
        import pikepdf
    except ImportError:
        need(False, "pikepdf")
    with pikepdf.open(tagged[1]) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for place, page in enumerate(document.pages):
            marks, depth = [], 0
            for one in pikepdf.parse_content_stream(page):
                name = str(one.operator)
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                assert depth in (0, 1)
                if name == "BDC":
                    marks.append(int(one.operands[1].MCID))
            assert depth == 0
            assert marks == list(range(len(marks)))
            owners = numbers[2 * place + 1]
            assert len(owners) == len(marks)
            for number, owner in enumerate(owners):
                assert any(
                    kid.get("/MCID") == number and kid.Pg.objgen == page.obj.objgen
                    for kid in owner.K
                )
        assert document.Root.Lang == "kk"
        assert document.Root.MarkInfo.Marked


def test_the_smaller_region_holds_what_is_in_both(drawn, tmp_path):
    parts = [
        Part("Figure", Region(0, 0, 0, 210, 297), "everything"),
        Part("P", Region(0, 15, 190, 100, 20)),
    ]
    path = tmp_path / "t.pdf"
    path.write_bytes(tag_pdf(drawn, parts, language="en", title="t"))
    tree = told("pdfinfo", "-struct-text", path).decode().replace("\t", " ")
    assert "a paragraph" in tree.partition("P (block)")[2]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part("P", Region(2, 0, 0, 1, 1)), "no page 3"),
        (Part("Figure", Region(0, 0, 0, 1, 1)), "needs a text"),
    ],
)
def test_misuse_is_told(drawn, part, words):
    with pytest.raises(UsageError, match=words):
        tag_pdf(drawn, [part], language="en", title="t")
