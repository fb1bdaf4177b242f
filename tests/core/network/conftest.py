# SPDX-License-Identifier: GPL-3.0-or-later
"""Small OSM files written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from accessible_core.network.build import build_network
from accessible_core.network.model import StreetNetwork

#: id -> (lon, lat) or (lon, lat, tags)
Nodes = Mapping[int, tuple]
#: (id, refs, tags)
Ways = Sequence[tuple[int, Sequence[int], Mapping[str, str]]]


def osm_xml(nodes: Nodes, ways: Ways, relations: Sequence[tuple] = ()) -> str:
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6" generator="by hand">']

    def tag_lines(tags: Mapping[str, str]) -> list[str]:
        return [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items()]

    for node, (lon, lat, *tags) in nodes.items():
        lines.append(f'<node id="{node}" lon="{lon}" lat="{lat}">')
        lines += [*tag_lines(tags[0] if tags else {}), "</node>"]
    for way, refs, tags in ways:
        lines.append(f'<way id="{way}">')
        lines += [f'<nd ref="{ref}"/>' for ref in refs]
        lines += [*tag_lines(tags), "</way>"]
    for relation, members, tags in relations:
        lines.append(f'<relation id="{relation}">')
        lines += [f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members]
        lines += [*tag_lines(tags), "</relation>"]
    return "\n".join([*lines, "</osm>\n"])


@pytest.fixture
def osm_file(tmp_path: Path) -> Callable[..., Path]:
    def write(
        nodes: Nodes, ways: Ways, relations: Sequence[tuple] = (), name: str = "hand.osm"
    ) -> Path:
        path = tmp_path / name
        path.write_text(osm_xml(nodes, ways, relations), encoding="utf-8")
        return path

    return write


@pytest.fixture
def network_of(osm_file: Callable[..., Path]) -> Callable[..., StreetNetwork]:
    def build(nodes: Nodes, ways: Ways, relations: Sequence[tuple] = ()) -> StreetNetwork:
        return build_network(osm_file(nodes, ways, relations))

    return build


@pytest.fixture
def one_way(network_of: Callable[..., StreetNetwork]) -> Callable[..., StreetNetwork]:
    """The network of a single straight way of two nodes with the tags given."""

    def build(tags: Mapping[str, str], node_tags: Mapping[str, str] | None = None) -> StreetNetwork:
        nodes = {1: (71.40, 51.10), 2: (71.401, 51.10, node_tags or {}), 3: (71.402, 51.10)}
        refs = [1, 3] if node_tags is None else [1, 2, 3]
        # A path beside it keeps the file valid where the way itself is dropped.
        beside = {4: (71.5, 51.2), 5: (71.5, 51.201)}
        return network_of(
            {**nodes, **beside}, [(10, refs, tags), (99, [4, 5], {"highway": "path"})]
        )

    return build


@pytest.fixture(scope="session")
def heidelberg_file(shared: Path) -> Path:
    return shared / "data" / "osm" / "heidelberg_ors.osm.pbf"


@pytest.fixture(scope="session")
def heidelberg(heidelberg_file: Path) -> StreetNetwork:
    return build_network(heidelberg_file)
