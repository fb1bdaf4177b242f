# SPDX-License-Identifier: GPL-3.0-or-later
"""Growing exports of a field platform: corrections stay, further submissions stand beside."""

from __future__ import annotations

import csv
import itertools

import pytest

from accessible_core.findings import Findings
from accessible_core.survey.readers import read_survey
from accessible_core.survey.writers import write_survey
from accessible_core.survey_store.store import SurveyStore
from accessible_core.vocabulary import Answer

HEADER = ("_uuid", "_submission_time", "id", "form", "surveyor_code", "entrance1_1",
          "entrance1_30", "toilet_1000", "entrance1_comment")  # fmt: skip
FIRST = ("u-1", "2026-06-01", "F-1", "small", "V1", "yes", "no", "", "narrow")
SECOND = ("u-2", "2026-06-02", "F-1", "small", "V2", "no", "", "yes", "")
OTHER = ("u-3", "2026-06-02", "F-2", "small", "V2", "no", "yes", "", "")


@pytest.fixture
def export(tmp_path):
    counter = itertools.count()

    def write(*rows):
        path = tmp_path / f"export{next(counter)}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return read_survey(path)

    return write


def cells(store, facility, *names):
    survey = store.survey()
    row = survey.ids.tolist().index(facility)
    found = {
        q.column: Answer(int(survey.answers[row, i])).wire for i, q in enumerate(survey.questions)
    }
    return tuple(found[name] for name in names)


@pytest.fixture
def store(tmp_path, export):
    with SurveyStore.create(tmp_path / "s.gpkg", forms=["small"]) as made:
        made.adopt(export(FIRST, OTHER), "C1")
        yield made


def test_a_repeated_import_leaves_corrections(store, export):
    store.save({"F-1": {"entrance1_30": "yes", "entrance1_comment": "wider"}}, "R1")
    before = store.revisions()
    findings = Findings()
    result = store.adopt(export(FIRST, OTHER), "C1", findings=findings)
    assert (result.new, dict(result.changed), result.unchanged) == ((), {}, 2)
    assert store.revisions() == before
    told = [found for found in findings if found.code == "store_correction_kept"]
    assert [(found.record, found.value) for found in told] == [("F-1", "2")]


def test_what_a_known_submission_had_not_brought_comes_in(store, export):
    more = (*FIRST[:7], "no", FIRST[8])  # toilet_1000 was not read before
    store.save({"F-1": {"entrance1_30": "yes"}}, "R1")
    result = store.adopt(export(more, OTHER), "C1")
    assert dict(result.changed) == {"F-1": ("toilet_1000",)}
    assert cells(store, "F-1", "entrance1_30", "toilet_1000") == ("yes", "no")


def test_a_table_without_submissions_still_changes_what_differs(store, tmp_path):
    store.save({"F-2": {"entrance1_1": "yes"}}, "R1")
    path = tmp_path / "plain.csv"
    path.write_text("id,form,entrance1_1\nF-2,small,no\n", encoding="utf-8")
    assert dict(store.adopt(read_survey(path), "C1").changed) == {"F-2": ("entrance1_1",)}


@pytest.mark.parametrize("rows", list(itertools.permutations([FIRST, SECOND, OTHER])))
def test_another_persons_submission_is_a_second_survey(store, export, rows):
    result = store.adopt(export(*rows), "C1")
    assert (result.second, result.new, dict(result.changed)) == (("F-1",), (), {})
    (double,) = store.double_surveys()
    assert (double.first_author, double.second_author) == ("V1", "V2")
    said = {change.field: (change.old, change.new) for change in double.differences}
    # What the second left open is open in it, not the first one's answer.
    assert said["entrance1_1"] == ("yes", "no")
    assert said["entrance1_30"] == ("no", "")
    assert said["toilet_1000"] == ("", "yes")
    assert store.survey().ids.tolist() == ["F-1", "F-2"]
    for again in itertools.permutations(rows):
        assert store.adopt(export(*again), "C1").second == ()
    assert len(store.double_surveys()) == 1


def test_a_decision_is_not_undone_by_the_next_import(store, export):
    store.adopt(export(FIRST, SECOND, OTHER), "C1")
    (double,) = store.double_surveys()
    store.decide(double.id, "second", "R1")
    for rows in itertools.permutations([FIRST, SECOND, OTHER]):
        result = store.adopt(export(*rows), "C1")
        assert (result.new, dict(result.changed), result.second) == ((), {}, ())
    assert cells(store, "F-1", "entrance1_1", "entrance1_30", "toilet_1000") == (
        "no",
        "unknown",
        "yes",
    )
    assert not store.double_surveys()


def test_a_new_store_keeps_second_surveys_too(tmp_path, export):
    findings = Findings()
    survey = export(FIRST, SECOND, OTHER)
    with SurveyStore.create(tmp_path / "n.gpkg", survey, findings=findings) as store:
        assert store.survey().ids.tolist() == ["F-1", "F-2"]
        assert [double.facility for double in store.double_surveys()] == ["F-1"]
        assert "survey_of" not in store.columns
    assert findings.counts()["store_second_survey"] == 1


def test_nothing_is_written_by_a_dry_run(store, export):
    before = store.revisions()
    result = store.adopt(export(FIRST, SECOND, OTHER), "C1", dry_run=True)
    assert result.as_dict()["second"] == ["F-1"]
    assert store.revisions() == before
    assert not store.double_surveys()


@pytest.mark.parametrize("code", ["V1", ""])
def test_submissions_of_one_or_nobody_knows_whom_stay_rows(store, export, code):
    again = (*SECOND[:4], code, *SECOND[5:])
    result = store.adopt(export(FIRST, again, OTHER), "C1")
    assert (result.new, result.second) == (("F-1-2",), ())


def test_the_facility_of_a_further_submission_survives_a_file(tmp_path, store, export):
    survey = export(FIRST, SECOND, OTHER)
    assert survey.extra["survey_of"].tolist() == ["", "F-1", ""]
    write_survey(survey, tmp_path / "w.gpkg")
    assert store.adopt(read_survey(tmp_path / "w.gpkg"), "C1").second == ("F-1",)
