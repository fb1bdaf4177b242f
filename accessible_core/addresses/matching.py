# SPDX-License-Identifier: MIT
"""Matching addresses against a book: what is certain, and what a person has to confirm.

Certain is one thing alone: street and house are the same in every reading of the
address, in one town, at one place. Everything else is a candidate, with the reasons
why it is no more than that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.houses import House, last_number
from accessible_core.addresses.names import StreetName, same_district, town_key
from accessible_core.addresses.parsing import Address, Reading, read_address
from accessible_core.addresses.streets import StreetFinder, Streets
from accessible_core.addresses.towns import is_one_stretch
from accessible_core.addresses.wording import limits
from accessible_core.errors import UsageError
from accessible_core.geo import distance
from accessible_core.progress import Progress, report

Int = NDArray[np.int64]
_REPORT_EVERY = 1000

#: Grades from the surest to the least. Only `exact` without a doubt is ever taken.
GRADES = (
    "exact", "renamed", "kind", "part", "typo", "house_alike", "neighbour", "street",
)  # fmt: skip
#: Of rows for which nothing is found.
NO_ADDRESS, NOT_UNDERSTOOD, NO_STREET = "no_address", "not_understood", "no_street"


@dataclass(frozen=True)
class Candidate:
    """One place that an address may mean.

    Attributes
    ----------
    grade : str
        One of `GRADES`.
    lon, lat : float
        Degrees.
    found : str
        The address as the book has it.
    """

    grade: str
    lon: float
    lat: float
    found: str


@dataclass(frozen=True)
class Match:
    """What was found for one address.

    Attributes
    ----------
    grade : str
        Of the first candidate, or `NO_ADDRESS`, `NOT_UNDERSTOOD`, `NO_STREET`.
    doubts : tuple of str
        Why it is not certain, beside its grade.
    candidates : tuple of Candidate
        The likeliest first.
    """

    grade: str
    doubts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether street and house are the same, and no doubt is left."""
        return self.grade == "exact" and not self.doubts


@dataclass(frozen=True)
class _Where:
    """What a row says about its place beside street and house."""

    town: str
    district: str
    areas: tuple[StreetName, ...]
    #: Whether the address may name another town than `town`.
    town_open: bool
    #: Whether it is said to be near the house, or several houses are named.
    vague: bool


def match_addresses(
    addresses: Sequence[str],
    book: AddressBook,
    *,
    towns: Sequence[str] | None = None,
    districts: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Match]:
    """Match addresses against a book.

    Parameters
    ----------
    addresses : sequence of str (n,)
        As people write them; empty where there is none.
    book : AddressBook
    towns, districts : sequence of str (n,), optional
        Where columns of their own say it; the address itself goes before.
    progress : callable, optional

    Returns
    -------
    list of Match (n,)
    """
    none = [""] * len(addresses)
    rows = list(zip(addresses, towns or none, districts or none))
    if len(rows) != len(addresses):
        raise UsageError("Addresses, towns and districts differ in length.")
    matcher = Matcher(book)
    known: dict[tuple[str, str, str], Match] = {}
    matches = []
    for number, row in enumerate(rows):
        if number % _REPORT_EVERY == 0:
            report(progress, number / len(rows))
        match = known.get(row)
        if match is None:
            match = known[row] = matcher.match(*row)
        matches.append(match)
    return matches


