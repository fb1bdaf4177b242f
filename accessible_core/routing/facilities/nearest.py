# SPDX-License-Identifier: MIT
"""The nearest facilities that a profile reaches, by the way to their doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import inf, isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.geo import distance
from accessible_core.progress import Progress, report
from accessible_core.routing.facilities.goals import Candidate, Facilities
from accessible_core.routing.facilities.to_facility import at_point, ends_of, way_between
from accessible_core.routing.matrix import matrix
from accessible_core.routing.positions import Point
from accessible_core.routing.results import NoRoute, Route, routes_frame
from accessible_core.routing.router import Router
from accessible_core.routing.shown import html_table
from accessible_core.survey.categories import registry_category
from accessible_core.survey.words import folded
from accessible_core.vocabulary import Score

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

#: The least score asked for -> the scores that are as good.
_LEAST: dict[str, tuple[Score, ...]] = {
    "full_accessible": (Score.FULL_ACCESSIBLE,),
    "partial_accessible": (Score.PARTIAL_ACCESSIBLE, Score.FULL_ACCESSIBLE),
    "any": tuple(Score),
}
_SECONDS_A_MINUTE = 60.0


@dataclass(frozen=True)
class Wanted:
    """Which facilities are looked for.

    Attributes
    ----------
    score : str
        The least score: ``full_accessible``, ``partial_accessible`` (or better), ``any``.
    confirmed : bool
        Whether the score must be one to rely on.
    category : str, optional
        Only these: the registry's number or title, or the survey's own word.

    Raises
    ------
    UsageError
        There is no such score.
    """

    score: str = "full_accessible"
    confirmed: bool = False
    category: str | None = None

    def __post_init__(self) -> None:
        if self.score not in _LEAST:
            raise UsageError(f"The least score is one of {', '.join(_LEAST)}, not {self.score!r}.")

    def among(self, facilities: Facilities) -> Bool:
        """Return which facilities (n,) are meant.

        Raises
        ------
        UsageError
            None is of the category.
        """
        meant: Bool = np.isin(facilities.overall, _LEAST[self.score])
        if self.confirmed:
            meant &= facilities.confirmed
        if self.category is not None:
            meant &= _of_category(facilities, self.category)
        return meant


@dataclass(frozen=True)
class NearFacility:
    """A facility that is reached.

    Attributes
    ----------
    row : int
        In the survey.
    route : Route
        To the door that is said in ``route.doors[1]``.
    crow_m : float
        Metres as the crow flies.
    """

    row: int
    route: Route
    crow_m: float


@dataclass(frozen=True)
class OutOfReach:
    """A facility nearer as the crow flies that no way leads to, and why."""

    row: int
    refusal: NoRoute
    crow_m: float


@dataclass(frozen=True, repr=False)
class Nearest:
    """What is nearest to a point.

    Attributes
    ----------
    facilities : Facilities
    start : (lon, lat)
    found : tuple of NearFacility
        By duration, the shortest first.
    out_of_reach : tuple of OutOfReach
        By distance. Where as many were found as asked for, only those that lie nearer
        than the farthest of them; else those that the time allowed would have done for.
    asked : int
        How many facilities met what was asked for, wherever they are.
    unplaced : tuple of int
        Rows of those among them of which no position is known.
    """

    facilities: Facilities
    start: Point
    found: tuple[NearFacility, ...]
    out_of_reach: tuple[OutOfReach, ...]
    asked: int
    unplaced: tuple[int, ...]

    def __repr__(self) -> str:
        return f"<Nearest: {len(self.found)} reached, {len(self.out_of_reach)} nearer but not>"

    def to_geodataframe(self) -> GeoDataFrame:
        """Return the ways to the facilities found as lines (WGS 84), the nearest first.

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        return routes_frame([each.route for each in self.found])

    def _repr_html_(self) -> str:
        """Show what is nearest as a table in notebooks."""
        names = ("id", "name", "duration_s", "distance_m", "confidence")
        rows = [
            (
                self.facilities.survey.ids[each.row],
                self.facilities.survey.name(each.row),
                each.route.duration_s,
                each.route.distance_m,
                "confirmed" if each.route.confirmed else "unverified",
            )
            for each in self.found
        ]
        return html_table(repr(self)[1:-1], names, rows)


