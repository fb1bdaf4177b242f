# SPDX-License-Identifier: GPL-3.0-or-later
"""Find a step-free way, or say why there is none and what blocks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from accessible_core.files import replacing
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import route_parameters as asked
from accessible_kz_plugin.processing import street_parameters as streets
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.findings_output import say_findings
from accessible_kz_plugin.processing.street_base import StreetAlgorithm
from accessible_kz_plugin.translation import tr


class FindRoute(StreetAlgorithm):
    """Algorithm `accessiblekz:route`."""

    ID = "route"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find a step-free route")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(streets.network_parameter())
        for parameter in asked.route_points():
            self.addParameter(parameter)
        self.add_street_parameters()
        for parameter in asked.route_sinks():
            self.addParameter(parameter)
        for output in asked.route_outputs():
            self.addOutput(output)

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Route, write layers and text."""
        from accessible_core.routing.document import route_document, route_geojson
        from accessible_kz_plugin.layers.route_text import route_text

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        page = self.target_file(parameters, asked.HTML, context, streets.NETWORK)
        start, end = (self.place_of(parameters, name, context) for name in (streets.FROM, asked.TO))
        findings = Findings()
        router = self.router_of(parameters, context, findings, once=True)
        say_findings(findings, language, feedback)
        network = router.network
        progress_of(feedback)(0.3)
        snap = self.snap_of(parameters, context)
        result = router.route(start, end, snap_m=snap)
        progress_of(feedback)(0.8)
        document = route_document(result, network, language)
        said = route_text(result, network, language, snap)
        spoken = self.say_lines(said.lines(), feedback, good=document["status"] == "ok")
        outputs = self._values(document, spoken)
        collection = route_geojson(result, network, language)
        outputs.update(self._layers(collection, document["status"] == "ok", parameters, context))
        if page:
            with replacing(page) as temporary:
                temporary.write_text(said.page(language), encoding="utf-8")
            outputs[asked.HTML] = page
        return outputs

    def _values(self, document: Mapping[str, Any], text: str) -> dict[str, Any]:
        return {
            "STATUS": document["status"],
            "REASON": document.get("reason") or "",
            "CONFIDENCE": document.get("confidence") or "",
            "DISTANCE_M": document.get("distance_m"),
            "DURATION_S": document.get("duration_s"),
            "TEXT": text,
        }

    def _layers(
        self,
        collection: Mapping[str, Any],
        found: bool,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        from accessible_kz_plugin.layers.route_layers import (
            blocked_content,
            edges_content,
            route_content,
        )
        from accessible_kz_plugin.processing.styling import (
            blocked_style,
            route_style,
            style_when_loaded,
        )

        outputs: dict[str, Any] = {}
        for name, content, style in (
            (common.OUTPUT, route_content(collection), route_style),
            (asked.EDGES, edges_content(collection), None),
            (asked.BLOCKED, blocked_content(collection, found=found), blocked_style),
        ):
            written = self.write_layer(parameters, name, context, content)
            if written and style is not None:
                style_when_loaded(context, written[name], style())
            outputs.update(written)
        return outputs
