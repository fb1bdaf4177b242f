# SPDX-License-Identifier: MIT
"""Heights of the streets' vertices from an elevation model, for profiles along routes.

Heights are interpolated bilinearly between the four cells around a vertex. Bridges,
tunnels, indoor and layered pieces do not lie on the ground that the model shows: only
their ends have a height, where a piece on the ground meets them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.slopes import Dem, corners

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Int64 = NDArray[np.int64]


def heights(dem: Dem, lon: Float, lat: Float) -> NDArray[np.float32]:
    """Return the height in metres of points (degrees), NaN off the grid and beside voids."""
    around = corners(dem, lon, lat)
    # A corner without weight must not spoil the point with its void.
    used = around.weights != 0.0
    values = dem.values.ravel()[around.cells].astype(np.float64)
    found: NDArray[np.float32] = (
        np.where(used, around.weights * values, 0.0).sum(axis=0).astype(np.float32)
    )
    return found


def vertex_heights(
    dem: Dem, on_ground: Bool, shape_start: Int64, lon: Float, lat: Float, ends: Int64
) -> NDArray[np.float32]:
    """Return the height in metres of each vertex of all edges (V,), NaN where unknown.

    Parameters
    ----------
    dem : Dem
    on_ground : bool (M,)
        Edges whose height the model shows.
    shape_start : int64 (M + 1,)
    lon, lat : float64 (V,)
        Geometry of all edges, as in `StreetNetwork`.
    ends : int64 (2M,)
        Nodes at the edges' ends: all first ones, then all last ones.
    """
    found = heights(dem, lon, lat)
    grounded = np.zeros(int(ends.max(initial=-1)) + 1, np.bool_)
    grounded[ends[np.concatenate([on_ground, on_ground])]] = True
    known = np.repeat(on_ground, np.diff(shape_start))
    count = len(on_ground)
    known[shape_start[:-1]] |= grounded[ends[:count]]
    known[shape_start[1:] - 1] |= grounded[ends[count:]]
    found[~known] = np.nan
    return found
