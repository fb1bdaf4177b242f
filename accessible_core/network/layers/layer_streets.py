# SPDX-License-Identifier: MIT
"""Line layers, point layers and OSM streets together as one `OsmStreets`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, UsageError
from accessible_core.network.entrances import Entrances
from accessible_core.network.layers.drawn_lines import DrawnLines, drawn_lines
from accessible_core.network.layers.field_mapping import LayerMapping, choose, fields, quoted
from accessible_core.network.layers.gathering import Gathered, gather
from accessible_core.network.layers.joining import Joined, join
from accessible_core.network.layers.line_layers import LineLayer, PointLayer
from accessible_core.network.layers.node_points import (
    NodePoints,
    Placed,
    mapped_points,
    place_points,
)
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, report

Int = NDArray[np.int64]


def streets_from_layers(
    lines: Sequence[LineLayer],
    points: Sequence[PointLayer] = (),
    osm: Sequence[OsmStreets] = (),
    *,
    mappings: Sequence[LayerMapping] = (),
    snap_m: float = 0.5,
    progress: Progress | None = None,
) -> OsmStreets:
    """Bring layers into the shape that networks are built from, joined with each other.

    Parameters
    ----------
    lines, points : sequences of layers
        Layers of one file (`LineLayer.file`) may name each other's nodes.
    osm : sequence of OsmStreets
        Streets to join the layers with; their own topology stays as it is.
    mappings : sequence of LayerMapping
        The caller's; where none is for a layer, a shipped one that fits is taken.
    snap_m : float
        Tolerance in metres; see `joining`.
    progress : callable, optional

    Returns
    -------
    OsmStreets
        ``meta["layers"]`` tells what was read and left out, layer by layer;
        ``meta["joining"]`` what was joined.

    Raises
    ------
    InputError
        No mapping fits any layer, the caller's fit none or name a column that is not
        there, or no line is a street.
    UsageError
        The tolerance is negative or too large.
    """
    check_tolerance(snap_m)
    drawn, unused = _mapped(lines, mappings)
    report(progress, 0.3)
    found = [(layer, mapped_points(layer, mappings)) for layer in points]
    _check_used(mappings, drawn, [nodes for _, nodes in found if nodes is not None])
    if not sum(len(layer) for layer in drawn) and not osm:
        raise InputError(_no_streets(lines, drawn))
    gathered = gather(drawn, osm, _known_places(found))
    report(progress, 0.5)
    joined = join(gathered.drawing, snap_m)
    report(progress, 0.9)
    named = np.full(gathered.nodes.count, -1, np.int64)
    given = gathered.drawing.node >= 0
    named[gathered.drawing.node[given]] = joined.vertex_node[given]
    placed = place_points(
        joined, [nodes for _, nodes in found if nodes is not None], gathered.nodes, named, snap_m
    )
    meta = _meta(osm, drawn, unused, found)
    meta["joining"] = {
        "snap_m": snap_m,
        **joined.counts,
        "names_apart": gathered.names_apart,
        "points_off_lines": placed.off_lines,
        "points_in_conflict": placed.in_conflict,
    }
    return _streets(gathered, placed, named, osm, meta)


def _known_places(
    found: Sequence[tuple[PointLayer, NodePoints | None]],
) -> dict[str, dict[str, tuple[float, float]]]:
    """Return file -> name of a node -> its place, as point layers tell."""
    known: dict[str, dict[str, tuple[float, float]]] = {}
    for layer, nodes in found:
        if nodes is not None:
            rows = zip(nodes.names, nodes.lon.tolist(), nodes.lat.tolist())
            places = known.setdefault(layer.file, {})
            places.update({name: (lon, lat) for name, lon, lat in rows if name and lon == lon})  # noqa: PLR0124 - NaN
    return known


def check_tolerance(snap_m: float) -> None:
    """Refuse tolerances that make no sense.

    Raises
    ------
    UsageError
    """
    most = float(fields()["limits"]["snap_max_m"])
    if not 0.0 <= snap_m <= most:
        raise UsageError(
            f"A snapping tolerance of {snap_m:g} m makes no sense: 0 to {most:g} m do."
        )


def _mapped(
    lines: Sequence[LineLayer], mappings: Sequence[LayerMapping]
) -> tuple[list[DrawnLines], list[LineLayer]]:
    drawn, unused = [], []
    for layer in lines:
        geometry = "areas" if layer.areas else "lines"
        mapping = choose(mappings, geometry, list(layer.columns), layer.file, layer.layer)
        if mapping is None:
            unused.append(layer)
        else:
            drawn.append(drawn_lines(layer, mapping))
    if sum(len(layer.start) - 1 for layer in unused) and not drawn:
        layer = max(unused, key=lambda found: len(found.start))
        raise InputError(
            f"{layer.name}: no shipped mapping fits its columns ({quoted(layer.columns) or 'none'})"
            ": say which column is which OSM key in a TOML file and give it with --mapping "
            "(docs/networks.md shows how)."
        )
    return drawn, unused


def _check_used(
    mappings: Sequence[LayerMapping], drawn: Sequence[DrawnLines], points: Sequence[NodePoints]
) -> None:
    """Refuse a mapping of which no table is for any of the layers: it is meant for others."""
    used = [id(lines.mapping) for lines in drawn] + [id(nodes.mapping) for nodes in points]
    if mappings and not any(id(mapping) in used for mapping in mappings):
        names = dict.fromkeys(f"file '{m.file}', layer '{m.layer}'" for m in mappings)
        raise InputError(
            f"{mappings[0].title} is for none of the layers given: it names {', '.join(names)}."
        )


def _no_streets(lines: Sequence[LineLayer], drawn: Sequence[DrawnLines]) -> str:
    if not lines:
        return "There is no layer of lines in the sources: a network is made of lines."
    layer = max(lines, key=lambda found: len(found.start))
    count = len(layer.start) - 1
    if not count:
        losses = "; ".join(f"{kind}: {n}" for kind, n in layer.losses.items())
        return (
            f"{layer.name} holds no lines ({losses or 'it is empty'}): a network is made of lines."
        )
    losses = "; ".join(f"{kind}: {n}" for found in drawn for kind, n in found.losses.items())
    return (
        f"{layer.name}: none of its {count} lines is a street or path with a course ({losses}): "
        "map a column to highway, or make highway a constant of the layer (docs/networks.md)."
    )


def _meta(
    osm: Sequence[OsmStreets],
    drawn: Sequence[DrawnLines],
    unused: Sequence[LineLayer],
    points: Sequence[tuple[PointLayer, NodePoints | None]],
) -> dict[str, Any]:
    """Say what was read and what was not."""
    layers: list[dict[str, Any]] = [
        {
            "name": found.layer.name,
            "mapping": found.mapping.title,
            "lines": len(found),
            "losses": found.losses,
            "assumed_crs": found.layer.assumed_crs,
        }
        for found in drawn
    ]
    layers += [{"name": layer.name, "mapping": None} for layer in unused]
    layers += [
        {
            "name": layer.name,
            "mapping": None if nodes is None else nodes.mapping.title,
            "points": 0 if nodes is None else len(nodes.names),
            "losses": dict(layer.losses),
            "assumed_crs": layer.assumed_crs,
        }
        for layer, nodes in points
    ]
    files = [name for streets in osm for name in streets.meta.get("sources", ())]
    files += list(dict.fromkeys(layer["name"] for layer in layers if layer["mapping"]))
    meta: dict[str, Any] = {
        "sources": files,
        "incomplete_ways": sum(streets.meta.get("incomplete_ways", 0) for streets in osm)
        + sum(found.losses.get("incomplete", 0) for found in drawn),
        "layers": layers,
    }
    areas = [streets.meta["areas"] for streets in osm if "areas" in streets.meta]
    if areas:
        meta["areas"] = {name: sum(counts[name] for counts in areas) for name in areas[0]}
    dates = [streets.meta["timestamp"] for streets in osm if "timestamp" in streets.meta]
    if dates:
        meta["timestamp"] = min(dates)  # as old as the oldest of them
    return meta


def _streets(
    gathered: Gathered,
    placed: Placed,
    named: Int,
    osm: Sequence[OsmStreets],
    meta: dict[str, Any],
) -> OsmStreets:
    """Give every node and way its id: an OSM one where it has one, else a negative one."""
    lines = placed.joined
    count = len(lines.lon)
    ids = -1 - np.arange(count, dtype=np.int64)
    taken: dict[int, int] = {}
    twins: dict[int, int] = {}
    wanted = [(int(named[node]), osm_id) for node, osm_id in gathered.nodes.osm_id.items()]
    for node, osm_id in (*wanted, *placed.osm_id.items()):
        # An id stands for one node only; a node has one id only.
        if node >= 0 and ids[node] < 0 and osm_id not in taken:
            ids[node] = osm_id
            taken[osm_id] = node
        elif node >= 0 and ids[node] < 0 and _one_place(lines, node, taken[osm_id]):
            twins[int(ids[node])] = osm_id  # a place apart at that node, exported as such
    tags = {int(ids[node]): found for node, found in placed.tags.items()}
    offset = 0
    for streets in osm:
        for osm_id, found in streets.node_tags.items():
            at = int(named[offset + np.searchsorted(streets.node_id, osm_id)])
            tags[int(ids[at])] = {**tags.get(int(ids[at]), {}), **found}
        offset += len(streets.node_id)
    order = np.argsort(ids)
    ways = np.where(gathered.way_id > 0, gathered.way_id, -1 - np.arange(len(gathered.way_id)))
    return OsmStreets(
        way_id=ways,
        way_tags=gathered.tags,
        ref_start=lines.start,
        refs=ids[lines.node],
        node_id=ids[order],
        node_lon=lines.lon[order],
        node_lat=lines.lat[order],
        node_tags=tags,
        meta=meta,
        doors=Entrances.together([streets.doors for streets in osm]),
        facts=gathered.facts,
        twins=twins,
    )


def _one_place(lines: Joined, node: int, other: int) -> bool:
    return bool(lines.lon[node] == lines.lon[other] and lines.lat[node] == lines.lat[other])
