# SPDX-License-Identifier: MIT
"""Two surveys of one place by different people: side by side until decided.

The row shows the first; the second is a revision beside it, whole in the history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Optional, Union

from accessible_core.errors import UsageError
from accessible_core.survey.naming import meaning_of
from accessible_core.survey_store import history
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import Change, Stamp, State
from accessible_core.survey_store.layout import GEOMETRY, REVIEW_FIELDS, Column
from accessible_core.survey_store.rows import same

_COLUMNS = "id, facility, first_author, second_author, base, first, second, at"
FIRST, SECOND = "first", "second"
#: Facility columns that belong to one survey.
_WHOSE = ("surveyor_code", "surveyed", "method")


@dataclass(frozen=True)
class DoubleSurvey:
    """Two surveys of one facility.

    Attributes
    ----------
    first_author, second_author : str
        Codes of the surveyors.
    base : str or None
        Last revision that both built upon.
    first, second : str
        Their revisions.
    differences : tuple of Change
        What they say differently: `old` is the first, `new` the second.
    """

    id: str
    facility: str
    first_author: str
    second_author: str
    base: Optional[str]
    first: str
    second: str
    at: str
    differences: tuple[Change, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the pair as a document."""
        return {
            "id": self.id,
            "facility": self.facility,
            "first_author": self.first_author,
            "second_author": self.second_author,
            "at": self.at,
            "differences": [
                {"field": one.field, FIRST: one.old, SECOND: one.new} for one in self.differences
            ],
        }


def open_doubles(
    db: sqlite3.Connection, columns: Iterable[Column], facility: Optional[str] = None
) -> tuple[DoubleSurvey, ...]:
    """Return the pairs that are still to be decided, oldest first."""
    columns = list(columns)
    where = "" if facility is None else "AND facility = ?"
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM akz_double WHERE state = 'open' {where} ORDER BY fid",  # nosec B608
        () if facility is None else (facility,),
    ).fetchall()
    return tuple(_with_differences(db, columns, DoubleSurvey(*row)) for row in rows)


def is_open_double(db: sqlite3.Connection, facility: str, second: str) -> bool:
    """Tell whether a second survey is listed already."""
    found = db.execute(
        "SELECT 1 FROM akz_double WHERE facility = ? AND second = ? AND state = 'open'",
        (facility, second),
    ).fetchone()
    return found is not None


def add_double(
    db: sqlite3.Connection, double: DoubleSurvey, columns: Iterable[Column]
) -> DoubleSurvey:
    """List a pair; what the same second surveyor had there before is replaced."""
    db.execute(
        "DELETE FROM akz_double WHERE state = 'open' AND facility = ? AND second_author = ?",
        (double.facility, double.second_author),
    )
    db.execute(
        f"INSERT INTO akz_double ({_COLUMNS}) VALUES ({', '.join('?' * 8)})",  # nosec B608
        (
            double.id, double.facility, double.first_author, double.second_author, double.base,
            double.first, double.second, double.at,
        ),
    )  # fmt: skip
    return _with_differences(db, list(columns), double)


def decide(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    double_id: str,
    keep: Union[str, Mapping[str, str]],
    stamp: Stamp,
) -> DoubleSurvey:
    """Make one survey of two: ``first``, ``second``, or whose by column (else the first's).

    Raises
    ------
    UsageError
        There is no such open pair; `keep` says something else; or one of the two
        surveyors decides.
    """
    found = [one for one in open_doubles(db, columns.values()) if one.id == double_id]
    if not found:
        raise UsageError(f"There is no open double survey {double_id!r}.")
    double = found[0]
    if stamp.author.lower() in (double.first_author.lower(), double.second_author.lower()):
        raise UsageError(
            f"{stamp.author} has surveyed {double.facility}: another person has to decide."
        )
    names = [change.field for change in double.differences]
    whose = dict.fromkeys(names, keep) if isinstance(keep, str) else dict(keep)
    wrong = [name for name, side in whose.items() if side not in (FIRST, SECOND)]
    strange = [name for name in whose if name not in names]
    if wrong or strange or (isinstance(keep, str) and keep not in (FIRST, SECOND)):
        raise UsageError(
            f"Say 'first' or 'second' for columns that differ ({', '.join(names)}), not {keep!r}."
        )
    second = _second_state(db, double)
    cells = {name: second.get(name) for name, side in whose.items() if side == SECOND}
    if not history.states(db, columns.values(), double.facility):
        raise UsageError(f"{double.facility} has been removed: restore it first.")
    made = history.write_row(db, columns, double.facility, cells, stamp)
    _join(db, double, made, stamp)
    db.execute(
        "UPDATE akz_double SET state = 'decided', decided_by = ?, decided_at = ?, reason = ? "
        "WHERE id = ?",
        (stamp.author, stamp.when, stamp.message, double.id),
    )
    return double


