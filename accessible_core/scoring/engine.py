# SPDX-License-Identifier: MIT
"""Scoring a survey: answers in, verdicts and what they rest on out.

The work is done in blocks of rows. In each block the answers are turned so
that every question is one run of memory; each class of questions
(`scoring.automaton`) becomes one symbol a row, and a few table look-ups lead
from the symbols to the scores of a zone, to all scores it might still come to,
and to those of the facility. A single record is a survey of one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist, forms
from accessible_core.errors import UsageError
from accessible_core.progress import Progress, report
from accessible_core.scoring.automaton import (
    MAX_UNKNOWN,
    ZoneAutomaton,
    form_automata,
)
from accessible_core.scoring.combine import (
    BITS_OF_SCORE,
    SCORE_OF_BITS,
    SETS,
    joined_sets,
    undecided,
)
from accessible_core.scoring.evidence import contradictions, doubts_of_rows, missing_although_needed
from accessible_core.scoring.norm.doubt import norm_failures
from accessible_core.scoring.rules import form_rules, require_scheme
from accessible_core.scoring.scores import Doubt, Scores
from accessible_core.survey.table import ZONE_INDEX, BoolArray, Question, Survey
from accessible_core.vocabulary import (
    ENTRANCES,
    FACILITY_ZONES,
    GROUPS,
    ZONES,
    Answer,
    Score,
    Zone,
    ZoneKind,
)

#: Rows a block: its answers and all that is made of them stay in the cache.
BLOCK_ROWS = 4096

_KIDS = ZONE_INDEX[Zone.KIDS_ACCESSIBILITY]
#: Scores of six groups lie in eight bytes, so that one number holds them all.
_LANES = 8
_NOTHING = np.full(_LANES, 1 << Score.NOT_PROVIDED, np.uint8).view(np.uint64)[0]
_NOT_BIT = np.uint8(1 << Score.NOT_ACCESSIBLE)

_Packed = NDArray[np.uint64]
_Lanes = NDArray[np.uint8]


def score(
    survey: Survey,
    scheme: str = "registry-2024",
    *,
    today: Optional[date] = None,
    max_age_years: Optional[int] = None,
    progress: Optional[Progress] = None,
) -> Scores:
    """Score all facilities of a survey.

    Parameters
    ----------
    survey : Survey
        Rows of several forms may stand together. Rows of a form that the
        scheme has no rules for, and places never surveyed, are not scored.
    scheme : str
        Name of the rule tables.
    today : date, optional
        The day from which the age of surveys is counted; by default the
        present one.
    max_age_years : int, optional
        After how many years a survey is too old to be relied upon; by default that
        of ``data/evidence.toml``.
    progress : callable, optional
        Called with the share done; returns False to stop.

    Returns
    -------
    Scores

    Raises
    ------
    UsageError
        There is no such scheme, the answers hold other codes than `Answer`, or the age
        is under one year.
    Cancelled
        `progress` asked to stop.
    """
    require_scheme(scheme)
    if survey.answers.size and not 0 <= survey.answers.min() <= survey.answers.max() <= max(Answer):
        raise UsageError("The answers of a survey must be codes of Answer, 0 to 3.")
    result = _empty_scores(scheme, len(survey))
    held = held_zones(survey)
    done = 0
    for form, rows in _rows_by_form(survey):
        plan = _FormPlan.of(survey, scheme, form, held)
        if plan is None:
            continue
        for start in range(0, len(rows), BLOCK_ROWS):
            _score_block(survey, plan, rows[start : start + BLOCK_ROWS], held, result)
            done += min(BLOCK_ROWS, len(rows) - start)
            report(progress, done / len(survey))
    day = today or date.today()  # noqa: DTZ011 - the user's own day
    _add_doubts(survey, result, doubts_of_rows(survey, day, max_age_years))
    report(progress, 1.0)
    return result


def held_zones(survey: Survey) -> BoolArray:
    """Return the zones that each row is scored for, (n, 10).

    Those that the record holds; a whole facility has a children's zone even
    where the record leaves it out: nothing is known of it then.
    """
    held = survey.present & survey.surveyed[:, None]
    for zone in np.unique(survey.overrides.zone):
        rows = survey.overrides.row[survey.overrides.zone == zone]
        held[rows, zone] = survey.surveyed[rows]
    for form, rows in _rows_by_form(survey):
        if checklist(form).keys(ZoneKind.KIDS_ACCESSIBILITY):
            held[rows, _KIDS] |= whole_facilities(held[rows], form)
    return held


def whole_facilities(held: BoolArray, form: str) -> BoolArray:
    """Tell which rows hold every zone that makes a record a whole facility, (n,).

    For a form of a city's own these are the zones that it asks.
    """
    asked = checklist(form).zones
    needed = [ZONE_INDEX[zone] for zone in FACILITY_ZONES if zone.kind in asked]
    return np.asarray(held[:, needed].all(axis=1), np.bool_)


def _rows_by_form(survey: Survey) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Yield each form that there is a checklist for, and the rows that answer it."""
    for form in dict.fromkeys(survey.form.tolist()):
        if form in forms():
            yield form, np.flatnonzero(survey.form == form)


