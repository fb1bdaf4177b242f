# SPDX-License-Identifier: MIT
"""Networks as files for other programs, by the ending of the name."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.files import replacing
from accessible_core.network.exchange.edge_table import edge_cells, node_cells
from accessible_core.network.exchange.interchange import node_names, to_networkx
from accessible_core.network.exchange.opensidewalks import write_opensidewalks
from accessible_core.network.model import StreetNetwork
from accessible_core.survey.layers import geopackage_written

#: Returns what the format cannot say of this network, a line each.
Writer = Callable[[StreetNetwork, Path], list[str]]


def export_network(network: StreetNetwork, path: str | os.PathLike[str]) -> list[str]:
    """Write a network for other programs.

    Parameters
    ----------
    network : StreetNetwork
    path : path
        ``.gpkg``: layers ``edges`` and ``nodes``; ``.geojson``: edges; ``.graphml``:
        as osmnx lays graphs out, `osmnx.load_graphml` opens it; ``.osw.zip``: an
        OpenSidewalks 0.3 data set. Words instead of codes, units in the names of the
        columns; what is not known is empty. GeoPackage and OpenSidewalks can be built
        from again and route the same.

    Returns
    -------
    list of str
        What the format leaves out, in English; empty if nothing.

    Raises
    ------
    UsageError
        The ending names no format.
    OutputError
        The file cannot be written.
    MissingExtraError
        A package that the format needs is not installed.
    """
    target = Path(path)
    name = target.name.lower()
    ending = next((ending for ending in WRITERS if name.endswith(ending)), None)
    if ending is None:
        raise UsageError(f"{target.name} has none of the endings of exports: {', '.join(WRITERS)}.")
    with replacing(target) as temporary:
        return WRITERS[ending](network, temporary)


def _geopackage(network: StreetNetwork, path: Path) -> list[str]:
    for layer, kind, columns, geometries in (
        ("edges", "LineString", _edge_columns(network), _edge_coordinates(network)),
        ("nodes", "Point", _node_columns(network), _node_coordinates(network)),
    ):
        types = {name: _type(cells) for name, cells in columns.items()}
        schema = {"geometry": kind, "properties": types}
        with geopackage_written(path, layer, schema) as collection:
            collection.writerecords(
                {
                    "type": "Feature",
                    "geometry": {"type": kind, "coordinates": coordinates},
                    "properties": dict(zip(columns, row)),
                }
                for coordinates, row in zip(geometries, zip(*columns.values()))
            )
    return []


def _geojson(network: StreetNetwork, path: Path) -> list[str]:
    columns = _edge_columns(network)
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for coordinates, row in zip(_edge_coordinates(network), zip(*columns.values())):
            feature = {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": coordinates},
                "properties": dict(zip(columns, row)),
            }
            handle.write(separator + json.dumps(feature, ensure_ascii=False, allow_nan=False))
            separator = ",\n"
        handle.write("\n]}\n")
    lost = sum(1 for row in zip(*node_cells(network).values()) if any(row))
    if not lost:
        return []
    note = "GeoJSON holds the edges only: barriers, kerbs and lifts of {} nodes are not in it"
    return [f"{note.format(lost)} (a GeoPackage has them)."]


def _graphml(network: StreetNetwork, path: Path) -> list[str]:
    osmnx = require("osmnx")
    osmnx.save_graphml(to_networkx(network), path)
    return []


#: Ending -> writer; in the order in which they are tried.
WRITERS: dict[str, Writer] = {
    ".gpkg": _geopackage,
    ".geojson": _geojson,
    ".graphml": _graphml,
    ".osw.zip": write_opensidewalks,
}


def _edge_columns(network: StreetNetwork) -> dict[str, list[Any]]:
    names = node_names(network)
    return {
        "osm_way": [way or None for way in network.edge_way.tolist()],
        "from_node": names[network.edge_from].tolist(),
        "to_node": names[network.edge_to].tolist(),
        "length_m": np.round(network.edge_length, 3).tolist(),
        **edge_cells(network),
    }


def _node_columns(network: StreetNetwork) -> dict[str, list[Any]]:
    return {
        "node": node_names(network).tolist(),
        "osm_node": [node or None for node in network.node_osm.tolist()],
        **node_cells(network),
    }


def _edge_coordinates(network: StreetNetwork) -> Iterator[list[tuple[float, float]]]:
    places = list(zip(network.shape_lon.tolist(), network.shape_lat.tolist()))
    bounds = network.shape_start.tolist()
    for begin, end in zip(bounds[:-1], bounds[1:]):
        yield places[begin:end]


def _node_coordinates(network: StreetNetwork) -> Iterator[tuple[float, float]]:
    return zip(network.node_lon.tolist(), network.node_lat.tolist())


def _type(cells: list[Any]) -> str:
    """Return fiona's name for the type of a column."""
    known = next((cell for cell in cells if cell is not None), "")
    return {bool: "bool", int: "int64", float: "float"}.get(type(known), "str")
