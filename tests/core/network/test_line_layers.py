# SPDX-License-Identifier: GPL-3.0-or-later
"""Line layers of any make: columns, units, words, coordinate systems, broken geometry."""

import json
import sqlite3
import zipfile
from dataclasses import replace

import fiona
import networkx as nx
import numpy as np
import pytest
from drawing import degrees, graph_of, joined, lines, node_at, points
from fiona.transform import transform

import accessible_core as akz
from accessible_core.errors import AccessibleError, InputError, KnowledgeError, UsageError
from accessible_core.network.build import network_from_lines, network_from_streets
from accessible_core.network.layers.line_layers import LineLayer
from accessible_core.network.model import EDGE_KINDS, KERBS
from accessible_core.network.osm import read_osm
from accessible_core.network.streets import Outlines

DRIVERS = {
    ".gpkg": "GPKG",
    ".geojson": "GeoJSON",
    ".shp": "ESRI Shapefile",
    ".fgb": "FlatGeobuf",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
    ".geojsonl": "GeoJSONSeq",
}
#: Formats in which every cut shows; MapInfo's and line-wise GeoJSON's may fall on a boundary.
CUT = (".gpkg", ".geojson", ".shp", ".fgb")


def write(path, features, crs="EPSG:4326", kind="LineString", layer=None, mode="w"):
    """Write features (geometry, properties) with fiona."""
    names = {}
    for _, properties in features:
        for name, value in properties.items():
            names.setdefault(
                name, {bool: "bool", int: "int", float: "float"}.get(type(value), "str")
            )
    schema = {"geometry": kind, "properties": names}
    options = {"layer": layer} if layer else {}
    with fiona.open(
        path, mode, driver=DRIVERS[path.suffix], crs=crs, schema=schema, **options
    ) as out:
        for geometry, properties in features:
            out.write({"type": "Feature", "geometry": geometry,
                       "properties": {name: properties.get(name) for name in names}})  # fmt: skip
    return path


def line(*places, crs=None):
    lon, lat = degrees(places)
    if crs:
        lon, lat = transform("EPSG:4326", crs, lon.tolist(), lat.tolist())
    return {"type": "LineString", "coordinates": list(zip(list(lon), list(lat)))}


def toml(tmp_path, text):
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return path


TEE = [line((0, 0), (100, 0)), line((50, 0), (50, 30))]


# -------------------------------------------------------------------- formats


@pytest.mark.parametrize("ending", DRIVERS)
def test_all_formats_give_the_same_network(tmp_path, ending):
    rows = [{"highway": "footway", "surface": "asphalt", "width": 1.5}, {"highway": "steps"}]
    path = write(tmp_path / f"streets{ending}", list(zip(TEE, rows)))
    network = akz.build_network(path)
    assert sorted(np.round(network.edge_length).tolist()) == [30, 50, 50]
    assert np.sort(network.edges["width"])[:2].tolist() == [150, 150]  # NaN last
    steps = network.edges["kind"] == EDGE_KINDS.index("steps")
    # MapInfo rounds coordinates to some centimetres.
    assert np.isclose(network.edge_length[steps], 30, atol=0.1)
    assert network.meta["sources"][0].startswith(path.name)


@pytest.mark.parametrize("crs", ["EPSG:32642", "EPSG:3857", "EPSG:28413"])
@pytest.mark.parametrize("ending", [".gpkg", ".shp"])
def test_projected_layers_lie_where_they_should(tmp_path, crs, ending):
    shapes = [line((0, 0), (100, 0), crs=crs), line((50, 0), (50, 30), crs=crs)]
    path = write(tmp_path / f"p{ending}", [(s, {"highway": "path"}) for s in shapes], crs)
    network = akz.build_network(path)
    assert node_at(network, (100, 0))[1] < 0.01
    assert joined(network, (100, 0), (50, 30))


def test_geojson_with_a_coordinate_system_of_its_own(tmp_path):
    path = tmp_path / "old.geojson"
    features = [{"type": "Feature", "geometry": line((0, 0), (100, 0), crs="EPSG:32642"),
                 "properties": {"highway": "footway"}}]  # fmt: skip
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32642"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": named, "features": features}))
    assert np.isclose(akz.build_network(path).edge_length.sum(), 100, atol=0.05)


