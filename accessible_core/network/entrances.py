# SPDX-License-Identifier: MIT
"""Doors that OSM knows: nodes with entrance=*, and the outlines of their buildings.

Only buildings that have such a node are kept, and only those drawn as one closed way:
the file is asked for them inside libosmium, so that a city costs hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def add(self, node: int, place: tuple[float, float], tags: Mapping[str, str]) -> None:
        """Take one node at a place (lon, lat), if it is an entrance."""
        said = tags.get("entrance", "no")
        if said == "no" or has_any(tags, rules()["entrance"]["gone"]):
            return
        words = rules()["entrance"]["kinds"]
        self.osm.append(node)
        self.place.append(place)
        self.kind.append(ENTRANCE_KINDS.index(words.get(said, "other")))
        self.wheelchair.append(read_word(tags.get("wheelchair", ""), "wheelchair") or 0)

    def outline(
        self,
        way_id: NDArray[np.int64],
        start: NDArray[np.int64],
        refs: NDArray[np.int64],
        place: NDArray[np.float64],
    ) -> None:
        """Find the outlines of the buildings that the entrances belong to.

        Parameters
        ----------
        way_id : int64 (W,)
            Ways that are buildings, in the order of the file.
        start : int64 (W + 1,)
            Nodes of way w are ``refs[start[w]:start[w + 1]]``.
        refs : int64 (R,)
        place : float64 (R, 2)
            Longitude and latitude, NaN where not known.
        """
        wanted = np.array([node for node in self.osm if node > 0], np.int64)
        way = np.repeat(np.arange(len(way_id)), np.diff(start))
        for each in np.unique(way[np.isin(refs, wanted)]).tolist():
            part = slice(int(start[each]), int(start[each + 1]))
            nodes, ring = refs[part], place[part]
            closed = len(nodes) >= _LEAST_RING and nodes[0] == nodes[-1]
            if not closed or nodes.min() <= 0 or np.isnan(ring).any():
                continue
            for node in nodes[np.isin(nodes, wanted)].tolist():
                self.building.setdefault(node, len(self.way))
            self.way.append(int(way_id[each]))
            self.rings.append([(lon, lat) for lon, lat in ring.tolist()])

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
