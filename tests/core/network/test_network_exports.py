# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks as files for other programs, judged by those programs, and back again."""

import json
import zipfile

import geopandas
import networkx as nx
import numpy as np
import osmnx as ox
import pandas as pd
import pyogrio
import pytest
from drawing import graph_of, lines, points
from python_osw_validation import OSWValidation
from shapely import LineString

import accessible_core as akz
from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.network.build import network_from_lines
from accessible_core.network.exchange.exports import WRITERS, export_network
from accessible_core.network.exchange.interchange import node_names
from accessible_core.routing.results import Route


@pytest.fixture(scope="module")
def city(sample):
    return akz.build_network(sample / "sample_city.osm", dem=sample / "sample_dem.tif")


@pytest.fixture(scope="module")
def exported(city, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for ending in WRITERS:
        export_network(city, folder / f"city{ending}")
    return folder


def described(network):
    """Return every edge and node with all that is known of it, in an order of its own."""
    words = {"surface": network.surfaces, "name": network.names, "condition": network.conditions}
    words["level"] = network.levels
    # By place and OSM id: nodes without one are numbered anew.
    places = zip(network.node_lon.round(5).tolist(), network.node_lat.round(5).tolist())
    names = [(*place, osm) for place, osm in zip(places, network.node_osm.tolist())]

    def row(columns, at, words):
        return tuple(
            (name, words[name][column[at]] if name in words else str(column[at]))
            for name, column in sorted(columns.items())
            if name not in ("remark", "way_end")
        )

    edges = [
        (int(network.edge_way[e]), names[network.edge_from[e]], names[network.edge_to[e]],
         round(float(network.edge_length[e]), 1), row(network.edges, e, words))
        for e in range(network.edge_count)
    ]  # fmt: skip
    words = {"barrier": network.barriers, "condition": network.conditions}
    nodes = [(names[n], row(network.nodes, n, words)) for n in range(network.node_count)]
    return sorted(map(str, edges)), sorted(map(str, nodes))


@pytest.mark.parametrize("ending", [".gpkg", ".osw.zip"])
def test_an_export_is_the_same_network_when_built_from_again(city, exported, ending):
    again = akz.build_network(exported / f"city{ending}")
    assert described(again) == described(city)


@pytest.mark.parametrize("ending", [".gpkg", ".osw.zip"])
@pytest.mark.parametrize("profile", ["manual_wheelchair", "foot"])
def test_an_export_routes_the_same(city, exported, ending, profile):
    again = akz.build_network(exported / f"city{ending}")
    limits = akz.Profile.named(profile)
    ours, theirs = akz.Router(city, limits), akz.Router(again, limits)
    west, south, east, north = city.bbox
    pairs = np.random.default_rng(11).uniform(
        (west, south, west, south), (east, north, east, north), (100, 4)
    )
    reached = 0
    for a, b, c, d in pairs.tolist():
        one, other = ours.route((a, b), (c, d)), theirs.route((a, b), (c, d))
        assert type(one) is type(other)
        if isinstance(one, Route):
            reached += 1
            assert np.isclose(one.distance_m, other.distance_m, atol=0.5)
    assert reached > 30


def test_geopandas_reads_words_and_units(city, exported):
    edges = geopandas.read_file(exported / "city.gpkg", layer="edges")
    nodes = geopandas.read_file(exported / "city.gpkg", layer="nodes")
    assert edges.crs == nodes.crs == "EPSG:4326"
    assert len(edges) == city.edge_count
    assert len(nodes) == city.node_count
    assert np.allclose(
        edges.to_crs(edges.estimate_utm_crs()).length, edges["length_m"], rtol=2e-3, atol=0.01
    )
    known = np.isfinite(city.edges["width"])
    assert np.isclose(np.nanmax(edges["width_cm"]), city.edges["width"][known].max())
    assert edges["width_cm"].isna().sum() == (~known).sum()
    assert set(edges["kind"]) >= {"footway", "steps", "crossing", "road"}
    assert {"surface", "incline_up_percent", "kerb_height_cm", "road_class"} <= set(edges.columns)
    assert set(edges["from_node"]) | set(edges["to_node"]) <= set(nodes["node"])
    assert "raised" in set(nodes["kerb"])
    text = geopandas.read_file(exported / "city.geojson")
    assert len(text) == city.edge_count
    assert [str(row[0]) for row in pyogrio.list_layers(exported / "city.gpkg")] == [
        "edges",
        "nodes",
    ]


def test_osmnx_opens_the_graphml(city, exported):
    graph = ox.load_graphml(exported / "city.graphml")
    assert graph.number_of_nodes() == city.node_count
    assert graph.number_of_edges() == 2 * city.edge_count
    truth = graph_of(city)
    names = node_names(city).tolist()
    for node in range(0, city.node_count, 97):
        known = nx.single_source_dijkstra_path_length(truth, node, weight="length")
        found = nx.single_source_dijkstra_path_length(graph, names[node], weight="length")
        assert all(np.isclose(found[names[at]], metres) for at, metres in known.items())
    assert described(akz.network_from_osmnx(graph)) == described(city)


def test_the_validator_of_opensidewalks_accepts_the_city(exported):
    found = OSWValidation(zipfile_path=str(exported / "city.osw.zip")).validate()
    assert found.is_valid, found.errors


def test_the_validator_accepts_a_real_city(shared, tmp_path):
    network = akz.build_network(shared / "data" / "osm" / "wedgewood_seattle.nometa.osm.pbf")
    path = tmp_path / "wedgwood.osw.zip"
    export_network(network, path)
    found = OSWValidation(zipfile_path=str(path)).validate()
    assert found.is_valid, found.errors


def test_opensidewalks_says_what_is_known_and_nothing_else(tmp_path):
    network = network_from_lines(
        lines([(0, 0), (20, 0)], [(20, 0), (40, 0)], [(40, 0), (60, 0)], [(60, 0), (80, 0)],
              highway=["footway", "steps", "residential", "road"],
              footway=["crossing", None, None, None], width=["1.5", None, None, None],
              incline=["-5%", "up", None, None], step_count=[None, "7", None, None],
              surface=["asphalt", "sett", None, None]),
        [points((20, 0), (40, 0), (60, 0), barrier=["kerb", "bollard", None],
                kerb=["lowered", None, "raised"])],
    )  # fmt: skip
    path = tmp_path / "four.osw.zip"
    assert export_network(network, path) == []
    with zipfile.ZipFile(path) as archive:
        parts = {name.split(".")[1]: json.loads(archive.read(name)) for name in archive.namelist()}
    assert {part["$schema"] for part in parts.values()} == {
        "https://sidewalks.washington.edu/opensidewalks/0.3/schema.json"
    }
    plain = [
        {k: v for k, v in feature["properties"].items() if not k.startswith(("ext:", "_"))}
        for feature in parts["edges"]["features"]
    ]
    assert plain == [
        {"highway": "footway", "footway": "crossing", "foot": "designated", "length": 20.0,
         "surface": "asphalt", "width": 1.5, "incline": -0.05},
        {"highway": "steps", "foot": "designated", "length": 20.0, "step_count": 7},
        {"highway": "residential", "foot": "yes", "length": 20.0},
        {"foot": "yes"},
    ]  # fmt: skip
    kerbs = [f["properties"] for f in parts["nodes"]["features"] if "kerb" in f["properties"]]
    assert [(kerb["barrier"], kerb["kerb"]) for kerb in kerbs] == [("kerb", "lowered")]
    assert [f["properties"]["barrier"] for f in parts["points"]["features"]] == ["bollard"]
    assert OSWValidation(zipfile_path=str(path)).validate().is_valid
    assert described(akz.build_network(path)) == described(network)


@pytest.mark.parametrize("form", [".gpkg", ".osw.zip", "networkx"])
def test_rare_facts_survive(form, tmp_path):
    """One-ways, hours, estimates, what is only half known: each decides over some route."""
    ways = lines(
        *([(x, 0), (x + 20, 0)] for x in range(0, 140, 20)),
        **{
            "highway": ["steps", "path", "footway", "corridor", "footway", "track", "rest"],
            "conveying": ["backward", *[None] * 6],
            "oneway:foot": [None, "yes", *[None] * 5],
            "opening_hours": [None, None, "Mo-Fr 08:00-18:00", *[None] * 4],
            "level": [*[None] * 3, "2", *[None] * 3],
            "est_width": [*[None] * 4, "0.7", None, None],
            "incline": ["up", "-3%", "±4%", None, "down", "0", None],
            "access": [*[None] * 5, "forestry", None],
            "bridge": [*[None] * 6, "yes"],
        },
    )
    stops = points(
        (20, 0), (40, 0), (120, 0), barrier=["gate", "kerb", "bollard"],
        **{"access:conditional": ["no @ (22:00-06:00)", None, None],
           "access": ["yes", None, "private"],
           "kerb:height": [None, "4.5 cm", None], "maxwidth:physical": [None, None, "0.83"]},
    )  # fmt: skip
    network = network_from_lines(ways, [stops])
    assert set(network.edges["oneway"].tolist()) == {-1, 0, 1}
    assert len(network.conditions) == 3
    assert network.edges["width_estimated"].any()
    assert 127 in network.edges["layer"]
    if form == "networkx":
        again = akz.network_from_osmnx(network.to_networkx())
    else:
        export_network(network, tmp_path / f"rare{form}")
        again = akz.build_network(tmp_path / f"rare{form}")
    assert described(again) == described(network)


def test_lines_drawn_into_an_exported_layer_are_joined_with_it(city, exported, tmp_path):
    """What one does in QGIS: open the GeoPackage, draw a path, save, build again."""
    edges = geopandas.read_file(exported / "city.gpkg", layer="edges")
    nodes = geopandas.read_file(exported / "city.gpkg", layer="nodes")
    one, other = nodes.geometry.iloc[3], nodes.geometry.iloc[700]
    row = {"kind": "footway", "geometry": LineString([one, other])}
    path = tmp_path / "edited.gpkg"
    drawn = geopandas.GeoDataFrame([row], crs=edges.crs)
    both = pd.concat([edges.astype({"osm_way": "Int64"}), drawn], ignore_index=True)
    both.to_file(path, layer="edges", driver="GPKG")
    nodes.to_file(path, layer="nodes", driver="GPKG")
    network = akz.build_network(path)
    assert network.edge_count > city.edge_count
    names = node_names(network).tolist()
    graph = graph_of(network)
    at = [names.index(int(nodes["node"].iloc[row])) for row in (3, 700)]
    straight = akz.network.build.distance(one.x, one.y, other.x, other.y)
    assert np.isclose(nx.shortest_path_length(graph, *at, weight="length"), straight, rtol=0.01)


def test_geojson_says_what_it_leaves_out(city, tmp_path):
    notes = export_network(city, tmp_path / "city.geojson")
    assert "nodes" in notes[0]
    assert export_network(network_from_lines(lines([(0, 0), (9, 0)])), tmp_path / "a.geojson") == []


def test_targets_that_cannot_be_written(city, tmp_path):
    with pytest.raises(UsageError, match=r"\.osw\.zip"):
        export_network(city, tmp_path / "city.kml")
    for ending in WRITERS:
        with pytest.raises(OutputError):
            export_network(city, tmp_path / "nowhere" / f"city{ending}")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------------- osmnx


@pytest.fixture(scope="module")
def plain(sample):
    """The sample city as osmnx reads it, without simplifying."""
    return ox.graph_from_xml(sample / "sample_city.osm", simplify=False, retain_all=True)


def test_our_own_graph_gives_back_the_network(city):
    assert described(akz.network_from_osmnx(city.to_networkx())) == described(city)


@pytest.mark.parametrize("project", [False, True])
@pytest.mark.parametrize("simplify", [False, True])
def test_graphs_of_osmnx(plain, simplify, project):
    graph = ox.simplify_graph(plain) if simplify else plain
    streets = graph.edge_subgraph(e for e in graph.edges if "highway" in graph.edges[e])
    each = {
        (min(u, v), max(u, v), *np.sort(data["osmid"], axis=None), round(data["length"], 4)): data
        for u, v, data in streets.edges(data=True)
    }
    length = sum(data["length"] for data in each.values())
    network = akz.network_from_osmnx(ox.project_graph(graph) if project else graph)
    # A road and the sidewalks that are tagged on it lie on one line.
    ends = np.sort(np.column_stack((network.edge_from, network.edge_to)), axis=1)
    second = network.shape_start[:-1] + 1  # tells the halves of a ring apart
    drawn = np.column_stack((ends, network.edge_way, network.shape_lon[second]))
    _, once = np.unique(drawn, axis=0, return_index=True)
    assert np.isclose(network.edge_length[once].sum(), length, rtol=4e-3)
    graph = streets
    parts = nx.number_weakly_connected_components(graph)
    assert nx.number_connected_components(graph_of(network)) == parts
    assert set(network.node_osm.tolist()) - {0} <= set(graph.nodes)  # 0 where a ring is split
    place = dict(zip(network.node_osm.tolist(), zip(network.node_lon, network.node_lat)))
    for node in sorted(set(place) - {0})[::50]:
        assert np.allclose(place[node], (plain.nodes[node]["x"], plain.nodes[node]["y"]), atol=1e-7)


def test_lists_of_tags_parallel_edges_and_directions():
    graph = nx.MultiDiGraph(crs="epsg:4326")
    for node, x in ((1, 71.0), (2, 71.001), (3, 71.002)):
        graph.add_node(node, x=x, y=51.0, street_count=2)
    graph.nodes[2]["highway"] = "crossing"
    both = {"osmid": [5, 6], "highway": ["footway", "steps"], "length": 70.0}
    graph.add_edge(1, 2, **both, reversed=False)
    graph.add_edge(2, 1, **both, reversed=True)
    graph.add_edge(1, 2, osmid=7, highway="path", surface=["asphalt", "sand"], length=70.0)
    graph.add_edge(3, 2, osmid=8, highway="path", incline="5%", reversed=True, length=70.0)
    network = akz.network_from_osmnx(graph)
    assert network.edge_count == 3
    kinds = {akz.network.model.EDGE_KINDS[code] for code in network.edges["kind"]}
    assert kinds == {"steps", "path"}
    assert "sand" in network.surfaces
    assert sorted(network.edge_way.tolist()) == [0, 7, 8]
    assert sorted(network.node_osm.tolist()) == [1, 2, 3]
    assert network.nodes["crossing"].sum() == 1
    slope = np.flatnonzero(network.edge_way == 8)[0]
    assert network.node_osm[network.edge_from[slope]] == 2  # it was drawn from 2 to 3
    assert network.edges["incline_up"][slope] == 5


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda g: g.graph.pop("crs"), "crs"),
        (lambda g: g.remove_edges_from(list(g.edges)), "no edges"),
        (lambda g: g.nodes[1].pop("x"), "x and y"),
        (lambda g: g.edges[1, 2, 0].pop("highway"), "highway"),
    ],
)
def test_graphs_that_osmnx_would_not_make(change, word):
    graph = nx.MultiDiGraph(crs="epsg:4326")
    graph.add_node(1, x=71.0, y=51.0)
    graph.add_node(2, x=71.001, y=51.0)
    graph.add_edge(1, 2, osmid=5, highway="footway")
    assert akz.network_from_osmnx(graph).edge_count == 1
    change(graph)
    with pytest.raises(InputError, match=word):
        akz.network_from_osmnx(graph)
    with pytest.raises(InputError, match="MultiDiGraph"):
        akz.network_from_osmnx(nx.DiGraph(graph))


def test_a_place_cannot_be_looked_up_offline(monkeypatch):
    monkeypatch.setattr(ox.settings, "nominatim_url", "http://127.0.0.1:9/")
    monkeypatch.setattr(ox.settings, "use_cache", False)
    before = list(ox.settings.useful_tags_way)
    with pytest.raises(InputError, match="connect to the internet") as caught:
        akz.network_from_place("Temirtau, Kazakhstan")
    assert "\n" not in str(caught.value)
    assert ox.settings.useful_tags_way == before
