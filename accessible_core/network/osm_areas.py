# SPDX-License-Identifier: MIT
"""Areas and obstacles that OSM draws as relations.

A square with a fountain in it is a relation of type multipolygon; the lines that
bound it carry no tags of their own. Without them, all paths that end on the rim
of the square would be dead ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from accessible_core.network.areas.tagged import is_area, is_obstacle, is_walled
from accessible_core.network.rules import rules


def is_street(tags: Mapping[str, str]) -> bool:
    """Tell whether an object belongs to the streets at all (access apart)."""
    return "highway" in tags or not _other_pairs().isdisjoint(tags.items())


@lru_cache(maxsize=None)
def _other_pairs() -> frozenset[tuple[str, str]]:
    """Return the tags that make a street of what is no highway."""
    return frozenset((key, word) for key, _, word in (p.partition("=") for p in rules()["other"]))


@dataclass
class Relations:
    """Multipolygons: areas to walk across, and obstacles.

    Attributes
    ----------
    rims : dict
        Tags of its area (with ``area=yes``) for each way that bounds a street's area.
    areas, obstacles : list
        Tags and member ways of each relation; of obstacles the outer ways only.
    """

    rims: dict[int, dict[str, str]] = field(default_factory=dict)
    areas: list[tuple[dict[str, str], list[int]]] = field(default_factory=list)
    obstacles: list[tuple[dict[str, str], list[int]]] = field(default_factory=list)

    @property
    def ways(self) -> set[int]:
        """Ids of all members."""
        members = (ways for _, ways in (*self.areas, *self.obstacles))
        return set(self.rims).union(*members)

    def add(self, tags: dict[str, str], ways: list[tuple[int, str]]) -> None:
        """Take a multipolygon with its ways and their roles."""
        if is_street(tags):
            tags["area"] = "yes"
            if not is_walled(tags):
                for way, _ in ways:
                    self.rims.setdefault(way, tags)
            if is_area(tags):
                self.areas.append((tags, [way for way, _ in ways]))
        elif is_obstacle(tags):
            self.obstacles.append((tags, [way for way, role in ways if role != "inner"]))
