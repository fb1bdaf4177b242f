# SPDX-License-Identifier: MIT
"""Which door a way leads to, in words."""

from __future__ import annotations

from collections.abc import Iterator

from accessible_core.messages import text
from accessible_core.routing.facilities.destination import NO_DOOR, OSM_DOOR, Door


def door_words(door: Door, end: str, language: str = "en") -> str:
    """Say which door a way starts or ends at, and what is known of it.

    Parameters
    ----------
    door : Door
    end : str
        ``start`` or ``end``.
    language : str
        kk, ru or en.
    """
    name = door.names.get(language) or door.facility
    return " ".join(
        [text("doors", end, language, facility=name, door=_which(door, language)),
         *_remarks(door, language)]
    )  # fmt: skip


def _which(door: Door, language: str) -> str:
    if door.entrance == NO_DOOR:
        return text("doors", "unknown", language)
    if door.entrance == OSM_DOOR:
        code = "osm_no" if door.accessible == "no" else "osm"
        return text("doors", code, language)
    score = text("labels", f"score_{door.score or 'unknown'}", language).lower()
    return text("doors", "numbered", language, number=door.entrance, score=score)


def _remarks(door: Door, language: str) -> Iterator[str]:
    if door.entrance == OSM_DOOR and not door.building:
        yield text("doors", "osm_near", language)
    if door.accessible == "yes" and not door.confirmed:
        yield text("doors", "unconfirmed", language)
    for code, better in (("unplaced", door.unplaced), ("unreached", door.unreached)):
        numbers = [str(each) for each in better if isinstance(each, int)]
        if numbers:
            yield text("doors", code, language, numbers=", ".join(numbers))
