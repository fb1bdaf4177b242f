# SPDX-License-Identifier: MIT
"""Rules read from the text of ``opening_hours=*``.

Read are 24/7, weekdays, months, dates with or without a year, PH and SH, time spans
(over midnight, too), ``open``, ``off``, ``closed``, ``unknown``, comments, and rules
joined by ``;`` (replaces the day), ``,`` (adds to it) and ``||`` (where else closed).
Anything more (sunrise, weeks, easter, open ends, ``Mo[1]``) is not.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml

#: Minutes of a day.
DAY = 24 * 60
_TOKEN = re.compile(
    r'\s*(?:(24/7)|(\d{1,2}:\d\d)|(\d{4})|(\d{1,2})|([a-z]+)|("[^"]*")'
    r"|(\|\||, |[-,;:]))\s*"
)
_KINDS = ("always", "time", "year", "number", "word", "comment", "mark")
_DASHES = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2212": "-"})
#: Beyond the last and before the first day of any month.
_FIRST_DAY, _LAST_DAY = 0, 99
_DECEMBER = 12
_LEAP_YEAR = 2024
_LATEST = 48 * 60  # "22:00-26:00" ends on the next day
_QUARTER = 15  # minutes at which clock times end, mostly


@lru_cache(maxsize=None)
def _words() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "opening_hours.toml")


class UnreadableError(ValueError):
    """The text holds something that is not in the subset."""


@dataclass(frozen=True)
class Dates:
    """Days from one (year, month, day) to another; without years they come every year."""

    begin: tuple[int, int]
    end: tuple[int, int]
    begin_year: int | None = None
    end_year: int | None = None

    @property
    def whole_months(self) -> bool:
        """Whether no day of a month is named."""
        return self.begin[1] == _FIRST_DAY and self.end[1] == _LAST_DAY

    def hold(self, day: date) -> bool:
        """Tell whether a day is among them."""
        here = day.month, day.day
        if self.begin_year is not None and self.end_year is not None:
            first, last = (self.begin_year, *self.begin), (self.end_year, *self.end)
            return first <= (day.year, *here) <= last
        if self.begin <= self.end:
            return self.begin <= here <= self.end
        return here >= self.begin or here <= self.end  # over the turn of the year


@dataclass(frozen=True)
class Rule:
    """One rule: on which days, at which minutes, and what it says of them."""

    joined: str  # how it is joined to those before: ";", "," or "||"
    dates: tuple[Dates, ...]
    weekdays: frozenset[int]
    holidays: frozenset[str]
    both: bool  # "SH Mo-Fr": weekdays in holidays, not weekdays and holidays
    spans: tuple[tuple[int, int], ...]  # minutes; the end may lie on the next day
    state: bool | None

    def on(self, day: date, holidays: frozenset[str]) -> bool:
        """Tell whether it speaks of a day that is known to be what `holidays` says."""
        if self.dates and not any(each.hold(day) for each in self.dates):
            return False
        named, weekday = bool(self.holidays & holidays), day.weekday() in self.weekdays
        if not self.holidays:
            return weekday or not self.weekdays
        if not self.weekdays:
            return named
        return (named and weekday) if self.both else (named or weekday)

    @property
    def daily(self) -> bool:
        """Whether it holds on every day, joined so that it would replace them all."""
        return self.joined == ";" and not (self.dates or self.weekdays or self.holidays)

    def covers(self, minute: int) -> bool:
        """Tell whether one of its spans holds a minute, counted from the day's midnight."""
        return any(begin <= minute < end for begin, end in self.spans)


