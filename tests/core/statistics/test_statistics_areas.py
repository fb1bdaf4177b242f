# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in areas: against shapely, on boundaries, with holes, from files."""

import json

import fiona
import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.statistics.areas import Areas, read_areas
from accessible_core.survey.inside import inside

SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[2, 2], [8, 2], [8, 8], [2, 8], [2, 2]]
ISLAND = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]


def layer(tmp_path, features, name="areas.geojson"):
    path = tmp_path / name
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": geometry}
            for properties, geometry in features
        ],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def blob(rng, vertices):
    """A star-shaped polygon, as an array of vertices."""
    angle = np.sort(rng.uniform(0, 2 * np.pi, vertices))
    radius = rng.uniform(0.3, 1, vertices)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), vertices=st.integers(3, 40), closed=st.booleans())
def test_agrees_with_shapely_on_polygons_with_holes(seed, vertices, closed):
    rng = np.random.default_rng(seed)
    shell, hole = Polygon(blob(rng, vertices) * 4), Polygon(blob(rng, 8) * 0.4)
    assume(shell.is_valid and hole.is_valid)
    area = MultiPolygon([shell, shapely.affinity.translate(shell, 20, 3)]).difference(hole)
    parts = getattr(area, "geoms", [area])
    rings = [
        np.asarray(ring.coords)[: None if closed else -1]
        for part in parts
        for ring in (part.exterior, *part.interiors)
    ]
    x, y = rng.uniform(-5, 27, 500), rng.uniform(-5, 8, 500)
    assert (inside(x, y, rings) == shapely.contains_xy(area, x, y)).all()


def test_more_pairs_than_fit_at_once(monkeypatch):
    rng = np.random.default_rng(3)
    ring = blob(rng, 300)
    x, y = rng.uniform(-1, 1, 3000), rng.uniform(-1, 1, 3000)
    whole = inside(x, y, [ring])
    monkeypatch.setattr("accessible_core.survey.inside._PAIRS", 1000)
    assert (inside(x, y, [ring]) == whole).all()
    assert (whole == shapely.contains_xy(Polygon(ring), x, y)).all()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_neighbours_share_no_point_and_lose_none(seed):
    """Areas with common edges, whatever their direction, tile: also on edges and corners."""
    rng = np.random.default_rng(seed)
    xs = np.array([0, 1, 2.5, 4]) + rng.uniform(-0.2, 0.2, 4)
    corners = {
        (i, j): (xs[i] + rng.uniform(-0.1, 0.1), j + rng.uniform(-0.1, 0.1))
        for i in range(4)
        for j in range(4)
    }
    cells = []
    for i in range(3):
        for j in range(3):
            ring = [corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]]
            cells.append(np.array(ring if rng.random() < 0.5 else ring[::-1]))
    areas = Areas(tuple("abcdefghi"), tuple("abcdefghi"), tuple(((ring,),) for ring in cells))
    a, b = np.array(corners[1, 1]), np.array(corners[1, 2])
    share = rng.uniform(0, 1, 50)[:, None]
    on_edge = a + share * (b - a)
    points = np.concatenate([on_edge, [a, b, corners[2, 1], corners[2, 2]]])
    times = sum(inside(points[:, 0], points[:, 1], [ring]).astype(int) for ring in cells)
    assert (times == 1).all()
    assert areas.overlaps(points[:, 0], points[:, 1]) == 0


def test_boundary_rule():
    """South and west edges belong to an area, north and east ones do not."""
    x = np.array([5.0, 0.0, 5.0, 10.0, 0.0, 10.0, np.nan])
    y = np.array([0.0, 5.0, 10.0, 5.0, 0.0, 10.0, 5.0])
    assert inside(x, y, [SQUARE]).tolist() == [True, True, False, False, True, False, False]


def test_multipolygon_hole_and_island(tmp_path):
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]}
    path = layer(tmp_path, [({"code": "ring", "name": "Ring"}, geometry)])
    areas = read_areas(path, "code")
    assert (areas.ids, areas.names) == (("ring",), ("Ring",))
    x, y = np.array([1, 3, 5, 11, -1]), np.array([1, 3, 5, 5, 5])
    assert areas.locate(x, y).tolist() == [0, -1, 0, -1, -1]


