# SPDX-License-Identifier: MIT
"""Scores as registry records, one JSON object a facility."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from accessible_core.scoring.columns import score_words
from accessible_core.scoring.scores import Scores
from accessible_core.survey.readers.registry_records import REGISTRY_ID
from accessible_core.survey.table import ObjectArray, Survey
from accessible_core.vocabulary import GROUPS, ZONES, Score


def score_records(survey: Survey, scores: Scores) -> Iterator[dict[str, Any]]:
    """Yield one record a facility, in the order of the survey.

    ``zone_scores`` are given for exactly the zones that the record holds. A
    whole facility has its children's zone among them, and ``entrance_score``
    and ``overall`` as well. All values are the registry's words.
    """
    groups = [group.value for group in GROUPS]
    zones = score_words(scores.zones)
    entrance, overall = score_words(scores.entrance), score_words(scores.overall)
    held = scores.zones[:, :, 0] != Score.NOT_SCORED
    whole = scores.overall[:, 0] != Score.NOT_SCORED
    numbers = survey.extra.get(REGISTRY_ID)

    def by_group(words: ObjectArray) -> dict[str, str]:
        return dict(zip(groups, words.tolist()))

    for row in range(len(survey)):
        number = None if numbers is None else numbers[row]
        record: dict[str, Any] = {
            "id": str(survey.ids[row]) if number is None else number,
            "form": str(survey.form[row]),
            "zone_scores": {
                ZONES[zone].value: by_group(zones[row, zone]) for zone in np.flatnonzero(held[row])
            },
        }
        if whole[row]:
            record["entrance_score"] = by_group(entrance[row])
            record["overall"] = by_group(overall[row])
        yield record
