# SPDX-License-Identifier: GPL-3.0-or-later
"""Count lights by area and group, with what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsWkbTypes,
)

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.statistics.areas import Areas
    from accessible_core.survey.table import Survey

AREAS = "AREAS"
AREA_ID = "AREA_ID"


class Statistics(AccessibleAlgorithm):
    """Algorithm `accessiblekz:statistics`."""

    ID = "statistics"
    GROUP = "results"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Statistics by area")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                AREAS, tr("Areas, such as districts"), [polygon], optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterField(
                AREA_ID, tr("Field that tells areas apart"), None, AREAS, optional=True
            )
        )
        self.addParameter(common.language_parameter())
        self.addParameter(common.age_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Statistics"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addParameter(findings_parameter())

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, score, count, write."""
        from accessible_core.scoring.engine import score
        from accessible_core.statistics.by_area import by_area
        from accessible_kz_plugin.layers.result_fields import fields_for

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        survey = self.survey_of(parameters, context, findings, feedback).survey
        areas = self._areas(survey, language, parameters, context, findings)
        scores = score(
            survey,
            max_age_years=self.max_age(parameters, context),
            progress=progress_of(feedback, 0.3, 0.8),
        )
        rows = list(by_area(survey, scores, areas, findings).rows())
        say_findings(findings, language, feedback)
        fields = fields_for(rows)
        sink, identifier = self.open_sink(
            parameters,
            common.OUTPUT,
            context,
            fields,
            QgsWkbTypes.Type.NoGeometry,
            QgsCoordinateReferenceSystem(),
        )
        for row in rows:
            feature = QgsFeature(fields)
            feature.setAttributes(list(row.values()))
            self.add(sink, feature)
        outputs = {common.OUTPUT: identifier}
        outputs.update(write_findings(self, findings, language, parameters, context))
        return outputs

    def _areas(
        self,
        survey: Survey,
        language: str,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
    ) -> Areas:
        from accessible_core.statistics.areas import Areas
        from accessible_kz_plugin.layers.area_layer import areas_from_source

        if not self.given(parameters, AREAS):
            return Areas.whole(survey.lon, survey.lat)
        source = self.parameterAsSource(parameters, AREAS, context)
        if source is None:
            raise self.unreadable(parameters, AREAS)
        if not self.given(parameters, AREA_ID):
            raise UsageError(tr("Choose the field that tells the areas apart."))
        identity = self.parameterAsString(parameters, AREA_ID, context)
        return areas_from_source(source, identity, language, context, findings)
