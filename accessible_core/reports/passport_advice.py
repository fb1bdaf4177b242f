# SPDX-License-Identifier: MIT
"""The part of a passport that says what decides, what to improve and what to find out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from accessible_core.markup import html_text
from accessible_core.messages import text
from accessible_core.reports.improvements import Improvement, Way
from accessible_core.reports.passport import Passport
from accessible_core.reports.words import groups_words, ranges, say, table, zone_title
from accessible_core.scoring.explain import Change
from accessible_core.scoring.explain_quirks import Quirk
from accessible_core.scoring.explain_words import quirk_lines, units
from accessible_core.scoring.norm.editions import edition
from accessible_core.scoring.norm.verdicts import Detail
from accessible_core.vocabulary import GROUPS, Score

#: So many questions to find out are listed; their order puts the telling ones first.
MOST_UNKNOWN = 20


def advice(one: Passport, language: str) -> Iterator[str]:
    """Yield the sections between the lights and the zones."""
    yield from _why(one, language)
    yield from _improve(one, language)
    yield from _find_out(one, language)
    yield from _norm(one, language)
    yield from _quirks(one, language)


def _why(one: Passport, language: str) -> Iterator[str]:
    yield f"<section><h2>{say('why', language)}</h2>\n<ul>"
    for group, found in one.explained.items():
        if found.deciding and found.score is not Score.NOT_SCORED:
            deciding = ", ".join(zone_title(one, zone, language) for zone in found.deciding)
            line = say(
                "why_zones",
                language,
                group=text("labels", f"group_{group.value}", language),
                score=_score(found.score, language),
                zones=deciding,
            )
            yield f"<li>{line}</li>"
    yield "</ul></section>"


def _improve(one: Passport, language: str) -> Iterator[str]:
    yield f"<section><h2>{say('improve', language)}</h2>"
    if one.improvements:
        yield f"<p>{say('improve_order', language)}</p>"
        priced = any(item.change.cost is not None for item in one.improvements)
        columns = ["number", "improvement", "for_whom", *(["cost"] * priced)]
        rows = [_improvement(one, item, language, priced=priced) for item in one.improvements]
        yield from table([say(column, language) for column in columns], rows, "improvements")
    elif not one.ways:
        yield f"<p>{say('improve_nothing', language)}</p>"
    if one.ways:
        yield f"<h3>{say('ways', language)}</h3>\n<ul>"
        yield from (f"<li>{_way(one, way, language)}</li>" for way in one.ways)
        yield "</ul>"
    yield "</section>"


def _improvement(
    one: Passport, item: Improvement, language: str, *, priced: bool
) -> tuple[str, ...]:
    change = item.change
    asked = one.facility.question(change.zone, change.key).text(language)
    words = f"{zone_title(one, change.zone, language)}: {asked}: {_now_and_then(change, language)}"
    if change.dated_pair is not None:
        words = f"{words} ({text('explain', 'dated_pair', language)})"
    cells = (
        str(item.number),
        html_text(words),
        html_text(groups_words(item.groups, language)) or "—",
    )
    return (*cells, _money(change.cost, language)) if priced else cells


def _now_and_then(change: Change, language: str) -> str:
    if change.measured:
        return f"{change.measured} → {units(change.wanted, language)}"
    now, then = (
        text("labels", f"answer_{answer}", language)
        for answer in (change.answer.wire, change.wanted)
    )
    return f"{now} → {then}"


def _way(one: Passport, way: Way, language: str) -> str:
    words = {
        "group": text("labels", f"group_{way.group.value}", language),
        "score": _score(way.goal, language),
    }
    if way.numbers is None:
        return say("way_none", language, **words)
    words["numbers"] = text("passport", "numbers", language, list=ranges(way.numbers))
    given = [one.improvements[number - 1].change.cost for number in way.numbers]
    costs = [cost for cost in given if cost is not None]
    if costs:
        return say("way_cost", language, cost=_money(sum(costs, Fraction(0)), language), **words)
    return say("way", language, **words)


def _find_out(one: Passport, language: str) -> Iterator[str]:
    if not one.unknown:
        return
    yield f"<section><h2>{say('find_out', language)}</h2><p>{say('find_out_note', language)}</p>"
    yield '<ol class="unknown">'
    for item in one.unknown[:MOST_UNKNOWN]:
        asked = one.facility.question(item.question.zone, item.question.key).text(language)
        words = html_text(f"{zone_title(one, item.question.zone, language)}: {asked}")
        whom = say("matters_for", language, groups=groups_words(item.groups, language))
        yield f"<li>{words} ({whom})</li>"
    yield "</ol>"
    if len(one.unknown) > MOST_UNKNOWN:
        rest = text("explain", "more", language, count=len(one.unknown) - MOST_UNKNOWN)
        yield f"<p>{html_text(rest)}</p>"
    yield "</section>"


def _norm(one: Passport, language: str) -> Iterator[str]:
    """Yield what was measured and fails an edition that the building's date chooses."""
    if one.compared is None:
        return
    failing = [
        detail
        for name in one.compared.chosen
        for detail in one.compared.norms[name].failing(one.compared.row)
    ]
    if not failing:
        return
    columns = ("question", "measured", "limit", "clause", "for_whom")
    rows = (_failed(one, detail, language) for detail in failing)
    yield f"<section><h2>{say('norm_failed', language)}</h2>"
    yield from table([say(column, language) for column in columns], rows, "norm")
    yield "</section>"


def _failed(one: Passport, detail: Detail, language: str) -> tuple[str, ...]:
    words = zone_title(one, detail.zone, language)
    if detail.key is not None:
        words += f": {one.facility.question(detail.zone, detail.key).text(language)}"
    measured = detail.value or text("labels", "answer_not_provided", language)
    groups = tuple(group for group in GROUPS if group in detail.groups)
    clause = f"{edition(detail.edition).title(language)} {detail.rule.clause}".strip()
    cells = (words, measured, detail.limit, clause, groups_words(groups, language))
    return tuple(html_text(cell) for cell in cells)


def _quirks(one: Passport, language: str) -> Iterator[str]:
    """Yield what is odd about the present scores, each oddity once."""
    present: dict[Quirk, None] = {}
    for found in one.explained.values():
        present.update((quirk, None) for quirk in found.quirks if quirk.goal is None)
    if not present:
        return
    yield f"<section><h2>{say('quirks', language)}</h2>\n<ul>"
    yield from (f"<li>{html_text(line)}</li>" for line in quirk_lines(list(present), language))
    yield "</ul></section>"


def _score(score: Score, language: str) -> str:
    return text("labels", f"score_{score.wire}", language)


def _money(cost: Fraction | None, language: str) -> str:
    """Return a cost with its thousands apart; one that is not known is not zero."""
    if cost is None:
        return say("cost_not_given", language)
    digits = f"{float(cost):,.2f}".removesuffix(".00")
    return digits.replace(",", "\u00a0")
