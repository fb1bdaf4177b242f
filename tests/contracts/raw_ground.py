# SPDX-License-Identifier: GPL-3.0-or-later
"""Slopes reckoned from a raster of heights alone, as the docs describe it (``osm_truth.py``).

The gradient of the 3 x 3 cells around each cell (Horn's weights, here of `numpy.gradient`),
between cells bilinear (scipy), every metre along a line, averaged over two cells or 5 m.
"""

from __future__ import annotations

import numpy as np
import rasterio
from scipy.interpolate import RegularGridInterpolator

METRES = np.array([111319.49, 111194.93])  # of a degree: east at the equator, north


class Ground:
    """What a raster in degrees says of the ground; 255 of bytes and declared voids are none."""

    def __init__(self, path):
        with rasterio.open(path) as file:
            height = file.read(1, masked=True).astype(float).filled(np.nan)
            step = file.transform
            if file.nodata is None and file.dtypes[0] == "uint8":
                height[height == 255] = np.nan
        rows, columns = height.shape
        lon = step.c + (np.arange(columns) + 0.5) * step.a
        lat = step.f + (np.arange(rows) + 0.5) * step.e
        wide = METRES[0] * np.cos(np.radians(lat))[:, None] * step.a
        high = METRES[1] * -step.e
        self.cell = max(float(wide.mean()), high)
        self.window = max(2 * self.cell, 5.0)
        across, down = (_smooth(height, axis) for axis in (0, 1))
        self._at = [
            RegularGridInterpolator((lat[::-1], lon), each[::-1], bounds_error=False)
            for each in (
                np.gradient(across, axis=1) / wide,
                -np.gradient(down, axis=0) / high,
            )
        ]

    def along(self, line):
        """Per cent climbed at every metre of a line of (lon, lat), NaN where it is void."""
        line = np.asarray(line, float)
        scale = METRES * [np.cos(np.radians(line[:, 1].mean())), 1.0]
        legs = np.diff(line, axis=0) * scale
        length = np.hypot(*legs.T)
        at = np.concatenate([[0.0], np.cumsum(length)])
        spots = np.arange(0.5, max(at[-1], 1.0), 1.0)
        piece = np.clip(np.searchsorted(at, spots, "right") - 1, 0, len(legs) - 1)
        way = np.divide(legs, length[:, None], where=length[:, None] > 0, out=np.zeros(legs.shape))
        places = np.column_stack([np.interp(spots, at, line[:, axis]) for axis in (1, 0)])
        east, north = (each(places) for each in self._at)
        return 100.0 * (east * way[piece, 0] + north * way[piece, 1])

    def steepest(self, line):
        """Steepest climb and descent in per cent over the window, or over a shorter line.

        NaN where a part of the line lies on a void.
        """
        slopes = self.along(line)
        if np.isnan(slopes).any():
            return np.nan, np.nan
        many = min(round(self.window), len(slopes))
        means = np.convolve(slopes, np.ones(many) / many, "valid")
        return max(0.0, means.max()), max(0.0, -means.min())


def _smooth(height, axis):
    """Weights 1-2-1 along an axis; nothing at the rim."""
    turned = np.moveaxis(height, axis, 0)
    smoothed = np.full(turned.shape, np.nan)
    smoothed[1:-1] = (turned[:-2] + 2 * turned[1:-1] + turned[2:]) / 4
    return np.moveaxis(smoothed, 0, axis)


def finer(path, to, times, box):
    """Write what lies in a box with cells `times` smaller, as if it had been surveyed so."""
    with rasterio.open(path) as file:
        window = file.window(*box).intersection(file.window(*file.bounds))
        window = window.round_offsets().round_lengths()
        shape = (int(window.height) * times, int(window.width) * times)
        height = file.read(1, window=window, out_shape=shape, out_dtype="float32",
                           resampling=rasterio.enums.Resampling.bilinear)  # fmt: skip
        step = file.window_transform(window) * rasterio.Affine.scale(1 / times)
        crs = file.crs
    with rasterio.open(to, "w", driver="GTiff", width=shape[1], height=shape[0], count=1,
                       dtype="float32", crs=crs, transform=step) as file:  # fmt: skip
        file.write(height, 1)
