# SPDX-License-Identifier: MIT
"""From the arcs of a way to a route: lengths, geometry, what is known, what was passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.conditions import condition_tags
from accessible_core.network.model import (
    CONDITION_STATES,
    EDGE_KINDS,
    INCLINE_SOURCES,
    StreetNetwork,
)
from accessible_core.routing.conditions import condition_states, doubtful
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import ATTRIBUTES, bit
from accessible_core.routing.obstacles import node_obstacle
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Obstacle, Route, RouteEdge
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.ticks import up_to_tick, up_to_ticks

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass(frozen=True)
class Piece:
    """Part of an arc, from share `low` to `high` in forward direction of its edge."""

    arc: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Which part of the edge this is, 0 to 1."""
        return self.high - self.low


@dataclass(frozen=True)
class Way:
    """Pieces in travel order, and the nodes passed through between them."""

    cost: float
    pieces: tuple[Piece, ...]
    passed: tuple[int, ...]


def route_of(
    network: StreetNetwork,
    profile: Profile,
    costs: Costs,
    way: Way,
    snap_m: tuple[float, float],
) -> Route:
    """Return the route along `way` with everything that is to be said about it."""
    graph = StreetGraph.of(network)
    columns = _columns(network, way)
    edge, metres = columns.edge, columns.metres
    passed = np.array(way.passed, np.int64)
    unknown_kerbs = _unknown_kerbs(graph, profile, edge, passed)
    known = _known(profile, costs, way, edge, unknown_kerbs)
    # Before and after a gate of which nobody knows whether it is open.
    known[_beside(doubtful(network.nodes)[passed])[: len(known)]] &= ~bit("access")
    unknown = _unknown_share(profile, known, metres)
    barred = costs.reasons[columns.arc].any() or costs.node_reasons[passed].any()
    lon, lat = _geometry(graph, way, columns)
    seconds = up_to_ticks(costs.seconds[columns.arc] * columns.share).sum()
    return Route(
        profile=profile.name,
        confirmed=bool(len(edge)) and not barred and not any(unknown.values()),
        distance_m=float(metres.sum()),
        duration_s=float(seconds + costs.node_seconds[passed].sum()),
        snap_m=snap_m,
        edges=_edges(network, profile, columns, known),
        lon=lon,
        lat=lat,
        unknown_share=unknown,
        carriageway_m=float(metres[network.edges["carriageway"][edge]].sum()),
        obstacles=tuple(_passed(network, profile, unknown_kerbs)),
        mobility=profile,
        conditions=tuple(_conditions(network, way)),
    )


def _conditions(network: StreetNetwork, way: Way) -> Iterator[dict[str, Any]]:
    """Yield what access that depends on time the way meets, each way and node once."""
    said: set[tuple[str, int, int]] = set()
    for columns, osm, name, rows in (
        (network.edges, network.edge_way, "osm_way", [piece.arc >> 1 for piece in way.pieces]),
        (network.nodes, network.node_osm, "osm_node", list(way.passed)),
    ):
        if "condition" not in columns:
            continue
        numbers, states = columns["condition"], condition_states(columns)
        for row in rows:
            number, state = int(numbers[row]), int(states[row])
            key = name, int(osm[row]) or -1 - row, number
            if number and state and key not in said:
                said.add(key)
                yield {
                    "osm_way": None,
                    "osm_node": None,
                    name: int(osm[row]) or None,
                    "tags": condition_tags(network.conditions[number]),
                    "state": CONDITION_STATES[state],
                }


@dataclass(frozen=True)
class _Columns:
    """The K pieces of a way in columns."""

    arc: Int
    edge: Int
    low: Float
    high: Float
    metres: Float

    @property
    def share(self) -> Float:
        """Which part of its edge each piece is, 0 to 1."""
        return self.high - self.low


def _columns(network: StreetNetwork, way: Way) -> _Columns:
    arc = np.array([piece.arc for piece in way.pieces], np.int64)
    low = np.array([piece.low for piece in way.pieces], np.float64)
    high = np.array([piece.high for piece in way.pieces], np.float64)
    edge = arc >> 1
    return _Columns(arc, edge, low, high, network.edge_length[edge] * (high - low))


def piece_seconds(costs: Costs, piece: Piece) -> float:
    """Return how long part of an arc takes, in whole ticks (`ticks.py`)."""
    return up_to_tick(float(costs.seconds[piece.arc]) * piece.share)


def _unknown_kerbs(graph: StreetGraph, profile: Profile, edge: Int, passed: Int) -> list[int]:
    """Return the nodes passed at which a kerb is to be expected and not known.

    Who stays on the carriageway passes no kerb where a walk or crossing joins it.
    """
    if "kerb" not in profile.limited or not len(passed):
        return []
    on_road = graph.on_road[edge]
    leaves = ~(on_road[:-1] & on_road[1:])
    found: list[int] = passed[
        graph.unknown_kerb[passed] & (graph.is_kerb[passed] | leaves)
    ].tolist()
    return found


def _known(profile: Profile, costs: Costs, way: Way, edge: Int, unknown_kerbs: list[int]) -> Int:
    """Return the bits of the limited attributes known on each piece (K,)."""
    limited = sum(bit(name) for name in profile.limited)
    known: Int = costs.known[edge].astype(np.int64) & (limited & ~bit("kerb"))
    if "kerb" in profile.limited:
        untold = set(unknown_kerbs)
        # A kerb matters where it is passed, not at the far end of a piece travelled in part.
        met = np.array([node in untold for node in way.passed], np.bool_)
        known[~_beside(met)[: len(known)]] |= bit("kerb")
    return known


