# SPDX-License-Identifier: MIT
"""Reading elevation rasters with rasterio into a WGS 84 grid (``slopes.Dem``)."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.files import existing_file
from accessible_core.geo import metres_per_degree
from accessible_core.network.slopes import LEAST_BASE_M, Dem
from accessible_core.untrusted.archives import zip_opened

Box = tuple[float, float, float, float]

#: Endings of rasters looked for inside a zip archive.
_RASTERS = (".hgt", ".tif", ".tiff", ".asc", ".img", ".dem", ".bil", ".dt0", ".dt1", ".dt2")
#: The drivers of these endings, and no others: GDAL would also open a VRT or a description of a
#: web service, whatever it is called, and fetch what that names.
_DRIVERS = ("GTiff", "SRTMHGT", "AAIGrid", "GRASSASCIIGrid", "HFA", "USGSDEM", "EHdr", "DTED")
#: More cells than this over the streets (twice a city of 50 km at 1 m) are not read.
_MOST_CELLS = 5_000_000_000
#: No ground on Earth lies outside (Dead Sea shore -430 m, Everest 8849 m); such values are voids
#: that their raster does not declare (-9999, -32768, 3.4e38 ...).
_LOWEST, _HIGHEST = -500.0, 9000.0
_FOOT_M = 0.3048
#: Cells kept around the streets, for the window that gradients are taken from.
_MARGIN = 4


def read_dem(path: str | os.PathLike[str], box: Box | None = None) -> Dem:
    """Read heights from a raster: GeoTIFF, SRTM (.hgt), and other grids of elevations.

    Parameters
    ----------
    path : path
        A raster of one of `_DRIVERS`, or a ``.zip`` with exactly one in it. Other coordinate
        systems than WGS 84 are warped (bilinear).
    box : tuple of float, optional
        West, south, east, north in degrees: only what lies in there (and a few
        cells around) is read.

    Returns
    -------
    Dem
        Voids are NaN: cells that the raster declares as such, impossible heights,
        and the value 255 of 8-bit rasters, which stands for "255 m or more".
        Cells smaller than half the shortest base length are averaged to it.

    Raises
    ------
    InputError
        No raster, no coordinate system, a picture, or nothing of it in `box`.
    MissingExtraError
        rasterio is not installed.
    """
    source = existing_file(path, "elevation raster")
    rasterio = require("rasterio")
    # An absolute path of an existing file is never taken for one of GDAL's /vsi schemes.
    name = _inside_zip(source) if source.suffix.lower() == ".zip" else str(source.resolve())
    try:
        # GDAL's own words go to the log, not to the terminal.
        with rasterio.Env(), _opened(rasterio, name, source) as dataset, _as_wgs84(dataset) as grid:
            return _read(grid, dataset, box, source)
    except (
        rasterio.errors.RasterioError,
        rasterio.errors.RasterioIOError,
        rasterio._err.CPLE_BaseError,  # noqa: SLF001 - GDAL's own errors have no public name
    ) as error:
        raise InputError(
            f"{source} cannot be read as a raster ({one_line(error)}): "
            "give a whole GeoTIFF, .hgt or .hgt.zip."
        ) from error


def _dataset(rasterio: Any, name: str) -> Any:
    """Open a raster with the first of our drivers that knows it (rasterio takes one at a time)."""
    fault = None
    for driver in _DRIVERS:
        try:
            return rasterio.open(name, driver=driver)
        except rasterio.errors.RasterioIOError as error:  # noqa: PERF203 - eight drivers
            # What the driver that knew it says of a broken file is worth more than "not mine".
            if fault is None or "not recognized" in str(fault):
                fault = error
    raise rasterio.errors.RasterioIOError(str(fault)) from fault


def _inside_zip(source: Path) -> str:
    """Return GDAL's name for the one raster inside a zip archive."""
    with zip_opened(source, "a zip with a raster") as archive:
        members = [name for name in archive.namelist() if name.lower().endswith(_RASTERS)]
    if len(members) != 1:
        raise InputError(
            f"{source} holds {len(members)} rasters: give an archive with exactly one."
        )
    return f"/vsizip/{{{source.resolve()}}}/{members[0]}"


@contextmanager
def _opened(rasterio: Any, name: str, source: Path) -> Iterator[Any]:
    with warnings.catch_warnings():
        # A raster without coordinates is refused below, in our own words.
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        dataset = _dataset(rasterio, name)
    with dataset:
        if dataset.crs is None:
            raise InputError(
                f"{source} has no coordinate system: assign one (gdal_edit.py -a_srs) first."
            )
        colours = rasterio.enums.ColorInterp
        if dataset.colorinterp[0] in (colours.red, colours.palette):
            raise InputError(f"{source} is a coloured picture: give the raster of heights itself.")
        yield dataset


