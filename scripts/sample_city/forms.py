# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of the three checklists, by zone (facts of the national registry)."""

from __future__ import annotations

_KEYS: dict[str, dict[str, str]] = {
    "small": {
        "parking": "1",
        "entrance": "1 1000 1001 30 31 1002",
        "movement": "1 6 7 1000 1001",
        "service": "1000",
        "toilet": "1000",
        "navigation": "1000",
        "serviceAccessibility": "2",
        "kidsAccessibility": "1",
    },
    "middle": {
        "parking": "1 2 3 4 5 6 7 9 10",
        "entrance": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 60 19 20 21 22 23 24 25 26 27 "
        "28 29 30 31 32 34 35 36 37 38 40",
        "movement": "1 2 3 4 5 6 7 8 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 "
        "30 31 32 70 33 34 35 36",
        "service": "1 2 3 4 5",
        "toilet": "1 2 3 4 5 50 6 7 8 30 33 9 10 11 12 13 14 15 16 18 19 20",
        "navigation": "1 15 13 5 6 4",
        "serviceAccessibility": "1 2 3 4 5 6 7",
        "kidsAccessibility": "1 2 3 4 5 6 7 8 9 10",
    },
    "full": {
        "parking": "1 2 11 12 3 4 5 6 7 13 9 14 15 16 10 17 18 22 23 24",
        "entrance": "41 42 43 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 47 17 18 60 19 20 21 49 50 "
        "22 51 23 24 25 26 52 27 28 29 30 31 54 55 56 57 58 32 34 35 36 37 38 40",
        "movement": "1 2 3 4 5 41 42 43 45 6 7 8 10 11 12 13 14 15 16 17 18 19 20 47 48 21 22 23 "
        "24 25 26 27 28 53 54 29 30 31 32 70 33 34 35 55 56 57 36 58 60 61 62 63",
        "service": "1 2 7 3 4 5 8 9 10 11 12 13",
        "toilet": "1 2 3 4 5 50 6 7 21 22 8 23 24 25 26 27 28 29 30 31 32 33 9 10 11 12 13 14 15 "
        "16 18 19 20",
        "navigation": "1 2 3 4 8 9 10 11 12 13 14 15 5 16 6 17 18 19 20 21 7",
        "serviceAccessibility": "1 2 3 4 5 6 7",
        "kidsAccessibility": "1 2 3 4 5 6 7 8 9 10",
    },
}
ZONE_KINDS = tuple(_KEYS["small"])
ZONES = ("parking", "entrance1", "entrance2", "entrance3", *ZONE_KINDS[2:])


def keys(form: str, zone: str) -> list[int]:
    """Return the keys that a form asks in a zone, in form order."""
    return [int(key) for key in _KEYS[form][zone.rstrip("123")].split()]


def all_columns() -> list[str]:
    """Return the answer columns of all forms, in the order of zones and keys."""
    out = []
    for zone in ZONES:
        found = sorted({key for form in _KEYS for key in keys(form, zone)})
        out += [f"{zone}_{key}" for key in found]
    return out
