# SPDX-License-Identifier: GPL-3.0-or-later
"""What landmarks are drawn with: common tags, paths and spurs to the nearest way."""

from __future__ import annotations

from dataclasses import dataclass, field

from sample_city.osm_file import Node, OsmData, Tags, Way
from sample_city.place import Point

FOOT: Tags = {"highway": "footway"}
PAVED: Tags = {
    "highway": "footway",
    "surface": "paving_stones",
    "smoothness": "good",
    "width": "3",
    "lit": "yes",
}
STEPS: Tags = {"highway": "steps", "surface": "concrete"}


@dataclass
class Landmarks:
    """Places that other subjects need: nodes of rims, points not to build on."""

    kept_free: list[list[Point]] = field(default_factory=list)
    rims: dict[str, Way] = field(default_factory=dict)


def named(kk: str, ru: str, en: str) -> Tags:
    """Return the name tags of a place."""
    return {"name": kk, "name:kk": kk, "name:ru": ru, "name:en": en}


def path(osm: OsmData, points: list[Point | Node], tags: Tags, *, level: int = 0) -> Way:
    """Add a path through points and given nodes."""
    nodes = [p if isinstance(p, Node) else osm.node(p) for p in points]
    return osm.way(nodes, tags, level)


def spur(osm: OsmData, start: Node, towards: Point, tags: Tags, *between: Node) -> Way:
    """Add a path from a node over given nodes to the nearest walkable way."""
    return osm.way([start, *between, osm.attach(towards)], tags)
