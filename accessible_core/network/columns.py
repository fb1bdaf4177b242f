# SPDX-License-Identifier: MIT
"""From tags to attribute columns: each distinct set of tags is read once.

Streets repeat themselves: a city's ways have a tenth as many distinct sets of
tags. Rules and readers run on those, everything larger is done by numpy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
from accessible_core.network.remarks import RemarkList, remark_keys, remarks_on
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

#: Edge columns and their types (model.py); ``on_ground`` is used while building only.
EDGE_TYPES: dict[str, Any] = {
    "kind": np.uint8,
    "foot": np.uint8,
    "oneway": np.int8,
    "surface": np.uint16,
    "smoothness": np.uint8,
    "width": np.float32,
    "width_estimated": np.bool_,
    "incline_up": np.float32,
    "incline_down": np.float32,
    "incline_source": np.uint8,
    "wheelchair": np.uint8,
    "ramp_wheelchair": np.uint8,
    "step_count": np.int16,
    "kerb": np.uint8,
    "kerb_height": np.float32,
    "carriageway": np.bool_,
    "lit": np.uint8,
    "tactile_paving": np.uint8,
    "condition": np.int32,
    "road_class": np.uint8,
    "level": np.uint16,
    "area_way": np.int64,
    "on_ground": np.bool_,
    "layer": np.int8,
    "remark": np.uint16,
}
#: Node columns and their types (model.py).
NODE_TYPES: dict[str, Any] = {
    "barrier": np.uint16,
    "kerb": np.uint8,
    "kerb_height": np.float32,
    "foot": np.uint8,
    "wheelchair": np.uint8,
    "width": np.float32,
    "crossing": np.bool_,
    "lift": np.bool_,
    "tactile_paving": np.uint8,
    "condition": np.int32,
    "remark": np.uint16,
}
#: Word columns of strands: column -> (tag, section of ``tags.toml``).
_WORD_TAGS = {
    "smoothness": ("smoothness", "smoothness"),
    "wheelchair": ("wheelchair", "wheelchair"),
    "ramp_wheelchair": ("ramp:wheelchair", "ramp_wheelchair"),
    "lit": ("lit", "lit"),
    "tactile_paving": ("tactile_paving", "tactile_paving"),
}
_TAGGED = model.INCLINE_SOURCES.index("tag")


class Vocabulary:
    """Words numbered in the order of their coming, after a `first` that says nothing."""

    def __init__(self, first: str) -> None:
        self._number: dict[str, int] = {first: 0}

    def __call__(self, word: str) -> int:
        """Return the number of a word."""
        return self._number.setdefault(word, len(self._number))

    @property
    def words(self) -> tuple[str, ...]:
        """All words so far, by number."""
        return tuple(self._number)


class EdgeRows:
    """The strands of all ways, each distinct one a row.

    Parameters
    ----------
    way_tags : sequence of mapping
    conditions : Vocabulary, optional
        Takes the texts that the column ``condition`` counts in.

    Attributes
    ----------
    start, rows : int64 (W + 1,), int64
        Way w consists of the strands ``rows[start[w]:start[w + 1]]``.
    columns : mapping of str to array
        Attributes by row, typed as in EDGE_TYPES.
    surfaces, levels : tuple of str
    unreadable : dict
        Key -> value -> number of ways.
    """

    def __init__(
        self,
        way_tags: Sequence[Tags],
        conditions: Vocabulary | None = None,
        remarks: RemarkList | None = None,
    ) -> None:
        surfaces, levels = Vocabulary("unknown"), Vocabulary("unknown")
        timed = Vocabulary("") if conditions is None else conditions
        remarked = RemarkList() if remarks is None else remarks
        relevant = _relevant()
        rows_of: dict[tuple[tuple[str, str], ...], int] = {}
        seen: list[int] = []
        groups: list[list[int]] = []
        unread: list[list[Unread]] = []
        records: list[dict[str, Any]] = []
        for tags in way_tags:
            signature = tuple([(key, value) for key, value in tags.items() if relevant[key]])
            group = rows_of.get(signature)
            if group is None:
                group = rows_of[signature] = len(groups)
                own = dict(signature)
                found, missed = strands(own)
                groups.append(list(range(len(records), len(records) + len(found))))
                rows = [_edge_record(strand, (surfaces, levels, timed), missed) for strand in found]
                layer = layer_of(own)
                for nth, record in enumerate(rows):
                    # What is remarked about a way is said once, not of its sidewalks, too.
                    said = [] if nth else remarks_on("way", own, missed)
                    record.update(layer=layer, remark=remarked.number(said))
                records += rows
                unread.append(missed)
            seen.append(group)
        self.columns = _columns(records, EDGE_TYPES)
        self.surfaces, self.levels = surfaces.words, levels.words
        self.start, self.rows = _lists(groups, np.array(seen, np.int64))
        self.unreadable = _count(unread, seen)


def _edge_record(
    strand: Strand, numbers: tuple[Vocabulary, Vocabulary, Vocabulary], unread: list[Unread]
) -> dict[str, Any]:
    """Read the attributes of one strand; `numbers` are those of surfaces, levels, conditions."""
    tags = strand.tags
    surface_number, level_number, timed = numbers
    level = _read(tags, "level" if "level" in tags else "repeat_on", read_level, unread)
    surface = _read(tags, "surface", read_surface, unread)
    incline = _read(tags, "incline", read_incline, unread)
    if incline is None:
        incline = read_incline(tags.get("incline", ""), plausible=False)
    steps = _read(tags, "step_count", read_step_count, unread)
    kerb, height = _kerb(tags, unread)
    width = _width(tags, ("width", "est_width"), unread)
    up, down = (_NAN, _NAN) if incline is None else incline
    if strand.kind == "area":
        # The rim of a sloping square climbs on one side and descends on the other.
        up = down = float(np.maximum(up, down))
    record: dict[str, Any] = {
        "kind": model.EDGE_KINDS.index(strand.kind),
        "foot": model.FOOT_ACCESS.index(strand.foot),
        "oneway": strand.oneway,
        "carriageway": strand.carriageway,
        "on_ground": strand.on_ground,
        "surface": surface_number(surface or "unknown"),
        "width": width,
        "width_estimated": width < _width(tags, ("width",), unread, otherwise=np.inf),
        "incline_up": up,
        "incline_down": down,
        # "up" alone names a direction, no slope: the value stays unknown.
        "incline_source": 0 if np.isnan(up) or np.isnan(down) else _TAGGED,
        "step_count": -1 if steps is None else steps,
        "kerb": kerb,
        "kerb_height": height,
        "area_way": int(tags.get(AREA_WAY, 0)),
        "level": 0 if level is None else level_number(level_word(level)),
        "condition": timed(condition_text(strand.conditional, unread)),
        "road_class": _road_class(strand),
    }
    for column, (key, section) in _WORD_TAGS.items():
        record[column] = _word(tags, key, section, unread)
    return record


def _road_class(strand: Strand) -> int:
    name = strand.tags.get("highway", "") if strand.carriageway else ""
    name = name.removesuffix("_link")
    return model.ROAD_CLASSES.index(name) if name in model.ROAD_CLASSES else 0


def _width(tags: Tags, keys: Iterable[str], unread: list[Unread], otherwise: float = _NAN) -> float:
    """Return the width in cm: the first key that can be read, cut to what physically fits."""
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


class NodeRows:
    """The attributes of tagged nodes, each distinct set of tags a row.

    Attributes
    ----------
    row : int64 (K,)
        Row of each node asked for; row 0 says nothing.
    columns, unreadable
        As in `EdgeRows`.
    barriers : tuple of str
    """

    def __init__(
        self,
        node_tags: Mapping[int, Tags],
        nodes: Sequence[int],
        conditions: Vocabulary | None = None,
        remarks: RemarkList | None = None,
    ) -> None:
        vocabulary = Vocabulary("unknown")
        timed = Vocabulary("") if conditions is None else conditions
        remarked = RemarkList() if remarks is None else remarks
        rows_of: dict[tuple[tuple[str, str], ...], int] = {}
        records = [{**_node_record({}, vocabulary, timed, []), "remark": 0}]
        silent = records[0]
        unread: list[list[Unread]] = [[]]
        self.row = np.zeros(len(nodes), np.int64)
        for position, node in enumerate(nodes):
            signature = tuple(node_tags[node].items())
            row = rows_of.get(signature)
            if row is None:
                missed: list[Unread] = []
                own = dict(signature)
                record = _node_record(own, vocabulary, timed, missed)
                record["remark"] = remarked.number(remarks_on("node", own, missed))
                row = 0
                if missed or str(record) != str(silent):  # NaN is not equal to itself
                    row = len(records)
                    records.append(record)
                    unread.append(missed)
                rows_of[signature] = row
            self.row[position] = row
        self.columns = _columns(records, NODE_TYPES)
        self.barriers = vocabulary.words
        self.unreadable = _count(unread, self.row.tolist())


def _node_record(
    tags: Tags, barrier_number: Vocabulary, timed: Vocabulary, unread: list[Unread]
) -> dict[str, Any]:
    """Read what one node means for those who pass through it."""
    rule = rules()["node"]
    passage = bool(tags) and is_passage(tags)
    seen: Tags = tags if passage else {}
    barrier = _worst_barrier(seen.get("barrier", ""))
    if not barrier and tags.get("ford", "no") not in rule["no_barrier"]:
        barrier = "ford"
    kerb, height = _kerb(seen, unread)
    crossing = tags.get("crossing")
    return {
        "barrier": 0 if barrier in ("", *rule["no_barrier"]) else barrier_number(barrier),
        "kerb": kerb,
        "kerb_height": height,
        "foot": model.FOOT_ACCESS.index(foot_access(seen, "unknown", unread)),
        "wheelchair": _word(seen, "wheelchair", "wheelchair", unread),
        "width": _width(seen, rule["width_keys"], unread),
        "crossing": crossing not in rule["no_crossing"]
        and (crossing is not None or has_any(tags, rule["crossing"])),
        "lift": has_any(tags, rule["lift"]),
        "tactile_paving": _word(tags, "tactile_paving", "tactile_paving", unread),
        "condition": timed(condition_text(conditional_tags(seen, "unknown"), unread)),
    }


def _worst_barrier(text: str) -> str:
    """Return the barrier of a list (``block;bollard``) that stops most people."""
    ranked = rules()["node"]["barrier_worst_first"]
    ranks = {word: rank for rank, word in enumerate(ranked)}
    words = [word.strip() for word in text.lower().split(";")]
    return min(words, key=lambda word: ranks.get(word, len(ranks)))


# -------------------------------------------------------------------- helpers


def _columns(
    records: Sequence[Mapping[str, Any]], types: Mapping[str, Any]
) -> dict[str, NDArray[Any]]:
    return {
        name: np.array([record[name] for record in records], kind) for name, kind in types.items()
    }


def _lists(
    groups: Sequence[Sequence[int]], seen: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lay the list of each item's group end to end: (start, members)."""
    sizes = np.array([len(group) for group in groups], np.int64)
    flat = np.array([row for group in groups for row in group], np.int64)
    # Rows were numbered group by group, so a group's rows follow each other.
    first = np.cumsum(sizes) - sizes
    per_item = sizes[seen] if len(seen) else np.zeros(0, np.int64)
    start = np.zeros(len(seen) + 1, np.int64)
    np.cumsum(per_item, out=start[1:])
    within = np.arange(start[-1]) - np.repeat(start[:-1], per_item)
    return start, flat[np.repeat(first[seen], per_item) + within] if len(flat) else within


def _count(unread: Sequence[Sequence[Unread]], seen: Sequence[int]) -> dict[str, dict[str, int]]:
    """Return key -> value -> how many ways or nodes carry it, most frequent first."""
    totals: Counter[Unread] = Counter()
    for group, times in Counter(seen).items():
        for pair in unread[group]:
            totals[pair] += times
    found: dict[str, dict[str, int]] = {}
    for (key, value), times in totals.most_common():
        found.setdefault(key, {})[value] = times
    return found
