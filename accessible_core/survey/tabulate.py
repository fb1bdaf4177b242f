# SPDX-License-Identifier: MIT
"""From a survey table back to named columns, for writing and for QGIS."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist
from accessible_core.survey.table import FACILITY_FIELDS, ZONE_INDEX, BoolArray, Survey
from accessible_core.survey.words import ANSWER_WORDS
from accessible_core.vocabulary import ENTRANCES, GROUPS, ZONES, Answer, Score


def survey_columns(survey: Survey) -> dict[str, NDArray[Any]]:
    """Return everything a table needs so that reading it gives this survey again.

    Text columns are object arrays of str, empty where nothing is known;
    ``lon``, ``lat`` and doors are float64 with NaN. An answer is written as
    ``unknown`` where the row's form asks it of a zone that the row has, and as
    an empty cell elsewhere.
    """
    columns: dict[str, NDArray[Any]] = {
        name: survey.facilities[name] for name in FACILITY_FIELDS if name in survey.facilities
    }
    columns["form"] = survey.form
    columns["lon"], columns["lat"] = survey.lon, survey.lat
    for position, zone in enumerate(ENTRANCES):
        for axis, name in enumerate(("lon", "lat")):
            if not np.isnan(survey.doors[:, position, axis]).all():
                columns[f"{zone.value}_{name}"] = survey.doors[:, position, axis]
    asked = _asked(survey)
    for position, question in enumerate(survey.questions):
        codes = survey.answers[:, position]
        cells = ANSWER_WORDS[codes]
        columns[question.column] = np.where(
            asked[:, position] | (codes != Answer.UNKNOWN), cells, ""
        ).astype(object)
        if question in survey.measured:
            columns[f"{question.column}_measured"] = survey.measured[question]
    for question, texts in survey.measured.items():
        columns.setdefault(f"{question.column}_measured", texts)
    columns.update(
        (f"{zone.value}_comment", survey.comments[zone])
        for zone in ZONES
        if zone in survey.comments
    )
    columns.update(_override_columns(survey))
    for name, column in survey.extra.items():
        columns.setdefault(name, column)
    return columns


def _asked(survey: Survey) -> BoolArray:
    """Return which answers a row's form asks of zones that the row has, (n, q)."""
    asked = np.zeros(survey.answers.shape, np.bool_)
    for form in set(survey.form) - {""}:
        keys = [
            question.key in checklist(form).keys(question.zone.kind)
            for question in survey.questions
        ]
        asked[survey.form == form] = keys
    zones = np.array([ZONE_INDEX[question.zone] for question in survey.questions], np.intp)
    asked &= survey.present[:, zones]
    for zone in ENTRANCES[1:]:
        # That there is such an entrance must be written somewhere, asked or not.
        mine = zones == ZONE_INDEX[zone]
        unasked = survey.present[:, ZONE_INDEX[zone]] & ~asked[:, mine].any(axis=1)
        asked[np.ix_(unasked, mine)] = True
    return asked


def _override_columns(survey: Survey) -> dict[str, NDArray[Any]]:
    overrides = survey.overrides
    columns: dict[str, NDArray[Any]] = {}
    if not len(overrides):
        return columns
    for place in np.unique(overrides.zone):
        mine = overrides.zone == place
        for position, group in enumerate(GROUPS):
            cells = np.full(len(survey), "", dtype=object)
            scores = overrides.scores[mine, position]
            cells[overrides.row[mine]] = [Score(int(score)).wire for score in scores]
            columns[f"override_{ZONES[place].value}_{group.value}"] = cells
    for name in ("by", "at", "reason"):
        cells = np.full(len(survey), "", dtype=object)
        # One note a row: that of the last zone that has one.
        for row, text in zip(overrides.row, getattr(overrides, name)):
            if text:
                cells[row] = text
        columns[f"override_{name}"] = cells
    return columns
