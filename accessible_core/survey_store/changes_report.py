# SPDX-License-Identifier: MIT
"""What a newer file brings, as a page that people read: one HTML file, no scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from accessible_core.checklists import checklist, forms
from accessible_core.errors import UsageError
from accessible_core.files import replacing
from accessible_core.markup import html_text
from accessible_core.messages import subject, text
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.report import LONGEST_CELL, check_name, page_head
from accessible_core.survey.table import Question, Survey
from accessible_core.survey_store.changes import SurveyChanges
from accessible_core.survey_store.history import Change
from accessible_core.vocabulary import LANGUAGES


def write_changes_report(
    target: str | os.PathLike[str],
    changes: SurveyChanges,
    old: Survey,
    new: Survey,
    *,
    language: str = "en",
) -> None:
    """Write what `new` brings beside `old` to an HTML file; see `changes_report`.

    Raises
    ------
    UsageError
        The name does not end in ``.html`` or ``.htm``, or the language is not known.
    OutputError
        The file cannot be written; what was there stays.
    """
    check_name(target)
    page = changes_report(changes, old, new, language=language)
    with replacing(target) as path:
        path.write_bytes(page.encode("utf-8"))


def changes_report(
    changes: SurveyChanges, old: Survey, new: Survey, *, language: str = "en"
) -> str:
    """Return the changes between two surveys as one HTML page.

    Parameters
    ----------
    changes : SurveyChanges
        Of `old` and `new`, which name the facilities.
    old, new : Survey
    language : str
        ``kk``, ``ru`` or ``en``.

    Raises
    ------
    UsageError
        The language is not one of these.
    """
    if language not in LANGUAGES:
        raise UsageError(f'"{language}" is no language of reports: {", ".join(LANGUAGES)}.')
    return "\n".join(_page(changes, old, new, language)) + "\n"


def _page(changes: SurveyChanges, old: Survey, new: Survey, language: str) -> Iterator[str]:
    title = _word("changes_title", language, old=_html(old.source), new=_html(new.source))
    counts = {name: len(getattr(changes, name)) for name in ("new", "changed", "missing")}
    yield page_head(title, language)
    yield f"<main>\n<h1>{title}</h1>"
    yield f"<p>{_word('changes', language, unchanged=changes.unchanged, **counts)}</p>"
    yield f"<p>{_word('changes_not_taken', language)}</p>"
    names = {
        ident: survey.name(row, language)
        for survey in (old, new)
        for row, ident in enumerate(survey.ids.tolist())
    }
    asked = {ident: str(form) for ident, form in zip(old.ids.tolist(), old.form.tolist())}
    yield f"<h2>{_word('changes_changed_facilities', language)}</h2>"
    if not changes.changed:
        yield f"<p>{_word('changes_none', language)}</p>"
    for facility, cells in changes.changed.items():
        yield from _table(facility, cells, names, asked.get(facility, ""), language)
    for kind, facilities in (("new", changes.new), ("missing", changes.missing)):
        yield f"<h2>{_word(f'changes_{kind}_facilities', language)}</h2>"
        yield from _list(facilities, names, language)
    yield "</main>\n</body>\n</html>"


def _list(facilities: Sequence[str], names: dict[str, str], language: str) -> Iterator[str]:
    if not facilities:
        yield f"<p>{_word('changes_none', language)}</p>"
        return
    yield "<ul>"
    for facility in facilities:
        yield f"<li>{_called(facility, names)}</li>"
    yield "</ul>"


def _table(
    facility: str, cells: Sequence[Change], names: dict[str, str], form: str, language: str
) -> Iterator[str]:
    yield f"<table>\n<caption>{_called(facility, names)}</caption>\n<thead><tr>"
    heads = (
        text("report", "field", language),
        _word("changes_before", language),
        _word("changes_after", language),
    )
    for head in heads:
        yield f'<th scope="col">{head}</th>'
    yield "</tr></thead>\n<tbody>"
    for one in cells:
        said = _html(_title(one.field, form, language))
        shown = f"<code>{_html(one.field)}</code>"
        if said:
            shown += f' <span class="name">{said}</span>'
        sides = "".join(
            f"<td>{_said(one.field, cell, language)}</td>" for cell in (one.old, one.new)
        )
        yield f'<tr><th scope="row">{shown}</th>{sides}</tr>'
    yield "</tbody>\n</table>"


def _title(field: str, form: str, language: str) -> str:
    """Return what a column asks or holds, in words; empty where nobody knows."""
    if f"field_{field}" in subject("survey_store"):
        return _word(f"field_{field}", language)
    question = meaning_of(field).question
    return "" if question is None else _wording(question, form, language)


def _wording(question: Question, form: str, language: str) -> str:
    """Return a question as the facility's form words it, or another one."""
    lists = (checklist(one) for one in (form, *forms()) if one in forms())
    found = (each.get(question.zone.kind, question.key) for each in lists)
    return next((asked.text(language) for asked in found if asked is not None), "")


def _said(field: str, cell: str, language: str) -> str:
    if not cell:
        return _word("empty", language)
    if meaning_of(field).kind == "answer" and f"answer_{cell}" in subject("labels"):
        return text("labels", f"answer_{cell}", language)
    return _html(cell)


def _called(facility: str, names: dict[str, str]) -> str:
    name = names.get(facility, facility)
    return _html(facility) if name == facility else f"{_html(facility)} {_html(name)}"


def _word(code: str, language: str, **values: object) -> str:
    return text("survey_store", code, language, **values)


def _html(words: str) -> str:
    return html_text(words, LONGEST_CELL)
