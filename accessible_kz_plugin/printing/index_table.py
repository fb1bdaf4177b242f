# SPDX-License-Identifier: GPL-3.0-or-later
"""The index: every place of the map in words, on the pages after it.

Each page has a table of its own: one table over hundreds of pages is laid out
anew by QGIS for every page of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutMultiFrame,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsPrintLayout,
    QgsTableCell,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Place, Places
from accessible_kz_plugin.printing.sheet import (
    Box,
    add_label,
    add_page,
    fitting_points,
    text_size,
)
from accessible_kz_plugin.styles.labels import text_format

#: Columns, and the largest share of the width that the longest word of each may claim;
#: longer words are broken.
_COLUMNS: tuple[tuple[str, float], ...] = (
    ("index_number", 0.1),
    ("index_name", 0.22),
    ("index_category", 0.2),
    ("index_light", 0.18),
    ("index_evidence", 0.18),
    ("index_square", 0.12),
    ("index_address", 0.2),
)
_CELL_MARGIN = 1.0
#: Mean width of a letter in mm per point, and what a ragged edge loses in letters.
_LETTER_MM, _RAGGED = 0.21, 5
#: The highest cells of a row count most; room is dealt out in so many slices, by so many rows.
_HIGHEST, _SLICES, _SAMPLE = 4, 60, 200
#: Width of the widest letters, bold, in mm per point.
_WIDEST_MM = 0.4
_GRID = 0.15
#: Longer texts are cut: a row must fit on a page (letters).
_LONGEST = 240


@dataclass(frozen=True)
class _Design:
    """What all tables of an index share."""

    options: MapOptions
    headings: list[str]
    widths: list[float]


def add_index(
    layout: QgsPrintLayout,
    options: MapOptions,
    places: Places,
    margin: float,
    squares: Mapping[int, str],
    *,
    title: str = "",
) -> list[int]:
    """Add the index on new pages; return their numbers from 0.

    Parameters
    ----------
    layout : QgsPrintLayout
    options : MapOptions
    places : Places
        All of the map, or those of one part of it.
    margin : float
        Of the pages, in mm.
    squares : mapping of int to str
        Square of the map by the place's number; places off the map are left out.
    title : str
        Of the pages; by default that of an index.
    """
    title = title or texts.word("index_title", options.language)
    width, height = options.page_mm
    heading = options.points * 1.6
    top = margin + 1.6 * text_size("Ц", heading, width, bold=True)[1]
    bottom = margin + 1.8 * text_size("Ц", options.points, width)[1]
    room = Box(margin, top, width - 2 * margin, height - top - bottom)
    rows = [
        _row(one, options.language, options.palette, squares.get(one.number, "-"))
        for one in places.items
    ]
    design = _design(options, rows, room.width)
    rows = [
        [_broken(words, options.points, wide) for words, wide in zip(row, design.widths)]
        for row in rows
    ]
    heights = [_row_height(row, design) for row in rows]
    pages: list[int] = []
    start = 0
    while start < len(rows):
        page = add_page(layout, options.page_mm)
        above = Box(margin, margin, room.width, top - margin)
        size = fitting_points(title, heading, above, least=options.points, bold=True)
        add_label(layout, title, above, size, page=page, name="index title", bold=True)
        guess = _rows_that_fit(heights[start:], room.height)
        start += _add_table(layout, design, rows[start:], guess, (page, room))
        pages.append(page)
    return pages


def _add_table(
    layout: QgsPrintLayout,
    design: _Design,
    rows: Sequence[Sequence[str]],
    guess: int,
    where: tuple[int, Box],
) -> int:
    """Add a page's table of about `guess` rows; return how many of `rows` it took."""
    page, room = where
    table = _table(layout, design)
    layout.addMultiFrame(table)
    offset = layout.pageCollection().page(page).pos()
    frame = QgsLayoutFrame(layout, table)
    frame.attemptSetSceneRect(
        QRectF(offset.x() + room.x, offset.y() + room.y, room.width, room.height)
    )
    frame.setId("index")
    table.addFrame(frame, False)
    # The estimate is QGIS's to confirm: a row that sticks out would not be drawn.
    taken = min(guess, len(rows))
    height = _fill(table, design, rows[:taken])
    while taken < len(rows) and height <= room.height:
        taken += 1
        height = _fill(table, design, rows[:taken])
    while taken > 1 and height > room.height:
        taken -= 1
        height = _fill(table, design, rows[:taken])
    table.recalculateFrameSizes()
    return taken


