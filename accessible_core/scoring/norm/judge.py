# SPDX-License-Identifier: MIT
"""Judging measured values by an edition of a norm.

Only what was measured counts: an answer "yes" or "no" says how somebody read
the checklist's own limit, not what an edition with another limit would say.
"Not provided" takes an item out, unless the edition requires the zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import Checklist, checklist, forms
from accessible_core.checklists.measure import meets, read_quantities
from accessible_core.scoring.norm.concerns import Concerns, concerns
from accessible_core.scoring.norm.coverage import (
    covered_quantities,
    decisive_quantities,
    judged_rules,
    quantities_of,
)
from accessible_core.scoring.norm.dates import rows_by_edition
from accessible_core.scoring.norm.editions import Edition, Requirement, Rule, edition
from accessible_core.scoring.norm.verdicts import (
    VERDICT_OF_STATE,
    Detail,
    NormVerdicts,
    State,
    Verdict,
)
from accessible_core.survey.table import (
    ZONE_INDEX,
    BoolArray,
    Int8Array,
    ObjectArray,
    Question,
    Survey,
)
from accessible_core.survey.working_order import broken_answers
from accessible_core.vocabulary import ENTRANCES, GROUPS, ZONES, Answer, Group, Zone, ZoneKind

_Rows = NDArray[np.intp]


def judge(
    survey: Survey,
    by: Optional[str] = None,
    *,
    rows: Optional[Iterable[int]] = None,
    with_unknown: bool = False,
    with_details: bool = True,
) -> NormVerdicts:
    """Judge what a survey measured by a norm.

    Parameters
    ----------
    survey : Survey
    by : str, optional
        Name of the edition; by default the one that the date in ``rebuilt`` or
        ``built`` chooses. Where the date leaves several, or is not known, a
        verdict is given only if all of them give the same.
    rows : iterable of int, optional
        Judge these only; by default all rows.
    with_unknown : bool
        Also list the unknown clauses that verdicts wait for.
    with_details : bool
        List failed clauses; without them many rows are judged faster.

    Raises
    ------
    UsageError
        There is no such edition.
    """
    n = len(survey)
    chosen = np.zeros(n, np.bool_)
    chosen[slice(None) if rows is None else list(rows)] = True
    chosen &= survey.surveyed & np.isin(survey.form, list(forms()))
    result = NormVerdicts(
        editions=_no_editions(n),
        zones=np.full((n, len(ZONES), len(GROUPS)), Verdict.NOT_JUDGED, np.int8),
        overall=np.full((n, len(GROUPS)), Verdict.NOT_JUDGED, np.int8),
        known=np.full((n, len(GROUPS)), np.nan),
    )
    details: list[Detail] = []
    for names, local in rows_by_edition(survey, np.flatnonzero(chosen), by):
        for name in names:
            for form in dict.fromkeys(survey.form[local].tolist()):
                mine = local[survey.form[local] == form]
                part = _Judgement(
                    survey, edition(name), checklist(form), mine, _noted(with_details, with_unknown)
                )
                part.run()
                _merge(result, part, first=name == names[0])
                details += part.details
        for row in local:
            result.editions[row] = names
    return NormVerdicts(result.editions, result.zones, result.overall, result.known, tuple(details))


def _no_editions(n: int) -> ObjectArray:
    names: ObjectArray = np.empty(n, dtype=object)
    for row in range(n):  # numpy would take an empty tuple for a row of nothing
        names[row] = ()
    return names


def _noted(with_details: bool, with_unknown: bool) -> tuple[State, ...]:
    """Return the states of which single clauses are listed."""
    if not with_details:
        return ()
    return (State.FAILS, State.UNKNOWN) if with_unknown else (State.FAILS,)


@dataclass
class _Judgement:
    """Rows of one form judged by one edition.

    `zones` and `overall` hold `State` codes until `_merge` makes verdicts of them.
    """

    survey: Survey
    by: Edition
    asked: Checklist
    rows: _Rows
    noted: tuple[State, ...]
    details: list[Detail] = field(default_factory=list)

    def run(self) -> None:
        n = len(self.rows)
        self.zones: dict[Zone, Int8Array] = {}
        self.overall = np.zeros((n, len(GROUPS)), np.int8)
        self.concerned = np.zeros((n, len(GROUPS)))
        self.settled = np.zeros((n, len(GROUPS)))
        self.rules = judged_rules(self.by, self.asked)
        self.decisive = decisive_quantities(self.asked)
        self.broken = broken_answers(self.survey)
        for zone in ZONES:
            if zone.kind in self.asked.zones:
                self._judge_zone(zone)
        for states in self._combined().values():
            np.maximum(self.overall, states, out=self.overall)
        self._cap_where_uncovered()

    def share_known(self) -> NDArray[np.float64]:
        share = np.full_like(self.concerned, np.nan)
        np.divide(self.settled, self.concerned, out=share, where=self.concerned > 0)
        return share

    def present(self, zone: Zone) -> BoolArray:
        return np.asarray(self.survey.present[self.rows, ZONE_INDEX[zone]], np.bool_)

    def _counts(self, zone: Zone) -> bool:
        return zone not in ENTRANCES[self.asked.entrances :]

    def _judge_zone(self, zone: Zone) -> None:
        states = np.zeros((len(self.rows), len(GROUPS)), np.int8)
        # A further entrance is there only where the record holds it.
        here = self.present(zone) if zone in ENTRANCES[1:] else np.ones(len(self.rows), np.bool_)
        if not here.any():
            return
        about = concerns().get(zone.kind)
        for rule in self.rules:
            if about is None or rule.kind is not zone.kind:
                continue
            groups = about.groups.get(rule.quantity, frozenset())
            if groups:
                self._take(zone, rule, groups, self._states(zone, rule, about), here, states)
        for requirement in self.by.required:
            if requirement.kind is zone.kind:
                found = self._missing(zone, requirement)
                groups = frozenset(requirement.groups)
                self._take(zone, requirement, groups, found, here, states)
        self.zones[zone] = states

    def _take(
        self,
        zone: Zone,
        rule: Rule | Requirement,
        groups: frozenset[Group],
        found: Int8Array,
        here: BoolArray,
        states: Int8Array,
    ) -> None:
        """Take one rule's states into those of its zone, and note what is wrong."""
        found = np.where(here, found, State.NEEDLESS).astype(np.int8)
        for column, group in enumerate(GROUPS):
            if group not in groups:
                continue
            mine = found.copy()
            if isinstance(rule, Rule) and (zone.kind, rule.quantity) not in self.decisive[group]:
                mine[mine == State.UNKNOWN] = State.OPEN
            np.maximum(states[:, column], mine, out=states[:, column])
            if self._counts(zone):
                self.concerned[:, column] += mine != State.NEEDLESS
                self.settled[:, column] += (mine == State.MEETS) | (mine == State.FAILS)
        if not self.noted:
            return
        for place in np.flatnonzero(np.isin(found, self.noted)):
            self._note(zone, rule, groups, State(int(found[place])), int(self.rows[place]))

    def _note(
        self,
        zone: Zone,
        rule: Rule | Requirement,
        groups: frozenset[Group],
        state: State,
        row: int,
    ) -> None:
        whose = tuple(group for group in GROUPS if group in groups)
        if isinstance(rule, Rule) and state is State.UNKNOWN:
            whose = tuple(g for g in whose if (zone.kind, rule.quantity) in self.decisive[g])
        if not whose or not self._counts(zone):
            return
        key, value = None, ""
        if isinstance(rule, Rule):
            key = rule.keys[0]
            for other in rule.keys:
                texts = self.survey.measured.get(Question(zone, other))
                if texts is not None and texts[row] != "":
                    key, value = other, str(texts[row])
                    break
        self.details.append(Detail(row, zone, self.by.name, state, whose, rule, key, value))

    def _states(self, zone: Zone, rule: Rule, about: Concerns) -> Int8Array:
        """Return the state of one rule in one zone, a code a row."""
        absent = np.ones(len(self.rows), np.bool_)
        asked_at_all = False
        measured = np.zeros(len(self.rows), np.int8)
        for key in rule.keys:
            names = quantities_of(self.asked, zone.kind, key)
            if rule.quantity not in names:
                continue
            asked_at_all = True
            absent &= self._answered(zone, key) == Answer.NOT_PROVIDED
            texts = self.survey.measured.get(Question(zone, key))
            if texts is not None:
                mine = texts[self.rows]
                place = names.index(rule.quantity)
                states_of = {
                    text: state_of(rule, place, len(names), str(text)) if text != "" else 0
                    for text in set(mine.tolist())
                }
                here = np.fromiter((states_of[text] for text in mine), np.int8, len(mine))
                np.maximum(measured, here, out=measured)
                broken = self.broken.get(Question(zone, key))
                if broken is not None:  # however wide its doors, it is no lift
                    measured[broken[self.rows] & (measured == State.MEETS)] = State.UNKNOWN
        needless = absent if asked_at_all else np.zeros_like(absent)
        if about.spared_by is not None and rule.quantity in about.spared:
            needless = needless | (self._answered(zone, about.spared_by) == Answer.YES)
        states = np.where(needless, State.NEEDLESS, State.UNKNOWN)
        return np.where(measured != 0, measured, states).astype(np.int8)

    def _answered(self, zone: Zone, key: int) -> Int8Array:
        column = self.survey.column_of.get(Question(zone, key))
        if column is None or not self.asked.asks(zone, key):
            return np.zeros(len(self.rows), np.int8)
        answers: Int8Array = self.survey.answers[self.rows, column]
        return answers

    def _missing(self, zone: Zone, requirement: Requirement) -> Int8Array:
        """Return the state of a requirement: failed where the zone is said not to be there.

        Unknown where no source requires it, or where it is demanded of some
        buildings only and nobody said whether of this one.
        """
        keys = [key for key in self.asked.keys(zone.kind) if key not in requirement.not_demanded]
        if not keys:
            return np.zeros(len(self.rows), np.int8)
        missing = np.logical_and.reduce(
            [self._answered(zone, key) == Answer.NOT_PROVIDED for key in keys]
        )
        state = np.full(len(self.rows), State.FAILS if requirement.verified else State.UNKNOWN)
        if requirement.not_demanded:
            said = np.stack([self._answered(zone, key) for key in requirement.not_demanded])
            missing &= ~(said == Answer.NO).all(axis=0)
            state[(said == Answer.UNKNOWN).all(axis=0)] = State.UNKNOWN
        missing &= self.present(zone)
        return np.where(missing, state, State.NEEDLESS).astype(np.int8)

    def _combined(self) -> dict[ZoneKind, Int8Array]:
        """Return the states by kind of zone, the entrances joined as the edition says."""
        found = {zone.kind: states for zone, states in self.zones.items() if zone not in ENTRANCES}
        doors = [zone for zone in ENTRANCES[: self.asked.entrances] if zone in self.zones]
        if not doors:
            return found
        if self.by.any_entrance:
            here = np.stack([self.present(z) | (z is ENTRANCES[0]) for z in doors])[:, :, None]
            found[ZoneKind.ENTRANCE] = best_of(np.stack([self.zones[z] for z in doors]), here)
        else:
            found[ZoneKind.ENTRANCE] = np.maximum.reduce([self.zones[zone] for zone in doors])
        return found

    def _cap_where_uncovered(self) -> None:
        """Where a decisive quantity has no rule, the verdict cannot be "meets"."""
        covered = covered_quantities(self.by, self.asked)
        # The registry's limits exist, and a short form merely does not ask for them.
        cap = State.NEEDLESS if self.by.as_of is None else State.OPEN
        for column, group in enumerate(GROUPS):
            if not self.decisive[group] <= covered:
                overall = self.overall[:, column]
                overall[overall == State.MEETS] = cap


