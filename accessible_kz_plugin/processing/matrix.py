# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations and distances from many points to many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

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

if TYPE_CHECKING:
    from accessible_core.routing.matrix import Matrix
    from accessible_core.routing.points import Points

ORIGINS = "ORIGINS"
DESTINATIONS = "DESTINATIONS"
_COLUMNS = (
    ("origin", "text"),
    ("destination", "text"),
    ("duration_s", "float"),
    ("distance_m", "float"),
)


class TravelMatrix(StreetAlgorithm):
    """Algorithm `accessiblekz:matrix`."""

    ID = "matrix"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Matrix of durations and distances")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(asked.network_parameter())
        for name, label in (
            (ORIGINS, tr("From all of these")),
            (DESTINATIONS, tr("To all of these")),
        ):
            self.addParameter(
                QgsProcessingParameterFeatureSource(
                    name, label, [QgsProcessing.SourceType.TypeVector]
                )
            )
            self.addParameter(
                common.advanced(
                    QgsProcessingParameterField(
                        f"{name}_ID", tr("Field that names them"), None, name, optional=True
                    )
                )
            )
        self.add_street_parameters()
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Matrix"), QgsProcessing.SourceType.TypeVector
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("PAIRS", tr("Pairs")))
        self.addOutput(QgsProcessingOutputNumber("ROUTES", tr("Pairs with a route")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read points, search, write one row a pair."""
        import numpy as np

        from accessible_core.routing.matrix import matrix
        from accessible_core.routing.matrix_table import off_network
        from accessible_kz_plugin.layers.content import table_content

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        findings = Findings()
        origins = self.points_of(parameters, ORIGINS, "origins", context, findings)
        ends = self.points_of(parameters, DESTINATIONS, "destinations", context, findings)
        router = self.router_of(parameters, context, findings)
        snap = self.snap_of(parameters, context)
        result = matrix(router, origins.place, ends.place, snap, progress_of(feedback, 0.2, 0.9))
        off_network(result, origins, ends, snap, findings)
        say_findings(findings, language, feedback)
        content = table_content(_rows(result, origins, ends), _COLUMNS)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        outputs.update(write_findings(self, findings, language, parameters, context))
        outputs["PAIRS"] = int(result.duration_s.size)
        outputs["ROUTES"] = int(np.isfinite(result.duration_s).sum())
        line = tr("{routes} of {pairs} pairs have a route.")
        for word, name in (("{routes}", "ROUTES"), ("{pairs}", "PAIRS")):
            line = line.replace(word, str(outputs[name]))
        feedback.pushInfo(line)
        return outputs


def _rows(result: Matrix, origins: Points, ends: Points) -> Iterator[dict[str, Any]]:
    """Yield one record a pair, empty where there is no route."""
    rows = zip(origins.ids, result.duration_s.tolist(), result.distance_m.tolist())
    for origin, seconds, metres in rows:
        for destination, duration, distance in zip(ends.ids, seconds, metres):
            known = not isnan(duration)
            yield {
                "origin": origin,
                "destination": destination,
                "duration_s": round(duration, 1) if known else None,
                "distance_m": round(distance, 3) if known else None,
            }
