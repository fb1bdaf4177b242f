# SPDX-License-Identifier: GPL-3.0-or-later
"""Topology and lengths: worked out by hand, and against networkx, pyproj and pyosmium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import pyproj
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_core.errors import Cancelled, InputError
from accessible_core.network.build import build_network, network_from_streets
from accessible_core.network.model import EDGE_KINDS, FOOT_ACCESS, StreetNetwork
from accessible_core.network.osm import read_osm
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.network.summary import part_labels, parts

GEOD = pyproj.Geod(ellps="WGS84")
FOOTWAY = {"highway": "footway"}


def pieces(network: StreetNetwork) -> Counter:
    """Return each edge as (way, the two nodes in ascending order)."""
    ends = np.sort(
        np.stack([network.node_osm[network.edge_from], network.node_osm[network.edge_to]]), 0
    )
    return Counter(zip(network.edge_way.tolist(), *ends.tolist()))


def test_ways_are_split_where_they_meet(network_of: Callable[..., StreetNetwork]) -> None:
    #   1 - 2 - 3 - 4      way 10, met at 3 by way 11 (5 - 3); 2 is a mere vertex
    nodes = {n: (71.4 + n / 1000, 51.1) for n in (1, 2, 3, 4)} | {5: (71.403, 51.101)}
    network = network_of(nodes, [(10, [1, 2, 3, 4], FOOTWAY), (11, [5, 3], FOOTWAY)])
    assert pieces(network) == {(10, 1, 3): 1, (10, 3, 4): 1, (11, 3, 5): 1}
    long = next(
        e
        for e in range(3)
        if network.node_osm[network.edge_to[e]] == 3 and network.edge_way[e] == 10
    )
    lon, lat = network.shape(long)
    assert lon == pytest.approx([71.401, 71.402, 71.403])
    assert lat == pytest.approx([51.1] * 3)
    assert network.edge_length[long] == pytest.approx(GEOD.line_length(lon, lat), abs=1e-3)


def test_direction_is_the_way_s(network_of: Callable[..., StreetNetwork]) -> None:
    network = network_of(
        {1: (71.4, 51.1), 2: (71.5, 51.1)}, [(10, [2, 1], {**FOOTWAY, "incline": "5%"})]
    )
    assert network.node_osm[network.edge_from[0]] == 2
    assert network.edges["incline_up"][0] == 5


def test_rings_are_halved_and_no_edge_returns_to_its_start(
    network_of: Callable[..., StreetNetwork],
) -> None:
    nodes = {n: (71.4 + n % 2 / 1000, 51.1 + n // 2 / 1000) for n in (1, 2, 3, 4)}
    network = network_of(nodes, [(10, [1, 2, 3, 4, 1], {"highway": "pedestrian", "area": "yes"})])
    assert network.edge_count == 2
    assert (network.edge_from != network.edge_to).all()
    assert EDGE_KINDS[network.edges["kind"][0]] == "area"
    assert parts(network) == 1


def test_a_way_that_crosses_itself_is_split_there(network_of: Callable[..., StreetNetwork]) -> None:
    nodes = {n: (71.4 + n / 1000, 51.1 + n % 2 / 1000) for n in range(1, 7)}
    network = network_of(nodes, [(10, [1, 2, 3, 4, 2, 5], FOOTWAY)])
    assert (network.edge_from != network.edge_to).all()
    assert pieces(network)[(10, 1, 2)] == 1
    assert pieces(network)[(10, 2, 5)] == 1
    assert network.edge_length.sum() == pytest.approx(
        GEOD.line_length(*zip(*[nodes[n] for n in (1, 2, 3, 4, 2, 5)])), abs=1e-2
    )


def test_parallel_ways_stay_parallel(network_of: Callable[..., StreetNetwork]) -> None:
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1), 3: (71.4005, 51.101)}
    steps = {"highway": "steps"}
    network = network_of(
        nodes, [(10, [1, 2], FOOTWAY), (11, [1, 3, 2], steps), (12, [1, 2], steps)]
    )
    assert pieces(network) == {(10, 1, 2): 1, (11, 1, 2): 1, (12, 1, 2): 1}


def test_sidewalk_edges_run_beside_every_piece_of_their_road(
    network_of: Callable[..., StreetNetwork],
) -> None:
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1), 3: (71.402, 51.1), 4: (71.401, 51.101)}
    road = {
        "highway": "residential",
        "surface": "asphalt",
        "sidewalk": "both",
        "sidewalk:left:surface": "gravel",
    }
    network = network_of(nodes, [(10, [1, 2, 3], road), (11, [2, 4], FOOTWAY)])
    assert pieces(network) == {(10, 1, 2): 3, (10, 2, 3): 3, (11, 2, 4): 1}
    found = {
        (EDGE_KINDS[network.edges["kind"][e]], network.surfaces[network.edges["surface"][e]],
         bool(network.edges["carriageway"][e]))
        for e in range(network.edge_count)
        if network.edge_way[e] == 10
    }  # fmt: skip
    assert found == {
        ("road", "asphalt", True),
        ("sidewalk", "gravel", False),
        ("sidewalk", "unknown", False),
    }


def test_barred_ways_stay_in(network_of: Callable[..., StreetNetwork]) -> None:
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1), 3: (71.402, 51.1), 4: (71.403, 51.1)}
    ways = [
        (10, [1, 2], {"highway": "steps"}),
        (11, [2, 3], {"highway": "footway", "access": "private"}),
        (12, [3, 4], {"highway": "motorway"}),
        (13, [1, 4], {"highway": "abandoned"}),  # no way at all
    ]
    assert sorted(network_of(nodes, ways).edge_way) == [10, 11, 12]


def test_ways_cut_by_the_border_come_in_pieces(network_of: Callable[..., StreetNetwork]) -> None:
    nodes = {
        1: (71.4, 51.1),
        2: (71.401, 51.1),
        4: (71.403, 51.1),
        5: (71.404, 51.1),
        7: (71.406, 51.1),
    }
    network = network_of(nodes, [(10, [1, 2, 3, 4, 5, 6, 7], FOOTWAY)])
    assert pieces(network) == {(10, 1, 2): 1, (10, 4, 5): 1}  # 7 is left alone
    assert network.meta["incomplete_ways"] == 1


def test_ways_before_their_nodes_and_nodes_never_uploaded(tmp_path: Path) -> None:
    path = tmp_path / "drawn.osm"
    path.write_text(
        '<osm version="0.6"><way id="-5"><nd ref="-1"/><nd ref="7"/>'
        '<tag k="highway" v="path"/></way><node id="-1" lat="51.1" lon="71.4"/>'
        '<node id="7" lat="51.1" lon="71.401"/></osm>'
    )
    network = build_network(path)
    assert network.edge_count == 1
    assert sorted(network.node_osm) == [0, 7]  # what is not uploaded has no OSM id
    assert network.edge_way[0] == 0
    assert network.meta["incomplete_ways"] == 0


def test_rims_of_squares_join_the_paths_that_end_on_them(
    network_of: Callable[..., StreetNetwork],
) -> None:
    square = {1: (71.4, 51.1), 2: (71.401, 51.1), 3: (71.401, 51.101), 4: (71.4, 51.101)}
    nodes = {**square, 5: (71.399, 51.1), 6: (71.402, 51.101)}
    ways = [(10, [1, 2, 3, 4, 1], {}), (11, [5, 1], FOOTWAY), (12, [3, 6], FOOTWAY)]
    relation = (20, [(10, "outer")], {"type": "multipolygon", "highway": "pedestrian"})
    network = network_of(nodes, ways, [relation])
    assert parts(network) == 1
    assert {EDGE_KINDS[k] for k in network.edges["kind"][network.edge_way == 10]} == {"area"}
    assert parts(network_of(nodes, ways)) == 2


def test_the_rim_of_a_square_that_is_itself_private_stays_private(
    network_of: Callable[..., StreetNetwork],
) -> None:
    square = {1: (71.4, 51.1), 2: (71.401, 51.1), 3: (71.401, 51.101), 4: (71.4, 51.101)}
    pool = {"leisure": "swimming_pool", "access": "private"}
    relation = (20, [(10, "inner")], {"type": "multipolygon", "highway": "pedestrian"})
    network = network_of(square, [(10, [1, 2, 3, 4, 1], pool)], [relation])
    assert {FOOT_ACCESS[k] for k in network.edges["foot"]} == {"private"}


def test_repeated_vertices_and_ways_of_one_place(network_of: Callable[..., StreetNetwork]) -> None:
    nodes = {1: (71.4, 51.1), 2: (71.401, 51.1)}
    network = network_of(nodes, [(10, [1, 1, 2, 2], FOOTWAY), (11, [2, 2], FOOTWAY)])
    assert pieces(network) == {(10, 1, 2): 1}


def test_arrays_cannot_be_changed(network_of: Callable[..., StreetNetwork]) -> None:
    network = network_of({1: (71.4, 51.1), 2: (71.5, 51.1)}, [(10, [1, 2], FOOTWAY)])
    for array in (
        network.node_lon,
        network.edge_length,
        *network.edges.values(),
        *network.nodes.values(),
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_streets_without_a_way_to_walk() -> None:
    two = np.array([1, 2], np.int64)
    streets = OsmStreets(
        np.array([-1]), [{"highway": "abandoned"}], np.array([0, 2]), two, two,
        np.array([71.0, 71.1]), np.array([51.0, 51.0]), {},
    )  # fmt: skip
    with pytest.raises(InputError, match="walk on"):
        network_from_streets(streets)


def test_work_stops_on_request(osm_file: Callable[..., Path]) -> None:
    path = osm_file({1: (71.4, 51.1), 2: (71.5, 51.1)}, [(10, [1, 2], FOOTWAY)])
    with pytest.raises(Cancelled):
        build_network(path, progress=lambda share: share < 0.7)


# -------------------------------------------------------- independent engines


def raw_streets(path: Path) -> tuple[dict[int, list[int]], dict[int, tuple[float, float]]]:
    """Read a file again with plain pyosmium: ways with highway (as kept) and their nodes."""
    excluded = set(rules()["excluded"]["highway"])
    ways, nodes = {}, {}
    for item in osmium.FileProcessor(str(path)):
        if item.is_node():
            nodes[item.id] = (item.location.lon, item.location.lat)
        elif item.is_way() and item.tags.get("highway") and item.tags["highway"] not in excluded:
            refs = [node.ref for node in item.nodes]
            if item.tags["highway"] != "elevator" or refs[0] != refs[-1]:  # a shaft has no rim
                ways[item.id] = refs
    return ways, nodes


def runs_along(network: StreetNetwork, edge: int, ways: dict[int, list[int]]) -> bool:
    """Whether a piece is part of its way, not a line across the area that the way bounds."""
    refs = ways.get(int(network.edge_way[edge]), [])
    if network.shape_start[edge + 1] - network.shape_start[edge] > 2:
        return True
    ends = {
        int(network.node_osm[network.edge_from[edge]]),
        int(network.node_osm[network.edge_to[edge]]),
    }
    return any({a, b} == ends for a, b in zip(refs, refs[1:]))


def test_heidelberg_has_the_length_and_the_links_of_the_raw_file(
    heidelberg: StreetNetwork, heidelberg_file: Path
) -> None:
    ways, nodes = raw_streets(heidelberg_file)
    network = heidelberg
    # Sidewalks of a road repeat its geometry: each place counts once.
    starts, ends = network.shape_start[:-1], network.shape_start[1:]
    length_at = {
        (int(way), network.shape_lon[a:b].tobytes(), network.shape_lat[a:b].tobytes()): metres
        for edge, (way, a, b, metres) in enumerate(
            zip(network.edge_way, starts, ends, network.edge_length)
        )
        if runs_along(network, edge, ways)
    }
    of_way: Counter[int] = Counter()
    for (way, *_), metres in length_at.items():
        of_way[way] += metres
    assert set(ways) <= set(of_way)
    for way in list(ways)[::7]:
        lon, lat = zip(*[nodes[ref] for ref in ways[way]])
        assert of_way[way] == pytest.approx(GEOD.line_length(lon, lat), rel=1e-5, abs=1e-3), way

    raw, ours = nx.Graph(), nx.Graph()
    for refs in ways.values():
        nx.add_path(raw, refs)
    chosen = np.isin(network.edge_way, np.fromiter(ways, np.int64))
    osm = network.node_osm
    ours.add_edges_from(
        zip(osm[network.edge_from[chosen]].tolist(), osm[network.edge_to[chosen]].tolist())
    )
    wholes = {frozenset(part & set(ours)) for part in nx.connected_components(raw)}
    assert wholes == {frozenset(part) for part in nx.connected_components(ours)}


def test_parts_agree_with_networkx(heidelberg: StreetNetwork) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(range(heidelberg.node_count))
    graph.add_edges_from(zip(heidelberg.edge_from.tolist(), heidelberg.edge_to.tolist()))
    assert parts(heidelberg) == nx.number_connected_components(graph)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_small_network_keeps_all_its_ways(data: st.DataObject) -> None:
    """Whatever the ways: all length kept, all links kept, splits exactly where they must be."""
    count = data.draw(st.integers(2, 8))
    grid = np.arange(count)
    lists = st.lists(st.integers(0, count - 1), min_size=2, max_size=6)
    ways = data.draw(st.lists(lists, min_size=1, max_size=6))
    lon, lat = 71.4 + grid * 0.001, 51.1 + (grid * 7 % 5) * 0.001
    streets = OsmStreets(
        way_id=np.arange(1, len(ways) + 1),
        way_tags=[FOOTWAY] * len(ways),
        ref_start=np.cumsum([0, *map(len, ways)]),
        refs=np.concatenate([np.array(way) for way in ways]) + 1,
        node_id=grid + 1,
        node_lon=lon,
        node_lat=lat,
        node_tags={},
    )
    clean = [[a for a, b in zip(way, [None, *way]) if a != b] for way in ways]
    clean = [way for way in clean if len(way) > 1]
    if not clean:
        with pytest.raises(InputError):
            network_from_streets(streets)
        return
    network = network_from_streets(streets)
    total = sum(GEOD.line_length(lon[way], lat[way]) for way in clean)
    assert network.edge_length.sum() == pytest.approx(total, rel=1e-5)
    assert (network.edge_from != network.edge_to).all()
    uses = Counter(node for way in clean for node in way)
    must = {node for node, times in uses.items() if times > 1} | {
        n for w in clean for n in (w[0], w[-1])
    }
    have = {int(node) - 1 for node in network.node_osm}
    assert must <= have
    raw = nx.Graph()
    for way in clean:
        nx.add_path(raw, way)
    labels = dict(zip(network.node_osm.tolist(), part_labels(network).tolist()))
    for part in nx.connected_components(raw):
        assert len({labels[node + 1] for node in part if node in have}) == 1
    assert parts(network) == nx.number_connected_components(raw)
    for e in range(network.edge_count):
        ends = network.shape(e)
        assert (ends[0][0], ends[0][-1]) == (
            network.node_lon[network.edge_from[e]],
            network.node_lon[network.edge_to[e]],
        )


def test_reading_twice_gives_the_same(heidelberg_file: Path, heidelberg: StreetNetwork) -> None:
    again = network_from_streets(read_osm(heidelberg_file))
    assert np.array_equal(again.edge_from, heidelberg.edge_from)
    assert np.array_equal(again.shape_lon, heidelberg.shape_lon)
