# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines drawn apart become one network: checked against shapely, pair by pair."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from drawing import degrees, graph_of, joined, lines, node_at
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from accessible_core.errors import UsageError
from accessible_core.network.build import network_from_lines
from accessible_core.network.layers.field_mapping import LayerMapping
from accessible_core.network.layers.joining import Drawing, join
from accessible_core.network.layers.nearness import Segments, crossings, near_points, near_segments
from accessible_core.network.layers.uniting import Constraints, united
from accessible_core.network.summary import joined_labels

TOLERANCE = 0.5
PLACE = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: (p[0] / 10, p[1] / 10))
COURSE = st.lists(PLACE, min_size=2, max_size=4, unique=True)


def drawing(courses, **kinds):
    lon, lat = degrees([place for course in courses for place in course])
    count = len(courses)
    return Drawing(
        lon=lon,
        lat=lat,
        start=np.concatenate([[0], np.cumsum([len(course) for course in courses])]),
        node=np.full(len(lon), -1),
        owner=np.full(count, -1),
        layer=np.array(kinds.get("layer", [0] * count)),
        floor=np.zeros(count, np.int64),
        floors=(frozenset(),),
        touches=np.ones(count, bool),
        crosses=np.full(count, kinds.get("crosses", False)),
    )


def nodes_of(found, line):
    return set(found.node[found.start[line] : found.start[line + 1]].tolist())


def clear_cut(courses, shapes):
    """Leave out cases where a distance lies so near the tolerance that rounding decides."""
    for (course, _), (_, shape) in (
        (a, b) for a in zip(courses, shapes) for b in zip(courses, shapes)
    ):
        for end in (course[0], course[-1]):
            assume(abs(shape.distance(Point(end)) - TOLERANCE) > 1e-3)
            for place in shape.coords:
                assume(abs(Point(place).distance(Point(end)) - TOLERANCE) > 1e-3)


@settings(max_examples=150, deadline=None)
@given(st.lists(COURSE, min_size=2, max_size=7))
def test_every_end_within_the_tolerance_of_a_line_is_on_it_and_nothing_else_is(courses):
    shapes = [LineString(course) for course in courses]
    assume(all(shape.length > 4 * TOLERANCE + 0.01 for shape in shapes))
    clear_cut(courses, shapes)
    found = join(drawing(courses), TOLERANCE)
    assume(not found.counts["left_apart"])
    truth = nx.Graph()
    truth.add_nodes_from(range(len(courses)))
    for one, course in enumerate(courses):
        for end, vertex in ((course[0], 0), (course[-1], len(course) - 1)):
            start = sum(len(other) for other in courses[:one])
            node = found.vertex_node[start + vertex]
            for other, shape in enumerate(shapes):
                if other != one and shape.distance(Point(end)) <= TOLERANCE:
                    assert node in nodes_of(found, other)
                    truth.add_edge(one, other)
    for one, other in combinations(range(len(courses)), 2):
        if set(courses[one]) & set(courses[other]):  # vertices drawn at one place
            truth.add_edge(one, other)
    ours = nx.Graph()
    ours.add_nodes_from(range(len(courses)))
    for one, other in combinations(range(len(courses)), 2):
        if nodes_of(found, one) & nodes_of(found, other):
            ours.add_edge(one, other)
    parts = sorted(map(sorted, nx.connected_components(ours)))
    assert parts == sorted(map(sorted, nx.connected_components(truth)))


@settings(max_examples=100, deadline=None)
@given(st.lists(COURSE, min_size=1, max_size=6))
def test_no_line_vanishes_and_none_moves_far(courses):
    found = join(drawing(courses), TOLERANCE)
    lon, lat = degrees([place for course in courses for place in course])
    for line, course in enumerate(courses):
        nodes = found.node[found.start[line] : found.start[line + 1]]
        assert len(set(nodes.tolist())) > 1 or len(set(course)) == 1
        assert len(nodes) >= len(course)
    # A chain of ends may pull one further than the tolerance, but by a tolerance each.
    east, north = (
        degrees([(1, 0)])[0] - degrees([(0, 0)])[0],
        degrees([(0, 1)])[1] - degrees([(0, 0)])[1],
    )
    moved = np.hypot(
        (found.lon[found.vertex_node] - lon) / east, (found.lat[found.vertex_node] - lat) / north
    )
    assert moved.max() <= TOLERANCE * 4 * len(courses)


