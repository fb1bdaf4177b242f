# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading layers of corrections: every format, every kind of bad row, files that are none."""

from __future__ import annotations

import builtins
import csv
import json

import fiona
import numpy as np
import pytest
from correction_cases import rows

from accessible_core.errors import InputError, MissingExtraError
from accessible_core.findings import Findings
from accessible_core.routing.corrections.geometry import shape_of
from accessible_core.routing.corrections.reader import corrections_from_columns, read_corrections

RING = [[69.9, 48.9], [69.91, 48.9], [69.91, 48.91], [69.9, 48.9]]
SHAPES = {
    "point": {"type": "Point", "coordinates": [69.9, 48.9]},
    "line": {"type": "LineString", "coordinates": RING[:2]},
    "polygon": {"type": "Polygon", "coordinates": [RING]},
}
WKT = {
    "point": "POINT (69.9 48.9)",
    "line": "LINESTRING(69.9 48.9, 69.91 48.9)",
    "polygon": "POLYGON Z ((69.9 48.9 1, 69.91 48.9 1, 69.91 48.91 1, 69.9 48.9 1))",
}
RECORD = {"id": "c-1", "attribute": "surface", "value": "sand", "valid_from": "2026-11-01",
          "valid_to": None, "source": "жергілікті", "note": 'a, "b"; c'}  # fmt: skip


def geojson(path, *features, **more):
    document = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def feature(geometry, **properties):
    return {"type": "Feature", "properties": {**RECORD, **properties}, "geometry": geometry}


def table(path, header, *lines, encoding="utf-8", delimiter=","):
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([header, *lines])
    return path


def layer(path, kind, driver, crs="EPSG:4326", move=lambda place: place):
    names = {"point": "Point", "line": "LineString", "polygon": "Polygon"}
    fields = dict.fromkeys(RECORD, "str")
    schema = {"geometry": names[kind], "properties": fields}
    places = SHAPES[kind]["coordinates"]
    moved = {"point": lambda: move(places), "line": lambda: [move(p) for p in places],
             "polygon": lambda: [[move(p) for p in ring] for ring in places]}[kind]()  # fmt: skip
    with fiona.open(path, "w", driver=driver, schema=schema, crs=crs, encoding="utf-8") as file:
        file.write({"type": "Feature", "properties": RECORD,
                    "geometry": {"type": names[kind], "coordinates": moved}})  # fmt: skip
    return path


def check(found, kind):
    assert len(found) == 1
    one = found[0]
    assert (one.id, one.attribute, one.value) == ("c-1", "surface", "sand")
    assert (str(one.valid_from), one.valid_to) == ("2026-11-01", None)
    assert (one.source, one.note) == ("жергілікті", 'a, "b"; c')
    assert one.shape.kind == kind
    expected = shape_of(SHAPES[kind])
    # Shapefiles turn rings round.
    ends = (sorted(np.vstack(shape.parts).round(6).tolist()) for shape in (one.shape, expected))
    assert next(ends) == next(ends)


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("form", ["geojson", "csv", "gpkg", "shp"])
def test_every_format_says_the_same(tmp_path, form, kind):
    path = tmp_path / f"layer.{form}"
    if form == "geojson":
        geojson(path, feature(SHAPES[kind]))
    elif form == "csv":
        table(path, [*RECORD, "wkt"], [*(value or "" for value in RECORD.values()), WKT[kind]])
    else:
        layer(path, kind, {"gpkg": "GPKG", "shp": "ESRI Shapefile"}[form])
    findings = Findings()
    check(read_corrections(path, findings), kind)
    assert not [f.code for f in findings if f.severity.value != "info"]


def test_other_coordinate_systems_are_transformed(tmp_path):
    def move(place):
        # Spherical Mercator, by its formula.
        x = np.radians(place[0]) * 6378137.0
        y = np.log(np.tan(np.pi / 4 + np.radians(place[1]) / 2)) * 6378137.0
        return [float(x), float(y)]

    path = layer(tmp_path / "m.gpkg", "polygon", "GPKG", "EPSG:3857", move)
    findings = Findings()
    check(read_corrections(path, findings), "polygon")
    assert findings.counts() == {"crs_transformed": 1}


def test_lon_and_lat_and_words_of_the_country(tmp_path):
    header = ["атрибут", "мән", "долгота", "широта", "действует_до", "примечание"]
    line = ["жабын", "sand", "69,9", "48,9", "24.11.2026", "қар"]
    path = table(tmp_path / "t.csv", header, line, delimiter=";", encoding="utf-8-sig")
    (one,) = read_corrections(path, Findings())
    assert (one.id, one.attribute, str(one.valid_to), one.note) == (
        "row-1",
        "surface",
        "2026-11-24",
        "қар",
    )
    assert one.shape.parts[0].tolist() == [[69.9, 48.9]]
    path = table(tmp_path / "w.csv", ["атрибут", "значение", "wkt"], ["закрыто", "да", WKT["line"]],
                 encoding="cp1251")  # fmt: skip
    findings = Findings()
    (one,) = read_corrections(path, findings)
    assert (one.attribute, one.value) == ("closed", "yes")
    assert findings.counts() == {"csv_encoding": 1}


