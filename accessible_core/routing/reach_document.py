# SPDX-License-Identifier: MIT
"""What is reached, as a document, as GeoJSON for maps, and in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from accessible_core.messages import text
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.routing.document import obstacle_document
from accessible_core.routing.features import degrees, feature, geometry, line, metres, share
from accessible_core.routing.legs import thresholds
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.reach import Reach, Within, lengths
from accessible_core.routing.reasons import reasons
from accessible_core.routing.results import NoRoute
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, piece_shape
from accessible_core.routing.words import Words, profile_words


def reach_document(result: Reach | NoRoute) -> dict[str, Any]:
    """Return the document that ``accessible-kz reach --json`` prints."""
    if isinstance(result, NoRoute):
        return {
            "status": "no_route",
            "profile": result.profile,
            "reason": result.reason,
            "snap_m": metres(result.snap_m[0]),
            "blocked_by": [obstacle_document(obstacle) for obstacle in result.blocked_by],
        }
    return {
        "status": "ok",
        "profile": result.profile,
        "snap_m": metres(result.place.distance_m),
        "passed_over": [obstacle_document(obstacle) for obstacle in result.passed_over],
        "within": [_within(each) for each in result.within],
    }


def _within(each: Within) -> dict[str, Any]:
    return {
        "minutes": each.minutes,
        "length_m": metres(each.length_m),
        "confirmed_m": metres(each.confirmed_m),
        "by_kind": {name: metres(length) for name, length in each.by_kind.items()},
        "unknown_share": {name: share(part) for name, part in each.unknown_share.items()},
    }


def reach_geojson(
    result: Reach | NoRoute, network: StreetNetwork, language: str = "en"
) -> dict[str, Any]:
    """Return the reached parts of pieces as a FeatureCollection of lines.

    No two of them overlap: ``minutes`` is the least time asked for within which a part
    is reached. Features have a ``part``: ``reached``, or ``start`` (the place that the
    ways start from; without geometry where nothing is reached).
    """
    if isinstance(result, NoRoute):
        status = {"status": "no_route", "reason": result.reason}
        refused = {"part": "start", **status, "text": "\n".join(reasons(result, language))}
        return {"type": "FeatureCollection", "features": [feature(None, refused)]}
    place = geometry("Point", [degrees(result.place.lon), degrees(result.place.lat)])
    said: dict[str, Any] = {
        "part": "start",
        "status": "ok",
        "profile": result.profile,
        "snap_m": metres(result.place.distance_m),
        "text": "\n".join(reach_lines(result, language)),
    }
    return {
        "type": "FeatureCollection",
        "features": [feature(place, said), *_lines(result, network)],
    }


def _lines(result: Reach, network: StreetNetwork) -> Iterator[dict[str, Any]]:
    graph, pieces = StreetGraph.of(network), result.pieces
    length = lengths(network, pieces)
    for row, edge in enumerate(pieces.edge.tolist()):
        surface = int(network.edges["surface"][edge])
        properties = {
            "part": "reached",
            "minutes": float(pieces.minutes[row]),
            "reached_s": round(float(pieces.reached_s[row]), 1),
            "confirmed": bool(pieces.confirmed[row]),
            "length_m": metres(float(length[row])),
            "osm_way": int(network.edge_way[edge]) or None,
            "kind": EDGE_KINDS[network.edges["kind"][edge]],
            "name": (network.names[network.edges["name"][edge]] if network.names else "") or None,
            "surface": network.surfaces[surface] if surface else None,
        }
        cut = Piece(2 * edge, float(pieces.low[row]), float(pieces.high[row]))
        yield feature(geometry("LineString", line(*piece_shape(graph, cut))), properties)


def reach_lines(result: Reach | NoRoute, language: str = "en") -> list[str]:
    """Return in words what is reached: the text twin of the lines on the map."""
    if isinstance(result, NoRoute):
        return reasons(result, language)
    return list(_said(result, Words(language)))


def _said(result: Reach, words: Words) -> Iterator[str]:
    language, profile = words.language, profile_words(result.profile, words.language)
    if result.place.distance_m > thresholds()["say"]["snap_m"]:
        yield words.say("snap_start", distance=words.metres(result.place.distance_m))
    if result.passed_over:
        reason = obstacle_words(result.passed_over, language)
        yield words.say("passed_over_start", reason=reason)
    for each in result.within:
        yield text(
            "reach",
            "within",
            language,
            minutes=words.number(each.minutes, 1),
            profile=profile,
            length=_length(words, each.length_m),
            confirmed=_length(words, each.confirmed_m),
        )
    farthest = result.within[-1]
    kinds = (
        f"{words.say(f'kind_{name}')} {_length(words, length)}"
        for name, length in farthest.by_kind.items()
    )
    yield text("reach", "by_kind", language, kinds=", ".join(kinds) or "-")
    shares = sorted(farthest.unknown_share.items(), key=lambda item: -item[1])
    unknown = ", ".join(
        f"{text('reasons', f'name_{name}', language)} {words.percent(part)} %"
        for name, part in shares
        if part > 0.0
    )
    if unknown:
        yield text("reach", "unknown", language, unknown=unknown)


def _length(words: Words, length: float) -> str:
    """Return a length; nothing at all is 0, not the metre that sentences begin with."""
    return words.metres(length) if np.round(length) >= 1 else words.say("metres", value=0)
