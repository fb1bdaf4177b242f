# SPDX-License-Identifier: MIT
"""Taking over the rows of a survey table by id."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional

from accessible_core.findings import Findings
from accessible_core.survey.columns import SURVEY_OF
from accessible_core.survey.table import Survey
from accessible_core.survey.words import text_column
from accessible_core.survey_store import doubles, history
from accessible_core.survey_store.history import Stamp, State
from accessible_core.survey_store.layout import EDITED_BY, REVIEW_FIELDS, Column
from accessible_core.survey_store.rows import same

#: Identifier of a form that was sent in from the field.
_SUBMISSION = "submission_id"
#: Columns that no second survey brings.
_STORES_OWN = ("id", EDITED_BY, *REVIEW_FIELDS)
_SHOWN = 5


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
    second : tuple of str
        Facilities of which another person's survey came, kept beside the first.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    unchanged: int
    second: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a document."""
        return {
            "new": list(self.new),
            "changed": {name: list(columns) for name, columns in self.changed.items()},
            "missing": list(self.missing),
            "unchanged": self.unchanged,
            "second": list(self.second),
        }


def without_second(survey: Survey) -> tuple[Survey, dict[str, str]]:
    """Return the survey without its column `SURVEY_OF`, and that column: row -> facility.

    Rows about facilities that the survey does not have count for themselves.
    """
    if SURVEY_OF not in survey.extra:
        return survey, {}
    ids = survey.ids.tolist()
    of = text_column(survey.extra[SURVEY_OF]).tolist()
    there = set(ids)
    extra = {name: column for name, column in survey.extra.items() if name != SURVEY_OF}
    found = {row: facility for row, facility in zip(ids, of) if facility in there}
    return replace(survey, extra=extra), found


def are_two_surveyors(first: State, second: State) -> bool:
    """Tell whether two surveys name their surveyors, and different ones."""
    codes = [state.get("surveyor_code", "").lower() for state in (first, second)]
    return all(codes) and codes[0] != codes[1]


def add_second(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    facility: str,
    cells: State,
    stamp: Stamp,
    findings: Findings,
) -> None:
    """Keep a submission beside another person's survey of the facility, whole for itself."""
    # What this survey left open is open in it: the first one's answers are none of its own.
    whole = {name: cells.get(name) for name in columns if doubles.is_found(name)}
    whole.update((name, text) for name, text in cells.items() if name not in _STORES_OWN)
    stamp = replace(stamp, author=cells["surveyor_code"])
    doubles.second_survey(db, columns, facility, whole, stamp)
    findings.add("store_second_survey", facility, "surveyor_code", cells["surveyor_code"])


def import_rows(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    rows: Mapping[str, State],
    given: Collection[str],
    stamp: Stamp,
    findings: Findings,
    *,
    others: Mapping[str, str],
    dry_run: bool,
) -> ImportResult:
    """Write what differs; see `SurveyStore.adopt`. The caller holds the transaction.

    `given` names the columns that the survey has at all, `others` the facilities of
    rows that are further submissions.
    """
    have = history.states(db, columns.values())
    missing = tuple(facility for facility in have if facility not in rows)
    new: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    second: list[str] = []
    for row, cells in rows.items():
        facility = others.get(row, row)
        taken = _was_taken(db, facility, cells)
        if row != facility and taken and row not in have:
            continue
        if not taken and facility in have and _is_second(have[facility], cells):
            second.append(facility)
            if not dry_run:
                add_second(db, columns, facility, cells, stamp, findings)
            continue
        written: dict[str, Optional[str]] = dict(cells)
        if row not in have:
            new.append(row)
            have[row] = cells
        else:
            written = _news(db, row, have[row], cells, findings if taken else None)
            _tell(row, have[row], cells, given, findings)
            if not written:
                continue
            changed[row] = tuple(written)
        if not dry_run:
            history.write_row(db, columns, row, written, stamp)
    for facility in missing:
        findings.add("store_missing", facility)
    unchanged = len(rows) - len(new) - len(changed) - len(second)
    return ImportResult(tuple(new), changed, missing, unchanged, tuple(second))


def _is_second(before: State, cells: State) -> bool:
    """Tell whether a row was sent in by another person than what the store has."""
    sent = [state.get(_SUBMISSION) for state in (before, cells)]
    return all(sent) and sent[0] != sent[1] and are_two_surveyors(before, cells)


def _was_taken(db: sqlite3.Connection, facility: str, cells: State) -> bool:
    """Tell whether the history of a facility has a row's submission."""
    sent = cells.get(_SUBMISSION)
    return sent is not None and (_SUBMISSION, sent) in _brought(db, facility)


def _news(
    db: sqlite3.Connection,
    facility: str,
    before: State,
    cells: State,
    known: Optional[Findings],
) -> dict[str, Optional[str]]:
    """Return the cells of a row that the store has otherwise.

    Of a submission that was taken before (`known` takes the finding) only what it
    has not brought yet: what was corrected since stays.
    """
    differs: dict[str, Optional[str]] = {
        name: value
        for name, value in cells.items()
        if name not in (*REVIEW_FIELDS, "id") and not same(name, before.get(name), value)
    }
    if known is None or not differs:
        return differs
    brought = _brought(db, facility)
    kept = [name for name, value in differs.items() if (name, value) in brought]
    if kept:
        known.add("store_correction_kept", facility, ", ".join(kept[:_SHOWN]), len(kept))
    return {name: value for name, value in differs.items() if name not in kept}


def _brought(db: sqlite3.Connection, facility: str) -> set[tuple[str, str]]:
    """Return all cells that any revision of a facility has filled."""
    found = db.execute(
        "SELECT field, new FROM akz_change WHERE new IS NOT NULL AND revision IN "
        "(SELECT seq FROM akz_revision WHERE facility = ?)",
        (facility,),
    )
    return {(str(field), str(new)) for field, new in found}


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
