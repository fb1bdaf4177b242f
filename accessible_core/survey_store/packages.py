# SPDX-License-Identifier: MIT
"""Field packages: a store with one volunteer's facilities, to be merged back.

A package is a store of its own. Each facility begins with the very revision that
the large store shows, so that a merge knows what both had in common; the history
before it, other people's codes and the second surveys stay at home.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from accessible_core.survey.naming import meaning_of
from accessible_core.survey_store import history
from accessible_core.survey_store.history import Revision, Stamp, State
from accessible_core.survey_store.layout import Column
from accessible_core.survey_store.merge import is_answer

#: Columns that hold the code of somebody else.
_CODES = ("surveyor_code", "reviewed_by", "override_by")
#: Columns of a survey that start empty where the answers do.
_BLANKED = ("surveyed", "method", "review")
_PACKAGE = "package"


def fill_package(
    package: sqlite3.Connection,
    columns: Mapping[str, Column],
    facilities: Iterable[tuple[str, State]],
    volunteer: str,
    *,
    answers: bool,
) -> None:
    """Write facilities with the ids of their revisions; see `SurveyStore.field_package`."""
    stamp = Stamp("", _PACKAGE)
    for revision, state in facilities:
        facility = state["id"]
        cells = without_people(state, volunteer, answers=answers)
        made = history.write_row(package, columns, facility, dict(cells), stamp)
        if made is not None:
            history.drop_revision(package, made)
        start = Revision(
            revision, facility, "added", None, None, "", stamp.when, _PACKAGE, stamp.app, ""
        )
        # As it stands in the row, with what the file fills in by itself.
        begun = history.states(package, columns.values(), facility)[facility]
        changes = [(name, None, text) for name, text in begun.items()]
        history.add_revision(package, start, changes)
        history.set_head(package, facility, revision)


def without_people(state: State, volunteer: str, *, answers: bool) -> State:
    """Return a facility's cells without other people's codes, and without answers if asked."""
    return {
        name: text
        for name, text in state.items()
        if not (name in _CODES and text != volunteer) and (answers or not _is_survey(name))
    }


def _is_survey(name: str) -> bool:
    if name in _BLANKED or name.endswith(("_works", "_photo", "_floors")):
        return True
    return is_answer(name) or meaning_of(name).kind in ("comment", "override", "override_note")
