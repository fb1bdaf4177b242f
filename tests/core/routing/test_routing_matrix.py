# SPDX-License-Identifier: GPL-3.0-or-later
"""Matrices against the router pair by pair, against networkx, and as a user asks for them."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import dijkstra
from test_routing_search import random_network

from accessible_core.cli import main
from accessible_core.errors import Cancelled, InputError, UsageError
from accessible_core.findings import Findings
from accessible_core.network.store import write_network
from accessible_core.routing.matrix import matrix
from accessible_core.routing.points import read_points
from accessible_core.routing.profiles import Profile
from accessible_core.routing.results import Route
from accessible_core.routing.router import Router

PROFILES = [Profile.named(name) for name in Profile.names()]


def assert_pairwise(router, origins, destinations, result, snap_m):
    for row, a in enumerate(origins):
        for column, b in enumerate(destinations):
            route = router.route(tuple(a), tuple(b), snap_m)
            duration, distance = result.duration_s[row, column], result.distance_m[row, column]
            if isinstance(route, Route):
                assert duration == pytest.approx(route.duration_s, rel=1e-9, abs=1e-6)
                assert distance == pytest.approx(route.distance_m, rel=1e-9, abs=1e-6)
            else:
                assert np.isnan(duration)
                assert np.isnan(distance)


@settings(max_examples=120, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    nodes=st.integers(2, 9),
    edges=st.integers(1, 16),
    profile=st.sampled_from(PROFILES),
)
def test_a_matrix_is_the_router_pair_by_pair(seed, nodes, edges, profile):
    rng = np.random.default_rng(seed)
    net = random_network(rng, nodes, edges)
    router = Router(net, profile)
    snap_m = float(rng.choice([60.0, 250.0]))
    points = [at(*rng.uniform(-300, 300, 2)) for _ in range(7)]
    # Points on nodes, too, and one that is both origin and destination.
    points += [(net.node_lon[n], net.node_lat[n]) for n in rng.integers(0, nodes, 3)]
    origins, destinations = points[:6], points[4:]
    result = matrix(router, origins, destinations, snap_m)
    assert result.duration_s.shape == (6, 6)
    assert_pairwise(router, origins, destinations, result, snap_m)


@pytest.mark.parametrize("seed", range(5))
def test_durations_equal_networkx_where_cost_is_time(seed):
    rng = np.random.default_rng(seed)
    foot = Profile.named("foot").with_unknown("accept").with_limits(allow_steps="no")
    router = Router(random_network(rng, 30, 60), foot)
    router.costs.open_cost[:] = router.costs.seconds  # the road is not avoided
    points = [at(*rng.uniform(-300, 300, 2)) for _ in range(12)]
    result = matrix(router, points, points, 200.0)
    found = 0
    for row, a in enumerate(result.origin_places):
        for column, b in enumerate(result.destination_places):
            if a is None or b is None:
                assert np.isnan(result.duration_s[row, column])
                continue
            expected = dijkstra(router.network, router.costs.cost, router.costs.node_cost, a, b)
            if expected is None:
                assert np.isnan(result.duration_s[row, column])
            else:
                found += 1
                assert result.duration_s[row, column] == pytest.approx(expected, abs=1e-6)
    assert found > 20


def test_no_position_is_no_route_and_the_same_point_is_no_way():
    net = network([(0, 0), (100, 0)], [(0, 1)])
    router = Router(net, Profile.named("foot"))
    points = np.array([at(20, 0), (np.nan, np.nan), at(0, 5000), at(70, 0)])
    result = matrix(router, points, points)
    expected = np.array([0.0, np.nan, np.nan, 50.0])
    assert result.distance_m[0] == pytest.approx(expected, abs=0.01, nan_ok=True)
    assert [place is None for place in result.origin_places] == [False, True, True, False]
    assert matrix(router, points[:0], points).duration_s.shape == (0, 4)
    assert matrix(router, points, points[:0]).duration_s.shape == (4, 0)


def test_it_can_be_stopped_and_tells_where_it_stands():
    net = network([(0, 0), (100, 0)], [(0, 1)])
    router = Router(net, Profile.named("foot"))
    points = [at(20, 0), at(70, 0)]
    shares = []
    matrix(router, points, points, progress=lambda share: shares.append(share) or True)
    assert shares == [0.0, 0.5, 1.0]
    with pytest.raises(Cancelled):
        matrix(router, points, points, progress=lambda share: share < 0.5)
    with pytest.raises(UsageError, match="radius"):
        matrix(router, points, points, snap_m=0)


@pytest.fixture
def town(tmp_path):
    net = network(
        [(0, 0), (100, 0), (200, 0), (0, 300), (100, 300)],
        [(0, 1), (1, 2), (3, 4)],
        edge_tags={1: {"kind": "steps"}},
    )
    write_network(net, tmp_path / "town")
    return tmp_path


def table(path, rows, header="id,lon,lat", separator=","):
    lines = [header, *(separator.join(map(str, row)) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def call(town, origins, destinations, *options):
    out = town / "matrix.csv"
    names = ["--origins", str(origins), "--destinations", str(destinations), "-o", str(out)]
    code = main(["matrix", str(town / "town"), *names, *options])
    if not out.exists():
        return code, None
    return code, list(csv.reader(out.read_text(encoding="utf-8").splitlines()))


def test_the_table_of_the_contract(town, capsys):
    origins = table(town / "a.csv", [("home", *at(10, 0)), ("дом", *at(50, 300))])
    destinations = table(town / "b.csv", [("shop", *at(90, 0)), ("up", *at(150, 0))])
    code, rows = call(town, origins, destinations, "--json", "--snap", "40")
    assert code == 0
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert (document["pairs"], document["routes"], document["findings"]) == (4, 1, [])
    assert rows[0] == ["origin", "destination", "duration_s", "distance_m"]
    assert [row[:2] for row in rows[1:]] == [
        ["home", "shop"],
        ["home", "up"],
        ["дом", "shop"],
        ["дом", "up"],
    ]
    assert float(rows[1][3]) == pytest.approx(80, abs=0.01)
    assert float(rows[1][2]) == pytest.approx(80 / (4 / 3.6), abs=0.06)
    assert all(row[2:] == ["", ""] for row in rows[2:])
    code, rows = call(town, origins, destinations, "--profile", "foot", "--snap", "40")
    assert [bool(row[2]) for row in rows[1:]] == [True, True, False, False]


def test_points_that_have_no_way_are_named(town, capsys):
    rows = [("near", *at(10, 0)), ("sea", 0.0, 0.0), ("", *at(50, 0)), ("lost", "", "")]
    origins = table(town / "a.csv", rows)
    code, rows = call(town, origins, origins, "--json")
    assert code == 0
    told = capsys.readouterr()
    found = [(each["code"], each["record"]) for each in json.loads(told.out)["findings"]]
    assert found.count(("point_off_network", "sea")) == 2
    assert found.count(("point_without_position", "lost")) == 2
    assert found.count(("id_missing", "row-3")) == 2
    assert "sea" in told.err
    assert "lost" in told.err
    assert len(rows) == 17
    assert {row[0] for row in rows[1:]} == {"near", "sea", "row-3", "lost"}
    assert [row for row in rows[1:] if "sea" in row and row[2]] == []


def test_layers_of_points_in_other_systems(town, capsys):
    import fiona
    from fiona.transform import transform

    lon, lat = zip(at(10, 0), at(90, 0))
    xs, ys = transform("EPSG:4326", "EPSG:3857", lon, lat)
    schema = {"geometry": "Point", "properties": {"id": "str", "beds": "int"}}
    path = town / "points.gpkg"
    with fiona.open(path, "w", driver="GPKG", crs="EPSG:3857", schema=schema) as layer:
        for name, x, y in zip("ab", xs, ys):
            properties = {"id": name, "beds": 3}
            geometry = {"type": "Point", "coordinates": (x, y)}
            layer.write({"properties": properties, "geometry": geometry})
    code, rows = call(town, path, path)
    assert code == 0
    assert [row[:2] for row in rows[1:]] == [["a", "a"], ["a", "b"], ["b", "a"], ["b", "b"]]
    assert float(rows[2][3]) == pytest.approx(80, abs=0.01)
    assert "column_unknown" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [("id,lon,lat\n", "no rows"), ("id,name\na,b\n", "position"), ("", "empty")],
)
def test_files_without_points(town, capsys, content, words):
    path = town / "bad.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_points(path, "origins", Findings())
    good = table(town / "a.csv", [("home", *at(10, 0))])
    code, rows = call(town, good, path)
    assert (code, rows) == (2, None)
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("options", [["--profile", "skates"], ["--snap", "0"], ["--set", "x=1"]])
def test_misuse_is_one_line_and_exit_2(town, capsys, options):
    origins = table(town / "a.csv", [("home", *at(10, 0))])
    code, rows = call(town, origins, origins, *options)
    assert (code, rows) == (2, None)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_ids_that_a_spreadsheet_would_run_are_neutralised(town):
    origins = table(town / "a.csv", [("=1+1", *at(10, 0))])
    _, rows = call(town, origins, origins)
    assert rows[1][0] == "'=1+1"
