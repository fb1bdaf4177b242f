# SPDX-License-Identifier: GPL-3.0-or-later
"""Streets from an OSM file through GDAL alone, for a QGIS without pyosmium.

GDAL's OSM driver gives geometries, not node numbers. OSM stores coordinates in
steps of 1e-7 degrees, so equal coordinates are taken for the same node: nodes
with tags keep their OSM number, all others get a negative one (no OSM id).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from accessible_core.errors import InputError
from accessible_core.network.areas.outlines import (
    ShortTags,
    WayTable,
    area_outlines,
    obstacle_outlines,
    walled_ways,
)
from accessible_core.network.areas.tagged import is_obstacle
from accessible_core.network.entrances import Entrances, FoundEntrances
from accessible_core.network.osm_areas import Relations, is_street
from accessible_core.network.osm_format import osm_format
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, report

_CONFIG = Path(__file__).with_name("osmconf.ini")
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
#: Coordinates per degree in OSM files.
_STEPS = 1e7
_DECIMALS = 7


def read_osm_with_gdal(path: str, progress: Progress | None = None) -> OsmStreets:
    """Read the ways that pedestrians may meet, and the tags of the nodes on them.

    Raises
    ------
    InputError
        GDAL cannot open the file, or it ends in the middle.
    """
    gathered = _Gathered(Path(path).name)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        gdal.ErrorReset()
        _gather(_open(path), gathered, progress)
        if gdal.GetLastErrorType() >= gdal.CE_Failure:
            raise InputError(
                f"{path} is damaged or cut off ({gdal.GetLastErrorMsg()}): download it again."
            )
    except RuntimeError as error:  # only where GDAL's exceptions are switched on
        raise InputError(f"{path} cannot be read as OpenStreetMap data ({error}).") from error
    finally:
        gdal.PopErrorHandler()
    if not gathered.ways.ids:
        raise InputError(
            f"{path} is an OSM file but holds no street or path with its nodes (highway=*): "
            f"take an extract that covers streets."
        )
    return gathered.streets()


def tags_of(written: str | None) -> dict[str, str]:
    """Return the tags in GDAL's ``"key"=>"value"`` notation."""
    if not written:
        return {}
    return {
        _ESCAPED.sub(r"\1", key): _ESCAPED.sub(r"\1", value)
        for key, value in _PAIR.findall(written)
    }


