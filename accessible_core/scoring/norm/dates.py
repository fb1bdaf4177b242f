# SPDX-License-Identifier: MIT
"""Which editions the date of a building chooses."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.scoring.norm.editions import edition, editions_for
from accessible_core.survey.table import Survey

_Rows = NDArray[np.intp]
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?!\d)")
#: A column beside `built`: from this date on the building is judged as a new one.
REBUILT = "rebuilt"


def span_of(text: str) -> tuple[date, date]:
    """Return the first and last day that a date as written can mean.

    ``2019`` is some day of that year; what cannot be read is any day at all.
    """
    match = _DAY.match(text.strip())
    try:
        if match is None:
            return date.min, date.max
        year = int(match["year"])
        if match["month"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        month = int(match["month"])
        if match["day"] is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        day = date(year, month, int(match["day"]))
    except ValueError:
        return date.min, date.max
    return day, day


def dates_of_buildings(survey: Survey) -> list[str]:
    """Return the dates that choose the editions: of rebuilding, else of building."""
    built = survey.text("built").tolist()
    rebuilt = survey.extra.get(REBUILT)
    if rebuilt is None:
        return [str(text) for text in built]
    again = ["" if cell is None else str(cell).strip() for cell in rebuilt.tolist()]
    return [str(b) if r in ("", "nan", "None") else r for b, r in zip(built, again)]


def editions_of(survey: Survey, row: int) -> tuple[str, ...]:
    """Return the names of the editions that a row's date chooses."""
    written = dates_of_buildings(survey)[row]
    return tuple(item.name for item in editions_for(*span_of(written)))


def rows_by_edition(
    survey: Survey, rows: _Rows, by: Optional[str]
) -> list[tuple[tuple[str, ...], _Rows]]:
    """Part some rows by the editions that judge them: the named one, or those of their dates."""
    if by is not None:
        return [((edition(by).name,), rows)]
    names_of: dict[str, tuple[str, ...]] = {}
    found: dict[tuple[str, ...], list[int]] = {}
    dates = dates_of_buildings(survey)
    for row in rows.tolist():
        written = dates[row]
        if written not in names_of:
            names_of[written] = tuple(item.name for item in editions_for(*span_of(written)))
        found.setdefault(names_of[written], []).append(row)
    return [(names, np.array(mine, np.intp)) for names, mine in found.items()]
