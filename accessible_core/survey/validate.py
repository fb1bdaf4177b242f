# SPDX-License-Identifier: MIT
"""What is wrong with a survey, and what its measured values say.

Every fault is a finding and every row goes through. Changed is only what the
findings name: positions that lie nowhere become unknown, words and dates get
their standard spelling, and a measured value answers a question that was left
open. An answer that was given is never changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist
from accessible_core.checklists.measure import answer_from
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.categories import registry_category
from accessible_core.survey.contradictions import check_contradictions
from accessible_core.survey.dates import checked_dates
from accessible_core.survey.duplicates import find_duplicates
from accessible_core.survey.kato import KatoClassifier, check_kato
from accessible_core.survey.positions import checked_doors, checked_positions
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import Int8Array, ObjectArray, Question, Survey
from accessible_core.survey.working_order import check_devices
from accessible_core.vocabulary import Answer, ReviewState

_DATES = ("surveyed", "built")


def validate(
    survey: Survey,
    findings: Findings,
    *,
    today: date | None = None,
    measured_wins: bool = False,
    kato: KatoClassifier | None = None,
) -> Survey:
    """Check a survey and complete what its measured values answer.

    Parameters
    ----------
    survey : Survey
    findings : Findings
        Takes everything that was found or changed.
    today : date, optional
        What dates are compared with; the machine's date if not given.
    measured_wins : bool
        Where a measured value contradicts an answer, take what was measured; by
        default the answer is kept. A finding tells either way.
    kato : KatoClassifier, optional
        The user's own (`survey.kato.read_kato`); without one only the form of
        KATO codes is checked.

    Returns
    -------
    Survey
        Of the same rows in the same order.
    """
    if not len(survey):
        findings.add("survey_without_rows")
    _check_letters(survey, findings)
    lon, lat = checked_positions(survey, findings)
    doors = checked_doors(survey, lon, lat, findings)
    facilities = dict(survey.facilities)
    if "review" in facilities:
        facilities["review"] = _checked_review(survey, findings)
    for name in _DATES:
        if name in facilities:
            facilities[name] = checked_dates(
                facilities[name],
                name,
                survey.ids,
                # The surveyor's calendar day is the local one.
                today or date.today(),  # noqa: DTZ011
                findings,
            )
    _check_categories(survey, findings)
    check_kato(survey, findings, kato)
    questions, answers = _with_measured(survey, findings, measured_wins)
    checked = replace(
        survey,
        facilities=facilities,
        lon=lon,
        lat=lat,
        doors=doors,
        questions=questions,
        answers=answers,
    )
    check_devices(checked, findings)
    check_contradictions(checked, findings)
    find_duplicates(checked, findings)
    return checked


def _checked_review(survey: Survey, findings: Findings) -> ObjectArray:
    """Return the review states in their standard spelling, empty where not understood."""
    column = survey.facilities["review"]
    known = {state.value: state.value for state in ReviewState}
    known.update(words.words("review"))

    def read(text: str) -> str | None:
        word = words.folded(text)
        return "" if words.words("answer").get(word) == "empty" else known.get(word)

    states = words.mapped(column, read)
    bad = np.array([state is None for state in states], np.bool_)
    cell_findings(findings, "review_unknown", np.flatnonzero(bad), survey.ids, "review", column)
    return np.array([state or "" for state in states], dtype=object)


def _check_letters(survey: Survey, findings: Findings) -> None:
    """Report text read in a wrong encoding, as QGIS reads Windows-1251 without a word."""
    for name, column in survey.facilities.items():
        lost = sum("\ufffd" in text for text in column)
        if lost:
            findings.add("letters_lost", field=name, value=lost)


def _check_categories(survey: Survey, findings: Findings) -> None:
    """Report categories that the registry does not have; OSM has words of its own.

    A number is a slip in one row; a foreign word is one of a table's own list and is
    said once.
    """
    column = survey.text("category")
    osm = survey.extra["source"] == "osm" if "source" in survey.extra else np.bool_(False)
    rows: list[int] = []
    said: set[str] = set()
    for row in np.flatnonzero(~np.broadcast_to(osm, len(survey))).tolist():
        text = column[row].strip()
        if text and text not in said and registry_category(text) is None:
            rows.append(row)
            if not text.isdigit():
                said.add(text)
    cell_findings(findings, "category_unknown", rows, survey.ids, "category", column)


def _with_measured(
    survey: Survey, findings: Findings, measured_wins: bool
) -> tuple[tuple[Question, ...], Int8Array]:
    """Return questions and answers, the unknown ones completed from what was measured."""
    position = dict(survey.column_of)
    new = [question for question in survey.measured if question not in position]
    position.update((q, len(survey.questions) + place) for place, q in enumerate(new))
    blank = np.zeros((len(survey), len(new)), np.int8)
    answers = np.concatenate([survey.answers, blank], axis=1)
    for form in sorted(set(survey.form) - {""}):
        rows = np.flatnonzero(survey.form == form)
        for question, texts in survey.measured.items():
            here = rows[texts[rows] != ""]
            if here.size:
                column = answers[:, position[question]]
                _answer_measured(survey, form, question, here, column, findings, measured_wins)
    return survey.questions + tuple(new), answers


def _answer_measured(
    survey: Survey,
    form: str,
    question: Question,
    rows: NDArray[np.int64],
    answers: Int8Array,
    findings: Findings,
    measured_wins: bool,
) -> None:
    """Complete one column of answers, in place, for the rows of one form."""
    asked = checklist(form).get(question.zone.kind, question.key)
    texts = survey.measured[question]
    ids, name = survey.ids, question.column

    def read(text: str) -> int:
        answer = None if asked is None else answer_from(asked, text)
        return words.NOT_UNDERSTOOD if answer is None else int(answer)

    means = np.array(words.mapped(texts[rows], read), np.int8)
    cell_findings(
        findings, "measured_unreadable", rows[means == words.NOT_UNDERSTOOD], ids, name, texts
    )
    given = answers[rows]
    for answer in (Answer.YES, Answer.NO):
        meant = means == answer
        open_rows = rows[meant & (given == Answer.UNKNOWN)]
        cell_findings(
            findings, "measured_completes", open_rows, ids, name, texts, answer=answer.wire
        )
        for said in (Answer.YES, Answer.NO, Answer.NOT_PROVIDED):
            against = rows[meant & (given == said)] if said is not answer else rows[:0]
            code = "measured_replaces" if measured_wins else "measured_contradicts"
            cell_findings(
                findings, code, against, ids, name, texts,
                answer=said.wire, measured=answer.wire,
            )  # fmt: skip
            if measured_wins:
                answers[against] = answer
        answers[open_rows] = answer
