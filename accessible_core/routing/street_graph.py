# SPDX-License-Identifier: MIT
"""What searches need of a network whatever the profile: built once, kept with it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.knowledge import load_toml
from accessible_core.network.model import EDGE_KINDS, KERBS, StreetNetwork
from accessible_core.routing.classes import Classes
from accessible_core.routing.topology import Topology

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]

_KEY = "_routing_street_graph"


class StreetGraph:
    """Topology and kerb places of one network.

    Attributes
    ----------
    network : StreetNetwork
    topology : Topology
        What does not depend on attributes; copies of a network with other attributes
        may share it (`Topology.share`).
    x, y : float64 (N,)
        Nodes in metres on a plane, true to scale at the middle of the network:
        for lower bounds and shares of a piece, never for distances reported.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self.network = network
        self.topology = Topology.of(network)
        self.x, self.y = self.topology.x, self.topology.y

    @classmethod
    def of(cls, network: StreetNetwork) -> StreetGraph:
        """Return the graph of `network`, building it at the first call only."""
        kept: StreetGraph | None = vars(network).get(_KEY)
        if kept is None:
            kept = vars(network).setdefault(_KEY, cls(network))
        return kept

    def plane(self, lon: Float, lat: Float) -> tuple[Float, Float]:
        """Return degrees as metres on the network's plane."""
        return self.topology.plane(lon, lat)

    @property
    def vertex_along(self) -> Float:
        """Metres on the plane from the start of its edge to each shape vertex (V,)."""
        return self.topology.vertex_along

    @property
    def plane_length(self) -> Float:
        """Length of each edge on the plane (M,)."""
        return self.topology.plane_length

    @cached_property
    def on_road(self) -> Bool:
        """Edges (M,) at the level of the carriageway: itself and crossings over it."""
        crossing = self.network.edges["kind"] == EDGE_KINDS.index("crossing")
        level: Bool = self.network.edges["carriageway"] | crossing
        return level

    @cached_property
    def is_kerb(self) -> Bool:
        """Nodes (N,) mapped as a kerb, whatever is said about it."""
        barriers = self.network.barriers
        mapped: Bool = self.network.nodes["barrier"] == _position(barriers, "kerb")
        return mapped

    @cached_property
    def unknown_kerb(self) -> Bool:
        """Nodes (N,) where a kerb is to be expected and nothing is known about it.

        A kerb is to be expected where walk and carriageway meet, where a crossing
        begins or ends, and at kerbs and crossings mapped as nodes. A known kerb
        inside a crossing way, close to its end, tells about this end, too, and so
        does a kerb tagged on the crossing way itself.
        """
        network = self.network
        kerb_known = (network.nodes["kerb"] > 0) | ~np.isnan(network.nodes["kerb_height"])
        kind = network.edges["kind"]
        crossing = kind == EDGE_KINDS.index("crossing")
        on_road = self.on_road
        ends = (network.edge_from, network.edge_to)
        touches_crossing = self._touched(ends, crossing)
        meets = self._touched(ends, on_road) & self._touched(ends, ~on_road)
        flagged = network.nodes["crossing"] & ~touches_crossing
        flagged |= self.is_kerb
        # Kerbs mapped inside the crossing way, a step from where it meets the walk.
        tagged = (network.edges["kerb"] > 0) | ~np.isnan(network.edges["kerb_height"])
        near = network.edge_length <= kerb_knowledge()["told_within_m"]
        told = np.zeros(network.node_count, np.int64)
        total = np.zeros(network.node_count, np.int64)
        for here, there in (ends, ends[::-1]):
            tells = crossing & ((near & kerb_known[there]) | tagged)
            told += np.bincount(here[tells], minlength=len(told))
            total += np.bincount(here[crossing], minlength=len(total))
        meets &= ~((total > 0) & (told == total))
        unknown: Bool = (meets | flagged) & ~kerb_known
        return unknown

    @cached_property
    def kerb_told(self) -> Bool:
        """Edges (M,) at neither end of which a kerb is to be expected and not known."""
        network, unknown = self.network, self.unknown_kerb
        told: Bool = ~(unknown[network.edge_from] | unknown[network.edge_to])
        return told

    @cached_property
    def classes(self) -> Classes:
        """Edges and nodes that no profile can tell apart."""
        return Classes.of(self.network, self.unknown_kerb)

    @cached_property
    def arc_length(self) -> Float:
        """Metres of each arc (2M,)."""
        return np.repeat(self.network.edge_length, 2)

    def _touched(self, ends: tuple[NDArray[np.int32], NDArray[np.int32]], which: Bool) -> Bool:
        mark = np.zeros(self.network.node_count, np.bool_)
        for end in ends:
            mark[end[which]] = True
        return mark


@lru_cache(maxsize=None)
def kerb_knowledge() -> dict[str, Any]:
    """Return ``data/kerbs.toml``."""
    return load_toml(Path(__file__).parent / "data" / "kerbs.toml")


def kerb_lookup(values: dict[str, float]) -> Float:
    """Return a column by kerb code from values by OSM name, NaN for unknown."""
    return np.array([values.get(name, np.nan) for name in KERBS], np.float64)


def _position(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1
