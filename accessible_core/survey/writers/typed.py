# SPDX-License-Identifier: MIT
"""Columns with one type each, as files want them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import ObjectArray
from accessible_core.survey.words import as_text, mapped


@dataclass(frozen=True)
class TypedColumn:
    """One column to be written.

    Attributes
    ----------
    name : str
    kind : type
        ``str``, ``bool``, ``int`` or ``float``.
    cells : list
        Values of that type, None where there is none.
    """

    name: str
    kind: type
    cells: list[Any]


def typed_columns(columns: Mapping[str, NDArray[Any]]) -> list[TypedColumn]:
    """Return the columns with the type that all their cells share, text if none."""
    return [_typed(name, column) for name, column in columns.items()]


def _typed(name: str, column: NDArray[Any]) -> TypedColumn:
    if column.dtype.kind == "b":
        return TypedColumn(name, bool, column.tolist())
    if column.dtype.kind in "iu":
        return TypedColumn(name, int, column.tolist())
    if column.dtype.kind == "f":
        return TypedColumn(name, float, _finite(column.astype(np.float64)))
    cells = [cell.item() if isinstance(cell, np.generic) else cell for cell in column.tolist()]
    kinds = {type(cell) for cell in cells} - {type(None)}
    if len(kinds) == 1 and kinds <= {bool, int}:
        return TypedColumn(name, kinds.pop(), cells)
    if kinds and kinds <= {int, float}:
        return TypedColumn(name, float, _finite(np.array(cells, np.float64)))
    return TypedColumn(name, str, mapped(cells, _text_or_none))


def writable(
    column: TypedColumn,
    ids: ObjectArray,
    impossible: re.Pattern[str],
    longest: int | None,
    findings: Findings | None,
) -> TypedColumn:
    """Return a column as a format can hold its name and texts, and report what that loses.

    Parameters
    ----------
    column : TypedColumn
    ids : object array (n,)
    impossible : pattern
        Signs that the format cannot hold; each becomes U+FFFD.
    longest : int or None
        Letters that a cell can have.
    findings : Findings or None
    """
    name = impossible.sub("\ufffd", column.name)
    if name != column.name:
        if findings is not None:
            findings.add("text_signs_replaced", "", name, name)
        column = replace(column, name=name)
    if column.kind is not str:
        return column

    def fitting(text: str | None) -> str | None:
        return None if text is None else impossible.sub("\ufffd", text)[:longest]

    cells = mapped(column.cells, fitting)
    changed = [row for row, (old, new) in enumerate(zip(column.cells, cells)) if old != new]
    if not changed:
        return column
    if findings is not None:
        for code, cut in (("text_cut", True), ("text_signs_replaced", False)):
            rows = [
                row for row in changed if (len(cells[row] or "") < len(column.cells[row])) is cut
            ]
            cell_findings(findings, code, rows, ids, column.name, cells, most=longest or "")
    return TypedColumn(column.name, str, cells)


def _finite(values: NDArray[np.float64]) -> list[float | None]:
    cells: list[float | None] = values.tolist()
    if np.isfinite(values).all():
        return cells
    return [cell if cell is not None and math.isfinite(cell) else None for cell in cells]


def _text_or_none(cell: Any) -> str | None:
    return as_text(cell) or None
