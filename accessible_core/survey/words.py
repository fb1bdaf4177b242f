# SPDX-License-Identifier: MIT
"""What the words in cells mean: answers, forms, scores, review states.

Cells are never looked at one by one: each distinct value of a column is read
once and the column is then mapped in one go.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from accessible_core.knowledge import load_toml
from accessible_core.survey.coded import CodedColumn
from accessible_core.survey.table import BoolArray, Int8Array, ObjectArray
from accessible_core.vocabulary import ANSWER_BY_WIRE, SCORE_BY_WIRE, Answer

#: Codes beside those of `Answer` that reading one cell can give.
EMPTY, PARTLY, NOT_UNDERSTOOD = -1, -2, -3

_T = TypeVar("_T")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=None)
def words(subject: str) -> dict[str, str]:
    """Return ``{word as compared: meaning}`` of one table of ``words.toml``."""
    tables = load_toml(Path(__file__).parent / "words.toml")
    return {
        folded(word): meaning
        for meaning, spellings in tables[subject].items()
        for word in spellings
    }


def folded(word: str) -> str:
    """Return a word as it is compared: lower case, single blanks, io as ie."""
    return _BLANKS.sub(" ", word.casefold().replace("ё", "е")).strip()  # noqa: RUF001 - Cyrillic is meant


def as_text(value: Any) -> str:
    """Return one cell as text; empty for what says nothing (None, NaN).

    Whole numbers lose the ``.0`` that spreadsheets add, dates are ISO 8601.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, np.generic):
        return as_text(value.item())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - floats are exact integers to 2**53
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def mapped(column: Iterable[Any], read: Callable[[Any], _T]) -> list[_T]:
    """Return ``[read(cell) for cell in column]``, calling `read` once a distinct value."""
    if isinstance(column, CodedColumn):
        found: list[_T] = column.each(read, object).tolist()
        return found
    cells = cells_of(column)
    try:
        table: dict[Hashable, _T] = {value: read(value) for value in set(cells)}
    except TypeError:  # lists and the like cannot be keys
        cells = [as_text(cell) for cell in cells]
        table = {value: read(value) for value in set(cells)}
    return list(map(table.__getitem__, cells))


def cells_of(column: Iterable[Any]) -> list[Any]:
    """Return a column as a list of Python values."""
    return column.tolist() if isinstance(column, np.ndarray) else list(column)


def text_column(column: Iterable[Any]) -> ObjectArray:
    """Return a column as text, empty where a cell says nothing."""
    if isinstance(column, CodedColumn):
        return column.each(as_text, object)
    texts = mapped(column, as_text)
    result = np.empty(len(texts), dtype=object)
    result[:] = texts
    return result


def read_answer(cell: Any) -> int:
    """Return the `Answer` code of one cell, or EMPTY, PARTLY, NOT_UNDERSTOOD."""
    word = folded(as_text(cell))
    meaning = words("answer").get(word)
    if meaning is None:
        return NOT_UNDERSTOOD
    if meaning in ANSWER_BY_WIRE:
        return int(ANSWER_BY_WIRE[meaning])
    return EMPTY if meaning == "empty" else PARTLY


def answer_codes(column: Iterable[Any]) -> Int8Array:
    """Return the codes of a column of answers, faults as negative numbers."""
    if isinstance(column, CodedColumn):
        return column.each(read_answer, np.int8)
    return np.array(mapped(column, read_answer), dtype=np.int8)


def read_score(cell: Any) -> int:
    """Return the `Score` code of one cell, or EMPTY or NOT_UNDERSTOOD (-1, -3)."""
    word = folded(as_text(cell))
    if words("answer").get(word) == "empty":
        return EMPTY
    meaning = words("score").get(word)
    return NOT_UNDERSTOOD if meaning is None else int(SCORE_BY_WIRE[meaning])


def read_number(cell: Any) -> float | None:
    """Return one cell as a number: NaN if empty, None if it is none.

    A decimal comma is understood; units, degree signs and the like are not.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    word = folded(as_text(cell))
    if words("answer").get(word) == "empty":
        return math.nan
    try:
        number = float(word.replace(",", ".", 1))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def number_column(column: Iterable[Any]) -> tuple[NDArray[np.float64], BoolArray]:
    """Return a column as numbers (NaN where there is none) and which cells are no number."""
    numbers: Sequence[float | None] = mapped(column, read_number)
    bad = np.fromiter((number is None for number in numbers), np.bool_, len(numbers))
    values = np.fromiter(
        (math.nan if number is None else number for number in numbers), np.float64, len(numbers)
    )
    return values, bad


#: The registry's word for each `Answer` code, to be indexed by an array of codes.
ANSWER_WORDS: ObjectArray = np.array([answer.wire for answer in Answer], dtype=object)