def test_lines_and_points_of_a_geopackage_belong_together(tmp_path):
    path = write(tmp_path / "city.gpkg", [(s, {"highway": "footway"}) for s in TEE], layer="ways")
    lon, lat = degrees([(20, 0.2), (50, 0), (70, 3)])
    kerbs = [({"type": "Point", "coordinates": place}, {"barrier": "kerb", "kerb": "raised"})
             for place in zip(lon.tolist(), lat.tolist())]  # fmt: skip
    write(path, kerbs, kind="Point", layer="kerbs")
    rivers = [(line((0, -9), (100, -9)), {"waterway": "river"})]
    write(path, rivers, layer="rivers")
    network = akz.build_network(path)
    raised = np.flatnonzero(network.nodes["kerb"] == KERBS.index("raised"))
    assert {node_at(network, (20, 0))[0], node_at(network, (50, 0))[0]} == set(raised.tolist())
    assert network.meta["joining"]["points_off_lines"] == 1
    unused = [layer["name"] for layer in network.meta["layers"] if layer["mapping"] is None]
    assert unused == ["city.gpkg, layer rivers"]


def test_several_files_and_osm_become_one_network(tmp_path, sample):
    osm = akz.build_network(sample / "sample_city.osm")
    way = int(np.flatnonzero(osm.edges["kind"] == EDGE_KINDS.index("footway"))[0])
    lon, lat = (float(part[:2].mean()) for part in osm.shape(way))
    path = {
        "type": "LineString",
        "coordinates": [(lon, lat), (lon, lat + 0.0002), (lon, lat + 0.05)],
    }
    extra = write(tmp_path / "extra.geojson", [(path, {"highway": "path"})])
    both = akz.build_network([sample / "sample_city.osm", extra])
    assert nx.number_connected_components(graph_of(both)) == nx.number_connected_components(
        graph_of(osm)
    )
    assert np.isclose(both.edge_length.sum() - osm.edge_length.sum(), 5560, atol=10)
    assert set(osm.node_osm.tolist()) <= set(both.node_osm.tolist())
    assert both.meta["sources"] == ["sample_city.osm", "extra.geojson"]


# -------------------------------------------------- columns, words and units


def test_a_mapping_says_what_columns_mean(tmp_path):
    rows = [
        {"typ": "Gehweg", "belag": "Asphalt", "breite": 150, "steigung": 0.07, "nr": 12},
        {"typ": "Treppe", "belag": "kies", "breite": 90, "steigung": -0.02, "nr": 13},
    ]
    path = write(tmp_path / "wege.gpkg", list(zip(TEE, rows)), layer="wege")
    mapping = toml(
        tmp_path,
        """
        [[layer]]
        layer = "wege"
        way_id = "nr"
        [layer.constant]
        foot = "yes"
        [layer.columns]
        highway = { column = "typ", values = { Gehweg = "footway", Treppe = "steps" } }
        surface = { column = "belag", values = { asphalt = "asphalt", Kies = "gravel" } }
        width = { column = "breite", unit = "cm" }
        incline = { column = "steigung", unit = "ratio" }
        """,
    )
    network = akz.build_network(path, mapping=mapping)
    steps = np.flatnonzero(network.edges["kind"] == EDGE_KINDS.index("steps"))[0]
    assert network.surfaces[network.edges["surface"][steps]] == "gravel"
    assert network.edges["width"][steps] == 90
    assert np.isclose(network.edges["incline_down"][steps], 2)
    assert network.edge_way[steps] == 13
    other = np.flatnonzero(network.edges["kind"] == EDGE_KINDS.index("footway"))[0]
    assert np.isclose(network.edges["incline_up"][other], 7)
    assert network.edges["incline_up"][other] == np.float32(7)
    assert network.meta["unreadable"] == {}


@pytest.mark.parametrize(
    ("unit", "value", "centimetres"),
    [("m", 1.5, 150), ("cm", "150", 150), ("mm", 1500, 150), ("ft", 5, 152.4), ("in", "60", 152.4),
     ("cm", "1.5 m", 150), ("cm", "120-150", 120)],
)  # fmt: skip
def test_units_of_widths(unit, value, centimetres):
    mapping = mapped(f'width = {{ column = "w", unit = "{unit}" }}')
    network = network_from_lines(lines([(0, 0), (9, 0)], w=[value]), mappings=mapping)
    assert np.isclose(network.edges["width"][0], centimetres)


