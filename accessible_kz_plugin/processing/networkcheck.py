# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mapper could mend in a street network, each finding at its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsWkbTypes,
)

from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import say_findings
from accessible_kz_plugin.translation import tr

LINES = "LINES"
_COLUMNS = (
    ("code", "text"),
    ("severity", "text"),
    ("rule", "text"),
    ("osm_way", "long"),
    ("osm_node", "long"),
    ("field", "text"),
    ("value", "text"),
    ("hint", "text"),
    ("link", "text"),
)
#: Parameter -> the threshold that it sets.
_DISTANCES = {"GAP": "gap_m", "DETOUR": "detour_m", "CROSSING": "crossing_m", "SMALL": "small_m"}


class NetworkCheck(AccessibleAlgorithm):
    """Algorithm `accessiblekz:networkcheck`."""

    ID = "networkcheck"
    GROUP = "streets"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Check a street network")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        types = QgsProcessing.SourceType
        self.addParameter(asked.network_parameter())
        self.addParameter(common.language_parameter())
        for name, label in (
            ("GAP", tr("A dead end so near to a way is a gap, metres")),
            ("DETOUR", tr("No gap where a walk no longer than this joins both sides, metres")),
            ("CROSSING", tr("No crossing so far along a street is one missing, metres")),
            ("SMALL", tr("Shorter parts of the network are told about together, metres")),
        ):
            self.addParameter(common.advanced(asked.number(name, label)))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Findings on the map"), types.TypeVectorPoint
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                LINES,
                tr("Gaps and parts as lines"),
                types.TypeVectorLine,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Findings")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Check, write points and lines."""
        from accessible_core.network.check.run import check_network
        from accessible_core.network.check.thresholds import Thresholds
        from accessible_core.network.store import read_network
        from accessible_kz_plugin.layers.content import rows_content
        from accessible_kz_plugin.processing.styling import (
            findings_style,
            line_style,
            style_when_loaded,
        )

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        limits = {
            limit: self.parameterAsDouble(parameters, name, context)
            for name, limit in _DISTANCES.items()
            if self.given(parameters, name)
        }
        thresholds = Thresholds.default(**limits)
        network = read_network(self.parameterAsFile(parameters, asked.NETWORK, context))
        found = check_network(network, thresholds, progress=progress_of(feedback, 0.1, 0.9))
        say_findings(Findings(each.finding for each in found), language, feedback)
        points, lines = [], []
        for each in found:
            record = each.as_dict(language)
            points.append((record, {"type": "Point", "coordinates": [each.lon, each.lat]}))
            if each.line:
                lines.append((record, {"type": "LineString", "coordinates": each.line}))
        kinds = QgsWkbTypes.Type
        content = rows_content(points, _COLUMNS, kinds.Point)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        style_when_loaded(context, outputs[common.OUTPUT], findings_style(language))
        content = rows_content(lines, _COLUMNS, kinds.LineString)
        written = self.write_layer(parameters, LINES, context, content)
        if written:
            style_when_loaded(context, written[LINES], line_style())
        outputs.update(written)
        outputs["COUNT"] = len(found)
        return outputs
