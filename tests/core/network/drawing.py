# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines given in metres around a place, as layers in degrees; and networks as they lie."""

from __future__ import annotations

import networkx as nx
import numpy as np

from accessible_core.geo import metres_per_degree
from accessible_core.network.layers.line_layers import LineLayer, PointLayer

LON, LAT = 71.43, 51.13  # Astana
EAST, NORTH = (float(part) for part in metres_per_degree(LAT))


def degrees(places):
    """Return longitudes and latitudes of places in metres."""
    found = np.array(places, float).reshape(-1, 2)
    return LON + found[:, 0] / EAST, LAT + found[:, 1] / NORTH


def lines(*courses, **columns):
    """Return a layer of lines, each a list of (x, y) in metres; footways unless said."""
    lon, lat = degrees([place for course in courses for place in course])
    start = np.concatenate([[0], np.cumsum([len(course) for course in courses])])
    columns.setdefault("highway", ["footway"] * len(courses))
    return LineLayer(lon, lat, start, columns)


def points(*places, **columns):
    """Return a layer of points in metres."""
    return PointLayer(*degrees(places), columns)


def graph_of(network):
    """Return a plain graph with lengths, nodes by their position."""
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(network.node_count))
    ends = zip(network.edge_from.tolist(), network.edge_to.tolist(), network.edge_length.tolist())
    graph.add_weighted_edges_from(ends, weight="length")
    return graph


def node_at(network, place):
    """Return the node nearest to a place in metres, and how far it is."""
    lon, lat = degrees([place])
    away = np.hypot((network.node_lon - lon) * EAST, (network.node_lat - lat) * NORTH)
    return int(away.argmin()), float(away.min())


def joined(network, one, other):
    """Tell whether one can get from one place to another."""
    a, b = node_at(network, one)[0], node_at(network, other)[0]
    return nx.has_path(graph_of(network), a, b)
