# SPDX-License-Identifier: MIT
"""Bringing copies of a store together, answer by answer.

For each facility that another copy has changed, the two copies are compared with
what they last had in common, cell by cell. What one side changed is taken; what
both changed to the same is one; what both changed differently is a conflict: the
row keeps ours, and the other value is listed until somebody decides.

A side's changes are measured against the common revision *as that side has it*:
a field package may hold less of it (no codes of other people, no answers), and
what it never held it has not emptied.

Two surveys of one place by different people are not mixed: they stay side by side
(`doubles`). An approval holds for the very answers that it was given for.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from accessible_core.survey.naming import meaning_of
from accessible_core.survey_store import history
from accessible_core.survey_store.conflicts import Conflict, add_conflict, adopt_conflicts
from accessible_core.survey_store.doubles import DoubleSurvey, add_double, is_open_double
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import Revision, Stamp, State
from accessible_core.survey_store.layout import REVIEW_FIELDS, Column
from accessible_core.survey_store.rows import same
from accessible_core.vocabulary import ReviewState

#: From the least to the most trusted; of two reviews of the same answers the lesser holds.
_TRUST = tuple(
    state.value
    for state in (
        ReviewState.RETURNED,
        ReviewState.DRAFT,
        ReviewState.SUBMITTED,
        ReviewState.APPROVED,
    )
)
_APPROVED, _DRAFT = ReviewState.APPROVED.value, ReviewState.DRAFT.value


@dataclass(frozen=True)
class MergeResult:
    """What a merge did.

    Attributes
    ----------
    added, removed : tuple of str
        Facilities that came or went.
    merged : mapping of str to tuple of str
        Facility -> the columns that were taken from the other copy.
    conflicts : tuple of Conflict
        Cells that both changed differently, new ones only.
    doubles : tuple of DoubleSurvey
        Facilities surveyed by two people, new ones only.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    merged: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    doubles: tuple[DoubleSurvey, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a document."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "merged": {name: list(columns) for name, columns in self.merged.items()},
            "conflicts": [conflict.as_dict() for conflict in self.conflicts],
            "double_surveys": [double.as_dict() for double in self.doubles],
        }


@dataclass
class _Sides:
    """One facility in both stores, and what they had in common."""

    ours: State
    theirs: State
    our_bases: list[State]
    their_bases: list[State]

    def changed(self, name: str) -> tuple[bool, bool]:
        """Tell whether we and whether they have changed a cell since any common revision."""
        return (
            any(not same(name, self.ours.get(name), base.get(name)) for base in self.our_bases),
            any(not same(name, self.theirs.get(name), base.get(name)) for base in self.their_bases),
        )

    def verdict(self, name: str) -> str:
        """Return whose cell holds: ``ours``, ``theirs`` or ``conflict``."""
        if same(name, self.ours.get(name), self.theirs.get(name)):
            return "ours"
        found = set()
        for our_base, their_base in zip(self.our_bases, self.their_bases):
            if same(name, self.theirs.get(name), their_base.get(name)):
                found.add("ours")
            elif same(name, self.ours.get(name), our_base.get(name)):
                found.add("theirs")
            else:
                found.add("conflict")
        return found.pop() if len(found) == 1 else "conflict"

    @property
    def names(self) -> list[str]:
        """All cells of the survey proper, without id and review."""
        every = dict.fromkeys((*self.ours, *self.theirs))
        for base in (*self.our_bases, *self.their_bases):
            every.update(dict.fromkeys(base))
        return [name for name in every if name not in (*REVIEW_FIELDS, "id")]


