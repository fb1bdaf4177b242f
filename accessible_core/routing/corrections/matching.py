# SPDX-License-Identifier: MIT
"""From a correction to the pieces and nodes that it means.

*Points* mean the nearest piece (and those that share its line), or the nearest kerb,
barrier or lift, where the attribute belongs to one. *Lines* mean the pieces that run
along them, near and in their direction, over most of the piece's own length; a line that
closes and runs along none means those that it crosses, so that a fence drawn across a
street closes it and a stripe of new surface across it changes nothing. *Polygons* mean
the pieces that lie in them for the most part; one that closes means all that passes
through it. Distances and shares are data (``corrections.toml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.routing.corrections import streets
from accessible_core.routing.corrections.meaning import BARRIER, EITHER, KERB, LIFT, Change
from accessible_core.routing.corrections.model import (
    LINE,
    POINT,
    Correction,
    Shape,
    knowledge,
)
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.survey.inside import inside

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]
Columns = Mapping[str, NDArray[Any]]


def _nothing() -> Int:
    return np.zeros(0, np.int64)


@dataclass(frozen=True)
class Match:
    """What a correction means.

    Attributes
    ----------
    edges, nodes : int64
    distance_m : float or None
        From a point to what it means; None where it does not apply.
    """

    edges: Int = field(default_factory=_nothing)
    nodes: Int = field(default_factory=_nothing)
    distance_m: float | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is meant."""
        return not len(self.edges) and not len(self.nodes)


