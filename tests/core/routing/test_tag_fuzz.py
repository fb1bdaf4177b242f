# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of ways with random tags: the program and a second reading agree on each of them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from xml.sax.saxutils import quoteattr

import numpy as np
import pytest
from tag_oracle import PROFILES, node_passes, way_passes, with_set

from accessible_core.network.build import build_network
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router

WAYS = 4000
HIGHWAYS = [
    "footway", "footway", "path", "pedestrian", "steps", "steps", "track", "cycleway", "bridleway",
    "residential", "residential", "service", "primary", "tertiary", "trunk", "motorway",
    "living_street", "construction", "corridor",
]  # fmt: skip
SURFACES = [
    "asphalt", "concrete", "paving_stones", "gravel", "compacted", "sand", "mud", "grass", "dirt",
    "ground", "ice", "rock", "stepping_stones", "asphalt;sand", "gravel;asphalt", "velvet",
]  # fmt: skip
SMOOTH = [
    "excellent", "good", "intermediate", "bad", "very_bad", "horrible", "impassable", "good;bad",
    "bad;very_bad", "bumpy",
]  # fmt: skip
WIDTHS = [
    "2", "1.5", "0.9", "0.89", "0.8", "0.79", "0.6", "1,2", "0,85", "85 cm", "90cm", "900 mm",
    "3'", "2'6\"", "3 ft", "0.8-1.2 m", "80-100 cm", "narrow", "1.2 m", "1.19 m", "0.7 m",
]  # fmt: skip
INCLINES = [
    "0%", "3%", "3.1%", "-3.1%", "6%", "6.1%", "-6%", "-6.5%", "8.4%", "8.5%", "10%", "-10.1%",
    "12", "-5", "1:12", "-1:20", "4°", "-3°", "±7%", "0.08", "up", "down", "steep",
]  # fmt: skip
#: key -> (how often it is set, values)
KEYS = {
    "foot": (
        0.15,
        ["yes", "designated", "permissive", "no", "private", "use_sidepath", "customers"],
    ),
    "access": (0.15, ["yes", "no", "private", "permissive", "destination"]),
    "wheelchair": (0.3, ["yes", "no", "limited", "designated"]),
    "surface": (0.6, SURFACES),
    "smoothness": (0.5, SMOOTH),
    "width": (0.5, WIDTHS),
    "est_width": (0.1, ["0.7", "0.85", "1.5", "wide"]),
    "incline": (0.5, INCLINES),
    "ramp:wheelchair": (0.2, ["yes", "no", "separate"]),
    "step_count": (0.06, ["3", "12", "0"]),
    "oneway:foot": (0.1, ["yes", "-1", "no"]),
    "oneway": (0.1, ["yes", "-1"]),
    "conveying": (0.05, ["forward", "backward"]),
    "lit": (0.1, ["yes", "no"]),
}
ON_ROADS = {
    "sidewalk": (0.5, ["both", "left", "right", "no", "separate", "yes"]),
    "sidewalk:left": (0.1, ["yes", "no", "separate"]),
    "sidewalk:right": (0.1, ["yes", "no", "separate"]),
    "sidewalk:both": (0.1, ["yes", "no", "separate"]),
    **{
        f"sidewalk:{side}{key}": (0.07, values)
        for side in ("left:", "right:", "both:", "")
        for key, (_, values) in KEYS.items()
        if key in ("surface", "smoothness", "width", "incline", "wheelchair", "foot")
    },
}
ON_CROSSINGS = {
    "kerb": (0.5, ["flush", "lowered", "rolled", "raised", "regular", "no", "unknown"]),
    "kerb:height": (0.3, ["0", "0.02", "3 cm", "3.5 cm", "0.05", "0.06", "0.12", "15 cm", "high"]),
}
NODES = {
    "barrier": (
        0.6,
        ["kerb", "gate", "bollard", "stile", "turnstile", "kissing_gate", "block", "log", "debris",
         "cycle_barrier"],
    ),
    "access": (0.15, ["yes", "no", "private"]),
    "foot": (0.1, ["yes", "no", "private"]),
    "wheelchair": (0.3, ["yes", "no", "limited", "designated"]),
    "maxwidth:physical": (0.2, ["0.8", "0.9", "85 cm", "1.2", "tight"]),
    **ON_CROSSINGS,
}  # fmt: skip
KNOWN = {"surface": "asphalt", "smoothness": "good", "width": "2", "incline": "0%"}


def draw(chance: random.Random, keys: dict) -> dict[str, str]:
    return {
        key: chance.choice(values)
        for key, (share, values) in keys.items()
        if chance.random() < share
    }


