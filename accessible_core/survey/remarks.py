# SPDX-License-Identifier: MIT
"""Findings about many cells at once, without drowning whoever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.survey.table import ObjectArray
from accessible_core.survey.words import as_text

#: Findings of one kind about one column that are listed one by one; a column of
#: another meaning has a fault in every cell, and its thousands say no more than these.
LISTED = 1000


def cell_findings(
    findings: Findings,
    code: str,
    rows: Sequence[int] | NDArray[Any],
    ids: ObjectArray,
    field: str,
    cells: Sequence[Any] | NDArray[Any] | None,
    **details: object,
) -> None:
    """Add a finding for each of `rows`, with the facility's id and the cell's text.

    After `LISTED` of them one further finding says how many more there are.
    """
    for row in rows[:LISTED]:
        value = "" if cells is None else as_text(cells[row])
        findings.add(code, ids[row], field, value, **details)
    if len(rows) > LISTED:
        findings.add("more_alike", field=field, value=len(rows) - LISTED, kind=code)
