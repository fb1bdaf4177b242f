# SPDX-License-Identifier: MIT
"""The graph of a facility's revisions, and what was there at any point of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Optional

from accessible_core.survey_store.history import State


class Graph:
    """The revisions of one facility in one store, and the states they stand for."""

    def __init__(self, db: sqlite3.Connection, facility: str) -> None:
        self._db = db
        rows = db.execute(
            "SELECT id, parent, merged, seq, at FROM akz_revision WHERE facility = ?", (facility,)
        ).fetchall()
        self._parents: dict[str, tuple[Optional[str], Optional[str]]] = {
            row[0]: (row[1], row[2]) for row in rows
        }
        self._seq: dict[str, int] = {row[0]: row[3] for row in rows}
        self._at: dict[str, str] = {row[0]: row[4] for row in rows}

    def __contains__(self, revision: object) -> bool:
        return revision in self._parents

    def ancestors(self, revision: Optional[str]) -> set[str]:
        """Return a revision and all that it builds upon or merges."""
        found: set[str] = set()
        open_ends = [revision]
        while open_ends:
            one = open_ends.pop()
            if one is not None and one in self._parents and one not in found:
                found.add(one)
                open_ends.extend(self._parents[one])
        return found

    def newest(self, common: set[str]) -> list[str]:
        """Return those of `common` that no other of them builds upon, in order."""
        older: set[str] = set()
        for revision in common:
            for parent in self._parents.get(revision, ()):
                older |= self.ancestors(parent)
        return sorted(common - older, key=self._seq.__getitem__)

    def mainline(self, revision: Optional[str]) -> list[str]:
        """Return the revisions whose changes make up a state, oldest first."""
        line: list[str] = []
        while revision is not None and revision in self._parents:
            line.append(revision)
            revision = self._parents[revision][0]
        return line[::-1]

    def state(self, revision: Optional[str]) -> State:
        """Return the facility's cells as of a revision."""
        seqs = [self._seq[one] for one in self.mainline(revision)]
        state: State = {}
        for seq in seqs:
            for field, new in self._db.execute(
                "SELECT field, new FROM akz_change WHERE revision = ? ORDER BY seq", (seq,)
            ):
                if new is None:
                    state.pop(field, None)
                else:
                    state[field] = new
        return state

    def last_before(self, revision: Optional[str], at: str) -> Optional[str]:
        """Return the last revision of a mainline that was made until a time."""
        for one in reversed(self.mainline(revision)):
            if self._at[one] <= at:
                return one
        return None


def states_then(db: sqlite3.Connection, at: str) -> dict[str, State]:
    """Return all facilities as of their last revisions made until a time."""
    heads = db.execute("SELECT facility, revision FROM akz_head ORDER BY fid").fetchall()
    graphs = ((facility, revision, Graph(db, facility)) for facility, revision in heads)
    return _existing(
        (facility, graph.state(graph.last_before(revision, at)))
        for facility, revision, graph in graphs
    )


def first_shown(db: sqlite3.Connection, revision: str) -> Optional[int]:
    """Return since which step this file has shown a revision, None if it never has."""
    row = db.execute("SELECT min(seq) FROM akz_shown WHERE revision = ?", (revision,)).fetchone()
    return None if row[0] is None else int(row[0])


def states_shown(db: sqlite3.Connection, step: int) -> dict[str, State]:
    """Return all facilities as this file showed them after a step."""
    rows = db.execute(
        "SELECT s.facility, s.revision FROM akz_shown s JOIN akz_head h USING (facility) "
        "WHERE s.seq IN (SELECT max(seq) FROM akz_shown WHERE seq <= ? GROUP BY facility) "
        "ORDER BY h.fid",
        (step,),
    ).fetchall()
    return _existing((facility, Graph(db, facility).state(revision)) for facility, revision in rows)


def _existing(states: Iterable[tuple[str, State]]) -> dict[str, State]:
    return {facility: state for facility, state in states if state}