@settings(max_examples=100, deadline=None)
@given(st.lists(COURSE, min_size=2, max_size=6))
def test_crossings_are_joined_where_asked_for(courses):
    shapes = [LineString(course) for course in courses]
    clear_cut(courses, shapes)
    found = join(drawing(courses, crosses=True), 0.0)
    for one, other in combinations(range(len(courses)), 2):
        meets = shapes[one].intersection(shapes[other])
        if meets.is_empty:
            near = shapes[one].distance(shapes[other]) < 0.02
            assert near or not nodes_of(found, one) & nodes_of(found, other)
        elif meets.geom_type == "Point":
            assert nodes_of(found, one) & nodes_of(found, other)


def test_neighbours_are_those_that_measuring_all_pairs_finds():
    rng = np.random.default_rng(5)
    x, y = rng.uniform(0, 400, 300), rng.uniform(0, 400, 300)
    lon, lat = degrees(np.column_stack((x, y)))
    one, other, metres = near_points(lon, lat, 9.0)
    away = np.hypot(x[:, None] - x, y[:, None] - y)
    truth = {(int(a), int(b)) for a, b in np.argwhere(np.triu(away <= 9.0, 1))}
    assert {(min(p), max(p)) for p in zip(one.tolist(), other.tolist())} == truth
    assert len(one) == len(truth)
    assert np.allclose(metres, away[one, other], rtol=1e-3)


def test_segments_near_points_are_those_that_shapely_finds():
    rng = np.random.default_rng(6)
    spots = rng.uniform(0, 500, (120, 2))
    ends = rng.uniform(0, 500, (150, 2, 2))
    ends[:5, 1] += 40_000  # a line across half a country
    lon, lat = degrees(spots)
    a, b = degrees(ends[:, 0]), degrees(ends[:, 1])
    hits = near_segments(lon, lat, Segments(a[0], a[1], b[0], b[1]), 6.0)
    truth = {
        (p, s)
        for s, pair in enumerate(ends)
        for p, spot in enumerate(spots)
        if LineString(pair).distance(Point(spot)) <= 6.0
    }
    found = set(zip(hits.point.tolist(), hits.segment.tolist()))
    # The plane of this test and the ellipsoid differ over 40 km.
    assert {pair for pair in found ^ truth if pair[1] >= 5} == set()
    crossed = crossings(Segments(a[0], a[1], b[0], b[1]))
    pairs = set(zip(crossed[0].tolist(), crossed[1].tolist()))
    truth = {
        (s, t)
        for s, t in combinations(range(5, 150), 2)
        if LineString(ends[s]).crosses(LineString(ends[t]))
    }
    assert {pair for pair in pairs if pair[0] >= 5} == truth


def test_joined_labels_agree_with_networkx():
    rng = np.random.default_rng(7)
    one, other = rng.integers(0, 400, (2, 300))
    graph = nx.Graph(zip(one.tolist(), other.tolist()))
    graph.add_nodes_from(range(400))
    label = joined_labels(400, one, other)
    for part in nx.connected_components(graph):
        assert {int(label[place]) for place in part} == {min(part)}


def test_what_must_stay_apart_does_and_the_nearest_are_joined_first():
    constraints = Constraints(
        np.array([0]), np.array([2]), np.zeros(4, np.int64), (frozenset(),), np.full(4, -1)
    )
    label, refused = united(
        np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.1, 0.2, 0.3]), constraints
    )
    assert label.tolist() == [0, 0, 2, 2]
    assert refused == 1


# ------------------------------------------------------------- rules by hand


def test_an_end_on_a_line_splits_it():
    network = network_from_lines(lines([(0, 0), (100, 0)], [(50, 0.4), (50, 30)]))
    assert network.node_count == 4
    assert network.edge_count == 3
    assert sorted(np.round(network.edge_length)) == [30, 50, 50]
    assert network.meta["joining"]["split_lines"] == 1


def test_beyond_the_tolerance_nothing_is_joined():
    network = network_from_lines(lines([(0, 0), (100, 0)], [(50, 0.6), (50, 30)]))
    assert not joined(network, (0, 0), (50, 30))
    assert joined(
        network_from_lines(lines([(0, 0), (100, 0)], [(50, 0.6), (50, 30)]), snap_m=0.7),
        (0, 0),
        (50, 30),
    )


