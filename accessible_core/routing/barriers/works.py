# SPDX-License-Identifier: MIT
"""What bars a place, with values; what mends it, and what that costs by a city's prices."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, KnowledgeError, UsageError
from accessible_core.files import existing_file
from accessible_core.knowledge import load_toml
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.barriers.found import Barriers
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import ATTRIBUTES
from accessible_core.routing.obstacles import UNKNOWN, arc_obstacles, node_obstacles
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Obstacle

#: Of these the least value is the worst, of all others the greatest.
_LEAST = ("width",)
Prices = Mapping[str, Mapping[str, float]]


def causes(
    network: StreetNetwork, profile: Profile, costs: Costs, barriers: Barriers, barrier: int
) -> tuple[Obstacle, ...]:
    """Return why a barrier bars: of each attribute the worst number, or each word.

    Limits that admit all of them admit the barrier.
    """
    node = int(barriers.node[barrier])
    if node >= 0:
        return tuple(node_obstacles(network, profile, costs, node))
    kept: dict[tuple[str, str], Obstacle] = {}
    for arc in barriers.arcs_of(barrier).tolist():
        for found in arc_obstacles(network, profile, costs, arc):
            number = isinstance(found.value, (int, float))
            key = found.attribute, "" if number else str(found.value)
            known = kept.get(key)
            if known is None or (number and _worse(found, known)):
                kept[key] = found
    return tuple(sorted(kept.values(), key=lambda cause: ATTRIBUTES.index(cause.attribute)))


def _worse(one: Obstacle, other: Obstacle) -> bool:
    less = bool(one.value < other.value)
    return less if one.attribute in _LEAST else one.value > other.value


def works(found: tuple[Obstacle, ...]) -> tuple[str, ...]:
    """Return the codes of the works that mend a barrier, each once."""
    table = knowledge()
    codes = (
        table["unknown"]["work"] if cause.value == UNKNOWN else table["work"][cause.attribute]
        for cause in found
    )
    return tuple(dict.fromkeys(str(code) for code in codes))


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return ``data/barriers.toml``."""
    path = Path(__file__).parent.parent / "data" / "barriers.toml"
    table = load_toml(path)
    if set(table["work"]) != set(ATTRIBUTES):
        raise KnowledgeError(f"{path}: [work] and the attributes of limits.py differ.")
    return table


def work_codes() -> tuple[str, ...]:
    """Return all codes of works."""
    table = knowledge()
    return tuple(dict.fromkeys((*table["work"].values(), table["unknown"]["work"])))


def read_prices(source: str | os.PathLike[str]) -> dict[str, dict[str, float]]:
    """Read a price list: by work, ``each`` (a place) and ``per_m`` (a metre).

    Raises
    ------
    InputError
        The file is missing, or not of that form.
    """
    path = existing_file(source, "price list")
    try:
        table = load_toml(path)
    except KnowledgeError as error:
        raise InputError(str(error)) from error
    prices: dict[str, dict[str, float]] = {}
    for work, given in table.items():
        numbers = given if isinstance(given, dict) else {}
        sound = all(
            name in ("each", "per_m")
            and isinstance(number, (int, float))
            and not isinstance(number, bool)
            and 0.0 <= number < np.inf
            for name, number in numbers.items()
        )
        if work not in work_codes() or not numbers or not sound:
            raise InputError(
                f"{path}: [{work}] is no price: write a work ({', '.join(work_codes())}) with "
                "`each` and `per_m`, numbers of zero or more."
            )
        prices[work] = {name: float(number) for name, number in numbers.items()}
    return prices


def costs_of(
    network: StreetNetwork,
    profile: Profile,
    costs: Costs,
    barriers: Barriers,
    prices: Prices | None,
) -> NDArray[np.float64]:
    """Return what mending each barrier costs; 1 each where there are no prices.

    Raises
    ------
    UsageError
        A work that is needed has no price, or costs nothing.
    """
    if prices is None:
        return np.ones(len(barriers))
    total = np.zeros(len(barriers))
    for barrier in range(len(barriers)):
        needed = works(causes(network, profile, costs, barriers, barrier))
        for work in needed:
            if work not in prices:
                raise UsageError(
                    f"The price list has no [{work}], which {barriers.describe(network, barrier)} "
                    "needs: add it with `each` and `per_m`."
                )
            price = prices[work]
            total[barrier] += price.get("each", 0.0)
            total[barrier] += price.get("per_m", 0.0) * float(barriers.length_m[barrier])
        if total[barrier] <= 0.0:
            raise UsageError(
                f"By the price list {barriers.describe(network, barrier)} "
                f"({', '.join(needed)}) costs nothing: give `each` over zero, which counts for "
                "places without length, too."
            )
    return total
