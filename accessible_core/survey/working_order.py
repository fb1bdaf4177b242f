# SPDX-License-Identifier: MIT
"""Devices that a survey found out of order: a broken lift is not a lift."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from accessible_core.checklists.devices import devices
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import BoolArray, Int8Array, Question, Survey
from accessible_core.vocabulary import ZONES, Answer


def broken_devices(survey: Survey) -> Iterator[tuple[Question, BoolArray]]:
    """Yield a question and the rows where the device that it asks for is broken, (n,).

    Of two devices that one question may mean (a lift or a platform) the question
    counts as broken only where none of them is said to work.
    """
    states = _states(survey)
    for questions, mine in states.values():
        for question in questions:
            alike = [codes for others, codes in states.values() if question in others]
            working = np.logical_or.reduce([codes == Answer.YES for codes in alike])
            yield question, np.asarray((mine == Answer.NO) & ~working, np.bool_)


def broken_answers(survey: Survey) -> dict[Question, BoolArray]:
    """Return, by question, the rows whose "yes" means a device that does not work."""
    found: dict[Question, BoolArray] = {}
    for question, broken in broken_devices(survey):
        column = survey.column_of.get(question)
        if column is not None:
            yes = broken & (survey.answers[:, column] == Answer.YES)
            found[question] = found.get(question, np.zeros(len(survey), np.bool_)) | yes
    return {question: rows for question, rows in found.items() if rows.any()}


def check_devices(survey: Survey, findings: Findings) -> None:
    """Report what is not understood, and each "yes" that a broken device contradicts."""
    for name, column in survey.extra.items():
        if name.strip().casefold() in _known():
            bad = np.flatnonzero(words.answer_codes(column) < words.EMPTY)
            cell_findings(findings, "answer_not_understood", bad, survey.ids, name, column)
    for question, rows in broken_answers(survey).items():
        cell_findings(
            findings, "device_broken", np.flatnonzero(rows), survey.ids, question.column, None
        )


def _known() -> dict[str, tuple[Question, ...]]:
    """Return the columns that say whether a device works, and their questions."""
    return {
        device.works_column(zone).casefold(): tuple(Question(zone, key) for key in device.keys)
        for device in devices()
        for zone in ZONES
        if zone.kind is device.kind
    }


def _states(survey: Survey) -> dict[str, tuple[tuple[Question, ...], Int8Array]]:
    known = _known()
    return {
        name: (known[name.strip().casefold()], words.answer_codes(column))
        for name, column in survey.extra.items()
        if name.strip().casefold() in known
    }
