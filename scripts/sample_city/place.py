# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the invented town lies, and what it is called.

The town is drawn in local metres (x east, y north, origin in its middle); this
module alone turns them into degrees. The place is open steppe in central
Kazakhstan; the name means "sample town" in Kazakh.
"""

from __future__ import annotations

import math

LON0, LAT0 = 69.9, 48.9

#: WGS 84: semi-major axis (m) and first eccentricity squared.
_A, _E2 = 6378137.0, 6.69437999014e-3
_W2 = 1.0 - _E2 * math.sin(math.radians(LAT0)) ** 2
#: Metres per degree in the middle of the town.
M_PER_LON = math.radians(math.cos(math.radians(LAT0)) * _A / math.sqrt(_W2))
M_PER_LAT = math.radians(_A * (1.0 - _E2) / (_W2 * math.sqrt(_W2)))

TOWN = {"kk": "Үлгіқала", "ru": "Улгикала", "en": "Ulgikala"}
INVENTED = {
    "kk": "ойдан шығарылған қала, үлгі деректер",
    "ru": "вымышленный город, демонстрационные данные",
    "en": "invented town, sample data",
}
#: What marks every record; searched for by tests.
NOTE = "invented sample"
LICENCE = "CC0-1.0"

Point = tuple[float, float]


def degrees(point: Point) -> Point:
    """Return longitude and latitude, to 7 decimals (1 cm), of a point in local metres."""
    x, y = point
    return round(LON0 + x / M_PER_LON, 7), round(LAT0 + y / M_PER_LAT, 7)
