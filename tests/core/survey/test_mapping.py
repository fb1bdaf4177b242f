# SPDX-License-Identifier: MIT
"""Foreign tables read through a mapping: words, units, groups, and what is not taken."""

# ruff: noqa: RUF001 - Cyrillic is meant
from __future__ import annotations

import csv
from collections import Counter

import numpy as np
import pytest

from accessible_core.errors import InputError, KnowledgeError
from accessible_core.findings import Findings
from accessible_core.survey.mapping import as_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import Answer, Zone

HERE = """
[match]
columns = ["Объект", "Пандус"]
[constants]
form = "full"
[columns]
"Объект" = "name"
"Дверь" = { to = "entrance1_30_measured", unit = "cm" }
[columns."Пандус"]
to = "entrance1_20"
values.yes = ["имеется"]
values.no = ["отсутствует", "-"]
values.partly = ["с одной стороны"]
"""
ROWS = (
    "Объект;Дверь;Пандус\n"
    "А;89,9;имеется\n"
    "Б;0,9 m;отсутствует\n"
    "В;;частично\n"
    "Г;90;с одной стороны\n"
    "Д;;есть, кажется\n"
    "Е;;-\n"
)


def table(tmp_path, text=ROWS, mapping=HERE):
    (tmp_path / "ours.mapping.toml").write_text(mapping, encoding="utf-8")
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def answers(survey, zone, key):
    return [Answer(code) for code in survey.answers[:, survey.questions.index(Question(zone, key))]]


def test_words_units_and_constants_by_the_header(tmp_path):
    findings = Findings()
    survey = read_survey(table(tmp_path), findings=findings)
    assert survey.facilities["name"].tolist() == list("АБВГДЕ")
    assert survey.form.tolist() == ["full"] * 6
    assert answers(survey, Zone.ENTRANCE1, 20) == [
        Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN, Answer.NO,
    ]  # fmt: skip
    door = survey.measured[Question(Zone.ENTRANCE1, 30)].tolist()
    assert door == ["89,9 cm", "0,9 m", "", "90 cm", "", ""]
    counts = findings.counts()
    assert (counts["answer_partly"], counts["answer_not_understood"]) == (2, 1)
    chosen = [f.value for f in findings if f.code == "mapping_chosen"]
    assert chosen == ["ours.mapping.toml"]


def test_a_measured_door_answers_by_the_limit(tmp_path):
    survey = validate(read_survey(table(tmp_path)), Findings())
    assert answers(survey, Zone.ENTRANCE1, 30) == [
        Answer.NO, Answer.YES, Answer.UNKNOWN, Answer.YES, Answer.UNKNOWN, Answer.UNKNOWN,
    ]  # fmt: skip


def test_another_header_is_not_taken_for_it(tmp_path):
    findings = Findings()
    path = table(tmp_path, ROWS.replace("Пандус", "Пандусы"))
    assert read_survey(path, findings=findings).questions == ()
    assert "mapping_chosen" not in findings.counts()


@pytest.mark.parametrize("given", ["dict", "mapping", "file"])
def test_every_way_to_give_a_mapping_is_the_same(tmp_path, given):
    path = table(tmp_path, ROWS)
    file = (tmp_path / "ours.mapping.toml").rename(tmp_path / "m.toml")
    mapping = {"dict": as_mapping(file), "mapping": as_mapping(file), "file": str(file)}[given]
    if given == "dict":
        mapping = {
            "columns": {"Объект": "name", "Пандус": {"to": "entrance1_20",
                        "values": {"yes": ["имеется"], "no": ["отсутствует", "-"]}}},
            "constants": {"form": "full"},
        }  # fmt: skip
    survey = read_survey(path, mapping=mapping)
    assert answers(survey, Zone.ENTRANCE1, 20)[:2] == [Answer.YES, Answer.NO]


def test_columns_that_the_table_lacks_are_told(tmp_path):
    findings = Findings()
    read_survey(table(tmp_path), mapping={"Объект": "name", "Нету": "id"}, findings=findings)
    missing = [(f.field, f.value) for f in findings if f.code == "mapping_column_missing"]
    assert missing == [("Нету", "id")]


