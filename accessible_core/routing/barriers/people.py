# SPDX-License-Identifier: MIT
"""Reading where people live: points or areas with a number in one field."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, UsageError, one_line
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.survey.layers import (
    DRIVERS,
    cells_of_record,
    crs_of_layer,
    opened,
    transformed,
)
from accessible_core.survey.points import representative_point
from accessible_core.survey.readers.csv_table import read_table
from accessible_core.survey.words import as_text, read_number

Float = NDArray[np.float64]
#: Rings of an area, in degrees.
Rings = tuple[Float, ...]

_TABLES = (".csv", ".tsv")
_MOST_LON, _MOST_LAT = 180.0, 90.0
_POSITIONS = (("lon", "lat"), ("longitude", "latitude"), ("x", "y"))


@dataclass(frozen=True)
class People:
    """Places with a number of people each.

    Attributes
    ----------
    ids : tuple of str
    place : float64 (P, 2)
        Longitude and latitude in degrees, WGS 84; of an area a point inside it.
    number : float64 (P,)
        People, over zero.
    areas : tuple of tuple of float64 (k, 2)
        The rings of each area, in degrees; none for a point. Empty where all are points.
    """

    ids: tuple[str, ...]
    place: Float
    number: Float
    areas: tuple[Rings, ...] = ()

    def __len__(self) -> int:
        return len(self.ids)


def file_and_field(given: str) -> tuple[str, str]:
    """Split ``FILE:FIELD`` at its last colon.

    Raises
    ------
    UsageError
        There is no field.
    """
    file, _, field = given.rpartition(":")
    if not file or not field or "/" in field or "\\" in field:
        raise UsageError(
            f"--people takes FILE:FIELD, such as cells.gpkg:population, not {given!r}."
        )
    return file, field


def read_people(source: str | os.PathLike[str], field: str, findings: Findings) -> People:
    """Read people from a table with ``lon`` and ``lat``, or from a layer of points or areas.

    Parameters
    ----------
    source : path
        ``.csv .tsv``; ``.gpkg .geojson .shp`` in any coordinate system.
    field : str
        Column that holds the number of people.
    findings : Findings
        Takes ``people_no_number`` and ``people_no_position`` of rows that are left out.

    Raises
    ------
    InputError
        The file cannot be read, lacks the field or positions, or none of its rows can be used.
    """
    path = existing_file(source, "file of people")
    ending = path.suffix.lower()
    if ending in _TABLES:
        names, cells, place = _from_table(path, field, findings)
        areas: list[Rings] = []
    elif ending in DRIVERS:
        names, cells, place, areas = _from_layer(path, field, findings)
    else:
        known = " ".join((*_TABLES, *DRIVERS))
        raise InputError(
            f"{path} is of no kind that people can be read from; known endings: {known}."
        )
    return people_from_columns(field, names, cells, place, areas, findings, str(path))


def people_from_columns(
    field: str,
    names: Sequence[str],
    cells: Sequence[Any],
    place: Float,
    areas: Sequence[Rings],
    findings: Findings,
    source: str = "the layer of people",
) -> People:
    """Return people from columns in memory, such as those of a QGIS layer.

    Parameters
    ----------
    field : str
        What the column of `cells` is called.
    names : sequence of str (n)
        Ids; empty where there is none.
    cells : sequence (n)
        Numbers of people, as they stand there.
    place : float64 (n, 2)
        Longitude and latitude in degrees, NaN where there is none; of an area a point inside.
    areas : sequence of tuple of float64 (k, 2)
        The rings of each area in degrees, none of a point; empty where all are points.
    findings : Findings
        As for `read_people`.
    source : str
        What was read, for messages.

    Raises
    ------
    InputError
        None of the rows can be used.
    """
    kept = list(_sound(field, names, cells, place, findings))
    if not kept:
        raise InputError(
            f"{source}: none of its {len(cells)} rows has both a position and a number of people "
            f"in {field!r}."
        )
    some = [each for each in kept if each[2] > 0.0]
    rows = [row for _, row, _ in some]
    return People(
        ids=tuple(name for name, _, _ in some),
        place=place[rows],
        number=np.array([people for _, _, people in some], np.float64),
        areas=tuple(areas[row] for row in rows) if any(areas) else (),
    )


def _from_table(path: Path, field: str, findings: Findings) -> tuple[list[str], list[Any], Float]:
    columns = read_table(path, findings)
    by_low = {name.lower(): name for name in reversed(list(columns))}
    _has(path, field, list(columns))
    pair = next((p for p in _POSITIONS if p[0] in by_low and p[1] in by_low), None)
    if pair is None:
        raise InputError(
            f"{path} has no columns lon and lat: a table of people needs them, in degrees."
        )
    cells = list(columns[field])
    place = np.array(
        [[_number(cell) for cell in columns[by_low[name]]] for name in pair], np.float64
    )
    names = list(columns[by_low["id"]]) if "id" in by_low else [""] * len(cells)
    return names, cells, place.T.reshape(-1, 2)


def _from_layer(
    path: Path, field: str, findings: Findings
) -> tuple[list[str], list[Any], Float, list[Rings]]:
    with opened(path, "", "people", findings) as layer:
        fields = list(layer.schema["properties"])
        _has(path, field, fields)
        named = next((name for name in fields if name.lower() == "id"), field)
        rows = [(*cells_of_record(record, [named, field]), record["geometry"]) for record in layer]
        crs = crs_of_layer(path, layer)
    points = [None if shape is None else representative_point(shape) for _, _, shape in rows]
    place = np.array([point or (math.nan, math.nan) for point in points], np.float64)
    shapes = [_rings(shape) for _, _, shape in rows]
    # All vertices are transformed in one go, points inside areas first.
    vertices = np.concatenate([place.reshape(-1, 2), *(ring for rings in shapes for ring in rings)])
    vertices = np.column_stack(transformed(path, crs, vertices[:, 0], vertices[:, 1], findings))
    sizes = [len(rows), *(len(ring) for rings in shapes for ring in rings)]
    place, *flat = np.split(vertices, np.cumsum(sizes)[:-1])
    left = iter(flat)
    areas: list[Rings] = [tuple(next(left) for _ in rings) for rings in shapes]
    names = [as_text(name) if named != field else "" for name, _, _ in rows]
    return names, [cell for _, cell, _ in rows], place, areas


def _rings(shape: Any) -> list[Float]:
    """Return all rings of an area, outer ones and holes; none of anything else."""
    if shape is None or shape["type"] not in ("Polygon", "MultiPolygon"):
        return []
    parts = shape["coordinates"]
    polygons = [parts] if shape["type"] == "Polygon" else parts
    return [
        np.asarray(ring, np.float64)[:, :2] for polygon in polygons for ring in polygon if len(ring)
    ]


def _has(path: Path, field: str, fields: list[str]) -> None:
    if field not in fields:
        raise InputError(
            f"{path} has no field {field!r} with a number of people; it has: "
            f"{one_line(', '.join(fields)) or 'none'}."
        )


def _number(cell: Any) -> float:
    number = read_number(cell)
    return math.nan if number is None else number


def _sound(
    field: str, names: Sequence[str], cells: Sequence[Any], place: Float, findings: Findings
) -> Iterator[tuple[str, int, float]]:
    """Yield name, row and number of the rows that can be used."""
    off = (np.abs(place) > (_MOST_LON, _MOST_LAT)).any(axis=1) | ~np.isfinite(place).all(axis=1)
    for row, cell in enumerate(cells):
        name = as_text(names[row]).strip() or f"row-{row + 1}"
        people = _number(cell)
        if not (math.isfinite(people) and people >= 0.0):
            findings.add("people_no_number", name, field, as_text(cell))
        elif off[row]:
            findings.add("people_no_position", name, field, as_text(cell))
        else:
            yield name, row, people
