# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole surveys through a store and through the registry's records: everything comes back."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_core.checklists import checklist
from accessible_core.fieldwork.layout import zones_of
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.survey_store.store import SurveyStore
from accessible_core.vocabulary import Answer, ZoneKind

ANSWERS = ("", "yes", "no", "unknown", "not_provided")
#: Signs that texts of people hold; controls and halves of letters are another test's.
TEXT = st.text(alphabet="aZ09әҚ \"';,=+-@\n😀", max_size=10)


@st.composite
def surveys(draw):
    """Return the columns of a few facilities with answers, measures, remarks and names."""
    rows = draw(st.integers(1, 4))
    form = checklist("small")
    columns = {"id": [f"f{n}" for n in range(rows)], "form": ["small"] * rows}
    columns["name"] = [draw(TEXT) for _ in range(rows)]
    for zone in zones_of(form):
        for key in draw(st.lists(st.sampled_from(form.keys(zone.kind)), unique=True, max_size=4)):
            column = Question(zone, key).column
            columns[column] = [draw(st.sampled_from(ANSWERS)) for _ in range(rows)]
            if form.question(zone.kind, key).thresholds:
                measured = draw(st.sampled_from(["", "85 cm", "0,9 m", "1:12"]))
                columns[f"{column}_measured"] = [measured] * rows
        columns[f"{zone.value}_comment"] = [draw(TEXT) for _ in range(rows)]
    return columns


def made(columns):
    lon = np.linspace(71.4, 71.5, len(columns["id"]))
    return survey_from_columns(columns, lon=lon, lat=lon - 20, findings=Findings())


def answers(survey, row):
    return {
        question: Answer(int(survey.answers[row, place]))
        for question, place in survey.column_of.items()
        if survey.answers[row, place]
    }


def said(columns, row):
    """Return what a row says, cell by cell, without what says nothing."""
    return {question: str(column[row]) for question, column in columns.items() if column[row]}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(columns=surveys())
def test_a_store_gives_back_what_it_was_given(tmp_path, columns):
    survey = made(columns)
    path = tmp_path / "s.gpkg"
    path.unlink(missing_ok=True)
    findings = Findings()
    with SurveyStore.create(path, survey, findings=findings) as store:
        again = store.survey()
    assert again.ids.tolist() == survey.ids.tolist()
    named = {finding.record for finding in findings if finding.code.startswith("personal_")}
    assert not named
    for row in range(len(survey)):
        assert answers(again, row) == answers(survey, row)
        assert said(again.measured, row) == said(survey.measured, row)
        assert said(again.comments, row) == said(survey.comments, row)
        assert str(again.text("name")[row] or "") == str(survey.text("name")[row] or "")
        assert again.lon[row] == pytest.approx(survey.lon[row], abs=1e-9)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(columns=surveys())
def test_records_of_the_registry_are_read_as_they_are(tmp_path, columns):
    """Written by hand from the columns, not by the library, in the shape of scored cases."""
    survey = made(columns)
    form = checklist("small")
    path = tmp_path / "records.jsonl"
    lines = []
    for row, record in enumerate(columns["id"]):
        zones = {}
        for zone in zones_of(form):
            if zone.kind is ZoneKind.ENTRANCE and zone.value != "entrance1":
                continue
            given_here = {
                f"attribute{key}": columns[Question(zone, key).column][row]
                for key in form.keys(zone.kind)
                if columns.get(Question(zone, key).column, [""] * 9)[row]
            }
            zones[zone.value] = given_here
        lines.append(json.dumps({"id": record, "form": "small", "zones": zones}))
    path.write_text("\n".join(lines), encoding="utf-8")
    again = read_survey(path)
    for row in range(len(survey)):
        assert answers(again, row) == answers(survey, row)
