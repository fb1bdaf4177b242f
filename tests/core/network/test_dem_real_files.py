# SPDX-License-Identifier: GPL-3.0-or-later
"""Slopes from real elevation models, reckoned again by numpy's gradient and by scipy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from scipy.interpolate import RegularGridInterpolator

from accessible_core.geo import metres_per_degree
from accessible_core.network.build import build_network
from accessible_core.network.model import INCLINE_SOURCES, StreetNetwork

CASES = {
    "monaco": ("osm/monaco.osm.gz", "dem/N43E007.hgt.zip", "/vsizip/{}/N43E007.hgt"),
    "porto_alegre": ("osm/porto_alegre_r5r.osm.pbf", "dem/poa_elevation.tif", "{}"),
}


class Ground:
    """East and north gradients of a raster, smoothed 1-2-1 across (Horn's weights)."""

    def __init__(self, path: str) -> None:
        with rasterio.open(path) as file:
            height = file.read(1, masked=True).astype(float).filled(np.nan)
            transform = file.transform
        rows, columns = height.shape
        lon = transform.c + (np.arange(columns) + 0.5) * transform.a
        lat = transform.f + (np.arange(rows) + 0.5) * transform.e
        east, north = metres_per_degree(lat[:, None])
        self.cell = float(max(abs(transform.a) * east.mean(), abs(transform.e) * north.mean()))
        slope_x = np.gradient(_smooth(height, 0), axis=1) / (abs(transform.a) * east)
        slope_y = -np.gradient(_smooth(height, 1), axis=0) / (abs(transform.e) * north)
        self._at = [
            RegularGridInterpolator((lat[::-1], lon), each[::-1], bounds_error=False)
            for each in (slope_x, slope_y)
        ]

    def along(self, lon: np.ndarray, lat: np.ndarray, step: float = 1.0) -> np.ndarray:
        """Per cent climbed at points `step` metres apart along a line."""
        east, north = (float(value) for value in metres_per_degree(lat.mean()))
        leg = np.hypot(np.diff(lon) * east, np.diff(lat) * north)
        keep = leg > 0
        at = np.concatenate([[0.0], np.cumsum(leg)])
        spots = np.arange(step / 2, max(at[-1], step), step)
        piece = np.clip(np.searchsorted(at, spots, "right") - 1, 0, len(leg) - 1)
        way_x = np.divide(np.diff(lon) * east, leg, where=keep, out=np.zeros(len(leg)))[piece]
        way_y = np.divide(np.diff(lat) * north, leg, where=keep, out=np.zeros(len(leg)))[piece]
        places = np.column_stack((np.interp(spots, at, lat), np.interp(spots, at, lon)))
        return 100.0 * (self._at[0](places) * way_x + self._at[1](places) * way_y)


def _smooth(height: np.ndarray, axis: int) -> np.ndarray:
    """Weights 1-2-1 along an axis; the outermost cells keep their own height."""
    turned = np.moveaxis(height, axis, 0)
    smoothed = turned.copy()
    smoothed[1:-1] = (turned[:-2] + 2 * turned[1:-1] + turned[2:]) / 4
    return np.moveaxis(smoothed, 0, axis)


def expected(ground: Ground, net: StreetNetwork, edge: int) -> tuple[float, float]:
    """Steepest climb and descent over two cells, or of the whole edge if it is shorter."""
    slopes = ground.along(*net.shape(edge))
    window = min(max(round(2 * ground.cell), 5), len(slopes))
    means = np.convolve(slopes, np.ones(window) / window, "valid")
    return max(0.0, means.max()), max(0.0, -means.min())


@pytest.mark.parametrize("town", CASES)
def test_slopes_are_those_of_the_raster(shared: Path, town: str) -> None:
    osm, dem, opened = CASES[town]
    data = shared / "data"
    net = build_network(data / osm, data / dem)
    ground = Ground(opened.format(data / dem))
    assert ground.cell > 10  # so that nothing of it is taken for measured
    sources = [INCLINE_SOURCES[number] for number in net.edges["incline_source"]]
    assert "dem" not in sources
    estimated = np.flatnonzero(np.array(sources) == "dem_coarse")
    assert len(estimated) > 0.5 * net.edge_count
    chosen = np.random.default_rng(20261124).choice(estimated, 400, replace=False)
    said = np.column_stack((net.edges["incline_up"], net.edges["incline_down"]))[chosen]
    wanted = np.array([expected(ground, net, int(edge)) for edge in chosen])
    off = np.abs(said - wanted)
    # Half a cell between samples here, a metre there: some tenths of a per cent.
    assert np.nanquantile(off, 0.95) < 0.5
    assert np.nanmax(off - 0.06 * np.maximum(said, wanted)) < 1.5
    assert np.nanmax(wanted) > 10
