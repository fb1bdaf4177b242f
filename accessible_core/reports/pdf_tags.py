# SPDX-License-Identifier: MIT
"""Tags for a PDF that has none: what is a heading, a figure, a table (ISO 32000-1, 14.7).

Programs that draw pages (QGIS through Qt) write text and lines without saying what they are: a
screen reader finds no headings and no table. Here the caller says which part of which page is
what; the drawing itself stays as it is. What no part claims becomes an artifact, which screen
readers leave out. Where things stand is read by `pdf_drawing`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.reports.pdf_drawing import Unit, lines_of, marked, units_of

_MM = 72 / 25.4
#: Letters that begin at a region's edge may stand this much outside it, rounded (mm).
_EDGE = 0.05
#: Rules of a table are at least this share of its width, and thinner than this (mm).
_RULE_SHARE, _RULE_MM = 0.9, 0.5


@dataclass(frozen=True)
class Region:
    """A rectangle on a page, in millimetres from the page's upper left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point of the same page lies inside."""
        across, down = x - self.x, y - self.y
        return -_EDGE <= across <= self.width and -_EDGE <= down <= self.height


@dataclass(frozen=True)
class Part:
    """One part of a document, in reading order.

    Attributes
    ----------
    tag : str
        A standard structure type without children: ``H1``, ``H2``, ``P``, ``Figure``,
        ``Caption`` ... ``Figure`` claims lines and letters of its region, others letters only.
    region : Region
    alternative : str
        The text twin; a figure must have one.
    """

    tag: str
    region: Region
    alternative: str = ""


@dataclass(frozen=True)
class Table:
    """A table whose rows lie between horizontal rules, the first row being its heads.

    Attributes
    ----------
    region : Region
    columns : sequence of float
        Left edges of the columns, in mm from the region's left edge, the first being 0.
    title : str
        What it is, for those who jump from table to table; may be empty.
    head : int
        The column that names the rows.
    """

    region: Region
    columns: Sequence[float]
    title: str = ""
    head: int = 0


@dataclass
class _Element:
    """A structure element: what it holds on which page, and its children."""

    tag: str
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list[_Element] = field(default_factory=list)
    #: Page and marked-content number, as pages are written.
    content: list[tuple[int, int]] = field(default_factory=list)


def tag_pdf(pdf: bytes, parts: Sequence[Part | Table], *, language: str, title: str) -> bytes:
    """Return a PDF with tags, language and title.

    Parameters
    ----------
    pdf : bytes
    parts : sequence of Part or Table
        In reading order. Where regions overlap, the smaller one holds what is in both.
    language : str
        Of the text, as in HTML (``kk``).
    title : str

    Raises
    ------
    UsageError
        A figure has no alternative text, a part is on a page that is not there, or the PDF is
        drawn in another way than Qt and WeasyPrint do.
    MissingExtraError
        pikepdf is not installed.
    """
    pikepdf = require("pikepdf")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = list(document.pages)
        _check(parts, len(pages))
        lines = [lines_of(_content(page)) for page in pages]
        drawn = [units_of(one) for one in lines]
        heights = [float(page.mediabox[3]) for page in pages]
        elements, leaves = _elements(parts, drawn, heights)
        for number in range(len(pages)):
            owners = _owners(drawn[number], leaves.get(number, []), heights[number])
            _mark_page(document, number, lines[number], drawn[number], owners)
        _write_tree(document, elements)
        document.Root.Lang = pikepdf.String(language)
        document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        document.docinfo["/Title"] = pikepdf.String(title)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


#: A region on one page and the element that holds what is in it.
_Leaf = tuple[Region, _Element, bool]


def _check(parts: Sequence[Part | Table], pages: int) -> None:
    for part in parts:
        if not 0 <= part.region.page < pages:
            raise UsageError(f"There is no page {part.region.page + 1}: the PDF has {pages}.")
        if isinstance(part, Part) and part.tag == "Figure" and not part.alternative:
            raise UsageError("A figure needs a text that says what it shows.")


def _elements(
    parts: Sequence[Part | Table], drawn: Sequence[Sequence[Unit]], heights: Sequence[float]
) -> tuple[list[_Element], dict[int, list[_Leaf]]]:
    elements: list[_Element] = []
    leaves: dict[int, list[_Leaf]] = {}
    for part in parts:
        page = part.region.page
        here = leaves.setdefault(page, [])
        if isinstance(part, Table):
            element, cells = _table(part, drawn[page], heights[page])
            here += cells
        else:
            element = _Element(part.tag, part.alternative)
            figure = part.tag == "Figure"
            if figure:
                element.attributes = _box(part.region, heights[page])
            here.append((part.region, element, figure))
        elements.append(element)
    for here in leaves.values():
        # The first that holds a point wins: small ones first.
        here.sort(key=lambda leaf: leaf[0].width * leaf[0].height)
    return elements, leaves


def _box(region: Region, height: float) -> dict[str, Any]:
    left, top = region.x * _MM, height - region.y * _MM
    box = [left, top - region.height * _MM, left + region.width * _MM, top]
    return {"O": "/Layout", "BBox": box}


