# SPDX-License-Identifier: MIT
"""Opening a store's file: waiting for others, all-or-nothing writes, plain words.

A store keeps SQLite's rollback journal, not a write-ahead log: all of it is then
in the one file that people copy and e-mail. QGIS switches a GeoPackage that it
edits to a write-ahead log and back when it closes; what a crash left is brought
back into the file by the next opening.

`docs/survey-store.md` says why a file that QGIS holds open is not opened here in
the same process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from accessible_core.errors import InputError, OutputError, UsageError, one_line
from accessible_core.survey_store.geopackage import add_functions
from accessible_core.survey_store.triggers import RULE

#: Seconds to wait for another program's transaction; a save takes milliseconds.
PATIENCE_S = 30.0
#: Words of SQLite's about a file that is there and cannot be written.
_BLOCKED = ("readonly", "unable to open", "full", "disk i/o")
#: Words about a file in which something of a store's is gone or another thing.
_DAMAGED = ("no such", "malformed", "has no column", "may not be modified", "decode")


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """Open an existing SQLite file.

    Raises
    ------
    InputError
        It is no SQLite file, is damaged, or cannot be read.
    """
    address = f"{path.resolve().as_uri()}?mode={'rw' if writable else 'ro'}"
    db = sqlite3.connect(address, uri=True, timeout=PATIENCE_S, isolation_level=None)
    try:
        with translated(path):
            db.execute("PRAGMA synchronous = FULL")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if writable and db.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
                with suppress(sqlite3.OperationalError):  # whoever else has it open decides
                    db.execute("PRAGMA journal_mode = DELETE")
        add_functions(db)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Do everything inside or nothing; others wait.

    Raises
    ------
    OutputError
        The file cannot be written, or another program does not let go of it.
    UsageError
        A rule of the store forbids the change.
    """
    with translated(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has rolled it back already
                with suppress(sqlite3.Error):
                    db.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say SQLite's errors in our words."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        rule = str(error)
        if rule.startswith(RULE):
            raise UsageError(f"{path.name}: {rule[len(RULE) :]}.") from error
        raise UsageError(f"{path.name}: {rule}; nothing was changed.") from error
    except sqlite3.OperationalError as error:
        what = str(error).lower()
        if "locked" in what or "busy" in what:
            raise OutputError(
                f"{path} is being written by another program: close it there or try again."
            ) from error
        if any(word in what for word in _BLOCKED):
            raise OutputError(
                f"{path} cannot be written ({error}): free space on the disk, or choose a folder "
                "where you may write. What was saved before is intact."
            ) from error
        if any(word in what for word in _DAMAGED):
            raise _unreadable(path, error) from error
        raise
    # Python's module fails at words of SQLite's own in which a damaged name stands.
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(
        f"{path} is no readable survey store: it is cut off, damaged or of another kind "
        f"({one_line(error)}). Take the last good copy."
    )
