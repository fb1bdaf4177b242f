# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as QGIS shows them: lines in the log, and a table on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from accessible_core.findings import Finding, Findings, Severity
from accessible_kz_plugin.compat import field
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import tr

FINDINGS = "FINDINGS"
_COLUMNS = ("severity", "code", "record", "field", "value", "hint")
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
#: Findings of one kind in the log; the table has all.
_SHOWN = 3


def findings_parameter(
    name: str = FINDINGS, *, by_default: bool = False
) -> QgsProcessingParameterFeatureSink:
    """Return the output parameter for the table of findings."""
    return QgsProcessingParameterFeatureSink(
        name,
        tr("Findings"),
        QgsProcessing.SourceType.TypeVector,
        optional=not by_default,
        createByDefault=by_default,
    )


def say_findings(findings: Findings, language: str, feedback: QgsProcessingFeedback) -> None:
    """Put the first findings of each kind and how many more there are into the log."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    more = tr("… and {count} more of this kind; the findings table lists all.")
    # Errors first; kinds of the same severity in the order in which they came up.
    for same in sorted(kinds.values(), key=lambda one: _ORDER.index(one[0].severity)):
        quiet = same[0].severity is Severity.INFO
        say = feedback.pushInfo if quiet else feedback.pushWarning
        for finding in same[:_SHOWN]:
            where = " ".join(part for part in (finding.record, finding.field) if part)
            hint = finding.hint(language)
            say(f"{where}: {hint}" if where else hint)
        if len(same) > _SHOWN:
            say(more.replace("{count}", str(len(same) - _SHOWN)))


def write_findings(
    algorithm: AccessibleAlgorithm,
    findings: Findings,
    language: str,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    name: str = FINDINGS,
) -> dict[str, Any]:
    """Write the table if the user wants one; return the outputs to add."""
    fields = QgsFields()
    for column in _COLUMNS:
        fields.append(field(column, "text"))
    sink, identifier = algorithm.parameterAsSink(
        parameters,
        name,
        context,
        fields,
        QgsWkbTypes.Type.NoGeometry,
        QgsCoordinateReferenceSystem(),
    )
    if sink is None:
        return {}
    for finding in findings:
        row = finding.as_dict(language)
        feature = QgsFeature(fields)
        feature.setAttributes([row[column] for column in _COLUMNS])
        algorithm.add(sink, feature)
    return {name: identifier}
