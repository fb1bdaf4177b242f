# SPDX-License-Identifier: MIT
"""The work list of addresses that a person has to confirm: written, filled in, read back.

One row for each candidate (and one for a facility without any); the person marks one
row of a facility in the column ``accept``, or writes longitude and latitude there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.addresses.locating import Confirmed, Located
from accessible_core.addresses.matching import GRADES
from accessible_core.errors import InputError, OutputError
from accessible_core.files import existing_file, replacing
from accessible_core.findings import Findings
from accessible_core.geo import distance
from accessible_core.messages import text
from accessible_core.survey.readers import csv_table as csv_reader
from accessible_core.survey.readers import xlsx_table as xlsx_reader
from accessible_core.survey.table import ObjectArray, Survey
from accessible_core.survey.words import as_text, folded, read_number, words
from accessible_core.survey.writers import csv_table, xlsx_table
from accessible_core.survey.writers.typed import typed_columns

_WRITERS = {".csv": csv_table, ".xlsx": xlsx_table}
_READERS = {".csv": csv_reader, ".xlsx": xlsx_reader}
COLUMNS = (
    "id", "name", "address", "candidate", "grade", "why", "found_address", "lon", "lat",
    "distance_m", "map", "accept",
)  # fmt: skip
#: Marks of a person that mean yes beside the words of surveys.
_MARKS = ("x", "х", "+", "1", "✓", "✔", "v", "ok")  # noqa: RUF001 - Cyrillic is meant
_OPEN = ("", "-", "0")
_MAX_LON, _MAX_LAT = 180.0, 90.0


def check_worklist_name(path: str | os.PathLike[str]) -> None:
    """Refuse a work list of a kind that is not written, before any work is done.

    Raises
    ------
    OutputError
        The name ends neither in ``.csv`` nor ``.xlsx``.
    """
    if Path(path).suffix.lower() not in _WRITERS:
        raise OutputError(f"{path}: a work list is a table, give a name in .csv or .xlsx.")


def write_worklist(
    located: Located,
    addresses: ObjectArray,
    path: str | os.PathLike[str],
    *,
    language: str = "en",
) -> int:
    """Write what still has no position; return how many facilities that are.

    Parameters
    ----------
    located : Located
    addresses : object array (n,)
        Addresses of the survey's rows, as looked up.
    path : path
        ``.csv`` (UTF-8 with byte order mark) or ``.xlsx``. A row without candidates
        has empty coordinates, to be written in.
    language : str
        Of the column ``why``.

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written.
    """
    check_worklist_name(path)
    records = worklist_records(located, addresses, language=language)
    columns = typed_columns(
        {name: _column(name, [record[name] for record in records]) for name in COLUMNS}
    )
    target = Path(path)
    with replacing(target) as temporary:
        rows = [tuple(record.values()) for record in records]
        _WRITERS[target.suffix.lower()].write(rows, columns, temporary)
    return len(located.open_rows)


def worklist_records(
    located: Located, addresses: ObjectArray, *, language: str = "en"
) -> list[dict[str, Any]]:
    """Return the rows of the work list by `COLUMNS`: one a candidate, or a facility without any.

    Numbers that there are none of are None. Parameters are those of `write_worklist`.
    """
    records: list[dict[str, Any]] = []
    for row, match in located.open_rows:
        name = located.survey.name(row, language)
        known = (str(located.survey.ids[row]), name, str(addresses[row]))
        doubts = [text("addresses", f"doubt_{doubt}", language) for doubt in match.doubts]
        if not match.candidates:
            why = text("addresses", f"grade_{match.grade}", language)
            nothing = (None,) * (len(COLUMNS) - len(known) - 3)
            records.append(dict(zip(COLUMNS, (*known, 0, match.grade, why, *nothing))))
        for number, one in enumerate(match.candidates, 1):
            grade = text("addresses", f"grade_{one.grade}", language)
            first = match.candidates[0]
            away = float(distance(first.lon, first.lat, one.lon, one.lat))
            cells = (
                *known, number, one.grade, "; ".join([grade, *doubts]), one.found,
                round(one.lon, 7), round(one.lat, 7), round(away), _map(one.lon, one.lat), None,
            )  # fmt: skip
            records.append(dict(zip(COLUMNS, cells)))
    return records


def _column(name: str, cells: Sequence[Any]) -> np.ndarray[Any, Any]:
    if name in ("lon", "lat", "distance_m"):
        return np.array([np.nan if cell is None else cell for cell in cells], np.float64)
    if name == "candidate":
        return np.array(cells, np.int64)
    column = np.empty(len(cells), dtype=object)
    column[:] = cells
    return column


def _map(lon: float, lat: float) -> str:
    """Return the address of a map with a mark at one point."""
    at = f"{lat:.6f}&mlon={lon:.6f}#map=19/{lat:.6f}/{lon:.6f}"
    return f"https://www.openstreetmap.org/?mlat={at}"


def read_worklist(
    path: str | os.PathLike[str],
    survey: Survey,
    addresses: ObjectArray,
    findings: Findings,
) -> dict[str, Confirmed]:
    """Read a work list that a person has filled in.

    Parameters
    ----------
    path : path
        ``.csv`` or ``.xlsx`` with at least the columns id, lon, lat and accept.
    survey : Survey
        The survey as before; ids that it does not have are findings.
    addresses : object array (n,)
        Its addresses; one that has changed since is not taken.
    findings : Findings

    Returns
    -------
    dict of id to Confirmed
        Facilities with exactly one accepted row and a possible position.

    Raises
    ------
    InputError
        The file is missing, unreadable or no work list.
    """
    source = existing_file(path, "work list")
    reader = _READERS.get(source.suffix.lower())
    if reader is None:
        raise InputError(f"{source}: a work list is a table in .csv or .xlsx.")
    table: Mapping[str, Sequence[Any]] = reader.read_table(source, findings)
    return confirmed_from_columns(table, survey, addresses, findings, str(source))


def confirmed_from_columns(
    table: Mapping[str, Sequence[Any]],
    survey: Survey,
    addresses: ObjectArray,
    findings: Findings,
    source: str,
) -> dict[str, Confirmed]:
    """Return what a person has confirmed in a work list that is read already.

    Parameters
    ----------
    table : mapping of str to sequence
        Its columns, cells of any type.
    survey, addresses, findings
        As in `read_worklist`.
    source : str
        What the work list is called, for messages.

    Raises
    ------
    InputError
        It lacks a column.
    """
    lacking = [name for name in ("id", "lon", "lat", "accept") if name not in table]
    if lacking:
        raise InputError(
            f"{source} is no work list: it lacks the column {lacking[0]}; it has: "
            f"{', '.join(table)}."
        )
    accepted = _accepted(table, findings)
    row_of = {str(ident): row for row, ident in enumerate(survey.ids)}
    taken: dict[str, Confirmed] = {}
    for ident, places in accepted.items():
        row = row_of.get(ident)
        if row is None:
            findings.add("worklist_id_unknown", ident, "id", Path(source).name)
        elif not np.isnan(survey.lon[row]):
            findings.add("worklist_has_position", ident, "lon, lat")
        elif len(places) > 1:
            findings.add("worklist_accepted_twice", ident, "accept", len(places))
        elif _changed(table, places[0], str(addresses[row])):
            findings.add("worklist_address_changed", ident, "address", addresses[row])
        elif (found := _confirmed(table, places[0])) is None:
            written = f"{as_text(table['lon'][places[0]])}, {as_text(table['lat'][places[0]])}"
            findings.add("worklist_position_unreadable", ident, "lon, lat", written)
        else:
            taken[ident] = found
    return taken


def _accepted(table: Mapping[str, Sequence[Any]], findings: Findings) -> dict[str, list[int]]:
    """Return the accepted rows by id."""
    accepted: dict[str, list[int]] = {}
    for place, cell in enumerate(table["accept"]):
        word = folded(as_text(cell))
        ident = as_text(table["id"][place]).strip()
        if word in _MARKS or words("answer").get(word) == "yes":
            accepted.setdefault(ident, []).append(place)
        elif word not in _OPEN and words("answer").get(word) not in ("no", "empty"):
            findings.add("worklist_accept_not_understood", ident, "accept", as_text(cell))
    return accepted


def _changed(table: Mapping[str, Sequence[Any]], place: int, address: str) -> bool:
    return "address" in table and folded(as_text(table["address"][place])) != folded(address)


def _confirmed(table: Mapping[str, Sequence[Any]], place: int) -> Confirmed | None:
    lon, lat = (read_number(table[name][place]) for name in ("lon", "lat"))
    if lon is None or lat is None or np.isnan(lon) or np.isnan(lat):
        return None
    if abs(lon) > _MAX_LON or abs(lat) > _MAX_LAT or lon == lat == 0.0:
        return None
    grade = as_text(table["grade"][place]).strip() if "grade" in table else ""
    return Confirmed(lon, lat, grade if grade in GRADES else "")
