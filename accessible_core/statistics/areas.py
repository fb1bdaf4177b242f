# SPDX-License-Identifier: MIT
"""Areas that statistics are made for: districts, towns, or the survey's extent."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.survey.inside import inside
from accessible_core.survey.layers import (
    DRIVERS,
    cells_of_record,
    crs_of_layer,
    opened,
    transformed,
)
from accessible_core.survey.words import as_text

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Polygon = tuple[Float, ...]

#: Id of the one area that there is where no areas are given.
WHOLE = "all"
#: Fields that may name an area for people, the first that the file has is taken.
_NAME_FIELDS = (
    "name", "name_en", "name_ru", "name_kk", "nameru", "name:en", "shapename", "adm2_en",
    "adm1_en", "title", "district",
)  # fmt: skip


@dataclass(frozen=True)
class Areas:
    """Areas with one id each.

    Attributes
    ----------
    ids, names : tuple of str
        One each; the name is the id where the source has no better one.
    polygons : tuple of tuple of Polygon
        Per area its polygons; each is a tuple of rings, the outer one first and
        then its holes, and a ring an array (k, 2) of longitude and latitude
        (degrees, WGS 84).
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    polygons: tuple[tuple[Polygon, ...], ...]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def whole(cls, lon: ArrayLike, lat: ArrayLike) -> Areas:
        """Return the one area that all these points (degrees) lie in: their extent.

        Its outline is the bounding box, widened so that points on its rim are
        inside; without any position there is an area that is empty.
        """
        x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        known = np.isfinite(x) & np.isfinite(y)
        if not known.any():
            return cls((WHOLE,), (WHOLE,), ((),))
        x, y = x[known], y[known]
        margin = 1e-6
        west, east = x.min() - margin, x.max() + margin
        south, north = y.min() - margin, y.max() + margin
        ring = np.array([[west, south], [east, south], [east, north], [west, north], [west, south]])
        return cls((WHOLE,), (WHOLE,), (((ring,),),))

    def locate(self, lon: ArrayLike, lat: ArrayLike) -> Int:
        """Return for each point the position of its area, -1 where it is in none.

        A point on a boundary belongs to the area north or east of it, so that
        areas that share their edges share no point (see `survey.inside`). Where
        areas overlap, the first one counts.
        """
        return self._located(lon, lat)[0]

    def overlaps(self, lon: ArrayLike, lat: ArrayLike) -> int:
        """Return how many points lie in more than one area."""
        return int(np.count_nonzero(self._located(lon, lat)[1] > 1))

    def _located(self, lon: ArrayLike, lat: ArrayLike) -> tuple[Int, Int]:
        x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        area = np.full(x.shape, -1, np.int64)
        times = np.zeros(x.shape, np.int64)
        for position, polygons in enumerate(self.polygons):
            within = inside(x, y, [ring for polygon in polygons for ring in polygon])
            area[within & (area < 0)] = position
            times += within
        return area, times


def read_areas(
    path: str | os.PathLike[str],
    id_field: str,
    findings: Findings | None = None,
    *,
    name_field: str | None = None,
) -> Areas:
    """Read areas from a GeoPackage, GeoJSON or Shapefile of polygons.

    Parameters
    ----------
    path : path
    id_field : str
        Field whose value tells the areas apart; shapes of the same value are one area.
    findings : Findings, optional
    name_field : str, optional
        Field with the area's name; a usual one is looked for if not given.

    Raises
    ------
    InputError
        The file cannot be read, has no such field or holds no polygon.
    """
    source = _areas_file(path)
    findings = Findings() if findings is None else findings
    with opened(source, "", "area", findings) as layer:
        fields = list(layer.schema["properties"])
        if id_field not in fields:
            raise InputError(
                f"{source} has no field {id_field!r} to tell areas apart; it has: "
                f"{one_line(', '.join(fields)) or 'none'}."
            )
        label = _name_field(fields, name_field)
        shapes = [
            (record["properties"][id_field], record["properties"].get(label), record["geometry"])
            for record in layer
        ]
        crs = crs_of_layer(source, layer)
    gathered: dict[str, tuple[str, list[list[Float]]]] = {}
    for number, (given, name, geometry) in enumerate(shapes, start=1):
        ident = _ident(given, number, id_field, findings)
        if geometry is None or geometry["type"] not in ("Polygon", "MultiPolygon"):
            kind = "no geometry" if geometry is None else geometry["type"]
            findings.add("area_without_polygon", ident, "geometry", kind)
            continue
        if ident in gathered:
            findings.add("area_id_duplicate", ident, id_field, ident)
        gathered.setdefault(ident, (as_text(name) or ident, []))[1].extend(_polygons(geometry))
    if not gathered:
        raise InputError(f"{source} holds no polygon: there is no area in it.")
    flat = [ring for _, parts in gathered.values() for rings in parts for ring in rings]
    points = np.concatenate(flat)
    lon, lat = transformed(source, crs, points[:, 0], points[:, 1], findings)
    flat = np.split(np.column_stack([lon, lat]), np.cumsum([len(ring) for ring in flat])[:-1])
    left = iter(flat)
    polygons = tuple(
        tuple(tuple(next(left) for _ in rings) for rings in parts) for _, parts in gathered.values()
    )
    return Areas(tuple(gathered), tuple(name for name, _ in gathered.values()), polygons)


def area_fields(path: str | os.PathLike[str]) -> dict[str, list[Any]]:
    """Return the fields of a file of areas with their cells, in the file's order.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    with opened(_areas_file(path), "", "area", Findings()) as layer:
        names = list(layer.schema["properties"])
        rows = [cells_of_record(record, names) for record in layer]
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _areas_file(path: str | os.PathLike[str]) -> Path:
    source = existing_file(path, "file of areas")
    if source.suffix.lower() not in DRIVERS:
        raise InputError(
            f"{source} is of no kind that areas can be read from; known endings: "
            f"{' '.join(DRIVERS)}."
        )
    return source


def _name_field(fields: list[str], wanted: Optional[str]) -> str:
    if wanted is not None and wanted not in fields:
        raise InputError(
            f"The areas have no field {wanted!r}; they have: {one_line(', '.join(fields))}."
        )
    by_low = {field.lower(): field for field in reversed(fields)}
    usual = next((by_low[name] for name in _NAME_FIELDS if name in by_low), "")
    return wanted or usual


def _ident(given: Any, number: int, id_field: str, findings: Findings) -> str:
    ident = as_text(given).strip()
    if not ident:
        ident = f"area-{number}"
        findings.add("area_id_missing", number, id_field, ident)
    return ident


def _polygons(geometry: Any) -> list[list[Float]]:
    parts = geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    return [
        [np.asarray(ring, np.float64)[:, :2] for ring in polygon if len(ring)]
        for polygon in polygons
        if len(polygon)
    ]