def _join(db: sqlite3.Connection, double: DoubleSurvey, made: Optional[int], stamp: Stamp) -> None:
    """Note that the second survey has been dealt with, so that it does not come back."""
    if made is not None:
        db.execute("UPDATE akz_revision SET merged = ? WHERE seq = ?", (double.second, made))
        return
    joint = history.Revision(
        history.new_id(), double.facility, "changed", history.head(db, double.facility),
        double.second, stamp.author, stamp.when, stamp.method, stamp.app, stamp.message,
    )  # fmt: skip
    history.add_revision(db, joint, ())
    history.set_head(db, double.facility, joint.id)


def second_survey(
    db: sqlite3.Connection,
    columns: Mapping[str, Column],
    facility: str,
    cells: Mapping[str, Optional[str]],
    stamp: Stamp,
) -> DoubleSurvey:
    """Keep a second survey of a facility beside the first.

    Raises
    ------
    UsageError
        There is no such facility, or it was surveyed by the same person.
    """
    first = history.states(db, columns.values(), facility).get(facility)
    our_head = history.head(db, facility)
    if first is None or our_head is None:
        raise UsageError(f"There is no facility {facility!r} in this store.")
    if first.get("surveyor_code", "").lower() == stamp.author.lower():
        raise UsageError(f"{facility}: {stamp.author} has surveyed it already; save a change.")
    cells = {**cells, "surveyor_code": stamp.author}
    revision = history.Revision(
        history.new_id(), facility, "second", our_head, None, stamp.author, stamp.when,
        stamp.method, stamp.app, stamp.message,
    )  # fmt: skip
    changes = [
        (name, first.get(name), value)
        for name, value in cells.items()
        if not same(name, first.get(name), value)
    ]
    history.add_revision(db, revision, changes)
    double = DoubleSurvey(
        history.new_id(), facility, first.get("surveyor_code", ""), stamp.author, our_head,
        our_head, revision.id, stamp.when,
    )  # fmt: skip
    return add_double(db, double, columns.values())


def _second_state(db: sqlite3.Connection, double: DoubleSurvey) -> State:
    return Graph(db, double.facility).state(double.second)


def _with_differences(
    db: sqlite3.Connection, columns: list[Column], double: DoubleSurvey
) -> DoubleSurvey:
    """Add what the row and the second survey say differently.

    What a survey found counts even where one of them found nothing: keeping a survey
    must not leave answers of the other one in it. Of what is known without a survey
    (names, address, position) only what the second one changed does.
    """
    graph = Graph(db, double.facility)
    first = history.states(db, columns, double.facility).get(double.facility, {})
    second, base = graph.state(double.second), graph.state(double.base)
    differences = tuple(
        Change(
            column.name,
            history.shown(column.name, first.get(column.name)),
            history.shown(column.name, second.get(column.name)),
        )
        for column in columns
        if column.name not in (*REVIEW_FIELDS, "id")
        and not same(column.name, first.get(column.name), second.get(column.name))
        and (
            is_found(column.name)
            or not same(column.name, second.get(column.name), base.get(column.name))
        )
    )
    return replace(double, differences=differences)


def is_found(name: str) -> bool:
    """Tell whether a column says what a survey found, or whose survey it is."""
    if name in _WHOSE:
        return True
    return name != GEOMETRY and meaning_of(name).kind not in ("facility", "door", "unknown")
