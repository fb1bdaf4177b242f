# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas for statistics from a polygon layer of QGIS, in any CRS."""

from __future__ import annotations

import numpy as np
from qgis.core import (
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingContext,
    QgsWkbTypes,
)

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.statistics.areas import Areas
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.layers.positions import to_wgs84


def areas_from_source(
    source: QgsFeatureSource,
    id_field: str,
    language: str,
    context: QgsProcessingContext,
    findings: Findings,
) -> Areas:
    """Read areas; shapes with the same id are one area.

    Raises
    ------
    InputError
        The layer has no such field, or no polygon.
    """
    names = source.fields().names()
    if id_field not in names:
        raise InputError(f"The areas have no field '{id_field}': choose one of {', '.join(names)}.")
    name_field = next((n for n in (f"name_{language}", "name", "NAME") if n in names), id_field)
    transform = to_wgs84(source.sourceCrs(), context.transformContext())
    gathered: dict[str, tuple[str, list[tuple[np.ndarray, ...]]]] = {}
    for number, feature in enumerate(source.getFeatures(), 1):
        ident = _text(feature[id_field])
        if not ident:
            ident = f"area-{number}"
            findings.add("area_id_missing", number, id_field, ident)
        geometry = feature.geometry()
        if geometry.isNull() or geometry.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
            findings.add("area_without_polygon", ident, "geometry", "no polygon")
            continue
        geometry.transform(transform)
        if ident in gathered:
            findings.add("area_id_duplicate", ident, id_field, ident)
        name = _text(feature[name_field]) or ident
        gathered.setdefault(ident, (name, []))[1].extend(_polygons(geometry))
    if not gathered:
        raise InputError(f"The layer '{source.sourceName()}' holds no polygon: there is no area.")
    return Areas(
        tuple(gathered),
        tuple(name for name, _ in gathered.values()),
        tuple(tuple(polygons) for _, polygons in gathered.values()),
    )


def _polygons(geometry: QgsGeometry) -> list[tuple[np.ndarray, ...]]:
    """Return the rings of each polygon, the outer one first."""
    parts = geometry.asMultiPolygon() if geometry.isMultipart() else [geometry.asPolygon()]
    return [
        tuple(np.array([(point.x(), point.y()) for point in ring]) for ring in polygon)
        for polygon in parts
        if polygon
    ]


def _text(value: object) -> str:
    return "" if is_null(value) else str(value).strip()
