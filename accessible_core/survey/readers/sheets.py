# SPDX-License-Identifier: MIT
"""The tables of a workbook's sheets: headers of one or two rows, under titles or not."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from accessible_core.findings import Findings
from accessible_core.survey.readers.header import named_columns
from accessible_core.survey.words import as_text, folded, read_number, words

#: Merged cells stand behind all rows of a sheet, so that they are looked up in its text.
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_PIECE, _OVERLAP = 4_000_000, 200
#: Between the heading of a group of columns and the name of one of them.
BETWEEN = " / "

Row = tuple[Any, ...]


class SheetTable:
    """One sheet as a table.

    Attributes
    ----------
    title : str
        Name of the sheet.
    header : list of str
        Names of the columns, each its own.
    rows : iterator of tuple
        Rows that are not empty, as long as the header.
    """

    def __init__(self, path: Path, sheet: Any, rows: Iterator[tuple[int, Row]]) -> None:
        self.title: str = sheet.title
        self.header: list[str] = []
        self.rows: Iterator[Row] = iter(())
        self._path = path
        self._spans = _merged_cells(path, sheet)
        self._numbered = rows

    def read_header(self, findings: Findings) -> bool:
        """Read the header; False where the sheet is empty.

        A row of one cell that is merged across columns is a title. Where cells of
        the header are merged across columns, the row below names each of them, and
        both are joined: ``group / name``.
        """
        number, top = next(self._numbered, (0, ()))
        while sum(map(_filled, top)) == 1 and self._across(number) and not self._below(number):
            findings.add("sheet_title", field=self.title, value=_first(top))
            number, top = next(self._numbered, (0, ()))
        if not top:
            return False
        names: list[Any] = list(top)
        if self._across(number):
            following = next(self._numbered, (0, ()))
            if _names_only(following[1]):
                names = self._joined(number, top, following[1])
                findings.add("sheet_header_rows", field=self.title)
            elif following[1]:
                self._numbered = chain([following], self._numbered)
        width = max(place for place, cell in enumerate(names, 1) if _filled(cell))
        self.header = named_columns(names[:width], findings, self._path)
        # Read-only sheets give rows as long as their last cell.
        self.rows = ((*row[:width], *(None,) * (width - len(row))) for _, row in self._numbered)
        return True

    def _across(self, number: int) -> list[tuple[int, int]]:
        """Return first and last column of the cells of a row merged across, and only that."""
        return [
            (left, right)
            for left, upper, right, lower in self._spans
            if upper == lower == number and right > left
        ]

    def _below(self, number: int) -> bool:
        """Tell whether the next row is the last of a header that starts in this one."""
        return any(upper == number and lower > number for _, upper, _, lower in self._spans)

    def _joined(self, number: int, top: Row, below: Row) -> list[Any]:
        width = max(len(top), len(below))
        groups = [*top, *(None,) * (width - len(top))]
        names = [*below, *(None,) * (width - len(below))]
        for left, right in self._across(number):
            for place in range(left - 1, min(right, width)):
                groups[place] = groups[left - 1]
        return [
            BETWEEN.join(as_text(cell).strip() for cell in pair if _filled(cell))
            for pair in zip(groups, names)
        ]


def _names_only(row: Row) -> bool:
    """Tell whether a row can be the second of a header: texts that are no values."""
    cells = [cell for cell in row if _filled(cell)]
    return bool(cells) and all(
        isinstance(cell, str) and read_number(cell) is None and folded(cell) not in words("answer")
        for cell in cells
    )


def _filled(cell: Any) -> bool:
    return cell not in (None, "")


def _first(row: Row) -> str:
    return next(as_text(cell) for cell in row if _filled(cell))


def _merged_cells(path: Path, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return (first column, first row, last column, last row) of merged cells, from 1."""
    part = str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001 - read-only sheets tell it nowhere else
    found: set[tuple[int, int, int, int]] = set()
    with zipfile.ZipFile(path) as archive, archive.open(part) as text:
        before = b""
        while piece := text.read(_PIECE):
            for match in _MERGED.finditer(before + piece):
                left, upper, right, lower = match.groups()
                found.add((_number(left), int(upper), _number(right), int(lower)))
            before = piece[-_OVERLAP:]
    return sorted(found)


def _number(letters: bytes) -> int:
    """Return the number of a column from its letters (A is 1, AA is 27)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
