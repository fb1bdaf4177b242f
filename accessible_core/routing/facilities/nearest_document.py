# SPDX-License-Identifier: MIT
"""The nearest facilities as a document, as GeoJSON for maps, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accessible_core.messages import text
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.document import (
    age_document,
    door_document,
    obstacle_document,
    route_line,
)
from accessible_core.routing.facilities.nearest import Nearest, NearFacility, OutOfReach
from accessible_core.routing.features import degrees, feature, geometry, metres, share
from accessible_core.routing.reach_document import reach_document
from accessible_core.routing.reasons import reasons
from accessible_core.routing.results import NoRoute
from accessible_core.routing.words import Words, profile_words
from accessible_core.vocabulary import Score


def nearest_document(
    result: Nearest | NoRoute, network: StreetNetwork, language: str = "en"
) -> dict[str, Any]:
    """Return the document that ``accessible-kz nearest --json`` prints."""
    if isinstance(result, NoRoute):
        return reach_document(result)
    return {
        "status": "ok",
        "group": result.facilities.group.value,
        "asked": result.asked,
        "found": [_found(result, each, language) for each in result.found],
        "out_of_reach": [_refused(result, each, language) for each in result.out_of_reach],
        "without_position": [str(result.facilities.survey.ids[row]) for row in result.unplaced],
        "data_age": age_document(network),
    }


def _facility(result: Nearest, row: int, language: str) -> dict[str, Any]:
    facilities = result.facilities
    return {
        "id": str(facilities.survey.ids[row]),
        "name": facilities.survey.name(row, language),
        "category": str(facilities.survey.text("category")[row]) or None,
        "score": Score(int(facilities.overall[row])).wire,
        "confirmed": bool(facilities.confirmed[row]),
    }


def _found(result: Nearest, each: NearFacility, language: str) -> dict[str, Any]:
    route, door = each.route, each.route.doors[1]
    return {
        **_facility(result, each.row, language),
        "destination": None if door is None else door_document(door),
        "duration_s": round(route.duration_s, 1),
        "distance_m": metres(route.distance_m),
        "crow_m": metres(each.crow_m),
        "confidence": "confirmed" if route.confirmed else "unverified",
        "unknown_share": {name: share(part) for name, part in route.unknown_share.items()},
        "carriageway_m": metres(route.carriageway_m),
        "snap_m": [metres(distance) for distance in route.snap_m],
    }


def _refused(result: Nearest, each: OutOfReach, language: str) -> dict[str, Any]:
    return {
        **_facility(result, each.row, language),
        "crow_m": metres(each.crow_m),
        "reason": each.refusal.reason,
        "blocked_by": [obstacle_document(cause) for cause in each.refusal.blocked_by],
        "text": " ".join(reasons(each.refusal, language)),
    }


def nearest_geojson(result: Nearest | NoRoute, language: str = "en") -> dict[str, Any]:
    """Return doors, ways and what is out of reach as a FeatureCollection.

    Features have a ``part``: ``facility`` (the door), ``route``, ``out_of_reach`` (the
    facility's point), or ``start`` where no way begins.
    """
    if isinstance(result, NoRoute):
        said = {"part": "start", "status": "no_route", "reason": result.reason}
        words = {"text": "\n".join(reasons(result, language))}
        return {"type": "FeatureCollection", "features": [feature(None, {**said, **words})]}
    features = []
    for position, each in enumerate(result.found, start=1):
        properties = {"position": position, **_found(result, each, language)}
        for name in ("unknown_share", "snap_m"):
            properties.pop(name)
        door = properties.pop("destination")
        properties["entrance"] = None if door is None else str(door["entrance"])
        properties["entrance_accessible"] = None if door is None else door["accessible"]
        end = each.route.doors[1]
        if end is not None:
            place = geometry("Point", [degrees(end.lon), degrees(end.lat)])
            features.append(feature(place, {"part": "facility", **properties}))
        features.append(feature(route_line(each.route), {"part": "route", **properties}))
    for refused in result.out_of_reach:
        properties = _refused(result, refused, language)
        properties["blocked_by"] = len(refused.refusal.blocked_by)
        lon, lat = result.facilities.point(refused.row)
        place = geometry("Point", [degrees(lon), degrees(lat)])
        features.append(feature(place, {"part": "out_of_reach", **properties}))
    return {"type": "FeatureCollection", "features": features}


def nearest_lines(result: Nearest | NoRoute, profile: str, language: str = "en") -> list[str]:
    """Return in words what is nearest: the text twin of the points on the map."""
    if isinstance(result, NoRoute):
        return reasons(result, language)
    return list(_said(result, profile, Words(language)))


def _said(result: Nearest, profile: str, words: Words) -> Iterator[str]:
    language = words.language
    called = profile_words(profile, language)
    if not result.found:
        yield text("access", "nearest_none", language, profile=called, asked=result.asked)
    for position, each in enumerate(result.found, start=1):
        minutes = words.number(max(round(each.route.duration_s / 60.0), 1), 0)
        score = _score(result, each.row, language)
        line = text(
            "access", "nearest", language,
            position=position, facility=result.facilities.survey.name(each.row, language),
            minutes=minutes, distance=words.metres(each.route.distance_m), score=score,
            way=text("access", "confirmed" if each.route.confirmed else "unverified", language),
        )  # fmt: skip
        yield line
    for refused in result.out_of_reach:
        yield text(
            "access", "nearer_but", language,
            facility=result.facilities.survey.name(refused.row, language),
            distance=words.metres(refused.crow_m),
            reason=" ".join(reasons(refused.refusal, language)),
        )  # fmt: skip
    if result.unplaced:
        yield text("access", "unplaced", language, count=len(result.unplaced))


def _score(result: Nearest, row: int, language: str) -> str:
    """Return the score of a facility in words, a green of which is confirmed or not."""
    facilities = result.facilities
    score = Score(int(facilities.overall[row]))
    word = text("labels", f"score_{score.wire or 'unknown'}", language).lower()
    sure = "confirmed" if facilities.confirmed[row] else "unconfirmed"
    return f"{word}, {text('labels', sure, language).lower()}"
