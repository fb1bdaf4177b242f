# SPDX-License-Identifier: GPL-3.0-or-later
"""Surveys whose facilities have only an address, and the work list of what stays open."""

import csv
import random

import numpy as np
import openpyxl
import pytest
from messy import messy, real_addresses

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.locating import SOURCE_COLUMN, address_column, columns_used, locate
from accessible_core.addresses.sources import read_addresses
from accessible_core.addresses.worklist import COLUMNS, read_worklist, write_worklist
from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.findings import Findings
from accessible_core.geo import distance
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.mapping.saving import save_suggestions
from accessible_core.survey.mapping.suggesting import suggest_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.survey.writers import write_survey

BOOK = {"street": ["ул. Абая", "ул. Абая", "ул. Мира"], "house": ["5", "7", "3"]}
ADDRESSES = {
    "a": "Абай көшесі, 5 үй",
    "b": "ул. Абая, 6",
    "c": "пр. Мира, 3",
    "d": "",
    "e": "ул. Гоголя, 1",
    "f": "ул. Абая, 7",
}


def book(**more):
    return AddressBook({**BOOK, **more}, [76.9, 76.901, 76.95], [43.25] * 3, source="дома.csv")


def survey(addresses=ADDRESSES, **columns):
    """Make a survey of these addresses; the last one has a position."""
    n = len(addresses)
    place = [np.nan] * (n - 1)
    return survey_from_columns(
        {"id": list(addresses), "address": list(addresses.values()), **columns},
        lon=[*place, 71.4], lat=[*place, 51.1], findings=Findings(),
    )  # fmt: skip


def test_only_what_is_certain_is_taken_and_said():
    findings = Findings()
    before = survey()
    result = locate(before, book(), findings=findings)
    after = result.survey
    known = dict(zip(after.ids, zip(after.lon, after.lat)))
    assert known["a"] == (76.9, 43.25)
    assert known["f"] == (71.4, 51.1)  # nobody's survey is ever moved
    assert all(np.isnan(known[ident]).all() for ident in "bcde")
    said = dict(zip(after.ids, after.extra[SOURCE_COLUMN]))
    assert said["a"] == "address match: дома.csv, not surveyed"
    assert {said[ident] for ident in "bcdef"} == {""}
    assert findings.counts() == {
        "position_by_address": 1, "address_missing": 1, "address_to_confirm": 2,
        "address_not_found": 1,
    }  # fmt: skip
    counts = result.counts()
    assert (counts["had_position"], counts["by_address"], counts["to_confirm"]) == (1, 1, 2)
    assert counts["not_found"] == 2
    assert np.isnan(before.lon[0])


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_work_list_comes_back(tmp_path, ending):
    path = tmp_path / f"w{ending}"
    first = survey()
    addresses = address_column(first)
    assert write_worklist(locate(first, book()), addresses, path) == 4
    rows = read_table(path)
    assert list(rows[0]) == list(COLUMNS)
    assert {row["id"] for row in rows} == set("bcde")
    assert [row["found_address"] for row in rows if row["id"] == "b"] == [
        "ул. Абая, 5", "ул. Абая, 7",
    ]  # fmt: skip
    for row in rows:
        if row["id"] == "b" and row["found_address"] == "ул. Абая, 7":
            row["accept"] = "x"
        if row["id"] == "d":
            row.update(accept="да", lon="71,43", lat="51,13")
    write_table(path, rows)
    findings = Findings()
    confirmed = read_worklist(path, first, addresses, findings)
    assert set(confirmed) == {"b", "d"}
    result = locate(first, book(), confirmed=confirmed, language="ru", findings=findings)
    known = dict(zip(result.survey.ids, result.survey.lon))
    assert (known["b"], known["d"]) == pytest.approx((76.901, 71.43))
    said = dict(zip(result.survey.ids, result.survey.extra[SOURCE_COLUMN]))
    assert said["b"].startswith("по адресу: дома.csv, та же улица, соседний дом")
    assert "подтверждено человеком" in said["b"]
    assert "вписано человеком" in said["d"]
    assert {str(first.ids[row]) for row, _ in result.open_rows} == {"c", "e"}
    assert findings.counts()["position_by_person"] == 2


def read_table(path):
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def write_table(path, rows):
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return
    workbook = openpyxl.Workbook()
    for row in (list(rows[0]), *(list(row.values()) for row in rows)):
        workbook.active.append(row)
    workbook.save(path)


WRONG = [
    ("b,76.9,43.2,x\nb,76.9,43.2,x", "worklist_accepted_twice"),
    ("zz,76.9,43.2,x", "worklist_id_unknown"),
    ("f,76.9,43.2,x", "worklist_has_position"),
    ("b,,,x", "worklist_position_unreadable"),
    ("b,вот,43.2,x", "worklist_position_unreadable"),
    ("b,276.9,43.2,x", "worklist_position_unreadable"),
    ("b,0,0,x", "worklist_position_unreadable"),
    ("b,76.9,43.2,может быть", "worklist_accept_not_understood"),
    ("b,76.9,43.2,частично", "worklist_accept_not_understood"),
]


@pytest.mark.parametrize(("lines", "code"), WRONG)
def test_marks_that_cannot_be_used(tmp_path, lines, code):
    path = tmp_path / "w.csv"
    path.write_text("id,lon,lat,accept\n" + lines + "\n", encoding="utf-8")
    first, findings = survey(), Findings()
    assert read_worklist(path, first, address_column(first), findings) == {}
    assert findings.counts() == {code: 1}


