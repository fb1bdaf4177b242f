# SPDX-License-Identifier: MIT
"""Attributes from tags and ready attributes, as one table of rows (used while building)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.columns import EDGE_TYPES, EdgeRows, Vocabulary
from accessible_core.network.exchange.edge_table import EdgeFacts
from accessible_core.network.remarks import RemarkList
from accessible_core.network.streets import OsmStreets


@dataclass(frozen=True)
class Rows:
    """What `columns.EdgeRows` offers."""

    start: NDArray[np.int64]
    rows: NDArray[np.int64]
    columns: Mapping[str, NDArray[Any]]
    surfaces: tuple[str, ...]
    levels: tuple[str, ...]
    unreadable: Mapping[str, Mapping[str, int]]


def edge_rows(streets: OsmStreets, conditions: Vocabulary, remarks: RemarkList) -> EdgeRows | Rows:
    """Return the attribute rows of all ways, read from tags or ready made.

    Parameters
    ----------
    streets : OsmStreets
    conditions : Vocabulary
        Takes the texts that the column ``condition`` counts in.
    remarks : RemarkList
        Takes what the column ``remark`` counts in.
    """
    read = EdgeRows(streets.way_tags, conditions, remarks, streets.readings)
    facts = streets.facts
    return read if facts is None else _merged(read, facts, conditions)


def _merged(read: EdgeRows, facts: EdgeFacts, conditions: Vocabulary) -> Rows:
    """Put the ready rows behind those read from tags; a way with a ready row has that one."""
    ready = facts.row >= 0
    kept = ~np.repeat(ready, np.diff(read.start))
    sizes = np.where(ready, 1, np.diff(read.start))
    start = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=start[1:])
    rows = np.empty(start[-1], np.int64)
    is_ready = np.repeat(ready, sizes)
    behind = len(read.columns["kind"])
    rows[is_ready] = behind + facts.row[ready]
    rows[~is_ready] = read.rows[kept]
    words = {word: number for number, word in enumerate(read.surfaces)}
    storeys = {word: number for number, word in enumerate(read.levels)}
    numbers = {
        "level": np.array([storeys.setdefault(word, len(storeys)) for word in facts.levels]),
        "surface": np.array([words.setdefault(word, len(words)) for word in facts.surfaces]),
        "condition": np.array([conditions(text) for text in facts.conditions]),
    }
    columns = {}
    for name, column in read.columns.items():
        other = facts.columns[name]
        if name in numbers:
            other = numbers[name][other]
        columns[name] = np.concatenate([column, other.astype(EDGE_TYPES[name])])
    return Rows(start, rows, columns, tuple(words), tuple(storeys), read.unreadable)
