# SPDX-License-Identifier: MIT
"""The smallest (or cheapest) sets of real improvements that reach a better score.

Exact, by shortest paths: all that the rules see of a class of questions
(`scoring.automaton`) is which answers occur in it, so a class can be improved
in few different ways, and each of them has one best set of changes: turn *all*
questions with some answer to yes, or just one more. A zone's automaton is
walked once, keeping the best way into each state; what is left of a zone is
the best way to each of its scores. Zones are combined in the same manner.

Ways are compared by total cost, then by number of changes, then by checklist
order: of two sets of the same size comes first the one that holds the earliest
question in which they differ. All three add up over disjoint sets, which is
what makes the shortest paths exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Optional, TypeVar, Union

from accessible_core.scoring.automaton import ZoneAutomaton
from accessible_core.scoring.explain_facility import START, Facility, Folded, ZoneCase, verdict
from accessible_core.scoring.rules import AnswerSet
from accessible_core.vocabulary import Answer, Score, Zone

#: Cost, number of changes, and minus the bit of each changed question, where
#: earlier questions have higher bits: the least is the best.
Way = tuple[Union[int, Fraction], int, int]
NO_CHANGE: Way = (0, 0, 0)
#: What each change costs, by key; keys that cannot be changed are missing.
Steps = Mapping[int, Way]

_State = TypeVar("_State")

#: Better scores, from the worst to the best.
_LADDER = (Score.NOT_ACCESSIBLE, Score.PARTIAL_ACCESSIBLE, Score.FULL_ACCESSIBLE)
ALL_SCORES = tuple(score for score in Score if score is not Score.NOT_SCORED)


@dataclass(frozen=True)
class Place:
    """One question of one zone, at its position in the checklist order.

    Attributes
    ----------
    zone : Zone
    key : int
    bit : int
        Higher for earlier questions.
    applies : bool or None
        For a question of a dated pair: whether it is the one for this
        building; None where the building's date is not known.
    cost : Fraction, int or None
        None where a cost table does not name the question.
    """

    zone: Zone
    key: int
    bit: int
    applies: Optional[bool]
    cost: Union[int, Fraction, None]

    @property
    def way(self) -> Way:
        """What the change adds to a set of changes."""
        return (self.cost or 0, 1, -self.bit)


@dataclass(frozen=True)
class Latitude:
    """What may be changed that a real improvement must leave alone.

    Only to find out why a goal is out of reach; no change is proposed so.

    Attributes
    ----------
    dated : bool
        Both questions of a dated pair.
    overridden : bool
        Zones whose score a moderator set.
    priceless : bool
        Questions that the cost table does not name.
    """

    dated: bool = False
    overridden: bool = False
    priceless: bool = False


def goals(now: Score) -> tuple[Score, ...]:
    """Return the scores better than `now`; from unknown or not provided, both."""
    if now is Score.NOT_SCORED:
        return ()
    return _LADDER[_LADDER.index(now) + 1 if now in _LADDER else 1 :]


def places_of(
    facility: Facility, costs: Optional[Mapping[tuple[Zone, int], Fraction]] = None
) -> tuple[Place, ...]:
    """Return all questions of a facility whose answer is not yes, in checklist order."""
    cells = [
        (case.zone, key)
        for case in facility.zones
        for key, answer in case.answers.items()
        if answer is not Answer.YES
    ]
    return tuple(
        Place(
            zone=zone,
            key=key,
            bit=1 << (len(cells) - 1 - position),
            applies=facility.applies(facility.question(zone, key)),
            cost=0 if costs is None else costs.get((zone, key)),
        )
        for position, (zone, key) in enumerate(cells)
    )


def best_ways(
    facility: Facility,
    column: int,
    places: Iterable[Place],
    latitude: Latitude = Latitude(),
) -> dict[Score, Way]:
    """Return the best set of improvements for each score that one can reach.

    Parameters
    ----------
    facility : Facility
    column : int
        Position of the group in `vocabulary.GROUPS`.
    places : iterable of Place
        From `places_of`.
    latitude : Latitude
    """
    steps: dict[Zone, dict[int, Way]] = {}
    for place in places:
        stays = place.applies is False and not latitude.dated
        if not stays and (place.cost is not None or latitude.priceless):
            steps.setdefault(place.zone, {})[place.key] = place.way
    ways: dict[Folded, Way] = {START: NO_CHANGE}
    for case in facility.zones:
        found = zone_ways(case, column, steps.get(case.zone, {}), latitude)
        following: dict[Folded, Way] = {}
        for before, way in ways.items():
            for score, more in found.items():
                _keep(following, case.fold(before, score), _add(way, more))
        ways = following
    best: dict[Score, Way] = {}
    for folded, way in ways.items():
        _keep(best, verdict(folded), way)
    return best


def zone_ways(
    case: ZoneCase,
    column: int,
    steps: Steps,
    latitude: Latitude = Latitude(),
) -> dict[Score, Way]:
    """Return the best set of improvements of one zone for each score that it can reach."""
    if case.overridden:
        free = ALL_SCORES if latitude.overridden else (case.scores[column],)
        return dict.fromkeys(free, NO_CHANGE)
    layers = case.automaton.layers
    nodes: dict[int, Way] = {layers.root: NO_CHANGE}
    for keys, edges in zip(case.automaton.classes, layers.children):
        options = _improved(keys, case.answers, steps)
        following: dict[int, Way] = {}
        for node, way in nodes.items():
            for found, more in options.items():
                _keep(following, edges[node][found], _add(way, more))
        nodes = following
    best: dict[Score, Way] = {}
    for node, way in nodes.items():
        _keep(best, layers.outcomes[node][column], way)
    return best


def reachable_by_any_answers(automaton: ZoneAutomaton, column: int) -> frozenset[Score]:
    """Return every score that a zone has for some answers, whatever they are."""
    return frozenset(outcome[column] for outcome in automaton.layers.outcomes)


def changed(places: Iterable[Place], way: Way) -> list[Place]:
    """Return the questions that a way changes, in checklist order."""
    return [place for place in places if -way[2] & place.bit]


def _improved(
    keys: tuple[int, ...], answers: Mapping[int, Answer], steps: Steps
) -> dict[AnswerSet, Way]:
    """Return the best way to each set of answers that improving one class can lead to.

    Which answers remain is all that counts: an answer vanishes only if all of
    its questions are changed, and a yes appears with any single change.
    """
    by_answer: dict[Answer, list[int]] = {}
    for key in keys:
        by_answer.setdefault(answers[key], []).append(key)
    worse = [answer for answer in by_answer if answer is not Answer.YES]
    clearable = [answer for answer in worse if all(key in steps for key in by_answer[answer])]
    options: dict[AnswerSet, Way] = {}
    for count in range(len(clearable) + 1):
        for cleared in combinations(clearable, count):
            gone = [key for answer in cleared for key in by_answer[answer]]
            _keep(options, _set_after(by_answer, gone), _sum(steps[key] for key in gone))
    if Answer.YES not in by_answer:
        spare = [
            key
            for answer in worse
            if len(by_answer[answer]) > 1
            for key in by_answer[answer]
            if key in steps
        ]
        if spare:
            one = min(spare, key=lambda key: steps[key])
            _keep(options, _set_after(by_answer, [one]), steps[one])
    return options


def _set_after(by_answer: Mapping[Answer, list[int]], gone: list[int]) -> AnswerSet:
    """Return which answers occur in a class once some of its questions are yes."""
    found = 1 << Answer.YES if gone else 0
    for answer, keys in by_answer.items():
        if not set(keys) <= set(gone):
            found |= 1 << answer
    return found


def _sum(ways: Iterable[Way]) -> Way:
    total = NO_CHANGE
    for way in ways:
        total = _add(total, way)
    return total


def _add(one: Way, other: Way) -> Way:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _keep(best: dict[_State, Way], state: _State, way: Way) -> None:
    """Keep the best way into each state."""
    if state not in best or way < best[state]:
        best[state] = way
