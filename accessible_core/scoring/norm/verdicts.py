# SPDX-License-Identifier: MIT
"""What judging by a norm returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.scoring.norm.editions import Requirement, Rule
from accessible_core.survey.table import Int8Array, ObjectArray
from accessible_core.vocabulary import GROUPS, Group, Zone


class Verdict(IntEnum):
    """What an edition says of a zone or facility for one group."""

    NOT_JUDGED = -1  # never surveyed, or a zone that the record does not hold
    NOT_COVERED = 0  # the edition, as far as it is known here, says nothing of it
    MEETS = 1
    UNKNOWN = 2
    FAILS = 3

    @property
    def wire(self) -> Optional[str]:
        """The word in files; None for what was not judged."""
        return None if self is Verdict.NOT_JUDGED else self.name.lower()


class State(IntEnum):
    """What is known of one rule in one place; the greater one wins where several meet."""

    NEEDLESS = 0  # the item is not there, and need not be
    OPEN = 1  # unknown, but the verdict does not wait for it
    MEETS = 2
    UNKNOWN = 3  # unknown, and the verdict waits for it
    FAILS = 4


#: Verdict by `State`.
VERDICT_OF_STATE: Int8Array = np.array(
    [Verdict.NOT_COVERED, Verdict.UNKNOWN, Verdict.MEETS, Verdict.UNKNOWN, Verdict.FAILS], np.int8
)


@dataclass(frozen=True)
class Detail:
    """One clause that is failed or unknown, with what it rests on.

    Attributes
    ----------
    row : int
    zone : Zone
    edition : str
    state : State
        FAILS, or UNKNOWN where the verdict waits for it.
    groups : tuple of Group
        Whom it concerns.
    rule : Rule or Requirement
    key : int or None
        The question measured, or the first that would be; None for a zone.
    value : str
        What was measured, as written; empty where nothing was.
    """

    row: int
    zone: Zone
    edition: str
    state: State
    groups: tuple[Group, ...]
    rule: Rule | Requirement
    key: Optional[int] = None
    value: str = ""

    @property
    def question(self) -> str:
        """The column that the clause is about, or the zone."""
        return self.zone.value if self.key is None else f"{self.zone.value}_{self.key}"

    @property
    def quantity(self) -> str:
        """What is measured; ``provided`` for a zone that must exist."""
        return self.rule.quantity if isinstance(self.rule, Rule) else "provided"

    @property
    def limit(self) -> str:
        """The limits in signs."""
        return self.rule.wording() if isinstance(self.rule, Rule) else "yes"

    def line(self) -> str:
        """Return the clause in one line of signs and names, the same in all languages."""
        value = self.value or ("not_provided" if self.key is None else "?")
        clause = f" [{self.edition}{' ' if self.rule.clause else ''}{self.rule.clause}]"
        return f"{self.question} {self.quantity}: {value}, {self.limit}{clause}"

    def as_dict(self) -> dict[str, Any]:
        """Return the clause as a document."""
        return {
            "zone": self.zone.value,
            "question": None if self.key is None else f"attribute{self.key}",
            "quantity": self.quantity,
            "measured": self.value or None,
            "limit": self.limit,
            "edition": self.edition,
            "clause": self.rule.clause,
            "source_confidence": self.rule.confidence,
            "groups": [group.value for group in self.groups],
        }


@dataclass(frozen=True)
class NormVerdicts:
    """Norm verdicts of a survey's n rows.

    Attributes
    ----------
    editions : object array (n,)
        Names of the editions that judged the row, a tuple each: several where
        the building's date is not known well enough; the verdict is then only
        what all of them say alike.
    zones : int8 array (n, 10, 6)
        `Verdict` codes by zone and group.
    overall : int8 array (n, 6)
    known : float64 array (n, 6)
        Share of the clauses concerning the group that are known; NaN where
        there is none.
    details : tuple of Detail
        Failed clauses and, where asked for, unknown ones.
    """

    editions: ObjectArray
    zones: Int8Array
    overall: Int8Array
    known: NDArray[np.float64]
    details: tuple[Detail, ...] = ()

    def failing(self, row: int, group: Optional[Group] = None) -> list[Detail]:
        """Return the failed clauses of one row, of one group if given."""
        return self._of(State.FAILS, row, group)

    def unknown(self, row: int, group: Optional[Group] = None) -> list[Detail]:
        """Return the clauses of one row that the verdict waits for."""
        return self._of(State.UNKNOWN, row, group)

    def _of(self, state: State, row: int, group: Optional[Group]) -> list[Detail]:
        return [
            detail
            for detail in self.details
            if detail.row == row
            and detail.state is state
            and (group is None or group in detail.groups)
        ]

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return ``{group: {verdict: n}}`` over the rows that are judged."""
        return {
            group.value: {
                str(verdict.wire): int(np.count_nonzero(self.overall[:, column] == verdict))
                for verdict in (
                    Verdict.MEETS,
                    Verdict.FAILS,
                    Verdict.UNKNOWN,
                    Verdict.NOT_COVERED,
                )
            }
            for column, group in enumerate(GROUPS)
        }

    def edition_counts(self) -> dict[str, int]:
        """Return how many rows each edition judged, alone or with others."""
        found: dict[str, int] = {}
        for names in self.editions:
            for name in names:
                found[name] = found.get(name, 0) + 1
        return found
