# SPDX-License-Identifier: MIT
"""Whether something is open, from ``opening_hours=*``: a subset, read strictly or not at all.

What is read says `hours_parser`; anything more makes the value unreadable. Where the two
readers in use (opening_hours.js, opening-hours-rs) understand a value differently, both
readings are kept, and what they differ about is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, product

from accessible_core.network.hours_parser import DAY, Parser, Rule, UnreadableError
from accessible_core.network.moment import Moment

#: OSM keeps no more of a value: what is as long may have been cut.
LONGEST_VALUE = 255


@dataclass(frozen=True)
class OpeningHours:
    """Opening hours as rules; ask them with `at`.

    Attributes
    ----------
    readings : tuple of tuple of rules
        What the text may mean, mostly one reading.
    """

    readings: tuple[tuple[Rule, ...], ...]

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
            asked about, the answer hangs on whether the day is a holiday, or on which
            of its readings the text means.
        """
        minutes = self._changes() if moment.minute is None else {moment.minute}
        named = frozenset[str]().union(*(rule.holidays for rule in self._rules))
        every = _subsets(named) if holidays is None else [holidays]
        days = list(product(every, _subsets(named)))
        found = {
            _state(rules, moment.day, minute, today, before)
            for rules in self.readings
            for minute in minutes
            for today, before in days
        }
        return found.pop() if len(found) == 1 else None

    @property
    def never(self) -> bool:
        """Whether no rule opens anything."""
        return all(rule.state is False for rule in self._rules)

    @property
    def _rules(self) -> Iterator[Rule]:
        return chain(*self.readings)

    def _changes(self) -> set[int]:
        """Return the minutes of a day at which anything may change."""
        ends = {minute for rule in self._rules for span in rule.spans for minute in span}
        return {0, *(minute % DAY for minute in ends)}


def _state(
    rules: Iterable[Rule], day: date, minute: int, today: frozenset[str], before: frozenset[str]
) -> bool | None:
    state: bool | None = False
    carried = False  # whether it only holds by what began yesterday
    for rule in rules:
        here = rule.on(day, today)
        covered = here and rule.covers(minute)
        # What began yesterday goes on after midnight.
        spilt = rule.covers(minute + DAY) and rule.on(day - timedelta(days=1), before)
        if rule.joined == "||":
            # Whether a fallback means the rest of the day or other days only is disputed,
            # and so is what goes on after midnight.
            if covered and state is False and not carried:
                state = False if rule.state is False else None
            elif (carried and covered) or (spilt and not covered):
                state = state if state == rule.state else None
        elif covered or spilt:
            state, carried = rule.state, not covered
        elif here and rule.joined == ";" and rule.state is not False:
            state = False
    return state


@lru_cache(maxsize=None)
def read_opening_hours(text: str) -> OpeningHours | None:
    """Return opening hours, None for what cannot be read to its last letter."""
    if len(text) >= LONGEST_VALUE:
        return None
    clean = " ".join(text.split())
    try:
        told = tuple(Parser(clean).rules())
        readings = [told, _adding(told)]
        if ", " in clean:
            # "Mo, We 08:00-12:00" is a list to one reader, and to the other two rules, of
            # which the first opens all of Monday.
            apart = tuple(Parser(clean, apart=True).rules())
            readings += [apart, _adding(apart), _beside_fallback(apart)]
    except UnreadableError:
        return None
    return OpeningHours(tuple(dict.fromkeys(readings))) if told else None


def _adding(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return rules so that those for every day add to what is said of some days.

    "Mo-Fr 10:00-18:00; 10:00-15:00" closes at three every day for one reader, and for the
    other on Saturday and Sunday only.
    """
    of_some_days = False
    found = []
    for rule in rules:
        adds = rule.daily and (of_some_days or rule.state is None)
        found.append(replace(rule, joined=",") if adds else rule)
        of_some_days |= not rule.daily
    return tuple(found)


def _beside_fallback(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return rules so that what a comma adds to a fallback holds whether or not that does.

    In "10:00-24:00 || Mo, Mo unknown" the last rule belongs to the fallback for one reader,
    and for the other it is a rule of its own.
    """
    return tuple(
        replace(rule, joined=",")
        if place and rule.joined == rules[place - 1].joined == "||"
        else rule
        for place, rule in enumerate(rules)
    )


def _subsets(named: frozenset[str]) -> list[frozenset[str]]:
    names = sorted(named)
    return [
        frozenset(name for name, there in zip(names, choice) if there)
        for choice in product((False, True), repeat=len(names))
    ]
