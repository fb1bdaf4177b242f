# SPDX-License-Identifier: GPL-3.0-or-later
"""XLSForms: ODK Validate accepts them, all words stand in three languages, names come back."""

import re

import openpyxl
import pytest
from pyxform.xls2xform import convert

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.measure import answer_from, read_quantities
from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.fieldwork import write_xlsform, xlsform
from accessible_core.fieldwork.measuring import knowledge, measuring_of
from accessible_core.survey.naming import meaning_of
from accessible_core.vocabulary import LANGUAGES

NAMES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}


def sheet(path, name):
    top, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(top, row)) for row in rows]


@pytest.mark.parametrize("form", forms())
def test_odk_validate_accepts_the_form(form, tmp_path):
    write_xlsform(form, tmp_path / "form.xlsx")
    made = convert(tmp_path / "form.xlsx", validate=True)
    assert f'id="accessible_kz_{form}"' in made.xform
    assert all(f'lang="{name}"' in made.xform for name in NAMES.values())
    assert not [warning for warning in made.warnings if "translation" in warning]


@pytest.mark.parametrize("form", forms())
def test_every_question_is_asked_in_three_languages(form, tmp_path):
    write_xlsform(form, tmp_path / "form.xlsx")
    rows = sheet(tmp_path / "form.xlsx", "survey")
    for row in rows:
        if row["type"] not in ("calculate", "end_group"):
            labels = [row[f"label::{name}"] for name in NAMES.values()]
            assert all(labels), row["name"]
        if row["constraint"]:
            assert all(row[f"constraint_message::{name}"] for name in NAMES.values())
    asked = {row["name"]: row for row in rows}
    entrances = checklist(form).entrances
    for question in checklist(form):
        kind = question.kind.value
        zones = [f"entrance{n + 1}" for n in range(entrances)] if kind == "entrance" else [kind]
        for zone in zones:
            row = asked[f"{zone}_{question.key}"]
            assert row["type"] == "select_one answer"
            for language in LANGUAGES:
                assert row[f"label::{NAMES[language]}"] == question.text(language)
            assert (f"{zone}_{question.key}_measured" in asked) is (
                measuring_of(question) is not None
            )


def test_names_are_columns_of_surveys():
    ours = {"location", "has_entrance2", "has_entrance3"}
    for name in xlsform("full").names:
        if name in ours or re.fullmatch(r"entrance\d_door|\w+_number", name):
            continue
        assert meaning_of(name).kind in ("facility", "form", "answer", "measured", "comment",
                                         "quiet"), name  # fmt: skip


def test_further_entrances_are_asked_only_where_there_are_some(tmp_path):
    write_xlsform("middle", tmp_path / "form.xlsx")
    rows = {row["name"]: row for row in sheet(tmp_path / "form.xlsx", "survey")
            if row["type"] != "end_group"}  # fmt: skip
    assert rows["zone_entrance1"]["relevant"] is None
    assert rows["zone_entrance2"]["relevant"] == "${has_entrance2} = 'yes'"
    assert rows["zone_entrance3"]["relevant"] == "${has_entrance3} = 'yes'"
    assert rows["has_entrance3"]["relevant"] == "${has_entrance2} = 'yes'"
    assert "entrance2_door" not in xlsform("small").names


def test_what_the_form_lets_through_can_be_read():
    """A value that meets the form's pattern is understood: never thrown away later."""
    seen = 0
    for question in checklist("full"):
        measuring = measuring_of(question)
        if measuring is None:
            continue
        seen += 1
        unit = f" {measuring.written}" if measuring.written else ""
        if measuring.slope:
            for value in ("1:12", "1 : 12,5", "8 %", "8,3%", "4.8°", "0 %"):
                assert re.fullmatch(measuring.pattern, value)
                assert len(read_quantities(value)) == 1
            for value in ("8", "1:0", "95°", "8 cm", "about 8 %"):
                assert not re.fullmatch(measuring.pattern, value)
            continue
        if measuring.sides == 1:
            assert len(read_quantities(f"12.5{unit}")) == 1
            continue
        assert re.fullmatch(measuring.pattern, measuring.example)
        for between in (" x ", "x", "X", "*"):
            value = between.join(["10,5"] * measuring.sides) + measuring.written
            assert re.fullmatch(measuring.pattern, value)
            assert len(read_quantities(value)) == measuring.sides
        assert not re.fullmatch(measuring.pattern, "120" + unit)
        limits = question.thresholds
        if len({limit.quantity for limit in limits}) == len(limits):
            assert answer_from(question, measuring.example) is not None
    assert seen > 90


def test_the_version_follows_the_content(monkeypatch):
    first = xlsform("small").settings["version"]
    assert xlsform("small").settings["version"] == first
    assert xlsform("middle").settings["version"] != first
    changed = {**knowledge(), "patterns": {"kato": "[0-9]{8}"}}
    monkeypatch.setattr("accessible_core.fieldwork.xlsforms.knowledge", lambda: changed)
    assert xlsform("small").settings["version"] != first


def test_command(tmp_path, capsys):
    assert main(["checklist", "xlsform", "small", "-o", str(tmp_path / "f.xlsx")]) == 0
    assert "accessible_kz_small" in capsys.readouterr().err
    assert sheet(tmp_path / "f.xlsx", "settings")[0]["form_id"] == "accessible_kz_small"
    assert main(["checklist", "xlsform", "tiny", "-o", str(tmp_path / "g.xlsx")]) == 2
    assert not (tmp_path / "g.xlsx").exists()
    with pytest.raises(UsageError, match=r"\.xlsx"):
        write_xlsform("small", tmp_path / "f.csv")
