# SPDX-License-Identifier: MIT
"""From two points to a route under a profile, or to the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.network.model import StreetNetwork
from accessible_core.network.moment import Moment, MomentLike
from accessible_core.routing.conditions import at_moment, considers_conditions, doubtful
from accessible_core.routing.corrections.apply import Corrected, corrected
from accessible_core.routing.corrections.model import Correction
from accessible_core.routing.costs import Costs, costs
from accessible_core.routing.ends import (
    BARRIER_COST,
    End,
    along_one_edge,
    arriving_at,
    leaving_at,
)
from accessible_core.routing.engine import AUTO, Engine, chosen
from accessible_core.routing.known import known_weights
from accessible_core.routing.limits import bit
from accessible_core.routing.obstacles import admitting, arc_obstacles, node_obstacles
from accessible_core.routing.passed_over import PASSED_OVER_M, edges_to_tell
from accessible_core.routing.positions import Point, check_question, whereabouts
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Obstacle, Route
from accessible_core.routing.search import shortest
from accessible_core.routing.snap import Place, SegmentGrid
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.topology import Topology
from accessible_core.routing.travelled import Piece, Way, route_of
from accessible_core.routing.used import closes_anything, used_corrections
from accessible_core.routing.weights import Ends, Found, Weights

if TYPE_CHECKING:
    from accessible_core.routing.facilities.goals import Facilities

Float = NDArray[np.float64]


class Router:
    """Finds ways on one network for one profile.

    Parameters
    ----------
    network : StreetNetwork
    profile : Profile
    admitted : iterable of Obstacle
        Obstacles, as an earlier answer gave them, to be taken as removed.
    engine : str or Engine
        What searches: ``base``, ``fast`` or ``auto`` (see `engine.chosen`). The ways
        found are the same.
    corrections : iterable of Correction, optional
        Statements that stand over the map (see ``corrections/``).
    at : Moment, str, date or datetime, optional
        Local time. Opening hours and conditional access are decided for it; without it
        they are not considered, and corrections count that are valid now.

    Attributes
    ----------
    network : StreetNetwork
        As it is at that moment, with the corrections: what results refer to.
    findings : Findings
        What is to be said about corrections and moment.

    Raises
    ------
    UsageError
        There is no such engine, or `at` is no moment.
    MissingExtraError
        The compiled engine was asked for and is not installed.
    """

    def __init__(
        self,
        network: StreetNetwork,
        profile: Profile,
        *,
        admitted: Iterable[Obstacle] = (),
        engine: str | Engine = AUTO,
        corrections: Iterable[Correction] | None = None,
        at: MomentLike | None = None,
    ) -> None:
        self.engine = chosen(engine)
        self.profile = profile
        self.findings = Findings()
        self.at = None if at is None else Moment.of(at)
        self._admitted = tuple(admitted)
        self._uncorrected = network if self.at is None else self._at_moment(network, self.at)
        self._layer: Corrected | None = None
        self.network = self._uncorrected
        if corrections is not None:
            valid_at = Moment.now() if self.at is None else self.at
            self._layer = corrected(self._uncorrected, corrections, valid_at, self.findings)
            self.network = self._layer.network
        self.costs: Costs = costs(self.network, profile)
        if self._admitted:
            self.costs = admitting(self.costs, self._admitted)
        self._graph = StreetGraph.of(self.network)

    def _at_moment(self, network: StreetNetwork, at: Moment) -> StreetNetwork:
        if not considers_conditions(network):
            self.findings.add("conditions_not_in_network", value=str(at))
        return at_moment(network, at)

    def route(
        self, start: Point, end: Point, snap_m: float = 100.0, *, weights: Weights | None = None
    ) -> Route | NoRoute:
        """Return the way of least cost, or why there is none.

        Parameters
        ----------
        start, end : (lon, lat)
            Degrees, WGS 84.
        snap_m : float
            How far from each point the network may be, in metres.
        weights : Weights, optional
            What ways cost, if not what the profile says.

        Raises
        ------
        UsageError
            A point is no position on earth, or `snap_m` no distance.
        """
        check_question(start, end, snap_m)
        result = self._route_between(start, end, snap_m, weights)
        if self._layer is None or not self._layer.corrections:
            return result
        plain = None
        if self._plain is not None:
            without = self._plain._route_between(start, end, snap_m)  # noqa: SLF001 - one of us
            plain = without if isinstance(without, Route) else None
        route = result if isinstance(result, Route) else None
        return replace(result, corrections=used_corrections(self._layer, self.costs, route, plain))

    @cached_property
    def _plain(self) -> Router | None:
        """The same without corrections; None where none of them can have closed anything."""
        if self._layer is None or not closes_anything(self._layer, self.costs):
            return None
        plain = Router(self._uncorrected, self.profile, admitted=self._admitted, engine=self.engine)
        plain.at = self.at
        return plain

    def _route_between(
        self, start: Point, end: Point, snap_m: float, weights: Weights | None = None
    ) -> Route | NoRoute:
        a, b = self.snap(start, snap_m), self.snap(end, snap_m)
        if a is None or b is None:
            reason = "start_off_network" if a is None else "end_off_network"
            snapped = (a.distance_m if a else None, b.distance_m if b else None)
            return self._off_network(reason, start if a is None else end, snapped, snap_m)
        result = self.between(a, b, weights)
        if isinstance(result, Route):
            passed_over = self.passed_over(start, a), self.passed_over(end, b)
            # Who stands on barred ground is not known to get from there to the route.
            confirmed = result.confirmed and not any(passed_over)
            return replace(result, confirmed=confirmed, passed_over=passed_over)
        return replace(result, asked_under=partial(self._under, start, end, snap_m))

    def _under(self, start: Point, end: Point, snap_m: float, profile: Profile) -> Route | NoRoute:
        """Answer the same question for another profile, on the network as it is here."""
        other = Router(self.network, profile, admitted=self._admitted, engine=self.engine)
        return other._route_between(start, end, snap_m)

    def route_known(self, start: Point, end: Point, snap_m: float = 100.0) -> Route | NoRoute:
        """Return a way that prefers what is known, or why there is none.

        It may be longer than that of `route`: what the profile limits and is not known
        counts several times (``data/on_the_way.toml``). `known.better_known` tells
        whether it is any better.

        Parameters
        ----------
        start, end, snap_m
            As for `route`.
        """
        return self.route(start, end, snap_m, weights=self._known_weights)

    def route_to_facility(
        self, start: Point, facilities: Facilities, facility: str, snap_m: float = 100.0
    ) -> Route | NoRoute:
        """Return the way to the best door of a facility that can be reached.

        Parameters
        ----------
        start : (lon, lat)
            Degrees, WGS 84.
        facilities : Facilities
            From `facilities.facilities_for`; they say which door is accessible.
        facility : str
            Its id.
        snap_m : float
            As for `route`.

        Returns
        -------
        Route or NoRoute
            Its `doors` say which door it is and what is known of it.

        Raises
        ------
        UsageError
            As for `route`, or there is no such facility, or no position of it.
        """
        from accessible_core.routing.facilities.to_facility import (
            at_facility,
            at_point,
            way_between,
        )

        find = partial(self.route, snap_m=snap_m)
        return way_between(find, at_point(start), at_facility(facilities, facility))

    def start(self, point: Point, snap_m: float = 100.0) -> Place | NoRoute:
        """Return the place from which ways lead on, or why none does.

        Raises
        ------
        UsageError
            As for `route`.
        """
        check_question(point, point, snap_m)
        place = self.snap(point, snap_m)
        if place is None:
            return self._off_network("start_off_network", point, (None, None), snap_m)
        if place.usable:
            return place
        return NoRoute(
            self.profile.name,
            "start_barred",
            (place.distance_m, None),
            tuple(self._causes(2 * place.edge)),
            radius_m=snap_m,
            at=self._said,
        )

    def snap(self, point: Point, snap_m: float = 100.0) -> Place | None:
        """Return the nearest place that the profile can use (see `snap.Place`)."""
        grid = SegmentGrid.of(self.network)
        return grid.nearest(*point, snap_m, self.costs.edge_open, self._dear)

    def between(self, a: Place, b: Place, weights: Weights | None = None) -> Route | NoRoute:
        """Return the way of least cost between two places on the network."""
        way = self._search(weights or self.weights, a, b)
        if way is not None:
            return self._route(way, a, b)
        snapped = (a.distance_m, b.distance_m)
        least = self._search(self.barrier_weights, a, b)
        if least is None:
            return NoRoute(self.profile.name, "disconnected", snapped, at=self._said)
        blocked_by = tuple(self.blocking(least))
        route = self._route(least, a, b)
        return NoRoute(
            self.profile.name,
            "barred",
            snapped,
            blocked_by,
            route,
            mobility=self.profile,
            at=self._said,
        )

    def _off_network(
        self,
        reason: str,
        point: Point,
        snapped: tuple[float | None, float | None],
        snap_m: float,
    ) -> NoRoute:
        off, extent = whereabouts(self.network, point)
        return NoRoute(
            self.profile.name,
            reason,
            snapped,
            radius_m=snap_m,
            off=off,
            extent=extent,
            at=self._said,
        )

    def passed_over(self, point: Point, place: Place) -> tuple[Obstacle, ...]:
        """Return why a piece clearly nearer than `place` was not snapped to, if so."""
        nearer = place.distance_m - PASSED_OVER_M
        if nearer <= 0.0:
            return ()
        found = SegmentGrid.of(self.network).nearest(*point, nearer, self._missed, self._dear)
        if found is None or not found.usable:
            return ()
        arcs = 2 * found.edge, 2 * found.edge + 1
        # What bars the way that is not merely against a one-way direction.
        arc = min(arcs, key=lambda each: int(self.costs.reasons[each]) == bit("oneway"))
        return tuple(self._causes(arc))

    @cached_property
    def _missed(self) -> NDArray[np.bool_]:
        return edges_to_tell(self.network, self.costs, self._layer)

    @cached_property
    def _dear(self) -> Float:
        return np.minimum(self.costs.cost[0::2], self.costs.cost[1::2])

    @cached_property
    def weights(self) -> Weights:
        """What ways cost under the profile."""
        return Weights(self._graph, self.costs.cost, self.costs.node_cost, self.engine)

    @cached_property
    def _known_weights(self) -> Weights:
        return known_weights(self.network, self.profile, self.costs, self.engine)

    @cached_property
    def fastest(self) -> Weights:
        """How long ways take that the profile admits, in seconds."""
        costs = self.costs
        return Weights(
            self._graph,
            np.where(costs.reasons == 0, costs.seconds, np.inf),
            np.where(costs.node_reasons == 0, costs.node_seconds, np.inf),
            self.engine,
        )

    @cached_property
    def fastest_known(self) -> Weights:
        """As `fastest`, admitting only what is known.

        That is less, where in doubt, than routes would confirm.
        """
        weights, limited = self.fastest, self.profile.limited
        needed = np.uint32(sum(bit(name) for name in limited if name != "kerb"))
        known = np.repeat(self.costs.known & needed == needed, 2)
        node_cost = np.where(doubtful(self.network.nodes), np.inf, weights.node_cost)
        if "kerb" in limited:
            node_cost = np.where(self._graph.unknown_kerb, np.inf, node_cost)
        return Weights(
            self._graph, np.where(known, weights.arc_cost, np.inf), node_cost, self.engine
        )

    @cached_property
    def barrier_weights(self) -> Weights:
        """What ways cost where barred ones count, each barrier more than any way."""
        barred, node_barred = self.costs.reasons != 0, self.costs.node_reasons != 0
        return Weights(
            self._graph,
            self.costs.open_cost + BARRIER_COST * barred,
            self.costs.node_open_cost + BARRIER_COST * node_barred,
            self.engine,
        )

    def _route(self, way: Way, a: Place, b: Place) -> Route:
        snapped = (a.distance_m, b.distance_m)
        route = route_of(self.network, self.profile, self.costs, way, snapped)
        return replace(route, at=self._said)

    @property
    def _said(self) -> str:
        return "" if self.at is None else str(self.at)

    def blocking(self, way: Way) -> Iterable[Obstacle]:
        """Yield what bars a way, in travel order."""
        for piece, node in zip(way.pieces, (*way.passed, -1)):
            yield from self._causes(piece.arc)
            if node >= 0:
                for found in node_obstacles(self.network, self.profile, self.costs, node):
                    yield self.with_correction(found)

    def _causes(self, arc: int) -> Iterable[Obstacle]:
        for found in arc_obstacles(self.network, self.profile, self.costs, arc):
            yield self.with_correction(found)

    def with_correction(self, found: Obstacle) -> Obstacle:
        """Return an obstacle with the correction that it comes from, if it comes from one."""
        if self._layer is None:
            return found
        number = self._layer.number(found.attribute, found.edge, found.node)
        if number is None:
            return found
        return replace(found, correction=self._layer.corrections[number].id)

    def _search(self, weights: Weights, a: Place, b: Place) -> Way | None:
        leaving, arriving = leaving_at(weights, a), arriving_at(weights, b)
        direct = along_one_edge(weights, a, b)
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


def _joined(
    network: StreetNetwork, leaving: dict[int, End], arriving: dict[int, End], found: Found
) -> Way:
    """Return start piece, whole edges and end piece as one way."""
    first, last = leaving[found.first].piece, arriving[found.last].piece
    pieces = [Piece(arc, 0.0, 1.0) for arc in found.arcs]
    if first is not None:
        pieces.insert(0, first)
    if last is not None:
        pieces.append(last)
    arcs = np.array([piece.arc for piece in pieces[:-1]], np.int64)
    passed = Topology.of(network).heads[arcs].tolist()
    return Way(found.cost, tuple(pieces), tuple(passed))
