# SPDX-License-Identifier: MIT
"""Reading and writing revisions: who changed what, when, how; and what was there then.

The revisions of a facility are a graph, as several copies of a store may be edited
and merged. Each has a `parent`, whose state its changes build upon; that of a merge
also has `merged`, the other side's revision.
"""

from __future__ import annotations

import sqlite3
import sys
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Optional

from accessible_core.errors import UsageError
from accessible_core.survey.words import as_text
from accessible_core.survey_store.geopackage import point_of
from accessible_core.survey_store.layout import GEOMETRY, LAYER, Column

#: The cells of one facility as text, empty ones left out; {} is a facility that is not there.
State = dict[str, str]
#: The package is asked without importing it: it names what lies above this layer.
_VERSION = getattr(sys.modules[__name__.partition(".")[0]], "__version__", "")
APP = f"accessible_core {_VERSION}".strip()
_REVISION = "seq, id, facility, kind, parent, merged, author, at, method, app, message"


@dataclass(frozen=True)
class Change:
    """One cell that changed; empty text is an empty cell, a point is ``lon, lat``."""

    field: str
    old: str
    new: str

    def as_dict(self) -> dict[str, str]:
        """Return the change as a document."""
        return {"field": self.field, "old": self.old, "new": self.new}


@dataclass(frozen=True)
class Revision:
    """One saved change of one facility.

    Attributes
    ----------
    id : str
        The same in every copy of the store.
    facility : str
    kind : str
        ``added``, ``changed``, ``removed``, or ``second`` (a survey kept beside
        another one until it is decided).
    parent, merged : str or None
        What it builds upon; the other side's revision where it is a merge.
    author : str
        Pseudonymous code; empty where an editing program did not say.
    at : str
        When it was made, ISO 8601, UTC.
    method, app, message : str
        How (``form``, ``import``, ``merge``, ``direct`` ...), with what, and why.
    changes : tuple of Change
    seq : int
        Its place in this file.
    """

    id: str
    facility: str
    kind: str
    parent: Optional[str]
    merged: Optional[str]
    author: str
    at: str
    method: str
    app: str
    message: str
    changes: tuple[Change, ...] = ()
    seq: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the revision as a document."""
        return {
            "id": self.id,
            "facility": self.facility,
            "kind": self.kind,
            "parent": self.parent,
            "merged": self.merged,
            "author": self.author,
            "at": self.at,
            "method": self.method,
            "app": self.app,
            "message": self.message,
            "changes": [change.as_dict() for change in self.changes],
        }


@dataclass(frozen=True)
class Stamp:
    """Who saves, how and why; `at` is now unless given."""

    author: str
    method: str
    message: str = ""
    app: str = APP
    at: str = ""

    @property
    def when(self) -> str:
        """The time in UTC as the triggers write it."""
        return self.at or now()


def now() -> str:
    """Return the present time in UTC, to the millisecond."""
    return utc(datetime.now(timezone.utc))


def utc(moment: datetime) -> str:
    """Return a time as the history writes it; one without a zone is taken for UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds")[:23] + "Z"


def new_id() -> str:
    """Return an id that no other store has."""
    return uuid.uuid4().hex


def shown(field: str, text: Optional[str]) -> str:
    """Return a text of the history as people read it."""
    text = as_text(text)  # whatever another program has written there
    if field != GEOMETRY or not text:
        return text
    try:
        lon, lat = point_of(bytes.fromhex(text))
    except ValueError:
        return text
    return f"{lon:.7f}, {lat:.7f}"


# --- the layer's rows ---------------------------------------------------------------------


def states(
    db: sqlite3.Connection, columns: Iterable[Column], facility: Optional[str] = None
) -> dict[str, State]:
    """Return the rows of the layer by id, in their order; of one facility if named."""
    columns = list(columns)
    select = ", ".join(column.text_of() for column in columns)
    where = "" if facility is None else "WHERE id = ?"
    rows = db.execute(
        f"SELECT {select} FROM {LAYER} {where} ORDER BY fid",  # nosec B608
        () if facility is None else (facility,),
    )
    names = [column.name for column in columns]
    found = ({n: v for n, v in zip(names, row) if v is not None} for row in rows)
    return {state["id"]: state for state in found}


def write_row(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    facility: str,
    cells: Mapping[str, Optional[str]],
    stamp: Stamp,
) -> Optional[int]:
    """Change cells of a facility's row, or add it; return the revision's number, if any.

    The triggers make the revision; it gets the stamp here.
    """
    before = last_seq(db)
    values = {
        columns[name].quoted: columns[name].value_of(text)
        for name, text in cells.items()
        if name != "id"
    }
    if db.execute(f"SELECT 1 FROM {LAYER} WHERE id = ?", (facility,)).fetchone():  # nosec B608
        if values:
            sets = ", ".join(f"{name} = ?" for name in values)
            db.execute(
                f"UPDATE {LAYER} SET {sets} WHERE id = ?",  # nosec B608
                (*values.values(), facility),
            )
    else:
        # The same columns for all rows: SQLite makes a statement and its triggers ready once,
        # which takes ten times as long as a row.
        others = (c for c in columns.values() if c.name != "id" and not c.filled)
        values = {**{column.quoted: None for column in others}, **values}
        marks = ", ".join("?" * (len(values) + 1))
        db.execute(
            f"INSERT INTO {LAYER} ({', '.join(['id', *values])}) VALUES ({marks})",  # nosec B608
            (facility, *values.values()),
        )
    return _stamped(db, before, stamp)


