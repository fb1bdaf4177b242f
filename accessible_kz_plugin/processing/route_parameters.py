# SPDX-License-Identifier: GPL-3.0-or-later
"""What a route is asked with, and what comes out, as Processing knows it."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterPoint,
)

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.street_parameters import FROM
from accessible_kz_plugin.translation import tr

TO = "TO"
EDGES = "EDGES"
BLOCKED = "BLOCKED"
HTML = "HTML"


def route_points() -> list[QgsProcessingParameterDefinition]:
    """Return where the way begins and ends."""
    return [
        QgsProcessingParameterPoint(FROM, tr("From")),
        QgsProcessingParameterPoint(TO, tr("To")),
    ]


def route_sinks() -> list[QgsProcessingParameterDefinition]:
    """Return the layers and the page that a route is written to."""
    line = QgsProcessing.SourceType.TypeVectorLine
    point = QgsProcessing.SourceType.TypeVectorPoint
    return [
        QgsProcessingParameterFeatureSink(common.OUTPUT, tr("Route"), line),
        QgsProcessingParameterFeatureSink(
            EDGES, tr("Pieces of the route"), line, optional=True, createByDefault=False
        ),
        QgsProcessingParameterFeatureSink(
            BLOCKED, tr("What blocks the way"), point, optional=True, createByDefault=True
        ),
        QgsProcessingParameterFileDestination(
            HTML,
            tr("Instructions as a page"),
            tr("HTML (*.html)"),
            optional=True,
            createByDefault=True,
        ),
    ]


def route_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the values that scripts, models and qgis_process read."""
    return [
        QgsProcessingOutputString("STATUS", tr("ok or no_route")),
        QgsProcessingOutputString("REASON", tr("Why there is no route")),
        QgsProcessingOutputString("CONFIDENCE", tr("confirmed or unverified")),
        QgsProcessingOutputNumber("DISTANCE_M", tr("Metres")),
        QgsProcessingOutputNumber("DURATION_S", tr("Seconds")),
        QgsProcessingOutputString("TEXT", tr("Instructions")),
    ]
