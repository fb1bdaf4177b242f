# SPDX-License-Identifier: MIT
"""Pedestrian areas that OSM draws as relations: their rims are ways to walk along.

A square with a fountain in it is a relation of type multipolygon; the lines that
bound it carry no tags of their own. Without them, all paths that end on the rim
of the square would be dead ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accessible_core.network.rules import rules


def is_street(tags: Mapping[str, str]) -> bool:
    """Tell whether an object belongs to the streets at all (access apart)."""
    return "highway" in tags or any(
        tags.get(key) == word for key, word in (pair.split("=") for pair in rules()["other"])
    )


def area_rims(osmium: Any, file: Any) -> dict[int, dict[str, str]]:
    """Return the tags of its area for each way that bounds one.

    Returns
    -------
    dict
        Way id -> tags of the relation, with ``area=yes``; outer and inner rims.
    """
    keys = osmium.filter.KeyFilter(*rules()["read"]["way_keys"])
    rims: dict[int, dict[str, str]] = {}
    for relation in osmium.FileProcessor(file, osmium.osm.RELATION).with_filter(keys):
        tags = {tag.k: tag.v for tag in relation.tags}
        if tags.pop("type", "") != "multipolygon" or not is_street(tags):
            continue
        tags["area"] = "yes"
        for member in relation.members:
            if member.type == "w":
                rims.setdefault(member.ref, tags)
    return rims


def ways_by_id(osmium: Any, file: Any, wanted: Iterable[int]) -> Iterator[Any]:
    """Yield some ways of a file (one more pass, only if there are any)."""
    ids = list(wanted)
    if ids:
        # An IdFilter is slow over nodes; over ways alone it costs no more than decoding them.
        ways = osmium.FileProcessor(file, osmium.osm.WAY)
        yield from ways.with_filter(osmium.filter.IdFilter(ids))
