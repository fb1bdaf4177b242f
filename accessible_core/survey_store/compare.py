# SPDX-License-Identifier: MIT
"""What differs between two surveys of the same store."""

from __future__ import annotations

from accessible_core.survey.columns import survey_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text, mapped
from accessible_core.survey_store.history import Change
from accessible_core.survey_store.rows import same


def differences(before: Survey, after: Survey) -> dict[str, tuple[Change, ...]]:
    """Return what changed from one survey to another, by facility, sameness left out.

    A facility that is in one of them only differs in every cell that it has.
    """
    old, new = _cells(before), _cells(after)
    found = {}
    for facility in dict.fromkeys((*old, *new)):
        one, other = old.get(facility, {}), new.get(facility, {})
        changes = tuple(
            Change(name, one.get(name, ""), other.get(name, ""))
            for name in dict.fromkeys((*one, *other))
            if not same(name, one.get(name) or None, other.get(name) or None)
        )
        if changes:
            found[facility] = changes
    return found


def _cells(survey: Survey) -> dict[str, dict[str, str]]:
    columns = {name: mapped(cells, as_text) for name, cells in survey_columns(survey).items()}
    rows = ({n: v for n, v in zip(columns, row) if v} for row in zip(*columns.values()))
    return {row["id"]: row for row in rows}
