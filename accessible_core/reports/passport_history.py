# SPDX-License-Identifier: MIT
"""The end of a passport: its history, and lines to sign on.

Who made a change is left out: codes of people leave the machine only when
someone says so (ARCHITECTURE, decision 12), and a passport is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator

from accessible_core.markup import html_text
from accessible_core.messages import text
from accessible_core.reports.passport import Passport
from accessible_core.reports.words import say
from accessible_core.survey_store.history import Revision

_SIGNERS = ("signed_surveyor", "signed_reviewer", "signed_owner")
_REVIEW = "review"


def history(one: Passport, language: str) -> Iterator[str]:
    """Yield the history section, where anybody surveyed the place, and the signatures."""
    if one.surveyed or one.history:
        yield f"<section><h2>{say('history', language)}</h2>"
        if one.history:
            yield "<ul>"
            for revision in one.history:
                yield from (f"<li>{line}</li>" for line in _lines(revision, language))
            yield "</ul>"
        else:
            yield f"<p>{say('history_none', language, state=_state(one, language))}</p>"
        yield "</section>"
    yield f"<section><h2>{say('signatures', language)}</h2>"
    for signer in _SIGNERS:
        yield f'<div class="signature"><p><strong>{say(signer, language)}</strong></p>'
        yield f'<div class="line"></div><p>{say("signature_line", language)}</p></div>'
    yield "</section>"


def _lines(revision: Revision, language: str) -> Iterator[str]:
    when = revision.at[:10]
    states = [change.new for change in revision.changes if change.field == _REVIEW and change.new]
    others = sum(change.field != _REVIEW for change in revision.changes)
    if others or not states:
        kind = text("survey_store", f"kind_{revision.kind}", language)
        yield say("history_line", language, when=when, kind=kind, count=others)
    for state in states:
        words = html_text(text("labels", f"review_{state}", language))
        yield say("history_review", language, when=when, state=words)


def _state(one: Passport, language: str) -> str:
    review = str(one.survey.text(_REVIEW)[0])
    if not review:
        return text("passport", "not_given", language)
    return text("labels", f"review_{review}", language)
