# SPDX-License-Identifier: MIT
"""Outlines around what is reached: everything within some metres of a reached piece.

Nothing is filled in between streets: what lies behind a barred street is not
reached because streets around it are.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.geo import metres_per_degree
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.features import degrees, feature, geometry
from accessible_core.routing.reach import Reach
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, piece_shape

#: Metres around a street that belong to it: about half a building plot (own choice).
AROUND_M = 25.0


def check_around(around_m: float) -> None:
    """Refuse a width of the outline that is none.

    Raises
    ------
    UsageError
        It is not a number of metres over zero.
    """
    if not (np.isfinite(around_m) and around_m > 0.0):
        raise UsageError(f"An outline runs some metres around the streets, not {around_m:g}.")


def outlines(
    result: Reach, network: StreetNetwork, around_m: float = AROUND_M
) -> list[dict[str, Any]]:
    """Return one MultiPolygon feature a time, shorter times included, longest first.

    Raises
    ------
    MissingExtraError
        shapely is not installed.
    UsageError
        `around_m` is no distance.
    """
    check_around(around_m)
    shapely = require("shapely")
    graph, pieces, place = StreetGraph.of(network), result.pieces, result.place
    origin = np.array([place.lon, place.lat])
    scale = np.array([float(each) for each in metres_per_degree(place.lat)])
    lines = [
        shapely.LineString(
            (np.column_stack(piece_shape(graph, Piece(2 * edge, low, high))) - origin) * scale
        )
        for edge, low, high in zip(pieces.edge.tolist(), pieces.low.tolist(), pieces.high.tolist())
    ]
    around = shapely.buffer(np.array(lines, object), around_m, quad_segs=4)
    features = []
    for each in reversed(result.within):
        joined = shapely.union_all(around[pieces.minutes <= each.minutes])
        properties = {"part": "outline", "minutes": each.minutes, "around_m": around_m}
        polygons = [
            [
                [[degrees(lon), degrees(lat)] for lon, lat in ring.tolist()]
                for ring in (
                    shapely.get_coordinates(edge) / scale + origin
                    for edge in (polygon.exterior, *polygon.interiors)
                )
            ]
            for polygon in shapely.get_parts(joined)
        ]
        features.append(feature(geometry("MultiPolygon", polygons), properties))
    return features
