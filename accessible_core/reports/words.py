# SPDX-License-Identifier: MIT
"""Small parts of documents: words, tables, figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from accessible_core.fieldwork.layout import title_code
from accessible_core.markup import html_text
from accessible_core.messages import text
from accessible_core.reports.passport import Passport
from accessible_core.reports.pictures import Picture
from accessible_core.vocabulary import GROUPS, Group, Zone

#: So many groups left out are named instead of those that are meant.
_FEW = 2


def say(code: str, language: str, /, **values: object) -> str:
    """Return words of passports as HTML."""
    return html_text(text("passport", code, language, **values))


def zone_title(one: Passport, zone: Zone, language: str) -> str:
    """Return what a zone is called; the only entrance of a form has no number."""
    form = one.facility.form
    code = f"zone_{zone.value}" if form is None else title_code(form, zone)
    return text("labels", code, language)


def groups_words(groups: Sequence[Group], language: str) -> str:
    """Return the names of groups, one after the other; those left out where these are fewer."""
    others = [group for group in GROUPS if group not in groups]
    if not others:
        return text("passport", "all_groups", language)
    if len(others) <= _FEW:
        return text("passport", "all_groups_but", language, groups=_names(others, language))
    return _names(groups, language)


def _names(groups: Sequence[Group], language: str) -> str:
    return ", ".join(text("labels", f"group_{group.value}", language) for group in groups)


def ranges(numbers: Sequence[int]) -> str:
    """Return ascending numbers in words, with those in a row joined: ``1-4, 7``."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> Iterator[str]:
    """Yield a table; the first cell of each row is its header. Cells are HTML."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    yield f'<table class="{kind}">\n<thead><tr>{head}</tr></thead>\n<tbody>'
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def photo_figures(photos: Sequence[Picture], title: str, language: str) -> Iterator[str]:
    """Yield photos, numbered where there are several, with what they show as their text."""
    for place, photo in enumerate(photos, 1):
        words = title
        if len(photos) > 1:
            words = text(
                "passport", "photo_number", language, title=title, number=place, count=len(photos)
            )
        words = html_text(words)
        yield f'<figure class="photo"><img src="{photo.address}" alt="{words}">'
        yield f"<figcaption>{words}</figcaption></figure>"


def number(words: str) -> str:
    """Return the content of a page's foot: form feed and vertical tab stand for page numbers."""
    return f'"{words}"'.replace("\f", '" counter(page) "').replace("\v", '" counter(pages) "')
