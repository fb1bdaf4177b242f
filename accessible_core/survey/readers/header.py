# SPDX-License-Identifier: MIT
"""Header rows: every column gets one name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.survey.words import as_text

#: No sheet of Excel has more, and no survey's full form a twentieth of it.
MOST_COLUMNS = 16_384


def named_columns(header: Iterable[Any], findings: Findings, source: object = "") -> list[str]:
    """Return the names of columns, none empty and none twice.

    Of two columns of the same name the second is kept under ``<name>_2``, with
    a finding: nobody can say which of them was meant.

    Raises
    ------
    InputError
        There are more than `MOST_COLUMNS` (in the file `source`).
    """
    names: list[str] = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for number, cell in enumerate(header, start=1):
        if number > MOST_COLUMNS:
            raise InputError(
                f"{source or 'The table'} has more than {MOST_COLUMNS} columns, which no survey "
                "has: it is damaged, or its delimiter stands in every cell."
            )
        given = as_text(cell).strip()
        stem = given or "column"
        name = given or f"column_{number}"
        while name in taken:
            counts[stem] = counts.get(stem, 1) + 1
            name = f"{stem}_{counts[stem]}"
        if not given:
            findings.add("column_unnamed", field=name, value=number)
        elif name != given:
            findings.add("column_twice", field=name, value=given)
        taken.add(name)
        names.append(name)
    return names
