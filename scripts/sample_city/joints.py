# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes where ways cross on the ground: OSM has one wherever people can turn off."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import OsmData, Way


def join_crossings(osm: OsmData) -> None:
    """Give any two highways that cross on one level a node in common."""
    osm.begin(6)
    ways = [way for way in osm.ways if "highway" in way.tags]
    boxes = [_box(way) for way in ways]
    for i, first in enumerate(ways):
        for j in range(i + 1, len(ways)):
            second = ways[j]
            a, b = boxes[i], boxes[j]
            apart = a[0] > b[2] or b[0] > a[2] or a[1] > b[3] or b[1] > a[3]
            if apart or first.level != second.level:
                continue
            shared = [node for node in first.nodes if any(node is other for other in second.nodes)]
            for _, _, where in list(geo.crossings(first.line, second.line)):
                if all(geo.distance(node.at, where) > 0.6 for node in shared):
                    node = osm.node(where)
                    osm.insert(first, where, node)
                    osm.insert(second, where, node)


def _box(way: Way) -> tuple[float, float, float, float]:
    xs, ys = zip(*way.line)
    return min(xs), min(ys), max(xs), max(ys)
