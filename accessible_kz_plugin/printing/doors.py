# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of places: a layer of points, where surveys say how far the door is from the place."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Optional

from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from accessible_core.vocabulary import ENTRANCES
from accessible_kz_plugin.compat import is_null

#: Millimetres on A4: smaller than a place, larger than a dot.
_SIZE = 2.6


def door_layer(places: QgsVectorLayer, name: str) -> Optional[QgsVectorLayer]:
    """Return the doors of the places of a survey, None where none is known.

    Parameters
    ----------
    places : QgsVectorLayer
        With fields ``entrance1_lon``, ``entrance1_lat`` ... in degrees.
    name : str
        Of the layer.
    """
    points = list(_points(places))
    if not points:
        return None
    layer = QgsVectorLayer("Point?crs=EPSG:4326", name, "memory")
    features = []
    for point in points:
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromPointXY(point))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def style_door_layer(layer: QgsVectorLayer, *, scale: float = 1.0) -> None:
    """Draw doors as small dark triangles that point down, which no light looks like."""
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "triangle",
            "angle": "180",
            "color": "#1A1A1A",
            "outline_color": "#FFFFFF",
            "outline_width": "0.25",
            "size": str(_SIZE * scale),
        }
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    layer.setLabelsEnabled(False)


def _points(places: QgsVectorLayer) -> Iterator[QgsPointXY]:
    fields = places.fields()
    columns = [
        (fields.lookupField(f"{zone.value}_lon"), fields.lookupField(f"{zone.value}_lat"))
        for zone in ENTRANCES
    ]
    columns = [pair for pair in columns if min(pair) >= 0]
    if not columns:
        return
    for feature in places.getFeatures():
        for lon, lat in columns:
            x, y = _number(feature, lon), _number(feature, lat)
            if x is not None and y is not None and abs(x) <= 180 and abs(y) <= 90:  # noqa: PLR2004
                yield QgsPointXY(x, y)


def _number(feature: QgsFeature, position: int) -> Optional[float]:
    value = feature.attribute(position)
    if is_null(value):
        return None
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None
