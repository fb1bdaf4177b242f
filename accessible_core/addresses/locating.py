# SPDX-License-Identifier: MIT
"""Facilities without a position: found by their addresses, with the record of how.

Only what is certain is taken, and the table says of each such position where it comes
from; what a person has confirmed in a work list comes next. No position that is
there is ever changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.matching import NO_ADDRESS, Match, match_addresses
from accessible_core.addresses.names import town_key
from accessible_core.addresses.parsing import read_address
from accessible_core.addresses.wording import words
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.progress import Progress
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import ObjectArray, Survey
from accessible_core.survey.words import folded, text_column

#: Column of the survey that says where a position comes from that nobody surveyed.
SOURCE_COLUMN = "position_source"


@dataclass(frozen=True)
class Confirmed:
    """A position that a person has chosen for one facility.

    Attributes
    ----------
    lon, lat : float
        Degrees.
    grade : str
        Of the candidate that was chosen; empty for a position written in by hand.
    """

    lon: float
    lat: float
    grade: str = ""


@dataclass(frozen=True)
class Located:
    """A survey whose addresses were looked up.

    Attributes
    ----------
    survey : Survey
        With the positions that are certain or confirmed, and `SOURCE_COLUMN`.
    rows : int array (k,)
        Rows that had no position.
    matches : list of Match (k,)
        What was found for them.
    taken, confirmed : bool array (k,)
        Which got their position by a certain match, and by a person.
    """

    survey: Survey
    rows: NDArray[np.int64]
    matches: list[Match]
    taken: NDArray[np.bool_]
    confirmed: NDArray[np.bool_]

    @property
    def open_rows(self) -> list[tuple[int, Match]]:
        """Row and match of what still has no position."""
        still = ~(self.taken | self.confirmed)
        return [(int(self.rows[k]), self.matches[k]) for k in np.flatnonzero(still)]

    def counts(self) -> dict[str, Any]:
        """Return how many rows ended how."""
        still = [match for _, match in self.open_rows]
        return {
            "records": len(self.survey),
            "had_position": len(self.survey) - len(self.rows),
            "by_address": int(self.taken.sum()),
            "confirmed": int(self.confirmed.sum()),
            "to_confirm": sum(bool(match.candidates) for match in still),
            "not_found": sum(not match.candidates for match in still),
            "grades": dict(Counter(match.grade for match in still)),
            "doubts": dict(Counter(doubt for match in still for doubt in match.doubts)),
        }


def locate(
    survey: Survey,
    book: AddressBook,
    *,
    town: str = "",
    columns: Mapping[str, str] | None = None,
    confirmed: Mapping[str, Confirmed] | None = None,
    language: str = "en",
    findings: Findings | None = None,
    progress: Progress | None = None,
) -> Located:
    """Give facilities without a position that of their address.

    Parameters
    ----------
    survey : Survey
    book : AddressBook
    town : str
        Where rows and addresses lie that name no town.
    columns : mapping of str to str, optional
        ``address``, ``street``, ``house``, ``settlement``, ``district`` -> column of the
        survey, where it is none of the usual (``words.toml``, ``[columns]``).
    confirmed : mapping of id to Confirmed, optional
        From a work list (`addresses.worklist`).
    language : str
        Of the words in `SOURCE_COLUMN`.
    findings : Findings, optional
        Takes a finding for every position taken and every row left open.

    Raises
    ------
    UsageError
        The survey has no column of addresses, or not the one that is named.
    """
    found = Findings() if findings is None else findings
    used = columns_used(survey, columns)
    texts = {kind: _texts(survey, used, kind) for kind in ("settlement", "district")}
    texts["address"] = address_column(survey, columns)
    missing = np.isnan(survey.lon) | np.isnan(survey.lat)
    rows = np.flatnonzero(missing)
    addresses = [str(texts["address"][row]).strip() for row in rows]
    towns = [str(texts["settlement"][row]).strip() for row in rows]
    districts = [str(texts["district"][row]).strip() for row in rows]
    if town:
        book.settle(town)
        towns = _towns_given(addresses, towns, town)
    elif not book.towns:
        _assume_town(book, addresses, towns, found)
    matches = match_addresses(addresses, book, towns=towns, districts=districts, progress=progress)
    chosen = confirmed or {}
    by_person = np.array([str(survey.ids[row]) in chosen for row in rows], np.bool_)
    certain = np.array([match.certain for match in matches], np.bool_) & ~by_person
    located = _with_positions(survey, book, rows, matches, certain, by_person, chosen, language)
    result = Located(located, rows, matches, certain, by_person)
    _report(result, survey, texts["address"], book, found)
    return result


def columns_used(survey: Survey, named: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return which columns of a survey hold address, street, house, town and district.

    Parameters
    ----------
    survey : Survey
    named : mapping of str to str, optional
        As `columns` of `locate`.

    Raises
    ------
    UsageError
        A column that is named is not there, or there is none of addresses.
    """
    known: dict[str, Any] = {**survey.extra, **survey.facilities}
    chosen = dict(named or {})
    for kind, name in chosen.items():
        if name not in known:
            raise UsageError(
                f"There is no column '{name}' for {kind}; the survey has: {', '.join(known)}."
            )
    by_name = {folded(name): name for name in reversed(known)}
    for kind in ("address", "street", "place", "house", "settlement", "district"):
        usual = (by_name[folded(s)] for s in words()["columns"][kind] if folded(s) in by_name)
        found = "address" if kind == "address" and "address" in known else next(usual, None)
        if found is not None:
            chosen.setdefault(kind, found)
    apart = "house" in chosen and ("street" in chosen or "place" in chosen)
    if "address" not in chosen and not apart:
        raise UsageError(
            f"The survey has no column of addresses; it has: {', '.join(known)}. Name it "
            "(--address-column NAME; in QGIS the survey's field of addresses)."
        )
    return chosen


