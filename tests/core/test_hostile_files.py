# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501, S608 - hostile documents and statements stand on one line
"""Files that are made to do harm: refused in one line, quickly, and without eating the memory.

Every command runs with 5 seconds of computing and 2 GB of memory.
"""

import gzip
import io
import json
import os
import pickle
import sqlite3
import stat
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from limited_commands import Commands

from accessible_core.errors import InputError, KnowledgeError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.survey.geopackage import geopackage_layers
from accessible_core.survey.readers import read_survey
from accessible_core.untrusted.archives import check_packed, zip_opened
from accessible_core.untrusted.osm_pbf import check_texts
from accessible_core.untrusted.xml_dtd import has_dtd

ROOT = Path(__file__).resolve().parents[2]
TABLE = "id,name,form,lon,lat,entrance1_30\na,Мектеп,small,71.4,51.1,yes\n"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
    + ']><osm version="0.6"><node id="1" lat="1" lon="1"><tag k="name" v="&j;"/></node></osm>'
)
STRANGER = (
    '<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<osm version="0.6"><node id="1" lat="1" lon="1"><tag k="wheelchair" v="&a;"/></node></osm>'
)


@pytest.fixture(scope="module", autouse=True)
def commands():
    """Run commands within the limits; see `limited_commands`."""
    running = Commands()
    _running.append(running)
    yield running
    _running.pop().close()


_running = []


def run(*arguments):
    """Run a command within the limits; return exit code, output and what was said."""
    return _running[-1](*arguments)


def refused(tmp_path, *arguments):
    """Run a command that must refuse its input: exit 2, one clear line, nothing written."""
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, said = run(*arguments)
    assert code == 2, said
    assert out == ""
    assert said.startswith("accessible-kz: ")
    assert said.count("\n") == 1
    assert said[:-1].isprintable()
    assert len(said) < 900
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    return said


# ---------------------------------------------------------------- archives and workbooks


def workbook(path, **parts):
    """Write a small workbook; `parts` replace members (``sheet1``) or add some (``a__txt``)."""
    book = openpyxl.Workbook()
    book.active.append(["id", "form", "entrance1_30"])
    book.active.append(["a", "small", "yes"])
    memory = io.BytesIO()
    book.save(memory)
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            stem = member.filename.rpartition("/")[2].partition(".")[0]
            new.writestr(member.filename, parts.pop(stem, None) or old.read(member))
        for name, data in parts.items():
            new.writestr(name.replace("__", "."), data)
    return path


def sheet(rows):
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        f'2006/main"><sheetData>{rows}</sheetData></worksheet>'
    )


HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'


def with_size(path, size):
    """Let a zip's directory lie about the unpacked size of its members."""
    data = bytearray(path.read_bytes())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", data, place + 24, size)
        place = data.find(b"PK\x01\x02", place + 4)
    path.write_bytes(data)
    return path


