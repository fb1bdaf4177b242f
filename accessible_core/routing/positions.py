# SPDX-License-Identifier: MIT
"""Points that are asked about: what is one, and where it lies to a network."""

from __future__ import annotations

from math import isfinite

from accessible_core.errors import UsageError
from accessible_core.network.model import StreetNetwork

#: Longitude and latitude in degrees, WGS 84.
Point = tuple[float, float]
#: West, south, east, north.
Extent = tuple[float, float, float, float]

_HALF_TURN = 180.0


def whereabouts(network: StreetNetwork, point: Point) -> tuple[str, Extent | None]:
    """Tell whether a point off a network lies beyond it altogether, and its extent.

    Returns
    -------
    str
        ``""`` within, ``swapped`` where it lies within with latitude first, else ``elsewhere``.
    tuple of float or None
        West, south, east, north; None for a network without nodes.
    """
    lon, lat = network.node_lon, network.node_lat
    if not len(lon):
        return "", None
    west, south, east, north = (
        float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
    )  # fmt: skip

    def within(x: float, y: float) -> bool:
        return west <= x <= east and south <= y <= north

    off = "" if within(*point) else "swapped" if within(*point[::-1]) else "elsewhere"
    return off, (west, south, east, north)


def check_question(start: Point, end: Point, snap_m: float) -> None:
    """Refuse what is no question for a way.

    Raises
    ------
    UsageError
        A point is no position on earth, or the radius no distance.
    """
    for name, point in (("start", start), ("end", end)):
        lon, lat = point
        if not (
            isfinite(lon)
            and isfinite(lat)
            and abs(lon) <= _HALF_TURN
            and abs(lat) <= _HALF_TURN / 2
        ):
            raise UsageError(
                f"The {name} {lon},{lat} is no position on earth: give degrees, longitude first."
            )
    check_radius(snap_m)


def check_radius(snap_m: float) -> None:
    """Refuse a snapping radius that is no distance.

    Raises
    ------
    UsageError
        It is not a number of metres over zero.
    """
    if not (isfinite(snap_m) and snap_m > 0.0):
        raise UsageError(f"The snapping radius is a number of metres over zero, not {snap_m}.")
