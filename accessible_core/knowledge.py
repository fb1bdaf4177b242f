# SPDX-License-Identifier: MIT
"""Reading the TOML files that hold the project's knowledge.

Checklists, scoring rules, profiles, mappings and messages are data files that
lie beside the code that knows their kind. This module only reads them and
turns every fault into one line that names the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accessible_core.errors import KnowledgeError, one_line

if sys.version_info >= (3, 11):
    import tomllib
else:  # QGIS 3.22 to 3.34 on Windows and macOS bring Python 3.9
    from accessible_core._vendor import tomli as tomllib


def load_toml(path: Path) -> dict[str, Any]:
    """Read one knowledge file.

    Raises
    ------
    KnowledgeError
        The file is missing, not UTF-8 or not TOML; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({one_line(error)}).") from error
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers and dates that cannot be
        raise KnowledgeError(f"{path}: not valid TOML ({one_line(error)}).") from error


@contextmanager
def locating(path: Path) -> Iterator[None]:
    """Say near which line of `path` a `KnowledgeError` raised inside has its cause.

    TOML readers keep no lines of values, so that the place is looked up by the
    tables, keys and words that the message names.
    """
    try:
        yield
    except KnowledgeError as error:
        message = str(error)
        line = None if _HAS_LINE.search(message) else _near_line(path, message)
        if line is None:
            raise
        raise KnowledgeError(f"{message.rstrip('.')} (near line {line}).") from error


_HAS_LINE = re.compile(r"\bline \d+")
_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")


def _near_line(path: Path, message: str) -> int | None:
    """Return the line (from 1) that fits the message best, None if none does."""
    said = message.replace(str(path), "")
    tables = re.findall(r"\[+([\w.-]+)\]+(?! \d)", said)
    counted = re.findall(r"\[*\b([a-z]+)\]* (\d+)\b", said)
    words = re.findall(r"'([^']+)'", said)[::-1] + re.findall(r"\bkey (\d+)", said)
    keys = re.findall(r"(\w+) (?:must|=|is|needs)\b", said)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    inside = _lines_of_items(lines, counted) or _lines_of_tables(lines, tables)
    if not inside:  # a table that is asked for and not there is named somewhere by its last part
        words += [table.rpartition(".")[2] for table in tables]
    patterns = [rf"(?<![\w.]){re.escape(word)}(?![\w.])" for word in words]
    patterns += [rf"^\s*{re.escape(key)}\s*=" for key in keys]
    for pattern in patterns:
        for number in inside or range(len(lines)):
            if re.search(pattern, lines[number].partition("#")[0]):
                return number + 1
    return inside[0] + 1 if inside else None


def _lines_of_items(lines: list[str], counted: list[tuple[str, str]]) -> list[int]:
    """Return positions of the lines of an item such as "rule 3", the third of [[rules]]."""
    for word, place in counted:
        starts = [
            n for n, line in enumerate(lines) if re.match(rf"\s*\[\[[\w.-]*{word}s?\]\]", line)
        ]
        if 1 <= int(place) <= len(starts):
            ends = [*starts[1:], len(lines)]
            return list(range(starts[int(place) - 1], ends[int(place) - 1]))
    return []


def _lines_of_tables(lines: list[str], tables: list[str]) -> list[int]:
    """Return positions of the lines in the tables named, those named last first."""
    found: dict[str, list[int]] = {table: [] for table in tables}
    header = ""
    for number, line in enumerate(lines):
        match = _HEADER.match(line)
        header = match[1].replace('"', "") if match else header
        for table, inside in found.items():
            if header and (
                f".{table}.".endswith(f".{header}.") or f".{header}.".find(f".{table}.") >= 0
            ):
                inside.append(number)
    return [number for table in reversed(tables) for number in found[table]]