class Matcher:
    """Finds what corrections mean on one network, as far as it has been corrected already.

    Parameters
    ----------
    network : StreetNetwork
        For topology.
    edges, nodes : mapping
        Its columns as they are by now; looked at anew for each correction.
    """

    def __init__(self, network: StreetNetwork, edges: Columns, nodes: Columns) -> None:
        self._network, self._edges, self._nodes = network, edges, nodes
        self._limits: Mapping[str, float] = knowledge()["match"]

    def match(self, correction: Correction, change: Change) -> Match:
        """Return the pieces and nodes that a correction means."""
        if correction.osm_node:
            return Match(nodes=np.flatnonzero(self._network.node_osm == correction.osm_node))
        usable = self._usable(correction, change)
        shape = correction.shape
        if shape is None:
            return Match(edges=np.flatnonzero(usable))
        if shape.kind != POINT:
            return self._meant(shape, correction, change, usable)
        each = [
            self._meant(Shape(POINT, (part,)), correction, change, usable) for part in shape.parts
        ]
        away = [match.distance_m for match in each if match.distance_m is not None]
        return Match(
            np.unique(np.concatenate([match.edges for match in each])),
            np.unique(np.concatenate([match.nodes for match in each])),
            max(away, default=None),
        )

    def _meant(self, shape: Shape, correction: Correction, change: Change, usable: Bool) -> Match:
        on_nodes = change.target in (KERB, LIFT, BARRIER, EITHER)
        # A fence stands in every street that it crosses, whatever stood there before.
        on_nodes &= shape.kind == POINT or change.target != BARRIER or not change.closes
        if on_nodes and not correction.osm_way and not correction.kind:
            found = self._nodes_meant(shape, change)
            if change.target == KERB or not found.empty:
                return found
        if change.target == BARRIER and not change.closes:
            # A barrier that is gone: one that an earlier correction put into the street.
            put = self._edges.get("barrier")
            usable = usable & (np.zeros_like(usable) if put is None else put > 0)
        return self._edges_meant(shape, change, usable)

    def _usable(self, correction: Correction, change: Change) -> Bool:
        usable = np.ones(self._network.edge_count, np.bool_)
        kinds = set(change.kinds) if not correction.kind else {correction.kind}
        if change.kinds:
            kinds &= set(change.kinds)
        if kinds or correction.kind:
            codes = [EDGE_KINDS.index(kind) for kind in kinds]
            usable &= np.isin(self._edges["kind"], codes)
        if correction.osm_way:
            # Who closes a square closes the lines across it, around what stands there, too.
            of_way = self._network.edge_way == correction.osm_way
            usable &= of_way | (self._network.area_way == correction.osm_way)
        return usable

    def _edges_meant(self, shape: Shape, change: Change, usable: Bool) -> Match:
        limits = self._limits
        if shape.kind == POINT:
            near = streets.Near.of(self._network, shape, limits["point_m"], usable)
            edges, away = streets.distances(near)
            if not len(edges) or away.min() > limits["point_m"]:
                return Match()
            return Match(edges[away <= away.min() + limits["tie_m"]], distance_m=float(away.min()))
        if shape.kind == LINE:
            near = streets.Near.of(self._network, shape, limits["line_m"], usable)
            if not len(near.edge):
                return Match()
            edges, along, whole = streets.metres_along(near, limits["line_m"], limits["line_angle"])
            meant = edges[(along >= limits["line_share"] * whole) & (along > 0.0)]
            if change.target == BARRIER or (change.closes and not len(meant)):
                return Match(streets.crossed(near))
            return Match(meant)
        near = streets.Near.of(self._network, shape, 1.0, usable)
        if not len(near.edge):
            return Match()
        edges, held, whole = streets.metres_inside(near)
        if change.closes:
            return Match(edges[held > limits["touch_m"]])
        return Match(edges[(held >= limits["polygon_share"] * whole) & (held > 0.0)])

    def _nodes_meant(self, shape: Shape, change: Change) -> Match:
        candidates = self._candidates(change.target)
        if shape.kind == POINT:
            return self._nearest(shape, change, candidates)
        if change.target == EITHER:
            return Match()  # what lies along or in it is closed or described as a street
        if shape.kind == LINE:
            nodes = np.flatnonzero(candidates & self._box(shape, self._limits["line_m"]))
            places = zip(self._network.node_lon[nodes], self._network.node_lat[nodes])
            away = [streets.metres_from(shape, float(lon), float(lat)) for lon, lat in places]
            return Match(nodes=nodes[np.array(away, np.float64) <= self._limits["line_m"]])
        nodes = np.flatnonzero(candidates & self._box(shape, 0.0))
        lon, lat = self._network.node_lon[nodes], self._network.node_lat[nodes]
        return Match(nodes=nodes[inside(lon, lat, shape.parts)])

    def _nearest(self, shape: Shape, change: Change, candidates: Bool) -> Match:
        network, limits = self._network, self._limits
        reach = limits["passage_m" if change.target == EITHER else "node_m"]
        lon, lat = shape.parts[0][0].tolist()
        nodes = np.flatnonzero(self._box(shape, reach))
        away = distance(network.node_lon[nodes], network.node_lat[nodes], lon, lat)
        fits = candidates[nodes] & (away <= reach)
        if change.target == BARRIER and change.closes and not fits.any():
            fits = away <= limits["at_node_m"]
        if not fits.any():
            return Match()
        nearest = int(np.where(fits, away, np.inf).argmin())
        return Match(nodes=nodes[[nearest]], distance_m=float(away[nearest]))

    def _candidates(self, target: str) -> Bool:
        """Return the nodes (N,) that a statement of this kind can be about."""
        nodes = self._nodes
        kerb = (nodes["kerb"] > 0) | ~np.isnan(nodes["kerb_height"])
        if target == LIFT:
            lift: Bool = nodes["lift"]
            return lift
        if target == BARRIER:
            barrier: Bool = nodes["barrier"] > 0
            return barrier
        if target == KERB:
            graph = StreetGraph.of(self._network)
            expected: Bool = kerb | nodes["crossing"] | graph.unknown_kerb | graph.is_kerb
            return expected
        passage: Bool = (nodes["barrier"] > 0) | nodes["lift"] | (nodes["foot"] > 0)
        passage |= (nodes["wheelchair"] > 0) | ~np.isnan(nodes["width"])
        return passage

    def _box(self, shape: Shape, more_m: float) -> Bool:
        """Return the nodes (N,) in the box around a shape."""
        network, every = self._network, np.concatenate(shape.parts)
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        x, y = (more_m / float(scale) for scale in metres_per_degree((south + north) / 2.0))
        lon, lat = network.node_lon, network.node_lat
        box: Bool = (lon >= west - x) & (lon <= east + x) & (lat >= south - y) & (lat <= north + y)
        return box
