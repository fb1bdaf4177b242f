# SPDX-License-Identifier: MIT
"""Some rows of a survey as a survey of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.survey.table import Overrides, Survey


def some_rows(survey: Survey, rows: NDArray[np.intp]) -> Survey:
    """Return the survey of some rows, in the order given, each once.

    Parameters
    ----------
    survey : Survey
    rows : int array (k,)
        Positions from 0, no one twice.
    """

    def cut(columns: Mapping[Any, Any]) -> dict[Any, Any]:
        return {name: column[rows] for name, column in columns.items()}

    place = np.full(len(survey), -1, np.int32)
    place[rows] = np.arange(len(rows), dtype=np.int32)
    given = survey.overrides
    kept = place[given.row] >= 0
    return replace(
        survey,
        facilities=cut(survey.facilities),
        form=survey.form[rows],
        lon=survey.lon[rows],
        lat=survey.lat[rows],
        doors=survey.doors[rows],
        answers=survey.answers[rows],
        present=survey.present[rows],
        measured=cut(survey.measured),
        comments=cut(survey.comments),
        extra=cut(survey.extra),
        overrides=Overrides(
            place[given.row[kept]],
            given.zone[kept],
            given.scores[kept],
            given.by[kept],
            given.at[kept],
            given.reason[kept],
        ),
    )
