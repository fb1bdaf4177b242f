# SPDX-License-Identifier: GPL-3.0-or-later
"""The base and the compiled searches find the same, to the last arc; so does networkx."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hand_network import network
from hypothesis import given, settings
from hypothesis import strategies as st
from test_routing_search import EDGE_TAGS, NODE_TAGS

import accessible_core
from accessible_core.errors import UsageError
from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS
from accessible_core.routing import engine as engines
from accessible_core.routing.classes import Classes
from accessible_core.routing.compiled import kernels
from accessible_core.routing.costs import costs
from accessible_core.routing.ends import arriving_at, leaving_at
from accessible_core.routing.engine import Engine, chosen, for_one_question
from accessible_core.routing.limits import POLICIES
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_core.routing.search import shortest
from accessible_core.routing.spread import to_goals, tree
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.topology import Topology
from accessible_core.routing.weights import Ends, Gates

PACKAGE = Path(accessible_core.__file__).parent
PROFILES = ("foot", "manual_wheelchair")
seeds = st.integers(0, 2**32 - 1)


def grid_network(rng, side):
    """Squares of equal sides, so that most ways have equals; parts of it are missing."""
    places = [(100.0 * column, 100.0 * row) for row in range(side) for column in range(side)]
    pairs = []
    for node in range(side * side):
        pairs += [(node, node + 1)] * ((node + 1) % side > 0)
        pairs += [(node, node + side)] * (node + side < side * side)
    kept = [pair[:: rng.choice([-1, 1])] for pair in pairs if rng.random() < 0.9]
    pairs = kept or pairs[:1]  # of a small square all may be gone
    pairs += [pairs[int(rng.integers(len(pairs)))] for _ in range(3)]  # parallel pieces
    plain = rng.random() < 0.5
    tags = [{}] if plain else EDGE_TAGS
    return network(
        places,
        pairs,
        edge_tags={e: dict(tags[rng.integers(len(tags))]) for e in range(len(pairs))},
        node_tags={
            n: dict(NODE_TAGS[rng.integers(len(NODE_TAGS))])
            for n in range(len(places))
            if not plain and rng.random() < 0.2
        },
    )


def both(router):
    return {each: replace(router.weights, engine=each) for each in Engine}


def random_place(router, rng):
    point = rng.uniform(0, 1, 2)
    net = router.network
    west, south, east, north = net.bbox
    place = router.snap((west + point[0] * (east - west), south + point[1] * (north - south)), 200)
    assert place is not None
    return place


def ends_of(weights, a, b):
    x, y = weights.graph.plane(np.array(b.lon), np.array(b.lat))
    return Ends(
        [(end.node, end.cost) for end in leaving_at(weights, a).values()],
        a.node,
        {e.node: (e.cost, e.piece is not None) for e in arriving_at(weights, b).values()},
        float(x),
        float(y),
    )


@settings(max_examples=60, deadline=None)
@given(seed=seeds, side=st.integers(2, 8), name=st.sampled_from(PROFILES))
def test_the_same_arcs_though_many_ways_are_equal(seed, side, name):
    rng = np.random.default_rng(seed)
    router = Router(grid_network(rng, side), Profile.named(name), engine="base")
    weights = both(router)
    for _ in range(4):
        a, b = random_place(router, rng), random_place(router, rng)
        found = [shortest(each, ends_of(each, a, b)) for each in weights.values()]
        assert found[0] == found[1]
        for at_root, place, reverse in ((leaving_at, a, False), (arriving_at, b, True)):
            starts = [(e.node, e.cost) for e in at_root(router.weights, place).values()]
            limit = float(rng.choice([np.inf, 300.0]))
            trees = [
                tree(each, starts, place.node, reverse=reverse, limit=limit)
                for each in weights.values()
            ]
            assert np.array_equal(trees[0].cost, trees[1].cost)
            assert np.array_equal(trees[0].came, trees[1].came)


@settings(max_examples=60, deadline=None)
@given(seed=seeds, side=st.integers(2, 6))
def test_the_same_ways_to_goals_though_many_are_equal(seed, side):
    rng = np.random.default_rng(seed)
    router = Router(grid_network(rng, side), Profile.named("manual_wheelchair"), engine="base")
    count = int(rng.integers(0, 7))
    node = np.sort(rng.integers(0, router.network.node_count, count))
    goals = max(1, count // 2) if count else 0
    gates = Gates(
        node,
        rng.integers(0, max(goals, 1), count),
        rng.integers(0, 3, count) * 25.0,
        rng.random(count) < 0.5,
        router.network.node_count,
    )
    place = random_place(router, rng)
    bounds = rng.choice([np.inf, np.inf, 200.0, -np.inf], goals).tolist()
    for at_root, reverse in ((leaving_at, False), (arriving_at, True)):
        starts = [(end.node, end.cost) for end in at_root(router.weights, place).values()]
        base, fast = (
            to_goals(each, starts, place.node, gates, bounds, reverse=reverse)
            for each in both(router).values()
        )
        assert np.array_equal(base.cost, fast.cost)
        assert np.array_equal(base.gate, fast.gate)
        whole = tree(router.weights, starts, place.node, reverse=reverse)
        for goal in range(goals):
            totals = [bounds[goal]] + [
                whole.cost[n]
                + rest
                + (router.weights.node_cost[n] if passes and n != place.node else 0.0)
                for n, g, rest, passes in zip(gates.node, gates.goal, gates.rest, gates.passes)
                if g == goal
            ]
            assert base.cost[goal] == min(totals)


def split_graph(weights):
    """Nodes doubled for what passing costs; of parallel arcs the cheapest."""
    graph, net = nx.DiGraph(), weights.graph.network
    for node in range(net.node_count):
        graph.add_edge((node, "in"), (node, "out"), weight=float(weights.node_cost[node]))
    for edge in range(net.edge_count):
        u, v = int(net.edge_from[edge]), int(net.edge_to[edge])
        for arc, tail, head in ((2 * edge, u, v), (2 * edge + 1, v, u)):
            ends, cost = ((tail, "out"), (head, "in")), float(weights.arc_cost[arc])
            if cost < graph.get_edge_data(*ends, {"weight": np.inf})["weight"]:
                graph.add_edge(*ends, weight=cost)
    return graph


def costs_to(weights, node, reverse):
    """What networkx says each node costs from, or to, a node."""
    graph = split_graph(weights)
    # What passing costs is not in it, neither at the place nor at the other end.
    source, other = ((node, "in"), "out") if reverse else ((node, "out"), "in")
    lengths = nx.single_source_dijkstra_path_length(graph.reverse() if reverse else graph, source)
    count = weights.graph.network.node_count
    return np.array([lengths.get((n, other), np.inf) for n in range(count)])


@settings(max_examples=40, deadline=None)
@given(seed=seeds, side=st.integers(2, 6), engine=st.sampled_from(list(Engine)))
def test_trees_equal_networkx_exactly_both_ways(seed, side, engine):
    rng = np.random.default_rng(seed)
    router = Router(grid_network(rng, side), Profile.named("manual_wheelchair"), engine=engine)
    node = int(rng.integers(router.network.node_count))
    there = tree(router.weights, [(node, 0.0)], node)
    back = tree(router.weights, [(node, 0.0)], node, reverse=True)
    for found, reverse in ((there, False), (back, True)):
        expected = costs_to(router.weights, node, reverse)
        expected[node] = 0.0
        assert np.array_equal(found.cost, expected)
    # The arcs lead where they say, at the cost that they say.
    topology = StreetGraph.of(router.network).topology
    arc_cost, node_cost = router.weights.arc_cost, router.weights.node_cost
    for other in np.flatnonzero(there.came >= 0):
        arc = there.came[other]
        before = topology.tails[arc]
        passing = 0.0 if before == node else node_cost[before]
        assert topology.heads[arc] == other
        assert there.cost[other] == there.cost[before] + passing + arc_cost[arc]
    for other in np.flatnonzero(back.came >= 0):
        arc = back.came[other]
        after = topology.heads[arc]
        passing = 0.0 if after == node else node_cost[after]
        assert topology.tails[arc] == other
        assert back.cost[other] == arc_cost[arc] + passing + back.cost[after]


@settings(max_examples=100, deadline=None)
@given(entries=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=40))
def test_heaps_give_the_least_first(entries):
    keys, nodes = np.empty(len(entries)), np.empty(len(entries), np.int32)
    for size, (key, node) in enumerate(entries):
        kernels.push(keys, nodes, size, float(key), node)
    taken = []
    for size in range(len(entries), 0, -1):
        taken.append((int(keys[0]), int(nodes[0])))
        kernels.pop(keys, nodes, size)
    assert taken == sorted(entries)


@pytest.mark.parametrize("file", ["heidelberg_ors.osm.pbf", "wedgewood_seattle.nometa.osm.pbf"])
def test_the_same_routes_on_real_streets(shared, file):
    net = build_network(shared / "data" / "osm" / file)
    routers = [Router(net, Profile.named("manual_wheelchair"), engine=each) for each in Engine]
    rng = np.random.default_rng(5)
    for _ in range(250):
        nodes = rng.integers(net.node_count, size=2)
        points = zip(net.node_lon[nodes].tolist(), net.node_lat[nodes].tolist())
        a, b = (routers[0].snap(point) for point in points)
        found = [shortest(each.weights, ends_of(each.weights, a, b)) for each in routers]
        assert found[0] == found[1]


def test_the_engine_is_chosen_in_one_place(monkeypatch):
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    assert chosen() is Engine.FAST
    monkeypatch.setenv(engines.VARIABLE, "base")
    assert chosen() is Engine.BASE
    assert chosen("fast") is Engine.FAST
    monkeypatch.setenv(engines.VARIABLE, "quick")
    with pytest.raises(UsageError, match="ACCESSIBLE_KZ_ENGINE is one of auto, base, fast"):
        chosen()
    with pytest.raises(UsageError, match="The engine is one of"):
        chosen("quick")


def test_one_question_does_not_wait_for_machine_code(monkeypatch):
    monkeypatch.delenv(engines.VARIABLE, raising=False)
    assert for_one_question("auto", 50_000) == "base"
    assert for_one_question("auto", 1_000_000) == "auto"
    assert for_one_question("fast", 50_000) == "fast"
    monkeypatch.setenv(engines.VARIABLE, "fast")
    assert chosen(for_one_question("auto", 50_000)) is Engine.FAST


#: Runs where numba cannot be imported.
WITHOUT = """
import sys
sys.modules["numba"] = None
from accessible_core.routing.engine import Engine, chosen, for_one_question
from accessible_core.errors import MissingExtraError
assert chosen() is Engine.BASE
try:
    chosen("fast")
