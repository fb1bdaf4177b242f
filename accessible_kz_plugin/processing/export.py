# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand places over: A11yJSON, registry adding requests, GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr

FORMAT = "FORMAT"
FORMAT_VALUES: tuple[str, ...] = ("a11yjson", "registry", "geojson")


def _format_words() -> dict[str, str]:
    return {
        "a11yjson": tr("A11yJSON (accessibility apps)"),
        "registry": tr("Adding requests for the national registry (one a line)"),
        "geojson": tr("GeoJSON with answers and scores"),
    }


class Export(AccessibleAlgorithm):
    """Algorithm `accessiblekz:export`."""

    ID = "export"
    GROUP = "results"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Export places")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(
            common.choice_parameter(
                FORMAT, tr("Format"), FORMAT_VALUES, _format_words(), "a11yjson"
            )
        )
        self.addParameter(common.language_parameter())
        self.addParameter(common.age_parameter())
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT,
                tr("File"),
                tr("JSON (*.json);;JSON lines (*.jsonl);;GeoJSON (*.geojson)"),
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Places written")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, score, write."""
        from accessible_core.registry.exports import export

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        wanted = self.choice(parameters, FORMAT, context, FORMAT_VALUES)
        target = self.target_file(parameters, common.OUTPUT, context, common.INPUT)
        findings = Findings()
        layer = self.survey_of(parameters, context, findings, feedback)
        age = self.max_age(parameters, context)
        count = export(layer.survey, wanted, target, findings, max_age_years=age)
        say_findings(findings, language, feedback)
        line = tr("{count} of {all} places written to {file}.")
        for word, value in (("{count}", count), ("{all}", len(layer.survey)), ("{file}", target)):
            line = line.replace(word, str(value))
        feedback.pushInfo(line)
        outputs = {common.OUTPUT: target, "COUNT": count}
        outputs.update(write_findings(self, findings, language, parameters, context))
        return outputs