@contextmanager
def _as_wgs84(dataset: Any) -> Iterator[Any]:
    """Yield `dataset` itself if it is a WGS 84 grid with north up, else a warped view."""
    vrt = require("rasterio.vrt")
    enums = require("rasterio.enums")
    step = dataset.transform
    if dataset.crs.to_epsg() == 4326 and step.a > 0 > step.e and step.b == step.d == 0:  # noqa: PLR2004 - WGS 84
        yield dataset
        return
    void = _void_value(dataset)
    options = {} if void is None else {"src_nodata": void, "nodata": void}
    with vrt.WarpedVRT(
        dataset, crs="EPSG:4326", resampling=enums.Resampling.bilinear, **options
    ) as warped:
        yield warped


def _void_value(dataset: Any) -> float | None:
    """Return the value that stands for "no height here"."""
    if dataset.nodata is not None:
        return float(dataset.nodata)
    return {"uint8": 255.0, "int16": -32768.0}.get(dataset.dtypes[0])


def _read(grid: Any, dataset: Any, box: Box | None, source: Path) -> Dem:
    enums = require("rasterio.enums")
    window = _window(grid, grid.bounds if box is None else box, source)
    cell = _cell_metres(dataset)
    shrink = max(1, int(LEAST_BASE_M / 2.0 / cell))
    shape = (max(1, int(window.height) // shrink), max(1, int(window.width) // shrink))
    masked = grid.read(
        1, window=window, out_shape=shape, masked=True, resampling=enums.Resampling.average
    )
    west, south, east, north = grid.window_bounds(window)
    return Dem(
        values=_heights(masked, dataset),
        west=west,
        north=north,
        step_lon=(east - west) / shape[1],
        step_lat=(north - south) / shape[0],
        cell_m=cell * shrink,
        source=source.name,
    )


def _window(grid: Any, box: Box, source: Path) -> Any:
    """Return the whole cells that cover `box`, with a margin, within the raster."""
    windows = require("rasterio.windows")
    step = grid.transform
    if step.is_degenerate or not all(map(isfinite, step)):
        raise InputError(f"{source} has cells without a size: its georeference is damaged.")
    left, top = ~step * (box[0], box[3])
    right, bottom = ~step * (box[2], box[1])
    if right < 0 or bottom < 0 or left > grid.width or top > grid.height:
        bounds = ", ".join(f"{value:.8g}" for value in grid.bounds)
        place = ", ".join(f"{value:.8g}" for value in box)
        raise InputError(
            f"{source} covers {bounds} (west, south, east, north) and the streets lie in {place}: "
            "they do not overlap; give the elevation raster of this place."
        )
    first_column, first_row = max(0, int(left) - _MARGIN), max(0, int(top) - _MARGIN)
    columns = min(grid.width, int(right) + _MARGIN + 1) - first_column
    rows = min(grid.height, int(bottom) + _MARGIN + 1) - first_row
    if columns * rows > _MOST_CELLS:
        raise InputError(
            f"{source} has {columns} x {rows} cells over the streets, more than can be read: "
            "resample it to cells of a metre or more (gdalwarp -tr)."
        )
    return windows.Window(first_column, first_row, columns, rows)


def _cell_metres(dataset: Any) -> float:
    """Return the longer side of a cell as surveyed, on the ground at the raster's middle."""
    width, height = dataset.res
    if not dataset.crs.is_geographic:
        return float(max(width, height) * dataset.crs.linear_units_factor[1])
    per_lon, per_lat = metres_per_degree((dataset.bounds.bottom + dataset.bounds.top) / 2.0)
    return float(max(width * float(per_lon), height * float(per_lat)))


def _heights(masked: Any, dataset: Any) -> NDArray[np.float32]:
    """Return metres, NaN for all kinds of voids."""
    raw = masked.data
    void = np.broadcast_to(masked.mask, raw.shape) | ~np.isfinite(raw)
    if dataset.nodata is None and dataset.dtypes[0] == "uint8":
        void |= raw == np.iinfo(np.uint8).max
    heights = raw.astype(np.float64) * dataset.scales[0] + dataset.offsets[0]
    if (dataset.units[0] or "").lower() in ("ft", "foot", "feet", "us survey foot"):
        heights *= _FOOT_M
    void |= (heights < _LOWEST) | (heights > _HIGHEST)
    heights[void] = np.nan
    found: NDArray[np.float32] = heights.astype(np.float32)
    return found
