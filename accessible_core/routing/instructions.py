# SPDX-License-Identifier: MIT
"""A route as a numbered list in words: the text twin of the line on the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from accessible_core.messages import text
from accessible_core.network.model import KERBS, YES_NO, StreetNetwork
from accessible_core.routing.data_age import data_age
from accessible_core.routing.elevation import elevation_profile
from accessible_core.routing.facilities.door_words import door_words
from accessible_core.routing.known import Alternative
from accessible_core.routing.legs import Leg, legs, thresholds
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.on_the_way import Passed, on_the_way
from accessible_core.routing.passed_words import what_words
from accessible_core.routing.results import Route, RouteEdge
from accessible_core.routing.words import Words, profile_words

#: What is met along a leg that no other sentence of it says.
_SAID = ("narrow", "rough", "surface")


def instructions(route: Route, network: StreetNetwork, language: str = "en") -> list[str]:
    """Return one sentence or two for each leg, the arrival, and how sure all this is.

    Parameters
    ----------
    route : Route
    network : StreetNetwork
        The one that the route was found on.
    language : str
        kk, ru or en.
    """
    told = [step.text for step in steps(route, network, language)]
    return [*told, *conclusion(route, network, language)]


class Step(NamedTuple):
    """What is said of one part of a route; `edges` is empty where it is said of an end."""

    text: str
    edges: tuple[RouteEdge, ...] = ()


def steps(route: Route, network: StreetNetwork, language: str = "en") -> list[Step]:
    """Return what `instructions` says up to the arrival, with the pieces it is said of."""
    words = Words(language)
    found = [Step(line) for line in _end(words, route, 0)]
    untold = set(_untold(route))
    passed = [each for each in on_the_way(route, network) if each.code in _SAID]
    for leg in legs(route, network):
        said = [*_sentences(words, network, leg, untold), *_stretches(words, leg, passed)]
        found.append(Step(" ".join(said), leg.edges))
    found.extend(Step(line) for line in _end(words, route, 1))
    found.append(Step(" ".join(_arrival(words, route, network))))
    return found


def conclusion(route: Route, network: StreetNetwork, language: str = "en") -> list[str]:
    """Return what `instructions` says of the whole route: remarks, and how sure it is."""
    sure = " ".join((closing(route, language), *_age(Words(language), network)))
    return [*remarks(route, language), sure]


def closing(route: Route, language: str = "en") -> str:
    """Say whether a route is confirmed, and if not, what is not known of it."""
    words = Words(language)
    profile = profile_words(route.profile, language)
    if route.confirmed:
        return words.say("confirmed", profile=profile)
    shares = sorted(route.unknown_share.items(), key=lambda item: -item[1])
    unknown = ", ".join(
        f"{text('reasons', f'name_{name}', language)} {words.percent(share)} %"
        for name, share in shares
        if share > 0.0
    )
    if not unknown and any(route.passed_over):
        return words.say("unverified_ends", profile=profile)
    if not unknown and any(door is not None and not door.sure for door in route.doors):
        return words.say("unverified_door", profile=profile)
    if not unknown:
        return words.say("unverified_barred", profile=profile)
    return words.say("unverified", profile=profile, unknown=unknown)


def alternative_words(found: Alternative | None, language: str = "en") -> str:
    """Say what a second way offers, or that there is none of which more is known."""
    words = Words(language)
    if found is None:
        return words.say("known_alternative_none")
    less = {name: found.first_unknown_m[name] - there for name, there in found.unknown_m.items()}
    named = ", ".join(
        f"{text('reasons', f'name_{name}', language)} {words.metres(length)}"
        for name, length in sorted(less.items(), key=lambda item: -item[1])
        if round(length) >= 1
    )
    return words.say(
        "known_alternative",
        distance=words.metres(found.route.distance_m),
        minutes=_minutes(words, found.route),
        less=named or words.metres(0.0),
    )


def _minutes(words: Words, route: Route) -> str:
    return words.number(max(round(route.duration_s / 60.0), 1), 0)


def _end(words: Words, route: Route, end: int) -> Iterator[str]:
    """Say how far the route is from the start (0) or end (1), its door, what lies nearer."""
    name = ("start", "end")[end]
    door = route.doors[end]
    if door is not None:
        yield door_words(door, name, words.language)
    if route.snap_m[end] > thresholds()["say"]["snap_m"]:
        yield words.say(f"snap_{name}", distance=words.metres(route.snap_m[end]))
    if route.passed_over[end]:
        reason = obstacle_words(route.passed_over[end], words.language)
        yield words.say(f"passed_over_{name}", reason=reason)


def _age(words: Words, network: StreetNetwork) -> Iterator[str]:
    """Say how old the data are where that matters."""
    age = data_age(network)
    if age.days is None:
        yield words.say("data_undated")
    elif age.old:
        yield words.say("data_old", date=(age.timestamp or "")[:10], days=age.days)


def _arrival(words: Words, route: Route, network: StreetNetwork) -> Iterator[str]:
    # Before barred ground nobody has arrived: the way only ends there.
    code = "ends_short" if route.passed_over[1] else "arrive"
    yield words.say(code, distance=words.metres(route.distance_m), minutes=_minutes(words, route))
    if route.carriageway_m >= thresholds()["say"]["carriageway_m"]:
        yield words.say("carriageway_total", distance=words.metres(route.carriageway_m))
    heights = elevation_profile(route, network)
    if heights is not None and heights.ascent_m + heights.descent_m >= heights.noise_m:
        code = "climbs_estimated" if heights.estimated else "climbs"
        up, down = (words.number(m, 0) for m in (heights.ascent_m, heights.descent_m))
        yield words.say(code, up=up, down=down)


def remarks(route: Route, language: str = "en") -> Iterator[str]:
    """Say what on a route depends on time, and which corrections count for it."""
    yield from _conditions(Words(language), route)
    yield from correction_lines(route.corrections, language)


def _conditions(words: Words, route: Route) -> Iterator[str]:
    """Say what on the way depends on time, those not decided first."""
    for state in ("not_considered", "undecided", "decided"):
        tags = {
            ", ".join(f"{key}={value}" for key, value in condition["tags"].items()): None
            for condition in route.conditions
            if condition["state"] == state
        }
        if tags:
            yield words.say(f"condition_{state}", tags="; ".join(tags), at=route.at)


def correction_lines(
    corrections: Sequence[Mapping[str, Any]], language: str = "en"
) -> Iterator[str]:
    """Say which corrections lie on the way, and which made it go elsewhere."""
    words = Words(language)
    for correction in corrections:
        told = ", ".join(correction[part] for part in ("source", "note") if correction[part])
        yield words.say(
            f"correction_{correction['effect']}",
            what=f"{correction['attribute']}={correction['value'] or '?'}",
            said=f" ({correction['id']}: {told})" if told else f" ({correction['id']})",
        )


def _untold(route: Route) -> Iterator[int]:
    for obstacle in route.obstacles:
        if obstacle.attribute == "kerb" and obstacle.node is not None:
            yield obstacle.node


def _sentences(words: Words, network: StreetNetwork, leg: Leg, untold: set[int]) -> Iterator[str]:
    if leg.nodes and network.nodes["lift"][leg.nodes[0]]:
        yield words.say("lift")
    yield _movement(words, network, leg)
    edges = [edge.edge for edge in leg.edges]
    if leg.kind == "steps" and any(network.edges["ramp_wheelchair"][edges] == YES_NO.index("yes")):
        yield words.say("steps_ramp")
    if leg.kind != "crossing" and network.edges["carriageway"][edges[0]]:
        yield words.say("on_carriageway")
    if leg.kind not in ("steps", "lift", "escalator"):
        yield from _slopes(words, leg)
    yield from _nodes(words, network, leg, untold)


def _stretches(words: Words, leg: Leg, passed: list[Passed]) -> Iterator[str]:
    """Say where a leg is narrow or rough; each thing once, at its worst."""
    edges = {edge.edge for edge in leg.edges}
    for each in passed:
        if each.obstacle.edge in edges:
            what = what_words(each, words.language)
            yield f"{what[0].upper()}{what[1:]}."


def _movement(words: Words, network: StreetNetwork, leg: Leg) -> str:
    turn = "start" if leg.turn is None else _turn_code(leg.turn)
    if leg.kind in ("crossing", "steps", "lift", "escalator"):
        what = _feature(words, network, leg)
        if turn in ("start", "straight"):
            return what
        return f"{words.say(f'only_{turn}')} {what}"
    way = words.say(f"kind_{leg.kind}")
    if leg.name:
        way = words.say("named", kind=way, street=leg.name)
    direction = words.say(f"direction_{round(leg.heading / 45.0) % 8}")
    return words.say(turn, way=way, direction=direction, distance=words.metres(leg.length_m))


def _feature(words: Words, network: StreetNetwork, leg: Leg) -> str:
    distance = words.metres(leg.length_m)
    if leg.kind == "steps":
        counts = network.edges["step_count"][[edge.edge for edge in leg.edges]]
        whole = all(edge.to_share - edge.from_share == 1.0 for edge in leg.edges)
        if whole and len(counts) == 1 and counts[0] > 0:
            return words.say("steps_counted", count=int(counts[0]), distance=distance)
    return words.say(leg.kind, distance=distance)


def _turn_code(turn: float) -> str:
    limits, side = thresholds()["turn"], "left" if turn < 0.0 else "right"
    if abs(turn) <= limits["straight"]:
        return "straight"
    if abs(turn) > limits["back"]:
        return "back"
    if abs(turn) <= limits["slight"]:
        return f"slight_{side}"
    return f"sharp_{side}" if abs(turn) > limits["sharp"] else side


def _slopes(words: Words, leg: Leg) -> Iterator[str]:
    least = thresholds()["say"]["slope_percent"]
    for end, given in (
        ("", [edge.incline for edge in leg.edges]),
        ("_estimated", [edge.incline_estimated for edge in leg.edges]),
    ):
        slopes = [slope for slope in given if slope is not None]
        up, down = max(slopes, default=0.0), -min(slopes, default=0.0)
        if up >= least:
            yield words.say(f"slope_up{end}", slope=words.number(up, 1))
        if down >= least:
            yield words.say(f"slope_down{end}", slope=words.number(down, 1))


def _nodes(words: Words, network: StreetNetwork, leg: Leg, untold: set[int]) -> Iterator[str]:
    """Say what is passed at the nodes of a leg: barriers and kerbs."""
    unknown = 0
    for node in leg.nodes:
        barrier = network.barriers[network.nodes["barrier"][node]] if network.barriers else ""
        if barrier not in ("", "unknown", "kerb"):
            yield words.say("barrier", barrier=barrier)
        height = float(network.nodes["kerb_height"][node])
        kerb = KERBS[network.nodes["kerb"][node]]
        kerb = "raised" if kerb == "regular" else kerb
        if height >= thresholds()["say"]["kerb_cm"]:
            yield words.say("kerb_height", height=words.number(height, 1))
        elif np.isnan(height) and kerb in ("lowered", "rolled", "raised"):
            yield words.say(f"kerb_{kerb}")
        unknown += node in untold
    if unknown:
        yield (
            words.say("kerb_unknown") if unknown == 1 else words.say("kerbs_unknown", count=unknown)
        )
