# SPDX-License-Identifier: MIT
"""From tags to attribute columns: each distinct set of tags is read once (`tag_reading`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.classify import Tags, Unread
from accessible_core.network.remarks import RemarkList, remarks_on
from accessible_core.network.tag_reading import (
    Row,
    Signature,
    WayReading,
    read_node,
    read_way,
    signature,
)

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
    remarks : RemarkList, optional
        Takes what the column ``remark`` counts in.
    known : mapping, optional
        What some of the signatures say, where they were read before.

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
        known: Mapping[Signature, WayReading] | None = None,
    ) -> None:
        surfaces, levels = Vocabulary("unknown"), Vocabulary("unknown")
        timed = Vocabulary("") if conditions is None else conditions
        remarked = RemarkList() if remarks is None else remarks
        group_of: dict[Signature, int] = {}
        seen: list[int] = []
        groups: list[list[int]] = []
        unread: list[list[Unread]] = []
        records: list[Row] = []
        group_of_object: dict[int, int] = {}
        every = list(way_tags)  # holds all objects, so that no two have the same id
        for tags in every:
            # Readers give ways with the same tags the same object.
            group = group_of_object.get(id(tags))
            if group is not None:
                seen.append(group)
                continue
            said = signature(tags)
            group = group_of.get(said)
            if group is None:
                group = group_of[said] = len(groups)
                reading = known.get(said) if known else None
                if reading is None:
                    reading = read_way(said)
                groups.append(list(range(len(records), len(records) + len(reading.rows))))
                for nth, row in enumerate(reading.rows):
                    level = row["level"]
                    numbers = {
                        "surface": surfaces(row["surface"]),
                        "level": 0 if level is None else levels(level),
                        "condition": timed(row["condition"]),
                        # What is remarked about a way is said once, not of its sidewalks, too.
                        "remark": 0 if nth else remarked.number(reading.remarks),
                    }
                    records.append({**row, **numbers})
                unread.append(reading.unread)
            group_of_object[id(tags)] = group
            seen.append(group)
        self.columns = _columns(records, EDGE_TYPES)
        self.surfaces, self.levels = surfaces.words, levels.words
        self.start, self.rows = _lists(groups, np.array(seen, np.int64))
        self.unreadable = _count(unread, seen)


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
        barriers = Vocabulary("unknown")
        timed = Vocabulary("") if conditions is None else conditions
        remarked = RemarkList() if remarks is None else remarks
        rows_of: dict[Signature, int] = {}
        records = [{**_numbered(read_node({}, []), barriers, timed), "remark": 0}]
        silent = records[0]
        unread: list[list[Unread]] = [[]]
        self.row = np.zeros(len(nodes), np.int64)
        for position, node in enumerate(nodes):
            said = tuple(node_tags[node].items())
            row = rows_of.get(said)
            if row is None:
                missed: list[Unread] = []
                own = dict(said)
                record = _numbered(read_node(own, missed), barriers, timed)
                record["remark"] = remarked.number(remarks_on("node", own, missed))
                row = 0
                if missed or str(record) != str(silent):  # NaN is not equal to itself
                    row = len(records)
                    records.append(record)
                    unread.append(missed)
                rows_of[said] = row
            self.row[position] = row
        self.columns = _columns(records, NODE_TYPES)
        self.barriers = barriers.words
        self.unreadable = _count(unread, self.row.tolist())


def _numbered(row: Row, barriers: Vocabulary, timed: Vocabulary) -> Row:
    """Return the row of a node with numbers in place of words."""
    barrier = row["barrier"]
    number = 0 if barrier is None else barriers(barrier)
    return {**row, "barrier": number, "condition": timed(row["condition"])}


# -------------------------------------------------------------------- helpers


def _columns(
    records: Sequence[Mapping[str, Any]], types: Mapping[str, Any]
) -> dict[str, NDArray[Any]]:
    every = zip(*map(itemgetter(*types), records)) if records else ((),) * len(types)
    return {name: np.array(each, kind) for (name, kind), each in zip(types.items(), every)}


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
