# SPDX-License-Identifier: MIT
"""Dates as people of this country write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from accessible_core.findings import Findings
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import ObjectArray
from accessible_core.survey.words import mapped

_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)")
_TIME = re.compile(r"(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|z|[+-]\d\d:?(?:\d\d)?)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: г\.?| ж\.?)?")  # noqa: RUF001 - Cyrillic is meant


def iso_date(text: str) -> str | None:
    """Return a date as ISO 8601, empty for an empty text, None for what is none.

    Read are ISO dates, with a time or not, years alone, and the order of
    Kazakhstan (31.05.2026). Dates with slashes are not: whether 05/06 is in May
    or in June is not guessed.
    """
    text = text.strip()
    if not text or _YEAR.fullmatch(text):
        return text
    day_first = _DAY_FIRST.fullmatch(text)
    basic = _BASIC.fullmatch(text)
    try:
        if day_first:
            day, month, year = (int(part) for part in day_first.groups())
            return date(year, month, day).isoformat()
        if basic:
            return date(*(int(part) for part in basic.groups())).isoformat()
        date.fromisoformat(text[:10])
    except ValueError:
        return None
    return text if _TIME.fullmatch(text[10:]) else None


def checked_dates(
    column: ObjectArray, name: str, ids: ObjectArray, today: date, findings: Findings
) -> ObjectArray:
    """Return a column of dates as ISO 8601, empty where nothing can be read."""
    read = mapped(column, iso_date)
    result = np.array([value or "" for value in read], dtype=object)
    bad = np.array([value is None for value in read], np.bool_)
    cell_findings(findings, "date_unreadable", np.flatnonzero(bad), ids, name, column)
    for row in np.flatnonzero(~bad & (result != column) & (result != "")):
        if column[row].strip() != result[row]:
            findings.add("date_rewritten", ids[row], name, column[row], date=result[row])
    limit = today.isoformat()
    future = np.array([value[: len(limit)] > limit for value in result], np.bool_)
    cell_findings(findings, "date_future", np.flatnonzero(future), ids, name, result)
    return result
