# SPDX-License-Identifier: MIT
"""What is met on a way that can be taken: kerbs, barriers, lifts, stretches near a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.knowledge import load_toml
from accessible_core.network.model import SMOOTHNESS, YES_NO, StreetNetwork
from accessible_core.routing.legs import end_node, thresholds
from accessible_core.routing.obstacles import edge_value, limit_of, middle, node_obstacle
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Obstacle, Route, RouteEdge

_KEY = "_routing_on_the_way"
#: Attribute, value that counts, and how bad it is (more is worse).
_Found = tuple[str, Any, float]


@dataclass(frozen=True)
class Passed:
    """One thing met on a way.

    Attributes
    ----------
    code : str
        ``kerb kerb_unknown barrier lift steps steps_ramp narrow rough surface steep_up
        steep_down estimated_up estimated_down``; words in ``messages/passed.toml``.
    obstacle : Obstacle
        What and where; of a stretch its worst piece. ``limit`` is None where the profile
        has none.
    at_m : float
        Metres from the start of the route to where it begins.
    length_m : float
        0 for what is passed at one place.
    first, last : int
        Positions in ``route.edges``: the stretch, or the pieces before and after a place.
    """

    code: str
    obstacle: Obstacle
    at_m: float
    length_m: float
    first: int
    last: int


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return ``data/on_the_way.toml``."""
    return load_toml(Path(__file__).parent / "data" / "on_the_way.toml")


def mobility_of(route: Route) -> Profile:
    """Return the profile, with its limits, that a route was found for."""
    return route.mobility or Profile.named(route.profile)


def on_the_way(route: Route, network: StreetNetwork) -> list[Passed]:
    """Return everything that is met on a route, from its start to its end."""
    # Kept in the route, as the street graph is in its network: list and sentences need it.
    kept: list[Passed] | None = vars(route).get(_KEY)
    return vars(route).setdefault(_KEY, _met(route, network)) if kept is None else kept


def _met(route: Route, network: StreetNetwork) -> list[Passed]:
    profile = mobility_of(route)
    starts = np.concatenate([[0.0], np.cumsum([edge.length_m for edge in route.edges])])
    found = list(_places(route, network, profile, starts.tolist()))
    for code, test in _TESTS.items():
        found.extend(_stretches(code, test, route, network, profile))
    return sorted(found, key=lambda passed: (passed.at_m, passed.code))


def _places(
    route: Route, network: StreetNetwork, profile: Profile, starts: list[float]
) -> Iterator[Passed]:
    untold = {each.node for each in route.obstacles if each.attribute == "kerb"}
    for position, edge in enumerate(route.edges[:-1]):
        node, at = end_node(network, edge), starts[position + 1]
        for code, obstacle in _at_node(network, profile, node, untold):
            yield Passed(code, obstacle, at, 0.0, position, position + 1)


def _at_node(
    network: StreetNetwork, profile: Profile, node: int, untold: set[int | None]
) -> Iterator[tuple[str, Obstacle]]:
    nodes = network.nodes
    if node in untold:
        yield "kerb_unknown", node_obstacle(network, profile, node, "kerb")
    elif nodes["kerb"][node] or nodes["kerb_height"][node] > 0.0:
        kerb = node_obstacle(network, profile, node, "kerb")
        if _counts(kerb.value):
            yield "kerb", kerb
    if nodes["barrier"][node]:
        barrier = node_obstacle(network, profile, node, "barrier")
        if barrier.value not in ("unknown", "kerb"):
            yield "barrier", replace(barrier, limit=None)
    if nodes["lift"][node]:
        yield "lift", replace(node_obstacle(network, profile, node, "kind"), limit=None)
    if _narrow(float(nodes["width"][node]), profile):
        yield "narrow", node_obstacle(network, profile, node, "width")


def _counts(kerb: Any) -> bool:
    """Tell whether a kerb is one that wheels and feet notice."""
    if isinstance(kerb, float):
        least: float = thresholds()["say"]["kerb_cm"]
        return kerb >= least
    return kerb in ("lowered", "rolled", "raised", "regular")


def _narrow(width: float, profile: Profile) -> bool:
    limit = profile.number("min_width")
    if limit is None:
        return False
    near: float = knowledge()["near_limit"]["width_up_to"]
    return width <= limit * near


# --------------------------------------------------------------- stretches