@pytest.mark.parametrize(
    ("unit", "value", "up", "down"),
    [("ratio", 0.083, 8.3, 0), ("per cent", "-4,5", 0, 4.5), ("degrees", 45, 100, 0),
     ("per mille", 60, 6, 0), ("ratio", "up", np.nan, 0), ("ratio", 0, 0, 0),
     ("ratio", "1:12", 8.3333, 0)],
)  # fmt: skip
def test_units_of_inclines(unit, value, up, down):
    mapping = mapped(f'incline = {{ column = "s", unit = "{unit}" }}')
    network = network_from_lines(lines([(0, 0), (9, 0)], s=[value]), mappings=mapping)
    assert np.allclose(network.edges["incline_up"], up, rtol=1e-3, equal_nan=True)
    assert np.allclose(network.edges["incline_down"], down, rtol=1e-3)


def mapped(*columns):
    from accessible_core.knowledge import tomllib
    from accessible_core.network.layers.field_mapping import _mappings

    text = "\n".join(["[[layer]]", "keys_as_columns = true", "[layer.columns]", *columns])
    return _mappings(tomllib.loads(text), "test")


def test_values_that_nobody_understands_stay_unknown_and_are_counted():
    network = network_from_lines(lines([(0, 0), (9, 0)], surface=["Kopfstein"], width=["wide"]))
    assert network.surfaces[network.edges["surface"][0]] == "unknown"
    assert network.meta["unreadable"] == {"surface": {"Kopfstein": 1}, "width": {"wide": 1}}


def test_tags_of_ogr2ogr_and_names_of_quickosm_and_shapefiles():
    hstore = ['"surface"=>"gravel","name"=>"a \\"b\\""']
    network = network_from_lines(lines([(0, 0), (9, 0)], other_tags=hstore))
    assert network.surfaces[network.edges["surface"][0]] == "gravel"
    assert network.names[network.edges["name"][0]] == 'a "b"'
    network = network_from_lines(
        lines([(0, 0), (9, 0)], kerb_height=["3 cm"], tactile_pa=["yes"], ramp_wheelchair=["yes"])
    )
    assert network.edges["kerb_height"][0] == 3
    assert network.edges["tactile_paving"][0] == network.edges["ramp_wheelchair"][0] == 2


def test_roads_of_geofabrik():
    layer = lines(
        [(0, 0), (50, 0), (99, 0)],
        [(50, -9), (50, 0), (50, 9)],
        [(99, 0), (120, 0)],
        fclass=["track_grade2", "footway", "steps"],
        osm_id=["5", "6", "7"],
        bridge=["F", "T", "F"],
        layer=[0, 1, 0],
    )
    del layer.columns["highway"]
    network = network_from_lines(layer)
    kinds = {EDGE_KINDS[code] for code in network.edges["kind"]}
    assert kinds == {"track", "footway", "steps"}
    assert set(network.edge_way.tolist()) == {5, 6, 7}
    assert graph_parts(network) == 2


def graph_parts(network):
    return nx.number_connected_components(graph_of(network))


def test_of_several_values_the_worse_counts():
    network = network_from_lines(
        lines([(0, 0), (9, 0)], [(0, 5), (9, 5)],
              highway=["['footway', 'steps']", ["residential", "footway"]],
              surface=["['asphalt', 'sand']", None], foot=[None, ["yes", "no"]])
    )  # fmt: skip
    kinds = [EDGE_KINDS[code] for code in network.edges["kind"]]
    assert sorted(kinds) == ["road", "steps"]
    steps = kinds.index("steps")
    assert network.surfaces[network.edges["surface"][steps]] == "sand"
    assert network.edges["foot"][1 - steps] == 4


