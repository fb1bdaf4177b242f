# SPDX-License-Identifier: MIT
"""Where the norm speaks against relying on a score (ARCHITECTURE, decision 13)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessible_core.scoring.norm.judge import judge
from accessible_core.scoring.norm.verdicts import Verdict
from accessible_core.survey.table import ZONE_INDEX, BoolArray, Survey
from accessible_core.vocabulary import GROUPS


def norm_failures(survey: Survey, settled: BoolArray) -> BoolArray:
    """Tell for which groups what was measured fails the norm of the building's date, (n, 6).

    Only rows that measured something are judged: a survey without measurements
    costs nothing here.

    Parameters
    ----------
    survey : Survey
    settled : bool array (n, 10)
        Zones whose answers do not count: overridden, or not combined.
    """
    failed = np.zeros((len(survey), len(GROUPS)), np.bool_)
    measured = np.zeros(len(survey), np.bool_)
    counting = {}
    for question, texts in survey.measured.items():
        counts = (texts != "") & ~settled[:, ZONE_INDEX[question.zone]]
        counting[question] = np.where(counts, texts, "").astype(object)
        measured |= counts
    if measured.any():
        survey = replace(survey, measured=counting)
        rows = np.flatnonzero(measured & survey.surveyed).tolist()
        verdicts = judge(survey, rows=rows, with_details=False)
        failed[verdicts.overall == Verdict.FAILS] = True
    return failed
