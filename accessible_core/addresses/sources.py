# SPDX-License-Identifier: MIT
"""Reading books of addresses: layers, tables and OSM files of the user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.wording import words
from accessible_core.errors import InputError, UsageError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.progress import Progress, part, report
from accessible_core.survey.layers import DRIVERS, cells_of_record, opened, transformed
from accessible_core.survey.points import representative_point
from accessible_core.survey.readers import csv_table, xlsx_table
from accessible_core.survey.words import folded, number_column

Float = NDArray[np.float64]

_OSM = (".osm", ".osm.gz", ".osm.bz2", ".osm.pbf", ".pbf")
_TABLES = {".csv": csv_table, ".tsv": csv_table, ".xlsx": xlsx_table}
#: Kinds of column that a person may name, see ``words.toml``, ``[columns]``.
FIELDS = (
    "street", "house", "place", "settlement", "district", "address", "street_kk", "street_ru",
    "street_en", "old_street", "lon", "lat",
)  # fmt: skip
_REPORT_EVERY = 2000


def read_addresses(
    path: str | os.PathLike[str],
    *,
    fields: Mapping[str, str] | None = None,
    findings: Findings | None = None,
    progress: Progress | None = None,
) -> AddressBook:
    """Read a layer of address points or buildings, a table with coordinates, or an OSM file.

    Parameters
    ----------
    path : path
        ``.gpkg .geojson .json .shp``, ``.csv .tsv .xlsx`` (with longitude and latitude),
        ``.osm[.gz|.bz2|.pbf]`` or ``.pbf``.
    fields : mapping of str to str, optional
        Kind of column (`FIELDS`) -> its name in the file, where it is none of the usual.
    findings : Findings, optional
    progress : callable, optional

    Raises
    ------
    InputError
        The file is missing, unreadable or holds no addresses.
    UsageError
        A field is not in the file.
    """
    source = existing_file(path, "file of addresses")
    found = Findings() if findings is None else findings
    name = source.name.lower()
    if source.stat().st_size == 0:
        raise InputError(f"{source} is empty: there are no addresses in it.")
    if name.endswith(_OSM):
        if fields:
            raise UsageError(
                f"{source} is an OSM file: its tags are known, no field is to be named."
            )
        book = _osm_book(source, found, progress)
    else:
        ending = source.suffix.lower()
        if ending in DRIVERS:
            columns, lon, lat = _layer(source, fields or {}, found, part(progress, 0.0, 0.6))
        elif ending in _TABLES:
            columns, lon, lat = _table(source, fields or {}, found)
        else:
            known = " ".join((*DRIVERS, *_TABLES, *_OSM))
            raise InputError(
                f"{source} is of no kind that can be read as addresses; known endings: {known}."
            )
        book = AddressBook(
            columns, lon, lat, source=source.name, findings=found,
            progress=part(progress, 0.6, 1.0),
        )  # fmt: skip
    _not_empty(book, source)
    report(progress, 1.0)
    return book


def book_from_columns(
    table: Mapping[str, Sequence[Any]],
    lon: Float | None,
    lat: Float | None,
    *,
    fields: Mapping[str, str] | None = None,
    source: str = "",
    findings: Findings | None = None,
    progress: Progress | None = None,
) -> AddressBook:
    """Make a book of a table or layer that is read already.

    Parameters
    ----------
    table : mapping of str to sequence (n,)
        All of its columns, cells of any type.
    lon, lat : float64 (n,), optional
        Degrees, of a layer; without them columns of longitude and latitude are looked for.
    fields, findings, progress
        As in `read_addresses`.
    source : str
        What it is called, for messages and records of where a position comes from.

    Raises
    ------
    InputError
        It holds no addresses.
    UsageError
        A field is not there.
    """
    found = Findings() if findings is None else findings
    chosen = columns_by_kind(list(table), fields or {})
    _needed(source, chosen, list(table))
    if lon is None or lat is None:
        lon, lat = _table_position(source, table, chosen)
    columns = _without_position(table, chosen)
    book = AddressBook(columns, lon, lat, source=source, findings=found, progress=progress)
    _not_empty(book, source)
    return book


def _not_empty(book: AddressBook, source: Path | str) -> None:
    if not len(book):
        raise InputError(
            f"{source} holds no address that can be used (street or microdistrict, house "
            "number and position): take another file, or name its columns."
        )


def _osm_book(path: Path, findings: Findings, progress: Progress | None) -> AddressBook:
    from accessible_core.addresses.osm_addresses import read_osm_addresses

    found = read_osm_addresses(path, findings, part(progress, 0.0, 0.6))
    if not found.lon:
        raise InputError(
            f"{path} is an OSM file without addresses (nothing has addr:housenumber): take an "
            "extract with buildings, or a layer of address points."
        )
    return AddressBook(
        found.columns, found.lon, found.lat, ways=found.ways, source=path.name, findings=findings,
        progress=part(progress, 0.6, 1.0),
    )  # fmt: skip


def columns_by_kind(header: Sequence[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return kind -> column of a file, those named by a person before the usual names.

    Raises
    ------
    UsageError
        A kind is not known, or its column is not in the file.
    """
    chosen: dict[str, str] = {}
    for kind, name in fields.items():
        if kind not in FIELDS:
            raise UsageError(f"'{kind}' is no kind of field: known are {', '.join(FIELDS)}.")
        if name not in header:
            raise UsageError(
                f"There is no column '{name}' for {kind}; the file has: {', '.join(header)}."
            )
        chosen[kind] = name
    by_name = {folded(name): name for name in reversed(header)}
    for kind, spellings in words()["columns"].items():
        usual = next((by_name[folded(s)] for s in spellings if folded(s) in by_name), None)
        if usual is not None and usual not in chosen.values():
            chosen.setdefault(kind, usual)
    return chosen


