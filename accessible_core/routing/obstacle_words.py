# SPDX-License-Identifier: MIT
"""What bars a place, in words."""

from __future__ import annotations

from collections.abc import Sequence

from accessible_core.messages import text
from accessible_core.routing.obstacles import UNKNOWN
from accessible_core.routing.results import Obstacle
from accessible_core.routing.words import Words


def obstacle_words(obstacles: Sequence[Obstacle], language: str = "en") -> str:
    """Say what bars one place, with values, limits and where it is.

    Parameters
    ----------
    obstacles : sequence of Obstacle
        One or more causes at one and the same place.
    language : str
        kk, ru or en.
    """
    unknown = [
        text("reasons", f"name_{obstacle.attribute}", language)
        for obstacle in obstacles
        if obstacle.value == UNKNOWN
    ]
    said = [_cause(obstacle, language) for obstacle in obstacles if obstacle.value != UNKNOWN]
    if unknown:
        said.append(text("reasons", "value_unknown", language, attribute=", ".join(unknown)))
    hangs_on = {obstacle.condition: None for obstacle in obstacles if obstacle.condition}
    said += [text("reasons", "by_condition", language, tags=tags) for tags in hangs_on]
    by = {obstacle.correction: None for obstacle in obstacles if obstacle.correction}
    said += [text("reasons", "by_correction", language, id=name) for name in by]
    first = obstacles[0]
    osm = first.osm_node if first.node is not None else first.osm_way
    place = "at_node" if first.node is not None else "at_way"
    return text(
        "reasons",
        place if osm else "at_place",
        language,
        reason="; ".join(said),
        id=osm,
        lon=f"{first.lon:.5f}",
        lat=f"{first.lat:.5f}",
    )


def _cause(obstacle: Obstacle, language: str) -> str:
    words = Words(language)
    value, limit = (
        words.number(given, 2) if isinstance(given, float) else str(given)
        for given in (obstacle.value, obstacle.limit)
    )
    if obstacle.attribute == "kerb" and isinstance(obstacle.value, float):
        value = text("reasons", "centimetres", language, value=value)
    code = f"barred_by_{obstacle.attribute}"
    if obstacle.attribute == "steps" and isinstance(obstacle.value, str):
        code = "barred_by_steps_uncounted"
    return text("reasons", code, language, value=value, limit=limit)
