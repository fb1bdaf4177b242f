# SPDX-License-Identifier: MIT
"""What next month's file of the same source brings: new, changed and missing facilities.

Facilities are told apart by a key; nothing is taken. `SurveyStore.adopt` takes, by
id: `with_ids_by_key` gives a file the ids that its facilities have already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.columns import SURVEY_OF
from accessible_core.survey.table import Survey
from accessible_core.survey.tabulate import survey_columns
from accessible_core.survey.words import as_text, folded, text_column
from accessible_core.survey_store.compare import differences
from accessible_core.survey_store.history import Change

_Key = tuple[str, ...]


@dataclass(frozen=True)
class SurveyChanges:
    """What differs between two files of one source.

    Attributes
    ----------
    new, missing : tuple of str
        Ids of facilities that only the new, or only the old survey has.
    changed : mapping of str to tuple of Change
        Facility -> its cells before and after; the id is that of the old survey.
    unchanged : int
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[Change, ...]]
    missing: tuple[str, ...]
    unchanged: int

    def as_dict(self) -> dict[str, Any]:
        """Return the changes as a document."""
        return {
            "new": list(self.new),
            "changed": {
                facility: [change.as_dict() for change in cells]
                for facility, cells in self.changed.items()
            },
            "missing": list(self.missing),
            "unchanged": self.unchanged,
        }


def survey_changes(
    old: Survey,
    new: Survey,
    findings: Findings,
    *,
    key: Sequence[str] = ("id",),
    without: Collection[str] = (),
) -> SurveyChanges:
    """Compare two surveys of one source, facility by facility and cell by cell.

    Parameters
    ----------
    old, new : Survey
    findings : Findings
        Told which facilities have no key, or one that others have as well: these
        are not matched. And which filled columns of `old` the new survey lacks: these
        are not compared.
    key : sequence of str
        Columns that tell facilities apart: ``id``, ``submission_id``, ``name`` and
        ``address``, or any other column of both.
    without : collection of str
        Columns that are not compared, such as a store's own.

    Raises
    ------
    UsageError
        A survey has no such column.
    """
    new = with_ids_by_key(old, new, findings, key=key)
    before, after = set(old.ids.tolist()), set(new.ids.tolist())
    both = before & after
    compared = set(survey_columns(new)) - set(without)
    changed = {
        facility: told
        for facility, cells in differences(old, new).items()
        if facility in both
        and (told := tuple(change for change in cells if change.field in compared))
    }
    lacking = [
        name
        for name, cells in survey_columns(old).items()
        if name not in compared and name not in without and any(map(as_text, cells.tolist()))
    ]
    if lacking and both:
        findings.add("columns_not_compared", field=", ".join(lacking[:5]), value=len(lacking))
    return SurveyChanges(
        tuple(facility for facility in new.ids.tolist() if facility not in both),
        changed,
        tuple(facility for facility in old.ids.tolist() if facility not in both),
        len(both) - len(changed),
    )


def with_ids_by_key(
    old: Survey, new: Survey, findings: Findings, *, key: Sequence[str] = ("id",)
) -> Survey:
    """Return `new` with the ids that its facilities have in `old`, matched by a key.

    A facility that `old` does not know keeps its id, with a number behind it where
    another facility of `old` has that id. Parameters as for `survey_changes`.
    """
    if tuple(key) == ("id",):
        return new
    known = _by_key(old, key, findings)
    given = _by_key(new, key, findings)
    taken = set(old.ids.tolist())
    ids = new.ids.tolist()
    matched = {row: str(old.ids[known[one]]) for one, row in given.items() if one in known}
    for row, ident in enumerate(ids):
        if row in matched:
            ids[row] = matched[row]
            continue
        count, free = 2, ident
        while free in taken:
            free, count = f"{ident}-{count}", count + 1
        if free != ident:
            findings.add("key_id_taken", free, "id", ident)
        taken.add(free)
        ids[row] = free
    column = np.empty(len(new), dtype=object)
    column[:] = ids
    extra = dict(new.extra)
    if SURVEY_OF in extra:
        renamed = dict(zip(new.ids.tolist(), ids))
        extra[SURVEY_OF] = np.array(
            [renamed.get(of, of) for of in text_column(extra[SURVEY_OF]).tolist()], dtype=object
        )
    return replace(new, facilities={**new.facilities, "id": column}, extra=extra)


def _by_key(survey: Survey, key: Sequence[str], findings: Findings) -> dict[_Key, int]:
    """Return the row of each key that one facility alone has."""
    columns = [_column(survey, name) for name in key]
    keys = [tuple(folded(as_text(cell)) for cell in row) for row in zip(*columns)]
    times = Counter(keys)
    rows: dict[_Key, int] = {}
    field = ", ".join(key)
    for row, one in enumerate(keys):
        if not all(one):
            findings.add("key_missing", survey.ids[row], field, survey.source)
        elif times[one] > 1:
            shown = ", ".join(as_text(column[row]) for column in columns)
            findings.add("key_twice", survey.ids[row], field, shown, source=survey.source)
        else:
            rows[one] = row
    return rows


def _column(survey: Survey, name: str) -> Any:
    columns = {**survey.extra, **survey.facilities}
    found = next((own for own in columns if own.casefold() == name.casefold()), None)
    if found is None:
        raise UsageError(
            f"{survey.source or 'The survey'} has no column {name!r} to tell facilities apart by; "
            f"it has: {', '.join([*survey.facilities, *survey.extra][:20])}."
        )
    return text_column(columns[found])
