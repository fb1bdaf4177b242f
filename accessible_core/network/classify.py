# SPDX-License-Identifier: MIT
"""What the tags of a way or node mean for people on foot (``rules.toml``).

One way becomes one *strand* (a footway), several (a road and the sidewalks
that are tagged on it) or none (a way that nobody walks on). A strand has a kind,
access, direction and the tags that describe it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from accessible_core.errors import KnowledgeError
from accessible_core.network.model import EDGE_KINDS, FOOT_ACCESS
from accessible_core.network.rules import rules
from accessible_core.network.tags import read_step_count

Tags = Mapping[str, str]
#: A key and a value that no rule could read.
Unread = tuple[str, str]

#: Key under which a way across an area carries the OSM way that bounds it; no tag of OSM.
AREA_WAY = "@area_way"

_OPEN = ("yes", "designated", "permissive")
_SHUT = ("no", "private")


@dataclass(frozen=True)
class Strand:
    """One line along a way that people could walk on.

    Attributes
    ----------
    kind, foot : str
        Names in EDGE_KINDS and FOOT_ACCESS.
    oneway : int
        0 both, 1 forward only, -1 backward only.
    carriageway : bool
        Walked on the road itself.
    on_ground : bool
        Whether an elevation model shows its height.
    tags : mapping
        What describes this strand: of a sidewalk its own tags only.
    conditional : mapping
        Tags that depend on time, with those that they change (see ``conditions.py``);
        empty where there are none.
    """

    kind: str
    foot: str
    oneway: int
    carriageway: bool
    on_ground: bool
    tags: Tags = field(default_factory=dict)
    conditional: Tags = field(default_factory=dict)


def strands(tags: Tags) -> tuple[list[Strand], list[Unread]]:
    """Return the lines that the tags of one way stand for, and what could not be read."""
    rule = class_rule(tags)
    if rule is None:
        return [], []
    tags = _of_the_walk(tags, rule)
    unread: list[Unread] = []
    if rule["kind"] == "unknown":
        unread.append(("highway", tags["highway"]))
    kind = kind_of(tags, rule)
    on_road = bool(rule.get("carriageway"))
    default, foot_only = _default_access(tags, rule), "permission" in rule
    foot = foot_access(tags, default, unread, foot_only=foot_only)
    ground = _on_ground(tags, kind)
    timed = conditional_tags(tags, default, foot_only=foot_only)
    found = [Strand(kind, foot, _oneway(tags, kind, unread), on_road, ground, tags, timed)]
    for own in _sidewalks(tags, unread) if on_road and tags.get("area") != "yes" else ():
        # A sidewalk opens a trunk road to people on foot: on the sidewalk, not on the road.
        access = {key: tags[key] for key in ("foot", "access") if key in tags}
        side_foot = foot_access({**access, **own}, "yes", unread)
        oneway = _oneway(own, "sidewalk", unread)
        timed = conditional_tags({**access, **own}, "yes")
        found.append(Strand("sidewalk", side_foot, oneway, False, ground, own, timed))
    return found, list(dict.fromkeys(unread))


def conditional_tags(tags: Tags, default: str, *, foot_only: bool = False) -> dict[str, str]:
    """Return the tags that depend on time, and what they change: see ``conditions.py``.

    Parameters
    ----------
    tags, default, foot_only
        As for `foot_access`; the last two are kept as pseudo tags of these names.
    """
    if _keys_of("conditional").isdisjoint(tags):
        return {}
    rule = rules()["conditional"]
    found = {key: tags[key] for key in rule["keys"] if key in tags}
    if any(key in tags for key in rule["hours_of_others"]):
        found.pop("opening_hours", None)
    if not found:
        return {}
    found.update({key: tags[key] for key in rule["changes"] if key in tags})
    return {**found, "default": default, **({"foot_only": "yes"} if foot_only else {})}


def foot_access(tags: Tags, default: str, unread: list[Unread], *, foot_only: bool = False) -> str:
    """Return who may walk here: ``foot=*`` stands over ``access=*`` over the class.

    Parameters
    ----------
    tags : mapping
        Tags of a way or node.
    default : str
        What holds without either tag.
    unread : list
        Words that no rule knows are added here.
    foot_only : bool
        Whether only ``foot=*`` can open what `default` closes (motorways).
    """
    words = rules()["access"]
    general = _access_word(tags, "access", words["general"], unread)
    foot = _access_word(tags, "foot", words["foot"], unread)
    if foot in _OPEN and tags["foot"].strip().lower() not in words["opens"]:
        # foot=customers and the like tell how an open way is meant; they open no closed one.
        closed = default if foot_only else general
        return closed if closed in _SHUT else foot
    if foot != "unknown":
        return foot
    if general == "unknown" or (foot_only and general in _OPEN):
        # access=agricultural and the like: whether people on foot are meant is not said.
        return "unknown" if "access" in tags and default in _OPEN else default
    return general


def _access_word(tags: Tags, key: str, words: Mapping[str, str], unread: list[Unread]) -> str:
    value = tags.get(key)
    if value is None:
        return "unknown"
    found = words.get(value.strip().lower())
    if found is None:
        unread.append((key, value))
        return "unknown"
    return found


def class_rule(tags: Tags) -> Mapping[str, Any] | None:
    """Return the rule for the class of a way, None for what is no way."""
    highway = tags.get("highway")
    if not _keys_of("lifecycle").isdisjoint(tags):
        life = rules()["lifecycle"]
        if any(tags.get(key) == "yes" for key in life["gone"]):
            return None
        if any(tags.get(key) == "yes" for key in life["building"]):
            highway = "construction"
    if highway is None:
        for pair, rule in rules()["other"].items():
            key, _, value = pair.partition("=")
            if tags.get(key) == value:
                return _checked(rule)
        return None
    if highway in rules()["excluded"]["highway"]:
        return None
    rule = rules()["highway"].get(highway)
    return {"kind": "unknown", "foot": "unknown"} if rule is None else _checked(rule)


def _of_the_walk(tags: Tags, rule: Mapping[str, Any]) -> Tags:
    """Return the tags of a way with those of the part that people walk on."""
    if _keys_of("walk").isdisjoint(tags):
        return tags
    data, found = rules(), dict(tags)
    if not rule.get("carriageway"):
        for key, sources in data["own_part"].items():
            found.update((key, tags[source]) for source in sources if source in tags)
    for key, sources in data["parts"].items():
        parts = [tags[source] for source in sources if source in tags]
        if parts and key not in found:
            found[key] = ";".join(parts).replace("|", ";").strip(";")
    if tags.get("ford") in data["ford"]["surface"]:
        found.setdefault("surface", tags["ford"])
    return found


def _checked(rule: Mapping[str, Any]) -> Mapping[str, Any]:
    if rule["kind"] not in EDGE_KINDS or rule["foot"] not in FOOT_ACCESS:
        raise KnowledgeError(
            f"network/rules.toml: {dict(rule)} names no kind or access of model.py."
        )
    return rule


def kind_of(tags: Tags, rule: Mapping[str, Any]) -> str:
    """Return the kind of a way of the class that `rule` (see `class_rule`) describes."""
    kind: str = rule["kind"]
    refine = rules()["refinement"]
    walked = kind in refine["kinds"]
    if kind == "steps" or (kind not in refine["never_steps"] and _has_steps(tags)):
        moving = tags.get("conveying") in rules()["escalator"]["moving"]
        return "escalator" if moving else "steps"
    if tags.get("area") == "yes" and kind not in ("platform", "lift", "construction"):
        return "area"
    if walked:
        for extra in refine["rules"]:
            if tags.get(extra["key"]) in extra["values"]:
                return str(extra["kind"])
    return kind


def is_steps(tags: Tags) -> bool:
    """Tell whether a way is steps, standing or moving."""
    if tags.get("highway") == "steps":
        return True
    if not _has_steps(tags):
        return False
    rule = class_rule(tags)
    return rule is not None and kind_of(tags, rule) in ("steps", "escalator")


@lru_cache(maxsize=None)
def _step_keys() -> frozenset[str]:
    tests = rules()["refinement"]["steps_if"]
    return frozenset([*rules()["refinement"]["step_counts"], *(test["key"] for test in tests)])


def _has_steps(tags: Tags) -> bool:
    if _step_keys().isdisjoint(tags):
        return False
    counts = (read_step_count(tags.get(key, "")) for key in rules()["refinement"]["step_counts"])
    return any(counts) or any(
        tags.get(test["key"]) in test["values"] for test in rules()["refinement"]["steps_if"]
    )


@lru_cache(maxsize=None)
def _keys_of(subject: str) -> frozenset[str]:
    """Return the keys that rules on a subject ask for: most tags have none of them."""
    data = rules()
    ground = data["off_ground"]
    walk = [*data["own_part"].values(), *data["parts"].values(), ["ford"]]
    return {
        "lifecycle": frozenset(key for keys in data["lifecycle"].values() for key in keys),
        "walk": frozenset(key for keys in walk for key in keys),
        "off_ground": frozenset(
            [
                *ground["not_no"],
                *ground["not_zero"],
                *(key for key, _ in _pairs(tuple(ground["is"]))),
            ]
        ),
        "conditional": frozenset(data["conditional"]["keys"]),
        "passage": frozenset(data["node"]["passage_keys"]),
        "object": frozenset(data["node"]["object_keys"]),
    }[subject]


def _default_access(tags: Tags, rule: Mapping[str, Any]) -> str:
    data, foot = rules(), str(rule["foot"])
    if tags.get("motorroad") in data["access"]["motorroad"]:
        return "no"
    if "ford" not in tags and _keys_of("lifecycle").isdisjoint(tags):
        return foot
    unsure = any(tags.get(key) == "yes" for key in data["lifecycle"]["unsure"])
    wet = tags.get("ford", "no") not in (*data["ford"]["no"], *data["ford"]["surface"])
    return "unknown" if foot in _OPEN and (unsure or wet) else foot


def _oneway(tags: Tags, kind: str, unread: list[Unread]) -> int:
    """Return the direction in which people on foot may go (vehicles' oneway is none of theirs)."""
    values = [("oneway:foot", tags.get("oneway:foot")), ("foot:oneway", tags.get("foot:oneway"))]
    if kind == "escalator" or "conveying" in tags:
        moving = tags.get("conveying")
        values.append(("conveying", moving if moving in ("forward", "backward") else None))
    for key, value in values:
        if value is None:
            continue
        direction = oneway_word(value)
        if direction:
            return direction
        if direction is None:
            unread.append((key, value))
    if tags.get("foot:backward") == "no":
        return 1
    return -1 if tags.get("foot:forward") == "no" else 0


def oneway_word(value: str | None) -> int | None:
    """Return 1 for forward only, -1 for backward only, 0 for both ways, None if unreadable."""
    rule = rules()["oneway"]
    for words, direction in (("forward", 1), ("backward", -1), ("both", 0)):
        if value in rule[words]:
            return direction
    return None


def _on_ground(tags: Tags, kind: str) -> bool:
    rule = rules()["off_ground"]
    if kind in rule["kinds"]:
        return False
    return _keys_of("off_ground").isdisjoint(tags) or not (
        any(tags.get(key, "no") != "no" for key in rule["not_no"])
        or any(tags.get(key, "0") != "0" for key in rule["not_zero"])
        or any(tags.get(key) == value for key, value in _pairs(tuple(rule["is"])))
    )


# ------------------------------------------------------------------ sidewalks


def _sidewalks(tags: Tags, unread: list[Unread]) -> list[dict[str, str]]:
    """Return the own tags of the sidewalks that are tagged on a road; equal sides once."""
    if not any(key.startswith(("sidewalk", "footway")) for key in tags):
        return []
    rule = rules()["sidewalk"]
    found: list[dict[str, str]] = []
    for side in _tagged_sides(tags, rule, unread):
        own = {}
        for key in rule["own"]:
            name = next((name for name in _side_keys(side, key) if name in tags), None)
            if name is not None:
                own[key] = tags[name]
        for key in rule["inherit"]:
            if key in tags:
                own.setdefault(key, tags[key])
        for key in ("wheelchair", "wheelchair:conditional"):
            if tags.get(key, "").partition("@")[0].strip() in rule["inherit_bad_wheelchair"]:
                own.setdefault(key, tags[key])
        if own not in found:
            found.append(own)
    return found


@lru_cache(maxsize=None)
def _side_keys(side: str, key: str) -> tuple[str, ...]:
    """Return the keys under which a sidewalk's own `key` may stand, the nearest first."""
    words = rules()["sidewalk"]["synonyms"]
    return tuple(f"{word}:{part}{key}" for word in words for part in (f"{side}:", "both:", ""))


def _tagged_sides(tags: Tags, rule: Mapping[str, Any], unread: list[Unread]) -> list[str]:
    """Return the sides that have a sidewalk: ``left``, ``right``, or ``one`` of them."""
    key = next((name for name in rule["synonyms"] if name in tags), "")
    word = tags.get(key, "").strip().lower()
    sides = {"left": False, "right": False}
    if word in rule["both"]:
        sides = {"left": True, "right": True}
    elif word in rule["left"] or word in rule["right"]:
        sides[word] = True
    elif key == "sidewalk" and word not in (*rule["one"], *rule["absent"], *rule["separate"]):
        unread.append((key, tags[key]))
    for side in sides:
        value = tags.get(f"sidewalk:{side}", tags.get("sidewalk:both", "")).strip().lower()
        if value in ("yes", side, "both"):
            sides[side] = True
        elif value in rule["absent"] or value in rule["separate"]:
            sides[side] = False
        elif value:
            unread.append((f"sidewalk:{side}", value))
        elif not word:
            own = tuple(f"{name}:{part}:" for name in rule["synonyms"] for part in (side, "both"))
            # What has a surface is there.
            sides[side] = any(name.startswith(own) for name in tags)
    found = [side for side, there in sides.items() if there]
    if not found and word in rule["one"]:
        found = ["one"]
    return found


# ---------------------------------------------------------------------- nodes


def is_passage(tags: Tags) -> bool:
    """Tell whether a node is a place that one passes through, such as a gate or kerb."""
    if not _keys_of("passage").isdisjoint(tags) or has_any(tags, rules()["node"]["passage"]):
        return True
    return _keys_of("object").isdisjoint(tags)


def has_any(tags: Tags, pairs: list[str]) -> bool:
    """Tell whether `tags` holds one of some ``key=value`` pairs."""
    return any(tags.get(key) == value for key, value in _pairs(tuple(pairs)))


@lru_cache(maxsize=None)
def _pairs(pairs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((pair.partition("=")[0], pair.partition("=")[2]) for pair in pairs)
