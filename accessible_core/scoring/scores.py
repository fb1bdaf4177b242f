# SPDX-License-Identifier: MIT
"""What scoring returns: verdicts in columns, with what each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from accessible_core.survey.table import BoolArray, Int8Array
from accessible_core.vocabulary import GROUPS, Score


class Doubt(IntFlag):
    """Why a score is not confirmed (ARCHITECTURE, decision 13), as bits."""

    NONE = 0
    DECISIVE_UNKNOWN = 1  # an unknown answer could change this score
    CONTRADICTED = 2  # a measurement, a broken device or another answer contradicts one
    NOT_APPROVED = 4  # the review state is not "approved"
    TOO_OLD = 8  # surveyed longer ago than the set age, or at an unknown date
    NOT_SURVEYED = 16  # known from another source only
    NEEDED_NOT_PROVIDED = 32  # green only because a zone that is needed is left out
    NORM_FAILS = 64  # what was measured fails the norm of the building's date


@dataclass(frozen=True, repr=False)
class Scores:
    """Scores of a survey's n rows under one scheme.

    Attributes
    ----------
    scheme : str
        Name of the rule tables, such as ``registry-2024``.
    zones : int8 array (n, 10, 6)
        `Score` codes by zone (`vocabulary.ZONES`) and group; NOT_SCORED where
        the record does not hold the zone.
    entrance : int8 array (n, 6)
        Average of the entrances.
    overall : int8 array (n, 6)
        Verdict for the facility; NOT_SCORED where the record is no whole facility.
    known : float32 array (n, 6)
        Share (0 to 1) of the questions able to move this score that are
        answered; NaN where there is none.
    doubts : uint8 array (n, 6)
        `Doubt` bits; a score is confirmed where they are zero.
    """

    scheme: str
    zones: Int8Array
    entrance: Int8Array
    overall: Int8Array
    known: NDArray[np.float32]
    doubts: NDArray[np.uint8]

    @property
    def confirmed(self) -> BoolArray:
        """Whether nothing speaks against relying on each overall score, (n, 6)."""
        return np.asarray(self.doubts == 0, dtype=np.bool_)

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return ``{group: {score word: n}}`` over the rows that are scored."""
        return {
            group.value: {
                str(score.wire): int(np.count_nonzero(self.overall[:, column] == score))
                for score in Score
                if score is not Score.NOT_SCORED
            }
            for column, group in enumerate(GROUPS)
        }

    def __repr__(self) -> str:
        green = self.overall == Score.FULL_ACCESSIBLE
        return (
            f"<Scores of {len(self.overall)} facilities by {self.scheme}; green (confirmed): "
            + ", ".join(
                f"{group.value} {int(green[:, column].sum())} "
                f"({int((green & self.confirmed)[:, column].sum())})"
                for column, group in enumerate(GROUPS)
            )
            + ">"
        )

    def _repr_html_(self) -> str:
        """Show the counts as a table in notebooks, with words rather than colours."""
        head = "".join(f"<th scope='col'>{group.value}</th>" for group in GROUPS)
        counts = self.counts()
        rows = "".join(
            f"<tr><th scope='row'>{word}</th>"
            + "".join(f"<td>{counts[group.value][word]}</td>" for group in GROUPS)
            + "</tr>"
            for word in counts[GROUPS[0].value]
        )
        sure = (self.overall == Score.FULL_ACCESSIBLE) & self.confirmed
        rows += "<tr><th scope='row'>of the full ones confirmed</th>" + "".join(
            f"<td>{int(sure[:, column].sum())}</td>" for column in range(len(GROUPS))
        )
        caption = f"<caption>{len(self.overall)} facilities, {self.scheme}</caption>"
        return f"<table>{caption}<tr><td></td>{head}</tr>{rows}</tr></table>"
