# SPDX-License-Identifier: GPL-3.0-or-later
"""Streets from loaded layers of lines and points, in any CRS, as the core's line layers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsWkbTypes,
)

from accessible_core.errors import Cancelled
from accessible_core.network.layers.features import Features
from accessible_core.network.layers.line_layers import LineLayer, PointLayer
from accessible_kz_plugin.layers.positions import check_degrees, to_wgs84
from accessible_kz_plugin.layers.survey_layer import plain_value

#: Digits of degrees in GeoJSON: well under a millimetre.
_DIGITS = 10


def street_layers(
    source: QgsFeatureSource,
    path: str,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> tuple[list[LineLayer], list[PointLayer]]:
    """Return the lines and points of one layer, as `network.layers.line_files` does of files.

    Parameters
    ----------
    source : QgsFeatureSource
    path : str
        The file that it comes from, empty if none: a mapping may ask for its name.
    context : QgsProcessingContext
    feedback : QgsProcessingFeedback
        Asked whether to stop.

    Raises
    ------
    InputError
        There is no CRS, and the coordinates are no degrees.
    """
    name, crs = source.sourceName(), source.sourceCrs()
    box = source.sourceExtent()
    if not box.isEmpty():
        corners = (box.xMinimum(), box.xMaximum(), box.yMinimum(), box.yMaximum())
        check_degrees(crs, max(abs(corner) for corner in corners), name)
    transform = to_wgs84(crs, context.transformContext())
    names = source.fields().names()
    polygons = QgsWkbTypes.geometryType(source.wkbType())
    gathered = Features(name, areas=polygons == QgsWkbTypes.GeometryType.PolygonGeometry)
    for feature in source.getFeatures():
        if feedback.isCanceled():
            raise Cancelled("Stopped on request.")
        shape = QgsGeometry(feature.geometry())
        written = None
        if not shape.isNull():
            shape.transform(transform)
            written = json.loads(shape.asJson(_DIGITS))
        cells = (plain_value(value) for value in feature.attributes())
        gathered.add(written, dict(zip(names, cells)))
    file = Path(path).name if path else ""
    return gathered.layers(file, name, _as_they_are, assumed_crs=not crs.isValid())


def _as_they_are(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return degrees that are degrees already."""
    return x, y
