# SPDX-License-Identifier: MIT
"""How well trial surveys agree with model answers, question by question."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.survey.table import Question, Survey
from accessible_core.vocabulary import Answer

Int8 = NDArray[np.int8]


@dataclass(frozen=True)
class Agreement:
    """How one question was answered, compared with the model.

    Attributes
    ----------
    question : str
        Column of the answer; empty for all questions together.
    compared : int
        Facilities of which the model answer is known.
    equal : int
        Those where the trial gives the same answer.
    open : int
        Those where the trial gives none; they are not equal.
    kappa : float
        Cohen's kappa over those that both answer: 1 is full agreement, 0 what
        chance alone would give; NaN where it is not defined (nobody answered, or
        both gave one and the same answer everywhere).
    """

    question: str
    compared: int
    equal: int
    open: int
    kappa: float

    @property
    def share(self) -> float:
        """Share of the compared that are equal; NaN where nothing was compared."""
        return self.equal / self.compared if self.compared else math.nan

    def as_dict(self) -> dict[str, Any]:
        """Return the row as a document; null where a number is not defined."""
        return {
            "question": self.question,
            "compared": self.compared,
            "equal": self.equal,
            "share": None if math.isnan(self.share) else round(self.share, 4),
            "open": self.open,
            "kappa": None if math.isnan(self.kappa) else round(self.kappa, 4),
        }


def practice_agreement(model: Survey, trial: Survey) -> tuple[Agreement, ...]:
    """Compare a trial survey with the model answers of a practice set.

    Facilities are matched by id, questions by zone and key. A model answer that is
    not known asks nothing and is left out. The last row is all questions together.

    Raises
    ------
    UsageError
        The two have no facility in common.

    Notes
    -----
    Cohen, "A coefficient of agreement for nominal scales" (1960), with the answers
    yes, no and not_provided.
    """
    rows = {facility: row for row, facility in enumerate(trial.ids)}
    pairs = [(row, rows[facility]) for row, facility in enumerate(model.ids) if facility in rows]
    if not pairs:
        raise UsageError("The trial and the model answers have no facility (id) in common.")
    mine, theirs = (np.array(side, np.intp) for side in zip(*pairs))
    compared = list(_answers(model, trial, mine, theirs))
    found = [_agreement(question.column, *answers) for question, *answers in compared]
    if compared:
        together = [np.concatenate(side) for side in zip(*(answers for _, *answers in compared))]
        found.append(_agreement("", *together))
    return tuple(found)


def _answers(
    model: Survey, trial: Survey, mine: NDArray[np.intp], theirs: NDArray[np.intp]
) -> Iterator[tuple[Question, Int8, Int8]]:
    """Yield each question with the model's known answers and the trial's, both (k,)."""
    for position, question in enumerate(model.questions):
        right = model.answers[mine, position]
        column = trial.column_of.get(question)
        given = np.zeros(len(theirs), np.int8) if column is None else trial.answers[theirs, column]
        known = right != Answer.UNKNOWN
        if known.any():
            yield question, right[known], given[known]


def _agreement(name: str, right: Int8, given: Int8) -> Agreement:
    answered = given != Answer.UNKNOWN
    return Agreement(
        name,
        len(right),
        int((right == given).sum()),
        int((~answered).sum()),
        cohens_kappa(right[answered], given[answered]),
    )


def cohens_kappa(one: NDArray[Any], other: NDArray[Any]) -> float:
    """Return Cohen's kappa of two raters' categories, both (n,); NaN where not defined."""
    n = len(one)
    if n == 0:
        return math.nan
    observed = float((one == other).mean())
    expected = sum(
        float((one == category).mean()) * float((other == category).mean())
        for category in set(one.tolist()) | set(other.tolist())
    )
    return math.nan if expected >= 1.0 else (observed - expected) / (1.0 - expected)
