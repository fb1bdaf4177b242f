# SPDX-License-Identifier: MIT
"""From two points to a route under a profile, or to the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf, isfinite

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.costs import Costs, costs
from accessible_core.routing.limits import PHYSICAL, bit
from accessible_core.routing.obstacles import admitting, arc_obstacles, node_obstacles
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Obstacle, Route
from accessible_core.routing.search import Ends, Found, Weights, shortest
from accessible_core.routing.snap import Place, SegmentGrid
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, Way, route_of

Float = NDArray[np.float64]
Point = tuple[float, float]

#: Cost of one barrier in seconds where the way with the fewest is looked for: more
#: than any way without one (four months), so that fewest barriers come first, time second.
BARRIER_COST = 1e7
#: A barred piece this much nearer to a point than the usable one is worth saying (metres).
PASSED_OVER_M = 10.0
_HALF_TURN = 180.0


class Router:
    """Finds ways on one network for one profile.

    Parameters
    ----------
    network : StreetNetwork
    profile : Profile
    admitted : iterable of Obstacle
        Obstacles, as an earlier answer gave them, to be taken as removed.
    """

    def __init__(
        self, network: StreetNetwork, profile: Profile, *, admitted: Iterable[Obstacle] = ()
    ) -> None:
        self.network = network
        self.profile = profile
        self.costs: Costs = costs(network, profile)
        removed = tuple(admitted)
        if removed:
            self.costs = admitting(self.costs, removed)
        self._graph = StreetGraph.of(network)

    def route(self, start: Point, end: Point, snap_m: float = 100.0) -> Route | NoRoute:
        """Return the way of least cost, or why there is none.

        Parameters
        ----------
        start, end : (lon, lat)
            Degrees, WGS 84.
        snap_m : float
            How far from each point the network may be, in metres.

        Raises
        ------
        UsageError
            A point is no position on earth, or `snap_m` no distance.
        """
        _check(start, end, snap_m)
        a, b = self.snap(start, snap_m), self.snap(end, snap_m)
        if a is None or b is None:
            reason = "start_off_network" if a is None else "end_off_network"
            snapped = (a.distance_m if a else None, b.distance_m if b else None)
            return NoRoute(self.profile.name, reason, snapped, radius_m=snap_m)
        result = self.between(a, b)
        if isinstance(result, Route):
            passed_over = self._passed_over(start, a), self._passed_over(end, b)
            # Who stands on barred ground is not known to get from there to the route.
            confirmed = result.confirmed and not any(passed_over)
            return replace(result, confirmed=confirmed, passed_over=passed_over)
        return result

    def snap(self, point: Point, snap_m: float = 100.0) -> Place | None:
        """Return the nearest place that the profile can use (see `snap.Place`)."""
        grid = SegmentGrid.of(self.network)
        return grid.nearest(*point, snap_m, self.costs.edge_open, self._dear)

    def between(self, a: Place, b: Place) -> Route | NoRoute:
        """Return the way of least cost between two places on the network."""
        way = self._search(self._weights, a, b)
        if way is not None:
            return self._route(way, a, b)
        snapped = (a.distance_m, b.distance_m)
        least = self._search(self._barrier_weights, a, b)
        if least is None:
            return NoRoute(self.profile.name, "disconnected", snapped)
        blocked_by = tuple(self._blocking(least))
        route = self._route(least, a, b)
        return NoRoute(self.profile.name, "barred", snapped, blocked_by, route)

    def _passed_over(self, point: Point, place: Place) -> tuple[Obstacle, ...]:
        """Return why a piece clearly nearer than `place` was not snapped to, if so."""
        nearer = place.distance_m - PASSED_OVER_M
        if nearer <= 0.0:
            return ()
        found = SegmentGrid.of(self.network).nearest(
            *point, nearer, self._physically_barred, self._dear
        )
        if found is None or not found.usable:
            return ()
        causes = arc_obstacles(self.network, self.profile, self.costs, 2 * found.edge)
        return tuple(causes)

    @cached_property
    def _physically_barred(self) -> NDArray[np.bool_]:
        """Edges (M,) barred by what they are like, not by who may use them."""
        forward, backward = self.costs.reasons[0::2], self.costs.reasons[1::2]
        physical = np.uint32(sum(bit(attribute) for attribute in PHYSICAL))
        closed = np.uint32(0xFFFFFFFF) ^ physical
        barred: NDArray[np.bool_] = (forward & physical != 0) & (backward & physical != 0)
        barred &= forward & closed == 0
        return barred

    @cached_property
    def _dear(self) -> Float:
        cheaper: Float = self.costs.cost.reshape(-1, 2).min(axis=1)
        return cheaper

    @cached_property
    def _weights(self) -> Weights:
        return Weights(self._graph, self.costs.cost, self.costs.node_cost)

    @cached_property
    def _barrier_weights(self) -> Weights:
        barred, node_barred = self.costs.reasons != 0, self.costs.node_reasons != 0
        return Weights(
            self._graph,
            self.costs.open_cost + BARRIER_COST * barred,
            self.costs.node_open_cost + BARRIER_COST * node_barred,
        )

    def _route(self, way: Way, a: Place, b: Place) -> Route:
        snapped = (a.distance_m, b.distance_m)
        return route_of(self.network, self.profile, self.costs, way, snapped)

    def _blocking(self, way: Way) -> Iterable[Obstacle]:
        for piece, node in zip(way.pieces, (*way.passed, -1)):
            yield from arc_obstacles(self.network, self.profile, self.costs, piece.arc)
            if node >= 0:
                yield from node_obstacles(self.network, self.profile, self.costs, node)

    def _search(self, weights: Weights, a: Place, b: Place) -> Way | None:
        leaving, arriving = _leaving(weights, a), _arriving(weights, b)
        direct = _direct(weights, a, b)
        x, y = self._graph.plane(np.array(b.lon), np.array(b.lat))
        ends = Ends(
            starts=[(end.node, end.cost) for end in leaving.values()],
            free=a.node,
            goals={end.node: (end.cost, end.piece is not None) for end in arriving.values()},
            x=float(x),
            y=float(y),
            bound=inf if direct is None else direct.cost,
        )
        found = shortest(weights, ends)
        if found is not None:
            return _joined(self.network, leaving, arriving, found)
        if direct is None:
            return None
        return Way(direct.cost, (direct.piece,) if direct.piece else (), ())


@dataclass(frozen=True)
class _End:
    """A node that a place gives on to, what it costs, and the part of an edge walked."""

    node: int
    cost: float
    piece: Piece | None


def _leaving(weights: Weights, place: Place) -> dict[int, _End]:
    """Return the nodes reached from a place, by node."""
    if place.node >= 0:
        return {place.node: _End(place.node, 0.0, None)}
    network = weights.graph.network
    forward = Piece(2 * place.edge, place.share, 1.0)
    backward = Piece(2 * place.edge + 1, 0.0, place.share)
    ends = (int(network.edge_to[place.edge]), int(network.edge_from[place.edge]))
    return _cheapest(weights, ends, (forward, backward))


def _arriving(weights: Weights, place: Place) -> dict[int, _End]:
    """Return the nodes from which a place is reached, by node."""
    if place.node >= 0:
        return {place.node: _End(place.node, 0.0, None)}
    network = weights.graph.network
    forward = Piece(2 * place.edge, 0.0, place.share)
    backward = Piece(2 * place.edge + 1, place.share, 1.0)
    ends = (int(network.edge_from[place.edge]), int(network.edge_to[place.edge]))
    return _cheapest(weights, ends, (forward, backward))


def _cheapest(
    weights: Weights, nodes: tuple[int, int], pieces: tuple[Piece, Piece]
) -> dict[int, _End]:
    ends: dict[int, _End] = {}
    for node, piece in zip(nodes, pieces):
        cost = _part_cost(weights, piece)
        # Both ends of a loop are one node: the cheaper way round counts.
        if isfinite(cost) and (node not in ends or cost < ends[node].cost):
            ends[node] = _End(node, cost, piece)
    return ends


def _direct(weights: Weights, a: Place, b: Place) -> _End | None:
    """Return the way along one edge that holds both places, if it can be taken."""
    if a.node >= 0 and a.node == b.node:
        arcs = 2 * a.edge, 2 * a.edge + 1
        arc = min(arcs, key=lambda each: float(weights.arc_cost[each]))
        return _End(a.node, 0.0, Piece(arc, a.share, a.share))
    if a.edge != b.edge or a.node >= 0 or b.node >= 0:
        return None
    if a.share <= b.share:
        pieces = [Piece(2 * a.edge, a.share, b.share)]
    else:
        pieces = [Piece(2 * a.edge + 1, b.share, a.share)]
    if a.share == b.share:
        pieces.append(Piece(2 * a.edge + 1, a.share, b.share))
    for piece in pieces:
        # Standing still on a piece that is barred is no way: its cost must be finite.
        cost = _part_cost(weights, piece)
        if isfinite(cost):
            return _End(-1, cost, piece)
    return None


def _part_cost(weights: Weights, piece: Piece) -> float:
    """Return the cost of part of an arc; a barrier stands in every part of it."""
    whole = float(weights.arc_cost[piece.arc])
    if not isfinite(whole):
        return inf
    barriers = whole // BARRIER_COST
    return barriers * BARRIER_COST + (whole - barriers * BARRIER_COST) * piece.share


def _joined(
    network: StreetNetwork, leaving: dict[int, _End], arriving: dict[int, _End], found: Found
) -> Way:
    """Return start piece, whole edges and end piece as one way."""
    first, last = leaving[found.first].piece, arriving[found.last].piece
    pieces = [Piece(arc, 0.0, 1.0) for arc in found.arcs]
    if first is not None:
        pieces.insert(0, first)
    if last is not None:
        pieces.append(last)
    passed = [
        int((network.edge_from if piece.arc & 1 else network.edge_to)[piece.arc >> 1])
        for piece in pieces[:-1]
    ]
    return Way(found.cost, tuple(pieces), tuple(passed))


def _check(start: Point, end: Point, snap_m: float) -> None:
    for name, point in (("start", start), ("end", end)):
        lon, lat = point
        if not (
            isfinite(lon)
            and isfinite(lat)
            and abs(lon) <= _HALF_TURN
            and abs(lat) <= _HALF_TURN / 2
        ):
            raise UsageError(
                f"The {name} {lon},{lat} is no position on earth: give degrees, longitude first."
            )
    if not (isfinite(snap_m) and snap_m > 0.0):
        raise UsageError(f"The snapping radius is a number of metres over zero, not {snap_m}.")
