# SPDX-License-Identifier: MIT
"""Networks for other libraries: networkx (as osmnx lays graphs out) and geopandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.extras import require
from accessible_core.network.exchange.edge_table import COUNTS, EDGE_WORDS, NODE_WORDS, NOT_EXPORTED
from accessible_core.network.model import StreetNetwork

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from networkx import MultiDiGraph


def to_networkx(network: StreetNetwork) -> MultiDiGraph:
    """Return the network as osmnx lays graphs out, both directions of every piece.

    Nodes are OSM ids (negative numbers where there is none; of two places at one OSM
    node, from which nobody gets to the other, the second, with ``osm_node``) with ``x``
    and ``y`` in degrees; edges have ``osmid``, ``length`` (m), ``geometry``, ``reversed``,
    ``edge`` (position in the network), ``oneway_foot`` (1 or -1 where people on foot
    may go forward or backward only) and what is known of their attributes;
    what is not known is left out. Pieces that nobody may use are included:
    choose by ``foot``.

    Raises
    ------
    MissingExtraError
        networkx or shapely is not installed.
    """
    networkx = require("networkx")
    lines = _lines(network)
    names = node_names(network)
    graph: MultiDiGraph = networkx.MultiDiGraph(crs="epsg:4326")
    known = _node_attributes(network)
    for node in range(network.node_count):
        place = {"x": float(network.node_lon[node]), "y": float(network.node_lat[node])}
        second = names[node] < 0 < network.node_osm[node]
        twin = {"osm_node": int(network.node_osm[node])} if second else {}
        graph.add_node(int(names[node]), **place, **known[node], **twin)
    attributes = _edge_attributes(network)
    for edge in range(network.edge_count):
        start, end = int(names[network.edge_from[edge]]), int(names[network.edge_to[edge]])
        shared = {
            "edge": edge,
            "osmid": int(network.edge_way[edge]),
            "length": float(network.edge_length[edge]),
            **attributes[edge],
        }
        # osmnx's own `oneway` speaks of vehicles, and is true or false.
        shared["oneway_foot"] = shared.pop("oneway")
        graph.add_edge(start, end, **shared, reversed=False, geometry=lines[edge])
        graph.add_edge(end, start, **_turned(shared), reversed=True, geometry=lines[edge].reverse())
    return graph


def to_geodataframe(network: StreetNetwork) -> GeoDataFrame:
    """Return the pieces as a table with geometry (WGS 84), one row each.

    Raises
    ------
    MissingExtraError
        geopandas is not installed.
    """
    geopandas = require("geopandas")
    rows = [
        {"osm_way": int(way) or None, "length_m": float(length), **known}
        for way, length, known in zip(
            network.edge_way, network.edge_length, _edge_attributes(network)
        )
    ]
    frame: GeoDataFrame = geopandas.GeoDataFrame(rows, geometry=_lines(network), crs="EPSG:4326")
    return frame


def node_names(network: StreetNetwork) -> NDArray[np.int64]:
    """Return a number for each node (N,): its OSM id, a negative one where it has none."""
    # An id may stand for a node once only.
    _, first = np.unique(network.node_osm, return_index=True)
    once = np.zeros(network.node_count, bool)
    once[first] = True
    own = -1 - np.arange(network.node_count, dtype=np.int64)
    names: NDArray[np.int64] = np.where(once & (network.node_osm > 0), network.node_osm, own)
    return names


def _lines(network: StreetNetwork) -> Any:
    shapely = require("shapely")
    points = np.column_stack((network.shape_lon, network.shape_lat))
    pieces = np.repeat(np.arange(network.edge_count), np.diff(network.shape_start))
    return shapely.linestrings(points, indices=pieces)


def _edge_attributes(network: StreetNetwork) -> list[dict[str, Any]]:
    """Return what is known of each edge, in words and units of model.py."""
    words = {**EDGE_WORDS, "surface": network.surfaces, "name": network.names}
    words["level"] = network.levels
    return _known(network.edges, {**words, "condition": network.conditions}, network.edge_count)


def _node_attributes(network: StreetNetwork) -> list[dict[str, Any]]:
    """Return what is known of each node, in words and units of model.py."""
    words = {**NODE_WORDS, "barrier": network.barriers, "condition": network.conditions}
    rows = _known(network.nodes, words, network.node_count)
    return [{name: value for name, value in row.items() if value is not False} for row in rows]


def _known(
    columns: Mapping[str, NDArray[Any]], words: Mapping[str, tuple[str, ...]], count: int
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{} for _ in range(count)]
    for name, column in columns.items():
        if name in NOT_EXPORTED:
            continue
        if name in words:
            known = np.flatnonzero(column)
            for row in known:
                rows[row][name] = words[name][column[row]]
            continue
        if column.dtype.kind == "f":
            known = np.flatnonzero(~np.isnan(column))
        elif name in COUNTS:
            known = np.flatnonzero(column >= 0)
        else:
            known = np.arange(len(column))
        for row, value in zip(known, column[known].tolist()):
            rows[row][name] = value
    return rows


def _turned(attributes: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes as somebody meets them who walks the other way."""
    turned = dict(attributes)
    for one, other in (("incline_up", "incline_down"), ("incline_down", "incline_up")):
        turned.pop(one, None)
        if other in attributes:
            turned[one] = attributes[other]
    turned["oneway_foot"] = -attributes["oneway_foot"]
    return turned
