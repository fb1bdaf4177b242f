# SPDX-License-Identifier: MIT
"""Everything that a facility's passport says, as data: words are put on it by `passport_html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Optional, Union

from accessible_core.lights import Light, light_of
from accessible_core.reports.improvements import (
    Improvement,
    Unknown,
    Way,
    find_out_first,
    improvements,
)
from accessible_core.reports.pictures import Picture
from accessible_core.scoring.compare import Comparison, compare
from accessible_core.scoring.explain import Explanation, explain
from accessible_core.scoring.explain_facility import Facility
from accessible_core.scoring.remedies_costs import Costs
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import Survey
from accessible_core.survey_store.history import Revision
from accessible_core.vocabulary import GROUPS, Group

REGISTRY = "registry-2024"


@dataclass(frozen=True)
class Passport:
    """One facility as its passport shows it.

    Attributes
    ----------
    facility : Facility
    made_on : date
        From which the age of the survey is counted.
    explained : dict of Group to Explanation
        Empty where the place was never surveyed.
    compared : Comparison or None
        Norm verdicts; None where the place was never surveyed.
    improvements : tuple of Improvement
    ways : tuple of Way
    unknown : tuple of Unknown
        What to find out first.
    history : tuple of Revision
        Oldest first; empty where the survey has no history.
    pictures : tuple of Picture
        Photos, then the map.
    """

    facility: Facility
    made_on: date
    explained: dict[Group, Explanation]
    compared: Optional[Comparison]
    improvements: tuple[Improvement, ...] = ()
    ways: tuple[Way, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    history: tuple[Revision, ...] = ()
    pictures: tuple[Picture, ...] = field(default=())

    @property
    def survey(self) -> Survey:
        """The survey of this facility alone."""
        return self.facility.survey

    @property
    def id(self) -> str:
        """Id of the facility."""
        return self.facility.id

    @property
    def surveyed(self) -> bool:
        """Whether anybody answered a checklist for the place."""
        return bool(self.explained)

    def light(self, group: Group) -> Light:
        """Return the light of the whole facility for one group."""
        if not self.surveyed:
            return Light.OSM_WORD
        found = self.explained[group]
        return light_of(found.score, bool(found.confirmed))

    def doubts(self) -> dict[Doubt, tuple[Group, ...]]:
        """Return what speaks against relying on the lights, and on whose."""
        return {
            doubt: groups
            for doubt in Doubt
            if doubt
            and (groups := tuple(g for g, found in self.explained.items() if found.doubts & doubt))
        }


def passport(
    survey: Survey,
    id_or_row: Union[str, int],
    *,
    costs: Optional[Costs] = None,
    history: Sequence[Revision] = (),
    pictures: Sequence[Picture] = (),
    today: Optional[date] = None,
    max_age_years: Optional[int] = None,
) -> Passport:
    """Gather what the passport of one facility says.

    Parameters
    ----------
    survey : Survey
        Completed from measurements, if that is wanted (`survey.validate`).
    id_or_row : str or int
        The id of the facility as text, or its row, from 0.
    costs : mapping, optional
        From `remedies_costs.read_costs`: the cheapest improvements are found
        instead of the fewest.
    history : sequence of Revision
        Of this facility (`SurveyStore.timeline`).
    pictures : sequence of Picture
    today : date, optional
        The day that the passport is made on; by default this one.
    max_age_years : int, optional
        After how many years a survey is too old; by default as in ``evidence.toml``.

    Raises
    ------
    InputError
        The survey has no such facility.
    UsageError
        There are no rules for the facility's form.
    """
    made_on = today or date.today()  # noqa: DTZ011 - the day where the reader is
    first = explain(
        survey, id_or_row, GROUPS[0].value, REGISTRY,
        costs=costs, today=made_on, max_age_years=max_age_years,
    )  # fmt: skip
    facility = first.facility
    explained: dict[Group, Explanation] = {}
    compared = None
    if facility.form is not None:
        explained[GROUPS[0]] = first
        for group in GROUPS[1:]:
            explained[group] = explain(
                facility.survey, 0, group.value, REGISTRY,
                costs=costs, today=made_on, max_age_years=max_age_years,
            )  # fmt: skip
        compared = compare(facility.survey, facility.id, today=made_on)
    listed, ways = improvements(explained)
    return Passport(
        facility=facility,
        made_on=made_on,
        explained=explained,
        compared=compared,
        improvements=listed,
        ways=ways,
        unknown=find_out_first(explained),
        history=tuple(history),
        pictures=tuple(pictures),
    )
