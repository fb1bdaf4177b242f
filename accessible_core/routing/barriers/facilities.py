# SPDX-License-Identifier: MIT
"""Facilities of a survey as points to go to: their doors, where these are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.survey.table import Survey


@dataclass(frozen=True)
class Facilities:
    """F facilities with D doors among them.

    Attributes
    ----------
    ids, names : tuple of str
        One each.
    owner : int64 (D,)
        Row of the facility that each door belongs to.
    doors : float64 (D, 2)
        Longitude and latitude in degrees; the facility's own point where it has no door.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    owner: NDArray[np.int64]
    doors: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)


def facilities_of(
    survey: Survey, findings: Findings, category: str | None = None, language: str = "en"
) -> Facilities:
    """Return the facilities of `survey`, of one category if one is given.

    Parameters
    ----------
    survey : Survey
    findings : Findings
        Takes ``facility_no_place`` of those that have neither door nor position.
    category : str, optional
        As it stands in the survey's column ``category``.
    language : str
        Of the names.

    Raises
    ------
    InputError
        The survey has no facility of that category, or none with a place.
    """
    wanted = np.ones(len(survey), np.bool_)
    if category is not None:
        known = survey.text("category")
        wanted = np.array([str(found) == category for found in known], np.bool_)
        if not wanted.any():
            some = sorted({str(found) for found in known} - {""})[:12]
            raise InputError(
                f"{survey.source} has no facility of the category {category!r}; it has: "
                f"{', '.join(some) or 'none'}."
            )
    rows = np.flatnonzero(wanted)
    doors = survey.doors[rows]
    has_door = np.isfinite(doors).all(axis=2)
    own = np.column_stack((survey.lon, survey.lat))[rows]
    lone = ~has_door.any(axis=1)
    for row in rows[lone & ~np.isfinite(own).all(axis=1)]:
        findings.add("facility_no_place", survey.ids[row])
    lone &= np.isfinite(own).all(axis=1)
    owner = np.concatenate([np.nonzero(has_door)[0], np.flatnonzero(lone)])
    if not len(owner):
        raise InputError(f"{survey.source}: no facility in it has a door or a position.")
    return Facilities(
        ids=tuple(str(survey.ids[row]) for row in rows),
        names=tuple(survey.name(row, language) for row in rows),
        owner=owner.astype(np.int64),
        doors=np.concatenate([doors[has_door], own[lone]]),
    )
