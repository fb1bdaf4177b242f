# SPDX-License-Identifier: MIT
"""What the tags of one way or node say, attribute by attribute: rows for `columns`.

Streets repeat themselves: a city's ways have a tenth as many distinct sets of tags that
matter (*signatures*). Rules and readers run on those alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from accessible_core.network import model
from accessible_core.network.classify import (
    AREA_WAY,
    Strand,
    Tags,
    Unread,
    conditional_tags,
    foot_access,
    has_any,
    is_passage,
    strands,
)
from accessible_core.network.conditions import condition_text
from accessible_core.network.remarks import Remark, remark_keys, remarks_on
from accessible_core.network.rules import rules
from accessible_core.network.tags import (
    level_word,
    read_incline,
    read_length,
    read_level,
    read_step_count,
    read_surface,
    read_word,
)
from accessible_core.network.vertical import layer_of

_NAN = float("nan")

#: Attributes by column of the network; words that the network numbers are still words.
Row = dict[str, Any]
#: The tags of a way that any rule looks at.
Signature = tuple[tuple[str, str], ...]
#: Word columns of strands: column -> (tag, section of ``tags.toml``).
_WORD_TAGS = {
    "smoothness": ("smoothness", "smoothness"),
    "wheelchair": ("wheelchair", "wheelchair"),
    "ramp_wheelchair": ("ramp:wheelchair", "ramp_wheelchair"),
    "lit": ("lit", "lit"),
    "tactile_paving": ("tactile_paving", "tactile_paving"),
}
_TAGGED = model.INCLINE_SOURCES.index("tag")


@dataclass(frozen=True)
class WayReading:
    """What a signature says.

    Attributes
    ----------
    rows : list of dict
        One for each strand. ``surface``, ``level`` (None without one) and ``condition``
        are words.
    unread : list of (key, value)
        What no reader understood.
    remarks : list of Remark
    """

    rows: list[Row]
    unread: list[Unread]
    remarks: list[Remark]


def signature(tags: Tags) -> Signature:
    """Return what tells ways apart."""
    relevant = _relevant()
    return tuple([(key, value) for key, value in tags.items() if relevant[key]])


def read_way(said: Signature) -> WayReading:
    """Read all that the tags of a way say."""
    tags = dict(said)
    found, unread = strands(tags)
    layer = layer_of(tags)
    rows = [{**_strand_row(strand, unread), "layer": layer} for strand in found]
    return WayReading(rows, unread, remarks_on("way", tags, unread) if rows else [])


def read_ways(ways: Iterable[Tags]) -> dict[Signature, WayReading]:
    """Read the tags of some ways, what is alike once."""
    # Readers give ways with the same tags the same object.
    different = {id(tags): tags for tags in ways}.values()
    return {said: read_way(said) for said in dict.fromkeys(map(signature, different))}


def _strand_row(strand: Strand, unread: list[Unread]) -> Row:
    """Read the attributes of one strand."""
    tags = strand.tags
    level = _read(tags, "level" if "level" in tags else "repeat_on", read_level, unread)
    surface = _read(tags, "surface", read_surface, unread)
    incline = _read(tags, "incline", read_incline, unread)
    if incline is None and "incline" in tags:
        incline = read_incline(tags["incline"], plausible=False)
    steps = _read(tags, "step_count", read_step_count, unread)
    kerb, height = _kerb(tags, unread)
    width = _width(tags, ("width", "est_width"), unread)
    up, down = (_NAN, _NAN) if incline is None else incline
    if strand.kind == "area":
        # The rim of a sloping square climbs on one side and descends on the other.
        up = down = float(np.maximum(up, down))
    row: Row = {
        "kind": model.EDGE_KINDS.index(strand.kind),
        "foot": model.FOOT_ACCESS.index(strand.foot),
        "oneway": strand.oneway,
        "carriageway": strand.carriageway,
        "on_ground": strand.on_ground,
        "surface": surface or "unknown",
        "width": width,
        "width_estimated": width < _width(tags, ("width",), unread, otherwise=math.inf),
        "incline_up": up,
        "incline_down": down,
        # "up" alone names a direction, no slope: the value stays unknown.
        "incline_source": 0 if math.isnan(up) or math.isnan(down) else _TAGGED,
        "step_count": -1 if steps is None else steps,
        "kerb": kerb,
        "kerb_height": height,
        "area_way": int(tags.get(AREA_WAY, 0)),
        "level": None if level is None else level_word(level),
        "condition": condition_text(strand.conditional, unread),
        "road_class": _road_class(strand),
    }
    for column, (key, section) in _WORD_TAGS.items():
        row[column] = _word(tags, key, section, unread) if key in tags else 0
    return row


class _Relevant(dict[str, bool]):
    """Which keys of ways any rule looks at; the rest must not tell ways apart."""

    def __init__(self) -> None:
        rule = rules()
        keys = {
            "highway", "access", "foot", "motorroad", "area", "step_count", "conveying",
            "oneway:foot", "foot:oneway", "foot:backward", "foot:forward",
            "sidewalk", "footway", "surface", "incline", "kerb", "kerb:height",
            "width", "est_width", "maxwidth:physical", "level", "repeat_on", "ford", AREA_WAY,
        }  # fmt: skip
        keys.update(key for key, _ in _WORD_TAGS.values())
        keys.update(rule["conditional"]["keys"], rule["conditional"]["hours_of_others"])
        keys.update(pair.partition("=")[0] for pair in rule["other"])
        keys.update(test["key"] for test in rule["refinement"]["rules"])
        keys.update(test["key"] for test in rule["refinement"]["steps_if"])
        keys.update(key for sources in rule["own_part"].values() for key in sources)
        keys.update(key for sources in rule["parts"].values() for key in sources)
        keys.update(key for keys in rule["lifecycle"].values() for key in keys)
        keys.update(rule["off_ground"]["not_no"], rule["off_ground"]["not_zero"])
        keys.update(remark_keys())
        keys.update(pair.partition("=")[0] for pair in rule["off_ground"]["is"])
        super().__init__(dict.fromkeys(keys, True))

    def __missing__(self, key: str) -> bool:
        found = self[key] = key.startswith(("sidewalk:", "footway:"))
        return found


def is_relevant(key: str) -> bool:
    """Tell whether any rule for ways looks at this key."""
    return _relevant()[key]


def way_keys() -> list[str]:
    """Return the keys of ways that rules look at, without those of a road's sidewalks."""
    return [key for key, relevant in _Relevant().items() if relevant and key != AREA_WAY]


