# SPDX-License-Identifier: MIT
"""Explaining a facility's score: what made it, and what would make it better.

The parts lie beside this module: `explain_reasons` (because), `remedies` (to
reach), `explain_unknown` (find out first), `explain_quirks`. What they return
is data; `explain_words` puts words on it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Optional, Union

import numpy as np

from accessible_core.checklists import user_groups
from accessible_core.errors import UsageError
from accessible_core.scoring.explain_facility import Facility, facility_of, one_row, row_of
from accessible_core.scoring.explain_quirks import Quirk, obstacles, present_quirks
from accessible_core.scoring.explain_reasons import Reason, deciding_zones, reasons
from accessible_core.scoring.explain_unknown import OpenQuestion, find_out_first
from accessible_core.scoring.remedies import Place, best_ways, changed, goals, places_of
from accessible_core.scoring.remedies_costs import Costs
from accessible_core.scoring.remedies_measured import measured_goal
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.vocabulary import GROUPS, Answer, Group, Score, Zone


@dataclass(frozen=True)
class Change:
    """One real improvement.

    Attributes
    ----------
    zone : Zone
    key : int
    answer : Answer
        The answer now.
    measured : str
        The measured value now, where `wanted` is one too; else empty.
    wanted : str
        ``yes``, or the measured value that means yes.
    dated_pair : int or None
        Key of the question that asks the same of buildings of other dates,
        where the building's date is not known: only one of the two applies.
    cost : Fraction or None
        Where a cost table was given.
    """

    zone: Zone
    key: int
    answer: Answer
    measured: str = ""
    wanted: str = Answer.YES.wire
    dated_pair: Optional[int] = None
    cost: Optional[Fraction] = None

    @property
    def question(self) -> Question:
        """The question whose answer changes."""
        return Question(self.zone, self.key)

    @property
    def before(self) -> str:
        """What stands there now: the measured value, else the answer."""
        return self.measured or self.answer.wire


@dataclass(frozen=True)
class Explanation:
    """Why a facility has its score for a group, and what would make it better.

    Attributes
    ----------
    facility : Facility
    asked : str
        The group as asked for: one of the six, or a user group.
    group : Group
        Whose score it is.
    score : Score
        NOT_SCORED where the record is no whole facility.
    because : tuple of Reason
        In checklist order.
    deciding : tuple of Zone
        The zones that make the score what it is.
    to_reach : mapping of Score to tuple of Change, or to None
        For each better score the smallest set of real improvements that
        reaches it, with a cost table the cheapest; None where there is none.
    find_out_first : tuple of OpenQuestion
        Unknown answers that matter, the most telling first.
    quirks : tuple of Quirk
        What puts goals out of reach, then what bears on the present score.
    language : str
        The language of words, where none is named.
    """

    facility: Facility
    asked: str
    group: Group
    score: Score
    because: tuple[Reason, ...]
    deciding: tuple[Zone, ...]
    to_reach: Mapping[Score, Optional[tuple[Change, ...]]]
    find_out_first: tuple[OpenQuestion, ...]
    quirks: tuple[Quirk, ...]
    language: str = "en"

    @property
    def confirmed(self) -> Optional[bool]:
        """Whether nothing speaks against relying on the score; None where not scored."""
        return None if self.score is Score.NOT_SCORED else self.doubts is Doubt.NONE

    @property
    def doubts(self) -> Doubt:
        """What speaks against relying on the score."""
        return Doubt(int(self.facility.scores.doubts[0, GROUPS.index(self.group)]))

    def as_dict(self, language: Optional[str] = None) -> dict[str, Any]:
        """Return the document that ``accessible-kz explain --json`` prints."""
        from accessible_core.scoring.explain_words import document

        return document(self, language or self.language)

    def text(self, language: Optional[str] = None) -> str:
        """Return the explanation in words, several lines."""
        from accessible_core.scoring.explain_words import lines

        return "\n".join(lines(self, language or self.language))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text())}</pre>"


def explain(
    survey: Survey,
    id_or_row: Union[str, int],
    group: str = "movement",
    scheme: str = "registry-2024",
    lang: str = "en",
    *,
    costs: Optional[Costs] = None,
    today: Optional[date] = None,
    max_age_years: Optional[int] = None,
) -> Explanation:
    """Explain the score of one facility for one group.

    Parameters
    ----------
    survey : Survey
        Completed from measurements, if that is wanted (`survey.validate`).
    id_or_row : str or int
        The id of the facility as text, or its row, from 0.
    group : str
        One of the six score groups or of the twelve user groups.
    scheme : str
        Name of the rule tables.
    lang : str
        ``kk``, ``ru`` or ``en``: language of words, where none is named later.
    costs : mapping, optional
        From `remedies_costs.read_costs`: the cheapest set of improvements is
        found instead of the smallest; questions without a cost stay as they are.
    today : date, optional
        The day from which the age of the survey is counted.
    max_age_years : int, optional
        After how many years the survey is too old, as for `scoring.engine.score`.

    Raises
    ------
    UsageError
        There is no such group or scheme, or no rules for the facility's form.
    InputError
        The survey has no such facility.
    """
    scored_as = score_group(group)
    column = GROUPS.index(scored_as)
    facility = facility_of(survey, id_or_row, scheme, today, max_age_years)
    now = facility.score(column)
    places = places_of(facility, costs)
    reached = best_ways(facility, column, places) if facility.whole else {}
    to_reach: dict[Score, Optional[tuple[Change, ...]]] = {}
    quirks: list[Quirk] = []
    for goal in goals(now):
        if goal in reached:
            chosen = changed(places, reached[goal])
            to_reach[goal] = tuple(
                _change(facility, place, priced=costs is not None) for place in chosen
            )
        else:
            to_reach[goal] = None
            quirks += obstacles(facility, column, goal, places, reached)
    return Explanation(
        facility=facility,
        asked=group,
        group=scored_as,
        score=now,
        because=tuple(reasons(facility, column)),
        deciding=tuple(case.zone for case in deciding_zones(facility, column)),
        to_reach=to_reach,
        find_out_first=tuple(find_out_first(facility, column)),
        quirks=(*quirks, *present_quirks(facility, column)),
        language=lang,
    )


def score_group(name: str) -> Group:
    """Return the group whose score serves a score group or user group.

    Raises
    ------
    UsageError
        There is no such group; the message lists the known ones.
    """
    by_name = {group.name: group.group for group in user_groups()}
    by_name.update((group.value, group) for group in GROUPS)
    if name not in by_name:
        known = [group.value for group in GROUPS]
        known += [other for other in by_name if other not in known]
        raise UsageError(f"There is no group '{name}': known are {', '.join(known)}.")
    return by_name[name]


def improved(survey: Survey, id_or_row: Union[str, int], changes: Iterable[Change]) -> Survey:
    """Return the survey of one facility as it would be after some improvements."""
    alone = one_row(survey, row_of(survey, id_or_row))
    made = list(changes)
    new = [change.question for change in made if change.question not in alone.column_of]
    questions = alone.questions + tuple(dict.fromkeys(new))
    position = {question: place for place, question in enumerate(questions)}
    answers = np.zeros((1, len(questions)), np.int8)
    answers[:, : alone.answers.shape[1]] = alone.answers
    present = alone.present.copy()
    measured = {question: column.copy() for question, column in alone.measured.items()}
    for change in made:
        answers[0, position[change.question]] = Answer.YES
        present[0, ZONE_INDEX[change.zone]] = True  # a children's zone left out of the record
        if change.measured:
            measured[change.question][0] = change.wanted
    return replace(alone, questions=questions, answers=answers, present=present, measured=measured)


def _change(facility: Facility, place: Place, *, priced: bool) -> Change:
    question = facility.question(place.zone, place.key)
    case = next(case for case in facility.zones if case.zone is place.zone)
    now = facility.measured(place.zone, place.key)
    wanted = measured_goal(question, now) if now else None
    return Change(
        zone=place.zone,
        key=place.key,
        answer=case.answers[place.key],
        measured=now if wanted else "",
        wanted=wanted or Answer.YES.wire,
        dated_pair=question.pair if place.applies is None else None,
        cost=Fraction(place.cost or 0) if priced else None,
    )