def test_both_directions_of_osmnx_layers_become_one_edge():
    there = [(0, 0), (50, 5), (100, 0)]
    network = network_from_lines(
        lines(there, there[::-1], u=[1, 2], v=[2, 1], osmid=[7, 7], reversed=[False, True],
              incline=["5%", "5%"], highway=["path", "path"])
    )  # fmt: skip
    assert network.edge_count == 1
    assert network.edge_way.tolist() == [7]
    assert sorted(network.node_osm.tolist()) == [1, 2] or network.node_osm.tolist() == [0, 0]
    start, _ = network.shape(0)
    uphill = network.edges["incline_up"][0] == 5
    assert uphill == (start[0] < start[-1])


# ------------------------------------------------------------ broken geometry


def test_every_loss_is_counted():
    lon, lat = degrees([(0, 0), (50, 0), (60, 0), (99, 0), (1, 9), (1, 9), (0, 20), (30, 20)])
    lon[2] = np.nan
    parts = [0, 4, 6, 6, 8]
    layer = LineLayer(lon, lat, np.array(parts), {"highway": ["path"] * 4})
    network = network_from_lines(layer)
    losses = network.meta["layers"][0]["losses"]
    assert losses["incomplete"] == 1
    assert losses["no_length"] == 2  # the piece of one vertex that cutting left, too
    assert losses["empty"] == 1
    assert np.isclose(network.edge_length.sum(), 80, atol=0.1)


def test_lines_drawn_twice():
    course = [(0, 0), (50, 5), (99, 0)]
    alike = network_from_lines(lines(course, course[::-1], course))
    assert alike.edge_count == 1
    assert alike.meta["layers"][0]["losses"] == {"drawn_twice": 2}
    other = network_from_lines(lines(course, course, highway=["footway", "steps"]))
    assert other.edge_count == 4  # each in two pieces, as they have the middle in common
    assert other.meta["layers"][0]["losses"] == {"drawn_twice_differently": 1}
    slope = network_from_lines(lines(course, course[::-1], incline=["5%", "5%"]))
    assert slope.edge_count == 4


def test_parts_heights_collections_and_nothing(tmp_path):
    first, second = TEE[0]["coordinates"], TEE[1]["coordinates"]
    high = [(*place, 320.5) for place in first]
    shapes = [
        {"type": "MultiLineString", "coordinates": [high, second]},
        None,
        {"type": "GeometryCollection", "geometries": [
            {"type": "LineString", "coordinates": second},
            {"type": "Point", "coordinates": first[0]}]},
        {"type": "LineString", "coordinates": []},
        {"type": "Polygon", "coordinates": [[*first, second[1], first[0]]]},
        {"type": "LineString", "coordinates": [first[0], None, first[1]]},
    ]  # fmt: skip
    path = tmp_path / "mixed.geojson"
    features = [{"type": "Feature", "geometry": shape, "properties": {"highway": "footway"}}
                for shape in shapes]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    network = akz.build_network(path)
    assert sorted(np.round(network.edge_length).tolist()) == [30, 50, 50]
    losses = network.meta["layers"][0]["losses"]
    assert losses["empty"] == 2
    assert losses["areas"] == 1
    assert losses["incomplete"] == 1


def test_what_is_no_street_is_left_out_before_anything_is_joined():
    network = network_from_lines(
        lines([(0, 0), (50, 0)], [(50, 0), (99, 0)], [(50, 0), (50, 9)],
              highway=["path", None, "path"], waterway=[None, "river", None])
    )  # fmt: skip
    assert np.isclose(network.edge_length.sum(), 59, atol=0.01)
    assert network.meta["layers"][0]["losses"] == {"not_streets": 1}


# --------------------------------------------------------------------- points


def test_points_between_vertices_split_the_line_where_they_are():
    layer = lines([(0, 0), (100, 0)], [(50, -20), (50, 20)])
    network = network_from_lines(layer, [points((30, 0.3), barrier=["stile"])])
    node, away = node_at(network, (30, 0))
    assert away < 0.01
    assert network.barriers[network.nodes["barrier"][node]] == "stile"
    assert network.edge_count == 3


def test_points_that_contradict_each_other_bar_as_the_worse_does():
    network = network_from_lines(
        lines([(0, 0), (50, 0), (100, 0)]),
        [points((50, 0), (50, 0.05), barrier=["kerb", "stile"], kerb=["lowered", "raised"])],
    )
    node = node_at(network, (50, 0))[0]
    assert network.barriers[network.nodes["barrier"][node]] == "stile"
    assert KERBS[network.nodes["kerb"][node]] == "raised"
    assert network.meta["joining"]["points_in_conflict"] == 1


