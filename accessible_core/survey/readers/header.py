# SPDX-License-Identifier: MIT
"""Header rows: every column gets one name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accessible_core.findings import Findings
from accessible_core.survey.words import as_text


def named_columns(header: Iterable[Any], findings: Findings) -> list[str]:
    """Return the names of columns, none empty and none twice.

    Of two columns of the same name the second is kept under ``<name>_2``, with
    a finding: nobody can say which of them was meant.
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(header, start=1):
        given = as_text(cell).strip()
        name = given or f"column_{number}"
        count = 2
        while name in taken:
            name = f"{given or 'column'}_{count}"
            count += 1
        if not given:
            findings.add("column_unnamed", field=name, value=number)
        elif name != given:
            findings.add("column_twice", field=name, value=given)
        taken.add(name)
        names.append(name)
    return names
