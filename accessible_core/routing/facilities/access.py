# SPDX-License-Identifier: MIT
"""From door to door: which facilities are reached step-free from stops, parking or homes.

A facility counts as reached from a kind of start if its door is reached from one of them
within the time, and one of them is reached from its door within the same time again: one
has to get back, uphill where one came down. The fastest ways count, as in `reach`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, UsageError
from accessible_core.progress import Progress, report
from accessible_core.routing.facilities.approaches import Goals, Spread
from accessible_core.routing.facilities.destination import Door
from accessible_core.routing.facilities.goals import Candidate, Facilities, door_knowledge
from accessible_core.routing.limits import bit
from accessible_core.routing.points import Points
from accessible_core.routing.positions import check_radius
from accessible_core.routing.results import Obstacle
from accessible_core.routing.router import Router
from accessible_core.routing.shown import html_table
from accessible_core.routing.snap import Place
from accessible_core.routing.travelled import Way
from accessible_core.routing.weights import Weights
from accessible_core.vocabulary import Score

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

_SECONDS_A_MINUTE = 60.0


@dataclass(frozen=True)
class Leg:
    """The way between a facility and the nearest start of one kind, there or back.

    Attributes
    ----------
    start : str
        Id of the start.
    seconds, metres : float
    unknown_share : float
        Share of the way on which something that the profile limits is not known.
    """

    start: str
    seconds: float
    metres: float
    unknown_share: float


@dataclass(frozen=True)
class FromKind:
    """How one facility is reached from the starts of one kind.

    Attributes
    ----------
    verdict : str
        See ``[access]`` of ``doors.toml``.
    door : Door or None
        The door that is meant; None where its position is not known.
    there, back : Leg or None
        None where no way leads.
    blocked_by : tuple of Obstacle
        What bars the way with the fewest barriers, or the street nearest to the door.
    """

    verdict: str
    door: Door | None = None
    there: Leg | None = None
    back: Leg | None = None
    blocked_by: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, repr=False)
class Access:
    """How n facilities are reached.

    Attributes
    ----------
    facilities : Facilities
    profile : str
    minutes, snap_m : float
    kinds : mapping of str to tuple of FromKind (n)
        By kind of start.
    starts : mapping of str to (int, int)
        How many starts there are of each kind, and how many of them are off the network.
    """

    facilities: Facilities
    profile: str
    minutes: float
    snap_m: float
    kinds: Mapping[str, tuple[FromKind, ...]]
    starts: Mapping[str, tuple[int, int]]

    @cached_property
    def best(self) -> tuple[tuple[str, FromKind], ...]:
        """The kind of start from which each facility is reached best, and how (n)."""
        order = {word: position for position, word in enumerate(verdicts())}

        def rank(item: tuple[str, FromKind]) -> tuple[int, float]:
            there = item[1].there
            return order[item[1].verdict], there.seconds if there else inf

        return tuple(min(zip(self.kinds, each), key=rank) for each in zip(*self.kinds.values()))

    @cached_property
    def verdicts(self) -> list[str]:
        """The best verdict of each facility."""
        return [each.verdict for _, each in self.best]

    @property
    def green(self) -> Bool:
        """Whether a facility is fully accessible to the group, confirmed or not, (n,)."""
        full: Bool = self.facilities.overall == Score.FULL_ACCESSIBLE
        return full

    @cached_property
    def green_behind_red(self) -> Bool:
        """Green places behind red streets: not reached from any kind of start, (n,)."""
        behind = np.isin(np.array(self.verdicts, object), door_knowledge()["access"]["behind_red"])
        return self.green & behind.astype(np.bool_)

    def __repr__(self) -> str:
        return (
            f"<Access of {len(self.facilities)} facilities from {', '.join(self.kinds)} within "
            f"{self.minutes:g} min by {self.profile}: {int(self.green_behind_red.sum())} green "
            "behind red>"
        )

    def to_geodataframe(self, language: str = "en") -> GeoDataFrame:
        """Return one row a facility as `access_table.access_columns` has it (WGS 84).

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        from accessible_core.routing.facilities.access_table import access_columns, without_answers

        survey = without_answers(self.facilities.survey)
        return survey.to_geodataframe(access_columns(self, language))

    def _repr_html_(self) -> str:
        """Show the facilities as a table in notebooks, green places behind red streets first."""
        order = np.argsort(~self.green_behind_red, kind="stable").tolist()
        names = ("id", "name", "verdict", "green_behind_red", *self.kinds)
        survey = self.facilities.survey
        rows = [
            (
                survey.ids[row],
                survey.name(row),
                self.verdicts[row],
                "yes" if self.green_behind_red[row] else "",
                *(each[row].verdict for each in self.kinds.values()),
            )
            for row in order
        ]
        return html_table(repr(self)[1:-1], names, rows)


