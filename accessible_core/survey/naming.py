# SPDX-License-Identifier: MIT
"""What the columns of survey tables are called; the names are data (``columns.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.checklists.devices import device_columns
from accessible_core.knowledge import load_toml
from accessible_core.survey.personal.columns import personal_column
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ENTRANCES, Group, Zone

#: What stands for a blank in names of columns: ``X_coord``, ``x-coord``.
_BREAKS = re.compile(r"[\s_.,\-]+")


@dataclass(frozen=True)
class Meaning:
    """What one column holds.

    Attributes
    ----------
    kind : str
        ``facility`` (a text column of `FACILITY_FIELDS`), ``form``, ``lon``,
        ``lat``, ``door``, ``answer``, ``measured``, ``comment``, ``override``,
        ``override_note``, ``result``, ``quiet``, ``personal`` (tells of a person;
        see `survey.personal`) or ``unknown``.
    name : str
        The facility column; ``lon`` or ``lat`` of a door; ``by``, ``at`` or
        ``reason`` of an override.
    question, zone, group
        What the column is about, where that applies.
    """

    kind: str
    name: str = ""
    question: Optional[Question] = None
    zone: Optional[Zone] = None
    group: Optional[Group] = None


def is_surplus_entrance(column: str) -> bool:
    """Tell whether a column is about a fourth or later entrance, which no form has."""
    found = re.match(r"entrance(\d+)_", column.strip().casefold())
    return found is not None and int(found[1]) > len(ENTRANCES)


@lru_cache(maxsize=None)
def meaning_of(column: str) -> Meaning:
    """Return what a column of this name holds."""
    low = column.strip().casefold()
    meaning = _fixed_names().get(low)
    if meaning is not None:
        return meaning
    rules = _rules()
    if low.startswith(tuple(rules["results"]["prefixes"])):
        return Meaning("result")
    if low.startswith(tuple(rules["quiet"]["prefixes"])):
        return Meaning("quiet")
    answer = _answer_pattern().fullmatch(low)
    if answer:
        question = Question(_zones()[answer["zone"]], int(answer["key"]))
        return Meaning("measured" if answer["measured"] else "answer", question=question)
    if any(_plain(low) in names for pair in _rules()["metres"] for names in pair.values()):
        return Meaning("quiet")  # `survey.projected` reads them
    return Meaning("unknown" if personal_column(column) is None else "personal")


def plain_header_name(column: str) -> str:
    """Return the facility column that a Kazakh or Russian header names; empty for others."""
    return _plain_headers().get(_plain(column.strip().casefold()), "")


def metre_columns(columns: Iterable[str]) -> Optional[tuple[str, str]]:
    """Return the columns of coordinates that need not be degrees, east first, None without."""
    by_word = {_plain(name.casefold()): name for name in reversed(list(columns))}
    for pair in _rules()["metres"]:
        east, north = (
            next((by_word[word] for word in pair[axis] if word in by_word), None)
            for axis in ("east", "north")
        )
        if east is not None and north is not None:
            return east, north
    return None


def _plain(low: str) -> str:
    return _BREAKS.sub(" ", low).strip()


@lru_cache(maxsize=None)
def _rules() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "columns.toml")


@lru_cache(maxsize=None)
def _plain_headers() -> dict[str, str]:
    return {word: name for name, words in _rules()["headers"].items() for word in words}


@lru_cache(maxsize=None)
def _zones() -> dict[str, Zone]:
    return {
        spelling.casefold(): Zone(zone)
        for zone, spellings in _rules()["zones"].items()
        for spelling in spellings
    }


@lru_cache(maxsize=None)
def _answer_pattern() -> re.Pattern[str]:
    zones = "|".join(re.escape(zone) for zone in _zones())
    endings = "|".join(re.escape(ending) for ending in _rules()["endings"]["measured"])
    # Leading zeros would give one question two columns.
    return re.compile(f"(?P<zone>{zones})_(?P<key>0|[1-9][0-9]{{0,8}})(?P<measured>{endings})?")


@lru_cache(maxsize=None)
def _fixed_names() -> dict[str, Meaning]:
    rules = _rules()
    names: dict[str, Meaning] = {}
    for name, spellings in rules["facility"].items():
        names.update((word, Meaning("facility", name)) for word in (name, *spellings))
    for name, spellings in rules["position"].items():
        names.update((word, Meaning(name, name)) for word in (name, *spellings))
    for spelling, zone in _zones().items():
        for ending in rules["endings"]["comment"]:
            names[spelling + ending] = Meaning("comment", zone=zone)
        if zone in ENTRANCES:
            names.update(
                (f"{spelling}_{axis}", Meaning("door", axis, zone=zone)) for axis in ("lon", "lat")
            )
        for group, group_spellings in rules["groups"].items():
            for word in group_spellings:
                meaning = Meaning("override", zone=zone, group=Group(group))
                for prefix in rules["override"]["prefixes"]:
                    names[f"{prefix}{spelling}_{word}"] = meaning
    for note in ("by", "at", "reason"):
        names.update((word, Meaning("override_note", note)) for word in rules["override"][note])
    names.update((name, Meaning("quiet")) for name in rules["quiet"]["names"])
    names.update((name.casefold(), Meaning("quiet")) for name in device_columns())
    return names
