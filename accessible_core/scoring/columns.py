# SPDX-License-Identifier: MIT
"""Scores as named columns, for tables and layers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.scoring.scores import Scores
from accessible_core.survey.table import ZONE_INDEX, Int8Array, ObjectArray, Survey
from accessible_core.vocabulary import GROUPS, ZONES, Score, Zone

_WORDS: ObjectArray = np.array([Score(code).wire for code in range(-1, max(Score) + 1)], object)


def score_words(codes: Int8Array) -> ObjectArray:
    """Return the registry's words for `Score` codes, None where nothing was scored."""
    words: ObjectArray = _WORDS[codes.astype(np.intp) + 1]
    return words


def result_columns(survey: Survey, scores: Scores) -> dict[str, NDArray[Any]]:
    """Return the columns that ``score`` adds to a table.

    ``score_<group>``, ``known_<group>`` and ``confirmed_<group>`` for the
    facility, then ``score_<zone>_<group>`` for every zone that any row holds,
    ``entrance`` being the average of the entrances.

    Returns
    -------
    dict of str to array (n,)
        Scores are words, None where not scored; shares float64, NaN where
        there is none; confirmed is True or False, None where not scored.
    """
    columns: dict[str, NDArray[Any]] = {}
    for position, group in enumerate(GROUPS):
        overall = scores.overall[:, position]
        columns[f"score_{group.value}"] = score_words(overall)
        columns[f"known_{group.value}"] = scores.known[:, position].astype(np.float64)
        confirmed = scores.confirmed[:, position].astype(object)
        confirmed[overall == Score.NOT_SCORED] = None
        columns[f"confirmed_{group.value}"] = confirmed
    for name, codes in _zones(survey, scores):
        for position, group in enumerate(GROUPS):
            columns[f"score_{name}_{group.value}"] = score_words(codes[:, position])
    return columns


def _zones(survey: Survey, scores: Scores) -> list[tuple[str, Int8Array]]:
    """Return names and scores of the zones that anybody was asked about."""
    if not survey.surveyed.any():
        return []
    found = []
    for zone in ZONES:
        codes = scores.zones[:, ZONE_INDEX[zone]]
        if (codes != Score.NOT_SCORED).any():
            found.append((zone.value, codes))
        if zone is Zone.ENTRANCE3 and (scores.entrance != Score.NOT_SCORED).any():
            found.append(("entrance", scores.entrance))
    return found
