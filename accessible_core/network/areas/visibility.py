# SPDX-License-Identifier: MIT
"""Walking lines across an area: the visibility graph between its meeting places.

A shortest way among obstacles is made of straight lines that turn at corners of
obstacles and of the rim. At a corner it lies *taut*: both sides of the obstacle are
on one side of the line. Only such lines are kept, so that no way can slip through
the corner of a wall from one of its sides to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: What is nearer than this (m) touches: OSM's coordinates have steps of a centimetre.
_TOUCH_M = 0.01
#: A line that would be taut if its ends were moved by this (m) counts as taut: a line that
#: touches a corner within `_TOUCH_M` is cut there, and its parts must not be lost.
_TAUT_M = 2 * _TOUCH_M
#: Pairs times segments that are compared at once (memory of some 100 MB).
_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Scene:
    """An area on a plane.

    Attributes
    ----------
    xy : float64 (P, 2)
        Metres; each place stands once.
    rings : sequence of int64 arrays
        Points along each rim, closed (the last is the first).
    walls : int64 (L, 2)
        Segments of obstacles, as pairs of points.
    solids : sequence of int64 arrays
        Obstacles with an inside, closed; their segments are among `walls`.
    meeting : bool (P,)
        Places that are to be joined.
    gate : bool (P,)
        Places at which a wall may be passed.
    loose : bool (L,)
        Walls whose ends do not part the ground around them (steps).
    walled : bool
        Whether the rim is no way to walk along.
    """

    xy: Float
    rings: list[Int64]
    walls: Int64
    solids: list[Int64]
    meeting: Bool
    gate: Bool
    loose: Bool
    walled: bool = False


def lines_across(scene: Scene, bounds: dict[str, Any]) -> tuple[Int64, bool]:
    """Return the lines that join the meeting places of an area.

    Parameters
    ----------
    scene : Scene
    bounds : mapping
        [areas] of ``rules.toml``.

    Returns
    -------
    lines : int64 (E, 2)
        Pairs of points; segments of the rim are not among them unless it is walled.
    sparse : bool
        Whether there was too much to join everything with everything.
    """
    meeting = int(scene.meeting.sum())
    if meeting < 2:  # noqa: PLR2004 - a line has two ends
        return np.zeros((0, 2), np.int64), False
    rim = np.concatenate([segments(ring) for ring in scene.rings])
    chosen = np.flatnonzero(scene.meeting | _corners(scene, rim))
    sparse = meeting > bounds["most_meeting_places"] or len(chosen) > bounds["most_points"]
    pairs = _near_pairs(scene, chosen, 4 * bounds["nearest"]) if sparse else _all_pairs(chosen)
    pairs = pairs[_taut(scene, rim, pairs)]
    if not scene.walled:
        pairs = pairs[_worth(scene, pairs, bounds["least_gain"])]
        pairs = pairs[~among(pairs, rim, len(scene.xy))]
    if not len(pairs):
        return pairs, sparse
    pairs = pairs[_clear(scene.xy, chosen, pairs, np.concatenate([rim, scene.walls]))]
    pairs = pairs[_in_the_open(scene, rim, pairs)]
    if sparse:
        return _nearest(scene, pairs, bounds["nearest"]), True
    if (~scene.meeting[chosen]).any():
        pairs = pairs[_needed(scene, chosen, pairs)]
    return pairs, False


def inside(xy: Float, start: Float, end: Float) -> Bool:
    """Tell which points (K, 2) an odd number of the rings made of segments encloses."""
    if not len(xy) or not len(start):
        return np.zeros(len(xy), bool)
    x, y = xy[:, :1], xy[:, 1:]
    above = start[:, 1] > y
    straddles = above != (end[:, 1] > y)
    rise = np.where(start[:, 1] == end[:, 1], 1.0, end[:, 1] - start[:, 1])
    east = start[:, 0] + (y - start[:, 1]) * ((end[:, 0] - start[:, 0]) / rise)
    odd: Bool = (straddles & (x < east)).sum(axis=1) % 2 == 1
    return odd


def segments(line: Int64) -> Int64:
    """Return the segments (n - 1, 2) of a line of n points."""
    return np.array([line[:-1], line[1:]]).T


def _all_pairs(chosen: Int64) -> Int64:
    return chosen[_triangle(len(chosen))]


@lru_cache(maxsize=256)
def _triangle(count: int) -> Int64:
    """Return all pairs of `count` positions."""
    return np.column_stack(np.triu_indices(count, 1))


def _near_pairs(scene: Scene, chosen: Int64, count: int) -> Int64:
    """Return each point's pairs with the `count` nearest others."""
    xy = scene.xy[chosen]
    found = []
    for begin in range(0, len(chosen), 256):
        part = xy[begin : begin + 256]
        far = np.hypot(*(part[:, None] - xy[None]).transpose(2, 0, 1))
        near = np.argsort(far, axis=1, kind="stable")[:, 1 : count + 1]
        first = np.repeat(np.arange(begin, begin + len(part)), near.shape[1])
        found.append(np.column_stack([first, near.ravel()]))
    pairs = np.sort(np.concatenate(found), axis=1)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    found_pairs: Int64 = chosen[np.unique(pairs, axis=0)]
    return found_pairs


