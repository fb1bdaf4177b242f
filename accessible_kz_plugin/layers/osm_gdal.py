# SPDX-License-Identifier: GPL-3.0-or-later
"""Streets from an OSM file through GDAL alone, for a QGIS without pyosmium.

GDAL's OSM driver gives geometries, not node numbers. OSM stores coordinates in
steps of 1e-7 degrees, so equal coordinates are taken for the same node: nodes
with tags keep their OSM number, all others get a negative one (no OSM id).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from accessible_core.errors import InputError
from accessible_core.network.osm_format import osm_format
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, report

_CONFIG = Path(__file__).with_name("osmconf.ini")
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
#: Coordinates per degree in OSM files.
_STEPS = 1e7


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
    if not gathered.way_id:
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


class _Gathered:
    """Ways and tagged nodes as they come out of the file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.others = [tuple(pair.split("=")) for pair in rules()["other"]]
        self.node_keys = frozenset(rules()["read"]["node_keys"])
        self.way_id: list[int] = []
        self.way_tags: list[dict[str, str]] = []
        self.way_points: list[np.ndarray] = []
        self.node_id: list[int] = []
        self.node_tags: list[dict[str, str]] = []
        self.node_place: list[tuple[float, float]] = []

    def streets(self) -> OsmStreets:
        """Make topology of coordinates."""
        lengths = [len(points) for points in self.way_points]
        start = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=start[1:])
        points = np.concatenate(self.way_points)
        place, first, which = np.unique(_place_key(points), return_index=True, return_inverse=True)
        ids = -np.arange(1, len(place) + 1, dtype=np.int64)
        tags: dict[int, dict[str, str]] = {}
        self._name_tagged(place, ids, tags)
        order = np.argsort(ids)
        return OsmStreets(
            way_id=np.array(self.way_id, np.int64),
            way_tags=self.way_tags,
            ref_start=start,
            refs=ids[which.reshape(-1)],
            node_id=ids[order],
            node_lon=points[first[order], 0],
            node_lat=points[first[order], 1],
            node_tags=tags,
            meta={"sources": [self.name], "incomplete_ways": 0},
        )

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
        count += 1
        if count % 2000 == 0:
            report(progress, done)


def _add_node(feature: Any, gathered: _Gathered) -> None:
    tags = tags_of(feature.GetField("other_tags"))
    if not gathered.node_keys.isdisjoint(tags):
        geometry = feature.GetGeometryRef()
        gathered.node_id.append(int(feature.GetField("osm_id")))
        gathered.node_tags.append(tags)
        gathered.node_place.append((geometry.GetX(), geometry.GetY()))


def _add_way(feature: Any, identifier: str, geometry: Any, gathered: _Gathered) -> None:
    tags = tags_of(feature.GetField("other_tags"))
    if "highway" not in tags and not any(tags.get(key) == word for key, word in gathered.others):
        return
    gathered.way_id.append(int(identifier))
    gathered.way_tags.append(tags)
    gathered.way_points.append(np.array(geometry.GetPoints(), float)[:, :2])
