# SPDX-License-Identifier: MIT
"""Surveys as Excel workbooks: text stays text, never a formula."""

from __future__ import annotations

import re
from collections.abc import Sized
from io import BytesIO
from pathlib import Path
from typing import Any

from accessible_core.errors import OutputError
from accessible_core.extras import require
from accessible_core.survey.writers.typed import TypedColumn

SHEET = "facilities"
#: What a sheet can hold (Excel specifications and limits).
_ROWS, _COLUMNS, LONGEST = 1_048_576, 16_384, 32_767
#: Signs that XML cannot hold.
IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Starts of texts that openpyxl would write as formulas or error values.
_TAKEN_FOR_OTHERS = ("=", "#")


def write(rows: Sized, columns: list[TypedColumn], path: Path) -> None:
    """Write one sheet with a header; see `write_survey`."""
    openpyxl = require("openpyxl")
    if len(rows) >= _ROWS or len(columns) > _COLUMNS:
        raise OutputError(
            f"{path.name}: {len(rows)} rows of {len(columns)} columns do not fit into an Excel "
            "sheet; write .gpkg or .csv instead."
        )
    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = None  # no author, not even the library
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    sheet.append(
        [_text_cell(sheet, IMPOSSIBLE.sub("\ufffd", column.name)[:LONGEST]) for column in columns]
    )
    for row in zip(*(_cells(sheet, column) for column in columns)):
        sheet.append(row)
    memory = BytesIO()  # a ZipFile on a full disk complains once more when it goes
    book.save(memory)
    path.write_bytes(memory.getvalue())


def _cells(sheet: Any, column: TypedColumn) -> list[Any]:
    if column.kind is not str:
        return column.cells
    texts = column.cells
    if any(text is not None and text.startswith(_TAKEN_FOR_OTHERS) for text in texts):
        return [None if text is None else _text_cell(sheet, text) for text in texts]
    return texts


def _text_cell(sheet: Any, text: str) -> Any:
    """Return the text, or a cell that says so where openpyxl would make a formula of it.

    Every such cell is a new one: openpyxl uses the last one it was given for
    the plain values that follow.
    """
    if not text.startswith(_TAKEN_FOR_OTHERS):
        return text
    cell = require("openpyxl").cell.WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
