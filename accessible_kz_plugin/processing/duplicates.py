# SPDX-License-Identifier: GPL-3.0-or-later
"""Facilities that may be one place surveyed twice, as lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.survey.table import Survey

_COLUMNS = (
    ("code", "text"),
    ("id", "text"),
    ("name", "text"),
    ("other", "text"),
    ("other_name", "text"),
    ("hint", "text"),
)


class FindDuplicates(AccessibleAlgorithm):
    """Algorithm `accessiblekz:duplicates`."""

    ID = "duplicates"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find places surveyed twice")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Pairs that may be one"), QgsProcessing.SourceType.TypeVectorLine
            )
        )
        self.addOutput(QgsProcessingOutputNumber("PAIRS", tr("Pairs")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, look for pairs, write them."""
        from accessible_core.survey.duplicates import find_duplicates
        from accessible_kz_plugin.layers.content import rows_content
        from accessible_kz_plugin.processing.styling import pair_style, style_when_loaded

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        survey = self.survey_of(parameters, context, Findings(), feedback).survey
        found = Findings()
        find_duplicates(survey, found)
        for one in found:
            feedback.pushWarning(one.hint(language))
        pairs = list(_pairs(survey, found, language))
        content = rows_content(pairs, _COLUMNS, QgsWkbTypes.Type.LineString)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        style_when_loaded(context, outputs[common.OUTPUT], pair_style())
        outputs["PAIRS"] = len(pairs)
        return outputs


def _pairs(
    survey: Survey, found: Findings, language: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Yield each pair with the line between its places, None where one has no position."""
    from math import isfinite

    row_of = {str(name): row for row, name in enumerate(survey.ids)}
    for one in found:
        if "other" not in one.details:
            continue  # places too crowded to be compared: said, but no pair
        rows = [row_of[one.record], row_of[one.details["other"]]]
        line = [[float(survey.lon[row]), float(survey.lat[row])] for row in rows]
        placed = all(isfinite(value) for position in line for value in position)
        record = {
            "code": one.code,
            "id": one.record,
            "name": survey.name(rows[0], language),
            "other": one.details["other"],
            "other_name": survey.name(rows[1], language),
            "hint": one.hint(language),
        }
        yield record, {"type": "LineString", "coordinates": line} if placed else None
