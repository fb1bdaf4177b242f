# SPDX-License-Identifier: MIT
"""Lengths and local metres on the WGS 84 ellipsoid, with numpy alone.

For the short distances of a city the ellipsoid's two radii of curvature at the
middle latitude are exact to well under a millimetre per hundred metres, so no
projection library is needed in the base.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: WGS 84: semi-major axis (m) and first eccentricity squared.
_A = 6378137.0
_E2 = 6.69437999014e-3


def metres_per_degree(latitude: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return metres per degree of longitude and of latitude at `latitude` (degrees)."""
    phi = np.radians(np.asarray(latitude, np.float64))
    w2 = 1.0 - _E2 * np.sin(phi) ** 2
    east = np.cos(phi) * _A / np.sqrt(w2)
    north = _A * (1.0 - _E2) / (w2 * np.sqrt(w2))
    return np.radians(east), np.radians(north)


def distance(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> NDArray[np.float64]:
    """Return distances in metres between points in degrees, element by element."""
    a, b = np.asarray(lat1, np.float64), np.asarray(lat2, np.float64)
    east, north = metres_per_degree((a + b) / 2.0)
    dx = (np.asarray(lon2, np.float64) - np.asarray(lon1, np.float64)) * east
    return np.hypot(dx, (b - a) * north)
