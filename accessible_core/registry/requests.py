# SPDX-License-Identifier: MIT
"""Adding requests: facilities as the national registry takes them in.

The shape is the registry's own (``POST /api/objects/requests``): the form, the
facts under ``first``, and every zone with every key of the form. What the
registry demands is checked before, so that a request is not refused half-way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from accessible_core.checklists import Checklist, checklist
from accessible_core.findings import Findings
from accessible_core.registry.holding import Holding
from accessible_core.survey.categories import registry_category
from accessible_core.survey.positions import in_kazakhstan
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.vocabulary import ENTRANCES, GROUPS, ZONES, Answer, Score, Zone

#: What the registry takes in; a city's own forms are none of its.
_FORMS = ("small", "middle", "full")
_BETWEEN_FILES = re.compile(r"[;\n]+")
#: Extra columns of a survey that the registry asks for, by the spellings in use.
_COLUMNS = {
    "description": ("description",),
    "otherNames": ("other_names", "otherNames"),
    "photos": ("photos",),
    "videos": ("videos",),
}


def adding_requests(
    survey: Survey, findings: Findings, *, unreviewed: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield an adding request for each facility that has what the registry demands.

    Parameters
    ----------
    survey : Survey
        Validated. Besides the columns known by name the registry demands the
        extra columns ``description``, ``other_names`` (the names in the other
        languages stand in for it) and ``photos`` (paths that its storage gave,
        ``/storage/...``, with semicolons between them); ``videos`` may be there.
    findings : Findings
        Takes one finding for every demanded field that a facility lacks, and for a
        position outside the country; such facilities are left out.
    unreviewed : bool
        Yield drafts, returned and contradictory surveys as well.

    Notes
    -----
    Measured values, the surveyor's code and the dates stay at home: the
    registry has no place for them.
    """
    holding = Holding(survey, findings, unreviewed=unreviewed)
    inside = in_kazakhstan(survey.lon, survey.lat)
    for row in range(len(survey)):
        ident = survey.ids[row]
        if not survey.surveyed[row]:
            findings.add("export_not_surveyed", ident, value=_extra(survey, ("source",), row))
            continue
        if holding.holds(row):
            continue
        if survey.form[row] not in _FORMS:
            findings.add("request_form_foreign", ident, "form", survey.form[row])
            continue
        first = _first(survey, row)
        if first["point"] is not None and not inside[row]:
            # The registry does not check it: the place would be on another continent.
            findings.add("request_point_outside", ident, "lon, lat", _point(first["point"]))
            continue
        missing = [name for name, value in first.items() if not value and name != "videos"]
        for name in missing:
            findings.add("request_field_missing", ident, name)
        if not missing:
            yield {
                "form": str(survey.form[row]),
                "first": first,
                **{zone.value: _zone(survey, row, zone) for zone in ZONES},
            }


def _point(point: list[float]) -> str:
    lat, lon = point
    return f"{lon:.6g}, {lat:.6g}"


def _first(survey: Survey, row: int) -> dict[str, Any]:
    """Return the facts of one facility, empty where the registry's demand is not met."""

    def fact(name: str) -> str:
        column = survey.facilities.get(name)
        return "" if column is None else str(column[row]).strip()

    names = [fact(name) for name in ("name", "name_ru", "name_kk", "name_en")]
    name = next((text for text in names if text), "")
    others = ", ".join(dict.fromkeys(text for text in names if text and text != name))
    category = registry_category(_extra(survey, ("categoryId",), row) or fact("category"))
    lon, lat = float(survey.lon[row]), float(survey.lat[row])
    return {
        "name": name,
        "description": _extra(survey, _COLUMNS["description"], row),
        "otherNames": _extra(survey, _COLUMNS["otherNames"], row) or others,
        "address": fact("address"),
        # A main category would break the object's card in the registry.
        "categoryId": category.id if category is not None and category.parent else None,
        "point": None if np.isnan(lon) or np.isnan(lat) else [lat, lon],
        "videos": _files(survey, "videos", row),
        "photos": _files(survey, "photos", row),
    }


def _zone(survey: Survey, row: int, zone: Zone) -> dict[str, Any] | None:
    """Return one zone with every key of the form; None for an entrance that is not there."""
    form = checklist(str(survey.form[row]))
    if zone in ENTRANCES[1:] and not _counts(survey, form, row, zone):
        return None
    attributes = {}
    for key in form.keys(zone.kind):
        question = Question(zone, key)
        column = survey.column_of.get(question)
        code = Answer.UNKNOWN if column is None else Answer(int(survey.answers[row, column]))
        attributes[question.wire] = code.wire
    comment = str(survey.comments[zone][row]) if zone in survey.comments else ""
    document: dict[str, Any] = {"attributes": attributes, "comment": comment or None}
    overridden = _overridden(survey, row, zone)
    if overridden is not None:
        document["overriddenScore"] = overridden
    return document


def _counts(survey: Survey, form: Checklist, row: int, zone: Zone) -> bool:
    there = bool(survey.present[row, ZONE_INDEX[zone]])
    return there and ENTRANCES.index(zone) < form.entrances


def _overridden(survey: Survey, row: int, zone: Zone) -> dict[str, str | None] | None:
    """Return the scores that a moderator set for a zone, None where nobody did."""
    overrides = survey.overrides
    found = np.flatnonzero((overrides.row == row) & (overrides.zone == ZONE_INDEX[zone]))
    if not found.size:
        return None
    scores = overrides.scores[found[-1]]
    return {group.value: Score(int(score)).wire for group, score in zip(GROUPS, scores)}


def _files(survey: Survey, name: str, row: int) -> list[str]:
    text = _extra(survey, _COLUMNS[name], row)
    if text.startswith("["):  # as registry records keep a list
        try:
            return [str(part) for part in json.loads(text) if part]
        except ValueError:
            return []
    return [part.strip() for part in _BETWEEN_FILES.split(text) if part.strip()]


def _extra(survey: Survey, spellings: tuple[str, ...], row: int) -> str:
    for name in spellings:
        if name in survey.extra and survey.extra[name][row] is not None:
            return str(survey.extra[name][row]).strip()
    return ""
