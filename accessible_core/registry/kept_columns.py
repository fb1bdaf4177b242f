# SPDX-License-Identifier: MIT
"""The columns of a survey as tags of A11yJSON, so that what goes out can come back whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists.measure import read_quantities
from accessible_core.findings import Findings
from accessible_core.survey.a11yjson import is_kept, mapping
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.naming import Meaning, meaning_of
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text
from accessible_core.vocabulary import ENTRANCES, Answer

#: Columns of which the document says everything elsewhere.
_ELSEWHERE = ("id", "name_kk", "name_ru", "name_en", "address", "lon", "lat", "source")
_NAMED = 5


def kept_tags(survey: Survey, rows: Sequence[int], findings: Findings) -> list[dict[str, str]]:
    """Return, for each of some rows, its survey columns as tags ``akz:<column>``.

    Answers and measured values, doors, overrides, dates and the review go out;
    comments, photos, codes of people, measured values that cannot be read (free
    text) and columns that mean nothing here do not, and are named in one finding.
    """
    prefix = str(mapping()["kept"]["prefix"])
    tags: list[dict[str, str]] = [{} for _ in rows]
    left = []
    for name, cells in survey_columns(survey).items():
        if name in _ELSEWHERE or name == "osm_wheelchair":
            continue
        kept = is_kept(name)
        lost = 0
        for place, text in enumerate(_texts(cells, rows)):
            if not text:
                continue
            if kept and _says(meaning_of(name), text):
                tags[place][prefix + name] = text
            else:
                lost += not kept or meaning_of(name).kind == "measured"
        if lost:
            left.append(name)
    if left:
        shown = ", ".join(left[:_NAMED]) + (" ..." if len(left) > _NAMED else "")
        findings.add("export_texts_left_out", field=shown, value=len(left))
    return tags


def _texts(cells: NDArray[Any], rows: Sequence[int]) -> list[str]:
    return [as_text(cell) for cell in np.asarray(cells)[list(rows)]]


@lru_cache(maxsize=4096)
def _says(meaning: Meaning, text: str) -> bool:
    """Tell whether a cell is worth a tag and no free text."""
    if meaning.kind == "measured":
        return read_quantities(text) is not None
    question = meaning.question
    if meaning.kind == "answer" and question is not None:
        # That there is a further entrance is said by its open questions, too.
        return text != Answer.UNKNOWN.wire or question.zone in ENTRANCES[1:]
    return True
