# SPDX-License-Identifier: MIT
"""Contradictory and unreadable tags, noted while the network was built, at their places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Finding
from accessible_core.network.check.located import Located
from accessible_core.network.check.nearby import places_along
from accessible_core.network.check.streets import Streets
from accessible_core.network.remarks import UNREAD, Remark

#: Rule that only says what to look for: judged here, by what lies around.
_SEPARATE = "sidewalk_separate_not_mapped"


def remarked(streets: Streets) -> Iterator[Located]:
    """Yield each contradiction and unreadable value once a way or node."""
    net = streets.network
    sets: list[list[Remark]] = net.meta.get("remarks", [[]])
    if "remark" in net.nodes:
        for node in np.flatnonzero(net.nodes["remark"]).tolist():
            for remark in sets[int(net.nodes["remark"][node])]:
                lon, lat = float(net.node_lon[node]), float(net.node_lat[node])
                yield _located(remark, lon, lat, osm_node=int(net.node_osm[node]))
    if "remark" not in net.edges:
        return
    edges = np.flatnonzero(net.edges["remark"])
    # The longest piece of each way stands for it; ways without an id are their pieces.
    key = np.where(net.edge_way[edges] > 0, net.edge_way[edges], -1 - edges)
    order = np.lexsort((-net.edge_length[edges], net.edges["remark"][edges], key))
    pairs = np.column_stack((key, net.edges["remark"][edges]))[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    lonely = _without_sidewalk(streets, edges, sets)
    for edge in edges[order[first]].tolist():
        for remark in sets[int(net.edges["remark"][edge])]:
            if remark["rule"] == _SEPARATE and not lonely.get(streets.way_of(edge) or -edge):
                continue
            lon, lat = streets.point_on(edge)
            yield _located(remark, lon, lat, osm_way=streets.way_of(edge))


def _located(
    remark: Remark, lon: float, lat: float, *, osm_way: int = 0, osm_node: int = 0
) -> Located:
    unread = remark["rule"] == UNREAD
    code = "tag_not_understood" if unread else "contradictory_tags"
    finding = Finding(code, field=remark["field"], value=remark["value"])
    rule = "" if unread else remark["rule"]
    return Located(finding, lon, lat, osm_way=osm_way, osm_node=osm_node, rule=rule)


def _without_sidewalk(
    streets: Streets, edges: NDArray[np.int64], sets: list[list[Remark]]
) -> dict[int, bool]:
    """Tell for each way said to have separate sidewalks whether no foot way runs near it."""
    net = streets.network
    asked = [any(remark["rule"] == _SEPARATE for remark in each) for each in sets]
    edges = edges[np.array(asked, np.bool_)[net.edges["remark"][edges]]]
    if not len(edges):
        return {}
    mask = np.zeros(net.edge_count, np.bool_)
    mask[edges] = True
    limit = streets.limits.separate_m
    seen = places_along(streets.index.segments, mask, limit / 2.0)
    walks = streets.of_kind("footway", "sidewalk", "path", "pedestrian", "area", "crossing")
    walks &= streets.first_strand
    near = streets.index.within(seen.lon, seen.lat, limit, walks)
    found = {streets.way_of(int(edge)) or -int(edge): True for edge in edges}
    for edge in np.unique(seen.edge[near.point]).tolist():
        found[streets.way_of(edge) or -edge] = False
    for edge in edges[streets.at_border[net.edge_from[edges]]].tolist():
        found[streets.way_of(edge) or -edge] = False
    return found
