# SPDX-License-Identifier: GPL-3.0-or-later
"""The nearest accessible facilities, by the way to their doors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import facility_parameters as goals
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

CATEGORY = "CATEGORY"
SCORE = "SCORE"
CONFIRMED = "CONFIRMED"
COUNT = "COUNT"
ROUTES = "ROUTES"
REFUSED = "REFUSED"
SCORE_VALUES: tuple[str, ...] = ("full_accessible", "partial_accessible", "any")
_FACILITY = (
    ("id", "text"),
    ("name", "text"),
    ("category", "text"),
    ("score", "text"),
    ("confirmed", "bool"),
    ("crow_m", "float"),
)
_FOUND = (
    ("position", "int"),
    *_FACILITY,
    ("entrance", "text"),
    ("entrance_accessible", "text"),
    ("duration_s", "float"),
    ("distance_m", "float"),
    ("confidence", "text"),
    ("carriageway_m", "float"),
)
_REFUSED = (*_FACILITY, ("reason", "text"), ("blocked_by", "int"), ("text", "text"))


class NearestFacilities(FacilityAlgorithm):
    """Algorithm `accessiblekz:nearest`."""

    ID = "nearest"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find the nearest accessible facilities")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        kinds, numbers = QgsProcessing.SourceType, QgsProcessingParameterNumber.Type
        self.addParameter(asked.network_parameter())
        self.addParameter(QgsProcessingParameterPoint(asked.FROM, tr("From")))
        self.add_facility_parameters()
        self.addParameter(
            QgsProcessingParameterString(
                CATEGORY, tr("Category: number, title or the survey's own word"), optional=True
            )
        )
        self.addParameter(
            common.choice_parameter(
                SCORE, tr("The least score"), SCORE_VALUES, goals.score_words(), SCORE_VALUES[0]
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean(CONFIRMED, tr("Confirmed scores only"), False)
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                COUNT, tr("How many at most"), numbers.Integer, defaultValue=5, minValue=1
            )
        )
        self.addParameter(asked.number(asked.MINUTES, tr("No farther than so many minutes")))
        self.add_street_parameters()
        for name, label, kind, wanted in (
            (common.OUTPUT, tr("Doors of the nearest"), kinds.TypeVectorPoint, True),
            (ROUTES, tr("Ways to them"), kinds.TypeVectorLine, True),
            (REFUSED, tr("Nearer, but out of reach"), kinds.TypeVectorPoint, False),
        ):
            optional = name != common.OUTPUT
            self.addParameter(
                QgsProcessingParameterFeatureSink(
                    name, label, kind, optional=optional, createByDefault=wanted
                )
            )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("FOUND", tr("Facilities found")))
        self.addOutput(QgsProcessingOutputString("STATUS", tr("ok or no_route")))
        self.addOutput(QgsProcessingOutputString("TEXT", tr("In words")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, score, search, write doors and ways."""
        from accessible_core.routing.facilities.nearest import Wanted, nearest_facilities
        from accessible_core.routing.facilities.nearest_document import (
            nearest_geojson,
            nearest_lines,
        )

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        wanted = Wanted(
            self.choice(parameters, SCORE, context, SCORE_VALUES),
            self.parameterAsBool(parameters, CONFIRMED, context),
            self.parameterAsString(parameters, CATEGORY, context).strip() or None,
        )
        minutes = None
        if self.given(parameters, asked.MINUTES):
            minutes = self.parameterAsDouble(parameters, asked.MINUTES, context)
        start = self.place_of(parameters, asked.FROM, context)
        router, facilities = self.router_and_facilities(parameters, context, findings, feedback)
        result = nearest_facilities(
            router,
            start,
            facilities,
            wanted=wanted,
            count=self.parameterAsInt(parameters, COUNT, context),
            minutes=minutes,
            snap_m=self.snap_of(parameters, context),
            progress=progress_of(feedback, 0.5, 0.9),
        )
        say_findings(findings, language, feedback)
        outputs = self._layers(nearest_geojson(result, language), parameters, context)
        outputs.update(write_findings(self, findings, language, parameters, context))
        lines = nearest_lines(result, router.profile.name, language)
        found = len(getattr(result, "found", ()))
        outputs["TEXT"] = self.say_lines(lines, feedback, good=found > 0)
        outputs["FOUND"], outputs["STATUS"] = found, "ok" if found else "no_route"
        return outputs

    def _layers(
        self,
        collection: Mapping[str, Any],
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        from accessible_kz_plugin.layers.content import parts_content
        from accessible_kz_plugin.processing.styling import (
            numbered_style,
            route_style,
            style_when_loaded,
        )

        kinds = QgsWkbTypes.Type
        outputs: dict[str, Any] = {}
        for name, part, columns, kind, style in (
            (common.OUTPUT, "facility", _FOUND, kinds.Point, lambda: numbered_style("position")),
            (ROUTES, "route", _FOUND, kinds.LineString, route_style),
            (REFUSED, "out_of_reach", _REFUSED, kinds.Point, lambda: numbered_style("name")),
        ):
            content = parts_content(collection, (part,), columns, kind)
            written = self.write_layer(parameters, name, context, content)
            if written:
                style_when_loaded(context, written[name], style())
            outputs.update(written)
        return outputs