class _Ways:
    """Ways with their points, as they come out of the file."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.tags: list[Mapping[str, str]] = []
        self.points: list[np.ndarray] = []

    def add(self, identifier: int, tags: Mapping[str, str], geometry: Any) -> None:
        """Take one way."""
        self.ids.append(identifier)
        self.tags.append(tags)
        self.points.append(np.array(geometry.GetPoints(), float)[:, :2])

    @property
    def start(self) -> np.ndarray:
        """Where the points of each way begin, and the number of all."""
        return np.concatenate([[0], np.cumsum([len(points) for points in self.points])]).astype(int)


class _Gathered:
    """Ways, areas, obstacles and tagged nodes as they come out of the file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.node_keys = frozenset(rules()["read"]["node_keys"])
        self.ways, self.obstacles, self.members = _Ways(), _Ways(), _Ways()
        self.buildings, self.doors = _Ways(), FoundEntrances()
        self.relations = Relations()
        self.short = ShortTags()
        self.node_id: list[int] = []
        self.node_tags: list[dict[str, str]] = []
        self.node_place: list[tuple[float, float]] = []

    def streets(self) -> OsmStreets:
        """Make topology of coordinates."""
        sorts = (self.ways, self.obstacles, self.members)
        points = np.concatenate([np.zeros((0, 2)), *(p for ways in sorts for p in ways.points)])
        place, which = np.unique(_place_key(points), return_inverse=True)
        ids = -np.arange(1, len(place) + 1, dtype=np.int64)
        tags: dict[int, dict[str, str]] = {}
        self._name_tagged(place, ids, tags)
        node = ids[which.reshape(-1)]
        ends = np.cumsum([len(ways.start) and ways.start[-1] for ways in sorts])
        parts = [slice(end - ways.start[-1], end) for ways, end in zip(sorts, ends)]
        table, obstacles, members = (
            WayTable(np.array(w.ids, np.int64), w.tags, w.start, node[p], points[p])
            for w, p in zip(sorts, parts)
        )
        areas = area_outlines(table, members, self.relations, tags)
        found = _with_rims(table, members, self.relations)
        node_id, first = np.unique(found.node, return_index=True)
        used = set(node_id.tolist())
        return OsmStreets(
            way_id=found.way_id,
            way_tags=found.tags,
            ref_start=found.start,
            refs=found.node,
            node_id=node_id,
            node_lon=found.place[first, 0],
            node_lat=found.place[first, 1],
            node_tags={number: each for number, each in tags.items() if number in used},
            areas=areas,
            obstacles=obstacle_outlines(areas, obstacles, members, self.relations, tags),
            meta={"sources": [self.name], "incomplete_ways": 0},
            doors=self._entrances(),
        )

    def _entrances(self) -> Entrances:
        """Return the entrances with the outlines of their buildings.

        Of a building that an extract has cut GDAL gives what is left, without a word.
        """
        if self.doors.osm:
            # GDAL gives polygons as it likes; files are sorted by the numbers of their ways.
            order = np.argsort(np.array(self.buildings.ids, np.int64), kind="stable").tolist()
            lines = [self.buildings.points[i] for i in order]
            points = np.concatenate([np.zeros((0, 2)), *lines]).round(_DECIMALS)
            keys = np.concatenate([_place_key(np.array(self.doors.place)), _place_key(points)])
            _, first, which = np.unique(keys, return_index=True, return_inverse=True)
            # Corners of buildings that are no entrance: any numbers that no entrance has.
            ids = max(self.doors.osm) + 1 + np.arange(len(first), dtype=np.int64)
            is_door = first < len(self.doors.osm)
            ids[is_door] = np.array(self.doors.osm, np.int64)[first[is_door]]
            self.doors.outline(
                np.array([self.buildings.ids[i] for i in order], np.int64),
                np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64),
                ids[which.reshape(-1)[len(self.doors.osm) :]],
                points,
            )
        return self.doors.columns()

    def _name_tagged(
        self, place: np.ndarray, ids: np.ndarray, tags: dict[int, dict[str, str]]
    ) -> None:
        """Give nodes with tags their own number; the first wins where two share a place."""
        if not self.node_id:
            return
        keys = _place_key(np.array(self.node_place))
        slots = np.minimum(np.searchsorted(place, keys), len(place) - 1)
        for row in np.flatnonzero(place[slots] == keys):
            slot = int(slots[row])
            if ids[slot] < 0:
                ids[slot] = self.node_id[row]
                tags[self.node_id[row]] = self.node_tags[row]
            else:
                tags[int(ids[slot])] = {**self.node_tags[row], **tags[int(ids[slot])]}


def _with_rims(table: WayTable, members: WayTable, relations: Relations) -> WayTable:
    """Return the streets without walls, and the rims of multipolygons as far as they are new."""
    kept = np.flatnonzero(~walled_ways(table)).tolist()
    start = table.start.tolist()
    lines = [(table.way_id[w], table.tags[w], slice(start[w], start[w + 1])) for w in kept]
    parts = [(way, tags, table.node[part], table.place[part]) for way, tags, part in lines]
    begin = members.start.tolist()
    rims = [
        (tags, slice(begin[i], begin[i + 1]))
        for i, number in enumerate(members.way_id.tolist())
        if (tags := relations.rims.get(number)) is not None
    ]
    if rims:
        # A rim may be a street by itself, with tags of its own: it is not taken twice.
        joined = np.unique(np.concatenate([_joins(node) for _, _, node, _ in parts]))
        for tags, part in rims:
            node, place = members.node[part], members.place[part]
            new = np.flatnonzero(~np.isin(_joins(node), joined))
            runs = np.split(new, np.flatnonzero(np.diff(new) > 1) + 1)
            for run in (run for run in runs if len(run)):
                whole = slice(run[0], run[-1] + 2)
                parts.append((-1, tags, node[whole], place[whole]))
    sizes = [len(node) for _, _, node, _ in parts]
    return WayTable(
        way_id=np.array([way for way, _, _, _ in parts], np.int64),
        tags=[tags for _, tags, _, _ in parts],
        start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        node=np.concatenate([np.zeros(0, np.int64), *(node for _, _, node, _ in parts)]),
        place=np.concatenate([np.zeros((0, 2)), *(place for _, _, _, place in parts)]),
    )


