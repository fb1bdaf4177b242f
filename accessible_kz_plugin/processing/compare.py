# SPDX-License-Identifier: GPL-3.0-or-later
"""Registry scores beside the verdicts of norms, and why they differ, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)

from accessible_core.findings import Findings
from accessible_core.progress import report
from accessible_core.vocabulary import GROUPS, LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import say_findings
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.progress import Progress
    from accessible_core.survey.table import Survey

DIFFERENT = "DIFFERENT"
ALL_EDITIONS = "ALL_EDITIONS"
_COLUMNS = (
    ("id", "text"),
    ("name", "text"),
    ("built", "text"),
    ("group", "text"),
    ("score", "text"),
    ("confirmed", "bool"),
    ("edition", "text"),
    ("applies", "bool"),
    ("norm", "text"),
    ("norm_known", "float"),
    ("differs", "bool"),
    ("why", "text"),
)


class CompareNorms(AccessibleAlgorithm):
    """Algorithm `accessiblekz:compare`."""

    ID = "compare"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Compare scores with norms")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(DIFFERENT, tr("Only where they differ"), False)
        )
        self.addParameter(
            common.advanced(
                QgsProcessingParameterBoolean(
                    ALL_EDITIONS, tr("Also norms that do not apply to the building's date"), False
                )
            )
        )
        self.addParameter(common.language_parameter())
        self.addParameter(common.age_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Scores and norms"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addOutput(QgsProcessingOutputNumber("DIFFERENCES", tr("Differences")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, compare place by place, write."""
        from accessible_kz_plugin.layers.content import table_content

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        survey = self.survey_of(parameters, context, findings, feedback).survey
        say_findings(findings, language, feedback)
        every = self.parameterAsBool(parameters, ALL_EDITIONS, context)
        progress = progress_of(feedback, 0.1, 1.0)
        records = [
            record
            for record in _compared(survey, language, self.max_age(parameters, context), progress)
            if every or record["applies"]
        ]
        differing = [record for record in records if record["differs"]]
        if self.parameterAsBool(parameters, DIFFERENT, context):
            records = differing
        content = table_content(records, _COLUMNS)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        outputs["DIFFERENCES"] = len(differing)
        return outputs


def _compared(
    survey: Survey, language: str, age: int | None, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Yield one record a surveyed place, group and edition."""
    from accessible_core.scoring.compare import REGISTRY, compare
    from accessible_core.scoring.explain_facility import one_row

    for row in range(len(survey)):
        report(progress, row / len(survey))
        if not survey.surveyed[row]:
            continue
        alone = one_row(survey, row)
        found = compare(alone, str(survey.ids[row]), max_age_years=age).as_dict(language)
        # Two norms may differ from each other as well: here the registry is compared.
        why = {
            (one["group"], one["between"][1]): "; ".join(each["text"] for each in one["reasons"])
            for one in found["differences"]
            if one["between"][0] == REGISTRY
        }
        for group in (each.value for each in GROUPS):
            for norm in found["norms"]:
                key = (group, norm["edition"])
                yield {
                    "id": found["id"],
                    "name": found["name"],
                    "built": found["built"],
                    "group": group,
                    "score": found["registry"][group]["score"],
                    "confirmed": found["registry"][group]["confirmed"],
                    "edition": norm["edition"],
                    "applies": norm["chosen_by_date"],
                    "norm": norm["verdicts"][group],
                    "norm_known": norm["known"][group],
                    "differs": key in why,
                    "why": why.get(key),
                }
