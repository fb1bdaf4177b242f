# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed from paper into our empty table comes back without a mapping."""

import csv
import re

import openpyxl
import pytest

from accessible_core.checklists import checklist, forms
from accessible_core.cli import main
from accessible_core.errors import UsageError
from accessible_core.fieldwork import paper_html
from accessible_core.fieldwork.entry_tables import entry_columns, write_entry_table
from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.readers import read_survey
from accessible_core.vocabulary import LANGUAGES

TYPED = {
    "id": "P-1", "name": "Кафе «Арман»", "kato": "010000000", "surveyed": "2026-11-20",
    "surveyor_code": "V7", "lon": "71.43", "lat": "51.13", "parking_comment": "тар",
}  # fmt: skip


@pytest.mark.parametrize("form", forms())
def test_columns_are_those_on_the_paper_in_its_order(form):
    """The questions' own marks in the printed form, read from its HTML."""
    printed = re.findall(r'class="question" id="(\w+)"', paper_html(form, "en"))
    mine = [column.name for column in entry_columns(form, "en")]
    assert len(set(mine)) == len(mine)
    assert sorted(name for name in mine if name in printed) == sorted(printed)
    assert len(printed) >= len(checklist(form))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_typed_comes_back(tmp_path, ending, language):
    path = tmp_path / f"typed.{ending}"
    write_entry_table("middle", path, language)
    columns = {column.name: column for column in entry_columns("middle", language)}
    (form,) = columns["form"].choices
    yes, no, absent, unknown = columns["toilet_3"].choices
    answers = {"toilet_3": no, "entrance1_1": yes, "parking_2": absent, "movement_1": unknown}
    row = {**TYPED, "form": form, **answers, "entrance1_30_measured": "85 cm"}
    if ending == "xlsx":
        book = openpyxl.load_workbook(path)
        header = [cell.value for cell in book.active[1]]
        assert all(cell.comment.text for cell in book.active[1])
        for name, value in row.items():
            book.active.cell(2, header.index(name) + 1).value = value
        book.save(path)
    else:
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, list(columns)).writerow(row)
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert not len(findings), list(findings)
    cells = {name: str(column[0]) for name, column in survey_columns(survey).items()}
    for name, value in TYPED.items():
        assert cells[name] == value, name
    assert cells["form"] == "middle"
    assert [cells[name] for name in answers] == ["no", "yes", "not_provided", "unknown"]
    assert cells["entrance1_30_measured"] == "85 cm"


def test_command(tmp_path, capsys):
    out = tmp_path / "t.xlsx"
    assert main(["checklist", "table", "small", "-o", str(out), "--lang", "ru"]) == 0
    assert "columns of the form small" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(out).active
    lists = {str(one.formula1) for one in sheet.data_validations.dataValidation}
    words = [text("labels", f"answer_{one}", "ru") for one in ("yes", "no", "not_provided")]
    assert any(one.startswith(f'"{",".join(words)},') for one in lists)
    assert main(["checklist", "table", "small", "-o", str(tmp_path / "t.pdf")]) == 2
    assert ".xlsx or .csv" in capsys.readouterr().err
    with pytest.raises(UsageError, match="not 'de'"):
        entry_columns("small", "de")
