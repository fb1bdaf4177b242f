# SPDX-License-Identifier: MIT
"""Cells that two people changed differently, until somebody decides."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from accessible_core.errors import UsageError
from accessible_core.survey_store import history
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import Stamp
from accessible_core.survey_store.layout import Column

_COLUMNS = (
    "id, facility, field, base, ours, theirs, our_author, their_author, our_revision, "
    "their_revision, at"
)


@dataclass(frozen=True)
class Conflict:
    """One cell with two values, as text; None is an empty cell.

    `field` is ``id`` where one side has removed the facility that the other changed.
    The row shows `ours` until :meth:`SurveyStore.resolve`.
    """

    id: str
    facility: str
    field: str
    base: Optional[str]
    ours: Optional[str]
    theirs: Optional[str]
    our_author: str
    their_author: str
    our_revision: str
    their_revision: str
    at: str

    def as_dict(self) -> dict[str, Any]:
        """Return the conflict as a document, points as ``lon, lat``."""
        return {
            "id": self.id,
            "facility": self.facility,
            "field": self.field,
            "base": history.shown(self.field, self.base),
            "ours": history.shown(self.field, self.ours),
            "theirs": history.shown(self.field, self.theirs),
            "our_author": self.our_author,
            "their_author": self.their_author,
            "at": self.at,
        }


def open_conflicts(db: sqlite3.Connection) -> tuple[Conflict, ...]:
    """Return what is still to be decided, oldest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM akz_conflict WHERE state = 'open' ORDER BY fid")  # nosec B608
    return tuple(Conflict(*row) for row in rows)


def add_conflict(db: sqlite3.Connection, conflict: Conflict) -> bool:
    """List a conflict, unless it is already; tell whether it is a new one."""
    if db.execute("SELECT 1 FROM akz_conflict WHERE id = ?", (conflict.id,)).fetchone():
        return False
    # What the same two people disagreed on before is replaced by what they say now.
    db.execute(
        "DELETE FROM akz_conflict WHERE state = 'open' AND facility = ? AND field = ? "
        "AND ours IS ? AND their_author = ?",
        (conflict.facility, conflict.field, conflict.ours, conflict.their_author),
    )
    db.execute(
        f"INSERT INTO akz_conflict ({_COLUMNS}) VALUES ({', '.join('?' * 11)})",  # nosec B608
        (
            conflict.id, conflict.facility, conflict.field, conflict.base, conflict.ours,
            conflict.theirs, conflict.our_author, conflict.their_author, conflict.our_revision,
            conflict.their_revision, conflict.at,
        ),
    )  # fmt: skip
    return True


def adopt_conflicts(db: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Take over what another copy lists, and what was decided there."""
    columns = f"{_COLUMNS}, state, resolved_by, resolved_at"
    for row in other.execute(f"SELECT {columns} FROM akz_conflict ORDER BY fid"):  # nosec B608
        have = db.execute("SELECT state FROM akz_conflict WHERE id = ?", (row[0],)).fetchone()
        if have is None:
            db.execute(
                f"INSERT INTO akz_conflict ({columns}) VALUES ({', '.join('?' * 14)})",  # nosec B608
                row,
            )
        elif have[0] == "open" and row[11] == "resolved":
            db.execute(
                "UPDATE akz_conflict SET state = 'resolved', resolved_by = ?, resolved_at = ? "
                "WHERE id = ?",
                (row[12], row[13], row[0]),
            )


def resolve(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    conflict_id: str,
    take: str,
    stamp: Stamp,
) -> Conflict:
    """Decide one conflict: `take` is ``ours`` or ``theirs``.

    Raises
    ------
    UsageError
        There is no such open conflict, or `take` is neither.
    """
    found = [one for one in open_conflicts(db) if one.id == conflict_id]
    if not found:
        raise UsageError(f"There is no open conflict {conflict_id!r}.")
    if take not in ("ours", "theirs"):
        raise UsageError(f"A conflict is resolved with 'ours' or 'theirs', not {take!r}.")
    conflict = found[0]
    value = conflict.ours if take == "ours" else conflict.theirs
    if conflict.field != "id":
        if not history.states(db, columns.values(), conflict.facility):
            raise UsageError(f"{conflict.facility} has been removed: restore it first.")
        history.write_row(db, columns, conflict.facility, {conflict.field: value}, stamp)
    elif value is None:
        history.remove_row(db, conflict.facility, stamp)
    else:
        revision = conflict.our_revision if take == "ours" else conflict.their_revision
        state = Graph(db, conflict.facility).state(revision)
        history.write_row(db, columns, conflict.facility, dict(state), stamp)
    db.execute(
        "UPDATE akz_conflict SET state = 'resolved', resolved_by = ?, resolved_at = ? WHERE id = ?",
        (stamp.author, stamp.when, conflict.id),
    )
    return conflict
