# SPDX-License-Identifier: MIT
"""Whether facilities lie in the administrative unit that their KATO code names."""

from __future__ import annotations

import os

import numpy as np

from accessible_core.errors import InputError, one_line
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.statistics.areas import Areas, area_fields, read_areas
from accessible_core.survey.inside import inside
from accessible_core.survey.kato import is_code, one_within_other, within
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text


def read_kato_areas(path: str | os.PathLike[str], findings: Findings) -> Areas:
    """Read polygons whose ids are KATO codes, from whichever field holds these.

    Raises
    ------
    InputError
        The file cannot be read, or no field holds nothing but nine-digit codes.
    """
    source = existing_file(path, "file of areas")
    fields = area_fields(source)
    for name, cells in fields.items():
        texts = {as_text(cell).strip() for cell in cells} - {""}
        if texts and all(map(is_code, texts)):
            return read_areas(source, name, findings)
    raise InputError(
        f"{source} has no field of KATO codes (nine digits) to compare with; it has: "
        f"{one_line(', '.join(fields)) or 'none'}. Join the codes to the areas first."
    )


def check_kato_areas(survey: Survey, areas: Areas, findings: Findings) -> None:
    """Report facilities whose KATO code is not that of the area in which they lie.

    Parameters
    ----------
    survey : Survey
        Validated: positions that mean no place are NaN.
    areas : Areas
        Their ids are KATO codes (`read_kato_areas`). Areas of several levels may
        lie over each other: the code must fit all in which the facility lies, and
        a code of a larger or smaller unit fits. And the facility must lie in all
        that its code's unit belongs to. The smallest unit that is wrong is named.
    findings : Findings
    """
    column = survey.text("kato")
    texts = [text.strip() for text in column.tolist()]
    codes = {code: number for number, code in enumerate(dict.fromkeys(texts))}
    code_of = np.array([codes[text] for text in texts], np.int64)
    formed = np.array([is_code(code) for code in codes], np.bool_)
    coded = formed[code_of] & np.isfinite(survey.lon) & np.isfinite(survey.lat)
    lies_in = np.full(len(survey), -1, np.int64)
    belongs_to = np.full(len(survey), -1, np.int64)
    # Larger units first: they end in more zeros, so that smaller ones have the last word.
    given = [place for place in range(len(areas)) if is_code(areas.ids[place])]
    for place in sorted(given, key=lambda place: -_zeros(areas.ids[place])):
        area = areas.ids[place]
        rings = [ring for polygon in areas.polygons[place] for ring in polygon]
        here = coded & inside(survey.lon, survey.lat, rings)
        fit = np.array([ok and one_within_other(c, area) for c, ok in zip(codes, formed)], np.bool_)
        held = np.array([ok and within(c, area) for c, ok in zip(codes, formed)], np.bool_)
        lies_in[here & ~fit[code_of]] = place
        belongs_to[coded & held[code_of] & ~here] = place
    belongs_to[lies_in >= 0] = -1
    for code, wrong in (("kato_other_area", lies_in), ("kato_outside_area", belongs_to)):
        for place in np.unique(wrong[wrong >= 0]).tolist():
            rows = np.flatnonzero(wrong == place)
            area = " ".join(dict.fromkeys((areas.ids[place], areas.names[place])))
            cell_findings(findings, code, rows, survey.ids, "kato", column, area=area)


def _zeros(code: str) -> int:
    return len(code) - len(code.rstrip("0"))
