# SPDX-License-Identifier: MIT
"""Whether the arrays of a network file fit each other, before anything follows them.

A file with right checksums can still lie: a piece that leads to a node that is not there would
make compiled searches read whatever lies in the memory behind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network import model
from accessible_core.network.columns import EDGE_TYPES, NODE_TYPES
from accessible_core.network.model import StreetNetwork

#: Arrays of the network itself: type, and what it has one of each.
_ARRAYS: dict[str, tuple[Any, str]] = {
    "node_lon": (np.float64, "node"),
    "node_lat": (np.float64, "node"),
    "node_osm": (np.int64, "node"),
    "edge_from": (np.int32, "edge"),
    "edge_to": (np.int32, "edge"),
    "edge_way": (np.int64, "edge"),
    "edge_length": (np.float64, "edge"),
    "shape_start": (np.int64, "edge end"),
    "shape_lon": (np.float64, "vertex"),
    "shape_lat": (np.float64, "vertex"),
    "shape_elevation": (np.float32, "vertex"),
}
_EDGES = {**EDGE_TYPES, "name": np.int32}
_NODES = {**NODE_TYPES, "way_end": np.bool_}
#: Columns that files of earlier versions lack (`StreetNetwork`).
_LATER = {
    "width_estimated", "condition", "road_class", "level", "area_way", "on_ground", "layer",
    "remark", "way_end",
}  # fmt: skip
_ENTRANCES = {
    "osm": np.int64, "lon": np.float64, "lat": np.float64, "kind": np.uint8,
    "wheelchair": np.uint8, "building": np.int32,
}  # fmt: skip
#: Columns that count in a fixed list of words.
_LISTS = {
    "kind": model.EDGE_KINDS,
    "foot": model.FOOT_ACCESS,
    "smoothness": model.SMOOTHNESS,
    "incline_source": model.INCLINE_SOURCES,
    "wheelchair": model.WHEELCHAIR,
    "ramp_wheelchair": model.YES_NO,
    "kerb": model.KERBS,
    "lit": model.YES_NO,
    "tactile_paving": model.YES_NO,
    "road_class": model.ROAD_CLASSES,
}
_META: dict[str, Any] = {
    "sources": list, "timestamp": str, "incomplete_ways": int, "unreadable": dict, "dem": dict,
    "layers": list, "joining": dict, "areas": dict, "remarks": list, "apart": list,
}  # fmt: skip


def check_sound(network: StreetNetwork) -> None:
    """See whether a network can be walked through without leaving its arrays.

    Raises
    ------
    ValueError, KeyError
        Something does not fit or is missing; names what.
    """
    counts = {
        "node": len(network.node_lon),
        "edge": len(network.edge_from),
        "edge end": len(network.edge_from) + 1,
        "vertex": len(network.shape_lon),
    }
    for name, (kind, of) in _ARRAYS.items():
        array = getattr(network, name)
        if array is not None or name != "shape_elevation":
            _check_array(name, array, kind, counts[of])
    _check_columns("edges", network.edges, _EDGES, counts["edge"])
    _check_columns("nodes", network.nodes, _NODES, counts["node"])
    _check_topology(network, counts)
    _check_lists(network)
    _check_entrances(network)
    _check_meta(network.meta)


def _check_array(name: str, array: Any, kind: Any, count: int) -> None:
    if not isinstance(array, np.ndarray) or array.dtype != kind or array.shape != (count,):
        raise ValueError(f"{name} is no array of {count} {np.dtype(kind).name}")


def _check_columns(
    group: str, columns: Mapping[str, Any], kinds: Mapping[str, Any], count: int
) -> None:
    for name, kind in kinds.items():
        if name in columns:
            _check_array(f"{group}.{name}", columns[name], kind, count)
        elif name not in _LATER:
            raise ValueError(f"{group}.{name} is missing")


def _check_topology(network: StreetNetwork, counts: Mapping[str, int]) -> None:
    for ends in (network.edge_from, network.edge_to):
        _check_below("ends of edges", ends, counts["node"])
    _check_starts("shape_start", network.shape_start, counts["vertex"], least=2)
    for lon, lat in (
        (network.node_lon, network.node_lat),
        (network.shape_lon, network.shape_lat),
    ):
        _check_places(lon, lat)
    length = network.edge_length
    if not (np.isfinite(length).all() and (length >= 0.0).all()):
        raise ValueError("edge_length has what is no length")


def _check_lists(network: StreetNetwork) -> None:
    words = {
        "surfaces": network.surfaces, "barriers": network.barriers, "names": network.names,
        "conditions": network.conditions, "levels": network.levels,
    }  # fmt: skip
    for name, texts in words.items():
        if not texts or not all(isinstance(text, str) for text in texts):
            raise ValueError(f"{name} is no list of words")
    for text in network.conditions[1:]:
        tags = json.loads(text)
        if "default" not in tags or not all(isinstance(tags[name], str) for name in tags):
            raise ValueError("a condition is no table of tags")
    remarks = len(network.meta.get("remarks", ((),)))
    own = {
        "surface": len(network.surfaces),
        "barrier": len(network.barriers),
        "name": len(network.names),
        "condition": len(network.conditions),
        "level": len(network.levels),
        "remark": remarks,
    }
    limits = {**{name: len(texts) for name, texts in _LISTS.items()}, **own}
    for columns in (network.edges, network.nodes):
        for name in limits.keys() & columns.keys():
            _check_below(name, columns[name], limits[name])


def _check_entrances(network: StreetNetwork) -> None:
    doors, buildings = network.entrances, network.buildings
    if not doors and not buildings:
        return
    count = len(doors["osm"])
    for name, kind in _ENTRANCES.items():
        _check_array(f"entrances.{name}", doors[name], kind, count)
    _check_places(doors["lon"], doors["lat"])
    _check_below("entrances.kind", doors["kind"], len(model.ENTRANCE_KINDS))
    _check_below("entrances.wheelchair", doors["wheelchair"], len(model.WHEELCHAIR))
    outlined, vertices = len(buildings["osm"]), len(buildings["lon"])
    _check_array("buildings.osm", buildings["osm"], np.int64, outlined)
    _check_array("buildings.start", buildings["start"], np.int64, outlined + 1)
    _check_array("buildings.lon", buildings["lon"], np.float64, vertices)
    _check_array("buildings.lat", buildings["lat"], np.float64, vertices)
    _check_starts("buildings.start", buildings["start"], vertices, least=0)
    _check_below("entrances.building", doors["building"], outlined, least=-1)


def _check_meta(meta: Any) -> None:
    if not isinstance(meta, Mapping):
        raise ValueError("meta is no table")  # noqa: TRY004 - all faults alike
    for name, kind in _META.items():
        if not isinstance(meta.get(name), (kind, type(None))):
            raise ValueError(f"meta.{name} is no {kind.__name__}")  # noqa: TRY004 - as above


def _check_below(name: str, numbers: NDArray[Any], limit: int, least: int = 0) -> None:
    if len(numbers) and not (numbers.min() >= least and numbers.max() < limit):
        raise ValueError(f"{name} points outside its list of {limit}")


def _check_starts(name: str, start: NDArray[np.int64], count: int, least: int) -> None:
    if not len(start) or start[0] != 0 or start[-1] != count or (np.diff(start) < least).any():
        raise ValueError(f"{name} does not part {count} vertices")


def _check_places(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
    # NaN fails, too.
    if not ((np.abs(lon) <= 180.0).all() and (np.abs(lat) <= 90.0).all()):  # noqa: PLR2004 - degrees
        raise ValueError("coordinates are off the Earth")
