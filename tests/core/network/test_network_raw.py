# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent second reading of raw OSM files: does every edge say what its way says?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import osmium
import pytest

from accessible_core.network.build import build_network
from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    SMOOTHNESS,
    WHEELCHAIR,
    StreetNetwork,
)

BARRED = {"no", "private", "use_sidepath"}
OPEN = {"yes", "designated", "permissive"}
FAST = {"motorway", "motorway_link", "trunk", "trunk_link"}
SIDES = {"both", "left", "right", "yes"}
FILES = (
    "heidelberg_ors.osm.pbf",
    "malta.osm.pbf",
    "porto_alegre_r5r.osm.pbf",
    "wedgewood_seattle.nometa.osm.pbf",
    "almaty.nometa.osm.pbf",
)


@pytest.fixture(scope="module", params=FILES)
def read(request: pytest.FixtureRequest, shared: Path) -> tuple[StreetNetwork, dict, dict]:
    """A network, tags and refs of all ways with highway and the tags of nodes."""
    path = shared / "data" / "osm" / request.param
    ways, nodes = {}, {}
    for item in osmium.FileProcessor(str(path)):
        if item.is_way() and "highway" in item.tags:
            ways[item.id] = {**dict(item.tags), "refs": [node.ref for node in item.nodes]}
        elif item.is_node() and item.tags:
            nodes[item.id] = dict(item.tags)
    return build_network(path), ways, nodes


def own_edges(network: StreetNetwork, ways: Mapping) -> list[tuple[int, Mapping[str, str]]]:
    """Edges of ways themselves: not the sidewalks that are tagged on roads."""
    found = []
    for e, way in enumerate(network.edge_way.tolist()):
        tags = ways.get(way)
        if tags is None:
            continue
        tagged_on_road = EDGE_KINDS[network.edges["kind"][e]] == "sidewalk" and "sidewalk" not in (
            tags.get("footway"), tags.get("path"), tags["highway"],
        )  # fmt: skip
        if not tagged_on_road:
            found.append((e, tags))
    assert found
    return found


def barred_for_all(tags: Mapping[str, str]) -> bool:
    """CONTRACTS, "For every profile", read literally."""
    foot, access = tags.get("foot"), tags.get("access")
    if foot in BARRED:
        return True
    if foot in OPEN:
        return False
    if access in {"no", "private"}:
        return True
    return tags["highway"] in FAST and tags.get("sidewalk") not in SIDES


def test_who_may_not_walk_is_what_the_contract_says(read: tuple) -> None:
    network, ways, _ = read
    extra = {"official", "destination", "customers", "customer"}  # further words for "may walk"
    for e, tags in own_edges(network, ways):
        ours = FOOT_ACCESS[network.edges["foot"][e]] in BARRED
        if tags["highway"] in FAST and tags.get("sidewalk") in SIDES:
            continue  # its sidewalk is open, its carriageway is not
        if tags["highway"] == "raceway" or tags.get("motorroad") == "yes":
            continue
        if tags.get("foot") in extra or tags.get("access") == "restricted":
            continue
        assert ours == barred_for_all(tags), tags


def test_plain_values_arrive_unchanged(read: tuple) -> None:
    network, ways, _ = read
    edges = network.edges
    for e, tags in own_edges(network, ways):
        surface = network.surfaces[edges["surface"][e]]
        if "surface" not in tags:
            assert surface == "unknown"
        elif surface != "unknown" and not re.search("[;:/]|painted|_plates", tags["surface"]):
            assert surface == tags["surface"]
        smoothness = SMOOTHNESS[edges["smoothness"][e]]
        assert smoothness == tags.get("smoothness", "unknown") or smoothness == "unknown"
        assert WHEELCHAIR[edges["wheelchair"][e]] == tags.get("wheelchair", "unknown")
        width = tags.get("width", "")
        if re.fullmatch(r"[0-9]{1,2}([.][0-9]+)?", width) and 0 < float(width) <= 50:
            assert edges["width"][e] == pytest.approx(float(width) * 100)
        incline = re.fullmatch(r"(-?)([0-9]+) ?%", tags.get("incline", ""))
        if incline and EDGE_KINDS[edges["kind"][e]] != "area":
            slope = float(incline[2])
            expected = (0, slope) if incline[1] else (slope, 0)
            assert (edges["incline_up"][e], edges["incline_down"][e]) == expected
        elif "incline" not in tags:
            assert np.isnan(edges["incline_up"][e])
        if tags["highway"] == "steps":
            assert EDGE_KINDS[edges["kind"][e]] in ("steps", "escalator")


def test_tagged_sidewalks_exist_and_carry_nothing_of_the_road(read: tuple) -> None:
    network, ways, _ = read
    roads = {"residential", "tertiary", "secondary", "primary", "unclassified", "living_street"}
    of_way: dict[int, list[int]] = {}
    for e, way in enumerate(network.edge_way.tolist()):
        of_way.setdefault(way, []).append(e)
    for way, tags in ways.items():
        if tags["highway"] not in roads or way not in of_way or tags.get("area") == "yes":
            continue
        kinds = {EDGE_KINDS[network.edges["kind"][e]] for e in of_way[way]}
        if not any(key.startswith(("sidewalk:", "footway")) for key in tags):
            assert ("sidewalk" in kinds) == (tags.get("sidewalk") in SIDES), tags
        for e in of_way[way]:
            if EDGE_KINDS[network.edges["kind"][e]] == "sidewalk":
                assert not network.edges["carriageway"][e]
                if not any(key.startswith(("sidewalk:", "footway:")) for key in tags):
                    assert network.edges["surface"][e] == 0
                    assert np.isnan(network.edges["width"][e])
            else:
                assert network.edges["carriageway"][e]


def test_every_barrier_and_kerb_on_a_way_is_a_node_of_the_network(read: tuple) -> None:
    network, ways, nodes = read
    position = {node: n for n, node in enumerate(network.node_osm.tolist())}
    in_network = set(network.edge_way.tolist())
    seen = 0
    for way, tags in ways.items():
        if way not in in_network:
            continue
        for node in tags["refs"]:
            barrier = nodes.get(node, {}).get("barrier", "no")
            if barrier == "no" and "kerb" not in nodes.get(node, {}):
                continue
            n = position[node]  # a KeyError here is a barrier that nobody would notice
            expected = "unknown" if barrier == "no" else barrier
            assert network.barriers[network.nodes["barrier"][n]] == expected
            seen += 1
    assert seen
