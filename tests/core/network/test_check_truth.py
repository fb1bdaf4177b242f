# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of networks against other engines: shapely for what is near, networkx for parts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.errors import Cancelled, UsageError
from accessible_core.geo import metres_per_degree
from accessible_core.network.build import build_network, network_from_streets
from accessible_core.network.check.gaps import gaps
from accessible_core.network.check.nearby import SegmentIndex, Segments, places_along
from accessible_core.network.check.parts import oneway_traps, parts_apart
from accessible_core.network.check.run import check_network
from accessible_core.network.check.streets import Streets
from accessible_core.network.check.thresholds import Thresholds
from accessible_core.network.model import FOOT_ACCESS, StreetNetwork
from accessible_core.network.streets import OsmStreets

LON, LAT = 71.4, 51.1
EAST, NORTH = (float(value) for value in metres_per_degree(LAT))
LIMITS = Thresholds.default()


def network(points: list[tuple[float, float]], ways: list[tuple[list[int], dict]]) -> StreetNetwork:
    """A network of ways through points given in metres."""
    place = np.array(points, float).reshape(-1, 2)
    refs = [ref + 1 for way, _ in ways for ref in way]
    sizes = np.cumsum([0, *(len(way) for way, _ in ways)])
    return network_from_streets(
        OsmStreets(
            way_id=np.arange(1, len(ways) + 1),
            way_tags=[tags for _, tags in ways],
            ref_start=sizes,
            refs=np.array(refs, np.int64),
            node_id=np.arange(1, len(points) + 1),
            node_lon=LON + place[:, 0] / EAST,
            node_lat=LAT + place[:, 1] / NORTH,
            node_tags={},
        )
    )


coordinate = st.integers(0, 24).map(lambda value: value * 2.5)
point = st.tuples(coordinate, coordinate)
walk = st.sampled_from(
    [
        {"highway": "footway"},
        {"highway": "footway"},
        {"highway": "footway", "layer": "1"},
        {"highway": "service", "access": "private"},
        {"highway": "residential"},
    ]
)


@st.composite
def towns(draw) -> StreetNetwork:
    points = draw(st.lists(point, min_size=4, max_size=12))
    number = st.integers(0, len(points) - 1)
    lines = st.lists(number, min_size=2, max_size=4, unique=True)
    ways = draw(st.lists(st.tuples(lines, walk), min_size=1, max_size=9))
    ways.append(([0, 1], {"highway": "footway"}))
    used = sorted({ref for way, _ in ways for ref in way})
    place = {ref: position for position, ref in enumerate(used)}
    return network(
        [points[ref] for ref in used], [([place[r] for r in way], tags) for way, tags in ways]
    )


def lines_of(net: StreetNetwork) -> list[shapely.LineString]:
    """Edges in metres, by numbers of our own."""
    x, y = (net.shape_lon - LON) * EAST, (net.shape_lat - LAT) * NORTH
    spans = zip(net.shape_start[:-1], net.shape_start[1:])
    return [shapely.LineString(np.column_stack((x[a:b], y[a:b]))) for a, b in spans]


def is_open(net: StreetNetwork, edge: int) -> bool:
    return FOOT_ACCESS[net.edges["foot"][edge]] not in ("no", "private", "use_sidepath")


def walks(net: StreetNetwork) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_nodes_from(range(net.node_count))
    for edge in range(net.edge_count):
        if is_open(net, edge):
            graph.add_edge(
                int(net.edge_from[edge]), int(net.edge_to[edge]), edge=edge,
                length=float(net.edge_length[edge]),
            )  # fmt: skip
    return graph


# ------------------------------------------------------------------ what is near


@given(
    st.lists(st.tuples(point, point), min_size=1, max_size=12),
    st.lists(point, min_size=1, max_size=8),
    st.sampled_from([0.5, 3.0, 20.0, 70.0]),
    st.sampled_from([0.0, 51.0, -68.0]),
)
@settings(max_examples=150, deadline=None)
def test_the_grid_finds_what_shapely_finds(pairs, points, radius, latitude):
    east, north = (float(value) for value in metres_per_degree(latitude))
    ends = np.array(pairs, float).reshape(-1, 4) * 10.0  # longer than cells
    own = Segments(
        np.arange(len(ends)),
        ends[:, 0] / east, latitude + ends[:, 1] / north,
        ends[:, 2] / east, latitude + ends[:, 3] / north,
    )  # fmt: skip
    spots = np.array(points, float) * 10.0
    near = SegmentIndex(own).within(spots[:, 0] / east, latitude + spots[:, 1] / north, radius)
    said = dict(zip(zip(near.point.tolist(), near.segment.tolist()), near.metres.tolist()))
    assert len(said) == len(near.point)  # no pair twice
    for p, spot in enumerate(spots):
        for s, (x0, y0, x1, y1) in enumerate(ends):
            apart = shapely.LineString([(x0, y0), (x1, y1)]).distance(shapely.Point(spot))
            if apart < 0.999 * radius - 0.01:
                assert said[p, s] == pytest.approx(apart, rel=1e-3, abs=0.01)
            elif apart > 1.001 * radius + 0.01:
                assert (p, s) not in said


