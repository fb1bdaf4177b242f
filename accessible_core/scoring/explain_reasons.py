# SPDX-License-Identifier: MIT
"""Which answers made a score, read off the rule that set it.

For every zone that the facility's score rests on: the step of its rules that
set the group's score last, and the answers that made its condition true. Where
no step set it, the answers that kept the nearest better step from holding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from accessible_core.scoring.combine import average
from accessible_core.scoring.explain_facility import Facility, ZoneCase
from accessible_core.scoring.rules import Atom, Condition, Step, holds
from accessible_core.vocabulary import GROUPS, Answer, Score, Zone

GIVES = "gives"
PREVENTS = "prevents"

_Answers = Mapping[int, Answer]
_RANK = {Score.NOT_ACCESSIBLE: 1, Score.PARTIAL_ACCESSIBLE: 2, Score.FULL_ACCESSIBLE: 3}


@dataclass(frozen=True)
class Reason:
    """One answer that a score rests on.

    Attributes
    ----------
    zone : Zone
    key : int
    answer : Answer
    effect : str
        `GIVES`: the rule that holds by this answer gives the zone the score
        `score`; `PREVENTS`: by this answer the zone does not get `score`.
    score : Score
    """

    zone: Zone
    key: int
    answer: Answer
    effect: str
    score: Score

    @property
    def code(self) -> str:
        """Return the effect as a code, such as ``prevents_full_accessible``."""
        return f"{self.effect}_{self.score.wire}"


def reasons(facility: Facility, column: int) -> list[Reason]:
    """Return the answers that made a facility's score, in checklist order."""
    found = []
    for case in deciding_zones(facility, column):
        if not case.overridden:
            found += zone_reasons(case, column)
    return found


def deciding_zones(facility: Facility, column: int) -> tuple[ZoneCase, ...]:
    """Return the zones that make the facility's score what it is.

    Not accessible: the decisive zones that bar it, else those not accessible.
    Partly accessible: those that keep it from being fully accessible. Else
    those that have the same score. All of them, where the record is no whole
    facility and has no score.
    """
    now = facility.score(column)
    zones = tuple(
        case for case in facility.zones if case.overridden or GROUPS[column] in case.rules.groups
    )
    if now is Score.NOT_SCORED:
        return zones
    if now is Score.NOT_ACCESSIBLE:
        barring = tuple(case for case in zones if _bars(facility, case, column))
        if barring:
            return barring
    if now is Score.PARTIAL_ACCESSIBLE:
        fine = (Score.FULL_ACCESSIBLE, Score.NOT_PROVIDED)
        return tuple(case for case in zones if case.scores[column] not in fine)
    return tuple(case for case in zones if case.scores[column] is now)


def _bars(facility: Facility, case: ZoneCase, column: int) -> bool:
    alike = [one.scores[column] for one in facility.zones if one.zone.kind is case.zone.kind]
    return (
        case.decisive
        and average(*alike) is Score.NOT_ACCESSIBLE
        and case.scores[column] is Score.NOT_ACCESSIBLE
    )


def zone_reasons(case: ZoneCase, column: int) -> list[Reason]:
    """Return the answers that made a zone's score, in checklist order."""
    group = GROUPS[column]
    if group not in case.rules.groups:
        return []  # never scored for this group, whatever the answers
    now = case.scores[column]
    step = _last_step(case, column)
    if step is not None:
        keys = _witness(step.condition, case.answers)
        return _reasons(case, keys or set(case.answers), GIVES, now)
    nearest: Optional[tuple[int, Step, set[int]]] = None
    for other in case.rules.steps:
        if group in other.groups and _RANK.get(other.score, 0) > _RANK.get(now, 0):
            keys = _counter_witness(other.condition, case.answers)
            if nearest is None or len(keys) < nearest[0]:
                nearest = (len(keys), other, keys)
    if nearest is None:
        return _reasons(case, set(case.answers), GIVES, now)
    return _reasons(case, nearest[2], PREVENTS, nearest[1].score)


def _last_step(case: ZoneCase, column: int) -> Optional[Step]:
    """Return the step that set a group's score, None where it is the start's."""
    found = None
    for step in case.rules.steps:
        if holds(step.condition, lambda atom: _true(atom, case.answers)):
            if GROUPS[column] in step.groups:
                found = step
            if step.stop:
                break
    return found


def _reasons(case: ZoneCase, keys: Iterable[int], effect: str, score: Score) -> list[Reason]:
    chosen = set(keys)
    return [
        Reason(case.zone, key, answer, effect, score)
        for key, answer in case.answers.items()
        if key in chosen
    ]


def _true(atom: Atom, answers: _Answers) -> bool:
    found = 0
    for key in atom.keys:
        found |= 1 << answers[key]
    return atom.fits(found)


def condition_holds(condition: Condition, answers: Mapping[int, Answer]) -> bool:
    """Whether a condition holds for the answers of a zone."""
    return holds(condition, lambda atom: _true(atom, answers))


def _witness(condition: Condition, answers: _Answers) -> set[int]:
    """Return the keys whose answers make a condition true that holds."""
    if isinstance(condition, Atom):
        if condition.kind == "some":
            return {key for key in condition.keys if answers[key] is condition.answer}
        return set(condition.keys)
    if condition.kind == "any_of":
        true = [part for part in condition.parts if condition_holds(part, answers)]
        return min((_witness(part, answers) for part in true), key=len)
    if condition.kind == "none_of":
        return _union(_counter_witness(part, answers) for part in condition.parts)
    return _union(_witness(part, answers) for part in condition.parts)


def _counter_witness(condition: Condition, answers: _Answers) -> set[int]:
    """Return the keys whose answers stand in the way of a condition that does not hold.

    Of alternatives, those of the one with the fewest in its way.
    """
    if isinstance(condition, Atom):
        if condition.kind == "match":
            return {key for key in condition.keys if answers[key] is not condition.answer}
        return set(condition.keys)
    if condition.kind == "all_of":
        false = [part for part in condition.parts if not condition_holds(part, answers)]
        return _union(_counter_witness(part, answers) for part in false)
    if condition.kind == "none_of":
        true = [part for part in condition.parts if condition_holds(part, answers)]
        return _union(_witness(part, answers) for part in true)
    return min((_counter_witness(part, answers) for part in condition.parts), key=len)


def _union(sets: Iterable[set[int]]) -> set[int]:
    return set().union(*sets)
