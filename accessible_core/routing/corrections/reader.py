# SPDX-License-Identifier: MIT
"""Reading a layer of corrections: from files, or from columns that QGIS hands over.

GeoJSON and CSV are read with the standard library; GeoPackage and Shapefile need fiona.
A row that cannot be used is a finding, and all others are kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.errors import InputError, UsageError, one_line
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.network.model import EDGE_KINDS
from accessible_core.network.moment import Moment
from accessible_core.routing.corrections.geometry import on_earth, shape_of
from accessible_core.routing.corrections.meaning import ATTRIBUTES, MEASURED, meaning
from accessible_core.routing.corrections.model import Correction, Shape, knowledge
from accessible_core.survey.dates import iso_date
from accessible_core.survey.layers import (
    DRIVERS,
    cells_of_record,
    crs_of_layer,
    opened,
    transformed,
)
from accessible_core.survey.readers.csv_table import read_table

#: Columns by name, and one geometry a row.
_Rows = tuple[Mapping[str, Sequence[Any]], list[Any]]

_LAYER = "corrections"
_END_OF_DAY = 24 * 60
_LONGEST_ID = 18  # digits that fit an int64
#: How QGIS and pandas write that there is nothing.
_NULLS = ("NULL", "nan", "None", "<NA>")
_WGS84_NAMES = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")


def read_corrections(
    source: str | os.PathLike[str], findings: Findings | None = None
) -> tuple[Correction, ...]:
    """Read a layer of corrections.

    Parameters
    ----------
    source : path
        ``.geojson .json``; ``.csv .tsv .txt`` with ``lon`` and ``lat``, with ``wkt``, or
        with ``osm_way`` or ``osm_node``; ``.gpkg .shp`` in any coordinate system. Columns:
        id, attribute, value, valid_from, valid_to, source, note, and kind, osm_way,
        osm_node (``corrections.toml`` has their other names).
    findings : Findings, optional
        Takes what is wrong with rows; codes begin with ``correction_``.

    Raises
    ------
    InputError
        The file cannot be read or has no column ``attribute``.
    MissingExtraError
        fiona is needed and not installed.
    """
    findings = Findings() if findings is None else findings
    path = existing_file(source, "file of corrections")
    ending = path.suffix.lower()
    if ending in (".geojson", ".json"):
        columns, geometries = _geojson(path)
    elif ending in (".csv", ".tsv", ".txt"):
        columns, geometries = _csv(path, findings)
    elif ending in DRIVERS:
        columns, geometries = _layer(path, findings)
    else:
        raise InputError(
            f"{path} is no file of corrections that can be read: "
            "give .geojson, .csv, .gpkg or .shp."
        )
    return corrections_from_columns(columns, geometries, findings, path.name)


def corrections_from_columns(
    columns: Mapping[str, Sequence[Any]],
    geometries: Sequence[Any],
    findings: Findings,
    source: str = "corrections",
) -> tuple[Correction, ...]:
    """Return corrections from columns in memory, such as those of a QGIS layer.

    Parameters
    ----------
    columns : mapping of str to sequence (n)
        As in files (see `read_corrections`); values of any type.
    geometries : sequence (n)
        GeoJSON-like mappings, WKT texts or None, in WGS 84 degrees.
    findings : Findings
        As for `read_corrections`.
    source : str
        What the layer is called, for messages.

    Raises
    ------
    InputError
        There is no column ``attribute``.
    """
    named = _known_columns(columns, findings)
    if "attribute" not in named:
        raise InputError(
            f"{source} has no column 'attribute': corrections have the columns id, attribute, "
            "value, valid_from, valid_to, source, note. "
            f"Found: {one_line(', '.join(columns)) or 'none'}."
        )
    found = []
    for row, geometry in enumerate(geometries):
        cells = {name: _text(column[row]) for name, column in named.items()}
        name = cells.get("id") or f"row-{row + 1}"
        try:
            found.append(_correction(name, cells, geometry))
        except _RefusedError as error:
            findings.add(error.code, name, error.field, error.value, **error.details)
    return tuple(found)


class _RefusedError(Exception):
    """A row that cannot be used, and why."""

    def __init__(self, code: str, field: str = "", value: object = "", **details: str) -> None:
        super().__init__(code)
        self.code, self.field, self.value, self.details = code, field, value, details


def _known_columns(
    columns: Mapping[str, Sequence[Any]], findings: Findings
) -> dict[str, Sequence[Any]]:
    names = knowledge()["columns"]
    aliases = {alias: name for name, every in names.items() for alias in every}
    named: dict[str, Sequence[Any]] = {}
    # A column under its own name goes before one under an alias ("id" before "fid").
    for given in sorted(columns, key=lambda column: column.strip().lower() not in names):
        name = aliases.get(given.strip().lower())
        if name is None:
            findings.add("column_unknown", field=given)
        else:
            named.setdefault(name, columns[given])
    return named


def _correction(name: str, cells: dict[str, str], geometry: Any) -> Correction:
    attribute = cells["attribute"].lower()
    attribute = knowledge()["attribute_aliases"].get(attribute, attribute)
    if attribute not in ATTRIBUTES:
        known = ", ".join(ATTRIBUTES)
        raise _RefusedError(
            "correction_attribute_unknown", "attribute", cells["attribute"], known=known
        )
    value = cells.get("value", "").lower()
    if attribute not in MEASURED:
        value = knowledge()["value_aliases"].get(value, value)
    if meaning(attribute, value) is None:
        raise _RefusedError("correction_value_unreadable", attribute, cells.get("value", ""))
    kind = cells.get("kind", "").lower()
    if kind and kind not in EDGE_KINDS[1:]:
        known = ", ".join(EDGE_KINDS[1:])
        raise _RefusedError("correction_kind_unknown", "kind", kind, known=known)
    begin, end = _moment(cells, "valid_from"), _moment(cells, "valid_to")
    if begin and end and (begin.day, begin.minute or 0) > (end.day, end.minute or _END_OF_DAY):
        raise _RefusedError("correction_dates_reversed", "valid_to", end, begin=str(begin))
    way, node = _osm_id(cells, "osm_way"), _osm_id(cells, "osm_node")
    shape = _shape(cells, geometry)
    if shape is None and not (way or node):
        raise _RefusedError("correction_geometry_empty")
    return Correction(
        id=name,
        attribute=attribute,
        value=value,
        valid_from=begin,
        valid_to=end,
        source=cells.get("source", ""),
        note=cells.get("note", ""),
        shape=shape,
        osm_way=way,
        osm_node=node,
        kind=kind,
    )


def _moment(cells: dict[str, str], field: str) -> Moment | None:
    text = cells.get(field, "")
    if not text:
        return None
    try:
        # Dates in the order of Kazakhstan (31.05.2026) are read, too.
        return Moment.of(iso_date(text) or text)
    except UsageError:
        raise _RefusedError("correction_date_unreadable", field, text) from None


def _osm_id(cells: dict[str, str], field: str) -> int:
    text = cells.get(field, "").rpartition("/")[2]  # "way/123", as in many exports
    text = text.removesuffix(".0")
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID):
        raise _RefusedError("correction_value_unreadable", field, cells[field])
    return int(text)


def _shape(cells: dict[str, str], geometry: Any) -> Shape | None:
    lon, lat = cells.get("lon", ""), cells.get("lat", "")
    if geometry is None and (lon or lat):
        geometry = {"type": "Point", "coordinates": [lon.replace(",", "."), lat.replace(",", ".")]}
    if geometry is None:
        geometry = cells.get("wkt")
    try:
        shape = shape_of(geometry)
    except ValueError as error:
        raise _RefusedError("correction_geometry_unreadable", "geometry", error) from None
    if shape is not None and not on_earth(shape):
        x, y = shape.parts[0][0].tolist()
        raise _RefusedError("correction_off_earth", "geometry", f"{x:g}, {y:g}")
    return shape


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value).strip()
    return "" if text in _NULLS else text


# ---------------------------------------------------------------------- files


def _geojson(path: Path) -> _Rows:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            f"{path} cannot be read as GeoJSON ({one_line(error)}): it is cut off or of another "
            "kind."
        ) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        raise InputError(f"{path} is no GeoJSON FeatureCollection: export the layer as GeoJSON.")
    crs = document.get("crs")
    if crs is not None and not any(name in json.dumps(crs) for name in _WGS84_NAMES):
        raise InputError(
            f"{path} is in another coordinate system than longitude and latitude on WGS 84 "
            f"({json.dumps(crs)[:80]}): save it in EPSG:4326, or as GeoPackage."
        )
    given = [each.get("properties") for each in features]
    # What is no object says nothing: its row lacks what a correction needs, and is told so.
    properties = [row if isinstance(row, dict) else {} for row in given]
    names = dict.fromkeys(name for row in properties for name in row)
    columns = {name: [row.get(name) for row in properties] for name in names}
    return columns or {"id": [None] * len(features)}, [each.get("geometry") for each in features]


def _csv(path: Path, findings: Findings) -> _Rows:
    columns = read_table(path, findings)
    return columns, [None] * len(next(iter(columns.values()), ()))


def _layer(path: Path, findings: Findings) -> _Rows:
    with opened(path, _LAYER, "corrections", findings) as layer:
        fields = list(layer.schema["properties"])
        records = [(cells_of_record(record, fields), record["geometry"]) for record in layer]
        crs = crs_of_layer(path, layer)
    columns = {name: [cells[place] for cells, _ in records] for place, name in enumerate(fields)}
    return columns, _on_wgs84(path, crs, [geometry for _, geometry in records], findings)


def _shape_or_fault(geometry: Any) -> Any:
    try:
        return shape_of(geometry)
    except ValueError:
        return geometry  # refused, with its row, where rows are read


def _on_wgs84(path: Path, crs: Any, geometries: list[Any], findings: Findings) -> list[Any]:
    """Return geometries as GeoJSON-like mappings in degrees, transformed in one go."""
    shapes = [_shape_or_fault(geometry) for geometry in geometries]
    parts = [part for shape in shapes if isinstance(shape, Shape) for part in shape.parts]
    if not parts:
        return shapes
    x, y = np.concatenate(parts).T
    lon, lat = transformed(path, crs, x, y, findings)
    ends = np.cumsum([len(part) for part in parts])[:-1]
    moved = iter(np.split(np.column_stack((lon, lat)), ends))
    return [
        Shape(shape.kind, tuple(next(moved) for _ in shape.parts))
        if isinstance(shape, Shape)
        else shape
        for shape in shapes
    ]
