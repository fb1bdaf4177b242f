# SPDX-License-Identifier: MIT
"""Which corrections a route used: those on it, and those that made it go elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.corrections.apply import Corrected
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import ATTRIBUTES
from accessible_core.routing.results import Route

#: How a correction mattered.
ON_ROUTE, AVOIDED = "on_route", "avoided"


def used_corrections(
    layer: Corrected, costs: Costs, route: Route | None, plain: Route | None
) -> tuple[Mapping[str, Any], ...]:
    """Return what a route says about corrections, in the order of their layer.

    Parameters
    ----------
    layer : Corrected
    costs : Costs
        Of the corrected network.
    route : Route or None
        The answer; None where there is no route.
    plain : Route or None
        The route that there would be without corrections; None where there is none.
    """
    effects: dict[int, str] = {}
    if plain is not None:
        effects.update((number, AVOIDED) for number in _closing(layer, costs, plain))
    if route is not None:
        for edge, node in _places(route, layer.network):
            touched = layer.edges.get(edge, {}), layer.nodes.get(node, {})
            effects.update((number, ON_ROUTE) for each in touched for number in each.values())
    return tuple(
        {**layer.corrections[number].document(), "effect": effects[number]}
        for number in sorted(effects)
    )


def closes_anything(layer: Corrected, costs: Costs) -> bool:
    """Tell whether any edge or node that a correction touched is barred."""
    return any(
        costs.reasons[2 * edge] or costs.reasons[2 * edge + 1] for edge in layer.edges
    ) or any(costs.node_reasons[node] for node in layer.nodes)


def _closing(layer: Corrected, costs: Costs, plain: Route) -> Iterator[int]:
    """Yield the corrections that bar what a route without them goes over."""
    edges = {edge.edge: edge.forward for edge in plain.edges}
    for edge, node in _places(plain, layer.network):
        arc = 2 * edge + (0 if edges[edge] else 1)
        for name in _names(int(costs.reasons[arc])):
            number = layer.number(name, edge, None)
            if number is not None:
                yield number
        for name in _names(int(costs.node_reasons[node])) if node >= 0 else ():
            number = layer.number(name, None, node)
            if number is not None:
                yield number


def _names(bits: int) -> list[str]:
    return [name for position, name in enumerate(ATTRIBUTES) if bits >> position & 1]


def _places(route: Route, network: StreetNetwork) -> Iterator[tuple[int, int]]:
    """Yield each edge travelled and the node passed at its end, -1 after the last."""
    for position, edge in enumerate(route.edges):
        ends = network.edge_to if edge.forward else network.edge_from
        last = position == len(route.edges) - 1
        yield edge.edge, -1 if last else int(ends[edge.edge])
