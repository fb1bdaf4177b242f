# SPDX-License-Identifier: MIT
"""The survey table: one row a facility, in columns.

Readers make it, validation completes it, scoring reads it, writers write it.
It is immutable; whoever changes something makes a new one (`dataclasses.replace`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.vocabulary import GROUPS, ZONES, Zone

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Int8Array = NDArray[np.int8]
BoolArray = NDArray[np.bool_]
ObjectArray = NDArray[np.object_]

#: Position of each zone in `Survey.present`, and in every array with a zone axis.
ZONE_INDEX: dict[Zone, int] = {zone: position for position, zone in enumerate(ZONES)}

#: Facility columns known by name, in the order of the contract (text unless noted).
FACILITY_FIELDS: tuple[str, ...] = (
    "id",
    "name",
    "name_kk",
    "name_ru",
    "name_en",
    "category",
    "address",
    "kato",
    "built",
    "surveyed",
    "surveyor_code",
    "method",
    "review",
)


@dataclass(frozen=True, order=True)
class Question:
    """One column of answers: a question of the checklist, asked of one zone.

    `key` is the registry's integer (``attribute<key>`` on the wire). The same
    zone kind and key may be worded differently in different forms; the form of
    each row says which checklist it answers.
    """

    zone: Zone
    key: int

    @property
    def column(self) -> str:
        """Name of the answer's column in tables, such as ``entrance1_30``."""
        return f"{self.zone.value}_{self.key}"

    @property
    def wire(self) -> str:
        """Name of the answer in registry records, such as ``attribute30``."""
        return f"attribute{self.key}"


@dataclass(frozen=True)
class Overrides:
    """Scores that a moderator set for a whole zone, one row each.

    Attributes
    ----------
    row : int array (k,)
        Row of the facility in the survey.
    zone : int8 array (k,)
        Position of the zone in `vocabulary.ZONES`.
    scores : int8 array (k, 6)
        `Score` codes by group; a group left out on the wire is NOT_PROVIDED.
    by, at, reason : object arrays (k,)
        Who set it, when (ISO 8601) and why; empty text where not given.
    """

    row: NDArray[np.int32]
    zone: Int8Array
    scores: Int8Array
    by: ObjectArray
    at: ObjectArray
    reason: ObjectArray

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def none(cls) -> Overrides:
        """Return the empty table."""
        text = np.empty(0, dtype=object)
        return cls(
            np.empty(0, np.int32),
            np.empty(0, np.int8),
            np.empty((0, len(GROUPS)), np.int8),
            text,
            text,
            text,
        )


@dataclass(frozen=True, repr=False)
class Survey:
    """Facilities with their answers, in columns of equal length n.

    Attributes
    ----------
    facilities : mapping of str to object array (n,)
        The columns of `FACILITY_FIELDS` that the source has, as text, empty
        where not given; ``id`` is always there, unique and not empty.
    form : object array (n,)
        Name of the checklist that the row answers (``small``, ``middle``,
        ``full``, or a city's own); empty for places that were never surveyed.
    lon, lat : float64 array (n,)
        Position in degrees (WGS 84); NaN where there is none.
    doors : float64 array (n, 3, 2)
        Longitude and latitude of the doors of entrance 1 to 3; NaN if unknown.
    questions : tuple of Question
        What the columns of `answers` mean.
    answers : int8 array (n, len(questions))
        `Answer` codes; UNKNOWN also where a row's form lacks the question.
    present : bool array (n, 10)
        Which zones (`vocabulary.ZONES`) the record holds at all: a second
        entrance that is not there differs from one of which nothing is known.
    measured : mapping of Question to object array (n,)
        Measured values as written ("85 cm"), empty where none; sparse.
    comments : mapping of Zone to object array (n,)
    overrides : Overrides
    extra : mapping of str to array (n,)
        Columns of the source that mean nothing here; kept so that they come
        out again.
    source : str
        What was read: a file name without folder, or a description.
    """

    facilities: Mapping[str, ObjectArray]
    form: ObjectArray
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    doors: NDArray[np.float64]
    questions: tuple[Question, ...]
    answers: Int8Array
    present: BoolArray
    measured: Mapping[Question, ObjectArray] = field(default_factory=dict)
    comments: Mapping[Zone, ObjectArray] = field(default_factory=dict)
    overrides: Overrides = field(default_factory=Overrides.none)
    extra: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        n = len(self.form)
        shapes = {
            "lon": (self.lon.shape, (n,)),
            "lat": (self.lat.shape, (n,)),
            "doors": (self.doors.shape, (n, 3, 2)),
            "answers": (self.answers.shape, (n, len(self.questions))),
            "present": (self.present.shape, (n, len(ZONES))),
        }
        for columns in (self.facilities, self.measured, self.comments, self.extra):
            shapes.update({str(name): (col.shape, (n,)) for name, col in columns.items()})
        wrong = [
            f"{name} {have} instead of {want}"
            for name, (have, want) in shapes.items()
            if have != want
        ]
        if wrong:
            raise UsageError(f"Columns of a survey of {n} rows do not fit: {'; '.join(wrong)}.")
        if "id" not in self.facilities:
            raise UsageError("A survey needs the facility column 'id'.")

    def __len__(self) -> int:
        return len(self.form)

    @property
    def ids(self) -> ObjectArray:
        """Ids of the facilities, in row order."""
        return self.facilities["id"]

    @cached_property
    def column_of(self) -> dict[Question, int]:
        """Position of each question in `answers`."""
        return {question: position for position, question in enumerate(self.questions)}

    @property
    def surveyed(self) -> BoolArray:
        """Rows that answer a checklist, as opposed to places only known of."""
        return np.asarray(self.form != "", dtype=np.bool_)

    def text(self, name: str) -> ObjectArray:
        """Return a facility column, all empty where the source has none."""
        column = self.facilities.get(name)
        return np.full(len(self), "", dtype=object) if column is None else column

    def name(self, row: int, language: str = "en") -> str:
        """Return the best name of one facility: in `language`, else any, else its id."""
        for column in (f"name_{language}", "name", "name_ru", "name_kk", "name_en"):
            if column in self.facilities and self.facilities[column][row]:
                return str(self.facilities[column][row])
        return str(self.ids[row])

    def questions_of(self, zone: Zone) -> Iterator[tuple[int, Question]]:
        """Yield column position and question for all questions of one zone."""
        for position, question in enumerate(self.questions):
            if question.zone is zone:
                yield position, question

    def to_geodataframe(self, results: Mapping[str, NDArray[Any]] | None = None) -> GeoDataFrame:
        """Return a GeoDataFrame, with `results` as further columns; see `survey.frames`."""
        from accessible_core.survey.frames import to_geodataframe

        return to_geodataframe(self, results)

    def __repr__(self) -> str:
        asked = ", ".join(
            f"{int((self.form == form).sum())} {form or 'not surveyed'}"
            for form in sorted(set(self.form.tolist()))
        )
        return f"<Survey of {len(self)} facilities from {self.source or 'memory'} ({asked})>"
