# SPDX-License-Identifier: MIT
"""What searches need of a network that follows from its nodes, edges and shapes alone."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.model import StreetNetwork

Float = NDArray[np.float64]
Int32 = NDArray[np.int32]

_KEY = "_routing_topology"
#: What two networks must have in common to share one topology.
_TOPOLOGY = (
    "node_lon",
    "node_lat",
    "edge_from",
    "edge_to",
    "shape_start",
    "shape_lon",
    "shape_lat",
)


class Topology:
    """What follows from nodes, edges and shapes alone, whatever the attributes.

    Attributes
    ----------
    x, y : float64 (N,)
        Nodes in metres on a plane, true to scale at the middle of the network.
    """

    def __init__(self, network: StreetNetwork) -> None:
        self._network = network
        west, south, east, north = network.bbox if network.node_count else (0.0,) * 4
        self._origin = ((west + east) / 2.0, (south + north) / 2.0)
        scale_x, scale_y = metres_per_degree(self._origin[1])
        self._scale = (float(scale_x), float(scale_y))
        self.x, self.y = self.plane(network.node_lon, network.node_lat)

    @classmethod
    def of(cls, network: StreetNetwork) -> Topology:
        """Return the topology of `network`, building it at the first call only."""
        # Kept in the instance like its own cached properties: it lives as long as it.
        kept: Topology | None = vars(network).get(_KEY)
        if kept is None:
            kept = vars(network).setdefault(_KEY, cls(network))
        return kept

    @classmethod
    def share(cls, source: StreetNetwork, target: StreetNetwork) -> None:
        """Let `target` use what is, or will be, built for `source`.

        For copies of a network with other attributes (``dataclasses.replace``): a route
        on them then needs no preparation of their own.

        Raises
        ------
        ValueError
            Their nodes, edges or shapes are not the same arrays.
        """
        for name in _TOPOLOGY:
            if getattr(source, name) is not getattr(target, name):
                raise ValueError(f"The networks differ in {name}: they cannot share a topology.")
        vars(target)[_KEY] = cls.of(source)

    def plane(self, lon: Float, lat: Float) -> tuple[Float, Float]:
        """Return degrees as metres on the network's plane."""
        return (lon - self._origin[0]) * self._scale[0], (lat - self._origin[1]) * self._scale[1]

    @cached_property
    def csr(self) -> tuple[Int32, Int32, Int32]:
        """Directed adjacency (see `StreetNetwork.arcs`)."""
        return self._network.arcs

    @cached_property
    def opposite(self) -> Int32:
        """By position in CSR order, the arc that leads to the node on the same edge (2M,)."""
        opposite: Int32 = self.csr[2] ^ np.int32(1)
        return opposite

    @cached_property
    def tails(self) -> Int32:
        """The node that each arc sets out from (2M,)."""
        return np.column_stack((self._network.edge_from, self._network.edge_to)).ravel()

    @cached_property
    def heads(self) -> Int32:
        """The node that each arc leads to (2M,)."""
        return np.column_stack((self._network.edge_to, self._network.edge_from)).ravel()

    @cached_property
    def neighbours(self) -> list[list[tuple[int, int]]]:
        """For each node its ``(neighbour, arc)``."""
        start, head, arc = self.csr
        bounds = start.tolist()
        pairs = list(zip(head.tolist(), arc.tolist()))
        return [pairs[a:b] for a, b in zip(bounds[:-1], bounds[1:])]

    @cached_property
    def places(self) -> list[tuple[float, float]]:
        """Nodes on the plane as plain pairs."""
        return list(zip(self.x.tolist(), self.y.tolist()))

    @cached_property
    def vertex_along(self) -> Float:
        """Metres on the plane from the start of its edge to each shape vertex (V,)."""
        network = self._network
        if not len(network.shape_lon):
            return np.zeros(0)
        x, y = self.plane(network.shape_lon, network.shape_lat)
        dx, dy = np.diff(x), np.diff(y)
        along = np.zeros(len(x))
        np.cumsum(np.sqrt(dx * dx + dy * dy), out=along[1:])
        first = along[network.shape_start[:-1]]
        along -= np.repeat(first, np.diff(network.shape_start))
        return along

    @cached_property
    def plane_length(self) -> Float:
        """Length of each edge on the plane (M,)."""
        last = self._network.shape_start[1:] - 1
        length: Float = self.vertex_along[last]
        return length

    @cached_property
    def bound_inverse(self) -> Float:
        """By arc, 1 / the metres on the plane that no way along it falls short of (2M,)."""
        # A piece is as long as its shape, or as the straight line between its nodes.
        ends = self._network.edge_from, self._network.edge_to
        chord = np.hypot(*(axis[ends[1]] - axis[ends[0]] for axis in (self.x, self.y)))
        metres = np.maximum(self.plane_length, chord)
        with np.errstate(divide="ignore"):
            return np.repeat(1.0 / metres, 2)
