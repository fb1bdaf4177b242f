# SPDX-License-Identifier: MIT
"""Taking over the rows of a survey table by id."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from accessible_core.findings import Findings
from accessible_core.survey_store import history
from accessible_core.survey_store.history import Stamp, State
from accessible_core.survey_store.layout import REVIEW_FIELDS, Column
from accessible_core.survey_store.rows import same


@dataclass(frozen=True)
class ImportResult:
    """What a survey brought.

    Attributes
    ----------
    new, missing : tuple of str
        Facilities that were not here, or are here and not in the survey.
    changed : mapping of str to tuple of str
        Facility -> its columns that the survey fills differently.
    unchanged : int
        Facilities that are the same.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    unchanged: int

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a document."""
        return {
            "new": list(self.new),
            "changed": {name: list(columns) for name, columns in self.changed.items()},
            "missing": list(self.missing),
            "unchanged": self.unchanged,
        }


def import_rows(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    rows: Mapping[str, State],
    given: Collection[str],
    stamp: Stamp,
    findings: Findings,
    *,
    dry_run: bool,
) -> ImportResult:
    """Write what differs; see `SurveyStore.adopt`. The caller holds the transaction.

    `given` names the columns that the survey has at all.
    """
    have = history.states(db, columns.values())
    new, changed = [], {}
    for facility, cells in rows.items():
        if facility not in have:
            new.append(facility)
            written = dict(cells)
        else:
            written = {
                name: value
                for name, value in cells.items()
                if name not in (*REVIEW_FIELDS, "id")
                and not same(name, have[facility].get(name), value)
            }
            _tell(facility, have[facility], cells, given, findings)
            if not written:
                continue
            changed[facility] = tuple(written)
        if not dry_run:
            history.write_row(db, columns, facility, dict(written), stamp)
    missing = tuple(facility for facility in have if facility not in rows)
    for facility in missing:
        findings.add("store_missing", facility)
    return ImportResult(tuple(new), changed, missing, len(rows) - len(new) - len(changed))


def _tell(
    facility: str, have: State, cells: State, given: Collection[str], findings: Findings
) -> None:
    """Say what the survey does not change though it differs."""
    empty = [
        name for name in have if name in given and name not in cells and name not in REVIEW_FIELDS
    ]
    if empty:
        findings.add("store_empty_kept", facility, empty[0], len(empty))
    review = cells.get("review", "")
    if review and review != have.get("review", ""):
        findings.add("store_review_kept", facility, "review", review, kept=have.get("review", "-"))
