# SPDX-License-Identifier: GPL-3.0-or-later
"""What is handed on between steps, or to another process, says the same as everything together."""

from __future__ import annotations

import numpy as np
import pytest

from accessible_core.network.areas.crossing import Ground, near_areas
from accessible_core.network.areas.lines import with_area_lines
from accessible_core.network.areas.parted import Cuts, parted_by_level, with_cut_rims
from accessible_core.network.osm import read_osm
from accessible_core.network.streets import OsmStreets


@pytest.fixture(scope="module")
def city(sample) -> OsmStreets:
    return read_osm(sample / "sample_city.osm")


def test_areas_are_crossed_alike_with_what_is_near_alone(city):
    near = near_areas(city)
    assert 0 < near.way_count < city.way_count / 2
    everything, share = Ground(city), Ground(near)
    assert everything.area_count == share.area_count > 5
    crossings = [everything.crossing(area) for area in range(everything.area_count)]
    assert sum(len(each.lines) for each in crossings) > 20
    # From the last one: what came before must not matter.
    assert [share.crossing(a) for a in reversed(range(share.area_count))] == crossings[::-1]


def test_of_an_area_that_is_too_large_to_look_around_nothing_is_left_out(city):
    lat = city.areas.lat.copy()
    lat[0] += 0.25
    large = OsmStreets(
        city.way_id, city.way_tags, city.ref_start, city.refs, city.node_id, city.node_lon,
        city.node_lat, city.node_tags,
        areas=type(city.areas)(
            city.areas.way_id, city.areas.tags, city.areas.rims, city.areas.owner,
            city.areas.start, city.areas.node, city.areas.lon, lat,
        ),
    )  # fmt: skip
    assert near_areas(large).way_count == city.way_count


def test_positions_of_nodes_are_those_that_a_search_finds(city):
    crossed = with_area_lines(city)
    long = int(np.argmax(np.diff(city.ref_start)))
    nodes = city.refs[city.ref_start[long] :][:4].tolist()
    apart = Cuts(nodes={nodes[1]}, steps={frozenset(nodes[2:])})
    cut = with_cut_rims(city, {long: apart}, -100)
    assert list(cut.twins.values()) == [nodes[1]]
    halves = with_cut_rims(city, {long: Cuts(steps={frozenset(nodes[2:])})}, -100)
    assert not halves.twins
    for streets in (city, crossed, cut, halves, parted_by_level(crossed), parted_by_level(cut)):
        assert (streets.node_id[streets.ref_at] == streets.refs).all()


def test_positions_leave_out_what_is_not_there(city):
    some = city.node_id[[7, 3]].tolist()
    largest = int(city.node_id[-1])
    assert city.positions([*some, largest + 1, largest, -(10**9)]).tolist() == [
        3, 7, len(city.node_id) - 1,
    ]  # fmt: skip
    assert city.positions([]).dtype == np.int64