def _table(table: Table, drawn: Sequence[Unit], height: float) -> tuple[_Element, list[_Leaf]]:
    """Return a table's elements, and the regions of its cells."""
    region = table.region
    found = _Element("Table", table.title)
    leaves: list[_Leaf] = []
    rules = sorted(_rules(region, drawn, height))
    edges = [*table.columns, region.width]
    for row, (top, bottom) in enumerate(zip(rules, rules[1:])):
        line = _Element("TR")
        for column, (left, right) in enumerate(zip(edges, edges[1:])):
            cell = _Element("TH" if row == 0 or column == table.head else "TD")
            if cell.tag == "TH":
                cell.attributes = {"O": "/Table", "Scope": "/Column" if row == 0 else "/Row"}
            line.children.append(cell)
            where = Region(region.page, region.x + left, top, right - left, bottom - top)
            leaves.append((where, cell, False))
        found.children.append(line)
    return found, leaves


def _rules(region: Region, drawn: Sequence[Unit], height: float) -> Iterator[float]:
    """Yield the heights of horizontal rules in a region, in mm from the top."""
    seen: list[float] = []
    for unit in drawn:
        left, low, right, high = unit.box
        y = (height - (low + high) / 2) / _MM
        wide = (right - left) / _MM >= _RULE_SHARE * region.width
        if unit.text or not wide or (high - low) / _MM > _RULE_MM:
            continue
        x = (left + right) / 2 / _MM
        if region.holds(x, min(max(y, region.y), region.y + region.height)) and (
            region.y - 1 <= y <= region.y + region.height + 1
        ):
            if all(abs(y - other) > _RULE_MM for other in seen):
                yield y
            seen.append(y)


def _content(page: Any) -> bytes:
    """Return what a page's content streams hold, one after the other."""
    streams = page.Contents
    if hasattr(streams, "read_bytes"):
        return bytes(streams.read_bytes())
    return b"\n".join(bytes(stream.read_bytes()) for stream in streams)


def _owners(drawn: Sequence[Unit], leaves: Sequence[_Leaf], height: float) -> list[_Element | None]:
    """Return the element that holds each unit, None for what nothing claims."""
    owners: list[_Element | None] = []
    for unit in drawn:
        left, low, right, high = unit.box
        # Letters stand on their base line; lines and pictures lie around their middle.
        x = (left if unit.text else (left + right) / 2) / _MM
        y = (height - (low if unit.text else (low + high) / 2)) / _MM
        owner = None
        for region, element, figure in leaves:
            if (unit.text or figure) and region.holds(x, y):
                owner = element
                break
        owners.append(owner)
    return owners


def _mark_page(
    document: Any,
    number: int,
    lines: Sequence[bytes],
    drawn: Sequence[Unit],
    owners: Sequence[_Element | None],
) -> None:
    """Write one page anew, with marks around what belongs to each element."""
    pikepdf = require("pikepdf")
    count = 0

    def begin(owner: _Element | None) -> bytes:
        nonlocal count
        if owner is None:
            return b"/Artifact BMC"
        owner.content.append((number, count))
        count += 1
        return b"/%s <</MCID %d>> BDC" % (owner.tag.encode("ascii"), count - 1)

    page = document.pages[number]
    page.Contents = document.make_stream(b"\n".join(marked(lines, drawn, owners, begin)))
    page.StructParents = number
    page.Tabs = pikepdf.Name.S


def _write_tree(document: Any, elements: Sequence[_Element]) -> None:
    """Write the structure tree, and the way back from each page's marks to it."""
    pikepdf = require("pikepdf")
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    whole = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root)
    )
    owners: dict[int, dict[int, Any]] = {number: {} for number in range(len(document.pages))}

    def write(element: _Element, parent: Any) -> Any:
        made = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + element.tag), P=parent
            )
        )
        if element.alternative:
            made.Alt = pikepdf.String(element.alternative)
        if element.attributes:
            made.A = pikepdf.Dictionary(
                {f"/{name}": _value(value) for name, value in element.attributes.items()}
            )
        kids = [write(child, made) for child in element.children if _is_there(child)]
        for page, number in element.content:
            owners[page][number] = made
            kids.append(
                pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=document.pages[page].obj, MCID=number)
            )
        made.K = pikepdf.Array(kids)
        return made

    whole.K = pikepdf.Array([write(element, whole) for element in elements if _is_there(element)])
    root.K = whole
    numbers = pikepdf.Array()
    for page, found in owners.items():
        numbers.append(page)
        listed = pikepdf.Array([found[number] for number in sorted(found)])
        numbers.append(document.make_indirect(listed))
    root.ParentTree = document.make_indirect(pikepdf.Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(owners)
    document.Root.StructTreeRoot = root


def _value(value: Any) -> Any:
    pikepdf = require("pikepdf")
    if isinstance(value, str):
        return pikepdf.Name(value)
    return pikepdf.Array([round(number, 2) for number in value])


def _is_there(element: _Element) -> bool:
    """Tell whether an element holds anything; cells keep their place in the row."""
    return element.tag in ("TH", "TD") or bool(element.content or element.children)