@lru_cache(maxsize=None)
def _relevant() -> _Relevant:
    return _Relevant()


# ---------------------------------------------------------------------- nodes


def read_node(tags: Tags, unread: list[Unread]) -> Row:
    """Read what one node means for those who pass through it.

    Parameters
    ----------
    tags : mapping
    unread : list
        What no reader understood is added.
    """
    rule = rules()["node"]
    passage = bool(tags) and is_passage(tags)
    seen: Tags = tags if passage else {}
    barrier = _worst_barrier(seen.get("barrier", ""))
    if not barrier and tags.get("ford", "no") not in rule["no_barrier"]:
        barrier = "ford"
    kerb, height = _kerb(seen, unread)
    crossing = tags.get("crossing")
    return {
        "barrier": None if barrier in ("", *rule["no_barrier"]) else barrier,
        "kerb": kerb,
        "kerb_height": height,
        "foot": model.FOOT_ACCESS.index(foot_access(seen, "unknown", unread)),
        "wheelchair": _word(seen, "wheelchair", "wheelchair", unread),
        "width": _width(seen, rule["width_keys"], unread),
        "crossing": crossing not in rule["no_crossing"]
        and (crossing is not None or has_any(tags, rule["crossing"])),
        "lift": has_any(tags, rule["lift"]),
        "tactile_paving": _word(tags, "tactile_paving", "tactile_paving", unread),
        "condition": condition_text(conditional_tags(seen, "unknown"), unread),
    }


def _worst_barrier(text: str) -> str:
    """Return the barrier of a list (``block;bollard``) that stops most people."""
    ranked = rules()["node"]["barrier_worst_first"]
    ranks = {word: rank for rank, word in enumerate(ranked)}
    words = [word.strip() for word in text.lower().split(";")]
    return min(words, key=lambda word: ranks.get(word, len(ranks)))


# -------------------------------------------------------------------- helpers


def _road_class(strand: Strand) -> int:
    name = strand.tags.get("highway", "") if strand.carriageway else ""
    name = name.removesuffix("_link")
    return model.ROAD_CLASSES.index(name) if name in model.ROAD_CLASSES else 0


def _width(tags: Tags, keys: Iterable[str], unread: list[Unread], otherwise: float = _NAN) -> float:
    """Return the width in cm: the first key that can be read, cut to what physically fits."""
    if tags.keys().isdisjoint(keys) and "maxwidth:physical" not in tags:
        return otherwise
    widths = []
    for key in keys:
        width = _length(tags, key, "width", unread)
        if width is not None:
            widths.append(width)
            break
    fits = _length(tags, "maxwidth:physical", "width", unread)
    if fits is not None:
        widths.append(fits)
    return min(widths, default=otherwise)


def _kerb(tags: Tags, unread: list[Unread]) -> tuple[int, float]:
    """Return the kind of a kerb and its height in cm; kerb=3 cm gives a height alone."""
    if "kerb" not in tags and "kerb:height" not in tags:
        return 0, _NAN
    height = _length(tags, "kerb:height", "kerb_height", unread)
    kind = read_word(tags["kerb"], "kerb") if "kerb" in tags else 0
    if kind is None:
        given = _length(tags, "kerb", "kerb_height", unread)
        return 0, next((value for value in (height, given) if value is not None), _NAN)
    return kind, _NAN if height is None else height


def _length(tags: Tags, key: str, use: str, unread: list[Unread]) -> float | None:
    """Return a length in cm; an implausible one is counted, and counts where it could stop."""
    length = _read(tags, key, lambda text: read_length(text, use), unread)
    return read_length(tags.get(key, ""), use, plausible=False) if length is None else length


def _word(tags: Tags, key: str, section: str, unread: list[Unread]) -> int:
    return _read(tags, key, lambda text: read_word(text, section), unread) or 0


def _read(tags: Tags, key: str, reader: Any, unread: list[Unread]) -> Any:
    """Return the value of a tag, None where it is absent or (then counted) unreadable."""
    text = tags.get(key)
    if text is None:
        return None
    value = reader(text)
    if value is None and (key, text) not in unread:
        unread.append((key, text))
    return value