def address_column(survey: Survey, named: Mapping[str, str] | None = None) -> ObjectArray:
    """Return the addresses of a survey as they are looked up, empty where there is none.

    Where a row's address is empty and street and house stand in columns of their own,
    they are put together.

    Raises
    ------
    UsageError
        As `columns_used`.
    """
    used = columns_used(survey, named)
    addresses = _texts(survey, used, "address").copy()
    place, street, house = (_texts(survey, used, kind) for kind in ("place", "street", "house"))
    for row in range(len(survey)):
        if not addresses[row].strip() and house[row].strip():
            parts = [part for part in (place[row].strip(), street[row].strip()) if part]
            addresses[row] = ", ".join([*parts, house[row].strip()]) if parts else ""
    return addresses


def _texts(survey: Survey, used: Mapping[str, str], kind: str) -> ObjectArray:
    if kind not in used:
        return survey.text("")
    return text_column({**survey.extra, **survey.facilities}[used[kind]])


def _assume_town(
    book: AddressBook, addresses: Sequence[str], towns: list[str], findings: Findings
) -> None:
    """Take addresses that name no town for those of the one town that all rows name."""
    named = [read_address(a).settlement or t for a, t in zip(addresses, towns)]
    keys = {town_key(name): name for name in named if name}
    if len(keys) == 1:
        ((_, name),) = keys.items()
        book.settle(name)
        towns[:] = _towns_given(addresses, towns, name)
        findings.add("addresses_town_assumed", field=book.source, value=name)
    elif keys:
        findings.add(
            "addresses_towns_open", field=book.source, value=", ".join(sorted(keys.values()))
        )


def _towns_given(addresses: Sequence[str], towns: Sequence[str], town: str) -> list[str]:
    """Return the towns of rows, `town` for those that name none and nothing that may be one."""
    return [
        given or ("" if read_address(address).bare else town)
        for address, given in zip(addresses, towns)
    ]


def _with_positions(
    survey: Survey,
    book: AddressBook,
    rows: NDArray[np.int64],
    matches: Sequence[Match],
    certain: NDArray[np.bool_],
    by_person: NDArray[np.bool_],
    chosen: Mapping[str, Confirmed],
    language: str,
) -> Survey:
    lon, lat = survey.lon.copy(), survey.lat.copy()
    before = survey.extra.get(SOURCE_COLUMN)
    source = survey.text("").copy() if before is None else text_column(before).copy()
    for place, row in enumerate(rows):
        if by_person[place]:
            pick = chosen[str(survey.ids[row])]
            lon[row], lat[row] = pick.lon, pick.lat
            code = "source_confirmed" if pick.grade else "source_by_hand"
            grade = text("addresses", f"grade_{pick.grade}", language) if pick.grade else ""
            source[row] = text("addresses", code, language, source=book.source, grade=grade)
        elif certain[place]:
            best = matches[place].candidates[0]
            lon[row], lat[row] = best.lon, best.lat
            source[row] = text("addresses", "source_exact", language, source=book.source)
    return replace(survey, lon=lon, lat=lat, extra={**survey.extra, SOURCE_COLUMN: source})


def _report(
    result: Located, survey: Survey, addresses: ObjectArray, book: AddressBook, findings: Findings
) -> None:
    """Add a finding for each row that got a position, and for each that did not."""
    ids, where = survey.ids, "lon, lat"
    grades = np.array([match.grade for match in result.matches], dtype=object)
    choices = np.array([len(match.candidates) for match in result.matches], np.int64)
    still = ~(result.taken | result.confirmed)
    for code, chosen, field in (
        ("position_by_address", result.taken, where),
        ("position_by_person", result.confirmed, where),
        ("address_missing", still & (grades == NO_ADDRESS), "address"),
        ("address_to_confirm", still & (choices > 0), "address"),
        ("address_not_found", still & (choices == 0) & (grades != NO_ADDRESS), "address"),
    ):
        cell_findings(
            findings, code, result.rows[chosen], ids, field, addresses, source=book.source
        )
