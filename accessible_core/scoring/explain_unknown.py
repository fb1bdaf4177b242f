# SPDX-License-Identifier: MIT
"""Which unknown answers are worth finding out first.

Exactly those whose answer can matter: for some answers to the other unknown
questions of the facility, its score depends on this one. First come those that
can change the score alone, everything else staying as unknown as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Optional

from accessible_core.scoring.automaton import ZoneAutomaton
from accessible_core.scoring.explain_facility import START, Facility, Folded, ZoneCase, verdict
from accessible_core.scoring.rules import ALL_SETS, AnswerSet
from accessible_core.vocabulary import Answer, Score, Zone


@dataclass(frozen=True)
class OpenQuestion:
    """An unknown answer that the facility's score may depend on.

    Attributes
    ----------
    zone : Zone
    key : int
    alone : bool
        Knowing just this answer can change the score.
    applies : bool or None
        As `Facility.applies`, for questions of a dated pair.
    """

    zone: Zone
    key: int
    alone: bool
    applies: Optional[bool]


def find_out_first(facility: Facility, column: int) -> list[OpenQuestion]:
    """Return the unknown answers that matter, the most telling ones first.

    Within a rank they stand in checklist order; of a dated pair, the question
    that is not the one for this building comes last.
    """
    if not facility.whole:
        return []
    possible = {case.zone: _possible(case, column) for case in facility.zones}
    found = []
    for case in facility.zones:
        if case.overridden or len(possible[case.zone]) == 1:
            continue
        around = _around(facility, case, possible)
        now = {one.zone: frozenset([one.scores[column]]) for one in facility.zones}
        closing = replace(case, closes=True)
        here = _around(facility, case, now)
        matter: dict[int, tuple[bool, bool]] = {}
        for number, keys in enumerate(case.automaton.classes):
            unknown = [key for key in keys if case.answers[key] is Answer.UNKNOWN]
            if unknown:
                outcomes = _outcomes(case, column, number, settled=False)
                told = _outcomes(case, column, number, settled=True)
                verdicts = (_differ(closing, around, outcomes), _differ(closing, here, told))
                matter.update(dict.fromkeys(unknown, verdicts))
        for key in case.answers:
            if matter.get(key, (False, False))[0]:
                applies = facility.applies(facility.question(case.zone, key))
                found.append(OpenQuestion(case.zone, key, matter[key][1], applies))
    return sorted(found, key=lambda one: (one.applies is False, not one.alone))


def _possible(case: ZoneCase, column: int) -> frozenset[Score]:
    """Return the scores that a zone can come to."""
    if case.overridden:
        return frozenset([case.scores[column]])
    nodes = {case.automaton.layers.root}
    for edges, sets in zip(case.automaton.layers.children, _completions(case)):
        nodes = {edges[node][found] for node in nodes for found in sets}
    return frozenset(case.automaton.layers.outcomes[node][column] for node in nodes)


def _completions(case: ZoneCase) -> Iterator[tuple[AnswerSet, ...]]:
    for keys in case.automaton.classes:
        yield _completed([case.answers[key] for key in keys])


def _completed(answers: list[Answer]) -> tuple[AnswerSet, ...]:
    """Return the sets of answers that a class can come to; unknown may stay unknown."""
    known = 0
    unknown = 0
    for answer in answers:
        if answer is Answer.UNKNOWN:
            unknown += 1
        else:
            known |= 1 << answer
    if not unknown:
        return (known,)
    return tuple({known | more for more in ALL_SETS if bin(more).count("1") <= unknown})


def _around(
    facility: Facility, case: ZoneCase, possible: Mapping[Zone, frozenset[Score]]
) -> set[Folded]:
    """Return all that the other zones can combine to; those of its own kind come last."""
    states = {START}
    others = [one for one in facility.zones if one.zone.kind is not case.zone.kind]
    alike = [
        replace(one, closes=False)
        for one in facility.zones
        if one.zone.kind is case.zone.kind and one is not case
    ]
    for one in others + alike:
        states = {one.fold(state, score) for state in states for score in possible[one.zone]}
    return states


def _differ(case: ZoneCase, around: set[Folded], outcomes: set[frozenset[Score]]) -> bool:
    """Whether scores of one zone can make a difference to the facility."""
    return any(
        len({verdict(case.fold(state, score)) for score in scores}) > 1
        for scores in outcomes
        for state in around
    )


def _outcomes(case: ZoneCase, column: int, number: int, *, settled: bool) -> set[frozenset[Score]]:
    """Return which scores the answers to one unknown question of a class lead to.

    Each set holds the zone's scores by the four answers to that question, for
    one completion of all other questions; where `settled`, these stay as they are.
    """
    automaton: ZoneAutomaton = case.automaton
    layers = automaton.layers
    bundles = {(layers.root,) * len(Answer)}
    for position, (keys, edges) in enumerate(zip(automaton.classes, layers.children)):
        answers = [case.answers[key] for key in keys]
        own = position == number
        if own:
            answers.remove(Answer.UNKNOWN)
        if settled or not answers:
            sets: tuple[AnswerSet, ...] = (_set_of(answers),)
        else:
            sets = _completed(answers)
        bundles = {
            tuple(
                edges[node][found | (1 << answer if own else 0)]
                for node, answer in zip(bundle, Answer)
            )
            for bundle in bundles
            for found in sets
        }
    return {frozenset(layers.outcomes[node][column] for node in bundle) for bundle in bundles}


def _set_of(answers: list[Answer]) -> AnswerSet:
    found = 0
    for answer in answers:
        found |= 1 << answer
    return found
