# SPDX-License-Identifier: MIT
"""Ways to and from the doors of facilities: to the best door that can be reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, product
from typing import NamedTuple, Union

from accessible_core.errors import UsageError
from accessible_core.routing.facilities.destination import Door
from accessible_core.routing.facilities.goals import Candidate, Facilities
from accessible_core.routing.positions import Point
from accessible_core.routing.results import NoRoute, Route

Find = Callable[[Point, Point], Union[Route, NoRoute]]


class End(NamedTuple):
    """One end of a way that may lead to it: a point, or a door with its rank."""

    point: Point
    door: Door | None = None
    rank: int = 0


def at_point(point: Point) -> list[End]:
    """Return a point as the end of a way."""
    return [End(point)]


def at_facility(facilities: Facilities, facility: str) -> list[End]:
    """Return the doors of a facility as ends of a way, best first.

    Raises
    ------
    UsageError
        There is no such facility, or nobody knows where it is.
    """
    found = ends_of(facilities.candidates(facilities.row(facility)))
    if not found:
        raise UsageError(
            f"The facility {facility!r} has neither a position nor a door with a position: "
            "give it lon and lat in the survey."
        )
    return found


def ends_of(candidates: Sequence[Candidate]) -> list[End]:
    """Return doors as ends of a way."""
    return [End(each.door.point, each.door, each.rank) for each in candidates]


def way_between(find: Find, starts: Sequence[End], ends: Sequence[End]) -> Route | NoRoute:
    """Return the way between the best two ends that are connected.

    Of ends equally good, those with the shortest way are taken. A door before which the
    nearest street is barred (steps lead up to it) is taken only where no other can be
    reached. A way to a door that is not known to be accessible, by a survey to be relied
    on, is never confirmed.

    Parameters
    ----------
    find : callable
        Gives the way between two points, such as `Router.route`.
    starts, ends : sequence of End
        One each at the least.

    Returns
    -------
    Route or NoRoute
        With `doors`. Without any way: why none leads to the best door.
    """
    pairs = sorted(product(starts, ends), key=_rank)
    refused: list[tuple[End, End, NoRoute]] = []
    short: list[tuple[Route, End, End]] = []
    tried: list[tuple[End, End]] = []
    for _, alike in groupby(pairs, key=_rank):
        ways: list[tuple[float, int, Route, End, End]] = []
        for start, end in alike:
            way = find(start.point, end.point)
            if isinstance(way, NoRoute):
                refused.append((start, end, way))
                tried.append((start, end))
            elif _ends_short(way, start, end):
                short.append((way, start, end))
                tried.append((start, end))
            else:
                ways.append((way.duration_s, len(ways), way, start, end))
        if ways:
            _, _, way, start, end = min(ways)
            return _to_doors(way, start, end, tried)
    if short:
        way, start, end = min(short, key=lambda each: (_rank(each[1:]), each[0].duration_s))
        return _to_doors(way, start, end, [(before, after) for before, after, _ in refused])
    start, end, refusal = min(refused, key=lambda each: each[2].reason != "barred")
    return replace(refusal, doors=(start.door, end.door))


def _ends_short(way: Route, start: End, end: End) -> bool:
    """Tell whether the street nearest to a door is barred, so that the way ends before it."""
    return any(over and at.door for over, at in zip(way.passed_over, (start, end)))


def _to_doors(way: Route, start: End, end: End, tried: Sequence[tuple[End, End]]) -> Route:
    doors = (
        _door(start, [before for before, _ in tried]),
        _door(end, [after for _, after in tried]),
    )
    sure = all(door is None or door.sure for door in doors)
    return replace(way, doors=doors, confirmed=way.confirmed and sure)


def ends_taken(way: Route | NoRoute, starts: Sequence[End], ends: Sequence[End]) -> list[End]:
    """Return the two ends that a way was found between."""
    return [
        among[0] if door is None else End(door.point, door)
        for door, among in zip(way.doors, (starts, ends))
    ]


def _rank(pair: tuple[End, End]) -> tuple[int, int]:
    start, end = pair
    return max(start.rank, end.rank), start.rank + end.rank


def _door(chosen: End, tried: Sequence[End]) -> Door | None:
    """Return the door taken, with the better ones that could not be reached."""
    if chosen.door is None:
        return None
    better = [end.door.entrance for end in tried if end.door is not None and end.rank < chosen.rank]
    return replace(chosen.door, unreached=tuple(dict.fromkeys(better)))
