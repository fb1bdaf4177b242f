# SPDX-License-Identifier: GPL-3.0-or-later
"""Why places have their scores, and what would make them better, one row a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.progress import report
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import say_findings
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.progress import Progress
    from accessible_core.survey.table import Survey

FACILITY = "FACILITY"
_COLUMNS = (
    ("id", "text"),
    ("name", "text"),
    ("group", "text"),
    ("score", "text"),
    ("confirmed", "bool"),
    ("changes", "int"),
    ("to_find_out", "int"),
    ("text", "text"),
)


class ExplainScores(AccessibleAlgorithm):
    """Algorithm `accessiblekz:explain`."""

    ID = "explain"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Explain scores")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(
            QgsProcessingParameterString(FACILITY, tr("Only this place, by its id"), optional=True)
        )
        self.addParameter(common.user_group_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(common.age_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Explanations"), QgsProcessing.SourceType.TypeVectorPoint
            )
        )

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, explain, write."""
        from accessible_kz_plugin.layers.content import rows_content

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        group = self.choice(parameters, common.USER_GROUP, context, common.user_group_values())
        wanted = self.parameterAsString(parameters, FACILITY, context).strip()
        findings = Findings()
        survey = self.survey_of(parameters, context, findings, feedback).survey
        say_findings(findings, language, feedback)
        rows = [row for row in range(len(survey)) if wanted in ("", survey.ids[row])]
        if not rows:
            raise UsageError(
                tr("The survey has no place with the id '{id}'.").replace("{id}", wanted)
            )
        age, progress = self.max_age(parameters, context), progress_of(feedback, 0.2, 1.0)
        records = list(_explained(survey, rows, group, language, age, progress))
        if wanted and records:
            feedback.pushInfo(records[0][0]["text"])
        content = rows_content(records, _COLUMNS, QgsWkbTypes.Type.Point)
        return self.write_layer(parameters, common.OUTPUT, context, content)


def _explained(
    survey: Survey,
    rows: list[int],
    group: str,
    language: str,
    age: int | None,
    progress: Progress,
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Yield a record a surveyed place, with its position."""
    from math import isfinite

    from accessible_core.scoring.explain import explain
    from accessible_core.vocabulary import Score

    for done, row in enumerate(rows):
        report(progress, done / len(rows))
        if not survey.surveyed[row]:
            continue
        found = explain(survey, row, group, lang=language, max_age_years=age)
        better = found.to_reach.get(Score.FULL_ACCESSIBLE)
        record = {
            "id": survey.ids[row],
            "name": survey.name(row, language),
            "group": group,
            "score": found.score.wire,
            "confirmed": found.confirmed,
            "changes": None if better is None else len(better),
            "to_find_out": len(found.find_out_first),
            "text": found.text(),
        }
        lon, lat = float(survey.lon[row]), float(survey.lat[row])
        placed = isfinite(lon) and isfinite(lat)
        yield record, {"type": "Point", "coordinates": [lon, lat]} if placed else None
