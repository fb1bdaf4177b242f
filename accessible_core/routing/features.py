# SPDX-License-Identifier: MIT
"""GeoJSON features, and figures rounded to what they can mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Digits after the point: a millimetre, and about a centimetre in degrees.
_MM, _DEGREES, _SHARE = 3, 7, 4


def feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def geometry(kind: str, coordinates: list[Any]) -> dict[str, Any]:
    """Return a GeoJSON geometry."""
    return {"type": kind, "coordinates": coordinates}


def line(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[list[float]]:
    """Return the coordinates of a line, rounded, two at the least."""
    vertices = [[degrees(x), degrees(y)] for x, y in zip(lon.tolist(), lat.tolist())]
    # A way of no length is still a line, for readers that take nothing else.
    return vertices * 2 if len(vertices) == 1 else vertices


def metres(value: float | None) -> float | None:
    """Return a length to the millimetre."""
    return None if value is None else round(value, _MM)


def degrees(value: float) -> float:
    """Return a coordinate to about a centimetre."""
    return round(value, _DEGREES)


def share(value: float) -> float:
    """Return a share of which rounding makes neither nothing nor all."""
    # What is unknown must not look known, nor what is known in part look known throughout.
    if 0.0 < value < 1.0:
        return min(max(round(value, _SHARE), 10.0**-_SHARE), 1.0 - 10.0**-_SHARE)
    return value
