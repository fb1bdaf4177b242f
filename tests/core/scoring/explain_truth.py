# SPDX-License-Identifier: GPL-3.0-or-later
"""Brute force over all sets of improvements, for tests: slow, and written apart."""

import copy
from itertools import chain, combinations

import numpy as np
from registry_plain import overall as plain_overall
from registry_plain import zone_score
from surveys import survey_of

from accessible_core.checklists import checklist
from accessible_core.scoring.engine import score
from accessible_core.survey.table import Question
from accessible_core.vocabulary import GROUPS, Answer, Score, Zone

#: Written down from reference/scoring.md and checklists.json, not read from the project:
#: (zone kind, older, newer, the day from which the newer one holds).
PAIRS = (
    ("movement", 32, 70, "2019-02-18"),
    ("entrance", 18, 60, "2019-02-18"),
    ("toilet", 50, 5, "2018-02-18"),
)
BETTER = {
    "not_accessible": ["partial_accessible", "full_accessible"],
    "partial_accessible": ["full_accessible"],
    "full_accessible": [],
    "unknown": ["partial_accessible", "full_accessible"],
    "not_provided": ["partial_accessible", "full_accessible"],
}


def complete(record):
    """Fill in what a record leaves open: every question, and the children's zone."""
    zones = {}
    for zone in Zone:
        given = record["zones"].get(zone.value)
        if given is None and zone is not Zone.KIDS_ACCESSIBILITY:
            continue
        keys = checklist(record["form"]).keys(zone.kind)
        zones[zone.value] = {key: (given or {}).get(key, "unknown") for key in keys}
    return {**record, "zones": zones}


def changeable(record, built=""):
    """List (zone, key) of all answers that may become yes, in checklist order."""
    doors = ("entrance2", "entrance3") if record["form"] == "small" else ()
    left_out = set()
    if built:
        for kind, older, newer, day in PAIRS:
            left_out.add((kind, older if built >= day else newer))
    return [
        (zone, key)
        for zone, answers in complete(record)["zones"].items()
        if zone not in record.get("overridden", {}) and zone not in doors
        for key, answer in answers.items()
        if answer != "yes" and (zone.rstrip("123"), key) not in left_out
    ]


def plain_verdict(record, group):
    """Score a whole facility by the plain reading of the rules."""
    found = {}
    for zone, answers in complete(record)["zones"].items():
        found[zone] = zone_score(record["form"], zone.rstrip("123"), answers)
    for zone, given in record.get("overridden", {}).items():
        found[zone] = {**dict.fromkeys(found[zone], "not_provided"), **given}
    return plain_overall(record["form"], found)[group]


def improve(record, changes):
    """Return a record with some answers turned to yes."""
    better = copy.deepcopy(complete(record))
    for zone, key in changes:
        better["zones"][zone][key] = "yes"
    return better


def subsets(items):
    """Yield all subsets, the smaller ones first, each size in checklist order."""
    return chain.from_iterable(combinations(items, n) for n in range(len(items) + 1))


def best_by_plain_reading(record, group, items, cost=None):
    """Return the best set of improvements for each score, by trying all of them."""
    best = {}
    for chosen in subsets(items):
        word = plain_verdict(improve(record, chosen), group)
        price = sum(cost[item] for item in chosen) if cost else 0
        if word not in best or (price, len(chosen)) < best[word][:2]:
            best[word] = (price, len(chosen), chosen)
    return {word: chosen for word, (_, _, chosen) in best.items()}


def best_by_engine(record, group, items):
    """Return the smallest set of improvements for each score, scoring all sets at once."""
    count = len(items)
    one = survey_of([complete(record)])
    columns = [one.column_of[Question(Zone(zone), key)] for zone, key in items]
    numbers = np.arange(1 << count)
    answers = np.repeat(one.answers, len(numbers), axis=0)
    for place, column in enumerate(columns):
        answers[(numbers >> (count - 1 - place) & 1) == 1, column] = Answer.YES
    many = rows_like(one, answers)
    overall = score(many).overall[:, [g.value for g in GROUPS].index(group)]
    sizes = np.array([bin(number).count("1") for number in numbers])
    best = {}
    for code in np.unique(overall):
        rows = np.flatnonzero(overall == code)
        rows = rows[sizes[rows] == sizes[rows].min()]
        number = int(rows.max())  # earlier questions are the higher bits
        chosen = tuple(
            item for place, item in enumerate(items) if number >> (count - 1 - place) & 1
        )
        best[Score(int(code)).wire] = chosen
    return best


def rows_like(one, answers):
    """Return a survey of many rows like `one`, with other answers."""
    n = len(answers)
    overrides = one.overrides
    repeated = type(overrides)(
        row=np.repeat(np.arange(n, dtype=np.int32), len(overrides)),
        zone=np.tile(overrides.zone, n),
        scores=np.tile(overrides.scores, (n, 1)),
        by=np.tile(overrides.by, n),
        at=np.tile(overrides.at, n),
        reason=np.tile(overrides.reason, n),
    )
    return type(one)(
        facilities={"id": np.arange(n).astype(str).astype(object)},
        form=np.repeat(one.form, n),
        lon=np.repeat(one.lon, n),
        lat=np.repeat(one.lat, n),
        doors=np.repeat(one.doors, n, axis=0),
        questions=one.questions,
        answers=answers,
        present=np.repeat(one.present, n, axis=0),
        overrides=repeated if len(overrides) else overrides,
    )


def promised(explanation):
    """Return ``{goal word: tuple of (zone, key) or None}`` of an explanation."""
    return {
        goal.wire: None if changes is None else tuple((c.zone.value, c.key) for c in changes)
        for goal, changes in explanation.to_reach.items()
    }
