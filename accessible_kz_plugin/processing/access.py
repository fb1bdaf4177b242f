# SPDX-License-Identifier: GPL-3.0-or-later
"""Which facilities are reached step-free, from door to door, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)

from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.facility_base import FacilityAlgorithm
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    import numpy as np

    from accessible_core.routing.facilities.access import Access
    from accessible_core.routing.points import Points
    from accessible_kz_plugin.layers.content import LayerContent

STARTS = "STARTS"
GREEN = "GREEN"


class DoorToDoor(FacilityAlgorithm):
    """Algorithm `accessiblekz:access`."""

    ID = "access"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Step-free access from door to door")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(asked.network_parameter())
        self.add_facility_parameters()
        starts = QgsProcessingParameterMultipleLayers(
            STARTS,
            tr("Where people come from: stops, parking, homes"),
            QgsProcessing.SourceType.TypeVectorAnyGeometry,
        )
        starts.setHelp(tr("Each layer is one kind of start and gives columns under its name."))
        self.addParameter(starts)
        self.addParameter(
            QgsProcessingParameterNumber(
                asked.MINUTES,
                tr("Minutes within which to get there, and back"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=15.0,
                minValue=0.1,
            )
        )
        self.add_street_parameters()
        self.addParameter(
            QgsProcessingParameterFeatureSink(common.OUTPUT, tr("Facilities by access"), point)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                GREEN,
                tr("Green places behind red streets"),
                point,
                optional=True,
                createByDefault=False,
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("REACHED", tr("Facilities reached")))
        self.addOutput(
            QgsProcessingOutputNumber("GREEN_BEHIND_RED", tr("Green places behind red streets"))
        )
        self.addOutput(QgsProcessingOutputString("TEXT", tr("In words")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, score, search there and back, write one row a facility."""
        from accessible_core.routing.facilities.access import door_to_door
        from accessible_core.routing.facilities.access_table import access_lines
        from accessible_kz_plugin.processing.styling import style_when_loaded, verdict_style

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        starts = self._starts(parameters, context, findings)
        router, facilities = self.router_and_facilities(parameters, context, findings, feedback)
        result = door_to_door(
            router,
            facilities,
            starts,
            self.parameterAsDouble(parameters, asked.MINUTES, context),
            snap_m=self.snap_of(parameters, context),
            progress=progress_of(feedback, 0.4, 0.9),
        )
        say_findings(findings, language, feedback)
        outputs: dict[str, Any] = {}
        for name, rows in ((common.OUTPUT, None), (GREEN, result.green_behind_red)):
            content = _content(result, language, rows)
            written = self.write_layer(parameters, name, context, content)
            if written:
                style_when_loaded(context, written[name], verdict_style(language))
            outputs.update(written)
        outputs.update(write_findings(self, findings, language, parameters, context))
        outputs["TEXT"] = self.say_lines(access_lines(result, language), feedback)
        reached = ("reachable", "reachable_unverified")
        outputs["REACHED"] = sum(word in reached for word in result.verdicts)
        outputs["GREEN_BEHIND_RED"] = int(result.green_behind_red.sum())
        return outputs

    def _starts(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, findings: Findings
    ) -> dict[str, Points]:
        """Return the starts by kind, which is the layer's name; equal names get a number."""
        from accessible_kz_plugin.layers.point_layer import points_from_source

        found: dict[str, Points] = {}
        for layer in self.parameterAsLayerList(parameters, STARTS, context):
            name, number = layer.name(), 2
            while name in found:
                name, number = f"{layer.name()} {number}", number + 1
            source = self.parameterAsSource({STARTS: layer}, STARTS, context)
            if source is None:
                raise self.unreadable({STARTS: layer}, STARTS)
            found[name] = points_from_source(source, name, context, findings)
        return found


def _content(access: Access, language: str, rows: np.ndarray | None) -> LayerContent:
    """Return facilities at their positions, with the columns of the command line."""
    import numpy as np
    from qgis.core import QgsFeature, QgsFields, QgsGeometry, QgsPointXY

    from accessible_core.routing.facilities.access_table import access_columns
    from accessible_kz_plugin.compat import field
    from accessible_kz_plugin.layers.content import LayerContent
    from accessible_kz_plugin.layers.result_fields import kind_of, values_of

    survey = access.facilities.survey
    names = np.array([survey.name(row, language) for row in range(len(survey))], object)
    columns = {"id": survey.ids, "name": names, "category": survey.text("category")}
    columns.update(access_columns(access, language))
    fields = QgsFields()
    for name, column in columns.items():
        fields.append(field(name, kind_of(column)))
    values = [values_of(column) for column in columns.values()]
    features = []
    for row in range(len(survey)) if rows is None else np.flatnonzero(rows).tolist():
        feature = QgsFeature(fields)
        feature.setAttributes([column[row] for column in values])
        lon, lat = float(survey.lon[row]), float(survey.lat[row])
        if np.isfinite(lon) and np.isfinite(lat):
            feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
        features.append(feature)
    return LayerContent(fields, QgsWkbTypes.Type.Point, features)