@dataclass
class Merger:
    """One merge under way: `db` takes what `other` has."""

    db: sqlite3.Connection
    other: sqlite3.Connection
    columns: Mapping[str, Column]
    other_columns: Mapping[str, Column]
    stamp: Stamp
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    merged: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    doubles: list[DoubleSurvey] = field(default_factory=list)

    def run(self) -> MergeResult:
        """Merge all facilities; the caller holds the transaction."""
        ours = history.states(self.db, self.columns.values())
        theirs = history.states(self.other, self.other_columns.values())
        heads = self.other.execute("SELECT facility, revision FROM akz_head ORDER BY fid")
        for facility, their_head in heads.fetchall():
            self._facility(facility, their_head, ours.get(facility, {}), theirs.get(facility, {}))
        adopt_conflicts(self.db, self.other)
        return MergeResult(
            tuple(self.added),
            tuple(self.removed),
            self.merged,
            tuple(self.conflicts),
            tuple(self.doubles),
        )

    def _facility(self, facility: str, their_head: str, ours: State, theirs: State) -> None:
        our_head = history.head(self.db, facility)
        if our_head == their_head:
            return
        their_graph = Graph(self.other, facility)
        our_ancestors = Graph(self.db, facility).ancestors(our_head)
        if their_head in our_ancestors:
            return
        self._adopt_revisions(facility)
        graph = Graph(self.db, facility)
        common = our_ancestors & their_graph.ancestors(their_head)
        newest = graph.newest(common)
        sides = _Sides(
            ours,
            theirs,
            [graph.state(one) for one in newest] or [{}],
            [their_graph.state(one) for one in newest] or [{}],
        )
        if not theirs or (not ours and our_head is not None):
            self._gone(facility, our_head, their_head, sides)
        elif self._surveyed_twice(sides):
            self._double(facility, our_head, their_head, sides, newest)
        else:
            self._cells(facility, our_head, their_head, sides)

    def _adopt_revisions(self, facility: str) -> None:
        have = Graph(self.db, facility)
        for revision in history.revisions(self.other, facility=facility):
            if revision.id not in have:
                changes = self.other.execute(
                    "SELECT field, old, new FROM akz_change WHERE revision = ? ORDER BY seq",
                    (revision.seq,),
                ).fetchall()
                history.add_revision(self.db, revision, changes)

    # --- cells ----------------------------------------------------------------------------

    def _cells(
        self, facility: str, our_head: Optional[str], their_head: str, sides: _Sides
    ) -> None:
        verdicts = {name: sides.verdict(name) for name in sides.names}
        taken = [name for name, verdict in verdicts.items() if verdict == "theirs"]
        colliding = [name for name, verdict in verdicts.items() if verdict == "conflict"]
        kept = [
            name
            for name, verdict in verdicts.items()
            if verdict == "ours"
            and sides.changed(name)[0]
            and not same(name, sides.ours.get(name), sides.theirs.get(name))
        ]
        cells: dict[str, Optional[str]] = {name: sides.theirs.get(name) for name in taken}
        if our_head is None:
            cells.update({name: sides.theirs.get(name) for name in REVIEW_FIELDS})
        else:
            mixed = bool(colliding or (taken and kept))
            cells.update(_review(sides, mixed=mixed, taken=bool(taken)))
        self._write(facility, our_head, their_head, cells)
        if our_head is None:
            self.added.append(facility)
        elif taken:
            self.merged[facility] = tuple(taken)
        for name in colliding:
            base = sides.our_bases[-1].get(name)
            self._conflict(facility, name, base, sides, our_head, their_head)

    def _write(
        self,
        facility: str,
        our_head: Optional[str],
        their_head: str,
        cells: Mapping[str, Optional[str]],
    ) -> None:
        """Write the merged cells; the head is theirs where that is what came out of it."""
        made = history.write_row(self.db, self.columns, facility, cells, self.stamp)
        self._join(facility, our_head, their_head, made)

    def _join(
        self, facility: str, our_head: Optional[str], their_head: str, made: Optional[int]
    ) -> None:
        graph = Graph(self.db, facility)
        state = history.states(self.db, self.columns.values(), facility).get(facility, {})
        ahead = our_head is None or our_head in graph.ancestors(their_head)
        if ahead and state == graph.state(their_head):
            if made is not None:
                history.drop_revision(self.db, made)
            history.set_head(self.db, facility, their_head)
            return
        if made is not None:
            self.db.execute("UPDATE akz_revision SET merged = ? WHERE seq = ?", (their_head, made))
            return
        joint = Revision(
            history.new_id(), facility, "changed", our_head, their_head, self.stamp.author,
            self.stamp.when, self.stamp.method, self.stamp.app, self.stamp.message,
        )  # fmt: skip
        history.add_revision(self.db, joint, ())
        history.set_head(self.db, facility, joint.id)

    def _conflict(
        self,
        facility: str,
        name: str,
        base: Optional[str],
        sides: _Sides,
        our_head: Optional[str],
        their_head: str,
    ) -> None:
        conflict = Conflict(
            # The same two revisions give the same id, in whichever copy they meet.
            id=uuid.uuid5(
                uuid.NAMESPACE_OID,
                "|".join([facility, name, *sorted((our_head or "", their_head))]),
            ).hex,
            facility=facility,
            field=name,
            base=base,
            ours=sides.ours.get(name),
            theirs=sides.theirs.get(name),
            our_author=self._author(facility, our_head, name),
            their_author=self._author(facility, their_head, name),
            our_revision=our_head or "",
            their_revision=their_head,
            at=self.stamp.when,
        )
        if add_conflict(self.db, conflict):
            self.conflicts.append(conflict)

    def _author(self, facility: str, revision: Optional[str], name: str) -> str:
        """Return who wrote a cell last, as of a revision."""
        for one in reversed(Graph(self.db, facility).mainline(revision)):
            row = self.db.execute(
                "SELECT r.author FROM akz_revision r JOIN akz_change c ON c.revision = r.seq "
                "WHERE r.id = ? AND c.field = ?",
                (one, name),
            ).fetchone()
            if row is not None:
                return str(row[0])
        return ""

    # --- facilities that one side has removed -----------------------------------------------

    def _gone(self, facility: str, our_head: Optional[str], their_head: str, sides: _Sides) -> None:
        """One side has removed the facility: that holds where the other left it alone."""
        ours_changed = any(sides.changed(name)[0] for name in sides.names)
        theirs_changed = any(sides.changed(name)[1] for name in sides.names)
        if not sides.ours and not sides.theirs:
            self._join(facility, our_head, their_head, None)
        elif not sides.theirs and not ours_changed:
            made = history.remove_row(self.db, facility, self.stamp)
            self._join(facility, our_head, their_head, made)
            self.removed.append(facility)
        elif not sides.ours and not theirs_changed:
            self._join(facility, our_head, their_head, None)
        elif not sides.ours and not sides.our_bases[-1]:
            # Not removed since: they have it anew.
            self._write(facility, our_head, their_head, dict(sides.theirs))
            self.added.append(facility)
        else:
            self._join(facility, our_head, their_head, None)
            self._conflict(
                facility, "id", sides.our_bases[-1].get("id"), sides, our_head, their_head
            )

    # --- two surveys of one place -------------------------------------------------------------

    @staticmethod
    def _surveyed_twice(sides: _Sides) -> bool:
        one, other = sides.ours.get("surveyor_code"), sides.theirs.get("surveyor_code")
        # An answer that one of them only confirms is no change, and yet a survey.
        return bool(
            one and other and one != other and sides.changed("surveyor_code") == (True, True)
        )

    def _double(
        self,
        facility: str,
        our_head: Optional[str],
        their_head: str,
        sides: _Sides,
        newest: list[str],
    ) -> None:
        if our_head is None or is_open_double(self.db, facility, their_head):
            return
        double = DoubleSurvey(
            id=history.new_id(),
            facility=facility,
            first_author=sides.ours["surveyor_code"],
            second_author=sides.theirs["surveyor_code"],
            base=newest[-1] if newest else None,
            first=our_head,
            second=their_head,
            at=self.stamp.when,
        )
        self.doubles.append(add_double(self.db, double, self.columns.values()))


