# SPDX-License-Identifier: GPL-3.0-or-later
"""Find a step-free way, or say why there is none and what blocks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
)

from accessible_core.files import replacing
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import route_parameters as asked
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.routing.profiles import Profile


class FindRoute(AccessibleAlgorithm):
    """Algorithm `accessiblekz:route`."""

    ID = "route"
    GROUP = "streets"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find a step-free route")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        for parameter in asked.route_inputs():
            self.addParameter(parameter)
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
        from accessible_core.network.store import read_network
        from accessible_core.routing.document import route_document, route_geojson
        from accessible_core.routing.router import Router
        from accessible_kz_plugin.layers.positions import wgs84
        from accessible_kz_plugin.layers.route_text import route_text

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        page = self.target_file(parameters, asked.HTML, context, asked.NETWORK)
        network = read_network(self.parameterAsFile(parameters, asked.NETWORK, context))
        progress_of(feedback)(0.3)
        ends = [
            self.parameterAsPoint(parameters, name, context, wgs84())
            for name in (asked.FROM, asked.TO)
        ]
        start, end = ((point.x(), point.y()) for point in ends)
        router = Router(network, self._profile(parameters, context))
        snap = self.parameterAsDouble(parameters, asked.SNAP, context)
        result = router.route(start, end, snap_m=snap)
        progress_of(feedback)(0.8)
        document = route_document(result, network, language)
        said = route_text(result, network, language, snap)
        for line in said.lines():
            (feedback.pushInfo if document["status"] == "ok" else feedback.pushWarning)(line)
        outputs = self._values(document, "\n".join(said.lines()))
        collection = route_geojson(result, network, language)
        outputs.update(self._layers(collection, document["status"] == "ok", parameters, context))
        if page:
            with replacing(page) as temporary:
                temporary.write_text(said.page(language), encoding="utf-8")
            outputs[asked.HTML] = page
        return outputs

    def _profile(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Profile:
        from accessible_core.routing.profiles import Profile

        name = self.choice(parameters, asked.PROFILE, context, common.PROFILE_VALUES)
        profile = Profile.named(name)
        limits: dict[str, Any] = {
            limit: self.parameterAsDouble(parameters, parameter, context)
            for parameter, limit in asked.NUMBER_LIMITS.items()
            if self.given(parameters, parameter)
        }
        for parameter, (limit, values) in asked.LIST_LIMITS.items():
            value = self.choice(parameters, parameter, context, values)
            if value:
                limits[limit] = value
        if limits:
            profile = profile.with_limits(**limits)
        policy = self.choice(parameters, asked.UNKNOWN, context, asked.UNKNOWN_VALUES)
        return profile.with_unknown(policy) if policy else profile

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
        from accessible_kz_plugin.layers.positions import wgs84
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

        contents = {
            common.OUTPUT: route_content(collection),
            asked.EDGES: edges_content(collection),
            asked.BLOCKED: blocked_content(collection, found=found),
        }
        outputs: dict[str, Any] = {}
        for name, content in contents.items():
            if name != common.OUTPUT and not self.given(parameters, name):
                continue
            sink, outputs[name] = self.open_sink(
                parameters, name, context, content.fields, content.kind, wgs84()
            )
            for feature in content.features:
                self.add(sink, feature)
        style_when_loaded(context, outputs[common.OUTPUT], route_style())
        if asked.BLOCKED in outputs:
            style_when_loaded(context, outputs[asked.BLOCKED], blocked_style())
        return outputs
