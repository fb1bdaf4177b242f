# SPDX-License-Identifier: GPL-3.0-or-later
"""Result columns of the core as fields of a layer, and their values as attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

import numpy as np
from qgis.core import QgsField, QgsFields

from accessible_kz_plugin.compat import field


def kind_of(column: np.ndarray) -> str:
    """Return the kind of field that holds a column: text, int, float or bool."""
    if column.dtype.kind == "b":
        return "bool"
    if column.dtype.kind in "iu":
        return "long"
    if column.dtype.kind == "f":
        return "float"
    given = [value for value in column if value is not None]
    if given and all(isinstance(value, (bool, np.bool_)) for value in given):
        return "bool"
    if given and all(isinstance(value, (int, np.integer)) for value in given):
        return "long"
    if given and all(isinstance(value, (int, float, np.number)) for value in given):
        return "float"
    return "text"


def values_of(column: np.ndarray) -> list[Any]:
    """Return a column as Python values, None where nothing is known."""
    if column.dtype.kind == "f":
        return [None if isnan(value) else value for value in column.tolist()]
    return list(column.tolist())


def merged_fields(original: Iterable[QgsField], results: Mapping[str, np.ndarray]) -> QgsFields:
    """Return the original fields, followed by one field a result column."""
    fields = QgsFields()
    for one in original:
        fields.append(one)
    for name, column in results.items():
        fields.append(field(name, kind_of(column)))
    return fields


def fields_for(rows: list[Mapping[str, Any]]) -> QgsFields:
    """Return the fields that a list of equal records needs."""
    fields = QgsFields()
    for name in rows[0] if rows else ():
        column = np.empty(len(rows), dtype=object)
        column[:] = [row[name] for row in rows]
        fields.append(field(name, kind_of(column)))
    return fields