def verdicts() -> list[str]:
    """Return all verdicts, the best first."""
    found: list[str] = door_knowledge()["access"]["verdicts"]
    return found


def door_to_door(
    router: Router,
    facilities: Facilities,
    starts: Mapping[str, Points],
    minutes: float,
    *,
    snap_m: float = 100.0,
    progress: Progress | None = None,
) -> Access:
    """Tell for each facility how it is reached from the nearest start of each kind.

    Parameters
    ----------
    router : Router
    facilities : Facilities
    starts : mapping of str to Points
        Kinds of starts (``stops``, ``parking``, ``homes``) and where they are.
    minutes : float
        Within which a facility must be reached, and a start from it.
    snap_m : float
        How far from doors and starts the network may be, in metres.
    progress : callable, optional

    Raises
    ------
    UsageError
        `minutes` or `snap_m` is none, or there is no kind of start.
    InputError
        No start of a kind is near the network.
    Cancelled
        `progress` said so.
    """
    check_radius(snap_m)
    check_minutes(minutes)
    if not starts:
        raise UsageError("Door to door needs one kind of starts at least, such as stops.")
    report(progress, 0.0)
    doors = _Doors(router, facilities, snap_m)
    kinds, counted = {}, {}
    for number, (name, points) in enumerate(starts.items()):
        places = [
            router.snap((lon, lat), snap_m) if isfinite(lon) and isfinite(lat) else None
            for lon, lat in points.place.tolist()
        ]
        off = sum(place is None for place in places)
        if off == len(places):
            raise InputError(
                f"None of the {off} {name} lies within {snap_m:g} m of a street of the network: "
                "is it the network of another place?"
            )
        counted[name] = (len(places), off)
        search = _Kind(router, doors, points, places, minutes * _SECONDS_A_MINUTE)
        kinds[name] = tuple(search.rows())
        report(progress, (number + 1) / len(starts))
    return Access(facilities, router.profile.name, minutes, snap_m, kinds, counted)


def check_minutes(minutes: float) -> None:
    """Refuse a time that is none.

    Raises
    ------
    UsageError
        It is not a number of minutes over zero.
    """
    if not 0.0 < minutes * _SECONDS_A_MINUTE < inf:
        raise UsageError(f"Minutes are a number over zero, such as 15, not {minutes:g}.")


class _Doors:
    """All doors of all facilities on the network."""

    def __init__(self, router: Router, facilities: Facilities, snap_m: float) -> None:
        self._router = router
        self.of_row: list[list[int]] = []
        self.candidates: list[Candidate] = []
        for row in range(len(facilities)):
            found = facilities.candidates(row)
            first = len(self.candidates)
            self.of_row.append(list(range(first, first + len(found))))
            self.candidates.extend(found)
        self.places = [router.snap(each.door.point, snap_m) for each in self.candidates]
        self._passed_over: dict[int, tuple[Obstacle, ...]] = {}

    def passed_over(self, door: int) -> tuple[Obstacle, ...]:
        """Return why the street nearest to a door was not snapped to, if so."""
        place = self.places[door]
        if door not in self._passed_over:
            point = self.candidates[door].door.point
            over = () if place is None else self._router.passed_over(point, place)
            self._passed_over[door] = over
        return self._passed_over[door]


