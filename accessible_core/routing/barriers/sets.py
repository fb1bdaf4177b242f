# SPDX-License-Identifier: MIT
"""Small sets of barriers that give most together: singles fail where barriers lie in series.

Steps followed by a kerb give nothing one without the other, so that no ranking of
singles finds them. The method, stated in docs/barriers.md with what it guarantees:

1. From the main part outward, barriers are laid out in layers by how many have to be
   removed to get there; in each layer a barrier keeps the chain before it that gives most.
2. The chain of most gain for its cost is taken as one *package*; what it gives is
   counted exactly, directions included.
3. Packages are taken one after another, each given all before it, until none gives
   anything, or enough are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.progress import Progress, report
from accessible_core.routing.barriers.connection import Connected, Connection, Guide

Float = NDArray[np.float64]

#: Chains counted exactly in each step; what the layers say of the others is only a guide.
_COUNTED = 24

Value = Callable[[Connected], float]
#: Gain and cost (both by the guide), the barriers, and the parts that they join.
_Chain = tuple[float, float, tuple[int, ...], frozenset[int]]


@dataclass(frozen=True)
class Package:
    """Barriers to be removed together, given that all packages before it are.

    Attributes
    ----------
    barriers : tuple of int
        In the order in which they are met from the main part.
    cost : float
    gain : float
        What it adds, in the unit that the sets are looked for by.
    together : Connected
        What it connects together with all packages before it.
    """

    barriers: tuple[int, ...]
    cost: float
    gain: float
    together: Connected


@dataclass(frozen=True)
class Search:
    """What sets are looked for.

    Attributes
    ----------
    value : callable
        What of `Connected` counts.
    singles : sequence of int
        Barriers that give something alone, the best first.
    guide : Guide
        What each part holds of it, and each barrier itself.
    cost : float64 (K,)
        By barrier, over zero.
    packages : int
        The most packages.
    longest : int
        The most barriers in one package.
    budget : float
        The most that all packages may cost.
    """

    value: Value
    singles: Sequence[int]
    guide: Guide
    cost: Float
    packages: int = 10
    longest: int = 4
    budget: float = np.inf


def best_packages(
    connection: Connection, main: int, search: Search, progress: Progress | None = None
) -> list[Package]:
    """Return packages of barriers, the one of most gain for its cost first."""
    graph = _Touching(connection)
    taken: list[int] = []
    packages: list[Package] = []
    spent = reached = 0.0
    while main >= 0 and len(packages) < search.packages:
        report(progress, len(packages) / search.packages)
        chains = graph.chains(main, taken, search, search.budget - spent)
        best: Package | None = None
        singles = [(barrier,) for barrier in search.singles if barrier not in taken]
        for chain in dict.fromkeys([*chains[:_COUNTED], *singles[:_COUNTED]]):
            cost = float(search.cost[list(chain)].sum())
            if cost > search.budget - spent:
                continue
            together = connection.removing([*taken, *chain])
            gain = search.value(together) - reached
            if gain > 0.0 and (best is None or gain / cost > best.gain / best.cost):
                best = Package(chain, cost, gain, together)
        if best is None:
            break
        packages.append(best)
        taken.extend(best.barriers)
        spent += best.cost
        reached += best.gain
    report(progress, 1.0)
    return packages


class _Touching:
    """Which barriers touch which parts, directions left aside."""

    def __init__(self, connection: Connection) -> None:
        self._parts_of = connection.links.touched
        self._one_ways = connection.one_ways
        self._barriers_of: dict[int, list[int]] = {}
        for barrier, parts in enumerate(self._parts_of):
            for part in parts:
                self._barriers_of.setdefault(part, []).append(barrier)

    def chains(
        self, main: int, taken: Sequence[int], search: Search, budget: float
    ) -> list[tuple[int, ...]]:
        """Return chains of barriers from the main part outward, the most promising first."""
        inside = self._joined(main, taken)
        chains: dict[int, _Chain] = {}
        nothing: _Chain = (0.0, 0.0, (), frozenset())
        # A street open one way leads to parts that a barrier may close the circle with.
        ways = dict.fromkeys(self._nearby(inside), nothing)
        seen = set(taken)
        for _ in range(search.longest):
            found: dict[int, _Chain] = {}
            for part, (gain, cost, chain, gained) in ways.items():
                for barrier in self._barriers_of.get(part, ()):
                    if barrier in seen:
                        continue
                    fresh = self._nearby(self._parts_of[barrier]) - inside - gained
                    total = cost + float(search.cost[barrier])
                    if total > budget or not (fresh or search.guide.barriers[barrier]):
                        continue
                    worth = gain + search.guide.barriers[barrier]
                    worth += sum(search.guide.parts[other] for other in fresh)
                    known = found.get(barrier)
                    if known is None or worth > known[0]:
                        found[barrier] = (worth, total, (*chain, barrier), gained | fresh)
            chains.update(found)
            seen.update(found)
            ways = {}
            for way in found.values():
                for part in way[3]:
                    if part not in ways or way[0] > ways[part][0]:
                        ways[part] = way
        order = sorted(chains.values(), key=lambda way: (-way[0] / way[1], way[2]))
        return [way[2] for way in order if way[0] > 0.0]

    def _nearby(self, parts: Iterable[int]) -> frozenset[int]:
        """Return these parts and those that one-way pieces lead to or from."""
        seen = set(parts)
        todo = list(seen) if self._one_ways else []
        while todo:
            for other in self._one_ways.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return frozenset(seen)

    def _joined(self, main: int, taken: Sequence[int]) -> frozenset[int]:
        """Return the parts joined with the main one once `taken` are removed."""
        inside, todo = {main}, list(taken)
        while True:
            rest = [barrier for barrier in todo if not inside & set(self._parts_of[barrier])]
            if len(rest) == len(todo):
                return frozenset(inside)
            for barrier in set(todo) - set(rest):
                inside.update(self._parts_of[barrier])
            todo = rest
