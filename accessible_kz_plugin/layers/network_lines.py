# SPDX-License-Identifier: GPL-3.0-or-later
"""A street network's pieces as line features, with what is known of each in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

import numpy as np
from qgis.core import QgsFeature, QgsFields, QgsGeometry, QgsLineString

from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    INCLINE_SOURCES,
    SMOOTHNESS,
    WHEELCHAIR,
    YES_NO,
    StreetNetwork,
)
from accessible_kz_plugin.compat import field

_FIELDS: tuple[tuple[str, str], ...] = (
    ("osm_way", "long"),
    ("kind", "text"),
    ("name", "text"),
    ("length_m", "float"),
    ("foot", "text"),
    ("wheelchair", "text"),
    ("surface", "text"),
    ("smoothness", "text"),
    ("width_cm", "float"),
    ("incline_up", "float"),
    ("incline_down", "float"),
    ("incline_source", "text"),
    ("step_count", "int"),
    ("ramp_wheelchair", "text"),
    ("kerb_height_cm", "float"),
    ("carriageway", "bool"),
    ("lit", "text"),
    ("tactile_paving", "text"),
)


def edge_fields() -> QgsFields:
    """Return the fields of a layer of street pieces; NULL means not known."""
    fields = QgsFields()
    for name, kind in _FIELDS:
        fields.append(field(name, kind))
    return fields


def edge_features(network: StreetNetwork, fields: QgsFields) -> Iterator[QgsFeature]:
    """Yield one line a piece, in the network's order."""
    known = _columns(network)
    columns = [known[name] for name, _ in _FIELDS]
    start = network.shape_start.tolist()
    for edge, attributes in enumerate(zip(*columns)):
        part = slice(start[edge], start[edge + 1])
        feature = QgsFeature(fields)
        feature.setAttributes(list(attributes))
        line = QgsLineString(network.shape_lon[part].tolist(), network.shape_lat[part].tolist())
        feature.setGeometry(QgsGeometry(line))
        yield feature


def _columns(network: StreetNetwork) -> dict[str, list[Any]]:
    edges = network.edges
    return {
        "osm_way": [way if way > 0 else None for way in network.edge_way.tolist()],
        "kind": _words(edges["kind"], EDGE_KINDS, unknown=False),
        "name": [network.names[i] or None if i else None for i in edges["name"].tolist()],
        "length_m": np.round(network.edge_length, 2).tolist(),
        "foot": _words(edges["foot"], FOOT_ACCESS),
        "wheelchair": _words(edges["wheelchair"], WHEELCHAIR),
        "surface": _words(edges["surface"], network.surfaces),
        "smoothness": _words(edges["smoothness"], SMOOTHNESS),
        "width_cm": _numbers(edges["width"]),
        "incline_up": _numbers(edges["incline_up"]),
        "incline_down": _numbers(edges["incline_down"]),
        "incline_source": _words(edges["incline_source"], INCLINE_SOURCES),
        "step_count": [count if count >= 0 else None for count in edges["step_count"].tolist()],
        "ramp_wheelchair": _words(edges["ramp_wheelchair"], YES_NO),
        "kerb_height_cm": _numbers(edges["kerb_height"]),
        "carriageway": edges["carriageway"].tolist(),
        "lit": _words(edges["lit"], YES_NO),
        "tactile_paving": _words(edges["tactile_paving"], YES_NO),
    }


def _words(column: np.ndarray, words: Sequence[str], *, unknown: bool = True) -> list[Any]:
    names: list[Any] = list(words)
    if unknown:
        names[0] = None
    return [names[code] for code in column.tolist()]


def _numbers(column: np.ndarray) -> list[Any]:
    return [None if isnan(value) else round(value, 2) for value in column.tolist()]
