# SPDX-License-Identifier: MIT
"""Pairs of points that lie near each other, without comparing all with all.

Points go into cubes around the earth's centre with edges of the distance asked for,
so that a near point lies in the same cube or one that touches it, at any latitude.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_EARTH_M = 6378137.0
#: Cubes are this much larger than the distance: a sphere stands in for the ellipsoid,
#: whose degrees are up to 1.1 % longer or shorter.
_MARGIN = 1.02
#: Half of the 26 cubes that touch one, and the cube itself: each pair is met once.
_OFFSETS = [step for step in product((-1, 0, 1), repeat=3) if step >= (0, 0, 0)]


def near_pairs(
    lon: Float, lat: Float, metres: float, crowd: int
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of points at most `metres` apart, as ``(i, j, distance)`` with i < j.

    Parameters
    ----------
    lon, lat : float arrays (n,)
        Degrees, no NaN.
    metres : float
        At least 1.
    crowd : int
        Points in cubes that hold more than this many are left out; see `crowded_cells`.
    """
    cells = _cells(lon, lat, metres)
    kept = np.flatnonzero(~_crowded(cells, crowd))
    order = kept[np.argsort(cells[kept], kind="stable")]
    sorted_cells = cells[order]
    found: list[tuple[int, int, float]] = []
    for step in _OFFSETS:
        wanted = sorted_cells + _number(*(np.int64(axis) for axis in step))
        low = np.searchsorted(sorted_cells, wanted, "left")
        high = np.searchsorted(sorted_cells, wanted, "right")
        if step == (0, 0, 0):
            low = np.arange(1, len(order) + 1)
        count = np.maximum(high - low, 0)
        one = np.repeat(np.arange(len(order)), count)
        other = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count) + low[one]
        a, b = order[one], order[other]
        away = distance(lon[a], lat[a], lon[b], lat[b])
        near = away <= metres
        a, b, away = a[near], b[near], away[near]
        found += zip(np.minimum(a, b).tolist(), np.maximum(a, b).tolist(), away.tolist())
    yield from sorted(found)


def crowded_cells(lon: Float, lat: Float, metres: float, crowd: int) -> list[tuple[int, int]]:
    """Return the cubes of more than `crowd` points: the first point and their number."""
    _, first, counts = np.unique(_cells(lon, lat, metres), return_index=True, return_counts=True)
    many = counts > crowd
    return sorted(zip(first[many].tolist(), counts[many].tolist()))


def _crowded(cells: Int, crowd: int) -> NDArray[np.bool_]:
    _, inverse, counts = np.unique(cells, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] > crowd, np.bool_)


def _cells(lon: Float, lat: Float, metres: float) -> Int:
    """Return the number of each point's cube."""
    x, y = np.radians(lon), np.radians(lat)
    edge = metres * _MARGIN
    corner = np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
    east, side, up = np.floor(corner * _EARTH_M / edge).astype(np.int64)
    return _number(east, side, up)


def _number(east: Int | np.int64, side: Int | np.int64, up: Int | np.int64) -> Int:
    # Far cubes whose numbers happen to be equal are parted by the distance of their points.
    return np.asarray(east + side * (1 << 21) + up * (1 << 42), np.int64)
