# SPDX-License-Identifier: MIT
"""What an attribute and a value mean: which columns of the network take which values.

Values are read by the readers of ``network/tags.py``, so that a correction says what
the same tag in OpenStreetMap would. Two things are stronger: a correction of access
stands over ``access`` and ``foot`` alike, and of a kerb its kind over an older height
and the other way round.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from accessible_core.network.model import CONDITION_STATES, EDGE_KINDS, FOOT_ACCESS, INCLINE_SOURCES
from accessible_core.network.rules import rules
from accessible_core.network.tags import (
    read_incline,
    read_length,
    read_step_count,
    read_surface,
    read_word,
)
from accessible_core.routing.corrections.model import knowledge

#: What a statement can be about: a piece of way; a node with a kerb, or a barrier; a
#: lift, be it node or way; a piece, unless it stands at a gate, barrier or lift.
EDGE, KERB, BARRIER, LIFT, EITHER = "edge", "kerb", "barrier", "lift", "either"

_NAN = math.nan
_SHUT = ("no", "private", "use_sidepath")
_NONE, _UNDECIDED = (CONDITION_STATES.index(state) for state in ("none", "undecided"))
#: Who may pass is said outright: nothing that depends on time is left to ask.
_SAID = {"condition_state": _NONE}


@dataclass(frozen=True)
class Change:
    """Columns that take a value.

    Attributes
    ----------
    target : str
        EDGE, KERB, BARRIER, LIFT or EITHER.
    edges, nodes : mapping of str to value
        Column -> value on pieces and on nodes; words for ``surface`` and ``barrier``.
    closes : bool
        Whether it closes what it stands on: then a polygon means all that passes
        through it, and a line what it crosses.
    directed : bool
        Whether ``incline_up`` and ``incline_down`` hold in one direction.
    kinds : tuple of str
        Kinds of way that alone can be meant; empty for any.
    """

    target: str
    edges: Mapping[str, Any] = field(default_factory=dict)
    nodes: Mapping[str, Any] = field(default_factory=dict)
    closes: bool = False
    directed: bool = False
    kinds: tuple[str, ...] = ()


def meaning(attribute: str, value: str) -> Change | None:
    """Return what a statement changes, None where the value cannot be read.

    Raises
    ------
    KeyError
        There is no such attribute.
    """
    return _READERS[attribute](value)


def _foot(word: str, target: str = EITHER, kinds: tuple[str, ...] = ()) -> Change:
    code = FOOT_ACCESS.index(word)
    edges, nodes = {"foot": code, **_SAID}, {"foot": code, **_SAID}
    if not code:
        # Of a node, no access tag means that nothing is said against passing.
        nodes["condition_state"] = _UNDECIDED
    return Change(target, edges, nodes, closes=word in _SHUT, kinds=kinds)


def _access(key: str) -> Callable[[str], Optional[Change]]:
    def read(value: str) -> Change | None:
        words = rules()["access"][key]
        return _foot(words[value]) if value in words else None if value else _foot("unknown")

    return read


def _closed(value: str) -> Change | None:
    word = {"yes": "no", "no": "yes", "": "unknown"}.get(value)
    return None if word is None else _foot(word)


def _lift(value: str) -> Change | None:
    words = knowledge()["lift"]
    if value in words["shut"]:
        return _foot("no", LIFT, ("lift",))
    if value in words["open"] or not value:
        return _foot("yes" if value else "unknown", LIFT, ("lift",))
    return None


def _wheelchair(value: str) -> Change | None:
    code = read_word(value, "wheelchair") if value else 0
    if code is None:
        return None
    return Change(EITHER, {"wheelchair": code}, {"wheelchair": code}, closes=value == "no")


def _surface(value: str) -> Change | None:
    surface = read_surface(value) if value else "unknown"
    return None if surface is None else Change(EDGE, {"surface": surface})


def _word(column: str) -> Callable[[str], Optional[Change]]:
    def read(value: str) -> Change | None:
        code = read_word(value, column) if value else 0
        return None if code is None else Change(EDGE, {column: code})

    return read


def _width(value: str) -> Change | None:
    width = read_length(value, "width") if value else _NAN
    if width is None:
        return None
    return Change(EITHER, {"width": width, "width_estimated": False}, {"width": width})


def _incline(value: str) -> Change | None:
    read = read_incline(value) if value else (_NAN, _NAN)
    if read is None:
        return None
    up, down = read
    known = not (math.isnan(up) or math.isnan(down))
    source = INCLINE_SOURCES.index("tag") if known else 0
    edges = {"incline_up": up, "incline_down": down, "incline_source": source}
    return Change(EDGE, edges, directed=True)


def _kerb(value: str) -> Change | None:
    code = read_word(value, "kerb") if value else 0
    columns = {"kerb": code, "kerb_height": _NAN}
    return None if code is None else Change(KERB, columns, columns)


def _kerb_height(value: str) -> Change | None:
    height = read_length(value, "kerb_height") if value else _NAN
    columns = {"kerb": 0, "kerb_height": height}
    return None if height is None else Change(KERB, columns, columns)


def _kind(word: str, *kinds: str, closes: bool = False) -> Change:
    return Change(EDGE, {"kind": EDGE_KINDS.index(word)}, closes=closes, kinds=kinds)


def _steps(value: str) -> Change | None:
    if value == "no":
        return _kind("footway", "steps", "escalator")
    return {"yes": _kind("steps"), "": _kind("unknown")}.get(value)


def _highway(value: str) -> Change | None:
    kind = knowledge()["highway"].get(value)
    return None if kind is None else _kind(kind, closes=kind == "construction")


def _construction(value: str) -> Change | None:
    if value == "no":
        # What has been built there, steps or not, nobody has said.
        return _kind("unknown", "construction")
    # construction=minor and the like name what is being built.
    return _kind("construction", closes=True) if value else None


def _step_count(value: str) -> Change | None:
    count = read_step_count(value) if value else -1
    return None if count is None else Change(EDGE, {"step_count": count}, kinds=("steps",))


def _barrier(value: str) -> Change | None:
    if not value or ";" in value:
        return None
    word = "unknown" if value in rules()["node"]["no_barrier"] else value
    return Change(BARRIER, {"barrier": word}, {"barrier": word}, closes=word != "unknown")


_READERS: dict[str, Callable[[str], Optional[Change]]] = {
    "access": _access("general"),
    "foot": _access("foot"),
    "closed": _closed,
    "lift": _lift,
    "wheelchair": _wheelchair,
    "surface": _surface,
    "smoothness": _word("smoothness"),
    "width": _width,
    "incline": _incline,
    "kerb": _kerb,
    "kerb:height": _kerb_height,
    "steps": _steps,
    "step_count": _step_count,
    "ramp:wheelchair": _word("ramp_wheelchair"),
    "highway": _highway,
    "construction": _construction,
    "barrier": _barrier,
}

#: Attributes whose values are numbers: 1 is one metre there, not yes.
MEASURED = ("width", "incline", "kerb:height", "step_count")
#: All attributes that a correction can be about.
ATTRIBUTES: tuple[str, ...] = tuple(_READERS)
