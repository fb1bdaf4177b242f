# SPDX-License-Identifier: MIT
"""GeoPackage with the standard library alone: its tables, and points as blobs.

OGC GeoPackage 1.3 (12-128r17): clause 1.1 (tables every file has), 2.1.3 (the
binary header before the well-known binary). There is no spatial index: its
triggers call functions that plain SQLite lacks. Where somebody adds one (QGIS
offers it), :func:`add_functions` makes those functions known to our connection.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from typing import Optional

#: "GPKG", and version 1.3.0 (clause 1.1.1.1.1).
_APPLICATION_ID, _VERSION = 0x47504B47, 10300
WGS84 = 4326
#: Version 0, little endian, no envelope; as GDAL writes points.
_HEADER = struct.pack("<2sBBi", b"GP", 0, 1, WGS84)
_POINT = struct.Struct("<BIdd")
#: Bytes of the envelope by its indicator (clause 2.1.3.1.1).
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_LITTLE, _EMPTY, _WKB_POINT = 1, 0x10, 1

_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


def prepare(db: sqlite3.Connection) -> None:
    """Make an empty database a GeoPackage without layers."""
    db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {_VERSION}")
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("WGS 84", WGS84, "EPSG", WGS84, _WKT, "longitude and latitude"),
            ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
        ],
    )


def register(db: sqlite3.Connection, table: str, description: str, *, points: bool = False) -> None:
    """List a table in the file's contents, with a column ``geom`` of points if it has one."""
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            table,
            "features" if points else "attributes",
            table,
            description,
            WGS84 if points else None,
        ),
    )
    if points:
        db.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (table, WGS84)
        )


def point_blob(lon: float, lat: float) -> Optional[bytes]:
    """Return a point (degrees, WGS 84) as GeoPackage keeps it; None where there is none."""
    if math.isnan(lon) or math.isnan(lat):
        return None
    return _HEADER + _POINT.pack(_LITTLE, _WKB_POINT, lon, lat)


def point_of(blob: Optional[bytes]) -> tuple[float, float]:
    """Return longitude and latitude of a point's blob, NaN where there is none.

    Whatever is no point (empty, another geometry, cut off) has none either.
    """
    nowhere = (math.nan, math.nan)
    try:
        if blob is None or blob[:2] != b"GP" or blob[3] & _EMPTY:
            return nowhere
        start = len(_HEADER) + _ENVELOPES[blob[3] >> 1 & 7]
        order = "<" if blob[start] == _LITTLE else ">"
        (kind,) = struct.unpack_from(order + "I", blob, start + 1)
        if kind % 1000 & 0xFF != _WKB_POINT:
            return nowhere
        lon, lat = struct.unpack_from(order + "dd", blob, start + 5)
    except (struct.error, IndexError, KeyError):
        return nowhere
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else nowhere


def note_extent(db: sqlite3.Connection, table: str) -> None:
    """Note the extent of a layer's points, and that it has changed."""
    points = [point_of(blob) for (blob,) in db.execute(f"SELECT geom FROM {table}")]  # nosec B608
    known = [point for point in points if not math.isnan(point[0])]
    bounds: list[Optional[float]] = [None] * 4
    if known:
        lons, lats = zip(*known)
        bounds = [min(lons), min(lats), max(lons), max(lats)]
    db.execute(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now'), "
        "min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        (*bounds, table),
    )


def add_functions(db: sqlite3.Connection) -> None:
    """Let this connection run the triggers of a spatial index (annex F.3)."""

    def coordinate(axis: int) -> object:
        def value(blob: Optional[bytes]) -> Optional[float]:
            number = point_of(blob)[axis]
            return None if math.isnan(number) else number

        return value

    def is_empty(blob: Optional[bytes]) -> Optional[int]:
        return None if blob is None else int(math.isnan(point_of(blob)[0]))

    functions = {"ST_IsEmpty": is_empty}
    for name, axis in (("X", 0), ("Y", 1)):
        for end in ("Min", "Max"):
            functions[f"ST_{end}{name}"] = coordinate(axis)  # type: ignore[assignment]
    for name, function in functions.items():
        db.create_function(name, 1, function, deterministic=True)
