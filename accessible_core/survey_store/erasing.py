# SPDX-License-Identifier: MIT
"""Erasing a person from a store: rows, history, texts, and what SQLite still holds of them.

What the person surveyed stays, and so does every revision: under a new code that
nobody can trace. Their old code, their name and whatever else is known of them is
overwritten in every table, also in the copies that the store made of itself when
it was brought up to a new version (`docs/personal-data.md`).
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from accessible_core.errors import InputError, OutputError
from accessible_core.files import existing_file
from accessible_core.survey.personal.texts import REMOVED
from accessible_core.survey_store.connection import connect, transaction, translated
from accessible_core.survey_store.layout import quoted
from accessible_core.survey_store.versions import is_store

#: Columns, and fields of the history, that hold a code and nothing else.
_CODES = frozenset({
    "author", "our_author", "their_author", "first_author", "second_author", "resolved_by",
    "decided_by", "volunteer", "surveyor_code", "reviewed_by", "edited_by", "override_by",
    "contact_code", "who",
})  # fmt: skip
#: Columns of texts in which a code stands among other words: remarks, the form's defaults.
_AMONG_WORDS = frozenset({"message", "reason", "styleQML", "review_note", "value"})
#: Names that are keys: changing them would part what belongs together.
_KEYS = frozenset({"id", "facility", "revision", "parent", "merged", "base", "first", "second"})
#: Parts of a name that are worth looking for by themselves.
_LEAST_PART = 4
_LEAST_DIGITS = 6
#: Letters of the texts of which is kept what became of them: answers and numbers.
_LONGEST_KEPT = 16


@dataclass
class Erased:
    """What was erased.

    Attributes
    ----------
    codes : mapping of str to str
        Old code -> the one that stands for nobody now.
    files : mapping of str to int
        Name of each file that held something -> cells that were changed.
    parts : int
        Cells that hold a part of the name (a surname) by itself: they may be about
        somebody else, and were left as they are.
    """

    codes: dict[str, str]
    files: dict[str, int] = field(default_factory=dict)
    parts: int = 0

    @property
    def cells(self) -> int:
        """Cells that were changed, in all files."""
        return sum(self.files.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a document; the old code is not in it."""
        return {
            "now": list(self.codes.values()),
            "files": self.files,
            "name_parts_left": self.parts,
        }


def erase_person(
    path: Union[str, os.PathLike[str]],
    codes: Iterable[str] = (),
    facts: Iterable[tuple[str, str]] = (),
    others: Iterable[Union[str, os.PathLike[str]]] = (),
) -> Erased:
    """Erase a person from a store and from its own backups beside it.

    Parameters
    ----------
    path : path
        The store; no other program has it open.
    codes : iterable of str
        The person's codes; a new one, ``erased-...``, takes the place of each.
    facts : iterable of (kind, value)
        What is known of the person (``name``, ``phone`` ...): taken out of all texts.
    others : iterable of path
        Copies of the store and field packages, to be treated alike.

    Raises
    ------
    InputError
        It is no survey store.
    OutputError
        One cannot be written or is open elsewhere; it was not changed then.

    Notes
    -----
    Deleted content is overwritten, the file written anew (SQLite's secure delete
    and VACUUM). Nothing reaches other copies of the store, field packages and
    exports, nor what a disk or its snapshots keep of deleted files.
    """
    stores = [existing_file(each, "survey store") for each in (path, *others)]
    erased = Erased({code: f"erased-{secrets.token_hex(4)}" for code in codes})
    rules = _Rules(erased.codes, list(facts))
    for file in dict.fromkeys(file for store in stores for file in (store, *backups_of(store))):
        count, parts = _erase_from(file, rules)
        if count:
            erased.files[file.name] = count
        erased.parts += parts
    return erased


def backups_of(store: Path) -> list[Path]:
    """Return the copies that a store made of itself before it was brought up to date."""
    pattern = re.compile(re.escape(store.stem) + r"\.version\d+(-\d+)?" + re.escape(store.suffix))
    return sorted(path for path in store.parent.iterdir() if pattern.fullmatch(path.name))


