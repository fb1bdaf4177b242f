# SPDX-License-Identifier: MIT
"""Answers that cannot both be right: no lift, but a width of its door.

Which these are is data (``contradictions.toml``). Nothing is changed: which of two
answers is wrong, a person must find out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

import numpy as np

from accessible_core.checklists import checklist
from accessible_core.checklists import forms as known_forms
from accessible_core.checklists.devices import Device, devices
from accessible_core.checklists.measure import read_quantities
from accessible_core.checklists.model import ChecklistQuestion
from accessible_core.errors import KnowledgeError
from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml, locating
from accessible_core.survey import words
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import BoolArray, Question, Survey
from accessible_core.vocabulary import LANGUAGES, ZONES, Answer, Zone, ZoneKind

_PATH = Path(__file__).with_name("contradictions.toml")
#: First sides of a rule, and the answer that each means.
_SIDES = {"absent": Answer.NOT_PROVIDED, "no": Answer.NO, "yes": Answer.YES}
_TABLES = ("zone", "forms", "in", "told", "measured", "denied", "devices", *_SIDES)


@dataclass(frozen=True)
class Rule:
    """Questions of which a pair of answers cannot both be right; see the data file.

    Attributes
    ----------
    kind, other_kind : ZoneKind
        Zones of the first and the second side.
    forms : tuple of str
    first : tuple of (int, Answer)
        Questions and the answers to them that are contradicted.
    told, measured, denied : tuple of int
        Questions that contradict them by "yes" or a value, by a value alone, or by
        "no" or "not foreseen".
    devices : tuple of Device
        Devices that contradict them by working.
    """

    kind: ZoneKind
    other_kind: ZoneKind
    forms: tuple[str, ...]
    first: tuple[tuple[int, Answer], ...]
    told: tuple[int, ...]
    measured: tuple[int, ...]
    denied: tuple[int, ...]
    devices: tuple[Device, ...]


@dataclass(frozen=True)
class Contradiction:
    """Rows in which two answers cannot both be right.

    Attributes
    ----------
    question : Question
    answer : Answer
        To `question`, in all of the rows.
    other : Question or None
        What contradicts it; None where it is a device that works.
    column : str
        The column of `other`, or of the device; of the measured value where that is it.
    said : str
        What stands there, where it is the same in all rows; else empty.
    device : Device or None
    rows : bool array (n,)
    """

    question: Question
    answer: Answer
    other: Optional[Question]
    column: str
    said: str
    device: Optional[Device]
    rows: BoolArray


def contradictions(survey: Survey) -> Iterator[Contradiction]:
    """Yield the contradictions of a survey: of a rule, zone and row one at the most."""
    for rule in rules():
        in_form = np.isin(survey.form.astype(str), rule.forms)
        if not in_form.any():
            continue
        for zone in ZONES:
            if zone.kind is rule.kind:
                other = zone if rule.other_kind is rule.kind else _one_zone(rule.other_kind)
                yield from _of_rule(survey, rule, zone, other, in_form)


def check_contradictions(survey: Survey, findings: Findings) -> None:
    """Report answers that cannot both be right, with both questions."""
    for found in contradictions(survey):
        rows = np.flatnonzero(found.rows)
        answers = np.full(len(survey), found.answer.wire, dtype=object)
        cells = survey.measured[found.other] if found.other and not found.said else None
        groups: dict[tuple[str, str], list[int]] = {}
        for row in rows.tolist():
            said = found.said if cells is None else str(cells[row])
            groups.setdefault((str(survey.form[row]), said), []).append(row)
        for (form, said), these in groups.items():
            cell_findings(
                findings, "answers_contradict", these, survey.ids, found.question.column, answers,
                other=found.column, said=said, **_wording(found, form),
            )  # fmt: skip


def _wording(found: Contradiction, form: str) -> dict[str, str]:
    """Return both questions in all languages."""
    asked = _asked(form, found.question)
    other = found.device if found.other is None else _asked(form, found.other)
    words_of = {}
    for language in LANGUAGES:
        words_of[f"question_{language}"] = "" if asked is None else asked.text(language)
        words_of[f"other_question_{language}"] = "" if other is None else other.text(language)
    return words_of


def _asked(form: str, question: Question) -> Optional[ChecklistQuestion]:
    """Return a question as a form words it, or another one: more may be measured than is asked."""
    wordings = (
        checklist(one).get(question.zone.kind, question.key) for one in (form, *known_forms())
    )
    return next((wording for wording in wordings if wording is not None), None)


def _of_rule(
    survey: Survey, rule: Rule, zone: Zone, other: Zone, in_form: BoolArray
) -> Iterator[Contradiction]:
    open_rows = in_form.copy()
    for key, answer in rule.first:
        question = Question(zone, key)
        given = open_rows & _answered(survey, question, answer)
        if not given.any():
            continue
        for found in _against(survey, rule, question, answer, other):
            rows = given & open_rows & found.rows
            if rows.any():
                open_rows &= ~rows
                yield Contradiction(
                    question, answer, found.other, found.column, found.said, found.device, rows
                )


def _against(
    survey: Survey, rule: Rule, question: Question, answer: Answer, zone: Zone
) -> Iterator[Contradiction]:
    """Yield what contradicts an answer, with all rows in which it stands."""
    for key in (*rule.told, *rule.measured):
        other = Question(zone, key)
        if other == question:
            continue  # its own measured value is compared elsewhere
        column = other.column
        if other in survey.measured:  # before the answer, which may follow from it
            there = _measured_there(survey, other)
            yield Contradiction(question, answer, other, f"{column}_measured", "", None, there)
        if key in rule.told:
            said = _answered(survey, other, Answer.YES)
            yield Contradiction(question, answer, other, column, Answer.YES.wire, None, said)
    for key in rule.denied:
        other = Question(zone, key)
        for no in (Answer.NO, Answer.NOT_PROVIDED):
            said = _answered(survey, other, no)
            yield Contradiction(question, answer, other, other.column, no.wire, None, said)
    for device in rule.devices:
        column = device.works_column(zone)
        works = _works(survey, column)
        yield Contradiction(question, answer, None, column, Answer.YES.wire, device, works)


def _answered(survey: Survey, question: Question, answer: Answer) -> BoolArray:
    column = survey.column_of.get(question)
    if column is None:
        return np.zeros(len(survey), np.bool_)
    return np.asarray(survey.answers[:, column] == answer, np.bool_)


def _measured_there(survey: Survey, question: Question) -> BoolArray:
    """Tell where something greater than zero was measured; what is not read says nothing."""

    def is_there(text: str) -> bool:
        read = read_quantities(text) if text else None
        return read is not None and any(quantity.value > 0 for quantity in read)

    return np.array(words.mapped(survey.measured[question], is_there), np.bool_)


def _works(survey: Survey, column: str) -> BoolArray:
    for name, cells in survey.extra.items():
        if name.strip().casefold() == column.casefold():
            return np.asarray(words.answer_codes(cells) == Answer.YES, np.bool_)
    return np.zeros(len(survey), np.bool_)


def _one_zone(kind: ZoneKind) -> Zone:
    return next(zone for zone in ZONES if zone.kind is kind)


@lru_cache(maxsize=None)
def rules() -> tuple[Rule, ...]:
    """Return all rules.

    Raises
    ------
    KnowledgeError
        The file is broken, or names what no checklist has.
    """
    with locating(_PATH):
        entries = load_toml(_PATH)["rules"]
        return tuple(_rule(f"{_PATH}: rule {n}", entry) for n, entry in enumerate(entries, 1))


def _rule(where: str, entry: Mapping[str, Any]) -> Rule:
    strange = sorted(set(entry) - set(_TABLES))
    if strange:
        raise KnowledgeError(f"{where} knows no '{strange[0]}'; it may hold {', '.join(_TABLES)}.")
    kind = ZoneKind(entry["zone"])
    other_kind = ZoneKind(entry.get("in", entry["zone"]))
    first = tuple((key, answer) for side, answer in _SIDES.items() for key in entry.get(side, ()))
    told, measured, denied = (tuple(entry.get(side, ())) for side in ("told", "measured", "denied"))
    used = tuple(_device(where, name, other_kind) for name in entry.get("devices", ()))
    for form in entry["forms"]:
        if form not in known_forms():
            raise KnowledgeError(f"{where}: there is no form '{form}'.")
    for one, keys in ((kind, [key for key, _ in first]), (other_kind, [*told, *measured, *denied])):
        asked = {key for form in entry["forms"] for key in checklist(form).keys(one)}
        lacking = sorted(set(keys) - asked)
        if lacking:
            raise KnowledgeError(f"{where}: its forms do not ask {one.value} {lacking[0]}.")
    if not first or not (told or measured or denied or used):
        raise KnowledgeError(f"{where} needs two sides.")
    return Rule(kind, other_kind, tuple(entry["forms"]), first, told, measured, denied, used)


def _device(where: str, name: str, kind: ZoneKind) -> Device:
    for device in devices():
        if device.name == name and device.kind is kind:
            return device
    raise KnowledgeError(f"{where}: {kind.value} has no device '{name}'.")
