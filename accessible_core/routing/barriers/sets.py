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

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.progress import Progress, report
from accessible_core.routing.barriers.chains import Chains
from accessible_core.routing.barriers.connection import Connected, Connection, Guide

Float = NDArray[np.float64]

#: Chains counted exactly in each step; what the layers say of the others is only a guide.
_COUNTED = 24

Value = Callable[[Connected], float]


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
        What each part holds of it, and each joint of a barrier itself.
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
    outward = Chains(connection, search.guide, search.cost)
    taken: list[int] = []
    packages: list[Package] = []
    spent = reached = 0.0
    while main >= 0 and len(packages) < search.packages:
        report(progress, len(packages) / search.packages)
        chains = outward.outward(main, taken, search.longest, search.budget - spent)
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