class Matcher:
    """Matches one address after the other against one book."""

    def __init__(self, book: AddressBook) -> None:
        self._book = book
        self._streets = StreetFinder(book)
        self._stretches: dict[tuple[frozenset[int], int], bool] = {}

    def match(self, address: str, town: str = "", district: str = "") -> Match:
        """Return what is found for one address."""
        if not address.strip():
            return Match(NO_ADDRESS)
        read = read_address(address)
        key = self._town(read, town)
        # A part that is no street may be a village that nobody knows here.
        loose = not key and any(text for text in read.bare)
        where = _Where(
            key, read.district or district.strip(), read.areas, loose or read.several_towns,
            read.vague,
        )  # fmt: skip
        if not read.readings:
            return Match(NOT_UNDERSTOOD)
        seen = [(reading, self._streets.find(reading.street)) for reading in read.readings]
        return self._decided(seen, where)

    def _town(self, read: Address, column: str) -> str:
        """Return the key of the town, empty where neither address nor column names one."""
        named = read.settlement or next(
            (text for text in read.bare if town_key(text) in self._book.towns), ""
        )
        return town_key(named or column)

    def _decided(self, seen: list[tuple[Reading, Streets]], where: _Where) -> Match:
        """Return one match of all readings of an address."""
        candidates: list[Candidate] = []
        doubts: set[str] = set()
        chosen: Optional[int] = None
        exact = [self._exact(reading, streets, where) for reading, streets in seen]
        for place, found in enumerate(exact):
            if found is not None:
                chosen = place
                break
        if chosen is not None and (found := exact[chosen]) is not None:
            entries, reasons = found
            doubts |= reasons
            candidates += self._places(entries, "exact")
            for place, (reading, streets) in enumerate(seen):
                other = exact[place]
                if place == chosen or reading.street == seen[chosen][0].street:
                    continue
                if other is not None:
                    candidates += self._places(other[0], "exact")
                    doubts.add("reading_open")
                elif streets.exact and not reading.doubtful:
                    candidates += self._lesser(reading, streets)
                    doubts.add("reading_open")
            if "renamed_too" in doubts or "kind_open" in doubts:
                candidates += self._lesser(*seen[chosen])
        else:
            housed = any(reading.house is not None for reading, _ in seen)
            for reading, streets in seen:
                guessed = reading.house is not None or not housed
                near = self._streets.guess(reading.street) if guessed else streets
                candidates += self._lesser(reading, near)
        candidates = _distinct(sorted(candidates, key=lambda c: GRADES.index(c.grade)))
        if not candidates:
            return Match(NO_STREET)
        return Match(
            candidates[0].grade, tuple(sorted(doubts)), tuple(candidates[: limits()["shown"]])
        )

    # ------------------------------------------------------------- certain

    def _exact(
        self, reading: Reading, streets: Streets, where: _Where
    ) -> tuple[Int, set[str]] | None:
        """Return the entries of the same street and house, and what is doubtful about them."""
        if reading.house is None:
            return None
        entries = self._book.at_house(streets.exact, reading.house)
        if not len(entries):
            return None
        doubts = set(streets.doubts)
        if not streets.kind_open.isdisjoint(self._book.form[entries].tolist()):
            doubts.add("kind_open")
        if reading.doubtful or where.vague:
            doubts.add("house_open")
        if where.town_open:
            doubts.add("settlement_open")
        entries, town_doubts = self._in_town(entries, where.town)
        doubts |= town_doubts
        entries, district_doubts = self._in_district(entries, where.district)
        doubts |= district_doubts
        if len(self._places(entries, "exact")) > 1:
            doubts.add("several")
        elif not self._is_one_street(streets.exact, where.town) and not self._same_district(
            entries, where.district
        ):
            doubts.add("namesakes")
        if where.areas and not self._near_area(entries, where.areas):
            doubts.add("area_open")
        return entries, doubts

    def _in_town(self, entries: Int, town: str) -> tuple[Int, set[str]]:
        book = self._book
        codes = book.town[entries]
        if not town:
            if not book.towns or (
                book.main_town and (codes == book.town_codes[book.main_town]).all()
            ):
                return entries, set()
            return entries, {"settlement_open"}
        same = codes == book.town_codes.get(town, -1)
        if same.any():
            return entries[same | (codes == 0)], set()
        unknown = codes == 0
        if unknown.any():
            return entries[unknown], {"settlement_open"}
        return entries, {"settlement_differs"}

    def _in_district(self, entries: Int, district: str) -> tuple[Int, set[str]]:
        if not district:
            return entries, set()
        stated = [self._book.district(entry) for entry in entries.tolist()]
        same = np.array([bool(s) and same_district(s, district) for s in stated], np.bool_)
        if same.any():
            # Those of no known district are no other place than these, or make them several.
            return entries[same | np.array([not s for s in stated], np.bool_)], set()
        return entries, {"district_differs"} if all(stated) else set()

    def _same_district(self, entries: Int, district: str) -> bool:
        stated = (self._book.district(entry) for entry in entries.tolist())
        return bool(district) and all(bool(s) and same_district(s, district) for s in stated)

    def _is_one_street(self, forms: frozenset[int], town: str) -> bool:
        """Tell whether a name is that of one street alone, in a town or in all that is known."""
        code = self._book.town_codes.get(town, 0) if town else 0
        known = self._stretches.get((forms, code))
        if known is None:
            lon, lat, towns = self._book.street_points(forms)
            if code:
                lon, lat = lon[towns == code], lat[towns == code]
            known = is_one_stretch(lon, lat, limits()["namesake_gap_m"])
            self._stretches[forms, code] = known
        return known

    def _near_area(self, entries: Int, areas: tuple[StreetName, ...]) -> bool:
        """Tell whether houses of one of the microdistricts are known near all entries."""
        for area in areas:
            lon, lat, _ = self._book.street_points(self._streets.find(area).exact)
            x, y = self._book.lon[entries], self._book.lat[entries]
            if len(lon) and all(
                bool((distance(a, b, lon, lat) <= limits()["area_near_m"]).any())
                for a, b in zip(x, y)
            ):
                return True
        return False

    # ------------------------------------------------------------- candidates

    def _places(self, entries: Int, grade: str) -> list[Candidate]:
        """Return a candidate for each place of entries; points of one place are one."""
        found: list[Candidate] = []
        for entry in entries.tolist():
            lon, lat = float(self._book.lon[entry]), float(self._book.lat[entry])
            found.append(Candidate(grade, lon, lat, self._book.shown(entry)))
        return _distinct(found)

    def _lesser(self, reading: Reading, streets: Streets) -> list[Candidate]:
        """Return what a person may choose from where nothing is certain."""
        found: list[Candidate] = []
        called_so: list[Candidate] = []
        others: list[Candidate] = []
        for grade, forms in streets.by_grade():
            if not forms:
                continue
            if reading.house is None:
                found += [] if found else self._middle(forms)
                continue
            entries = self._book.at_house(forms, reading.house)
            if len(entries):
                found += self._places(entries, grade)
            elif grade in ("exact", "renamed"):
                called_so += self._around(forms, reading.house) or self._middle(forms)
            elif not others:
                others = self._around(forms, reading.house) or self._middle(forms)
        return found + called_so or others

    def _around(self, forms: frozenset[int], house: House) -> list[Candidate]:
        """Return houses of like numbers, else the nearest, of the same side if it has any."""
        entries = self._book.on_street(forms)
        first, last = (numbers[entries] for numbers in self._book.numbers)
        end = last_number(house)
        same_side = (first - house.number) % 2 == 0
        covers = same_side & (first < house.number) & (house.number <= last)
        covered = same_side & (house.number < first) & (first <= end)
        like = entries[(first == house.number) | covers | covered]
        like = like[[self._book.houses[code] != house for code in self._book.house[like]]]
        if len(like):
            return self._places(like[: limits()["shown"]], "house_alike")
        count = limits()["neighbours"] // 2
        order = np.argsort(first, kind="stable")
        side = order[same_side[order]] if same_side.any() else order
        below = side[first[side] < house.number][-count:]
        above = side[first[side] > house.number][:count]
        return self._places(entries[np.concatenate([below, above])], "neighbour")

    def _middle(self, forms: frozenset[int]) -> list[Candidate]:
        """Return one point on a street, that a person looks from there."""
        lon, lat, _ = self._book.street_points(forms)
        if not len(lon):
            return []
        nearest = int(np.argmin(np.hypot(lon - np.median(lon), lat - np.median(lat))))
        named = Counter(self._book.form[self._book.on_street(forms)].tolist())
        shown = self._book.shown_street(max(sorted(forms), key=lambda form: named[form]))
        return [Candidate("street", float(lon[nearest]), float(lat[nearest]), shown)]


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates without those that stand for the same place as one before.

    Points of one address that lie together are one place; so are two addresses that
    both are exact. Different houses are never one, however near.
    """
    kept: list[Candidate] = []
    for one in candidates:
        if not any(_same_place(one, other) for other in kept):
            kept.append(one)
    return kept


def _same_place(one: Candidate, other: Candidate) -> bool:
    if one.found != other.found and not one.grade == other.grade == "exact":
        return False
    away = distance(one.lon, one.lat, other.lon, other.lat)
    return bool(float(away) <= limits()["same_place_m"])
