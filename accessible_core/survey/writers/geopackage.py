# SPDX-License-Identifier: MIT
"""Surveys as GeoPackage: one point layer, WGS 84, null geometry where unknown."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accessible_core.extras import require
from accessible_core.survey.layers import geopackage_written
from accessible_core.survey.table import Survey
from accessible_core.survey.writers.typed import TypedColumn

#: Texts end at a zero byte for GDAL; halves of letters no encoding has.
IMPOSSIBLE = re.compile(r"[\x00\ud800-\udfff]")
LAYER = "facilities"
_KINDS: dict[type, str] = {str: "str", bool: "bool", int: "int64", float: "float"}
#: Names that a GeoPackage layer or fiona uses itself.
_RESERVED = {"fid", "geom", "self"}


def write(survey: Survey, columns: list[TypedColumn], path: Path) -> None:
    """Write the layer; see `write_survey`."""
    fiona = require("fiona")
    names = _free_names(columns)
    schema = {
        "geometry": "Point",
        "properties": {name: _KINDS[column.kind] for name, column in names.items()},
    }
    with geopackage_written(path, LAYER, schema) as layer:
        layer.writerecords(_records(fiona, survey, names))


def _free_names(columns: list[TypedColumn]) -> dict[str, TypedColumn]:
    """Return the columns by names that SQLite, blind to case, can tell apart."""
    taken = set(_RESERVED)
    names: dict[str, TypedColumn] = {}
    for column in columns:
        if column.name in ("lon", "lat"):
            continue
        name, count = column.name, 2
        while name.lower() in taken:
            name = f"{column.name}_{count}"
            count += 1
        taken.add(name.lower())
        names[name] = column
    return names


def _records(
    fiona: Any, survey: Survey, columns: dict[str, TypedColumn]
) -> Iterator[dict[str, Any]]:
    names = list(columns)
    properties = _properties_type(fiona)
    rows = zip(*(column.cells for column in columns.values()))
    for lon, lat, cells in zip(survey.lon.tolist(), survey.lat.tolist(), rows):
        located = not (math.isnan(lon) or math.isnan(lat))
        yield {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": (lon, lat)} if located else None,
            "properties": properties(**dict(zip(names, cells))),
        }


def _properties_type(fiona: Any) -> Any:
    """Return fiona's class of properties with a quick `items`.

    That of fiona 1.9 copies all properties for every single one, which for a
    survey's hundreds of columns takes minutes.
    """
    base = getattr(require("fiona.model"), "Properties", None)
    if base is None or not hasattr(fiona.model.Object, "_props"):
        return dict

    class QuickProperties(base):  # type: ignore[misc, valid-type]
        def items(self) -> Any:
            return self._data.items()

    return QuickProperties
