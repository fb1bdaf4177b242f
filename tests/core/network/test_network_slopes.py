# SPDX-License-Identifier: GPL-3.0-or-later
"""Slopes from elevation models whose true slope is known from a formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.errors import InputError
from accessible_core.geo import metres_per_degree
from accessible_core.network.build import network_from_streets
from accessible_core.network.model import INCLINE_SOURCES, StreetNetwork
from accessible_core.network.osm import read_osm
from accessible_core.network.slopes import Dem, base_length, edge_slopes
from accessible_core.network.summary import summary

WEST, NORTH, LAT = 71.40, 51.12, 51.11
EAST_M, NORTH_M = (float(value) for value in metres_per_degree(LAT))


def grid(height: Callable, cell: float, columns: int = 120, rows: int = 120) -> Dem:
    """Return a model of ``height(x, y)``: metres east and north of the north-west corner."""
    lon_step, lat_step = cell / EAST_M, cell / NORTH_M
    x = (np.arange(columns) + 0.5) * cell
    y = -(np.arange(rows) + 0.5) * cell
    values = np.broadcast_to(height(x[None, :], y[:, None]), (rows, columns)).astype(np.float32)
    return Dem(values, WEST, NORTH, lon_step, lat_step, cell, "made")


def at(x: float, y: float) -> tuple[float, float]:
    return WEST + x / EAST_M, NORTH + y / NORTH_M


@pytest.fixture
def sloped(osm_file: Callable[..., Path]) -> Callable[..., StreetNetwork]:
    """The network of one way through points in metres, with slopes from a model."""

    def build(dem: Dem, points: list, tags: dict[str, str] | None = None) -> StreetNetwork:
        nodes = {n + 1: at(*point) for n, point in enumerate(points)}
        way = (10, list(nodes), {"highway": "footway", **(tags or {})})
        return network_from_streets(read_osm(osm_file(nodes, [way])), dem)

    return build


@pytest.mark.parametrize("length", [0.5, 3, 20, 90, 400, 1500])
@pytest.mark.parametrize("cell", [1.0, 8.0, 30.0, 90.0])
@pytest.mark.parametrize("bearing", [0, 90, 200, 315])
def test_on_a_plane_every_edge_has_the_plane_s_slope(
    sloped: Callable[..., StreetNetwork], cell: float, length: float, bearing: int
) -> None:
    dem = grid(lambda x, y: 200 + 0.06 * x - 0.03 * y, cell, rows=300, columns=450)
    size = min(dem.values.shape) * cell
    length = min(length, size / 2.2 - 2 * cell)
    dx, dy = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    start = (size / 2, -size / 2)
    end = (start[0] + dx * length, start[1] + dy * length)
    network = sloped(dem, [start, end])
    truth = 100 * (0.06 * dx - 0.03 * dy)
    # Metres per degree change with latitude, which bends the plane; OSM coordinates are
    # whole centimetres, which turns short edges.
    error = 0.02 + 0.05 / length
    assert network.edges["incline_up"][0] == pytest.approx(max(truth, 0), abs=error)
    assert network.edges["incline_down"][0] == pytest.approx(max(-truth, 0), abs=error)
    source = "dem_coarse" if cell > 10 else "dem"
    assert INCLINE_SOURCES[network.edges["incline_source"][0]] == source


def test_on_a_curved_hill_the_steepest_base_length_counts(
    sloped: Callable[..., StreetNetwork],
) -> None:
    """z = x^2 / 2000 climbs ever more: the steepest stretch is the last one."""
    cell = 5.0
    dem = grid(lambda x, y: x**2 / 2000 + 0 * y, cell)
    network = sloped(dem, [(100, -300), (400, -300)])
    base = base_length(dem)
    assert base == 10.0
    truth = 100 * (400**2 - (400 - base) ** 2) / 2000 / base
    assert network.edges["incline_up"][0] == pytest.approx(truth, abs=0.1)
    assert network.edges["incline_down"][0] == 0


def test_up_and_down_over_a_ridge(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: -0.08 * np.abs(x - 300) + 0 * y, 5.0)
    network = sloped(dem, [(100, -300), (500, -300)])
    assert network.edges["incline_up"][0] == pytest.approx(8, abs=0.05)
    assert network.edges["incline_down"][0] == pytest.approx(8, abs=0.05)


def test_a_bent_way_is_measured_along_itself(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: 0.1 * x + 0 * y, 5.0)
    network = sloped(dem, [(100, -300), (150, -300), (150, -200), (100, -200)])
    assert network.edges["incline_up"][0] == pytest.approx(10, abs=0.05)
    assert network.edges["incline_down"][0] == pytest.approx(10, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(
    points=st.lists(
        st.tuples(st.integers(60, 500), st.integers(-500, -60)), min_size=2, max_size=6, unique=True
    )
)
def test_any_way_on_a_hilly_ground_agrees_with_brute_force(points: list) -> None:
    """Against heights from the formula, over every stretch of the base length."""

    def ground(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 12 * np.sin(x / 110) + 9 * np.cos(y / 80 + x / 200)

    dem = grid(ground, 5.0)
    lon, lat = np.array([at(*point) for point in points]).T
    up, down = edge_slopes(dem, np.array([0]), np.array([0, len(points)]), lon, lat)

    x, y = np.array(points, float).T
    along = np.concatenate([[0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
    far = np.arange(0, along[-1] + 0.25, 0.5)
    height = ground(np.interp(far, along, x), np.interp(far, along, y))
    stretch = min(int(base_length(dem) / 0.5), len(far) - 1)
    slopes = 100 * (height[stretch:] - height[:-stretch]) / (far[stretch:] - far[:-stretch])
    # Between brute force in half metres and ours in parts of a cell lies a little curvature.
    assert up[0] == pytest.approx(max(slopes.max(), 0), abs=0.8)
    assert down[0] == pytest.approx(max(-slopes.min(), 0), abs=0.8)


def test_noise_does_not_explode_on_short_edges(sloped: Callable[..., StreetNetwork]) -> None:
    """A metre of noise on 30 m cells: height differences over 2 m would give slopes of 50 %."""
    noise = np.random.default_rng(7).normal(0, 1, (120, 120))
    plane = grid(lambda x, y: 0.04 * x + 0 * y, 30.0)
    dem = Dem(
        (plane.values + noise).astype(np.float32), plane.west, plane.north, plane.step_lon,
        plane.step_lat, 30.0,
    )  # fmt: skip
    errors = []
    for start in range(300, 3000, 100):
        network = sloped(dem, [(start, -start), (start + 2, -start)])
        errors.append(network.edges["incline_up"][0] - network.edges["incline_down"][0] - 4)
    # Horn's weights leave sqrt(12) / 8 of the noise a cell: 1.44 %.
    assert np.std(errors) < 2.5
    assert np.abs(errors).max() < 6


def test_voids_and_what_lies_outside_stay_unknown(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: 0.05 * x + 0 * y, 10.0)
    dem.values[30, 30] = np.nan
    void = sloped(dem, [(250, -305), (350, -305)])
    assert math.isnan(void.edges["incline_up"][0])
    assert math.isnan(void.edges["incline_down"][0])
    assert void.edges["incline_source"][0] == 0
    beside = sloped(dem, [(400, -305), (500, -305)])
    assert beside.edges["incline_up"][0] == pytest.approx(5, abs=0.05)
    leaving = sloped(dem, [(1100, -305), (1300, -305)])
    assert math.isnan(leaving.edges["incline_up"][0])


@pytest.mark.parametrize(
    "tags",
    [
        {"bridge": "yes"},
        {"bridge": "viaduct"},
        {"tunnel": "yes"},
        {"tunnel": "building_passage"},
        {"covered": "yes"},
        {"layer": "1"},
        {"layer": "-1"},
        {"indoor": "yes"},
        {"level": "2"},
        {"location": "underground"},
        {"highway": "steps"},
        {"highway": "elevator"},
        {"highway": "corridor"},
    ],
)
def test_what_does_not_lie_on_the_ground_gets_no_slope(
    sloped: Callable[..., StreetNetwork], tags: dict[str, str]
) -> None:
    network = sloped(grid(lambda x, y: 0.05 * x + 0 * y, 10.0), [(200, -300), (300, -300)], tags)
    assert math.isnan(network.edges["incline_up"][0])
    assert network.edges["incline_source"][0] == 0


@pytest.mark.parametrize(
    "tags", [{"bridge": "no"}, {"layer": "0"}, {"tunnel": "no"}, {"covered": "no"}]
)
def test_what_is_said_to_lie_on_the_ground_does(
    sloped: Callable[..., StreetNetwork], tags: dict[str, str]
) -> None:
    network = sloped(grid(lambda x, y: 0.05 * x + 0 * y, 10.0), [(200, -300), (300, -300)], tags)
    assert network.edges["incline_up"][0] == pytest.approx(5, abs=0.05)


def test_a_tagged_incline_wins(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: 0.05 * x + 0 * y, 10.0)
    network = sloped(dem, [(200, -300), (300, -300)], {"incline": "-12%"})
    assert (network.edges["incline_up"][0], network.edges["incline_down"][0]) == (0, 12)
    assert INCLINE_SOURCES[network.edges["incline_source"][0]] == "tag"


def test_up_alone_lets_the_model_give_the_value(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: 0.05 * x + 0 * y, 10.0)
    network = sloped(dem, [(200, -300), (300, -300)], {"incline": "up"})
    assert network.edges["incline_up"][0] == pytest.approx(5, abs=0.05)
    on_bridge = sloped(dem, [(200, -300), (300, -300)], {"incline": "up", "bridge": "yes"})
    assert math.isnan(on_bridge.edges["incline_up"][0])
    assert on_bridge.edges["incline_down"][0] == 0
    assert on_bridge.edges["incline_source"][0] == 0


def test_a_sidewalk_has_its_road_s_slope(sloped: Callable[..., StreetNetwork]) -> None:
    dem = grid(lambda x, y: 0.05 * x + 0 * y, 10.0)
    tags = {"highway": "residential", "sidewalk": "both"}
    network = sloped(dem, [(200, -300), (300, -300)], tags)
    assert network.edge_count == 2
    assert network.edges["incline_up"] == pytest.approx([5, 5], abs=0.05)


def test_a_model_of_another_place_is_refused(sloped: Callable[..., StreetNetwork]) -> None:
    with pytest.raises(InputError, match="do not overlap"):
        sloped(grid(lambda x, y: x + y, 10.0), [(-9000, 0), (-8000, 0)])


@pytest.mark.parametrize(("cell", "known"), [(8.0, 1.0), (30.0, 0.0)])
def test_an_estimate_is_not_counted_as_known(
    sloped: Callable[..., StreetNetwork], cell: float, known: float
) -> None:
    network = sloped(grid(lambda x, y: 0.05 * x + 0 * y, cell), [(200, -300), (300, -300)])
    document = summary(network)
    assert document["known"]["incline"] == known
    assert document["incline_sources"] == {"dem" if known else "dem_coarse": 1.0}


def test_what_the_network_says_about_its_model(sloped: Callable[..., StreetNetwork]) -> None:
    network = sloped(grid(lambda x, y: 0 * x + 0 * y, 30.0), [(300, -300), (400, -300)])
    assert network.meta["dem"] == {
        "source": "made",
        "cell_m": 30.0,
        "base_m": 60.0,
        "coarse_above_m": 10.0,
        "edges": 1,
    }