def _fill(table: QgsLayoutItemManualTable, design: _Design, rows: Sequence[Sequence[str]]) -> float:
    """Put rows into a table; return the height in mm that it then needs."""
    table.setTableContents([[QgsTableCell(one) for one in row] for row in rows])
    table.setColumnWidths(design.widths)
    table.recalculateTableSize()
    return float(table.totalSize().height())


def _rows_that_fit(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for count, height in enumerate(heights):
        used += height
        if used > room:
            return max(count, 1)
    return len(heights)


def _row_height(row: Sequence[str], design: _Design) -> float:
    tallest = max(
        text_size(words, design.options.points, width)[1]
        for words, width in zip(row, design.widths)
    )
    return tallest + 2 * _CELL_MARGIN + _GRID


def _design(options: MapOptions, rows: Sequence[Sequence[str]], width: float) -> _Design:
    """Choose the widths so that no word is broken if possible, and rows stay low."""
    points = options.points
    room = width - 2 * _CELL_MARGIN * len(_COLUMNS)
    headings = [texts.word(code, options.language) for code, _ in _COLUMNS]
    least = []
    for column, (heading, (_, share)) in enumerate(zip(headings, _COLUMNS)):
        longest = max((w for row in rows for w in row[column].split()), key=len, default="")
        widest = max(
            text_size(longest, points, 1e4)[0],
            *(text_size(w, points, 1e4, bold=True)[0] for w in heading.split()),
        )
        least.append(min(1.05 * widest + 0.5, share * room))
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    lengths = np.array([[len(words) + _RAGGED for words in row] for row in sample])
    widths = np.array(least)
    # Numbers are never broken.
    widths[1:] *= min(1.0, (room - least[0]) / sum(least[1:]))
    step = max(room - widths.sum(), 0.0) / _SLICES
    for _ in range(_SLICES if len(sample) else 0):
        # What is left goes where it makes the highest rows lower.
        lines = (lengths * (_LETTER_MM * points) / widths) ** _HIGHEST
        wider = (lengths * (_LETTER_MM * points) / (widths + step)) ** _HIGHEST
        widths[np.argmax((lines - wider).sum(axis=0))] += step
    headings = [_broken(w, points, one, bold=True) for w, one in zip(headings, widths)]
    return _Design(options, headings, widths.tolist())


def _broken(words: str, points: float, width: float, *, bold: bool = False) -> str:
    """Break words that are wider than a column; QGIS breaks lines at spaces only."""
    found = []
    for word in words.split(" "):
        rest = word
        # Measuring is slow: no letter is wider than that.
        while len(rest) > 1 and len(rest) * _WIDEST_MM * points > width:
            wide = text_size(rest, points, 1e4, bold=bold)[0]
            if wide <= width:
                break
            count = max(1, min(len(rest) - 1, int(0.97 * len(rest) * width / wide)))
            found.append(rest[:count])
            rest = rest[count:]
        found.append(rest)
    return " ".join(found)


def _table(layout: QgsPrintLayout, design: _Design) -> QgsLayoutItemManualTable:
    points = design.options.points
    table = QgsLayoutItemManualTable.create(layout)
    table.setResizeMode(QgsLayoutMultiFrame.ResizeMode.UseExistingFrames)
    table.setContentTextFormat(text_format(points))
    table.setHeaderTextFormat(text_format(points, bold=True))
    table.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    table.setCellMargin(_CELL_MARGIN)
    table.setVerticalGrid(False)
    table.setHorizontalGrid(True)
    table.setGridStrokeWidth(_GRID)
    table.setGridColor(QColor("#8A8A8A"))
    table.setHeaderHAlignment(QgsLayoutTable.HeaderHAlignment.HeaderLeft)
    table.setHeaderMode(QgsLayoutTable.HeaderMode.AllFrames)
    table.setIncludeTableHeader(True)
    table.setHeaders([_column(one) for one in design.headings])
    return table


def _column(heading: str) -> QgsLayoutTableColumn:
    column = QgsLayoutTableColumn(heading)
    column.setHAlignment(Qt.AlignmentFlag.AlignLeft)
    return column


def _row(place: Place, language: str, palette: str, square: str) -> list[str]:
    words = (
        str(place.number),
        place.name,
        place.category,
        texts.light_line(place.light, language, palette),
        texts.evidence(place, language),
        square,
        place.address,
    )
    return [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in words]
