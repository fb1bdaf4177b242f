# SPDX-License-Identifier: GPL-3.0-or-later
"""What the assistant's pages work on together: the table, its mapping, the survey, its places.

The functions here do the work; pages run them in the background.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
)

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.locating import Confirmed, Located, columns_used, locate
from accessible_core.addresses.sources import columns_by_kind
from accessible_core.errors import InputError, UsageError
from accessible_core.findings import Findings
from accessible_core.lights import Light
from accessible_core.messages import text
from accessible_core.progress import Progress, part, report
from accessible_core.scoring.engine import score
from accessible_core.survey.mapping import Mapping, as_mapping, mapping_for
from accessible_core.survey.projected import (
    Candidate,
    System,
    likely_systems,
)
from accessible_core.survey.readers.field_exports import plain_header
from accessible_core.survey.table import Survey
from accessible_core.survey.words import number_column
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin.layers.light_columns import light_column
from accessible_kz_plugin.layers.positions import degrees_function
from accessible_kz_plugin.layers.survey_layer import (
    SurveyLayer,
    SurveyTable,
    survey_of_table,
)
from accessible_kz_plugin.open_survey.draft import Draft
from accessible_kz_plugin.open_survey.sources import SurveySource
from accessible_kz_plugin.translation import tr

#: Findings that say no more once a place was found by its address.
_PLACED = "position_missing"


@dataclass
class Session:
    """All that was chosen and read so far.

    Attributes
    ----------
    source : SurveySource or None
    draft : Draft or None
        What the columns hold.
    read : SurveyLayer or None
        The survey as read with the draft, validated.
    findings : list of Finding
        Of reading.
    systems : list of Candidate
        Likely ones for positions in metres, where a system must be named.
    crs : QgsCoordinateReferenceSystem or None
        What was chosen for them.
    book : AddressBook or None
        Addresses that places are looked up in.
    town : str
        Where addresses lie that name no town.
    located : Located or None
        What came of it.
    located_findings : list of Finding
    confirmed : dict of id to Confirmed
        Candidates that a person took.
    """

    source: SurveySource | None = None
    draft: Draft | None = None
    read: SurveyLayer | None = None
    findings: list[Any] = field(default_factory=list)
    systems: list[Candidate] = field(default_factory=list)
    crs: QgsCoordinateReferenceSystem | None = None
    book: AddressBook | None = None
    town: str = ""
    located: Located | None = None
    located_findings: list[Any] = field(default_factory=list)
    confirmed: dict[str, Confirmed] = field(default_factory=dict)

    @property
    def survey(self) -> Survey:
        """The survey as it is now, with the places that were found.

        Raises
        ------
        UsageError
            None was read yet.
        """
        if self.located is not None:
            return self.located.survey
        if self.read is None:
            raise UsageError("No survey was read yet.")
        return self.read.survey

    @property
    def all_findings(self) -> list[Any]:
        """Findings of reading and placing; none of a place's absence where it was found."""
        if self.located is None:
            return list(self.findings)
        survey = self.located.survey
        placed = {str(one) for one in survey.ids[np.isfinite(survey.lon)]}
        kept = [one for one in self.findings if one.code != _PLACED or one.record not in placed]
        return [*kept, *self.located_findings]

    @property
    def without_place(self) -> int:
        """How many facilities have no position."""
        return int((np.isnan(self.survey.lon) | np.isnan(self.survey.lat)).sum())

    def forget_places(self) -> None:
        """Drop what was found by addresses: another table or mapping was read."""
        self.located, self.located_findings, self.confirmed = None, [], {}

    def row_of(self, record: str) -> int | None:
        """Return the row that a finding is about: by id, else by the number of the row."""
        ids = self.survey.ids.tolist()
        if record in ids:
            return ids.index(record)
        if record.isdigit() and 0 < int(record) <= len(ids):
            return int(record) - 1
        return None

    def feature_of(self, row: int) -> int | None:
        """Return the feature of the source behind a row."""
        return None if self.read is None else self.read.features[row]


@dataclass(frozen=True)
class Opened:
    """A table that was looked at, with what its columns may hold."""

    draft: Draft
    rows: int
    personal: tuple[str, ...]


def open_source(source: SurveySource, form: str, progress: Progress, given: str = "") -> Opened:
    """Read a table and propose what its columns hold.

    Parameters
    ----------
    source : SurveySource
    form : str
        Checklist that was filled in; empty: the table says it.
    progress : callable
    given : str
        A mapping file; without one, a mapping is found by the header.

    Raises
    ------
    InputError, KnowledgeError
        The table or the mapping cannot be read.
    """
    table = source.table(Mapping(), Findings(), part(progress, 0.0, 0.7) or progress)
    unheard = Findings()  # said again when the survey is read
    base = as_mapping(given) if given else mapping_for(table.header, _path(table), None, unheard)
    columns = _as_exported(table.columns(), base or Mapping())
    draft = Draft(columns, base or Mapping(), form)
    report(progress, 1.0)
    personal = tuple(one.column for one in draft.columns if one.state.value == "personal")
    return Opened(draft, len(table.rows), personal)