@given(towns(), st.sampled_from([1.0, 7.0, 100.0]))
@settings(max_examples=60, deadline=None)
def test_places_along_edges_lie_on_them_in_equal_steps(net, step):
    seen = places_along(Segments.of(net), np.ones(net.edge_count, bool), step)
    lines = lines_of(net)
    for edge, along, lon, lat in zip(seen.edge, seen.along, seen.lon, seen.lat):
        spot = shapely.Point((lon - LON) * EAST, (lat - LAT) * NORTH)
        assert lines[edge].interpolate(along).distance(spot) < 0.01
    for edge, line in enumerate(lines):
        at = np.sort(seen.along[seen.edge == edge])
        assert np.diff([0.0, *at, line.length]).max(initial=0.0) <= step + 0.01 or not len(at)


# ------------------------------------------------------------------ gaps and parts by brute force


@given(towns())
@settings(max_examples=150, deadline=None)
def test_gaps_by_brute_force(net):
    """Every dead end against every edge, by shapely; walks by networkx."""
    lines, graph = lines_of(net), walks(net)
    every = nx.Graph(
        [(int(a), int(b)) for a, b in zip(net.edge_from, net.edge_to)]
    )  # parallel edges of several ways make no dead end
    places = list(zip((net.node_lon - LON) * EAST, (net.node_lat - LAT) * NORTH))

    def joined(a: int, goals: set[int]) -> bool:
        reach = nx.single_source_dijkstra_path_length(graph, a, LIMITS.detour_m, "length")
        return bool(goals & set(reach))

    layers = net.edges["layer"]
    incident = [
        [e for e in range(net.edge_count) if n in (net.edge_from[e], net.edge_to[e])]
        for n in range(net.node_count)
    ]
    close = {
        frozenset(pair)
        for pair in combinations(range(net.node_count), 2)
        if np.hypot(*np.subtract(places[pair[0]], places[pair[1]])) < LIMITS.near_m
        and all(any(is_open(net, e) for e in incident[n]) for n in pair)
        and {layers[e] for e in incident[pair[0]]} & {layers[e] for e in incident[pair[1]]}
        and not joined(pair[0], {pair[1]})
    }
    expected = set()
    for node in range(net.node_count):
        if len(incident[node]) != 1 or every.degree(node) != 1:
            continue
        [own] = incident[node]
        if not is_open(net, own) or any(node in pair for pair in close):
            continue
        spot = shapely.Point(places[node])
        others = [
            (lines[e].distance(spot), e)
            for e in range(net.edge_count)
            if e != own and is_open(net, e) and layers[e] == layers[own]
        ]
        others = [each for each in others if each[0] <= LIMITS.gap_m]
        if others:
            least = min(others)[0]
            ends = [
                {int(net.edge_from[e]), int(net.edge_to[e])}
                for apart, e in others
                if apart < least + 1e-6
            ]
            if not any(joined(node, goals) for goals in ends):
                expected.add(int(net.node_osm[node]))
    said = list(gaps(Streets(net, LIMITS)))
    in_gaps = {each.osm_node for each in said if each.finding.code == "gap"}
    assert in_gaps <= expected | _ties(net, lines, incident)
    # One of two dead ends that face each other may stand for both.
    for node in expected - in_gaps:
        [number] = np.flatnonzero(net.node_osm == node)
        assert any(
            np.hypot(
                *np.subtract(places[number], places[int(np.flatnonzero(net.node_osm == o)[0])])
            )
            < LIMITS.gap_m + LIMITS.near_m
            for o in in_gaps
        ), node
    pairs = [each for each in said if each.finding.code == "near_nodes"]
    assert {frozenset((e.osm_node, int(e.finding.details["other"]))) for e in pairs} <= {
        frozenset(int(net.node_osm[n]) for n in pair) for pair in close
    }
    assert bool(pairs) == bool(close)


def _ties(net: StreetNetwork, lines: list, incident: list) -> set[int]:
    """Dead ends with two edges equally near: either may decide about the way round."""
    found = set()
    for node in range(net.node_count):
        spot = shapely.Point((net.node_lon[node] - LON) * EAST, (net.node_lat[node] - LAT) * NORTH)
        apart = sorted(
            line.distance(spot) for e, line in enumerate(lines) if e not in incident[node]
        )
        if len(apart) > 1 and apart[1] - apart[0] < 1e-3:
            found.add(int(net.node_osm[node]))
    return found


