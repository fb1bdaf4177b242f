# SPDX-License-Identifier: MIT
"""Leaving people out of what is handed on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessible_core.findings import Findings
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.personal.parting import CODES
from accessible_core.survey.table import Survey

#: Facility columns that point to a person (ARCHITECTURE, decision 12).
PERSONAL: tuple[str, ...] = ("surveyor_code",)


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
