# SPDX-License-Identifier: MIT
"""One facility as explanations look at it: its zones, answers, rules and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Optional, Union

import numpy as np

from accessible_core.checklists import Checklist, ChecklistQuestion, checklist, forms
from accessible_core.errors import InputError, UsageError
from accessible_core.scoring.automaton import ZoneAutomaton, form_automata
from accessible_core.scoring.combine import BITS_OF_SCORE, SCORE_OF_BITS
from accessible_core.scoring.engine import score
from accessible_core.scoring.evidence import read_date
from accessible_core.scoring.rules import ZoneRules, form_rules
from accessible_core.scoring.scores import Scores
from accessible_core.survey.subset import some_rows
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.vocabulary import ENTRANCES, ZONES, Answer, Score, Zone

_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DECEMBER = 12
_MOST_IDS_NAMED = 3

#: How far the zones of a facility are combined: bits of the average so far,
#: whether a decisive zone bars the facility, bits of the entrances so far.
Folded = tuple[int, bool, int]
START: Folded = (0, False, 0)

# Plain numbers: looking single ones up in arrays is slow.
_BITS: tuple[int, ...] = tuple(int(bits) for bits in BITS_OF_SCORE)
_SCORES: tuple[Score, ...] = tuple(Score(int(code)) for code in SCORE_OF_BITS)


@dataclass(frozen=True)
class ZoneCase:
    """One zone of one facility that counts for its score.

    Attributes
    ----------
    zone : Zone
    rules : ZoneRules
    automaton : ZoneAutomaton
    answers : mapping of int to Answer
        By key, in form order; UNKNOWN where the record says nothing.
    scores : tuple of Score
        The zone's score by group.
    overridden : bool
        A moderator set the scores: answers change nothing.
    decisive : bool
        Where zones of this kind are not accessible, the facility is not.
    closes : bool
        No further zone of this kind follows: their average is complete.
    """

    zone: Zone
    rules: ZoneRules
    automaton: ZoneAutomaton
    answers: Mapping[int, Answer]
    scores: tuple[Score, ...]
    overridden: bool
    decisive: bool
    closes: bool

    def fold(self, before: Folded, given: Score) -> Folded:
        """Combine this zone, should it have the score `given`, with those before it."""
        total, barred, kind = before
        kind |= _BITS[given]
        if not self.closes:
            return total, barred, kind
        barred = barred or (self.decisive and _SCORES[kind] is Score.NOT_ACCESSIBLE)
        return total | kind, barred, 0


def verdict(folded: Folded) -> Score:
    """Return the facility's score, all of its zones being combined."""
    total, barred, _ = folded
    return Score.NOT_ACCESSIBLE if barred else _SCORES[total]


@dataclass(frozen=True)
class Facility:
    """One row of a survey, scored.

    Attributes
    ----------
    survey : Survey
        Of this row alone.
    scores : Scores
        Of this row alone.
    scheme : str
    form : Checklist or None
        None for places that were never surveyed.
    zones : tuple of ZoneCase
        Those that count, in the order of `vocabulary.ZONES`.
    built : pair of dates or None
        Between which days the building was finished; None where not known.
    """

    survey: Survey
    scores: Scores
    scheme: str
    form: Optional[Checklist]
    zones: tuple[ZoneCase, ...]
    built: Optional[tuple[date, date]]

    @property
    def id(self) -> str:
        """Id of the facility."""
        return str(self.survey.ids[0])

    @property
    def whole(self) -> bool:
        """Whether the record is a whole facility, with a score of its own."""
        return bool(self.scores.overall[0, 0] != Score.NOT_SCORED)

    def score(self, column: int) -> Score:
        """Return the facility's score for the group in `column`."""
        return Score(int(self.scores.overall[0, column]))

    def question(self, zone: Zone, key: int) -> ChecklistQuestion:
        """Return what was asked."""
        if self.form is None:
            raise UsageError(f"The place {self.id} was never surveyed.")
        return self.form.question(zone.kind, key)

    def measured(self, zone: Zone, key: int) -> str:
        """Return the measured value as written, empty where there is none."""
        column = self.survey.measured.get(Question(zone, key))
        return "" if column is None else str(column[0])

    def applies(self, question: ChecklistQuestion) -> Optional[bool]:
        """Tell whether a question of a dated pair is the one for this building.

        None where the building's date is not known well enough to tell; True
        for questions of no pair.
        """
        if question.pair is None:
            return True
        if self.built is None:
            return None
        said = {any(limit.holds_on(day) for limit in question.thresholds) for day in self.built}
        return said.pop() if len(said) == 1 else None