def _joins(node: np.ndarray) -> np.ndarray:
    """Return one complex number for each pair of nodes that a line joins, either way round."""
    low, high = np.minimum(node[:-1], node[1:]), np.maximum(node[:-1], node[1:])
    return low.astype(float) + 1j * high.astype(float)


def _place_key(points: np.ndarray) -> np.ndarray:
    """Return one integer a place: both coordinates in OSM's own steps."""
    steps = np.round(points * _STEPS).astype(np.int64)
    return (steps[:, 0] << 32) + steps[:, 1]


def _open(path: str) -> Any:
    kind = osm_format(Path(path))
    if kind == "osm.bz2":
        raise InputError(
            f"{path} is packed with bzip2, which GDAL does not unpack: unpack it first, or "
            f"install the Python package osmium, which reads it as it is."
        )
    # Packed XML is read through a prefix of GDAL's; PBF is packed inside.
    name = f"/vsigzip/{path}" if kind == "osm.gz" else path
    options = [f"CONFIG_FILE={_CONFIG}", "INTERLEAVED_READING=YES"]
    source = gdal.OpenEx(name, gdal.OF_VECTOR, allowed_drivers=["OSM"], open_options=options)
    if source is None:
        why = gdal.GetLastErrorMsg() or "GDAL does not know it as OSM"
        raise InputError(f"{path} cannot be read as OpenStreetMap data ({why}).")
    return source


def _gather(source: Any, gathered: _Gathered, progress: Progress | None) -> None:
    count = 0
    while True:
        feature, layer, done = source.GetNextFeature(include_pct=True)
        if feature is None:
            return
        kind = layer.GetName()
        if kind == "points":
            _add_node(feature, gathered)
        elif kind == "lines":
            _add_way(feature, feature.GetField("osm_id"), feature.GetGeometryRef(), gathered)
        elif kind == "multipolygons" and feature.GetField("osm_way_id"):
            ring = feature.GetGeometryRef().GetGeometryRef(0).GetGeometryRef(0)
            _add_way(feature, feature.GetField("osm_way_id"), ring, gathered)
        elif kind == "multipolygons":
            _add_relation(feature, gathered)
        count += 1
        if count % 2000 == 0:
            report(progress, done)


def _add_node(feature: Any, gathered: _Gathered) -> None:
    tags = tags_of(feature.GetField("other_tags"))
    if not gathered.node_keys.isdisjoint(tags):
        geometry = feature.GetGeometryRef()
        number, place = int(feature.GetField("osm_id")), (geometry.GetX(), geometry.GetY())
        gathered.node_id.append(number)
        gathered.node_tags.append(tags)
        gathered.node_place.append(place)
        gathered.doors.add(number, (round(place[0], _DECIMALS), round(place[1], _DECIMALS)), tags)


def _add_way(feature: Any, identifier: str, geometry: Any, gathered: _Gathered) -> None:
    tags = tags_of(feature.GetField("other_tags"))
    if tags.get("building", "no") != "no":
        gathered.buildings.add(int(identifier), {}, geometry)
    if is_street(tags):
        gathered.ways.add(int(identifier), tags, geometry)
    elif is_obstacle(tags):
        gathered.obstacles.add(int(identifier), gathered.short(tags), geometry)


def _add_relation(feature: Any, gathered: _Gathered) -> None:
    """Take the rings of a multipolygon; GDAL has joined them and does not tell their ways."""
    tags = tags_of(feature.GetField("other_tags"))
    tags.pop("type", None)
    street = is_street(tags)
    if not street and not is_obstacle(tags):
        return
    numbers = []
    for polygon in feature.GetGeometryRef():
        # An obstacle's inner rings enclose nothing that could be walked to.
        for ring in list(polygon)[: None if street else 1]:
            numbers.append(-1 - len(gathered.members.ids))
            gathered.members.add(numbers[-1], {}, ring)
    gathered.relations.add(tags, [(number, "") for number in numbers])
