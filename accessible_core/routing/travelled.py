# SPDX-License-Identifier: MIT
"""From the arcs of a way to a route: lengths, geometry, what is known, what was passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.routing.costs import Costs, is_estimated
from accessible_core.routing.limits import ATTRIBUTES, bit
from accessible_core.routing.obstacles import node_obstacle
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Obstacle, Route, RouteEdge
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.ticks import up_to_tick

Float = NDArray[np.float64]


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
    unknown_kerbs = _unknown_kerbs(graph, profile, way)
    edges = tuple(_edges(network, profile, costs, way, unknown_kerbs))
    distance = float(sum(edge.length_m for edge in edges))
    lon, lat = _geometry(graph, way)
    seconds = sum(piece_seconds(costs, piece) for piece in way.pieces)
    seconds += sum(float(costs.node_seconds[node]) for node in way.passed)
    unknown = _unknown_share(profile, edges)
    barred = any(costs.reasons[piece.arc] for piece in way.pieces)
    barred = barred or any(costs.node_reasons[node] for node in way.passed)
    return Route(
        profile=profile.name,
        confirmed=bool(edges) and not barred and not any(unknown.values()),
        distance_m=distance,
        duration_s=seconds,
        snap_m=snap_m,
        edges=edges,
        lon=lon,
        lat=lat,
        unknown_share=unknown,
        carriageway_m=float(
            sum(edge.length_m for edge in edges if network.edges["carriageway"][edge.edge])
        ),
        obstacles=tuple(_passed(network, profile, unknown_kerbs)),
        mobility=profile,
    )


def piece_seconds(costs: Costs, piece: Piece) -> float:
    """Return how long part of an arc takes, in whole ticks (`ticks.py`)."""
    return up_to_tick(float(costs.seconds[piece.arc]) * piece.share)


def _unknown_kerbs(graph: StreetGraph, profile: Profile, way: Way) -> list[int]:
    """Return the nodes passed at which a kerb is to be expected and not known.

    Who stays on the carriageway passes no kerb where a walk or crossing joins it.
    """
    if "kerb" not in profile.limited:
        return []
    on_road = [bool(graph.on_road[piece.arc >> 1]) for piece in way.pieces]
    return [
        node
        for node, before, after in zip(way.passed, on_road, on_road[1:])
        if graph.unknown_kerb[node] and (graph.is_kerb[node] or not (before and after))
    ]


def _edges(
    network: StreetNetwork, profile: Profile, costs: Costs, way: Way, unknown_kerbs: list[int]
) -> Iterator[RouteEdge]:
    limited = [name for name in ATTRIBUTES if name in profile.limited]
    untold = set(unknown_kerbs)
    estimated = is_estimated(network)
    around = list(zip((-1, *way.passed), (*way.passed, -1)))
    for piece, (before, after) in zip(way.pieces, around):
        edge, forward = piece.arc >> 1, piece.arc & 1 == 0
        bits = int(costs.known[edge])
        # A kerb matters where it is passed, not at the far end of a piece travelled in part.
        kerb_known = before not in untold and after not in untold
        known = tuple(
            name for name in limited if (kerb_known if name == "kerb" else bits & bit(name))
        )
        ends = (int(network.edge_from[edge]), int(network.edge_to[edge]))
        osm = [int(network.node_osm[node]) or None for node in (ends if forward else ends[::-1])]
        surface = int(network.edges["surface"][edge])
        yield RouteEdge(
            edge=edge,
            forward=forward,
            osm_way=int(network.edge_way[edge]) or None,
            from_node=osm[0],
            to_node=osm[1],
            length_m=float(network.edge_length[edge]) * piece.share,
            kind=EDGE_KINDS[network.edges["kind"][edge]],
            incline=None if estimated[edge] else _incline(network, edge, forward),
            incline_estimated=_incline(network, edge, forward) if estimated[edge] else None,
            surface=network.surfaces[surface] if surface else None,
            known=known,
            name=network.names[network.edges["name"][edge]] if network.names else "",
            from_share=piece.low,
            to_share=piece.high,
        )


def _incline(network: StreetNetwork, edge: int, forward: bool) -> float | None:
    """Return the steepest slope in travel direction in per cent, downhill negative."""
    up = float(network.edges["incline_up"][edge])
    down = float(network.edges["incline_down"][edge])
    if np.isnan(up) or np.isnan(down):
        return None
    if not forward:
        up, down = down, up
    return round(up if up >= down else -down, 2)


def _unknown_share(profile: Profile, edges: tuple[RouteEdge, ...]) -> dict[str, float]:
    total = sum(edge.length_m for edge in edges)
    shares: dict[str, float] = {}
    for name in profile.limited:
        lacking = [edge for edge in edges if name not in edge.known]
        length = sum(edge.length_m for edge in lacking)
        # A piece without length (a lift seen from above) still counts as not known.
        shares[name] = length / total if total > 0.0 and length > 0.0 else float(bool(lacking))
    return shares


def _passed(
    network: StreetNetwork, profile: Profile, unknown_kerbs: list[int]
) -> Iterator[Obstacle]:
    for node in dict.fromkeys(unknown_kerbs):
        yield node_obstacle(network, profile, node, "kerb")


def _geometry(graph: StreetGraph, way: Way) -> tuple[Float, Float]:
    """Return the line from place to place, without repeated vertices."""
    if not way.pieces:
        return np.zeros(0), np.zeros(0)
    parts = [piece_shape(graph, piece) for piece in way.pieces]
    lon = np.concatenate([part[0] for part in parts])
    lat = np.concatenate([part[1] for part in parts])
    fresh = np.ones(len(lon), np.bool_)
    fresh[1:] = (lon[1:] != lon[:-1]) | (lat[1:] != lat[:-1])
    return lon[fresh], lat[fresh]


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
