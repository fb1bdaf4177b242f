# SPDX-License-Identifier: MIT
"""Whether KATO codes, Kazakhstan's classifier of administrative units, are written as such.

The list of units changes several times a year and is not part of the library: without a
classifier that the user supplies only the form is checked.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Optional

import numpy as np

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import Survey

_CODE = re.compile("[0-9]{9}")
#: Digits that name a region, a district, a rural district and a settlement.
_LEVELS = (2, 4, 6, 9)
#: Ending of a classifier file -> module of `survey.readers` whose `read_table` reads it.
_READERS = {".csv": "csv_table", ".tsv": "csv_table", ".xlsx": "xlsx_table"}
#: A column of codes may hold headings of sections between them, but not many.
_LEAST_SHARE = 0.9
#: Beginnings of the headers of names, the one in Russian first: the national classifier's
#: own file has `rus_name` and `kaz_name`.
_NAMES = ("name_ru", "rus_name", "name", "name_kk", "kaz_name")


@dataclass(frozen=True)
class KatoClassifier:
    """Administrative units by code.

    Attributes
    ----------
    units : mapping of str to str
        Nine-digit code -> name as the file has it, empty where it has none.
    source : str
        Name of the file.
    """

    units: Mapping[str, str]
    source: str = ""

    def above(self, code: str) -> str:
        """Return code and name of the smallest unit of the classifier that holds `code`."""
        for digits in reversed(_LEVELS[:-1]):
            unit = code[:digits].ljust(_LEVELS[-1], "0")
            if unit != code and unit in self.units:
                return f"{unit} {self.units[unit]}".strip()
        return ""


def read_kato(path: str | os.PathLike[str]) -> KatoClassifier:
    """Read a KATO classifier from a table (``.csv .tsv .xlsx``) with a header.

    Its columns may have any names: the codes stand in the column of nine-digit
    numbers, the one with the most different ones if there are several.

    Raises
    ------
    InputError
        The file cannot be read or has no such column.
    MissingExtraError
        A workbook, and the package that reads it is not installed.
    """
    source = existing_file(path, "KATO classifier")
    module = _READERS.get(source.suffix.lower())
    if module is None:
        raise InputError(
            f"{source} is of no kind that a KATO classifier is read from; known endings: "
            f"{' '.join(_READERS)}."
        )
    reader = import_module(f"accessible_core.survey.readers.{module}")
    columns: dict[str, Sequence[Any]] = reader.read_table(source, Findings())
    texts = {
        name: [words.as_text(cell).strip() for cell in cells] for name, cells in columns.items()
    }
    codes = max(filter(_are_codes, texts.values()), key=lambda cells: len(set(cells)), default=None)
    if codes is None:
        raise InputError(
            f"{source} has no column of nine-digit codes, as the KATO classifier has; its "
            f"columns: {', '.join(list(texts)[:10]) or 'none'}."
        )
    by_low = {name.strip().casefold(): cells for name, cells in texts.items()}
    names = next((by_low[name] for name in _NAMES if name in by_low), [""] * len(codes))
    units = {code: name for code, name in zip(codes, names) if is_code(code)}
    return KatoClassifier(units, source.name)


def _are_codes(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(is_code, filled)) >= _LEAST_SHARE * len(filled)


def is_code(text: str) -> bool:
    """Tell whether a text has the form of a KATO code."""
    return _CODE.fullmatch(text) is not None


def within(code: str, unit: str) -> bool:
    """Tell whether the unit of a code is another unit or a part of it."""
    return _telling(code).startswith(_telling(unit))


def one_within_other(code: str, other: str) -> bool:
    """Tell whether two codes can be of one place: the same unit, or one within the other."""
    return within(code, other) or within(other, code)


def _telling(code: str) -> str:
    """Return the digits that say something: those of a region are two."""
    return next(code[:digits] for digits in _LEVELS if not code[digits:].strip("0"))


def check_kato(
    survey: Survey, findings: Findings, classifier: Optional[KatoClassifier] = None
) -> None:
    """Report KATO codes that are no nine digits, or none of the classifier; all are kept."""
    column = survey.text("kato")

    def is_wrong(text: str) -> bool:
        empty = words.words("answer").get(words.folded(text)) == "empty"
        return not empty and not is_code(text.strip())

    wrong = np.array(words.mapped(column, is_wrong), np.bool_)
    cell_findings(findings, "kato_format", np.flatnonzero(wrong), survey.ids, "kato", column)
    if classifier is None:
        return
    known = classifier
    plain = words.mapped(column, str.strip)
    strange = np.array(
        words.mapped(plain, lambda code: is_code(code) and code not in known.units), np.bool_
    )
    # By the unit above, so that each finding says where to look for the right code.
    by_unit: dict[str, list[int]] = {}
    for row in np.flatnonzero(strange).tolist():
        by_unit.setdefault(known.above(plain[row]), []).append(row)
    for above, rows in by_unit.items():
        cell_findings(
            findings, "kato_unknown", rows, survey.ids, "kato", column,
            source=known.source, above=above or "\u2014",
        )  # fmt: skip