def nearest_facilities(
    router: Router,
    start: Point,
    facilities: Facilities,
    *,
    wanted: Wanted | None = None,
    count: int = 5,
    minutes: float | None = None,
    snap_m: float = 100.0,
    progress: Progress | None = None,
) -> Nearest | NoRoute:
    """Return the facilities nearest to a point by duration under the profile.

    Parameters
    ----------
    router : Router
    start : (lon, lat)
        Degrees, WGS 84.
    facilities : Facilities
    wanted : Wanted, optional
        Which of them count; if not given, the fully accessible ones.
    count : int
        How many at most.
    minutes : float, optional
        How far at most.
    snap_m : float
        How far from each point the network may be, in metres.
    progress : callable, optional

    Returns
    -------
    Nearest or NoRoute
        NoRoute where no way begins at the start (``start_off_network``, ``start_barred``).

    Raises
    ------
    UsageError
        A number is none, or nothing is of the category that is wanted.
    Cancelled
        `progress` said so.
    """
    if count < 1 or not (minutes is None or 0.0 < minutes < inf):
        raise UsageError("Ask for one facility at least, and for minutes over zero.")
    rows = np.flatnonzero((wanted or Wanted()).among(facilities))
    place = router.start(start, snap_m)
    if isinstance(place, NoRoute):
        return place
    report(progress, 0.0)
    placed = [int(row) for row in rows if facilities.located(int(row))]
    doors = [facilities.candidates(row) for row in placed]
    seconds = _durations(router, start, doors, snap_m)
    report(progress, 0.8)
    limit = inf if minutes is None else minutes * _SECONDS_A_MINUTE
    order = sorted(range(len(placed)), key=lambda index: (seconds[index], index))
    reached = [index for index in order if isfinite(seconds[index]) and seconds[index] <= limit]
    near = reached[:count]
    crow = _crow(facilities, start, placed)
    find = partial(router.route, snap_m=snap_m)
    found = tuple(
        NearFacility(placed[index], way, float(crow[index]))
        for index in near
        if isinstance(way := way_between(find, at_point(start), ends_of(doors[index])), Route)
    )
    # Nobody gets farther in the time than on level ground straight on.
    reaches = router.profile.speed.level * limit
    if len(near) == count:
        reaches = min(reaches, max(each.crow_m for each in found))
    refused = [
        index
        for index in np.argsort(crow, kind="stable").tolist()
        if not isfinite(seconds[index]) and crow[index] < reaches
    ][:count]
    out_of_reach = tuple(
        OutOfReach(placed[index], why, float(crow[index]))
        for index in refused
        if isinstance(why := way_between(find, at_point(start), ends_of(doors[index])), NoRoute)
    )
    report(progress, 1.0)
    unplaced = tuple(int(row) for row in rows if not facilities.located(int(row)))
    return Nearest(facilities, start, found, out_of_reach, len(rows), unplaced)


def _durations(
    router: Router, start: Point, doors: Sequence[Sequence[Candidate]], snap_m: float
) -> list[float]:
    """Return by facility the seconds to the best door that is reached, inf where none is."""
    points = [each.door.point for candidates in doors for each in candidates]
    if not points:
        return []
    result = matrix(router, [start], points, snap_m)
    rows = zip(result.duration_s[0].tolist(), result.destination_places)
    found = []
    for candidates in doors:
        ranked = []
        for each, (seconds, place) in zip(candidates, islice(rows, len(candidates))):
            if place is not None and isfinite(seconds):
                # As `way_between` chooses: one that steps lead up to comes last.
                several = len(candidates) > 1
                short = several and bool(router.passed_over(each.door.point, place))
                ranked.append((short, each.rank, seconds))
        found.append(min(ranked)[2] if ranked else inf)
    return found


def _crow(facilities: Facilities, start: Point, rows: Sequence[int]) -> Float:
    points = np.array([facilities.point(row) for row in rows]).reshape(-1, 2)
    return distance(*start, points[:, 0], points[:, 1])


def _of_category(facilities: Facilities, category: str) -> Bool:
    """Tell which facilities are of a category, however the survey writes it."""
    known, word = registry_category(category), folded(category)

    def means(text: str) -> bool:
        if folded(text) == word:
            return True
        said = registry_category(text)
        # A main category stands for those under it.
        return known is not None and said is not None and known.id in (said.id, said.parent)

    texts = facilities.survey.text("category")
    meant = {text: means(str(text)) for text in set(texts.tolist())}
    found = np.array([meant[text] for text in texts.tolist()], np.bool_)
    if not found.any():
        some = ", ".join(sorted({str(text) for text in texts.tolist() if text})[:5])
        raise UsageError(
            f"No facility is of the category {category!r}; categories are such as {some or 'none'}."
        )
    return found
