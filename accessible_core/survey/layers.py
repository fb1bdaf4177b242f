# SPDX-License-Identifier: MIT
"""Opening vector files safely, and their coordinates as WGS 84."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.survey.shapefile import check_shapefile

_SHAPEFILE = "ESRI Shapefile"
#: Ending -> the one GDAL driver that may open such a file.
DRIVERS: dict[str, str] = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": _SHAPEFILE,
}
#: Tables that QGIS keeps styles and projects in; no data of anybody's.
_QGIS_TABLES = {"layer_styles", "qgis_projects"}
_WGS84 = "EPSG:4326"
#: EPSG code of longitude and latitude on WGS 84.
WGS84_CODE = 4326


@contextmanager
def opened(path: Path, layer: str, what: str, findings: Findings) -> Iterator[Any]:
    """Open one layer of a vector file for reading with fiona.

    Parameters
    ----------
    path : Path
        An existing file with an ending of `DRIVERS`.
    layer : str
        The layer to read if the file has it, else its first.
    what : str
        What is looked for, for messages.

    Raises
    ------
    InputError
        The file is damaged, cut off or of another kind, also if that is only
        noticed while reading.
    """
    fiona = require("fiona")
    driver = DRIVERS[path.suffix.lower()]
    # An absolute path of an existing file is never taken for one of GDAL's /vsi schemes.
    name = str(path.resolve())
    if driver == _SHAPEFILE:
        check_shapefile(path)
    options: dict[str, Any] = {"DATE_AS_STRING": "YES"} if driver == "GeoJSON" else {}
    try:
        with fiona.Env(CPL_DEBUG=False, OGR_GEOJSON_MAX_OBJ_SIZE=0):
            layers = geopackage_layers(path) if driver == "GPKG" else _layers(fiona, name, driver)
            if not layers:
                raise InputError(f"{path} has no layer: there is no {what} in it.")
            chosen = layer if layer in layers else layers[0]
            if len(layers) > 1:
                findings.add("layer_chosen", value=chosen)
            if driver == "GPKG" and _without_geometry(path, chosen):
                options["ignore_geometry"] = True  # fiona fails on rows that cannot have any
            with fiona.open(
                name, "r", layer=chosen, enabled_drivers=[driver], **options
            ) as collection:
                yield collection
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError, UnicodeDecodeError) as error:  # noqa: SLF001 - GDAL's own errors have no public name in fiona
        raise InputError(
            f"{path} cannot be read as {driver}: it is cut off, damaged or of another kind "
            f"({_one_line(error).replace(name, path.name)}). Save or export it again."
        ) from error


@contextmanager
def geopackage_written(path: Path, layer: str, schema: dict[str, Any]) -> Iterator[Any]:
    """Open a layer of a new GeoPackage for writing, in WGS 84.

    Raises
    ------
    OSError
        GDAL cannot write it, as on a full disk; also if that is only noticed
        when the file is closed.
    """
    fiona = require("fiona")
    options = {"driver": "GPKG", "layer": layer, "schema": schema, "encoding": "utf-8"}
    try:
        with fiona.open(path, "w", crs=_WGS84, **options) as collection:
            yield collection
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError, RuntimeError) as error:  # noqa: SLF001 - GDAL's own errors have no public name in fiona; records that cannot be written are a RuntimeError
        # An OSError, so that `replacing` can name the file as the user knows it.
        raise OSError("GDAL could not write the GeoPackage; is the disk full?") from error


def _layers(fiona: Any, name: str, driver: str) -> list[str]:
    # fiona.listlayers would ask every driver.
    with fiona.open(name, "r", enabled_drivers=[driver]) as collection:
        return [collection.name]


def geopackage_layers(path: Path) -> list[str]:
    """Return the feature layers of a GeoPackage, in the order of its contents table.

    Where it has none, its tables without geometry, other than those of QGIS.
    Our own question to SQLite asks none of GDAL's other drivers.

    Raises
    ------
    InputError
        The file is no GeoPackage.
    """
    contents = _contents(path)
    kinds = {
        kind: [name for name, found in contents if found == kind and name not in _QGIS_TABLES]
        for kind in ("features", "attributes")
    }
    return kinds["features"] or kinds["attributes"]


def _without_geometry(path: Path, layer: str) -> bool:
    return (layer, "attributes") in _contents(path)


@contextmanager
def geopackage_opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage as the SQLite file that it is, for reading only.

    Raises
    ------
    InputError
        The file is no GeoPackage or damaged, also if that is only noticed while
        reading, or another program is writing it.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        if "locked" in str(error):
            raise InputError(
                f"{path} is being written by another program: close the file there or save its "
                "edits, then try again."
            ) from error
        raise InputError(
            f"{path} is no readable GeoPackage: it is cut off, damaged or of "
            f"another kind ({error}). Save or export it again."
        ) from error


def _contents(path: Path) -> list[tuple[str, str]]:
    """Return name and kind of a GeoPackage's tables."""
    with geopackage_opened(path) as connection:
        rows = connection.execute(
            "SELECT table_name, data_type FROM gpkg_contents ORDER BY rowid"
        ).fetchall()
    return [(str(name), str(kind)) for name, kind in rows]


