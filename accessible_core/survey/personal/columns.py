# SPDX-License-Identifier: MIT
"""Which columns of a table tell of people; the words are data (``personal.toml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.knowledge import load_toml

SURVEYOR, CONTACT = "surveyor", "contact"
#: Kinds that are about whoever filled the form in, whatever else the name says.
_SURVEYORS_OWN = ("account", "device", "place")
#: Kinds that a place may have of its own, for everybody.
_MAY_BE_PUBLIC = ("phone", "email")
_BETWEEN = re.compile(r"[\W_]+|(?<=[a-zа-я])(?=[A-ZА-Я])")  # noqa: RUF001 - Cyrillic is meant


@dataclass(frozen=True)
class PersonalColumn:
    """What a column tells of whom.

    Attributes
    ----------
    role : str
        ``surveyor``, or ``contact`` for anybody else.
    kind : str
        ``name``, ``phone``, ``email``, ``number`` (of a document), ``account``,
        ``device`` or ``place``.
    """

    role: str
    kind: str


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return ``personal.toml``."""
    return load_toml(Path(__file__).with_name("personal.toml"))


@lru_cache(maxsize=None)
def personal_column(name: str) -> Optional[PersonalColumn]:
    """Tell what a column of this name says about people; None where it says nothing."""
    rules = knowledge()
    runs, whole = _runs(name)
    if name.strip().casefold() in rules["public"]["columns"]:
        return None
    for kind, phrases in rules["whole"].items():
        if whole in _joined(phrases):
            return PersonalColumn(SURVEYOR, kind)
    kinds = [kind for kind in rules["kinds"] if runs & _joined(rules["kinds"][kind])]
    for kind in kinds:
        if kind in _SURVEYORS_OWN:
            return PersonalColumn(SURVEYOR, kind)
    roles = [role for role in rules["roles"] if runs & _joined(rules["roles"][role])]
    role = SURVEYOR if SURVEYOR in roles else CONTACT
    people = [each for each in roles if each != "public"]
    for kind in kinds:
        if "public" in roles and not people and kind in _MAY_BE_PUBLIC:
            return None
        return PersonalColumn(role, kind)
    if people and runs & _joined(rules["named"]["words"]):
        return PersonalColumn(role, "name")
    if any(whole in _joined(rules["roles"][each]) for each in people):
        return PersonalColumn(role, "name")
    return None


def names_institutions(column: str, cells: Iterable[str]) -> bool:
    """Tell whether a column called "full name" holds legal names of institutions only."""
    rules = knowledge()["institutions"]
    _, whole = _runs(column)
    filled = {_folded(cell) for cell in cells if cell.strip()}
    return (
        whole in _joined(rules["columns"])
        and bool(filled)
        and all(_institution().search(cell) is not None for cell in filled)
    )


@lru_cache(maxsize=None)
def _institution() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(knowledge()["institutions"]["words"]) + ")")


def is_public_contact(name: str) -> bool:
    """Tell whether a column is the place's own phone or address, meant for everybody."""
    rules = knowledge()
    if name.strip().casefold() in rules["public"]["columns"]:
        return True
    runs, _ = _runs(name)
    return (
        personal_column(name) is None
        and bool(runs & _joined(rules["roles"]["public"]))
        and any(runs & _joined(rules["kinds"][kind]) for kind in _MAY_BE_PUBLIC)
    )


def _runs(name: str) -> tuple[set[str], str]:
    """Return all runs of a name's words, joined, and the whole name as one."""
    words = [_folded(word) for word in _BETWEEN.split(name) if word]
    # A name of a column that is a whole sentence is a question; runs of a few words do.
    found = {
        "".join(words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, min(begin + 4, len(words)) + 1)
    }
    return found, "".join(words)


def _joined(phrases: Iterable[str]) -> frozenset[str]:
    return _joined_tuple(tuple(phrases))


@lru_cache(maxsize=None)
def _joined_tuple(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(_folded(phrase).split()) for phrase in phrases)


def _folded(word: str) -> str:
    return word.casefold().replace("ё", "е")  # noqa: RUF001 - Cyrillic is meant
