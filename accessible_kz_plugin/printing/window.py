# SPDX-License-Identifier: GPL-3.0-or-later
"""What piece of the earth a map shows: its projection, extent and scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsMapLayer,
    QgsPointXY,
    QgsRectangle,
)

from accessible_core.errors import InputError
from accessible_kz_plugin.layers.positions import check_degrees, wgs84
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Places

#: Free space around the outermost places, as a share of the extent.
_PADDING = 0.06
#: A single place is shown with its surroundings (metres).
_LEAST_M = 500.0
#: Places this much further from the middle than nine tenths of them are taken
#: for wrong positions, unless the town is that small (metres).
_FAR_TIMES, _FAR_M = 4.0, 5000.0
_UTM_ZONE_DEGREES = 6.0
_LAST_UTM_ZONE = 60


@dataclass(frozen=True)
class Window:
    """What the map shows.

    Attributes
    ----------
    crs : QgsCoordinateReferenceSystem
        UTM zone of the middle: metres, north up, true distances.
    extent : QgsRectangle
        In `crs`, before it is fitted to the paper.
    off_map : int
        Places with a position outside it.
    """

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    off_map: int


def map_window(
    options: MapOptions, places: Places, transforms: QgsCoordinateTransformContext
) -> Window:
    """Choose projection and extent from the places, else districts, else streets.

    Raises
    ------
    InputError
        Nothing has a position.
    """
    layer_crs = options.places.crs()
    points = [place.point for place in places.items if place.point is not None]
    if points:
        largest = max(max(abs(point.x()), abs(point.y())) for point in points)
        check_degrees(layer_crs, largest, options.places.name())
    degrees = _transformed(points, layer_crs, wgs84(), transforms)
    if degrees:
        crs = utm(_median([p.x() for p in degrees]), _median([p.y() for p in degrees]))
        there = _transformed(degrees, wgs84(), crs, transforms)
        kept = _without_far_ones(there)
        extent = QgsRectangle(kept[0], kept[0])
        for point in kept:
            extent.include(point)
        return Window(crs, padded(extent), len(points) - len(kept))
    for layer in (options.areas, options.streets):
        extent = QgsRectangle() if layer is None else _degrees_extent(layer, transforms)
        if not extent.isEmpty():
            crs = utm(extent.center().x(), extent.center().y())
            change = QgsCoordinateTransform(wgs84(), crs, transforms)
            return Window(crs, padded(change.transformBoundingBox(extent)), 0)
    raise InputError(
        f"Nothing can be drawn: no place of '{options.places.name()}' has a position, and "
        "there are no districts or streets either. Give the places coordinates first."
    )


def utm(lon: float, lat: float) -> QgsCoordinateReferenceSystem:
    """Return the UTM zone of a position in degrees."""
    zone = min(int((lon + 180.0) // _UTM_ZONE_DEGREES) + 1, _LAST_UTM_ZONE)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if lat >= 0 else 32700) + zone}")


def round_scale(denominator: float) -> float:
    """Return the next larger scale with a round number."""
    size = 10.0 ** math.floor(math.log10(denominator))
    # Coarse steps would waste paper just above a power of ten.
    step = size / 20 if denominator < 2 * size else size / 4
    return math.ceil(denominator / step - 1e-9) * step


def _transformed(
    points: Sequence[QgsPointXY],
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    transforms: QgsCoordinateTransformContext,
) -> list[QgsPointXY]:
    change = QgsCoordinateTransform(source if source.isValid() else wgs84(), target, transforms)
    found = []
    for point in points:
        try:
            there = change.transform(point)
        except QgsCsException:
            continue  # no place on earth: counted as off the map
        if math.isfinite(there.x()) and math.isfinite(there.y()):
            found.append(there)
    return found


def _degrees_extent(layer: QgsMapLayer, transforms: QgsCoordinateTransformContext) -> QgsRectangle:
    extent = layer.extent()
    if extent.isEmpty() or not layer.crs().isValid():
        return extent
    change = QgsCoordinateTransform(layer.crs(), wgs84(), transforms)
    return change.transformBoundingBox(extent)


def _without_far_ones(points: Sequence[QgsPointXY]) -> list[QgsPointXY]:
    middle = QgsPointXY(_median([p.x() for p in points]), _median([p.y() for p in points]))
    away = sorted(middle.distance(point) for point in points)
    usual = away[int(0.9 * (len(away) - 1))]
    limit = max(_FAR_TIMES * usual, _FAR_M)
    return [point for point in points if middle.distance(point) <= limit]


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def padded(extent: QgsRectangle) -> QgsRectangle:
    """Return an extent in metres with some air around it; a single point gets surroundings."""
    width = max(extent.width() * (1 + 2 * _PADDING), _LEAST_M)
    height = max(extent.height() * (1 + 2 * _PADDING), _LEAST_M)
    middle = extent.center()
    return QgsRectangle(
        middle.x() - width / 2,
        middle.y() - height / 2,
        middle.x() + width / 2,
        middle.y() + height / 2,
    )
