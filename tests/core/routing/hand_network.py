# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks made by hand, for tests that know the right answer without the builder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    INCLINE_SOURCES,
    KERBS,
    SMOOTHNESS,
    WHEELCHAIR,
    YES_NO,
    StreetNetwork,
)

#: About Almaty; metres on a plane are turned into degrees around it.
LON0, LAT0 = 76.9, 43.25
EAST_M, NORTH_M = 81302.9, 111109.5

_EDGE_NAMES = {
    "kind": EDGE_KINDS,
    "foot": FOOT_ACCESS,
    "smoothness": SMOOTHNESS,
    "wheelchair": WHEELCHAIR,
    "ramp_wheelchair": YES_NO,
    "incline_source": INCLINE_SOURCES,
    "kerb": KERBS,
}
_NODE_NAMES = {"kerb": KERBS, "foot": FOOT_ACCESS, "wheelchair": WHEELCHAIR}
_EDGE_COLUMNS = {
    "kind": ("footway", np.uint8),
    "foot": ("yes", np.uint8),
    "oneway": (0, np.int8),
    "surface": ("unknown", np.uint16),
    "smoothness": ("unknown", np.uint8),
    "width": (np.nan, np.float32),
    "incline_up": (np.nan, np.float32),
    "incline_down": (np.nan, np.float32),
    "incline_source": ("unknown", np.uint8),
    "wheelchair": ("unknown", np.uint8),
    "ramp_wheelchair": ("unknown", np.uint8),
    "step_count": (-1, np.int16),
    "kerb": ("unknown", np.uint8),
    "kerb_height": (np.nan, np.float32),
    "carriageway": (False, np.bool_),
    "lit": (0, np.uint8),
    "tactile_paving": (0, np.uint8),
    "name": ("", np.int32),
    "condition": ("", np.int32),
}
_NODE_COLUMNS = {
    "barrier": ("unknown", np.uint16),
    "kerb": ("unknown", np.uint8),
    "kerb_height": (np.nan, np.float32),
    "foot": ("unknown", np.uint8),
    "wheelchair": ("unknown", np.uint8),
    "width": (np.nan, np.float32),
    "crossing": (False, np.bool_),
    "lift": (False, np.bool_),
    "tactile_paving": (0, np.uint8),
    "condition": ("", np.int32),
}


def at(x: float, y: float) -> tuple[float, float]:
    """Metres east and north of the origin as longitude and latitude."""
    return LON0 + x / EAST_M, LAT0 + y / NORTH_M


def network(
    nodes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    *,
    edge_tags: Mapping[int, Mapping[str, Any]] | None = None,
    node_tags: Mapping[int, Mapping[str, Any]] | None = None,
    every: Mapping[str, Any] | None = None,
    bends: Mapping[int, Sequence[tuple[float, float]]] | None = None,
) -> StreetNetwork:
    """Nodes in metres, edges as pairs; tags by words as in model.py."""
    edge_tags, node_tags, every, bends = edge_tags or {}, node_tags or {}, every or {}, bends or {}
    place = [at(*node) for node in nodes]
    surfaces, barriers, names, conditions = ["unknown"], ["unknown"], [""], [""]
    words = {**_EDGE_NAMES, "surface": surfaces, "name": names, "condition": conditions}
    edge_rows = [{**every, **edge_tags.get(e, {})} for e in range(len(edges))]
    node_rows = [node_tags.get(n, {}) for n in range(len(nodes))]
    node_words = {**_NODE_NAMES, "barrier": barriers, "condition": conditions}
    starts, lon, lat, lengths = [0], [], [], []
    for e, (a, b) in enumerate(edges):
        points = [nodes[a], *bends.get(e, ()), nodes[b]]
        steps = [np.hypot(q[0] - p[0], q[1] - p[1]) for p, q in zip(points, points[1:])]
        lengths.append(edge_rows[e].pop("length", sum(steps)))
        for x, y in points:
            lon.append(at(x, y)[0])
            lat.append(at(x, y)[1])
        starts.append(len(lon))
    return StreetNetwork(
        node_lon=np.array([p[0] for p in place], np.float64),
        node_lat=np.array([p[1] for p in place], np.float64),
        node_osm=np.arange(1001, 1001 + len(nodes), dtype=np.int64),
        nodes=_columns(node_rows, _NODE_COLUMNS, node_words),
        edge_from=np.array([a for a, _ in edges], np.int32),
        edge_to=np.array([b for _, b in edges], np.int32),
        edge_way=np.arange(1, 1 + len(edges), dtype=np.int64),
        edge_length=np.array(lengths, np.float64),
        edges=_columns(edge_rows, _EDGE_COLUMNS, words),
        shape_start=np.array(starts, np.int64),
        shape_lon=np.array(lon, np.float64),
        shape_lat=np.array(lat, np.float64),
        surfaces=tuple(surfaces),
        barriers=tuple(barriers),
        names=tuple(names),
        conditions=tuple(conditions),
    )


def _columns(rows, columns, words):
    result = {}
    for key, (default, kind) in columns.items():
        values = [row.get(key, default) for row in rows]
        if key in words:
            values = [_code(words[key], value) for value in values]
        result[key] = np.array(values, kind)
    unknown = {key for row in rows for key in row} - set(columns)
    assert not unknown, unknown
    return result


def _code(names, value):
    if value not in names:
        names.append(value)  # a fixed tuple has no append: a misspelt word fails here
    return names.index(value)
