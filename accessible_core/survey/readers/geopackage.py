# SPDX-License-Identifier: MIT
"""Surveys in GeoPackages, column by column, with the standard library's SQLite.

A GeoPackage is an SQLite file. Its rows are taken in chunks and cells are kept as
one byte each where they repeat (`survey.coded`): 50,000 full forms neither pass
through a Python object each nor lie in memory as strings. What is not a plain
table of points (areas, views) is left to GDAL (`vector_layer`).
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.coded import ColumnGatherer
from accessible_core.survey.geojson import WGS84_CODE
from accessible_core.survey.geopackage import geopackage_layers, geopackage_opened, quoted
from accessible_core.survey.layers import crs_of, transformed
from accessible_core.survey.mapping import mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.readers import vector_layer
from accessible_core.survey.readers.header import named_columns
from accessible_core.survey.table import Survey

#: Rows in memory at once.
_CHUNK = 1000
#: GeoPackage binary header: magic, version, flags, reference system (OGC 12-128r19, 2.1.3).
_HEADER = struct.Struct("<2sBBi")
#: Bytes of the envelope by its indicator in the flags.
_ENVELOPE = (0, 32, 48, 48, 64)
#: WKB's number of a point; ISO adds thousands for Z and M, older writers set high bits.
_POINT = 1
#: Undefined reference systems (Cartesian, geographic).
_UNDEFINED = (-1, 0)


@dataclass(frozen=True)
class _Layer:
    """One table: its columns with their declared types, and where its points are."""

    name: str
    columns: list[tuple[str, str]]
    geometry: str
    srs: int
    rows: int


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,
) -> Survey:
    """Read a survey from a layer of points; see `read_survey`."""
    layers = geopackage_layers(path)
    if not layers:
        raise InputError(f"{path} has no layer: there is no survey in it.")
    chosen = vector_layer.LAYER if vector_layer.LAYER in layers else layers[0]
    with geopackage_opened(path) as connection:
        layer = _layer(path, connection, chosen)
        points = None if layer is None else _columns(connection, layer, progress)
    if layer is None or points is None:
        return vector_layer.read(path, mapping, findings, progress)
    if len(layers) > 1:
        findings.add("layer_chosen", value=chosen)
    cells, lon, lat = points
    header = named_columns([name for name, _ in layer.columns], findings, path)
    columns: dict[str, Any] = dict(zip(header, cells))
    if not header:
        if not len(lon):
            raise InputError(f"{path} holds neither rows nor columns: there is no survey in it.")
        columns = {"id": [""] * len(lon)}
    lon, lat = _as_wgs84(path, layer, lon, lat, findings)
    meant = mapping_for(header, path, mapping, findings)
    return mapped_survey(columns, meant, lon=lon, lat=lat, source=path.name, findings=findings)


def _layer(path: Path, connection: sqlite3.Connection, name: str) -> _Layer | None:
    """Describe a table of points or without geometry; None for anything else."""
    kind = connection.execute(
        "SELECT type FROM sqlite_master WHERE lower(name) = lower(?)", (name,)
    ).fetchone()
    if kind != ("table",):
        return None
    geometry, srs = "", WGS84_CODE
    if _has(connection, "gpkg_geometry_columns"):
        found = connection.execute(
            "SELECT column_name, geometry_type_name, srs_id FROM gpkg_geometry_columns "
            "WHERE lower(table_name) = lower(?)",
            (name,),
        ).fetchone()
        if found is not None:
            geometry, shape, srs = found
            if str(shape).upper() != "POINT":
                return None
    described = connection.execute(f"PRAGMA table_xinfo({quoted(name)})").fetchall()
    if geometry and geometry not in {row[1] for row in described}:
        # SQLite would take the name for a text, and GDAL would find no rows.
        raise InputError(
            f"{path}: the layer {one_line(name, 80)!r} has no column {one_line(geometry, 80)!r}, "
            "which should hold its geometry. Save or export it again."
        )
    columns = [
        (str(column), str(declared).upper())
        for _, column, declared, _, _, key, hidden in described
        # The key is SQLite's own number of the row; GDAL does not show it either. Hidden as 1
        # are columns of virtual tables, as 2 and 3 those that are computed of others.
        if column != geometry and hidden != 1 and not (key and str(declared).upper() == "INTEGER")
    ]
    rows = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608 - a quoted name # nosec B608
    return _Layer(name, columns, str(geometry), int(srs), int(rows))


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return found is not None


def _columns(
    connection: sqlite3.Connection, layer: _Layer, progress: Progress | None
) -> tuple[list[Any], NDArray[np.float64], NDArray[np.float64]] | None:
    """Return the cells of all columns and the points; None where a shape is no point."""
    gatherers = [ColumnGatherer(_reader(declared)) for _, declared in layer.columns]
    wanted = [quoted(name) for name, _ in layer.columns]
    wanted.append(quoted(layer.geometry) if layer.geometry else "NULL")
    # Text as bytes: decoded once a distinct value, and broken letters break no row.
    connection.text_factory = bytes
    rows = connection.execute(f"SELECT {', '.join(wanted)} FROM {quoted(layer.name)}")  # noqa: S608 - quoted names # nosec B608
    points: list[tuple[float, float]] = []
    while chunk := rows.fetchmany(_CHUNK):
        *cells, shapes = zip(*chunk)
        for gatherer, column in zip(gatherers, cells):
            gatherer.add(column)
        for shape in shapes:
            point = _point(shape)
            if point is None:
                return None
            points.append(point)
        report(progress, 0.9 * min(len(points) / max(layer.rows, 1), 1.0))
    lon, lat = np.array(points, np.float64).reshape(-1, 2).T
    return [gatherer.column() for gatherer in gatherers], lon.copy(), lat.copy()


def _reader(declared: str) -> Callable[[Any], Any]:
    """Return what makes a cell of a value of a column declared so."""
    if declared == "BOOLEAN":
        return _truth
    return _text


def _text(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _truth(value: Any) -> Any:
    return bool(value) if isinstance(value, int) else _text(value)


def _point(blob: Any) -> tuple[float, float] | None:
    """Return the first two coordinates of a point, NaN where it is empty; None for others."""
    nowhere = float("nan"), float("nan")
    if blob is None:
        return nowhere
    try:
        magic, _, flags, _ = _HEADER.unpack_from(blob)
        begin = _HEADER.size + _ENVELOPE[flags >> 1 & 7]
        order = "<" if blob[begin] else ">"
        (kind,) = struct.unpack_from(f"{order}I", blob, begin + 1)
        x, y = struct.unpack_from(f"{order}dd", blob, begin + 5)
    except (struct.error, IndexError, TypeError):
        return None
    if magic != b"GP" or (kind & 0xFFFF) % 1000 != _POINT:
        return None
    return float(x), float(y)


def _as_wgs84(
    path: Path,
    layer: _Layer,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    findings: Findings,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points in degrees; only another reference system needs fiona."""
    if not layer.geometry or layer.srs == WGS84_CODE:
        return lon, lat
    if layer.srs in _UNDEFINED:
        return transformed(path, None, lon, lat, findings)
    with geopackage_opened(path) as connection:
        found = connection.execute(
            "SELECT organization, organization_coordsys_id, definition "
            "FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
            (layer.srs,),
        ).fetchone()
    return transformed(path, crs_of(path, *(found or ("", 0, ""))), lon, lat, findings)
