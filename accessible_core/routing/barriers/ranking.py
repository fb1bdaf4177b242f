# SPDX-License-Identifier: MIT
"""Which barred place to mend first: every one of them judged, and the best small sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.progress import Progress, report
from accessible_core.routing.barriers.allotted import Allotment, Allotted
from accessible_core.routing.barriers.connection import Connected, Connection, measures
from accessible_core.routing.barriers.detours import Saved, Trips, saved_by
from accessible_core.routing.barriers.found import Barriers, find_barriers
from accessible_core.routing.barriers.homes import Homes, homes_of
from accessible_core.routing.barriers.parts import find_parts
from accessible_core.routing.barriers.people import People
from accessible_core.routing.barriers.question import MEASURES, SET_MEASURES, Question
from accessible_core.routing.barriers.sets import Package, Search, best_packages
from accessible_core.routing.barriers.works import costs_of
from accessible_core.routing.costs import Costs
from accessible_core.routing.pairs import Pair
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_SECONDS_A_MINUTE = 60.0
#: Share of the whole work that trips are done after, and before sets.
_BEFORE_TRIPS, _BEFORE_SETS = 0.3, 0.9


@dataclass(frozen=True, repr=False)
class Ranking:
    """Barriers with what the removal of each would give.

    Attributes
    ----------
    network : StreetNetwork
    profile : Profile
    costs : Costs
    barriers : Barriers
    by : str
        The measure that decides.
    gains : mapping of str to float64 (K,)
        By measure, exactly, for each barrier removed alone: those of `MEASURES` that can
        be told from what was given, and ``trips_faster``.
    unknown_share : mapping of str to float64 (K,)
        By attribute that the profile limits: of the streets that become connected and the
        mended pieces, the share of the length where it is not known; NaN without length.
    gained : tuple of tuple of int
        By barrier, the rows of the facilities that become connected.
    order : int64
        Barriers that give anything, the best first.
    packages : tuple of Package
    package_by : str
        The measure that `packages` were looked for by.
    price : float64 (K,)
        What each costs (1 where no prices were given).
    now : mapping
        What there is before anything is removed, by name.
    homes : Homes
        Where people live.
    doors : Allotted
        Where facilities are.
    pairs_off : int
        Pairs asked for that begin or end off the network.
    question : Question
    """

    network: StreetNetwork
    profile: Profile
    costs: Costs
    barriers: Barriers
    by: str
    gains: Mapping[str, Float]
    unknown_share: Mapping[str, Float]
    gained: tuple[tuple[int, ...], ...]
    order: Int
    packages: tuple[Package, ...]
    package_by: str
    price: Float
    now: Mapping[str, float]
    homes: Homes
    doors: Allotted
    pairs_off: int
    question: Question

    def __repr__(self) -> str:
        return (
            f"<Ranking of {len(self.barriers)} barriers by {self.by} ({self.profile.name}), "
            f"{len(self.order)} of which give something alone>"
        )


def barriers(
    router: Router, question: Question | None = None, progress: Progress | None = None
) -> Ranking:
    """Judge every barrier of a network for a profile by what its removal would give.

    Parameters
    ----------
    router : Router
        Network and profile, with whatever corrections it lays over the network.
    question : Question, optional
        People, facilities, trips and what decides; without it only length counts.
    progress : callable, optional

    Returns
    -------
    Ranking

    Raises
    ------
    UsageError
        The question contradicts itself.
    Cancelled
        `progress` said so.
    """
    asked = Question() if question is None else question
    by = asked.measure()
    network, profile = router.network, router.profile
    found = find_barriers(network, router.costs, asked.also)
    parts = find_parts(network, router.costs)
    report(progress, 0.05)
    places = Allotment(network, router.costs, found.removable, asked.snap_m)
    homes = _homes(network, places, asked, _part(progress, 0.05, 0.15))
    doors = _doors(places, asked)
    connection = Connection(
        network, router.costs, parts, found,
        homes=homes.places, facilities=doors, weight=homes.weight, limited=profile.limited,
    )  # fmt: skip
    singles = []
    for barrier in range(len(found)):
        singles.append(connection.removing([barrier]))
        if barrier % 256 == 0:
            report(progress, 0.15 + 0.15 * barrier / len(found))
    gains = _gains(singles, asked)
    now = _now(connection, asked)
    trips = _trips(places, asked, homes, doors)
    if trips:
        saved = saved_by(
            network, router.costs, found, trips,
            limit_s=None if asked.minutes is None else asked.minutes * _SECONDS_A_MINUTE,
            engine=router.engine,
            progress=_part(progress, _BEFORE_TRIPS, _BEFORE_SETS),
        )  # fmt: skip
        _add_trips(gains, now, saved, asked)
    price = costs_of(network, profile, router.costs, found, asked.prices)
    package_by = by if by in SET_MEASURES else asked.own_measure()
    packages = best_packages(
        connection,
        parts.main,
        Search(
            value=lambda connected: float(measures(connected)[package_by]),
            singles=_best_alone(gains[package_by], price),
            guide=connection.guide(package_by),
            cost=price,
            packages=asked.packages,
            longest=asked.longest,
            budget=asked.budget,
        ),
        _part(progress, _BEFORE_SETS, 1.0),
    )
    report(progress, 1.0)
    return Ranking(
        network=network,
        profile=profile,
        costs=router.costs,
        barriers=found,
        by=by,
        gains=gains,
        unknown_share=_unknown(singles, profile.limited),
        gained=tuple(each.facilities for each in singles),
        order=_order(gains, by),
        packages=tuple(packages),
        package_by=package_by,
        price=price,
        now=now,
        homes=homes,
        doors=doors,
        pairs_off=0 if asked.pairs is None else _pairs_off(trips),
        question=asked,
    )


def _part(progress: Progress | None, low: float, high: float) -> Progress | None:
    """Return a progress that counts as this stretch of the whole."""
    return None if progress is None else lambda share: progress(low * (1.0 - share) + high * share)


def _homes(
    network: StreetNetwork, places: Allotment, asked: Question, progress: Progress | None
) -> Homes:
    nobody = People((), np.zeros((0, 2)), np.zeros(0))
    people = nobody if asked.people is None else asked.people
    return homes_of(network, people, places, asked.spread_m, progress)


def _doors(places: Allotment, asked: Question) -> Allotted:
    if asked.facilities is None:
        return places.allot(np.zeros((0, 2)))
    return places.allot(asked.facilities.doors, asked.facilities.owner, len(asked.facilities))


def _gains(singles: Sequence[Connected], asked: Question) -> dict[str, Float]:
    rows = [measures(each) for each in singles]
    wanted = ["reconnected_m"]
    if asked.people is not None:
        wanted.append("people_connected")
    if asked.facilities is not None:
        wanted.append("facilities_connected")
    if asked.people is not None and asked.facilities is not None:
        wanted.append("people_served")
    return {name: np.array([row[name] for row in rows], np.float64) for name in wanted}


def _now(connection: Connection, asked: Question) -> dict[str, float]:
    now = {"main_m": connection.main_metres, "passable_m": connection.passable_metres}
    if asked.people is not None:
        now["people"] = float(asked.people.number.sum())
        now["people_connected"] = connection.people_connected
    if asked.facilities is not None:
        now["facilities"] = float(len(asked.facilities))
        now["facilities_connected"] = float(connection.facilities_connected)
        if asked.people is not None:
            now["people_served"] = connection.people_served
    return now


def _trips(places: Allotment, asked: Question, homes: Homes, doors: Allotted) -> list[Trips]:
    """Return the trips whose time counts: those given, else all people to what is nearest."""
    if asked.pairs is not None:
        return _trips_of(places, asked.pairs)
    if asked.people is None or asked.facilities is None:
        return []
    return [Trips(homes.places, doors, homes.weight)]


def _trips_of(places: Allotment, pairs: Sequence[Pair]) -> list[Trips]:
    """Return pairs as trips, one search for each place that they end at."""
    ends, which = np.unique(
        np.array([pair.end for pair in pairs], np.float64).reshape(-1, 2),
        axis=0,
        return_inverse=True,
    )
    starts = np.array([pair.start for pair in pairs], np.float64).reshape(-1, 2)
    weight = np.array([pair.weight for pair in pairs], np.float64)
    trips = []
    for end in range(len(ends)):
        rows = np.flatnonzero(which.reshape(-1) == end)
        trips.append(Trips(places.allot(starts[rows]), places.allot(ends[end]), weight[rows]))
    return trips


def _pairs_off(trips: Sequence[Trips]) -> int:
    return sum(
        each.homes.count - (int(each.homes.placed.sum()) if len(each.goals) else 0)
        for each in trips
    )


def _add_trips(
    gains: dict[str, Float], now: dict[str, float], saved: Saved, asked: Question
) -> None:
    gains["time_saved_s"] = saved.seconds
    gains["trips_faster"] = saved.faster
    gains["trips_new"] = saved.new
    now["trips"], now["trips_possible"] = saved.total, saved.possible
    if asked.minutes is not None:
        gains["people_within"] = saved.within
        now["people_within"] = saved.within_now


def _unknown(singles: Sequence[Connected], limited: Sequence[str]) -> dict[str, Float]:
    metres = np.array([each.unknown_metres for each in singles], np.float64)
    whole = np.array([each.whole_metres for each in singles], np.float64)
    share = metres.reshape(len(singles), len(limited)).T / np.where(whole > 0.0, whole, np.nan)
    return dict(zip(limited, share))


def _best_alone(gain: Float, price: Float) -> list[int]:
    """Return the barriers that give something alone, by what they give for their price."""
    useful = np.flatnonzero(gain > 0.0)
    order: list[int] = useful[np.argsort(-gain[useful] / price[useful], kind="stable")].tolist()
    return order


def _order(gains: Mapping[str, Float], by: str) -> Int:
    """Return the barriers that give anything, the best first; ties by the other measures."""
    if not len(gains["reconnected_m"]):
        return np.zeros(0, np.int64)
    names = [by, *(name for name in MEASURES if name != by and name in gains)]
    table = np.column_stack([gains[name] for name in names])
    useful = np.flatnonzero((table > 0.0).any(axis=1))
    order: Int = useful[np.lexsort((useful, *(-table[useful].T[::-1])))]
    return order
