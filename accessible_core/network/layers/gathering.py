# SPDX-License-Identifier: MIT
"""All sources laid end to end, their nodes numbered, before lines are joined."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.columns import Vocabulary
from accessible_core.network.exchange.edge_table import EdgeFacts
from accessible_core.network.layers.drawn_lines import DrawnLines, with_ends
from accessible_core.network.layers.field_mapping import fields
from accessible_core.network.layers.joining import Drawing
from accessible_core.network.streets import OsmStreets
from accessible_core.network.vertical import layer_of

Int = NDArray[np.int64]

_RANGE = re.compile(r"(-?\d+)\s*-\s*(-?\d+)")
#: More floors than any building has: "0-1000000" is no range of floors.
_MOST_FLOORS = 200


@dataclass
class NamedNodes:
    """Nodes that sources name, numbered from 0.

    Attributes
    ----------
    count : int
    number : dict
        (file, name) -> node.
    osm_id : dict of int to int
        Node -> OSM id.
    """

    count: int = 0
    number: dict[tuple[str, str], int] = field(default_factory=dict)
    osm_id: dict[int, int] = field(default_factory=dict)

    def fresh(self, count: int) -> Int:
        """Return new numbers for `count` nodes without a name."""
        found = self.count + np.arange(count)
        self.count += count
        return found

    def of(self, file: str, name: str) -> int:
        """Return the number of a node by name."""
        found = self.number.setdefault((file, name), self.count)
        self.count = max(self.count, found + 1)
        return found


@dataclass(frozen=True)
class Gathered:
    """L lines of all sources (OSM streets first) and their named nodes.

    Attributes
    ----------
    drawing : Drawing
    tags : sequence of mapping (L)
    way_id : int64 (L,)
        0 where there is no OSM id.
    facts : EdgeFacts or None
    nodes : NamedNodes
    names_apart : int
        Lines of which a named node lies in different places; their names were not used.
    """

    drawing: Drawing
    tags: Sequence[Mapping[str, str]]
    way_id: Int
    facts: EdgeFacts | None
    nodes: NamedNodes
    names_apart: int


@dataclass(frozen=True)
class _Part:
    """One source's share."""

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    sizes: Int
    node: Int
    owner: Int
    way_id: Int
    touches: NDArray[np.bool_]
    crosses: NDArray[np.bool_]


def gather(
    drawn: Sequence[DrawnLines],
    osm: Sequence[OsmStreets],
    known: Mapping[str, Mapping[str, tuple[float, float]]],
) -> Gathered:
    """Lay sources end to end.

    Parameters
    ----------
    drawn : sequence of DrawnLines
    osm : sequence of OsmStreets
    known : mapping of str to mapping
        File -> name of a node -> where its point layers say it is.
    """
    nodes = NamedNodes()
    parts = [_of_osm(owner, streets, nodes) for owner, streets in enumerate(osm)]
    files = {file: len(osm) + row for row, file in enumerate({d.layer.file: 0 for d in drawn})}
    apart = 0
    for layer in drawn:
        lines, bad = with_ends(layer, known.get(layer.layer.file, {}))
        apart += int(bad.sum())
        parts.append(_of_layer(files[lines.layer.file], lines, bad, nodes))
    tags: list[Mapping[str, str]] = [tags for streets in osm for tags in streets.way_tags]
    tags += [tags for lines in drawn for tags in lines.tags]

    def joined(name: str) -> NDArray[Any]:
        return np.concatenate([getattr(part, name) for part in parts])

    start = np.zeros(len(tags) + 1, np.int64)
    np.cumsum(joined("sizes"), out=start[1:])
    floors = [_floors(found) for found in tags]
    distinct = {found: row for row, found in enumerate(dict.fromkeys([frozenset[str](), *floors]))}
    drawing = Drawing(
        lon=joined("lon"),
        lat=joined("lat"),
        start=start,
        node=joined("node"),
        owner=joined("owner"),
        layer=np.array([_layer(found) for found in tags], np.int64),
        floor=np.array([distinct[found] for found in floors], np.int64),
        floors=tuple(distinct),
        touches=joined("touches"),
        crosses=joined("crosses"),
    )
    return Gathered(drawing, tags, joined("way_id"), _facts(drawn, osm), nodes, apart)


