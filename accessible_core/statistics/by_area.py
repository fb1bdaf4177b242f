# SPDX-License-Identifier: MIT
"""How many facilities of each area have which light, for each group of people.

Nothing is left out of the counts: what is not known, what was only ever heard
of through OpenStreetMap, what lies outside all areas and what has no position each
have a number of their own. Greens that are not confirmed are counted apart (ARCHITECTURE,
decision 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.lights import Light, light_of
from accessible_core.scoring.scores import Scores
from accessible_core.statistics.areas import Areas
from accessible_core.statistics.counting import LIGHTS, NOT_SCORED, figures, tally
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import GROUPS, Group, Score

#: Ids in tables of the rows that follow the areas: what lies in none of them, and
#: what has no position, so that nobody knows in which it lies.
OUTSIDE = "outside"
NO_POSITION = "no_position"
ELSEWHERE: tuple[str, ...] = (OUTSIDE, NO_POSITION)


@dataclass(frozen=True)
class AreaStatistics:
    """Counts by area, group and light.

    Attributes
    ----------
    areas : Areas
    counts : int64 array (areas + 2, 6, 8)
        By area, group (`GROUPS`) and count (`counting.COUNTS`); the last two rows count
        facilities in no area and facilities without a position (`ELSEWHERE`).

    Notes
    -----
    Every facility is counted once in each group, so that the counts of a group
    add up to the number of facilities. Statistics of the same areas add up:
    that of two surveys is the sum of theirs.
    """

    areas: Areas
    counts: NDArray[np.int64]

    def __add__(self, other: AreaStatistics) -> AreaStatistics:
        if self.areas.ids != other.areas.ids:
            raise UsageError("Only statistics of the same areas can be added.")
        return AreaStatistics(self.areas, self.counts + other.counts)

    def facilities(self) -> NDArray[np.int64]:
        """Return the number of facilities of each area, (areas + 2,)."""
        return np.asarray(self.counts[:, 0].sum(axis=1), dtype=np.int64)

    def places(self) -> list[int]:
        """Return the rows of `counts` to show: all areas, of `ELSEWHERE` what is not empty."""
        n = len(self.areas)
        return [*range(n), *(n + np.flatnonzero(self.facilities()[n:])).tolist()]

    def names(self, place: int) -> tuple[str, str]:
        """Return id and name of an area, or twice the word of `ELSEWHERE`."""
        beyond = place - len(self.areas)
        if beyond >= 0:
            return ELSEWHERE[beyond], ELSEWHERE[beyond]
        return self.areas.ids[place], self.areas.names[place]

    def row(self, place: int, group: Group) -> dict[str, Any]:
        """Return one row of the table: counts and shares of one area and group.

        Shares are None where there is nothing to take them of.
        """
        ident, name = self.names(place)
        cells = self.counts[place, GROUPS.index(group)].tolist()
        return {"area_id": ident, "area_name": name, "group": group.value, **figures(cells)}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the table: a row for each area and group, then those of `ELSEWHERE`.

        ``share_surveyed`` is of all facilities; ``share_judged`` (with a verdict
        full, partial or not) and ``share_full_confirmed`` are of the surveyed
        ones. Rows of ``outside`` and ``no_position`` come only where there is any such.
        """
        for place in self.places():
            for group in GROUPS:
                yield self.row(place, group)


def by_area(
    survey: Survey, scores: Scores, areas: Areas, findings: Findings | None = None
) -> AreaStatistics:
    """Count the lights of a survey's facilities by area and group.

    Parameters
    ----------
    survey : Survey
    scores : Scores
        Of the same rows.
    areas : Areas
    findings : Findings, optional
        Told if areas overlap, or if no facility lies in any of them.

    Raises
    ------
    UsageError
        Survey and scores are of different length.
    """
    n = len(survey)
    if len(scores.overall) != n:
        raise UsageError(f"Scores of {len(scores.overall)} rows for a survey of {n} rows.")
    place = places_of(areas, survey.lon, survey.lat)
    if findings is not None:
        several = areas.overlaps(survey.lon, survey.lat)
        if several:
            findings.add("areas_overlap", value=several)
    located = np.isfinite(survey.lon) & np.isfinite(survey.lat)
    if findings is not None and located.any() and (place[located] >= len(areas)).all():
        findings.add("areas_apart", value=int(located.sum()))
    kinds = counted_lights(survey, scores)
    return AreaStatistics(areas, tally(place, len(areas) + len(ELSEWHERE), kinds))


def light_codes(scores: Scores) -> NDArray[np.int64]:
    """Return the position in `counting.LIGHTS` of each overall score, (n, 6)."""
    table = np.array(
        [[LIGHTS.index(light_of(score, sure)) for sure in (False, True)] for score in Score]
    )
    first = min(Score)
    codes = scores.overall.astype(np.int64) - int(first)
    order = np.array([list(Score).index(score) for score in sorted(Score)])
    return np.asarray(table[order[codes], scores.confirmed.astype(np.int64)], dtype=np.int64)


def places_of(
    areas: Areas, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the row of `AreaStatistics.counts` that each position counts in, (n,)."""
    place = areas.locate(lon, lat)
    located = np.isfinite(lon) & np.isfinite(lat)
    beyond = len(areas) + np.where(located, ELSEWHERE.index(OUTSIDE), ELSEWHERE.index(NO_POSITION))
    return np.where(place < 0, beyond, place).astype(np.int64)


def counted_lights(survey: Survey, scores: Scores) -> NDArray[np.int64]:
    """Return the position in `counting.COUNTS` of each facility's light, (n, 6)."""
    kinds = light_codes(scores)
    unscored = kinds == LIGHTS.index(Light.OSM_WORD)
    kinds[unscored & survey.surveyed[:, None]] = NOT_SCORED
    return kinds
