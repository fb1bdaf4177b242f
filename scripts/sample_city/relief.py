# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the ground: a hill in the north-west, a shallow river valley, a gentle fall.

The steepest stretch of the hill's round flank is ``PEAK / SIGMA * exp(-1/2)``,
a little over 11 %; the flat ground stays under 1 %.
"""

from __future__ import annotations

import math

from sample_city import geometry as geo
from sample_city.place import LAT0, LON0, M_PER_LAT, M_PER_LON, Point

BASE = 412.0
HILL: Point = (-560.0, 560.0)
PEAK, SIGMA = 30.0, 160.0
RIVER: list[Point] = geo.smooth(
    [
        (60, 1100),
        (150, 820),
        (255, 570),
        (365, 340),
        (428, 130),
        (455, -80),
        (520, -260),
        (625, -420),
        (715, -560),
        (765, -760),
        (800, -1100),
    ],
    40.0,
)
VALLEY, VALLEY_WIDTH = 2.0, 38.0

#: The grid of the DEM: under 10 m a cell, so that slopes count as measured.
STEP_LON, STEP_LAT = 0.000135, 0.000089
HALF = 121  # cells from the middle to each side, about 1.2 km
VOID = -9999.0
#: Cells without a height, as radar leaves them: water and one spot on the hill's north side.
VOID_SPOTS: tuple[tuple[Point, float], ...] = (
    ((765, -780), 24.0),
    ((-600, 800), 16.0),
    ((430, 130), 9.0),
)


def height(point: Point) -> float:
    """Return metres above sea level at a point in local metres."""
    x, y = point
    hill = PEAK * math.exp(-(((x - HILL[0]) ** 2 + (y - HILL[1]) ** 2) / (2 * SIGMA**2)))
    off = geo.project(RIVER, point)[0]
    valley = VALLEY * math.exp(-(off**2) / (2 * VALLEY_WIDTH**2))
    swell = 0.4 * math.sin(x / 190.0) * math.cos(y / 230.0)
    return BASE + hill - valley + swell - 0.002 * x + 0.0015 * y


def slope(a: Point, b: Point) -> float:
    """Return the mean slope from a to b in per cent."""
    return 100.0 * (height(b) - height(a)) / geo.distance(a, b)


def grid() -> tuple[float, float, list[list[float]]]:
    """Return west and north edge in degrees and the rows of heights, north first."""
    west, north = LON0 - HALF * STEP_LON, LAT0 + HALF * STEP_LAT
    rows = []
    for row in range(2 * HALF):
        y = (north - (row + 0.5) * STEP_LAT - LAT0) * M_PER_LAT
        heights = []
        for column in range(2 * HALF):
            x = (west + (column + 0.5) * STEP_LON - LON0) * M_PER_LON
            void = any(geo.distance((x, y), spot) < radius for spot, radius in VOID_SPOTS)
            heights.append(VOID if void else round(height((x, y)), 2))
        rows.append(heights)
    return west, north, rows