def test_ids_missing_twice_and_no_polygons(tmp_path):
    shift = [[x + 20, y] for x, y in SQUARE]
    path = layer(
        tmp_path,
        [
            ({"code": 7}, polygon(SQUARE)),
            ({"code": None}, polygon(HOLE)),
            ({"code": 7}, polygon(shift)),
            ({"code": 8}, {"type": "Point", "coordinates": [1, 1]}),
            ({"code": 9}, None),
        ],
    )
    findings = Findings()
    areas = read_areas(path, "code", findings)
    assert areas.ids == ("7", "area-2")
    assert areas.locate([25, 5, 12], [5, 5, 5]).tolist() == [0, 0, -1]
    assert areas.overlaps([5, 1], [5, 1]) == 1
    assert findings.counts() == {
        "area_id_missing": 1, "area_id_duplicate": 1, "area_without_polygon": 2,
    }  # fmt: skip


def test_other_coordinate_systems(tmp_path):
    from fiona.transform import transform_geom

    box = polygon([[69, 48], [70, 48], [70, 49], [69, 49], [69, 48]])
    path = tmp_path / "areas.gpkg"
    schema = {"geometry": "Polygon", "properties": {"code": "str"}}
    with fiona.open(path, "w", driver="GPKG", schema=schema, crs="EPSG:32642") as out:
        geometry = transform_geom("EPSG:4326", "EPSG:32642", box)
        out.write({"type": "Feature", "geometry": geometry, "properties": {"code": "x"}})
    findings = Findings()
    areas = read_areas(path, "code", findings)
    ((ring,),) = areas.polygons[0]
    np.testing.assert_allclose(np.sort(np.unique(ring.round(6))), [48, 49, 69, 70], atol=1e-6)
    assert findings.counts() == {"crs_transformed": 1}


def test_files_that_hold_no_areas(tmp_path):
    path = layer(tmp_path, [({"code": "a"}, {"type": "Point", "coordinates": [1, 1]})])
    with pytest.raises(InputError, match="no polygon"):
        read_areas(path, "code")
    with pytest.raises(InputError, match=r"no field 'id'.*it has: code"):
        read_areas(path, "id")
    with pytest.raises(InputError, match=r"There is no file of areas"):
        read_areas(tmp_path / "missing.gpkg", "code")
    (tmp_path / "x.kml").write_text("<kml/>")
    with pytest.raises(InputError, match=r"known endings"):
        read_areas(tmp_path / "x.kml", "code")


def test_the_whole_extent_holds_every_point():
    lon, lat = np.array([71.0, 72.0, np.nan, 71.5]), np.array([51.0, 52.0, np.nan, 51.2])
    areas = Areas.whole(lon, lat)
    assert areas.locate(lon, lat).tolist() == [0, 0, -1, 0]
    assert Areas.whole([np.nan], [np.nan]).locate([np.nan], [np.nan]).tolist() == [-1]
    one = Areas.whole([71.0], [51.0])
    assert one.locate([71.0], [51.0]).tolist() == [0]


def test_districts_of_almaty_against_shapely(shared):
    path = shared / "data/admin/almaty-districts.geo.json"
    areas = read_areas(path, "osm-relation-id")
    assert len(areas) == 8
    document = json.loads(path.read_text("utf-8"))
    shapes = [shapely.geometry.shape(f["geometry"]) for f in document["features"]]
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(76.7, 77.2, 4000), rng.uniform(43.1, 43.45, 4000)
    truth = np.full(lon.shape, -1)
    for place, district in reversed(list(enumerate(shapes))):
        truth[shapely.contains_xy(district, lon, lat)] = place
    found = areas.locate(lon, lat)
    different = np.flatnonzero(found != truth)
    # The source's districts leave slivers along their borders; nothing else differs.
    assert all(
        min(shape.boundary.distance(Point(lon[i], lat[i])) for shape in shapes) < 1e-9
        for i in different
    )
    assert (truth >= 0).sum() > 500
