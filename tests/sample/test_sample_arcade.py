# SPDX-License-Identifier: GPL-3.0-or-later
"""The arcade of the sample city: two storeys, rooms with doors, one lift."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "sample_city.osm"
FIRST, LAST = 80000, 89999  # node ids of the arcade


@pytest.fixture(scope="module")
def network():
    return build_network(SAMPLE)


def level_free(network, *, steps, lift):
    """The network's graph without steps or without lifts."""
    graph = nx.Graph()
    for edge in range(network.edge_count):
        a, b = int(network.edge_from[edge]), int(network.edge_to[edge])
        kind = EDGE_KINDS[network.edges["kind"][edge]]
        if (kind != "steps" or steps) and (lift or not network.nodes["lift"][[a, b]].any()):
            graph.add_edge(a, b)
    return graph


def places(network, level):
    """Graph nodes of the arcade on one level only, and all of the town's streets."""
    inside = (network.node_osm >= FIRST) & (network.node_osm <= LAST)
    on = [network.levels[code] == level for code in network.level]
    mine = np.flatnonzero(on)
    ends = np.unique(np.concatenate([network.edge_from[mine], network.edge_to[mine]]))
    return [int(n) for n in ends if inside[n] and not network.nodes["lift"][n]]


@pytest.mark.parametrize(
    ("steps", "lift", "reached"),
    [(True, True, True), (False, True, True), (True, False, True), (False, False, False)],
)
def test_the_gallery_is_reached_by_lift_and_stairs_only(network, steps, lift, reached):
    graph = level_free(network, steps=steps, lift=lift)
    hall, gallery = places(network, "0"), places(network, "1")
    assert len(hall) > 3
    assert len(gallery) > 3
    town = nx.node_connected_component(graph, hall[0])
    assert len(town) > 1000  # the door opens to the street
    assert all((node in town) == reached for node in gallery if node in graph)
    assert all(node in town for node in hall if node in graph)


def test_corners_of_the_house_stand_once_on_each_storey(network):
    corners = [n for n in (80001, 80002) if (network.node_osm == n).sum() == 2]
    assert corners == [80001, 80002]


def test_nobody_walks_along_the_walls_of_rooms(network):
    """The two far corners of the bookshop belong to house and room alone."""
    assert not np.isin(network.node_osm, [80003, 80004]).any()
    door = np.flatnonzero(network.node_osm == 80008)  # of the hall's rim, and the shop's door
    assert len(door) == 1
    assert network.nodes["width"][door[0]] == 95.0
