# SPDX-License-Identifier: GPL-3.0-or-later
"""A routing result as layers: the way, its pieces, and what blocks it.

The core's GeoJSON of a route says what belongs to it; here its features only
get fields of the right kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsWkbTypes

from accessible_kz_plugin.layers.content import LayerContent, parts_content

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


def route_content(collection: Mapping[str, Any]) -> LayerContent:
    """Return the way as one line.

    Where there is no route this is the way with the fewest barriers, with the
    status ``no_route``; without such a way the row has no geometry.
    """
    return parts_content(
        collection, ("route", "least_barrier"), _ROUTE, QgsWkbTypes.Type.LineString
    )


def edges_content(collection: Mapping[str, Any]) -> LayerContent:
    """Return the pieces of the way with their attributes, in order of travel."""
    return parts_content(collection, ("edge",), _EDGES, QgsWkbTypes.Type.LineString)


def blocked_content(collection: Mapping[str, Any], *, found: bool) -> LayerContent:
    """Return what blocks the way as points, empty where there is a way."""
    parts = () if found else ("obstacle",)
    return parts_content(collection, parts, _BLOCKED, QgsWkbTypes.Type.Point)