def random_way(chance: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """Tags of a way and of the node in its middle."""
    highway = chance.choice(HIGHWAYS)
    tags = {"highway": highway}
    # Few tags at a time, or everything is barred for several causes at once.
    few = chance.random() * 1.2
    tags |= draw(chance, {key: (share * few, values) for key, (share, values) in KEYS.items()})
    if highway not in ("steps", "footway"):
        tags.pop("conveying", None)
    if highway in ("residential", "primary", "tertiary", "trunk", "motorway", "service"):
        tags |= draw(chance, ON_ROADS)
    if highway == "footway" and chance.random() < 0.4:
        tags["footway"] = chance.choice(["crossing", "crossing", "sidewalk"])
        tags |= draw(chance, ON_CROSSINGS)
    if chance.random() < 0.3:
        tags = {**KNOWN, **tags}
    return tags, draw(chance, NODES) if chance.random() < 0.4 else {}


def osm_file(path, ways) -> None:
    """One file of ways of three nodes each, that do not meet."""
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6" generator="dice">']

    def tags_of(tags: dict[str, str]) -> list[str]:
        return [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]

    for number, (_, node_tags) in enumerate(ways, start=1):
        lat = 51.0 + 0.0005 * number
        for nth in range(3):
            lines.append(f'<node id="{3 * number + nth}" lon="{71 + 0.001 * nth}" lat="{lat:.4f}">')
            lines += [*(tags_of(node_tags) if nth == 1 else ()), "</node>"]
    for number, (tags, _) in enumerate(ways, start=1):
        refs = [f'<nd ref="{3 * number + nth}"/>' for nth in range(3)]
        lines += [f'<way id="{number}">', *refs, *tags_of(tags), "</way>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")


@pytest.fixture(scope="module")
def diced(tmp_path_factory):
    chance = random.Random(20261124)  # noqa: S311 - no secret
    ways = [random_way(chance) for _ in range(WAYS)]
    path = tmp_path_factory.mktemp("diced") / "diced.osm"
    osm_file(path, ways)
    return build_network(path), ways


SETTINGS = {
    "as it is": {},
    "flat": {"max_incline": 3.0},
    "flat down": {"max_decline": 3.0},
    "wide": {"min_width": 120.0},
    "no kerb": {"max_kerb": 0.0},
    "steps": {"allow_steps": "yes"},
    "no steps": {"allow_steps": "no"},
    "smooth": {"max_smoothness": "good"},
    "all": {"max_incline": 8.0, "min_width": 100.0, "max_kerb": 5.0, "max_smoothness": "very_bad"},
}


def passing(net, profile) -> np.ndarray:
    """Whether each way (1 .. WAYS) can be passed forward and backward: (WAYS + 1, 2)."""
    found = Router(net, profile).costs
    arcs = (found.reasons == 0).reshape(-1, 2)
    # Both halves of a line, and the node between them.
    whole = np.zeros((WAYS + 1, 2), bool)
    middle = np.zeros(WAYS + 1, bool)
    inner = net.node_osm % 3 == 1
    middle[net.node_osm[inner] // 3] = found.node_reasons[inner] == 0
    plain = np.setdiff1d(np.arange(WAYS + 1), net.node_osm[inner] // 3)
    middle[plain] = True  # no node of the network: nothing is there
    halves: dict[tuple[int, int], list] = {}
    nth: Counter = Counter()
    for edge, (way, tail) in enumerate(zip(net.edge_way.tolist(), net.edge_from.tolist())):
        strand = nth[way, tail]
        nth[way, tail] += 1
        halves.setdefault((way, strand), []).append(arcs[edge])
    for (way, _), parts in halves.items():
        whole[way] |= np.logical_and.reduce(parts)
    return whole & middle[:, None]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", PROFILES)
def test_every_way_is_judged_by_its_tags(diced, name, setting):
    net, ways = diced
    given = SETTINGS[setting]
    profile = Profile.named(name).with_limits(**given)
    words = {"yes": True, "no": False}
    who = with_set(
        PROFILES[name],
        **{key: words.get(value, value) if key == "allow_steps" else value
           for key, value in given.items()},
    )  # fmt: skip
    _compare(ways, passing(net, profile), who)


@pytest.mark.parametrize("name", [name for name in PROFILES if name != "foot"])
def test_what_is_not_known_bars_where_that_is_asked(diced, name):
    net, ways = diced
    profile = Profile.named(name).with_unknown("bar").with_unknown(kerb="accept")
    # Kerbs are expected where walk and road meet: none of these ways meets another.
    _compare(ways, passing(net, profile), replace(PROFILES[name], bars_unknown=True))


def _compare(ways, said, who) -> None:
    wrong, seen = [], Counter()
    for number, (tags, node_tags) in enumerate(ways, start=1):
        for column, forward in enumerate((True, False)):
            verdicts = way_passes(tags, forward, who), node_passes(node_tags, who)
            verdict = False if False in verdicts else None if None in verdicts else True
            seen[verdict] += 1
            if verdict is not None and verdict != bool(said[number, column]):
                wrong.append((tags, node_tags, forward, f"program: {bool(said[number, column])}"))
    assert wrong[:5] == []
    assert min(seen[True], seen[False]) > 0.03 * len(ways)
    assert seen[None] < 0.05 * len(ways)


def test_routes_are_found_where_ways_pass(diced):
    """The same through the front door: a route from end to end of a way, or a reason."""
    net, ways = diced
    router = Router(net, Profile.named("manual_wheelchair"))
    who, routes = PROFILES["manual_wheelchair"], 0
    for number, (tags, node_tags) in list(enumerate(ways, start=1))[:500]:
        lat = 51.0 + 0.0005 * number
        result = router.route((71.0, lat), (71.002, lat), snap_m=5.0)
        verdicts = way_passes(tags, True, who), node_passes(node_tags, who)
        if None not in verdicts:
            assert isinstance(result, Route) == all(verdicts), (tags, node_tags)
            routes += all(verdicts)
    assert routes > 50
