# SPDX-License-Identifier: MIT
"""Which pieces and nodes a shape means: lengths along, inside and across, in metres.

Everything is worked out on a plane around the shape, over the segments that the grid
of ``snap.py`` finds near it; lengths are exact, not sampled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.corrections.model import Shape
from accessible_core.routing.snap import SegmentGrid
from accessible_core.survey.inside import inside

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Pairs of segments that are looked at in one go (about 100 MB).
_PAIRS = 1_000_000
#: Square metres below which a segment is a point, and metres below which lines are parallel.
_SHORT, _FLAT = 1e-12, 1e-9


@dataclass(frozen=True)
class Near:
    """Segments near a shape, on a plane in metres around it.

    Attributes
    ----------
    edge : int64 (S,)
    start, end : float64 (S, 2)
    length : float64 (S,)
    parts : tuple of float64 (k, 2)
        The shape on the same plane.
    edge_length : float64 (M,)
        Metres of whole edges, of which the segments may be a part.
    """

    edge: Int
    start: Float
    end: Float
    length: Float
    parts: tuple[Float, ...]
    edge_length: Float

    @classmethod
    def of(cls, network: StreetNetwork, shape: Shape, reach_m: float, usable: Bool | None) -> Near:
        """Return the segments within `reach_m` of the box of `shape` on `usable` edges (M,)."""
        grid, every = SegmentGrid.of(network), np.concatenate(shape.parts)
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        origin = np.array([(west + east) / 2.0, (south + north) / 2.0])
        scale = np.array([float(each) for each in metres_per_degree(origin[1])])
        more = reach_m / scale
        found = grid.within(west - more[0], south - more[1], east + more[0], north + more[1])
        if usable is not None:
            found = found[usable[grid.edge[found]]]
        start = (np.column_stack((grid.lon0[found], grid.lat0[found])) - origin) * scale
        end = (np.column_stack((grid.lon1[found], grid.lat1[found])) - origin) * scale
        parts = tuple((part - origin) * scale for part in shape.parts)
        return cls(
            grid.edge[found], start, end, np.hypot(*(end - start).T), parts, network.edge_length
        )

    def sums(self, metres: Float) -> tuple[Int, Float, Float]:
        """Return the edges, their sums of metres by segment, and their whole lengths."""
        edges, row = np.unique(self.edge, return_inverse=True)
        summed: Float = np.bincount(row, weights=metres, minlength=len(edges)) * 1.0
        return edges, summed, self.edge_length[edges]


def distances(near: Near) -> tuple[Int, Float]:
    """Return edges and their least distances from the (one-point) parts of a shape."""
    edges, row = np.unique(near.edge, return_inverse=True)
    least = np.full(len(edges), np.inf)
    along = near.end - near.start
    square = np.maximum((along**2).sum(axis=1), _SHORT)
    for part in near.parts:
        share = np.clip(((part[0] - near.start) * along).sum(axis=1) / square, 0.0, 1.0)
        away = near.start + share[:, None] * along - part[0]
        np.minimum.at(least, row, np.hypot(*away.T))
    return edges, least


def metres_along(near: Near, within_m: float, most_degrees: float) -> tuple[Int, Float, Float]:
    """Return edges, metres of each that run along the lines, and whole lengths.

    Along is within `within_m` of a segment of a line and no more than `most_degrees`
    off its direction, drawn either way.
    """
    rows, lows, highs = [], [], []
    along = near.end - near.start
    least = np.cos(np.radians(most_degrees)) * near.length
    for begin, end in zip(*_segments(near.parts, closed=False)):
        axis = end - begin
        low, high = _in_capsule(near, begin, end, within_m)
        found = np.flatnonzero(
            (low < high) & (np.abs(along @ axis) >= least * float(np.hypot(*axis)))
        )
        rows.append(found)
        lows.append(low[found])
        highs.append(high[found])
    row = np.concatenate(rows)
    low, high = np.concatenate(lows), np.concatenate(highs)
    order = np.lexsort((low, row))
    row, low, high = row[order], low[order], high[order]
    # Shares lie in 0..1: shifted by twice the row, stretches of different rows stay apart.
    until: Float = np.maximum.accumulate(2.0 * row + high)
    before = np.concatenate([[-1.0], until[:-1]]) - 2.0 * row
    fresh = np.maximum(high - np.maximum(low, before), 0.0)
    metres: Float = np.bincount(row, weights=fresh, minlength=len(near.edge)) * near.length
    return near.sums(metres)


def _in_capsule(near: Near, a: Float, b: Float, radius: float) -> tuple[Float, Float]:
    """Return from where to where (shares) each segment runs within `radius` of a-b.

    All that is so near is convex, so that one stretch of each segment lies in it: the
    hull of its stretches in the two discs around the ends and the rectangle between.
    """
    along, axis = near.end - near.start, b - a
    length = float(np.hypot(*axis))
    low, high = _in_disc(near, along, a, radius)
    if length > 0.0:
        unit = axis / length
        across = np.array([-unit[1], unit[0]])
        first = _between(near, along, unit, float(a @ unit), float(b @ unit))
        middle = float(a @ across)
        second = _between(near, along, across, middle - radius, middle + radius)
        parts = [
            _in_disc(near, along, b, radius),
            (np.maximum(first[0], second[0]), np.minimum(first[1], second[1])),
        ]
        for other_low, other_high in parts:
            there = other_low <= other_high
            low = np.where(there, np.minimum(low, other_low), low)
            high = np.where(there, np.maximum(high, other_high), high)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def _in_disc(near: Near, along: Float, centre: Float, radius: float) -> tuple[Float, Float]:
    from_centre = near.start - centre
    a = np.maximum((along**2).sum(axis=1), _SHORT)
    b = (from_centre * along).sum(axis=1)
    c = (from_centre**2).sum(axis=1) - radius**2
    root = b * b - a * c
    half = np.sqrt(np.maximum(root, 0.0))
    low, high = np.maximum((-b - half) / a, 0.0), np.minimum((-b + half) / a, 1.0)
    there = (root >= 0.0) & (low <= high)
    return np.where(there, low, np.inf), np.where(there, high, -np.inf)


def _between(
    near: Near, along: Float, direction: Float, least: float, most: float
) -> tuple[Float, Float]:
    """Return the shares between which segments lie between two parallel lines."""
    here, step = near.start @ direction, along @ direction
    flat = np.abs(step) < _FLAT
    step = np.where(flat, 1.0, step)
    one, other = (least - here) / step, (most - here) / step
    low, high = np.maximum(np.minimum(one, other), 0.0), np.minimum(np.maximum(one, other), 1.0)
    kept = flat & (here >= least) & (here <= most)
    low, high = np.where(flat, 0.0, low), np.where(flat, np.where(kept, 1.0, -1.0), high)
    empty = low > high
    return np.where(empty, np.inf, low), np.where(empty, -np.inf, high)


def metres_inside(near: Near) -> tuple[Int, Float, Float]:
    """Return edges, metres of each inside the polygon, and whole lengths."""
    segment, share = _crossings(near, closed=True)
    count = len(near.edge)
    rows = np.concatenate([np.arange(count), np.arange(count), segment])
    shares = np.concatenate([np.zeros(count), np.ones(count), share])
    order = np.lexsort((shares, rows))
    rows, shares = rows[order], shares[order]
    same = rows[1:] == rows[:-1]
    row, low, high = rows[:-1][same], shares[:-1][same], shares[1:][same]
    middle = near.start[row] + ((low + high) / 2.0)[:, None] * (near.end - near.start)[row]
    held = inside(middle[:, 0], middle[:, 1], near.parts)
    metres = np.bincount(row, weights=(high - low) * held, minlength=count) * near.length
    return near.sums(metres)


def crossed(near: Near) -> Int:
    """Return the edges that the lines of a shape cross or touch."""
    edges: Int = np.unique(near.edge[_crossings(near, closed=False)[0]])
    return edges


def _crossings(near: Near, *, closed: bool) -> tuple[Int, Float]:
    """Return segments and the shares at which the shape's own segments cut them."""
    begins, ends = _segments(near.parts, closed=closed)
    found, shares = [np.zeros(0, np.int64)], [np.zeros(0)]
    step = max(_PAIRS // max(len(near.edge), 1), 1)
    along = (near.end - near.start)[:, None, :]
    for first in range(0, len(begins), step):
        begin, end = begins[first : first + step], ends[first : first + step]
        side, gap = (end - begin)[None, :, :], begin[None, :, :] - near.start[:, None, :]
        turn = _cross(along, side)
        parallel = np.abs(turn) < _FLAT
        turn = np.where(parallel, 1.0, turn)
        here, there = _cross(gap, side) / turn, _cross(gap, along) / turn
        cut = ~parallel & (here >= 0.0) & (here <= 1.0) & (there >= 0.0) & (there <= 1.0)
        rows, columns = np.nonzero(cut)
        found.append(rows)
        shares.append(here[rows, columns])
    return np.concatenate(found), np.concatenate(shares)


def _cross(a: Float, b: Float) -> Float:
    product: Float = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return product


def _segments(parts: tuple[Float, ...], *, closed: bool) -> tuple[Float, Float]:
    """Return begin and end of every segment of lines or rings."""
    if closed:
        rings = [np.vstack((part, part[:1])) for part in parts]
        return np.vstack([ring[:-1] for ring in rings]), np.vstack([ring[1:] for ring in rings])
    return np.vstack([part[:-1] for part in parts]), np.vstack([part[1:] for part in parts])


def runs_with(network: StreetNetwork, edge: int, shape: Shape) -> bool:
    """Tell whether an edge runs the way the line that lies along it was drawn."""
    lon, lat = network.shape(edge)
    begin, end = (_nearest(shape, float(lon[at]), float(lat[at]))[1:] for at in (0, -1))
    return begin <= end


def metres_from(shape: Shape, lon: float, lat: float) -> float:
    """Return metres from a place to the nearest of a shape's lines."""
    return _nearest(shape, lon, lat)[0]


def _nearest(shape: Shape, lon: float, lat: float) -> tuple[float, int, float]:
    """Return how far the nearest of a shape's lines is, which, and how far along it."""
    scale = np.array([float(each) for each in metres_per_degree(lat)])
    found = []
    for number, part in enumerate(shape.parts):
        line = (part - (lon, lat)) * scale
        along = np.diff(line, axis=0)
        square = np.maximum((along**2).sum(axis=1), _SHORT)
        share = np.clip(-(line[:-1] * along).sum(axis=1) / square, 0.0, 1.0)
        away = np.hypot(*(line[:-1] + share[:, None] * along).T)
        nearest = int(away.argmin())
        found.append((float(away[nearest]), number, nearest + float(share[nearest])))
    return min(found)
