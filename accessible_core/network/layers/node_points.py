# SPDX-License-Identifier: MIT
"""Kerbs, barriers and crossings from point layers, put on the nodes of the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance
from accessible_core.network.columns import NodeRows
from accessible_core.network.exchange.edge_table import node_tags
from accessible_core.network.exchange.opensidewalks import own_columns
from accessible_core.network.layers.field_mapping import LayerMapping, choose, fields
from accessible_core.network.layers.field_values import osm_id, plain_text, tags_of_features, worst
from accessible_core.network.layers.gathering import NamedNodes
from accessible_core.network.layers.joining import Joined
from accessible_core.network.layers.line_layers import PointLayer
from accessible_core.network.layers.nearness import Hits, Segments, near_segments
from accessible_core.network.rules import rules

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True)
class NodePoints:
    """P points with tags that matter on a way.

    Attributes
    ----------
    lon, lat : float64 (P,)
    tags : list of dict (P)
    names : list of str (P)
        The node that a point is, ``""`` where only its place tells.
    osm_id : list of int (P)
        0 where there is none.
    layer : PointLayer
    mapping : LayerMapping
    """

    lon: Float
    lat: Float
    tags: list[dict[str, str]]
    names: list[str]
    osm_id: list[int]
    layer: PointLayer
    mapping: LayerMapping


@dataclass(frozen=True)
class Placed:
    """The lines with points put on them.

    Attributes
    ----------
    joined : Joined
        Nodes were added where a point lies between vertices.
    tags : dict of int to dict
        Node -> tags.
    osm_id : dict of int to int
    off_lines : int
        Points with tags that matter, but no line within the tolerance.
    in_conflict : int
        Points of which a tag has another value on the same node; the worse one counts
        where that is known.
    """

    joined: Joined
    tags: dict[int, dict[str, str]]
    osm_id: dict[int, int]
    off_lines: int
    in_conflict: int


def mapped_points(layer: PointLayer, mappings: Sequence[LayerMapping]) -> NodePoints | None:
    """Return the points of a layer that say something of a way; None if no mapping fits.

    Raises
    ------
    InputError
        The caller's mapping names a column that is not there.
    """
    mapping = choose(mappings, "points", list(layer.columns), layer.file, layer.layer)
    if mapping is None:
        return None
    count = len(layer.lon)
    if mapping.own is None:
        tags = tags_of_features(layer.columns, mapping)
    else:
        own = own_columns(layer.columns, mapping.own)
        tags = [node_tags(own, row) for row in range(count)]
    names = [""] * count
    if mapping.node:
        names = [plain_text(cell) for cell in layer.columns[mapping.node][:count]]
    ids: Sequence[object] = [None] * count
    if mapping.node_osm_id == "itself":
        ids = names
    elif mapping.node_osm_id in layer.columns:
        ids = layer.columns[mapping.node_osm_id]
    # Street lamps and benches say nothing of a way; a node that others name counts anyway.
    keys = set(rules()["read"]["node_keys"])
    says = NodeRows(dict(enumerate(tags)), range(count)).row > 0
    says &= np.array([not keys.isdisjoint(found) for found in tags], bool)
    rows = [row for row in range(count) if names[row] or says[row]]
    return NodePoints(
        np.asarray(layer.lon, np.float64)[rows],
        np.asarray(layer.lat, np.float64)[rows],
        [tags[row] if says[row] else {} for row in rows],
        [names[row] for row in rows],
        [osm_id(ids[row], "node") for row in rows],
        layer,
        mapping,
    )


def place_points(
    joined: Joined, points: Sequence[NodePoints], nodes: NamedNodes, named: Int, tolerance: float
) -> Placed:
    """Put points on the nodes they name, else on the line within the tolerance.

    Parameters
    ----------
    joined : Joined
    points : sequence of NodePoints
    nodes : NamedNodes
    named : int64 (nodes.count,)
        Node of `joined` for each named one, -1 where no line uses it.
    tolerance : float
        Metres.
    """
    placing = _Placing(joined)
    for layer in points:
        by_place = []
        for row, (name, number) in enumerate(zip(layer.names, layer.osm_id)):
            known = nodes.number.get((layer.layer.file, name), -1) if name else -1
            node = int(named[known]) if known >= 0 else -1
            if node >= 0:
                placing.say(node, layer.tags[row], number)
            elif layer.tags[row]:
                by_place.append(row)
        placing.on_lines(layer, np.array(by_place, np.int64), tolerance)
    return placing.done()


class _Placing:
    """Tags of nodes as they are gathered, and nodes that are added for them."""

    def __init__(self, joined: Joined) -> None:
        self.joined = joined
        self.tags: dict[int, dict[str, str]] = {}
        self.osm_id: dict[int, int] = {}
        self.off_lines = 0
        self.in_conflict = 0

    def say(self, node: int, tags: Mapping[str, str], number: int) -> None:
        if number:
            self.osm_id.setdefault(node, number)
        if not tags:
            return
        known = self.tags.setdefault(node, {})
        clash = False
        for key, value in tags.items():
            if known.setdefault(key, value) != value:
                clash = True
                known[key] = worst(key, [*known[key].split(";"), value])
        self.in_conflict += clash

    def on_lines(self, layer: NodePoints, rows: Int, tolerance: float) -> None:
        """Put points on the nearest line: on its vertex if it is there, else between two."""
        joined = self.joined
        line = np.repeat(np.arange(len(joined.start) - 1), np.diff(joined.start))
        begin = np.flatnonzero(line[1:] == line[:-1])
        a, b = joined.node[begin], joined.node[begin + 1]
        segments = Segments(joined.lon[a], joined.lat[a], joined.lon[b], joined.lat[b])
        lon, lat = layer.lon[rows], layer.lat[rows]
        there = np.isfinite(lon) & np.isfinite(lat)
        rows, lon, lat = rows[there], lon[there], lat[there]
        at_node = float(fields()["limits"]["at_node_m"])
        hits = near_segments(lon, lat, segments, max(tolerance, at_node))
        self.off_lines += int((~there).sum()) + len(rows) - len(np.unique(hits.point))
        if not len(hits.point):
            return
        nearest = np.full(len(rows), np.inf)
        np.minimum.at(nearest, hits.point, hits.distance)
        chosen = hits.distance <= nearest[hits.point] + 0.01
        self._put(layer, rows, begin, Hits(
            hits.point[chosen], hits.segment[chosen], hits.distance[chosen], hits.share[chosen]
        ), segments)  # fmt: skip

    def _put(
        self, layer: NodePoints, rows: Int, begin: Int, hits: Hits, segments: Segments
    ) -> None:
        joined = self.joined
        at_node = float(fields()["limits"]["at_node_m"])
        length = distance(segments.lon1, segments.lat1, segments.lon2, segments.lat2)[hits.segment]
        vertex = np.where(hits.share * length <= at_node, begin[hits.segment], -1)
        vertex = np.where((1 - hits.share) * length <= at_node, begin[hits.segment] + 1, vertex)
        for row, node in {
            (int(rows[p]), int(joined.node[v]))
            for p, v in zip(hits.point[vertex >= 0], vertex[vertex >= 0])
        }:
            self.say(node, layer.tags[row], layer.osm_id[row])
        between = np.flatnonzero(vertex < 0)
        if not len(between):
            return
        # Lines that meet in this place get the node in common.
        point, number = np.unique(hits.point[between], return_inverse=True)
        new = len(joined.lon) + number.reshape(-1)
        where = np.concatenate([np.arange(len(joined.node)), begin[hits.segment[between]]])
        share = np.concatenate([np.full(len(joined.node), -1.0), hits.share[between]])
        order = np.lexsort((share, where))
        line = np.repeat(np.arange(len(joined.start) - 1), np.diff(joined.start))
        sizes = np.bincount(line[where], minlength=len(joined.start) - 1)
        start = np.zeros(len(sizes) + 1, np.int64)
        np.cumsum(sizes, out=start[1:])
        first = between[np.unique(number, return_index=True)[1]]
        segment, at = hits.segment[first], hits.share[first]
        lon = segments.lon1[segment] + at * (segments.lon2 - segments.lon1)[segment]
        lat = segments.lat1[segment] + at * (segments.lat2 - segments.lat1)[segment]
        for place, row in enumerate(rows[point].tolist()):
            self.say(len(joined.lon) + place, layer.tags[row], layer.osm_id[row])
        self.joined = replace(
            joined,
            start=start,
            node=np.concatenate([joined.node, new])[order],
            lon=np.concatenate([joined.lon, lon]),
            lat=np.concatenate([joined.lat, lat]),
        )

    def done(self) -> Placed:
        return Placed(self.joined, self.tags, self.osm_id, self.off_lines, self.in_conflict)
