# SPDX-License-Identifier: GPL-3.0-or-later
"""Check a survey: a table of what is wrong or unclear, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
)

from accessible_core.findings import Findings, Severity
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr


class Validate(AccessibleAlgorithm):
    """Algorithm `accessiblekz:validate`."""

    ID = "validate"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Check a survey")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(findings_parameter(common.OUTPUT, by_default=True))
        self.addOutput(QgsProcessingOutputNumber("RECORDS", tr("Facilities read")))
        self.addOutput(QgsProcessingOutputNumber("ERRORS", tr("Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", tr("Warnings")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read and validate; write the findings."""
        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        layer = self.survey_of(parameters, context, findings, feedback)
        say_findings(findings, language, feedback)
        severities = [finding.severity for finding in findings]
        outputs = {
            "RECORDS": len(layer.survey),
            "ERRORS": severities.count(Severity.ERROR),
            "WARNINGS": severities.count(Severity.WARNING),
        }
        outputs.update(write_findings(self, findings, language, parameters, context, common.OUTPUT))
        return outputs
