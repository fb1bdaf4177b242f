# SPDX-License-Identifier: MIT
"""Reading the columns of a foreign table through its mapping."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.survey.columns import Column, survey_from_columns
from accessible_core.survey.mapping.groups import read_group
from accessible_core.survey.mapping.model import DOUBTFUL, ColumnRule, Mapping
from accessible_core.survey.naming import meaning_of, plain_header_name
from accessible_core.survey.table import BoolArray, Survey
from accessible_core.survey.words import as_text, folded, mapped, text_column


def mapped_survey(
    columns: MappingOf[str, Column],
    mapping: Mapping,
    *,
    lon: Column | None = None,
    lat: Column | None = None,
    source: str = "",
    findings: Findings,
) -> Survey:
    """Make a survey from columns as they stand in a file, through a mapping.

    Parameters
    ----------
    columns : mapping of str to sequence (n,)
        By their names in the file. Where no column is called as a fact of facilities is,
        a plain Kazakh or Russian header stands for it ("Адрес" for ``address``).
    mapping : Mapping
        One that says nothing gives what `survey_from_columns` gives.
    lon, lat, source, findings
        As for `survey_from_columns`.
    """
    if mapping.needs:
        kept = _records(columns, mapping, findings)
        if not kept.all():
            rows = np.flatnonzero(kept)
            columns = {name: _some(column, rows) for name, column in columns.items()}
            lon, lat = (None if axis is None else _some(axis, rows) for axis in (lon, lat))
    read: dict[str, Column] = {}
    quiet: set[str] = set()
    plain = _plain_targets(columns, mapping, findings)
    for name, column in columns.items():
        rule = mapping.columns.get(name)
        target = plain.get(name) or mapping.target(name)
        if target in read or (rule is None and target in _targets(mapping)):
            findings.add("column_twice", field=name, value=target)
            read[_free(f"{name}_2", read)] = column
            continue
        read[target] = _read(target, column, rule, mapping)
    for group in mapping.groups:
        quiet.update(group.columns())
        for target, cells in read_group(group, columns, findings).items():
            if target in read:
                findings.add("column_twice", field=target, value=target)
            else:
                read[target] = cells
    length = len(next(iter(columns.values()), ()))
    known = {meaning_of(name) for name in read}
    for name, value in mapping.constants.items():
        if meaning_of(name) not in known:
            read[name] = [value] * length
    return survey_from_columns(
        read, lon=lon, lat=lat, source=source, findings=findings, quiet=quiet
    )


def doubtful_columns(header: list[str], mapping: Mapping) -> list[int]:
    """Return places of the columns that a row of another length leaves empty."""
    repeated = {column for group in mapping.groups for column in group.columns()}
    kinds = DOUBTFUL if mapping.columns else DOUBTFUL[:3]
    return [
        place
        for place, name in enumerate(header)
        if name in repeated or meaning_of(mapping.target(name)).kind in kinds
    ]


def _plain_targets(columns: Iterable[str], mapping: Mapping, findings: Findings) -> dict[str, str]:
    """Return what plain Kazakh and Russian headers mean, where no other column means that."""
    if not mapping.plain_headers:
        return {}
    columns = list(columns)
    taken = {meaning_of(mapping.target(name)) for name in columns}
    taken.update(meaning_of(rule.to) for rule in mapping.columns.values())
    found: dict[str, str] = {}
    for name in columns:
        target = "" if name in mapping.columns else plain_header_name(name)
        if target and meaning_of(target) not in taken:
            taken.add(meaning_of(target))
            found[name] = target
    if found:
        shown = ", ".join(f"{name} = {target}" for name, target in found.items())
        findings.add("headers_plain", field=", ".join(found), value=shown)
    return found


def _targets(mapping: Mapping) -> set[str]:
    return {rule.to for name, rule in mapping.columns.items() if rule.to != name}


def _free(name: str, taken: MappingOf[str, Column]) -> str:
    while name in taken:
        name = f"{name}_2"
    return name


def _read(target: str, column: Column, rule: Optional[ColumnRule], mapping: Mapping) -> Column:
    """Return a column with the words and units of the mapping put in."""
    kind = meaning_of(target).kind
    values = {**mapping.values, **(rule.values if rule else {})}
    if kind == "answer" and values:

        def said(cell: Any) -> Any:
            return values.get(folded(as_text(cell)), cell)

        return mapped(column, said)
    if kind == "measured" and rule is not None and rule.unit:
        return [with_unit(text, rule.unit) for text in text_column(column)]
    return column


def with_unit(text: str, unit: str) -> str:
    """Return a measured value with its unit, where it has none of its own."""
    plain = text.strip()
    return f"{plain} {unit}" if plain[-1:].isdigit() and ":" not in plain else plain


def _records(columns: MappingOf[str, Column], mapping: Mapping, findings: Findings) -> BoolArray:
    """Return which rows are records, (n,); what else there is becomes a finding each."""
    needed = [text_column(columns[name]) for name in mapping.needs if name in columns]
    length = len(next(iter(columns.values()), ()))
    if not needed:
        return np.ones(length, np.bool_)
    kept = np.zeros(length, np.bool_)
    for texts in needed:
        kept |= np.array([bool(text.strip()) for text in texts], np.bool_)
    for row in np.flatnonzero(~kept):
        cells = (
            as_text(column[row]).strip()
            for name, column in columns.items()
            if meaning_of(name).kind != "personal"
        )
        value = next((cell for cell in cells if cell), "")
        findings.add("row_no_record", int(row) + 1, mapping.needs[0], value[:_SHOWN])
    return kept


_SHOWN = 80


def _some(column: Column, rows: NDArray[np.intp]) -> Column:
    if isinstance(column, np.ndarray):
        return column[rows]
    return [column[row] for row in rows]
