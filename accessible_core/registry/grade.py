# SPDX-License-Identifier: MIT
"""``wheelchairAccessibilityGrade`` on evidence: from items, never from a light."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from accessible_core.registry.facts import Facility
from accessible_core.survey.a11yjson import mapping
from accessible_core.vocabulary import Answer, Zone


def wheelchair_grade(facility: Facility) -> str | None:
    """Return ``fully``, ``partially`` or ``not``, None where the items do not prove one.

    The criteria stand in ``a11yjson.toml`` under ``[grade]``. ``not`` needs every
    entrance to be barred, the others need one entrance and the inside.
    """
    rules = mapping()["grade"].get(facility.form)
    entrances = facility.entrances()
    if rules is None or not entrances:
        return None
    if all(_barred(facility, zone, rules) for zone in entrances):
        return "not"
    if not _inside(facility, rules):
        return None
    if any(_meets(facility, zone, rules["entrance"]) for zone in entrances):
        return "fully"
    if any(_one_low_step(facility, zone, rules) for zone in entrances):
        return "partially"
    return None


def _meets(facility: Facility, zone: Zone, demands: list[list[int]]) -> bool:
    return all(Answer.YES in facility.answers(zone, keys) for keys in demands)


def _inside(facility: Facility, rules: dict[str, Any]) -> bool:
    zone = Zone.MOVEMENT
    blocked = any(facility.answers(zone, keys) == {Answer.NO} for keys in rules["not_inside"])
    return not blocked and _meets(facility, zone, rules["inside"])


def _one_low_step(facility: Facility, zone: Zone, rules: dict[str, Any]) -> bool:
    """Whether all that keeps an entrance from meeting the demands is one low step."""
    step = rules["step"]
    others = [keys for keys in rules["entrance"] if step not in keys]
    heights = facility.measured(zone, step)
    return (
        facility.answer(zone, step) is Answer.NO
        and len(heights) == 1
        and heights[0].dimension == "length"
        and heights[0].value <= Fraction(mapping()["grade"]["max_step_cm"])
        and _meets(facility, zone, others)
    )


def _barred(facility: Facility, zone: Zone, rules: dict[str, Any]) -> bool:
    absent = rules["barred_absent"]
    return facility.answers(zone, rules["barred_no"]) == {Answer.NO} and (
        not absent or facility.answers(zone, absent) == {Answer.NOT_PROVIDED}
    )