def _of_osm(owner: int, streets: OsmStreets, nodes: NamedNodes) -> _Part:
    number = nodes.fresh(len(streets.node_id))
    known = streets.node_id > 0
    nodes.osm_id.update(zip(number[known].tolist(), streets.node_id[known].tolist()))
    at = np.searchsorted(streets.node_id, streets.refs)
    ones = np.ones(streets.way_count, bool)
    return _Part(
        streets.node_lon[at],
        streets.node_lat[at],
        np.diff(streets.ref_start),
        number[at],
        np.full(streets.way_count, owner),
        np.where(streets.way_id > 0, streets.way_id, 0),
        ones,
        ~ones,
    )


def _of_layer(owner: int, lines: DrawnLines, bad: NDArray[np.bool_], nodes: NamedNodes) -> _Part:
    """Use the names of nodes where both ends of a line have one that can be believed."""
    line, count = lines.line, len(lines)
    is_end = np.zeros(len(line), bool)
    is_end[lines.start[:-1]] = is_end[lines.start[1:] - 1] = True
    nameless = np.bincount(line, is_end & (lines.names < 0), count) > 0
    named = ~nameless & ~bad
    node = np.full(len(line), -1, np.int64)
    inside = named[line] & (lines.names < 0)
    node[inside] = nodes.fresh(int(inside.sum()))
    called = named[line] & (lines.names >= 0)
    used, row = np.unique(lines.names[called], return_inverse=True)
    numbers = [nodes.of(lines.layer.file, lines.node_names[name]) for name in used.tolist()]
    node[called] = np.array(numbers, np.int64)[row]
    return _Part(
        lines.lon,
        lines.lat,
        np.diff(lines.start),
        node,
        np.where(named, owner, -1),
        lines.way_id,
        np.full(count, lines.mapping.touches),
        np.full(count, lines.mapping.crosses),
    )


def _layer(tags: Mapping[str, str]) -> int:
    """Return the drawing order alone: floors are told apart by themselves."""
    ground = fields()["at_ground"]
    found = {key: tags[key] for key in ("layer", "bridge", "tunnel") if key in tags}
    return layer_of(
        {key: value for key, value in found.items() if value not in ground.get(key, ())}
    )


def _floors(tags: Mapping[str, str]) -> frozenset[str]:
    """Return the floors that ``level=*`` names (``0;1``, ``0-2``)."""
    found: set[str] = set()
    for part in tags.get("level", "").split(";"):
        span = _RANGE.fullmatch(part.strip())
        if span and 0 <= int(span[2]) - int(span[1]) <= _MOST_FLOORS:
            found.update(map(str, range(int(span[1]), int(span[2]) + 1)))
        elif part.strip():
            found.add(_floor_name(part.strip()))
    return frozenset(found)


def _floor_name(text: str) -> str:
    try:
        return f"{float(text):g}"  # "1" and "1.0" are one floor, "-0" is "0"
    except ValueError:
        return text


def _facts(drawn: Sequence[DrawnLines], osm: Sequence[OsmStreets]) -> EdgeFacts | None:
    """Put the ready attributes of all sources into one table."""
    tables = [streets.facts for streets in osm] + [lines.facts for lines in drawn]
    counts = [streets.way_count for streets in osm] + [len(lines) for lines in drawn]
    ready = [table for table in tables if table is not None]
    if not ready:
        return None
    surface, condition, level = Vocabulary("unknown"), Vocabulary(""), Vocabulary("unknown")
    columns: dict[str, list[NDArray[np.generic]]] = {name: [] for name in ready[0].columns}
    rows, behind = [], 0
    for table, count in zip(tables, counts):
        if table is None:
            rows.append(np.full(count, -1, np.int64))
            continue
        rows.append(np.where(table.row >= 0, table.row + behind, -1))
        numbers = {
            "surface": np.array([surface(word) for word in table.surfaces]),
            "condition": np.array([condition(word) for word in table.conditions]),
            "level": np.array([level(word) for word in table.levels]),
        }
        for name, column in table.columns.items():
            columns[name].append(numbers[name][column] if name in numbers else column)
        behind += len(table.columns["kind"])
    merged = {name: np.concatenate(parts) for name, parts in columns.items()}
    return EdgeFacts(np.concatenate(rows), merged, surface.words, condition.words, level.words)
