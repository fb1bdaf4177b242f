# SPDX-License-Identifier: MIT
"""Reason bits of single pieces and nodes as obstacles: attribute, value, limit, place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance
from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    KERBS,
    SMOOTHNESS,
    WHEELCHAIR,
    StreetNetwork,
)
from accessible_core.routing.conditions import condition_states, condition_words
from accessible_core.routing.costs import Costs, kerb_heights
from accessible_core.routing.limits import ATTRIBUTES, LIMITS, bit
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Obstacle

#: How an attribute whose value is missing is written.
UNKNOWN = "unknown"
#: The limit that decides, where an attribute has several.
DECIDES = {
    limit.attribute: limit.name for limit in LIMITS.values() if limit.name != "allow_step_ramps"
}


_KERB = ("kerb", "kerb_height")
#: Attributes that may depend on time, by which tags.
_BY_TIME = {
    "access": ("access:conditional", "foot:conditional", "opening_hours"),
    "wheelchair": ("wheelchair:conditional",),
    "oneway": ("oneway:foot:conditional",),
}


def arc_obstacles(
    network: StreetNetwork, profile: Profile, costs: Costs, arc: int
) -> Iterator[Obstacle]:
    """Yield every cause why one arc is barred."""
    edge = arc >> 1
    way, lon, lat = _named(network, arc)
    for attribute in _attributes(int(costs.reasons[arc])):
        value = edge_value(network, arc, attribute)
        limit = limit_of(profile, attribute, value)
        if attribute == "incline" and isinstance(value, float) and value <= (limit or value):
            value = UNKNOWN  # only estimated, and the profile bars what is not known
        if attribute == "width" and isinstance(value, float) and value >= (limit or value):
            value = UNKNOWN  # likewise
        if attribute == "access" and value not in profile.values("barred_access"):
            value, limit = UNKNOWN, "known"  # it hangs on a condition that is not decided
        yield Obstacle(
            osm_way=way or None,
            osm_node=None,
            attribute=attribute,
            value=value,
            limit=limit,
            lon=lon,
            lat=lat,
            edge=edge,
            arc=arc,
            condition=_condition(network, network.edges, edge, attribute),
        )


def node_obstacles(
    network: StreetNetwork, profile: Profile, costs: Costs, node: int
) -> Iterator[Obstacle]:
    """Yield every cause why one node cannot be passed."""
    for attribute in _attributes(int(costs.node_reasons[node])):
        yield node_obstacle(network, profile, node, attribute)


def node_obstacle(network: StreetNetwork, profile: Profile, node: int, attribute: str) -> Obstacle:
    """Return one attribute of one node as an obstacle."""
    value = _node_value(network, node, attribute)
    if attribute == "access" and value not in profile.values("barred_access"):
        value = UNKNOWN  # likewise
    return Obstacle(
        osm_way=None,
        osm_node=int(network.node_osm[node]) or None,
        attribute=attribute,
        value=value,
        limit=limit_of(profile, attribute, value),
        lon=float(network.node_lon[node]),
        lat=float(network.node_lat[node]),
        node=node,
        condition=_condition(network, network.nodes, node, attribute),
    )


def _condition(
    network: StreetNetwork, columns: Mapping[str, NDArray[Any]], row: int, attribute: str
) -> str:
    """Return the tags that depend on time and are behind an attribute, "" if none are."""
    number = columns.get("condition")
    # Without a moment, and where a correction says it, they have not decided anything.
    if attribute not in _BY_TIME or number is None or not condition_states(columns)[row]:
        return ""
    return condition_words(network.conditions[number[row]], _BY_TIME[attribute])


def admitting(costs: Costs, obstacles: Iterable[Obstacle]) -> Costs:
    """Return `costs` as if exactly these obstacles were removed."""
    arcs: dict[int, int] = {}
    nodes: dict[int, int] = {}
    for obstacle in obstacles:
        if obstacle.arc is not None:
            arcs[obstacle.arc] = arcs.get(obstacle.arc, 0) | bit(obstacle.attribute)
        elif obstacle.node is not None:
            nodes[obstacle.node] = nodes.get(obstacle.node, 0) | bit(obstacle.attribute)
    return costs.admitting(arcs, nodes)


def _attributes(bits: int) -> list[str]:
    return [name for position, name in enumerate(ATTRIBUTES) if bits >> position & 1]


def limit_of(profile: Profile, attribute: str, value: Any) -> Any:
    """Return the limit that bars: the number, the word, or what is barred of a list."""
    if attribute == "oneway":
        return "no"
    limit = profile.limits.get(DECIDES[attribute])
    if isinstance(limit, frozenset):
        # Of a list, what is barred is the value itself: the limit is that it is barred.
        return "known" if value == UNKNOWN else f"not {value}"
    return limit


def edge_value(network: StreetNetwork, arc: int, attribute: str) -> Any:
    """Return an attribute of one arc in words and units of the contract, or "unknown"."""
    edge, edges = arc >> 1, network.edges
    if attribute == "oneway":
        return "yes"
    if attribute == "steps":
        count = int(edges["step_count"][edge])
        return count if count > 0 else EDGE_KINDS[edges["kind"][edge]]
    if attribute in ("incline", "decline"):
        rises = (attribute == "incline") == (arc & 1 == 0)
        return _measured(edges["incline_up" if rises else "incline_down"][edge])
    if attribute == "width":
        return _measured(edges["width"][edge])
    if attribute == "kerb":
        return _kerb(edges, edge)
    column, names = {
        "access": ("foot", FOOT_ACCESS),
        "kind": ("kind", EDGE_KINDS),
        "wheelchair": ("wheelchair", WHEELCHAIR),
        "surface": ("surface", network.surfaces),
        "smoothness": ("smoothness", SMOOTHNESS),
        "barrier": ("barrier", network.barriers),
    }[attribute]
    return names[edges[column][edge]]


def _node_value(network: StreetNetwork, node: int, attribute: str) -> Any:
    nodes = network.nodes
    if attribute == "kerb":
        return _kerb(nodes, node)
    if attribute == "width":
        return _measured(nodes["width"][node])
    if attribute == "kind":
        return "lift"
    column, names = {
        "access": ("foot", FOOT_ACCESS),
        "wheelchair": ("wheelchair", WHEELCHAIR),
        "barrier": ("barrier", network.barriers),
    }[attribute]
    return names[nodes[column][node]]


def _kerb(columns: Mapping[str, NDArray[Any]], row: int) -> float | str:
    """Return what counts (see `costs.kerb_heights`): a tagged height, or the kind of kerb."""
    height, kind = columns["kerb_height"][row], KERBS[columns["kerb"][row]]
    if np.isnan(height):
        return str(kind)
    counts = float(kerb_heights({name: columns[name][row : row + 1] for name in _KERB})[0])
    return kind if counts > float(height) else _measured(height)


def _measured(value: np.floating[Any]) -> float | str:
    # The shortest number that is this float32: given back as a limit, it admits exactly.
    return UNKNOWN if np.isnan(value) else float(str(np.float32(value)))


def _named(network: StreetNetwork, arc: int) -> tuple[int, float, float]:
    """Return the way that an obstacle is on, 0 if on none, and a place on it.

    A line across an area is placed where one enters the area; if it belongs to no way
    (from a fountain's corner to the next), the way that bounds the area stands for it.
    """
    edge = arc >> 1
    way, bound = int(network.edge_way[edge]), int(network.area_way[edge])
    if not bound:
        return way, *middle(network, edge)
    node = int((network.edge_from if arc & 1 == 0 else network.edge_to)[edge])
    if not way:
        way, node = bound, _on_way(network, bound, node)
    return way, float(network.node_lon[node]), float(network.node_lat[node])


def _on_way(network: StreetNetwork, way: int, node: int) -> int:
    """Return the node of a way nearest to a node, as the crow flies; the node itself if none is."""
    edges = np.flatnonzero(network.edge_way == way)
    ends = np.concatenate([network.edge_from[edges], network.edge_to[edges]])
    if not len(ends):
        return node
    lon, lat = network.node_lon[ends], network.node_lat[ends]
    return int(ends[distance(lon, lat, network.node_lon[node], network.node_lat[node]).argmin()])


def middle(network: StreetNetwork, edge: int) -> tuple[float, float]:
    """Return longitude and latitude of the middle of an edge."""
    lon, lat = network.shape(edge)
    half = (len(lon) - 1) // 2
    if len(lon) % 2:
        return float(lon[half]), float(lat[half])
    return float(lon[half] + lon[half + 1]) / 2.0, float(lat[half] + lat[half + 1]) / 2.0