def best_of(states: Int8Array, here: BoolArray) -> Int8Array:
    """Join entrances (k, n, 6) of which one that conforms is enough, to (n, 6).

    Failed only where all that are there fail; open while one might conform.
    """
    meets_one = ((states == State.MEETS) & here).any(axis=0)
    all_fail = ((states == State.FAILS) | ~here).all(axis=0)
    worst = np.where(here, states, State.NEEDLESS).max(axis=0)
    doubtful = np.where(worst == State.FAILS, State.UNKNOWN, worst)
    joined = np.where(meets_one, State.MEETS, np.where(all_fail, State.FAILS, doubtful))
    return joined.astype(np.int8)


@lru_cache(maxsize=65536)
def state_of(rule: Rule, place: int, count: int, text: str) -> State:
    """Return what one measured text says of a rule.

    Parameters
    ----------
    rule : Rule
    place, count : int
        Which of how many values in the text is meant.
    text : str
        As written by the surveyor.
    """
    values = read_quantities(text)
    if values is None or len(values) != count:
        return State.UNKNOWN
    met = [meets(values[place], limit) for limit in rule.limits]
    if None in met or len(set(met)) > 1:
        return State.UNKNOWN
    if met[0]:
        return State.MEETS
    return State.FAILS if rule.every_case else State.UNKNOWN


def _merge(result: NormVerdicts, part: _Judgement, *, first: bool) -> None:
    """Add one edition's verdicts; where an earlier edition says otherwise: unknown."""
    found = VERDICT_OF_STATE[part.overall]
    share = part.share_known()
    zones: Sequence[tuple[int, Int8Array, BoolArray]] = [
        (ZONE_INDEX[zone], VERDICT_OF_STATE[states], part.present(zone))
        for zone, states in part.zones.items()
    ]
    if first:
        result.overall[part.rows], result.known[part.rows] = found, share
        for index, verdicts, here in zones:
            result.zones[part.rows[here], index] = verdicts[here]
        return
    before = result.overall[part.rows]
    result.overall[part.rows] = np.where(before == found, found, Verdict.UNKNOWN)
    result.known[part.rows] = np.fmin(result.known[part.rows], share)
    for index, verdicts, here in zones:
        there = part.rows[here]
        same = result.zones[there, index] == verdicts[here]
        result.zones[there, index] = np.where(same, verdicts[here], Verdict.UNKNOWN)