# ------------------------------------------------- a city drawn as plain lines


def test_a_city_drawn_as_plain_lines_is_the_city(sample):
    # Lines do not tell areas or lifts from storey to storey: neither are there here.
    streets = replace(read_osm(sample / "sample_city.osm"), areas=Outlines())
    kept = streets.way_id // 1000 != 8  # all but the arcade
    streets = replace(
        streets,
        way_id=streets.way_id[kept],
        way_tags=[tags for tags, keep in zip(streets.way_tags, kept) if keep],
        refs=streets.refs[np.repeat(kept, np.diff(streets.ref_start))],
        ref_start=np.concatenate([[0], np.cumsum(np.diff(streets.ref_start)[kept])]),
    )
    truth = network_from_streets(streets)
    at = np.searchsorted(streets.node_id, streets.refs)
    keys = {key for tags in streets.way_tags for key in tags}
    columns = {key: [tags.get(key) for tags in streets.way_tags] for key in keys}
    layer = LineLayer(streets.node_lon[at], streets.node_lat[at], streets.ref_start, columns)
    tagged = sorted(streets.node_tags)
    rows = np.searchsorted(streets.node_id, tagged)
    keys = {key for tags in streets.node_tags.values() for key in tags}
    spots = {key: [streets.node_tags[node].get(key) for node in tagged] for key in keys}
    from accessible_core.network.layers.line_layers import PointLayer

    nodes = PointLayer(streets.node_lon[rows], streets.node_lat[rows], spots)
    network = network_from_lines(layer, [nodes], snap_m=0.0)
    ours, theirs = graph_of(network), graph_of(truth)
    assert nx.number_connected_components(ours) == nx.number_connected_components(theirs)
    place = {
        (round(x, 7), round(y, 7)): n
        for n, (x, y) in enumerate(zip(network.node_lon, network.node_lat))
    }
    twin = [place[round(x, 7), round(y, 7)] for x, y in zip(truth.node_lon, truth.node_lat)]
    for start in np.random.default_rng(3).choice(truth.node_count, 15, replace=False).tolist():
        known = nx.single_source_dijkstra_path_length(theirs, start, weight="length")
        found = nx.single_source_dijkstra_path_length(ours, twin[start], weight="length")
        assert all(
            np.isclose(found[twin[node]], metres, atol=0.01) for node, metres in known.items()
        )
    for name in ("barrier", "kerb", "wheelchair", "crossing"):
        assert np.array_equal(truth.nodes[name] > 0, network.nodes[name][twin] > 0)


# -------------------------------------------------------------- OpenSidewalks


def test_opensidewalks_of_others(shared):
    path = shared / "data" / "osm" / "osw_sample.zip"
    network = akz.build_network(path)
    with zipfile.ZipFile(path) as archive:
        edges, nodes = (
            json.loads(archive.read(f"osw/final_wa.microsoft.graph.{part}.geojson"))["features"]
            for part in ("edges", "nodes")
        )
    truth = nx.Graph((e["properties"]["_u_id"], e["properties"]["_v_id"]) for e in edges)
    assert network.node_count >= truth.number_of_nodes()
    kinds = network.edges["kind"]
    km = {
        k: network.edge_length[kinds == EDGE_KINDS.index(k)].sum()
        for k in ("steps", "crossing", "sidewalk")
    }
    for kind, key, value in (("steps", "highway", "steps"), ("crossing", "footway", "crossing"),
                             ("sidewalk", "footway", "sidewalk")):  # fmt: skip
        told = sum(e["properties"]["length"] for e in edges if e["properties"].get(key) == value)
        assert np.isclose(km[kind], told, rtol=0.02)
    used = set(truth.nodes)
    lowered = [
        n
        for n in nodes
        if n["properties"].get("kerb") == "lowered" and n["properties"]["_id"] in used
    ]
    assert (network.nodes["kerb"] == KERBS.index("lowered")).sum() == len(lowered)
    assert network.meta["joining"]["names_apart"] == 0


