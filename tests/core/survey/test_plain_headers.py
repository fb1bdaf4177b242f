# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Plain Kazakh and Russian headers, and workbooks whose survey is not the first sheet."""

from __future__ import annotations

import json

import openpyxl
import pytest

from accessible_core.findings import Findings
from accessible_core.survey.mapping.suggesting import suggest_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import Answer

RUSSIAN = (
    "Наименование;Адрес;Широта;Долгота;Дата обследования;Код КАТО\r\n"
    '"Аптека; ночная";ул. Абая, 5;43,238;76,945;05.06.2026;750000000\r\n'
)
KAZAKH = "Атауы;Мекенжайы;Ендік;Бойлық\r\nДәріхана;Абай көшесі, 5;43,238;76,945\r\n"


@pytest.mark.parametrize(
    ("content", "encoding", "name", "address"),
    [
        (RUSSIAN, "cp1251", "Аптека; ночная", "ул. Абая, 5"),
        (RUSSIAN, "utf-16", "Аптека; ночная", "ул. Абая, 5"),
        (KAZAKH, "utf-8-sig", "Дәріхана", "Абай көшесі, 5"),
        (KAZAKH.upper(), "utf-8", "ДӘРІХАНА", "АБАЙ КӨШЕСІ, 5"),
    ],
)
def test_plain_headers_are_facts_of_the_facility(tmp_path, content, encoding, name, address):
    path = tmp_path / "s.csv"
    path.write_bytes(content.encode(encoding))
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.text("name").tolist() == [name]
    assert survey.text("address").tolist() == [address]
    assert (survey.lon.tolist(), survey.lat.tolist()) == ([76.945], [43.238])
    assert not survey.extra
    told = [found.field for found in findings if found.code == "headers_plain"]
    assert len(told) == 1
    assert len(told[0].split(", ")) == len(content.split("\r\n")[0].split(";"))


def test_dates_and_codes_under_russian_headers(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(RUSSIAN, encoding="utf-8")
    survey = read_survey(path)
    assert survey.text("surveyed").tolist() == ["05.06.2026"]
    assert survey.text("kato").tolist() == ["750000000"]


def test_a_column_known_by_its_own_name_comes_first(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("Наименование,name,Название,Адрес\nа,b,в,г\n", encoding="utf-8")
    survey = read_survey(path)
    assert survey.text("name").tolist() == ["b"]
    assert {name: cells[0] for name, cells in survey.extra.items()} == {
        "Наименование": "а",
        "Название": "в",
    }


def test_a_mapping_comes_before_plain_headers(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("Адрес,Место,Название,Объект\nа,б,в,г\n", encoding="utf-8")
    survey = read_survey(path, mapping={"Место": "address", "Название": "category"})
    assert survey.text("address").tolist() == ["б"]
    assert survey.text("category").tolist() == ["в"]
    assert survey.extra["Адрес"][0] == "а"


def test_plain_headers_are_still_proposed_with_their_values(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(RUSSIAN, encoding="utf-8")
    found = {item.column: item.to for item in suggest_mapping(path).items}
    assert found["Наименование"] == "name"
    assert found["Широта"] == "lat"


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


LEGEND = ("Легенда", [["Обозначение", "Значение", "Код"], ["да", "есть", 1], ["ч", "частично", 2]])


def test_a_legend_before_the_survey_is_not_the_survey(tmp_path):
    path = tmp_path / "s.xlsx"
    rows = [["id", "form", "entrance_1"], ["a", "small", "нет"]]
    workbook(path, LEGEND, ("Объекты", rows), ("Ещё", [rows[0], ["b", "small", "да"]]))
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.ids.tolist() == ["a", "b"]
    assert survey.answers[:, 0].tolist() == [Answer.NO, Answer.YES]
    left = [found.value for found in findings if found.code == "sheet_left_out"]
    assert left == ["Легенда"]


def test_the_sheet_that_the_mapping_is_about_is_read(tmp_path):
    path = tmp_path / "s.xlsx"
    wide = [f"c{number}" for number in range(20)]
    workbook(path, ("Wide", [wide, wide]), ("Ours", [["Nr", "Tür"], ["x", "yes"]]))
    survey = read_survey(path, mapping={"Nr": "id", "Tür": "entrance1_30"})
    assert survey.ids.tolist() == ["x"]


def test_of_sheets_that_say_nothing_the_widest_is_read(tmp_path):
    path = tmp_path / "s.xlsx"
    workbook(path, LEGEND, ("Объекты", [["а", "б", "в", "г"], ["1", "2", "3", "4"]]))
    assert set(read_survey(path).extra) == {"а", "б", "в", "г"}


def test_two_header_rows_with_an_empty_first_column_are_proposed(tmp_path):
    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([None, "Сведения об объекте", None, None, None, "Вход"])
    sheet.append([None, "Наименование", "Адрес", "Широта", "Долгота", "Ширина двери, см"])
    sheet.merge_cells("B1:E1")
    for number, width in enumerate((85, "0,9 м", "90 см", None)):
        sheet.append([None, f"Школа {number}", "Абая 5", 43.2, 76.9, width])
    book.save(path)
    found = {item.column.rpartition(" / ")[2]: item for item in suggest_mapping(path).items}
    assert {name: found[name].to for name in ("Наименование", "Адрес", "Широта", "Долгота")} == {
        "Наименование": "name", "Адрес": "address", "Широта": "lat", "Долгота": "lon",
    }  # fmt: skip
    assert all(found[name].confidence < 1 for name in ("Наименование", "Адрес"))
    door = found["Ширина двери, см"]
    assert door.unit == "см"
    assert "entrance1_30_measured" in (door.to, *(to for to, _ in door.alternatives))


def test_the_separator_is_told_in_the_language_of_the_report(tmp_path, capsys):
    from accessible_core.cli import main

    path = tmp_path / "s.csv"
    path.write_text("id;form\na;small\n", encoding="utf-8")
    said = {}
    for language in ("kk", "ru", "en"):
        assert main(["validate", str(path), "--json", "--lang", language]) == 0
        found = json.loads(capsys.readouterr().out)["findings"]
        told = next(one for one in found if one["code"] == "csv_delimiter")
        assert told["value"] == "semicolon"
        said[language] = told["hint"]
    assert "semicolon" in said["en"]
    assert "точка с запятой" in said["ru"]
    assert "нүктелі үтір" in said["kk"]