def test_lines_that_cross_are_joined_only_if_asked():
    layer = lines([(0, 0), (100, 0)], [(50, -30), (50, 30)])
    assert not joined(network_from_lines(layer), (0, 0), (50, 30))
    asked = LayerMapping("by hand", keys_as_columns=True, crosses=True)
    network = network_from_lines(layer, mappings=[asked])
    assert joined(network, (0, 0), (50, 30))
    assert network.edge_count == 4


def test_ends_on_lines_can_be_left_apart():
    layer = lines([(0, 0), (100, 0)], [(50, 0.4), (50, 30)])
    asked = LayerMapping("by hand", keys_as_columns=True, touches=False)
    assert not joined(network_from_lines(layer, mappings=[asked]), (0, 0), (50, 30))


@pytest.mark.parametrize("key", ["layer", "bridge", "level"])
@pytest.mark.parametrize("over", [[(50, -30), (50, 0), (50, 30)], [(50, 0.1), (50, 30)]])
def test_nothing_is_joined_with_what_passes_over_it(key, over):
    """With a vertex exactly above, and ending above, a hand's breadth off the line."""
    value = {"layer": "1", "bridge": "yes", "level": "1"}[key]
    network = network_from_lines(lines([(0, 0), (50, 0), (100, 0)], over, **{key: [None, value]}))
    assert not joined(network, (0, 0), (50, 30))


def test_a_bridge_is_joined_at_its_ends():
    ground = [[(0, 0), (20, 0)], [(80, 0), (100, 0)]]
    network = network_from_lines(
        lines(*ground, [(20.2, 0), (79.9, 0.1)], layer=[None, "0", "1"], bridge=["", "", "yes"])
    )
    assert joined(network, (0, 0), (100, 0))


def test_floors_above_each_other_stay_apart_and_stairs_join_them():
    corridors = [[(0, 0), (20, 0)], [(20, 0), (0, 0.1)]]
    stairs = [(20, 0), (25, 0), (25, 5)]
    layer = lines(*corridors, level=["0", "1"], highway=["corridor", "corridor"])
    assert graph_parts(network_from_lines(layer)) == 2
    layer = lines(
        [(0, 0), (20, 0)], stairs, [(25, 5), (0, 5)],
        level=["0", "0-1", "1"], highway=["corridor", "steps", "corridor"],
    )  # fmt: skip
    assert joined(network_from_lines(layer), (0, 0), (0, 5))


def circuits(network):
    return network.edge_count - network.node_count + graph_parts(network)


def graph_parts(network):
    return nx.number_connected_components(graph_of(network))


def test_a_short_line_is_not_swallowed():
    """Two steps of 0.4 m between two squares: losing them would open a way without steps."""
    network = network_from_lines(
        lines([(0, 0), (50, 0)], [(50, 0), (50.4, 0)], [(50.4, 0), (99, 0)],
              highway=["footway", "steps", "footway"])
    )  # fmt: skip
    assert network.edge_count == 3
    steps = network.edge_length[network.edges["kind"] == 7]
    assert np.allclose(steps, 0.4, atol=0.01)


def test_a_ring_and_a_figure_of_eight():
    ring = [(0, 0), (30, 0), (30, 30), (0, 30), (0.2, 0.1)]
    network = network_from_lines(lines(ring, [(0, 0), (-40, 0)]))
    assert graph_parts(network) == 1
    assert circuits(network) == 1
    eight = [(0, 0), (20, 20), (20, 0), (10, 10), (0, 20)]
    assert graph_parts(network_from_lines(lines(eight))) == 1


def test_a_line_that_comes_back_to_its_own_inside_is_joined_there():
    lollipop = [(0, 0), (40, 0), (60, 20), (80, 0), (60, -20), (40.2, -0.2)]
    network = network_from_lines(lines(lollipop))
    assert node_at(network, (40, 0))[1] < 0.5
    assert circuits(network) == 1


@pytest.mark.parametrize("snap", [-1, 21, float("nan")])
def test_a_tolerance_that_makes_no_sense_is_refused(snap):
    with pytest.raises(UsageError, match="0 to 20 m"):
        network_from_lines(lines([(0, 0), (9, 0)]), snap_m=snap)
