# SPDX-License-Identifier: GPL-3.0-or-later
"""Facilities made by hand: where their doors are, and how each is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from hand_network import at

from accessible_core.routing.facilities.goals import Facilities, facilities_for
from accessible_core.scoring.scores import Doubt, Scores
from accessible_core.survey.table import ZONE_INDEX, Survey
from accessible_core.vocabulary import ENTRANCES, GROUPS, SCORE_BY_WIRE, ZONES, Score

FULL, PART, NOT, UNKNOWN = (
    "full_accessible", "partial_accessible", "not_accessible", "unknown",
)  # fmt: skip


def facilities(rows: Sequence[Mapping[str, Any]], network, profile="manual_wheelchair"):
    """Facilities, a row each: id, at (metres), score, sure, category, doors {n: (place, score)}.

    A door's place is in metres, None where nobody wrote it down.
    """
    n = len(rows)
    doors = np.full((n, 3, 2), np.nan)
    present = np.zeros((n, len(ZONES)), np.bool_)
    zones = np.full((n, len(ZONES), len(GROUPS)), Score.NOT_SCORED, np.int8)
    place = np.full((n, 2), np.nan)
    for row, made in enumerate(rows):
        if made.get("at") is not None:
            place[row] = at(*made["at"])
        for number, (where, score) in made.get("doors", {}).items():
            zone = ZONE_INDEX[ENTRANCES[number - 1]]
            present[row, zone] = True
            zones[row, zone] = SCORE_BY_WIRE[score]
            if where is not None:
                doors[row, number - 1] = at(*where)
    overall = np.array(
        [[SCORE_BY_WIRE[made.get("score", UNKNOWN)]] * 6 for made in rows], np.int8
    ).reshape(n, 6)
    doubts = np.array(
        [[Doubt.NONE if made.get("sure") else Doubt.NOT_APPROVED] * 6 for made in rows], np.uint8
    ).reshape(n, 6)
    survey = Survey(
        facilities={
            "id": np.array([made["id"] for made in rows], object),
            "category": np.array([made.get("category", "") for made in rows], object),
        },
        form=np.full(n, "small", object),
        lon=place[:, 0],
        lat=place[:, 1],
        doors=doors,
        questions=(),
        answers=np.zeros((n, 0), np.int8),
        present=present,
    )
    scores = Scores("by hand", zones, overall, overall, np.ones((n, 6), np.float32), doubts)
    found: Facilities = facilities_for(survey, network, profile, scores=scores)
    return found
