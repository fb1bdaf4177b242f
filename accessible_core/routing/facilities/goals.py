# SPDX-License-Identifier: MIT
"""Facilities of a survey as goals of ways: their doors, best first, and their scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.knowledge import load_toml
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.facilities.destination import NO_DOOR, Door
from accessible_core.routing.facilities.osm_doors import OsmDoors
from accessible_core.routing.profiles import Profile
from accessible_core.scoring.scores import Scores
from accessible_core.survey.table import ZONE_INDEX, Survey
from accessible_core.vocabulary import ENTRANCES, GROUPS, LANGUAGES, Group, Score

Float = NDArray[np.float64]

_ACCESSIBLE = {Score.FULL_ACCESSIBLE: "yes", Score.NOT_ACCESSIBLE: "no"}
#: Where a row's doors come after all that have a score: order among OSM's is their own.
_NOT_SCORED_RANK = 10


@lru_cache(maxsize=None)
def door_knowledge() -> dict[str, Any]:
    """Return ``doors.toml``."""
    return load_toml(Path(__file__).with_name("doors.toml"))


def group_of(profile: Profile | str) -> Group:
    """Return the group of people whose scores count for a profile."""
    name = profile if isinstance(profile, str) else profile.name
    # A city's own profile names no group: the registry shows wheelchair users' scores then.
    return Group(door_knowledge()["group"].get(name, Group.MOVEMENT.value))


def group_named(group: Group | str) -> Group:
    """Return a group by its name.

    Raises
    ------
    UsageError
        There is no such group.
    """
    names = [each.value for each in GROUPS]
    word = group.value if isinstance(group, Group) else group
    if word not in names:
        raise UsageError(f"There is no group {word!r}: groups are {', '.join(names)}.")
    return Group(word)


@dataclass(frozen=True)
class Candidate:
    """A door at which a facility may be entered; lower ranks are tried first."""

    door: Door
    rank: int


@dataclass(frozen=True, repr=False)
class Facilities:
    """The facilities of a survey for one group of people.

    Attributes
    ----------
    survey : Survey
    scores : Scores
    group : Group
    network : StreetNetwork
        Whose entrances are taken where the survey knows no door.
    """

    survey: Survey
    scores: Scores
    network: StreetNetwork
    group: Group = Group.MOVEMENT

    def __len__(self) -> int:
        return len(self.survey)

    @property
    def column(self) -> int:
        """Position of the group in score arrays."""
        return GROUPS.index(self.group)

    @property
    def overall(self) -> NDArray[np.int8]:
        """`Score` codes (n,) of the facilities for the group."""
        return self.scores.overall[:, self.column]

    @property
    def confirmed(self) -> NDArray[np.bool_]:
        """Whether nothing speaks against relying on the score, (n,)."""
        confirmed: NDArray[np.bool_] = self.scores.confirmed[:, self.column]
        return confirmed

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {str(name): row for row, name in enumerate(self.survey.ids)}

    @cached_property
    def _osm(self) -> OsmDoors:
        return OsmDoors(self.network)

    def row(self, facility: str) -> int:
        """Return the row of a facility by its id.

        Raises
        ------
        UsageError
            The survey has no such facility.
        """
        row = self._rows.get(facility)
        if row is None:
            some = ", ".join(list(self._rows)[:3])
            raise UsageError(
                f"There is no facility {facility!r} in {self.survey.source or 'the survey'}: "
                f"its ids are such as {some or 'none at all'}."
            )
        return row

    def located(self, row: int) -> bool:
        """Tell whether it is known where a facility or one of its doors is."""
        doors = self.survey.doors[row]
        here = self.survey.lon[row], self.survey.lat[row]
        return bool(np.isfinite(here).all() or np.isfinite(doors).all(axis=1).any())

    def point(self, row: int) -> tuple[float, float]:
        """Return longitude and latitude of a facility, else of its first door, else NaN."""
        here = float(self.survey.lon[row]), float(self.survey.lat[row])
        if np.isfinite(here).all():
            return here
        placed = np.flatnonzero(np.isfinite(self.survey.doors[row]).all(axis=1))
        if not len(placed):
            return float("nan"), float("nan")
        lon, lat = self.survey.doors[row, placed[0]].tolist()
        return lon, lat

    def candidates(self, row: int) -> list[Candidate]:
        """Return the doors of one facility, those to be tried first in front.

        Doors of the survey that have a position; where there is none, entrances that OSM
        knows of its building, else the nearest one without a known building; where there
        is none either, the facility's own point. Empty where no position is known.
        """
        if not self.located(row):
            return []
        found = list(self._surveyed(row)) or list(self._from_osm(row))
        if not found:
            lon, lat = self.point(row)
            door = Door(str(self.survey.ids[row]), NO_DOOR, lon, lat, names=self._names(row))
            found = [Candidate(door, _NOT_SCORED_RANK)]
        return sorted(found, key=lambda candidate: candidate.rank)

    def _entrance_ranks(self, row: int) -> dict[int, tuple[int, Score]]:
        """Return rank and score of the entrances that the record holds, by number."""
        ranks = door_knowledge()["rank"]
        found = {}
        for number, zone in enumerate(ENTRANCES, start=1):
            placed = bool(np.isfinite(self.survey.doors[row, number - 1]).all())
            if not placed and not self.survey.present[row, ZONE_INDEX[zone]]:
                continue
            score = Score(int(self.scores.zones[row, ZONE_INDEX[zone], self.column]))
            found[number] = ranks[score.wire or Score.UNKNOWN.wire], score
        return found

    def _surveyed(self, row: int) -> Iterator[Candidate]:
        ranks = self._entrance_ranks(row)
        placed = {
            number for number in ranks if np.isfinite(self.survey.doors[row, number - 1]).all()
        }
        for number in sorted(placed):
            rank, score = ranks[number]
            lon, lat = self.survey.doors[row, number - 1].tolist()
            better = [n for n in ranks if n not in placed and ranks[n][0] < rank]
            yield Candidate(
                Door(
                    facility=str(self.survey.ids[row]),
                    entrance=number,
                    lon=lon,
                    lat=lat,
                    accessible=_ACCESSIBLE.get(score, "unknown"),
                    score=score.wire,
                    confirmed=bool(self.confirmed[row]) and score is Score.FULL_ACCESSIBLE,
                    unplaced=tuple(better),
                    names=self._names(row),
                ),
                rank,
            )

    def _from_osm(self, row: int) -> Iterator[Candidate]:
        settings = door_knowledge()["osm"]
        named: dict[str, Any] = {"facility": str(self.survey.ids[row]), "names": self._names(row)}
        for order, door in enumerate(self._osm.around(self.point(row), settings)):
            yield Candidate(Door(**named, **door), _NOT_SCORED_RANK + order)

    def _names(self, row: int) -> Mapping[str, str]:
        return {language: self.survey.name(row, language) for language in LANGUAGES}

    def __repr__(self) -> str:
        return f"<Facilities: {len(self)} for {self.group.value}>"


def facilities_for(
    survey: Survey,
    network: StreetNetwork,
    profile: Profile | str = "manual_wheelchair",
    *,
    scores: Scores | None = None,
    group: Group | str | None = None,
) -> Facilities:
    """Return the facilities of a survey as goals of ways.

    Parameters
    ----------
    survey : Survey
        Read, and best validated (`survey.validate`).
    network : StreetNetwork
    profile : Profile or str
        Says which group's scores count (``doors.toml``).
    scores : Scores, optional
        Of the survey; scored here if not given.
    group : Group or str, optional
        Another group than the profile's.

    Raises
    ------
    UsageError
        There is no such group.
    """
    if scores is None:
        from accessible_core.scoring.engine import score

        scores = score(survey)
    chosen = group_of(profile) if group is None else group_named(group)
    return Facilities(survey, scores, network, chosen)