WORKBOOKS = {
    "zeros that fill the memory": (lambda p: workbook(p, zeros__bin=b"\0" * 60_000_000), "unpacks"),
    "twenty thousand members": (
        lambda p: workbook(p, **{f"m{n}__x": b"" for n in range(20_000)}), "which no data need",
    ),
    "sizes that are too large": (lambda p: with_size(workbook(p), 4_000_000_000), "unpacks"),
    "sizes that are too small": (lambda p: with_size(workbook(p), 10), "damaged"),
    "a name that leads out": (lambda p: workbook(p, **{"../../evil__xml": b"<a/>"}), "leads out"),
    "an absolute name": (lambda p: workbook(p, **{"/etc/evil__xml": b"<a/>"}), "leads out"),
    "billion laughs": (lambda p: workbook(p, sheet1=LAUGHS.encode()), "DTD"),
    "an external entity": (lambda p: workbook(p, sheet1=STRANGER.encode()), "DTD"),
    "laughs in UTF-16": (
        lambda p: workbook(p, sheet1=LAUGHS.replace("?>", ' encoding="UTF-16"?>').encode("utf-16")),
        "DTD",
    ),
    "laughs behind a long comment": (
        lambda p: workbook(p, sheet1=LAUGHS.replace("?>", f"?><!--{' ' * 300_000}-->").encode()),
        "DTD",
    ),
    "rows without end": (
        lambda p: workbook(p, sheet1=sheet(f'{HEADER}<row r="999999999"><c r="A999999999"><v>1</v></c></row>').encode()),
        "beyond",
    ),
    "a column that cannot be": (
        lambda p: workbook(p, sheet1=sheet('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>').encode()),
        "damaged",
    ),
    "a text that is not there": (
        lambda p: workbook(p, sheet1=sheet(f'{HEADER}<row r="2"><c r="A2" t="s"><v>99999</v></c></row>').encode()),
        "damaged",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WORKBOOKS)
def test_workbooks(tmp_path, what):
    make, word = WORKBOOKS[what]
    path = make(tmp_path / "s.xlsx")
    assert word in refused(tmp_path, "score", path, "-o", tmp_path / "out.csv")


def test_a_workbook_in_a_workbook_is_left_packed(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 50_000_000)
    path = workbook(tmp_path / "s.xlsx", inner__zip=inner.getvalue())
    assert run("validate", path)[0] == 0


def linked(archive, name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


def test_archives(tmp_path):
    """Street data and elevation models come in zips, too; nothing is ever unpacked to disk."""
    edges = json.dumps({"type": "FeatureCollection", "features": []})
    members = {
        "leads out": lambda a: a.writestr("../x.edges.geojson", edges),
        "link to another": lambda a: linked(a, "x.edges.geojson"),
        "twice": lambda a: [a.writestr("x.edges.geojson", edges) for _ in range(2)],
        "unpacks to": lambda a: a.writestr("x.edges.geojson", " " * 50_000_000),
    }
    for word, add in members.items():
        path = tmp_path / "town.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            if word == "twice":
                with pytest.warns(UserWarning, match="Duplicate"):
                    add(archive)
            else:
                add(archive)
        assert word in refused(tmp_path, "network", "build", path, "-o", tmp_path / "net")
        with pytest.raises(InputError, match=word), zip_opened(path, "a zip"):
            pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["town.zip"]


def test_packed_files_that_grow(tmp_path):
    bomb = gzip.compress(b" " * 300_000_000, 9)
    for name, command in (("s.jsonl.gz", "validate"), ("s.osm.gz", "validate"), ("b.osm.gz", "")):
        path = tmp_path / name
        path.write_bytes(bomb)
        words = (command, path) if command else ("network", "build", path, "-o", tmp_path / "net")
        assert "unpacks to over" in refused(tmp_path, *words)
    path.write_bytes(bomb[:1000])
    with pytest.raises(InputError, match="cut off or damaged"):
        check_packed(path)


# ------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("header", ["c{}", "c"])
def test_a_million_columns(tmp_path, header):
    path = tmp_path / "s.csv"
    names = ",".join(header.format(number) for number in range(1_000_000))
    path.write_text(f"{names}\n{','.join('1' * 1_000_000)}\n")
    assert "16384 columns" in refused(tmp_path, "validate", path)


def test_as_many_columns_of_one_name_as_there_may_be(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(",".join(["id", *["c"] * 16_000]) + "\n" + ",".join(["1"] * 16_001) + "\n")
    code, out, _ = run("validate", path, "--json")
    assert code == 0
    assert len({finding["field"] for finding in json.loads(out)["findings"]}) >= 16_000


LONG = {
    "digits": "9" * 10_000_000,
    "apostrophes": "'" * 9_000_000 + " ",
    "blanks": "x" + " " * 9_000_000 + "y",
    "words": "мектеп " * 700_000,
    "dots": "1." * 4_000_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_cell_of_ten_megabytes(tmp_path, kind):
    """In every kind of column, twice at one place: such names are compared as well."""
    columns = (
        "id", "name", "name_kk", "address", "form", "entrance1_30", "entrance1_30_measured",
        "toilet_comment", "surveyed", "built", "kato", "category", "review", "entrance1_lon",
        "override_toilet_movement", "other",
    )  # fmt: skip
    path = tmp_path / "s.csv"
    for column in columns:
        rest = [name for name in ("id", "form") if name != column]
        lines = [",".join([*rest, column, "lon", "lat"])]
        for number in range(2):
            mine = [{"id": f"f{number}", "form": "small"}[name] for name in rest]
            end = "" if column == "id" else "ab"[number]
            lines.append(",".join([*mine, f'"{LONG[kind][:200_000]}{end}"', "71.4", "51.1"]))
        path.write_text("\n".join(lines), encoding="utf-8")
        code, out, said = run("validate", path)
        assert code in (0, 1), said
        assert max(map(len, out.splitlines())) < 3000
    path.write_text(f'id,name,form\nf,"{LONG[kind][:9_999_000]}",small\n', encoding="utf-8")
    code, out, said = run("validate", path)
    assert code in (0, 1), said
    assert max(map(len, out.splitlines())) < 3000


def test_a_cell_of_more_than_ten_megabytes_is_refused(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(f'id,name\n1,"{"a" * 11_000_000}"\n')
    assert "field larger than" in refused(tmp_path, "validate", path)


WRONG = {
    "zero bytes": ("s.csv", TABLE.replace("Мектеп", "a\0b").encode()),
    "a picture": ("s.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "a workbook called csv": ("s.csv", None),
    "a table called xlsx": ("s.xlsx", TABLE.encode()),
    "a table called gpkg": ("s.gpkg", TABLE.encode()),
    "a table called geojson": ("s.geojson", TABLE.encode()),
    "a table called shp": ("s.shp", TABLE.encode()),
    "a table called json": ("s.json", TABLE.encode()),
    "a table called osm": ("s.osm", TABLE.encode()),
    "a table called pbf": ("s.osm.pbf", TABLE.encode()),
    "half a letter of UTF-16": ("s.csv", TABLE.encode("utf-16")[:-1]),
    "half a letter of UTF-32": ("s.csv", TABLE.encode("utf-32")[:-2]),
    "a mark and nothing": ("s.csv", b"\xff\xfe"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_kinds(tmp_path, what):
    name, data = WRONG[what]
    path = tmp_path / name
    path.write_bytes(workbook(tmp_path / "s.xlsx").read_bytes() if data is None else data)
    refused(tmp_path, "score", path, "-o", tmp_path / "out.gpkg")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_tables_in_wide_letters(tmp_path, encoding):
    path = tmp_path / "s.csv"
    path.write_bytes((TABLE + TABLE.partition("\n")[2].replace("a,", "b,") * 40).encode(encoding))
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.facilities["name"][0] == "Мектеп"
    assert findings.counts()["csv_encoding"] == 1


def test_what_is_no_file(tmp_path):
    with pytest.raises(InputError, match="device or a pipe"):
        existing_file("/dev/zero", "survey file")
    pipe = tmp_path / "s.csv"
    os.mkfifo(pipe)
    assert "device or a pipe" in refused(tmp_path, "validate", pipe)
    link = tmp_path / "zeros.csv"
    link.symlink_to("/dev/zero")
    assert "device or a pipe" in refused(tmp_path, "validate", link)


def test_nothing_steers_the_terminal(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("id,form,entrance1_30,\x1b[2Jx\n\x1b]0;evil\x07,small,\x1b[31mno\u202e,1\n")
    _, out, said = run("validate", path)
    for sign in ("\x1b", "\x07", "\u202e"):
        assert sign not in out + said


# -------------------------------------------------------------------- names that are tricks

NAMES = (
    "/vsicurl/http://127.0.0.1:9/s.gpkg", "/vsizip/a.zip/s.gpkg", "PG:dbname=x", "WFS:http://x/",
    "<OGRVRTDataSource></OGRVRTDataSource>", "http://127.0.0.1:9/s.geojson", "zip+https://x/d.tif",
    "/vsistdin/s.csv", "MYSQL:x,user=y", "GPKG:a.gpkg:b",
)  # fmt: skip


def test_names_of_data_sources(tmp_path, monkeypatch):
    """Only files are opened, whatever GDAL would make of a name."""
    from accessible_core.network.build import build_network
    from accessible_core.network.dem import read_dem
    from accessible_core.routing.barriers.people import read_people
    from accessible_core.routing.corrections.reader import read_corrections
    from accessible_core.statistics.areas import read_areas

    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        for read in (
            read_survey, build_network, read_dem, read_corrections,
            lambda n: read_areas(n, "id"), lambda n: read_people(n, "x", Findings()),
        ):  # fmt: skip
            with pytest.raises(InputError, match="There is no"):
                read(name)
    assert "There is no" in refused(tmp_path, "validate", NAMES[0])


def test_a_vrt_under_any_name_is_not_followed(tmp_path):
    """It would read other files, or ask a server, for whoever opens it."""
    secret = tmp_path / "secret.csv"
    secret.write_text("id,lon,lat,attribute,value\n1,71,51,surface,sand\n")
    table = (
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    raster = (
        '<VRTDataset rasterXSize="2" rasterYSize="2"><SRS>EPSG:4326</SRS><GeoTransform>71,1,0,52,'
        '0,-1</GeoTransform><VRTRasterBand dataType="Int16" band="1"><SimpleSource>'
        "<SourceFilename>/vsicurl/http://127.0.0.1:9/x.tif</SourceFilename></SimpleSource>"
        "</VRTRasterBand></VRTDataset>"
    )
    from accessible_core.network.build import build_network
    from accessible_core.network.dem import read_dem
    from accessible_core.routing.corrections.reader import read_corrections
    from accessible_core.statistics.areas import read_areas

    for ending in ("gpkg", "geojson", "shp", "fgb", "tab", "mif", "json", "vrt", "osm"):
        path = tmp_path / f"evil.{ending}"
        path.write_text(table)
        for read in (read_survey, build_network, read_corrections, lambda n: read_areas(n, "id")):
            with pytest.raises(InputError):
                read(path)
    for ending in ("tif", "hgt", "asc", "vrt", "img"):
        path = tmp_path / f"dem.{ending}"
        path.write_text(raster)
        with pytest.raises(InputError, match="cannot be read as a raster"):
            read_dem(path)
    with zipfile.ZipFile(tmp_path / "dem.zip", "w") as archive:
        archive.writestr("dem.tif", raster)
    with pytest.raises(InputError, match="cannot be read as a raster"):
        read_dem(tmp_path / "dem.zip")


def test_an_elevation_model_of_a_billion_cells_a_street(tmp_path):
    import rasterio
    from rasterio.transform import from_origin

    from accessible_core.network.dem import read_dem

    path = tmp_path / "dem.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=1_000_000, height=1_000_000, count=1, dtype="int16",
        crs="EPSG:4326", transform=from_origin(71.0, 51.0, 1e-8, 1e-8), tiled=True,
        blockxsize=16384, blockysize=16384, compress="deflate", sparse_ok=True,
    ):  # fmt: skip
        pass
    assert path.stat().st_size < 1_000_000
    with pytest.raises(InputError, match="resample"):
        read_dem(path)


# --------------------------------------------------------------------------- GeoPackages

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


def geopackage(path, *statements, rows=3):
    """Write a small survey and let SQL do what it wants with it."""
    import fiona

    schema = {"geometry": "Point", "properties": {"id": "str", "form": "str", "name": "str"}}
    with fiona.open(
        path, "w", driver="GPKG", layer="facilities", schema=schema, crs="EPSG:4326"
    ) as out:
        for number in range(rows):
            out.write(
                {
                    "geometry": {"type": "Point", "coordinates": (71.4, 51.1)},
                    "properties": {"id": f"f{number}", "form": "small", "name": "Мектеп"},
                }
            )
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        db.execute(statement)
    db.close()
    return path


SCHEMAS = {
    "a layer without end": (
        "without end",
        "ALTER TABLE facilities RENAME TO old",
        f"CREATE VIEW facilities AS {ENDLESS}",
        "UPDATE gpkg_contents SET table_name = 'facilities'",
    ),
    "a column without end": (
        "without end",
        "ALTER TABLE facilities RENAME TO old",
        f"CREATE VIEW facilities AS SELECT *, (SELECT count(*) FROM ({ENDLESS})) AS x FROM old",
        "UPDATE gpkg_contents SET table_name = 'facilities'",
    ),
    "contents without end": (
        "no plain table",
        "ALTER TABLE gpkg_contents RENAME TO old",
        f"CREATE VIEW gpkg_contents AS SELECT i AS table_name, 'features' AS data_type FROM ({ENDLESS})",
    ),
    "reference systems that are computed": (
        "no plain table",
        "ALTER TABLE gpkg_spatial_ref_sys RENAME TO old",
        f"CREATE VIEW gpkg_spatial_ref_sys AS {ENDLESS}",
    ),
    "a layer made by code": (
        "made by code",
        "CREATE VIRTUAL TABLE words USING fts5(id, form)",
        "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('words', 'features')",
        "DELETE FROM gpkg_contents WHERE table_name = 'facilities'",
    ),
    "cells that would fill the memory": (
        "without end",
        "ALTER TABLE facilities RENAME TO old",
        "CREATE VIEW facilities AS SELECT *, hex(zeroblob(400000000)) AS x FROM old",
        "UPDATE gpkg_contents SET table_name = 'facilities'",
    ),
    "computed cells that would fill the memory": (
        "without end",
        "ALTER TABLE facilities ADD COLUMN x TEXT AS (hex(zeroblob(400000000)))",
    ),
    "a schema that is none": (
        "no readable GeoPackage",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE facilities (' WHERE name = 'facilities'",
    ),
}


@pytest.mark.parametrize("what", SCHEMAS)
def test_hostile_schemas(tmp_path, what):
    word, *statements = SCHEMAS[what]
    path = geopackage(tmp_path / "s.gpkg", *statements)
    assert word in refused(tmp_path, "score", path, "-o", tmp_path / "out.csv")
    # The gate before GDAL is the same for streets, areas, people and corrections.
    with pytest.raises(InputError):
        read_survey(path)


def test_damaged_pages(tmp_path):
    whole = geopackage(tmp_path / "s.gpkg", rows=3000).read_bytes()
    page = 4096
    for number in (1, 2, len(whole) // page // 2, len(whole) // page - 1):
        path = tmp_path / f"broken{number}.gpkg"
        path.write_bytes(whole[: number * page] + b"\xff" * page + whole[(number + 1) * page :])
        try:  # a free page, or one of an index, holds no row
            assert len(read_survey(path)) == 3000
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017
    cut = tmp_path / "cut.gpkg"
    cut.write_bytes(whole[: len(whole) // 2])
    refused(tmp_path, "validate", cut)


def test_triggers_are_not_run_by_reading(tmp_path):
    path = geopackage(
        tmp_path / "s.gpkg",
        "CREATE TRIGGER evil AFTER UPDATE ON facilities BEGIN DELETE FROM facilities; END",
    )
    before = path.read_bytes()
    assert len(read_survey(path)) == 3
    assert path.read_bytes() == before


def test_computed_columns_are_columns(tmp_path):
    """What a table computes of its other columns is not lost without a word."""
    path = geopackage(
        tmp_path / "s.gpkg", "ALTER TABLE facilities ADD COLUMN twice TEXT AS (id || id)"
    )
    assert read_survey(path).extra["twice"].tolist() == ["f0f0", "f1f1", "f2f2"]


def test_a_large_view_is_read(tmp_path):
    """The bound on work lets pass what is large and ends."""
    path = geopackage(
        tmp_path / "s.gpkg",
        "CREATE VIEW seen AS SELECT * FROM facilities",
        "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('seen', 'attributes')",
        "DELETE FROM gpkg_contents WHERE table_name = 'facilities'",
        rows=20_000,
    )
    assert geopackage_layers(path) == ["seen"]


# ------------------------------------------------------------------------------- GeoJSON


def geojson(path, *features, **more):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return path


def feature(coordinates, **properties):
    geometry = {"type": "Point", "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


GEOJSON = {
    "nested": '{"type":"FeatureCollection","features":[' + "[" * 200_000 + "]" * 200_000 + "]}",
    "nested objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a number of ten thousand digits": (
        '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
        f'"properties":{{"id":{"9" * 10_000}}}}}]}}'
    ),
    "cut off": '{"type":"FeatureCollection","features":[{"type":"Feature"',
    "two documents": '{"type":"FeatureCollection","features":[]}{"type":"FeatureCollection"}',
    "no features": '{"type":"FeatureCollection"}',
    "a coordinate system that is not known": (
        '{"type":"FeatureCollection","crs":{"type":"link"},"features":[{"type":"Feature",'
        '"geometry":null,"properties":{}}]}'
    ),
}


@pytest.mark.parametrize("what", GEOJSON)
def test_hostile_geojson(tmp_path, what):
    path = tmp_path / "s.geojson"
    path.write_text(GEOJSON[what])
    refused(tmp_path, "score", path, "-o", tmp_path / "out.csv")
    refused(tmp_path, "network", "build", path, "-o", tmp_path / "net")


def test_good_features_survive_bad_ones(tmp_path):
    deep = [71.4, 51.1]
    for _ in range(300):
        deep = [deep]
    path = geojson(
        tmp_path / "s.geojson",
        feature([71.4, 51.1], id="good", form="small", entrance1_30="yes"),
        "no feature",
        None,
        {"type": "Feature", "geometry": None, "properties": [1]},
        feature([float("inf"), 51.1], id="inf"),
        feature(["71", "51"], id="text"),
        feature([10**400, 1], id="huge"),
        feature(71.4, id="bare"),
        {"type": "Feature", "geometry": {"type": "MultiPoint", "coordinates": deep},
         "properties": {"id": "deep"}},
        {"type": "Feature", "geometry": {"type": "Nothing"}, "properties": {"id": "kind"}},
        feature([71.5, 51.2], id="last", form="small", note={"a": [1, 2]}, big=2**80),
    )  # fmt: skip
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.ids.tolist() == [
        "good", "inf", "text", "huge", "bare", "deep", "kind", "last",
    ]  # fmt: skip
    counts = findings.counts()
    assert counts["feature_not_understood"] == 3
    assert [f.record for f in findings if f.code == "position_unreadable"][:5] == [
        "inf", "text", "huge", "bare", "kind",
    ]  # fmt: skip
    assert np.isfinite(survey.lon).tolist() == [True, *[False] * 4, True, False, True]
    assert survey.extra["note"][-1] == '{"a": [1, 2]}'
    assert survey.extra["big"][-1] == 2**80
    code, out, _ = run("validate", path, "--json")
    assert code == 1
    assert json.loads(out)["records"] == 11


def test_keys_that_stand_twice_are_kept(tmp_path):
    path = tmp_path / "s.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
        '"properties":{"id":"a","form":"small","entrance1_30":"no","entrance1_30":"yes"}}]}'
    )
    findings = Findings()
    survey = read_survey(path, findings=findings)
    assert survey.extra["entrance1_30_2"].tolist() == ["yes"]
    assert survey.answers.tolist() == [[2]] or survey.answers.tolist() == [[1]]
    assert (
        survey.answers[0, 0]
        != read_survey(
            geojson(tmp_path / "t.geojson", feature([1, 1], form="small", entrance1_30="yes"))
        ).answers[0, 0]
    )
    assert findings.counts()["column_twice"] >= 1


# -------------------------------------------------------- Shapefile, OSM, networks, TOML


def test_shapefiles_that_lie(tmp_path):
    import fiona

    schema = {"geometry": "Point", "properties": {"id": "str:9"}}
    path = tmp_path / "s.shp"
    with fiona.open(path, "w", driver="ESRI Shapefile", schema=schema, crs="EPSG:4326") as out:
        for number in range(5):
            point = {"type": "Point", "coordinates": (71.4, 51.1)}
            out.write({"geometry": point, "properties": {"id": f"f{number}"}})
    whole = {part.suffix: part.read_bytes() for part in tmp_path.glob("s.*")}
    lies = [
        (".dbf", 4, struct.pack("<I", 2**31 - 1)),
        (".dbf", 8, struct.pack("<HH", 65535, 65535)),
        (".shp", 24, struct.pack(">i", 2**31 - 1)),
        (".shx", 24, struct.pack(">i", 2**31 - 1)),
    ]
    for ending, place, lie in lies:
        data = bytearray(whole[ending])
        data[place : place + len(lie)] = lie
        path.with_suffix(ending).write_bytes(data)
        refused(tmp_path, "validate", path)
        path.with_suffix(ending).write_bytes(whole[ending])
    data = bytearray(whole[".shp"])
    struct.pack_into(">i", data, 104, 2**30)  # the first record claims a gigabyte
    path.write_bytes(data)
    code, _, said = run("validate", path)
    assert code in (0, 2), said


def pbf_block(kind, blob, size=None, length=None):
    head = (
        b"\x0a" + bytes([len(kind)]) + kind + b"\x18" + varint(len(blob) if size is None else size)
    )
    return struct.pack(">I", len(head) if length is None else length) + head + blob


def varint(number):
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def raw(data):
    return b"\x0a" + varint(len(data)) + data


ZEROS = zlib.compress(b"\0" * 10**8, 9)
HEAD = pbf_block(b"OSMHeader", raw(b"\x22\x0eOsmSchema-V0.6\x22\x0aDenseNodes"))
PBF = {
    "a header of two gigabytes": HEAD + pbf_block(b"OSMData", raw(b""), length=2**31),
    "a block of two gigabytes": HEAD + pbf_block(b"OSMData", raw(b""), size=2**31),
    "a block longer than the file": HEAD + pbf_block(b"OSMData", raw(b""), size=2**24),
    "a block that unpacks to a gigabyte": HEAD
    + pbf_block(b"OSMData", b"\x10" + varint(100) + b"\x1a" + varint(len(ZEROS)) + ZEROS),
    "texts with zero bytes": HEAD
    + pbf_block(b"OSMData", raw(raw(b"\x0a\x00\x0a\x0bwheel\0chair\x0a\x03y\0s"))),
    "a number without end": HEAD + pbf_block(b"OSMData", raw(b"\xff" * 40)),
}  # fmt: skip


@pytest.mark.parametrize("what", PBF)
def test_hostile_pbf(tmp_path, what):
    path = tmp_path / "s.osm.pbf"
    path.write_bytes(PBF[what])
    refused(tmp_path, "validate", path)
    refused(tmp_path, "network", "build", path, "-o", tmp_path / "net")


def test_texts_of_real_pbf_files_are_well(shared):
    for path in sorted((shared / "data" / "osm").glob("*.pbf")):
        check_texts(path)


@pytest.mark.parametrize("text", [LAUGHS, STRANGER])
def test_entities_in_osm(tmp_path, text):
    path = tmp_path / "s.osm"
    path.write_text(text)
    refused(tmp_path, "validate", path)
    refused(tmp_path, "network", "build", path, "-o", tmp_path / "net")
    packed = tmp_path / "s.osm.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    refused(tmp_path, "validate", packed)


def test_a_dtd_is_told_from_its_absence():
    for text, expected in (
        (LAUGHS, True), (STRANGER, True), ("<a><!-- <!DOCTYPE a> --></a>", False),
        ("<?xml version='1.0'?><!-- x --><a/>", False), ("no XML <!DOCTYPE a>", False), ("", False),
        ('<?xml version="1.0" encoding="nothing"?><!DOCTYPE a><a/>', False),
    ):  # fmt: skip
        assert has_dtd(io.BytesIO(text.encode())) is expected


class Evil:
    def __reduce__(self):
        return os.mkdir, ("evil",)


def test_pickles_are_no_networks(tmp_path):
    arrays = io.BytesIO()
    np.savez(arrays, a=np.array([Evil()], dtype=object))
    for number, data in enumerate((pickle.dumps(Evil()), arrays.getvalue())):
        path = tmp_path / f"net{number}"
        path.write_bytes(data)
        refused(tmp_path, "network", "info", path)
        refused(tmp_path, "route", path, "--from=71,51", "--to=71,51")
    assert not (ROOT / "evil").exists()


TOML = {
    "nested": "a = " + "[" * 100_000 + "]" * 100_000,
    "nested tables": "a = " + "{b = " * 50_000 + "1" + "}" * 50_000,
    "a number of ten thousand digits": "a = " + "9" * 10_000,
    "no UTF-8": b'"\xcd\xee\xec" = "id"',
    "zero bytes": 'a\0 = "id"',
    "a group of a thousand million": (
        '[match]\ncolumns = ["a"]\n[[groups]]\nslots = {code = "c{n}"}\ncount = 1000000000\n'
        '[[groups.items]]\ncode = "1"\nto = ["entrance1_30"]\n'
    ),
    "a date that cannot be": "a = 2026-99-99",
}  # fmt: skip


@pytest.mark.parametrize("what", TOML)
def test_hostile_mappings(tmp_path, what):
    table, path = tmp_path / "s.csv", tmp_path / "m.toml"
    table.write_text(TABLE, encoding="utf-8")
    data = TOML[what]
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    refused(tmp_path, "score", table, "--mapping", path, "-o", tmp_path / "out.csv")
    from accessible_core.network.layers.field_mapping import read_mapping

    with pytest.raises((InputError, KnowledgeError)):
        read_mapping(path)
