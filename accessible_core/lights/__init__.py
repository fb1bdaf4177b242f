# SPDX-License-Identifier: MIT
"""How a score is shown: the light, its shape and its colour.

`Light` is what maps, tables, legends and print distinguish. Shapes, glyphs,
palettes and words are data (``lights.toml``, ``messages/labels.toml``), so that
QGIS styles, layouts and reports draw the same thing.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml
from accessible_core.vocabulary import Score


class Light(Enum):
    """What is shown for a facility and a group, in legend order."""

    FULL = "full"
    FULL_UNCONFIRMED = "full_unconfirmed"
    PARTIAL = "partial"
    NOT = "not"
    UNKNOWN = "unknown"
    NOT_PROVIDED = "not_provided"
    OSM_WORD = "osm_word"  # known from OpenStreetMap only: never a traffic light


_BY_SCORE = {
    Score.PARTIAL_ACCESSIBLE: Light.PARTIAL,
    Score.NOT_ACCESSIBLE: Light.NOT,
    Score.UNKNOWN: Light.UNKNOWN,
    Score.NOT_PROVIDED: Light.NOT_PROVIDED,
    Score.NOT_SCORED: Light.OSM_WORD,
}


def light_of(score: Score, confirmed: bool) -> Light:
    """Return the light for a score: a green that is not confirmed has its own."""
    if score is Score.FULL_ACCESSIBLE:
        return Light.FULL if confirmed else Light.FULL_UNCONFIRMED
    return _BY_SCORE[score]


@lru_cache(maxsize=None)
def symbology() -> dict[str, Any]:
    """Return shapes, glyphs and palettes as written in ``lights.toml``."""
    return load_toml(Path(__file__).parent / "lights.toml")