@dataclass
class Parser:
    """Tokens of one text and how far they have been read.

    Attributes
    ----------
    text : str
        With single spaces.
    apart : bool
        Whether a comma with a space behind it ends a list of days and begins a rule.
    """

    text: str
    apart: bool = False
    _tokens: list[tuple[str, str]] = field(default_factory=list)
    _at: int = 0

    def __post_init__(self) -> None:
        text, place = self.text.strip().lower().translate(_DASHES), 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise UnreadableError
            kind = _KINDS[(found.lastindex or 1) - 1]
            value = found[found.lastindex or 1]
            self._tokens.append((kind, _words()["aliases"].get(value, value)))
            place = found.end()

    def rules(self) -> Iterator[Rule]:
        """Read all rules, none from an empty text.

        Raises
        ------
        UnreadableError
            The text is not in the subset, to its last letter.
        """
        joined = ";"
        while self._at < len(self._tokens):
            yield self._rule(joined)
            if self._at == len(self._tokens):
                return
            mark = self._take("mark").strip()
            if mark not in (";", ",", "||"):
                raise UnreadableError
            # What a comma adds to a fallback is a fallback, too.
            joined = joined if (joined, mark) == ("||", ",") else mark
        if joined != ";" or self._tokens[-1:] == [("mark", ",")]:
            raise UnreadableError  # cut off behind a comma or bars

    def _rule(self, joined: str) -> Rule:
        begin = self._at
        if self._next("always"):
            self._at += 1
            return Rule(joined, (), frozenset(), frozenset(), False, ((0, DAY),), self._says(True))
        dates = tuple(self._dates())
        if self._is(":"):
            self._at += 1
        weekdays, holidays, both = self._days()
        if self._is(":"):
            self._at += 1
        spans = tuple(self._spans())
        selected = self._at
        state = self._says(True if selected > begin else None)
        if self._at == begin:
            raise UnreadableError
        if not spans and self._at == selected and self._comma() and not self._ends_list():
            raise UnreadableError  # "Jun-Aug,Mo 10:00-12:00" is no list, nor two rules for sure
        if joined == "||" and state is False and (spans or dates or weekdays or holidays):
            raise UnreadableError  # what else is closed needs no times
        return Rule(joined, dates, weekdays, holidays, both, spans or ((0, DAY),), state)

    def _spans(self) -> Iterator[tuple[int, int]]:
        while self._next("time"):
            yield self._span()
            if not (self._comma() and self._next("time", 1)):
                return
            self._at += 1

    def _days(self) -> tuple[frozenset[int], frozenset[str], bool]:
        weekdays: set[int] = set()
        holidays: set[str] = set()
        both = False
        while True:
            if self._next("holiday"):
                holidays.add(self._take("word"))
            elif self._next("weekday"):
                weekdays.update(self._weekdays())
            else:
                if both and len(holidays) > 1:
                    raise UnreadableError  # "SH,PH Mo": on which of them Mondays only?
                return frozenset(weekdays), frozenset(holidays), both
            if self._goes_on("weekday", "holiday"):
                self._at += 1
            elif self._next("weekday") or self._next("holiday"):
                both = True

    def _weekdays(self) -> Iterator[int]:
        names = _words()["weekdays"]
        first = last = names.index(self._take("word"))
        if self._is("-"):
            self._at += 1
            if not self._next("weekday"):
                raise UnreadableError
            last = names.index(self._take("word"))
        for step in range((last - first) % 7 + 1):
            yield (first + step) % 7

    def _dates(self) -> Iterator[Dates]:
        """Read ``[years] [months and days]``; years hold for all months behind them."""
        years = list(self._years())
        if years and not self._next("month"):
            quarters = ({first % 100 % _QUARTER, last % 100 % _QUARTER} for first, last in years)
            if any(first < last and rest == {0} for (first, last), rest in zip(years, quarters)):
                raise UnreadableError  # "2000-2030": half an hour?
            for first, last in years:
                yield Dates((1, _FIRST_DAY), (_DECEMBER, _LAST_DAY), first, last)
            return
        whole: set[bool] = set()
        while self._next("month"):
            read = list(self._month_days(years))
            whole.update(dates.whole_months for dates in read)
            if len(whole) > 1:
                raise UnreadableError  # "Oct,Dec 25": peers differ
            yield from read
            if not self._goes_on("month", "year"):
                return
            self._at += 1
            if self._next("year"):
                if len(years) != 1:
                    raise UnreadableError  # "Jan-Mar,2025 Apr", "2024,2025 Jan,2026 Feb"
                years = list(self._years())
                if not self._next("month"):
                    raise UnreadableError
            elif years and whole != {True}:
                raise UnreadableError  # "2025 Dec 25,Dec 31": of which year?

    def _years(self) -> Iterator[tuple[int, int]]:
        while self._next("year"):
            first = last = self._year()
            if self._is("-"):
                self._at += 1
                last = self._year()
                if last < first:
                    raise UnreadableError
            yield first, last
            if not self._goes_on("year"):
                return
            self._at += 1

    def _year(self) -> int:
        year, (first, last) = int(self._take("year")), _words()["years"]
        if not first <= year <= last:
            raise UnreadableError  # "0800-2200"
        return year

    def _month_days(self, years: list[tuple[int, int]]) -> Iterator[Dates]:
        """Read a month or a day, or from one to another, of each of the years."""
        month, day = self._month_day()
        other_year, other_month, other_day = None, month, day
        if self._is("-"):
            self._at += 1
            if self._next("number") and day:
                other_day = _day_of(month, int(self._take("number")))
                if other_day < day:
                    raise UnreadableError
            else:
                other_year = self._year() if self._next("year") else None
                other_month, other_day = self._month_day()
                if bool(day) != bool(other_day):
                    raise UnreadableError
        begin, end = (month, day or _FIRST_DAY), (other_month, other_day or _LAST_DAY)
        if other_year is not None:
            # "2025 Dec 20-2026 Jan 05" says when it begins, "Dec 20-2026 Jan 05" does not.
            if len(years) != 1 or years[0][0] != years[0][1]:
                raise UnreadableError
            if (years[0][0], *begin) > (other_year, *end):
                raise UnreadableError
            yield Dates(begin, end, years[0][0], other_year)
        elif years:
            if begin > end:
                raise UnreadableError  # "2024 Nov-Feb": which of both?
            for first, last in years:
                yield from (Dates(begin, end, year, year) for year in range(first, last + 1))
        else:
            yield Dates(begin, end)

    def _month_day(self) -> tuple[int, int]:
        """Read ``month [day]``; 0 for a day that is not given."""
        if not self._next("month"):
            raise UnreadableError
        month = _words()["months"].index(self._take("word")) + 1
        return month, _day_of(month, int(self._take("number"))) if self._next("number") else 0

    def _span(self) -> tuple[int, int]:
        begin = _minutes(self._take("time"))
        if not self._is("-"):
            raise UnreadableError
        self._at += 1
        end = _minutes(self._take("time"))
        if begin >= DAY or end > _LATEST:
            raise UnreadableError
        end = end if end > begin else end + DAY
        if end - begin > DAY:
            raise UnreadableError
        return begin, end

    def _says(self, otherwise: bool | None) -> bool | None:
        """Read what a rule says: a word, a comment, or neither."""
        words, state, told = _words(), otherwise, False
        if self._next("word"):
            word = self._tokens[self._at][1]
            for name, value in (("open", True), ("closed", False), ("unknown", None)):
                if word in words[name]:
                    state, told = value, True
                    self._at += 1
        if self._next("comment"):
            self._at += 1
            state = state if told else None
        return state

    def _next(self, kind: str, ahead: int = 0) -> bool:
        if self._at + ahead >= len(self._tokens):
            return False
        found, value = self._tokens[self._at + ahead]
        names = {"weekday": "weekdays", "month": "months", "holiday": "holidays"}
        if kind in names:
            return found == "word" and value in _words()[names[kind]]
        return found == kind

    def _is(self, mark: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at] == ("mark", mark)

    def _comma(self) -> bool:
        return self._is(",") or self._is(", ")

    def _ends_list(self) -> bool:
        """Tell whether the comma here ends a list of days."""
        return self.apart and self._is(", ")

    def _goes_on(self, *kinds: str) -> bool:
        """Tell whether a comma leads on to one of `kinds` in the same list."""
        return self._comma() and not self._ends_list() and any(self._next(k, 1) for k in kinds)

    def _take(self, kind: str) -> str:
        if not self._next(kind):
            raise UnreadableError
        self._at += 1
        return self._tokens[self._at - 1][1]


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    if int(minute) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise UnreadableError
    return int(hour) * 60 + int(minute)


def _day_of(month: int, day: int) -> int:
    """Return a day of a month.

    Raises
    ------
    UnreadableError
        The month has no such day in any year.
    """
    if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
        raise UnreadableError
    return day
