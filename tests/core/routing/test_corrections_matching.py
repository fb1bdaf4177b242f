# SPDX-License-Identifier: GPL-3.0-or-later
"""What a shape means, against shapely on a plane of pyproj's, on the sample city."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyproj
import pytest
import shapely
from correction_cases import box, line, point, polygon, rows
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.findings import Findings
from accessible_core.network.build import build_network
from accessible_core.network.moment import Moment
from accessible_core.routing.corrections.apply import corrected
from accessible_core.routing.corrections.matching import Matcher
from accessible_core.routing.corrections.meaning import meaning
from accessible_core.routing.corrections.model import knowledge

NOW = Moment.of("2026-11-24T10:00")
LIMITS = knowledge()["match"]


@pytest.fixture(scope="module")
def town(sample):
    net = build_network(sample / "sample_city.osm")
    plane = pyproj.Transformer.from_crs(
        "EPSG:4326", "+proj=aeqd +lon_0=69.9 +lat_0=48.9 +datum=WGS84", always_xy=True
    )
    xy = np.column_stack(plane.transform(net.shape_lon, net.shape_lat))
    pieces = np.repeat(np.arange(net.edge_count), np.diff(net.shape_start))
    return net, plane, shapely.linestrings(xy, indices=pieces)


def meant(net, attribute, value, geometry):
    correction = rows((attribute, value, geometry))[0]
    match = Matcher(net, net.edges, net.nodes).match(correction, meaning(attribute, value))
    return set(match.edges.tolist())


def drawn(town, geometry):
    _, plane, _ = town

    def moved(places):
        x, y = plane.transform([*places[:, 0], 0.0], [*places[:, 1], 0.0])  # lists, even for one
        return np.column_stack((x, y))[:-1]

    return shapely.transform(shapely.geometry.shape(geometry), moved)


def random_places(rng, count, spread):
    middle = rng.uniform(-700, 700, 2)
    return [tuple(middle + rng.uniform(-spread, spread, 2)) for _ in range(count)]


def on_town(geometry):
    """Places drawn around the hand networks' origin, moved to the sample city."""

    def move(coordinates):
        if not isinstance(coordinates[0], list):
            lon0, lat0 = at(0, 0)
            return [coordinates[0] - lon0 + 69.9, coordinates[1] - lat0 + 48.9]
        return [move(part) for part in coordinates]

    return {**geometry, "coordinates": move(geometry["coordinates"])}


seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_polygons(town, seed):
    net, _, lines = town
    rng = np.random.default_rng(seed)
    places = random_places(rng, int(rng.integers(3, 9)), 150)
    middle = np.mean(places, axis=0)
    places.sort(key=lambda p: np.arctan2(p[1] - middle[1], p[0] - middle[0]))
    geometry = on_town(polygon(*places))
    area = drawn(town, geometry)
    held, whole = shapely.length(shapely.intersection(lines, area)), shapely.length(lines)
    share = held / np.maximum(whole, 1e-9)
    for attribute, value, inside, unsure in (
        ("closed", "yes", held > LIMITS["touch_m"], abs(held - LIMITS["touch_m"]) < 0.05),
        ("surface", "asphalt", share >= 0.5, abs(share - 0.5) < 0.002),
    ):
        found = meant(net, attribute, value, geometry)
        wrong = found ^ set(np.flatnonzero(inside).tolist())
        assert not wrong - set(np.flatnonzero(unsure).tolist())


