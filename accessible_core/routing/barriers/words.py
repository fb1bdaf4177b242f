# SPDX-License-Identifier: MIT
"""Barriers in words: the text twin of the layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accessible_core.messages import text
from accessible_core.routing.barriers.document import barrier_ids, rows
from accessible_core.routing.barriers.question import MEASURES
from accessible_core.routing.barriers.ranking import Ranking
from accessible_core.routing.words import Words, profile_words

_SECONDS_AN_HOUR = 3600.0
_SAID = "people_connected"
_METRES_A_KILOMETRE = 1000.0


def barrier_lines(ranking: Ranking, top: int, language: str = "en") -> Iterator[str]:
    """Yield what there is, the best barriers and the best sets, one a line."""
    profile = profile_words(ranking.profile.name, language)
    words = Words(language)
    yield from _now(ranking, words)
    if not len(ranking.barriers):
        yield text("barriers", "nothing_found", language, profile=profile)
        return
    yield text(
        "barriers", "found", language,
        count=len(ranking.barriers), useful=len(ranking.order), profile=profile,
        measure=text("barriers", f"measure_{ranking.by}", language),
    )  # fmt: skip
    for row, _ in rows(ranking, top, language):
        line = text(
            "barriers", "line", language,
            place=row["text"] + ".",
            works=", ".join(text("barriers", f"work_{code}", language) for code in row["works"]),
            gains="; ".join(_gains(row, ranking, words)),
        )  # fmt: skip
        yield f"{row['rank']}. {line}" if row["rank"] is not None else f"- {line}"
    yield from _sets(ranking, words)


def _now(ranking: Ranking, words: Words) -> Iterator[str]:
    now = ranking.now
    if "people" in now:
        yield text(
            "barriers", "now_people", words.language,
            connected=words.number(now["people_connected"], 0),
            people=words.number(now["people"], 0),
        )  # fmt: skip
    if "facilities" in now:
        yield text(
            "barriers", "now_facilities", words.language,
            connected=words.number(now["facilities_connected"], 0),
            facilities=words.number(now["facilities"], 0),
        )  # fmt: skip
    yield text(
        "barriers", "now_streets", words.language,
        connected=words.number(now["main_m"] / _METRES_A_KILOMETRE, 1),
        passable=words.number(now["passable_m"] / _METRES_A_KILOMETRE, 1),
    )  # fmt: skip


def _gains(row: Mapping[str, Any], ranking: Ranking, words: Words) -> Iterator[str]:
    if row["rank"] is None:
        yield text("barriers", "no_gain", words.language)
        return
    for name in MEASURES:
        value = _value(name, row.get(name) or 0.0, words)
        # The same people connected, served and on their way are said once.
        again = name in ("people_served", "trips_new") and row.get(name) == row.get(_SAID)
        if float(row.get(name) or 0.0) > 0.0 and value != "0" and not again:
            yield text(
                "barriers", f"gain_{name}", words.language, value=value,
                **({"minutes": f"{ranking.question.minutes:g}"} if name == "people_within" else {}),
            )  # fmt: skip
    shares = sorted(row["unknown_share"].items(), key=lambda item: -item[1])
    unknown = ", ".join(
        f"{text('reasons', f'name_{name}', words.language)} {words.percent(part)} %"
        for name, part in shares
        if part > 0.0
    )
    if unknown:
        yield text("barriers", "unverified", words.language, unknown=unknown)


def _value(name: str, value: float, words: Words) -> str:
    if name == "reconnected_m":
        return words.metres(value)
    if name == "time_saved_s":
        return words.number(value / _SECONDS_AN_HOUR, 1)
    return words.number(value, 0)


def _sets(ranking: Ranking, words: Words) -> Iterator[str]:
    if not ranking.packages:
        return
    measure = text("barriers", f"measure_{ranking.package_by}", words.language)
    yield text("barriers", "sets", words.language, measure=measure)
    ids = barrier_ids(ranking)
    together = 0.0
    for position, package in enumerate(ranking.packages, start=1):
        together += package.gain
        yield text(
            "barriers", "set_line", words.language,
            position=position,
            barriers=" + ".join(ids[barrier] for barrier in package.barriers),
            gain=_value(ranking.package_by, package.gain, words),
            together=_value(ranking.package_by, together, words),
        )  # fmt: skip
