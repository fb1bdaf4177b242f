# SPDX-License-Identifier: GPL-3.0-or-later
"""Geometries of any kind and CRS to degrees on WGS 84, and one point a facility."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsWkbTypes,
)

from accessible_core.errors import InputError

WGS84 = "EPSG:4326"
Floats = NDArray[np.float64]


def wgs84() -> QgsCoordinateReferenceSystem:
    """Return the CRS that the core speaks."""
    return QgsCoordinateReferenceSystem(WGS84)


def to_wgs84(
    crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateTransform:
    """Return the transformation of a layer's coordinates to degrees.

    A layer without a CRS is taken as degrees; :func:`check_degrees` refuses it
    when its numbers cannot be any.
    """
    return QgsCoordinateTransform(crs if crs.isValid() else wgs84(), wgs84(), context)


def point_of(geometry: QgsGeometry) -> QgsPointXY | None:
    """Return where a geometry is: itself, its one part, or a point on its surface."""
    if geometry is None or geometry.isNull() or geometry.isEmpty():
        return None
    if geometry.type() == QgsWkbTypes.GeometryType.PointGeometry:
        if not geometry.isMultipart():
            return geometry.asPoint()
        parts = geometry.asMultiPoint()
        return parts[0] if len(parts) == 1 else geometry.centroid().asPoint()
    inside = geometry.pointOnSurface()
    return None if inside.isNull() else inside.asPoint()


def degrees_of(point: QgsPointXY, transform: QgsCoordinateTransform) -> tuple[float, float] | None:
    """Return longitude and latitude, or None for what has no place on earth."""
    try:
        there = transform.transform(point)
    except QgsCsException:
        return None
    return there.x(), there.y()


def degrees_of_points(
    points: Sequence[QgsPointXY | None],
    crs: QgsCoordinateReferenceSystem,
    source: str,
    context: QgsCoordinateTransformContext,
) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of a layer's points, NaN where there is no place.

    Raises
    ------
    InputError
        There is no CRS, and coordinates that are no degrees.
    """
    placed = [point for point in points if point is not None]
    largest = max((max(abs(point.x()), abs(point.y())) for point in placed), default=0.0)
    check_degrees(crs, largest, source)
    transform = to_wgs84(crs, context)
    degrees = np.full((len(points), 2), np.nan)
    for row, point in enumerate(points):
        there = None if point is None else degrees_of(point, transform)
        if there is not None:
            degrees[row] = there
    return degrees[:, 0], degrees[:, 1]


def degrees_function(
    crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> Callable[[Floats, Floats], tuple[Floats, Floats]]:
    """Return QGIS's transformation as the core calls one: arrays of metres to degrees, or NaN."""
    transform = to_wgs84(crs, context)

    def to_degrees(east: Floats, north: Floats) -> tuple[Floats, Floats]:
        nowhere = (float("nan"), float("nan"))
        pairs = [
            degrees_of(QgsPointXY(x, y), transform) or nowhere
            for x, y in zip(east.tolist(), north.tolist())
        ]
        found = np.array(pairs, np.float64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    return to_degrees


def check_degrees(crs: QgsCoordinateReferenceSystem, largest: float, source: str) -> None:
    """Refuse a layer without a CRS whose coordinates are no degrees.

    Raises
    ------
    InputError
        There is no CRS, and coordinates over 360 in it.
    """
    if not crs.isValid() and largest > 360.0:  # noqa: PLR2004 - a full circle
        raise InputError(
            f"The layer '{source}' has no coordinate reference system and its coordinates "
            f"are no degrees: set its CRS in the layer properties."
        )
