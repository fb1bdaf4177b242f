# SPDX-License-Identifier: MIT
"""Routes as documents: the JSON of CONTRACTS.md (Streets) and GeoJSON for maps."""

from __future__ import annotations

from typing import Any

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.features import (
    degrees,
    feature,
    geometry,
    line,
    metres,
    share,
)
from accessible_core.routing.instructions import closing, instructions
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.reasons import reasons
from accessible_core.routing.results import NoRoute, Obstacle, Route, RouteEdge
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, piece_shape


def route_document(
    result: Route | NoRoute, network: StreetNetwork, language: str = "en"
) -> dict[str, Any]:
    """Return the document that ``accessible-kz route --json`` prints.

    Parameters
    ----------
    result : Route or NoRoute
    network : StreetNetwork
        The one that `result` was found on.
    language : str
        Of the instructions: kk, ru or en.
    """
    if isinstance(result, NoRoute):
        return _no_route(result)
    return {
        "status": "ok",
        "profile": result.profile,
        **_route(result),
        "obstacles": [obstacle_document(obstacle) for obstacle in result.obstacles],
        "passed_over": {
            end: [obstacle_document(obstacle) for obstacle in obstacles]
            for end, obstacles in zip(("start", "end"), result.passed_over)
        },
        "corrections": [dict(correction) for correction in result.corrections],
        "instructions": instructions(result, network, language),
    }


def route_geojson(
    result: Route | NoRoute, network: StreetNetwork, language: str = "en"
) -> dict[str, Any]:
    """Return the route, its pieces and the obstacles on it as a FeatureCollection.

    Features have a ``part``: ``route`` (the whole line; ``least_barrier`` where there
    is no route), ``edge`` (each piece) or ``obstacle`` (points).
    """
    features: list[dict[str, Any]] = []
    if isinstance(result, NoRoute):
        status = {
            "status": "no_route",
            "reason": result.reason,
            "text": "\n".join(reasons(result, language)),
        }
        route, obstacles = result.least_barrier, result.blocked_by
        if route is None:
            features.append(feature(None, {"part": "route", **status}))
    else:
        status = {"status": "ok", "text": closing(result, language)}
        route, obstacles = result, result.obstacles
    if route is not None:
        part = "route" if isinstance(result, Route) else "least_barrier"
        features.extend(_lines(route, network, {"part": part, **status}))
    for obstacle in obstacles:
        place = geometry("Point", [degrees(obstacle.lon), degrees(obstacle.lat)])
        said = {"text": obstacle_words([obstacle], language)}
        properties = {"part": "obstacle", **obstacle_document(obstacle), **said}
        features.append(feature(place, properties))
    return {"type": "FeatureCollection", "features": features}


def _no_route(result: NoRoute) -> dict[str, Any]:
    least = result.least_barrier
    return {
        "status": "no_route",
        "profile": result.profile,
        "reason": result.reason,
        "snap_m": [metres(distance) for distance in result.snap_m],
        "blocked_by": [obstacle_document(obstacle) for obstacle in result.blocked_by],
        "least_barrier": None if least is None else _route(least),
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        "confidence": "confirmed" if route.confirmed else "unverified",
        "distance_m": metres(route.distance_m),
        "duration_s": round(route.duration_s, 1),
        "snap_m": [metres(distance) for distance in route.snap_m],
        "edges": [_edge(edge) for edge in route.edges],
        "unknown_share": {name: share(part) for name, part in route.unknown_share.items()},
        "carriageway_m": metres(route.carriageway_m),
    }


def _edge(edge: RouteEdge) -> dict[str, Any]:
    return {
        "osm_way": edge.osm_way,
        "from_node": edge.from_node,
        "to_node": edge.to_node,
        "length_m": metres(edge.length_m),
        "kind": edge.kind,
        "name": edge.name or None,
        "incline": edge.incline,
        "incline_estimated": edge.incline_estimated,
        "surface": edge.surface,
        "known": list(edge.known),
    }


def obstacle_document(obstacle: Obstacle) -> dict[str, Any]:
    """Return one cause as CONTRACTS.md writes it."""
    return {
        "osm_way": obstacle.osm_way,
        "osm_node": obstacle.osm_node,
        "attribute": obstacle.attribute,
        "value": obstacle.value,
        "limit": obstacle.limit,
        "lon": degrees(obstacle.lon),
        "lat": degrees(obstacle.lat),
    }


def _lines(
    route: Route, network: StreetNetwork, properties: dict[str, Any]
) -> list[dict[str, Any]]:
    whole = {
        **properties,
        "profile": route.profile,
        "confidence": "confirmed" if route.confirmed else "unverified",
        "distance_m": metres(route.distance_m),
        "duration_s": round(route.duration_s, 1),
        "carriageway_m": metres(route.carriageway_m),
        **{f"unknown_{name}": share(part) for name, part in route.unknown_share.items()},
    }
    features = [feature(geometry("LineString", line(route.lon, route.lat)), whole)]
    graph = StreetGraph.of(network)
    for position, edge in enumerate(route.edges, start=1):
        arc = 2 * edge.edge + (0 if edge.forward else 1)
        shape = piece_shape(graph, Piece(arc, edge.from_share, edge.to_share))
        said = {"part": "edge", "position": position, **_edge(edge)}
        said["known"] = ",".join(edge.known)  # attribute tables hold no lists
        features.append(feature(geometry("LineString", line(*shape)), said))
    return features
