# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: RUF001 - names and remarks in Kazakh and Russian

"""Answers to the checklists: ways in which a place can be good, mixed, poor or little known."""

from __future__ import annotations

import random
from collections.abc import Callable

from accessible_core.survey.contradictions import rules
from accessible_core.vocabulary import ZONES as ZONES_OF_SURVEYS
from sample_city.facility_plan import Facility
from sample_city.forms import ZONES, keys

YES, NO, UNKNOWN, NOT_PROVIDED = "yes", "no", "", "not_provided"
Answers = dict[str, str]
_Rule = Callable[[str, int, float], str]

#: Keys that the registry's entrance rule looks at (scoring.md, middle and full form).
_ENTRANCE_KEYS = {1, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 52, 54, 55, 56, 57, 58, 1000, 1001}


def _good(zone: str, key: int, draw: float) -> str:
    """Nearly all yes; stairs are not foreseen because there are none."""
    if zone.startswith("entrance"):
        return NOT_PROVIDED if 2 <= key <= 10 else YES
    if zone == "movement" and 12 <= key <= 18:
        return NOT_PROVIDED
    if zone == "kidsAccessibility":
        return YES if draw < 0.6 else NOT_PROVIDED
    if zone == "navigation" and key not in {1, 1000} and draw > 0.9:
        return NO
    return YES


def _mixed(zone: str, key: int, draw: float) -> str:
    del zone, key
    return YES if draw < 0.5 else NO if draw < 0.72 else UNKNOWN if draw < 0.9 else NOT_PROVIDED


def _poor(zone: str, key: int, draw: float) -> str:
    """Answer for steps at the door and nothing that helps; a few good things inside."""
    if zone.startswith("entrance") and key in _ENTRANCE_KEYS:
        return NO if draw < 0.9 or key < 2 or key >= 1000 else UNKNOWN
    return NO if draw < 0.62 else YES if draw < 0.85 else NOT_PROVIDED


def _sparse(zone: str, key: int, draw: float) -> str:
    """Seen from the street only."""
    if zone.startswith("entrance"):
        return UNKNOWN if draw < 0.9 else YES
    del key
    return UNKNOWN if draw < 0.985 else NO


def _green_single(zone: str, key: int, draw: float) -> str:
    """Only the door's width is known; the other zones are not foreseen."""
    del draw
    if zone == "entrance1":
        return YES if key == 30 else UNKNOWN
    return NOT_PROVIDED


def _red_one_change(zone: str, key: int, draw: float) -> str:
    """Answer for steps, no ramp, no lift at the door; all the rest as it should be."""
    del draw
    return NO if zone == "entrance1" and key in {1, 1000, 1001} else YES


_RULES: dict[str, _Rule] = {
    "good": _good,
    "mixed": _mixed,
    "poor": _poor,
    "sparse": _sparse,
    "story_green_steps": lambda *_: YES,
    "story_all_yes": lambda *_: YES,
    "story_green_single": _green_single,
    "story_red_one_change": _red_one_change,
}


def answers(facility: Facility) -> Answers:
    """Return the answers of a facility, ``{"entrance1_30": "yes"}``; unknown ones are empty."""
    rng = random.Random(int(facility.id[3:]) * 7919)  # noqa: S311 - a fixed seed is wanted
    out: Answers = {}
    for zone in ZONES:
        rule = _RULES.get(facility.pattern, _good)
        if zone in {"entrance2", "entrance3"}:
            if facility.pattern != "three_entrances":
                continue
            rule = _poor if zone == "entrance2" else _mixed
        for key in keys(facility.form, zone):
            out[f"{zone}_{key}"] = rule(zone, key, rng.random())
    return _coherent(out, facility.form)


def _coherent(drawn: Answers, form: str) -> Answers:
    """Leave open what is denied though other answers tell of it: a lift's door, no lift."""
    out = dict(drawn)
    for rule in (rule for rule in rules() if form in rule.forms):
        for zone in (zone.value for zone in ZONES_OF_SURVEYS if zone.kind is rule.kind):
            other = zone if rule.kind is rule.other_kind else rule.other_kind.value
            for key, answer in rule.first:
                told = {
                    out.get(f"{other}_{one}") for one in rule.told if (other, one) != (zone, key)
                }
                denied = {out.get(f"{other}_{one}") for one in rule.denied}
                here = out.get(f"{zone}_{key}") == answer.wire
                if here and (YES in told or denied & {NO, NOT_PROVIDED}):
                    out[f"{zone}_{key}"] = UNKNOWN
    return out


#: Measured values as surveyors write them: facility, column, value, answer given with it.
#: An empty answer is to be completed from the measurement.
MEASURED: tuple[tuple[str, str, str, str], ...] = (
    ("UQ-001", "entrance1_30", "120 cm", YES),
    ("UQ-001", "movement_1", "2,4 m", ""),
    ("UQ-001", "movement_6", "95 cm", YES),
    ("UQ-001", "service_1", "78 cm", ""),
    ("UQ-009", "entrance1_30", "0,9 m", ""),
    ("UQ-009", "entrance1_31", "1 cm", YES),
    ("UQ-009", "movement_6", "85 cm", ""),
    ("UQ-009", "toilet_7", "8 mm", ""),
    ("UQ-010", "entrance1_30", "91 cm", ""),
    ("UQ-010", "entrance1_31", "1.2 cm", ""),
    ("UQ-019", "entrance1_60", "1:12", ""),
    ("UQ-019", "entrance1_30", "100 cm", YES),
    ("UQ-024", "parking_2", "370 x 540 cm", YES),
    ("UQ-024", "movement_1", "300 cm", YES),
    ("UQ-024", "service_8", "1.2 m", ""),
    ("UQ-031", "entrance1_30", "85 cm", NO),
    ("UQ-031", "movement_32", "4.5 %", ""),
    ("UQ-044", "movement_1", "160 см", ""),
)

COMMENTS: tuple[tuple[str, str, str], ...] = (
    ("UQ-003", "entrance1", "4 ступени, пандуса нет; есть место для пандуса справа от двери"),
    ("UQ-006", "entrance2", "Перронға шығатын есік, баспалдақпен ғана"),
    ("UQ-008", "toilet", "Поручень только с одной стороны; второй обещали установить"),
    (
        "UQ-002",
        "entrance1",
        "Мұражайға баспалдақсыз кіруге болады, бірақ террасаға тек баспалдақ апарады",
    ),
)
