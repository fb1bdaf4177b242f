# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on a street network's nodes - kerbs, barriers, lifts - as point features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Optional

import numpy as np
from qgis.core import QgsFeature, QgsFields, QgsGeometry, QgsPointXY, QgsVectorLayer

from accessible_core.network.model import KERBS, WHEELCHAIR, StreetNetwork
from accessible_kz_plugin.compat import field

_FIELDS: tuple[tuple[str, str], ...] = (
    ("osm_node", "long"),
    ("barrier", "text"),
    ("kerb", "text"),
    ("kerb_height_cm", "float"),
    ("lift", "bool"),
    ("wheelchair", "text"),
)


def node_layer(network: StreetNetwork, name: str) -> Optional[QgsVectorLayer]:
    """Return the nodes that bear something, as a layer in memory; None where none does.

    Parameters
    ----------
    network : StreetNetwork
    name : str
        Of the layer. NULL in a field means not known.
    """
    features = list(_features(network))
    if not features:
        return None
    layer = QgsVectorLayer("Point?crs=EPSG:4326", name, "memory")
    layer.dataProvider().addAttributes(list(_fields()))
    layer.updateFields()
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def _fields() -> QgsFields:
    fields = QgsFields()
    for name, kind in _FIELDS:
        fields.append(field(name, kind))
    return fields


def _features(network: StreetNetwork) -> Iterator[QgsFeature]:
    nodes = network.nodes
    barrier, kerb, height, lift = (
        nodes[name] for name in ("barrier", "kerb", "kerb_height", "lift")
    )
    bears = (barrier > 0) | (kerb > 0) | ~np.isnan(height) | lift
    fields = _fields()
    for node in np.flatnonzero(bears).tolist():
        feature = QgsFeature(fields)
        tall = float(height[node])
        attributes: list[Any] = [
            int(network.node_osm[node]) if network.node_osm[node] > 0 else None,
            network.barriers[barrier[node]] if barrier[node] else None,
            KERBS[kerb[node]] if kerb[node] else None,
            None if np.isnan(tall) else round(tall, 1),
            bool(lift[node]),
            WHEELCHAIR[nodes["wheelchair"][node]] if nodes["wheelchair"][node] else None,
        ]
        feature.setAttributes(attributes)
        point = QgsPointXY(float(network.node_lon[node]), float(network.node_lat[node]))
        feature.setGeometry(QgsGeometry.fromPointXY(point))
        yield feature
