# SPDX-License-Identifier: MIT
"""How each column is entered in QGIS and QField: lists, photos, defaults, conditions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accessible_core.checklists import Checklist, categories
from accessible_core.messages import text
from accessible_core.survey.naming import meaning_of
from accessible_core.survey_store.layout import EDITED_BY, REVIEW_FIELDS
from accessible_core.vocabulary import Answer, ReviewState

#: Strengths of a constraint (QgsFieldConstraints::ConstraintStrength).
HARD, SOFT = "1", "2"
#: What a new revision's author is in a project that says who works with it.
PERSON_VARIABLE = "@akz_person"


@dataclass(frozen=True)
class Widget:
    """How one column is entered.

    Attributes
    ----------
    kind : str
        Type of QGIS's editor widget.
    config : mapping
        Its options.
    default : str
        Expression for new facilities; for every change where `on_update`.
    constraint, constraint_words : str
        Expression that must hold, and what is said where it does not.
    hard : bool
        Whether a form that does not meet the constraint can be saved.
    key : bool
        Whether the value is needed and unique.
    """

    kind: str
    config: Mapping[str, Any] = field(default_factory=dict)
    default: str = ""
    on_update: bool = False
    constraint: str = ""
    constraint_words: str = ""
    hard: bool = True
    key: bool = False
    editable: bool = True


HIDDEN = Widget("Hidden", editable=False)
_LINE = {"IsMultiline": False, "UseHtml": False}
_TEXT = {"IsMultiline": True, "UseHtml": False}
#: A photo beside the project or the store, by a path that still holds on another machine
#: (QgsExternalResourceWidget: storage relative to the project, shown as a picture).
_PHOTO = {
    "DocumentViewer": 1, "DocumentViewerHeight": 0, "DocumentViewerWidth": 0,
    "FileWidget": True, "FileWidgetButton": True, "FileWidgetFilter": "",
    "RelativeStorage": 1, "StorageMode": 0, "StorageType": "", "FullUrl": False,
    "UseLink": False,
}  # fmt: skip


def widget_of(name: str, lists: list[Checklist], language: str, *, person: str = "") -> Widget:
    """Return how a column is entered, with words in `language`."""
    # No condition on measured values: QGIS works out each one anew for every key that is
    # pressed, and a full form has hundreds; validation reads them.
    meaning = meaning_of(name)
    if name in REVIEW_FIELDS or name == EDITED_BY:
        return _bookkeeping(name, language, person)
    if name == "id":
        # An id is given once and for all; the database refuses another one.
        return Widget("TextEdit", _LINE, "uuid('WithoutBraces')", key=True, editable=False)
    if meaning.kind == "answer" or name.endswith("_works"):
        return _one_of({text("labels", f"answer_{a.wire}", language): a.wire for a in _ANSWERS})
    if name.endswith("_photo"):
        return Widget("ExternalResource", _PHOTO)
    if meaning.kind == "comment":
        return Widget("TextEdit", _TEXT)
    if meaning.kind == "form":
        forms = {form.title(language): form.form for form in lists}
        return _one_of(forms, default=f"'{lists[0].form}'" if lists else "")
    if name in ("surveyed", "built"):
        return _date(name, language, alone=bool(person))
    if name == "category":
        return _one_of(_categories(language))
    if name == "surveyor_code":
        return _code(name, language, default=_person(person), on_update=bool(person))
    return Widget("TextEdit", _LINE)


#: Most frequent first; the empty entry of QGIS's list is "not answered yet".
_ANSWERS = (Answer.YES, Answer.NO, Answer.NOT_PROVIDED, Answer.UNKNOWN)


def _one_of(values: Mapping[str, str], default: str = "") -> Widget:
    return Widget("ValueMap", {"map": [{label: value} for label, value in values.items()]}, default)


def _categories(language: str) -> dict[str, str]:
    """Return the registry's categories by title, subcategories after their main one."""
    titles: dict[str, str] = {}
    main = ""
    for one in categories():
        if one.parent is None:
            main = one.title(language)
        label = main if one.parent is None else f"{main}: {one.title(language)}"
        titles[label] = str(one.id)
    return titles


def _bookkeeping(name: str, language: str, person: str) -> Widget:
    if name == "review":
        states = {
            text("labels", f"review_{state.value}", language): state.value for state in ReviewState
        }
        reviewed = "coalesce(\"reviewed_by\", '')"
        return Widget(
            "ValueMap", {"map": [{label: value} for label, value in states.items()]},
            default="'draft'",
            constraint="coalesce(\"review\", 'draft') IN ('draft', 'submitted') OR "
            f"({reviewed} <> '' AND lower({reviewed}) <> lower(coalesce(\"surveyor_code\", '')) "
            "AND (\"review\" <> 'returned' OR trim(coalesce(\"review_note\", '')) <> ''))",
            constraint_words=text("survey_store", "constraint_review", language),
            # What was approved elsewhere must stay editable; the file's triggers are strict.
            hard=False,
        )  # fmt: skip
    if name == "review_note":
        return Widget("TextEdit", _TEXT)
    if name == "reviewed_by":
        return _code(name, language)
    # What somebody types in holds where the project does not say who works with it.
    known = _person(person) if person else f'coalesce({PERSON_VARIABLE}, "{EDITED_BY}")'
    return _code(name, language, default=known, on_update=True)


def _person(person: str) -> str:
    return f"'{person}'" if person else PERSON_VARIABLE


def _code(name: str, language: str, default: str = "", *, on_update: bool = False) -> Widget:
    return Widget(
        "TextEdit", _LINE, default, on_update,
        constraint=f"\"{name}\" IS NULL OR \"{name}\" = '' OR NOT regexp_match(\"{name}\", '[ @]')",
        constraint_words=text("survey_store", "constraint_code", language),
    )  # fmt: skip


def _date(name: str, language: str, *, alone: bool) -> Widget:
    """Return how a date is entered; `alone` where one person surveys, and nobody else edits."""
    today = "format_date(now(), 'yyyy-MM-dd')" if name == "surveyed" else ""
    if today and alone:
        # A day that is there stays: earlier answers must not look as if they were of today.
        today = f"coalesce(nullif(\"{name}\", ''), {today})"
    return Widget(
        "TextEdit", _LINE, today, bool(today) and alone,
        constraint=f"\"{name}\" IS NULL OR \"{name}\" = '' OR "
        f"regexp_match(\"{name}\", '^[0-9]{{4}}(-[0-9]{{2}}-[0-9]{{2}})?')",
        constraint_words=text("survey_store", "constraint_date", language), hard=False,
    )  # fmt: skip


def option(name: str, value: Any) -> ET.Element:
    """Return a value as QGIS's XML writes a QVariant."""
    attributes: dict[str, Any] = {"name": name} if name else {}
    if isinstance(value, Mapping):
        element = ET.Element("Option", type="Map", **attributes)
        element.extend(option(key, item) for key, item in value.items())
    elif isinstance(value, list):
        element = ET.Element("Option", type="List", **attributes)
        element.extend(option("", item) for item in value)
    elif isinstance(value, bool):
        element = ET.Element("Option", type="bool", value=str(value).lower(), **attributes)
    elif isinstance(value, int):
        element = ET.Element("Option", type="int", value=str(value), **attributes)
    else:
        element = ET.Element("Option", type="QString", value=str(value), **attributes)
    return element
