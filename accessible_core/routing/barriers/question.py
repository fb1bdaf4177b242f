# SPDX-License-Identifier: MIT
"""What is asked of the barriers: whose way counts, and what decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accessible_core.errors import UsageError
from accessible_core.routing.barriers.facilities import Facilities
from accessible_core.routing.barriers.found import removable_bits
from accessible_core.routing.barriers.people import People
from accessible_core.routing.pairs import Pair
from accessible_core.routing.positions import check_radius

#: What barriers may be ranked by, and the order in which one decides where another ties.
MEASURES: tuple[str, ...] = (
    "people_connected",
    "people_served",
    "people_within",
    "facilities_connected",
    "time_saved_s",
    "trips_new",
    "reconnected_m",
)
#: Measures that sets can be looked for by: those that do not depend on trips.
SET_MEASURES: tuple[str, ...] = (
    "people_connected",
    "people_served",
    "facilities_connected",
    "reconnected_m",
)


@dataclass(frozen=True)
class Question:
    """What is asked of the barriers besides network and profile.

    Attributes
    ----------
    people : People, optional
    facilities : Facilities, optional
    pairs : sequence of Pair, optional
        Trips whose time counts; without them, from all people to their nearest facility.
    minutes : float, optional
        Within which a facility is to be reached, for ``people_within``.
    by : str, optional
        What of `MEASURES` decides; by default people, then facilities, then length.
    also : tuple of str
        Further causes that can be removed (`found.BY_RULE`).
    snap_m : float
        How far from homes and facilities the network may be, in metres.
    spread_m : float
        Metres around points of people within which these live along the streets; areas
        are spread over their own streets in any case.
    prices : mapping, optional
        Cost of works (`works.costs_of`); without them each barrier costs 1.
    budget : float
        The most that all sets together may cost.
    packages, longest : int
        The most sets, and barriers in one.
    """

    people: People | None = None
    facilities: Facilities | None = None
    pairs: Sequence[Pair] | None = None
    minutes: float | None = None
    by: str | None = None
    also: tuple[str, ...] = ()
    snap_m: float = 100.0
    spread_m: float = 0.0
    prices: Mapping[str, Mapping[str, float]] | None = None
    budget: float = np.inf
    packages: int = 10
    longest: int = 4

    def measure(self) -> str:
        """Return what decides, after checking the whole question.

        Raises
        ------
        UsageError
            There is no such measure, what it needs was not given, or a number makes no sense.
        """
        self._check()
        by = self.by
        if by is None:
            return self.own_measure()
        if by not in MEASURES:
            raise UsageError(f"Barriers are ranked by {', '.join(MEASURES)}, not by {by!r}.")
        lacks = [name for name in self._needed(by) if getattr(self, name) is None]
        if by in ("time_saved_s", "trips_new") and self.pairs is not None:
            lacks = []
        if lacks:
            raise UsageError(f"Ranking by {by} needs {' and '.join(lacks)}: they were not given.")
        return by

    def own_measure(self) -> str:
        """Return what decides where nothing else is asked for."""
        if self.people is not None:
            return "people_connected"
        return "reconnected_m" if self.facilities is None else "facilities_connected"

    def _check(self) -> None:
        removable_bits(self.also)
        check_radius(self.snap_m)
        if self.minutes is not None and not 0.0 < self.minutes < np.inf:
            raise UsageError(f"Minutes are a number over zero, not {self.minutes:g}.")
        if not 0.0 <= self.spread_m < np.inf:
            raise UsageError(f"People are spread over metres, zero or more, not {self.spread_m:g}.")
        if self.packages < 0 or self.longest < 1:
            raise UsageError(
                "Sets are counted from 0, and the barriers in one from 1, "
                f"not {self.packages} and {self.longest}."
            )
        if not self.budget > 0.0:
            raise UsageError(f"The budget is a number over zero, not {self.budget:g}.")

    @staticmethod
    def _needed(by: str) -> tuple[str, ...]:
        return {
            "people_connected": ("people",),
            "people_served": ("people", "facilities"),
            "people_within": ("people", "facilities", "minutes"),
            "facilities_connected": ("facilities",),
            "time_saved_s": ("people", "facilities"),
            "trips_new": ("people", "facilities"),
        }.get(by, ())
