# SPDX-License-Identifier: MIT
"""Why no real improvement reaches a goal, and where a score rests on a quirk.

Quirks of single zones are data (``data/quirks.toml``). Why a goal is out of
reach is found by lifting one restriction after the other and looking whether
that brings it within reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any, Optional

from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml
from accessible_core.scoring.explain_facility import START, Facility, ZoneCase, verdict
from accessible_core.scoring.explain_reasons import condition_holds
from accessible_core.scoring.remedies import (
    ALL_SCORES,
    Latitude,
    Place,
    Way,
    best_ways,
    reachable_by_any_answers,
    zone_ways,
)
from accessible_core.scoring.rules import Condition, read_condition
from accessible_core.vocabulary import (
    GROUPS,
    SCORE_BY_WIRE,
    Group,
    Score,
    Zone,
    ZoneKind,
)

_FILE = Path(__file__).parent / "data" / "quirks.toml"
_FIELDS = frozenset({"code", "forms", "zone", "groups", "if", "score", "blocks"})

#: What a goal may founder on, with what would have to be lifted.
_OBSTACLES = {
    "dated_pair": "dated",
    "zone_overridden": "overridden",
    "cost_missing": "priceless",
}


@dataclass(frozen=True)
class Quirk:
    """Something in the rules, or in the record, that a reader should know.

    Attributes
    ----------
    code : str
        ``messages/explain.toml`` has the words under ``quirk_<code>``.
    zone : Zone or None
        Where it lies; None for the facility as a whole.
    goal : Score or None
        The goal that it puts out of reach; None where it bears on the present score.
    """

    code: str
    zone: Optional[Zone] = None
    goal: Optional[Score] = None


@dataclass(frozen=True)
class _Entry:
    """One entry of the data file, for one form."""

    code: str
    kind: ZoneKind
    groups: tuple[Group, ...]
    condition: Optional[Condition]
    score: Optional[Score]
    blocks: Optional[Score]


@lru_cache(maxsize=None)
def known_quirks(scheme: str, form: str) -> tuple[_Entry, ...]:
    """Return the quirks of a scheme's rules for one form, from ``data/quirks.toml``.

    Raises
    ------
    KnowledgeError
        An entry is broken; the message names file, entry and fault.
    """
    found = []
    for number, entry in enumerate(load_toml(_FILE).get(scheme, []), 1):
        where = f"{_FILE}: [[{scheme}]] {number}"
        if not isinstance(entry, dict) or not {"code", "forms", "zone"} <= set(entry):
            raise KnowledgeError(f"{where}: must have code, forms and zone.")
        surplus = set(entry) - _FIELDS
        if surplus:
            raise KnowledgeError(f"{where}: '{min(surplus)}' means nothing here.")
        if form in entry["forms"]:
            found.append(_entry(where, entry, scheme, form))
    return tuple(found)


def _entry(where: str, entry: Mapping[str, Any], scheme: str, form: str) -> _Entry:
    try:
        kind = ZoneKind(entry["zone"])
        groups = tuple(Group(name) for name in entry["groups"]) if "groups" in entry else GROUPS
        scores = {name: SCORE_BY_WIRE[entry[name]] for name in ("score", "blocks") if name in entry}
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error} is not known.") from error
    condition = read_condition(scheme, form, kind, entry["if"]) if "if" in entry else None
    return _Entry(entry["code"], kind, groups, condition, scores.get("score"), scores.get("blocks"))


def present_quirks(facility: Facility, column: int) -> list[Quirk]:
    """Return the quirks that bear on the present score, zone by zone."""
    if facility.form is None:
        return [Quirk("not_surveyed")]
    found = [] if facility.whole else [Quirk("not_whole_facility")]
    entries = known_quirks(facility.scheme, facility.form.form)
    for case in facility.zones:
        if case.overridden:
            found.append(Quirk("zone_overridden", case.zone))
            continue
        if GROUPS[column] not in case.rules.groups:
            continue
        here = [entry for entry in entries if _bears(entry, case, column)]
        found += [Quirk(entry.code, case.zone) for entry in here]
        if case.scores[column] is Score.NOT_PROVIDED and not here:
            found.append(Quirk("not_provided_left_out", case.zone))
    return found


def _bears(entry: _Entry, case: ZoneCase, column: int) -> bool:
    return (
        entry.kind is case.zone.kind
        and GROUPS[column] in entry.groups
        and entry.condition is not None
        and entry.score in (None, case.scores[column])
        and condition_holds(entry.condition, case.answers)
    )


def obstacles(
    facility: Facility,
    column: int,
    goal: Score,
    places: Sequence[Place],
    reached: Mapping[Score, Way],
) -> list[Quirk]:
    """Return why no real improvement reaches a goal.

    Parameters
    ----------
    facility : Facility
    column : int
        Position of the group in `vocabulary.GROUPS`.
    goal : Score
        One that is not in `reached`.
    places : sequence of Place
    reached : mapping of Score to Way
        From `remedies.best_ways`.

    Returns
    -------
    list of Quirk
        At least one.
    """
    if all(GROUPS[column] not in case.rules.groups for case in facility.zones) and not any(
        case.overridden for case in facility.zones
    ):
        return [Quirk("group_not_scored", None, goal)]
    if goal is Score.PARTIAL_ACCESSIBLE and Score.FULL_ACCESSIBLE in reached:
        return [Quirk("straight_to_full", None, goal)]
    codes = _lifted(facility, column, goal, places)
    found = [Quirk(code, None, goal) for code in codes]
    found += _blocking(facility, column, goal, places)
    if not found:
        found.append(Quirk(_left_over(facility, column, goal), None, goal))
    return found


def _lifted(facility: Facility, column: int, goal: Score, places: Sequence[Place]) -> list[str]:
    """Return the fewest restrictions whose lifting brings the goal within reach."""
    for count in range(1, len(_OBSTACLES) + 1):
        found = [
            codes
            for codes in combinations(_OBSTACLES, count)
            if goal
            in best_ways(
                facility, column, places, Latitude(**{_OBSTACLES[code]: True for code in codes})
            )
        ]
        if found:
            return [code for code in _OBSTACLES if any(code in codes for codes in found)]
    return []


def _blocking(facility: Facility, column: int, goal: Score, places: Sequence[Place]) -> list[Quirk]:
    """Return the quirks of zones that could have the goal's score by other answers only."""
    if facility.form is None:
        return []
    entries = known_quirks(facility.scheme, facility.form.form)
    found = []
    for case in facility.zones:
        fitting = [
            entry
            for entry in entries
            if entry.kind is case.zone.kind
            and entry.blocks is goal
            and GROUPS[column] in entry.groups
        ]
        if not fitting or case.overridden:
            continue
        steps = {
            place.key: place.way
            for place in places
            if place.zone is case.zone and place.applies is not False and place.cost is not None
        }
        if goal not in zone_ways(case, column, steps):
            found += [Quirk(entry.code, case.zone, goal) for entry in fitting]
    return found


def _left_over(facility: Facility, column: int, goal: Score) -> str:
    """Tell whether other answers than yes would reach the goal at all."""
    states = {START}
    for case in facility.zones:
        free = reachable_by_any_answers(case.automaton, column) if not case.overridden else None
        scores = free if free is not None else frozenset(ALL_SCORES)
        states = {case.fold(state, score) for state in states for score in scores}
    reachable = {verdict(state) for state in states}
    return "other_answers_only" if goal in reachable else "never_given"
