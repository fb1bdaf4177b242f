# SPDX-License-Identifier: MIT
"""The findings about a survey as a page that people read: one HTML file, no scripts.

The page is made for screen readers and paper as well: language, headings, captions
and row headers are marked, and severities are words with a mark before their colour.
The same findings always give the same bytes; no time of making is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from accessible_core.errors import UsageError
from accessible_core.files import replacing
from accessible_core.findings import Finding, Findings, Severity
from accessible_core.markup import html_text
from accessible_core.messages import subject, text
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import LANGUAGES

#: Cells longer than this are cut; the JSON output has them whole.
LONGEST_CELL = 300
ENDINGS = (".html", ".htm")
_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_MARKS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "•"}


def write_report(
    target: str | os.PathLike[str],
    findings: Findings,
    survey: Survey,
    *,
    language: str = "en",
    records: int | None = None,
) -> None:
    """Write the findings about `survey` to an HTML file; see `report`.

    Raises
    ------
    UsageError
        The name does not end in ``.html`` or ``.htm``, or the language is not known.
    OutputError
        The file cannot be written; what was there stays.
    """
    check_name(target)
    page = report(findings, survey, language=language, records=records)
    with replacing(target) as path:
        path.write_bytes(page.encode("utf-8"))


def check_name(target: str | os.PathLike[str]) -> None:
    """Refuse a report that is not called ``.html`` or ``.htm``, before work is done for it.

    Raises
    ------
    UsageError
        The name ends in something else.
    """
    if not os.fspath(target).casefold().endswith(ENDINGS):
        raise UsageError(f"{target}: the report is a page, give a name that ends in .html.")


def report(
    findings: Findings, survey: Survey, *, language: str = "en", records: int | None = None
) -> str:
    """Return the findings about `survey` as one HTML page.

    Parameters
    ----------
    findings : Findings
    survey : Survey
        Names the facilities beside their ids.
    language : str
        ``kk``, ``ru`` or ``en``.
    records : int, optional
        How many records were read; the rows of `survey` if not given, in which
        records are lacking of which nothing could be kept.

    Raises
    ------
    UsageError
        The language is not one of these.
    """
    if language not in LANGUAGES:
        raise UsageError(f'"{language}" is no language of reports: {", ".join(LANGUAGES)}.')
    count = len(survey) if records is None else records
    return "\n".join(_page(findings, survey, language, count)) + "\n"


def _page(findings: Findings, survey: Survey, language: str, records: int) -> Iterator[str]:
    kinds = _kinds(findings)
    title = _word("title", language, source=_html(survey.source)).strip()
    yield page_head(title, language)
    yield f'<a class="skip" href="#findings">{_word("skip", language)}</a>'
    yield f"<main>\n<h1>{title}</h1>\n<h2>{_word('summary', language)}</h2>\n<ul>"
    yield f"<li>{_word('records', language, value=records)}</li>"
    yield f"<li>{_word('found', language, value=len(findings))}</li>\n</ul>"
    if kinds:
        yield from _by_severity(findings, language)
        yield from _by_kind(kinds, language)
    yield f'<h2 id="findings">{_word("details", language)}</h2>'
    if not kinds:
        yield f"<p>{_word('nothing', language)}</p>"
    names = _names(survey, language)
    for found in kinds:
        yield from _section(found, names, language)
    yield f"<p>{_word('nothing_claims_little', language)}</p>\n</main>\n</body>\n</html>"


def page_head(title: str, language: str) -> str:
    """Return what stands before the body of a page, with the style of all reports.

    Parameters
    ----------
    title : str
        HTML.
    language : str
    """
    style = (Path(__file__).parent / "report.css").read_text("utf-8")
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>",
        )
    )


def _kinds(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings by code: the gravest kinds first, then the most frequent."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    return sorted(
        kinds.values(),
        key=lambda found: (_GRAVEST_FIRST.index(found[0].severity), -len(found), found[0].code),
    )


def _by_severity(findings: Findings, language: str) -> Iterator[str]:
    yield from _table_head("by_severity", ("severity", "means", "count"), language)
    for severity in _GRAVEST_FIRST:
        count = sum(finding.severity is severity for finding in findings)
        means = _word(f"severity_{severity.value}_means", language)
        yield f'<tr><th scope="row">{_severity(severity, language)}</th><td>{means}</td>'
        yield f'<td class="number">{count}</td></tr>'
    yield "</tbody>\n</table>"


def _by_kind(kinds: list[list[Finding]], language: str) -> Iterator[str]:
    yield from _table_head("by_kind", ("kind", "severity", "code", "count"), language)
    for found in kinds:
        code = found[0].code
        title = f'<a href="#kind-{code}">{_title(code, language)}</a>'
        yield f'<tr><th scope="row">{title}</th><td>{_severity(found[0].severity, language)}</td>'
        yield f'<td><code>{code}</code></td><td class="number">{len(found)}</td></tr>'
    yield "</tbody>\n</table>"


def _section(found: list[Finding], names: dict[str, str], language: str) -> Iterator[str]:
    """Yield one kind of findings: a heading, and a table of a row each."""
    code, severity = found[0].code, found[0].severity
    title = _title(code, language)
    yield f'<section aria-labelledby="kind-{code}">\n<h3 id="kind-{code}">{title}</h3>'
    caption = f"{_severity(severity, language)} · <code>{code}</code> · {len(found)}"
    yield f'<table class="listed">\n<caption>{caption}</caption>\n<thead><tr>'
    for column in ("record", "field", "value", "hint"):
        yield f'<th scope="col" class="{column}">{_word(column, language)}</th>'
    yield "</tr></thead>\n<tbody>"
    for finding in found:
        name = names.get(finding.record, "")
        record = _html(finding.record) or _word("whole_file", language)
        if name:
            record += f' <span class="name">{_html(name)}</span>'
        field = f"<code>{_html(finding.field)}</code>" if finding.field else "—"
        hint = _html(finding.hint(language), cut=False)
        yield f'<tr><th scope="row">{record}</th><td>{field}</td>'
        yield f"<td>{_html(finding.value) or '—'}</td><td>{hint}</td></tr>"
    yield "</tbody>\n</table>\n</section>"


def _table_head(caption: str, columns: tuple[str, ...], language: str) -> Iterator[str]:
    yield f"<table>\n<caption>{_word(caption, language)}</caption>\n<thead><tr>"
    for column in columns:
        number = ' class="number"' if column == "count" else ""
        yield f'<th scope="col"{number}>{_word(column, language)}</th>'
    yield "</tr></thead>\n<tbody>"


def _names(survey: Survey, language: str) -> dict[str, str]:
    """Return the names of facilities by id, where they have one."""
    ids = survey.ids.tolist()
    names = ((record, survey.name(row, language)) for row, record in enumerate(ids))
    return {record: name for record, name in names if name != record}


def _severity(severity: Severity, language: str) -> str:
    word = _word(f"severity_{severity.value}", language)
    mark = f'<span aria-hidden="true">{_MARKS[severity]}</span>'
    return f'<span class="severity {severity.value}">{mark} {word}</span>'


def _title(code: str, language: str) -> str:
    """Return the heading of a kind; its code where a finding is not about surveys."""
    known = code in subject("finding_titles")
    return escape(text("finding_titles", code, language)) if known else code


def _word(code: str, language: str, **values: object) -> str:
    return text("report", code, language, **values)


def _html(words: str, *, cut: bool = True) -> str:
    """Return text of others as HTML that shows it and does nothing else."""
    return html_text(words, LONGEST_CELL if cut else 0)
