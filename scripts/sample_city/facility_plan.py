# SPDX-License-Identifier: GPL-3.0-or-later
"""The facilities of ``facilities.csv``: names, places, and how they were surveyed.

Columns: ``category`` id of the registry's subcategory; ``x y`` a point on the
right side of the right street, from which the building is set back (or, with
``placed``, the middle of the building); ``long deep`` metres along the street
and away from it; ``pattern`` the way the answers are made (``answers.py``);
``tag`` and ``wheelchair`` of the building in OSM; ``approach`` level, ramp or
steps from the pavement to the door; ``door_on`` the square the door opens to.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from sample_city.osm_file import Tags
from sample_city.place import Point


@dataclass(frozen=True)
class Facility:
    """One facility of the survey."""

    id: str
    category: int
    kk: str
    ru: str
    en: str
    near: Point
    size: Point
    form: str
    pattern: str
    tags: Tags
    approach: str
    door_on: str
    placed: bool


def facilities() -> list[Facility]:
    """Return the facilities, ids UQ-001 and up in the order of the file."""
    with Path(__file__).with_name("facilities.csv").open(encoding="utf-8", newline="") as file:
        return [_facility(number, row) for number, row in enumerate(csv.DictReader(file), 1)]


def _facility(number: int, row: dict[str, str]) -> Facility:
    key, value = row["tag"].split("=")
    tags = {key: value}
    if row["wheelchair"]:
        tags["wheelchair"] = row["wheelchair"]
    return Facility(
        id=f"UQ-{number:03}",
        category=int(row["category"]),
        kk=row["kk"],
        ru=row["ru"],
        en=row["en"],
        near=(float(row["x"]), float(row["y"])),
        size=(float(row["long"]), float(row["deep"])),
        form=row["form"],
        pattern=row["pattern"],
        tags=tags,
        approach=row["approach"],
        door_on=row["door_on"],
        placed=bool(row["placed"]),
    )