def test_a_column_with_a_known_name_gives_way_to_the_mapped_one(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,code,name\nwrong,right,n\n", encoding="utf-8")
    for mapping in ({"code": "id"}, {"code": "id", "name": "id"}):
        survey = read_survey(path, mapping=mapping)
        assert survey.ids.tolist() == ["right"]
        assert survey.extra["id_2"].tolist() == ["wrong"]
    assert "name" not in survey.facilities
    assert survey.extra["name_2"].tolist() == ["n"]


def test_a_row_of_another_length_keeps_no_position(tmp_path):
    mapping = {"Nr": "id", "X": "lon", "Y": "lat", "T": "entrance1_30"}
    path = tmp_path / "t.csv"
    path.write_text("Nr,T,X,Y\na,yes,76.9,43.2\nb,yes,76.9,43.2,5\n", encoding="utf-8")
    survey = read_survey(path, mapping=mapping)
    assert np.isnan(survey.lon).tolist() == [False, True]
    assert answers(survey, Zone.ENTRANCE1, 30) == [Answer.YES, Answer.UNKNOWN]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nA = { to = "entrance1_20", values = { yes = ["частично"] } }', "means partly"),
        ('[columns]\nA = { to = "entrance1_20", values = { yes = ["НЕТ "] } }', "means no"),
        ('[columns]\nA = "porte"', "no column known by name"),
        ('[columns]\nA = { to = "name", values = { yes = ["ja"] } }', "is no answer"),
        ('[columns]\nA = { to = "entrance1_20", unit = "cm" }', "is no measured value"),
        ('[columns]\nA = { to = "entrance1_20", words = {} }', "knows no 'words'"),
        ('[columns]\nA = { to = "entrance1_20", values = { yes = ["x"], no = ["X"] } }', "two"),
        ('[constants]\nform = "huge"', "must be one of"),
        ('[constants]\nentrance1_20 = "yes"', "may hold the form"),
        ('[match]\ncolumns = "A"', "must be a list of texts"),
        ('[kolumns]\nA = "id"\n[columns]\nB = "id"', "knows no 'kolumns'"),
        ('[[groups]]\ncount = 2\nslots = { code = "C" }\nitems = []', "{n}"),
    ],
)
def test_faults_of_mappings_are_one_clear_line(tmp_path, text, said):
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        as_mapping(file)
    message = str(caught.value)
    assert said in message
    assert str(file) in message
    assert "\n" not in message


def test_a_simple_mapping_with_a_number_is_misuse():
    with pytest.raises(InputError, match="Id must be given a column name"):
        as_mapping({"Id": 5})


GROUPS = {
    "columns": {"N": "id"},
    "constants": {"form": "full"},
    "groups": [{
        "count": 2,
        "slots": {"code": "C{n}", "about": "D{n}", "value": "V{n}"},
        "items": [
            {"code": "W", "to": ["movement_6_measured"], "slots": ["value"], "unit": "cm",
             "described": {"about": "width"}, "zero": False},
            {"code": "E", "to": ["entrance1_30_measured"], "slots": ["value"], "unit": "cm",
             "settles": "no"},
            {"code": "B", "to": ["movement_36"], "slots": ["value"],
             "values": {"yes": ["si"], "no": ["assente"]}},
        ],
    }],
}  # fmt: skip


def test_repeated_groups(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text(
        "N,C1,D1,V1,C2,D2,V2\n"
        "a,W,width,80,B,,si\n"
        "b,B,,assente,W,width,0\n"
        "c,W,height,80,W,width,90\n"
        "d,W,width,80,W,width,90\n"
        "e,E,,89,Z,,1\n"
        "f,E,,120,B,,forse\n",
        encoding="utf-8",
    )
    findings = Findings()
    survey = read_survey(path, mapping=GROUPS, findings=findings)
    width = survey.measured[Question(Zone.MOVEMENT, 6)].tolist()
    assert width == ["80 cm", "", "90 cm", "", "", ""]
    assert survey.measured[Question(Zone.ENTRANCE1, 30)].tolist() == [*[""] * 4, "89 cm", ""]
    said = answers(survey, Zone.MOVEMENT, 36)
    assert said == [Answer.YES, Answer.NO, *[Answer.UNKNOWN] * 4]
    told = {(f.code, f.field, f.value) for f in findings}
    assert told == {
        ("mapping_described_otherwise", "W", "1"),
        ("mapping_zero", "W", "1"),
        ("mapping_said_twice", "movement_6_measured", "1"),
        ("mapping_code_unused", "Z", "1"),
        ("mapping_only_bounds", "E", "1"),
        ("answer_not_understood", "movement_36", "forse"),
    }
    assert survey.extra["C2"].tolist() == ["B", "W", "W", "W", "Z", "B"]


# --- Trento: counted by hand from the file, with the csv module only -------------------


@pytest.fixture(scope="module")
def trento(shared):
    path = shared / "data" / "survey" / "trento_field_survey.csv"
    findings = Findings()
    survey = read_survey(path, findings=findings)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))[1:]
    return survey, findings, rows


