# SPDX-License-Identifier: MIT
"""Many origins to many destinations: the same ways as `Router.route`.

One search a point of the smaller side, from it or, where destinations are fewer, back
from it: costs are whole ticks, so that both directions agree about what is cheapest.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accessible_core.extras import require
from accessible_core.progress import Progress, report
from accessible_core.routing.ends import End, along_one_edge, arriving_at, leaving_at
from accessible_core.routing.engine import Engine
from accessible_core.routing.positions import check_radius
from accessible_core.routing.router import Router
from accessible_core.routing.shown import html_table
from accessible_core.routing.snap import Place
from accessible_core.routing.spread import to_goals
from accessible_core.routing.sums import add_up
from accessible_core.routing.travelled import Piece, piece_seconds
from accessible_core.routing.weights import Gates, Weights

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Float = NDArray[np.float64]
#: Destinations that a notebook shows beside each other.
_COLUMNS = 12


@dataclass(frozen=True, repr=False)
class Matrix:
    """Durations and distances from A origins to B destinations.

    Attributes
    ----------
    duration_s, distance_m : float64 (A, B)
        Of the route of least cost; NaN where there is none.
    origin_places, destination_places : tuple of Place or None
        Where each point meets the network; None where it does not, within the radius.
    """

    duration_s: Float
    distance_m: Float
    origin_places: tuple[Place | None, ...]
    destination_places: tuple[Place | None, ...]

    def __repr__(self) -> str:
        rows, columns = self.duration_s.shape
        found = int(np.isfinite(self.duration_s).sum())
        return f"<Matrix of {rows} x {columns}, {found} routes>"

    def to_geodataframe(self) -> GeoDataFrame:
        """Return one row a pair, with a straight line (WGS 84) between the two places.

        Columns ``origin`` and ``destination`` are positions, ``duration_s`` and
        ``distance_m`` NaN where there is no route; no line where a place is off the network.

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        geopandas, shapely = require("geopandas"), require("shapely")
        origin, destination = np.indices(self.duration_s.shape).reshape(2, -1)
        lines = [
            shapely.LineString([(a.lon, a.lat), (b.lon, b.lat)]) if a and b else None
            for a in self.origin_places
            for b in self.destination_places
        ]
        table = {
            "origin": origin,
            "destination": destination,
            "duration_s": self.duration_s.ravel(),
            "distance_m": self.distance_m.ravel(),
        }
        frame: GeoDataFrame = geopandas.GeoDataFrame(table, geometry=lines, crs="EPSG:4326")
        return frame

    def _repr_html_(self) -> str:
        """Show the durations as a table in notebooks."""
        shown = self.duration_s[:, :_COLUMNS]
        names = ("duration_s", *(str(column) for column in range(shown.shape[1])))
        rows = [(row, *seconds) for row, seconds in enumerate(shown.tolist())]
        return html_table(repr(self)[1:-1], names, rows)


def matrix(
    router: Router,
    origins: ArrayLike,
    destinations: ArrayLike,
    snap_m: float = 100.0,
    progress: Progress | None = None,
) -> Matrix:
    """Return the duration and length of the route for each pair.

    Parameters
    ----------
    router : Router
        Network and profile.
    origins, destinations : array-like (A, 2), (B, 2)
        Longitude and latitude in degrees, WGS 84; NaN where a point has no position.
    snap_m : float
        How far from each point the network may be, in metres.
    progress : callable, optional

    Raises
    ------
    UsageError
        `snap_m` is no distance.
    Cancelled
        `progress` said so.
    """
    check_radius(snap_m)
    report(progress, 0.0)
    starts = _places(router, origins, snap_m)
    ends = starts if destinations is origins else _places(router, destinations, snap_m)
    shape = len(starts), len(ends)
    duration, distance = np.full(shape, np.nan), np.full(shape, np.nan)
    reverse = len(ends) < len(starts)
    roots, goals = (ends, starts) if reverse else (starts, ends)
    search = _Search(router, goals, reverse)
    for row, (seconds, metres) in enumerate(_rows(search, roots)):
        cells = (slice(None), row) if reverse else (row, slice(None))
        duration[cells], distance[cells] = seconds, metres
        report(progress, (row + 1) / len(roots))
    return Matrix(duration, distance, tuple(starts), tuple(ends))


def _places(router: Router, points: ArrayLike, snap_m: float) -> list[Place | None]:
    # Positions that mean no place on earth lie off every network.
    return [
        router.snap((lon, lat), snap_m) if isfinite(lon) and isfinite(lat) else None
        for lon, lat in np.asarray(points, np.float64).reshape(-1, 2).tolist()
    ]


