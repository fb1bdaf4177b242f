# SPDX-License-Identifier: MIT
"""The file of personal data: who stands behind the codes that surveys hold.

One SQLite file of its own, apart from every survey, readable by its owner only.
Deleted content is overwritten (SQLite's secure delete). It is a plain database
without encryption: where it lies, and who may read it, is for its owner to see to.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_uppercase, digits
from types import TracebackType
from typing import Any, Optional, Union

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.survey.words import folded

#: Letters "AKZP" as SQLite's mark of what kind of database a file is.
_APPLICATION_ID, _VERSION = 0x414B5A50, 1
_TABLES = """
CREATE TABLE person (code TEXT PRIMARY KEY NOT NULL);
CREATE TABLE fact (
  code TEXT NOT NULL REFERENCES person (code), kind TEXT NOT NULL, value TEXT NOT NULL,
  folded TEXT NOT NULL, UNIQUE (code, kind, value));
CREATE INDEX fact_folded ON fact (kind, folded);
CREATE TABLE seen (
  code TEXT NOT NULL REFERENCES person (code), source TEXT NOT NULL, record TEXT NOT NULL,
  field TEXT NOT NULL, UNIQUE (code, source, record, field));
"""
#: Letters and digits that are not mistaken for each other when read aloud or written down.
_LETTERS = "".join(sorted({*ascii_uppercase, *digits} - set("IO01")))
_LENGTH = 6
#: What tells who somebody is, the surest first: the first that is given decides.
_DECIDES = ("number", "name", "email", "phone", "account", "device", "place")


@dataclass(frozen=True)
class Person:
    """Somebody in the file.

    Attributes
    ----------
    code : str
        What surveys hold instead.
    facts : tuple of (kind, value)
    seen : tuple of (source, record, field)
        Where each stood.
    """

    code: str
    facts: tuple[tuple[str, str], ...] = ()
    seen: tuple[tuple[str, str, str], ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Return the person as a document."""
        return {
            "code": self.code,
            "facts": [{"kind": kind, "value": value} for kind, value in self.facts],
            "seen": [dict(zip(("source", "record", "field"), place)) for place in self.seen],
        }


