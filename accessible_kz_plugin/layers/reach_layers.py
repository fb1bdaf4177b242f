# SPDX-License-Identifier: GPL-3.0-or-later
"""What is reached, as lines and as outlines around them, made with QGIS's own geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

from accessible_core.geo import metres_per_degree
from accessible_kz_plugin.layers.content import LayerContent, Row, rows_content

_LINES = (
    ("start", "text"),
    ("minutes", "float"),
    ("reached_s", "float"),
    ("confirmed", "bool"),
    ("length_m", "float"),
    ("osm_way", "long"),
    ("kind", "text"),
    ("name", "text"),
    ("surface", "text"),
)
_OUTLINES = (("minutes", "float"), ("around_m", "float"), ("starts", "int"))
#: Points of a quarter circle, as the core's outlines have it.
_SEGMENTS = 4

Found = Sequence[tuple[str, Mapping[str, Any]]]


def reached_content(found: Found) -> LayerContent:
    """Return the reached pieces of all starts as lines; `found` is (start, GeoJSON)."""
    rows = (
        ({**one["properties"], "start": start}, one["geometry"])
        for start, collection in found
        for one in _reached(collection)
    )
    return rows_content(rows, _LINES, QgsWkbTypes.Type.LineString)


def outlines_content(found: Found, minutes: Iterable[float], around_m: float) -> LayerContent:
    """Return one area a time around what is reached from any start, longest time first.

    Nothing is filled in between streets: what lies behind a barred street is not reached
    because streets around it are.
    """
    rows = []
    for limit in sorted(set(minutes), reverse=True):
        shapes, starts = [], set()
        for start, collection in found:
            near = [one for one in _reached(collection) if one["properties"]["minutes"] <= limit]
            if near:
                starts.add(start)
            shapes += [_around(one["geometry"], around_m) for one in near]
        row: Row = (
            {"minutes": limit, "around_m": around_m, "starts": len(starts)},
            _joined(shapes),
        )
        rows.append(row)
    return rows_content(rows, _OUTLINES, QgsWkbTypes.Type.MultiPolygon)


def _reached(collection: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in collection["features"] if one["properties"]["part"] == "reached"]


def _around(written: Mapping[str, Any], around_m: float) -> QgsGeometry:
    """Return a line with so many metres on all sides, in degrees."""
    lon, lat = written["coordinates"][0][:2]
    east, up = (float(each) for each in metres_per_degree(lat))
    flat = [QgsPointXY((x - lon) * east, (y - lat) * up) for x, y in written["coordinates"]]
    wide = QgsGeometry.fromPolylineXY(flat).buffer(around_m, _SEGMENTS)
    rings = wide.asPolygon() if not wide.isMultipart() else wide.asMultiPolygon()[0]
    return QgsGeometry.fromPolygonXY(
        [[QgsPointXY(p.x() / east + lon, p.y() / up + lat) for p in ring] for ring in rings]
    )


def _joined(shapes: list[QgsGeometry]) -> QgsGeometry | None:
    if not shapes:
        return None
    joined = QgsGeometry.unaryUnion(shapes)
    joined.convertToMultiType()
    return joined


def start_texts(found: Found) -> list[str]:
    """Return what is said of each start, in order."""
    return [
        str(one["properties"]["text"])
        for _, collection in found
        for one in collection["features"]
        if one["properties"]["part"] == "start"
    ]
