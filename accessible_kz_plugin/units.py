# SPDX-License-Identifier: GPL-3.0-or-later
"""Lengths and slopes as the user wants to read them; everything else stays in metres."""

from __future__ import annotations

from math import atan, degrees

from accessible_kz_plugin.settings import LENGTH_UNIT, SLOPE_UNIT
from accessible_kz_plugin.translation import tr

_FOOT_M, _MILE_M, _INCH_CM = 0.3048, 1609.344, 2.54
_KILOMETRE = 1000.0


def length_text(metres: float) -> str:
    """Return a distance: metres below one kilometre, feet below a quarter of a mile."""
    if LENGTH_UNIT.get() == "imperial":
        if metres < _MILE_M / 4:
            return tr("{n} ft").replace("{n}", f"{metres / _FOOT_M:.0f}")
        return tr("{n} mi").replace("{n}", f"{metres / _MILE_M:.2f}")
    if metres < _KILOMETRE:
        return tr("{n} m").replace("{n}", f"{metres:.0f}")
    return tr("{n} km").replace("{n}", f"{metres / _KILOMETRE:.2f}")


def small_length_text(centimetres: float) -> str:
    """Return a width or a kerb."""
    if LENGTH_UNIT.get() == "imperial":
        return tr("{n} in").replace("{n}", f"{centimetres / _INCH_CM:.1f}")
    return tr("{n} cm").replace("{n}", f"{centimetres:g}")


def slope_text(per_cent: float) -> str:
    """Return a slope: per cent, one to so many, or degrees."""
    unit = SLOPE_UNIT.get()
    if unit == "ratio" and per_cent:
        return f"1:{100.0 / abs(per_cent):.0f}"
    if unit == "degrees":
        return f"{degrees(atan(per_cent / 100.0)):.1f}°"
    return f"{per_cent:.1f} %"