def groups(rows):
    """Yield id of the place and the 12 cells of each group, from rows of full length."""
    for row in rows:
        if len(row) == 372:
            for start in range(17, 341, 12):
                if row[start]:
                    yield row[1], row[start : start + 12]


def test_trento_broken_rows_are_told(trento):
    survey, findings, rows = trento
    broken = [row for row in rows if len(row) != 372]
    assert (len(rows), len(broken)) == (870, 28)
    assert findings.counts()["row_wrong_length"] == 28
    gone = [row for row in broken if not any(row[2:3])]
    assert findings.counts()["row_no_record"] == len(gone) == 8
    assert len(survey) == 862
    # In the rows that are left out of step, height above the sea stands where longitude should.
    assert np.isfinite(survey.lon).sum() == 842
    assert survey.facilities["address"][1] == "VIA GALILEI, 5"


@pytest.mark.parametrize(
    ("code", "place", "zone", "key", "unit"),
    [
        ("AE-1abc", 7, Zone.PARKING, 10, "m"),
        ("AE-2d", 7, Zone.ENTRANCE1, 18, "%"),
        ("AE-2d", 7, Zone.ENTRANCE1, 60, "%"),
        ("AI-5f", 11, Zone.MOVEMENT, 35, "cm"),
        ("AI-6fg", 7, Zone.TOILET, 50, "cm"),
    ],
)
def test_trento_measurements(trento, code, place, zone, key, unit):
    survey, _, rows = trento
    wanted = {
        name: f"{cells[place]} {unit}"
        for name, cells in groups(rows)
        if cells[0] == code and cells[place] and float(cells[place]) > 0
    }
    texts = survey.measured[Question(zone, key)]
    found = {name: text for name, text in zip(survey.ids, texts) if text}
    assert len(found) > 100
    assert found == wanted


def test_trento_doors_only_refute(trento):
    survey, _, rows = trento
    wanted = {
        name: f"{cells[7]} cm"
        for name, cells in groups(rows)
        if cells[0] == "AE-3cf" and cells[7] and 0 < float(cells[7]) < 90
    }
    texts = survey.measured[Question(Zone.ENTRANCE1, 30)]
    assert {name: text for name, text in zip(survey.ids, texts) if text} == wanted
    checked = validate(survey, Findings())
    said = Counter(answers(checked, Zone.ENTRANCE1, 30))
    assert said == {Answer.NO: len(wanted), Answer.UNKNOWN: 862 - len(wanted)}


def test_trento_answers(trento):
    survey, _, rows = trento
    sides = Counter(cells[3] for _, cells in groups(rows) if cells[0] == "AI-6l")
    rails = Counter(answers(survey, Zone.TOILET, 30))
    assert rails[Answer.YES] == sides["entrambi i lati"] == 209
    assert rails[Answer.NO] == 45 + 81
    opens = Counter(answers(survey, Zone.TOILET, 3))
    assert (opens[Answer.YES], opens[Answer.NO]) == (220, 186)
    steps = [cells for _, cells in groups(rows) if cells[0] == "AE-2c"]
    several = sum(bool(cells[5]) and float(cells[5]) >= 2 for cells in steps)
    ground = Counter(answers(survey, Zone.ENTRANCE1, 1))
    assert (ground[Answer.YES], ground[Answer.NO]) == (0, several)
    assert several == 20