def test_named_nodes_decide_and_not_nearness():
    layer = lines(
        [(0, 0), (50, 0)], [(50.2, 0), (99, 0)], [(50, 0.1), (50, 30)],
        _u_id=["a", "x", "b"], _v_id=["b", "c", "d"],
    )  # fmt: skip
    network = network_from_lines(layer)
    assert not joined(network, (0, 0), (99, 0))
    assert joined(network, (0, 0), (50, 30))
    far = lines([(0, 0), (50, 0)], [(80, 0), (99, 0)], _u_id=["a", "b"], _v_id=["b", "c"])
    network = network_from_lines(far)
    assert not joined(network, (0, 0), (99, 0))
    assert network.meta["joining"]["names_apart"] == 1


def test_ends_named_the_wrong_way_round_are_put_right():
    """As osmnx saves graphs without directions; at dead ends only the nodes can tell."""
    layer = lines(
        [(0, 0), (50, 0)], [(99, 0), (50, 0)], [(50, 0), (50, 30)],
        _u_id=["b", "b", "b"], _v_id=["a", "c", "d"],
    )  # fmt: skip
    nodes = points((0, 0), (50, 0), (99, 0), (50, 30), _id=["a", "b", "c", "d"])
    for given in ([], [nodes]):
        network = network_from_lines(layer, given)
        assert network.meta["joining"]["names_apart"] == 0
        assert joined(network, (0, 0), (99, 0))
    pair = lines([(0, 0), (50, 0)], _u_id=["a"], _v_id=["b"])
    assert network_from_lines(pair, [nodes]).edge_count == 1


# ------------------------------------------------------------------ bad input


def said(call, error=InputError):
    with pytest.raises(error) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_no_mapping_fits(tmp_path):
    path = write(tmp_path / "wege.gpkg", [(TEE[0], {"typ": "Gehweg", "belag": "x"})])
    message = said(lambda: akz.build_network(path))
    assert "'typ', 'belag'" in message
    assert "--mapping" in message


def test_a_mapping_that_names_a_missing_column(tmp_path):
    path = write(tmp_path / "wege.gpkg", [(TEE[0], {"typ": "Gehweg"})])
    mapping = toml(tmp_path, '[[layer]]\ncolumns = { highway = "art" }\n')
    message = said(lambda: akz.build_network(path, mapping=mapping))
    assert "'art'" in message
    assert "'typ'" in message


def test_a_mapping_that_is_for_other_layers(tmp_path):
    path = write(tmp_path / "wege.gpkg", [(TEE[0], {"highway": "path"})])
    mapping = toml(tmp_path, '[[layer]]\nlayer = "trottoirs"\nkeys_as_columns = true\n')
    assert "'trottoirs'" in said(lambda: akz.build_network(path, mapping=mapping))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[layer]]\ncolums = { highway = "typ" }\n', "colums"),
        ('[[layer]]\n[layer.columns]\nwidth = { column = "b", unit = "ell" }\n', "ell"),
        ('[[layer]]\n[layer.columns]\nwidth = { column = "b", factor = 2 }\n', "factor"),
        ('[[layer]]\ncross = "maybe"\n', "maybe"),
        ('[[layer]]\ngeometry = "dots"\n', "dots"),
        ('[[layer]]\nfrom_node = "u"\n', "from_node"),
        ("layer = 3\n", "[[layer]]"),
        ("title = 'x'\n", "[[layer]]"),
        ("[layers]\n", "layers"),
        ("[[layer\n", "TOML"),
        ("[[layer]]\nhstore = 3\n", "hstore"),
        ("[[layer]]\n[layer.columns]\nwidth = 3\n", "width"),
    ],
)
def test_a_broken_mapping_is_told_of(tmp_path, text, word):
    path = write(tmp_path / "wege.gpkg", [(TEE[0], {"typ": "Gehweg"})])
    mapping = toml(tmp_path, text)
    assert word in said(lambda: akz.build_network(path, mapping=mapping), KnowledgeError)


