# SPDX-License-Identifier: MIT
"""Checklists as XLSForms, for ODK Collect, KoboToolbox and Enketo.

The names of questions are the columns of survey tables (``entrance1_30``,
``toilet_5_measured``), so that what comes back needs no mapping. Nothing is
required: what was not answered is unknown.

Layout as https://xlsform.org/en/ describes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from accessible_core.checklists import (
    Checklist,
    ChecklistQuestion,
    categories,
    checklist,
    full_title,
)
from accessible_core.checklists.devices import Device, devices
from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.fieldwork.known_places import EVERYWHERE, NEW, KnownPlaces
from accessible_core.fieldwork.layout import OFFERED, STATES, headed_questions, title_code, zones_of
from accessible_core.fieldwork.measuring import Measuring, knowledge, measuring_of
from accessible_core.files import replacing
from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ENTRANCES, LANGUAGES, Zone

#: Languages as the forms name them (xlsform.org, "Multiple language support").
LANGUAGE_NAMES = {"kk": "Қазақша (kk)", "ru": "Русский (ru)", "en": "English (en)"}
_WORDS = ("label", "hint", "constraint_message")
_COLUMNS = (
    "type", "name", "default", "relevant", "constraint", "calculation", "choice_filter",
    "appearance", "parameters",
    *(f"{kind}::{LANGUAGE_NAMES[language]}" for kind in _WORDS for language in LANGUAGES),
)  # fmt: skip
#: Photos are evidence, not art: this many pixels show a ruler's marks.
_PHOTO = "max-pixels=1600"

#: Questions that lead to a facility which is known already.
_KNOWN, _DISTRICT = "facility_known", "facility_district"
#: Fields of the facility that belong to each survey of it.
_OF_A_SURVEY = ("surveyed", "surveyor_code")

Row = dict[str, str]


@dataclass(frozen=True)
class XLSForm:
    """The three sheets of one form, as rows of text by column.

    Attributes
    ----------
    survey, choices : tuple of dict
    settings : dict
        Among them ``form_id`` (``accessible_kz_small``) and ``version``, which is
        another one as soon as anything in the form is.
    """

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all that a filled-in form holds, without groups."""
        return tuple(row["name"] for row in self.survey if not row["type"].endswith("_group"))


def xlsform(form: str, known: KnownPlaces | None = None, *, volunteer: str = "") -> XLSForm:
    """Return one checklist as an XLSForm in three languages.

    Parameters
    ----------
    form : str
        Name of the checklist.
    known : KnownPlaces, optional
        Facilities to choose from (`known_places`): answers come back under their ids.
    volunteer : str
        Code of the only person who is going to fill it in; it is part of the form's
        name, so that forms of several people can lie on one server.

    Raises
    ------
    UsageError
        There is no such form, or the code holds a blank or an ``@``.
    """
    if any(letter.isspace() or letter == "@" for letter in volunteer):
        raise UsageError(f"{volunteer!r} is no code: a code has no blanks and no @.")
    asked = checklist(form)
    survey = tuple(_survey(asked, known, volunteer))
    choices = (*_choices(), *_place_choices(known))
    name = "${name}"
    if known is not None:
        name = f"if(${{id}} = '', ${{name}}, jr:choice-name(${{{_KNOWN}}}, '${{{_KNOWN}}}'))"
    parts = ["accessible_kz", form]
    if known is not None:
        parts.append("places")
    if volunteer:
        parts.append(re.sub(r"\W", "_", volunteer))
    settings = {
        "form_title": " / ".join(
            f"{asked.title(language)} {volunteer}".rstrip() for language in LANGUAGES
        ),
        "form_id": "_".join(parts),
        "version": _version(survey, choices),
        "default_language": LANGUAGE_NAMES[LANGUAGES[0]],
        "instance_name": f"concat({name}, ' ', ${{surveyed}})",
    }
    return XLSForm(survey, choices, settings)


def write_xlsform(
    form: str,
    path: str | os.PathLike[str],
    known: KnownPlaces | None = None,
    *,
    volunteer: str = "",
) -> XLSForm:
    """Write one checklist as an XLSForm (``.xlsx``) and return what was written.

    See `xlsform` for the parameters.

    Raises
    ------
    UsageError
        There is no such form, `path` does not end in ``.xlsx``, or see `xlsform`.
    OutputError
        The file cannot be written.
    MissingExtraError
        openpyxl is not installed.
    """
    if not os.fspath(path).lower().endswith(".xlsx"):
        raise UsageError(f"{path}: an XLSForm is an Excel workbook; end its name with .xlsx.")
    made = xlsform(form, known, volunteer=volunteer)
    openpyxl = require("openpyxl")
    book = openpyxl.Workbook()
    book.properties.creator = None  # no author, not even the library
    book.remove(book.active)
    labels = tuple(column for column in _COLUMNS if column.startswith("label"))
    _sheet(book, "survey", _COLUMNS, made.survey)
    _sheet(book, "choices", ("list_name", "name", "district", *labels), made.choices)
    _sheet(book, "settings", tuple(made.settings), (made.settings,))
    memory = BytesIO()
    book.save(memory)
    with replacing(path) as temporary:
        temporary.write_bytes(memory.getvalue())
    return made