def is_answer(name: str) -> bool:
    """Tell whether a column holds what a survey found: an answer or a measured value."""
    return meaning_of(name).kind in ("answer", "measured")


def _review(sides: _Sides, *, mixed: bool, taken: bool) -> dict[str, Optional[str]]:
    """Return the cells of the review that change, as an approval is for certain answers."""
    ours = {name: sides.ours.get(name) for name in REVIEW_FIELDS}
    theirs = {name: sides.theirs.get(name) for name in REVIEW_FIELDS}
    we = any(sides.changed(name)[0] for name in REVIEW_FIELDS)
    they = any(sides.changed(name)[1] for name in REVIEW_FIELDS)
    result = ours
    if mixed:
        result = _reopened(ours)
    elif taken:
        result = _trusted(theirs, sides.theirs) if they else _reopened(ours)
    elif they and not any(
        sides.changed(name)[0] and not same(name, sides.ours.get(name), sides.theirs.get(name))
        for name in sides.names
    ):
        result = _trusted(theirs, sides.theirs)
        if we and _TRUST.index(ours["review"] or _DRAFT) <= _TRUST.index(
            result["review"] or _DRAFT
        ):
            result = ours
    return {name: value for name, value in result.items() if value != sides.ours.get(name)}


def _reopened(review: dict[str, Optional[str]]) -> dict[str, Optional[str]]:
    return {**review, "review": _DRAFT} if review["review"] == _APPROVED else review


def _trusted(review: dict[str, Optional[str]], state: State) -> dict[str, Optional[str]]:
    """Return a review of another copy; nobody approves a survey of one's own there either."""
    reviewer = (review["reviewed_by"] or "").lower()
    own = not reviewer or reviewer == state.get("surveyor_code", "").lower()
    return {**review, "review": _DRAFT} if review["review"] == _APPROVED and own else review
