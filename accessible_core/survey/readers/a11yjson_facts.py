# SPDX-License-Identifier: MIT
"""What A11yJSON's facts say of a checklist's questions, by the rules of ``a11yjson.toml``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.measure import read_quantity
from accessible_core.findings import Findings
from accessible_core.survey.a11yjson import mapping
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ENTRANCES, Answer, Zone

_GRADE = "wheelchairAccessibilityGrade"
_OF_AN_ENTRANCE = ("properties", "geometry", "type", "formatVersion")
_SHOWN = 80
_QUANTITIES = ("length", "slope", "count")
_CM_PER_INCH = 2.54
#: More than anybody counts or measures; numbers of JSON may have any number of digits.
_MANY = 1e9
#: Dimensions (`Quantity.dimension`) that a kind of fact can have.
_DIMENSIONS = {"length": ("length",), "slope": ("share", "angle")}


def facts_of(
    accessibility: Mapping[str, Any], form: str, findings: Findings, ident: str
) -> tuple[dict[str, str], Counter[str], str]:
    """Return the cells that an ``accessibility`` object fills.

    Parameters
    ----------
    accessibility : mapping
    form : str
        The form that is read into.
    findings : Findings
        Told of values that cannot be read.
    ident : str
        What the place is called in findings.

    Returns
    -------
    dict of str to str
        Answers, measured values and doors by column.
    Counter of str
        Paths that answer no question.
    str
        The wheelchair grade, empty where there is none.
    """
    if form not in forms():
        form = str(mapping()["reading"]["form"])
    reading = _Reading(form, findings, ident)
    entrances = accessibility.get("entrances")
    if isinstance(entrances, list):
        reading.entrances([one for one in entrances if isinstance(one, Mapping)])
    grade = accessibility.get(_GRADE)
    for name, value in accessibility.items():
        if name not in ("entrances", _GRADE) or (name == "entrances" and value is None):
            reading.object(name, value)
    for zone in (zone for zone in Zone if zone not in ENTRANCES):
        reading.zone(zone)
    return reading.cells, reading.left(), grade if isinstance(grade, str) else ""


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield path and value of everything that a JSON value says; lists without indices."""
    if isinstance(value, Mapping) and not _is_quantity(value):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, f"{path}[]")
    else:
        yield path, value


class _Reading:
    """One place's facts by path, as far as they have not been read."""

    def __init__(self, form: str, findings: Findings, ident: str) -> None:
        self.cells: dict[str, str] = {}
        self._form = form
        self._findings = findings
        self._ident = ident
        self._said: dict[str, Any] = {}
        self._left: Counter[str] = Counter()

    def left(self) -> Counter[str]:
        """Return what no question asks, by path."""
        return self._left + Counter(f"accessibility.{path}" for path in self._said)

    def object(self, name: str, value: Any) -> None:
        """Take in one object of the place under its path."""
        if not isinstance(value, list):
            self._said.update(leaves(value, name))
            return
        for label, item in _labelled(name, value):
            if label:
                self._said.update(leaves(item, f"{name}[{label}]"))
            else:
                paths = [path for path, _ in leaves(item, f"{name}[]")]
                self._left.update(f"accessibility.{path}" for path in paths)

    def entrances(self, given: list[Mapping[str, Any]]) -> None:
        """Read entrances, the main one first; more than a form knows are left out."""
        given = sorted(given, key=lambda one: not _is_main(one))
        for zone, one in zip(ENTRANCES, given):
            self._said = dict(leaves(_properties(one), "properties"))
            self._said.pop("properties.isMainEntrance", None)
            self.zone(zone, "properties.")
            self._door(zone, one.get("geometry"))
            self._left.update(f"accessibility.entrances[].{path}" for path in self._said)
            beside = {name: item for name, item in one.items() if name not in _OF_AN_ENTRANCE}
            if "properties" in one:
                self._left.update(
                    f"accessibility.{path}" for path, _ in leaves(beside, "entrances[]")
                )
        self._said = {}
        for one in given[len(ENTRANCES) :]:
            self._left.update(f"accessibility.{path}" for path, _ in leaves(one, "entrances[]"))

    def zone(self, zone: Zone, before: str = "") -> None:
        """Read what is said of one zone; paths begin with `before`."""
        absent = mapping()["absent"].get(zone.value)
        if absent is not None and absent in self._said and self._said[absent] is None:
            del self._said[absent]
            for key in checklist(self._form).keys(zone.kind):
                self.cells[Question(zone, key).column] = Answer.NOT_PROVIDED.wire
            return
        self._absent_if_no(zone)
        sized: dict[int, dict[int, str]] = {}
        read = set()
        for rule in _rules(self._form, zone.kind.value):
            path = before + rule["path"]
            if path in self._said and self._take(zone, rule, self._said[path], sized):
                read.add(path)
        for key, sides in sized.items():
            if sorted(sides) == list(range(_sides(self._form, zone, key))):
                column = f"{Question(zone, key).column}_measured"
                self.cells[column] = " x ".join(sides[side] for side in sorted(sides))
            else:  # one side of a size says nothing
                read -= {before + rule["path"] for rule in _rules(self._form, zone.kind.value)
                         if rule["keys"] == [key]}  # fmt: skip
        for path in read:
            del self._said[path]

    def _absent_if_no(self, zone: Zone) -> None:
        rule = mapping()["absent_if_no"]
        path = rule["path"]
        asked = zone.value == rule["zone"] and self._form in rule["forms"]
        if asked and self._said.get(path, "") is None:
            del self._said[path]
            self.cells[Question(zone, rule["key"]).column] = Answer.NO.wire

    def _take(
        self, zone: Zone, rule: Mapping[str, Any], value: Any, sized: dict[int, dict[int, str]]
    ) -> bool:
        """Take what one fact says of a question; False where that is nothing."""
        take, keys, back = rule["take"], rule["keys"], rule.get("back", "")
        if back == "never":
            return False
        if take == "exists" and back == "absent" and value is False:
            for key in keys:
                self.cells[Question(zone, key).column] = Answer.NOT_PROVIDED.wire
            return True
        if len(keys) != 1:
            return False
        column = Question(zone, keys[0]).column
        if take == "answer" and isinstance(value, bool):
            self.cells[column] = (Answer.YES if value else Answer.NO).wire
            return True
        if take not in _QUANTITIES:
            return False
        text = measured_text(value, take)
        if not text:
            shown = json.dumps(value, ensure_ascii=False)[:_SHOWN]
            self._findings.add("a11yjson_value_unclear", self._ident, rule["path"], shown)
            return True  # said, in a finding of its own
        if rule.get("sides", 1) > 1:
            sized.setdefault(keys[0], {})[rule["side"]] = text
        else:
            self.cells[f"{column}_measured"] = text
        return True

    def _door(self, zone: Zone, geometry: Any) -> None:
        if not isinstance(geometry, Mapping):
            return
        place = geometry.get("coordinates")
        if geometry.get("type") == "Point" and isinstance(place, list) and len(place) > 1:
            for axis, value in zip(("lon", "lat"), place):
                if type(value) in (int, float) and abs(value) < _MANY:
                    self.cells[f"{zone.value}_{axis}"] = repr(value)
        else:
            self._left["accessibility.entrances[].geometry"] += 1