class _Kind:
    """Searches from all starts of one kind, and back to them."""

    def __init__(
        self,
        router: Router,
        doors: _Doors,
        points: Points,
        places: Sequence[Place | None],
        limit: float,
    ) -> None:
        self._router, self._doors, self._points, self._limit = router, doors, points, limit
        self._places = places
        self._there, self._back = self._both(router.fastest, places)
        # Who stands on barred ground is not known to get from there to any street.
        firm = [
            place if place is not None and not router.passed_over((lon, lat), place) else None
            for place, (lon, lat) in zip(places, points.place.tolist())
        ]
        sure = self._both(router.fastest_known, firm)
        self._sure = (sure[0].cost <= limit) & (sure[1].cost <= limit)
        self._least: tuple[Goals, Goals] | None = None
        self._known = np.uint32(sum(bit(name) for name in router.profile.limited))

    def _both(self, weights: Weights, places: Sequence[Place | None]) -> tuple[Goals, Goals]:
        there = Spread(weights, places).to(self._doors.places)
        return there, Spread(weights, places, reverse=True).to(self._doors.places)

    def rows(self) -> Iterator[FromKind]:
        """Yield how each facility is reached."""
        for doors in self._doors.of_row:
            yield self._row(doors)

    def _row(self, doors: list[int]) -> FromKind:
        if not doors:
            return FromKind("unknown_position")
        there, back = self._there.cost, self._back.cost
        reached = [door for door in doors if isfinite(there[door]) and isfinite(back[door])]
        if not reached:
            return self._not_reached(doors)
        rank = self._doors.candidates

        def worse(each: int) -> tuple[bool, int, float, int]:
            # A door that steps lead up to only where no other can be reached.
            short = len(reached) > 1 and bool(self._doors.passed_over(each))
            return short, rank[each].rank, float(there[each] + back[each]), each

        door = min(reached, key=worse)
        legs = self._leg(self._there, door), self._leg(self._back, door)
        over = self._doors.passed_over(door)
        if over:
            verdict = "ends_short"
        elif max(there[door], back[door]) > self._limit:
            verdict = "too_far"
        elif self._sure[door] and rank[door].door.sure:
            verdict = "reachable"
        else:
            verdict = "reachable_unverified"
        return FromKind(verdict, rank[door].door, *legs, over)

    def _not_reached(self, doors: list[int]) -> FromKind:
        placed = [door for door in doors if self._doors.places[door] is not None]
        first = self._doors.candidates[(placed or doors)[0]].door
        if not placed:
            return FromKind("off_network", first)
        if self._least is None:
            self._least = self._both(self._router.barrier_weights, self._places)
        there, back = self._least
        door = min(placed, key=lambda each: (there.cost[each] + back.cost[each], each))
        chosen = self._doors.candidates[door].door
        # What bars the way there; where only the way back is barred, what bars that.
        goals = back if isfinite(self._there.cost[door]) else there
        if not isfinite(goals.cost[door]):
            return FromKind("disconnected", chosen)
        (way, _), *_rest = goals.ways([door])
        return FromKind("barred", chosen, blocked_by=tuple(self._router.blocking(way)))

    def _leg(self, goals: Goals, door: int) -> Leg:
        (way, source), *_rest = goals.ways([door])
        metres, unknown = self._measured(way)
        share = unknown / metres if metres > 0.0 else 0.0
        return Leg(self._points.ids[source], float(goals.cost[door]), metres, share)

    def _measured(self, way: Way) -> tuple[float, float]:
        """Return metres of a way, and those on which something is not known."""
        edges = np.array([piece.arc >> 1 for piece in way.pieces], np.int64)
        portions = np.array([piece.share for piece in way.pieces], np.float64)
        metres = self._router.network.edge_length[edges] * portions
        unknown = self._router.costs.known[edges] & self._known != self._known
        return float(metres.sum()), float(metres[unknown].sum())


def counts(found: Sequence[Any]) -> dict[str, int]:
    """Return how many facilities have each verdict, the best verdict first."""
    return {word: sum(each == word for each in found) for word in verdicts()}