def shares_along(lines, path):
    """Shares of pieces near a line and in its direction, and those about at the limit."""
    share, unsure = np.zeros(len(lines)), set()
    strokes = list(zip(path.coords, path.coords[1:]))
    around = path.buffer(LIMITS["line_m"] + 1)
    for number in np.flatnonzero(shapely.intersects(lines, around)).tolist():
        corners = shapely.get_coordinates(lines[number])
        metres = 0.0
        for a, b in zip(corners, corners[1:]):
            parts = []
            for c, d in strokes:
                ways = [np.subtract(*each) for each in ((b, a), (d, c))]
                cosine = abs(ways[0] @ ways[1]) / (np.hypot(*ways[0]) * np.hypot(*ways[1]))
                degrees = np.degrees(np.arccos(min(cosine, 1.0)))
                if abs(degrees - LIMITS["line_angle"]) < 0.1:
                    unsure.add(number)
                if degrees <= LIMITS["line_angle"]:
                    parts.append(shapely.LineString([c, d]).buffer(LIMITS["line_m"], quad_segs=64))
            metres += shapely.LineString([a, b]).intersection(shapely.union_all(parts)).length
        share[number] = metres / max(lines[number].length, 1e-9)
    return share, unsure


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_lines(town, seed):
    net, _, lines = town
    rng = np.random.default_rng(seed)
    if rng.random() < 0.6:  # along a street, a little beside it
        edge = int(rng.integers(net.edge_count))
        lon, lat = net.shape(edge)
        beside = rng.uniform(-6e-5, 6e-5, 2)
        geometry = {
            "type": "LineString",
            "coordinates": np.column_stack((lon + beside[0], lat + beside[1])).tolist(),
        }
    else:
        geometry = on_town(line(*random_places(rng, int(rng.integers(2, 5)), 120)))
    path = drawn(town, geometry)
    share, turned = shares_along(lines, path)
    along = set(np.flatnonzero(share >= LIMITS["line_share"]).tolist())
    unsure = set(np.flatnonzero(abs(share - LIMITS["line_share"]) < 0.01).tolist()) | turned
    assert not (meant(net, "surface", "asphalt", geometry) ^ along) - unsure
    cut = set(np.flatnonzero(shapely.intersects(lines, path)).tolist())
    ends = shapely.points(shapely.get_coordinates(path)[[0, -1]])
    touching = set(np.flatnonzero((shapely.distance(ends[:, None], lines) < 0.01).any(0)).tolist())
    if not unsure:
        closed = meant(net, "closed", "yes", geometry)
        assert not (closed ^ (along or cut)) - touching
    assert not (meant(net, "barrier", "fence", geometry) ^ cut) - touching


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_points(town, seed):
    net, _, lines = town
    rng = np.random.default_rng(seed)
    edge = int(rng.integers(net.edge_count))
    lon, lat = net.shape(edge)
    place = [float(lon[0] + rng.uniform(-3e-4, 3e-4)), float(lat[0] + rng.uniform(-2e-4, 2e-4))]
    geometry = {"type": "Point", "coordinates": place}
    away = shapely.distance(lines, drawn(town, geometry))
    found = meant(net, "surface", "asphalt", geometry)
    if away.min() > LIMITS["point_m"] + 0.05:
        assert not found
        return
    nearest = set(np.flatnonzero(away <= away.min() + LIMITS["tie_m"]).tolist())
    unsure = set(np.flatnonzero(abs(away - away.min() - LIMITS["tie_m"]) < 0.05).tolist())
    if away.min() < LIMITS["point_m"] - 0.05:
        assert not (found ^ nearest) - unsure


CROSS = [(0, 0), (100, 0), (200, 0), (100, 50), (100, -50)], [(0, 1), (1, 2), (1, 3), (1, 4)]


def test_a_line_across_changes_nothing_unless_it_closes():
    net = network(*CROSS)
    across = line((50, -20), (50, 20))
    assert meant(net, "surface", "sand", across) == set()
    assert meant(net, "closed", "yes", across) == {0}
    assert meant(net, "barrier", "block", across) == {0}
    # Drawn along a street it closes that street, not those that it meets.
    assert meant(net, "closed", "yes", line((0, 1), (100, 1), (110, 1))) == {0}


def test_holes_and_several_parts():
    net = network(*CROSS)
    outer, inner = (box(w, w, -w, -w)["coordinates"][0] for w in (-90, -60))
    holed = {"type": "Polygon", "coordinates": [outer, inner]}
    assert meant(net, "closed", "yes", holed) == {0}
    assert meant(net, "closed", "yes", {"type": "Polygon", "coordinates": [outer]}) == {0}
    two = {"type": "MultiPoint", "coordinates": [list(at(50, 1)), list(at(100, 40))]}
    assert meant(net, "closed", "yes", two) == {0, 2}
    parts = {
        "type": "MultiPolygon",
        "coordinates": [box(40, -5, 60, 5)["coordinates"], box(90, 30, 110, 40)["coordinates"]],
    }
    assert meant(net, "closed", "yes", parts) == {0, 2}
    strokes = {
        "type": "MultiLineString",
        "coordinates": [
            line((0, 1), (100, 1))["coordinates"],
            line((101, 0), (101, 50))["coordinates"],
        ],
    }
    assert meant(net, "surface", "sand", strokes) == {0, 2}


