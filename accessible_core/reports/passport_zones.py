# SPDX-License-Identifier: MIT
"""The part of a passport that lists every zone with its questions, answers and measurements."""

from __future__ import annotations

from collections.abc import Iterator

from accessible_core.checklists import Checklist
from accessible_core.fieldwork.layout import headed_questions, zones_of
from accessible_core.lights import light_of, symbology
from accessible_core.markup import html_text
from accessible_core.messages import text
from accessible_core.reports.passport import Passport
from accessible_core.reports.words import groups_words, photo_figures, say, zone_title
from accessible_core.scoring.explain_words import units
from accessible_core.survey.table import ZONE_INDEX, Question
from accessible_core.vocabulary import ENTRANCES, GROUPS, Answer, Group, Score, Zone


def zones(one: Passport, language: str) -> Iterator[str]:
    """Yield all zones that the form asks for, in the form's order."""
    form = one.facility.form
    if form is None:
        return
    yield f"<h2>{say('zones', language)}</h2>"
    for zone in zones_of(form):
        here = bool(one.survey.present[0, ZONE_INDEX[zone]])
        # A second and third door that no record mentions are not missing anything.
        if here or zone not in ENTRANCES[1:]:
            yield from _zone(one, form, zone, language, here=here)


def _zone(
    one: Passport, form: Checklist, zone: Zone, language: str, *, here: bool
) -> Iterator[str]:
    title = zone_title(one, zone, language)
    yield f"<section><h3>{html_text(title)}</h3>"
    if not here:
        yield f"<p>{say('zone_absent', language)}</p></section>"
        return
    yield from _scores(one, zone, language)
    yield from _override(one, zone, language)
    for heading, questions in headed_questions(form, zone.kind):
        if heading:
            yield f"<h4>{html_text(heading[language])}</h4>"
        yield '<ul class="questions">'
        for question in questions:
            yield _answer(one, Question(zone, question.key), question.text(language), language)
        yield "</ul>"
    comment = one.survey.comments.get(zone)
    if comment is not None and str(comment[0]).strip():
        words = say("comment", language, words=str(comment[0]).strip())
        yield f'<p class="remark">{words}</p>'
    photos = [picture for picture in one.pictures if picture.zone is zone]
    yield from photo_figures(photos, text("passport", "photo_of", language, zone=title), language)
    yield "</section>"


def _scores(one: Passport, zone: Zone, language: str) -> Iterator[str]:
    """Yield the zone's scores: groups with the same one in one line."""
    case = next((case for case in one.facility.zones if case.zone is zone), None)
    if case is None:
        return
    alike: dict[Score, list[Group]] = {}
    for group, score in zip(GROUPS, case.scores):
        if case.overridden or group in case.rules.groups:
            alike.setdefault(score, []).append(group)
    yield "<ul>"
    for score, groups in alike.items():
        if score is Score.NOT_SCORED:
            continue
        # A zone's score has no evidence of its own: no green of it counts as confirmed.
        light = light_of(score, confirmed=False)
        glyph = symbology()[light.value]["glyph"]
        words = text("labels", f"score_{score.wire}", language)
        line = html_text(f"{words}: {groups_words(tuple(groups), language)}")
        yield f'<li><span class="light {light.value}">{glyph}</span> {line}</li>'
    yield "</ul>"


def _override(one: Passport, zone: Zone, language: str) -> Iterator[str]:
    given = one.survey.overrides
    for place in range(len(given)):
        if int(given.zone[place]) == ZONE_INDEX[zone]:
            unknown = text("passport", "not_given", language)
            words = say(
                "zone_overridden",
                language,
                by=given.by[place] or unknown,
                at=given.at[place] or unknown,
                reason=given.reason[place] or unknown,
            )
            yield f'<p class="remark">{words}</p>'


def _answer(one: Passport, question: Question, asked: str, language: str) -> str:
    column = one.survey.column_of.get(question)
    answer = Answer.UNKNOWN if column is None else Answer(int(one.survey.answers[0, column]))
    words = f"<b>{html_text(text('labels', f'answer_{answer.wire}', language))}</b>"
    measured = one.facility.measured(question.zone, question.key)
    if measured:
        label = say("measured", language).lower()
        words += f", {label} {html_text(units(measured, language))}"
    return f"<li>{question.key}. {html_text(asked)}: {words}</li>"
