# SPDX-License-Identifier: MIT
"""Opening vector files safely, and their coordinates as WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.survey.geojson import WGS84_CODE, FeatureFile
from accessible_core.survey.geopackage import geopackage_layers, table_without_geometry
from accessible_core.survey.shapefile import check_shapefile, encoding_of

_SHAPEFILE = "ESRI Shapefile"
#: Ending -> the one GDAL driver that may open such a file.
DRIVERS: dict[str, str] = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".shp": _SHAPEFILE,
}
_WGS84 = "EPSG:4326"


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
    options: dict[str, Any] = {}
    if driver == _SHAPEFILE:
        check_shapefile(path)
        options["encoding"] = _encoding(path, findings)
    elif driver == "GeoJSON":
        _check_features(path)
        options["DATE_AS_STRING"] = "YES"
    try:
        with fiona.Env(CPL_DEBUG=False, OGR_GEOJSON_MAX_OBJ_SIZE=0):
            layers = geopackage_layers(path) if driver == "GPKG" else _layers(fiona, name, driver)
            if not layers:
                raise InputError(f"{path} has no layer: there is no {what} in it.")
            chosen = layer if layer in layers else layers[0]
            if len(layers) > 1:
                findings.add("layer_chosen", value=chosen)
            if driver == "GPKG" and table_without_geometry(path, chosen):
                options["ignore_geometry"] = True  # fiona fails on rows that cannot have any
            with _collection(fiona, path, name, chosen, driver, options) as collection:
                yield collection
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError, UnicodeDecodeError) as error:  # noqa: SLF001 - GDAL's own errors have no public name in fiona
        raise InputError(
            f"{path} cannot be read as {driver}: it is cut off, damaged or of another kind "
            f"({one_line(error).replace(name, path.name)}). Save or export it again."
        ) from error


def _collection(
    fiona: Any, path: Path, name: str, layer: str, driver: str, options: dict[str, Any]
) -> Any:
    try:
        return fiona.open(name, "r", layer=layer, enabled_drivers=[driver], **options)
    except ValueError as error:  # a table that is not there, a schema that cannot be
        raise InputError(
            f"{path} cannot be read as {driver}: its layer {one_line(layer, 80)!r} is damaged "
            f"({one_line(error)}). Save or export it again."
        ) from error


def _encoding(path: Path, findings: Findings) -> str | None:
    """Return the encoding of a Shapefile that does not say it, and report it."""
    encoding = encoding_of(path)
    if encoding == "cp1251":
        findings.add("csv_encoding", value="Windows-1251")
    return encoding


def _check_features(path: Path) -> None:
    """Refuse a GeoJSON file of which GDAL would leave out something without a word.

    Raises
    ------
    InputError
        A member of its features is no feature, or the file is no GeoJSON.
    """
    for number, feature in enumerate(FeatureFile(path), 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise InputError(
                f"{path}: number {number} of its features is no feature "
                f"({one_line(feature, 80)}). Save or export it again."
            )


def crs_of_layer(path: Path, layer: Any) -> Any:
    """Return the coordinate system of a layer that fiona has opened, None without one.

    Raises
    ------
    InputError
        The file describes it in a way that nobody understands.
    """
    fiona = require("fiona")
    # The last is how fiona 1.9 fails at what GDAL cannot write as WKT.
    faults = (fiona.errors.FionaError, fiona._err.CPLE_BaseError, ValueError, UnboundLocalError)  # noqa: SLF001 - as above
    try:
        return layer.crs
    except faults as error:
        raise InputError(
            f"{path}: its coordinate system cannot be understood. Save the layer in EPSG:4326."
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
            f"{path}: its coordinate system cannot be transformed to WGS 84 ({one_line(error)}). "
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
