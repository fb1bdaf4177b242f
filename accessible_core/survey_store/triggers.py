# SPDX-License-Identifier: MIT
"""The triggers that keep the history and the rules, whoever edits the layer.

They are plain SQL without functions of our own, so they work in QGIS, QField and
every other program that opens the file through SQLite. Each statement that
changes a facility's row makes one revision with one change a cell.

Who edits says so in the column ``edited_by`` (forms fill it in); it is emptied
once noted, so that nobody's code sticks to what another one does later. Without
it a new ``surveyor_code`` counts; else the author is not known and stays empty.

Three rules hold in every program: an id never changes, approving and returning
need another person than the surveyor (returning a reason too), and an approval
ends when anything that was approved is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from accessible_core.survey_store.layout import EDITED_BY, LAYER, REVIEW_FIELDS, Column

#: Method of revisions that no call of ours made: QGIS, QField, a database program.
DIRECT = "direct"
#: What the guards say; recognised by its start and worded by `connection`.
RULE = "akz rule: "

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_LAST = "(SELECT max(seq) FROM akz_revision)"
_RULES = "(SELECT value FROM akz_store WHERE key = 'rules') IS NOT 'off'"
#: GDAL lets triggers call themselves (PRAGMA recursive_triggers), plain SQLite does not;
#: what a trigger writes into its own row is none of anybody's edits either way.
_OUTER = "(SELECT value FROM akz_store WHERE key = 'inside') IS NOT 'on'"
_INSIDE = "UPDATE akz_store SET value = '{}' WHERE key = 'inside';"
_NAMES = (
    "akz_facility_added",
    "akz_facility_changed",
    "akz_facility_removed",
    "akz_id_fixed",
    "akz_review_rules",
    "akz_head_set",
    "akz_head_moved",
)


def make_triggers(db: sqlite3.Connection, columns: Iterable[Column]) -> None:
    """Make the triggers anew for the layer's columns."""
    drop_triggers(db)
    for statement in _statements(columns):
        db.execute(statement)


