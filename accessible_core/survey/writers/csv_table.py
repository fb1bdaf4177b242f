# SPDX-License-Identifier: MIT
"""Surveys as CSV (RFC 4180).

UTF-8 *with* a byte order mark: without it, Excel under Windows reads the file
as Windows-1251 and every Kazakh letter is lost, and that is where most of
these files are opened. Programs skip the mark (Python's ``utf-8-sig``; pandas,
R and GDAL by themselves). Texts that a spreadsheet would run are neutralised
(``survey/cells.py``), numbers are written as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sized
from pathlib import Path

from accessible_core.survey.cells import neutralised
from accessible_core.survey.words import mapped
from accessible_core.survey.writers.typed import TypedColumn

#: Controls would make the reader take the file for no text (and a zero byte every csv module);
#: halves of letters no encoding has.
IMPOSSIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def write(rows: Sized, columns: list[TypedColumn], path: Path) -> None:  # noqa: ARG001 - one signature for all writers
    """Write the columns; see `write_survey`."""
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([neutralised(column.name) for column in columns])
        writer.writerows(zip(*map(_cells, columns)))


def _cells(column: TypedColumn) -> list[str]:
    if column.kind is bool:
        return mapped(column.cells, {True: "true", False: "false", None: ""}.__getitem__)
    if column.kind is str:
        return mapped(column.cells, _text)
    return ["" if cell is None else repr(cell) for cell in column.cells]


def _text(cell: str | None) -> str:
    return neutralised(cell or "")