def test_a_road_and_its_sidewalks_share_a_line_unless_a_kind_is_named():
    net = network(
        [(0, 0), (100, 0)],
        [(0, 1), (0, 1)],
        edge_tags={0: {"kind": "road", "carriageway": True}, 1: {"kind": "sidewalk"}},
    )
    assert meant(net, "closed", "yes", point(50, 3)) == {0, 1}
    only = rows(("closed", "yes", point(50, 3), {"kind": "sidewalk"}))[0]
    found = Matcher(net, net.edges, net.nodes).match(only, meaning("closed", "yes"))
    assert found.edges.tolist() == [1]
    assert found.distance_m == pytest.approx(3.0, abs=0.01)


def nodes_meant(net, attribute, value, geometry):
    correction = rows((attribute, value, geometry))[0]
    match = Matcher(net, net.edges, net.nodes).match(correction, meaning(attribute, value))
    return match.nodes.tolist(), match.edges.tolist()


def test_which_nodes_are_meant():
    tags = {0: {"kerb": "raised"}, 1: {"barrier": "gate"}, 2: {"lift": True}, 3: {"crossing": True}}
    net = network(*CROSS, node_tags=tags)
    assert nodes_meant(net, "kerb", "flush", point(-4, 0)) == ([0], [])
    assert nodes_meant(net, "kerb", "flush", point(100, -49)) == ([], [])  # no kerb to be there
    assert nodes_meant(net, "kerb", "flush", line((0, -9), (0, 9))) == ([0], [])
    assert nodes_meant(net, "kerb", "flush", box(-9, -9, 109, 59)) == ([0, 3], [])
    assert nodes_meant(net, "lift", "broken", point(195, 4)) == ([2], [])
    assert nodes_meant(net, "lift", "broken", point(185, 0)) == ([], [])
    # At a gate access is the gate's, a few metres on it is the street's.
    assert nodes_meant(net, "closed", "yes", point(101, 1)) == ([1], [])
    assert nodes_meant(net, "closed", "yes", point(110, 0)) == ([], [1])
    # A barrier stands where one stood, on a node nearby, or else in the street.
    assert nodes_meant(net, "barrier", "block", point(106, 0)) == ([1], [])
    assert nodes_meant(net, "barrier", "block", point(100, -49.5)) == ([4], [])
    assert nodes_meant(net, "barrier", "block", point(150, 0)) == ([], [1])
    assert nodes_meant(net, "barrier", "no", point(150, 0)) == ([], [])


@pytest.mark.parametrize(
    "geometry", [point(5000, 5000), line((5000, 0), (5000, 9)), box(5000, 0, 5009, 9)]
)
def test_far_from_any_street(geometry):
    findings = Findings()
    net = network(*CROSS)
    layer = rows(
        ("closed", "yes", geometry), ("kerb", "raised", geometry), ("barrier", "log", geometry)
    )
    seen = corrected(net, layer, NOW, findings)
    assert seen.network is net
    assert seen.corrections == ()
    assert findings.counts() == {"correction_matches_nothing": 3}


def test_across_the_date_line_and_in_an_empty_network():
    net = network(*CROSS)
    moved = replace(net, node_lon=net.node_lon + 103.0, shape_lon=net.shape_lon + 103.0)
    place = {"type": "Point", "coordinates": [float(moved.node_lon[3]), float(moved.node_lat[3])]}
    assert meant(moved, "closed", "yes", place) == {2}
    far = {"type": "Point", "coordinates": [-179.99, 43.0]}
    assert meant(moved, "closed", "yes", far) == set()
