# SPDX-License-Identifier: MIT
"""Ways and nodes as a source delivers them, before they become a network.

Every source (an OSM file, a line layer, QGIS's own layers) is brought into this
one shape; ``build.py`` knows no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.entrances import Entrances
from accessible_core.network.exchange.edge_table import EdgeFacts
from accessible_core.network.tag_reading import Signature, WayReading


@dataclass(frozen=True)
class Outlines:
    """Rings of areas, or lines and outlines of obstacles: L lines of O objects.

    Attributes
    ----------
    way_id : int64 (O,)
        OSM way of each object, 0 or negative where it has none (relations).
    tags : sequence of mapping (O)
    rims : sequence of set of int (O)
        Ids of the ways that bound an area; empty for obstacles.
    owner : int64 (L,)
        Object of each line, ascending.
    start : int64 (L + 1,)
        Line l has the vertices ``start[l]`` to ``start[l + 1]``; a closed one ends
        with its first vertex. Inside of an area is what an odd number of its rings encloses.
    node : int64 (R,)
        Node id of each vertex, as in `OsmStreets`.
    lon, lat : float64 (R,)
    node_tags : mapping of int to mapping
        Tags of those nodes that have any.
    open_count : int
        Areas whose rings an extract has cut: they are not among the objects.
    """

    way_id: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    tags: Sequence[Mapping[str, str]] = ()
    rims: Sequence[frozenset[int]] = ()
    owner: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    start: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    node: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    lon: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    lat: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    node_tags: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    open_count: int = 0

    @property
    def boxes(self) -> NDArray[np.float64]:
        """West, south, east, north of each object (O, 4); every object has a line."""
        if not len(self.owner):
            return np.zeros((0, 4))
        first = self.start[np.flatnonzero(np.diff(self.owner, prepend=-1))]
        return np.column_stack(
            [
                np.minimum.reduceat(self.lon, first),
                np.minimum.reduceat(self.lat, first),
                np.maximum.reduceat(self.lon, first),
                np.maximum.reduceat(self.lat, first),
            ]
        )


@dataclass(frozen=True)
class OsmStreets:
    """W ways over K nodes with their OSM tags.

    Attributes
    ----------
    way_id : int64 (W,)
        OSM way ids; a way of which an extract lacks nodes may appear in several
        pieces under one id. Negative ids mean "no OSM id".
    way_tags : sequence of mapping (W)
        Tags of each way.
    ref_start : int64 (W + 1,)
        Way w runs along ``refs[ref_start[w]:ref_start[w + 1]]``.
    refs : int64 (R,)
        Node ids; every one of them is in `node_id`.
    node_id : int64 (K,)
        Sorted, unique. Negative ids mean "no OSM id".
    node_lon, node_lat : float64 (K,)
        Degrees, WGS 84.
    node_tags : mapping of int to mapping
        Tags of those nodes that have any.
    twins : mapping of int to int
        Node ids that stand for a second place at an OSM node, from which one does not get to
        the first (the ground beside a bend of steps), and that node.
    areas : Outlines
        Areas to walk across, with their rings.
    obstacles : Outlines
        What stands near those areas and is no street.
    meta : mapping
        ``sources`` (names), ``timestamp`` (of the data, where known) and
        ``incomplete_ways`` (ways that lack nodes), kept in the network's `meta`.
    doors : Entrances
        Entrances of buildings, where the source has them.
    facts : EdgeFacts, optional
        Attributes of ways that come in the network's own columns, instead of tags.
    readings : mapping
        What some of the ways' tags say, where that has been read ahead.
    """

    way_id: NDArray[np.int64]
    way_tags: Sequence[Mapping[str, str]]
    ref_start: NDArray[np.int64]
    refs: NDArray[np.int64]
    node_id: NDArray[np.int64]
    node_lon: NDArray[np.float64]
    node_lat: NDArray[np.float64]
    node_tags: Mapping[int, Mapping[str, str]]
    twins: Mapping[int, int] = field(default_factory=dict)
    areas: Outlines = field(default_factory=Outlines)
    obstacles: Outlines = field(default_factory=Outlines)
    meta: Mapping[str, Any] = field(default_factory=dict)
    doors: Entrances = field(default_factory=Entrances.none)
    facts: EdgeFacts | None = None
    readings: Mapping[Signature, WayReading] = field(default_factory=dict)

    @cached_property
    def ref_at(self) -> NDArray[np.int64]:
        """Positions (R,) of the references in `node_id`."""
        return np.searchsorted(self.node_id, self.refs)

    def located(self, ref_at: NDArray[np.int64]) -> OsmStreets:
        """Return these streets, which need not look `ref_at` up any more."""
        self.__dict__["ref_at"] = ref_at
        return self

    def positions(self, nodes: Iterable[int]) -> NDArray[np.int64]:
        """Return where in `node_id` those of some nodes are that are there, ascending."""
        asked = np.unique(np.fromiter(nodes, np.int64))
        at = np.searchsorted(self.node_id, asked)
        there = at < len(self.node_id)
        there[there] = self.node_id[at[there]] == asked[there]
        found: NDArray[np.int64] = at[there]
        return found

    @property
    def way_count(self) -> int:
        """Number of ways (or pieces of ways)."""
        return len(self.way_id)
