# SPDX-License-Identifier: GPL-3.0-or-later
"""What is reached against networkx, and against standing at every place there is."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import every_way
from test_routing_search import random_network

from accessible_core.errors import Cancelled, UsageError
from accessible_core.routing.outline import outlines
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import lengths, reach
from accessible_core.routing.reach_document import reach_document, reach_geojson, reach_lines
from accessible_core.routing.results import NoRoute
from accessible_core.routing.router import Router
from accessible_core.routing.snap import Place

WHEELCHAIR, FOOT = Profile.named("manual_wheelchair"), Profile.named("foot")
LEVEL = 4.0 / 3.6


def seconds_of(router):
    """Seconds by arc and node, inf where barred: what the fastest way is made of."""
    costs = router.costs
    return (
        np.where(costs.reasons == 0, costs.seconds, np.inf),
        np.where(costs.node_reasons == 0, costs.node_seconds, np.inf),
    )


def known_only(router):
    """Likewise, inf where anything that the profile limits is not known."""
    arcs, nodes = seconds_of(router)
    net, limited = router.network, router.profile.limited
    known = np.ones(net.edge_count, bool)
    if "surface" in limited:
        known &= net.edges["surface"] > 0
    if "smoothness" in limited:
        known &= net.edges["smoothness"] > 0
    if "width" in limited:
        known &= np.isfinite(net.edges["width"])
    if "incline" in limited:
        known &= np.isfinite(net.edges["incline_up"]) & (net.edges["incline_source"] != 3)
    if "access" in limited:
        known &= net.edges["foot"] > 0
    return np.where(np.repeat(known, 2), arcs, np.inf), nodes


def arrivals(router, place, weights):
    """When each node can be left, by networkx with the start as a node of its own."""
    arcs, nodes = weights
    net = router.network
    graph = nx.MultiDiGraph()
    graph.add_node("start")
    for node in range(net.node_count):
        graph.add_nodes_from([(node, "in"), (node, "out")])
        if np.isfinite(nodes[node]):
            graph.add_edge((node, "in"), (node, "out"), weight=float(nodes[node]))
    for edge in range(net.edge_count):
        u, v = int(net.edge_from[edge]), int(net.edge_to[edge])
        for arc, tail, head in ((2 * edge, u, v), (2 * edge + 1, v, u)):
            if not np.isfinite(arcs[arc]):
                continue
            graph.add_edge((tail, "out"), (head, "in"), weight=float(arcs[arc]))
            if place.node < 0 and place.edge == edge:
                left = 1 - place.share if arc % 2 == 0 else place.share
                graph.add_edge("start", (head, "in"), weight=float(arcs[arc]) * left)
    if place.node >= 0:
        graph.add_edge("start", (place.node, "out"), weight=0.0)
    times = nx.single_source_dijkstra_path_length(graph, "start")
    return [times.get((node, "out"), np.inf) for node in range(net.node_count)]


def at_share(router, place, weights, leave, edge, share):
    """Seconds until a place part-way along an edge: from either end, or straight."""
    arcs, net = weights[0], router.network
    u, v = int(net.edge_from[edge]), int(net.edge_to[edge])
    forth, back = arcs[2 * edge], arcs[2 * edge + 1]
    ways = []
    if np.isfinite(forth):
        ways.append(leave[u] + forth * share)
        if place.node < 0 and place.edge == edge and place.share <= share:
            ways.append(forth * (share - place.share))
    if np.isfinite(back):
        ways.append(leave[v] + back * (1 - share))
        if place.node < 0 and place.edge == edge and place.share >= share:
            ways.append(back * (place.share - share))
    return min(ways, default=np.inf)


def reached_length(router, place, weights, edge, limit):
    """Length of an edge within `limit`, from the breakpoints of the time along it."""
    leave = arrivals(router, place, weights)
    return _edge_length(router, place, weights, leave, edge, limit)


def _edge_length(router, place, weights, leave, edge, limit):
    arcs, net = weights[0], router.network
    u, v = int(net.edge_from[edge]), int(net.edge_to[edge])
    cuts = {0.0, 1.0}
    for origin, arc in ((leave[u], 2 * edge), (leave[v], 2 * edge + 1)):
        if np.isfinite(arcs[arc]) and arcs[arc] > 0 and np.isfinite(origin):
            part = (limit - origin) / arcs[arc]
            cuts.add(part if arc % 2 == 0 else 1 - part)
    if place.node < 0 and place.edge == edge:
        cuts.add(place.share)
        if np.isfinite(arcs[2 * edge]) and arcs[2 * edge] > 0:
            cuts.add(place.share + limit / arcs[2 * edge])
        if np.isfinite(arcs[2 * edge + 1]) and arcs[2 * edge + 1] > 0:
            cuts.add(place.share - limit / arcs[2 * edge + 1])
    marks = sorted(cut for cut in cuts if 0 <= cut <= 1)
    share = sum(
        b - a
        for a, b in zip(marks, marks[1:])
        if at_share(router, place, weights, leave, edge, (a + b) / 2) <= limit
    )
    return share * float(net.edge_length[edge])


def start_place(router, rng):
    """Some place that ways can start from, or None."""
    for _ in range(20):
        point = at(*rng.uniform(-300, 300, 2))
        found = router.start(point, 300.0)
        if isinstance(found, Place):
            return point, found
    return None


def by_edge(router, pieces, mask):
    sums = np.zeros(router.network.edge_count)
    np.add.at(sums, pieces.edge[mask], lengths(router.network, pieces)[mask])
    return sums


@pytest.mark.parametrize("name", ["foot", "manual_wheelchair", "cane"])
@pytest.mark.parametrize("seed", range(4))
def test_length_of_each_edge_equals_networkx(name, seed):
    rng = np.random.default_rng(seed)
    router = Router(random_network(rng, 40, 70), Profile.named(name))
    point, place = start_place(router, rng)
    minutes = (1.0, 4.0, 12.0)
    result = reach(router, point, minutes, 300.0)
    for time, said in zip(minutes, result.within):
        counted = result.pieces.minutes <= time
        for kind, weights, mask in (
            ("fastest", seconds_of(router), counted),
            ("confirmed", known_only(router), None),
        ):
            leave = arrivals(router, place, weights)
            expected = [
                _edge_length(router, place, weights, leave, edge, time * 60)
                for edge in range(router.network.edge_count)
            ]
            if kind == "fastest":
                measured = by_edge(router, result.pieces, mask)
                assert measured == pytest.approx(expected, abs=1e-6)
                assert said.length_m == pytest.approx(sum(expected), abs=1e-6)
            elif not result.passed_over and "kerb" not in router.profile.limited:
                assert said.confirmed_m == pytest.approx(sum(expected), abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    nodes=st.integers(2, 5),
    edges=st.integers(1, 6),
    minutes=st.floats(0.2, 15),
)
def test_every_place_of_tiny_networks_tried_out(seed, nodes, edges, minutes):
    rng = np.random.default_rng(seed)
    router = Router(random_network(rng, nodes, edges), WHEELCHAIR)
    started = start_place(router, rng)
    if started is None:
        return
    point, place = started
    result = reach(router, point, [minutes], 300.0)
    arcs, passing = seconds_of(router)
    pieces = result.pieces
    for edge in range(router.network.edge_count):
        for share in rng.uniform(0.01, 0.99, 3).tolist():
            goal = Place(edge, share, -1, 0.0, 0.0, 0.0)
            takes = every_way(router.network, arcs, passing, place, goal)
            mine = (pieces.edge == edge) & (pieces.low <= share) & (share <= pieces.high)
            if takes is None:
                assert not mine.any()
            elif abs(takes - minutes * 60) > 1e-6:
                assert mine.sum() == (takes < minutes * 60)
                assert (pieces.reached_s[mine] <= takes + 1e-6).all()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), nodes=st.integers(2, 12), edges=st.integers(1, 20))
def test_properties_of_several_times(seed, nodes, edges):
    rng = np.random.default_rng(seed)
    router = Router(random_network(rng, nodes, edges), WHEELCHAIR)
    started = start_place(router, rng)
    if started is None:
        return
    times = sorted(rng.uniform(0.3, 12, 3).tolist())
    result = reach(router, started[0], times[::-1], 300.0)
    pieces = result.pieces
    assert [each.minutes for each in result.within] == times
    # Asked alone or with others, a time means the same.
    for time, said in zip(times, result.within):
        alone = reach(router, started[0], [time], 300.0).within[0]
        assert said.length_m == pytest.approx(alone.length_m, abs=1e-6)
        assert said.confirmed_m == pytest.approx(alone.confirmed_m, abs=1e-6)
        assert sum(said.by_kind.values()) == pytest.approx(said.length_m, abs=1e-6)
        assert said.confirmed_m <= said.length_m
    # No two pieces overlap, none is empty of sense, none is barred in both directions.
    for edge in set(pieces.edge.tolist()):
        mine = np.nonzero(pieces.edge == edge)[0]
        mine = mine[np.argsort(pieces.low[mine])]
        assert (pieces.high[mine[:-1]] <= pieces.low[mine[1:]] + 1e-9).all()
        assert router.costs.edge_open[edge]
    assert ((pieces.low >= 0) & (pieces.high <= 1) & (pieces.low <= pieces.high)).all()
    assert (pieces.reached_s <= pieces.minutes * 60 + 1e-6).all()


def street(edge_tags=None, node_tags=None, every=None):
    """A straight street of 3 x 100 m from west to east."""
    return network(
        [(0, 0), (100, 0), (200, 0), (300, 0)],
        [(0, 1), (1, 2), (2, 3)],
        edge_tags=edge_tags,
        node_tags=node_tags,
        every=every,
    )


def extent(result):
    """Metres along the street that are reached, as pairs."""
    pieces = result.pieces
    return sorted(
        (round(100 * (e + a), 3), round(100 * (e + b), 3))
        for e, a, b in zip(pieces.edge.tolist(), pieces.low.tolist(), pieces.high.tolist())
    )


def test_cut_at_the_exact_place():
    result = reach(Router(street(), WHEELCHAIR), at(150, 0), [1])
    metres = 60 * LEVEL
    assert extent(result) == [
        (pytest.approx(150 - metres, abs=0.01), 100.0),
        (100.0, 150.0),
        (150.0, 200.0),
        (200.0, pytest.approx(150 + metres, abs=0.01)),
    ]
    assert result.within[0].length_m == pytest.approx(2 * metres, abs=0.01)
    assert result.within[0].confirmed_m == 0.0
    assert "footway" in result.within[0].by_kind


def test_nobody_passes_what_is_barred_but_one_comes_up_to_it():
    steps = reach(Router(street({1: {"kind": "steps"}}), WHEELCHAIR), at(50, 0), [30])
    assert extent(steps) == [(0.0, 50.0), (50.0, 100.0)]
    stile = reach(Router(street(None, {2: {"barrier": "stile"}}), WHEELCHAIR), at(50, 0), [30])
    assert extent(stile)[-1] == (100.0, 200.0)
    on_foot = reach(Router(street({1: {"kind": "steps"}}), FOOT), at(50, 0), [30])
    assert on_foot.within[0].length_m == pytest.approx(300, abs=0.01)


def test_one_way_is_not_walked_back():
    result = reach(Router(street({1: {"oneway": 1}}), FOOT), at(250, 0), [30])
    assert extent(result) == [(200.0, 250.0), (250.0, 300.0)]


def test_waiting_counts():
    with_gate = reach(Router(street(None, {1: {"barrier": "gate"}}), WHEELCHAIR), at(50, 0), [2])
    plain = reach(Router(street(), WHEELCHAIR), at(50, 0), [2])
    lost = plain.within[0].length_m - with_gate.within[0].length_m
    assert lost == pytest.approx(15 * LEVEL, abs=0.01)


def test_known_throughout_and_up_to_where():
    known = {
        "surface": "asphalt",
        "smoothness": "good",
        "width": 200.0,
        "incline_up": 0.0,
        "incline_down": 0.0,
        "incline_source": "tag",
    }
    result = reach(Router(street({2: {"width": float("nan")}}, None, known), WHEELCHAIR),
                   at(50, 0), [30])  # fmt: skip
    assert result.within[0].confirmed_m == pytest.approx(200, abs=0.01)
    pieces = result.pieces
    assert pieces.confirmed.tolist() == [edge != 2 for edge in pieces.edge.tolist()]
    assert result.within[0].unknown_share["width"] == pytest.approx(1 / 3, abs=1e-4)
    kerb = street(None, {1: {"crossing": True}}, known)
    result = reach(Router(kerb, WHEELCHAIR), at(50, 0), [30])
    assert result.within[0].confirmed_m == pytest.approx(100, abs=0.01)


def test_a_start_on_barred_ground_confirms_nothing():
    known = {"surface": "asphalt", "smoothness": "good", "width": 200.0, "incline_up": 0.0,
             "incline_down": 0.0, "incline_source": "tag"}  # fmt: skip
    net = network(
        [(0, 0), (100, 0), (0, 40), (100, 40)],
        [(0, 1), (2, 3)],
        every=known,
        edge_tags={1: {"kind": "steps"}},
    )
    result = reach(Router(net, WHEELCHAIR), at(50, 38), [30])
    assert result.passed_over[0].attribute == "steps"
    assert result.within[0].length_m == pytest.approx(100, abs=0.01)
    assert result.within[0].confirmed_m == 0.0
    assert not result.pieces.confirmed.any()
    assert any("barred" in line for line in reach_lines(result))


@pytest.mark.parametrize(
    ("net", "point", "reason"),
    [
        (street(), at(0, 900), "start_off_network"),
        (street(every={"kind": "steps"}), at(50, 0), "start_barred"),
        (street(every={"kind": "steps"}), at(0, 0), "start_barred"),
    ],
)
def test_why_nothing_is_reached(net, point, reason):
    result = reach(Router(net, WHEELCHAIR), point, [5])
    assert isinstance(result, NoRoute)
    assert result.reason == reason
    document = reach_document(result)
    assert document["status"] == "no_route"
    assert bool(document["blocked_by"]) == (reason == "start_barred")
    features = reach_geojson(result, net)["features"]
    assert [feature["geometry"] for feature in features] == [None]
    for language in ("kk", "ru", "en"):
        assert reach_lines(result, language)[0]


def test_the_map_shows_the_length_that_is_said():
    rng = np.random.default_rng(3)
    router = Router(random_network(rng, 20, 40), FOOT)
    point, _ = start_place(router, rng)
    result = reach(router, point, [2, 6], 300.0)
    start, *lines = reach_geojson(result, router.network)["features"]
    assert start["geometry"]["type"] == "Point"
    said = {each["minutes"]: each["length_m"] for each in reach_document(result)["within"]}
    for minutes, length in said.items():
        mine = [f["properties"] for f in lines if f["properties"]["minutes"] <= minutes]
        assert sum(each["length_m"] for each in mine) == pytest.approx(length, abs=0.1)
    # The lines drawn are as long as they say (a network made in metres on a plane).
    for line in lines:
        points = np.array(line["geometry"]["coordinates"])
        steps = np.hypot(*(np.diff(points, axis=0) * [81302.9, 111109.5]).T)
        assert steps.sum() == pytest.approx(line["properties"]["length_m"], abs=0.1, rel=2e-3)


@pytest.mark.parametrize("minutes", [[], [0], [-1], [float("nan")], [5, float("inf")], [1e308]])
def test_times_that_are_none(minutes):
    with pytest.raises(UsageError, match="minutes"):
        reach(Router(street(), FOOT), at(0, 0), minutes)


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        reach(Router(street(), FOOT), at(0, 0), [5], progress=lambda _: False)


def test_an_outline_holds_what_lies_near_and_nothing_else():
    import shapely
    from shapely.geometry import Point, shape

    # A square of streets of 400 m, walked round; its middle is reached by nobody.
    net = network(
        [(0, 0), (400, 0), (400, 400), (0, 400), (0, 900)],
        [(0, 1), (1, 2), (2, 3), (3, 0), (3, 4)],
        edge_tags={4: {"kind": "steps"}},
    )
    result = reach(Router(net, WHEELCHAIR), at(200, 0), [3, 60])
    far, near = outlines(result, net, around_m=20.0)
    assert (far["properties"]["minutes"], near["properties"]["minutes"]) == (60.0, 3.0)
    large, small = shape(far["geometry"]), shape(near["geometry"])
    assert large.is_valid
    assert shapely.within(small, large)
    assert large.contains(Point(*at(200, 410)))
    assert not large.contains(Point(*at(200, 200)))
    assert not large.contains(Point(*at(0, 450)))
    square_m2 = large.area * 81302.9 * 111109.5
    assert square_m2 == pytest.approx(4 * 400 * 40 + (3.06 - 4) * 20**2, rel=0.005)
    assert small.area * 81302.9 * 111109.5 == pytest.approx(400 * 40 + 3.06 * 20**2, rel=0.005)
    rng = np.random.default_rng(5)
    for x, y in rng.uniform(-60, 460, (200, 2)):
        off = abs(max(abs(x - 200), abs(y - 200)) - 200)
        outside = np.hypot(max(abs(x - 200) - 200, 0), max(abs(y - 200) - 200, 0))
        away = outside if max(abs(x - 200), abs(y - 200)) > 200 else off
        if abs(away - 20) > 0.5:
            assert large.contains(Point(*at(x, y))) == (away < 20)
    with pytest.raises(UsageError, match="around"):
        outlines(result, net, around_m=0)
