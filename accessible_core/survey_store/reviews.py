# SPDX-License-Identifier: MIT
"""Draft, submitted, approved, returned: how a survey comes to be trusted.

The rules that hold in every program are triggers (`triggers`); what needs the
history is checked here: nobody approves answers of one's own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Optional

from accessible_core.errors import UsageError
from accessible_core.survey_store import history
from accessible_core.survey_store.conflicts import open_conflicts
from accessible_core.survey_store.doubles import open_doubles
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import Stamp, State
from accessible_core.survey_store.layout import Column
from accessible_core.survey_store.merge import is_answer
from accessible_core.vocabulary import ReviewState

#: Ways in which answers get in that are not those of who brings them in.
_NOT_THEIR_OWN = ("import", "merge", "package", "resolve", "decision")
NOT_SURVEYED = "not_surveyed"


def counts(states: Mapping[str, State]) -> dict[str, int]:
    """Return how many facilities stand in each state of review.

    A survey without a state is a draft; what was never surveyed is counted apart.
    """
    found = dict.fromkeys([*(state.value for state in ReviewState), NOT_SURVEYED], 0)
    for state in states.values():
        found[state_of(state)] += 1
    return found


def state_of(state: State) -> str:
    """Return where a facility's survey stands."""
    review = state.get("review", "")
    if review in found_states():
        return review
    return ReviewState.DRAFT.value if state.get("form") else NOT_SURVEYED


def found_states() -> tuple[str, ...]:
    """Return the words of the states."""
    return tuple(state.value for state in ReviewState)


def move(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    facility: str,
    to: ReviewState,
    stamp: Stamp,
) -> Optional[int]:
    """Bring one survey into another state; the stamp's author decides, its message says why.

    Raises
    ------
    UsageError
        The survey is not where it can be moved from, the reviewer has surveyed it
        or answered in it, a reason is missing, or something is undecided.
    """
    state = history.states(db, columns.values(), facility).get(facility)
    if state is None:
        raise UsageError(f"There is no facility {facility!r} in this store.")
    before = state_of(state)
    cells: dict[str, Optional[str]] = {"review": to.value}
    if to is ReviewState.SUBMITTED:
        if before not in (ReviewState.DRAFT.value, ReviewState.RETURNED.value):
            raise UsageError(f"{facility} is {before}: only a draft or returned one is submitted.")
        cells.update(reviewed_by=None)
    else:
        _check_reviewer(db, facility, state, stamp.author)
        cells.update(reviewed_by=stamp.author, review_note=stamp.message or None)
    if to is ReviewState.APPROVED:
        _check_decided(db, columns, facility)
    return history.write_row(db, columns, facility, cells, stamp)


def _check_reviewer(db: sqlite3.Connection, facility: str, state: State, reviewer: str) -> None:
    own = {state.get("surveyor_code", "").lower(), *_authors(db, facility)}
    if reviewer.lower() in own:
        raise UsageError(
            f"{facility}: {reviewer} has surveyed it or answered in it; another person has to "
            "review it."
        )


def _authors(db: sqlite3.Connection, facility: str) -> set[str]:
    """Return who has answered since the facility was last approved (lower case)."""
    graph = Graph(db, facility)
    found: set[str] = set()
    for revision in reversed(graph.mainline(history.head(db, facility))):
        author, method = db.execute(
            "SELECT author, method FROM akz_revision WHERE id = ?", (revision,)
        ).fetchone()
        changes = db.execute(
            "SELECT field, new FROM akz_change c JOIN akz_revision r ON c.revision = r.seq "
            "WHERE r.id = ?",
            (revision,),
        ).fetchall()
        if ("review", ReviewState.APPROVED.value) in changes:
            break
        if method not in _NOT_THEIR_OWN and any(is_answer(field) for field, _ in changes):
            found.add(str(author).lower())
    return found - {""}


def _check_decided(db: sqlite3.Connection, columns: Mapping[str, Column], facility: str) -> None:
    conflicts = [one for one in open_conflicts(db) if one.facility == facility]
    if conflicts:
        raise UsageError(
            f"{facility}: {len(conflicts)} answers are in conflict ({conflicts[0].field} ...); "
            "decide them first."
        )
    if open_doubles(db, columns.values(), facility):
        raise UsageError(f"{facility} has been surveyed twice: decide between the two first.")
