# SPDX-License-Identifier: MIT
"""Many origins to many destinations: one search an origin, the same ways as `Router.route`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accessible_core.progress import Progress, report
from accessible_core.routing.ends import End, along_one_edge, arriving_at, leaving_at
from accessible_core.routing.router import Router, check_radius
from accessible_core.routing.search import Weights
from accessible_core.routing.snap import Place
from accessible_core.routing.spread import Rest, Tree, to_goals
from accessible_core.routing.travelled import Piece

Float = NDArray[np.float64]

#: Seconds and metres.
_Sum = tuple[float, float]
_NOTHING: _Sum = (0.0, 0.0)


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
    search = _Search(router, ends)
    for row, place in enumerate(starts):
        if place is not None:
            duration[row], distance[row] = search.row(place)
        report(progress, (row + 1) / len(starts))
    return Matrix(duration, distance, tuple(starts), tuple(ends))


def _places(router: Router, points: ArrayLike, snap_m: float) -> list[Place | None]:
    # Positions that mean no place on earth lie off every network.
    return [
        router.snap((lon, lat), snap_m) if isfinite(lon) and isfinite(lat) else None
        for lon, lat in np.asarray(points, np.float64).reshape(-1, 2).tolist()
    ]


class _Search:
    """One search an origin, and what it found summed up along the ways."""

    def __init__(self, router: Router, ends: Sequence[Place | None]) -> None:
        self._costs, self._network = router.costs, router.network
        self._weights: Weights = router.weights
        self._ends = ends
        self._arriving = [{} if end is None else arriving_at(self._weights, end) for end in ends]
        goals: dict[int, list[Rest]] = defaultdict(list)
        for goal, arriving in enumerate(self._arriving):
            for end in arriving.values():
                goals[end.node].append((goal, end.cost, end.piece is not None))
        self._goals = dict(goals)
        self._arc_at = router.network.arcs[2]

    def row(self, start: Place) -> tuple[Float, Float]:
        """Return seconds and metres from one place to all ends, NaN where there is no way."""
        leaving = leaving_at(self._weights, start)
        direct = [
            None if end is None else along_one_edge(self._weights, start, end) for end in self._ends
        ]
        # An end that nothing leads to is found at once: it must not keep the search going.
        bounds = [
            straight.cost if straight else inf if arriving else -inf
            for straight, arriving in zip(direct, self._arriving)
        ]
        starts = [(end.node, end.cost) for end in leaving.values()]
        tree = to_goals(self._weights, starts, start.node, self._goals, bounds)
        sums = np.full((2, len(self._ends)), np.nan)
        reached: dict[int, _Sum] = {}
        for goal, last in enumerate(tree.last):
            straight = direct[goal]
            if last >= 0:
                sums[:, goal] = self._whole(tree, leaving, start.node, reached, goal)
            elif straight is not None:
                sums[:, goal] = self._part(straight, _NOTHING)
        return sums[0], sums[1]

    def _whole(
        self,
        tree: Tree,
        leaving: dict[int, End],
        free: int,
        reached: dict[int, _Sum],
        goal: int,
    ) -> _Sum:
        last = tree.last[goal]
        seconds, metres = self._to_node(tree, leaving, free, reached, last)
        end = self._arriving[goal][last]
        if end.piece is not None and last != free:
            seconds += float(self._costs.node_seconds[last])
        return self._part(end, (seconds, metres))

    def _to_node(
        self,
        tree: Tree,
        leaving: dict[int, End],
        free: int,
        reached: dict[int, _Sum],
        node: int,
    ) -> _Sum:
        """Return seconds and metres until a node is reached; each is summed up once."""
        network, costs, arc_at = self._network, self._costs, self._arc_at
        trail: list[tuple[int, int]] = []  # node, arc by which it was reached
        while node not in reached and tree.came[node] >= 0:
            arc = int(arc_at[tree.came[node]])
            trail.append((node, arc))
            node = int((network.edge_to if arc & 1 else network.edge_from)[arc >> 1])
        if node not in reached:
            reached[node] = self._part(leaving[node], _NOTHING)
        seconds, metres = reached[node]
        for after, arc in reversed(trail):
            if node != free:
                seconds += float(costs.node_seconds[node])
            seconds += float(costs.seconds[arc])
            metres += float(network.edge_length[arc >> 1])
            reached[after] = (seconds, metres)
            node = after
        return seconds, metres

    def _part(self, end: End, before: _Sum) -> _Sum:
        if end.piece is None:
            return before
        piece: Piece = end.piece
        seconds = float(self._costs.seconds[piece.arc]) * piece.share
        metres = float(self._network.edge_length[piece.arc >> 1]) * piece.share
        return before[0] + seconds, before[1] + metres
