# SPDX-License-Identifier: GPL-3.0-or-later
"""What the route dock asks, as data that another thread can work on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

from qgis.core import QgsCoordinateTransformContext

from accessible_core.errors import UsageError
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.routing.facilities.nearest import Wanted
    from accessible_core.routing.profiles import Profile
    from accessible_kz_plugin.layers.snapshot import LayerSnapshot

#: Longitude and latitude in degrees.
Point = tuple[float, float]

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
#: Longitude and latitude.
_TWO = 2


@dataclass(frozen=True)
class WantedEnd:
    """One end of the way: exactly one of the three is given.

    Attributes
    ----------
    point : (lon, lat) or None
    facility : str
        Name or id of a facility of the survey, as it was typed.
    nearest : Wanted or None
        The nearest facility that is so.
    """

    point: Optional[Point] = None
    facility: str = ""
    nearest: Optional[Wanted] = None

    @property
    def asks_survey(self) -> bool:
        """Whether facilities are needed to find it."""
        return self.point is None


@dataclass(frozen=True)
class Table:
    """A layer as it is now; `state` differs whenever its content may."""

    snapshot: LayerSnapshot
    state: tuple[str, int]


@dataclass(frozen=True)
class Question:
    """A way that is asked for.

    Attributes
    ----------
    network : str
        Path of the street network.
    profile : Profile
        With its limits.
    start, goal : WantedEnd
    survey, corrections : Table or None
    snap_m : float
        How far the network may be from points.
    at : str or None
        The moment that opening hours and corrections count for.
    language : str
        Of the answer.
    transforms : QgsCoordinateTransformContext
        The project's.
    """

    network: str
    profile: Profile
    start: WantedEnd
    goal: WantedEnd
    survey: Optional[Table]
    corrections: Optional[Table]
    snap_m: float
    at: Optional[str]
    language: str
    transforms: QgsCoordinateTransformContext


def point_of_text(given: str) -> Point:
    """Return longitude and latitude as people write them.

    Raises
    ------
    UsageError
        Those are not two numbers.
    """
    text = given.strip()
    # A comma parts the numbers or stands in them, as in Kazakh and Russian: 69,9; 48,9.
    parts = re.split(r"\s*;\s*|,\s+|\s+", text)
    if len(parts) != _TWO:
        parts = text.split(",")
    if len(parts) != _TWO or not all(_NUMBER.fullmatch(part.strip()) for part in parts):
        raise UsageError(tr("Give longitude and latitude in degrees, such as 69.9005, 48.8953."))
    lon, lat = (float(part.strip().replace(",", ".")) for part in parts)
    return lon, lat


def text_of_point(point: Point) -> str:
    """Return a point as `point_of_text` reads it: six digits are a hand's breadth."""
    return f"{point[0]:.6f}, {point[1]:.6f}"