def remove_row(db: sqlite3.Connection, facility: str, stamp: Stamp) -> Optional[int]:
    """Remove a facility's row; its history stays. Return the revision's number, if any."""
    before = last_seq(db)
    db.execute(f"DELETE FROM {LAYER} WHERE id = ?", (facility,))  # nosec B608
    return _stamped(db, before, stamp)


def last_seq(db: sqlite3.Connection) -> int:
    """Return the number of the newest revision in this file, 0 where there is none."""
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM akz_revision").fetchone()[0])


def _stamped(db: sqlite3.Connection, before: int, stamp: Stamp) -> Optional[int]:
    made = last_seq(db)
    if made == before:
        return None
    db.execute(
        "UPDATE akz_revision SET author = ?, at = ?, method = ?, app = ?, message = ? "
        "WHERE seq = ?",
        (stamp.author, stamp.when, stamp.method, stamp.app, stamp.message, made),
    )
    return made


def moved_since(db: sqlite3.Connection, seq: int) -> bool:
    """Tell whether any position has changed after a revision."""
    found = db.execute(
        "SELECT 1 FROM akz_change WHERE revision > ? AND field = ? LIMIT 1", (seq, GEOMETRY)
    ).fetchone()
    return found is not None


# --- revisions ----------------------------------------------------------------------------


def revisions(
    db: sqlite3.Connection,
    *,
    facility: Optional[str] = None,
    seqs: Optional[Iterable[int]] = None,
) -> tuple[Revision, ...]:
    """Return revisions with their changes, oldest first: of a facility, some, or all."""
    if seqs is not None:
        wanted = sorted(set(seqs))
        return tuple(found for seq in wanted for found in _selected(db, "WHERE seq = ?", (seq,)))
    if facility is not None:
        return _selected(db, "WHERE facility = ?", (facility,))
    return _selected(db, "", ())


def _selected(db: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> tuple[Revision, ...]:
    rows = db.execute(f"SELECT {_REVISION} FROM akz_revision {where} ORDER BY seq", values)  # nosec B608
    found = rows.fetchall()
    changes: dict[int, list[Change]] = {}
    for revision, field, old, new in db.execute(
        "SELECT revision, field, old, new FROM akz_change WHERE revision IN "  # nosec B608
        f"(SELECT seq FROM akz_revision {where}) ORDER BY seq",
        values,
    ):
        changes.setdefault(revision, []).append(Change(field, shown(field, old), shown(field, new)))
    return tuple(
        replace(Revision(*row[1:]), changes=tuple(changes.get(row[0], ())), seq=row[0])
        for row in found
    )


def head(db: sqlite3.Connection, facility: str) -> Optional[str]:
    """Return the revision that a facility's row shows."""
    row = db.execute("SELECT revision FROM akz_head WHERE facility = ?", (facility,)).fetchone()
    return None if row is None else str(row[0])


def set_head(db: sqlite3.Connection, facility: str, revision: str) -> None:
    """Say which revision a facility's row shows."""
    if db.execute("SELECT 1 FROM akz_head WHERE facility = ?", (facility,)).fetchone():
        db.execute("UPDATE akz_head SET revision = ? WHERE facility = ?", (revision, facility))
    else:
        db.execute("INSERT INTO akz_head (facility, revision) VALUES (?, ?)", (facility, revision))


def add_revision(
    db: sqlite3.Connection,
    revision: Revision,
    changes: Iterable[tuple[str, Optional[str], Optional[str]]],
) -> None:
    """Write a revision that no trigger makes: of another store, or beside the head."""
    cursor = db.execute(
        f"INSERT INTO akz_revision ({_REVISION[5:]}) VALUES ({', '.join('?' * 10)})",  # nosec B608
        (
            revision.id, revision.facility, revision.kind, revision.parent, revision.merged,
            revision.author, revision.at, revision.method, revision.app, revision.message,
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT INTO akz_change (revision, field, old, new) VALUES (?, ?, ?, ?)",
        [(cursor.lastrowid, *change) for change in changes],
    )


def drop_revision(db: sqlite3.Connection, seq: int) -> None:
    """Forget a revision that another one stands for."""
    db.execute("DELETE FROM akz_change WHERE revision = ?", (seq,))
    db.execute(
        "DELETE FROM akz_shown WHERE revision = (SELECT id FROM akz_revision WHERE seq = ?)", (seq,)
    )
    db.execute("DELETE FROM akz_revision WHERE seq = ?", (seq,))


def moment_of(text: str) -> str:
    """Read a time that a user gives: ISO 8601; a date alone is its last moment, in UTC.

    Raises
    ------
    UsageError
        It is no date.
    """
    plain = text.strip().replace("Z", "+00:00")
    try:
        if len(plain) == len("2026-01-31"):
            return utc(datetime.fromisoformat(plain + "T23:59:59.999"))
        return utc(datetime.fromisoformat(plain))
    except ValueError:
        raise UsageError(
            f"{text!r} is neither a revision of this store nor a time: write 2026-05-31 or "
            "2026-05-31T14:00."
        ) from None
