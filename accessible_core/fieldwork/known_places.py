# SPDX-License-Identifier: MIT
"""Facilities that a form offers to choose from, so that answers come back under their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from accessible_core.errors import UsageError
from accessible_core.fieldwork.measuring import knowledge
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text
from accessible_core.vocabulary import LANGUAGES

#: Value of the choice "not in this list"; no facility of ours has such an id.
NEW = "__new__"
#: Value of `KnownPlace.district` where a facility has none.
EVERYWHERE = "__all__"


@dataclass(frozen=True)
class KnownPlace:
    """One facility that can be chosen.

    Attributes
    ----------
    id : str
    words : mapping of str to str
        Name and address by language.
    district : str
        In which part of the list it stands.
    """

    id: str
    words: Mapping[str, str]
    district: str


@dataclass(frozen=True)
class KnownPlaces:
    """The facilities of a form.

    Attributes
    ----------
    places : tuple of KnownPlace
        By district and name.
    districts : tuple of str
        Asked first; empty where the list is short, or not divided.
    """

    places: tuple[KnownPlace, ...]
    districts: tuple[str, ...]


def known_places(survey: Survey, by: str = "") -> KnownPlaces:
    """Return the facilities of a survey as a form offers them.

    Parameters
    ----------
    survey : Survey
        Whatever its answers: only ids, names and addresses are taken.
    by : str
        Column by which a long list is divided; by default ``district``, else ``kato``.

    Raises
    ------
    UsageError
        There is no facility, no such column, or an id is the form's own word.
    """
    if not len(survey):
        raise UsageError("There is no facility to choose from in this survey.")
    if {NEW, EVERYWHERE} & set(survey.ids.tolist()):
        raise UsageError(f"The ids {NEW} and {EVERYWHERE} are the form's own: rename them.")
    districts = _districts(survey, by)
    divided = bool(by) or len(survey) > knowledge()["known"]["list"]
    names = tuple(sorted({name for name in districts if name != EVERYWHERE}))
    if not divided or not names or len(set(districts)) == 1:
        names = ()
    addresses = survey.text("address")
    places = []
    for row in range(len(survey)):
        parts = {one: (survey.name(row, one), str(addresses[row])) for one in LANGUAGES}
        words = {one: ", ".join(part for part in both if part) for one, both in parts.items()}
        places.append(KnownPlace(str(survey.ids[row]), words, districts[row]))
    places = _told_apart(places)
    places.sort(key=lambda place: (place.district, place.words[LANGUAGES[0]].casefold(), place.id))
    return KnownPlaces(tuple(places), names)


def _districts(survey: Survey, by: str) -> list[str]:
    columns = {**survey.extra, **survey.facilities}
    if by and by not in columns:
        raise UsageError(
            f"The survey has no column {by!r} to divide the list by; it has: "
            f"{', '.join(sorted(columns))}."
        )
    name = by or next((one for one in knowledge()["known"]["by"] if one in columns), "")
    if not name:
        return [EVERYWHERE] * len(survey)
    return [as_text(cell).strip() or EVERYWHERE for cell in columns[name]]


def _told_apart(places: list[KnownPlace]) -> list[KnownPlace]:
    """Add the id where two facilities would read alike."""
    often = Counter(tuple(place.words.values()) for place in places)
    return [
        place
        if often[tuple(place.words.values())] == 1
        else KnownPlace(
            place.id, {one: f"{text} [{place.id}]" for one, text in place.words.items()},
            place.district,
        )
        for place in places
    ]  # fmt: skip
