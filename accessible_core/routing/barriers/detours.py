# SPDX-License-Identifier: MIT
"""Time saved on trips when a barrier is removed: the columns around `onward.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.progress import Progress, report
from accessible_core.routing.barriers import onward
from accessible_core.routing.barriers.allotted import Allotted
from accessible_core.routing.barriers.found import Barriers
from accessible_core.routing.compiled.loaded import machine_code
from accessible_core.routing.costs import Costs
from accessible_core.routing.engine import Engine

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

#: Barriers between two reports of progress.
_CHUNK = 64
_NO_LIMIT = -1.0


@dataclass(frozen=True)
class Trips:
    """Ways from homes, each to the nearest of its goals.

    Attributes
    ----------
    homes, goals : Allotted
    weight : float64 (homes.count,)
        By home; each stands in one place at the most.
    """

    homes: Allotted
    goals: Allotted
    weight: Float


@dataclass(frozen=True)
class Saved:
    """What the removal of each of K barriers gives to trips, as weighted sums.

    Attributes
    ----------
    seconds : float64 (K,)
        Time saved by those who had a way: duration of the way of least cost before,
        less that after.
    faster : float64 (K,)
        Weight of the trips that get faster.
    new : float64 (K,)
        Weight of the trips that had no way and get one.
    within : float64 (K,)
        Weight of the trips that come to take at most the time asked for.
    possible, total, within_now : float
        Weight of the trips that have a way as things are, of all, and of those that take
        at most the time asked for.
    """

    seconds: Float
    faster: Float
    new: Float
    within: Float
    possible: float
    total: float
    within_now: float


def saved_by(
    network: StreetNetwork,
    costs: Costs,
    barriers: Barriers,
    trips: list[Trips],
    *,
    limit_s: float | None = None,
    engine: Engine,
    progress: Progress | None = None,
) -> Saved:
    """Return what the removal of each barrier, alone, gives to the trips.

    Parameters
    ----------
    network : StreetNetwork
    costs : Costs
    barriers : Barriers
    trips : list of Trips
        One for each set of goals: all facilities together, or each destination of its own.
    limit_s : float, optional
        Seconds for `Saved.within`.
    engine : Engine
    progress : callable, optional

    Raises
    ------
    Cancelled
        `progress` said so.
    """
    work = _Work(network, costs, barriers, engine)
    result = np.zeros((4, len(barriers)))
    sums = np.zeros(3)
    for number, each in enumerate(trips):
        for done in work.run(each, _NO_LIMIT if limit_s is None else limit_s, result, sums):
            report(progress, (number + done) / len(trips))
    return Saved(*result, *(float(each) for each in sums))


class _Work:
    """Arrays of one network and its barriers, as lists for the base engine."""

    def __init__(
        self, network: StreetNetwork, costs: Costs, barriers: Barriers, engine: Engine
    ) -> None:
        self._plain = engine is Engine.BASE
        self._loops = onward if self._plain else _compiled()
        self._barriers = barriers
        self._network = network
        start, tail, leaving = network.arcs
        ends = np.column_stack((network.edge_from, network.edge_to)).astype(np.int64)
        self._barrier_of_arc = np.full(2 * network.edge_count, -1, np.int64)
        owner = np.repeat(np.arange(len(barriers)), np.diff(barriers.arc_start))
        self._barrier_of_arc[barriers.arcs] = owner
        # The arc that enters a node over a piece is the other one of that which leaves it.
        self._streets = self._all(
            start.astype(np.int64),
            tail.astype(np.int64),
            leaving.astype(np.int64) ^ 1,
            costs.cost,
            costs.seconds,
            costs.node_cost,
            costs.node_seconds,
        )
        self._ends = self._all(ends.reshape(-1), ends[:, ::-1].reshape(-1))
        self._opened = self._all(costs.open_cost, costs.node_open_cost)
        self._of_barriers = self._all(barriers.node, barriers.arc_start, barriers.arcs)
        count = network.node_count
        self._label = self._rows(np.full((4, count), inf))
        self._before = self._rows(np.zeros((4, count)))
        self._stamp = self._one(np.zeros(count, np.int64))
        self._goal_at = self._one(np.zeros(count, np.bool_))
        self._generation = 0

    def _one(self, column: NDArray[Any]) -> Any:
        # A copy either way: the loops change costs and put them back.
        return column.tolist() if self._plain else column.copy()

    def _all(self, *columns: NDArray[Any]) -> tuple[Any, ...]:
        return tuple(self._one(column) for column in columns)

    def _rows(self, table: Float) -> Any:
        return table.tolist() if self._plain else table

    def run(self, trips: Trips, limit: float, result: Float, sums: Float) -> Iterator[float]:
        """Add one set of trips to `result` and `sums`; yield the share done."""
        goals = _goals(self._network, trips.goals)
        options = _options(self._network, trips.homes, trips.goals)
        homes = len(trips.homes)
        goal = self._all(goals.node, goals.arc, goals.part)
        option = self._all(options.start, options.node, options.arc, options.part)
        self._generation += 1
        self._loops.label_all(
            *self._streets, *goal, self._goal_at,
            self._label, self._stamp, self._generation, self._before,
        )  # fmt: skip
        now = [
            self._loops.from_home(home, *option, *self._streets[3:5], self._label, self._goal_at)
            for home in range(homes)
        ]
        cost, seconds = np.array(now, np.float64).reshape(-1, 2).T
        weight = trips.weight[trips.homes.owner]
        way = np.isfinite(cost)
        sums += weight[way].sum(), trips.weight.sum(), weight[way & (seconds <= limit)].sum()
        owner = np.repeat(np.arange(homes), np.diff(options.start))
        # Homes at a node hear of its label; those on a barrier may start over it.
        at_node = _grouped(options.node, owner, self._network.node_count)
        by_barrier = _grouped(self._of(options.arc), owner, len(self._barriers))
        goal_by_barrier = _grouped(
            self._of(goals.arc), np.arange(len(goals.node)), len(self._barriers)
        )
        columns = (
            *self._of_barriers, *self._all(*goal_by_barrier), *goal, self._goal_at,
            *self._all(*by_barrier), *self._all(*at_node), *option,
            *self._all(weight, cost, seconds), limit, self._label, self._stamp,
        )  # fmt: skip
        home_stamp = self._one(np.zeros(homes, np.int64))
        gains = self._rows(np.zeros(result.shape))
        for first in range(0, len(self._barriers), _CHUNK):
            stop = min(first + _CHUNK, len(self._barriers))
            generation = self._generation + 1
            self._loops.without_barriers(
                first, stop, *self._streets, *self._ends, *self._opened, *columns,
                generation, self._before, home_stamp, gains,
            )  # fmt: skip
            self._generation += stop - first
            yield stop / len(self._barriers)
        result += np.asarray(gains)

    def _of(self, arcs: Int) -> Int:
        """Return the barrier that each arc belongs to, -1 for none and where there is no arc."""
        if not len(self._barrier_of_arc):
            return np.full(len(arcs), -1, np.int64)
        found: Int = np.where(arcs >= 0, self._barrier_of_arc[arcs], -1)
        return found


@lru_cache(maxsize=None)
def _compiled() -> Any:
    """Return the functions of `onward` as machine code."""
    inner = (onward.lower, onward.settle, onward.from_home)
    loops = (onward.label_all, onward.from_home, onward.without_barriers)
    return SimpleNamespace(**{loop.__name__: machine_code(loop, inner) for loop in loops})


def _goals(network: StreetNetwork, goals: Allotted) -> SimpleNamespace:
    """Return the arcs by which goals are reached: from `node` over `part` of `arc`."""
    inside = goals.node < 0
    edge, share = goals.edge[inside], goals.share[inside]
    at = goals.node[~inside]
    return SimpleNamespace(
        node=np.concatenate([at, network.edge_from[edge], network.edge_to[edge]]).astype(np.int64),
        arc=np.concatenate([np.full(len(at), -1, np.int64), 2 * edge, 2 * edge + 1]),
        part=np.concatenate([np.zeros(len(at)), share, 1.0 - share]),
    )


def _options(network: StreetNetwork, homes: Allotted, goals: Allotted) -> SimpleNamespace:
    """Return the pieces that may be walked first from each home; see `onward.from_home`."""
    inside = np.flatnonzero(homes.node < 0)
    at = np.flatnonzero(homes.node >= 0)
    edge, share = homes.edge[inside], homes.share[inside]
    home, goal = _on_one_piece(homes, goals)
    ahead = goals.share[goal] - homes.share[home]
    forth, back = ahead >= 0.0, ahead <= 0.0
    none = np.full(int(forth.sum()) + int(back.sum()), -1, np.int64)
    owner = np.concatenate([at, inside, inside, home[forth], home[back]])
    order = np.argsort(owner, kind="stable")
    node = np.concatenate([homes.node[at], network.edge_to[edge], network.edge_from[edge], none])
    arc = np.concatenate([
        np.full(len(at), -1, np.int64), 2 * edge, 2 * edge + 1,
        2 * homes.edge[home[forth]], 2 * homes.edge[home[back]] + 1,
    ])  # fmt: skip
    part = np.concatenate([np.zeros(len(at)), 1.0 - share, share, ahead[forth], -ahead[back]])
    return SimpleNamespace(
        start=np.searchsorted(owner[order], np.arange(len(homes) + 1)),
        node=node[order].astype(np.int64),
        arc=arc[order],
        part=part[order],
    )


def _on_one_piece(homes: Allotted, goals: Allotted) -> tuple[Int, Int]:
    """Return the pairs of a home and a goal that stand part-way along the same piece."""
    here = np.flatnonzero(homes.node < 0)
    there = np.flatnonzero(goals.node < 0)
    there = there[np.argsort(goals.edge[there], kind="stable")]
    first = np.searchsorted(goals.edge[there], homes.edge[here], "left")
    counts = np.searchsorted(goals.edge[there], homes.edge[here], "right") - first
    nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(here, counts), there[np.repeat(first, counts) + nth]


def _grouped(key: Int, value: Int, count: int) -> tuple[Int, Int]:
    """Return `value` in the order of its `key`, and where each key begins; -1 is left out."""
    kept = np.flatnonzero(key >= 0)
    order = kept[np.argsort(key[kept], kind="stable")]
    return np.searchsorted(key[order], np.arange(count + 1)), value[order]
