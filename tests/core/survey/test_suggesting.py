# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Proposals for foreign columns: cautious where a barrier could vanish."""

from __future__ import annotations

import json

import pytest

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.survey.mapping import load_mapping
from accessible_core.survey.mapping.saving import save_suggestions
from accessible_core.survey.mapping.suggesting import suggest_mapping
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Answer, Zone, ZoneKind

TABLE = (
    "№;Наименование объекта;Адрес;Широта;Долгота;Ширина входной двери, см;"
    "Поручни пандуса с двух сторон на входе;Зеркало;Ступени;Пандус;Примечание\n"
    "7;Школа;ул. А;43.2;76.9;89;имеется;есть;есть;имеется;хорошо\n"
    "8;Аптека;ул. Б;43.3;76.8;90;частично;отсутствует;нет;отсутствует;+\n"
    "9;Банк;ул. В;43.4;76.7;120;нет;+;есть;имеется;плохо\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "школы.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def by_column(found):
    return {item.column: item for item in found.items}


def test_facts_measures_and_answers(path):
    taken = {item.column: item.to for item in suggest_mapping(path).taken()}
    assert taken == {
        "№": "id",
        "Наименование объекта": "name",
        "Адрес": "address",
        "Широта": "lat",
        "Долгота": "lon",
        "Ширина входной двери, см": "entrance1_30_measured",
        "Поручни пандуса с двух сторон на входе": "entrance1_20",
        "Зеркало": "toilet_12",
    }


def test_value_words_and_units(path):
    found = by_column(suggest_mapping(path))
    rails = found["Поручни пандуса с двух сторон на входе"]
    assert rails.values == {"имеется": "yes", "частично": "partly", "нет": "no"}
    assert found["Зеркало"].values == {"есть": "yes", "отсутствует": "no"}
    assert found["Зеркало"].open_words == ("+",)
    assert found["Ширина входной двери, см"].unit == "см"
    assert found["Ширина входной двери, см"].samples == ("89", "90", "120")


def test_saved_and_found_again(path, tmp_path):
    found = suggest_mapping(path)
    file = tmp_path / "школы.mapping.toml"
    save_suggestions(found, file)
    assert load_mapping(file).columns == found.to_mapping().columns
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert findings.counts()["mapping_chosen"] == 1
    assert survey.ids.tolist() == ["7", "8", "9"]
    assert survey.form.tolist() == ["full"] * 3
    rails = survey.answers[:, survey.questions.index(Question(Zone.ENTRANCE1, 20))]
    assert rails.tolist() == [Answer.YES, Answer.UNKNOWN, Answer.NO]
    mirror = survey.answers[:, survey.questions.index(Question(Zone.TOILET, 12))]
    assert mirror.tolist() == [Answer.YES, Answer.NO, Answer.UNKNOWN]


@pytest.mark.parametrize("word", ["частично", "доступно", "+", "1", "ok", "почти", "не нет"])
def test_only_plain_words_mean_yes(word):
    found = suggest_mapping({"Зеркало": ["есть", "нет", "нет", "нет", word]})
    assert [w for w, said in by_column(found)["Зеркало"].values.items() if said == "yes"] == [
        "есть"
    ]


@pytest.mark.parametrize("word", ["да", "Есть", "имеется", "иә", "бар", "yes", "sì"])
def test_words_that_say_yes(word):
    found = suggest_mapping({"Зеркало": [word, "нет"]})
    assert by_column(found)["Зеркало"].values[word] == "yes"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_wording_of_the_form_itself_is_found(language):
    """Every answer question, asked in its own words, is the best match or ties with it."""
    form = checklist("full")
    columns = {}
    for question in form:
        columns.setdefault(question.text(language), set()).add((question.kind, question.key))
    found = suggest_mapping({name: ["да", "нет"] for name in columns})
    wrong = []
    for item in found.items:
        if not item.to:
            continue
        zone, _, key = item.to.rpartition("_")
        kind = ZoneKind("entrance" if zone == "entrance1" else zone)
        if (kind, int(key)) not in columns[item.column] and item.confidence >= 0.5:
            wrong.append((item.column, item.to))
    assert not wrong


@pytest.mark.parametrize(
    "name",
    [
        "Пандус",
        "Ширина двери",
        "Вход со ступенями",
        "Ступени на входе",
        "Наличие порога",
        "Нет зеркала",
        "Отсутствие зеркала",
        "Лифт",
        "Туалет",
        "Нескользкого покрытия пандуса нет",
    ],
)
def test_presence_and_opposites_answer_nothing(name):
    assert suggest_mapping({name: ["да", "нет"]}).taken() == ()


def test_a_code_of_something_is_no_id():
    assert suggest_mapping({"postal_code": ["050000", "050001"]}).taken() == ()


def test_a_measure_needs_its_unit_and_one_quantity():
    found = suggest_mapping(
        {"Ширина входной двери": [90, 80], "Ширина входной двери, кг": [90, 80]}
    )
    assert found.taken() == ()


def test_outside_or_inside_is_not_guessed():
    item = suggest_mapping({"Поручни пандуса с двух сторон": ["да", "нет"]}).items[0]
    assert {item.to, item.alternatives[0][0]} == {"entrance1_20", "movement_27"}
    assert item.confidence < 0.5


def test_columns_known_by_name_are_left_alone(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("id,form,entrance1_20\na,small,yes\n", encoding="utf-8")
    assert suggest_mapping(path).items == ()


def test_commands(path, tmp_path, capsys):
    out = tmp_path / "m.toml"
    assert main(["mapping", "suggest", str(path), "-o", str(out), "--json"]) == 0
    said = capsys.readouterr()
    columns = json.loads(said.out)["columns"]
    assert len(columns) == 11
    assert columns[0]["to"] == "id"
    assert main(["mapping", "check", str(path), "--mapping", str(out), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    # Two of three rails known, two of three mirrors, three measured doors.
    assert document["forms"]["full"]["known"] == 2 + 2 + 3
    assert document["forms"]["full"]["questions_answered"] == 3
    assert document["columns_not_read"] == ["Ступени", "Пандус", "Примечание"]


def test_misuse_is_said(path, tmp_path, capsys):
    assert main(["mapping", "suggest", str(path), "-o", str(path)]) == 2
    assert main(["mapping", "suggest", str(tmp_path / "no.csv")]) == 2
    assert main(["mapping", "suggest", str(path), "--form", "huge"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3
    assert path.read_text(encoding="utf-8") == TABLE


def test_trento_fills_this_much(shared, capsys):
    path = shared / "data" / "survey" / "trento_field_survey.csv"
    assert main(["mapping", "check", str(path), "--json"]) == 1
    full = json.loads(capsys.readouterr().out)["forms"]["full"]
    assert (full["records"], full["questions_answered"], full["questions"]) == (862, 17, 207)
    # 862 records, each with eight zones that are always there.
    kinds = list(checklist("full").zones)
    assert full["asked"] == 862 * sum(len(checklist("full").keys(kind)) for kind in kinds)
