# SPDX-License-Identifier: MIT
"""Doors that OSM knows: nodes with entrance=*, and the outlines of their buildings.

Only buildings that have such a node are kept, and only those drawn as one closed way:
the file is asked for them inside libosmium, so that a city costs hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.classify import has_any
from accessible_core.network.model import ENTRANCE_KINDS
from accessible_core.network.rules import rules
from accessible_core.network.tags import read_word

#: Vertices of the smallest ring, its first one repeated at the end.
_LEAST_RING = 4


@dataclass(frozen=True)
class Entrances:
    """E entrances and B buildings in columns, as `StreetNetwork` keeps them."""

    entrances: Mapping[str, NDArray[Any]]
    buildings: Mapping[str, NDArray[Any]]

    @classmethod
    def none(cls) -> Entrances:
        """Return what sources without entrances have."""
        return FoundEntrances().columns()

    @classmethod
    def together(cls, sources: Sequence[Entrances]) -> Entrances:
        """Return the entrances of several sources, an OSM node once."""
        entrances: dict[str, list[NDArray[Any]]] = {}
        buildings: dict[str, list[NDArray[Any]]] = {}
        count = vertices = 0
        for source in (cls.none(), *sources):
            building = source.entrances["building"]
            numbered = np.where(building >= 0, building + count, -1).astype(np.int32)
            for name, column in {**source.entrances, "building": numbered}.items():
                entrances.setdefault(name, []).append(column)
            start = source.buildings["start"][1:] + vertices
            for name, column in {**source.buildings, "start": start}.items():
                buildings.setdefault(name, []).append(column)
            count += len(start)
            vertices += len(source.buildings["lon"])
        buildings["start"].insert(0, np.zeros(1, np.int64))
        osm = np.concatenate(entrances["osm"])
        once = osm == 0
        once[np.unique(osm, return_index=True)[1]] = True
        return cls(
            {name: np.concatenate(parts)[once] for name, parts in entrances.items()},
            {name: np.concatenate(parts) for name, parts in buildings.items()},
        )


@dataclass
class FoundEntrances:
    """Entrances and buildings as they are met in a file."""

    osm: list[int] = field(default_factory=list)
    place: list[tuple[float, float]] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    wheelchair: list[int] = field(default_factory=list)
    building: dict[int, int] = field(default_factory=dict)  # node -> position of its building
    way: list[int] = field(default_factory=list)
    rings: list[list[tuple[float, float]]] = field(default_factory=list)

    def add(self, node: Any, tags: Mapping[str, str]) -> None:
        """Take one node, if it is an entrance with a place."""
        said = tags.get("entrance", "no")
        if said == "no" or has_any(tags, rules()["entrance"]["gone"]) or not node.location.valid():
            return
        words = rules()["entrance"]["kinds"]
        self.osm.append(node.id)
        self.place.append((node.location.lon, node.location.lat))
        self.kind.append(ENTRANCE_KINDS.index(words.get(said, "other")))
        self.wheelchair.append(read_word(tags.get("wheelchair", ""), "wheelchair") or 0)

    @property
    def nodes(self) -> set[int]:
        """Ids of the entrances that a building can share with others."""
        return {node for node in self.osm if node > 0}

    def outline(self, ways: Iterable[tuple[int, Mapping[str, str], list[int]]], table: Any) -> None:
        """Take the outlines of the buildings that the entrances belong to.

        Parameters
        ----------
        ways : iterable of (id, tags, node ids)
            Ways that hold an entrance, whatever they are.
        table
            libosmium's locations by node id.
        """
        wanted = self.nodes
        for way, tags, refs in ways:
            if tags.get("building", "no") == "no":
                continue
            ring = _ring(refs, table)
            if ring is None:
                continue
            for node in wanted.intersection(refs):
                self.building.setdefault(node, len(self.way))
            self.way.append(way)
            self.rings.append(ring)

    def columns(self) -> Entrances:
        """Return what was found in columns."""
        vertices = np.array([each for ring in self.rings for each in ring]).reshape(-1, 2)
        sizes = [len(ring) for ring in self.rings]
        place = np.array(self.place, np.float64).reshape(-1, 2)
        building = [self.building.get(node, -1) for node in self.osm]
        return Entrances(
            entrances={
                "osm": np.array(self.osm, np.int64).clip(min=0),
                "lon": place[:, 0].copy(),
                "lat": place[:, 1].copy(),
                "kind": np.array(self.kind, np.uint8),
                "wheelchair": np.array(self.wheelchair, np.uint8),
                "building": np.array(building, np.int32),
            },
            buildings={
                "osm": np.array(self.way, np.int64),
                "start": np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
                "lon": vertices[:, 0].astype(np.float64),
                "lat": vertices[:, 1].astype(np.float64),
            },
        )


def _ring(refs: list[int], table: Any) -> list[tuple[float, float]] | None:
    """Return the vertices of a closed way, None where it is open or lacks nodes."""
    if len(refs) < _LEAST_RING or refs[0] != refs[-1] or min(refs) <= 0:
        return None
    try:
        places = [table.get(ref) for ref in refs]
    except KeyError:
        return None
    return [(place.lon, place.lat) for place in places]