@given(towns())
@settings(max_examples=150, deadline=None)
def test_parts_and_their_distances_by_brute_force(net):
    lines, graph = lines_of(net), walks(net)
    parts = [
        [data["edge"] for *_, data in graph.subgraph(nodes).edges(data=True)]
        for nodes in nx.connected_components(graph)
    ]
    parts = [part for part in parts if part]
    whole = nx.Graph([(int(a), int(b)) for a, b in zip(net.edge_from, net.edge_to)])
    lengths = [sum(float(net.edge_length[e]) for e in part) for part in parts]
    ranked = sorted(range(len(parts)), key=lambda p: -lengths[p])
    limits = Thresholds.default(small_m=1.0)
    said = list(parts_apart(Streets(net, limits)))
    by_way = {each.osm_way: each for each in said if each.finding.code == "part_not_connected"}
    for part in ranked[1:]:
        if lengths[part] < limits.small_m or abs(lengths[part] - lengths[ranked[0]]) < 1e-6:
            continue
        main = int(net.edge_from[parts[ranked[0]][0]])
        closed = nx.has_path(whole, int(net.edge_from[parts[part][0]]), main)
        mine = [by_way[w] for w in {int(net.edge_way[e]) for e in parts[part]} if w in by_way]
        assert bool(mine) != closed
        larger = [p for p in range(len(parts)) if lengths[p] > lengths[part] + 1e-6]
        if mine and len(larger) == ranked.index(part):
            others = [lines[e] for p in larger for e in parts[p]]
            own = [lines[e] for e in parts[part]]
            apart = min(a.distance(b) for a in own for b in others)
            if apart > 0.01 or not any(a.crosses(b) for a in own for b in others):
                [one] = mine
                assert float(one.finding.details["distance"]) == pytest.approx(apart, abs=0.06)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=14))
@settings(max_examples=200, deadline=None)
def test_oneway_traps_by_strong_components(links):
    points = [(100.0 * np.cos(i), 100.0 * np.sin(i)) for i in range(8)]
    links = [(a, b, one) for a, b, one in links if a != b]
    ways = [
        ([a, b], {"highway": "footway", **({"oneway:foot": "yes"} if one else {})})
        for a, b, one in links
    ]
    net = network(points, [*ways, ([0, 1], {"highway": "footway"})])
    graph = nx.DiGraph()
    for a, b, one in [*links, (0, 1, False)]:
        graph.add_edge(a, b)
        if not one:
            graph.add_edge(b, a)
    sound = all(
        nx.is_strongly_connected(graph.subgraph(part))
        for part in nx.weakly_connected_components(graph)
    )
    said = list(oneway_traps(Streets(net, LIMITS)))
    assert bool(said) == (not sound)
    for each in said:
        a, b, one = links[each.osm_way - 1]
        assert one
        assert not nx.has_path(graph, b, a)


# ------------------------------------------------------------------ real files


def test_the_sample_city_has_the_mistakes_that_were_put_in(sample: Path) -> None:
    located = check_network(build_network(sample / "sample_city.osm"))
    assert all(each.lon and each.lat for each in located)
    assert {each.finding.code for each in located} == {
        "gap", "sidewalk_end", "kerb_off_road", "tag_not_understood",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "few"),
    [("heidelberg_ors.osm.pbf", 60), ("monaco.osm.gz", 10)],
)
def test_real_towns_keep_their_findings_in_bounds(shared: Path, name: str, few: int) -> None:
    """Parts are those of networkx, and gaps are few enough to be looked at one by one."""
    net = build_network(shared / "data" / "osm" / name)
    located = check_network(net)
    graph = walks(net)
    main = max(nx.connected_components(graph), key=lambda part: sum(
        data["length"] for *_, data in graph.subgraph(part).edges(data=True)
    ))  # fmt: skip
    inside = {int(net.edge_way[e]) for *_, e in graph.subgraph(main).edges(data="edge")}
    for each in located:
        if each.finding.code.startswith(("part_", "platform_")):
            assert each.osm_way not in inside or each.osm_way in _cut(net)
    assert 0 < sum(each.finding.code == "gap" for each in located) < few


def _cut(net: StreetNetwork) -> set[int]:
    """Ways that lie in several parts, because a piece in the middle is missing."""
    label = Streets(net, LIMITS).parts[net.edge_from]
    pairs = np.unique(np.column_stack((net.edge_way, label)), axis=0)
    ways, times = np.unique(pairs[:, 0], return_counts=True)
    return set(ways[times > 1].tolist())


def test_progress_and_cancel(one_way: Callable) -> None:
    net = one_way({"highway": "footway"})
    seen: list[float] = []
    check_network(net, progress=lambda share: seen.append(share) or True)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with pytest.raises(Cancelled):
        check_network(net, progress=lambda share: share < 0.3)
    with pytest.raises(UsageError, match="part_not_connected"):
        check_network(net, only=["potholes"])
