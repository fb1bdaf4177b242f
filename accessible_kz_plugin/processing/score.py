# SPDX-License-Identifier: GPL-3.0-or-later
"""Score a survey: all its fields, the verdicts, what they rest on, and the lights."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

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
    import numpy as np

    from accessible_core.survey.table import Survey
    from accessible_kz_plugin.layers.survey_layer import SurveyLayer

NORM = "NORM"
EDITION = "NORM_EDITION"


class ScoreSurvey(AccessibleAlgorithm):
    """Algorithm `accessiblekz:score`."""

    ID = "score"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Score a survey")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(common.group_parameter())
        self.addParameter(common.palette_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(common.age_parameter())
        for parameter in _norm_parameters():
            self.addParameter(common.advanced(parameter))
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(
            QgsProcessingParameterFeatureSink(common.OUTPUT, tr("Scored places"), point)
        )
        self.addParameter(findings_parameter())

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, validate, score, write."""
        from accessible_core.scoring.engine import score
        from accessible_kz_plugin.layers.light_columns import scored_columns
        from accessible_kz_plugin.processing.styling import scored_style, style_when_loaded
        from accessible_kz_plugin.styles.groups import group_titles, user_group_for

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        group = self.choice(parameters, common.GROUP, context, common.GROUP_VALUES)
        palette = self.choice(parameters, common.PALETTE, context, common.PALETTE_VALUES)
        findings = Findings()
        layer = self.survey_of(parameters, context, findings, feedback)
        scores = score(
            layer.survey,
            max_age_years=self.max_age(parameters, context),
            progress=progress_of(feedback, 0.3, 0.8),
        )
        say_findings(findings, language, feedback)
        if not layer.survey.surveyed.any():
            feedback.pushWarning(_nothing_to_score())
        self._say_counts(scores.counts()[group], feedback)
        columns = scored_columns(layer.survey, scores)
        columns.update(self._norm_columns(layer.survey, parameters, context))
        identifier = self._write(layer, columns, parameters, context)
        title = group_titles(language)[user_group_for(group)]
        name = tr("Places: {group}").replace("{group}", title)
        style_when_loaded(context, identifier, scored_style(group, language, palette), name)
        feedback.setProgress(100)
        outputs = {common.OUTPUT: identifier}
        outputs.update(write_findings(self, findings, language, parameters, context))
        return outputs

    def _norm_columns(
        self, survey: Survey, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> dict[str, np.ndarray]:
        """Return the verdicts of a norm as columns, none where they are not asked for."""
        if not self.parameterAsBool(parameters, NORM, context):
            return {}
        from accessible_core.scoring.norm import judge
        from accessible_core.scoring.norm.columns import norm_columns
        from accessible_kz_plugin.settings import NORM_EDITION

        edition = self.parameterAsString(parameters, EDITION, context) or NORM_EDITION.get()
        return norm_columns(survey, judge(survey, edition or None))

    def _say_counts(self, counts: Mapping[str, int], feedback: QgsProcessingFeedback) -> None:
        feedback.pushInfo(", ".join(f"{word}: {count}" for word, count in counts.items() if count))

    def _write(
        self,
        layer: SurveyLayer,
        results: Mapping[str, np.ndarray],
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> str:
        from accessible_kz_plugin.layers.positions import wgs84
        from accessible_kz_plugin.layers.result_fields import merged_fields, values_of

        # A survey that was scored before gets new verdicts, not two of each.
        kept = [i for i, one in enumerate(layer.fields) if one.name() not in results]
        fields = merged_fields([layer.fields[i] for i in kept], results)
        crs = layer.crs if layer.crs.isValid() else wgs84()
        sink, identifier = self._sink(parameters, context, fields, crs)
        columns = [values_of(column) for column in results.values()]
        for row, attributes in enumerate(layer.rows):
            feature = QgsFeature(fields)
            feature.setAttributes(
                [attributes[i] for i in kept] + [column[row] for column in columns]
            )
            point = layer.points[row] or _position(layer, row, crs, context)
            if point is not None:
                feature.setGeometry(QgsGeometry.fromPointXY(point))
            self.add(sink, feature)
        return identifier

    def _sink(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        fields: QgsFields,
        crs: QgsCoordinateReferenceSystem,
    ) -> tuple[QgsFeatureSink, str]:
        return self.open_sink(
            parameters, common.OUTPUT, context, fields, QgsWkbTypes.Type.Point, crs
        )


def _norm_parameters() -> list[QgsProcessingParameterDefinition]:
    return [
        QgsProcessingParameterBoolean(
            NORM, tr("Judge measured values by a norm, too"), defaultValue=False
        ),
        QgsProcessingParameterString(
            EDITION,
            tr("Edition of the norm, such as sp-rk-2019; empty = as set, or by building date"),
            optional=True,
        ),
    ]


def _nothing_to_score() -> str:
    return tr(
        "No row answers a checklist, so that there is nothing to score: the table needs a "
        "column 'form' (small, middle or full) and columns of answers such as entrance1_30."
    )


def _position(
    layer: SurveyLayer, row: int, crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext
) -> QgsPointXY | None:
    """Return where columns lon and lat put a row that has no geometry."""
    from qgis.core import QgsCoordinateTransform

    from accessible_kz_plugin.layers.positions import wgs84

    lon, lat = float(layer.survey.lon[row]), float(layer.survey.lat[row])
    if not (isfinite(lon) and isfinite(lat)):
        return None
    back = QgsCoordinateTransform(wgs84(), crs, context.transformContext())
    return back.transform(QgsPointXY(lon, lat))
