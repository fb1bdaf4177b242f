# SPDX-License-Identifier: MIT
"""Reading forms from their TOML files, with every fault named by file and key.

A form's file (``forms/<form>.toml``) gives the structure: zones, groups,
subgroups and the order of keys. The wording of a key comes from the catalogue
that the form names (``questions/<zone>.toml``), where forms share it, or from
the form's own ``[questions.<zone>.<key>]``, where it differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional, Union

from accessible_core.checklists.model import (
    Checklist,
    ChecklistQuestion,
    QuestionGroup,
    Subgroup,
    Threshold,
    Words,
)
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml, locating
from accessible_core.vocabulary import LANGUAGES, ZoneKind

_FOLDER = Path(__file__).parent
_FORMS = _FOLDER / "forms"
_QUESTIONS = _FOLDER / "questions"

OPERATORS = frozenset({">=", ">", "<=", "<", "==", "between"})
UNITS = frozenset({"cm", "m", "%", "count", "s", "min", "Nm"})
_NO_WORDS: Words = dict.fromkeys(LANGUAGES, "")
_MAX_ENTRANCES = 3
#: Place of forms that do not give one.
_LAST = 1000
_RATIO = re.compile(r"1:[1-9]\d*(\.\d+)?")


@lru_cache(maxsize=None)
def forms() -> tuple[str, ...]:
    """Return the names of all forms that lie in ``forms/``, in the order they give."""
    found = [(_order(path, load_toml(path)), path.stem) for path in _FORMS.glob("*.toml")]
    return tuple(name for _, name in sorted(found))


def _order(path: Path, document: Mapping[str, Any]) -> int:
    order = document.get("order", _LAST)
    if type(order) is not int:
        raise KnowledgeError(f"{path}: order must be a whole number.")
    return order


@lru_cache(maxsize=None)
def checklist(form: str) -> Checklist:
    """Return one form by name.

    Raises
    ------
    UsageError
        There is no such form; the message lists the known ones.
    KnowledgeError
        Its file is broken.
    """
    if form not in forms():
        raise UsageError(f"There is no form '{form}': known are {', '.join(forms())}.")
    return load_form(_FORMS / f"{form}.toml")


def load_form(path: Path) -> Checklist:
    """Read and check one form's file.

    Raises
    ------
    KnowledgeError
        The file is broken; the message names file, key, fault and line.
    """
    with locating(path):
        return _FormFile(path, load_toml(path)).read()


def form_path(form: str) -> Path:
    """Return the file of one form."""
    return _FORMS / f"{form}.toml"


@lru_cache(maxsize=None)
def _catalogue(name: str) -> Mapping[str, Any]:
    """Return a shared catalogue: headings and, by zone, the questions."""
    folder = _QUESTIONS / name
    headings = load_toml(folder / "headings.toml")
    zones = {
        path.stem: load_toml(path) for path in folder.glob("*.toml") if path.stem != "headings"
    }
    return {"headings": headings, "questions": zones, "folder": folder}


class _FormFile:
    """One form's file while it is read; keeps what messages must name."""

    def __init__(self, path: Path, document: dict[str, Any]) -> None:
        self._path = path
        self._document = document
        self._where = ""
        name = self._document.get("catalogue", "")
        if not isinstance(name, str) or (name and not (_QUESTIONS / name).is_dir()):
            raise self._fault(f"there is no catalogue '{name}' in {_QUESTIONS}")
        shared = _catalogue(name) if name else {"headings": {}, "questions": {}}
        self._headings: dict[str, Any] = {**shared["headings"], **self._table("headings")}
        self._shared: Mapping[str, Any] = shared["questions"]
        self._own = self._table("questions")
        self._used: set[tuple[str, str]] = set()

    def read(self) -> Checklist:
        """Return the checklist, or raise on the first fault."""
        document = self._document
        self._only(
            document,
            [
                "form",
                "order",
                "catalogue",
                "source",
                "entrances",
                "title",
                "zones",
                "headings",
                "questions",
                "rules",
            ],
        )
        if document.get("form") != self._path.stem:
            raise self._fault(f"form = {document.get('form')!r} must be the file's name")
        _order(self._path, document)
        entrances = document.get("entrances", 1)
        if type(entrances) is not int or not 1 <= entrances <= _MAX_ENTRANCES:
            raise self._fault("entrances must be 1, 2 or 3")
        zones: dict[ZoneKind, tuple[QuestionGroup, ...]] = {}
        for table in self._list(document, "zones"):
            kind = self._kind(table.get("zone"))
            if kind in zones:
                raise self._fault("the zone stands twice")
            zones[kind] = self._groups(kind, table)
        self._where = ""
        if not zones:
            raise self._fault("no zones")
        self._nothing_left()
        return Checklist(
            form=self._path.stem,
            words=self._words(document.get("title")),
            entrances=entrances,
            zones=zones,
            rules=self._table("rules"),
            source=str(document.get("source", "")),
        )

    def _kind(self, name: object) -> ZoneKind:
        self._where = f"[[zones]] zone = {name!r}"
        try:
            return ZoneKind(name)
        except ValueError:
            known = ", ".join(kind.value for kind in ZoneKind)
            raise self._fault(f"no such zone: known are {known}") from None

    def _groups(self, kind: ZoneKind, table: Mapping[str, Any]) -> tuple[QuestionGroup, ...]:
        self._only(table, ["zone", "groups"])
        seen: set[int] = set()
        groups = []
        for group in self._list(table, "groups"):
            self._only(group, ["title", "subgroups"])
            subgroups = []
            for subgroup in self._list(group, "subgroups"):
                self._only(subgroup, ["title", "keys"])
                keys = self._keys(subgroup, seen)
                questions = tuple(self._question(kind, key) for key in keys)
                subgroups.append(Subgroup(self._heading(subgroup), questions))
            groups.append(QuestionGroup(self._heading(group), tuple(subgroups)))
        if not seen:
            raise self._fault("the zone asks nothing")
        return tuple(groups)

    def _keys(self, subgroup: Mapping[str, Any], seen: set[int]) -> list[int]:
        keys = subgroup.get("keys")
        if not isinstance(keys, list) or not all(type(key) is int and key > 0 for key in keys):
            raise self._fault("keys must be a list of whole numbers above 0")
        for key in keys:
            if key in seen:
                raise self._fault(f"key {key} stands twice")
            seen.add(key)
        return keys

    def _question(self, kind: ZoneKind, key: int) -> ChecklistQuestion:
        zone, place = kind.value, self._where
        self._where = f"[questions.{zone}.{key}]"
        own = self._own_of(zone).get(str(key))
        entry = own if own is not None else self._shared.get(zone, {}).get(str(key))
        if entry is None:
            raise self._fault("is neither in this file nor in its catalogue")
        self._used.add((zone, str(key)))
        self._only(entry, [*LANGUAGES, "thresholds", "pair", "help"])
        pair = entry.get("pair")
        if pair is not None and type(pair) is not int:
            raise self._fault("pair must be the key of another question")
        limits = self._list(entry, "thresholds")
        thresholds = tuple(self._threshold(item) for item in limits)
        hint = self._words(entry["help"]) if "help" in entry else {}
        question = ChecklistQuestion(kind, key, self._words(entry), thresholds, pair, hint)
        self._where = place
        return question

    def _threshold(self, item: Mapping[str, Any]) -> Threshold:
        self._only(item, list(Threshold.__dataclass_fields__))
        missing = [name for name in ("quantity", "op", "value", "unit") if name not in item]
        if missing:
            raise self._fault(f"a threshold lacks {', '.join(missing)}")
        for name in ("quantity", "op", "unit", "ratio", "when", "note"):
            if not isinstance(item.get(name, ""), str):
                raise self._fault(f"{name} must be a text")
        if "ratio" in item and not _RATIO.fullmatch(item["ratio"]):
            raise self._fault(f"ratio {item['ratio']!r} must be written as 1:12")
        if item["op"] not in OPERATORS:
            raise self._fault(f"op {item['op']!r}: known are {' '.join(sorted(OPERATORS))}")
        if item["unit"] not in UNITS:
            raise self._fault(f"unit {item['unit']!r}: known are {' '.join(sorted(UNITS))}")
        for name in ("valid_from", "valid_until"):
            if name in item and type(item[name]) is not date:
                raise self._fault(f"{name} must be a date such as 2019-02-18")
        return Threshold(**{**item, "value": self._limit(item["op"], item["value"])})

    def _limit(self, op: str, value: object) -> Union[float, tuple[float, float]]:
        if op != "between":
            if not _is_number(value):
                raise self._fault(f"the value {value!r} must be a number")
            return value  # type: ignore[return-value]
        if not isinstance(value, list) or [_is_number(bound) for bound in value] != [True, True]:
            raise self._fault("'between' needs a pair of numbers")
        if value[0] >= value[1]:
            raise self._fault(f"'between' {value}: the first bound must be the lower one")
        return (value[0], value[1])

    def _heading(self, table: Mapping[str, Any]) -> Words:
        name = table.get("title", "")
        if name == "":
            return _NO_WORDS
        if not isinstance(name, str) or name not in self._headings:
            raise self._fault(f"there is no heading '{name}'")
        return self._words(self._headings[name])

    def _words(self, entry: object) -> Words:
        if not isinstance(entry, dict):
            raise self._fault("needs a text in kk, ru and en")
        for language in LANGUAGES:
            text = entry.get(language)
            if not isinstance(text, str) or not text.strip():
                raise self._fault(f"lacks the text in '{language}'")
        return {language: entry[language] for language in LANGUAGES}

    def _own_of(self, zone: str) -> dict[str, Any]:
        entries = self._own.get(zone, {})
        if not isinstance(entries, dict):
            raise self._fault(f"[questions.{zone}] must be a table")
        return entries

    def _nothing_left(self) -> None:
        for zone in self._own:
            for key in self._own_of(zone):
                if (zone, key) not in self._used:
                    raise self._fault(f"[questions.{zone}.{key}] is worded but not asked")

    def _table(self, name: str) -> dict[str, Any]:
        table = self._document.get(name, {})
        if not isinstance(table, dict):
            raise self._fault(f"{name} must be a table")
        return table

    def _list(self, table: Mapping[str, Any], name: str) -> list[Any]:
        items = table.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self._fault(f"{name} must be a list of tables")
        return items

    def _only(self, table: object, known: Iterable[str]) -> None:
        if not isinstance(table, dict):
            raise self._fault(f"{table!r} must be a table")
        surplus = set(table) - set(known)
        if surplus:
            raise self._fault(f"'{min(surplus)}' means nothing here")

    def _fault(self, what: str) -> KnowledgeError:
        place = f"{self._where} " if self._where else ""
        return KnowledgeError(f"{self._path}: {place}{what}.")


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def applies_to(question: ChecklistQuestion, built: Optional[date]) -> Optional[bool]:
    """Whether `question` is the one of its dated pair for a building of `built`.

    Returns None where it cannot be told: a dated question, and no date.
    """
    dated = [
        threshold
        for threshold in question.thresholds
        if threshold.valid_from is not None or threshold.valid_until is not None
    ]
    if not dated:
        return True
    return None if built is None else any(threshold.holds_on(built) for threshold in dated)
