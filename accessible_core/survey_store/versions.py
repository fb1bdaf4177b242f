# SPDX-License-Identifier: MIT
"""Which version of the store a file is, and the way from each to the next."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Optional

from accessible_core.errors import AccessibleError, InputError, OutputError
from accessible_core.files import replacing
from accessible_core.survey_store.connection import connect, transaction, translated
from accessible_core.survey_store.geopackage import register

_FOLDER = Path(__file__).parent

#: Version of the stores that are written; what each one added stands in `_STEPS`.
VERSION = 2


def setting(db: sqlite3.Connection, key: str) -> Optional[str]:
    """Return one of the store's settings, None where it is not set."""
    row = db.execute("SELECT value FROM akz_store WHERE key = ?", (key,)).fetchone()
    return None if row is None else row[0]


def set_setting(db: sqlite3.Connection, key: str, value: str) -> None:
    """Change one of the store's settings."""
    if setting(db, key) is None:
        db.execute("INSERT INTO akz_store (key, value) VALUES (?, ?)", (key, value))
    else:
        db.execute("UPDATE akz_store SET value = ? WHERE key = ?", (value, key))


def is_store(db: sqlite3.Connection) -> bool:
    """Tell whether a database is a survey store of any version."""
    found = db.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' "
        "AND name IN ('akz_store', 'akz_revision', 'facilities')"
    ).fetchone()
    return int(found[0]) == 3  # noqa: PLR2004 - all three


def is_store_file(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a survey store; whatever cannot be opened is none."""
    file = Path(path)
    if file.suffix.lower() != ".gpkg" or not file.is_file():
        return False
    try:
        with closing(connect(file, writable=False)) as db:
            return is_store(db)
    except (AccessibleError, sqlite3.Error):
        return False


def run_script(db: sqlite3.Connection, name: str) -> None:
    """Run the statements of a file beside this one, inside the open transaction."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    script = "\n".join(line for line in lines if not line.startswith("--"))
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement.strip().rstrip(";"))


def _campaigns(db: sqlite3.Connection) -> None:
    """Version 2: campaigns and assignments."""
    run_script(db, "campaigns.sql")
    register(db, "akz_campaign", "Campaigns")
    register(db, "akz_assignment", "Who surveys what")


#: Version -> what makes a store of it one of the next version.
_STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _campaigns}


def brought_up_to_date(
    db: sqlite3.Connection, path: Path, *, backup: bool = True, writable: bool = True
) -> Optional[Path]:
    """Make an older store one of this version; return the copy of what it was, if made.

    Raises
    ------
    InputError
        The file is no store, or one of a newer version.
    OutputError
        It is older and cannot be written, or no copy can be written beside it:
        then nothing is changed.
    """
    version = checked_version(db, path)
    if version == VERSION:
        return None
    if not writable:
        raise OutputError(
            f"{path} is a store of version {version} and must be brought up to version {VERSION} "
            "first, but it cannot be written: copy it to a folder where you may write."
        )
    kept = backed_up(db, path, version) if backup else None
    with transaction(db, path):
        run_steps(db)
    return kept


def run_steps(db: sqlite3.Connection) -> None:
    """Make a store of any version one of this version, inside the open transaction."""
    for step in range(int(setting(db, "version") or 1), VERSION):
        _STEPS[step](db)
    set_setting(db, "version", str(VERSION))


def checked_version(db: sqlite3.Connection, path: Path) -> int:
    """Return a store's version, if it is one that can be opened."""
    with translated(path):
        if not is_store(db):
            raise InputError(
                f"{path} is no survey store: make one of a survey with "
                f"`accessible-kz store init STORE.gpkg --survey {path.name}`."
            )
        written = setting(db, "version") or ""
    if not written.isdigit() or not int(written) >= 1:
        raise InputError(f"{path} is no survey store: it does not say of which version it is.")
    if int(written) > VERSION:
        raise InputError(
            f"{path} is a store of version {written}, made by a newer program; this one knows "
            f"version {VERSION}. Update it."
        )
    return int(written)


def backed_up(db: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy an open store beside itself; an earlier copy is never overwritten."""
    number = 1
    while True:
        count = "" if number == 1 else f"-{number}"
        target = path.with_name(f"{path.stem}.version{version}{count}{path.suffix}")
        if not target.exists():
            break
        number += 1
    copied(db, target)
    return target


def copied(db: sqlite3.Connection, target: Path) -> None:
    """Copy an open database to another file, through SQLite (whose locks hold).

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with replacing(target) as temporary:
        try:
            with closing(sqlite3.connect(os.fspath(temporary), isolation_level=None)) as other:
                db.backup(other)
                other.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise OutputError(
                f"{target} cannot be written ({error}): free space on the disk or choose another "
                "folder."
            ) from error


@contextmanager
def opened_copy(source: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of another store, of this version; the other file is only read."""
    with tempfile.TemporaryDirectory(prefix="akz-merge-") as folder:
        copy = Path(folder) / "other.gpkg"
        original = connect(source, writable=False)
        try:
            checked_version(original, source)
            with translated(source):
                damage = original.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage != "ok":
                raise InputError(f"{source} is damaged ({damage}): ask for it again.")
            copied(original, copy)
        finally:
            original.close()
        theirs = connect(copy)
        try:
            brought_up_to_date(theirs, copy, backup=False)
            yield theirs
        finally:
            theirs.close()