def transformed(
    path: Path,
    crs: Any,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    findings: Findings,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coordinates of a layer as WGS 84 degrees, longitude first.

    Raises
    ------
    InputError
        The layer's coordinate system is not one that can be transformed.
    """
    if not crs:
        if np.isfinite(lon).any():
            findings.add("crs_missing", field="geometry")
        return lon, lat
    fiona = require("fiona")
    require("fiona.transform")
    if is_wgs84(crs):
        return lon, lat
    known = np.isfinite(lon) & np.isfinite(lat)
    try:
        xs, ys = fiona.transform.transform(
            crs.to_wkt(), _WGS84, lon[known].tolist(), lat[known].tolist()
        )
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError) as error:  # noqa: SLF001 - as above
        raise InputError(
            f"{path}: its coordinate system cannot be transformed to WGS 84 ({_one_line(error)}). "
            "Save the layer in EPSG:4326."
        ) from error
    findings.add("crs_transformed", field="geometry", value=_name(crs))
    new_lon, new_lat = np.full(lon.shape, np.nan), np.full(lat.shape, np.nan)
    new_lon[known], new_lat[known] = xs, ys
    return new_lon, new_lat


def cells_of_record(record: Any, fields: list[str]) -> list[Any]:
    """Return a fiona record's properties in the order of `fields`.

    fiona 1.9 copies all properties for every one that is asked for, which for
    a survey's hundreds of columns takes minutes; what it keeps them in does not.
    """
    properties = record["properties"]
    plain = getattr(properties, "_data", properties)
    return [plain[name] for name in fields]


def crs_of(path: Path, organization: str, code: int, definition: str) -> Any:
    """Return a coordinate system as a GeoPackage describes it, for `transformed`.

    Raises
    ------
    InputError
        Nobody knows what it is.
    """
    fiona = require("fiona")
    crs = require("fiona.crs")
    try:
        if organization.upper() == "EPSG":
            return crs.CRS.from_epsg(code)
        return crs.CRS.from_wkt(definition)
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError) as error:  # noqa: SLF001 - as above
        raise InputError(
            f"{path}: its coordinate system {organization} {code} is not known. "
            "Save the layer in EPSG:4326."
        ) from error


def is_wgs84(crs: Any) -> bool:
    """Tell whether a fiona CRS means longitude and latitude on WGS 84."""
    fiona = require("fiona")
    try:
        return crs.to_epsg() == WGS84_CODE or "CRS84" in crs.to_wkt()
    except fiona.errors.FionaError:
        return False


def _name(crs: Any) -> str:
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else crs.to_wkt().split('"')[1]


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300].rstrip(".")
