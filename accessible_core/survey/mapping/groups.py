# SPDX-License-Identifier: MIT
"""Repeated groups of columns: code, descriptions and values, over and over.

What stands in such columns is told by the code in the row, not by the column,
so that they are turned into one column for each thing told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingOf

import numpy as np

from accessible_core.checklists import checklist, forms
from accessible_core.checklists.measure import answer_from
from accessible_core.findings import Findings
from accessible_core.survey.columns import Column
from accessible_core.survey.mapping.model import BETWEEN, Group, GroupItem
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.table import ObjectArray
from accessible_core.survey.words import folded, read_number, text_column
from accessible_core.vocabulary import Answer

#: What two values of one thing in one row become.
_CONFLICT = "\1"


def read_group(
    group: Group, columns: MappingOf[str, Column], findings: Findings
) -> dict[str, ObjectArray]:
    """Return a column (n,) for each thing that a repeated group tells.

    Values that cannot be taken are counted, one finding for each code and
    reason: a description that is another one, a zero that was not measured, a
    value that refutes nothing, and codes that lead nowhere. Where a row gives
    one thing twice and differently, neither is taken.
    """
    cells = {
        (slot, number): _joined([columns[name] for name in names])
        for slot in group.slots
        for number in range(1, group.count + 1)
        for names in [group.slot_columns(slot, number)]
        if all(name in columns for name in names)
    }
    length = len(next(iter(cells.values()), ()))
    by_code: dict[str, list[GroupItem]] = {}
    found: dict[str, ObjectArray] = {}
    for item in group.items:
        by_code.setdefault(item.code, []).append(item)
        for target in item.to:
            found.setdefault(target, np.full(length, "", dtype=object))
    left: Counter[tuple[str, str]] = Counter()
    for number in range(1, group.count + 1):
        here = {slot: cells[slot, number] for slot in group.slots if (slot, number) in cells}
        codes = here.get("code")
        for row in np.flatnonzero(codes != "") if codes is not None else ():
            code = str(codes[row]).strip() if codes is not None else ""
            said = {slot: str(texts[row]).strip() for slot, texts in here.items()}
            if code not in by_code:
                left["mapping_code_unused", code] += 1
            for item in by_code.get(code, ()):
                _take(item, said, int(row), found, left)
    for (reason, code), count in sorted(left.items()):
        findings.add(reason, field=code, value=count)
    for target, texts in found.items():
        twice = texts == _CONFLICT
        if twice.any():
            findings.add("mapping_said_twice", field=target, value=int(twice.sum()))
            texts[twice] = ""
    return found


def _joined(columns: list[Column]) -> ObjectArray:
    """Return the cells of columns joined, empty where all of them are."""
    texts = [text_column(column) for column in columns]
    if len(texts) == 1:
        return texts[0]
    rows = ([str(text).strip() for text in row] for row in zip(*texts))
    return np.array([BETWEEN.join(row) if any(row) else "" for row in rows], dtype=object)


def _take(
    item: GroupItem,
    said: MappingOf[str, str],
    row: int,
    found: MappingOf[str, ObjectArray],
    left: Counter[tuple[str, str]],
) -> None:
    value, reason = _value(item, said)
    if reason:
        left[reason, item.code] += 1
    if not value:
        return
    for target in item.to:
        if item.settles and not _refutes(target, value):
            left["mapping_only_bounds", item.code] += 1
            continue
        before = found[target][row]
        found[target][row] = value if before in ("", value) else _CONFLICT


def _value(item: GroupItem, said: MappingOf[str, str]) -> tuple[str, str]:
    """Return the value that a row gives, and why there is none (a finding's code)."""
    for slot, text in item.described.items():
        if folded(said.get(slot, "")) != folded(text):
            return "", "mapping_described_otherwise"
    if item.above is not None:
        number = read_number(said.get(item.above[0], ""))
        if number is None or not number > item.above[1]:
            return "", ""
    parts = [said.get(slot, "") for slot in item.slots]
    if not all(parts):
        return "", ""
    if item.values:
        # A word that the mapping does not know goes on as it is: it becomes a finding there.
        return item.values.get(folded(parts[0]), parts[0]), ""
    if not item.zero and any(read_number(part) == 0 for part in parts):
        return "", "mapping_zero"
    return f"{' x '.join(parts)} {item.unit}".strip(), ""


def _refutes(target: str, value: str) -> bool:
    """Tell whether a value answers its question with no, in every form that asks it."""
    question = meaning_of(target).question
    if question is None:
        return False
    asked = (checklist(form).get(question.zone.kind, question.key) for form in forms())
    answers = {answer_from(one, value) for one in asked if one is not None}
    return answers == {Answer.NO}
