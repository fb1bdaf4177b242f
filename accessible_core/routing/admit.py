# SPDX-License-Identifier: MIT
"""Which limits would admit a barred way: what to set so that it can be taken.

A limit that a user sets is no default any more, so that ``wheelchair=yes`` does not lift
it: what was lifted along the way must fit the new limit, too. That is why limits are
found on the whole way, turn by turn, until nothing on it is barred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import SMOOTHNESS, StreetNetwork
from accessible_core.routing.costs import Costs, costs, kerb_heights
from accessible_core.routing.limits import ATTRIBUTES
from accessible_core.routing.obstacles import (
    DECIDES,
    UNKNOWN,
    arc_obstacles,
    node_obstacles,
)
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import NoRoute, Obstacle, Route
from accessible_core.routing.street_graph import StreetGraph

_POLICY = {"decline": "incline"}
#: In `Admission.never`: the nearest street that wider limits open is joined to no other.
DETACHED = "detached"
_MOST_QUESTIONS = 6


@dataclass(frozen=True)
class Admission:
    """What admits a barred way.

    Attributes
    ----------
    limits : dict of str to value
        For `Profile.with_limits`, and ``--set NAME=VALUE``.
    unknown : tuple of str
        Attributes for `Profile.with_unknown` with the policy "accept".
    never : tuple of str
        Attributes that bar the way and that no limit admits (oneway); `DETACHED`.
    """

    limits: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def options(self) -> list[str]:
        """Return the options of the command line that say so."""
        return [
            *(f"--set {name}={_written(value)}" for name, value in self.limits.items()),
            *(f"--unknown {name}=accept" for name in self.unknown),
        ]

    def applied(self, profile: Profile) -> Profile:
        """Return `profile` with these limits."""
        policies = dict.fromkeys(self.unknown, "accept")
        return profile.with_limits(**self.limits).with_unknown(**policies)


def admission(result: NoRoute, network: StreetNetwork) -> Admission | None:
    """Return what would admit a way, None where there is none.

    That is the least barred way, or where wider limits open streets nearer to the points,
    the way from those.
    """
    profile, found = result.mobility, Admission()
    if result.least_barrier is None or profile is None:
        return None
    answer: Route | NoRoute = result
    # Wider limits may let the points begin on other, nearer streets: asked again, until true.
    for _ in range(_MOST_QUESTIONS):
        if isinstance(answer, Route):
            return found
        if answer.least_barrier is None:
            return Admission(never=(DETACHED,))
        wider = _along(answer.least_barrier, profile, network, found)
        if wider is None or wider.never or result.asked_under is None:
            return wider
        found = wider
        answer = result.asked_under(found.applied(profile))
    return found if isinstance(answer, Route) else None


def _along(
    route: Route, profile: Profile, network: StreetNetwork, found: Admission
) -> Admission | None:
    """Return what admits one way, at least as wide as what was found; None if nothing does."""
    way = _Way(route, network)
    # Every turn relaxes at least one limit of a barred attribute for good.
    for _ in range(2 * len(ATTRIBUTES)):
        here = found.applied(profile)
        barred = list(way.obstacles(here))
        never = tuple(dict.fromkeys(o.attribute for o in barred if o.attribute == "oneway"))
        barred = [obstacle for obstacle in barred if obstacle.attribute not in never]
        if not barred:
            return Admission(found.limits, found.unknown, never)
        found = _relaxed(found, here, barred, way.network)
    return None


class _Way:
    """The pieces of one way as a network of their own, so that costs are cheap."""

    def __init__(self, route: Route, network: StreetNetwork) -> None:
        edges = np.array([edge.edge for edge in route.edges], np.int64)
        forward = np.array([edge.forward for edge in route.edges], np.bool_)
        used, row = np.unique(edges, return_inverse=True)
        self.network, nodes = _part(network, used)
        self.arcs = list(dict.fromkeys((2 * row + ~forward).tolist()))
        ends = np.where(forward, network.edge_to[edges], network.edge_from[edges])[:-1]
        self.passed = list(dict.fromkeys(np.searchsorted(nodes, ends).tolist()))

    def obstacles(self, profile: Profile) -> Iterable[Obstacle]:
        """Yield what bars the way under `profile`."""
        found: Costs = costs(self.network, profile)
        for arc in self.arcs:
            yield from arc_obstacles(self.network, profile, found, arc)
        for node in self.passed:
            yield from node_obstacles(self.network, profile, found, node)


def _part(network: StreetNetwork, edges: NDArray[np.int64]) -> tuple[StreetNetwork, Any]:
    """Return some edges as a network, and the nodes kept, ascending."""
    ends = np.stack([network.edge_from[edges], network.edge_to[edges]])
    nodes, number = np.unique(ends, return_inverse=True)
    number = number.reshape(2, -1).astype(np.int32)
    corners = np.stack([network.shape_start[edges], network.shape_start[edges + 1] - 1], axis=1)
    part = replace(
        network,
        node_lon=network.node_lon[nodes],
        node_lat=network.node_lat[nodes],
        node_osm=network.node_osm[nodes],
        nodes={name: column[nodes] for name, column in network.nodes.items()},
        edge_from=number[0],
        edge_to=number[1],
        edge_way=network.edge_way[edges],
        edge_length=network.edge_length[edges],
        edges={name: column[edges] for name, column in network.edges.items()},
        # Costs look at no shapes: the ends are enough.
        shape_start=2 * np.arange(len(edges) + 1, dtype=np.int64),
        shape_lon=network.shape_lon[corners.ravel()],
        shape_lat=network.shape_lat[corners.ravel()],
        shape_elevation=None,
    )
    # What is known of a kerb depends on the streets around, which the part lacks.
    StreetGraph.of(part).unknown_kerb = StreetGraph.of(network).unknown_kerb[nodes]
    return part, nodes


def _relaxed(
    found: Admission, profile: Profile, barred: list[Obstacle], network: StreetNetwork
) -> Admission:
    limits, unknown = dict(found.limits), dict.fromkeys(found.unknown)
    for obstacle in barred:
        attribute = obstacle.attribute
        if obstacle.value == UNKNOWN:
            unknown[_POLICY.get(attribute, attribute)] = None
            continue
        name = DECIDES[attribute]
        had = limits.get(name, profile.limits.get(name))
        limits[name] = _wider(attribute, had, obstacle, network)
    return Admission(limits, tuple(unknown))


def _wider(attribute: str, had: Any, obstacle: Obstacle, network: StreetNetwork) -> Any:
    """Return a limit that admits `had` and the obstacle."""
    value = obstacle.value
    if attribute == "steps":
        return "yes"
    if attribute == "smoothness":
        return max(had, value, key=SMOOTHNESS.index)
    if isinstance(had, frozenset):
        return had - {part.strip() for part in str(value).split(";")}
    if attribute == "kerb" and not isinstance(value, float):
        value = _kerb(obstacle, network)
    return min(had, value) if attribute == "width" else max(had, value)


def _kerb(obstacle: Obstacle, network: StreetNetwork) -> float:
    """Return the centimetres that a kerb counts for which is tagged in words."""
    on_node = obstacle.node is not None
    columns: Mapping[str, NDArray[Any]] = network.nodes if on_node else network.edges
    row = obstacle.node if on_node else obstacle.edge
    both = {name: columns[name][row : row + 1] for name in ("kerb", "kerb_height")}  # type: ignore[operator]
    return float(kerb_heights(both)[0])


def _written(value: Any) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "none"
    return (
        f"{value:g}"
        if isinstance(value, float) and f"{value:g}" == repr(value).removesuffix(".0")
        else str(value)
    )