def test_layers_that_hold_no_streets(tmp_path):
    ring = {"type": "Polygon", "coordinates": [[*TEE[0]["coordinates"], *TEE[1]["coordinates"],
                                                TEE[0]["coordinates"][0]]]}  # fmt: skip
    polygons = write(tmp_path / "areas.gpkg", [(ring, {"highway": "pedestrian"})], kind="Polygon")
    assert "areas: 1" in said(lambda: akz.build_network(polygons))
    spot = {"type": "Point", "coordinates": TEE[0]["coordinates"][0]}
    kerbs = write(tmp_path / "kerbs.gpkg", [(spot, {"kerb": "raised"})], kind="Point")
    assert "no layer of lines" in said(lambda: akz.build_network(kerbs))
    nothing = write(tmp_path / "none.gpkg", [], kind="LineString")
    said(lambda: akz.build_network(nothing))
    rivers = write(tmp_path / "r.geojson", [(TEE[0], {"highway": None, "waterway": "river"})])
    assert "not_streets: 1" in said(lambda: akz.build_network(rivers))


@pytest.mark.parametrize("ending", CUT)
def test_cut_off_and_empty_files(tmp_path, ending):
    whole = write(tmp_path / f"whole{ending}", [(s, {"highway": "path"}) for s in TEE * 200])
    content = whole.read_bytes()
    cut = whole.with_name(f"whole{ending}")
    for length in (0, 9, len(content) // 2):
        cut.write_bytes(content[:length])
        said(lambda: akz.build_network(cut))


def test_a_zip_that_is_none_and_one_of_something_else(tmp_path, shared):
    path = tmp_path / "osw.zip"
    path.write_bytes((shared / "data" / "osm" / "osw_sample.zip").read_bytes()[:5000])
    assert "zip" in said(lambda: akz.build_network(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "edges" in said(lambda: akz.build_network(path))


def test_projected_coordinates_without_a_coordinate_system(tmp_path):
    shapes = [(line((0, 0), (100, 0), crs="EPSG:32642"), {"highway": "path"})]
    path = write(tmp_path / "p.shp", shapes, "EPSG:32642")
    path.with_suffix(".prj").unlink()
    assert "CRS" in said(lambda: akz.build_network(path))
    plain = tmp_path / "p.geojson"
    feature = {"type": "Feature", "geometry": shapes[0][0], "properties": {"highway": "path"}}
    plain.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "EPSG:4326" in said(lambda: akz.build_network(plain))


def test_degrees_without_a_coordinate_system_are_assumed_and_told_of(tmp_path):
    path = write(tmp_path / "d.shp", [(TEE[0], {"highway": "path"})])
    path.with_suffix(".prj").unlink()
    assert akz.build_network(path).meta["layers"][0]["assumed_crs"]


@pytest.mark.parametrize("name", ["trap.gpkg", "trap.shp", "trap.fgb", "trap.geojson"])
def test_only_the_named_driver_is_let_near_a_file(tmp_path, name):
    """A VRT that points at a real layer must not be followed, whatever it is called."""
    real = write(tmp_path / "real.gpkg", [(TEE[0], {"highway": "path"})])
    layer = f"<OGRVRTLayer name='real'><SrcDataSource>{real}</SrcDataSource></OGRVRTLayer>"
    vrt = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    path = tmp_path / name
    path.write_text(vrt)
    said(lambda: akz.build_network(path))
    with pytest.raises(AccessibleError):
        akz.build_network(f"/vsizip/{path}")


def test_what_is_no_source_at_all(tmp_path, sample):
    net = tmp_path / "net"
    akz.network.store.write_network(akz.build_network(sample / "sample_city.osm"), net)
    assert "network file already" in said(lambda: akz.build_network(net))
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    assert "not an OSM file" in said(lambda: akz.build_network(text))
    document = tmp_path / "list.json"
    document.write_text("[1, 2]")
    assert "FeatureCollection" in said(lambda: akz.build_network(document))
    said(lambda: akz.build_network([]))
    other = tmp_path / "plain.gpkg"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE a (b)")
    said(lambda: akz.build_network(other))


def test_arrays_that_do_not_fit():
    for start in ([0, 1], [1, 2], [0, 2, 1], []):
        with pytest.raises(UsageError):
            LineLayer(np.zeros(2), np.zeros(2), np.array(start, np.int64), {})
    with pytest.raises(UsageError, match="highway"):
        LineLayer(np.zeros(2), np.zeros(2), np.array([0, 2]), {"highway": []})
