# SPDX-License-Identifier: MIT
"""Empty tables to type paper forms into: the columns of survey tables, in the paper's order.

What is typed in needs no mapping when it comes back. In a workbook each column tells
its question in a note and offers the answers in a list.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accessible_core.checklists import Checklist, checklist
from accessible_core.checklists.devices import devices
from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.fieldwork.layout import OFFERED, STATES, title_code, zones_of
from accessible_core.fieldwork.measuring import knowledge, measuring_of
from accessible_core.files import replacing
from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.vocabulary import LANGUAGES, Answer, Zone

ENDINGS = (".xlsx", ".csv")
#: Rows of a workbook that offer lists; more than a group types in.
_ROWS = 2000
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 160


@dataclass(frozen=True)
class EntryColumn:
    """One column to be typed in.

    Attributes
    ----------
    name : str
        As survey tables call it.
    note : str
        What is asked.
    choices : tuple of str
        What can be chosen; empty: anything.
    """

    name: str
    note: str
    choices: tuple[str, ...] = ()


def entry_columns(form: str, language: str = "kk") -> tuple[EntryColumn, ...]:
    """Return the columns of one checklist's entry table, in the order of the paper.

    Raises
    ------
    UsageError
        There is no such form or language.
    """
    if language not in LANGUAGES:
        raise UsageError(f"A table speaks {', '.join(LANGUAGES)}, not '{language}'.")
    return tuple(_columns(checklist(form), language))


def write_entry_table(form: str, path: str | os.PathLike[str], language: str = "kk") -> int:
    """Write an empty table (``.xlsx`` or ``.csv``); return how many columns it has.

    Raises
    ------
    UsageError
        There is no such form or language, or `path` has another ending.
    OutputError
        The file cannot be written.
    MissingExtraError
        A workbook, and openpyxl is not installed.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{path}: a table to type into ends in {' or '.join(ENDINGS)}.")
    columns = entry_columns(form, language)
    if ending == ".xlsx":
        content = _workbook(columns, checklist(form).title(language))
    else:
        line = io.StringIO()
        csv.writer(line).writerow(column.name for column in columns)
        # Excel takes a file without this mark for Windows' own letters.
        content = line.getvalue().encode("utf-8-sig")
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return len(columns)


def _columns(form: Checklist, language: str) -> Iterator[EntryColumn]:
    def field(name: str) -> str:
        return text("survey_store", f"field_{name}", language)

    yield EntryColumn("id", field("id"))
    # Each row says which form it answers; there is one to choose.
    yield EntryColumn("form", field("form"), (form.form,))
    for name in knowledge()["facility"]:
        yield EntryColumn(name, field(name))
    for axis in ("lon", "lat"):
        yield EntryColumn(axis, text("survey_store", f"door_{axis}", language))
    for zone in zones_of(form):
        yield from _zone(form, zone, language)


def _zone(form: Checklist, zone: Zone, language: str) -> Iterator[EntryColumn]:
    title = text("labels", title_code(form, zone), language)
    for key in form.keys(zone.kind):
        question = form.question(zone.kind, key)
        column = Question(zone, key).column
        asked = f"{title}\n{key}. {question.text(language)}"
        yield EntryColumn(column, asked, _words(OFFERED, language))
        measuring = measuring_of(question)
        if measuring is not None:
            unit = text("fieldwork", "measured_value", language, unit=measuring.unit_word(language))
            yield EntryColumn(f"{column}_measured", f"{asked}\n{unit}: {measuring.example}")
    for device in devices():
        if device.kind is zone.kind and set(device.keys) & set(form.keys(zone.kind)):
            asked = f"{title}\n{device.text(language)}"
            yield EntryColumn(device.works_column(zone), asked, _words(STATES, language))
    remark = text("survey_store", "zone_comment", language)
    yield EntryColumn(f"{zone.value}_comment", f"{title}\n{remark}")


def _words(answers: tuple[Answer, ...], language: str) -> tuple[str, ...]:
    return tuple(text("labels", f"answer_{answer.wire}", language) for answer in answers)


def _workbook(columns: tuple[EntryColumn, ...], title: str) -> bytes:
    openpyxl = require("openpyxl")
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]  # Excel's limit
    lists: dict[tuple[str, ...], Any] = {}
    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(1, number, column.name)
        note = Comment(column.note, "", width=_NOTE_WIDTH, height=_NOTE_HEIGHT)
        cell.comment = note
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, len(column.name) + 2)
        if column.choices:
            if column.choices not in lists:
                words = ",".join(column.choices)
                lists[column.choices] = DataValidation("list", formula1=f'"{words}"')
                sheet.add_data_validation(lists[column.choices])
            lists[column.choices].add(f"{letter}2:{letter}{_ROWS}")
        else:
            # Text stays text: codes that begin with a zero, dates as they are typed.
            sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "C2"
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()
