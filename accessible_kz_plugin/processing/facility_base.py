# SPDX-License-Identifier: GPL-3.0-or-later
"""Algorithms whose goals are the facilities of a survey, by their doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from accessible_core.findings import Findings
from accessible_kz_plugin.processing import facility_parameters as goals
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.street_base import StreetAlgorithm
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.routing.facilities.goals import Facilities
    from accessible_core.routing.router import Router


class FacilityAlgorithm(StreetAlgorithm):
    """Base of algorithms that lead to facilities."""

    def add_facility_parameters(self) -> None:
        """Add the survey and whose scores count."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        group = common.choice_parameter(
            goals.SCORE_GROUP,
            tr("Whose scores count"),
            goals.SCORE_GROUP_VALUES,
            goals.score_group_words(),
            "",
        )
        self.addParameter(common.advanced(group))
        self.addParameter(common.age_parameter())

    def router_and_facilities(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
        feedback: QgsProcessingFeedback,
    ) -> tuple[Router, Facilities]:
        """Return the router, and the scored facilities on its network."""
        from accessible_core.routing.facilities.goals import facilities_for
        from accessible_core.scoring.engine import score

        survey = self.survey_of(parameters, context, findings, feedback).survey
        router = self.router_of(parameters, context, findings)
        scores = score(
            survey,
            max_age_years=self.max_age(parameters, context),
            progress=progress_of(feedback, 0.2, 0.4),
        )
        group = self.choice(parameters, goals.SCORE_GROUP, context, goals.SCORE_GROUP_VALUES)
        facilities = facilities_for(
            survey, router.network, router.profile, scores=scores, group=group or None
        )
        return router, facilities
