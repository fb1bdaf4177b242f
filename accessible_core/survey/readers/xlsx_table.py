# SPDX-License-Identifier: MIT
"""Surveys in Excel workbooks: the sheet of which most is understood, and those alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.survey.mapping import Mapping, mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.naming import meaning_of, plain_header_name
from accessible_core.survey.readers.field_exports import plain_columns, plain_header
from accessible_core.survey.readers.sheets import Row, SheetTable
from accessible_core.survey.table import Survey
from accessible_core.untrusted.archives import zip_opened
from accessible_core.untrusted.xml_dtd import has_dtd

#: What a sheet can hold (Excel specifications and limits).
MOST_ROWS = 1_048_576
#: Kinds of columns that do not tell a survey from another table.
_SAY_NOTHING = ("unknown", "quiet", "personal", "result")


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,  # noqa: ARG001 - one signature for all readers
) -> Survey:
    """Read a survey from a workbook; see `read_survey`."""

    def worth(header: list[str]) -> tuple[int, int]:
        rules = mapping_for(header, path, mapping, Findings())
        names = plain_header(header) if rules == Mapping() else header
        repeated = {column for group in rules.groups for column in group.columns()}
        known = sum(
            name in repeated
            or bool(plain_header_name(name))
            or meaning_of(rules.target(name)).kind not in _SAY_NOTHING
            for name in names
        )
        return known, len(names)

    columns = read_table(path, findings, worth)
    meant = mapping_for(list(columns), path, mapping, findings)
    if meant == Mapping():
        columns = plain_columns(columns, findings)
    return mapped_survey(columns, meant, source=path.name, findings=findings)


def read_table(
    path: Path, findings: Findings, worth: Callable[[list[str]], tuple[int, int]] | None = None
) -> dict[str, Sequence[Any]]:
    """Return the columns of a workbook: one sheet with a header, and those alike.

    Parameters
    ----------
    path : Path
    findings : Findings
    worth : callable, optional
        Header -> how much it promises: the sheet with the most is read, the first of
        several; the first with a header where it is not given.

    Raises
    ------
    InputError
        The file is no workbook, is damaged, unpacks to too much or has no header.
    """
    openpyxl = require("openpyxl")
    require("defusedxml")
    _check_archive(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise _unreadable(path, error) from error
    try:
        return _read_book(path, book, findings, worth)
    finally:
        book.close()


def _read_book(
    path: Path,
    book: Any,
    findings: Findings,
    worth: Callable[[list[str]], tuple[int, int]] | None,
) -> dict[str, Sequence[Any]]:
    """Read one sheet with a header, and all others that have the same columns."""
    tables: list[tuple[SheetTable, Findings]] = []
    for sheet in book.worksheets:
        table, found = _table(path, sheet), Findings()
        if table.read_header(found):
            tables.append((table, found))
    if not tables:
        raise InputError(f"{path} has no sheet with a header: there is nothing to read in it.")
    # Legends and lists of words often stand before the survey.
    chosen, found = max(tables, key=lambda pair: worth(pair[0].header)) if worth else tables[0]
    header = chosen.header
    findings.extend(found)
    if len(book.sheetnames) > 1:
        findings.add("sheet_chosen", value=chosen.title)
    rows: list[Row] = []
    for table, _ in tables:
        if table is chosen:
            rows.extend(table.rows)
        elif set(table.header) == set(header):
            order = [table.header.index(name) for name in header]
            more = [tuple(row[place] for place in order) for row in table.rows]
            findings.add("sheet_joined", field=table.title, value=len(more))
            rows.extend(more)
        else:
            findings.add("sheet_left_out", value=table.title)
    columns: dict[str, Sequence[Any]] = dict.fromkeys(header, ())
    columns.update(zip(header, zip(*rows)))
    return columns


def _table(path: Path, sheet: Any) -> SheetTable:
    try:
        return SheetTable(path, sheet, _rows(path, sheet))
    except Exception as error:
        raise _unreadable(path, error) from error


def _rows(path: Path, sheet: Any) -> Iterator[tuple[int, Row]]:
    """Yield number and cells of the rows of a sheet that are not empty."""
    # What the sheet says about its own size may be wrong or huge.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    for number in range(1, MOST_ROWS + 1):
        try:
            row = next(rows, None)
        except Exception as error:
            raise _unreadable(path, error) from error
        if row is None:
            return
        if any(cell not in (None, "") for cell in row):
            yield number, row
    raise _too_long(path, sheet.title)


def _check_archive(path: Path) -> None:
    """Refuse what is no workbook, what unpacks to too much, and XML with a DTD."""
    with zip_opened(path, "an Excel workbook") as archive:
        if "[Content_Types].xml" not in archive.namelist():
            raise InputError(f"{path} is a zip file but no Excel workbook (.xlsx).")
        for member in archive.infolist():
            with archive.open(member) as part:
                if has_dtd(part):
                    raise InputError(
                        f"{path} holds XML with a DTD ({one_line(member.filename)}), which no "
                        "workbook needs; it is not opened."
                    )


def _too_long(path: Path, title: str) -> InputError:
    return InputError(
        f"{path}: the sheet {one_line(title, 80)!r} has rows beyond number {MOST_ROWS}, which no "
        "sheet can have. Save it anew as .xlsx."
    )


def _unreadable(path: Path, error: Exception) -> InputError:
    # openpyxl raises KeyError, ValueError, TypeError, ParseError ... for damaged files.
    return InputError(
        f"{path} cannot be read as an Excel workbook: it is cut off, damaged or protected "
        f"({type(error).__name__}: {one_line(error)}). Save it anew as .xlsx."
    )
