# SPDX-License-Identifier: MIT
"""The day, and perhaps the time, that a question about streets is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Union

from accessible_core.errors import UsageError

#: A moment as callers give it: ISO 8601 text, a date, or a date with a time.
MomentLike = Union["Moment", str, date, datetime]

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?)?")
_MINUTES_AN_HOUR = 60


@dataclass(frozen=True)
class Moment:
    """A day in the local time of the network, with a minute or as a whole.

    Attributes
    ----------
    day : date
    minute : int or None
        Minutes since midnight, 0 to 1439; None means any time of that day.
    """

    day: date
    minute: int | None = None

    @staticmethod
    def of(given: MomentLike) -> Moment:
        """Return a moment from ISO 8601 text, a date or a naive datetime.

        Raises
        ------
        UsageError
            It is no date, or has a time zone: local time of the network is meant.
        """
        if isinstance(given, Moment):
            return given
        if isinstance(given, datetime):
            if given.tzinfo is not None:
                raise _wrong(given.isoformat())
            return Moment(given.date(), given.hour * _MINUTES_AN_HOUR + given.minute)
        if isinstance(given, date):
            return Moment(given)
        moment = _read(given.strip())
        if moment is None:
            raise _wrong(given)
        return moment

    @staticmethod
    def now() -> Moment:
        """Return the present moment by this machine's clock."""
        return Moment.of(datetime.now())  # noqa: DTZ005 - local time is meant

    def __str__(self) -> str:
        if self.minute is None:
            return self.day.isoformat()
        hour, minute = divmod(self.minute, _MINUTES_AN_HOUR)
        return f"{self.day.isoformat()}T{hour:02d}:{minute:02d}"


def _read(text: str) -> Moment | None:
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
        at = None if found[2] is None else time(int(found[2]), int(found[3]))
    except ValueError:
        return None
    return Moment(day, None if at is None else at.hour * _MINUTES_AN_HOUR + at.minute)


def _wrong(given: str) -> UsageError:
    return UsageError(
        f"{given!r} is no moment: give a date or a date with a time, in the local time of the "
        "network and without a time zone, such as 2026-11-24 or 2026-11-24T18:30."
    )
