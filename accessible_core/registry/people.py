# SPDX-License-Identifier: MIT
"""Leaving people out of what is handed on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessible_core.survey.table import Survey

#: Facility columns that point to a person (ARCHITECTURE, decision 12).
PERSONAL: tuple[str, ...] = ("surveyor_code",)


def without_people(survey: Survey) -> Survey:
    """Return the survey without codes of surveyors and names of moderators."""
    facilities = {
        name: column for name, column in survey.facilities.items() if name not in PERSONAL
    }
    nobody = np.full(len(survey.overrides), "", dtype=object)
    return replace(survey, facilities=facilities, overrides=replace(survey.overrides, by=nobody))
