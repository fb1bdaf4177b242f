# SPDX-License-Identifier: MIT
"""What is noted about single ways and nodes while a network is built (``remarks.toml``).

Tags that contradict each other and values that could not be read are of use to a
mapper only with their place, and the network keeps no tags. Each distinct set of
remarks is kept once, in ``meta["remarks"]``; the column ``remark`` of edges and
nodes counts in it, 0 where there is nothing to remark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml
from accessible_core.network.classify import Tags, Unread
from accessible_core.network.tags import read_incline, read_length, read_step_count

#: ``{"rule": name or "unread", "field": keys, "value": values}``
Remark = dict[str, str]
#: Rule of a value that no reader understood.
UNREAD = "unread"
_PATH = Path(__file__).with_name("remarks.toml")
#: Sets of keys that are remembered.
_KEPT = 5_000


class RemarkList:
    """The distinct sets of remarks of one network, numbered as they come."""

    def __init__(self) -> None:
        self._number: dict[tuple[tuple[str, str, str], ...], int] = {(): 0}

    def number(self, remarks: Sequence[Remark]) -> int:
        """Return the position of a set of remarks, 0 for none."""
        key = tuple((each["rule"], each["field"], each["value"]) for each in remarks)
        return self._number.setdefault(key, len(self._number))

    @property
    def sets(self) -> list[list[Remark]]:
        """All sets in the order of their numbers, ready for JSON."""
        return [
            [{"rule": rule, "field": field, "value": value} for rule, field, value in remarks]
            for remarks in self._number
        ]


def remarks_on(where: str, tags: Tags, unread: Sequence[Unread]) -> list[Remark]:
    """Return what is to be said about the tags of one way or node.

    Parameters
    ----------
    where : str
        ``"way"`` or ``"node"``.
    tags : mapping
    unread : sequence of (key, value)
        What the readers of tags did not understand.
    """
    found = [{"rule": UNREAD, "field": key, "value": value} for key, value in unread]
    for rule in _candidates(where, frozenset(tags)):
        if all(_holds(condition, tags) for condition in rule["if"]):
            shown = [(key, tags[key]) for key in rule["keys"] if key in tags]
            found.append(
                {
                    "rule": rule["rule"],
                    "field": ", ".join(key for key, _ in shown),
                    "value": ", ".join(f"{key}={value}" for key, value in shown),
                }
            )
    return found


@lru_cache(maxsize=_KEPT)
def _candidates(where: str, keys: frozenset[str]) -> list[dict[str, Any]]:
    """Return the rules that tags with these keys may fulfil: for most sets of keys, none."""
    return [
        rule
        for rule in _rules()[where]
        if keys >= rule["needs"] and not keys.isdisjoint(rule["keys"])
    ]


@lru_cache(maxsize=None)
def remark_keys() -> frozenset[str]:
    """Return the keys of ways that any rule looks at."""
    keys: set[str] = set()
    for rule in _rules()["way"]:
        keys.update(key for condition in rule["if"] for key in _keys(condition))
    return frozenset(keys)


@lru_cache(maxsize=None)
def rule_names() -> tuple[str, ...]:
    """Return the names of all rules."""
    return tuple(dict.fromkeys(rule["rule"] for rules in _rules().values() for rule in rules))


@lru_cache(maxsize=None)
def _rules() -> dict[str, list[dict[str, Any]]]:
    data = load_toml(_PATH)
    shared = data["both"]
    rules = {"way": [*data["way"], *shared], "node": [*data["node"], *shared]}
    for rule in (rule for each in rules.values() for rule in each):
        for condition in rule["if"]:
            _check(rule["rule"], condition)
        # Most tags fulfil no rule: told by their keys alone (every rule shows a key it asks for).
        rule["needs"] = frozenset(c["tag"] for c in rule["if"] if _needs_its_tag(c))
    return rules


def _needs_its_tag(condition: Mapping[str, Any]) -> bool:
    return "in" in condition or "read" in condition or condition.get("present") is True


def _keys(condition: Mapping[str, Any]) -> list[str]:
    parts = condition.get("any", condition.get("all"))
    return [condition["tag"]] if parts is None else [key for part in parts for key in _keys(part)]


def _check(rule: str, condition: Mapping[str, Any]) -> None:
    parts = condition.get("any", condition.get("all"))
    if parts is not None:
        for part in parts:
            _check(rule, part)
        return
    kinds = set(condition) - {"tag", "read"}
    compared = kinds <= set(_COMPARISONS) and condition.get("read") in _READERS
    if "tag" not in condition or len(kinds) != 1 or not (compared or kinds <= set(_TESTS)):
        raise KnowledgeError(
            f"{_PATH}: rule '{rule}' has a condition of no known kind: {condition}."
        )


def _holds(condition: Mapping[str, Any], tags: Tags) -> bool:
    if "any" in condition:
        return any(_holds(part, tags) for part in condition["any"])
    if "all" in condition:
        return all(_holds(part, tags) for part in condition["all"])
    value = tags.get(condition["tag"])
    for name, test in _TESTS.items():
        if name in condition:
            return test(value, condition[name])
    number = None if value is None else _READERS[condition["read"]](value)
    return number is not None and any(
        compare(number, condition[name])
        for name, compare in _COMPARISONS.items()
        if name in condition
    )


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "in": lambda value, wanted: value in wanted,
    "not_in": lambda value, wanted: value not in wanted,
    "present": lambda value, wanted: (value not in (None, "no")) == wanted,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "over": lambda value, limit: value > limit,
    "under": lambda value, limit: value < limit,
    "equals": lambda value, wanted: value == wanted,
}


def _steepest(text: str) -> float | None:
    slopes = read_incline(text)
    # "up" and "down" name a direction and no slope.
    return None if slopes is None or math.isnan(sum(slopes)) else max(slopes)


def _plain_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_READERS: dict[str, Callable[[str], float | None]] = {
    "width": lambda text: read_length(text, "width"),
    "kerb_height": lambda text: read_length(text, "kerb_height"),
    "incline": _steepest,
    "step_count": read_step_count,
    "number": _plain_number,
}
