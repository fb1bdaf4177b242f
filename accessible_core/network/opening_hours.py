# SPDX-License-Identifier: MIT
"""Whether something is open, from ``opening_hours=*``: a subset, read strictly or not at all.

Read are 24/7, weekdays, months, dates with or without a year, PH and SH, time spans
(over midnight, too), ``open``, ``off``, ``closed``, ``unknown``, comments, and rules
joined by ``;`` (replaces the day), ``,`` (adds to it) and ``||`` (where else closed).
Anything more (sunrise, weeks, easter, open ends, ``Mo[1]``) makes the value unreadable.
Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml
from accessible_core.network.moment import Moment

_DAY = 24 * 60
_TOKEN = re.compile(
    r'\s*(?:(24/7)|(\d{1,2}:\d\d)|(\d{4})|(\d{1,2})|([a-z]+)|("[^"]*")|(\|\||[-,;:]))\s*'
)
_KINDS = ("always", "time", "year", "number", "word", "comment", "mark")
_DASHES = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2212": "-"})
#: Beyond the last and before the first day of any month.
_FIRST_DAY, _LAST_DAY = 0, 99
_DECEMBER = 12
_LATEST = 48 * 60  # "22:00-26:00" ends on the next day


@lru_cache(maxsize=None)
def _words() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "opening_hours.toml")


class _UnreadableError(ValueError):
    """The text holds something that is not in the subset."""


@dataclass(frozen=True)
class _Dates:
    """Days from one (year, month, day) to another; without years they come every year."""

    begin: tuple[int, int]
    end: tuple[int, int]
    begin_year: int | None = None
    end_year: int | None = None

    def hold(self, day: date) -> bool:
        here = day.month, day.day
        if self.begin_year is not None and self.end_year is not None:
            first, last = (self.begin_year, *self.begin), (self.end_year, *self.end)
            return first <= (day.year, *here) <= last
        if self.begin <= self.end:
            return self.begin <= here <= self.end
        return here >= self.begin or here <= self.end  # over the turn of the year


@dataclass(frozen=True)
class _Rule:
    """One rule: on which days, at which minutes, and what it says of them."""

    joined: str  # how it is joined to those before: ";", "," or "||"
    dates: tuple[_Dates, ...]
    weekdays: frozenset[int]
    holidays: frozenset[str]
    both: bool  # "SH Mo-Fr": weekdays in holidays, not weekdays and holidays
    spans: tuple[tuple[int, int], ...]  # minutes; the end may lie on the next day
    state: bool | None

    def on(self, day: date, holidays: frozenset[str]) -> bool:
        if self.dates and not any(each.hold(day) for each in self.dates):
            return False
        named, weekday = bool(self.holidays & holidays), day.weekday() in self.weekdays
        if not self.holidays:
            return weekday or not self.weekdays
        if not self.weekdays:
            return named
        return (named and weekday) if self.both else (named or weekday)

    def covers(self, minute: int) -> bool:
        return any(begin <= minute < end for begin, end in self.spans)


@dataclass(frozen=True)
class OpeningHours:
    """Opening hours as rules; ask them with `at`."""

    rules: tuple[_Rule, ...]

    def at(self, moment: Moment, holidays: frozenset[str] | None = None) -> bool | None:
        """Tell whether it is open.

        Parameters
        ----------
        moment : Moment
            Without a time, the whole day is asked about.
        holidays : frozenset of str, optional
            What `moment` is known to be: of ``ph`` and ``sh``; None where that is not
            known, so that rules for holidays decide nothing by themselves.

        Returns
        -------
        bool or None
            None where it is not certain: the hours say so, they differ within the day
            asked about, or the answer hangs on whether the day is a holiday.
        """
        minutes = self._changes() if moment.minute is None else {moment.minute}
        named = frozenset[str]().union(*(rule.holidays for rule in self.rules))
        every = _subsets(named) if holidays is None else [holidays]
        days = list(product(every, _subsets(named)))
        found = {
            self._state(moment.day, minute, today, before)
            for minute in minutes
            for today, before in days
        }
        return found.pop() if len(found) == 1 else None

    @property
    def never(self) -> bool:
        """Whether no rule opens anything."""
        return all(rule.state is False for rule in self.rules)

    def _changes(self) -> set[int]:
        """Return the minutes of a day at which anything may change."""
        ends = {minute for rule in self.rules for span in rule.spans for minute in span}
        return {0, *(minute % _DAY for minute in ends)}

    def _state(
        self, day: date, minute: int, today: frozenset[str], before: frozenset[str]
    ) -> bool | None:
        state: bool | None = False
        for rule in self.rules:
            here = rule.on(day, today)
            covered = here and rule.covers(minute)
            # What began yesterday goes on after midnight.
            spilt = rule.covers(minute + _DAY) and rule.on(day - timedelta(days=1), before)
            if rule.joined == "||":
                # Whether a fallback means the rest of the day or other days only is disputed.
                if state is False and (covered or spilt):
                    state = rule.state if rule.state is False else None
            elif covered or spilt:
                state = rule.state
            elif here and rule.joined == ";" and rule.state is not False:
                state = False
        return state


@lru_cache(maxsize=None)
def read_opening_hours(text: str) -> OpeningHours | None:
    """Return opening hours, None for what cannot be read to its last letter."""
    try:
        rules = tuple(_Parser(text).rules())
    except _UnreadableError:
        return None
    return OpeningHours(rules) if rules else None


def _subsets(named: frozenset[str]) -> list[frozenset[str]]:
    names = sorted(named)
    return [
        frozenset(name for name, there in zip(names, choice) if there)
        for choice in product((False, True), repeat=len(names))
    ]


@dataclass
class _Parser:
    """Tokens of one text and how far they have been read."""

    text: str
    _tokens: list[tuple[str, str]] = field(default_factory=list)
    _at: int = 0

    def __post_init__(self) -> None:
        text, place = self.text.strip().lower().translate(_DASHES), 0
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None:
                raise _UnreadableError
            kind = _KINDS[(found.lastindex or 1) - 1]
            value = found[found.lastindex or 1]
            self._tokens.append((kind, _words()["aliases"].get(value, value)))
            place = found.end()

    def rules(self) -> Iterator[_Rule]:
        joined = ";"
        while self._at < len(self._tokens):
            yield self._rule(joined)
            if self._at == len(self._tokens):
                return
            joined = self._take("mark")
            if joined not in (";", ",", "||"):
                raise _UnreadableError

    def _rule(self, joined: str) -> _Rule:
        begin = self._at
        if self._next("always"):
            self._at += 1
            return _Rule(
                joined, (), frozenset(), frozenset(), False, ((0, _DAY),), self._says(True)
            )
        dates = tuple(self._listed(self._dates, ("year", "month")))
        if self._is(":"):
            self._at += 1
        weekdays, holidays, both = self._days()
        if self._is(":"):
            self._at += 1
        spans = tuple(self._listed(self._span, ("time",)))
        selected = self._at > begin
        state = self._says(True if selected else None)
        if self._at == begin:
            raise _UnreadableError
        return _Rule(joined, dates, weekdays, holidays, both, spans or ((0, _DAY),), state)

    def _listed(self, read: Any, kinds: tuple[str, ...]) -> Iterator[Any]:
        """Read items that begin with one of `kinds`, as long as commas go on with one."""
        while any(self._next(kind) for kind in kinds):
            yield read()
            if not (self._is(",") and any(self._next(kind, 1) for kind in kinds)):
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
                return frozenset(weekdays), frozenset(holidays), both
            if self._is(",") and (self._next("weekday", 1) or self._next("holiday", 1)):
                self._at += 1
            elif self._next("weekday") or self._next("holiday"):
                both = True

    def _weekdays(self) -> Iterator[int]:
        names = _words()["weekdays"]
        first = last = names.index(self._take("word"))
        if self._is("-"):
            self._at += 1
            if not self._next("weekday"):
                raise _UnreadableError
            last = names.index(self._take("word"))
        for step in range((last - first) % 7 + 1):
            yield (first + step) % 7

    def _dates(self) -> _Dates:
        year, month, day = self._date()
        other_year, other_month, other_day = year, month, day
        if self._is("-"):
            self._at += 1
            if self._next("number") and month and day:
                other_day = int(self._take("number"))
                if other_day < day:
                    raise _UnreadableError
            else:
                other_year, other_month, other_day = self._date()
                if (other_year is None) != (year is None):
                    # "2026 Apr-Oct": the year holds for both ends; the other way it is unclear.
                    if year is None:
                        raise _UnreadableError
                    other_year = year
                if bool(month) != bool(other_month) or bool(day) != bool(other_day):
                    raise _UnreadableError
        begin = (month or 1, day or _FIRST_DAY)
        end = (other_month or _DECEMBER, other_day or _LAST_DAY)
        if year is not None and (year, *begin) > (other_year, *end):
            raise _UnreadableError
        return _Dates(begin, end, year, other_year)

    def _date(self) -> tuple[int | None, int, int]:
        """Read ``[year] [month [day]]``; 0 for what is not given."""
        year = int(self._take("year")) if self._next("year") else None
        month = day = 0
        if self._next("month"):
            month = _words()["months"].index(self._take("word")) + 1
            if self._next("number"):
                day = int(self._take("number"))
                if not 1 <= day <= 31:  # noqa: PLR2004 - the longest month
                    raise _UnreadableError
        if year is None and not month:
            raise _UnreadableError
        return year, month, day

    def _span(self) -> tuple[int, int]:
        begin = _minutes(self._take("time"))
        if not self._is("-"):
            raise _UnreadableError
        self._at += 1
        end = _minutes(self._take("time"))
        if begin >= _DAY or end > _LATEST:
            raise _UnreadableError
        return begin, end if end > begin else end + _DAY

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

    def _take(self, kind: str) -> str:
        if not self._next(kind):
            raise _UnreadableError
        self._at += 1
        return self._tokens[self._at - 1][1]


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    if int(minute) >= 60:  # noqa: PLR2004 - minutes of an hour
        raise _UnreadableError
    return int(hour) * 60 + int(minute)
