# SPDX-License-Identifier: MIT
"""Every facility has an id of its own, whatever the source says."""

from __future__ import annotations

import numpy as np

from accessible_core.findings import Findings
from accessible_core.survey.table import ObjectArray


def unique_ids(given: ObjectArray | None, n: int, findings: Findings) -> ObjectArray:
    """Return n different ids: those given, others made up with a finding each.

    A row without an id is called ``row-<number>`` (from 1), a second facility of
    the same id ``<id>-2`` and so on; ids that occur in the source are never
    taken for that.
    """
    ids = np.full(n, "", dtype=object)
    if given is not None:
        ids[:] = [text.strip() for text in given]
    taken = {text for text in ids if text}
    if len(taken) == n:
        return ids
    if not taken:
        ids[:] = [f"row-{row}" for row in range(1, n + 1)]
        findings.add("ids_missing", field="id", value=n)
        return ids
    met: set[str] = set()
    uses: dict[str, int] = {}
    for row, text in enumerate(ids):
        if text and text not in met:
            met.add(text)
            continue
        name = stem = text or f"row-{row + 1}"
        while name in taken:
            uses[stem] = uses.get(stem, 1) + 1
            name = f"{stem}-{uses[stem]}"
        taken.add(name)
        met.add(name)
        ids[row] = name
        if text:
            findings.add("id_duplicate", name, text, name, row=row + 1)
        else:
            findings.add("id_missing", name, "id", name, row=row + 1)
    return ids
