# SPDX-License-Identifier: MIT
"""Mappings from TOML files and dictionaries, checked before anything is read with them.

Two forms are understood: the simple one, ``"column of the file" = "known name"``
on every line, and the full one with the tables ``[match]``, ``[columns]``,
``[values]``, ``[constants]``, ``[records]`` and ``[[groups]]``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping as MappingOf
from pathlib import Path
from typing import Any, Optional, Union

from accessible_core.checklists import forms
from accessible_core.errors import InputError, KnowledgeError
from accessible_core.files import existing_file
from accessible_core.knowledge import load_toml, locating
from accessible_core.survey.mapping.model import ColumnRule, Group, GroupItem, Mapping
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.words import folded, words

#: What a word of an answer may be said to mean.
MEANINGS = ("yes", "no", "unknown", "not_provided", "partly")
_TABLES = ("title", "match", "columns", "values", "constants", "records", "groups")

Source = Union[Mapping, MappingOf[str, Any], str, "os.PathLike[str]"]


def as_mapping(source: Optional[Source]) -> Optional[Mapping]:
    """Return a mapping from a mapping, a dictionary of either form, or a TOML file.

    Raises
    ------
    InputError
        There is no such file, or a column is given something that is no name.
    KnowledgeError
        The file or dictionary says something that cannot be.
    """
    if source is None or isinstance(source, Mapping):
        return source
    if isinstance(source, MappingOf):
        return _mapping("mapping", source)
    return load_mapping(existing_file(source, "column mapping"))


def load_mapping(path: Path) -> Mapping:
    """Read one mapping from a TOML file; see `as_mapping`."""
    with locating(path):
        return _mapping(str(path), load_toml(path), path.name)


def _mapping(where: str, document: MappingOf[str, Any], name: str = "") -> Mapping:
    if not any(isinstance(document.get(table), (dict, list)) for table in _TABLES):
        wrong = [column for column, known in document.items() if not isinstance(known, str)]
        if wrong:
            raise InputError(f'{where}: {wrong[0]} must be given a column name, as in "Id" = "id".')
        return Mapping(name, columns={c: ColumnRule(known) for c, known in document.items()})
    return _Reader(where).mapping(name, document)


class _Reader:
    """Reads the full form; every fault names the file and the place."""

    def __init__(self, where: str) -> None:
        self._where = where

    def mapping(self, name: str, document: MappingOf[str, Any]) -> Mapping:
        self._only("the mapping", document, _TABLES)
        match = self._table("[match]", document.get("match", {}), ("columns",))
        records = self._table("[records]", document.get("records", {}), ("needs", "each"))
        columns = self._table("[columns]", document.get("columns", {}))
        groups = document.get("groups", [])
        if not isinstance(groups, list):
            raise self._fault("groups must be written as [[groups]]")
        return Mapping(
            name,
            match=self._texts("[match] columns", match.get("columns", [])),
            columns={column: self._rule(column, rule) for column, rule in columns.items()},
            values=self._values("[values]", document.get("values", {})),
            constants=self._constants(document.get("constants", {})),
            needs=self._texts("[records] needs", records.get("needs", [])),
            each=self._texts("[records] each", records.get("each", [])),
            groups=tuple(self._group(n, group) for n, group in enumerate(groups, start=1)),
        )

    def _rule(self, column: str, rule: Any) -> ColumnRule:
        if isinstance(rule, str):
            rule = {"to": rule}
        place = f"column '{column}'"
        table = self._table(place, rule, ("to", "values", "unit"))
        target = self._known(place, table.get("to"))
        values = self._values(place, table.get("values", {}))
        unit = self._text(f"unit of {place}", table.get("unit", ""))
        kind = meaning_of(target).kind
        if values and kind != "answer":
            raise self._fault(f"{place} has values, but '{target}' is no answer")
        if unit and kind != "measured":
            raise self._fault(f"{place} has a unit, but '{target}' is no measured value")
        return ColumnRule(target, values, unit)

    def _values(self, place: str, table: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for meaning, spellings in self._table(place, table, MEANINGS).items():
            for word in self._texts(f"{place} {meaning}", spellings):
                known = words("answer").get(folded(word))
                # The one thing that no mapping may do: make a barrier passable by a word.
                if meaning == "yes" and known not in (None, "yes"):
                    raise self._fault(f"{place} takes '{word}' for yes, which means {known}")
                if found.setdefault(folded(word), meaning) != meaning:
                    raise self._fault(f"{place} gives '{word}' two meanings")
        return found

    def _constants(self, table: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, value in self._table("[constants]", table).items():
            target = self._known("[constants]", column)
            if meaning_of(target).kind not in ("form", "facility"):
                raise self._fault(
                    f"[constants] may hold the form and facts of places, not '{column}'"
                )
            found[target] = self._text(f"[constants] '{column}'", value)
            if meaning_of(target).kind == "form" and value not in forms():
                raise self._fault(f"[constants] form must be one of {', '.join(forms())}")
        return found

    def _group(self, number: int, group: Any) -> Group:
        place = f"group {number}"
        table = self._table(place, group, ("slots", "count", "items"))
        slots = self._table(f"{place} slots", table.get("slots"))
        patterns = {slot: self._patterns(place, slot, names) for slot, names in slots.items()}
        if "code" not in slots:
            raise self._fault(f"{place} needs slots, one of them code")
        count = table.get("count")
        if not isinstance(count, int) or not 1 <= count <= 1000:  # noqa: PLR2004 - no table has more
            raise self._fault(f"{place} needs count, from 1 to 1000")
        items = table.get("items", [])
        if not isinstance(items, list) or not items:
            raise self._fault(f"{place} needs items, written as [[groups.items]]")
        return Group(patterns, count, tuple(self._item(item, slots) for item in items))

    def _patterns(self, place: str, slot: str, names: Any) -> tuple[str, ...]:
        """Return the columns of a slot, given as one text or a list of them."""
        listed = self._texts(f"{place} {slot}", [names] if isinstance(names, str) else names)
        if not listed or not all("{n}" in name for name in listed):
            raise self._fault(f"{place} {slot} needs columns with {{n}} in each")
        return listed

    def _item(self, item: Any, slots: MappingOf[str, str]) -> GroupItem:
        known = ("code", "to", "slots", "described", "values", "unit", "zero", "settles", "above")
        table = self._table("an item", item, known)
        code = self._text("code of an item", table.get("code"))
        place = f"item '{code}'"
        targets = tuple(
            self._known(place, to) for to in self._texts(f"to of {place}", table.get("to"))
        )
        kinds = {meaning_of(target).kind for target in targets}
        if kinds not in ({"answer"}, {"measured"}):
            raise self._fault(f"{place} must fill answers or measured values")
        described = self._table(f"described of {place}", table.get("described", {}))
        values = self._values(place, table.get("values", {}))
        if bool(values) is not (kinds == {"answer"}):
            raise self._fault(f"{place}: values must be given for answers, and only for them")
        above = self._table(f"above of {place}", table.get("above", {}))
        found = GroupItem(
            code,
            targets,
            self._texts(f"slots of {place}", table.get("slots")),
            {slot: self._text(place, text) for slot, text in described.items()},
            values,
            self._text(f"unit of {place}", table.get("unit", "")),
            bool(table.get("zero", True)),
            self._text(f"settles of {place}", table.get("settles", "")),
            next(((slot, float(least)) for slot, least in above.items()), None),
        )
        if found.settles not in ("", "no"):
            raise self._fault(f"settles of {place} can only be 'no'")
        strange = {*found.slots, *described, *above} - set(slots)
        if strange or not found.slots or not targets:
            raise self._fault(f"{place} needs to and slots of its group: {', '.join(slots)}")
        return found

    def _known(self, place: str, target: Any) -> str:
        name = self._text(f"name in {place}", target)
        if meaning_of(name).kind in ("unknown", "result"):
            raise self._fault(f"{place} leads to '{name}', which is no column known by name")
        return name

    def _table(
        self, place: str, value: Any, known: Optional[tuple[str, ...]] = None
    ) -> MappingOf[str, Any]:
        if not isinstance(value, MappingOf):
            raise self._fault(f"{place} must be a table")
        if known is not None:
            self._only(place, value, known)
        return value

    def _only(self, place: str, table: MappingOf[str, Any], known: tuple[str, ...]) -> None:
        strange = sorted(set(table) - set(known))
        if strange:
            raise self._fault(f"{place} knows no '{strange[0]}'; it may hold {', '.join(known)}")

    def _texts(self, place: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self._fault(f"{place} must be a list of texts")
        return tuple(value)

    def _text(self, place: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self._fault(f"{place} must be a text")
        return value

    def _fault(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self._where}: {what}.")
