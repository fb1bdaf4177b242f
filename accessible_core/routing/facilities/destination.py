# SPDX-License-Identifier: MIT
"""Which door of a facility a way leads to, and what is known of that door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

#: What stands for the number of an entrance that no survey numbers.
OSM_DOOR, NO_DOOR = "osm", "unknown"


@dataclass(frozen=True)
class Door:
    """The place at which a facility is entered.

    Attributes
    ----------
    facility : str
        Id of the facility.
    entrance : int or str
        1 to 3 as surveyed; ``"osm"`` for an entrance that only OSM knows; ``"unknown"``
        for the facility's own point, where no entrance is known.
    lon, lat : float
        Degrees, WGS 84.
    accessible : str
        For the profile's group of people: ``yes`` and ``no`` where the survey scores this
        entrance so, ``unknown`` in every other case (partly accessible included, and
        OSM's tags: they alone make no light; OSM's ``wheelchair=no`` is a ``no``).
    score : str or None
        The registry's word for this entrance, None where it is not scored.
    confirmed : bool
        Whether the survey may be relied on (`scoring.scores.Scores.confirmed`).
    osm_node : int or None
        Of an entrance from OSM.
    building : bool or None
        Of an entrance from OSM: whether it is on the outline of the facility's building
        (True) or only lies near its point (False).
    unplaced : tuple of int
        Entrances that score better than this one, of which no position is known.
    unreached : tuple of int or str
        Entrances that were tried before this one and that no way leads to.
    names : mapping of str to str
        What the facility is called, by language.
    """

    facility: str
    entrance: Union[int, str]
    lon: float
    lat: float
    accessible: str = "unknown"
    score: str | None = None
    confirmed: bool = False
    osm_node: int | None = None
    building: bool | None = None
    unplaced: tuple[int, ...] = ()
    unreached: tuple[Union[int, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def sure(self) -> bool:
        """Whether this door is known to be accessible, by a survey to be relied on."""
        return self.accessible == "yes" and self.confirmed

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude."""
        return self.lon, self.lat