class _Rules:
    """What becomes of a text, by the column that holds it."""

    def __init__(self, codes: Mapping[str, str], facts: Sequence[tuple[str, str]]) -> None:
        self.codes = codes
        self._known: dict[tuple[str, str], tuple[str, bool]] = {}
        self._plainly = {code.casefold(): new for code, new in codes.items()}
        self._facts = [pattern for kind, value in facts for pattern in _patterns(kind, value)]
        self._among = [
            (re.compile(rf"(?<![\w\-]){re.escape(code)}(?![\w\-])"), new)
            for code, new in codes.items()
        ]
        names = [re.findall(r"\w+", value) for kind, value in facts if kind == "name"]
        words = {word for name in names if len(name) > 1 for word in name}
        self._parts = [_words_pattern([word]) for word in words if len(word) >= _LEAST_PART]

    def looked_up(self, column: str, text: str) -> tuple[str, bool]:
        """Return `applied` and `holds_part`; a history is the same few words over and over."""
        key = column, text
        if key not in self._known:
            new = self.applied(column, text)
            if len(text) > _LONGEST_KEPT:
                return new, self.holds_part(new)
            self._known[key] = new, self.holds_part(new)
        return self._known[key]

    def applied(self, column: str, text: str) -> str:
        """Return a cell of a column (or of a field of the history) without the person."""
        if column in _KEYS:
            return text
        if column in _CODES:
            return self._plainly.get(text.strip().casefold(), self._plain(text))
        for pattern, new in self._among:
            if column in _AMONG_WORDS:
                text = pattern.sub(new, text)
        for code, new in self.codes.items():
            text = text.replace(f"[{code}]", f"[{new}]")
        return self._plain(text)

    def holds_part(self, text: str) -> bool:
        """Tell whether a text holds a part of the name by itself."""
        return any(pattern.search(text) for pattern in self._parts)

    def _plain(self, text: str) -> str:
        for pattern in self._facts:
            text = pattern.sub(REMOVED, text)
        return text


def _patterns(kind: str, value: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns of how a fact may be written in a text."""
    digits = "".join(letter for letter in value if letter.isdigit())
    if kind.startswith(("phone", "number")) and len(digits) >= _LEAST_DIGITS:
        last = r"[\s\-.()]{0,3}".join(digits[-10:])
        yield re.compile(rf"(?<!\d)(?:\+?\d[\s\-.()]{{0,3}})?[(]?{last}(?!\d)")
        return
    words = re.findall(r"\w+", value)
    if kind == "name" and words:
        yield _words_pattern(words)
        if len(words) > 1:
            yield _words_pattern([*words[1:], words[0]])
            yield _words_pattern([words[-1], *words[:-1]])
    elif value.strip():
        yield re.compile(re.escape(value.strip()), re.IGNORECASE)


def _words_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of words after one another, in any case, with or without the dots of io."""
    parts = [re.sub("[её]", "[её]", re.escape(word.lower())) for word in words]
    whole = r"[\s.,]+".join(parts)
    return re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE)


def _erase_from(path: Path, rules: _Rules) -> tuple[int, int]:
    """Erase from one file; return how many cells were changed, and hold parts of the name."""
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise OutputError(f"{path} cannot be written: copy it to a folder where you may write.")
    with closing(connect(path)) as db, translated(path):
        if not is_store(db):
            raise InputError(f"{path} is no survey store: nothing was erased.")
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            raise OutputError(
                f"{path} is open in another program, which may hold what is to be erased: close "
                "it there (QGIS: remove the layer), then try again."
            )
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = MEMORY")
        with transaction(db, path):
            changed, parts = _erase_rows(db, rules)
        # Also what was deleted before secure delete was set leaves the file.
        db.execute("VACUUM")
    return changed, parts


def _erase_rows(db: sqlite3.Connection, rules: _Rules) -> tuple[int, int]:
    triggers = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in triggers:  # they would write a history of what is erased
        db.execute(f"DROP TRIGGER {quoted(name)}")
    changed = parts = 0
    for table, column in _text_columns(db):
        field_of = "field" if table == "akz_change" and column in ("old", "new") else "NULL"
        if table == "akz_conflict" and column in ("base", "ours", "theirs"):
            field_of = "field"
        rows = db.execute(
            f"SELECT rowid, {quoted(column)}, {field_of} FROM {quoted(table)} "  # nosec B608
            f"WHERE typeof({quoted(column)}) = 'text'"
        )
        updates = []
        for row, text, named in rows:
            new, part = rules.looked_up(named or column, text)
            if new != text:
                updates.append((new, row))
            parts += part
        update = f"UPDATE {quoted(table)} SET {quoted(column)} = ? WHERE rowid = ?"  # nosec B608
        db.executemany(update, updates)
        changed += len(updates)
    for _, statement in triggers:
        db.execute(statement)
    return changed, parts


def _text_columns(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return table and column of everything that may hold text, but for GeoPackage's own."""
    tables = [
        str(name)
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not str(name).startswith(("sqlite_", "gpkg_", "rtree_"))
    ]
    return [
        (table, str(row[1]))
        for table in tables
        for row in db.execute(f"PRAGMA table_info({quoted(table)})")
        if str(row[2]).upper() not in ("INTEGER", "REAL", "POINT", "BOOLEAN")
    ]
