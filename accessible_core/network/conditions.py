# SPDX-License-Identifier: MIT
"""Access that depends on time: ``*:conditional`` and ``opening_hours`` of ways and nodes.

A *condition* is the tags on which the access, wheelchair and one-way columns of one
edge or node depend, written as JSON so that each distinct one is a word of the
network's vocabulary. What it means is worked out when somebody asks for a moment;
without one, or where a part cannot be read or does not speak of time (``weight>3.5``,
``winter``), several outcomes are possible and all of them are returned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from accessible_core.network.classify import Tags, Unread, foot_access, oneway_word
from accessible_core.network.moment import Moment
from accessible_core.network.opening_hours import LONGEST_VALUE, OpeningHours, read_opening_hours
from accessible_core.network.rules import rules
from accessible_core.network.tags import WORDS, read_word

_HOURS = "opening_hours"
#: Stands for a value that nobody can tell.
_UNREAD = "?"
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_WRAPPED = re.compile(r"\((.*)\)", re.DOTALL)


@dataclass(frozen=True)
class Outcome:
    """What may hold at a moment; one member each where it is certain.

    Attributes
    ----------
    foot : frozenset of str
        Of FOOT_ACCESS.
    wheelchair : frozenset of str
        Of WHEELCHAIR.
    oneway : frozenset of int
        0 both ways, 1 forward only, -1 backward only.
    read : bool
        False where a value of wheelchair or one-way cannot be read: it may be any.
    """

    foot: frozenset[str]
    wheelchair: frozenset[str]
    oneway: frozenset[int]
    read: bool = True

    @property
    def certain(self) -> bool:
        """Whether nothing else is possible."""
        return self.read and len(self.foot) == len(self.wheelchair) == len(self.oneway) == 1


def condition_text(tags: Tags, unread: list[Unread]) -> str:
    """Return the condition in `tags` as text, "" where they hold none that matters.

    Parameters
    ----------
    tags : mapping
        ``Strand.conditional`` of a way, or the like for a node.
    unread : list
        Values that cannot be read are added: the condition stays, undecided.
    """
    if not tags:
        return ""
    for key, value in tags.items():
        if key == _HOURS:
            fault = read_opening_hours(value) is None
        else:
            fault = key.endswith(":conditional") and _faulty(value)
        if fault and (key, value) not in unread:
            unread.append((key, value))
    text = json.dumps(dict(tags), ensure_ascii=False, sort_keys=True)
    # A closing for lorries, or for everybody where foot=yes is tagged, changes nothing here.
    return "" if outcome(text, None).certain else text


def condition_tags(text: str) -> dict[str, str]:
    """Return the tags of a condition that depend on time, for messages."""
    tags: dict[str, str] = json.loads(text)
    keys = rules()["conditional"]["keys"]
    return {key: value for key, value in tags.items() if key in keys}


def readable(text: str) -> bool:
    """Tell whether every part of a condition can be read and speaks of time."""
    return not any(
        read_opening_hours(value) is None if key == _HOURS else _faulty(value)
        for key, value in condition_tags(text).items()
    )


def outcome(text: str, moment: Moment | None) -> Outcome:
    """Return what may hold under a condition at a moment, None for any moment."""
    tags: dict[str, str] = json.loads(text)
    foot = {
        _foot(tags, access, walk)
        for access, walk in product(_values(tags, "access", moment), _values(tags, "foot", moment))
    }
    if _HOURS in tags:
        hours = read_opening_hours(tags[_HOURS])
        is_open = None if hours is None or moment is None else hours.at(moment)
        if is_open is not True:
            foot = {"no"} if is_open is False else {*foot, "no"}
    chairs, ways = (_values(tags, key, moment) for key in ("wheelchair", "oneway:foot"))
    wheelchair = {
        WORDS["wheelchair"][read_word(value or "unknown", "wheelchair") or 0] for value in chairs
    }
    oneway = {oneway_word(value) or 0 for value in ways}
    read = _UNREAD not in chairs | ways
    return Outcome(frozenset(foot), frozenset(wheelchair), frozenset(oneway), read)


def _foot(tags: Tags, access: str | None, walk: str | None) -> str:
    if walk == _UNREAD or (access == _UNREAD and walk is None):
        return "unknown"
    given = {key: value for key, value in (("access", access), ("foot", walk)) if value}
    return foot_access(given, tags["default"], [], foot_only="foot_only" in tags)


def _values(tags: Tags, key: str, moment: Moment | None) -> frozenset[str | None]:
    """Return which values a tag may have under its conditional twin, None for no tag."""
    found: frozenset[str | None] = frozenset({tags.get(key)})
    text = tags.get(f"{key}:conditional")
    if text is None:
        return found
    clauses = _clauses(text)
    if clauses is None:
        return found | {_UNREAD}
    for value, conditions in clauses:
        holds = _all_hold(conditions, moment)
        if holds is not False:
            found = frozenset({value}) if holds else found | {value}
    return found


def _all_hold(conditions: tuple[OpeningHours | None, ...], moment: Moment | None) -> bool | None:
    told = [None if each is None or moment is None else each.at(moment) for each in conditions]
    if False in told or any(each is not None and each.never for each in conditions):
        return False
    return None if None in told else True


def _faulty(text: str) -> bool:
    clauses = _clauses(text)
    return clauses is None or any(None in conditions for _, conditions in clauses)


@lru_cache(maxsize=None)
def _clauses(text: str) -> tuple[tuple[str, tuple[OpeningHours | None, ...]], ...] | None:
    """Read ``value @ (condition); value @ condition AND condition``.

    Returns
    -------
    tuple of (value, conditions) or None
        Later ones stand over earlier ones. A condition is None where it is no time that
        can be read; the whole is None where it is no such list.

    Notes
    -----
    https://wiki.openstreetmap.org/wiki/Conditional_restrictions
    """
    if len(text) >= LONGEST_VALUE:
        return None
    found = []
    for part in _outside_brackets(text):
        value, at, condition = (piece.strip() for piece in part.partition("@"))
        if not at or not value or not condition:
            return None
        wrapped = _WRAPPED.fullmatch(condition)
        given = _AND.split(wrapped[1] if wrapped else condition)
        found.append((value.lower(), tuple(_condition(each) for each in given)))
    return tuple(found) or None


def _condition(text: str) -> OpeningHours | None:
    key, more, _ = text.lower().partition(">")
    if more and key.strip() in rules()["conditional"]["vehicles"]:
        return read_opening_hours("off")
    return read_opening_hours(text)


def _outside_brackets(text: str) -> Iterator[str]:
    """Split at semicolons that do not stand in brackets."""
    depth, part = 0, ""
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and depth <= 0:
            if part.strip():
                yield part
            part = ""
        else:
            part += letter
    if part.strip():
        yield part