def _needed(source: Path | str, chosen: Mapping[str, str], header: Sequence[str]) -> None:
    """Refuse a file whose columns give no address."""
    if "house" in chosen and ("street" in chosen or "place" in chosen):
        return
    if "address" not in chosen:
        raise InputError(
            f"{source} has no columns of street and house number, nor one of whole addresses; it "
            f"has: {', '.join(header) or 'none'}. Name them (--field street=... --field house=...; "
            "in QGIS the fields of addresses)."
        )


def _layer(
    path: Path, fields: Mapping[str, str], findings: Findings, progress: Progress | None
) -> tuple[dict[str, Sequence[Any]], Float, Float]:
    """Read the columns of addresses and a point for each feature of a layer."""
    with opened(path, "addresses", "address", findings) as layer:
        header = list(layer.schema["properties"])
        chosen = columns_by_kind(header, fields)
        _needed(path, chosen, header)
        kinds = [kind for kind in chosen if kind not in ("lon", "lat", "ref")]
        rows: list[list[Any]] = []
        points: list[tuple[float, float]] = []
        total = max(len(layer), 1)
        for number, record in enumerate(layer):
            if number % _REPORT_EVERY == 0:
                report(progress, number / total)
            rows.append(cells_of_record(record, [chosen[kind] for kind in kinds]))
            points.append(_point(record["geometry"]))
        crs = layer.crs
    place = np.array(points, np.float64).reshape(-1, 2)
    lon, lat = transformed(path, crs, place[:, 0], place[:, 1], findings)
    cells = zip(*rows) if rows else [()] * len(kinds)
    return {kind: list(column) for kind, column in zip(kinds, cells)}, lon, lat


def _point(geometry: Any) -> tuple[float, float]:
    if geometry is None:
        return np.nan, np.nan
    if geometry["type"] == "Point":
        coordinates = geometry["coordinates"]
        return (coordinates[0], coordinates[1]) if len(coordinates) > 1 else (np.nan, np.nan)
    return representative_point(geometry) or (np.nan, np.nan)


def _table(
    path: Path, fields: Mapping[str, str], findings: Findings
) -> tuple[dict[str, Sequence[Any]], Float, Float]:
    """Read the columns of addresses and coordinates of a table."""
    table: Mapping[str, Sequence[Any]] = _TABLES[path.suffix.lower()].read_table(path, findings)
    header = list(table)
    chosen = columns_by_kind(header, fields)
    _needed(path, chosen, header)
    return _without_position(table, chosen), *_table_position(path, table, chosen)


def _table_position(
    source: Path | str, table: Mapping[str, Sequence[Any]], chosen: Mapping[str, str]
) -> tuple[Float, Float]:
    if "lon" not in chosen or "lat" not in chosen:
        raise InputError(
            f"{source} has no columns of longitude and latitude; it has: {', '.join(table)}. Name "
            "them (--field lon=... --field lat=...), in degrees."
        )
    lon, _ = number_column(table[chosen["lon"]])
    lat, _ = number_column(table[chosen["lat"]])
    return lon, lat


def _without_position(
    table: Mapping[str, Sequence[Any]], chosen: Mapping[str, str]
) -> dict[str, Sequence[Any]]:
    return {kind: table[name] for kind, name in chosen.items() if kind not in ("lon", "lat", "ref")}


def read_renamings(path: str | os.PathLike[str], book: AddressBook, findings: Findings) -> int:
    """Take old names of streets from a table (old;new) into a book; return how many fit.

    Raises
    ------
    InputError
        The file is missing, unreadable or has no two columns.
    """
    source = existing_file(path, "table of renamed streets")
    reader = _TABLES.get(source.suffix.lower())
    if reader is None:
        raise InputError(f"{source}: a table of renamed streets is one of {' '.join(_TABLES)}.")
    table: Mapping[str, Sequence[Any]] = reader.read_table(source, findings)
    return renamings_from_columns(table, book, findings, str(source))


def renamings_from_columns(
    table: Mapping[str, Sequence[Any]], book: AddressBook, findings: Findings, source: str
) -> int:
    """Take old names of streets from a table that is read already; return how many fit.

    Raises
    ------
    InputError
        It has no two such columns.
    """
    by_name = {folded(name): name for name in table}
    pair = []
    for side in ("old", "new"):
        spellings = map(folded, words()["renamed"][side])
        name = next((by_name[s] for s in spellings if s in by_name), None)
        if name is None:
            raise InputError(
                f"{source} has no column '{side}'; it has: {', '.join(table)}. The first line "
                "names the columns: old;new."
            )
        pair.append(table[name])
    taken = 0
    for old, new in zip(*pair):
        if not str(old or "").strip() or not str(new or "").strip():
            continue
        if book.rename(str(old), str(new)):
            taken += 1
        else:
            findings.add("renamed_unknown", field=str(old), value=str(new))
    return taken


__all__ = [
    "FIELDS",
    "book_from_columns",
    "read_addresses",
    "read_renamings",
    "renamings_from_columns",
]
