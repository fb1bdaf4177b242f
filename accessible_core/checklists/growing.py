# SPDX-License-Identifier: MIT
"""Which answers of a shorter form carry into a longer one (``growing.toml``).

The survey itself is grown by :mod:`accessible_core.survey.growing`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.checklists.loader import checklist
from accessible_core.checklists.model import Checklist
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml
from accessible_core.vocabulary import ANSWER_BY_WIRE, Answer, ZoneKind

_PATH = Path(__file__).with_name("growing.toml")
_QUESTION = re.compile(r"(?P<zone>[A-Za-z]+)_(?P<key>[1-9]\d*)")
_KNOWN: dict[Answer, Answer] = {a: a for a in Answer if a is not Answer.UNKNOWN}


@dataclass(frozen=True)
class Carry:
    """What one question of the shorter form says in the longer one.

    Attributes
    ----------
    kind : ZoneKind
    key : int
        Asked in the shorter form.
    to : tuple of int
        Keys of the longer form that it says something about.
    answers : mapping of Answer to Answer
        What becomes what; answers that are not named do not carry.
    """

    kind: ZoneKind
    key: int
    to: tuple[int, ...]
    answers: Mapping[Answer, Answer]


@lru_cache(maxsize=None)
def growth(shorter: str, longer: str) -> tuple[Carry, ...]:
    """Return what carries from one form into another.

    Raises
    ------
    UsageError
        A survey of the one form cannot be grown into the other.
    KnowledgeError
        ``growing.toml`` is broken.
    """
    for entry in _entries():
        if entry["from"] == shorter and longer in entry["to"]:
            asked, wanted = checklist(shorter), checklist(longer)
            listed = [_carry(item, asked, wanted) for item in entry.get("carry", [])]
            own = {(item.kind, item.key) for item in listed}
            alike = [
                Carry(question.kind, question.key, (question.key,), _KNOWN)
                for question in asked
                if (question.kind, question.key) not in own
                and wanted.get(question.kind, question.key) == question
            ]
            return tuple(alike + listed)
    ways = ", ".join(f"{e['from']} into {' or '.join(e['to'])}" for e in _entries())
    raise UsageError(f"A survey grows from {ways}, not from {shorter} into {longer}.")


def grows_into(shorter: str, longer: str) -> bool:
    """Whether a survey of the one form can be grown into the other."""
    return any(e["from"] == shorter and longer in e["to"] for e in _entries())


def targets() -> tuple[str, ...]:
    """Return the forms that a survey can be grown into."""
    return tuple(dict.fromkeys(form for entry in _entries() for form in entry["to"]))


def _entries() -> list[dict[str, Any]]:
    entries = load_toml(_PATH).get("grow", [])
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry.get("from"), str) or not isinstance(entry.get("to"), list):
            raise KnowledgeError(f"{_PATH}: [[grow]] {number} needs 'from' and 'to'.")
    return list(entries)


def _carry(item: Mapping[str, Any], asked: Checklist, wanted: Checklist) -> Carry:
    where = f"{_PATH}: {asked.form} {item.get('question')!r}:"
    match = _QUESTION.fullmatch(str(item.get("question")))
    if match is None or match["zone"] not in {kind.value for kind in ZoneKind}:
        raise KnowledgeError(f"{where} no question such as 'entrance_30'.")
    kind, key = ZoneKind(match["zone"]), int(match["key"])
    if asked.get(kind, key) is None:
        raise KnowledgeError(f"{where} the form '{asked.form}' does not ask it.")
    # Of the forms that an entry serves, a shorter one may ask only some of the keys.
    to = tuple(k for k in item.get("to", ()) if wanted.get(kind, k) is not None)
    if not to:
        raise KnowledgeError(f"{where} the form '{wanted.form}' asks none of {item.get('to')}.")
    try:
        answers = {ANSWER_BY_WIRE[a]: ANSWER_BY_WIRE[b] for a, b in item["answers"].items()}
    except (KeyError, AttributeError) as error:
        raise KnowledgeError(f"{where} answers: {error} is no answer.") from None
    if Answer.UNKNOWN in answers or Answer.UNKNOWN in answers.values():
        raise KnowledgeError(f"{where} 'unknown' carries by itself.")
    return Carry(kind, key, to, answers)
