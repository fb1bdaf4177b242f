# SPDX-License-Identifier: MIT
"""Making the file of a new store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Optional

from accessible_core.files import replacing
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.table import Survey
from accessible_core.survey_store import geopackage, history, versions
from accessible_core.survey_store.connection import connect, transaction
from accessible_core.survey_store.history import Stamp
from accessible_core.survey_store.importing import add_second, are_two_surveyors, without_second
from accessible_core.survey_store.layout import GEOMETRY, LAYER, Column, columns_in
from accessible_core.survey_store.qgis_form import write_styles
from accessible_core.survey_store.rows import states_of
from accessible_core.survey_store.triggers import make_triggers
from accessible_core.vocabulary import ReviewState

_TABLES = {
    "akz_store": "Settings of the survey store",
    "akz_revision": "Who changed which facility, when and how",
    "akz_change": "What changed in each revision",
    "akz_head": "The revision that each facility shows",
    "akz_shown": "All revisions that a facility has shown, in order",
    "akz_conflict": "Answers that two people changed differently",
    "akz_double": "Places surveyed by two people",
}


@contextmanager
def new_file(target: Path) -> Iterator[sqlite3.Connection]:
    """Open a new file that takes its place, whole, once the block is done."""
    with replacing(target) as temporary:
        temporary.touch()
        db = connect(temporary)
        try:
            with transaction(db, target):
                yield db
        finally:
            db.close()


def fill(
    db: sqlite3.Connection,
    columns: Sequence[Column],
    forms: Sequence[str],
    language: str,
    *,
    person: str = "",
) -> None:
    """Make an empty file a store without facilities that has these columns."""
    geopackage.prepare(db)
    versions.run_script(db, "schema.sql")
    for table, description in _TABLES.items():
        geopackage.register(db, table, description)
    settings = {
        "rules": "on",
        "inside": "off",
        "id": history.new_id(),
        "forms": " ".join(forms),
        "language": language,
    }
    for key, value in {"version": "1", **settings}.items():
        versions.set_setting(db, key, value)
    _make_layer(db, [column for column in columns if column.name != GEOMETRY])
    make_triggers(db, columns_in(db))
    versions.run_steps(db)
    write_styles(db, columns_in(db), forms, language, person=person)


def add_rows(
    db: sqlite3.Connection,
    survey: Survey,
    stamp: Stamp,
    findings: Findings,
    progress: Optional[Progress],
) -> None:
    """Put the facilities of a survey into a new store."""
    columns = {column.name: column for column in columns_in(db)}
    survey, others = without_second(survey)
    rows = states_of(survey, columns, findings)
    for number, (row, cells) in enumerate(rows.items()):
        facility = others.get(row, row)
        if facility != row and are_two_surveyors(rows[facility], cells):
            add_second(db, columns, facility, cells, stamp, findings)
        else:
            history.write_row(db, columns, row, dict(cells), stamp)
        report(progress, number / len(rows))
    geopackage.note_extent(db, LAYER)


def _make_layer(db: sqlite3.Connection, columns: Sequence[Column]) -> None:
    special = {
        "id": "TEXT NOT NULL UNIQUE CHECK (trim(id) <> '')",
        "review": "TEXT DEFAULT 'draft' CHECK (review IN ({}))".format(
            ", ".join(f"'{state.value}'" for state in ReviewState)
        ),
    }
    written = [f"{c.quoted} {special.get(c.name, c.type)}" for c in columns]
    db.execute(
        f"CREATE TABLE {LAYER} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, "
        f"{', '.join(written)})"
    )
    geopackage.register(db, LAYER, "Facilities with their surveys", points=True)
