# SPDX-License-Identifier: MIT
"""Growing a survey into a longer form, so that nobody has to start again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist
from accessible_core.checklists.growing import Carry, grows_into, growth, targets
from accessible_core.checklists.measure import answer_from
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.table import (
    ZONE_INDEX,
    BoolArray,
    Int8Array,
    ObjectArray,
    Question,
    Survey,
)
from accessible_core.vocabulary import ENTRANCES, ZONES, Answer, ZoneKind

#: Columns that keep what did not carry: ``was_small_toilet_1000``.
KEPT = "was_"


def grow(survey: Survey, form: str) -> tuple[Survey, Findings]:
    """Turn the rows of shorter forms into rows of a longer one.

    Parameters
    ----------
    survey : Survey
    form : str
        The longer form.

    Returns
    -------
    Survey
        Of the same rows in the same order. Answers that say the same in the
        longer form are there; the others are unknown.
    Findings
        Each answer and measured value that did not carry (it is kept in a
        column ``was_<form>_<question>``), and each row that cannot grow.

    Raises
    ------
    UsageError
        No survey grows into this form.
    """
    if form not in targets():
        raise UsageError(f"No survey grows into '{form}', only into {', '.join(targets())}.")
    findings = Findings()
    wanted = _questions(survey, form)
    column = {question: place for place, question in enumerate(wanted)}
    answers = np.zeros((len(survey), len(wanted)), np.int8)
    measured: dict[Question, ObjectArray] = {}
    extra: dict[str, NDArray[Any]] = dict(survey.extra)
    growing = np.zeros(len(survey), np.bool_)
    for shorter in dict.fromkeys(survey.form[survey.surveyed].tolist()):
        rows = survey.form == shorter
        if grows_into(shorter, form):
            growing |= rows
            _Growth(survey, shorter, form, rows).run(column, answers, measured, extra, findings)
        elif shorter != form:
            for row in np.flatnonzero(rows):
                findings.add("growth_impossible", survey.ids[row], "form", shorter, form=form)
    _keep_others(survey, ~growing, column, answers, measured)
    for question, texts in measured.items():
        _answer_measured(form, growing, question, texts, answers[:, column[question]])
    forms = survey.form.copy()
    forms[growing] = form
    grown = replace(
        survey, form=forms, questions=wanted, answers=answers, measured=measured, extra=extra
    )
    return grown, findings


def _questions(survey: Survey, form: str) -> tuple[Question, ...]:
    """Return the columns of the grown survey: all that the form asks, and the old ones."""
    there = [
        zone
        for zone in ZONES
        if zone not in ENTRANCES[1:] or survey.present[:, ZONE_INDEX[zone]].any()
    ]
    new = [Question(zone, key) for zone in there for key in checklist(form).keys(zone.kind)]
    every = dict.fromkeys([*new, *survey.questions, *survey.measured])
    return tuple(sorted(every, key=lambda question: ZONE_INDEX[question.zone]))


class _Growth:
    """The rows of one shorter form on their way into a longer one."""

    def __init__(self, survey: Survey, shorter: str, longer: str, rows: BoolArray) -> None:
        self._survey = survey
        self._shorter, self._longer = shorter, longer
        self._rows = rows
        self._carries: dict[tuple[ZoneKind, int], Carry] = {
            (carry.kind, carry.key): carry for carry in growth(shorter, longer)
        }

    def run(
        self,
        column: dict[Question, int],
        answers: Int8Array,
        measured: dict[Question, ObjectArray],
        extra: dict[str, NDArray[Any]],
        findings: Findings,
    ) -> None:
        for place, question in enumerate(self._survey.questions):
            given = np.where(self._rows, self._survey.answers[:, place], Answer.UNKNOWN)
            carry = self._carries.get((question.zone.kind, question.key))
            carried = np.zeros(len(self._survey), np.bool_)
            for said, means in {} if carry is None else carry.answers.items():
                hit = given == said
                carried |= hit
                for key in () if carry is None else carry.to:
                    target = answers[:, column[Question(question.zone, key)]]
                    target[hit & (target == Answer.UNKNOWN)] = means
            lost = (given != Answer.UNKNOWN) & ~carried
            self._keep(question.column, lost, words.ANSWER_WORDS[given], extra, findings)
        for question, texts in self._survey.measured.items():
            there = self._rows & (texts != "")
            target_of = self._measured_target(question)
            if target_of is None:
                self._keep(f"{question.column}_measured", there, texts, extra, findings)
            else:
                into = measured.setdefault(target_of, np.full(len(texts), "", dtype=object))
                into[there] = texts[there]

    def _measured_target(self, question: Question) -> Question | None:
        """Return the question of the longer form that measures the same, if any."""
        kind = question.zone.kind
        carry = self._carries.get((kind, question.key))
        asked = checklist(self._shorter).get(kind, question.key)
        if carry is None or asked is None:
            return None
        measures = [limit.quantity for limit in asked.thresholds]
        for key in carry.to:
            other = checklist(self._longer).question(kind, key)
            if measures and [limit.quantity for limit in other.thresholds] == measures:
                return Question(question.zone, key)
        return None

    def _keep(
        self,
        name: str,
        lost: BoolArray,
        cells: ObjectArray,
        extra: dict[str, NDArray[Any]],
        findings: Findings,
    ) -> None:
        """Put what does not carry into a column of its own, and list it."""
        if not lost.any():
            return
        kept = f"{KEPT}{self._shorter}_{name}"
        before = extra.get(kept)
        column = np.full(len(lost), "", dtype=object) if before is None else before.copy()
        column[lost] = cells[lost]
        extra[kept] = column
        for row in np.flatnonzero(lost):
            findings.add(
                "answer_not_carried",
                self._survey.ids[row],
                name,
                cells[row],
                form=self._longer,
                kept=kept,
            )


def _keep_others(
    survey: Survey,
    rows: BoolArray,
    column: dict[Question, int],
    answers: Int8Array,
    measured: dict[Question, ObjectArray],
) -> None:
    """Copy the rows that do not grow as they are."""
    for place, question in enumerate(survey.questions):
        answers[rows, column[question]] = survey.answers[rows, place]
    for question, texts in survey.measured.items():
        if (texts[rows] != "").any():
            into = measured.setdefault(question, np.full(len(texts), "", dtype=object))
            into[rows] = texts[rows]


def _answer_measured(
    form: str,
    rows: BoolArray,
    question: Question,
    texts: ObjectArray,
    answers: Int8Array,
) -> None:
    """Answer from a carried measurement what is still unknown, in place."""
    asked = checklist(form).get(question.zone.kind, question.key)
    if asked is None:
        return
    for row in np.flatnonzero(rows & (texts != "") & (answers == Answer.UNKNOWN)):
        found = answer_from(asked, str(texts[row]))
        answers[row] = Answer.UNKNOWN if found is None else found
