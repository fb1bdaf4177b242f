# SPDX-License-Identifier: MIT
"""Explanations as JSON documents and in words, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, Optional, Union

from accessible_core.checklists import user_groups
from accessible_core.messages import text
from accessible_core.scoring.explain_quirks import Quirk
from accessible_core.scoring.explain_reasons import Reason
from accessible_core.scoring.explain_unknown import OpenQuestion
from accessible_core.scoring.scores import Doubt
from accessible_core.vocabulary import GROUPS, Group, Score, Zone

if TYPE_CHECKING:
    from accessible_core.scoring.explain import Change, Explanation

#: So many questions of one list are shown in words; JSON has all of them.
MOST_SHOWN = 8

_UNIT = re.compile(r"(?<=\d )(cm|m|s|min|Nm)\b")


def document(explanation: Explanation, language: str) -> dict[str, Any]:
    """Return an explanation as a JSON document, with words in one language."""
    facility = explanation.facility
    return {
        "id": facility.id,
        "group": explanation.asked,
        "score": explanation.score.wire,
        "confirmed": explanation.confirmed,
        "because": [_reason(explanation, reason, language) for reason in explanation.because],
        "to_reach": {
            str(goal.wire): None
            if changes is None
            else [_change(explanation, change, language) for change in changes]
            for goal, changes in explanation.to_reach.items()
        },
        "find_out_first": [
            _open(explanation, question, language) for question in explanation.find_out_first
        ],
        "quirks": list(dict.fromkeys(quirk.code for quirk in explanation.quirks)),
        "scheme": facility.scheme,
        "scored_as": explanation.group.value,
        "form": str(facility.survey.form[0]),
        "doubts": [_doubt_code(doubt) for doubt in _bits(explanation.doubts)],
        "zones": [
            {
                "zone": case.zone.value,
                "score": case.scores[GROUPS.index(explanation.group)].wire,
                "decides": case.zone in explanation.deciding,
                "overridden": case.overridden,
            }
            for case in facility.zones
        ],
        "quirk_details": [_quirk(quirk, language) for quirk in explanation.quirks],
    }


def _reason(explanation: Explanation, reason: Reason, language: str) -> dict[str, Any]:
    return {
        "zone": reason.zone.value,
        "question": f"attribute{reason.key}",
        "answer": reason.answer.wire,
        "effect": reason.code,
        "text": _asked(explanation, reason.zone, reason.key, language),
        "effect_text": _effect(reason, language),
    }


def _change(explanation: Explanation, change: Change, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "zone": change.zone.value,
        "question": f"attribute{change.key}",
        "from": change.before,
        "to": change.wanted,
        "text": _asked(explanation, change.zone, change.key, language),
    }
    if change.dated_pair is not None:
        found["dated_pair"] = f"attribute{change.dated_pair}"
    if change.cost is not None:
        found["cost"] = _number(change.cost)
    return found


def _open(explanation: Explanation, question: OpenQuestion, language: str) -> dict[str, Any]:
    return {
        "zone": question.zone.value,
        "question": f"attribute{question.key}",
        "alone": question.alone,
        "text": _asked(explanation, question.zone, question.key, language),
    }


def _quirk(quirk: Quirk, language: str) -> dict[str, Any]:
    return {
        "code": quirk.code,
        "zone": None if quirk.zone is None else quirk.zone.value,
        "goal": None if quirk.goal is None else quirk.goal.wire,
        "text": text("explain", f"quirk_{quirk.code}", language),
    }


def lines(explanation: Explanation, language: str) -> Iterator[str]:
    """Yield an explanation in words, line by line."""
    yield _headline(explanation, language)
    for doubt in _bits(explanation.doubts):
        if explanation.confirmed is False:
            yield f"  ({text('labels', f'doubt_{_doubt_code(doubt)}', language)})"
    if explanation.deciding:
        yield ""
        yield text("explain", "because", language)
        yield from _because(explanation, language)
    for goal, changes in explanation.to_reach.items():
        yield ""
        yield from _goal(explanation, goal, changes, language)
    if explanation.find_out_first:
        yield ""
        yield text("explain", "find_out_first", language)
        questions = [
            f"{_zone(one.zone, language)}: {_asked(explanation, one.zone, one.key, language)}"
            for one in explanation.find_out_first
        ]
        yield from _shown(questions, "  ", language)
    present = [quirk for quirk in explanation.quirks if quirk.goal is None]
    if present:
        yield ""
        yield text("explain", "quirks", language)
        yield from (f"  - {line}" for line in quirk_lines(present, language))


def _headline(explanation: Explanation, language: str) -> str:
    facility = explanation.facility
    who = next(
        (one.title(language) for one in user_groups() if one.name == explanation.asked)
        if explanation.asked not in {group.value for group in Group}
        else iter([text("labels", f"group_{explanation.asked}", language)])
    )
    if explanation.confirmed is None:
        verdict = text("explain", "not_scored", language)
    else:
        sure = "confirmed" if explanation.confirmed else "unconfirmed"
        verdict = f"{_score(explanation.score, language)} ({_lower('labels', sure, language)})"
    name = facility.survey.name(0, language)
    named = facility.id if name == facility.id else f"{name} ({facility.id})"
    return f"{named} - {who}: {verdict}"


def _because(explanation: Explanation, language: str) -> Iterator[str]:
    by_zone: dict[Zone, list[Reason]] = {}
    for reason in explanation.because:
        by_zone.setdefault(reason.zone, []).append(reason)
    column = GROUPS.index(explanation.group)
    for case in explanation.facility.zones:
        if case.zone not in explanation.deciding:
            continue
        line = f"  {_zone(case.zone, language)}: {_score(case.scores[column], language)}"
        if case.overridden:
            yield f"{line} ({text('explain', 'overridden', language)})"
            continue
        found = by_zone.get(case.zone, [])
        yield f"{line} - {_effect(found[0], language)}" if found else line
        shown = [
            f"{_asked(explanation, one.zone, one.key, language)}: "
            f"{_lower('labels', f'answer_{one.answer.wire}', language)}"
            for one in found
        ]
        yield from _shown(shown, "    ", language)


def _goal(
    explanation: Explanation,
    goal: Score,
    changes: Optional[tuple[Change, ...]],
    language: str,
) -> Iterator[str]:
    light = text("explain", f"to_{goal.wire}", language)
    if changes is None:
        why = [quirk for quirk in explanation.quirks if quirk.goal is goal]
        yield f"{light}: {text('explain', 'out_of_reach', language)}"
        yield from (f"  - {line}" for line in quirk_lines(why, language))
        return
    count = text("explain", "changes", language, count=len(changes))
    costs = [change.cost for change in changes if change.cost is not None]
    price = text("explain", "price", language, cost=_number(sum(costs))) if costs else ""
    yield f"{light} ({count}{price}):"
    for zone, ones in groupby(changes, key=lambda change: change.zone):
        yield f"  {_zone(zone, language)}"
        for change in ones:
            yield f"    - {_change_words(explanation, change, language)}"


def _change_words(explanation: Explanation, change: Change, language: str) -> str:
    words = _asked(explanation, change.zone, change.key, language)
    if change.measured:
        words = f"{words}: {change.measured} -> {units(change.wanted, language)}"
    else:
        before, after = (
            _lower("labels", f"answer_{answer}", language)
            for answer in (change.answer.wire, change.wanted)
        )
        words = f"{words}: {before} -> {after}"
    if change.dated_pair is not None:
        words = f"{words} ({text('explain', 'dated_pair', language)})"
    return words


def _shown(questions: list[str], indent: str, language: str) -> Iterator[str]:
    for words in questions[:MOST_SHOWN]:
        yield f"{indent}- {words}"
    if len(questions) > MOST_SHOWN:
        rest = text("explain", "more", language, count=len(questions) - MOST_SHOWN)
        yield f"{indent}- {rest}"


def quirk_lines(quirks: list[Quirk], language: str) -> Iterator[str]:
    """Yield each quirk once, with the zones that it lies in."""
    zones: dict[str, list[str]] = {}
    for quirk in quirks:
        named = zones.setdefault(quirk.code, [])
        if quirk.zone is not None:
            named.append(_zone(quirk.zone, language))
    for code, named in zones.items():
        where = f"{', '.join(named)}: " if named else ""
        yield where + text("explain", f"quirk_{code}", language)


def _asked(explanation: Explanation, zone: Zone, key: int, language: str) -> str:
    return explanation.facility.question(zone, key).text(language)


def _effect(reason: Reason, language: str) -> str:
    score = _score(reason.score, language)
    return text("explain", f"effect_{reason.effect}", language, score=score)


def units(measured: str, language: str) -> str:
    """Put the units of a measured value in the reader's letters."""
    return _UNIT.sub(lambda unit: text("explain", f"unit_{unit[0]}", language), measured)


def _zone(zone: Zone, language: str) -> str:
    return text("labels", f"zone_{zone.value}", language)


def _score(score: Score, language: str) -> str:
    return _lower("labels", f"score_{score.wire}", language)


def _lower(name: str, code: str, language: str) -> str:
    return text(name, code, language).lower()


def _bits(doubts: Doubt) -> list[Doubt]:
    return [bit for bit in Doubt if bit and bit & doubts]


def _doubt_code(doubt: Doubt) -> str:
    return str(doubt.name).lower()


def _number(cost: Union[int, Fraction]) -> Union[int, float]:
    exact = Fraction(cost)
    return int(exact) if exact.denominator == 1 else float(exact)
