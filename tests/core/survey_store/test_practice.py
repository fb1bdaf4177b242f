# SPDX-License-Identifier: GPL-3.0-or-later
"""Agreement with model answers, counted by hand and against the textbook."""

import math

import numpy as np
import pytest

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey_store.practice import cohens_kappa, practice_agreement


def survey(ids, **answers):
    columns = {"id": ids, "form": ["full"] * len(ids), **answers}
    return survey_from_columns(columns, findings=Findings())


def test_kappa_as_in_the_textbook():
    """Both yes 20, only the first 5, only the second 10, both no 15: kappa 0.4."""
    one = np.repeat([2, 2, 1, 1], [20, 5, 10, 15])
    other = np.repeat([2, 1, 2, 1], [20, 5, 10, 15])
    assert cohens_kappa(one, other) == pytest.approx(0.4)
    assert cohens_kappa(one, one) == 1.0
    assert math.isnan(cohens_kappa(np.ones(4), np.ones(4)))
    assert math.isnan(cohens_kappa(np.empty(0), np.empty(0)))


def test_each_question_is_counted():
    model = survey(
        ["1", "2", "3", "4"],
        parking_1=["yes", "no", "yes", "unknown"],
        parking_2=["no", "no", "", ""],
        toilet_1=["unknown"] * 4,
    )
    # Other order, one more, one missing.
    trial = survey(
        ["3", "2", "1", "9"],
        parking_1=["no", "no", "unknown", "yes"],
        toilet_1=["yes"] * 4,
    )
    rows = {row.question: row for row in practice_agreement(model, trial)}
    assert set(rows) == {"parking_1", "parking_2", ""}
    first = rows["parking_1"]
    assert (first.compared, first.equal, first.open) == (3, 1, 1)
    assert first.share == pytest.approx(1 / 3)
    assert first.kappa == 0.0  # half agree, half would by chance
    second = rows["parking_2"]
    assert (second.compared, second.equal, second.open) == (2, 0, 2)
    assert second.as_dict()["kappa"] is None
    assert (rows[""].compared, rows[""].equal, rows[""].open) == (5, 1, 3)


def test_nothing_in_common_is_said():
    with pytest.raises(UsageError, match="no facility"):
        practice_agreement(survey(["1"], parking_1=["yes"]), survey(["2"], parking_1=["yes"]))
