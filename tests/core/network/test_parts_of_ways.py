# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of a part of a way, and of what changes from storey to storey: read, not guessed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from accessible_core.network.model import EDGE_KINDS, KERBS, StreetNetwork
from accessible_core.network.store import read_network, write_network

OneWay = Callable[..., StreetNetwork]


def of_way(network: StreetNetwork, column: str, kind: str | None = None) -> set[object]:
    """Values of a column on the pieces of way 10."""
    mine = network.edge_way == 10
    if kind is not None:
        mine &= network.edges["kind"] == EDGE_KINDS.index(kind)
    return set(network.edges[column][mine].tolist())


@pytest.mark.parametrize(
    ("tags", "surface"),
    [
        ({"highway": "cycleway", "surface": "asphalt", "footway:surface": "sett"}, "sett"),
        ({"highway": "path", "footway:surface": "gravel"}, "gravel"),
        ({"highway": "residential", "surface": "asphalt", "footway:surface": "sett"}, "asphalt"),
        ({"highway": "residential", "surface:lanes": "asphalt|sett|asphalt"}, "sett"),
        ({"highway": "path", "surface:left": "asphalt", "surface:right": "gravel"}, "gravel"),
        ({"highway": "path", "surface": "asphalt", "surface:left": "gravel"}, "asphalt"),
        ({"highway": "path", "surface:left": "asphalt", "surface:right": "lava"}, "unknown"),
        ({"highway": "path", "ford": "stepping_stones"}, "stepping_stones"),
        ({"highway": "path", "ford": "stepping_stones", "surface": "rock"}, "rock"),
    ],
    ids=str,
)
def test_surface_of_the_part_walked_on(one_way: OneWay, tags: dict[str, str], surface: str) -> None:
    network = one_way(tags)
    kind = "road" if tags["highway"] == "residential" else None
    assert {network.surfaces[code] for code in of_way(network, "surface", kind)} == {surface}


def test_what_cannot_be_read_of_a_part_is_counted(one_way: OneWay) -> None:
    network = one_way({"highway": "path", "surface:left": "asphalt", "surface:right": "lava"})
    assert network.meta["unreadable"] == {"surface": {"asphalt;lava": 1}}
    network = one_way({"highway": "path", "level": "upstairs"})
    assert network.meta["unreadable"] == {"level": {"upstairs": 1}}


@pytest.mark.parametrize("word", ["sidewalk", "footway"])
def test_a_sidewalk_told_by_its_surface_alone(one_way: OneWay, word: str) -> None:
    tags = {"highway": "residential", f"{word}:right:surface": "sett", f"{word}:right:width": "1.2"}
    network = one_way(tags)
    assert {network.surfaces[c] for c in of_way(network, "surface", "sidewalk")} == {"sett"}
    assert sorted(of_way(network, "width", "sidewalk")) == pytest.approx([120.0])
    assert of_way(network, "surface", "road") == {0}


@pytest.mark.parametrize(
    ("tags", "kerb", "height"),
    [
        ({"kerb": "raised"}, "raised", np.nan),
        ({"kerb": "0.03"}, "unknown", 3.0),
        ({"kerb": "3 cm"}, "unknown", 3.0),
        ({"kerb": "3 cm", "kerb:height": "0.1"}, "unknown", 10.0),
        ({"kerb": "0"}, "unknown", 0.0),
        ({"kerb": "no"}, "none", np.nan),
        ({"kerb": "yes"}, "unknown", np.nan),
        ({"kerb": "somehow"}, "unknown", np.nan),
    ],
    ids=str,
)
def test_kerbs_by_word_and_by_number(
    one_way: OneWay, tags: dict[str, str], kerb: str, height: float
) -> None:
    network = one_way({"highway": "footway"}, {"barrier": "kerb", **tags})
    node = int(np.flatnonzero(network.node_osm == 2)[0])
    assert KERBS[network.nodes["kerb"][node]] == kerb
    found = network.nodes["kerb_height"][node]
    assert (np.isnan(found) and np.isnan(height)) or found == pytest.approx(height)
    assert bool(network.meta["unreadable"]) == (tags["kerb"] == "somehow")


def test_a_ford_on_a_node_is_a_barrier(one_way: OneWay) -> None:
    network = one_way({"highway": "path"}, {"ford": "yes"})
    node = int(np.flatnonzero(network.node_osm == 2)[0])
    assert network.barriers[network.nodes["barrier"][node]] == "ford"


@pytest.mark.parametrize(
    ("text", "word"),
    [("block;bollard", "block"), ("bollard; stile", "stile"), ("no;log", "log"), ("gate", "gate")],
)
def test_of_several_barriers_the_worst_counts(one_way: OneWay, text: str, word: str) -> None:
    network = one_way({"highway": "path"}, {"barrier": text})
    node = int(np.flatnonzero(network.node_osm == 2)[0])
    assert network.barriers[network.nodes["barrier"][node]] == word


@pytest.mark.parametrize("width", ["0", "0 m", "2 cm"])
def test_a_width_of_nothing_is_counted_and_is_not_open(one_way: OneWay, width: str) -> None:
    network = one_way({"highway": "footway", "width": width})
    assert max(of_way(network, "width")) < 5  # type: ignore[type-var]
    assert network.meta["unreadable"] == {"width": {width: 1}}


def test_levels_are_kept_and_older_files_have_none(one_way: OneWay, tmp_path) -> None:
    network = one_way({"highway": "steps", "level": "1;0"})
    mine = network.edge_way == 10
    assert {network.levels[code] for code in network.level[mine]} == {"0;1"}
    write_network(network, tmp_path / "net")
    again = read_network(tmp_path / "net")
    assert again.levels == network.levels
    assert np.array_equal(again.level, network.level)
    later = ("level", "area_way")
    columns = {name: column for name, column in network.edges.items() if name not in later}
    older = StreetNetwork(**{**vars(network), "edges": columns, "levels": ("unknown",)})
    assert not older.level.any()
    assert not older.area_way.any()


@pytest.mark.parametrize("conveying", ["forward", "backward", "yes", "reversible"])
def test_escalators_run_one_way(one_way: OneWay, conveying: str) -> None:
    network = one_way({"highway": "steps", "conveying": conveying})
    assert of_way(network, "kind") == {EDGE_KINDS.index("escalator")}
    assert of_way(network, "oneway") == {{"forward": 1, "backward": -1}.get(conveying, 0)}