def facility_of(
    survey: Survey,
    id_or_row: Union[str, int],
    scheme: str,
    today: Optional[date] = None,
    max_age_years: Optional[int] = None,
) -> Facility:
    """Pick one facility out of a survey and score it.

    Raises
    ------
    InputError
        The survey has no such id or row.
    UsageError
        The scheme has no rules for the facility's form.
    """
    row = row_of(survey, id_or_row)
    alone = one_row(survey, row)
    scores = score(alone, scheme, today=today, max_age_years=max_age_years)
    name = str(alone.form[0])
    form = checklist(name) if name in forms() else None
    if name and (form is None or form_rules(scheme, name) is None):
        raise UsageError(
            f"The scheme '{scheme}' has no rules for the form '{name}' of facility {alone.ids[0]}."
        )
    zones = () if form is None else _zones(alone, scores, scheme, form)
    return Facility(alone, scores, scheme, form, zones, built_between(alone.text("built")[0]))


def one_row(survey: Survey, row: int) -> Survey:
    """Return the survey of one row alone."""
    return some_rows(survey, np.array([row], np.intp))


def built_between(text: str) -> Optional[tuple[date, date]]:
    """Return the first and last day that a building date stands for.

    A year or a month alone stands for all of its days.
    """
    match = _YEAR.fullmatch(text.strip())
    if match is None:
        day = read_date(text)
        return None if day is None else (day, day)
    year, month = int(match[1]), int(match[2] or 0)
    try:
        first = date(year, month or 1, 1)
    except ValueError:
        return None
    if month in (0, _DECEMBER):
        return first, date(year, _DECEMBER, 31)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def row_of(survey: Survey, id_or_row: Union[str, int]) -> int:
    """Return the row of a facility by its id (text) or its row.

    Raises
    ------
    InputError
        There is none.
    """
    if isinstance(id_or_row, str):
        found = np.flatnonzero(survey.ids == id_or_row)
        if len(found):
            return int(found[0])
        some = ", ".join(str(one) for one in survey.ids[:_MOST_IDS_NAMED])
        more = ", ..." if len(survey) > _MOST_IDS_NAMED else ""
        raise InputError(
            f"{survey.source or 'The survey'} has no facility '{id_or_row}' among its "
            f"{len(survey)} records (ids: {some}{more})."
        )
    if not 0 <= id_or_row < len(survey):
        raise InputError(f"There is no row {id_or_row}: the survey has {len(survey)} rows, from 0.")
    return int(id_or_row)


def _zones(survey: Survey, scores: Scores, scheme: str, form: Checklist) -> tuple[ZoneCase, ...]:
    rules, automata = form_rules(scheme, form.form), form_automata(scheme, form.form)
    if rules is None or automata is None:
        return ()
    counted = [
        zone
        for zone in ZONES
        if zone.kind in rules.zones
        and zone not in ENTRANCES[rules.entrances :]
        and scores.zones[0, ZONE_INDEX[zone], 0] != Score.NOT_SCORED
    ]
    last = {zone.kind: zone for zone in counted}
    found = []
    for zone in counted:
        columns = {key: survey.column_of.get(Question(zone, key)) for key in form.keys(zone.kind)}
        found.append(
            ZoneCase(
                zone=zone,
                rules=rules.zones[zone.kind],
                automaton=automata[zone.kind],
                answers={
                    key: Answer.UNKNOWN if at is None else Answer(int(survey.answers[0, at]))
                    for key, at in columns.items()
                },
                scores=tuple(Score(int(code)) for code in scores.zones[0, ZONE_INDEX[zone]]),
                overridden=bool((survey.overrides.zone == ZONE_INDEX[zone]).any()),
                decisive=zone.kind in rules.decisive,
                closes=last[zone.kind] is zone,
            )
        )
    return tuple(found)
