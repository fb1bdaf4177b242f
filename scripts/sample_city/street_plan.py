# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of the streets: what ``streets.toml`` says, curves smoothed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomllib

from sample_city import geometry as geo
from sample_city.osm_file import Tags
from sample_city.place import Point
from sample_city.relief import HILL


@dataclass(frozen=True)
class Street:
    """One street; `sections` overrides the pavement from a given x eastwards."""

    key: str
    highway: str
    width: float
    points: list[Point]
    sidewalk: str
    sections: list[tuple[float, str]] = field(default_factory=list)
    tags: Tags = field(default_factory=dict)

    def pavement(self, at: Point) -> str:
        """Return how the pavement is mapped at a point."""
        mode = self.sidewalk
        for from_x, other in self.sections:
            if at[0] >= from_x:
                mode = other
        return mode


def streets() -> list[Street]:
    """Return all streets in the order of the file; service ways have no key."""
    text = Path(__file__).with_name("streets.toml").read_text(encoding="utf-8")
    return [_street(entry) for entry in tomllib.loads(text)["street"]]


def _street(entry: dict[str, Any]) -> Street:
    drawn = [(x, y) for x, y in entry.get("points", [])]
    drawn += [_polar(radius, angle) for radius, angle in entry.get("polar", [])]
    return Street(
        entry.get("key", ""),
        entry["highway"],
        entry["width"],
        geo.smooth(drawn),
        entry.get("pavement", ""),
        [(from_x, mode) for from_x, mode in entry.get("pavement_from_x", [])],
        entry.get("tags", {}),
    )


def _polar(radius: float, angle: float) -> Point:
    turn = math.radians(angle)
    return HILL[0] + radius * math.cos(turn), HILL[1] + radius * math.sin(turn)
