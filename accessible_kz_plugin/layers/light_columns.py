# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a scored layer: the core's results and the light of each group."""

from __future__ import annotations

import numpy as np

from accessible_core.lights import light_of
from accessible_core.scoring.columns import result_columns
from accessible_core.scoring.scores import Scores
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import GROUPS, Score


def light_column(scores: Scores, group: int) -> np.ndarray:
    """Return the light's name for every row of one group, object (n,)."""
    lights = {
        (int(score), confirmed): light_of(score, confirmed).value
        for score in Score
        for confirmed in (False, True)
    }
    pairs = zip(scores.overall[:, group].tolist(), scores.confirmed[:, group].tolist())
    column = np.empty(len(scores.overall), dtype=object)
    column[:] = [lights[pair] for pair in pairs]
    return column


def scored_columns(survey: Survey, scores: Scores) -> dict[str, np.ndarray]:
    """Return all columns that scoring adds to a layer, lights first."""
    columns = {f"light_{group.value}": light_column(scores, i) for i, group in enumerate(GROUPS)}
    columns.update(result_columns(survey, scores))
    return columns
