# SPDX-License-Identifier: MIT
"""Slopes of edges from an elevation model.

Method. The gradient of the ground is taken from the 3 x 3 cells around each
cell (Horn 1981, the weights 1-2-1 that GDAL and ArcGIS use for slope maps): it
rests on two cells' distance in each direction and averages noise across. Along
an edge the gradient is interpolated bilinearly at points half a cell apart,
projected on the direction of the edge and averaged over the *base length* (two
cells, at least 5 m); the steepest such stretch up and down is the edge's slope.
An edge shorter than the base takes its mean. So no slope rests on less than two
cells of ground however short the edge is, and noise cannot explode on short
pieces; what it costs is that a steep stretch shorter than the base is flattened.

Where one sample of an edge has a void among its cells, the edge stays unknown.
Bridges, tunnels, covered, indoor and layered pieces, steps and lifts get no slope.

Reference: B. K. P. Horn, "Hill shading and the reflectance map", Proc. IEEE 69
(1981), https://doi.org/10.1109/PROC.1981.11918.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.geo import metres_per_degree
from accessible_core.network.model import INCLINE_SOURCES

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]

#: A model with larger cells gives estimates, never confirmed slopes (ARCHITECTURE; issue 5).
COARSE_M = 10.0
#: The steepest stretch is sought over two cells, and never over less than this (m).
LEAST_BASE_M = 5.0
_CELLS_PER_BASE = 2.0


@dataclass(frozen=True)
class Dem:
    """A grid of heights in WGS 84.

    Attributes
    ----------
    values : float32 (rows, columns)
        Metres, NaN where void; the first row is the northernmost.
    west, north : float
        Outer edges of the grid, degrees: cell centres lie at
        ``west + (column + .5) * step_lon`` and ``north - (row + .5) * step_lat``.
    step_lon, step_lat : float
        Cell size in degrees, positive.
    cell_m : float
        Size on the ground of the cells as surveyed (the longer side, metres).
    source : str
        Name for the record.
    """

    values: NDArray[np.float32]
    west: float
    north: float
    step_lon: float
    step_lat: float
    cell_m: float
    source: str = ""


def add_slopes(
    edges: dict[str, NDArray[Any]],
    dem: Dem,
    on_ground: NDArray[np.bool_],
    shape_start: Int64,
    lon: Float,
    lat: Float,
) -> dict[str, Any]:
    """Fill the incline columns of `edges` where no incline is tagged.

    Parameters
    ----------
    edges : dict
        Edge columns; ``incline_up``, ``incline_down``, ``incline_source`` change.
    dem : Dem
    on_ground : bool (M,)
        Edges whose height the model shows.
    shape_start, lon, lat
        Geometry of all edges, as in `StreetNetwork`.

    Returns
    -------
    dict
        For ``meta["dem"]``: ``source``, ``cell_m``, ``base_m``, and ``edges``, the
        number that got a slope.

    Raises
    ------
    InputError
        The model and the streets do not overlap.
    """
    _check_overlap(dem, lon, lat)
    tag = INCLINE_SOURCES.index("tag")
    todo = np.flatnonzero(on_ground & (edges["incline_source"] != tag))
    up, down = edge_slopes(dem, todo, shape_start, lon, lat)
    known = np.isfinite(up)
    found = todo[known]
    edges["incline_up"][found] = up[known]
    edges["incline_down"][found] = down[known]
    source = INCLINE_SOURCES.index("dem_coarse" if dem.cell_m > COARSE_M else "dem")
    edges["incline_source"][found] = source
    return {
        "source": dem.source,
        "cell_m": round(dem.cell_m, 2),
        "base_m": round(base_length(dem), 2),
        "coarse_above_m": COARSE_M,
        "edges": len(found),
    }


def base_length(dem: Dem) -> float:
    """Return the length in metres over which a stretch must be steep to count."""
    return max(_CELLS_PER_BASE * dem.cell_m, LEAST_BASE_M)


def edge_slopes(
    dem: Dem, chosen: Int64, shape_start: Int64, lon: Float, lat: Float
) -> tuple[Float, Float]:
    """Return the steepest climb and descent of some edges, per cent, NaN if unknown.

    Parameters
    ----------
    dem : Dem
    chosen : int64 (C,)
        Positions of edges.
    shape_start, lon, lat
        Geometry of all edges, as in `StreetNetwork`.

    Returns
    -------
    up, down : float64 (C,)
        Both >= 0, in forward direction.
    """
    spacing = dem.cell_m / 2.0
    edge, part_m, at_lon, at_lat, east, north = _samples(chosen, shape_start, lon, lat, spacing)
    slope = 100.0 * _directed_slope(dem, at_lon, at_lat, east, north)
    return _steepest(edge, part_m, slope, len(chosen), base_length(dem))


def _samples(
    chosen: Int64, shape_start: Int64, lon: Float, lat: Float, spacing: float
) -> tuple[Int64, Float, Float, Float, Float, Float]:
    """Cut straight pieces into parts of at most `spacing` metres.

    Returns
    -------
    edge : int64 (P,)
        Position in `chosen`, ascending.
    part_m, lon, lat, east, north : float64 (P,)
        Length and middle of each part and its unit direction.
    """
    sizes = shape_start[chosen + 1] - shape_start[chosen] - 1
    owner = np.repeat(np.arange(len(chosen)), sizes)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    a = shape_start[chosen][owner] + within
    per_lon, per_lat = metres_per_degree((lat[a] + lat[a + 1]) / 2.0)
    dx, dy = (lon[a + 1] - lon[a]) * per_lon, (lat[a + 1] - lat[a]) * per_lat
    length = np.hypot(dx, dy)
    real = length > 0.0
    owner, a, dx, dy, length = owner[real], a[real], dx[real], dy[real], length[real]
    parts = np.maximum(np.ceil(length / spacing), 1.0).astype(np.int64)
    piece = np.repeat(np.arange(len(a)), parts)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = (nth + 0.5) / parts[piece]
    a = a[piece]
    return (
        owner[piece],
        (length / parts)[piece],
        lon[a] + share * (lon[a + 1] - lon[a]),
        lat[a] + share * (lat[a + 1] - lat[a]),
        (dx / length)[piece],
        (dy / length)[piece],
    )


@dataclass(frozen=True)
class Corners:
    """The four cells around each of P points, as flat positions, and their weights."""

    cells: Int64  # (4, P)
    weights: Float  # (4, P), NaN outside the grid


def corners(dem: Dem, lon: Float, lat: Float) -> Corners:
    """Locate points among cell centres for bilinear interpolation."""
    rows, columns = dem.values.shape
    x = (lon - dem.west) / dem.step_lon - 0.5
    y = (dem.north - lat) / dem.step_lat - 0.5
    inside = (x >= 0) & (x <= columns - 1) & (y >= 0) & (y <= rows - 1)
    column = np.clip(np.floor(np.where(inside, x, 0)), 0, max(columns - 2, 0)).astype(np.int64)
    row = np.clip(np.floor(np.where(inside, y, 0)), 0, max(rows - 2, 0)).astype(np.int64)
    right = np.minimum(column + 1, columns - 1)
    upper, lower = row * columns, np.minimum(row + 1, rows - 1) * columns
    u, v = x - column, y - row
    weights = np.stack([(1 - v) * (1 - u), (1 - v) * u, v * (1 - u), v * u])
    weights[:, ~inside] = np.nan
    return Corners(
        np.stack([upper + column, upper + right, lower + column, lower + right]), weights
    )


def _gradient(dem: Dem, cells: Int64) -> tuple[Float, Float]:
    """Return the slope of the ground in some cells, eastward and northward (m per m).

    Parameters
    ----------
    dem : Dem
    cells : int64 (C,)
        Flat positions in ``dem.values``.

    Returns
    -------
    east, north : float64 (C,)
        By Horn's weights; NaN at the rim of the grid and beside voids.
    """
    rows, columns = dem.values.shape
    row, column = np.divmod(cells, columns)
    whole = (row > 0) & (row < rows - 1) & (column > 0) & (column < columns - 1)
    at = cells[whole]

    flat = dem.values.ravel()

    def height(down: int, right: int) -> Float:
        found: Float = flat[at + down * columns + right].astype(np.float64)
        return found

    nw, n, ne = height(-1, -1), height(-1, 0), height(-1, 1)
    w, middle, e = height(0, -1), height(0, 0), height(0, 1)
    sw, s, se = height(1, -1), height(1, 0), height(1, 1)
    per_lon, per_lat = metres_per_degree(dem.north - (row[whole] + 0.5) * dem.step_lat)
    east, north = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
    # The middle cell has no weight of its own, but a void there is a void.
    void = np.where(np.isfinite(middle), 0.0, np.nan)
    east[whole] = (ne + 2 * e + se - nw - 2 * w - sw) / (8.0 * dem.step_lon * per_lon) + void
    north[whole] = (nw + 2 * n + ne - sw - 2 * s - se) / (8.0 * dem.step_lat * per_lat) + void
    return east, north


def _directed_slope(dem: Dem, lon: Float, lat: Float, east: Float, north: Float) -> Float:
    """Return the slope (m per m) at points in the directions given, NaN if unknown."""
    around = corners(dem, lon, lat)
    # Gradients are taken where streets run only: a fine model has far more cells.
    touched = np.zeros(dem.values.size, bool)
    touched[around.cells.ravel()] = True
    cells = np.flatnonzero(touched)
    position = np.zeros(dem.values.size, np.int32)
    position[cells] = np.arange(len(cells), dtype=np.int32)
    corner = position[around.cells]
    slope_east, slope_north = _gradient(dem, cells)
    # A corner without weight must not spoil the point with its NaN.
    used = around.weights != 0.0
    slopes = slope_east[corner] * east + slope_north[corner] * north
    found: Float = np.where(used, around.weights * slopes, 0.0).sum(axis=0)
    return found


def _steepest(
    edge: Int64, part_m: Float, slope: Float, count: int, base: float
) -> tuple[Float, Float]:
    """Return the steepest mean slope over stretches of `base` metres, up and down."""
    up, down = np.full(count, np.nan), np.full(count, np.nan)
    if not len(edge):
        return up, down
    first = np.flatnonzero(np.diff(edge, prepend=-1))
    present = edge[first]
    void = np.logical_or.reduceat(~np.isfinite(slope), first)
    rise = np.where(np.isfinite(slope), slope, 0.0) * part_m
    # Distance and height at the end of every part, with 0 at the start of all.
    far = np.concatenate([[0.0], np.cumsum(part_m)])
    high = np.concatenate([[0.0], np.cumsum(rise)])
    last = np.append(first[1:], len(edge))
    begin_m, end_m = far[first], far[last]
    # Stretches begin at every part; near the end of an edge they begin earlier, so
    # that they keep their length; shorter edges are one stretch.
    member = np.repeat(np.arange(len(first)), last - first)
    long = np.minimum(base, (end_m - begin_m)[member])
    start_m = np.minimum(far[:-1], end_m[member] - long)
    mean = (np.interp(start_m + long, far, high) - np.interp(start_m, far, high)) / long
    up[present] = np.where(void, np.nan, np.maximum(np.maximum.reduceat(mean, first), 0.0))
    down[present] = np.where(void, np.nan, np.maximum(np.maximum.reduceat(-mean, first), 0.0))
    return up, down


def _check_overlap(dem: Dem, lon: Float, lat: Float) -> None:
    rows, columns = dem.values.shape
    east, south = dem.west + columns * dem.step_lon, dem.north - rows * dem.step_lat
    if lon.max() < dem.west or lon.min() > east or lat.max() < south or lat.min() > dem.north:
        raise InputError(
            f"The elevation model {dem.source or ''} covers {dem.west:.4f},{south:.4f} to "
            f"{east:.4f},{dem.north:.4f}, the streets {lon.min():.4f},{lat.min():.4f} to "
            f"{lon.max():.4f},{lat.max():.4f}: they do not overlap; give the model of this place."
        )
