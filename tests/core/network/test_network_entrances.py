# SPDX-License-Identifier: GPL-3.0-or-later
"""Entrances and the outlines of their buildings; heights of the streets' vertices."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import osmium
import pytest
import rasterio
from shapely import Point, Polygon

from accessible_core.network.build import build_network
from accessible_core.network.model import ENTRANCE_KINDS, WHEELCHAIR
from accessible_core.network.store import read_network, write_network

STREET = (10, [1, 2], {"highway": "residential"})
NODES = {1: (71.40, 51.10), 2: (71.41, 51.10)}
HOUSE = {
    3: (71.4001, 51.1001),
    4: (71.4003, 51.1001, {"entrance": "main", "wheelchair": "yes"}),
    5: (71.4003, 51.1003),
    6: (71.4001, 51.1003, {"entrance": "garden"}),
}
ALONE = {
    7: (71.405, 51.1001, {"entrance": "service", "wheelchair": "nonsense"}),
    8: (71.405, 51.1002, {"entrance": "no"}),
    9: (71.405, 51.1003, {"entrance": "yes", "disused": "yes"}),
}


def test_entrances_with_the_building_that_they_belong_to(network_of: Callable) -> None:
    ways = [
        STREET,
        (11, [3, 4, 5, 6, 3], {"building": "yes"}),
        (12, [3, 4, 5], {"building": "yes"}),  # not closed
        (13, [3, 4, 6, 3], {"building": "no"}),
    ]
    net = network_of({**NODES, **HOUSE, **ALONE}, ways)
    doors = net.entrances
    assert doors["osm"].tolist() == [4, 6, 7]
    assert [ENTRANCE_KINDS[kind] for kind in doors["kind"]] == ["main", "other", "service"]
    assert [WHEELCHAIR[code] for code in doors["wheelchair"]] == ["yes", "unknown", "unknown"]
    assert doors["lon"].tolist() == [71.4003, 71.4001, 71.405]
    assert doors["building"].tolist() == [0, 0, -1]
    assert net.buildings["osm"].tolist() == [11]
    assert net.buildings["start"].tolist() == [0, 5]
    assert net.buildings["lon"].tolist() == [71.4001, 71.4003, 71.4003, 71.4001, 71.4001]


def test_a_file_without_entrances_has_none(network_of: Callable, tmp_path: Path) -> None:
    net = network_of(NODES, [STREET])
    assert len(net.entrances["lon"]) == len(net.buildings["osm"]) == 0
    write_network(net, tmp_path / "net")
    assert len(read_network(tmp_path / "net").entrances["building"]) == 0


def test_a_file_of_an_earlier_version_opens(network_of: Callable, tmp_path: Path) -> None:
    net = network_of({**NODES, **HOUSE}, [STREET])
    old = dataclasses.replace(net, shape_elevation=None, entrances={}, buildings={})
    write_network(old, tmp_path / "net")
    again = read_network(tmp_path / "net")
    assert again.shape_elevation is None
    assert again.entrances == {}
    assert again.edge_count == net.edge_count


def test_the_sample_city_against_osmium(sample: Path) -> None:
    net = build_network(sample / "sample_city.osm")
    doors, houses = {}, []
    for each in osmium.FileProcessor(str(sample / "sample_city.osm")).with_locations():
        if each.is_node() and each.tags.get("entrance", "no") != "no":
            doors[each.id] = (each.location.lon, each.location.lat)
        elif each.is_way() and "building" in each.tags and each.is_closed():
            houses.append((each.id, {n.ref for n in each.nodes}))
    assert dict(zip(net.entrances["osm"].tolist(), zip(net.entrances["lon"], net.entrances["lat"]))
                ) == doors  # fmt: skip
    of_house = {ref: house for house, refs in houses for ref in refs & set(doors)}
    found = {
        int(node): int(net.buildings["osm"][building])
        for node, building in zip(net.entrances["osm"], net.entrances["building"])
        if building >= 0
    }
    assert found == of_house
    start = net.buildings["start"]
    for node, building in zip(net.entrances["osm"].tolist(), net.entrances["building"]):
        if building >= 0:
            ring = slice(start[building], start[building + 1])
            outline = Polygon(np.column_stack((net.buildings["lon"][ring],
                                               net.buildings["lat"][ring])))  # fmt: skip
            assert outline.exterior.distance(Point(doors[node])) < 1e-9


def test_heights_against_rasterio(sample: Path) -> None:
    """Where a vertex lies on the middle of nothing: between the lowest and highest cell around."""
    net = build_network(sample / "sample_city.osm", sample / "sample_dem.tif")
    heights = net.shape_elevation
    assert heights is not None
    assert heights.dtype == np.float32
    assert heights.shape == net.shape_lon.shape
    known = np.flatnonzero(np.isfinite(heights))
    assert len(known) > 0.9 * len(heights)
    with rasterio.open(sample / "sample_dem.tif") as raster:
        cells, step = raster.read(1).astype(float), raster.transform
        for vertex in known[::7]:
            column, row = ~step * (net.shape_lon[vertex], net.shape_lat[vertex])
            left, top = int(np.floor(column - 0.5)), int(np.floor(row - 0.5))
            u, v = column - 0.5 - left, row - 0.5 - top
            (a, b), (c, d) = cells[top : top + 2, left : left + 2]
            wanted = (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
            assert heights[vertex] == pytest.approx(wanted, abs=0.01)


def test_a_bridge_has_heights_at_its_ends_only(sample: Path, osm_file: Callable) -> None:
    lon, lat = 69.8981, 48.8952
    nodes = {n: (lon + 2e-4 * n, lat) for n in range(1, 6)}
    ways = [
        (20, [1, 2], {"highway": "footway"}),
        (21, [2, 3, 4], {"highway": "footway", "bridge": "yes", "layer": "1"}),
        (22, [4, 5], {"highway": "steps"}),
    ]
    net = build_network(osm_file(nodes, ways), sample / "sample_dem.tif")
    known = {
        int(way): np.isfinite(net.shape_elevation[a:b]).tolist()
        for way, a, b in zip(net.edge_way, net.shape_start, net.shape_start[1:])
    }
    # Nothing on the ground meets the far end of the bridge, nor the steps there.
    assert known == {20: [True, True], 21: [True, False, False], 22: [False, False]}
