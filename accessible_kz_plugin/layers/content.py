# SPDX-License-Identifier: GPL-3.0-or-later
"""The core's GeoJSON and records as fields and features of output layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsLineString,
    QgsPointXY,
    QgsVectorLayer,
    QgsWkbTypes,
)

from accessible_kz_plugin import compat
from accessible_kz_plugin.layers.positions import wgs84

#: Names and kinds (text, int, long, float, bool) of the fields of a layer.
Columns = Sequence[tuple[str, str]]
#: A record with its geometry: GeoJSON, QGIS's own, or None.
Row = tuple[Mapping[str, Any], Any]


@dataclass(frozen=True)
class LayerContent:
    """Fields, geometry and features of one output layer, in degrees."""

    fields: QgsFields
    kind: QgsWkbTypes.Type
    features: list[QgsFeature]
    crs: QgsCoordinateReferenceSystem = field(default_factory=wgs84)


def rows_content(rows: Iterable[Row], columns: Columns, kind: QgsWkbTypes.Type) -> LayerContent:
    """Return records as a layer; what a record does not have is NULL."""
    fields = QgsFields()
    for name, sort in columns:
        fields.append(compat.field(name, sort))
    features = []
    for record, written in rows:
        feature = QgsFeature(fields)
        feature.setAttributes([_value(record.get(name), sort) for name, sort in columns])
        if written is not None:
            feature.setGeometry(geometry_of(written))
        features.append(feature)
    return LayerContent(fields, kind, features)


def memory_layer(content: LayerContent, name: str) -> QgsVectorLayer:
    """Return a layer of its own that holds the features until the project is closed."""
    kind = QgsWkbTypes.displayString(content.kind)
    layer = QgsVectorLayer(f"{kind}?crs={content.crs.authid()}", name, "memory")
    provider = layer.dataProvider()
    provider.addAttributes(list(content.fields))
    layer.updateFields()
    provider.addFeatures(content.features)
    layer.updateExtents()
    return layer


def table_content(records: Iterable[Mapping[str, Any]], columns: Columns) -> LayerContent:
    """Return records as a table without geometry."""
    rows = ((record, None) for record in records)
    found = rows_content(rows, columns, QgsWkbTypes.Type.NoGeometry)
    return LayerContent(found.fields, found.kind, found.features, QgsCoordinateReferenceSystem())


def parts_content(
    collection: Mapping[str, Any],
    parts: Sequence[str],
    columns: Columns,
    kind: QgsWkbTypes.Type,
) -> LayerContent:
    """Return the features of a FeatureCollection whose ``part`` is one of `parts`."""
    chosen = (one for one in collection["features"] if one["properties"]["part"] in parts)
    return rows_content(((one["properties"], one["geometry"]) for one in chosen), columns, kind)


def geometry_of(written: Any) -> QgsGeometry:
    """Return a GeoJSON point, line or lines as QGIS's geometry; QGIS's own as it is."""
    if isinstance(written, QgsGeometry):
        return written
    kind, coordinates = written["type"], written["coordinates"]
    if kind == "Point":
        return QgsGeometry.fromPointXY(QgsPointXY(*coordinates))
    if kind == "MultiLineString":
        return QgsGeometry.fromMultiPolylineXY(
            [[QgsPointXY(*position) for position in line] for line in coordinates]
        )
    lon, lat = zip(*coordinates)
    return QgsGeometry(QgsLineString(list(lon), list(lat)))


def _value(value: Any, sort: str) -> Any:
    if value is None or sort != "text":
        return value
    return f"{value:g}" if isinstance(value, float) else str(value)
