# SPDX-License-Identifier: GPL-3.0-or-later
"""What all measurements of routing share: pairs of places, plain arcs, clocks and rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router

NEAREST_M, FARTHEST_M = 500.0, 5000.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Timing:
    """Milliseconds of several calls: the middle, and what 95 of 100 stay under."""

    median: float
    p95: float
    calls: int

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Timing:
        """Sum up single measurements."""
        return cls(
            float(np.median(milliseconds)),
            float(np.percentile(milliseconds, 95)),
            len(milliseconds),
        )


def timed(work: Callable[[Any], Any], items: Iterable[Any]) -> Timing:
    """Measure `work` on each of `items`."""
    return Timing.of([once(lambda item=item: work(item)) for item in items])


def once(work: Callable[[], Any]) -> float:
    """Return the milliseconds of one call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


@dataclass
class Table:
    """One table of results: rows of who did it, how long it took, and a remark.

    The first row is what the others are compared with.
    """

    title: str
    note: str = ""
    rows: list[tuple[str, Timing | None, str]] = field(default_factory=list)

    def add(self, who: str, timing: Timing | float | None, remark: str = "") -> None:
        """Add a row; None for what is not installed or was not measured."""
        if isinstance(timing, float):
            timing = Timing(timing, timing, 1)
        self.rows.append((who, timing, remark))

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [f"### {self.title}", *([self.note] if self.note else []), ""]
        lines += ["| who | median | 95 % below | times ours | |", "|---|---:|---:|---:|---|"]
        ours = next((timing for _, timing, _ in self.rows if timing is not None), None)
        for who, timing, remark in self.rows:
            if timing is None or ours is None:
                lines.append(f"| {who} | - | - | - | {remark or 'not installed'} |")
                continue
            spread = "-" if timing.calls == 1 else readable(timing.p95)
            times = f"{timing.median / ours.median:.2g}"
            lines.append(f"| {who} | {readable(timing.median)} | {spread} | {times} | {remark} |")
        return "\n".join(lines)


_SECOND, _TEN, _HUNDRED = 1000.0, 10.0, 100.0


def readable(milliseconds: float) -> str:
    """Write a duration with three digits and its unit."""
    if milliseconds >= _SECOND:
        return f"{milliseconds / _SECOND:.3g} s"
    digits = 0 if milliseconds >= _HUNDRED else 1 if milliseconds >= _TEN else 2
    return f"{milliseconds:.{digits}f} ms"


@dataclass(frozen=True)
class Arcs:
    """The network as plain arcs for libraries: barred ones left out, of parallels the cheapest.

    What passing a node costs is put into the arcs that leave it, so that libraries find
    the very costs that ours finds, but for that of the first node.
    """

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    cost: NDArray[np.float64]

    @classmethod
    def of(cls, router: Router) -> Arcs:
        """Return the arcs of a router."""
        topology, weights = router.weights.graph.topology, router.weights
        tail, head = (column.astype(np.int64) for column in (topology.tails, topology.heads))
        cost = weights.arc_cost + weights.node_cost[tail]
        order = np.lexsort((cost, head, tail))
        order = order[np.isfinite(cost[order])]
        same = (np.diff(tail[order]) == 0) & (np.diff(head[order]) == 0)
        kept = order[np.concatenate([[True], ~same])] if len(order) else order
        return cls(tail[kept], head[kept], cost[kept])


def node_pairs(router: Router, count: int, seed: int = 1) -> list[tuple[int, int]]:
    """Return random pairs of nodes within the bounds that a way connects.

    Points on them snap to the very nodes, so that searches between nodes do the same.
    """
    network, rng = router.network, np.random.default_rng(seed)
    pairs: list[tuple[int, int]] = []
    for _ in range(10_000 * count):
        u, v = (int(node) for node in rng.integers(network.node_count, size=2))
        ends = points(network, (u, v))
        if not NEAREST_M < float(distance(*ends[0], *ends[1])) < FARTHEST_M:
            continue
        places = [router.snap(point) for point in ends]
        exact = all(place is not None and place.node == n for place, n in zip(places, (u, v)))
        if (
            exact
            and np.isfinite(router.weights.node_cost[u])
            and isinstance(router.between(*places), Route)
        ):
            pairs.append((u, v))
        if len(pairs) == count:
            break
    return pairs


def points(network: StreetNetwork, nodes: Iterable[int]) -> list[Point]:
    """Return the positions of nodes."""
    return [(float(network.node_lon[node]), float(network.node_lat[node])) for node in nodes]
