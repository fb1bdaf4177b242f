# SPDX-License-Identifier: MIT
"""GeoPackages from strangers as the SQLite files that they are, opened so that they do no harm.

An SQLite file can hold more than tables: views that never end, tables whose rows are made by
code, values computed as they are read. Whatever is asked here ends, and what GDAL is let near
afterwards has been gone through once.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from accessible_core.errors import InputError, one_line

#: Tables that QGIS keeps styles and projects in; no data of anybody's.
_QGIS_TABLES = {"layer_styles", "qgis_projects"}
#: Tables of the standard that GDAL reads by itself when it opens a file.
_CORE = (
    "gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys", "gpkg_extensions",
    "gpkg_ogr_contents", "gpkg_metadata", "gpkg_metadata_reference", "gpkg_data_columns",
    "gpkg_data_column_constraints", "gpkgext_relations",
)  # fmt: skip
#: Steps of SQLite's machine after which it asks whether to go on; how many it may do in all.
#: Reading a whole file takes about two steps a byte: ten are enough for every honest question.
_ASK_EVERY, _LEAST_STEPS, _STEPS_A_BYTE = 1_000_000, 40_000_000, 10
#: No cell is longer (bytes): the default is a thousand million.
_LONGEST_CELL = 100_000_000


@contextmanager
def geopackage_opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage as the SQLite file that it is, for reading only.

    Raises
    ------
    InputError
        The file is no GeoPackage or damaged, also if that is only noticed while
        reading, asks for work without end, or another program is writing it.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            _keep_harmless(connection, path.stat().st_size)
            yield connection
    # Python's module fails at words of SQLite's own in which a damaged name stands.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = str(error)
        if "locked" in said:
            raise InputError(
                f"{path} is being written by another program: close the file there or save its "
                "edits, then try again."
            ) from error
        if "interrupted" in said or "too big" in said:
            raise InputError(
                f"{path} asks for work without end, or for values of over "
                f"{_LONGEST_CELL // 1_000_000} MB (a view or a rule in it?). "
                "Save the layer as a plain table of its own."
            ) from error
        raise InputError(
            f"{path} is no readable GeoPackage: it is cut off, damaged or of "
            f"another kind ({one_line(error)}). Save or export it again."
        ) from error


def _keep_harmless(connection: sqlite3.Connection, size: int) -> None:
    left = [max(_LEAST_STEPS, _STEPS_A_BYTE * size) // _ASK_EVERY]

    def ask() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    connection.text_factory = _text
    connection.set_progress_handler(ask, _ASK_EVERY)
    if sys.version_info >= (3, 11):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
    # Functions in views and generated columns are those without side effects alone.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def _text(data: bytes) -> str:
    # Broken letters break no row.
    return data.decode("utf-8", "replace")


def geopackage_layers(path: Path) -> list[str]:
    """Return the feature layers of a GeoPackage, in the order of its contents table.

    Where it has none, its tables without geometry, other than those of QGIS.
    Our own question to SQLite asks none of GDAL's other drivers.

    Raises
    ------
    InputError
        The file is no GeoPackage, or one that must not be let near GDAL.
    """
    contents = _contents(path)
    kinds = {
        kind: [name for name, found in contents if found == kind and name not in _QGIS_TABLES]
        for kind in ("features", "attributes")
    }
    return kinds["features"] or kinds["attributes"]


def table_without_geometry(path: Path, layer: str) -> bool:
    """Tell whether a layer is a table that has no geometry at all."""
    return (layer, "attributes") in _contents(path)


def quoted(name: str) -> str:
    """Return a name of SQLite's as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


def _contents(path: Path) -> list[tuple[str, str]]:
    """Return name and kind of a GeoPackage's tables, having gone through what computes."""
    with geopackage_opened(path) as connection:
        made = dict(
            connection.execute(
                "SELECT lower(CAST(name AS TEXT)), CASE WHEN type = 'table' AND "
                "upper(substr(ltrim(sql), 1, 14)) <> 'CREATE VIRTUAL' THEN 'table' "
                "WHEN type = 'table' THEN 'virtual' ELSE type END "
                "FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        )
        wrong = [name for name in _CORE if made.get(name, "table") != "table"]
        if wrong:
            raise InputError(f"{path}: {wrong[0]} is no plain table, as GeoPackages have it.")
        rows = [
            (str(name), str(kind))
            for name, kind in connection.execute(
                "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid"
            )
        ]
        for name, _ in rows:
            kind = made.get(name.lower())
            if kind == "virtual":
                raise InputError(
                    f"{path}: the layer {one_line(name, 80)!r} is made by code, not a table. "
                    "Save it as a table of its own."
                )
            if kind == "view" or (kind == "table" and _computes(connection, name)):
                for _ in connection.execute(f"SELECT * FROM {quoted(name)}"):  # noqa: S608 # nosec B608
                    pass
    return rows


def _computes(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether a table has columns that are computed as they are read."""
    return any(
        row[6] == _VIRTUAL for row in connection.execute(f"PRAGMA table_xinfo({quoted(table)})")
    )


#: Kind of a column that is computed as it is read; 3 is one whose values are stored.
_VIRTUAL = 2
