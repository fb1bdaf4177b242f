# SPDX-License-Identifier: MIT
"""Routes as documents: the JSON of CONTRACTS.md (Streets) and GeoJSON for maps."""

from __future__ import annotations

from typing import Any

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.admit import admission
from accessible_core.routing.data_age import data_age
from accessible_core.routing.elevation import elevation_profile
from accessible_core.routing.facilities.destination import Door
from accessible_core.routing.features import (
    degrees,
    feature,
    geometry,
    line,
    metres,
    share,
)
from accessible_core.routing.instructions import (
    alternative_words,
    closing,
    instructions,
    remarks,
)
from accessible_core.routing.known import Alternative
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.on_the_way import Passed, on_the_way
from accessible_core.routing.passed_words import passed_words
from accessible_core.routing.reasons import admission_words, reasons
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
        return _no_route(result, network)
    passed = on_the_way(result, network)
    return {
        "status": "ok",
        "profile": result.profile,
        **_route(result),
        "elevation": elevation_document(result, network),
        "obstacles": [_passed(each, language) for each in passed],
        "unknown_kerbs": _unknown_kerbs(passed),
        "data_age": age_document(network),
        **_doors(result),
        "passed_over": {
            end: [obstacle_document(obstacle) for obstacle in obstacles]
            for end, obstacles in zip(("start", "end"), result.passed_over)
        },
        "at": result.at or None,
        "conditions": [dict(condition) for condition in result.conditions],
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
        lines = [*reasons(result, language), *admission_words(result, network, language)]
        status = {"status": "no_route", "reason": result.reason, "text": "\n".join(lines)}
        if result.least_barrier is None:
            features.append(feature(None, {"part": "route", **status}))
        else:
            whole = {"part": "least_barrier", **status}
            features.extend(_lines(result.least_barrier, network, whole))
        obstacles = [
            {**obstacle_document(each), "text": obstacle_words([each], language)}
            for each in result.blocked_by
        ]
    else:
        text = " ".join((*remarks(result, language), closing(result, language)))
        status = {"status": "ok", "text": text}
        features.extend(_lines(result, network, {"part": "route", **status}))
        obstacles = [_passed(each, language) for each in on_the_way(result, network)]
    for properties in obstacles:
        place = geometry("Point", [properties["lon"], properties["lat"]])
        features.append(feature(place, {"part": "obstacle", **properties}))
    for end, door in zip(("origin", "destination"), result.doors):
        if door is not None:
            said = {**door_document(door), "entrance": str(door.entrance)}
            for name in ("unplaced_better", "unreached_better"):
                said[name] = ",".join(map(str, said[name]))
            place = geometry("Point", [said["lon"], said["lat"]])
            features.append(feature(place, {"part": end, **said}))
    return {"type": "FeatureCollection", "features": features}


def _no_route(result: NoRoute, network: StreetNetwork) -> dict[str, Any]:
    least = result.least_barrier
    admitted = admission(result, network)
    return {
        "status": "no_route",
        "profile": result.profile,
        "reason": result.reason,
        "snap_m": [metres(distance) for distance in result.snap_m],
        "blocked_by": [obstacle_document(obstacle) for obstacle in result.blocked_by],
        "least_barrier": None if least is None else _route(least),
        "admit": None
        if admitted is None
        else {"options": admitted.options(), "never": list(admitted.never)},
        "data_age": age_document(network),
        **_doors(result),
        "at": result.at or None,
        "corrections": [dict(correction) for correction in result.corrections],
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


def alternative_document(
    found: Alternative | None, network: StreetNetwork, language: str = "en"
) -> dict[str, Any] | None:
    """Return the second way, of which more is known, for ``known_alternative``."""
    if found is None:
        return None
    return {
        **_route(found.route),
        "unknown_m": {name: metres(length) for name, length in found.unknown_m.items()},
        "less_unknown_m": {
            name: metres(found.first_unknown_m[name] - length)
            for name, length in found.unknown_m.items()
        },
        "obstacles": [_passed(each, language) for each in on_the_way(found.route, network)],
        "instructions": instructions(found.route, network, language),
    }


def alternative_geojson(
    found: Alternative | None, network: StreetNetwork, language: str = "en"
) -> list[dict[str, Any]]:
    """Return the second way as features with the ``part`` ``known_alternative``."""
    if found is None:
        return []
    said = alternative_words(found, language)
    return _lines(found.route, network, {"part": "known_alternative", "text": said})[:1]


def elevation_document(route: Route, network: StreetNetwork) -> dict[str, Any] | None:
    """Return the heights along a route, None where none is known."""
    found = elevation_profile(route, network)
    if found is None:
        return None
    return {
        "profile": [
            [metres(at), None if height != height else round(height, 1)]  # noqa: PLR0124 - NaN
            for at, height in zip(found.at_m.tolist(), found.height_m.tolist())
        ],
        "ascent_m": round(found.ascent_m, 1),
        "descent_m": round(found.descent_m, 1),
        "noise_m": found.noise_m,
        "estimated": found.estimated,
        "source": found.source,
    }


def age_document(network: StreetNetwork) -> dict[str, Any]:
    """Return how old the data of a network are."""
    age = data_age(network)
    return {"timestamp": age.timestamp, "days": age.days, "old": age.old}


def door_document(door: Door) -> dict[str, Any]:
    """Return which door of a facility a way leads to, or from."""
    return {
        "facility": door.facility,
        "entrance": door.entrance,
        "accessible": door.accessible,
        "score": door.score,
        "confirmed": door.confirmed,
        "osm_node": door.osm_node,
        "building_checked": door.building,
        "unplaced_better": list(door.unplaced),
        "unreached_better": list(door.unreached),
        "lon": degrees(door.lon),
        "lat": degrees(door.lat),
    }


def _doors(result: Route | NoRoute) -> dict[str, Any]:
    return {
        name: door_document(door)
        for name, door in zip(("origin", "destination"), result.doors)
        if door is not None
    }


def _passed(passed: Passed, language: str) -> dict[str, Any]:
    return {
        "code": passed.code,
        **obstacle_document(passed.obstacle),
        "at_m": metres(passed.at_m),
        "length_m": metres(passed.length_m),
        "text": passed_words(passed, language),
    }


def _unknown_kerbs(passed: list[Passed]) -> dict[str, Any]:
    kerbs = [each for each in passed if each.code == "kerb_unknown"]
    places = [
        {
            "osm_node": each.obstacle.osm_node,
            "lon": degrees(each.obstacle.lon),
            "lat": degrees(each.obstacle.lat),
            "at_m": metres(each.at_m),
        }
        for each in kerbs
    ]
    return {"count": len(places), "places": places}


def obstacle_document(obstacle: Obstacle) -> dict[str, Any]:
    """Return one cause as CONTRACTS.md writes it, and what it hangs on, if on anything."""
    because = {"correction": obstacle.correction, "condition": obstacle.condition}
    return {
        "osm_way": obstacle.osm_way,
        "osm_node": obstacle.osm_node,
        "attribute": obstacle.attribute,
        "value": obstacle.value,
        "limit": obstacle.limit,
        "lon": degrees(obstacle.lon),
        "lat": degrees(obstacle.lat),
        **{name: value for name, value in because.items() if value},
    }


def route_line(route: Route) -> dict[str, Any]:
    """Return the whole way as a GeoJSON geometry."""
    return geometry("LineString", line(route.lon, route.lat))


def _climbs(route: Route, network: StreetNetwork) -> dict[str, Any]:
    """Return what an attribute table holds of the heights along a route."""
    found = elevation_document(route, network) or {}
    names = ("ascent_m", "descent_m", "estimated")
    return {f"elevation_{name}": found.get(name) for name in names}


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
        **_climbs(route, network),
        **{f"data_{name}": value for name, value in age_document(network).items()},
    }
    features = [feature(route_line(route), whole)]
    graph = StreetGraph.of(network)
    for position, edge in enumerate(route.edges, start=1):
        arc = 2 * edge.edge + (0 if edge.forward else 1)
        shape = piece_shape(graph, Piece(arc, edge.from_share, edge.to_share))
        said = {"part": "edge", "position": position, **_edge(edge)}
        said["known"] = ",".join(edge.known)  # attribute tables hold no lists
        features.append(feature(geometry("LineString", line(*shape)), said))
    return features
