# SPDX-License-Identifier: GPL-3.0-or-later
"""Which facility and which pair of points tells which story, with coordinates, as TOML."""

from __future__ import annotations

from sample_city.buildings import Building
from sample_city.place import INVENTED, Point, degrees

#: key, facility, what is to be seen.
FACILITIES: tuple[tuple[str, str, str], ...] = (
    (
        "green_behind_steps",
        "UQ-002",
        "movement full_accessible (registry-2024); only flights of steps lead to its terrace",
    ),
    (
        "red_one_change",
        "UQ-003",
        "movement not_accessible; the single answer entrance1_1 = yes makes it full_accessible",
    ),
    (
        "green_single_answer",
        "UQ-004",
        (
            "middle form, movement full_accessible on the single yes of entrance1_30"
            "; the rest is unknown or not provided"
        ),
    ),
    (
        "three_entrances",
        "UQ-006",
        "three entrances of different quality, with a door position each",
    ),
    ("overridden_zone", "UQ-008", "a moderator set the toilet's score by hand"),
    ("all_yes", "UQ-052", "full form, every answer yes"),
)

#: key, from, to, what is to be seen, and the result for manual_wheelchair and for foot.
ROUTES: tuple[tuple[str, Point, Point, str, str, str], ...] = (
    (
        "step_free_not_shortest",
        (40.0, -519.0),
        (44.0, -676.0),
        (
            "on foot through the underpass (steps); by wheelchair over the footbridge"
            " with its two lifts"
        ),
        "ok",
        "ok",
    ),
    (
        "refused_steps",
        (-20.0, -100.0),
        (-570.0, 558.0),
        "to the museum on the hill: only steps lead to the terrace",
        "barred",
        "ok",
    ),
    (
        "refused_kerb",
        (-183.0, -250.0),
        (-240.0, -205.0),
        "to the bazaar yard: raised kerbs of 12 to 15 cm on every way in",
        "barred",
        "ok",
    ),
    (
        "step_free_centre",
        (-26.0, -110.0),
        (40.0, 120.0),
        "from Zhibek Zholy Avenue to Central Square over flush and lowered kerbs",
        "ok",
        "ok",
    ),
    (
        "start_off_network",
        (-1000.0, 860.0),
        (-20.0, -100.0),
        "the start lies in the steppe, over 100 m from any way",
        "start_off_network",
        "start_off_network",
    ),
)


def stories_toml(special: list[Building]) -> str:
    """Return the stories with ids and coordinates."""
    by_id = {b.facility.id: b for b in special if b.facility}
    out = [
        # REUSE-IgnoreStart
        "# SPDX-License-Identifier: CC0-1.0",
        # REUSE-IgnoreEnd
        f"# What the sample city is to show ({INVENTED['en']}).",
        "# Made by scripts/make_sample_city.py.",
        "# Positions are [lon, lat]; wheelchair and foot: status or reason expected of a route.",
    ]
    for key, number, text in FACILITIES:
        building = by_id[number]
        out += [
            "",
            f"[facilities.{key}]",
            f'id = "{number}"',
            f"position = {_pair(building.middle)}",
            f"door = {_pair(building.doors[0].at)}",
            f'story = "{text}"',
        ]
    for key, start, end, text, wheelchair, foot in ROUTES:
        out += [
            "",
            f"[routes.{key}]",
            f"from = {_pair(start)}",
            f"to = {_pair(end)}",
            f'wheelchair = "{wheelchair}"',
            f'foot = "{foot}"',
            f'story = "{text}"',
        ]
    return "\n".join([*out, ""])


def _pair(point: Point) -> str:
    lon, lat = degrees(point)
    return f"[{lon:.7f}, {lat:.7f}]"