def _path(table: SurveyTable) -> Path | None:
    return Path(table.path) if table.path else None


def _as_exported(columns: dict[str, Any], base: Mapping) -> dict[str, Any]:
    """Return the columns of a field platform under their plain names, where nothing is mapped."""
    if base != Mapping():
        return columns
    return dict(zip(plain_header(list(columns)), columns.values()))


@dataclass(frozen=True)
class Reading:
    """What came of reading a survey with a mapping."""

    layer: SurveyLayer
    findings: list[Any]
    systems: list[Candidate]


def read_survey(
    source: SurveySource,
    mapping: Mapping,
    crs: QgsCoordinateReferenceSystem | None,
    transforms: QgsCoordinateTransformContext,
    progress: Progress,
) -> Reading:
    """Read a survey with a mapping, and a coordinate system where one was named.

    Raises
    ------
    InputError
        The source cannot be read.
    """
    findings = Findings()
    table = source.table(mapping, findings, part(progress, 0.0, 0.6) or progress)
    function = None if crs is None else degrees_function(crs, transforms)
    layer = survey_of_table(table, findings, mapping=mapping, crs=function)
    report(progress, 0.9)
    systems: list[Candidate] = []
    if layer.metres is not None:
        systems = likely_systems(layer.metres[1], layer.metres[2], _systems_of(transforms))
    report(progress, 1.0)
    return Reading(layer, list(findings), systems)


def _systems_of(transforms: QgsCoordinateTransformContext) -> Any:
    """Return QGIS's systems as the core asks for them."""

    def system(code: int) -> System:
        crs = QgsCoordinateReferenceSystem(f"EPSG:{code}")
        bounds = crs.bounds()
        function = degrees_function(crs, transforms)
        return System(crs.description(), bounds.xMinimum(), bounds.xMaximum(), function)

    return system


def preview(survey: Survey, language: str, max_age: int | None, progress: Progress) -> str:
    """Return the lights of a survey as text: one line a group, after how much was understood."""
    scores = score(survey, max_age_years=max_age, progress=progress)
    known = survey.answers != 0
    words = tr("Places with answers: {places} of {all}. Answers understood: {answers}.")
    for name, count in (
        ("{places}", int(known.any(axis=1).sum())),
        ("{all}", len(survey)),
        ("{answers}", int(known.sum())),
    ):
        words = words.replace(name, str(count))
    lines = [words]
    for place, group in enumerate(GROUPS):
        counts = Counter(light_column(scores, place).tolist())
        told = (
            f"{text('labels', f'light_{light.value}', language)}: {counts[light.value]}"
            for light in Light
            if counts[light.value]
        )
        lines.append(f"{text('labels', f'group_{group.value}', language)} — {', '.join(told)}")
    return "\n".join(lines)


def book_of(source: SurveySource, progress: Progress) -> AddressBook:
    """Read addresses from a layer of address points or buildings, or a file with one.

    Raises
    ------
    InputError
        There are no addresses, or no positions, in it.
    """
    table = source.table(Mapping(), Findings(), part(progress, 0.0, 0.5) or progress)
    header = table.header
    chosen = columns_by_kind(header, {})
    whole = "house" in chosen and ("street" in chosen or "place" in chosen)
    if not whole and "address" not in chosen:
        raise InputError(
            f"'{source.name}' has no columns of street and house number, nor one of whole "
            f"addresses; it has: {', '.join(header) or 'none'}."
        )
    columns = table.columns()
    lon, lat = table.lon, table.lat
    if lon is None or lat is None:
        lon, lat = _degrees_in(columns, chosen, source.name)
    needed = {kind: name for kind, name in chosen.items() if kind not in ("lon", "lat", "ref")}
    kinds = {kind: columns[name] for kind, name in needed.items()}
    book = AddressBook(
        kinds, lon, lat, source=source.name, findings=Findings(), progress=part(progress, 0.5, 1.0)
    )
    if not len(book):
        raise InputError(f"'{source.name}' holds no address with street, house and position.")
    return book


def _degrees_in(
    columns: MappingOf[str, Any], chosen: MappingOf[str, str], name: str
) -> tuple[np.ndarray, np.ndarray]:
    if "lon" not in chosen or "lat" not in chosen:
        raise InputError(f"'{name}' has neither geometries nor columns of longitude and latitude.")
    return number_column(columns[chosen["lon"]])[0], number_column(columns[chosen["lat"]])[0]


def has_addresses(survey: Survey) -> bool:
    """Tell whether a survey has columns of addresses to be looked up."""
    try:
        columns_used(survey)
    except UsageError:
        return False
    return True


def place_by_address(
    survey: Survey,
    book: AddressBook,
    town: str,
    confirmed: MappingOf[str, Confirmed],
    language: str,
    progress: Progress,
) -> tuple[Located, list[Any]]:
    """Look the places without position up; return what was found, and the findings."""
    findings = Findings()
    located = locate(
        survey, book, town=town, confirmed=confirmed, language=language, findings=findings,
        progress=progress,
    )  # fmt: skip
    return located, list(findings)
