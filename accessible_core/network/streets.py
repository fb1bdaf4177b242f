# SPDX-License-Identifier: MIT
"""Ways and nodes as a source delivers them, before they become a network.

Every source (an OSM file, a line layer, QGIS's own layers) is brought into this
one shape; ``build.py`` knows no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.edge_table import EdgeFacts
from accessible_core.network.entrances import Entrances


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
    meta : mapping
        ``sources`` (names), ``timestamp`` (of the data, where known) and
        ``incomplete_ways`` (ways that lack nodes), kept in the network's `meta`.
    doors : Entrances
        Entrances of buildings, where the source has them.
    facts : EdgeFacts, optional
        Attributes of ways that come in the network's own columns, instead of tags.
    """

    way_id: NDArray[np.int64]
    way_tags: Sequence[Mapping[str, str]]
    ref_start: NDArray[np.int64]
    refs: NDArray[np.int64]
    node_id: NDArray[np.int64]
    node_lon: NDArray[np.float64]
    node_lat: NDArray[np.float64]
    node_tags: Mapping[int, Mapping[str, str]]
    meta: Mapping[str, Any] = field(default_factory=dict)
    doors: Entrances = field(default_factory=Entrances.none)
    facts: EdgeFacts | None = None

    @property
    def way_count(self) -> int:
        """Number of ways (or pieces of ways)."""
        return len(self.way_id)