def measured_text(value: Any, kind: str) -> str:
    """Return a quantity as a measured value ("85 cm"), empty where it is not just one.

    An object or a text without unit, "at least", "about" and ranges are no
    measured value.
    """
    if kind == "count":
        return str(value) if type(value) is int and 0 <= value < _MANY else ""
    if isinstance(value, str):
        number, unit = value.strip(), ""
    elif isinstance(value, Mapping):
        exact = value.get("operator", "") in mapping()["reading"]["exactly"]
        ranged = any(value.get(name) is not None for name in ("min", "max"))
        size = value.get("value")
        if not exact or ranged or isinstance(size, bool) or not isinstance(size, (int, float)):
            return ""
        if not 0 <= size < _MANY:
            return ""
        number, unit = np.format_float_positional(size, trim="-"), str(value.get("unit", ""))
    else:
        return ""
    known = mapping()["reading"]
    if unit in known["inches"] and number.replace(".", "", 1).isdigit():
        number = f"{float(number) * known['inches'][unit] * _CM_PER_INCH:.2f}"
        unit = "cm"
    text = f"{number} {known['units'].get(unit, unit)}".strip()
    quantity = read_quantity(text)
    good = quantity is not None and quantity.dimension in _DIMENSIONS[kind]
    return text if good else ""


def _labelled(name: str, items: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list, each with what our paths call it; empty where they do not."""
    if all(isinstance(item, Mapping) and item.get("category") for item in items) and items:
        often = Counter(str(item["category"]) for item in items)
        for item in items:
            word = str(item["category"])
            rest = {key: value for key, value in item.items() if key != "category"}
            yield (word if often[word] == 1 else ""), rest
        return
    sign = mapping()["reading"]["several"].get(name)
    chosen = [item for item in items if isinstance(item, Mapping) and item.get(sign) is True]
    for item in items:
        alone = len(items) == 1 or (len(chosen) == 1 and item is chosen[0])
        yield ("0" if alone else ""), item


def _properties(entrance: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is said of an entrance; before version 9 it stood beside the geometry."""
    properties = entrance.get("properties")
    if isinstance(properties, Mapping):
        return properties
    return {name: item for name, item in entrance.items() if name not in _OF_AN_ENTRANCE}


def _is_main(entrance: Mapping[str, Any]) -> bool:
    return _properties(entrance).get("isMainEntrance") is True


def _is_quantity(value: Mapping[str, Any]) -> bool:
    return "unit" in value and not isinstance(value.get("unit"), Mapping)


@lru_cache(maxsize=None)
def _rules(form: str, kind: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        rule
        for table in mapping()["facts"]
        if form in table["forms"] and table["zone"] == kind
        for rule in table["entries"]
    )


def _sides(form: str, zone: Zone, key: int) -> int:
    """Return how many values make the size that a question asks for."""
    rules = _rules(form, zone.kind.value)
    return max(int(rule.get("sides", 1)) for rule in rules if key in rule["keys"])