def _rows(search: _Search, roots: Sequence[Place | None]) -> Iterator[tuple[Float, Float]]:
    """Yield what each root gives; compiled searches run beside each other."""
    if search.engine is not Engine.FAST:
        yield from map(search.row, roots)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(search.row, root) for root in roots]
        try:
            for row in waiting:
                yield row.result()
        finally:
            for row in waiting:
                row.cancel()


class _Search:
    """Searches between single places (roots) and all goals, and what ways add up to.

    Parameters
    ----------
    router : Router
    goals : sequence of Place or None
    reverse : bool
        Whether ways lead from the goals to the root.
    """

    def __init__(self, router: Router, goals: Sequence[Place | None], reverse: bool) -> None:
        self.engine = router.engine
        self._costs, self._network = router.costs, router.network
        self._weights: Weights = router.weights
        self._goals, self._reverse = goals, reverse
        at_goal = leaving_at if reverse else arriving_at
        gates = [
            (end.node, goal, end)
            for goal, place in enumerate(goals)
            if place is not None
            for end in at_goal(self._weights, place).values()
        ]
        gates.sort(key=lambda gate: gate[:2])
        ends = [end for _, _, end in gates]
        self._gates = Gates(
            node=np.array([end.node for end in ends], np.int64),
            goal=np.array([goal for _, goal, _ in gates], np.int64),
            rest=np.array([end.cost for end in ends], np.float64),
            passes=np.array([end.piece is not None for end in ends], np.bool_),
            node_count=self._network.node_count,
        )
        self._part = np.array([self._walked(end) for end in ends], np.float64).reshape(-1, 2)
        # A goal that nothing leads to is done with at once: it must not keep searches going.
        self._bounds = np.full(len(goals), -inf)
        self._bounds[self._gates.goal] = inf
        self._at: dict[tuple[bool, int], list[int]] = defaultdict(list)
        for goal, place in enumerate(goals):
            if place is not None:
                self._at[_spot(place)].append(goal)

    def row(self, root: Place | None) -> tuple[Float, Float]:
        """Return seconds and metres between one place and all goals, NaN where no way is."""
        sums = np.full((2, len(self._goals)), np.nan)
        if root is None:
            return sums[0], sums[1]
        at_root = arriving_at if self._reverse else leaving_at
        ends = at_root(self._weights, root)
        bounds = self._bounds.copy()
        for goal, straight in self._straight(root):
            bounds[goal] = straight.cost
            sums[:, goal] = self._walked(straight)
        starts = [(end.node, end.cost) for end in ends.values()]
        ways = to_goals(
            self._weights, starts, root.node, self._gates, bounds.tolist(), reverse=self._reverse
        )
        found = np.flatnonzero(ways.gate >= 0)
        gate = ways.gate[found]
        nodes = self._gates.node[gate]
        first, seconds, metres = add_up(
            self._weights, self._costs, ways.came, root.node, nodes, reverse=self._reverse
        )
        passed = self._gates.passes[gate] & (nodes != root.node)
        seconds += np.where(passed, self._costs.node_seconds[nodes], 0.0)
        for node, end in ends.items():
            of_end = first == node
            more = self._walked(end)
            seconds[of_end] += more[0]
            metres[of_end] += more[1]
        sums[0, found] = seconds + self._part[gate, 0]
        sums[1, found] = metres + self._part[gate, 1]
        return sums[0], sums[1]

    def _straight(self, root: Place) -> Iterator[tuple[int, End]]:
        """Yield the goals on the same spot or edge, with the way that needs no search."""
        for goal in self._at.get(_spot(root), ()):
            place = self._goals[goal]
            if place is not None:
                a, b = (place, root) if self._reverse else (root, place)
                straight = along_one_edge(self._weights, a, b)
                if straight is not None:
                    yield goal, straight

    def _walked(self, end: End) -> tuple[float, float]:
        """Return seconds and metres of the part of an edge at one end of a way."""
        if end.piece is None:
            return 0.0, 0.0
        piece: Piece = end.piece
        metres = float(self._network.edge_length[piece.arc >> 1]) * piece.share
        return piece_seconds(self._costs, piece), metres


def _spot(place: Place) -> tuple[bool, int]:
    """Return what two places must have in common for a way along one edge or none."""
    return (True, place.node) if place.node >= 0 else (False, place.edge)
