# SPDX-License-Identifier: GPL-3.0-or-later
"""Small surveys built in memory, for tests."""

import numpy as np

from accessible_core.checklists import checklist
from accessible_core.survey.table import ZONE_INDEX, Overrides, Question, Survey
from accessible_core.vocabulary import ANSWER_BY_WIRE, GROUPS, SCORE_BY_WIRE, ZONES, Score, Zone

USUAL = tuple(zone for zone in ZONES if zone not in (Zone.ENTRANCE2, Zone.ENTRANCE3))


def objects(values):
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def survey_of(records, **facts):
    """Make a survey from ``{"form", "zones": {zone: {key: answer}}, "overridden"?}``."""
    n = len(records)
    questions = tuple(
        dict.fromkeys(
            Question(Zone(zone), key)
            for record in records
            for zone in record["zones"]
            for key in checklist(record["form"] or "full").keys(Zone(zone).kind)
        )
    )
    answers = np.zeros((n, len(questions)), np.int8)
    present = np.zeros((n, len(ZONES)), bool)
    overrides = []
    for row, record in enumerate(records):
        for zone, given in record["zones"].items():
            present[row, ZONE_INDEX[Zone(zone)]] = True
            for key, word in given.items():
                answers[row, questions.index(Question(Zone(zone), key))] = ANSWER_BY_WIRE[word]
        for zone, scores in record.get("overridden", {}).items():
            codes = [SCORE_BY_WIRE[scores.get(g.value, Score.NOT_PROVIDED.wire)] for g in GROUPS]
            overrides.append((row, ZONE_INDEX[Zone(zone)], codes))
    empty = objects([""] * len(overrides))
    table = (
        Overrides(
            np.array([o[0] for o in overrides], np.int32),
            np.array([o[1] for o in overrides], np.int8),
            np.array([o[2] for o in overrides], np.int8),
            empty,
            empty,
            empty,
        )
        if overrides
        else Overrides.none()
    )
    measured = facts.pop("measured", {})
    facilities = {"id": objects([str(row) for row in range(n)])}
    facilities.update({name: objects(values) for name, values in facts.items()})
    return Survey(
        facilities=facilities,
        form=objects([record["form"] for record in records]),
        lon=np.full(n, np.nan),
        lat=np.full(n, np.nan),
        doors=np.full((n, 3, 2), np.nan),
        questions=questions,
        answers=answers,
        present=present,
        measured={question: objects(values) for question, values in measured.items()},
        overrides=table,
    )


def uniform(form, answer, zones=USUAL):
    """Return a whole facility with the same answer everywhere."""
    asked = checklist(form)
    return {
        "form": form,
        "zones": {zone.value: dict.fromkeys(asked.keys(zone.kind), answer) for zone in zones},
    }


def words(codes):
    """Return a (6,) array of score codes as the registry's words by group."""
    return {g.value: Score(int(c)).wire for g, c in zip(GROUPS, codes)}
