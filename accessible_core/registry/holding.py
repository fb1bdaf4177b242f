# SPDX-License-Identifier: MIT
"""Which surveys are not handed on: what nobody has handed in, and what contradicts itself."""

from __future__ import annotations

import numpy as np

from accessible_core.findings import Findings
from accessible_core.scoring.evidence import contradicts
from accessible_core.survey.contradictions import contradictions
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import ReviewState

#: Review states of surveys that nobody has handed in, or that were sent back.
_HELD_BACK = (ReviewState.DRAFT.value, ReviewState.RETURNED.value)


class Holding:
    """Decides, a row at a time, whether a survey is held back.

    Parameters
    ----------
    survey : Survey
        Validated.
    findings : Findings
        Takes one for each survey that is held back.
    unreviewed : bool
        Hold nothing back.
    """

    def __init__(self, survey: Survey, findings: Findings, *, unreviewed: bool) -> None:
        self._ids, self._reviews = survey.ids, survey.text("review")
        self._findings = findings
        self._unreviewed = unreviewed
        self._contradictory = {} if unreviewed else _contradictory(survey)

    def holds(self, row: int) -> bool:
        """Tell whether the survey of a row is held back, and report it if so."""
        if self._unreviewed:
            return False
        if self._reviews[row] in _HELD_BACK:
            self._findings.add("export_draft", self._ids[row], "review", self._reviews[row])
            return True
        if row in self._contradictory:
            self._findings.add("export_contradiction", self._ids[row], self._contradictory[row])
            return True
        return False


def _contradictory(survey: Survey) -> dict[int, str]:
    """Return the columns that contradict each other, or what was measured, by row."""
    found: dict[int, str] = {}
    for question, texts in survey.measured.items():
        for row in np.flatnonzero(texts != "").tolist():
            if row not in found and contradicts(survey, question, row):
                found[row] = question.column
    for pair in contradictions(survey):
        for row in np.flatnonzero(pair.rows).tolist():
            found.setdefault(row, f"{pair.question.column}, {pair.column}")
    return found
