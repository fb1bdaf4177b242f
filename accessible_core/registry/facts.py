# SPDX-License-Identifier: MIT
"""What one facility's answers and measured values prove, as A11yJSON wants it.

Which question proves what is data (``a11yjson.toml``); this module knows only
the ways of taking a fact from an answer or a measured value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from accessible_core.checklists import checklist
from accessible_core.checklists.measure import Quantity, read_quantities
from accessible_core.survey.a11yjson import mapping
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.vocabulary import ENTRANCES, Answer, Zone

_SEGMENT = re.compile(r"(\w+)(?:\[(\w+)\])?")
_CM, _PER_CENT = "cm", "%"


@dataclass(frozen=True)
class Facility:
    """One row of a survey, asked question by question."""

    survey: Survey
    row: int

    @property
    def form(self) -> str:
        """Name of the form."""
        return str(self.survey.form[self.row])

    def has(self, zone: Zone) -> bool:
        """Whether the record holds this zone."""
        return bool(self.survey.present[self.row, ZONE_INDEX[zone]])

    def answer(self, zone: Zone, key: int) -> Answer:
        """Return one answer, UNKNOWN where it was not asked."""
        column = self.survey.column_of.get(Question(zone, key))
        return (
            Answer.UNKNOWN if column is None else Answer(int(self.survey.answers[self.row, column]))
        )

    def answers(self, zone: Zone, keys: list[int]) -> set[Answer]:
        """Return the different answers to several questions."""
        return {self.answer(zone, key) for key in keys}

    def measured(self, zone: Zone, key: int) -> tuple[Quantity, ...]:
        """Return the measured value's sides, empty where there is none that can be read."""
        column = self.survey.measured.get(Question(zone, key))
        text = "" if column is None else str(column[self.row])
        return (read_quantities(text) if text else None) or ()

    def entrances(self) -> list[Zone]:
        """Return the entrances that count for this form and that the record holds."""
        counted = ENTRANCES[: checklist(self.form).entrances]
        return [zone for zone in counted if self.has(zone)]


def accessibility(facility: Facility) -> dict[str, Any]:
    """Return the ``accessibility`` object without grade, empty where nothing is proven."""
    found: dict[str, Any] = {}
    entrances = [known for zone in facility.entrances() if (known := entrance(facility, zone))]
    if entrances:
        found["entrances"] = entrances
    for zone in (zone for zone in Zone if zone not in ENTRANCES and facility.has(zone)):
        for path, value in _facts(facility, zone):
            _put(found, path, value)
        if zone.value in mapping()["absent"] and _does_not_exist(facility, zone):
            found[mapping()["absent"][zone.value]] = None
    rule = mapping()["absent_if_no"]
    if facility.form in rule["forms"]:
        answer = facility.answer(Zone(rule["zone"]), rule["key"])
        if answer is Answer.NO:
            _put(found, rule["path"], None)
    return found


def entrance(facility: Facility, zone: Zone) -> dict[str, Any]:
    """Return one entrance with what is known of it and where its door is."""
    properties: dict[str, Any] = {}
    for path, value in _facts(facility, zone):
        _put(properties, path, value)
    found: dict[str, Any] = {"properties": properties} if properties else {}
    lon, lat = facility.survey.doors[facility.row, ENTRANCES.index(zone)].tolist()
    if lon == lon and lat == lat:  # noqa: PLR0124 - false for NaN
        found["geometry"] = {"type": "Point", "coordinates": [lon, lat]}
    return found


def _does_not_exist(facility: Facility, zone: Zone) -> bool:
    keys = list(checklist(facility.form).keys(zone.kind))
    return bool(keys) and facility.answers(zone, keys) == {Answer.NOT_PROVIDED}


def _facts(facility: Facility, zone: Zone) -> list[tuple[str, Any]]:
    found = []
    for table in mapping()["facts"]:
        if facility.form in table["forms"] and table["zone"] == zone.kind.value:
            for rule in table["entries"]:
                value = _taken(facility, zone, rule)
                if value is not None:
                    found.append((rule["path"], value))
    return found


def _taken(facility: Facility, zone: Zone, rule: dict[str, Any]) -> Any:
    """Return the value that one rule takes from the survey, None where it proves nothing."""
    said = facility.answers(zone, rule["keys"])
    take = rule["take"]
    if take == "exists":
        if Answer.YES in said:
            return True
        return False if said == {Answer.NOT_PROVIDED} else None
    if take in ("answer", "yes") and Answer.YES in said:
        return True
    if take in ("answer", "no") and Answer.NO in said:
        return False
    for key in rule["keys"]:
        sides = facility.measured(zone, key)
        if len(sides) == rule.get("sides", 1):
            value = _quantity(take, sides[rule.get("side", 0)])
            if value is not None:
                return value
    return None


def _quantity(take: str, side: Quantity) -> Any:
    if take == "length" and side.dimension == "length":
        return {"value": round(float(side.value), 2), "unit": _CM}
    if take == "slope" and side.dimension == "share":
        return {"value": round(float(side.value) * 100, 2), "unit": _PER_CENT}
    if take == "count" and side.dimension == "count":
        return int(side.value)
    return None


def _put(target: dict[str, Any], path: str, value: Any) -> None:
    """Set a value in nested objects and lists, making those that are not there."""
    *way, last = path.split(".")
    for step in way:
        match = _SEGMENT.fullmatch(step)
        assert match is not None, path  # noqa: S101 - paths are ours
        name, label = match.groups()
        if label is None:
            target = target.setdefault(name, {})
            continue
        items = target.setdefault(name, [])
        if label.isdigit():
            if not items:
                items.append({})
            target = items[0]
        else:
            found = next((item for item in items if item["category"] == label), None)
            if found is None:
                found = {"category": label}
                items.append(found)
            target = found
    target[last] = value