@pytest.mark.parametrize("mark", ["", "no", "нет", "жоқ", "-", "0"])
def test_what_is_no_mark(tmp_path, mark):
    path = tmp_path / "w.csv"
    path.write_text(f"id,lon,lat,accept\nb,76.9,43.2,{mark}\n", encoding="utf-8")
    first, findings = survey(), Findings()
    assert read_worklist(path, first, address_column(first), findings) == {}
    assert len(findings) == 0


def test_a_mark_for_another_address_is_not_used(tmp_path):
    path = tmp_path / "w.csv"
    path.write_text("id,address,lon,lat,accept\nb,ул. Абая 60,76.9,43.2,x\n", encoding="utf-8")
    first, findings = survey(), Findings()
    assert read_worklist(path, first, address_column(first), findings) == {}
    assert findings.counts() == {"worklist_address_changed": 1}


def test_what_is_no_work_list(tmp_path):
    path = tmp_path / "w.csv"
    path.write_text("id,name\n1,2\n", encoding="utf-8")
    first = survey()
    with pytest.raises(InputError, match="it lacks the column lon; it has: id, name"):
        read_worklist(path, first, address_column(first), Findings())
    with pytest.raises(InputError, match=r"table in \.csv or \.xlsx"):
        read_worklist(__file__, first, address_column(first), Findings())
    with pytest.raises(OutputError, match=r"give a name in \.csv or \.xlsx"):
        write_worklist(locate(first, book()), address_column(first), tmp_path / "w.gpkg")


def test_towns_come_from_columns_and_are_assumed_only_where_rows_agree():
    findings = Findings()
    rows = {"a": "ул. Абая, 5", "b": "ул. Абая, 7", "z": ""}
    one = locate(survey(rows, город=["Талгар", "", ""]), book(), findings=findings)
    assert one.counts()["by_address"] == 2
    assert findings.counts()["addresses_town_assumed"] == 1
    findings = Findings()
    two = locate(survey(rows, город=["Талгар", "Есик", ""]), book(), findings=findings)
    assert two.counts()["by_address"] == 0
    assert two.counts()["doubts"] == {"settlement_open": 2}
    assert findings.counts()["addresses_towns_open"] == 1
    said = locate(survey(rows, город=["Талгар", "Есик", ""]), book(), town="Талгар")
    assert said.counts()["by_address"] == 1
    assert said.counts()["doubts"] == {"settlement_differs": 1}


def test_columns_may_be_named():
    first = survey_from_columns({"id": ["a"], "где": ["ул. Абая 5"]}, findings=Findings())
    with pytest.raises(UsageError, match="no column of addresses; it has: где, id"):
        locate(first, book())
    assert locate(first, book(), columns={"address": "где"}).counts()["by_address"] == 1
    with pytest.raises(UsageError, match="There is no column 'тут' for address"):
        locate(first, book(), columns={"address": "тут"})


def test_street_and_house_in_columns_of_their_own():
    columns = {
        "id": ["a", "b", "c"], "Улица": ["ул. Абая", "Мира", ""], "Дом": [5, "3", "7"],
        "Город": ["", "", "Алматы"],
    }  # fmt: skip
    first = survey_from_columns(columns, findings=Findings())
    assert address_column(first).tolist() == ["ул. Абая, 5", "Мира, 3", ""]
    assert columns_used(first) == {"street": "Улица", "house": "Дом", "settlement": "Город"}
    assert locate(first, book()).counts()["by_address"] == 2


def test_the_record_of_where_a_position_comes_from_stays(tmp_path):
    path = tmp_path / "s.csv"
    write_survey(locate(survey(), book()).survey, path)
    findings = Findings()
    again = read_survey(path, findings=findings)
    assert findings.counts() == {}
    assert again.extra[SOURCE_COLUMN][0] == "address match: дома.csv, not surveyed"
    twice = locate(again, AddressBook(BOOK, [1.0] * 3, [1.0] * 3, source="other"))
    assert twice.survey.extra[SOURCE_COLUMN][0] == "address match: дома.csv, not surveyed"


def test_an_office_workbook_of_3000_rows(sample, tmp_path):
    """Two sheets, two header rows, half without coordinates, addresses of the sample city."""
    rng = random.Random(3)  # noqa: S311 - the same rows each time
    reals = real_addresses(sample / "sample_city.osm")
    chosen = [rng.choice(reals) for _ in range(3000)]
    workbook = openpyxl.Workbook()
    for title, numbers in (("Город", range(2000)), ("Район", range(2000, 3000))):
        sheet = workbook.create_sheet(title)
        sheet.append(["№", "Наименование объекта", "Адрес", "Координаты", None, "Вход"])
        sheet.append([None, None, None, "Широта", "Долгота", "Ширина входной двери, см"])
        sheet.merge_cells("D1:E1")
        for column in "ABC":
            sheet.merge_cells(f"{column}1:{column}2")
        for number in numbers:
            real = chosen[number]
            place = (real.lat, real.lon) if number % 2 else (None, None)
            sheet.append([number + 1, f"Объект {number + 1}", messy(real, rng), *place, 90])
    workbook.remove(workbook.worksheets[0])
    path = tmp_path / "обследование.xlsx"
    workbook.save(path)
    save_suggestions(suggest_mapping(path), path.with_name("обследование.mapping.toml"))
    result = locate(read_survey(path), read_addresses(sample / "sample_city.osm"))
    counts = result.counts()
    assert (counts["records"], counts["had_position"]) == (3000, 1500)
    assert counts["by_address"] >= 1480
    lon, lat = result.survey.lon, result.survey.lat
    off = [
        distance(real.lon, real.lat, x, y)
        for real, x, y in zip(chosen, lon, lat)
        if not np.isnan(x)
    ]
    assert max(off) < 60
    assert len(off) == 1500 + counts["by_address"]
