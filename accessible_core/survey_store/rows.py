# SPDX-License-Identifier: MIT
"""Between survey tables and the store's cells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import forms
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import ObjectArray, Survey
from accessible_core.survey_store.geopackage import point_blob, point_of
from accessible_core.survey_store.history import State
from accessible_core.survey_store.layout import EDITED_BY, GEOMETRY, REVIEW_FIELDS, Column
from accessible_core.vocabulary import ENTRANCES, Answer, ReviewState

#: An entrance of which nothing but "unknown" is said is still an entrance.
_OPTIONAL = ENTRANCES[1:]
_UNKNOWN = Answer.UNKNOWN.wire


def survey_of(
    states: Mapping[str, State], columns: Iterable[Column], source: str, findings: Findings
) -> Survey:
    """Return facilities as a survey table."""
    rows = list(states.values())
    named: dict[str, list[Any]] = {}
    lon, lat = [math.nan] * len(rows), [math.nan] * len(rows)
    for column in columns:
        cells = [row.get(column.name) for row in rows]
        if column.name == GEOMETRY:
            points = [point_of(bytes.fromhex(cell)) if cell else None for cell in cells]
            lon = [point[0] if point else math.nan for point in points]
            lat = [point[1] if point else math.nan for point in points]
        elif column.type == "TEXT":
            named[column.name] = cells
        elif column.type == "BOOLEAN":
            named[column.name] = [None if cell is None else bool(int(cell)) for cell in cells]
        else:
            named[column.name] = [column.value_of(cell) for cell in cells]
    named.pop(EDITED_BY, None)
    return survey_from_columns(named, lon=lon, lat=lat, source=source, findings=findings)


def states_of(
    survey: Survey, columns: Mapping[str, Column], findings: Findings
) -> dict[str, State]:
    """Return the cells of a survey by facility; columns without room are left out.

    An answer that is not known is an empty cell: nobody has said anything. A word
    that is no state of review is left out, with a finding.
    """
    given = survey_columns(survey)
    if "review" in given:
        given["review"] = _reviews(survey, findings)
    cells = {
        columns[name].name: column_texts(columns[name], column)
        for name, column in given.items()
        if name in columns and name != EDITED_BY
    }
    blobs = map(point_blob, survey.lon.tolist(), survey.lat.tolist())
    cells[GEOMETRY] = [None if blob is None else blob.hex().upper() for blob in blobs]
    rows = ({n: v for n, v in zip(cells, row) if v is not None} for row in zip(*cells.values()))
    return {row["id"]: row for row in rows}


def _reviews(survey: Survey, findings: Findings) -> ObjectArray:
    known = {state.value: state.value for state in ReviewState}
    known.update(words.words("review"))
    column = survey.text("review")
    read = [known.get(words.folded(cell), "") for cell in column]
    bad = [row for row, cell in enumerate(column) if cell and not read[row]]
    cell_findings(findings, "review_unknown", bad, survey.ids, "review", column)
    return np.array(read, dtype=object)


def column_texts(column: Column, cells: NDArray[Any]) -> list[Optional[str]]:
    """Return a column of a survey as the history writes its cells."""
    if column.type == "REAL":
        numbers = [
            None if cell in (None, "") else float(cell) for cell in np.asarray(cells).tolist()
        ]
        return [None if v is None or not math.isfinite(v) else number_text(v) for v in numbers]
    if column.type == "TEXT":
        meaning = meaning_of(column.name)
        silent = meaning.kind == "answer" and (
            meaning.question is None or meaning.question.zone not in _OPTIONAL
        )
        texts = words.mapped(cells, words.as_text)
        return [None if not text or (silent and text == _UNKNOWN) else text for text in texts]
    return [None if cell in (None, "") else str(int(cell)) for cell in np.asarray(cells).tolist()]


def number_text(number: float) -> str:
    """Return a number as SQLite's ``printf('%!.15g')`` does."""
    text = f"{number + 0.0:.15g}"  # no negative zero
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{exponent}"
    return text if "." in text else text + ".0"


def checked_cells(
    facility: str, values: Mapping[str, Any], columns: Mapping[str, Column]
) -> dict[str, Optional[str]]:
    """Return what a caller wants to save, as the history writes it.

    Parameters
    ----------
    facility : str
        For messages.
    values : mapping of str to value
        By column; ``lon`` and ``lat`` (degrees) are the position. None or an
        empty text empties a cell. Answers are words of any language or `Answer`.

    Raises
    ------
    UsageError
        A column that the store does not have or that is not saved this way, or
        a value that cannot stand there.
    """
    cells: dict[str, Optional[str]] = {}
    for name, value in values.items():
        if name in ("lon", "lat"):
            continue
        if name in REVIEW_FIELDS or name in ("id", EDITED_BY, GEOMETRY):
            raise UsageError(_ELSEWHERE.get(name, _REVIEW).format(facility=facility, name=name))
        if name not in columns:
            raise UsageError(f"{facility}: the store has no column '{name}'.")
        cells[name] = _checked_cell(facility, columns[name], value)
    if "lon" in values or "lat" in values:
        cells[GEOMETRY] = _position(facility, values.get("lon"), values.get("lat"))
    return cells


_REVIEW = "{facility}: '{name}' is changed by submitting, approving or returning."
_ELSEWHERE = {
    "id": "{facility}: the id of a facility never changes.",
    EDITED_BY: "{facility}: '{name}' is what the author is for.",
    GEOMETRY: "{facility}: give the position as lon and lat.",
}


def _checked_cell(facility: str, column: Column, value: Any) -> Optional[str]:
    if isinstance(value, Answer):
        value = value.wire
    if value is None or value == "":
        return None
    kind = meaning_of(column.name).kind
    if kind == "answer":
        code = words.read_answer(value)
        if code < words.EMPTY:
            raise UsageError(
                f"{facility}: {column.name} = {value!r} is no answer: yes, no, unknown or "
                "not_provided."
            )
        return None if code == words.EMPTY else str(words.ANSWER_WORDS[code])
    if kind == "form" and value not in forms():
        raise UsageError(f"{facility}: there is no form {value!r}: known are {', '.join(forms())}.")
    if column.type in ("REAL", "INTEGER", "BOOLEAN"):
        number = words.read_number(value if not isinstance(value, bool) else int(value))
        if number is None or not math.isfinite(number):
            raise UsageError(f"{facility}: {column.name} = {value!r} is no number.")
        return number_text(number) if column.type == "REAL" else str(int(number))
    return words.as_text(value)


def _position(facility: str, lon: Any, lat: Any) -> Optional[str]:
    if lon in (None, "") and lat in (None, ""):
        return None
    pair = [words.read_number(value) for value in (lon, lat)]
    if any(number is None or not math.isfinite(number) for number in pair):
        raise UsageError(f"{facility}: a position needs lon and lat in degrees, not {lon}, {lat}.")
    blob = point_blob(*(float(number) for number in pair if number is not None))
    return None if blob is None else blob.hex().upper()


def same(field: str, one: Optional[str], other: Optional[str]) -> bool:
    """Whether two cells say the same; an answer "unknown" says as much as an empty cell."""
    if one == other:
        return True
    if meaning_of(field).kind != "answer":
        return False
    return (None if one == _UNKNOWN else one) == (None if other == _UNKNOWN else other)
