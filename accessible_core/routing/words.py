# SPDX-License-Identifier: MIT
"""Sentences, distances and shares of routes in one language."""

from __future__ import annotations

from accessible_core.messages import text
from accessible_core.routing.profiles import Profile

_METRES_A_KILOMETRE = 1000


class Words:
    """What is said about a route, in kk, ru or en."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, code: str, **values: object) -> str:
        """Return the sentence `code` of ``messages/instructions.toml``."""
        return text("instructions", code, self.language, **values)

    def number(self, value: float, digits: int) -> str:
        """Return a number with at most `digits` decimals, with this language's mark."""
        rounded = f"{value:.{digits}f}"
        if "." in rounded:
            rounded = rounded.rstrip("0").rstrip(".")
        return rounded.replace(".", ",") if self.language in ("kk", "ru") else rounded

    def metres(self, value: float) -> str:
        """Return a distance in whole metres, from a kilometre on in kilometres."""
        if round(value) >= _METRES_A_KILOMETRE:
            return self.say("kilometres", value=self.number(value / _METRES_A_KILOMETRE, 1))
        return self.say("metres", value=self.number(max(value, 1.0), 0))

    def percent(self, share: float) -> str:
        """Return a share in whole per cent: never 0 of something, nor 100 of less than all."""
        hundredths = round(100.0 * share)
        if share < 1.0:
            hundredths = min(hundredths, 99)
        return str(hundredths) if hundredths else "<1"


def profile_words(name: str, language: str) -> str:
    """Return what a profile is called in `language`."""
    called = Profile.named(name).words
    return called.get(language, called["en"])
