# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in the hands of other libraries: networkx, osmnx, geopandas."""

import math

import networkx as nx
import numpy as np
import osmnx as ox
import pytest
from pyproj import Geod
from scipy.sparse import dok_matrix
from scipy.sparse.csgraph import dijkstra

import accessible_core as akz
from accessible_core.scoring.columns import result_columns


@pytest.fixture(scope="module")
def network(sample):
    return akz.build_network(sample / "sample_city.osm", dem=sample / "sample_dem.tif")


@pytest.fixture(scope="module")
def graph(network):
    return network.to_networkx()


def test_osmnx_takes_the_graph_for_its_own(graph, network):
    nodes, edges = ox.convert.graph_to_gdfs(graph)
    assert len(nodes) == network.node_count
    assert len(edges) == 2 * network.edge_count
    back = ox.convert.graph_from_gdfs(nodes, edges)
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))


def test_lengths_agree_with_geodesics_of_the_geometry(graph):
    geod = Geod(ellps="WGS84")
    for _, _, edge in graph.edges(data=True):
        assert np.isclose(geod.geometry_length(edge["geometry"]), edge["length"], rtol=1e-5)


def test_both_directions_mirror_each_other(graph):
    for start, end, edge in graph.edges(data=True):
        first, last = edge["geometry"].coords[0], edge["geometry"].coords[-1]
        assert first == (graph.nodes[start]["x"], graph.nodes[start]["y"])
        assert last == (graph.nodes[end]["x"], graph.nodes[end]["y"])
        twin = next(d for d in graph[end][start].values() if d["edge"] == edge["edge"])
        assert twin.get("incline_up") == edge.get("incline_down")
        assert twin["reversed"] != edge["reversed"]


def test_what_is_not_known_is_left_out(graph):
    for _, _, edge in graph.edges(data=True):
        assert "unknown" not in edge.values()
        assert not any(isinstance(value, float) and math.isnan(value) for value in edge.values())


def test_distances_in_the_graph_are_those_over_the_arrays(network, graph):
    start, head, arc = network.arcs
    rows = np.repeat(np.arange(network.node_count), np.diff(start))
    order = np.argsort(-network.edge_length[arc // 2], kind="stable")  # the shortest twin counts
    table = dok_matrix((network.node_count, network.node_count))
    for at in order:
        table[rows[at], head[at]] = network.edge_length[arc[at] // 2]
    chosen = np.random.default_rng(7).choice(network.node_count, 20, replace=False)
    truth = dijkstra(table.tocsr(), indices=chosen)
    names = list(graph.nodes)
    for row, node in enumerate(chosen):
        found = nx.single_source_dijkstra_path_length(graph, names[node], weight="length")
        ours = np.array([found.get(name, np.inf) for name in names])
        assert np.allclose(ours, truth[row])


def test_pieces_and_route_as_tables(network):
    frame = network.to_geodataframe()
    assert len(frame) == network.edge_count
    assert frame.crs == "EPSG:4326"
    assert np.isclose(frame["length_m"].sum(), network.edge_length.sum())
    route = akz.Router(network, akz.Profile.named("foot")).route(
        (69.8996454, 48.8990109), (69.9005456, 48.9010791)
    )
    table = route.to_geodataframe()
    length = Geod(ellps="WGS84").geometry_length(table.geometry[0])
    assert np.isclose(length, table["distance_m"][0], rtol=1e-4)
    assert "min by foot" in repr(route)


def test_a_survey_as_a_table(sample):
    survey = akz.read_survey(sample / "survey.csv")
    scores = akz.score(survey)
    frame = survey.to_geodataframe(result_columns(survey, scores))
    assert list(frame["id"]) == list(survey.ids)
    assert int(frame.geometry.isna().sum()) == int(np.isnan(survey.lon).sum()) == 1
    green = (frame["score_movement"] == "full_accessible").sum()
    assert green == scores.counts()["movement"]["full_accessible"]
    assert f"movement {green} (" in repr(scores)
    assert "<table>" in scores._repr_html_()
    assert "69 facilities" in repr(survey)
    assert repr(survey).count("\n") == 0
