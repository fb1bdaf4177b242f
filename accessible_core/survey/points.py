# SPDX-License-Identifier: MIT
"""One point for a place that is drawn as a line or an area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def representative_point(geometry: Any) -> tuple[float, float] | None:
    """Return a point on or in a GeoJSON-like geometry, None where it has no coordinates.

    For areas: the middle of the widest stretch inside along one parallel, so
    that the point never falls into a hole or beside a bent shape. For lines:
    the middle vertex. For several points: the one next to their mean.
    """
    kind = geometry["type"]
    if kind in ("Polygon", "MultiPolygon"):
        polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
        rings = [
            np.asarray(ring, np.float64)[:, :2]
            for polygon in polygons
            for ring in polygon
            if len(ring)
        ]
        if rings:
            point = _inside(rings)
            return point if point is not None else _vertex(np.concatenate(rings))
        return None
    vertices = [vertex[:2] for vertex in _vertices(geometry)]
    if not vertices:
        return None
    array = np.asarray(vertices, np.float64)
    if kind == "LineString":
        lon, lat = array[len(array) // 2]
        return float(lon), float(lat)
    return _vertex(array)


def _inside(rings: list[NDArray[np.float64]]) -> tuple[float, float] | None:
    """Return the middle of the widest stretch inside (even-odd) on the middle parallel."""
    lats = np.concatenate([ring[:, 1] for ring in rings])
    middle = (lats.min() + lats.max()) / 2.0
    # Beside every vertex, so that no crossing is counted twice or missed.
    levels = np.unique(lats)
    place = int(np.searchsorted(levels, middle))
    if place == 0 or place == len(levels):
        return None
    middle = float(levels[place - 1] + levels[place]) / 2.0
    crossings: list[float] = []
    for ring in rings:
        start, end = ring, np.roll(ring, -1, axis=0)
        cuts = (start[:, 1] > middle) != (end[:, 1] > middle)
        share = (middle - start[cuts, 1]) / (end[cuts, 1] - start[cuts, 1])
        crossings.extend(start[cuts, 0] + share * (end[cuts, 0] - start[cuts, 0]))
    crossings.sort()
    pairs = list(zip(crossings[::2], crossings[1::2]))
    if not pairs:
        return None
    west, east = max(pairs, key=lambda pair: pair[1] - pair[0])
    return float(west + east) / 2.0, middle


def _vertex(array: NDArray[np.float64]) -> tuple[float, float]:
    nearest = int(np.argmin(((array - array.mean(axis=0)) ** 2).sum(axis=1)))
    return float(array[nearest, 0]), float(array[nearest, 1])


def _vertices(geometry: Any) -> Iterator[Sequence[float]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _vertices(part)
        return
    yield from _flat(geometry["coordinates"])


def _flat(coordinates: Any) -> Iterator[Sequence[float]]:
    if not len(coordinates):
        return
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
        return
    for part in coordinates:
        yield from _flat(part)
