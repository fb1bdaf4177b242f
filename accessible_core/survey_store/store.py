# SPDX-License-Identifier: MIT
"""A survey store: one GeoPackage with surveys, their history, reviews and campaigns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Optional, Union

from accessible_core.checklists import checklist
from accessible_core.checklists import forms as known_forms
from accessible_core.errors import OutputError, UsageError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.survey.columns import SURVEY_OF, survey_columns
from accessible_core.survey.personal.parting import without_personal
from accessible_core.survey.table import Survey
from accessible_core.survey_store import (
    campaigns,
    conflicts,
    doubles,
    geopackage,
    graph,
    history,
    reviews,
    versions,
)
from accessible_core.survey_store.connection import connect, transaction, translated
from accessible_core.survey_store.history import Revision, Stamp
from accessible_core.survey_store.importing import ImportResult, import_rows, without_second
from accessible_core.survey_store.layout import (
    LAYER,
    columns_for,
    columns_in,
    further_columns,
)
from accessible_core.survey_store.making import add_rows, fill, new_file
from accessible_core.survey_store.merge import Merger, MergeResult
from accessible_core.survey_store.packages import fill_package
from accessible_core.survey_store.people import checked_code
from accessible_core.survey_store.rows import checked_cells, states_of
from accessible_core.survey_store.store_file import StoreFile, may_write
from accessible_core.survey_store.upkeep import keep_up, needs_upkeep
from accessible_core.vocabulary import LANGUAGES, ReviewState

#: What a new store asks if nobody says.
FORMS = ("small", "middle", "full")
_PATH = Union[str, "os.PathLike[str]"]


class SurveyStore(StoreFile):
    """Surveys with their history in a GeoPackage that QGIS and QField edit as it is.

    Make one with :meth:`create`, open one with :meth:`open`; use it in a ``with``
    block or call :meth:`close`. Whatever is saved is on the disk, whole, when the
    call returns. Inside QGIS, a store that QGIS has open is edited through QGIS:
    the file itself keeps the history (`docs/survey-store.md`).
    """

    # --- making, opening, closing -----------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: _PATH,
        survey: Optional[Survey] = None,
        *,
        forms: Optional[Sequence[str]] = None,
        language: str = "kk",
        author: str = "",
        findings: Optional[Findings] = None,
        progress: Optional[Progress] = None,
    ) -> SurveyStore:
        """Make a new store and open it.

        Parameters
        ----------
        path : path
            A ``.gpkg`` that is not there yet.
        survey : Survey, optional
            Facilities to start with, with whatever answers they have.
        forms : sequence of str, optional
            Checklists to be answered; default: those of the survey, else the
            registry's three.
        language : str
            Language of the form that QGIS shows at first; the others are there too.
        author : str
            Code of whoever makes it, for the history.

        Raises
        ------
        UsageError
            No such form or language, or the author is no code.
        OutputError
            The file is there already or cannot be written.
        """
        target = Path(path)
        if target.suffix.lower() != ".gpkg":
            raise OutputError(f"{target}: a survey store is a GeoPackage; call it .gpkg.")
        if target.exists():
            raise OutputError(f"{target} is there already: choose another name for the new store.")
        if language not in LANGUAGES:
            raise UsageError(f"There is no language {language!r}: kk, ru or en.")
        if author:
            checked_code(author)
        found = Findings() if findings is None else findings
        survey = None if survey is None else without_personal(survey, found)
        asked = tuple(forms or _forms_of(survey) or FORMS)
        for form in asked:
            checklist(form)
        given = {} if survey is None else survey_columns(survey)
        given.pop(SURVEY_OF, None)
        with new_file(target) as db:
            fill(db, columns_for(asked, given), asked, language)
            if survey is not None:
                stamp = Stamp(author, "import", survey.source)
                add_rows(db, survey, stamp, found, progress)
        return cls.open(target)

    @classmethod
    def open(cls, path: _PATH, *, read_only: bool = False) -> SurveyStore:
        """Open a store; one of an older version is copied and brought up to date.

        A store that may not be written (a read-only folder or file) is opened for
        reading: `writable` tells.

        Raises
        ------
        InputError
            There is none, it is damaged, or made by a newer program.
        OutputError
            It must be brought up to date and cannot be written.
        """
        source = existing_file(path, "survey store")
        writable = not read_only and may_write(source)
        db = connect(source, writable=writable)
        store = cls(source, db, writable=writable)
        try:
            with translated(source):
                store.backup = versions.brought_up_to_date(db, source, writable=writable)
                if writable and needs_upkeep(db):
                    with transaction(db, source):
                        keep_up(db)
        except BaseException:
            db.close()
            raise
        return store

    # --- surveys ----------------------------------------------------------------------------

    @property
    def volunteer(self) -> str:
        """Code of whose field package this is; empty for other stores."""
        with translated(self.path):
            return versions.setting(self._db, "volunteer") or ""

    def survey(self, findings: Optional[Findings] = None) -> Survey:
        """Return the facilities as they are now."""
        with translated(self.path):
            return self._survey(history.states(self._db, self.columns.values()), findings)

    def at(self, when: Union[str, datetime], findings: Optional[Findings] = None) -> Survey:
        """Return the facilities as this store had them.

        Parameters
        ----------
        when : str or datetime
            A revision's id: all facilities as they were here once it had been saved
            or merged. Or a time, ISO 8601 (a date alone means its end; UTC): each
            facility as of its last revision *made* until then, also if it came here
            later with a merge.

        Raises
        ------
        UsageError
            It is neither.
        """
        with translated(self.path):
            if isinstance(when, datetime):
                return self._survey(graph.states_then(self._db, at=history.utc(when)), findings)
            shown = graph.first_shown(self._db, when)
            if shown is not None:
                return self._survey(graph.states_shown(self._db, shown), findings)
            moment = history.moment_of(when)
            return self._survey(graph.states_then(self._db, at=moment), findings)

    def timeline(self, facility: str) -> tuple[Revision, ...]:
        """Return a facility's revisions, oldest first (empty: never heard of)."""
        with translated(self.path):
            return history.revisions(self._db, facility=facility)

    def revisions(self) -> tuple[Revision, ...]:
        """Return all revisions, oldest first."""
        with translated(self.path):
            return history.revisions(self._db)

    def save(
        self,
        changes: Mapping[str, Mapping[str, Any]],
        author: str,
        *,
        method: str = "form",
        message: str = "",
        at: str = "",
    ) -> tuple[Revision, ...]:
        """Save changed cells of facilities, all or none of them.

        Parameters
        ----------
        changes : mapping of facility id to mapping of column to value
            Only what changes; what is not named stays, also what another process
            has saved meanwhile. An id that is not there is a new facility.
            ``lon`` and ``lat`` are the position.
        author : str
            Pseudonymous code.
        method, message : str
            How it was found out, and a remark.
        at : str
            Time of the work, ISO 8601, if not now.

        Returns
        -------
        tuple of Revision
            One a facility, none for those where nothing changed.

        Raises
        ------
        UsageError
            A column, value or code that is not possible; nothing is saved.
        OutputError
            The file cannot be written; nothing is saved.
        """
        columns = self.columns
        stamp = self._stamp(author, method, message, at)
        checked = {}
        for facility, values in changes.items():
            if not facility.strip():
                raise UsageError("A facility needs an id.")
            checked[facility] = checked_cells(facility, values, columns)
        with self._writing():
            made = [
                history.write_row(self._db, columns, facility, cells, stamp)
                for facility, cells in checked.items()
            ]
        return self._made(made)

    def remove(self, facility: str, author: str, message: str = "") -> tuple[Revision, ...]:
        """Remove a facility from the layer; its history stays."""
        stamp = self._stamp(author, "remove", message)
        if not self._has(facility):
            raise UsageError(f"There is no facility {facility!r} in this store.")
        with self._writing():
            made = history.remove_row(self._db, facility, stamp)
        return self._made([made])

    def adopt(
        self,
        survey: Survey,
        author: str,
        *,
        message: str = "",
        dry_run: bool = False,
        findings: Optional[Findings] = None,
    ) -> ImportResult:
        """Take over a survey by id: new facilities, and the cells that it fills differently.

        An empty or unknown cell of the survey empties nothing, a facility that the
        survey lacks stays, and reviews are not taken over for facilities that are
        here; findings tell each of these. With `dry_run` nothing is written.

        A submission from the field that is here already brings nothing twice: what was
        corrected since stays. Another person's submission about a facility becomes a second
        survey beside the first.
        """
        stamp = self._stamp(author, "import", message)
        findings = Findings() if findings is None else findings
        survey = without_personal(survey, findings)
        with self._writing():
            survey, others = without_second(survey)
            given = survey_columns(survey)
            further = further_columns(self.columns.values(), given)
            if not dry_run:
                self._widen(further)
            columns = {**self.columns, **{column.name: column for column in further}}
            rows = states_of(survey, columns, findings)
            return import_rows(
                self._db, self.columns, rows, given, stamp, findings,
                others=others, dry_run=dry_run,
            )  # fmt: skip

    # --- copies -----------------------------------------------------------------------------

    def merge(self, other: _PATH, author: str, message: str = "") -> MergeResult:
        """Bring in what another copy of the store, or a field package, has.

        The other file is only read. See `survey_store.merge` for how.

        Raises
        ------
        InputError
            The other file is no store or is damaged.
        """
        source = existing_file(other, "survey store")
        if os.path.realpath(source) == os.path.realpath(self.path):
            raise UsageError(f"{source} is this very store: there is nothing to merge.")
        stamp = self._stamp(author, "merge", message or source.name)
        with versions.opened_copy(source) as theirs, self._writing():
            their_columns = {column.name: column for column in columns_in(theirs)}
            have = {name.lower() for name in self.columns}
            self._widen([c for c in their_columns.values() if c.name.lower() not in have])
            versions.set_setting(self._db, "rules", "off")
            result = Merger(self._db, theirs, self.columns, their_columns, stamp).run()
            versions.set_setting(self._db, "rules", "on")
        return result

    def conflicts(self) -> tuple[conflicts.Conflict, ...]:
        """Return the cells that two people changed differently and nobody has decided."""
        with translated(self.path):
            return conflicts.open_conflicts(self._db)

    def resolve(self, conflict: str, take: str, author: str, message: str = "") -> None:
        """Decide a conflict by its id: `take` is ``ours`` or ``theirs``."""
        stamp = self._stamp(author, "resolve", message)
        with self._writing():
            conflicts.resolve(self._db, self.columns, conflict, take, stamp)

    def double_surveys(self) -> tuple[doubles.DoubleSurvey, ...]:
        """Return the places surveyed by two people, with what they say differently."""
        with translated(self.path):
            return doubles.open_doubles(self._db, self.columns.values())

    def second_survey(
        self,
        facility: str,
        values: Mapping[str, Any],
        author: str,
        *,
        method: str = "form",
        message: str = "",
    ) -> doubles.DoubleSurvey:
        """Keep another person's survey of a facility beside the one that is there."""
        columns = self.columns
        stamp = self._stamp(author, method, message)
        cells = checked_cells(facility, values, columns)
        with self._writing():
            return doubles.second_survey(self._db, columns, facility, cells, stamp)

    def decide(
        self, double: str, keep: Union[str, Mapping[str, str]], author: str, reason: str = ""
    ) -> None:
        """Make one survey of two: ``first``, ``second``, or ``{column: whose}``."""
        stamp = self._stamp(author, "decision", reason)
        with self._writing():
            doubles.decide(self._db, self.columns, double, keep, stamp)

    # --- review -----------------------------------------------------------------------------

    def submit(self, facility: str, author: str, message: str = "") -> None:
        """Hand a draft or returned survey in for review."""
        self._move(facility, ReviewState.SUBMITTED, author, message)

    def approve(self, facility: str, reviewer: str, message: str = "") -> None:
        """Approve a submitted survey; the reviewer has not answered in it."""
        self._move(facility, ReviewState.APPROVED, reviewer, message)

    def return_(self, facility: str, reviewer: str, reason: str) -> None:
        """Send a submitted or approved survey back, with a reason."""
        self._move(facility, ReviewState.RETURNED, reviewer, reason)

    def review_counts(self) -> dict[str, int]:
        """Return how many facilities are draft, submitted, approved, returned, not surveyed."""
        with translated(self.path):
            return reviews.counts(history.states(self._db, self.columns.values()))

    # --- campaigns --------------------------------------------------------------------------

    def assign(
        self,
        campaign: str,
        facilities: Iterable[str],
        *,
        volunteer: str = "",
        area: str = "",
    ) -> int:
        """Assign facilities to a volunteer (code) or an area (name) in a campaign.

        Returns how many were not assigned so before. A campaign is there once
        something is assigned in it.
        """
        if volunteer:
            checked_code(volunteer, "volunteer")
        with self._writing():
            return campaigns.assign(
                self._db, campaign, facilities, volunteer=volunteer, area=area.strip()
            )

    def progress_table(self, campaign: str = "") -> tuple[campaigns.Progress, ...]:
        """Return how far each volunteer or area is, in one campaign or all."""
        with translated(self.path):
            states = history.states(self._db, self.columns.values())
            return campaigns.progress_table(self._db, states, campaign)

    def field_package(
        self,
        volunteer: str,
        folder: _PATH,
        *,
        campaign: str = "",
        answers: bool = True,
        language: str = "",
    ) -> Path:
        """Write a store with the volunteer's facilities only, ready for QGIS and QField.

        Parameters
        ----------
        volunteer : str
            Code; whatever is edited in the package is noted as theirs.
        folder : path
            Where ``<volunteer>.gpkg`` is written; an older one is kept, and refused.
        answers : bool
            Whether earlier answers are in it. A survey that shall be independent of
            the earlier one, or practice, starts without.
        language : str
            Of the form; default: the store's own.

        Raises
        ------
        UsageError
            Nothing is assigned to this volunteer.
        OutputError
            The file is there already (it may hold answers) or cannot be written.
        """
        checked_code(volunteer, "volunteer")
        with translated(self.path):
            wanted = set(campaigns.assigned_to(self._db, volunteer, campaign))
            columns = columns_in(self._db)
            states = history.states(self._db, columns)
            rows = [
                (str(history.head(self._db, facility)), state)
                for facility, state in states.items()
                if facility in wanted
            ]
        if not rows:
            raise UsageError(f"Nothing is assigned to {volunteer!r}: assign facilities first.")
        target = Path(folder) / f"{volunteer}.gpkg"
        if target.exists():
            raise OutputError(
                f"{target} is there already and may hold answers: merge it, then move it away."
            )
        language = language or self.language
        with new_file(target) as db:
            fill(db, columns, self.forms, language, person=volunteer)
            versions.set_setting(db, "package_of", versions.setting(self._db, "id") or "")
            versions.set_setting(db, "volunteer", volunteer)
            fill_package(db, {c.name: c for c in columns_in(db)}, rows, volunteer, answers=answers)
            geopackage.note_extent(db, LAYER)
        return target

    # --- inside -----------------------------------------------------------------------------

    def _move(self, facility: str, to: ReviewState, author: str, message: str) -> None:
        stamp = self._stamp(author, "review", message)
        with self._writing():
            reviews.move(self._db, self.columns, facility, to, stamp)


def _forms_of(survey: Optional[Survey]) -> tuple[str, ...]:
    if survey is None:
        return ()
    found = set(survey.form.tolist()) - {""}
    return tuple(form for form in known_forms() if form in found)
