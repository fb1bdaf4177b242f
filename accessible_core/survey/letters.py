# SPDX-License-Identifier: MIT
"""One plain Latin spelling for Kazakh, Russian and Latin letters; the table is data."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from accessible_core.knowledge import load_toml


@lru_cache(maxsize=None)
def _letters() -> dict[str, str]:
    letters: dict[str, str] = load_toml(Path(__file__).parent / "letters.toml")["letters"]
    return letters


def plain(word: str) -> str:
    """Return a word in lower case (`words.folded`) in plain Latin letters, without accents."""
    letters = _letters()
    latin = "".join(letters.get(letter, letter) for letter in word)
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign)
    )
