# SPDX-License-Identifier: MIT
"""Areas and obstacles that OSM draws as relations.

A square with a fountain in it is a relation of type multipolygon; the lines that
bound it carry no tags of their own. Without them, all paths that end on the rim
of the square would be dead ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accessible_core.network.areas.tagged import is_area, is_obstacle, is_walled
from accessible_core.network.rules import rules


def is_street(tags: Mapping[str, str]) -> bool:
    """Tell whether an object belongs to the streets at all (access apart)."""
    return "highway" in tags or any(
        tags.get(key) == word for key, word in (pair.split("=") for pair in rules()["other"])
    )


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


def relations(osmium: Any, file: Any) -> Relations:
    """Read the multipolygons of a file (one quick pass)."""
    read = rules()["read"]
    keys = osmium.filter.KeyFilter(*read["way_keys"], *read["obstacle_keys"])
    found = Relations()
    for relation in osmium.FileProcessor(file, osmium.osm.RELATION).with_filter(keys):
        tags = {tag.k: tag.v for tag in relation.tags}
        if tags.pop("type", "") == "multipolygon":
            members = [
                (member.ref, member.role) for member in relation.members if member.type == "w"
            ]
            found.add(tags, members)
    return found


def ways_by_id(osmium: Any, file: Any, wanted: Iterable[int]) -> Iterator[Any]:
    """Yield some ways of a file (one more pass, only if there are any)."""
    ids = list(wanted)
    if ids:
        # An IdFilter is slow over nodes; over ways alone it costs no more than decoding them.
        ways = osmium.FileProcessor(file, osmium.osm.WAY)
        yield from ways.with_filter(osmium.filter.IdFilter(ids))
