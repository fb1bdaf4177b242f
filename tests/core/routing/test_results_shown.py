# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of routing in notebooks: geopandas tables, and HTML that says the same."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hand_facilities import FULL, facilities
from hand_network import at, network

import accessible_core as akz
from accessible_core.routing.matrix import matrix
from accessible_core.routing.points import Points
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.routing.shown import html_table

MANUAL = Profile.named("manual_wheelchair")


@pytest.fixture
def router():
    net = network(
        [(0, 0), (100, 0), (200, 0), (200, 50), (200, 150)],
        [(0, 1), (1, 2), (2, 3), (3, 4)],
        edge_tags={2: {"kind": "steps"}},
    )
    return Router(net, MANUAL)


@pytest.fixture
def places(router):
    return facilities(
        [{"id": "<b>A</b>", "at": (150, 0), "score": FULL, "doors": {1: ((150, 0), FULL)}},
         {"id": "B", "at": (200, 140), "score": FULL}], router.network,
    )  # fmt: skip


def cells(result):
    """Text of all cells; parsing fails where anything was not escaped."""
    table = ET.fromstring(result._repr_html_())  # noqa: S314 - our own text
    assert table.tag == "table"
    return ["".join(cell.itertext()) for cell in table.iter() if cell.tag in ("td", "th")]


def test_a_route(router):
    route = router.route(at(0, 0), at(150, 0))
    assert isinstance(route, Route)
    frame = route.to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry[0].coords[0] == pytest.approx(at(0, 0))
    assert frame.distance_m[0] == pytest.approx(150, abs=0.1)
    assert {"unverified", "manual_wheelchair"} <= set(cells(route))
    still = router.route(at(0, 0), at(0, 0))
    assert still.to_geodataframe().geometry[0].length == 0.0


def test_a_route_to_a_facility_tells_its_door(router, places):
    route = router.route_to_facility(at(0, 0), places, "<b>A</b>")
    frame = route.to_geodataframe()
    assert (frame.destination[0], frame.destination_entrance[0]) == ("<b>A</b>", "1")
    assert "<b>A</b>" in cells(route)


def test_a_refusal(router):
    refused = router.route(at(0, 0), at(200, 140))
    assert isinstance(refused, NoRoute)
    assert repr(refused) == "<NoRoute by manual_wheelchair: barred, causes 1>"
    frame = refused.to_geodataframe()
    assert frame.attribute.tolist() == ["steps"]
    assert frame.geometry[0].coords[0] == pytest.approx(at(200, 25))
    assert "steps" in cells(refused)
    off = router.route(at(0, 0), at(0, 900))
    assert len(off.to_geodataframe()) == 0
    assert "attribute" in cells(off)


def test_reach_and_matrix(router):
    found = reach(router, at(0, 0), [1, 2])
    frame = found.to_geodataframe(router.network)
    assert frame.length_m.sum() == pytest.approx(found.within[-1].length_m, abs=0.01)
    assert frame.to_crs(32643).geometry.length.sum() == pytest.approx(
        frame.length_m.sum(), rel=1e-2
    )
    assert "2" in cells(found)
    grid = matrix(router, [at(0, 0), at(0, 900)], [at(100, 0), at(200, 140), at(150, 0)])
    frame = grid.to_geodataframe()
    assert frame.distance_m[0] == pytest.approx(100, abs=0.1)
    assert np.isnan(frame.duration_s[1])
    assert frame.geometry.isna().tolist() == [False] * 3 + [True] * 3
    assert frame.origin.tolist() == [0, 0, 0, 1, 1, 1]
    assert "90" in cells(grid)


def test_nearest_and_access(router, places):
    near = akz.nearest_facilities(router, at(0, 0), places)
    assert near.to_geodataframe().destination.tolist() == ["<b>A</b>"]
    assert "<b>A</b>" in cells(near)
    none = akz.nearest_facilities(router, at(100, 0), places, minutes=0.001)
    assert len(none.to_geodataframe()) == 0
    stops = {"st<op>s": Points(("x",), np.array([at(0, 0)]))}
    found = akz.door_to_door(router, places, stops, 5.0)
    frame = found.to_geodataframe()
    assert frame["st<op>s_verdict"].tolist() == ["reachable_unverified", "barred"]
    shown = cells(found)
    assert "st<op>s" in shown
    assert shown.index("B") < shown.index("<b>A</b>")  # green behind red comes first


def test_facilities_are_made_from_the_package(sample):
    survey = akz.read_survey(sample / "survey.csv")
    net = akz.build_network(sample / "sample_city.osm")
    places = akz.facilities_for(survey, net, "cane")
    assert places.group.value == "vision"


def test_long_tables_are_cut_and_say_so():
    shown = html_table("x", ("a",), [(n,) for n in range(60)])
    assert shown.count("<tr>") == 1 + 50 + 1
    assert "... 10" in shown
