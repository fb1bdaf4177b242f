# SPDX-License-Identifier: MIT
"""The network's columns in words and units, and back: what exports and re-imports share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.knowledge import load_toml
from accessible_core.network import model
from accessible_core.network.columns import EDGE_TYPES, Vocabulary

#: Category columns of edges and the words that they count in.
EDGE_WORDS: dict[str, tuple[str, ...]] = {
    "kind": model.EDGE_KINDS,
    "foot": model.FOOT_ACCESS,
    "smoothness": model.SMOOTHNESS,
    "wheelchair": model.WHEELCHAIR,
    "ramp_wheelchair": model.YES_NO,
    "lit": model.YES_NO,
    "tactile_paving": model.YES_NO,
    "kerb": model.KERBS,
    "incline_source": model.INCLINE_SOURCES,
    "road_class": model.ROAD_CLASSES,
}
#: Likewise of nodes.
NODE_WORDS: dict[str, tuple[str, ...]] = {
    "kerb": model.KERBS,
    "foot": model.FOOT_ACCESS,
    "wheelchair": model.WHEELCHAIR,
    "tactile_paving": model.YES_NO,
}
#: Directions for people on foot, as OSM writes oneway:foot.
ONEWAY = {"no": 0, "yes": 1, "-1": -1}
#: Columns that count in what only the network's own file holds, or are worked out from tags.
NOT_EXPORTED = ("remark", "way_end")
#: How formats write "true".
_TRUE = (True, "True", "true", "yes", "1")
#: Counts that are -1 where they are not known.
COUNTS = ("step_count",)


@dataclass(frozen=True)
class EdgeFacts:
    """Attributes of ways that a source has in the network's own columns already.

    Attributes
    ----------
    row : int64 (W,)
        Row of each way, -1 for ways whose tags tell.
    columns : mapping of str to array
        As `model.StreetNetwork.edges`, without ``name``.
    surfaces, conditions, levels : tuple of str
        Words of the columns ``surface``, ``condition`` and ``level``.
    """

    row: NDArray[np.int64]
    columns: Mapping[str, NDArray[Any]]
    surfaces: tuple[str, ...]
    conditions: tuple[str, ...]
    levels: tuple[str, ...]


@lru_cache(maxsize=None)
def export_names() -> dict[str, Any]:
    """Return ``exports.toml``: what exported columns are called."""
    return load_toml(Path(__file__).with_name("exports.toml"))


def edge_cells(network: model.StreetNetwork) -> dict[str, list[Any]]:
    """Return the edges' attributes by exported name, None where they are not known."""
    words = {**EDGE_WORDS, "surface": network.surfaces, "name": network.names}
    words.update(condition=network.conditions, level=network.levels)
    return _cells(network.edges, words, export_names()["edges"])


def node_cells(network: model.StreetNetwork) -> dict[str, list[Any]]:
    """Return the nodes' attributes by exported name, None where they are not known."""
    words = {**NODE_WORDS, "barrier": network.barriers, "condition": network.conditions}
    return _cells(network.nodes, words, export_names()["nodes"])


def _cells(
    columns: Mapping[str, NDArray[Any]],
    words: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
) -> dict[str, list[Any]]:
    return {
        names.get(name, name): _column_cells(name, column, words.get(name))
        for name, column in columns.items()
        if name not in NOT_EXPORTED
    }


def _column_cells(name: str, column: NDArray[Any], words: tuple[str, ...] | None) -> list[Any]:
    if words is not None:
        return [words[code] if code else None for code in column.tolist()]
    if name == "oneway":
        direction = {number: word for word, number in ONEWAY.items()}
        return [direction[number] for number in column.tolist()]
    if column.dtype.kind == "f":
        return [None if value != value else float(str(value)) for value in column]  # noqa: PLR0124 - NaN; str gives the shortest figure that is the same float32
    if name in COUNTS:
        return [value if value >= 0 else None for value in column.tolist()]
    cells: list[Any] = column.tolist()
    return cells


def edge_facts(columns: Mapping[str, Sequence[Any]], count: int) -> EdgeFacts:
    """Read attributes that `edge_cells` wrote.

    Parameters
    ----------
    columns : mapping of str to sequence (count)
        By exported name or the network's own; text of numbers is read, too. Absent
        columns, None and words that the network does not have are "not known".
    count : int
    """
    names = export_names()["edges"]
    vocabularies = {"surface": Vocabulary("unknown"), "condition": Vocabulary("")}
    vocabularies["level"] = Vocabulary("unknown")
    found: dict[str, NDArray[Any]] = {}
    for name, kind in EDGE_TYPES.items():
        cells = columns.get(names.get(name, name), columns.get(name, [None] * count))
        if name in vocabularies:
            number = vocabularies[name]
            found[name] = np.array([number(str(cell)) if cell else 0 for cell in cells], kind)
        else:
            found[name] = _typed(name, cells, kind)
    words = [vocabulary.words for vocabulary in vocabularies.values()]
    return EdgeFacts(np.arange(count), found, *words)


def _typed(name: str, cells: Sequence[Any], kind: Any) -> NDArray[Any]:
    if name in EDGE_WORDS:
        code = {word: number for number, word in enumerate(EDGE_WORDS[name])}
        return np.array([code.get(str(cell), 0) for cell in cells], kind)
    if name == "oneway":
        return np.array([ONEWAY.get(str(cell), _number(cell, 0)) for cell in cells]).astype(kind)
    if np.dtype(kind).kind == "b":
        return np.array([cell in _TRUE for cell in cells], kind)
    unknown = np.nan if np.dtype(kind).kind == "f" else -1 if name in COUNTS else 0
    return np.array([_number(cell, unknown) for cell in cells]).astype(kind)


def _number(cell: Any, unknown: float) -> float:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        return unknown
    return value if np.isfinite(value) else unknown


def node_tags(columns: Mapping[str, Sequence[Any]], row: int) -> dict[str, str]:
    """Return the OSM tags that stand for one row of what `node_cells` wrote."""

    def cell(name: str) -> Any:
        values = columns.get(export_names()["nodes"].get(name, name), columns.get(name))
        value = None if values is None else values[row]
        return None if value is None or value != value else value  # noqa: PLR0124 - NaN

    access: tuple[str, ...] = ("foot", "wheelchair")
    timed = {}
    if cell("condition") is not None:
        # It repeats the tags that the two columns were made of, with those that change them.
        access = ()
        timed = json.loads(cell("condition"))
    tags = {
        key: str(cell(key))
        for key in ("barrier", "kerb", "tactile_paving", *access)
        if cell(key) is not None
    }
    tags.update({key: str(timed[key]) for key in timed if key not in ("default", "foot_only")})
    if cell("kerb_height") is not None:
        tags["kerb:height"] = f"{cell('kerb_height')} cm"
    if cell("width") is not None:
        tags["maxwidth:physical"] = f"{cell('width')} cm"
    if cell("crossing") in _TRUE:
        tags["crossing"] = "yes"
    if cell("lift") in _TRUE:
        tags["highway"] = "elevator"
    return tags