def _beside(met: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pieces (K,) before and after marked nodes, of those passed (K - 1,)."""
    beside: NDArray[np.bool_] = np.append(met, np.False_) | np.append(np.False_, met)
    return beside


def _edges(
    network: StreetNetwork, profile: Profile, columns: _Columns, known: Int
) -> tuple[RouteEdge, ...]:
    edges, edge = network.edges, columns.edge
    forward = columns.arc & 1 == 0
    ends = network.edge_from[edge], network.edge_to[edge]
    estimated = edges["incline_source"][edge] == INCLINE_SOURCES.index("dem_coarse")
    slopes = edges["incline_up"][edge], edges["incline_down"][edge]
    inclines = map(
        _incline,
        np.where(forward, *slopes).tolist(),
        np.where(forward, *slopes[::-1]).tolist(),
    )
    names = _names(profile, known)
    rows = zip(
        edge.tolist(),
        forward.tolist(),
        network.edge_way[edge].tolist(),
        network.node_osm[np.where(forward, *ends)].tolist(),
        network.node_osm[np.where(forward, *ends[::-1])].tolist(),
        columns.metres.tolist(),
        edges["kind"][edge].tolist(),
        estimated.tolist(),
        inclines,
        edges["surface"][edge].tolist(),
        known.tolist(),
        edges["name"][edge].tolist(),
        columns.low.tolist(),
        columns.high.tolist(),
    )
    return tuple(
        RouteEdge(
            edge=each,
            forward=ahead,
            osm_way=osm_way or None,
            from_node=from_node or None,
            to_node=to_node or None,
            length_m=length,
            kind=EDGE_KINDS[kind],
            incline=None if coarse else incline,
            incline_estimated=incline if coarse else None,
            surface=network.surfaces[surface] if surface else None,
            known=names[bits],
            name=network.names[name] if network.names else "",
            from_share=low,
            to_share=high,
        )
        for (
            each, ahead, osm_way, from_node, to_node, length, kind,
            coarse, incline, surface, bits, name, low, high,
        ) in rows
    )  # fmt: skip


def _names(profile: Profile, known: Int) -> dict[int, tuple[str, ...]]:
    """Return the attributes that bits stand for, for those that occur."""
    limited = [name for name in ATTRIBUTES if name in profile.limited]
    return {
        bits: tuple(name for name in limited if bits & bit(name)) for bits in set(known.tolist())
    }


def _incline(up: float, down: float) -> float | None:
    """Return the steepest slope in travel direction in per cent, downhill negative."""
    if isnan(up) or isnan(down):
        return None
    return round(up if up >= down else -down, 2)


def _unknown_share(profile: Profile, known: Int, metres: Float) -> dict[str, float]:
    total = float(metres.sum())
    shares: dict[str, float] = {}
    for name in profile.limited:
        lacking = known & bit(name) == 0
        length = float(metres[lacking].sum())
        # A piece without length (a lift seen from above) still counts as not known.
        some = float(lacking.any())
        shares[name] = length / total if total > 0.0 and length > 0.0 else some
    return shares


def _passed(
    network: StreetNetwork, profile: Profile, unknown_kerbs: list[int]
) -> Iterator[Obstacle]:
    for node in dict.fromkeys(unknown_kerbs):
        yield node_obstacle(network, profile, node, "kerb")


def _geometry(graph: StreetGraph, way: Way, columns: _Columns) -> tuple[Float, Float]:
    """Return the line from place to place, without repeated vertices."""
    if not way.pieces:
        return np.zeros(0), np.zeros(0)
    network = graph.network
    # Only the first and the last piece may be travelled in part.
    middle = slice(1, len(way.pieces) - 1)
    vertex = _vertices(network, columns.arc[middle])
    parts = [piece_shape(graph, way.pieces[0])]
    parts.append((network.shape_lon[vertex], network.shape_lat[vertex]))
    if len(way.pieces) > 1:
        parts.append(piece_shape(graph, way.pieces[-1]))
    lon = np.concatenate([part[0] for part in parts])
    lat = np.concatenate([part[1] for part in parts])
    fresh = np.ones(len(lon), np.bool_)
    fresh[1:] = (lon[1:] != lon[:-1]) | (lat[1:] != lat[:-1])
    return lon[fresh], lat[fresh]


def _vertices(network: StreetNetwork, arc: Int) -> Int:
    """Return the shape vertices of whole arcs, in travel direction."""
    edge, backward = arc >> 1, arc & 1
    start, stop = network.shape_start[edge], network.shape_start[edge + 1]
    count = stop - start
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    first = np.where(backward, stop - 1, start)
    vertex: Int = np.repeat(first, count) + np.repeat(1 - 2 * backward, count) * nth
    return vertex


def piece_shape(graph: StreetGraph, piece: Piece) -> tuple[Float, Float]:
    """Return longitudes and latitudes of part of an edge, in travel direction."""
    network, edge = graph.network, piece.arc >> 1
    lon, lat = network.shape(edge)
    if piece.low > 0.0 or piece.high < 1.0:
        first, stop = int(network.shape_start[edge]), int(network.shape_start[edge + 1])
        along = graph.vertex_along[first:stop]
        cuts = np.array([piece.low, piece.high]) * along[-1]
        inside = (along > cuts[0]) & (along < cuts[1])
        ends_lon, ends_lat = np.interp(cuts, along, lon), np.interp(cuts, along, lat)
        lon = np.concatenate([ends_lon[:1], lon[inside], ends_lon[1:]])
        lat = np.concatenate([ends_lat[:1], lat[inside], ends_lat[1:]])
    return (lon[::-1], lat[::-1]) if piece.arc & 1 else (lon, lat)
