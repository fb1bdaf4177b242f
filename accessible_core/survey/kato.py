# SPDX-License-Identifier: MIT
"""Whether KATO codes, Kazakhstan's classifier of administrative units, are written as such.

Only the form is checked: the list of units, which changes several times a year, is not
part of the library, so a code of nine digits may still be none of the classifier.
"""

from __future__ import annotations

import re

import numpy as np

from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import Survey

_CODE = re.compile("[0-9]{9}")


def check_kato(survey: Survey, findings: Findings) -> None:
    """Report KATO codes that are no nine digits; they are kept as they are."""
    column = survey.text("kato")

    def is_wrong(text: str) -> bool:
        empty = words.words("answer").get(words.folded(text)) == "empty"
        return not empty and _CODE.fullmatch(text.strip()) is None

    wrong = np.array(words.mapped(column, is_wrong), np.bool_)
    cell_findings(findings, "kato_format", np.flatnonzero(wrong), survey.ids, "kato", column)
