# SPDX-License-Identifier: MIT
"""Norm verdicts as named columns and as records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.scoring.norm.verdicts import Detail, NormVerdicts, State, Verdict
from accessible_core.survey.table import Int8Array, ObjectArray, Survey
from accessible_core.vocabulary import GROUPS, ZONES

_WORDS: ObjectArray = np.array([Verdict(code).wire for code in range(-1, max(Verdict) + 1)], object)


def verdict_words(codes: Int8Array) -> ObjectArray:
    """Return the words for `Verdict` codes, None where nothing was judged."""
    found: ObjectArray = _WORDS[codes.astype(np.intp) + 1]
    return found


def norm_columns(survey: Survey, verdicts: NormVerdicts) -> dict[str, NDArray[Any]]:
    """Return the columns that ``score --scheme norm`` adds to a table.

    ``norm_<group>`` and ``norm_known_<group>`` for the facility,
    ``norm_edition`` and ``norm_failing`` (one clause a line), then
    ``norm_<zone>_<group>`` for every zone that any row holds.

    Returns
    -------
    dict of str to array (n,)
        Verdicts are words, None where not judged; shares float64.
    """
    columns: dict[str, NDArray[Any]] = {}
    for position, group in enumerate(GROUPS):
        columns[f"norm_{group.value}"] = verdict_words(verdicts.overall[:, position])
        columns[f"norm_known_{group.value}"] = verdicts.known[:, position]
    named: ObjectArray = np.full(len(survey), "", dtype=object)
    named[:] = [" ".join(names) for names in verdicts.editions]
    columns["norm_edition"] = named
    failing: ObjectArray = np.full(len(survey), "", dtype=object)
    for row, details in _failing(verdicts).items():
        failing[row] = "\n".join(detail.line() for detail in details)
    columns["norm_failing"] = failing
    for index, zone in enumerate(ZONES):
        codes = verdicts.zones[:, index]
        if (codes != Verdict.NOT_JUDGED).any():
            for position, group in enumerate(GROUPS):
                columns[f"norm_{zone.value}_{group.value}"] = verdict_words(codes[:, position])
    return columns


def norm_records(survey: Survey, verdicts: NormVerdicts) -> Iterator[dict[str, Any]]:
    """Yield one record a facility, in the order of the survey."""
    groups = [group.value for group in GROUPS]
    overall, zones = verdict_words(verdicts.overall), verdict_words(verdicts.zones)
    failing = _failing(verdicts)
    for row in range(len(survey)):
        shares = verdicts.known[row].tolist()
        yield {
            "id": str(survey.ids[row]),
            "form": str(survey.form[row]),
            "editions": list(verdicts.editions[row]),
            "norm": dict(zip(groups, overall[row].tolist())),
            "known": {g: None if np.isnan(s) else s for g, s in zip(groups, shares)},
            "zone_norms": {
                zone.value: dict(zip(groups, zones[row, index].tolist()))
                for index, zone in enumerate(ZONES)
                if verdicts.zones[row, index, 0] != Verdict.NOT_JUDGED
            },
            "failing": [detail.as_dict() for detail in failing.get(row, ())],
        }


def _failing(verdicts: NormVerdicts) -> dict[int, list[Detail]]:
    found: dict[int, list[Detail]] = {}
    for detail in verdicts.details:
        if detail.state is State.FAILS:
            found.setdefault(detail.row, []).append(detail)
    return found
