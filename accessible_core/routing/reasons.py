# SPDX-License-Identifier: MIT
"""Why there is no route, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from accessible_core.messages import text
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.admit import admission
from accessible_core.routing.instructions import correction_lines
from accessible_core.routing.obstacle_words import obstacle_words
from accessible_core.routing.results import NoRoute, Obstacle
from accessible_core.routing.words import Words, profile_words


class Reasons(NamedTuple):
    """Why there is no route: the reason, each barred place, what corrections did besides."""

    reason: str
    causes: list[str]
    corrections: list[str]


def reasons(result: NoRoute, language: str = "en", snap_m: float | None = None) -> list[str]:
    """Return the reason, and for a barred way each barred place on it, one a line."""
    reason, causes, corrections = parted_reasons(result, language, snap_m)
    return [reason, *causes, *corrections]


def parted_reasons(result: NoRoute, language: str = "en", snap_m: float | None = None) -> Reasons:
    """Return the same in parts: only the causes may be counted."""
    words = Words(language)
    distance = words.metres(result.least_barrier.distance_m) if result.least_barrier else ""
    first = text(
        "reasons",
        result.reason,
        language,
        radius=words.number(result.radius_m if snap_m is None else snap_m, 0),
        profile=profile_words(result.profile, language),
        distance=distance,
    )
    if result.off and result.extent:
        sides = (f"{degrees:.4f}" for degrees in result.extent)
        where = dict(zip(("west", "south", "east", "north"), sides))
        first = f"{first} {text('reasons', f'point_{result.off}', language, **where)}"
    corrections = list(correction_lines(result.corrections, language))
    causes = [said for said, _ in places_barred(result, language)]
    return Reasons(first, causes, corrections)


def admission_words(result: NoRoute, network: StreetNetwork, language: str = "en") -> Iterator[str]:
    """Say which limits would admit the way with the fewest barriers, if any do."""
    found = admission(result, network)
    if found is None:
        return
    if found.options():
        yield text("reasons", "admitted_by", language, options=" ".join(found.options()))
    if found.never:
        named = (text("reasons", f"name_{name}", language) for name in found.never)
        yield text("reasons", "never_admitted", language, attribute=", ".join(named))


def places_barred(result: NoRoute, language: str = "en") -> Iterator[tuple[str, Obstacle]]:
    """Yield in words what bars each place on the way, with the first of its causes."""
    before = None
    for _, group in groupby(result.blocked_by, key=lambda found: (found.arc, found.node)):
        causes = list(group)
        # A way cut into many pieces that are barred alike is said once.
        same = (causes[0].osm_way, [(cause.attribute, cause.value) for cause in causes])
        if causes[0].osm_way is None or same != before:
            yield obstacle_words(causes, language), causes[0]
        before = same