def _corners(scene: Scene, rim: Int64) -> Bool:
    """Mark the points at which a shortest way may turn."""
    count = len(scene.xy)
    degree = np.bincount(np.concatenate([rim, scene.walls]).ravel(), minlength=count)
    at_wall = np.zeros(count, bool)
    at_wall[scene.walls.ravel()] = True
    start, end = scene.xy[rim[:, 0]], scene.xy[rim[:, 1]]
    on_rim = np.zeros(count, bool)
    on_rim[rim.ravel()] = True
    found = on_rim & (degree > 2)  # noqa: PLR2004 - where rings or walls meet: whether taut decides
    within = np.flatnonzero(at_wall & ~on_rim)
    found[within] = inside(scene.xy[within], start, end)
    for ring in scene.rings:
        plain = degree[ring[:-1]] == 2  # noqa: PLR2004 - the rim alone
        at, before, after = ring[:-1][plain], np.roll(ring[:-1], 1)[plain], ring[1:][plain]
        to, on = _unit(scene.xy[before] - scene.xy[at]), _unit(scene.xy[after] - scene.xy[at])
        bends = np.abs(to[:, 0] * on[:, 1] - to[:, 1] * on[:, 0]) > 1e-6  # noqa: PLR2004 - straight
        # Just beyond the smaller angle lies the inside: the corner sticks out into it.
        beside = scene.xy[at] + _TOUCH_M * _unit(to + on)
        found[at] = bends & ~inside(beside, start, end)
    return found


def _unit(vectors: Float) -> Float:
    length = np.hypot(vectors[:, 0], vectors[:, 1])
    found: Float = vectors / np.where(length > 0, length, 1.0)[:, None]
    return found


def _taut(scene: Scene, rim: Int64, pairs: Int64) -> Bool:
    """Tell which pairs lie taut at those of their ends that must not be passed otherwise."""
    every, parting = np.concatenate([rim, scene.walls]), scene.walls[~scene.loose]
    if len(parting):
        # A wall that follows the rim parts nothing inside.
        parting = parting[~among(parting, rim, len(scene.xy))]
    walled = np.zeros(len(scene.xy), bool)
    walled[parting.ravel()] = True
    must = (~scene.meeting | walled) & ~scene.gate
    if not must[pairs].any():
        return np.ones(len(pairs), bool)
    neighbours = _neighbours(every, len(scene.xy))
    good = np.ones(len(pairs), bool)
    for one, other in ((0, 1), (1, 0)):
        rows = np.flatnonzero(must[pairs[:, one]] & good)
        at, to = pairs[rows, one], pairs[rows, other]
        here, there = scene.xy[at], scene.xy[to]
        way, far = _unit(there - here), np.hypot(*(there - here).T)
        arm_end = neighbours[at]
        arm = scene.xy[arm_end] - here[:, None]
        beside = way[:, :1] * arm[..., 1] - way[:, 1:] * arm[..., 0]
        scale = 1.0 + np.hypot(arm[..., 0], arm[..., 1]) / np.where(far > 0, far, 1.0)[:, None]
        side = np.where(arm_end >= 0, beside / scale, 0.0)
        good[rows] = (side >= -_TAUT_M).all(axis=1) | (side <= _TAUT_M).all(axis=1)
    return good


