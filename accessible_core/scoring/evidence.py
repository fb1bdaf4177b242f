# SPDX-License-Identifier: MIT
"""What speaks against relying on a score, apart from unknown answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.measure import answer_from
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml
from accessible_core.scoring.automaton import movers
from accessible_core.scoring.rules import form_rules
from accessible_core.scoring.scores import Doubt, Scores
from accessible_core.survey.contradictions import contradictions as answer_contradictions
from accessible_core.survey.table import ZONE_INDEX, BoolArray, Question, Survey
from accessible_core.survey.working_order import broken_answers
from accessible_core.vocabulary import GROUPS, Answer, ReviewState, Score, Zone, ZoneKind

_SETTINGS = Path(__file__).parent / "data" / "evidence.toml"
_LEAP_DAY = (2, 29)


@lru_cache(maxsize=None)
def max_age_years() -> int:
    """Return after how many years a survey is too old, from ``data/evidence.toml``."""
    years = load_toml(_SETTINGS).get("max_age_years")
    if type(years) is not int or years < 1:
        raise KnowledgeError(f"{_SETTINGS}: max_age_years = {years!r} must be 1 or more.")
    return years


@dataclass(frozen=True)
class Need:
    """A zone that a facility needs, unless all of some questions are answered "no"."""

    kind: ZoneKind
    not_demanded: tuple[int, ...]


@lru_cache(maxsize=None)
def needs() -> tuple[Need, ...]:
    """Return the zones that are needed, from ``data/evidence.toml``."""
    try:
        return tuple(
            Need(ZoneKind(entry["zone"]), tuple(entry.get("not_demanded", ())))
            for entry in load_toml(_SETTINGS).get("needed", [])
        )
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"{_SETTINGS}: [[needed]] {error}.") from error


def read_date(text: str) -> Optional[date]:
    """Read an ISO 8601 date or time stamp; None where it is none."""
    plain = text.strip()
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        pass
    try:  # the basic format, 20240131
        return datetime.strptime(plain[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date only
    except ValueError:
        return None


def doubts_of_rows(
    survey: Survey, today: date, age_years: Optional[int] = None
) -> NDArray[np.uint8]:
    """Return the `Doubt` bits that hold for all groups of a row alike, (n,).

    Surveys older than `age_years` are too old; `max_age_years` where it is not given.

    Raises
    ------
    UsageError
        The age is under one year.
    """
    if age_years is not None and age_years < 1:
        raise UsageError(f"A survey may be one year old or more, not {age_years}.")
    doubts = np.zeros(len(survey), np.uint8)
    doubts[survey.text("review") != ReviewState.APPROVED.value] |= Doubt.NOT_APPROVED
    written = survey.text("surveyed")
    earliest = _years_before(today, age_years or max_age_years())
    # Time zones: where the surveyor is it may be tomorrow already.
    latest = today + timedelta(days=1)
    recent: dict[str, bool] = {}
    for text in set(written.tolist()):
        day = read_date(str(text))
        recent[text] = day is not None and earliest <= day <= latest
    fresh = np.fromiter((recent[text] for text in written), np.bool_, len(survey))
    doubts[~fresh] |= Doubt.TOO_OLD
    # Nothing else can be said of a place that nobody surveyed.
    doubts[~survey.surveyed] = Doubt.NOT_SURVEYED
    return doubts


def contradictions(survey: Survey, scheme: str, settled: BoolArray) -> BoolArray:
    """Tell for which groups an answer that counts is contradicted, (n, 6).

    By a measured value, by another answer, or because the device that it names does
    not work.

    Parameters
    ----------
    survey : Survey
    scheme : str
    settled : bool array (n, 10)
        Zones whose answers do not count: overridden, or not combined.
    """
    found = np.zeros((len(survey), len(GROUPS)), np.bool_)
    for question, column in survey.measured.items():
        rows = np.flatnonzero((column != "") & ~settled[:, ZONE_INDEX[question.zone]])
        for row in rows[survey.surveyed[rows]]:
            if contradicts(survey, question, int(row)):
                groups = movers(scheme, survey.form[row], question.zone.kind)
                if question.key in groups:
                    found[row] |= groups[question.key]
    for question, against in _contradicted(survey):
        counts = against & survey.surveyed & ~settled[:, ZONE_INDEX[question.zone]]
        for form in dict.fromkeys(survey.form[counts].tolist()):
            groups = movers(scheme, form, question.zone.kind) if form in forms() else {}
            if question.key in groups:
                found[counts & (survey.form == form)] |= groups[question.key]
    return found


def _contradicted(survey: Survey) -> Iterator[tuple[Question, BoolArray]]:
    """Yield questions with the rows in which their answer is contradicted, measures aside."""
    yield from broken_answers(survey).items()
    for pair in answer_contradictions(survey):
        yield pair.question, pair.rows
        if pair.other is not None:
            yield pair.other, pair.rows


def missing_although_needed(survey: Survey, scores: Scores) -> BoolArray:
    """Tell which scores are what they are because a needed zone is left out, (n, 6).

    That is the case where the zone is "not provided" and the facility's score
    would be another one if the zone were not accessible instead.
    """
    found = np.zeros((len(survey), len(GROUPS)), np.bool_)
    spared = np.isin(scores.overall, (Score.FULL_ACCESSIBLE, Score.UNKNOWN, Score.NOT_PROVIDED))
    for need in needs():
        is_entrance = need.kind is ZoneKind.ENTRANCE
        zone = Zone.ENTRANCE1 if is_entrance else Zone(need.kind.value)
        codes = scores.entrance if is_entrance else scores.zones[:, ZONE_INDEX[zone]]
        missing = (codes == Score.NOT_PROVIDED) & spared
        missing[_not_demanded(survey, zone, need)] = False
        for form in dict.fromkeys(survey.form[missing.any(axis=1)].tolist()):
            rules = form_rules(scores.scheme, form)
            if rules is not None:
                groups = [group in rules.zones[need.kind].groups for group in GROUPS]
                found |= missing & (survey.form == form)[:, None] & np.array(groups)
    return found


def _not_demanded(survey: Survey, zone: Zone, need: Need) -> BoolArray:
    """Tell which rows say that their building needs no such zone, (n,)."""
    columns = [survey.column_of.get(Question(zone, key)) for key in need.not_demanded]
    if not columns or None in columns:
        return np.zeros(len(survey), np.bool_)
    said = survey.answers[:, [column for column in columns if column is not None]]
    return np.asarray((said == Answer.NO).all(axis=1), np.bool_)


def contradicts(survey: Survey, question: Question, row: int) -> bool:
    """Whether the measured value of one cell says otherwise than its answer."""
    if survey.form[row] not in forms() or question not in survey.column_of:
        return False
    asked = checklist(survey.form[row]).get(question.zone.kind, question.key)
    given = Answer(int(survey.answers[row, survey.column_of[question]]))
    if asked is None or given is Answer.UNKNOWN:
        return False
    measured = answer_from(asked, str(survey.measured[question][row]))
    return measured is not None and measured is not given


def _years_before(day: date, years: int) -> date:
    if (day.month, day.day) == _LEAP_DAY:
        day = day.replace(day=28)
    return day.replace(year=day.year - years)
