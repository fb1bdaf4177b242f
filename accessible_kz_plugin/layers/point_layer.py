# SPDX-License-Identifier: GPL-3.0-or-later
"""Points, people and corrections from layers of QGIS, in any CRS, for the core."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from qgis.core import QgsFeature, QgsFeatureSource, QgsGeometry, QgsProcessingContext, QgsWkbTypes

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.routing.barriers.people import People, people_from_columns
from accessible_core.routing.corrections.model import Correction
from accessible_core.routing.corrections.reader import corrections_from_columns
from accessible_core.routing.points import Points
from accessible_core.survey.identifiers import unique_ids
from accessible_kz_plugin.layers.positions import check_degrees, degrees_of, point_of, to_wgs84
from accessible_kz_plugin.layers.survey_layer import plain_value

#: Digits of degrees in GeoJSON: well under a millimetre.
_DIGITS = 10
_NOWHERE = (np.nan, np.nan)


def points_from_source(
    source: QgsFeatureSource,
    what: str,
    context: QgsProcessingContext,
    findings: Findings,
    id_field: str = "",
) -> Points:
    """Read points with ids, as `routing.points.read_points` does from files.

    Parameters
    ----------
    source : QgsFeatureSource
        Points; of lines and areas a point on them is taken. A table without geometry is
        read by its columns ``lon`` and ``lat``.
    what : str
        What the points are, for findings: ``origins``, ``destinations``, ``starts``.
    context : QgsProcessingContext
    findings : Findings
        Takes ``point_without_position``, ``id_missing`` and ``id_duplicate``.
    id_field : str
        Names the points; the column ``id`` by default, else ``row-`` and the number.

    Raises
    ------
    InputError
        There is no point with a position.
    """
    names = source.fields().names()
    field = id_field or next((name for name in names if name.lower() == "id"), "")
    features = list(source.getFeatures())
    place = _places(source, features, context)
    cells = np.array([_text(each, field) for each in features], object) if field else None
    ids = unique_ids(cells, len(features), findings)
    missing = np.isnan(place).any(axis=1)
    if missing.all():
        raise InputError(
            f"The layer '{source.sourceName()}' holds no points: give point geometries, or "
            f"columns lon and lat in degrees."
        )
    for row in np.flatnonzero(missing):
        findings.add("point_without_position", ids[row], what)
    place[missing] = np.nan
    return Points(tuple(str(name) for name in ids), place)


def people_from_source(
    source: QgsFeatureSource, field: str, context: QgsProcessingContext, findings: Findings
) -> People:
    """Read where people live, and how many, from points or areas.

    Raises
    ------
    InputError
        No row has both a position and a number.
    """
    names = source.fields().names()
    named = next((name for name in names if name.lower() == "id"), "")
    features = list(source.getFeatures())
    place = _places(source, features, context)
    transform = to_wgs84(source.sourceCrs(), context.transformContext())
    areas = []
    for each in features:
        shape = QgsGeometry(each.geometry())
        rings: tuple[np.ndarray, ...] = ()
        if shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
            shape.transform(transform)
            rings = tuple(_rings(shape))
        areas.append(rings)
    return people_from_columns(
        field,
        [_text(each, named) if named else "" for each in features],
        [plain_value(each[field]) for each in features],
        place,
        areas,
        findings,
        f"The layer '{source.sourceName()}'",
    )


def corrections_from_source(
    source: QgsFeatureSource, context: QgsProcessingContext, findings: Findings
) -> tuple[Correction, ...]:
    """Read a layer of corrections: points, lines or areas with attribute and value.

    Raises
    ------
    InputError
        The layer has no field ``attribute``.
    """
    names = source.fields().names()
    columns: dict[str, list[Any]] = {name: [] for name in names}
    geometries: list[Any] = []
    transform = to_wgs84(source.sourceCrs(), context.transformContext())
    for feature in source.getFeatures():
        for name, value in zip(names, feature.attributes()):
            columns[name].append(plain_value(value))
        shape = QgsGeometry(feature.geometry())
        if shape.isNull() or shape.isEmpty():
            geometries.append(None)
            continue
        shape.transform(transform)
        geometries.append(json.loads(shape.asJson(_DIGITS)))
    return corrections_from_columns(columns, geometries, findings, source.sourceName())


def _places(
    source: QgsFeatureSource, features: list[QgsFeature], context: QgsProcessingContext
) -> np.ndarray:
    """Return longitude and latitude of each feature, (n, 2), NaN where there is none."""
    crs = source.sourceCrs()
    if source.wkbType() == QgsWkbTypes.Type.NoGeometry:
        return _from_columns(source, features)
    points = [point_of(each.geometry()) for each in features]
    largest = max((max(abs(p.x()), abs(p.y())) for p in points if p is not None), default=0.0)
    check_degrees(crs, largest, source.sourceName())
    transform = to_wgs84(crs, context.transformContext())
    there = (None if point is None else degrees_of(point, transform) for point in points)
    return np.array([place or _NOWHERE for place in there], np.float64).reshape(-1, 2)


def _from_columns(source: QgsFeatureSource, features: list[QgsFeature]) -> np.ndarray:
    by_low = {name.lower(): name for name in source.fields().names()}
    if not {"lon", "lat"} <= set(by_low):
        raise InputError(
            f"The table '{source.sourceName()}' has no geometry and no columns lon and lat."
        )
    place = np.array(
        [[_number(each[by_low[name]]) for name in ("lon", "lat")] for each in features],
        np.float64,
    ).reshape(-1, 2)
    off = (np.abs(place) > (180.0, 90.0)).any(axis=1)
    place[off] = np.nan
    return place


def _number(value: Any) -> float:
    try:
        return float(str(plain_value(value)).replace(",", "."))
    except ValueError:
        return float("nan")


def _text(feature: QgsFeature, name: str) -> str:
    value = plain_value(feature[name])
    return "" if value is None else str(value).strip()


def _rings(shape: QgsGeometry) -> list[np.ndarray]:
    polygons = shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]
    return [
        np.array([(point.x(), point.y()) for point in ring], np.float64)
        for polygon in polygons
        for ring in polygon
        if ring
    ]