def _neighbours(segments: Int64, count: int) -> Int64:
    """Return the other ends of the segments at each point (P, D), -1 where there are fewer."""
    both = np.concatenate([segments, segments[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    sizes = np.bincount(both[:, 0], minlength=count)
    nth = np.arange(len(both)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found = np.full((count, int(sizes.max(initial=1))), -1, np.int64)
    found[both[:, 0], nth] = both[:, 1]
    return found


def among(pairs: Int64, segments: Int64, count: int) -> Bool:
    """Tell which pairs are segments, in either direction."""
    if not len(pairs) or not len(segments):
        return np.zeros(len(pairs), bool)
    wanted = pairs.min(axis=1) * count + pairs.max(axis=1)
    known = np.sort(segments.min(axis=1) * count + segments.max(axis=1))
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found: Bool = known[at] == wanted
    return found


def _worth(scene: Scene, pairs: Int64, gain: float) -> Bool:
    """Tell which pairs save something against walking along their ring."""
    ring_of = np.full(len(scene.xy), -1)
    along, around = np.zeros(len(scene.xy)), np.zeros(len(scene.xy))
    for number, ring in enumerate(scene.rings):
        steps = np.hypot(*(scene.xy[ring[1:]] - scene.xy[ring[:-1]]).T)
        ring_of[ring[:-1]] = number
        along[ring[:-1]] = np.cumsum(steps) - steps
        around[ring[:-1]] = steps.sum()
    a, b = pairs.T
    rim = np.abs(along[a] - along[b])
    rim = np.minimum(rim, around[a] - rim)
    straight = np.hypot(*(scene.xy[a] - scene.xy[b]).T)
    found: Bool = (ring_of[a] < 0) | (ring_of[a] != ring_of[b]) | (straight * (1 + gain) < rim)
    # Lines between corners are steps of a longer way: what they save is not theirs to tell.
    found |= ~scene.meeting[a] | ~scene.meeting[b]
    return found


def _clear(xy: Float, chosen: Int64, pairs: Int64, segments: Int64) -> Bool:
    """Tell which pairs see each other: no segment touches the line between their ends.

    Parameters
    ----------
    xy, segments
        All places, and what may lie in between, as pairs of them.
    chosen, pairs
        Places that lines may join, and the lines.
    """
    points = np.unique(segments)
    # Where a place lies beside each segment depends on the place alone, not on the line.
    beside, along, length = _relative(
        xy, segments[None, :, 0], segments[None, :, 1], chosen[:, None]
    )
    foreign = (chosen[:, None] != segments[:, 0]) & (chosen[:, None] != segments[:, 1])
    stuck = (_touches(beside, along, length) & foreign).any(axis=1)
    number = np.zeros(len(xy), np.int64)
    number[chosen] = np.arange(len(chosen))
    first, second = number[pairs].T
    clear: Bool = ~(stuck[first] | stuck[second])
    number[points] = np.arange(len(points))
    ends = number[segments]
    size = max(_AT_ONCE // max(len(segments), 1), 1)
    for begin in range(0, len(pairs), size):
        part = slice(begin, begin + size)
        a, b = pairs[part, :1], pairs[part, 1:]
        far, at, reach = _relative(xy, a, b, points[None])
        near = _touches(far, at, reach) & (points != a) & (points != b)
        crossed = (far[:, ends[:, 0]] * far[:, ends[:, 1]] < 0) & (
            beside[first[part]] * beside[second[part]] < 0
        )
        clear[part] &= ~(near.any(axis=1) | crossed.any(axis=1))
    return clear


def _relative(xy: Float, a: Int64, b: Int64, p: Int64) -> tuple[Float, Float, Float]:
    """Return how far p lies beside the line a-b and along it, and how long that is (m)."""
    x, y = xy[:, 0], xy[:, 1]
    dx, dy = x[b] - x[a], y[b] - y[a]
    length = np.hypot(dx, dy)
    scale = np.where(length > 0, length, 1.0)
    px, py = x[p] - x[a], y[p] - y[a]
    # Scaled afterwards: where p is a or b, the first is zero exactly.
    return (dx * py - dy * px) / scale, (dx * px + dy * py) / scale, length


def crossed_segments(xy: Float, these: Int64, others: Int64) -> Bool:
    """Tell which segments (n, 2) some other one crosses, each in its inside."""
    a, b = xy[these[:, :1]], xy[these[:, 1:]]
    c, d = xy[others[None, :, 0]], xy[others[None, :, 1]]
    apart = _side(a, b, c) * _side(a, b, d) < 0
    crossed: Bool = (apart & (_side(c, d, a) * _side(c, d, b) < 0)).any(axis=1)
    return crossed


def _side(start: Float, end: Float, point: Float) -> Float:
    """Return on which side (by its sign) of a line a point lies, 0 on it."""
    way, to = end - start, point - start
    found: Float = np.sign(way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0])
    return found


def _touches(beside: Float, along: Float, length: Float) -> Bool:
    found: Bool = (np.abs(beside) <= _TOUCH_M) & (along >= -_TOUCH_M) & (along <= length + _TOUCH_M)
    return found


def _in_the_open(scene: Scene, rim: Int64, pairs: Int64) -> Bool:
    """Tell which pairs, met by nothing on their way, run inside the area and outside obstacles."""
    middle = (scene.xy[pairs[:, 0]] + scene.xy[pairs[:, 1]]) / 2.0
    good = inside(middle, scene.xy[rim[:, 0]], scene.xy[rim[:, 1]])
    count = len(scene.xy)
    if scene.walled:
        good |= among(pairs, rim, count)
    walls_along = np.zeros(len(pairs), np.int64)
    for solid in scene.solids:
        edges = segments(solid)
        along = among(pairs, edges, count)
        walls_along += along
        good &= along | ~inside(middle, scene.xy[edges[:, 0]], scene.xy[edges[:, 1]])
    # A wall that two houses share has no side to walk along.
    return good & (walls_along < 2)  # noqa: PLR2004


def _nearest(scene: Scene, pairs: Int64, count: int) -> Int64:
    """Keep, for each point, the shortest `count` of its lines."""
    both = np.concatenate([pairs, pairs[:, ::-1]])
    line = np.tile(np.arange(len(pairs)), 2)
    length = np.hypot(*(scene.xy[both[:, 0]] - scene.xy[both[:, 1]]).T)
    order = np.lexsort((length, both[:, 0]))
    owner = both[order, 0]
    sizes = np.bincount(owner, minlength=len(scene.xy))
    nth = np.arange(len(owner)) - (np.cumsum(sizes) - sizes)[owner]
    kept: Int64 = pairs[np.unique(line[order][nth < count])]
    return kept


def _needed(scene: Scene, chosen: Int64, pairs: Int64) -> Bool:
    """Tell which lines lie on a shortest way between two meeting places."""
    number = np.full(len(scene.xy), -1)
    number[chosen] = np.arange(len(chosen))
    a, b = number[pairs].T
    length = np.hypot(*(scene.xy[pairs[:, 0]] - scene.xy[pairs[:, 1]]).T)
    far = np.full((len(chosen), len(chosen)), np.inf)
    np.fill_diagonal(far, 0.0)
    far[a, b] = far[b, a] = length
    if not scene.walled:
        _add_rim(scene, number, far)
    for via in range(len(chosen)):
        np.minimum(far, far[:, via : via + 1] + far[via], out=far)
    meeting = far[scene.meeting[chosen]]
    between = meeting[:, scene.meeting[chosen]]
    # A line between two meeting places is the shortest way itself.
    needed: Bool = scene.meeting[pairs].all(axis=1)
    lines = np.flatnonzero(~needed)
    size = max(_AT_ONCE // max(between.size, 1), 1)
    for begin in range(0, len(lines), size):
        part = lines[begin : begin + size]
        one, other = meeting[:, a[part]].T, meeting[:, b[part]].T
        over = one[:, :, None] + length[part, None, None] + other[:, None, :]
        needed[part] = (np.isfinite(over) & (over <= between + 1e-6)).any(axis=(1, 2))
    return needed


def _add_rim(scene: Scene, number: Int64, far: Float) -> None:
    """Let shortest ways run along the rim, too."""
    for ring in scene.rings:
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(scene.xy[ring], axis=0).T))])
        at = np.flatnonzero(number[ring] >= 0)
        a, b = number[ring[at[:-1]]], number[ring[at[1:]]]
        steps = np.diff(along[at])
        if len(at) and at[0] > 0:  # across the seam of the ring
            a = np.append(a, number[ring[at[-1]]])
            b = np.append(b, number[ring[at[0]]])
            steps = np.append(steps, along[-1] - along[at[-1]] + along[at[0]])
        np.minimum.at(far, (a, b), steps)
        np.minimum.at(far, (b, a), steps)