BAD = [
    ({"attribute": "colour"}, "correction_attribute_unknown", "attribute"),
    ({"attribute": ""}, "correction_attribute_unknown", "attribute"),
    ({"value": "lava"}, "correction_value_unreadable", "surface"),
    ({"attribute": "width", "value": "90"}, "correction_value_unreadable", "width"),
    ({"attribute": "kerb", "value": "high;low"}, None, None),
    ({"attribute": "foot", "value": "perhaps"}, "correction_value_unreadable", "foot"),
    ({"attribute": "closed", "value": "maybe"}, "correction_value_unreadable", "closed"),
    ({"attribute": "barrier", "value": ""}, "correction_value_unreadable", "barrier"),
    ({"attribute": "barrier", "value": "нет"}, None, None),
    ({"valid_from": "soon"}, "correction_date_unreadable", "valid_from"),
    ({"valid_to": "2026"}, "correction_date_unreadable", "valid_to"),
    ({"valid_to": "2026-02-30"}, "correction_date_unreadable", "valid_to"),
    ({"valid_to": "2026-11-24T10:00+05:00"}, "correction_date_unreadable", "valid_to"),
    ({"valid_to": "2026-10-31"}, "correction_dates_reversed", "valid_to"),
    ({"valid_to": "2026-11-01"}, None, None),
    ({"kind": "tunnel"}, "correction_kind_unknown", "kind"),
    ({"osm_way": "many"}, "correction_value_unreadable", "osm_way"),
    ({"osm_way": "12345678901234567890"}, "correction_value_unreadable", "osm_way"),
    ({"osm_way": "way/123"}, None, None),
]


@pytest.mark.parametrize(("change", "code", "field"), BAD)
def test_bad_rows_are_told_and_good_ones_kept(tmp_path, change, code, field):
    good, bad = feature(SHAPES["point"], id="good"), feature(SHAPES["point"], **change)
    findings = Findings()
    found = read_corrections(geojson(tmp_path / "l.geojson", bad, good), findings)
    assert [one.id for one in found] == (["c-1", "good"] if code is None else ["good"])
    told = [(f.code, f.record, f.field) for f in findings]
    assert told == ([] if code is None else [(code, "c-1", field)])
    if code:
        assert findings.has_errors
        assert all("{" not in f.hint(language) for f in findings for language in ("en", "ru", "kk"))


GEOMETRIES = [
    (None, "correction_geometry_empty"),
    ({"type": "Point", "coordinates": []}, "correction_geometry_empty"),
    ({"type": "Polygon", "coordinates": []}, "correction_geometry_empty"),
    ({"type": "LineString", "coordinates": [[69.9, 48.9]]}, "correction_geometry_unreadable"),
    ({"type": "Polygon", "coordinates": [RING[:2]]}, "correction_geometry_unreadable"),
    ({"type": "GeometryCollection", "geometries": []}, "correction_geometry_unreadable"),
    ({"type": "Point", "coordinates": ["x", 48.9]}, "correction_geometry_unreadable"),
    ({"type": "Point", "coordinates": [None, 48.9]}, "correction_geometry_unreadable"),
    ({"type": "Point", "coordinates": 7}, "correction_geometry_unreadable"),
    ([69.9, 48.9], "correction_geometry_unreadable"),
    ({"type": "Point", "coordinates": [7788000.0, 6256000.0]}, "correction_off_earth"),
    ({"type": "Point", "coordinates": [48.9, 169.9]}, "correction_off_earth"),
]


@pytest.mark.parametrize(("geometry", "code"), GEOMETRIES)
def test_bad_geometries(tmp_path, geometry, code):
    path = geojson(tmp_path / "l.geojson", feature(geometry), feature(SHAPES["line"], id="good"))
    findings = Findings()
    assert [one.id for one in read_corrections(path, findings)] == ["good"]
    assert [(f.code, f.record) for f in findings] == [(code, "c-1")]


NO_WKT = ["POINT", "POINT ()", "CIRCLE (1 2)", "POINT (a b)", "LINESTRING (1 2)", "69.9 48.9"]
NO_WKT += ["POINT (1 2"]


