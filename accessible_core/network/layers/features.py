# SPDX-License-Identifier: MIT
"""Features one by one, as GeoJSON lays them out, gathered into layers of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.layers.line_layers import LineLayer, PointLayer

Float = NDArray[np.float64]
#: Turns coordinates of a layer into degrees.
ToDegrees = Callable[[Float, Float], tuple[Float, Float]]


class Features:
    """Gathers features of mixed kinds; what is neither line nor point is counted.

    Parameters
    ----------
    name : str
        What messages call the layer.
    areas : bool
        Whether the outer and inner rims of polygons are lines to walk along.
    """

    def __init__(self, name: str, *, areas: bool = False) -> None:
        self.name = name
        self.areas = areas
        self.rows: dict[str, list[Mapping[str, Any]]] = {"line": [], "point": []}
        self.columns: dict[str, list[Any]] = {}
        self.coordinates: list[Sequence[Any]] = []
        self.feature: list[int] = []
        self.places: list[Sequence[Any]] = []
        self.losses: dict[str, int] = {}

    def add(self, geometry: Any, properties: Mapping[str, Any] | None) -> None:
        """Take one feature; `geometry` is a GeoJSON geometry or None."""
        for key in properties or ():
            self.columns.setdefault(key, [])
        parts = list(_simple(geometry))
        lines = [line for kind, line in parts if kind == "line"]
        points = [point for kind, point in parts if kind == "point"]
        rims = [rim for kind, rim in parts if kind == "rim"]
        if self.areas:
            lines += rims
        elif rims:
            self._lost("areas")
        if not parts:
            self._lost("empty" if geometry is None or _is_empty(geometry) else "other_geometries")
        if lines:
            self.rows["line"].append(properties or {})
            self.coordinates += lines
            self.feature += [len(self.rows["line"]) - 1] * len(lines)
        for point in points:
            self.rows["point"].append(properties or {})
            self.places.append(point)

    def _lost(self, kind: str) -> None:
        self.losses[kind] = self.losses.get(kind, 0) + 1

    def layers(
        self, file: str, layer: str, to_degrees: ToDegrees, *, assumed_crs: bool = False
    ) -> tuple[list[LineLayer], list[PointLayer]]:
        """Return the lines, if there are any features but points, and the points, if any."""
        lines: list[LineLayer] = []
        points: list[PointLayer] = []
        if self.coordinates or not self.places:
            sizes = np.array([len(line) for line in self.coordinates], np.int64)
            x, y = _columns([place for line in self.coordinates for place in line])
            lon, lat = to_degrees(x, y)
            start = np.zeros(len(sizes) + 1, np.int64)
            np.cumsum(sizes, out=start[1:])
            found = LineLayer(
                lon,
                lat,
                start,
                self._cells("line"),
                np.array(self.feature, np.int64),
                self.name,
                file,
                layer,
                self.areas,
                self.losses,
                assumed_crs,
            )
            lines.append(found)
        if self.places:
            lon, lat = to_degrees(*_columns(self.places))
            losses = {} if lines else self.losses
            points.append(
                PointLayer(
                    lon, lat, self._cells("point"), self.name, file, layer, losses, assumed_crs
                )
            )
        return lines, points

    def _cells(self, kind: str) -> dict[str, list[Any]]:
        return {name: [row.get(name) for row in self.rows[kind]] for name in self.columns}


def _simple(geometry: Any) -> Any:
    """Yield the simple parts of a geometry: (``line`` | ``point`` | ``rim``, coordinates)."""
    if geometry is None:
        return
    kind, parts = geometry["type"], geometry.get("coordinates") or ()
    kind = kind.replace("3D ", "")
    if kind == "GeometryCollection":
        for part in geometry.get("geometries") or ():
            yield from _simple(part)
    elif kind == "Point" and len(parts) > 1:
        yield "point", parts
    elif kind == "MultiPoint":
        yield from (("point", part) for part in parts)
    elif kind == "LineString" and len(parts):
        yield "line", parts
    elif kind == "MultiLineString":
        yield from (("line", part) for part in parts if len(part))
    elif kind == "Polygon":
        yield from (("rim", part) for part in parts if len(part))
    elif kind == "MultiPolygon":
        yield from (("rim", rim) for part in parts for rim in part if len(rim))


def _is_empty(geometry: Any) -> bool:
    return not (geometry.get("coordinates") or geometry.get("geometries"))


def _columns(places: Sequence[Sequence[Any]]) -> tuple[Float, Float]:
    """Return x and y of positions, whatever else (heights) they have; NaN for what is no number."""
    try:
        x = np.array([place[0] for place in places], np.float64)
        y = np.array([place[1] for place in places], np.float64)
    except (TypeError, ValueError, IndexError):
        pairs = [_pair(place) for place in places]
        x = np.array([pair[0] for pair in pairs])
        y = np.array([pair[1] for pair in pairs])
    return x, y


def _pair(place: Any) -> tuple[float, float]:
    try:
        return float(place[0]), float(place[1])
    except (TypeError, ValueError, IndexError):
        return float("nan"), float("nan")
