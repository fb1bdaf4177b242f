# SPDX-License-Identifier: GPL-3.0-or-later
"""An elevation model from a QGIS raster layer, as the core's WGS 84 grid.

Values are read as bytes, not through GDAL's numpy bridge, which Debian 12's
build does not offer to every numpy.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import QgsRasterLayer

from accessible_core.errors import InputError
from accessible_core.geo import metres_per_degree
from accessible_core.network.slopes import Dem
from accessible_kz_plugin.layers.positions import WGS84

Box = tuple[float, float, float, float]
#: Cells read beyond the streets on each side, for interpolation at the rim.
_MARGIN = 3


def dem_from_layer(layer: QgsRasterLayer, bbox: Box) -> Dem:
    """Read the part of a raster that covers `bbox` (west, south, east, north, degrees).

    Raises
    ------
    InputError
        The layer is no file that GDAL reads, has no CRS, or lies elsewhere.
    """
    if layer.dataProvider().name() != "gdal":
        raise InputError(
            f"The elevation layer '{layer.name()}' is no raster file: save it as GeoTIFF first."
        )
    if not layer.crs().isValid():
        raise InputError(
            f"The elevation layer '{layer.name()}' has no coordinate reference system: set it "
            f"in the layer properties."
        )
    source = gdal.Open(layer.source())
    if source is None:
        raise InputError(f"The elevation model {layer.source()} cannot be opened by GDAL.")
    grid = _grid_in_degrees(source, layer, bbox)
    values = _values(grid)
    if not np.isfinite(values).any():
        raise InputError(
            f"The elevation layer '{layer.name()}' holds no heights where the streets are."
        )
    west, step_lon, _, north, _, step_lat = grid.GetGeoTransform()
    return Dem(
        values=values,
        west=west,
        north=north,
        step_lon=step_lon,
        step_lat=-step_lat,
        cell_m=_cell_metres(source, layer, bbox),
        source=layer.name(),
    )


def _grid_in_degrees(source: Any, layer: QgsRasterLayer, bbox: Box) -> Any:
    west, step_x, skew_x, north, skew_y, step_y = source.GetGeoTransform()
    upright = not skew_x and not skew_y and step_x > 0 and step_y < 0
    if layer.crs().authid() == WGS84 and upright:
        columns = _window(bbox[0], bbox[2], west, step_x, source.RasterXSize)
        rows = _window(-bbox[3], -bbox[1], -north, -step_y, source.RasterYSize)
        if columns[1] > 0 and rows[1] > 0:
            window = [columns[0], rows[0], columns[1], rows[1]]
            return gdal.Translate("", source, format="MEM", srcWin=window, bandList=[1])
        raise InputError(f"The elevation layer '{layer.name()}' does not reach the streets.")
    step = _cell_metres(source, layer, bbox)
    east, up = (float(scale) for scale in metres_per_degree((bbox[1] + bbox[3]) / 2))
    pad_x, pad_y = _MARGIN * step / east, _MARGIN * step / up
    grid = gdal.Warp(
        "",
        source,
        format="MEM",
        srcSRS=layer.crs().toWkt(),
        dstSRS=WGS84,
        outputBounds=[bbox[0] - pad_x, bbox[1] - pad_y, bbox[2] + pad_x, bbox[3] + pad_y],
        xRes=step / east,
        yRes=step / up,
        resampleAlg="bilinear",
        outputType=gdal.GDT_Float32,
        dstNodata=float("nan"),
    )
    if grid is None:
        raise InputError(f"The elevation layer '{layer.name()}' cannot be turned into degrees.")
    return grid


def _window(low: float, high: float, start: float, step: float, size: int) -> tuple[int, int]:
    """Return first cell and number of cells that cover low to high, with the margin."""
    first = max(math.floor((low - start) / step) - _MARGIN, 0)
    last = min(math.ceil((high - start) / step) + _MARGIN, size)
    return first, last - first


def _values(grid: Any) -> np.ndarray:
    band = grid.GetRasterBand(1)
    raw = band.ReadRaster(buf_type=gdal.GDT_Float32)
    values = np.frombuffer(raw, np.float32).reshape(grid.RasterYSize, grid.RasterXSize).copy()
    void = band.GetNoDataValue()
    if void is not None and not math.isnan(void):
        values[values == np.float32(void)] = np.nan
    scale, offset = band.GetScale() or 1.0, band.GetOffset() or 0.0
    return values * np.float32(scale) + np.float32(offset)


def _cell_metres(source: Any, layer: QgsRasterLayer, bbox: Box) -> float:
    """Return the size of the source's own cells, the longer side, in metres."""
    _, step_x, _, _, _, step_y = source.GetGeoTransform()
    if layer.crs().isGeographic():
        east, up = metres_per_degree((bbox[1] + bbox[3]) / 2)
        return max(abs(step_x) * float(east), abs(step_y) * float(up))
    from qgis.core import QgsUnitTypes

    metres = QgsUnitTypes.fromUnitToUnitFactor(
        layer.crs().mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters
    )
    return max(abs(step_x), abs(step_y)) * metres
