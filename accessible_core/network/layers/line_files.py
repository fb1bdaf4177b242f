# SPDX-License-Identifier: MIT
"""Line and point layers out of files: GeoPackage, Shapefile, FlatGeobuf, MapInfo through fiona.

Only the one driver that the ending names is let near a file: GDAL would otherwise open
whatever it recognises, such as a VRT that points elsewhere. GeoJSON and OpenSidewalks
need no GDAL (geojson_layers.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.network.layers.endings import DRIVERS
from accessible_core.network.layers.features import Features
from accessible_core.network.layers.line_layers import LineLayer, PointLayer
from accessible_core.progress import Progress, part, report
from accessible_core.survey.geopackage import geopackage_layers
from accessible_core.survey.layers import cells_of_record, crs_of_layer, is_wgs84
from accessible_core.survey.shapefile import check_shapefile

_WGS84 = "EPSG:4326"
_REPORT_EVERY = 2000
#: Drivers that write 0 where a number is not given: there, a measure of 0.0 is not known.
_ZERO_IS_EMPTY = ("MapInfo File",)


def read_layers(
    path: Path, progress: Progress | None = None
) -> tuple[list[LineLayer], list[PointLayer]]:
    """Read all layers of a vector file.

    Parameters
    ----------
    path : Path
        An existing file with an ending of `DRIVERS`.
    progress : callable, optional

    Raises
    ------
    InputError
        The file is damaged, cut off or of another kind, or has coordinates that
        cannot be transformed to WGS 84.
    MissingExtraError
        fiona is not installed.
    """
    fiona = require("fiona")
    driver = DRIVERS[path.suffix.lower()]
    if path.stat().st_size == 0:
        raise InputError(f"{path} is empty (0 bytes): save or export it again.")
    if driver == "ESRI Shapefile":
        check_shapefile(path)
    names: list[str | None] = [None]
    if driver == "GPKG":
        names = list(geopackage_layers(path))
    lines: list[LineLayer] = []
    points: list[PointLayer] = []
    for place, name in enumerate(names):
        share = part(progress, place / len(names), (place + 1) / len(names))
        with _opened(fiona, path, name, driver) as collection:
            if collection.schema.get("geometry", "None") == "None":
                continue  # a table without geometry is no layer
            layer = name or str(collection.name)
            features = Features(f"{path.name}, layer {layer}" if name else path.name)
            _read(collection, features, path, share)
            crs = crs_of_layer(path, collection)
        found = features.layers(path.name, layer, partial(_degrees, path, crs), assumed_crs=not crs)
        lines += found[0]
        points += found[1]
    return lines, points


def _read(collection: Any, features: Features, path: Path, progress: Progress | None) -> None:
    """Take all features of a layer, and see whether they are as many as it says."""
    fields = list(collection.schema["properties"])
    features.columns.update({field: [] for field in fields})
    try:
        stated = len(collection)
    except TypeError:  # MapInfo's text format does not say
        stated = 0
    number = 0
    for number, record in enumerate(collection, 1):
        if number % _REPORT_EVERY == 0:
            report(progress, number / max(stated, number))
        cells = cells_of_record(record, fields)
        if collection.driver in _ZERO_IS_EMPTY:
            cells = [None if isinstance(cell, float) and cell == 0.0 else cell for cell in cells]
        features.add(record["geometry"], dict(zip(fields, cells)))
    if number < stated:  # GDAL says nothing and hands over what there is
        raise InputError(
            f"{path} is cut off: it should hold {stated} features, {number} can be read. "
            "Save or export it again."
        )


@contextmanager
def _opened(fiona: Any, path: Path, layer: str | None, driver: str) -> Iterator[Any]:
    # An absolute path of an existing file is never taken for one of GDAL's /vsi schemes.
    name = str(path.resolve())
    options = {} if layer is None else {"layer": layer}
    try:
        with (
            fiona.Env(CPL_DEBUG=False),
            fiona.open(name, "r", enabled_drivers=[driver], **options) as collection,
        ):
            yield collection
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError, ValueError) as error:  # noqa: SLF001 - GDAL's own errors have no public name in fiona; ValueError: text that is none, a "null layer"
        raise InputError(
            f"{path} cannot be read as {driver}: it is cut off, damaged or of another kind "
            f"({one_line(error).replace(name, path.name)}). Save or export it again."
        ) from error


def _degrees(
    path: Path, crs: Any, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not crs or is_wgs84(crs):
        return lon, lat
    return to_degrees(str(path), crs.to_wkt(), lon, lat)


def to_degrees(
    name: str, crs: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coordinates as WGS 84 degrees; what cannot be transformed is NaN.

    Raises
    ------
    InputError
        The coordinate system is not one that can be transformed.
    MissingExtraError
        fiona is not installed.
    """
    fiona = require("fiona")
    require("fiona.transform")
    known = np.isfinite(x) & np.isfinite(y)
    lon, lat = np.full(x.shape, np.nan), np.full(y.shape, np.nan)
    if not known.any():
        return lon, lat
    try:
        found = fiona.transform.transform(crs, _WGS84, x[known].tolist(), y[known].tolist())
    except (fiona.errors.FionaError, fiona._err.CPLE_BaseError) as error:  # noqa: SLF001 - as above
        raise InputError(
            f"{name}: its coordinate system cannot be transformed to WGS 84 ({one_line(error)}). "
            "Save the layer in EPSG:4326."
        ) from error
    lon[known], lat[known] = found
    return lon, lat