class PersonalFile:
    """Personal data by code; a context manager that saves when its block ends well.

    Parameters
    ----------
    path : path
        Made where there is none, for its owner alone to read.

    Raises
    ------
    InputError
        The file is something else.
    OutputError
        It cannot be written.
    """

    def __init__(self, path: Union[str, os.PathLike[str]], *, must_exist: bool = False) -> None:
        self.path = Path(path)
        if must_exist and not self.path.exists():
            raise InputError(
                f"There is no file of personal data at {self.path}: check the name and the folder."
            )
        self._fresh = not self.path.exists()
        with self._translated():
            if self._fresh:
                # Before SQLite makes it, with rights of its own.
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self._db = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None
            )
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> PersonalFile:  # noqa: PYI034 - Self is newer than Python 3.9
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        try:
            with self._translated():
                if self._db.in_transaction:
                    self._db.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self._db.close()
            if self._fresh and kind is not None:
                self.path.unlink(missing_ok=True)  # it was made for nothing

    def code_for(self, facts: Mapping[str, str], code: str = "") -> str:
        """Return the code of whoever these facts are about, a new one if nobody is known.

        Parameters
        ----------
        facts : mapping of str to str
            Kind (`PersonalColumn.kind`) -> value; not all empty.
        code : str
            The code that a survey gives this person already.

        Notes
        -----
        The surest kind that is given decides who it is: a document's number, a name,
        an e-mail address, a phone, an account, a device. So two people with one
        account stay two as long as their names are known.
        """
        with self._translated():
            found = code or self._known(facts) or self._new()
            self._db.execute("INSERT OR IGNORE INTO person (code) VALUES (?)", (found,))
            self._db.executemany(
                "INSERT OR IGNORE INTO fact (code, kind, value, folded) VALUES (?, ?, ?, ?)",
                [(found, kind, value, compared(kind, value)) for kind, value in facts.items()],
            )
        return found

    def note(self, code: str, source: str, record: str, field: str) -> None:
        """Keep where something about a person stood."""
        with self._translated():
            self._db.execute(
                "INSERT OR IGNORE INTO seen (code, source, record, field) VALUES (?, ?, ?, ?)",
                (code, source, record, field),
            )

    def people(self) -> Iterator[Person]:
        """Yield everybody, by code."""
        with self._translated():
            codes = self._db.execute("SELECT code FROM person ORDER BY code").fetchall()
            for (code,) in codes:
                yield self.person(code)

    def person(self, code: str) -> Person:
        """Return what is kept about one person.

        Raises
        ------
        UsageError
            There is nobody of this code.
        """
        with self._translated():
            if code not in self:
                raise UsageError(f"{self.path} holds nobody with the code {code!r}.")
            facts = self._db.execute(
                "SELECT kind, value FROM fact WHERE code = ? ORDER BY rowid", (code,)
            ).fetchall()
            seen = self._db.execute(
                "SELECT source, record, field FROM seen WHERE code = ? ORDER BY rowid", (code,)
            ).fetchall()
        return Person(code, tuple(facts), tuple(seen))

    def __contains__(self, code: str) -> bool:
        with self._translated():
            row = self._db.execute("SELECT 1 FROM person WHERE code = ?", (code,)).fetchone()
        return row is not None

    def codes_of(self, name: str) -> tuple[str, ...]:
        """Return the codes of everybody of whom this value is kept, whatever its kind."""
        with self._translated():
            kinds = [row[0] for row in self._db.execute("SELECT DISTINCT kind FROM fact")]
            found: dict[str, None] = {}
            for kind in kinds:
                rows = self._db.execute(
                    "SELECT code FROM fact WHERE kind = ? AND folded = ?",
                    (kind, compared(kind, name)),
                )
                found.update((row[0], None) for row in rows)
        return tuple(found)

    def erase(self, code: str) -> None:
        """Erase a person for good: the rows, and what the file still held of them."""
        with self._translated():
            if self._db.in_transaction:
                self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM seen WHERE code = ?", (code,))
            self._db.execute("DELETE FROM fact WHERE code = ?", (code,))
            self._db.execute("DELETE FROM person WHERE code = ?", (code,))
            self._db.execute("COMMIT")
            self._db.execute("VACUUM")
            self._db.execute("BEGIN IMMEDIATE")

    def _prepare(self) -> None:
        with self._translated():
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("PRAGMA synchronous = FULL")
            mark = self._db.execute("PRAGMA application_id").fetchone()[0]
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            empty = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if not (mark == _APPLICATION_ID or (empty and mark == 0)):
                raise InputError(
                    f"{self.path} is no file of personal data: give the name of one, or of a new "
                    "file."
                )
            if version > _VERSION:
                raise InputError(f"{self.path} was made by a newer program: update this one.")
            self._db.execute("BEGIN IMMEDIATE")
            if empty:
                for statement in _TABLES.split(";\n"):
                    if statement.strip():
                        self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                self._db.execute(f"PRAGMA user_version = {_VERSION}")

    def _known(self, facts: Mapping[str, str]) -> str:
        kind = next(kind for kind in (*_DECIDES, *facts) if facts.get(kind))
        row = self._db.execute(
            "SELECT code FROM fact WHERE kind = ? AND folded = ? ORDER BY rowid",
            (kind, compared(kind, facts[kind])),
        ).fetchone()
        return "" if row is None else str(row[0])

    def _new(self) -> str:
        while True:
            code = "P-" + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
            if code not in self:
                return code

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Say SQLite's errors in our words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            with suppress(AttributeError, sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise OutputError(
                f"{self.path} cannot be written ({error}): close it in other programs, or choose a "
                "folder where you may write."
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{self.path} is no file of personal data, or damaged ({error}): give the name of "
                "one, or of a new file."
            ) from error
        except OSError as error:
            raise OutputError(
                f"{self.path} cannot be written ({error.strerror}): choose another folder."
            ) from error


def compared(kind: str, value: str) -> str:
    """Return a value as it is compared: a phone by its last ten digits, a name by its words."""
    if kind == "phone":
        number = "".join(letter for letter in value if letter.isdigit())
        return number[-10:] or folded(value)
    if kind == "name":
        return " ".join(sorted(folded(value).replace(".", " ").replace(",", " ").split()))
    return folded(value)