def _empty_scores(scheme: str, n: int) -> Scores:
    groups = len(GROUPS)
    return Scores(
        scheme=scheme,
        zones=np.full((n, len(ZONES), groups), Score.NOT_SCORED, np.int8),
        entrance=np.full((n, groups), Score.NOT_SCORED, np.int8),
        overall=np.full((n, groups), Score.NOT_SCORED, np.int8),
        known=np.full((n, groups), np.nan, np.float32),
        doubts=np.full((n, groups), Doubt.DECISIVE_UNKNOWN, np.uint8),
    )


@dataclass(frozen=True)
class _ZonePlan:
    """One zone of a form: its tables, and where its classes' symbols lie."""

    index: int
    kind: ZoneKind
    combined: bool
    first: int
    tables: tuple[NDArray[np.intp], ...]
    scores: _Packed
    bits: _Packed
    possible: _Packed

    @classmethod
    def of(cls, zone: Zone, automaton: ZoneAutomaton, first: int, combined: bool) -> _ZonePlan:
        return cls(
            index=ZONE_INDEX[zone],
            kind=zone.kind,
            combined=combined,
            first=first,
            tables=automaton.tables,
            scores=_packed(automaton.scores),
            bits=_packed(BITS_OF_SCORE[automaton.scores]),
            possible=_packed(automaton.possible),
        )

    def end_states(self, symbols: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the automaton's end state of each row, from symbols (classes, rows)."""
        state = np.zeros(symbols.shape[1], np.intp)
        for number, table in enumerate(self.tables):
            state = table[state + symbols[self.first + number]]
        return state


@dataclass(frozen=True)
class _FormPlan:
    """Where the answers of one form lie in a survey, and how they are scored.

    Attributes
    ----------
    form : str
    columns : int array (cells,)
        Columns of the survey's answers, class by class; -1 where it has none.
    starts : int array (classes,)
        Where each class begins in `columns`.
    sizes : uint8 array (classes, 1)
        How many questions each class has.
    zone_of_class : int array (classes,)
        Position of each class's zone in `vocabulary.ZONES`.
    weights : float32 array (6, classes)
        1 where the class can move the group's overall score.
    zones : tuple of _ZonePlan
    decisive : frozenset of ZoneKind
    """

    form: str
    columns: NDArray[np.intp]
    starts: NDArray[np.intp]
    sizes: NDArray[np.uint8]
    zone_of_class: NDArray[np.intp]
    weights: NDArray[np.float32]
    zones: tuple[_ZonePlan, ...]
    decisive: frozenset[ZoneKind]

    @classmethod
    def of(cls, survey: Survey, scheme: str, form: str, held: BoolArray) -> Optional[_FormPlan]:
        rules, automata = form_rules(scheme, form), form_automata(scheme, form)
        if rules is None or automata is None:
            return None
        columns: list[int] = []
        starts: list[int] = []
        zone_of_class: list[int] = []
        relevant: list[NDArray[np.bool_]] = [np.zeros((0, len(GROUPS)), np.bool_)]
        zones = []
        for zone in ZONES:
            if zone.kind not in automata or not held[:, ZONE_INDEX[zone]].any():
                continue
            automaton = automata[zone.kind]
            combined = zone not in ENTRANCES[rules.entrances :]
            zones.append(_ZonePlan.of(zone, automaton, len(starts), combined))
            for keys in automaton.classes:
                starts.append(len(columns))
                zone_of_class.append(ZONE_INDEX[zone])
                columns += [survey.column_of.get(Question(zone, key), -1) for key in keys]
            relevant.append(automaton.relevant & combined)
        sizes = np.diff([*starts, len(columns)]).astype(np.uint8)
        return cls(
            form=form,
            columns=np.array(columns, np.intp),
            starts=np.array(starts, np.intp),
            sizes=sizes[:, None],
            zone_of_class=np.array(zone_of_class, np.intp),
            weights=np.concatenate(relevant).T.astype(np.float32),
            zones=tuple(zones),
            decisive=rules.decisive,
        )


@dataclass
class _Combined:
    """Scores of zones on their way to that of the facility, a row a facility.

    `bits` hold averages (`scoring.combine`), `possible` the sets of scores
    that the averages can come to.
    """

    bits: _Lanes
    possible: _Lanes

    @classmethod
    def nothing(cls, rows: int) -> _Combined:
        return cls(_lanes(np.zeros(rows, np.uint64)), _lanes(np.full(rows, _NOTHING)))

    def take_in(self, bits: _Lanes, possible: _Lanes) -> None:
        """Average with the scores of one more zone."""
        self.bits |= bits
        self.possible = _join(self.possible, possible)


def _score_block(
    survey: Survey, plan: _FormPlan, rows: NDArray[np.intp], held: BoolArray, result: Scores
) -> None:
    """Score some rows of one form."""
    if not plan.zones:
        return
    present = held[rows]
    symbols, unknown = _symbols(survey, plan, rows)
    overrides = _overrides_in(survey, rows)
    by_kind: dict[ZoneKind, _Combined] = {}
    for zone in plan.zones:
        ends = zone.end_states(symbols)
        scores = _lanes(zone.scores[ends])
        bits = _lanes(zone.bits[ends])
        possible = _lanes(zone.possible[ends])
        for local, given in overrides.get(zone.index, []):
            scores[local, : len(GROUPS)] = given
            bits[local, : len(GROUPS)] = BITS_OF_SCORE[given]
            possible[local, : len(GROUPS)] = 1 << given
        absent = ~present[:, zone.index]
        if absent.any():
            bits[absent] = 0
            possible[absent] = 1 << Score.NOT_PROVIDED
        there = rows[~absent]
        result.zones[there, zone.index] = scores[~absent, : len(GROUPS)]
        if zone.combined:
            combined = by_kind.setdefault(zone.kind, _Combined.nothing(len(rows)))
            combined.take_in(bits, possible)
    for index, items in overrides.items():
        present[[local for local, _ in items], index] = False  # its answers no longer count
    whole = whole_facilities(held[rows], plan.form)
    _facility_scores(plan, by_kind, rows, whole, held, result)
    _known_shares(plan, unknown, present, rows[whole], whole, result)


def _symbols(
    survey: Survey, plan: _FormPlan, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Return symbol and number of unknown answers of each class, (classes, rows)."""
    cells = np.zeros((len(plan.columns), len(rows)), np.uint8)
    asked = plan.columns >= 0
    if asked.any():
        contiguous = rows[-1] - rows[0] + 1 == len(rows)
        block = survey.answers[rows[0] : rows[-1] + 1] if contiguous else survey.answers[rows]
        cells[asked] = block.T[plan.columns[asked]]
    is_unknown = (cells == Answer.UNKNOWN).view(np.uint8)
    bits = (np.uint8(1) << cells) >> np.uint8(1)  # no, yes, not provided; none for unknown
    unknown = np.empty((len(plan.starts), len(rows)), np.uint8)
    known = np.empty_like(unknown)
    # One reduction a class is several times as fast as `reduceat` over all.
    for number, (start, size) in enumerate(zip(plan.starts, plan.sizes[:, 0])):
        block_of = slice(start, start + size)
        np.add.reduce(is_unknown[block_of], axis=0, out=unknown[number])
        np.bitwise_or.reduce(bits[block_of], axis=0, out=known[number])
    counted = np.minimum(unknown, np.uint8(MAX_UNKNOWN))
    return (known | counted << np.uint8(3)).astype(np.intp), unknown


def _overrides_in(
    survey: Survey, rows: NDArray[np.intp]
) -> dict[int, list[tuple[int, NDArray[np.int8]]]]:
    """Return, by zone, position in the block and scores of what moderators set."""
    found: dict[int, list[tuple[int, NDArray[np.int8]]]] = {}
    overrides = survey.overrides
    if len(overrides):
        place = np.searchsorted(rows, overrides.row)
        inside = (place < len(rows)) & (rows[np.minimum(place, len(rows) - 1)] == overrides.row)
        for item in np.flatnonzero(inside):
            zone = found.setdefault(int(overrides.zone[item]), [])
            zone.append((int(place[item]), overrides.scores[item]))
    return found


def _facility_scores(
    plan: _FormPlan,
    by_kind: dict[ZoneKind, _Combined],
    rows: NDArray[np.intp],
    whole: BoolArray,
    held: BoolArray,
    result: Scores,
) -> None:
    """Combine the zones of each row: entrance, overall, and whether it is decided."""
    groups = slice(0, len(GROUPS))
    entrance = by_kind.get(ZoneKind.ENTRANCE)
    if entrance is not None:
        entered = held[rows, ZONE_INDEX[Zone.ENTRANCE1]]
        averages = SCORE_OF_BITS[entrance.bits[:, groups]]
        result.entrance[rows[entered]] = averages[entered]
    every = _Combined.nothing(len(rows))
    decisive = _Combined.nothing(len(rows))
    barred = np.zeros_like(every.bits, np.bool_)
    may_be_barred = np.zeros_like(barred)
    for kind, zone in by_kind.items():
        if kind in plan.decisive:
            barred |= SCORE_OF_BITS[zone.bits] == Score.NOT_ACCESSIBLE
            may_be_barred |= (zone.possible & _NOT_BIT) != 0
            decisive.take_in(zone.bits, zone.possible & ~_NOT_BIT)
        else:
            every.take_in(zone.bits, zone.possible)
    overall = SCORE_OF_BITS[every.bits | decisive.bits]
    overall[barred] = Score.NOT_ACCESSIBLE
    result.overall[rows[whole]] = overall[whole, groups]
    sets = decisive.possible.astype(np.intp) * SETS + every.possible
    is_open = undecided()[sets * 2 + may_be_barred][:, groups]
    result.doubts[rows[whole]] = np.where(is_open[whole], Doubt.DECISIVE_UNKNOWN, Doubt.NONE)


def _known_shares(
    plan: _FormPlan,
    unknown: NDArray[np.uint8],
    counting: BoolArray,
    target: NDArray[np.intp],
    whole: BoolArray,
    result: Scores,
) -> None:
    """Set the share of questions able to move each score that are answered."""
    asked = np.where(counting[:, plan.zone_of_class].T, plan.sizes, np.uint8(0))
    answered = np.where(asked > 0, plan.sizes - unknown, np.uint8(0))
    total = plan.weights @ asked.astype(np.float32)
    share = np.full_like(total, np.nan)
    np.divide(plan.weights @ answered.astype(np.float32), total, out=share, where=total > 0)
    result.known[target] = share.T[whole]


def _add_doubts(survey: Survey, result: Scores, by_row: NDArray[np.uint8]) -> None:
    """Add the doubts that do not come from unknown answers to those of the rows (n,)."""
    result.doubts[by_row == Doubt.NOT_SURVEYED] = 0
    result.doubts[:] |= by_row[:, None]
    settled = np.zeros_like(survey.present)
    settled[survey.overrides.row, survey.overrides.zone] = True
    for form, rows in _rows_by_form(survey):
        for zone in ENTRANCES[checklist(form).entrances :]:
            settled[rows, ZONE_INDEX[zone]] = True
    contradicted = contradictions(survey, result.scheme, settled)
    result.doubts[contradicted] |= Doubt.CONTRADICTED
    failed = norm_failures(survey, settled)
    result.doubts[failed] |= Doubt.NORM_FAILS
    result.doubts[missing_although_needed(survey, result)] |= Doubt.NEEDED_NOT_PROVIDED


def _join(a: _Lanes, b: _Lanes) -> _Lanes:
    joined: _Lanes = joined_sets()[a.astype(np.intp) * SETS + b]
    return joined


def _packed(lanes: _Lanes) -> _Packed:
    return np.ascontiguousarray(lanes).view(np.uint64)[:, 0]


def _lanes(packed: _Packed) -> _Lanes:
    return packed.view(np.uint8).reshape(len(packed), _LANES)
