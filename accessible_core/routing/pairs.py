# SPDX-License-Identifier: MIT
"""Reading start and end points from a CSV table."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from math import inf, isfinite

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings

_COLUMNS = ("id", "from_lon", "from_lat", "to_lon", "to_lat")
_WEIGHT = "weight"
_MOST_LON, _MOST_LAT = 180.0, 90.0


@dataclass(frozen=True)
class Pair:
    """One line of the table; points are (lon, lat) in degrees."""

    id: str
    start: tuple[float, float]
    end: tuple[float, float]
    weight: float = 1.0


def read_pairs(source: str | os.PathLike[str], findings: Findings) -> list[Pair]:
    """Read a table of pairs; lines that cannot be read become findings.

    Parameters
    ----------
    source : path
        CSV with the columns id, from_lon, from_lat, to_lon, to_lat, in any order, and
        perhaps weight (how many trips a line stands for, 1 where there is no such column);
        separated by comma, semicolon or tab.
    findings : Findings
        Takes ``pair_not_readable`` with the line number.

    Raises
    ------
    InputError
        There is no such file, it is no text, or lacks a column.
    """
    path = existing_file(source, "table of pairs")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text ({error}).") from error
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    rows = csv.DictReader(text.splitlines(), delimiter=separator, skipinitialspace=True)
    names = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = names
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise InputError(
            f"{path} lacks {', '.join(missing)}: a table of pairs has the columns "
            f"{','.join(_COLUMNS)}."
        )
    pairs = []
    for row in rows:
        try:
            pairs.append(_pair(row, separator))
        except ValueError as error:  # noqa: PERF203 - one broken line must not stop the others
            findings.add("pair_not_readable", record=rows.line_num, value=error)
    return pairs


def _pair(row: dict[str, str], separator: str) -> Pair:
    numbers = [
        _number(row, name, separator, -most, most)
        for name, most in zip(_COLUMNS[1:], (_MOST_LON, _MOST_LAT) * 2)
    ]
    weight = _number(row, _WEIGHT, separator, 0.0, inf) if _WEIGHT in row else 1.0
    return Pair(row["id"], (numbers[0], numbers[1]), (numbers[2], numbers[3]), weight)


def _number(row: dict[str, str], name: str, separator: str, least: float, most: float) -> float:
    given = (row[name] or "").strip()
    # A decimal comma can only stand where commas do not separate columns.
    plain = given if separator == "," else given.replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        raise ValueError(f"{name}={given}") from None
    if not (isfinite(number) and least <= number <= most):
        raise ValueError(f"{name}={given}")
    return number
