# SPDX-License-Identifier: MIT
"""Networks from graphs as osmnx lays them out, and from places through osmnx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from accessible_core.errors import InputError
from accessible_core.extras import require
from accessible_core.network.build import network_from_streets
from accessible_core.network.exchange.edge_table import node_tags
from accessible_core.network.layers.field_mapping import Column, LayerMapping
from accessible_core.network.layers.field_values import plain_text
from accessible_core.network.layers.layer_streets import streets_from_layers
from accessible_core.network.layers.line_files import to_degrees
from accessible_core.network.layers.line_layers import LineLayer, PointLayer
from accessible_core.network.model import StreetNetwork
from accessible_core.network.rules import rules
from accessible_core.network.tag_reading import way_keys
from accessible_core.progress import Progress, part

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_NAME = "osmnx graph"
#: Attributes by which edges of `StreetNetwork.to_networkx` are known.
_OWN = ("edge", "carriageway", "oneway_foot")
#: Columns of the layers made here; the names of nodes are those of the graph.
_FROM, _TO, _NODE = "from node", "to node", "node"
_EDGES = LayerMapping(_NAME, way_id=("osmid",), from_node=_FROM, to_node=_TO, keys_as_columns=True)
_OWN_EDGES = LayerMapping(
    _NAME,
    columns={"name": (Column("name"),)},
    way_id=("osmid",),
    from_node=_FROM,
    to_node=_TO,
    own="",
)
_NODES = LayerMapping(
    _NAME, geometry="points", node=_NODE, node_osm_id="itself", keys_as_columns=True
)
_OWN_NODES = replace(_NODES, node_osm_id="osm_node")


def network_from_osmnx(graph: MultiDiGraph, progress: Progress | None = None) -> StreetNetwork:
    """Build a network from any MultiDiGraph that osmnx makes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Simplified or not, projected or not. An edge that is there in both directions
        becomes one; parallel edges are kept; of several values that simplifying has
        joined, the one that could stop somebody counts. Graphs of
        `StreetNetwork.to_networkx` give back the network they were made from, as far
        as the graph holds it.
    progress : callable, optional

    Raises
    ------
    InputError
        It is no such graph, has no edges, names no coordinate system, or none of
        its edges is a street.
    """
    _check(graph)
    nodes = list(graph.nodes(data=True))
    place = _places(graph, nodes)
    edges = list(_one_way_each(graph))
    own = all(key in edges[0][2] for key in _OWN)
    lines = _line_layer(graph, edges, place, own=own)
    points = _point_layer(nodes, place, own=own)
    streets = streets_from_layers(
        [lines],
        [points],
        mappings=[_OWN_EDGES if own else _EDGES, _OWN_NODES if own else _NODES],
        snap_m=0.0,
        progress=part(progress, 0.0, 0.6),
    )
    return network_from_streets(streets, None, part(progress, 0.6, 1.0))


def network_from_place(name: str, progress: Progress | None = None) -> StreetNetwork:
    """Build a network of a place by name, downloaded from OpenStreetMap through osmnx.

    Parameters
    ----------
    name : str
        As one would type it into a map, such as ``"Temirtau, Kazakhstan"``.
    progress : callable, optional

    Raises
    ------
    InputError
        There is no such place, or no connection to OpenStreetMap.
    MissingExtraError
        osmnx is not installed.
    """
    osmnx = require("osmnx")
    requests = require("requests")
    with _all_tags(osmnx):
        try:
            graph = osmnx.graph_from_place(
                name, network_type="all", simplify=False, retain_all=True
            )
        except requests.exceptions.RequestException as error:
            raise InputError(
                f"OpenStreetMap cannot be reached to look for '{name}' ({type(error).__name__}): "
                "connect to the internet, or give build_network an OSM file of the place."
            ) from error
        except (osmnx._errors.InsufficientResponseError, ValueError, TypeError) as error:  # noqa: SLF001 - osmnx gives its errors no public name
            raise InputError(
                f"OpenStreetMap knows no area with streets called '{name}' ({error}): write it as "
                "'town, country'."
            ) from error
    return network_from_osmnx(graph, progress)


@contextmanager
def _all_tags(osmnx: Any) -> Iterator[None]:
    """Let osmnx keep the tags that matter here; its settings are everybody's, so put back."""
    settings = osmnx.settings
    before = settings.useful_tags_way, settings.useful_tags_node
    settings.useful_tags_way = sorted({*before[0], *way_keys(), "layer", "level", "name"})
    settings.useful_tags_node = sorted({*before[1], *rules()["read"]["node_keys"]})
    try:
        yield
    finally:
        settings.useful_tags_way, settings.useful_tags_node = before


def _check(graph: Any) -> None:
    if not hasattr(graph, "nodes") or not hasattr(graph, "edges") or not graph.is_multigraph():
        raise InputError(
            f"A networkx.MultiDiGraph of osmnx is needed, this is a {type(graph).__name__}."
        )
    if not graph.number_of_edges():
        raise InputError("The graph has no edges: a network is made of streets.")
    if not graph.graph.get("crs"):
        raise InputError(
            "The graph names no coordinate system: set graph.graph['crs'], as osmnx does."
        )
    bare = [node for node, data in graph.nodes(data=True) if "x" not in data or "y" not in data]
    if bare:
        raise InputError(
            f"{len(bare)} nodes of the graph have no x and y, such as {bare[0]!r}: osmnx gives "
            "every node both."
        )


