# SPDX-License-Identifier: GPL-3.0-or-later
"""The small map of a passport, against shapely."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import accessible_core as akz
from accessible_core.geo import metres_per_degree
from accessible_core.network.model import EDGE_KINDS
from accessible_core.reports.map_cutout import looks, map_cutout
from tests.conftest import need

NAMES = dict.fromkeys(("kk", "ru", "en"), "<Place> & co")
NO_DOORS = np.full((3, 2), np.nan)


@pytest.fixture(scope="module")
def network(sample):
    return akz.build_network(sample / "sample_city.osm")


def test_every_kind_of_street_has_one_style():
    styled = [kind for style in looks()["lines"] for kind in style["kinds"]]
    assert sorted(styled) == sorted(EDGE_KINDS)


def test_all_and_only_the_streets_around_are_drawn(network):
    try:
        from shapely.geometry import LineString, box
    except ImportError:
        need(False, "shapely")
    radius = looks()["radius_m"]
    for place in range(0, network.node_count, 97):
        lon, lat = float(network.node_lon[place]), float(network.node_lat[place])
        picture = map_cutout(network, lon, lat, NO_DOORS, NAMES)
        drawing = ET.fromstring(picture.content)  # noqa: S314 - our own
        drawn = set()
        for path in drawing.iter("{http://www.w3.org/2000/svg}path"):
            if path.get("fill") == "none":
                drawn |= set(re.findall(r"M[^M]+", path.get("d")))
        per_lon, per_lat = metres_per_degree(lat)
        frame = box(-radius, -radius, radius, radius)
        wanted = set()
        for edge in range(network.edge_count):
            lons, lats = network.shape(edge)
            points = np.column_stack([(lons - lon) * per_lon, (lats - lat) * per_lat])
            if LineString(points).intersects(frame):
                words = "M" + "L".join(f"{x:.1f} {-y:.1f}" for x, y in points)
                wanted.add(words.replace("-0.0", "0.0"))
        assert wanted <= {words.replace("-0.0", "0.0") for words in drawn}
        # Boxes of pieces may meet the frame where the pieces do not, but not by far.
        assert len(drawn) <= len(wanted) * 1.5 + 5


def test_the_text_twin_counts_what_is_there(network):
    steps = np.flatnonzero(network.edges["kind"] == EDGE_KINDS.index("steps"))
    node = int(network.edge_from[steps[0]])
    lon, lat = float(network.node_lon[node]), float(network.node_lat[node])
    doors = np.array([[lon, lat], [lon + 1, lat], [np.nan, np.nan]])
    words = map_cutout(network, lon, lat, doors, NAMES).alternative["en"]
    assert re.search(r"flights of steps: [1-9]", words)
    assert "doors known: 1" in words
    assert "<Place> & co" in words


def test_far_from_all_streets_nothing_is_said_to_be_there(network):
    picture = map_cutout(network, 10.0, 10.0, NO_DOORS, NAMES)
    assert "no streets are known here" in picture.alternative["en"]
    assert picture.content.count(b"<path") == 1  # the scale bar


def test_no_position_no_map(network):
    assert map_cutout(network, float("nan"), 1.0, NO_DOORS, NAMES) is None
