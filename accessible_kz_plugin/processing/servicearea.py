# SPDX-License-Identifier: GPL-3.0-or-later
"""The streets really reached within given minutes, from a point or from many."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
)

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.processing.street_base import StreetAlgorithm
from accessible_kz_plugin.translation import tr

STARTS = "STARTS"
AROUND = "AROUND"
OUTLINES = "OUTLINES"


class ServiceArea(StreetAlgorithm):
    """Algorithm `accessiblekz:servicearea`."""

    ID = "servicearea"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find what is reached within minutes")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        types = QgsProcessing.SourceType
        self.addParameter(asked.network_parameter())
        self.addParameter(QgsProcessingParameterPoint(asked.FROM, tr("From"), optional=True))
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                STARTS, tr("Or from all of these"), [types.TypeVector], optional=True
            )
        )
        self.addParameter(
            common.advanced(
                QgsProcessingParameterField(
                    f"{STARTS}_ID", tr("Field that names them"), None, STARTS, optional=True
                )
            )
        )
        self.addParameter(asked.minutes_parameter())
        self.add_street_parameters()
        self.addParameter(
            common.advanced(
                QgsProcessingParameterNumber(
                    AROUND,
                    tr("Width of the outlines around the streets, metres"),
                    QgsProcessingParameterNumber.Type.Double,
                    defaultValue=25.0,
                    minValue=1.0,
                )
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Reached streets"), types.TypeVectorLine
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                OUTLINES,
                tr("Outlines of what is reached"),
                types.TypeVectorPolygon,
                optional=True,
                createByDefault=False,
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("LENGTH_KM", tr("Reached, kilometres")))
        self.addOutput(QgsProcessingOutputNumber("CONFIRMED_KM", tr("of which confirmed")))
        self.addOutput(QgsProcessingOutputString("TEXT", tr("In words")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Reach from every start, write lines and outlines."""
        from accessible_kz_plugin.layers.reach_layers import outlines_content, reached_content
        from accessible_kz_plugin.processing.styling import (
            outline_style,
            reach_style,
            style_when_loaded,
        )

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        minutes = self.minutes_of(parameters, context)
        findings = Findings()
        starts = self._starts(parameters, context, findings)
        router = self.router_of(parameters, context, findings, once=len(starts) == 1)
        snap = self.snap_of(parameters, context)
        found, lines = [], []
        for number, (name, place) in enumerate(starts.items()):
            share = 0.2 + 0.6 * number / len(starts)
            progress = progress_of(feedback, share, share + 0.6 / len(starts))
            collection, said = _reached(router, place, minutes, snap, language, progress)
            found.append((name, collection))
            lines += [f"{name}: {line}" if name else line for line in said]
        say_findings(findings, language, feedback)
        content = reached_content(found)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        style_when_loaded(context, outputs[common.OUTPUT], reach_style())
        if self.given(parameters, OUTLINES):
            around = self.parameterAsDouble(parameters, AROUND, context)
            areas = outlines_content(found, minutes, around)
            outputs.update(self.write_layer(parameters, OUTLINES, context, areas))
            style_when_loaded(context, outputs[OUTLINES], outline_style())
        outputs.update(write_findings(self, findings, language, parameters, context))
        pieces = [(one["length_m"], one["confirmed"]) for one in content.features]
        outputs["LENGTH_KM"] = round(sum(length for length, _ in pieces) / 1000.0, 3)
        outputs["CONFIRMED_KM"] = round(sum(m for m, sure in pieces if sure) / 1000.0, 3)
        outputs["TEXT"] = self.say_lines(lines, feedback, good=bool(pieces))
        return outputs

    def _starts(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, findings: Findings
    ) -> dict[str, tuple[float, float]]:
        """Return the starts by name: one without a name, or those of the layer."""
        given = [name for name in (asked.FROM, STARTS) if self.given(parameters, name)]
        if len(given) != 1:
            raise UsageError(tr("Give one point to start from, or a layer of starts."))
        if given == [asked.FROM]:
            return {"": self.place_of(parameters, asked.FROM, context)}
        points = self.points_of(parameters, STARTS, "starts", context, findings)
        return {
            name: (lon, lat)
            for name, (lon, lat) in zip(points.ids, points.place.tolist())
            if isfinite(lon)  # what has no position is a finding already
        }


def _reached(
    router: Any,
    place: tuple[float, float],
    minutes: list[float],
    snap: float,
    language: str,
    progress: Any,
) -> tuple[dict[str, Any], list[str]]:
    from accessible_core.routing.reach import reach
    from accessible_core.routing.reach_document import reach_geojson, reach_lines

    result = reach(router, place, minutes, snap, progress)
    return reach_geojson(result, router.network, language), reach_lines(result, language)
