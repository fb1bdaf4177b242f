# SPDX-License-Identifier: MIT
"""Campaigns: who surveys which facilities, and how far they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accessible_core.errors import UsageError
from accessible_core.survey_store import history
from accessible_core.survey_store.history import State
from accessible_core.survey_store.reviews import state_of
from accessible_core.vocabulary import ReviewState

_DONE = (ReviewState.SUBMITTED.value, ReviewState.APPROVED.value)


@dataclass(frozen=True)
class Progress:
    """How far one volunteer or area is.

    Attributes
    ----------
    who : str
        Code of the volunteer, or name of the area.
    assigned : int
        Facilities.
    done : int
        Those that were surveyed since they were assigned and are submitted or
        approved, or stand as the second of two surveys.
    returned : int
        Those that came back and are to be mended.
    double : int
        Those that two people have surveyed and nobody has decided.
    """

    who: str
    assigned: int
    done: int
    returned: int
    double: int

    def as_dict(self) -> dict[str, Any]:
        """Return the row as a document."""
        return {
            "who": self.who,
            "assigned": self.assigned,
            "done": self.done,
            "returned": self.returned,
            "double_surveyed": self.double,
        }


@dataclass(frozen=True)
class _Assignment:
    facility: str
    volunteer: str
    area: str
    since: int


def assign(
    db: sqlite3.Connection,
    campaign: str,
    facilities: Iterable[str],
    *,
    volunteer: str = "",
    area: str = "",
) -> int:
    """Assign facilities; return how many were not assigned so before.

    Raises
    ------
    UsageError
        A facility is not in the store, or neither volunteer nor area is named.
    """
    if not campaign.strip() or not (volunteer or area):
        raise UsageError("An assignment needs a campaign's name and a volunteer or an area.")
    have = {row[0] for row in db.execute("SELECT id FROM facilities")}
    wanted = list(dict.fromkeys(facilities))
    strange = [facility for facility in wanted if facility not in have]
    if strange:
        raise UsageError(f"There is no facility {strange[0]!r} in this store.")
    now = history.now()
    key = _campaign(db, campaign.strip(), now)
    since = history.last_seq(db)
    new = 0
    for facility in wanted:
        done = db.execute(
            "INSERT OR IGNORE INTO akz_assignment (campaign, facility, volunteer, area, since, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (key, facility, volunteer, area, since, now),
        )
        new += done.rowcount
    return new


def assigned_to(db: sqlite3.Connection, volunteer: str, campaign: str = "") -> list[str]:
    """Return the facilities of a volunteer, of one campaign if named."""
    return list(
        dict.fromkeys(
            one.facility for one in _assignments(db, campaign) if one.volunteer == volunteer
        )
    )


def progress_table(
    db: sqlite3.Connection, states: Mapping[str, State], campaign: str = ""
) -> tuple[Progress, ...]:
    """Return one row a volunteer or area, in order of assignment.

    Raises
    ------
    UsageError
        There is no such campaign.
    """
    surveyed = _surveyed_since(db)
    doubles: dict[str, set[str]] = {}
    for facility, *authors in db.execute(
        "SELECT facility, first_author, second_author FROM akz_double WHERE state = 'open'"
    ):
        doubles.setdefault(facility, set()).update(authors)
    rows: dict[str, dict[str, set[str]]] = {}
    for one in _assignments(db, campaign):
        row = rows.setdefault(
            one.volunteer or one.area,
            {name: set() for name in ("assigned", "done", "returned", "double")},
        )
        row["assigned"].add(one.facility)
        review = state_of(states.get(one.facility, {}))
        authors = {
            author for author, seq in surveyed.get(one.facility, {}).items() if seq > one.since
        }
        worked = one.volunteer in authors if one.volunteer else bool(authors)
        twice = one.facility in doubles
        second = twice and (not one.volunteer or one.volunteer in doubles[one.facility])
        if worked and (review in _DONE or second):
            row["done"].add(one.facility)
        if review == ReviewState.RETURNED.value:
            row["returned"].add(one.facility)
        if twice:
            row["double"].add(one.facility)
    return tuple(
        Progress(who, *(len(row[name]) for name in ("assigned", "done", "returned", "double")))
        for who, row in rows.items()
    )


def _campaign(db: sqlite3.Connection, name: str, now: str) -> str:
    row = db.execute("SELECT id FROM akz_campaign WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return str(row[0])
    key = history.new_id()
    db.execute("INSERT INTO akz_campaign (id, name, at) VALUES (?, ?, ?)", (key, name, now))
    return key


def _assignments(db: sqlite3.Connection, campaign: str) -> list[_Assignment]:
    if (
        campaign
        and not db.execute("SELECT 1 FROM akz_campaign WHERE name = ?", (campaign,)).fetchone()
    ):
        names = [row[0] for row in db.execute("SELECT name FROM akz_campaign ORDER BY fid")]
        raise UsageError(
            f"There is no campaign {campaign!r} in this store: {', '.join(names) or 'it has none'}."
        )
    rows = db.execute(
        "SELECT a.facility, a.volunteer, a.area, a.since FROM akz_assignment a "
        "JOIN akz_campaign c ON a.campaign = c.id WHERE ? IN ('', c.name) ORDER BY a.fid",
        (campaign,),
    )
    return [_Assignment(*row) for row in rows]


def _surveyed_since(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return, by facility, who has worked on it and the last revision of each in this file."""
    found: dict[str, dict[str, int]] = {}
    for facility, author, seq in db.execute(
        "SELECT facility, author, max(seq) FROM akz_revision WHERE author <> '' "
        "AND method NOT IN ('review', 'merge', 'import', 'resolve', 'decision') "
        "GROUP BY facility, author"
    ):
        found.setdefault(facility, {})[author] = seq
    return found
