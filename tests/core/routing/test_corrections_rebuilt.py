# SPDX-License-Identifier: GPL-3.0-or-later
"""A correction says what the same edit of the OSM file says: edited, built and routed anew."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from correction_cases import rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_core.network.build import build_network
from accessible_core.network.model import EDGE_KINDS
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router

#: attribute, value of the correction -> tags set, tags removed in the file.
OF_WAYS = [
    ("closed", "yes", {"foot": "no"}, ()),
    ("foot", "private", {"foot": "private"}, ("access",)),
    ("foot", "yes", {"foot": "yes"}, ("access",)),
    ("surface", "sand", {"surface": "sand"}, ()),
    ("surface", "asphalt", {"surface": "asphalt"}, ()),
    ("surface", "", {}, ("surface",)),
    ("smoothness", "very_bad", {"smoothness": "very_bad"}, ()),
    ("smoothness", "good", {"smoothness": "good"}, ()),
    ("smoothness", "", {}, ("smoothness",)),
    ("width", "70 cm", {"width": "0.7"}, ("est_width", "maxwidth:physical")),
    ("width", "3 m", {"width": "3"}, ("est_width", "maxwidth:physical")),
    ("width", "", {}, ("width", "est_width", "maxwidth:physical")),
    ("incline", "9%", {"incline": "9%"}, ()),
    ("incline", "-1:50", {"incline": "-1:50"}, ()),
    ("incline", "", {}, ("incline",)),
    ("wheelchair", "no", {"wheelchair": "no"}, ()),
    ("wheelchair", "yes", {"wheelchair": "yes"}, ()),
    ("steps", "yes", {"steps": "yes"}, ()),
    ("ramp:wheelchair", "yes", {"ramp:wheelchair": "yes"}, ()),
]
OF_NODES = [
    ("kerb", "raised", {"kerb": "raised"}, ("kerb:height",)),
    ("kerb", "flush", {"kerb": "flush"}, ("kerb:height",)),
    ("kerb:height", "12 cm", {"kerb:height": "0.12"}, ("kerb",)),
    ("kerb:height", "2 cm", {"kerb:height": "0.02"}, ("kerb",)),
    ("kerb", "", {}, ("kerb", "kerb:height")),
    ("wheelchair", "no", {"wheelchair": "no"}, ()),
]
SIMPLE = ("footway", "path", "steps", "pedestrian")
WHEELCHAIR, FOOT = Profile.named("manual_wheelchair"), Profile.named("foot")


@pytest.fixture(scope="module")
def town(sample):
    tree = ET.parse(sample / "sample_city.osm")  # noqa: S314 - our own file
    return tree, build_network(sample / "sample_city.osm")


def edited(tree, kind, number, change, removed, path):
    """Write the file with the tags of one way or node changed, and build it."""
    root = ET.fromstring(ET.tostring(tree.getroot()))  # noqa: S314 - a copy
    found = next(each for each in root.iter(kind) if each.get("id") == str(number))
    for tag in list(found.iter("tag")):
        if tag.get("k") in (*removed, *change):
            found.remove(tag)
    for key, value in change.items():
        ET.SubElement(found, "tag", k=key, v=value)
    ET.ElementTree(root).write(path, encoding="utf-8")
    return build_network(path)


def said(result, network):
    """What a result says, free of positions in one network's columns."""
    if not isinstance(result, Route):
        causes = [(o.osm_way, o.osm_node, o.attribute, str(o.value)) for o in result.blocked_by]
        return result.reason, causes
    edges = [
        (edge.osm_way, edge.from_node, edge.to_node, edge.kind, edge.surface, edge.incline,
         edge.known, round(edge.length_m, 3))
        for edge in result.edges
    ]  # fmt: skip
    return edges, result.confirmed, round(result.duration_s, 2), network.edge_count


def way_and_place(rng, net, tree, kinds=SIMPLE):
    """A way that is nothing but a footway, and a point near to it."""
    tags = {
        int(way.get("id")): {tag.get("k"): tag.get("v") for tag in way.iter("tag")}
        for way in tree.getroot().iter("way")
    }
    tags[0] = {}  # lines across areas are on no way
    plain = [
        edge
        for edge in range(net.edge_count)
        if tags.get(int(net.edge_way[edge]), {}).get("highway") in kinds
        and tags[int(net.edge_way[edge])].get("area") != "yes"
        and EDGE_KINDS[net.edges["kind"][edge]] != "escalator"
    ]
    edge = int(rng.choice(plain))
    lon, lat = net.shape(edge)
    return int(net.edge_way[edge]), (float(lon[0]), float(lat[0]))


