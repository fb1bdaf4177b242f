# SPDX-License-Identifier: MIT
"""What OSM tags say about areas that people walk across, and about what stands in them."""

from __future__ import annotations

from functools import lru_cache

from accessible_core.network.classify import Tags, class_rule, has_any, kind_of
from accessible_core.network.rules import rules
from accessible_core.network.tags import read_level

#: Layer, and the levels that something stands on.
Storey = tuple[float, frozenset[float]]
_GROUND = frozenset([0.0])


def is_area(tags: Tags) -> bool:
    """Tell whether a closed way with these tags is an area that people walk across."""
    rule = class_rule(tags)
    if rule is None or rule.get("carriageway") or tags.get("area") == "no":
        return False
    data, kind = rules()["areas"], kind_of(tags, rule)
    if kind not in data["kinds"]:
        return False
    closed = kind in data["closed_kinds"] or has_any(tags, data["closed"])
    return closed or tags.get("area") == "yes"


def is_walled(tags: Tags) -> bool:
    """Tell whether the rim of an area is a wall, passed at doors only."""
    return has_any(tags, rules()["areas"]["walled"])


def is_obstacle(tags: Tags) -> bool:
    """Tell whether nobody walks across a line with these tags."""
    wanted, spared = _obstacle_values()
    for key in tags.keys() & wanted.keys():
        value, values = tags[key], wanted[key]
        if value not in values and "*" not in values:
            continue
        if value in spared.get(key, ()) or tags.get("tunnel", "no") != "no":
            continue
        if value == "kerb" and tags.get("kerb") in spared["kerb"]:
            continue
        return True
    return False


@lru_cache(maxsize=None)
def _obstacle_values() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return what is an obstacle and what is not, key -> values."""
    data = rules()["obstacles"]
    wanted = {key: frozenset(values) for key, values in data["is"].items()}
    return wanted, {key: frozenset(values) for key, values in data["not"].items()}


def is_solid(tags: Tags) -> bool:
    """Tell whether an obstacle's closed line encloses ground that nobody walks on."""
    data = rules()["obstacles"]["solid"]
    return any(key in tags for key in data["keys"]) or has_any(tags, data["pairs"])


def stands_in(obstacle: Tags, area: Tags) -> bool:
    """Tell whether an obstacle stands on the storey of an area, and is not the house around it."""
    data = rules()["obstacles"]["indoor"]
    if any(key in obstacle for key in data["keys"]) and any(
        area.get(key, "no") != "no" for key in data["area_not_no"]
    ):
        return False
    return same_storey(storey(obstacle), storey(area))


def storey(tags: Tags) -> Storey:
    """Return on which layer and levels something lies: 0 where nothing (readable) is said."""
    layer = read_level(tags.get("layer", "0")) or (0.0,)
    levels = read_level(tags.get("level", tags.get("repeat_on", "0")))
    return layer[0], frozenset(levels) if levels else _GROUND


def levels_of(tags: Tags) -> frozenset[float]:
    """Return the levels that something lies on or joins; 0 where nothing (readable) is said."""
    return storey(tags)[1]


def climbs(tags: Tags) -> bool:
    """Tell whether a way leads from storey to storey."""
    rule = class_rule(tags)
    if rule is not None and kind_of(tags, rule) in rules()["levels"]["kinds"]:
        return True
    if _ramp_keys().isdisjoint(tags):
        return False
    return any(tags.get(key, "no") != "no" for key in _ramp_keys())


@lru_cache(maxsize=None)
def _ramp_keys() -> frozenset[str]:
    return frozenset(rules()["levels"]["ramps"])


def same_storey(one: Storey, other: Storey) -> bool:
    """Tell whether two things lie on the same layer and share a level."""
    return one[0] == other[0] and not one[1].isdisjoint(other[1])
