# SPDX-License-Identifier: MIT
"""Towns of addresses that name none, and whether one name is one street."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: Metres in a degree of latitude (mean of the WGS 84 ellipsoid).
_DEGREE_M = 111_132.0


def _cells(lon: Float, lat: Float, metres: float) -> Int:
    """Return column and row of each point's square, (n, 2), about `metres` wide."""
    if not len(lon):
        return np.empty((0, 2), np.int64)
    narrow = max(float(np.cos(np.radians(np.mean(lat)))), 0.01)
    east = np.floor(lon * _DEGREE_M * narrow / metres)
    north = np.floor(lat * _DEGREE_M / metres)
    cells: Int = np.stack([east, north], axis=1).astype(np.int64)
    return cells


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    x, y = cell
    return ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def towns_filled(lon: Float, lat: Float, town: Int, metres: float) -> Int:
    """Return the town of each point, where it has none that of its neighbours if all agree.

    Parameters
    ----------
    lon, lat : float (n,)
        Degrees, no NaN.
    town : int (n,)
        Codes; 0 is unknown.
    metres : float
        Neighbours lie in the same square of this size or one that touches it.
    """
    cells = _cells(lon, lat, metres)
    towns_in: dict[tuple[int, int], set[int]] = {}
    stated = np.flatnonzero(town)
    if not len(stated) or len(stated) == len(town):
        return town.copy()
    for x, y, code in np.unique(np.column_stack([cells[stated], town[stated]]), axis=0).tolist():
        towns_in.setdefault((x, y), set()).add(code)
    filled = town.copy()
    told: dict[tuple[int, int], int] = {}
    for place in np.flatnonzero(town == 0).tolist():
        cell = (int(cells[place, 0]), int(cells[place, 1]))
        if cell not in told:
            near = set().union(*(towns_in.get(other, set()) for other in _around(cell)))
            told[cell] = near.pop() if len(near) == 1 else 0
        filled[place] = told[cell]
    return filled


def is_one_stretch(lon: Float, lat: Float, gap_m: float) -> bool:
    """Tell whether points hang together with no gap wider than about `gap_m`.

    Squares of that size that touch are one, so that gaps up to nearly three times
    as wide may be bridged, and none up to `gap_m` parts two points.
    """
    left = set(map(tuple, _cells(lon, lat, gap_m).tolist()))
    if not left:
        return True
    waiting = [left.pop()]
    while waiting:
        for other in _around(waiting.pop()):
            if other in left:
                left.remove(other)
                waiting.append(other)
    return not left
