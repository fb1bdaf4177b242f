# SPDX-License-Identifier: GPL-3.0-or-later
"""Plane geometry in metres: lines, offsets, intersections, rectangles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sample_city.place import Point

Line = Sequence[Point]


def distance(a: Point, b: Point) -> float:
    """Return the distance between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def length(line: Line) -> float:
    """Return the length of a line."""
    return sum(distance(a, b) for a, b in pieces(line))


def pieces(line: Line) -> Iterator[tuple[Point, Point]]:
    """Yield the straight pieces of a line."""
    return zip(line[:-1], line[1:])


def along(a: Point, b: Point, share: float) -> Point:
    """Return the point at a share (0 to 1) of the way from a to b."""
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def unit(a: Point, b: Point) -> Point:
    """Return the direction from a to b, of length 1."""
    d = distance(a, b) or 1.0
    return (b[0] - a[0]) / d, (b[1] - a[1]) / d


def left_of(direction: Point) -> Point:
    """Return the direction turned a quarter to the left."""
    return -direction[1], direction[0]


def moved(point: Point, direction: Point, by: float) -> Point:
    """Return the point moved along a direction."""
    return point[0] + direction[0] * by, point[1] + direction[1] * by


def point_at(line: Line, metres: float) -> Point:
    """Return the point after so many metres of a line (its ends if beyond)."""
    if metres <= 0:
        return line[0]
    for a, b in pieces(line):
        d = distance(a, b)
        if metres <= d:
            return along(a, b, metres / d if d else 0.0)
        metres -= d
    return line[-1]


def direction_at(line: Line, metres: float) -> Point:
    """Return the direction of a line after so many metres."""
    for a, b in pieces(line):
        d = distance(a, b)
        if metres <= d and d > 0:
            return unit(a, b)
        metres -= d
    return unit(line[-2], line[-1])


def cut(line: Line, start: float, end: float) -> list[Point]:
    """Return the part of a line between two positions in metres."""
    out = [point_at(line, start)]
    done = 0.0
    for a, b in pieces(line):
        done += distance(a, b)
        if start + 0.5 < done < end - 0.5:
            out.append(b)
    out.append(point_at(line, end))
    return out


def offset(line: Line, left: float) -> list[Point]:
    """Return the line shifted to its left (negative: right), mitred at its bends."""
    out = []
    for i, point in enumerate(line):
        before = unit(line[max(i - 1, 0)], line[max(i, 1)])
        after = unit(line[min(i, len(line) - 2)], line[min(i + 1, len(line) - 1)])
        n1, n2 = left_of(before), left_of(after)
        n = (n1[0] + n2[0]) / 2, (n1[1] + n2[1]) / 2
        scale = left / max(n[0] ** 2 + n[1] ** 2, 0.5)
        out.append(moved(point, n, scale))
    return out


def smooth(line: Line, step: float = 25.0) -> list[Point]:
    """Return a Catmull-Rom curve through the points, one vertex about every `step` metres."""
    ends = [line[0], *line, line[-1]]
    out = [line[0]]
    for p0, p1, p2, p3 in zip(ends[:-3], ends[1:-2], ends[2:-1], ends[3:]):
        count = max(1, round(distance(p1, p2) / step))
        for k in range(1, count + 1):
            t = k / count
            out.append(
                (_catmull(p0[0], p1[0], p2[0], p3[0], t), _catmull(p0[1], p1[1], p2[1], p3[1], t))
            )
    return simplified(out, 0.35)


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3
    )


def simplified(line: Line, tolerance: float) -> list[Point]:
    """Return the line without the vertices that change it by less than the tolerance."""
    if len(line) < 3:
        return list(line)
    far, where = 0.0, 0
    for i in range(1, len(line) - 1):
        off = distance(line[i], nearest_on(line[0], line[-1], line[i])[0])
        if off > far:
            far, where = off, i
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: where + 1], tolerance)[:-1] + simplified(line[where:], tolerance)


def nearest_on(a: Point, b: Point, p: Point) -> tuple[Point, float]:
    """Return the point of the piece a-b nearest to p, and its share of the piece."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if not square:
        return a, 0.0
    share = min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    return along(a, b, share), share


def project(line: Line, p: Point) -> tuple[float, Point, float]:
    """Return distance to a line, the nearest point on it and its position in metres."""
    best = (math.inf, line[0], 0.0)
    done = 0.0
    for a, b in pieces(line):
        near, share = nearest_on(a, b, p)
        d = distance(near, p)
        if d < best[0]:
            best = (d, near, done + share * distance(a, b))
        done += distance(a, b)
    return best


def crossing_of(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float] | None:
    """Return the shares of a-b and c-d where the two pieces cross, or None."""
    rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    det = rx * sy - ry * sx
    if abs(det) < 1e-9:
        return None
    t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
    u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
    return (t, u) if 0 <= t <= 1 and 0 <= u <= 1 else None


def lines_meet(p: Point, u: Point, q: Point, v: Point) -> Point | None:
    """Return where the endless lines p+u and q+v meet; None if nearly parallel."""
    det = u[0] * v[1] - u[1] * v[0]
    if abs(det) < 0.2:
        return None
    t = ((q[0] - p[0]) * v[1] - (q[1] - p[1]) * v[0]) / det
    return moved(p, u, t)


def crossings(first: Line, second: Line) -> Iterator[tuple[float, float, Point]]:
    """Yield positions in metres on both lines, and the point, of each of their crossings."""
    done1 = 0.0
    for a, b in pieces(first):
        done2 = 0.0
        for c, d in pieces(second):
            hit = crossing_of(a, b, c, d)
            if hit:
                where = along(a, b, hit[0])
                yield done1 + hit[0] * distance(a, b), done2 + hit[1] * distance(c, d), where
            done2 += distance(c, d)
        done1 += distance(a, b)


def rectangle(middle: Point, direction: Point, long: float, deep: float) -> list[Point]:
    """Return the corners, counter-clockwise, of a rectangle `long` along the direction."""
    n = left_of(direction)
    return [
        moved(moved(middle, direction, sx * long / 2), n, sy * deep / 2)
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]


def overlap(first: Line, second: Line, margin: float = 0.0) -> bool:
    """Return whether two convex polygons are nearer than the margin (separating axes)."""
    for shape in (first, second):
        ring = [*shape, shape[0]]
        for a, b in pieces(ring):
            n = left_of(unit(a, b))
            one = [n[0] * p[0] + n[1] * p[1] for p in first]
            two = [n[0] * p[0] + n[1] * p[1] for p in second]
            if min(two) - max(one) > margin or min(one) - max(two) > margin:
                return False
    return True


def inside(ring: Line, p: Point) -> bool:
    """Return whether a point lies in a polygon (open ring)."""
    odd = False
    for a, b in pieces([*ring, ring[0]]):
        if (a[1] > p[1]) != (b[1] > p[1]) and p[0] < a[0] + (p[1] - a[1]) * (b[0] - a[0]) / (
            b[1] - a[1]
        ):
            odd = not odd
    return odd
