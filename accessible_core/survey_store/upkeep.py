# SPDX-License-Identifier: MIT
"""What another program may have done to a store behind the history's back, noted.

QGIS can add, rename and delete columns, and a database program can drop triggers.
The history then misses something: the triggers are made anew, and whatever the
rows say differently from their last revisions becomes a revision of its own.
"""

from __future__ import annotations

import sqlite3
from typing import Optional

from accessible_core.survey_store import history
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import Revision, Stamp, State
from accessible_core.survey_store.layout import columns_in
from accessible_core.survey_store.triggers import DIRECT, make_triggers, triggers_fit


def needs_upkeep(db: sqlite3.Connection) -> bool:
    """Tell whether the history may have missed something."""
    return not triggers_fit(db, columns_in(db))


def keep_up(db: sqlite3.Connection) -> None:
    """Make the triggers anew and note what they missed; the caller holds the transaction."""
    columns = columns_in(db)
    make_triggers(db, columns)
    rows = history.states(db, columns)
    heads = dict(db.execute("SELECT facility, revision FROM akz_head ORDER BY fid").fetchall())
    for facility in dict.fromkeys((*heads, *rows)):
        head = heads.get(facility)
        _note(db, facility, head, Graph(db, facility).state(head), rows.get(facility, {}))


def _note(
    db: sqlite3.Connection, facility: str, head: Optional[str], before: State, after: State
) -> None:
    changes = [
        (name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
    if not changes:
        return
    kind = "added" if not before else "changed" if after else "removed"
    stamp = Stamp("", DIRECT)
    revision = Revision(
        history.new_id(), facility, kind, head, None, stamp.author, stamp.when, stamp.method,
        "", "",
    )  # fmt: skip
    history.add_revision(db, revision, changes)
    history.set_head(db, facility, revision.id)
