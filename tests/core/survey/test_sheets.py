# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Workbooks as offices make them: titles, two header rows, merged cells, several sheets."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest

from accessible_core.findings import Findings
from accessible_core.survey.mapping.saving import save_suggestions
from accessible_core.survey.mapping.suggesting import suggest_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Answer, Zone

TOP = ["№", "Наименование объекта", "Координаты", None, "Вход", None, "Санузел"]
SUB = [None, None, "Широта", "Долгота", "Ширина входной двери, см",
       "Поручни пандуса с двух сторон", "Зеркало"]  # fmt: skip
WORDS = ("имеется", "отсутствует", "частично")


def row(number):
    """Return one record; every other one has no coordinates."""
    there = number % 2 == 0
    return [
        number, f"Объект {number}", 51.1 if there else None, 71.4 if there else None,
        80 + number % 20, WORDS[number % 3], ("есть", "нет")[number % 2],
    ]  # fmt: skip


def fill(sheet, numbers, title=None):
    start = 1
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=7)
        start = 2
    sheet.append(TOP)
    sheet.append(SUB)
    for left, right in ((3, 4), (5, 6)):
        sheet.merge_cells(start_row=start, end_row=start, start_column=left, end_column=right)
    for column in (1, 2):
        sheet.merge_cells(
            start_row=start, end_row=start + 1, start_column=column, end_column=column
        )
    for number in numbers:
        sheet.append(row(number))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "обследование.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Город"
    fill(book.active, range(1, 2001), title="Реестр объектов, 2026 год")
    fill(book.create_sheet("Район"), range(2001, 3001))
    book.create_sheet("Справка").append(["Слово", "Значение"])
    book.create_sheet("Пустой")
    book.save(path)
    return path


def test_a_russian_workbook_comes_in(office):
    found = suggest_mapping(office)
    names = ["№", "Наименование объекта", "Координаты / Широта", "Координаты / Долгота",
             "Вход / Ширина входной двери, см", "Вход / Поручни пандуса с двух сторон",
             "Санузел / Зеркало"]  # fmt: skip
    assert [item.column for item in found.items] == names
    save_suggestions(found, office.with_name("обследование.mapping.toml"))
    findings = Findings()
    survey = read_survey(office, findings=findings)
    counts = findings.counts()
    assert {code: counts[code] for code in counts if code.startswith(("sheet", "mapping"))} == {
        "sheet_chosen": 1, "sheet_joined": 1, "sheet_left_out": 1, "sheet_header_rows": 1,
        "sheet_title": 1, "mapping_chosen": 1,
    }  # fmt: skip
    numbers = np.arange(1, 3001)
    assert survey.ids.tolist() == [str(number) for number in numbers]
    assert np.isfinite(survey.lat).tolist() == (numbers % 2 == 0).tolist()
    assert set(survey.form) == {"full"}
    door = survey.measured[Question(Zone.ENTRANCE1, 30)].tolist()
    assert door == [f"{80 + number % 20} см" for number in numbers]
    rails = survey.answers[:, survey.questions.index(Question(Zone.ENTRANCE1, 20))]
    wanted = (Answer.YES, Answer.NO, Answer.UNKNOWN)
    assert rails.tolist() == [wanted[number % 3] for number in numbers]
    mirror = survey.answers[:, survey.questions.index(Question(Zone.TOILET, 12))]
    assert mirror.tolist() == [(Answer.YES, Answer.NO)[number % 2] for number in numbers]


def test_sheets_with_columns_in_another_order_are_joined_by_name(tmp_path):
    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    for cells in (["id", "form", "entrance_1"], ["a", "small", "yes"]):
        book.active.append(cells)
    second = book.create_sheet("2")
    for cells in (["entrance_1", "id", "form"], ["no", "b", "small"]):
        second.append(cells)
    book.save(path)
    survey = read_survey(path)
    assert survey.ids.tolist() == ["a", "b"]
    assert survey.answers[:, 0].tolist() == [Answer.YES, Answer.NO]


def test_merged_cells_among_the_rows_make_no_header(tmp_path):
    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    for cells in (["id", "form", "name"], ["a", "small", None], ["b", "small", "x"]):
        book.active.append(cells)
    book.active.merge_cells("B2:C2")
    book.save(path)
    assert read_survey(path).ids.tolist() == ["a", "b"]


def test_a_title_alone_is_no_survey(tmp_path):
    from accessible_core.errors import InputError

    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Отчёт"])
    book.active.merge_cells("A1:D1")
    book.save(path)
    with pytest.raises(InputError, match="no sheet with a header"):
        read_survey(path)


def test_a_merged_name_over_values_is_one_header_row(tmp_path):
    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    for cells in (["id", "form", "address", None], ["a", "small", "Абай", 5], ["b", "small"]):
        book.active.append(cells)
    book.active.merge_cells("C1:D1")
    book.save(path)
    survey = read_survey(path)
    assert survey.ids.tolist() == ["a", "b"]
    assert survey.facilities["address"].tolist() == ["Абай", ""]
