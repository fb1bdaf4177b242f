# SPDX-License-Identifier: MIT
"""What is met on a way, in words."""

from __future__ import annotations

from accessible_core.messages import text
from accessible_core.routing.on_the_way import Passed
from accessible_core.routing.words import Words


def passed_words(passed: Passed, language: str = "en") -> str:
    """Say what is met, and after how many metres."""
    words = Words(language)
    return text(
        "passed",
        "at_stretch" if passed.length_m > 0.0 else "at_place",
        language,
        what=what_words(passed, language),
        at=words.metres(passed.at_m),
        length=words.metres(passed.length_m),
    )


def what_words(passed: Passed, language: str = "en") -> str:
    """Say what is met, without where."""
    words, obstacle = Words(language), passed.obstacle
    value, limit = (
        words.number(given, 2) if isinstance(given, float) else str(given)
        for given in (obstacle.value, obstacle.limit)
    )
    if obstacle.attribute == "kerb" and isinstance(obstacle.value, float):
        value = text("reasons", "centimetres", language, value=value)
    return text("passed", passed.code, language, value=value, limit=limit)
