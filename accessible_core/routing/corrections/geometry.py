# SPDX-License-Identifier: MIT
"""Shapes from GeoJSON geometries and from WKT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from accessible_core.routing.corrections.model import LINE, POINT, POLYGON, Float, Shape

_KINDS = {"point": POINT, "linestring": LINE, "polygon": POLYGON}
#: Vertices that a shape needs.
_LEAST = {POINT: 1, LINE: 2, POLYGON: 3}
_WKT = re.compile(
    r"(?:SRID=4326;)?\s*(?:MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:ZM?|M)?\s*\((.*)\)",
    re.IGNORECASE | re.DOTALL,
)
_LISTS = re.compile(r"[^()]+")
_MOST_LON, _MOST_LAT = 180.0, 90.0


def shape_of(geometry: Any) -> Shape | None:
    """Return the shape of a GeoJSON-like mapping, a WKT text or a shape, None for an empty one.

    Raises
    ------
    ValueError
        It is no point, line or polygon, or has coordinates that are no numbers.
    """
    if geometry is None or isinstance(geometry, Shape):
        return geometry
    # fiona's geometries refuse to be compared with text.
    if isinstance(geometry, str) and not geometry:
        return None
    kind, parts = _from_wkt(geometry) if isinstance(geometry, str) else _from_mapping(geometry)
    if kind == POINT:
        parts = [part[row : row + 1] for part in parts for row in range(len(part))]
    found = tuple(part for part in parts if len(part))
    if not found:
        return None
    if any(len(part) < _LEAST[kind] for part in found) or not all(
        np.isfinite(part).all() for part in found
    ):
        raise ValueError("coordinates")
    return Shape(kind, found)


def on_earth(shape: Shape) -> bool:
    """Tell whether all coordinates can be degrees, longitude first."""
    return all(
        bool((np.abs(part[:, 0]) <= _MOST_LON).all() and (np.abs(part[:, 1]) <= _MOST_LAT).all())
        for part in shape.parts
    )


def _from_mapping(geometry: Any) -> tuple[str, list[Float]]:
    if not isinstance(geometry, Mapping):
        raise ValueError("geometry")  # noqa: TRY004 - one error for all that is no geometry
    name = str(geometry.get("type", ""))
    kind = _KINDS.get(_single(name))
    if kind is None:
        raise ValueError(name)
    return kind, list(_lists(geometry.get("coordinates", ())))


def _single(name: str) -> str:
    name = name.lower()
    return name.removeprefix("multi")


def _lists(coordinates: Any) -> Iterator[Float]:
    """Yield every list of positions in nested coordinates."""
    if not isinstance(coordinates, (list, tuple)):
        raise ValueError("coordinates")  # noqa: TRY004 - as above
    if not coordinates:
        return
    if not isinstance(coordinates[0], (list, tuple)):
        yield _positions([coordinates])
    elif coordinates[0] and not isinstance(coordinates[0][0], (list, tuple)):
        yield _positions(coordinates)
    else:
        for part in coordinates:
            yield from _lists(part)


def _positions(given: Any) -> Float:
    try:
        numbers = [[float(value) for value in position[:2]] for position in given]
        return np.array(numbers, np.float64).reshape(-1, 2)
    except (TypeError, ValueError):
        raise ValueError("coordinates") from None


def _from_wkt(text: str) -> tuple[str, list[Float]]:
    found = _WKT.fullmatch(text.strip())
    if found is None:
        if re.fullmatch(r"\w+(?:\s+ZM?|\s+M)?\s+EMPTY", text.strip(), re.IGNORECASE):
            return POINT, []
        raise ValueError(text[:40])
    parts = [
        _positions([position.split() for position in part.split(",") if position.strip()])
        for part in _LISTS.findall(found[2])
        if part.strip(" ,\n\t")
    ]
    return _KINDS[found[1].lower()], parts