def across(net, node):
    """Points half way along two pieces that meet at a node."""
    meeting = np.flatnonzero((net.edge_from == node) | (net.edge_to == node))[[0, -1]]
    shapes = [np.column_stack(net.shape(edge)) for edge in meeting.tolist()]
    return [tuple(shape[:2].mean(axis=0).tolist()) for shape in shapes]


def routes(rng, net, other, place, through=()):
    """Say the same routes past a place on two networks, and the one through a node."""
    for profile in (WHEELCHAIR, FOOT):
        routers = [Router(net, profile), Router(other, profile)]
        if through:
            yield [said(router.route(*through), router.network) for router in routers]
        for _ in range(4):
            a = place[0] + rng.uniform(-2e-3, 2e-3), place[1] + rng.uniform(-1.5e-3, 1.5e-3)
            b = 2 * place[0] - a[0], 2 * place[1] - a[1]
            yield [said(router.route(a, b), router.network) for router in routers]


seeds = st.integers(0, 2**32 - 1)


def quick(examples):
    """A network is built for each example."""
    health = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=examples, deadline=None, suppress_health_check=health)


@quick(20)
@given(seed=seeds, case=st.sampled_from(OF_WAYS))
def test_ways(town, tmp_path, seed, case):
    tree, net = town
    attribute, value, change, removed = case
    rng = np.random.default_rng(seed)
    # A ramp belongs to steps; on other ways the tag would name their kind.
    kinds = ("steps",) if attribute == "ramp:wheelchair" else SIMPLE
    way, place = way_and_place(rng, net, tree, kinds)
    rebuilt = edited(tree, "way", way, change, removed, tmp_path / "edited.osm")
    layer = rows((attribute, value, None, {"osm_way": way}))
    seen = Router(net, FOOT, corrections=layer).network
    for one, other in routes(rng, seen, rebuilt, place):
        assert one == other


@quick(8)
@given(seed=seeds, case=st.sampled_from(OF_NODES))
def test_kerbs(town, tmp_path, seed, case):
    tree, net = town
    attribute, value, change, removed = case
    rng = np.random.default_rng(seed)
    kerbs = np.flatnonzero((net.nodes["kerb"] > 0) & (net.nodes["barrier"] > 0))
    node = int(rng.choice(kerbs))
    rebuilt = edited(
        tree, "node", int(net.node_osm[node]), change, removed, tmp_path / "edited.osm"
    )
    layer = rows((attribute, value, None, {"osm_node": int(net.node_osm[node])}))
    seen = Router(net, FOOT, corrections=layer).network
    place = float(net.node_lon[node]), float(net.node_lat[node])
    for one, other in routes(rng, seen, rebuilt, place):
        assert one == other


@quick(8)
@given(seed=seeds, word=st.sampled_from(["block", "stile", "gate", "no"]))
def test_barriers(town, tmp_path, seed, word):
    tree, net = town
    rng = np.random.default_rng(seed)
    barriers = [net.barriers.index(name) for name in net.barriers if name in ("gate", "bollard")]
    standing = np.flatnonzero(np.isin(net.nodes["barrier"], barriers))
    if not len(standing):
        standing = np.flatnonzero(net.nodes["barrier"] > 0)
    node = int(rng.choice(standing))
    number = int(net.node_osm[node])
    change = {} if word == "no" else {"barrier": word}
    rebuilt = edited(tree, "node", number, change, ("barrier",), tmp_path / "edited.osm")
    layer = rows(("barrier", word, None, {"osm_node": number}))
    seen = Router(net, FOOT, corrections=layer).network
    place = float(net.node_lon[node]), float(net.node_lat[node])
    for one, other in routes(rng, seen, rebuilt, place, across(net, node)):
        # A bare node is no place to cut a way at: pieces may be longer, ways are the same.
        assert _ways(one, word) == _ways(other, word)


def _ways(each, word):
    if isinstance(each[0], str) or word != "no":
        return each
    return list(dict.fromkeys(edge[0] for edge in each[0])), each[1]
