# SPDX-License-Identifier: MIT
"""A network as it is at a moment: access that depends on time is decided, or left unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.conditions import Outcome, condition_tags, outcome
from accessible_core.network.model import (
    CONDITION_STATES,
    FOOT_ACCESS,
    WHEELCHAIR,
    StreetNetwork,
)
from accessible_core.network.moment import Moment
from accessible_core.routing.altered import altered

Bool = NDArray[np.bool_]
Columns = Mapping[str, NDArray[Any]]

_NONE, _DECIDED, _UNDECIDED, _NOT_CONSIDERED = range(len(CONDITION_STATES))
_SHUT = tuple(FOOT_ACCESS.index(word) for word in ("no", "private", "use_sidepath"))


def at_moment(network: StreetNetwork, moment: Moment) -> StreetNetwork:
    """Return the network as its conditions make it at `moment`.

    Parameters
    ----------
    network : StreetNetwork
    moment : Moment
        In the network's local time. With a day alone, what holds all day is decided.

    Returns
    -------
    StreetNetwork
        With the columns ``condition_state``. Where nobody can tell what holds, access is
        not known, unless it is closed, or open, whatever holds; a ``wheelchair=no`` that
        may hold does.
    """
    return altered(
        network, _seen(network, network.edges, moment), _seen(network, network.nodes, moment)
    )


def condition_states(columns: Columns) -> NDArray[np.uint8]:
    """Return what has been made of the condition of each edge or node (CONDITION_STATES)."""
    states: NDArray[np.uint8] | None = columns.get("condition_state")
    if states is not None:
        return states
    number = columns.get("condition")
    if number is None:  # a file of an earlier version
        return np.zeros(len(columns["foot"]), np.uint8)
    return np.where(number > 0, _NOT_CONSIDERED, _NONE).astype(np.uint8)


def doubtful(columns: Columns) -> Bool:
    """Return the edges or nodes whose access hangs on a condition that is not decided."""
    mask: Bool = condition_states(columns) >= _UNDECIDED
    return mask


def decided(columns: Columns) -> Bool:
    """Return the edges or nodes whose access hangs on the time and is known at the moment."""
    mask: Bool = condition_states(columns) == _DECIDED
    return mask


def considers_conditions(network: StreetNetwork) -> bool:
    """Tell whether the network was built by a version that reads conditions."""
    return "condition" in network.edges


def _seen(network: StreetNetwork, columns: Columns, moment: Moment) -> dict[str, NDArray[Any]]:
    number = columns.get("condition")
    rows = np.zeros(0, np.int64) if number is None else np.flatnonzero(number)
    if number is None or not len(rows):
        return {}
    names = [name for name in ("foot", "wheelchair", "oneway") if name in columns]
    seen = {name: columns[name].copy() for name in names}
    states = np.zeros(len(number), np.uint8)
    for each in np.unique(number[rows]).tolist():
        here = rows[number[rows] == each]
        text = network.conditions[each]
        found, tags = outcome(text, moment), condition_tags(text)
        states[here] = _DECIDED if found.certain else _UNDECIDED
        if set(tags) & {"access:conditional", "foot:conditional", "opening_hours"}:
            seen["foot"][here] = _foot(found, seen["foot"][here])
        if "wheelchair:conditional" in tags:
            seen["wheelchair"][here] = _wheelchair(found, seen["wheelchair"][here])
        if "oneway:foot:conditional" in tags and "oneway" in seen and len(found.oneway) == 1:
            seen["oneway"][here] = next(iter(found.oneway))
    return {**seen, "condition_state": states}


def _foot(found: Outcome, before: NDArray[Any]) -> NDArray[Any]:
    codes = sorted(FOOT_ACCESS.index(word) for word in found.foot)
    if len(codes) == 1 or all(code in _SHUT for code in codes):
        return np.full_like(before, codes[0])
    # What is closed at other times may be open now: not known, neither yes nor no.
    return np.where(np.isin(before, _SHUT), 0, before)


def _wheelchair(found: Outcome, before: NDArray[Any]) -> NDArray[Any]:
    codes = sorted(WHEELCHAIR.index(word) for word in found.wheelchair)
    if len(codes) == 1 and found.read:
        return np.full_like(before, codes[0])
    worst = WHEELCHAIR.index("no")
    return np.full_like(before, worst) if worst in codes else np.minimum(before, min(codes))


def condition_words(text: str, keys: Collection[str] | None = None) -> str:
    """Return the tags of a condition as a mapper writes them, all or those of `keys`."""
    if not text:
        return ""
    tags = condition_tags(text).items()
    return ", ".join(f"{key}={value}" for key, value in tags if keys is None or key in keys)
