# SPDX-License-Identifier: MIT
"""What stands where in the form: tabs, groups with headings, fields with their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Optional

from accessible_core.checklists import Checklist
from accessible_core.checklists.model import ChecklistQuestion, in_language
from accessible_core.messages import text
from accessible_core.survey.naming import meaning_of
from accessible_core.survey_store.layout import (
    EDITED_BY,
    REVIEW_FIELDS,
    asked_of,
    devices_of,
)
from accessible_core.vocabulary import ZONES, Zone

#: Columns of the first tab, in order; the rest of the facility's columns follow.
_FACILITY = (
    "name", "name_kk", "name_ru", "name_en", "category", "address", "kato", "built", "form",
    "surveyed", "surveyor_code", "method",
)  # fmt: skip
_LAST = ("id", EDITED_BY)
#: Unit of a threshold -> its name in message codes.
_UNITS = {
    "cm": "cm",
    "m": "m",
    "%": "percent",
    "count": "count",
    "s": "s",
    "min": "min",
    "Nm": "nm",
}


@dataclass(frozen=True)
class Field:
    """One column with its label."""

    name: str
    label: str


@dataclass(frozen=True)
class Group:
    """Fields under one heading (empty: none), shown where an expression holds (empty: always)."""

    title: str
    fields: tuple[Field, ...]
    visible: str = ""


@dataclass(frozen=True)
class Tab:
    """One tab of the form."""

    title: str
    groups: tuple[Group, ...]
    visible: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the tab."""
        return tuple(field for group in self.groups for field in group.fields)


def tabs_of(names: Iterable[str], lists: list[Checklist], language: str) -> list[Tab]:
    """Return the form of a layer with columns `names`: facility, one tab a zone, review."""
    names = list(names)
    have = set(names)
    zones = [_zone_tab(zone, have, lists, language) for zone in ZONES]
    review = [name for name in REVIEW_FIELDS if name in have]
    placed = {field.name for tab in zones if tab for field in tab.fields}
    placed.update((*_FACILITY, *_LAST, *review))
    others = [name for name in names if name not in placed]
    tabs = [
        Tab(
            text("survey_store", "tab_facility", language),
            (
                Group("", _fields((*_FACILITY, *_LAST), have, language)),
                *_extra_group(others, language),
            ),
        ),
        *(tab for tab in zones if tab is not None),
        Tab(
            text("survey_store", "tab_review", language),
            (Group("", _fields(review, have, language)),),
        ),
    ]
    return [tab for tab in tabs if tab.fields]


def _extra_group(others: list[str], language: str) -> tuple[Group, ...]:
    """Columns of the source that mean nothing here, under their own names."""
    if not others:
        return ()
    fields = tuple(Field(name, _label(name, language) or name) for name in others)
    return (Group(text("survey_store", "group_others", language), fields),)


def _fields(wanted: Iterable[str], have: set[str], language: str) -> tuple[Field, ...]:
    return tuple(Field(name, _label(name, language) or name) for name in wanted if name in have)


def _label(name: str, language: str) -> str:
    meaning = meaning_of(name)
    if meaning.kind == "door" and meaning.zone is not None:
        door = text("survey_store", f"door_{meaning.name}", language)
        return f"{text('labels', f'zone_{meaning.zone.value}', language)}: {door}"
    known = (*_FACILITY, *_LAST, *REVIEW_FIELDS)
    return text("survey_store", f"field_{name}", language) if name in known else ""


def _zone_tab(zone: Zone, have: set[str], lists: list[Checklist], language: str) -> Optional[Tab]:
    groups = list(_question_groups(zone, have, lists, language))
    if not groups:
        return None
    beside = [
        Field(f"{zone.value}_{ending}", text("survey_store", f"zone_{ending}", language))
        for ending in ("comment", "photo")
    ]
    doors = [
        Field(f"{zone.value}_{axis}", text("survey_store", f"door_{axis}", language))
        for axis in ("lon", "lat")
    ]
    groups.extend(
        Group("", tuple(field for field in fields if field.name in have))
        for fields in (_device_fields(zone, lists, language), doors, beside)
    )
    asking = [form.form for form in lists if asked_of(zone, form)]
    visible = _where(asking) if len(asking) < len(lists) else ""
    title = text("labels", f"zone_{zone.value}", language)
    return Tab(title, tuple(group for group in groups if group.fields), visible)


def _device_fields(zone: Zone, lists: list[Checklist], language: str) -> list[Field]:
    fields = []
    for device in devices_of(zone, lists):
        for column in device.columns(zone):
            ending = column.rpartition("_")[2]
            label = device.text(language)
            if ending != "works":
                label = f"{label}: {text('survey_store', f'device_{ending}', language)}"
            fields.append(Field(column, label))
    return fields


def _question_groups(
    zone: Zone, have: set[str], lists: list[Checklist], language: str
) -> Iterator[Group]:
    """Yield the questions of all forms under their headings, each question once.

    The longest form gives the order; what only others ask follows. Questions
    that the same forms ask stand together, so that one condition shows them.
    """
    placed: set[int] = set()
    for form in sorted(lists, key=len, reverse=True):
        if not asked_of(zone, form):
            continue
        for heading, questions in _headed(form, zone, language):
            fresh = [q for q in questions if q.key not in placed]
            placed.update(question.key for question in fresh)
            yield from _by_forms(heading, zone, fresh, have, lists, language)


def _headed(
    form: Checklist, zone: Zone, language: str
) -> Iterator[tuple[str, tuple[ChecklistQuestion, ...]]]:
    for group in form.zones[zone.kind]:
        for subgroup in group.subgroups:
            titles = [in_language(words, language) for words in (group.words, subgroup.words)]
            yield ". ".join(title for title in titles if title), subgroup.questions


def _by_forms(
    heading: str,
    zone: Zone,
    questions: list[ChecklistQuestion],
    have: set[str],
    lists: list[Checklist],
    language: str,
) -> Iterator[Group]:
    parts: dict[tuple[str, ...], list[Field]] = {}
    for question in questions:
        asking = tuple(form.form for form in lists if question.key in asked_of(zone, form))
        name = f"{zone.value}_{question.key}"
        fields = [Field(name, question.text(language))]
        if f"{name}_measured" in have:
            fields.append(Field(f"{name}_measured", measured_label(question, language)))
        parts.setdefault(asking, []).extend(field for field in fields if field.name in have)
    for asking, fields in parts.items():
        yield Group(heading, tuple(fields), _where(asking) if len(asking) < len(lists) else "")


def measured_label(question: ChecklistQuestion, language: str) -> str:
    """Return the label of a measured value: what unit it wants."""
    limits = [limit for limit in question.thresholds if not limit.demands]
    codes = dict.fromkeys("slope" if limit.ratio else _UNITS[limit.unit] for limit in limits)
    named = ", ".join(text("survey_store", f"unit_{code}", language) for code in codes or ["count"])
    return text("survey_store", "measured", language, unit=named)


def _where(forms: Iterable[str]) -> str:
    """Return the QGIS expression that holds for facilities of these forms."""
    listed = ", ".join(f"'{form}'" for form in forms)
    return f'"form" IN ({listed})'