except MissingExtraError as error:
    print(error)
"""


def test_without_numba_the_base_searches_and_fast_says_what_to_install():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert "pip install 'accessible-kz[fast]'" in done.stdout


#: Runs where neither beside the code nor in a home can a file be kept.
NO_FOLDER = """
import sys
sys.path.insert(0, {archive!r})
import numpy as np
from accessible_core.routing.compiled.loaded import kernel
came, out = np.array([-1, 3], np.int32), np.zeros(2, np.int32)
print(kernel("trace")(came, np.zeros(4, np.int32), 1, out), out[0])
"""


def test_machine_code_is_made_even_where_no_folder_can_keep_it(tmp_path):
    archive = tmp_path / "core.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for source in sorted(PACKAGE.rglob("*.py")):
            file.write(source, source.relative_to(PACKAGE.parent))
    nowhere = str(tmp_path / "core.zip" / "home")
    done = subprocess.run(
        [sys.executable, "-c", NO_FOLDER.format(archive=str(archive))],
        env={**os.environ, "HOME": nowhere, "XDG_CACHE_HOME": nowhere, "NUMBA_CACHE_DIR": ""},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.split() == ["1", "3"]


def test_a_piece_without_length_or_cost_does_not_lower_the_bound():
    net = network([(0, 0), (100, 0), (100, 0), (200, 0)], [(0, 1), (1, 2), (2, 3)])
    router = Router(net, Profile.named("foot"))
    assert router.costs.cost[2] == 0.0
    metre = router.costs.cost[0] / 100.0
    assert router.weights.least_per_metre == pytest.approx(metre, rel=0.01)
    west, east = (float(net.node_lon[0]), 43.25), (float(net.node_lon[3]), 43.25)
    assert router.route(west, east).distance_m == pytest.approx(200.0, abs=0.5)


def test_copies_with_other_attributes_share_what_follows_from_topology():
    net = network([(0, 0), (100, 0), (300, 0)], [(0, 1), (1, 2)])
    kinds = net.edges["kind"].copy()
    kinds[1] = EDGE_KINDS.index("steps")
    copy = replace(net, edges={**net.edges, "kind": kinds})
    Topology.share(net, copy)
    for each, reason in ((net, None), (copy, "barred")):
        found = Router(each, Profile.named("manual_wheelchair")).route(
            *zip(net.node_lon[[0, 2]].tolist(), net.node_lat[[0, 2]].tolist())
        )
        assert getattr(found, "reason", None) == reason
    assert Topology.of(copy) is Topology.of(net)
    with pytest.raises(ValueError, match="differ in edge_from"):
        Topology.share(net, replace(net, edge_from=net.edge_from.copy()))


@settings(max_examples=25, deadline=None)
@given(seed=seeds, name=st.sampled_from(Profile.names()), policy=st.sampled_from(POLICIES))
def test_pieces_alike_cost_what_each_costs_by_itself(seed, name, policy):
    rng = np.random.default_rng(seed)
    net = grid_network(rng, int(rng.integers(2, 6)))
    # Every column that a later rule may look at, so that a class that lacks it shows.
    chance = {
        "smoothness": rng.integers(0, 9, net.edge_count).astype(np.uint8),
        "width": rng.choice([np.nan, 70.0, 85.0, 200.0], net.edge_count).astype(np.float32),
        "wheelchair": rng.integers(0, 5, net.edge_count).astype(np.uint8),
        "condition_state": rng.integers(0, 4, net.edge_count).astype(np.uint8),
    }
    at_nodes = {"condition_state": rng.integers(0, 4, net.node_count).astype(np.uint8)}
    net = replace(net, edges={**net.edges, **chance}, nodes={**net.nodes, **at_nodes})
    profile = Profile.named(name)
    profile = profile.with_unknown(policy) if profile.limited else profile
    together, alone = costs(net, profile), replace(net)
    graph = StreetGraph.of(alone)
    edge = np.arange(net.edge_count)
    vars(graph)["classes"] = Classes(
        replace(alone, edge_length=np.ones(net.edge_count)),
        edge,
        np.arange(2 * net.edge_count),
        np.arange(net.node_count),
        graph.unknown_kerb,
    )
    for each in fields(together):
        found = getattr(costs(alone, profile), each.name)
        assert np.array_equal(getattr(together, each.name), found), each.name