def _slope(name: str, climbs: bool, estimated: bool) -> Callable[..., _Found | None]:
    def test(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
        slope = edge.incline_estimated if estimated else edge.incline
        limit = profile.number(name)
        if slope is None or limit is None or edge.kind in ("steps", "escalator", "lift"):
            return None
        # The column, not the rounded figure: of both directions only the steeper one has it.
        arc = 2 * edge.edge + (0 if edge.forward else 1)
        value = edge_value(network, arc, "incline" if climbs else "decline")
        if not isinstance(value, float) or value < limit * knowledge()["near_limit"]["slope_from"]:
            return None
        return ("incline" if climbs else "decline"), value, value

    return test


def _is_narrow(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    value = edge_value(network, 2 * edge.edge, "width")
    if not isinstance(value, float) or not _narrow(value, profile):
        return None
    return "width", value, -value


def _is_rough(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    code, limit = int(network.edges["smoothness"][edge.edge]), profile.limits.get("max_smoothness")
    if not isinstance(limit, str) or code < SMOOTHNESS.index(limit):
        return None
    return "smoothness", SMOOTHNESS[code], float(code)


def _is_slow(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    del network
    speed = profile.speed.by_surface.get(edge.surface or "", 1.0)
    if speed > knowledge()["near_limit"]["surface_speed"]:
        return None
    return "surface", edge.surface, -speed


def _is_ramp(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    del profile
    if edge.kind not in ("steps", "escalator"):
        return None
    ramp = network.edges["ramp_wheelchair"][edge.edge] == YES_NO.index("yes")
    return ("steps", edge_value(network, 2 * edge.edge, "steps"), 0.0) if ramp else None


def _is_steps(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    if edge.kind not in ("steps", "escalator") or _is_ramp(network, profile, edge):
        return None
    return "steps", edge_value(network, 2 * edge.edge, "steps"), 0.0


def _is_lift(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    del network, profile
    return ("kind", "lift", 0.0) if edge.kind == "lift" else None


def _is_kerb(network: StreetNetwork, profile: Profile, edge: RouteEdge) -> _Found | None:
    del profile
    if edge.kind != "crossing":
        return None
    value = edge_value(network, 2 * edge.edge, "kerb")
    if not _counts(value):
        return None
    return "kerb", value, 0.0


_TESTS: dict[str, Callable[..., _Found | None]] = {
    "kerb": _is_kerb,
    "lift": _is_lift,
    "steps": _is_steps,
    "steps_ramp": _is_ramp,
    "narrow": _is_narrow,
    "rough": _is_rough,
    "surface": _is_slow,
    "steep_up": _slope("max_incline", climbs=True, estimated=False),
    "steep_down": _slope("max_decline", climbs=False, estimated=False),
    "estimated_up": _slope("max_incline", climbs=True, estimated=True),
    "estimated_down": _slope("max_decline", climbs=False, estimated=True),
}
#: What the whole codes mean, for tests and words.
CODES = (*_TESTS, "kerb_unknown", "barrier")


def _stretches(
    code: str,
    test: Callable[..., _Found | None],
    route: Route,
    network: StreetNetwork,
    profile: Profile,
) -> Iterator[Passed]:
    """Yield runs of pieces that a test finds something on, each with its worst piece."""
    run: list[tuple[int, _Found]] = []
    at, start = 0.0, 0.0
    for position, edge in enumerate((*route.edges, None)):
        found = None if edge is None else test(network, profile, edge)
        if found is not None:
            start = at if not run else start
            run.append((position, found))
        elif run:
            yield _stretch(code, route, network, profile, run, start)
            run = []
        at += 0.0 if edge is None else edge.length_m


def _stretch(
    code: str,
    route: Route,
    network: StreetNetwork,
    profile: Profile,
    run: list[tuple[int, _Found]],
    start: float,
) -> Passed:
    worst, (attribute, value, _) = max(run, key=lambda item: item[1][2])
    edge = route.edges[worst]
    lon, lat = middle(network, edge.edge)
    limit = limit_of(profile, attribute, value)
    obstacle = Obstacle(
        osm_way=edge.osm_way,
        osm_node=None,
        attribute=attribute,
        value=value,
        limit=None if attribute in ("kind", "steps", "surface") else limit,
        lon=lon,
        lat=lat,
        edge=edge.edge,
        arc=2 * edge.edge + (0 if edge.forward else 1),
    )
    positions = [position for position, _ in run]
    length = sum(route.edges[position].length_m for position in positions)
    return Passed(code, obstacle, start, length, positions[0], positions[-1])
