# SPDX-License-Identifier: GPL-3.0-or-later
"""GeoPackages read column by column, held against what GDAL reads out of them."""

import sqlite3
from dataclasses import fields

import fiona
import numpy as np
import pytest
from fiona.crs import CRS

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.survey.coded import CodedColumn, ColumnGatherer
from accessible_core.survey.readers import geopackage, read_survey, vector_layer
from accessible_core.survey.words import mapped, text_column

SCHEMA = {
    "geometry": "Point",
    "properties": {
        "id": "str", "name_kk": "str", "form": "str", "entrance1_30": "str", "flag": "bool",
        "count": "int", "share": "float", "surveyed": "date", "seen": "datetime",
        'odd "name"; --': "str",
    },
}  # fmt: skip


def record(number, **changes):
    properties = {
        "id": f"F-{number}", "name_kk": f"Кітапхана ң {number}", "form": "full",
        "entrance1_30": ("yes", "no", "", "жоқ", "partly", None)[number % 6],
        "flag": (True, False, None)[number % 3], "count": number, "share": number / 8,
        "surveyed": "2026-05-01", "seen": "2026-05-01T10:20:30", 'odd "name"; --': "'; DROP",
    }  # fmt: skip
    properties.update(changes)
    at = (71.0 + number / 1e4, 51.0) if number % 7 else None
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": at} if at else None,
    }


def made(path, records, *, crs=4326, schema=SCHEMA, layer="facilities"):
    with fiona.open(
        path, "w", driver="GPKG", schema=schema, crs=CRS.from_epsg(crs), layer=layer
    ) as sink:
        sink.writerecords(records)
    return path


def both(path):
    """Read by this reader and by GDAL; return both surveys and both lists of findings."""
    ours, theirs = Findings(), Findings()
    return (
        geopackage.read(path, None, ours), vector_layer.read(path, None, theirs),
        [str(f) for f in ours], [str(f) for f in theirs],
    )  # fmt: skip


def assert_alike(one, other):
    for part in fields(one):
        a, b = getattr(one, part.name), getattr(other, part.name)
        if isinstance(a, dict):
            assert list(a) == list(b), part.name
            for name in a:
                if name == "seen":  # GDAL writes the zone as +00:00, the file as Z
                    assert [str(x)[:19] for x in a[name]] == [str(x)[:19] for x in b[name]]
                else:
                    assert list(a[name]) == list(b[name]), name
        elif isinstance(a, np.ndarray):
            np.testing.assert_array_equal(a, b)
        elif part.name == "overrides":
            assert len(a) == len(b)
        else:
            assert a == b, part.name


@pytest.mark.parametrize("count", [0, 1, 999, 2300])
def test_same_survey_as_through_gdal(tmp_path, count):
    path = made(tmp_path / "s.gpkg", [record(number) for number in range(count)])
    ours, theirs, found, found_there = both(path)
    assert len(ours) == count
    assert_alike(ours, theirs)
    assert found == found_there


def test_projected_points_are_turned_into_degrees(tmp_path):
    path = made(tmp_path / "s.gpkg", [
        {**record(1), "geometry": {"type": "Point", "coordinates": (500000.0, 5650000.0)}}
    ], crs=32642)  # fmt: skip
    ours, theirs, found, found_there = both(path)
    assert_alike(ours, theirs)
    assert found == found_there
    assert ours.lon[0] == pytest.approx(69.0, abs=1e-6)


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("3D Point", {"type": "Point", "coordinates": (70.0, 50.0, 300.0)}),
        ("Polygon", {"type": "Polygon", "coordinates": [[(70, 50), (71, 50), (71, 51), (70, 50)]]}),
        ("Unknown", {"type": "LineString", "coordinates": [(70, 50), (71, 50), (72, 50)]}),
    ],
)
def test_other_shapes(tmp_path, kind, shape):
    schema = {**SCHEMA, "geometry": kind}
    path = made(tmp_path / "s.gpkg", [{**record(1), "geometry": shape}], schema=schema)
    ours, theirs, found, found_there = both(path)
    assert_alike(ours, theirs)
    assert found == found_there
    assert np.isfinite(ours.lon).all()


def test_a_line_in_a_layer_of_points_is_left_to_gdal(tmp_path):
    path = made(tmp_path / "s.gpkg", [record(1), record(2)])
    line = made(
        tmp_path / "l.gpkg",
        [{**record(1), "geometry": {"type": "LineString", "coordinates": [(70, 50), (71, 51)]}}],
        schema={**SCHEMA, "geometry": "LineString"},
    )
    with sqlite3.connect(line) as source:
        (blob,) = source.execute("SELECT geom FROM facilities").fetchone()
    with sqlite3.connect(path) as target:
        names = ("rtree_facilities_geom_update%", "%rtree%")
        for (trigger,) in target.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", names[1:]
        ).fetchall():
            target.execute(f'DROP TRIGGER "{trigger}"')
        target.execute("UPDATE facilities SET geom = ? WHERE fid = 1", (blob,))
    ours, theirs, found, found_there = both(path)
    assert_alike(ours, theirs)
    assert found == found_there
    assert any("geometry_not_point" in each for each in found)


def test_table_without_geometry(tmp_path):
    schema = {**SCHEMA, "geometry": "None"}
    rows = [{**record(n), "geometry": None} for n in range(3)]
    path = made(tmp_path / "s.gpkg", rows, schema=schema)
    ours, theirs, found, found_there = both(path)
    assert_alike(ours, theirs)
    assert found == found_there


def test_broken_letters_break_no_row(tmp_path):
    path = made(tmp_path / "s.gpkg", [record(n) for n in range(1, 4)])
    with sqlite3.connect(path) as file:
        for (trigger,) in file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            file.execute(f'DROP TRIGGER "{trigger}"')
        file.execute("UPDATE facilities SET name_kk = CAST(x'c3286f6b' AS TEXT) WHERE fid = 2")
    survey = read_survey(path)
    assert len(survey) == 3
    assert survey.facilities["name_kk"][1] == "\ufffd(ok"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_cut_off_file_is_refused_in_one_line(tmp_path, share):
    path = made(tmp_path / "s.gpkg", [record(number) for number in range(3000)])
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError, match="cut off") as caught:
        read_survey(path)
    assert "\n" not in str(caught.value)


def test_file_that_another_program_writes(tmp_path, monkeypatch):
    path = made(tmp_path / "s.gpkg", [record(1)])
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        connect = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, timeout=0.1, **k))
        with pytest.raises(InputError, match="another program"):
            read_survey(path)


@pytest.mark.parametrize("distinct", [0, 1, 255, 256, 257, 1000])
def test_gathered_cells_come_out_as_they_went_in(distinct):
    rng = np.random.default_rng(distinct)
    cells = [f"ы{number}" for number in rng.integers(0, max(distinct, 1), 5000)]
    cells[:distinct] = [f"ы{number}" for number in range(distinct)]
    gatherer = ColumnGatherer(lambda raw: raw.decode())
    for begin in range(0, len(cells), 700):
        gatherer.add([cell.encode() for cell in cells[begin : begin + 700]])
    column = gatherer.column()
    assert isinstance(column, CodedColumn) == (len(set(cells)) <= 256)
    assert list(column) == cells
    assert [column[place] for place in (0, -1, 4999)] == [cells[0], cells[-1], cells[4999]]
    assert mapped(column, str.upper) == [cell.upper() for cell in cells]
    assert list(text_column(column)) == cells


def test_no_cells_at_all():
    column = ColumnGatherer(str).column()
    assert len(column) == 0
    assert mapped(column, str) == []
    assert list(column[1:]) == []
