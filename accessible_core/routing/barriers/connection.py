# SPDX-License-Identifier: MIT
"""What becomes connected when barriers are removed: exactly, for one or for many.

*Connected* means both ways with the main part, the one with most metres. Who is
*served* can go to a facility and come back. Nothing here asks how long that takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.barriers.allotted import Allotted
from accessible_core.routing.barriers.found import Barriers
from accessible_core.routing.barriers.parts import Links, Parts
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import bit

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class Connected:
    """What the removal of some barriers connects.

    Attributes
    ----------
    people : float
        Newly connected with the main part.
    served : float
        People who get a facility to which they can go and come back, and had none.
    metres : float
        Length of passable pieces newly connected; the barriers' own is not counted.
    unknown_metres : tuple of float
        By attribute that the profile limits: metres of the pieces newly connected, and of
        the barriers' own ones, where it is not known.
    whole_metres : float
        The length that `unknown_metres` are part of.
    facilities : tuple of int
        Rows of the facilities newly connected.
    """

    people: float = 0.0
    served: float = 0.0
    metres: float = 0.0
    unknown_metres: tuple[float, ...] = ()
    whole_metres: float = 0.0
    facilities: tuple[int, ...] = ()


@dataclass(frozen=True)
class Guide:
    """What each part, and by barrier each of its joints, holds of a measure: a guide for sets."""

    parts: list[float]
    joints: list[tuple[float, ...]]


class _Holders:
    """Who stands where: rows by part, by piece where that lies in no part, by barred node.

    A row may stand in several places (a facility with three doors, a home on a barred
    node, which has a side towards each piece).
    """

    def __init__(self, parts: Parts, places: Allotted) -> None:
        self.by_part: dict[int, set[int]] = {}
        self.by_edge: dict[int, set[int]] = {}
        rows = zip(places.owner.tolist(), places.edge.tolist(), places.node.tolist())
        for owner, edge, node in rows:
            if node < 0 and parts.edge_part[edge] < 0:
                self.by_edge.setdefault(edge, set()).add(owner)
                continue
            for part in _parts_at(parts, edge, node):
                self.by_part.setdefault(part, set()).add(owner)

    def among(self, parts: Iterable[int], edges: Iterable[int]) -> set[int]:
        """Return the rows that stand in any of these parts or on any of these pieces."""
        found: set[int] = set()
        for part in parts:
            found |= self.by_part.get(part, set())
        for edge in edges:
            found |= self.by_edge.get(edge, set())
        return found


def _parts_at(parts: Parts, edge: int, node: int) -> tuple[int, ...]:
    if node < 0:
        return (int(parts.edge_part[edge]),)
    if node in parts.sides:
        return parts.sides[node]
    return (int(parts.node_part[node]),)


@dataclass(frozen=True)
class _Group:
    """Parts that become one, and pieces that come to lie in it."""

    parts: tuple[int, ...]
    edges: list[int] = field(default_factory=list)


class Connection:
    """Answers what any set of barriers connects.

    Parameters
    ----------
    network : StreetNetwork
    costs : Costs
    parts : Parts
    barriers : Barriers
    homes, facilities : Allotted
        Places of people and of facilities.
    weight : float64 (homes.count,)
        People by home.
    limited : sequence of str
        Attributes that the profile limits, in the order of `Connected.unknown_metres`.
    """

    def __init__(
        self,
        network: StreetNetwork,
        costs: Costs,
        parts: Parts,
        barriers: Barriers,
        *,
        homes: Allotted,
        facilities: Allotted,
        weight: Float,
        limited: Sequence[str],
    ) -> None:
        self._parts, self._barriers = parts, barriers
        self.links = Links(parts, barriers)
        self._length: list[float] = network.edge_length.tolist()
        opens = costs.reasons == 0
        self._was_open: Bool = opens[0::2] | opens[1::2]
        doubtful = np.array([costs.known & np.uint32(bit(name)) == 0 for name in limited])
        doubtful = doubtful.reshape(len(limited), network.edge_count)
        self._doubt: Float = (doubtful * network.edge_length).T
        self._homes, self._facilities = _Holders(parts, homes), _Holders(parts, facilities)
        self.weight = weight
        inside = parts.edge_part >= 0
        self._metres = np.bincount(
            parts.edge_part[inside], network.edge_length[inside], parts.count
        ).tolist()
        self._unknown = np.zeros((parts.count, len(limited)))
        np.add.at(self._unknown, parts.edge_part[inside], self._doubt[inside])
        main = (parts.main,) if parts.main >= 0 else ()
        self._main_homes = self._homes.among(main, ())
        self._main_facilities = self._facilities.among(main, ())
        self._serving = {part for part, rows in self._facilities.by_part.items() if rows}
        self._served = self._homes.among(self._serving, ())

    @property
    def people_connected(self) -> float:
        """People connected with the main part as things are."""
        return self._people(self._main_homes)

    @property
    def people_served(self) -> float:
        """People who can go to a facility and come back as things are."""
        return self._people(self._served)

    @property
    def facilities_connected(self) -> int:
        """Facilities connected with the main part as things are."""
        return len(self._main_facilities)

    @property
    def main_metres(self) -> float:
        """Metres of the main part."""
        return float(self._metres[self._parts.main]) if self._parts.main >= 0 else 0.0

    @property
    def passable_metres(self) -> float:
        """Metres of all pieces that are passable in one direction at least."""
        return float(np.dot(self._length, self._was_open))

    @property
    def one_ways(self) -> dict[int, list[int]]:
        """By part those that pieces open in one direction lead to or come from."""
        near: dict[int, list[int]] = {}
        for found in (self._parts.leads, self._parts.led):
            for part, others in found.items():
                near.setdefault(part, []).extend(other for other, _ in others)
        return near

    def guide(self, measure: str) -> Guide:
        """Return what parts and joints hold of a measure of `measures`."""
        if measure == "reconnected_m":
            nothing = [tuple(0.0 for _ in joints) for joints in self.links.joints]
            return Guide(self._metres, nothing)
        facilities = measure == "facilities_connected"
        holders = self._facilities if facilities else self._homes
        already = self._main_facilities if facilities else self._main_homes
        if measure == "people_served":
            already = self._served

        def held(rows: set[int]) -> float:
            fresh = rows - already
            return float(len(fresh)) if facilities else self._people(fresh)

        by_part = [held(holders.by_part.get(part, set())) for part in range(self._parts.count)]
        by_joint = [
            tuple(held(holders.among((), joint.edges)) for joint in joints)
            for joints in self.links.joints
        ]
        return Guide(by_part, by_joint)

    def _people(self, rows: Iterable[int]) -> float:
        return float(self.weight[list(rows)].sum())

    def removing(self, barriers: Sequence[int]) -> Connected:
        """Return what the removal of all these barriers together connects."""
        own = [edge for barrier in barriers for edge in self._barriers.edges_of(barrier).tolist()]
        groups = self._groups(barriers, own)
        main = next((group for group in groups if self._parts.main in group.parts), None)
        people: set[int] = set()
        facilities: set[int] = set()
        metres = 0.0
        fresh: list[int] = []
        before: list[int] = []
        if main is not None:
            fresh = [part for part in main.parts if part != self._parts.main]
            people = self._homes.among(fresh, main.edges) - self._main_homes
            facilities = self._facilities.among(fresh, main.edges) - self._main_facilities
            before = [edge for edge in main.edges if self._was_open[edge]]
            metres = sum(self._metres[part] for part in fresh)
            metres += sum(self._length[edge] for edge in before)
        mended = [edge for edge in own if not self._was_open[edge]]
        unknown = self._unknown[fresh].sum(axis=0) + self._doubt[before + mended].sum(axis=0)
        return Connected(
            people=self._people(people),
            served=self._people(self._newly_served(groups)),
            metres=metres,
            unknown_metres=tuple(unknown.tolist()),
            whole_metres=metres + sum(self._length[edge] for edge in mended),
            facilities=tuple(sorted(facilities)),
        )

    def _newly_served(self, groups: Iterable[_Group]) -> set[int]:
        served: set[int] = set()
        for group in groups:
            serves = any(part in self._serving for part in group.parts) or any(
                self._facilities.by_edge.get(edge) for edge in group.edges
            )
            if serves:
                without = (part for part in group.parts if part not in self._serving)
                served |= self._homes.among(without, group.edges)
        return served - self._served

    def _groups(self, barriers: Iterable[int], own: Sequence[int]) -> list[_Group]:
        """Return the parts that become one, with the pieces that come to lie in them."""
        parts = self._parts
        joined = [_Group(tuple(group)) for group in self.links.joined(barriers)]
        of_part = {part: group for group in joined for part in group.parts}
        for edge in own:
            a, b = int(parts.from_part[edge]), int(parts.to_part[edge])
            if parts.edge_part[edge] >= 0:
                continue
            # Stairs within one part join nothing, but who lives on them comes to lie in it.
            group = of_part.get(a)
            if group is None and a == b:
                group = of_part[a] = _Group((a,))
                joined.append(group)
            if group is not None and b in group.parts:
                group.edges.append(edge)
        taken = set(own)
        for group in joined:
            if len(group.parts) > 1:
                group.edges.extend(self._across(group.parts, taken))
        return joined

    def _across(self, parts: tuple[int, ...], taken: set[int]) -> Iterator[int]:
        """Yield the one-way pieces that led from one of `parts` to another."""
        members = set(parts)
        for part in parts if self._parts.leads else ():
            for other, edge in self._parts.leads.get(part, ()):
                if other in members and edge not in taken:
                    yield edge


def measures(connected: Connected) -> dict[str, Any]:
    """Return the figures by the names that results have."""
    return {
        "people_connected": connected.people,
        "people_served": connected.served,
        "facilities_connected": len(connected.facilities),
        "reconnected_m": connected.metres,
    }
