# SPDX-License-Identifier: MIT
"""Checklists on paper, for people without a phone: HTML, and tagged PDF made of it.

Tick boxes have their words beside them, so that a form can be filled in and
read without colour; large print is 18 pt. What was ticked is typed into a
survey table: the zone in the heading and the number of the question are the
name of the column (``toilet`` and 5: ``toilet_5``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from accessible_core.checklists import Checklist, ChecklistQuestion, checklist
from accessible_core.checklists.devices import devices
from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.fieldwork.layout import OFFERED, STATES, headed_questions, title_code, zones_of
from accessible_core.fieldwork.measuring import knowledge, measuring_of
from accessible_core.fieldwork.xlsforms import xlsform
from accessible_core.files import replacing
from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ENTRANCES, LANGUAGES, Answer, Zone

ENDINGS = (".pdf", ".html")
#: PDF/UA-1 (ISO 14289-1): tagged, with language and title, for screen readers.
_VARIANT = "pdf/ua-1"


def paper_html(form: str, language: str = "kk", *, large: bool = False) -> str:
    """Return one checklist as a page of HTML to be printed.

    Parameters
    ----------
    form : str
        Name of the checklist.
    language : str
        ``kk``, ``ru`` or ``en``.
    large : bool
        Print it in 18 pt instead of 12 pt.

    Raises
    ------
    UsageError
        There is no such form or language.
    """
    if language not in LANGUAGES:
        raise UsageError(f"A form speaks {', '.join(LANGUAGES)}, not '{language}'.")
    asked = checklist(form)
    title = asked.title(language)
    edition = text(
        "fieldwork", "paper_edition", language, form=form, version=xlsform(form).settings["version"]
    )
    page = text("fieldwork", "paper_page", language, page="\f", pages="\v")
    style = Path(__file__).with_name("paper.css").read_text(encoding="utf-8")
    body = "\n".join(_body(asked, language, edition))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" class="{"large" if large else "normal"}">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>\n{style}{_page_foot(title, page, large)}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def write_paper(
    form: str, path: str | os.PathLike[str], language: str = "kk", *, large: bool = False
) -> None:
    """Write one checklist as a printable form, ``.pdf`` or ``.html``.

    Raises
    ------
    UsageError
        There is no such form or language, or `path` has another ending.
    OutputError
        The file cannot be written.
    MissingExtraError
        WeasyPrint, which makes the PDF, is not installed.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{path}: a form on paper ends in {' or '.join(ENDINGS)}.")
    page = paper_html(form, language, large=large)
    if ending == ".pdf":
        content: bytes = require("weasyprint").HTML(string=page).write_pdf(pdf_variant=_VARIANT)
    else:
        content = page.encode("utf-8")
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _page_foot(title: str, page: str, large: bool) -> str:
    """Return the rule for the foot of each page; form feed and vertical tab stand for numbers."""
    numbered = f'"{page}"'.replace("\f", '" counter(page) "').replace("\v", '" counter(pages) "')
    safe = title.replace("\\", "").replace('"', "'")
    size = f"font: {18 if large else 12}pt 'DejaVu Sans', sans-serif"
    return (
        f'@page {{ @bottom-left {{ content: "{safe}"; {size} }} '
        f"@bottom-right {{ content: {numbered}; {size} }} }}\n"
    )


def _body(form: Checklist, language: str, edition: str) -> Iterator[str]:
    yield f"<h1>{escape(form.title(language))}</h1>"
    yield f'<p class="edition">{escape(edition)}</p>'
    yield f'<section class="how"><h2>{_say("how_title", language)}</h2>'
    yield f"<p>{_say('how_tick', language)}</p><p>{_say('how_measure', language)}</p></section>"
    yield f"<section><h2>{_say('facility', language)}</h2><dl>"
    for name in knowledge()["facility"]:
        yield _field(text("survey_store", f"field_{name}", language))
    yield _field(text("fieldwork", "paper_position", language))
    yield "</dl></section>"
    for zone in zones_of(form):
        yield from _zone(form, zone, language)


def _zone(form: Checklist, zone: Zone, language: str) -> Iterator[str]:
    title = escape(text("labels", title_code(form, zone), language))
    yield f'<section><h2>{title} <span class="column">({zone.value})</span></h2>'
    if zone in ENTRANCES[1:]:
        yield f'<p class="hint">{_say("paper_entrance", language)}</p>'
    for heading, questions in headed_questions(form, zone.kind):
        if heading:
            yield f"<h3>{escape(heading[language])}</h3>"
        for question in questions:
            yield _question(zone, question, language)
    for device in devices():
        if device.kind is zone.kind and set(device.keys) & set(form.keys(zone.kind)):
            answers = _answers(STATES, language)
            yield f'<div class="question"><p>{escape(device.text(language))}</p>{answers}'
            if device.floors:
                yield _line(text("survey_store", "device_floors", language))
            yield "</div>"
    remark = escape(text("survey_store", "zone_comment", language))
    yield f'<div class="remark"><p>{remark}</p><div class="space"></div></div></section>'


def _question(zone: Zone, question: ChecklistQuestion, language: str) -> str:
    column = Question(zone, question.key).column
    parts = [f'<div class="question" id="{column}">']
    parts.append(f"<p>{question.key}. {escape(question.text(language))}</p>")
    if question.help(language):
        parts.append(f'<p class="hint">{escape(question.help(language))}</p>')
    parts.append(_answers(OFFERED, language))
    measuring = measuring_of(question)
    if measuring is not None:
        unit = measuring.unit_word(language)
        places = measuring.sides
        parts.append(_line(f"{text('fieldwork', 'paper_measured', language)} ({unit})", places))
    return "".join([*parts, "</div>"])


def _answers(offered: Sequence[Answer], language: str) -> str:
    items = "".join(
        f'<li><span class="box"></span>'
        f"{escape(text('labels', f'answer_{answer.wire}', language))}</li>"
        for answer in offered
    )
    return f'<ul class="answers">{items}</ul>'


def _line(label: str, places: int = 1) -> str:
    lines = " × ".join(['<span class="line"></span>'] * places)  # noqa: RUF001 - a size
    return f'<p class="measured">{escape(label)}: {lines}</p>'


def _field(label: str) -> str:
    return f'<div class="field"><dt>{escape(label)}</dt><dd></dd></div>'


def _say(code: str, language: str) -> str:
    return escape(text("fieldwork", code, language))
