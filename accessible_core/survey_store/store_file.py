# SPDX-License-Identifier: MIT
"""The file of a survey store while it is open: what it holds, and writing it as a whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Optional, TypeVar

from accessible_core.errors import OutputError
from accessible_core.findings import Findings
from accessible_core.survey.table import Survey
from accessible_core.survey_store import geopackage, history, versions
from accessible_core.survey_store.connection import transaction, translated
from accessible_core.survey_store.history import Revision, Stamp, State
from accessible_core.survey_store.layout import LAYER, Column, columns_in
from accessible_core.survey_store.people import checked_code
from accessible_core.survey_store.qgis_form import write_styles
from accessible_core.survey_store.rows import survey_of
from accessible_core.survey_store.triggers import drop_triggers, make_triggers

_Store = TypeVar("_Store", bound="StoreFile")


class StoreFile:
    """What every action on a store needs; `SurveyStore` has the actions."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        #: Copy of what the file was before it was brought up to this version, if it was.
        self.backup: Optional[Path] = None
        self.writable = writable
        self._db = db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self: _Store) -> _Store:  # noqa: PYI019 - Self is newer than Python 3.9
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path.name}: {len(self)} facilities>"

    def __len__(self) -> int:
        with translated(self.path):
            return int(self._db.execute(f"SELECT count(*) FROM {LAYER}").fetchone()[0])  # nosec B608

    @property
    def columns(self) -> dict[str, Column]:
        """The layer's columns by name."""
        with translated(self.path):
            return {column.name: column for column in columns_in(self._db)}

    @property
    def forms(self) -> tuple[str, ...]:
        """The checklists that the store asks."""
        return tuple((versions.setting(self._db, "forms") or "").split())

    @property
    def language(self) -> str:
        """Language of the form that QGIS shows at first."""
        return versions.setting(self._db, "language") or "en"

    # --- for the actions ---------------------------------------------------------------------

    def _survey(self, states: Mapping[str, State], findings: Optional[Findings]) -> Survey:
        found = Findings() if findings is None else findings
        return survey_of(states, self.columns.values(), self.path.name, found)

    def _stamp(self, author: str, method: str, message: str, at: str = "") -> Stamp:
        moment = history.moment_of(at) if at else ""
        return Stamp(checked_code(author), method, message.strip(), at=moment)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self.writable:
            raise OutputError(
                f"{self.path} was opened for reading: it, or its folder, cannot be written."
            )
        with transaction(self._db, self.path):
            before = history.last_seq(self._db)
            yield
            if history.moved_since(self._db, before):
                geopackage.note_extent(self._db, LAYER)

    def _has(self, facility: str) -> bool:
        with translated(self.path):
            row = self._db.execute(f"SELECT 1 FROM {LAYER} WHERE id = ?", (facility,)).fetchone()  # nosec B608
        return row is not None

    def _made(self, seqs: Iterable[Optional[int]]) -> tuple[Revision, ...]:
        with translated(self.path):
            return history.revisions(self._db, seqs=[seq for seq in seqs if seq is not None])

    def _widen(self, further: Iterable[Column]) -> None:
        further = list(further)
        if further:
            drop_triggers(self._db)  # SQLite would read them all again for each column
            for column in further:
                self._db.execute(f"ALTER TABLE {LAYER} ADD COLUMN {column.quoted} {column.type}")
            make_triggers(self._db, columns_in(self._db))
            person = versions.setting(self._db, "volunteer") or ""
            write_styles(self._db, columns_in(self._db), self.forms, self.language, person=person)


def may_write(path: Path) -> bool:
    """Tell whether a file and its folder (for SQLite's journal) may be written."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
