# SPDX-License-Identifier: GPL-3.0-or-later
"""A routing result as layers: the way, its pieces, and what blocks it.

The core's GeoJSON of a route says what belongs to it; here its features only
get fields of the right kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsLineString,
    QgsPointXY,
    QgsWkbTypes,
)

from accessible_kz_plugin.compat import field

_ROUTE = (
    ("part", "text"),
    ("status", "text"),
    ("reason", "text"),
    ("confidence", "text"),
    ("profile", "text"),
    ("distance_m", "float"),
    ("duration_s", "float"),
    ("carriageway_m", "float"),
    ("text", "text"),
)
_EDGES = (
    ("position", "int"),
    ("osm_way", "long"),
    ("from_node", "long"),
    ("to_node", "long"),
    ("kind", "text"),
    ("name", "text"),
    ("length_m", "float"),
    ("incline", "float"),
    ("surface", "text"),
    ("known", "text"),
)
_BLOCKED = (
    ("attribute", "text"),
    ("value", "text"),
    ("limit", "text"),
    ("osm_way", "long"),
    ("osm_node", "long"),
    ("text", "text"),
)


@dataclass(frozen=True)
class LayerContent:
    """Fields, geometry and features of one output layer."""

    fields: QgsFields
    kind: QgsWkbTypes.Type
    features: list[QgsFeature]


def route_content(collection: Mapping[str, Any]) -> LayerContent:
    """Return the way as one line.

    Where there is no route this is the way with the fewest barriers, with the
    status ``no_route``; without such a way the row has no geometry.
    """
    return _content(collection, ("route", "least_barrier"), _ROUTE, QgsWkbTypes.Type.LineString)


def edges_content(collection: Mapping[str, Any]) -> LayerContent:
    """Return the pieces of the way with their attributes, in order of travel."""
    return _content(collection, ("edge",), _EDGES, QgsWkbTypes.Type.LineString)


def blocked_content(collection: Mapping[str, Any], *, found: bool) -> LayerContent:
    """Return what blocks the way as points, empty where there is a way."""
    parts = () if found else ("obstacle",)
    return _content(collection, parts, _BLOCKED, QgsWkbTypes.Type.Point)


def _content(
    collection: Mapping[str, Any],
    parts: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    kind: QgsWkbTypes.Type,
) -> LayerContent:
    fields = QgsFields()
    for name, sort in columns:
        fields.append(field(name, sort))
    features = []
    for one in collection["features"]:
        properties = one["properties"]
        if properties["part"] in parts:
            feature = QgsFeature(fields)
            feature.setAttributes([_value(properties.get(name), sort) for name, sort in columns])
            if one["geometry"] is not None:
                feature.setGeometry(_geometry(one["geometry"]))
            features.append(feature)
    return LayerContent(fields, kind, features)


def _geometry(written: Mapping[str, Any]) -> QgsGeometry:
    if written["type"] == "Point":
        return QgsGeometry.fromPointXY(QgsPointXY(*written["coordinates"]))
    lon, lat = zip(*written["coordinates"])
    return QgsGeometry(QgsLineString(list(lon), list(lat)))


def _value(value: Any, sort: str) -> Any:
    if value is None or sort != "text":
        return value
    return f"{value:g}" if isinstance(value, float) else str(value)
