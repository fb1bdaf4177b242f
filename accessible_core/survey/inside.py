# SPDX-License-Identifier: MIT
"""Which of many points lie inside a polygon, with numpy alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Pairs of edge and point that are looked at in one go (about 200 MB).
_PAIRS = 4_000_000


def inside(
    lon: NDArray[np.float64], lat: NDArray[np.float64], rings: Iterable[ArrayLike]
) -> NDArray[np.bool_]:
    """Tell which points lie inside a polygon or multipolygon given by its rings.

    Parameters
    ----------
    lon, lat : float64 (n,)
        Degrees; NaN is never inside.
    rings : iterable of arrays (k, 2)
        Outer rings and holes alike, closed or not, in any order and direction:
        a point is inside where a line to the east cuts an odd number of edges.

    Returns
    -------
    bool (n,)

    Notes
    -----
    Points on the boundary: southern and western edges belong to the polygon,
    northern and eastern ones do not. Edges are always reckoned from their
    southern end, so that of polygons that share edges exactly one holds a
    point between them.

    Points are sorted by latitude, so that each edge meets a contiguous stretch
    of them: the work grows with the number of cuts, not with edges x points.
    """
    result = np.zeros(len(lon), np.bool_)
    south, north = _edges(rings)
    known = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    if not len(south) or not len(known):
        return result
    order = known[np.argsort(lat[known], kind="stable")]
    x, y = lon[order], lat[order]
    first = np.searchsorted(y, south[:, 1], "left")
    counts = np.searchsorted(y, north[:, 1], "left") - first
    cuts = np.zeros(len(order), np.int64)
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        done = ends[start - 1] if start else 0
        stop = max(int(np.searchsorted(ends, done + _PAIRS, "right")), start + 1)
        edge = np.repeat(np.arange(start, stop), counts[start:stop])
        before = np.repeat(ends[start:stop] - counts[start:stop], counts[start:stop])
        point = np.arange(done, ends[stop - 1]) - before + first[edge]
        (x0, y0), (x1, y1) = south[edge].T, north[edge].T
        cut = x0 + (y[point] - y0) * (x1 - x0) / (y1 - y0) > x[point]
        cuts += np.bincount(point[cut], minlength=len(order))
        start = stop
    result[order] = cuts % 2 == 1
    return result


def _edges(rings: Iterable[ArrayLike]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the southern and the northern end of every edge that is not level, (m, 2)."""
    starts, ends = [], []
    for ring in rings:
        vertices = np.asarray(ring, np.float64).reshape(-1, np.shape(ring)[-1])[:, :2]
        starts.append(vertices)
        ends.append(np.roll(vertices, -1, axis=0))
    if not starts:
        return np.empty((0, 2)), np.empty((0, 2))
    a, b = np.concatenate(starts), np.concatenate(ends)
    sloped = a[:, 1] != b[:, 1]
    a, b = a[sloped], b[sloped]
    upward = (a[:, 1] < b[:, 1])[:, None]
    return np.where(upward, a, b), np.where(upward, b, a)
