# SPDX-License-Identifier: MIT
"""A second way that prefers what is known, and whether it is any better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.costs import Costs
from accessible_core.routing.engine import Engine
from accessible_core.routing.limits import bit
from accessible_core.routing.on_the_way import knowledge
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.ticks import in_ticks
from accessible_core.routing.weights import Weights


@dataclass(frozen=True)
class Alternative:
    """A way of which more is known than of the first.

    Attributes
    ----------
    route : Route
    unknown_m, first_unknown_m : dict of str to float
        By limited attribute, metres of this way and of the first on which it is not known.
    """

    route: Route
    unknown_m: dict[str, float]
    first_unknown_m: dict[str, float]


def known_weights(
    network: StreetNetwork, profile: Profile, costs: Costs, engine: Engine
) -> Weights:
    """Return costs under which what is not known is heavily dearer (``data/on_the_way.toml``)."""
    settings = knowledge()["known"]
    unknown = np.zeros(network.edge_count)
    for name in profile.limited:
        if name != "kerb":  # counted where it is passed
            unknown += costs.known & bit(name) == 0
    # Knowing the carriageway well makes it no safer than a sidewalk not known in one respect.
    unknown += network.edges["carriageway"]
    graph = StreetGraph.of(network)
    node_cost = costs.node_cost
    if "kerb" in profile.limited:
        node_cost = node_cost + np.where(graph.unknown_kerb, settings["kerb_s"], 0.0)
    factor = np.repeat(1.0 + settings["factor"] * unknown, 2)
    return Weights(graph, in_ticks(costs.cost * factor), in_ticks(node_cost), engine)


def better_known(first: Route, second: Route) -> Alternative | None:
    """Return the second way as an alternative, None where it is the same or no better.

    Better is a way that is confirmed where the first is not, or of which fewer metres are
    not known, all limited attributes together.
    """
    ways = [[(edge.edge, edge.forward) for edge in route.edges] for route in (first, second)]
    if ways[0] == ways[1]:
        return None
    unknown, before = unknown_metres(second), unknown_metres(first)
    saved = sum(before.values()) - sum(unknown.values())
    confirms = second.confirmed and not first.confirmed
    if not confirms and saved < knowledge()["known"]["least_m"]:
        return None
    return Alternative(second, unknown, before)


def unknown_metres(route: Route) -> dict[str, float]:
    """Return by limited attribute the metres of a route on which it is not known."""
    return {name: part * route.distance_m for name, part in route.unknown_share.items()}
