# SPDX-License-Identifier: MIT
"""What the accessibility tags of an OSM place answer: only what a tag says exactly.

Which tags those are, and how they are read, is data (``osm_tags.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.checklists.measure import read_quantity
from accessible_core.knowledge import load_toml

_CM_PER_METRE = 100


@lru_cache(maxsize=None)
def tag_rules() -> dict[str, Any]:
    """Return ``osm_tags.toml``."""
    return load_toml(Path(__file__).with_name("osm_tags.toml"))


def selecting_keys() -> tuple[str, ...]:
    """Return the keys of which a place has at least one."""
    return tuple(tag_rules()["select"])


def answers_of(tags: Mapping[str, str]) -> dict[str, str]:
    """Return what a place's tags say, by column of survey tables."""
    cells = {}
    for rule in tag_rules()["facts"]:
        said = _said(rule, tags)
        if said is not None:
            cells.update(dict.fromkeys(rule["to"], said))
    return cells


def left_out(tags: Mapping[str, str]) -> Iterator[str]:
    """Yield the accessibility keys of a place that answer nothing."""
    taken = {rule["key"] for rule in tag_rules()["facts"] if _said(rule, tags) is not None}
    # Kept as a word of its own, whatever the value.
    taken.add("wheelchair")
    watched = tag_rules()["watched"]
    for key in tags:
        if key not in taken and any(key == one or key.startswith(f"{one}:") for one in watched):
            yield key


def _said(rule: Mapping[str, Any], tags: Mapping[str, str]) -> Optional[str]:
    """Return what one tag answers, None where that is nothing."""
    value = tags.get(rule["key"], "").strip()
    if not value:
        return None
    take = rule["take"]
    if take == "text":
        return value
    if take == "words":
        word: Optional[str] = rule["words"].get(value)
        return word
    if take == "under":
        width = _centimetres(value)
        return str(rule["answer"]) if width is not None and width < rule["limit_cm"] else None
    count = _count(value)
    if count is None:
        return None
    if take == "count":
        return str(rule["some"] if count else rule["none"])
    whole = _count(tags.get(rule["of"], "").strip())
    if not whole:
        return None
    return "yes" if count * rule["each"] >= whole else "no"


def _count(value: str) -> Optional[int]:
    if value == "no":
        return 0
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None  # noqa: PLR2004 - more are no bays


def _centimetres(value: str) -> Optional[Fraction]:
    """Return a width in centimetres; OSM's are metres where no unit is given."""
    quantity = read_quantity(value)
    if quantity is None or quantity.value <= 0:
        return None
    if quantity.dimension == "count":
        return quantity.value * _CM_PER_METRE
    return quantity.value if quantity.dimension == "length" else None