def triggers_fit(db: sqlite3.Connection, columns: Iterable[Column]) -> bool:
    """Tell whether the file's triggers watch just these columns, in this program's way."""
    have = {row[0] for row in db.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")}
    return have.issuperset(_statements(columns))


def _statements(columns: Iterable[Column]) -> tuple[str, ...]:
    kept = [column for column in columns if column.name != EDITED_BY]
    return (_added(kept), _changed(kept), _removed(kept), _FIXED, _REVIEW, *_SHOWN)


def drop_triggers(db: sqlite3.Connection) -> None:
    """Take the triggers away, within a transaction that makes them anew."""
    for name in _NAMES:
        db.execute(f"DROP TRIGGER IF EXISTS {name}")


def _revision(kind: str, row: str, author: str) -> str:
    return (
        "INSERT INTO akz_revision (id, facility, kind, parent, author, at, method) VALUES ("  # nosec B608
        f"lower(hex(randomblob(16))), {row}.id, '{kind}', "
        f"(SELECT revision FROM akz_head WHERE facility = {row}.id), {author}, {_NOW}, '{DIRECT}');"
    )


def _changes(columns: Iterable[Column], old: str, new: str) -> str:
    rows = ", ".join(
        f"('{column.name.replace(chr(39), chr(39) * 2)}', "
        f"{column.text_of(old) if old else 'NULL'}, {column.text_of(new) if new else 'NULL'})"
        for column in columns
    )
    return (
        f"INSERT INTO akz_change (revision, field, old, new) "  # nosec B608
        f"SELECT {_LAST}, column1, column2, column3 FROM (VALUES {rows}) "
        "WHERE column2 IS NOT column3;"
    )


def _head(row: str) -> str:
    """Make the new revision the facility's head, or drop it where nothing changed."""
    newest = f"seq = {_LAST} AND EXISTS (SELECT 1 FROM akz_change WHERE revision = {_LAST})"  # nosec B608
    return (
        f"INSERT INTO akz_head (facility, revision) SELECT {row}.id, id FROM akz_revision "  # nosec B608
        f"WHERE {newest} AND NOT EXISTS (SELECT 1 FROM akz_head WHERE facility = {row}.id);"
        f"UPDATE akz_head SET revision = (SELECT id FROM akz_revision WHERE seq = {_LAST}) "
        f"WHERE facility = {row}.id AND EXISTS (SELECT 1 FROM akz_change WHERE revision = {_LAST});"
        f"DELETE FROM akz_revision WHERE seq = {_LAST} AND NOT EXISTS "
        f"(SELECT 1 FROM akz_change WHERE revision = {_LAST});"
    )


def _finish(row: str) -> str:
    """Forget who edits, and end what was approved if it is no longer that."""
    reopened = (
        f"EXISTS (SELECT 1 FROM akz_change WHERE revision = {_LAST} AND field = 'review' "  # nosec B608
        "AND new = 'draft')"
    )
    return (
        f"{_INSIDE.format('on')} UPDATE {LAYER} SET {EDITED_BY} = NULL, "  # nosec B608
        f"review = CASE WHEN review = 'approved' AND {reopened} THEN 'draft' ELSE review END "
        f"WHERE fid = {row}.fid AND ({EDITED_BY} IS NOT NULL OR review = 'approved');"
        f"{_INSIDE.format('off')}"
    )


def _added(columns: list[Column]) -> str:
    author = f"coalesce(nullif(NEW.{EDITED_BY}, ''), nullif(NEW.surveyor_code, ''), '')"
    return (
        f"CREATE TRIGGER akz_facility_added AFTER INSERT ON {LAYER} BEGIN "
        f"{_revision('added', 'NEW', author)} {_changes(columns, '', 'NEW')} "
        f"{_head('NEW')} {_finish('NEW')} END"
    )


def _changed(columns: list[Column]) -> str:
    author = (
        f"coalesce(nullif(NEW.{EDITED_BY}, ''), CASE WHEN NEW.surveyor_code IS NOT "
        "OLD.surveyor_code THEN nullif(NEW.surveyor_code, '') END, '')"
    )
    review = ", ".join(f"'{name}'" for name in REVIEW_FIELDS)
    reopened = (
        f"{_RULES} AND EXISTS (SELECT 1 FROM akz_change WHERE revision = {_LAST} "  # nosec B608
        f"AND field NOT IN ({review}))"
    )
    reopening = (
        "INSERT INTO akz_change (revision, field, old, new) "
        f"SELECT {_LAST}, 'review', 'approved', 'draft' "
        f"WHERE NEW.review = 'approved' AND {reopened};"
    )
    return (
        f"CREATE TRIGGER akz_facility_changed AFTER UPDATE ON {LAYER} "
        f"WHEN {_OUTER} BEGIN {_revision('changed', 'NEW', author)} "
        f"{_changes(columns, 'OLD', 'NEW')} {reopening} {_head('NEW')} {_finish('NEW')} END"
    )


def _removed(columns: list[Column]) -> str:
    return (
        f"CREATE TRIGGER akz_facility_removed AFTER DELETE ON {LAYER} BEGIN "
        # An empty text: the row's last editor need not be who removes it.
        f"{_revision('removed', 'OLD', repr(''))} {_changes(columns, 'OLD', '')} {_head('OLD')} END"
    )


_FIXED = (
    f"CREATE TRIGGER akz_id_fixed BEFORE UPDATE OF id ON {LAYER} WHEN NEW.id IS NOT OLD.id "
    f"BEGIN SELECT RAISE(ABORT, '{RULE}the id of a facility never changes'); END"
)
_REVIEWER = (
    "(coalesce(NEW.reviewed_by, '') = '' OR "
    "lower(NEW.reviewed_by) = lower(coalesce(NEW.surveyor_code, '')))"
)
_REVIEW = (
    f"CREATE TRIGGER akz_review_rules BEFORE UPDATE ON {LAYER} "
    f"WHEN NEW.review IS NOT OLD.review AND {_RULES} BEGIN "
    f"SELECT RAISE(ABORT, '{RULE}reviewed_by must be another person than the surveyor') "
    f"WHERE NEW.review IN ('approved', 'returned') AND {_REVIEWER};"
    f"SELECT RAISE(ABORT, '{RULE}only a submitted survey can be approved') "
    "WHERE NEW.review = 'approved' AND OLD.review IS NOT 'submitted';"
    f"SELECT RAISE(ABORT, '{RULE}only a submitted or approved survey can be returned') "
    "WHERE NEW.review = 'returned' AND coalesce(OLD.review, '') NOT IN ('submitted', 'approved');"
    f"SELECT RAISE(ABORT, '{RULE}returning needs a reason (review_note)') "
    "WHERE NEW.review = 'returned' AND trim(coalesce(NEW.review_note, '')) = ''; END"
)
_SHOW = "BEGIN INSERT INTO akz_shown (facility, revision) VALUES (NEW.facility, NEW.revision); END"
_SHOWN = (
    f"CREATE TRIGGER akz_head_set AFTER INSERT ON akz_head {_SHOW}",
    f"CREATE TRIGGER akz_head_moved AFTER UPDATE OF revision ON akz_head {_SHOW}",
)
