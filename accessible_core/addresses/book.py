# SPDX-License-Identifier: MIT
"""A book of addresses: points with street and house, ready to be looked up.

It is made of plain columns, from files (`addresses.sources`) and QGIS layers alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.addresses.houses import House, houses_of, last_number
from accessible_core.addresses.names import StreetName, town_key
from accessible_core.addresses.parsing import read_address, read_street
from accessible_core.addresses.towns import towns_filled
from accessible_core.addresses.wording import limits
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.words import text_column

Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: Columns of names of one street that hold today, and before.
_CURRENT = ("street_kk", "street_ru", "street_en")
_OLD = ("old_street",)
_REPORT_EVERY = 20_000


@dataclass(frozen=True)
class StreetWay:
    """A street by its names, as OpenStreetMap has them on its ways.

    Attributes
    ----------
    current, old : tuple of str
        Names of today in all languages, and names of before.
    lon, lat : tuple of float
        Some points along it, degrees.
    """

    current: tuple[str, ...]
    old: tuple[str, ...] = ()
    lon: tuple[float, ...] = ()
    lat: tuple[float, ...] = ()


@dataclass
class _Entries:
    """Entries as they are gathered; one for each house number of a row."""

    row: list[int] = field(default_factory=list)
    form: list[int] = field(default_factory=list)
    house: list[int] = field(default_factory=list)


class AddressBook:
    """Addresses with their positions, and the streets they stand at.

    Parameters
    ----------
    columns : mapping of str to sequence (n,)
        By kind: ``street`` or ``place`` (microdistrict) with ``house``, or ``address``
        (one line); if known ``street_kk street_ru street_en old_street settlement
        district``. Cells of any type.
    lon, lat : float (n,)
        Degrees (WGS 84); rows with NaN are left out.
    ways : iterable of StreetWay
        Streets with further names.
    source : str
        What it was made of, for records of where a position comes from.
    findings : Findings
        Takes what cannot be used.
    progress : callable, optional

    Attributes
    ----------
    forms : list of StreetName
        Every different spelling of a street; entries and names refer to it by place.
    by_key : dict of str to set of int
        Forms by the keys of their names.
    current, old : dict of int to list of frozenset of int
        Form -> forms that are names of the same street today, where the form is one
        of its names of today (`current`) or of before (`old`).
    in_use : set of int
        Forms that are names of today of any street.

    Raises
    ------
    UsageError
        The columns hold no addresses, or differ in length.
    """

    def __init__(
        self,
        columns: Mapping[str, Sequence[Any] | NDArray[Any]],
        lon: Sequence[float] | Float,
        lat: Sequence[float] | Float,
        *,
        ways: Iterable[StreetWay] = (),
        source: str = "",
        findings: Findings | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.source = source
        self.forms: list[StreetName] = []
        self.by_key: dict[str, set[int]] = {}
        self.current: dict[int, list[frozenset[int]]] = {}
        self.old: dict[int, list[frozenset[int]]] = {}
        self.in_use: set[int] = set()
        self._form_of: dict[StreetName, int] = {}
        self._houses: dict[House, int] = {}
        self._names_of: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
        self._shown: dict[int, str] = {}
        self._points: dict[int, list[tuple[float, float]]] = {}
        found = Findings() if findings is None else findings
        self._take_rows(columns, lon, lat, found, progress)
        for way in ways:
            self._take_way(way)
        self._towns()

    def __len__(self) -> int:
        return len(self.row)

    # ------------------------------------------------------------- making it

    def _take_rows(
        self,
        columns: Mapping[str, Sequence[Any] | NDArray[Any]],
        lon: Sequence[float] | Float,
        lat: Sequence[float] | Float,
        findings: Findings,
        progress: Progress | None,
    ) -> None:
        texts = {kind: text_column(column) for kind, column in columns.items()}
        lengths = {len(column) for column in (*texts.values(), lon, lat)}
        if len(lengths) != 1:
            raise UsageError("Columns of addresses differ in length.")
        if not ({"street", "place"} & set(texts) and "house" in texts) and "address" not in texts:
            raise UsageError(
                "Addresses need the columns street (or place) and house, or address: "
                f"found {', '.join(texts) or 'none'}."
            )
        x, y = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
        placed = np.isfinite(x) & np.isfinite(y) & (np.abs(x) <= 180) & (np.abs(y) <= 90)  # noqa: PLR2004 - degrees
        entries = _Entries()
        nowhere = unread = 0
        for row, ok in enumerate(placed.tolist()):
            if row % _REPORT_EVERY == 0:
                report(progress, row / max(len(placed), 1))
            used = self._take_row(texts, row, entries) if ok else None
            nowhere += not ok
            unread += used == 0
        if nowhere:
            findings.add("addresses_without_position", field=self.source, value=nowhere)
        if unread:
            findings.add("addresses_not_understood", field=self.source, value=unread)
        self._texts = texts
        self.row = np.array(entries.row, np.int64)
        self.form = np.array(entries.form, np.int64)
        self.house = np.array(entries.house, np.int64)
        self.lon, self.lat = x[self.row], y[self.row]
        self.houses = list(self._houses)

    def _take_row(self, texts: Mapping[str, Any], row: int, entries: _Entries) -> int | None:
        """Take one row; return how many houses it gave, None where it says nothing."""

        def cell(kind: str) -> str:
            return str(texts[kind][row]).strip() if kind in texts else ""

        street = cell("street") or cell("place")
        number = cell("house")
        if street and number:
            form = self._named(street, tuple(map(cell, _CURRENT)), tuple(map(cell, _OLD)))
            houses = houses_of(number) if form is not None else []
        elif cell("address"):
            reading = next((r for r in read_address(cell("address")).readings if r.house), None)
            form = None if reading is None else self._form(reading.street, cell("address"))
            self.in_use |= {form} if form is not None else set()
            houses = [] if reading is None or reading.house is None else [reading.house]
        else:
            # A place without a street or a street without a house is no address.
            return None
        for house in houses:
            entries.row.append(row)
            entries.form.append(form if form is not None else -1)
            entries.house.append(self._houses.setdefault(house, len(self._houses)))
        return len(houses)

    def _named(self, street: str, others: tuple[str, ...], old: tuple[str, ...]) -> int | None:
        """Return the form of a street's chief name, and note its other names."""
        names = (street, *others), old
        known = self._names_of.get(names)
        if known is None:
            chief = self._join(tuple(filter(None, names[0])), tuple(filter(None, old)))
            known = self._names_of[names] = -1 if chief is None else chief
        return None if known < 0 else known

    def _join(self, current: Sequence[str], old: Sequence[str]) -> int | None:
        """Note that names belong to one street; return the form of the first."""
        today: list[int] = []
        before: list[int] = []
        for text in current:
            for place, name in enumerate(read_street(text)):
                (today if place == 0 else before).append(self._form(name, text))
        for text in old:
            before += [self._form(name, text) for name in read_street(text)]
        together = frozenset(today)
        self.in_use |= together
        if len(together) > 1:
            for form in together:
                self._note(self.current, form, together)
        for form in set(before) - together:
            self._note(self.old, form, together)
        return today[0] if today else None

    @staticmethod
    def _note(names: dict[int, list[frozenset[int]]], form: int, together: frozenset[int]) -> None:
        groups = names.setdefault(form, [])
        if together and together not in groups:
            groups.append(together)

    def _form(self, name: StreetName, shown: str) -> int:
        form = self._form_of.get(name)
        if form is None:
            form = self._form_of[name] = len(self.forms)
            self.forms.append(name)
            self._shown[form] = shown
            for key in name.keys:
                self.by_key.setdefault(key, set()).add(form)
        return form

    def _take_way(self, way: StreetWay) -> None:
        form = self._join(way.current, way.old)
        if form is not None:
            self._points.setdefault(form, []).extend(zip(way.lon, way.lat))

    def rename(self, old: str, new: str) -> bool:
        """Note the old name of a street of the book; False where it has no street `new`."""
        fitting = set()
        for name in read_street(new)[:1]:
            named = set().union(*(self.by_key.get(key, set()) for key in name.keys))
            fitting = {f for f in named & self.in_use if self._is_kind(f, name.kind)}
        for name in read_street(old) if fitting else ():
            form = self._form(name, old)
            if form not in fitting:
                self._note(self.old, form, frozenset(fitting))
        return bool(fitting)

    def _is_kind(self, form: int, kind: str) -> bool:
        return not kind or not self.forms[form].kind or self.forms[form].kind == kind

    # ------------------------------------------------------------- towns

    def _towns(self) -> None:
        """Give every entry and every point of a street its town, 0 where none is known."""
        texts = self._texts.get("settlement")
        codes: dict[str, int] = {"": 0}
        stated = np.zeros(len(self.row), np.int64)
        if texts is not None:
            by_text = {t: codes.setdefault(town_key(t), len(codes)) for t in dict.fromkeys(texts)}
            stated = np.array([by_text[t] for t in texts[self.row]], np.int64)
        self.town_codes = codes
        points = [(form, *at) for form, places in self._points.items() for at in places]
        self.way_form = np.array([p[0] for p in points], np.int64)
        self.way_lon = np.array([p[1] for p in points], np.float64)
        self.way_lat = np.array([p[2] for p in points], np.float64)
        self._fill_towns(stated)
        self.towns = {key: int((stated == code).sum()) for key, code in codes.items() if code}

    def _fill_towns(self, stated: Int) -> None:
        """Give entries and streets the town of the entries around them."""
        filled = towns_filled(
            np.concatenate([self.lon, self.way_lon]),
            np.concatenate([self.lat, self.way_lat]),
            np.concatenate([stated, np.zeros(len(self.way_lon), np.int64)]),
            limits()["settlement_cell_m"],
        )
        self.town, self.way_town = filled[: len(self.row)], filled[len(self.row) :]

    @cached_property
    def main_town(self) -> str:
        """Key of the town that holds nearly all addresses, empty where there is none."""
        total = sum(self.towns.values())
        if not total:
            return ""
        town, count = max(self.towns.items(), key=lambda item: item[1])
        return town if count >= limits()["town_share"] * total else ""

    def settle(self, town: str) -> None:
        """Say in which town the addresses lie that name none and have none around."""
        key = town_key(town)
        code = self.town_codes.setdefault(key, len(self.town_codes))
        self._fill_towns(np.where(self.town == 0, code, self.town))
        self.towns[key] = int((self.town == code).sum())
        self.__dict__.pop("main_town", None)

    # ------------------------------------------------------------- looking up

    @cached_property
    def _sorted(self) -> tuple[Int, Int]:
        """Return order and keys of the entries by form and house."""
        keys = self.form * max(len(self.houses), 1) + self.house
        order = np.argsort(keys, kind="stable")
        return order, keys[order]

    @cached_property
    def numbers(self) -> tuple[Int, Int]:
        """First and last number of each entry's house; they differ for a range."""
        first = np.array([house.number for house in self.houses], np.int64)
        last = np.array([last_number(house) for house in self.houses], np.int64)
        return first[self.house], last[self.house]

    def at_house(self, forms: Iterable[int], house: House) -> Int:
        """Return the entries of one house number at any of some forms."""
        code = self._houses.get(house)
        if code is None:
            return np.empty(0, np.int64)
        order, keys = self._sorted
        found = []
        for form in forms:
            key = form * max(len(self.houses), 1) + code
            first = np.searchsorted(keys, key)
            if first < len(keys) and keys[first] == key:
                found.append(order[first : np.searchsorted(keys, key, "right")])
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    def on_street(self, forms: Iterable[int]) -> Int:
        """Return all entries at any of some forms."""
        order, keys = self._sorted
        many = max(len(self.houses), 1)
        found = [
            order[np.searchsorted(keys, form * many) : np.searchsorted(keys, (form + 1) * many)]
            for form in forms
        ]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)

    def street_points(self, forms: Iterable[int]) -> tuple[Float, Float, Int]:
        """Return longitudes, latitudes and towns of all that is known of some forms."""
        chosen = list(forms)
        entries = self.on_street(chosen)
        ways = np.isin(self.way_form, chosen)
        return (
            np.concatenate([self.lon[entries], self.way_lon[ways]]),
            np.concatenate([self.lat[entries], self.way_lat[ways]]),
            np.concatenate([self.town[entries], self.way_town[ways]]),
        )

    def district(self, entry: int) -> str:
        """Return the district of an entry as written, empty where not given."""
        texts = self._texts.get("district")
        return "" if texts is None else str(texts[self.row[entry]])

    def shown(self, entry: int) -> str:
        """Return an entry's address as the source has it."""
        row = int(self.row[entry])
        kinds = ("settlement", "district", "street", "place", "house")
        parts = [str(self._texts[k][row]).strip() for k in kinds if k in self._texts]
        if not any(str(self._texts[k][row]) for k in ("street", "place") if k in self._texts):
            return str(self._texts["address"][row])
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def shown_street(self, form: int) -> str:
        """Return a street's name as the source has it."""
        return self._shown[form]
