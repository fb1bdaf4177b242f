# SPDX-License-Identifier: MIT
"""Leaving people out of what is handed on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.personal.parting import CODES
from accessible_core.survey.personal.texts import without_codes
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text

#: Facility columns that point to a person (ARCHITECTURE, decision 12).
PERSONAL: tuple[str, ...] = ("surveyor_code",)


def without_codes_in_texts(survey: Survey) -> Survey:
    """Return the survey whose texts hold no codes of people (`survey.personal`)."""
    columns = [survey.text("surveyor_code"), *(survey.extra.get(name) for name in CODES)]
    codes = {as_text(cell) for column in columns if column is not None for cell in column}

    def plain(column: NDArray[Any]) -> NDArray[Any]:
        if column.dtype.kind != "O" or not any("[" in as_text(cell) for cell in column):
            return column
        fresh = column.copy()
        for row, cell in enumerate(column):
            if isinstance(cell, str):
                fresh[row] = without_codes(cell, codes)
        return fresh

    return replace(
        survey,
        facilities={name: plain(column) for name, column in survey.facilities.items()},
        comments={zone: plain(column) for zone, column in survey.comments.items()},
        measured={question: plain(column) for question, column in survey.measured.items()},
        extra={name: plain(column) for name, column in survey.extra.items()},
        overrides=replace(survey.overrides, reason=plain(survey.overrides.reason)),
    )


def without_people(survey: Survey, findings: Findings) -> Survey:
    """Return the survey without people: no names, no codes, no foreign columns.

    Of a column that means nothing here nobody knows whether it holds a name, a
    phone number or the account that filled in the form: it is left out, with a finding.
    """
    foreign = [name for name in survey.extra if meaning_of(name).kind != "quiet"]
    if foreign:
        findings.add("export_columns_left_out", field=", ".join(foreign[:5]), value=len(foreign))
    extra = {
        name: column
        for name, column in survey.extra.items()
        if name not in foreign and name.casefold() not in CODES
    }
    facilities = {
        name: column for name, column in survey.facilities.items() if name not in PERSONAL
    }
    nobody = np.full(len(survey.overrides), "", dtype=object)
    overrides = replace(survey.overrides, by=nobody)
    return replace(survey, facilities=facilities, extra=extra, overrides=overrides)