def _places(graph: Any, nodes: list[tuple[Any, dict[str, Any]]]) -> dict[Any, tuple[float, float]]:
    x = np.array([data["x"] for _, data in nodes], np.float64)
    y = np.array([data["y"] for _, data in nodes], np.float64)
    lon, lat = _degrees(graph, x, y)
    return {node: place for (node, _), place in zip(nodes, zip(lon.tolist(), lat.tolist()))}


def _degrees(graph: Any, x: Any, y: Any) -> tuple[Any, Any]:
    """Return coordinates of the graph in degrees."""
    crs = graph.graph["crs"]
    if isinstance(crs, str) and crs.lower() in ("epsg:4326", "ogc:crs84"):
        return x, y
    text = crs if isinstance(crs, str) else crs.to_wkt()
    return to_degrees(_NAME, text, x, y)


def _one_way_each(graph: Any) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Yield each street once; of two directions the one that its attributes describe."""
    seen: dict[Any, int] = {}
    for start, end, data in sorted(
        graph.edges(data=True), key=lambda edge: bool(_reversed(edge[2]))
    ):
        shape = _shape(data)
        key = (start, end, _ids(data), data.get("edge"), shape)
        back = (end, start, _ids(data), data.get("edge"), shape and shape[::-1])
        if seen.get(back, 0):
            seen[back] -= 1
            continue
        seen[key] = seen.get(key, 0) + 1
        # Attributes describe the way as it was drawn: what runs back is turned.
        yield (end, start, _turned(data)) if _reversed(data) else (start, end, data)


def _reversed(data: Mapping[str, Any]) -> bool:
    value = data.get("reversed")
    if isinstance(value, (list, tuple)):
        return bool(value) and all(value)
    return value is True or value == "True"


def _turned(data: dict[str, Any]) -> dict[str, Any]:
    geometry = data.get("geometry")
    turned = dict(data) if geometry is None else {**data, "geometry": geometry.reverse()}
    if "edge" in data:  # our own graphs turn these with the edge
        turned["incline_up"], turned["incline_down"] = (
            data.get("incline_down"),
            data.get("incline_up"),
        )
        turned["oneway_foot"] = -int(data.get("oneway_foot", 0))
    return turned


def _ids(data: Mapping[str, Any]) -> str:
    ids = data.get("osmid", "")
    return ";".join(sorted(map(str, ids))) if isinstance(ids, (list, tuple)) else str(ids)


def _shape(data: Mapping[str, Any]) -> tuple[Any, ...] | None:
    geometry = data.get("geometry")
    return None if geometry is None else tuple(geometry.coords)


def _line_layer(
    graph: Any,
    edges: list[tuple[Any, Any, dict[str, Any]]],
    place: Mapping[Any, tuple[float, float]],
    *,
    own: bool,
) -> LineLayer:
    x, y, sizes, ends = [], [], [], []
    for start, end, data in edges:
        inside = () if data.get("geometry") is None else data["geometry"].coords[1:-1]
        tips = graph.nodes[start], graph.nodes[end]
        x += [tips[0]["x"], *(spot[0] for spot in inside), tips[1]["x"]]
        y += [tips[0]["y"], *(spot[1] for spot in inside), tips[1]["y"]]
        sizes.append(len(inside) + 2)
        ends.append((place[start], place[end]))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    lon, lat = _degrees(graph, np.array(x, np.float64), np.array(y, np.float64))
    lon, lat = np.array(lon), np.array(lat)
    # Ends lie where their nodes are, whatever the projection's rounding makes of them.
    for at, which in ((starts[:-1], 0), (starts[1:] - 1, 1)):
        lon[at] = [pair[which][0] for pair in ends]
        lat[at] = [pair[which][1] for pair in ends]
    # What osmnx calls oneway speaks of vehicles.
    columns = _columns([data for _, _, data in edges], leave={"geometry", "oneway"})
    if own:
        columns.setdefault("name", [None] * len(edges))
    columns[_FROM] = [plain_text(start) for start, _, _ in edges]
    columns[_TO] = [plain_text(end) for _, end, _ in edges]
    return LineLayer(lon, lat, starts, columns, name=_NAME, file=_NAME)


def _point_layer(
    nodes: list[tuple[Any, dict[str, Any]]], place: Mapping[Any, tuple[float, float]], *, own: bool
) -> PointLayer:
    columns = _columns([data for _, data in nodes], leave={"x", "y"})
    if own:
        tags = [node_tags(columns, row) for row in range(len(nodes))]
        columns = _columns(tags, leave=set())
        columns["osm_node"] = [plain_text(data.get("osm_node", node)) for node, data in nodes]
    columns[_NODE] = [plain_text(node) for node, _ in nodes]
    spots = np.array([place[node] for node, _ in nodes]).reshape(-1, 2)
    return PointLayer(spots[:, 0], spots[:, 1], columns, name=_NAME, file=_NAME)


def _columns(rows: list[dict[str, Any]], leave: set[str]) -> dict[str, list[Any]]:
    names = {name for row in rows for name in row if isinstance(name, str)} - leave
    return {name: [row.get(name) for row in rows] for name in sorted(names)}