@pytest.mark.parametrize("text", NO_WKT)
def test_bad_wkt(tmp_path, text):
    path = table(tmp_path / "t.csv", ["attribute", "value", "wkt"], ["closed", "yes", text])
    findings = Findings()
    assert read_corrections(path, findings) == ()
    assert len(findings) == 1
    assert next(iter(findings)).code.startswith("correction_geometry_")


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("MULTIPOINT (1 2, 3 4)", "point", [[[1, 2]], [[3, 4]]]),
        ("MULTIPOINT ((1 2), (3 4))", "point", [[[1, 2]], [[3, 4]]]),
        ("SRID=4326;LineString M (1 2 9, 3 4 9)", "line", [[[1, 2], [3, 4]]]),
        (
            "MULTIPOLYGON(((0 0,1 0,1 1)),((5 5,6 5,6 6,5 5),(5.1 5.1,5.2 5.1,5.2 5.2)))",
            "polygon",
            None,
        ),
        ("POINT EMPTY", None, None),
        ("MULTIPOLYGON Z EMPTY", None, None),
    ],
)
def test_wkt(text, kind, parts):
    shape = shape_of(text)
    if kind is None:
        assert shape is None
        return
    assert shape.kind == kind
    if parts is not None:
        assert [part.tolist() for part in shape.parts] == parts
    else:
        assert [len(part) for part in shape.parts] == [3, 4, 3]


MERCATOR = {"properties": {"name": "EPSG:3857"}}
OTHER_CRS = {"type": "FeatureCollection", "crs": MERCATOR, "features": []}
FILES = [
    ("l.geojson", b"", "cut off"),
    ("l.geojson", b'{"type":"FeatureCollection","features":[', "cut off"),
    ("l.geojson", b"[1]", "no GeoJSON FeatureCollection"),
    ("l.geojson", b'{"type":"FeatureCollection","features":[7]}', "no GeoJSON FeatureCollection"),
    ("l.geojson", b'{"type":"FeatureCollection","features":[]}', "no column 'attribute'"),
    ("l.geojson", json.dumps(OTHER_CRS).encode(), "another coordinate system"),
    ("l.geojson", b"\xff\xfe\x00", "cut off"),
    ("l.csv", b"", "empty"),
    ("l.csv", b"name,colour\na,b\n", "no column 'attribute'"),
    ("l.gpkg", b"no database", "no readable GeoPackage"),
    ("l.shp", b"no shapes", "l.shp"),
    ("l.xlsx", b"", "no file of corrections"),
    ("l", b"{}", "no file of corrections"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "said"), FILES)
def test_files_that_are_none(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as error:
        read_corrections(path, Findings())
    assert "\n" not in str(error.value)
    with pytest.raises(InputError):
        read_corrections(tmp_path / "absent.geojson", Findings())


def test_geojson_and_csv_need_numpy_alone(tmp_path, monkeypatch):
    taken = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] in ("fiona", "shapely", "pyogrio"):
            raise ImportError(name)
        return taken(name, *args, **kwargs)

    path = geojson(tmp_path / "l.geojson", feature(SHAPES["line"]))
    other = table(tmp_path / "t.csv", ["attribute", "value", "wkt"], ["closed", "yes", WKT["line"]])
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setitem(__import__("sys").modules, "fiona", None)
    assert len(read_corrections(path, Findings())) == 1
    assert len(read_corrections(other, Findings())) == 1
    other.rename(tmp_path / "t.gpkg")
    with pytest.raises(MissingExtraError):
        read_corrections(tmp_path / "t.gpkg", Findings())


def test_columns_of_any_type_as_qgis_hands_them_over():
    findings = Findings()
    columns = {
        "fid": [1, 2], "attribute": ["closed", "width"], "value": [True, 1.5],
        "valid_from": [np.datetime64("2026-11-01"), None], "note": [float("nan"), "NULL"],
        "osm_way": [5.0, None], "extra": [0, 0],
    }  # fmt: skip
    found = corrections_from_columns(columns, [WKT["point"], SHAPES["point"]], findings)
    assert [(one.id, one.value, one.note, one.osm_way) for one in found] == [
        ("1", "yes", "", 5), ("2", "1.5", "", 0),
    ]  # fmt: skip
    assert str(found[0].valid_from) == "2026-11-01"
    assert findings.counts() == {"column_unknown": 1}
    assert rows() == ()


def test_properties_that_are_no_object_lose_their_row_alone(tmp_path):
    path = tmp_path / "c.geojson"
    line = {"type": "LineString", "coordinates": [[71.43, 51.13], [71.431, 51.131]]}
    good = {"attribute": "width", "value": "80 cm"}
    features = [
        {"type": "Feature", "properties": given, "geometry": line} for given in (1 << 63, good)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    findings = Findings()
    assert len(read_corrections(path, findings)) == 1
    assert len(findings) == 1
