# SPDX-License-Identifier: MIT
"""Surveys as A11yJSON 31.1.0 PlaceInfos.

Details are published, not a rating alone (A11yJSON, "Rating scales"): what was
measured and answered goes into its own fields, the registry's scores into
``tags`` as what they are. Unknown is left out, ``null`` means "does not exist".
The survey's own columns go into tags too (`registry.kept_columns`), so that reading
the file gives the survey again. No personal data: the surveyor's code, notes and
comments stay at home.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.registry.facts import Facility, accessibility
from accessible_core.registry.grade import wheelchair_grade
from accessible_core.registry.holding import Holding
from accessible_core.registry.kept_columns import kept_tags
from accessible_core.scoring.scores import Doubt, Scores
from accessible_core.survey.a11yjson import OSM_TAG, SOURCE_TAG, mapping
from accessible_core.survey.categories import registry_category
from accessible_core.survey.positions import in_kazakhstan
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import GROUPS, LANGUAGES, Group, Score

_OTHER = "other"
_OSM = "osm"
_OSM_ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
#: Doubts with which no grade is published, however good the items look.
_NO_GRADE = Doubt.CONTRADICTED | Doubt.NOT_APPROVED | Doubt.TOO_OLD


def place_infos(
    survey: Survey,
    scores: Scores,
    findings: Findings | None = None,
    *,
    unreviewed: bool = False,
) -> list[dict[str, Any]]:
    """Return A11yJSON PlaceInfos of a survey's facilities.

    Parameters
    ----------
    survey : Survey
        Validated (`survey.validate`).
    scores : Scores
        Of the same rows.
    findings : Findings, optional
        Takes what was left out and why.
    unreviewed : bool
        Export drafts, returned surveys and those whose answers contradict each
        other or what was measured as well; they get no grade.

    Returns
    -------
    list of dict
        JSON documents without ``type`` (the schema refuses one), in row order.

    Raises
    ------
    UsageError
        Survey and scores are of different length.
    """
    if len(scores.overall) != len(survey):
        raise UsageError(f"Scores of {len(scores.overall)} rows for {len(survey)} facilities.")
    findings = Findings() if findings is None else findings
    home = in_kazakhstan(survey.lon, survey.lat)
    holding = Holding(survey, findings, unreviewed=unreviewed)
    rows = []
    for row in range(len(survey)):
        if np.isnan(survey.lon[row]) or np.isnan(survey.lat[row]):
            findings.add("export_without_position", survey.ids[row])
        elif not holding.holds(row):
            rows.append(row)
    places = [_place(survey, scores, row, bool(home[row]), findings) for row in rows]
    for place, tags in zip(places, kept_tags(survey, rows, findings)):
        place["properties"]["tags"].update(tags)
    return places


def _place(
    survey: Survey, scores: Scores, row: int, home: bool, findings: Findings
) -> dict[str, Any]:
    ident = str(survey.ids[row])
    surveyed = bool(survey.surveyed[row])
    properties: dict[str, Any] = {
        "category": _category(survey, row, findings),
        "originalId": ident,
        "tags": _tags(survey, scores, row),
    }
    name = _localized(survey, row, "name")
    if name:
        properties["name"] = name
    address: dict[str, Any] = {"countryCode": "KAZ"} if home else {}
    text = str(survey.facilities["address"][row]) if "address" in survey.facilities else ""
    if text:
        address["text"] = {_language(text): text}
    if address:
        properties["address"] = address
    if surveyed:
        facts = _surveyed_facts(survey, scores, row)
    else:
        facts = _osm_facts(survey, row, properties)
    if facts:
        properties["accessibility"] = facts
    return {
        "formatVersion": mapping()["version"],
        "properties": properties,
        "geometry": {
            "type": "Point",
            "coordinates": [float(survey.lon[row]), float(survey.lat[row])],
        },
    }


def _surveyed_facts(survey: Survey, scores: Scores, row: int) -> dict[str, Any]:
    facility = Facility(survey, row)
    facts = accessibility(facility)
    grade = wheelchair_grade(facility)
    movement = GROUPS.index(Group.MOVEMENT)
    if grade in ("fully", "partially"):
        doubted = scores.doubts[row, movement] & _NO_GRADE
        if doubted or scores.overall[row, movement] == Score.NOT_ACCESSIBLE:
            grade = None
    if grade is not None:
        facts["wheelchairAccessibilityGrade"] = grade
    return facts


def _osm_facts(survey: Survey, row: int, properties: dict[str, Any]) -> dict[str, Any]:
    """Return what OSM itself says of a place, and name it as the source."""
    if _extra(survey, "source", row) != _OSM:
        return {}
    properties["ids"] = {_OSM: str(survey.ids[row])}
    properties["sameAs"] = [f"https://www.openstreetmap.org/{survey.ids[row]}"]
    word = mapping()["osm_grade"].get(_extra(survey, "osm_wheelchair", row))
    return {"wheelchairAccessibilityGrade": word} if word else {}


def _tags(survey: Survey, scores: Scores, row: int) -> dict[str, str]:
    if not survey.surveyed[row]:
        if _extra(survey, "source", row) == _OSM:
            said = _extra(survey, "osm_wheelchair", row)
            return {
                SOURCE_TAG: _OSM,
                "akz:attribution": _OSM_ATTRIBUTION,
                **({OSM_TAG: said} if said else {}),
            }
        return {SOURCE_TAG: "not surveyed"}
    tags = {"akz:scheme": scores.scheme}
    for column, group in enumerate(GROUPS):
        word = Score(int(scores.overall[row, column])).wire
        if word is not None:
            tags[f"akz:{group.value}"] = word
            tags[f"akz:{group.value}:confirmed"] = (
                "true" if scores.confirmed[row, column] else "false"
            )
    return tags


def _category(survey: Survey, row: int, findings: Findings) -> str:
    given = str(survey.facilities["category"][row]) if "category" in survey.facilities else ""
    key, equals, value = given.partition("=")
    if equals and key.isidentifier() and value:
        return key if value == "yes" else value
    words = mapping()["categories"]
    category = registry_category(given)
    if category is not None:
        word = words.get(str(category.id), words.get(str(category.parent)))
        if word is not None:
            return str(word)
    if given:
        findings.add("export_category_unknown", survey.ids[row], "category", given, used=_OTHER)
    return _OTHER


def _localized(survey: Survey, row: int, field: str) -> dict[str, str]:
    """Return a text in its languages; a text of no named language under its own."""
    texts = {}
    for language in LANGUAGES:
        column = survey.facilities.get(f"{field}_{language}")
        if column is not None and column[row]:
            texts[language] = str(column[row])
    plain = str(survey.facilities[field][row]) if field in survey.facilities else ""
    if plain and plain not in texts.values():
        texts.setdefault(_language(plain), plain)
    return texts


def _language(text: str) -> str:
    """Return ``kk`` where the letters say so, else ``und`` (BCP 47: undetermined)."""
    return "kk" if _KAZAKH.search(text) else "und"


def _extra(survey: Survey, name: str, row: int) -> str:
    column = survey.extra.get(name)
    return "" if column is None or column[row] is None else str(column[row])
