# SPDX-License-Identifier: GPL-3.0-or-later
"""One language, or two side by side: ``kk+en`` puts Kazakh words before English ones."""

from __future__ import annotations

from collections.abc import Callable

from accessible_core.vocabulary import LANGUAGES

_BETWEEN = " / "


def languages_of(language: str) -> tuple[str, ...]:
    """Return the languages that a code such as ``kk+ru`` names."""
    return tuple(dict.fromkeys(language.split("+")))


def first_of(language: str) -> str:
    """Return the language that sorts, dates and numbers follow, and that a document declares."""
    return languages_of(language)[0]


def joined(words: Callable[[str], str], language: str) -> str:
    """Return words in each language; what is the same in both stands once."""
    return _BETWEEN.join(dict.fromkeys(words(one) for one in languages_of(language)))


def are_known(language: str) -> bool:
    """Tell whether a code names one language, or two different ones."""
    found = language.split("+")
    return 1 <= len(found) <= 2 and len(set(found)) == len(found) and set(found) <= set(LANGUAGES)  # noqa: PLR2004