def _sheet(book: Any, title: str, columns: Iterable[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    columns = tuple(columns)
    lines = [dict(zip(columns, columns)), *rows]
    for number, row in enumerate(lines, start=1):
        for place, column in enumerate(columns, start=1):
            if row.get(column):
                cell = sheet.cell(number, place)
                # Text stays text: a version of digits, a label with an equals sign.
                cell.value, cell.data_type = row[column], "s"
    sheet.freeze_panes = "A2"


def _version(survey: tuple[Row, ...], choices: tuple[Row, ...]) -> str:
    content = json.dumps([survey, choices], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _survey(form: Checklist, known: KnownPlaces | None, volunteer: str) -> Iterator[Row]:
    yield {"type": "calculate", "name": "form", "calculation": f"'{form.form}'"}
    # Nobody has looked at it yet; a moderator says what becomes of it.
    yield {"type": "calculate", "name": "review", "calculation": "'submitted'"}
    yield _row("begin_group", "facility", label=_words("fieldwork", "facility"))
    if known is not None:
        yield from _known(known)
    for row in _facility(volunteer):
        # Of a facility that was chosen all this is known already.
        asked = known is None or row["name"] in (*_OF_A_SURVEY, "location")
        yield row if asked else {**row, "relevant": "${id} = ''"}
    yield _end("facility")
    for zone in zones_of(form):
        yield from _zone(form, zone)


def _known(known: KnownPlaces) -> Iterator[Row]:
    """Yield the rows that let a facility be chosen, by district where there are many."""
    row = _row(f"select_one {_KNOWN}", _KNOWN, label=_words("fieldwork", _KNOWN))
    row["appearance"] = "minimal autocomplete"
    if known.districts:
        label = _words("fieldwork", _DISTRICT)
        yield {**_row(f"select_one {_DISTRICT}", _DISTRICT, label=label), "appearance": "minimal"}
        row["choice_filter"] = f"district = ${{{_DISTRICT}}} or district = '{EVERYWHERE}'"
    yield row
    chosen = f"${{{_KNOWN}}}"
    value = f"if({chosen} = '{NEW}', '', {chosen})"
    yield {"type": "calculate", "name": "id", "calculation": value}


def _place_choices(known: KnownPlaces | None) -> Iterator[Row]:
    if known is None:
        return
    for name in known.districts:
        yield _choice(_DISTRICT, name, dict.fromkeys(LANGUAGES, name))
    yield {**_choice(_KNOWN, NEW, _words("fieldwork", "facility_new")), "district": EVERYWHERE}
    for place in known.places:
        yield {**_choice(_KNOWN, place.id, place.words), "district": place.district}


def _facility(volunteer: str) -> Iterator[Row]:
    patterns = knowledge()["patterns"]
    for name, kind in knowledge()["facility"].items():
        row = _row(kind, name, label=_words("survey_store", f"field_{name}"))
        if name in patterns:
            row["constraint"] = f"regex(., '^{patterns[name]}$')"
            row.update(_in_all("constraint_message", _words("fieldwork", f"wrong_{name}")))
        if kind == "date":
            row.update(default="today()", constraint=". <= today()")
            row.update(_in_all("constraint_message", _words("fieldwork", f"wrong_{name}")))
        if kind.startswith("select_one"):
            row["appearance"] = "minimal autocomplete"
        if name == "surveyor_code":
            row.update(_in_all("hint", _words("fieldwork", "code_hint")))
            row["default"] = volunteer
        yield row
    yield _row("geopoint", "location", label=_words("fieldwork", "location"))


def _zone(form: Checklist, zone: Zone) -> Iterator[Row]:
    group = _row(
        "begin_group", f"zone_{zone.value}", label=_words("labels", title_code(form, zone))
    )
    number = ENTRANCES.index(zone) + 1 if zone in ENTRANCES else 1
    if number > 1:
        there = f"has_{zone.value}"
        label = _words("fieldwork", "has_entrance", number=number)
        ask = _row("select_one yes_no", there, label=label)
        if number > 2:  # noqa: PLR2004 - the second entrance is always asked for
            ask["relevant"] = f"${{has_{ENTRANCES[number - 2].value}}} = 'yes'"
        yield ask
        group["relevant"] = f"${{{there}}} = 'yes'"
    yield group
    if zone in ENTRANCES:
        yield _row("geopoint", f"{zone.value}_door", label=_words("fieldwork", "door"))
    for number, (heading, questions) in enumerate(headed_questions(form, zone.kind), start=1):
        if heading:
            yield _row("begin_group", f"{zone.value}_part{number}", label=heading)
        for question in questions:
            yield from _question(zone, question)
        if heading:
            yield _end(f"{zone.value}_part{number}")
    for device in devices():
        if device.kind is zone.kind and set(device.keys) & set(form.keys(zone.kind)):
            yield from _device(form, zone, device)
    yield _row("text", f"{zone.value}_comment", label=_words("survey_store", "zone_comment"))
    photo = _row("image", f"{zone.value}_photo", label=_words("survey_store", "zone_photo"))
    yield {**photo, "parameters": _PHOTO}
    yield _end(f"zone_{zone.value}")


def _question(zone: Zone, question: ChecklistQuestion) -> Iterator[Row]:
    name = Question(zone, question.key).column
    row = _row("select_one answer", name, label=question.words)
    if question.hint:
        row.update(_in_all("hint", question.hint))
    yield row
    measuring = measuring_of(question)
    if measuring is not None:
        relevant = f"${{{name}}} != 'not_provided'"
        yield from ({**row, "relevant": relevant} for row in _measured(name, measuring))


def _measured(name: str, measuring: Measuring) -> Iterator[Row]:
    """Yield the rows that ask for a measured value and write it with its unit."""
    if measuring.slope:
        label = {
            one: text("fieldwork", "measured_value", one, unit=measuring.unit_word(one))
            for one in LANGUAGES
        }
        row = _row("text", f"{name}_measured", label=label)
        row["constraint"] = f"regex(., '{measuring.pattern}')"
        yield {**row, **_in_all("constraint_message", _words("fieldwork", "wrong_slope"))}
        return
    if measuring.sides > 1:
        values = {"count": measuring.sides, "example": measuring.example}
        row = _row(
            "text", f"{name}_measured", label=_words("fieldwork", "measured_sizes", **values)
        )
        row["constraint"] = f"regex(., '{measuring.pattern}')"
        row.update(_in_all("hint", _words("fieldwork", "measured_sizes_hint", **values)))
        wrong = _words("fieldwork", "measured_sizes_wrong", **values)
        yield {**row, **_in_all("constraint_message", wrong)}
        return
    number = f"{name}_number"
    units = {language: measuring.unit_word(language) for language in LANGUAGES}
    kind = "integer" if measuring.unit == "count" else "decimal"
    label = {one: text("fieldwork", "measured_value", one, unit=units[one]) for one in LANGUAGES}
    wrong = {
        one: text("fieldwork", "measured_range", one, unit=units[one], low=measuring.low,
                  high=measuring.high)
        for one in LANGUAGES
    }  # fmt: skip
    row = _row(kind, number, label=label)
    row["constraint"] = f". >= {measuring.low} and . <= {measuring.high}"
    yield {**row, **_in_all("constraint_message", wrong)}
    unit = f" {measuring.written}" if measuring.written else ""
    value = f"if(string(${{{number}}}) = '', '', concat(${{{number}}}, '{unit}'))"
    yield {"type": "calculate", "name": f"{name}_measured", "calculation": value}


def _device(form: Checklist, zone: Zone, device: Device) -> Iterator[Row]:
    """Yield what is asked of a device that some answer says is there."""
    asked = [key for key in device.keys if key in form.keys(zone.kind)]
    there = " or ".join(f"${{{Question(zone, key).column}}} = 'yes'" for key in asked)
    row = _row("select_one state", device.works_column(zone), label=device.words)
    if device.hint:
        row.update(_in_all("hint", device.hint))
    yield {**row, "relevant": there}
    if device.floors:
        label = _words("survey_store", "device_floors")
        both = {one: f"{device.words[one]}: {label[one]}" for one in LANGUAGES}
        yield {**_row("text", f"{zone.value}_{device.name}_floors", label=both), "relevant": there}


def _choices() -> Iterator[Row]:
    for name, offered in (("answer", OFFERED), ("state", STATES), ("yes_no", STATES[:2])):
        for answer in offered:
            yield _choice(name, answer.wire, _words("labels", f"answer_{answer.wire}"))
    for item in categories():
        words = {language: full_title(item, language) for language in LANGUAGES}
        yield _choice("category", str(item.id), words)


def _choice(list_name: str, name: str, words: Mapping[str, str]) -> Row:
    return {"list_name": list_name, "name": name, **_in_all("label", words)}


def _row(kind: str, name: str, *, label: Mapping[str, str]) -> Row:
    return {"type": kind, "name": name, **_in_all("label", label)}


def _end(name: str) -> Row:
    return {"type": "end_group", "name": name}


def _words(subject: str, code: str, **values: object) -> dict[str, str]:
    return {language: text(subject, code, language, **values) for language in LANGUAGES}


def _in_all(kind: str, words: Mapping[str, str]) -> Row:
    return {f"{kind}::{LANGUAGE_NAMES[language]}": words[language] for language in LANGUAGES}
