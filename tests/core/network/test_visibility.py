# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines across random areas against shapely: inside, clear, and as short as any way can be."""

from __future__ import annotations

import itertools
import math
from typing import Any

import networkx as nx
import numpy as np
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accessible_core.network.areas.visibility import Scene, inside, lines_across
from accessible_core.network.rules import rules

#: Without thinning out: every shortest way must be there exactly.
EXACT = {**rules()["areas"], "most_meeting_places": 1000, "most_points": 1000, "least_gain": 0.0}


def star(data: st.DataObject, x: float, y: float, least: float, most: float) -> list[Any]:
    """A star-shaped ring around a point."""
    count = data.draw(st.integers(3, 8))
    radius = st.integers(int(least), int(most))
    turns = [
        2 * math.pi * (i + 0.3 * data.draw(st.integers(0, 2)) / 3) / count for i in range(count)
    ]
    return [
        (round(x + (r := data.draw(radius)) * math.cos(t), 2), round(y + r * math.sin(t), 2))
        for t in turns
    ]


def scene_of(
    rings: list[list[Any]],
    walls: list[list[Any]],
    solids: list[list[Any]],
    meeting: list[Any],
) -> tuple[Scene, list[Any]]:
    points = list(dict.fromkeys(itertools.chain(*rings, *walls, *solids, meeting)))
    number = {point: i for i, point in enumerate(points)}

    def line(places: list[Any], *, closed: bool) -> np.ndarray:
        return np.array([number[p] for p in (places + places[:1] if closed else places)])

    drawn = [line(w, closed=False) for w in walls] + [line(s, closed=True) for s in solids]
    segments = [np.column_stack([d[:-1], d[1:]]) for d in drawn]
    size = sum(map(len, segments))
    loose = np.zeros(size, bool)
    loose[sum(len(w) - 1 for w in walls) :] = True
    asked = np.array([point in set(meeting) for point in points])
    return Scene(
        xy=np.array(points, float),
        rings=[line(ring, closed=True) for ring in rings],
        walls=np.concatenate([np.zeros((0, 2), np.int64), *segments]),
        solids=[line(s, closed=True) for s in solids],
        meeting=asked,
        gate=np.zeros(len(points), bool),
        loose=loose,
    ), points


def free_ground(rings: list[list[Any]], solids: list[list[Any]]) -> shapely.Geometry:
    ground = shapely.Polygon(rings[0], rings[1:])
    return ground.difference(shapely.unary_union([shapely.Polygon(s) for s in solids]))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_shortest_ways_are_those_of_a_brute_force(data: st.DataObject) -> None:
    outer = star(data, 0, 0, 60, 100)
    hole = star(data, 20, 5, 5, 14)
    house = star(data, -25, -10, 5, 14)
    wall = [(-10.0, 18.0), (data.draw(st.integers(-5, 25)) + 0.5, 27.0), (12.0, 39.0)]
    walls = [wall] if data.draw(st.booleans()) else []
    rings = [outer, hole]
    line, island, block = shapely.LineString(wall), shapely.Polygon(hole), shapely.Polygon(house)
    yard = shapely.Polygon(outer).buffer(-1)
    assume(all(yard.contains(each) for each in (line, island, block)))
    assume(island.distance(block) > 1 and line.distance(island.union(block)) > 1)
    ground = free_ground(rings, [house])
    meeting = outer[:: data.draw(st.integers(1, 2))] + hole[:1]
    scene, points = scene_of(rings, walls, [house], meeting)
    lines, sparse = lines_across(scene, EXACT)
    assert not sparse
    for a, b in lines.tolist():
        line = shapely.LineString([points[a], points[b]])
        assert ground.buffer(0.02).covers(line)
        assert not line.crosses(shapely.LineString(wall)) or not walls
    ours, truth = nx.Graph(), nx.Graph()
    for a, b in lines.tolist():
        ours.add_edge(points[a], points[b], m=math.dist(points[a], points[b]))
    for ring in rings:
        for a, b in zip(ring, ring[1:] + ring[:1]):
            ours.add_edge(a, b, m=math.dist(a, b))
    # Brute force: every pair of points that shapely lets see each other.
    barrier = shapely.LineString(wall) if walls else shapely.LineString()
    for a, b in itertools.combinations(points, 2):
        line = shapely.LineString([a, b])
        if ground.buffer(1e-9).covers(line) and not line.crosses(barrier):
            truth.add_edge(a, b, m=math.dist(a, b))
    # A way must not pass through a bend of the wall from side to side.
    if walls:
        truth = _without_slips(truth, wall)
    for a, b in itertools.combinations(meeting, 2):
        wanted = nx.shortest_path_length(truth, a, b, "m")
        assert nx.shortest_path_length(ours, a, b, "m") <= wanted * 1.0005 + 0.05
        assert nx.shortest_path_length(ours, a, b, "m") >= wanted * 0.9995 - 0.05


def _without_slips(graph: nx.Graph, wall: list[Any]) -> nx.Graph:
    """Stand on each side of the wall's bend apart: two nodes instead of one."""
    bend, before, after = wall[1], wall[0], wall[2]
    found = graph.copy()
    found.remove_node(bend)
    low = math.atan2(before[1] - bend[1], before[0] - bend[0])
    span = (math.atan2(after[1] - bend[1], after[0] - bend[0]) - low) % (2 * math.pi)
    for other, attributes in graph[bend].items():
        turn = (math.atan2(other[1] - bend[1], other[0] - bend[0]) - low) % (2 * math.pi)
        sides = (
            ("one", "two") if other in (before, after) else ("one",) if turn < span else ("two",)
        )
        for side in sides:
            found.add_edge((bend, side), other, **attributes)
    return found


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_inside_is_what_shapely_says(data: st.DataObject) -> None:
    outer, hole = star(data, 0, 0, 60, 100), star(data, 0, 0, 10, 50)
    rings = [np.array(ring + ring[:1], float) for ring in (outer, hole)]
    start = np.concatenate([ring[:-1] for ring in rings])
    end = np.concatenate([ring[1:] for ring in rings])
    spots = (
        np.array(
            data.draw(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=1)),
            float,
        )
        + 0.123
    )
    odd = shapely.Polygon(outer).symmetric_difference(shapely.Polygon(hole))
    assert inside(spots, start, end).tolist() == shapely.contains_xy(odd, spots).tolist()


def test_a_sparse_scene_still_joins_what_can_be_joined() -> None:
    ring = [
        (100 * math.cos(t / 50 * math.pi), 100 * math.sin(t / 50 * math.pi)) for t in range(100)
    ]
    scene, _ = scene_of([ring], [], [], ring)
    lines, sparse = lines_across(scene, rules()["areas"])
    assert sparse
    assert 0 < len(lines) <= 100 * rules()["areas"]["nearest"]


def test_two_houses_leave_no_way_between_them() -> None:
    ring = [(0, 0), (100, 0), (100, 50), (100, 100), (0, 100), (0, 50)]
    shared = [(50.0, 20.0), (50.0, 80.0)]
    west = [(30.0, 20.0), *shared, (30.0, 80.0)]
    east = [*shared, (70.0, 80.0), (70.0, 20.0)]
    scene, points = scene_of([ring], [], [west, east], [(0, 50), (100, 50)])
    lines, _ = lines_across(scene, EXACT)
    assert {frozenset((points[a], points[b])) for a, b in lines.tolist()}.isdisjoint(
        {frozenset(shared)}
    )
