# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of addresses: the same few houses in every format, and files that are none."""

import fiona
import numpy as np
import openpyxl
import pytest

from accessible_core.addresses.matching import match_addresses
from accessible_core.addresses.sources import read_addresses, read_renamings
from accessible_core.errors import InputError, UsageError
from accessible_core.findings import Findings

HOUSES = [("ул. Абая", "5", 76.9, 43.25), ("мкр 3", "12А", 76.91, 43.26), ("", "7", 76.92, 43.27)]
NAMES = ("Улица", "Дом", "Долгота", "Широта")


def table(path):
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (NAMES, *HOUSES):
            book.active.append(row)
        book.save(path)
    else:
        rows = [";".join(map(str, row)) for row in (NAMES, *HOUSES)]
        path.write_text("\n".join(rows), encoding="cp1251" if path.suffix == ".csv" else "utf-8")


def layer(path):
    driver = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".shp": "ESRI Shapefile"}[path.suffix]
    name = {".shp": "addr_stree"}.get(path.suffix, "addr:street")
    schema = {"geometry": "Polygon", "properties": {name: "str", "house": "str"}}
    options = {"crs": "EPSG:4326", "encoding": "utf-8"}
    corners = ((-1e-4, -1e-4), (1e-4, -1e-4), (1e-4, 1e-4), (-1e-4, 1e-4))
    with fiona.open(path, "w", driver=driver, schema=schema, **options) as out:
        for street, house, lon, lat in HOUSES:
            ring = [(lon + x, lat + y) for x, y in corners]
            shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
            out.write({"geometry": shape, "properties": {name: street, "house": house}})


OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lon="76.9" lat="43.25"><tag k="addr:street" v="ул. Абая"/><tag k="addr:housenumber" v="5"/></node>
<node id="2" lon="76.9099" lat="43.2599"/><node id="3" lon="76.9101" lat="43.2599"/>
<node id="4" lon="76.9101" lat="43.2601"/><node id="5" lon="76.9099" lat="43.2601"/>
<node id="6" lon="76.92" lat="43.27"><tag k="addr:housenumber" v="7"/></node>
<node id="7" lon="76.901" lat="43.251"/><node id="8" lon="76.902" lat="43.251"/>
<way id="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="2"/>
<tag k="building" v="yes"/><tag k="addr:place" v="мкр 3"/><tag k="addr:housenumber" v="12А"/></way>
<way id="2"><nd ref="7"/><nd ref="8"/><tag k="highway" v="residential"/><tag k="name" v="улица Абая"/>
<tag k="name:kk" v="Абай көшесі"/><tag k="old_name" v="улица Проездная;Вторая"/></way></osm>"""  # noqa: E501


@pytest.mark.parametrize(
    "ending", [".csv", ".tsv", ".xlsx", ".gpkg", ".geojson", ".shp", ".osm", ".osm.gz"]
)
def test_the_same_houses_in_every_format(tmp_path, ending):
    path = tmp_path / f"houses{ending}"
    if ending in (".csv", ".tsv", ".xlsx"):
        if ending == ".tsv":
            rows = ["\t".join(map(str, row)) for row in (NAMES, *HOUSES)]
            path.write_text("\n".join(rows), encoding="utf-8")
        else:
            table(path)
    elif ending == ".osm":
        path.write_text(OSM, encoding="utf-8")
    elif ending == ".osm.gz":
        import gzip

        path.write_bytes(gzip.compress(OSM.encode()))
    else:
        layer(path)
    book = read_addresses(path)
    assert len(book) == 2
    order = np.argsort(book.lon)
    assert book.lon[order] == pytest.approx([76.9, 76.91])
    assert book.lat[order] == pytest.approx([43.25, 43.26])
    assert [book.houses[code].key for code in book.house[order]] == ["5", "12а"]
    assert book.source == path.name


def test_streets_of_an_osm_file_bring_their_names(tmp_path):
    path = tmp_path / "a.osm"
    path.write_text(OSM, encoding="utf-8")
    book = read_addresses(path)
    names = ["Абай көшесі 5", "ул. Вторая, 5", "ул. Проездная, 5"]
    assert [(m.certain, m.grade) for m in match_addresses(names, book)] == [
        (True, "exact"), (False, "renamed"), (False, "renamed"),
    ]  # fmt: skip


def test_a_multipolygon_of_osm_has_a_point_inside(tmp_path):
    tags = OSM[OSM.index('<tag k="building"') : OSM.index("</way>")]
    relation = '<relation id="9"><member type="way" ref="1" role="outer"/>'
    relation += f'<tag k="type" v="multipolygon"/>{tags}</relation></osm>'
    text = OSM.replace(tags, "").replace("</osm>", relation)
    path = tmp_path / "a.osm"
    path.write_text(text, encoding="utf-8")
    book = read_addresses(path)
    assert sorted(book.lon) == pytest.approx([76.9, 76.91])


def test_projected_coordinates_become_degrees(tmp_path):
    path = tmp_path / "a.gpkg"
    schema = {"geometry": "Point", "properties": {"street": "str", "house": "str"}}
    with fiona.open(path, "w", driver="GPKG", schema=schema, crs="EPSG:3857") as out:
        shape = {"type": "Point", "coordinates": (8560468.8, 5349486.0)}
        out.write({"geometry": shape, "properties": {"street": "ул. Абая", "house": "5"}})
    book = read_addresses(path)
    assert (book.lon[0], book.lat[0]) == pytest.approx((76.9, 43.25), abs=0.01)


def test_fields_may_be_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("UL,N,lon,lat\nул. Абая,5,76.9,43.25\n", encoding="utf-8")
    with pytest.raises(InputError, match="no columns of street and house number"):
        read_addresses(path)
    assert len(read_addresses(path, fields={"street": "UL", "house": "N"})) == 1
    with pytest.raises(UsageError, match="There is no column 'UX' for street; the file has: UL"):
        read_addresses(path, fields={"street": "UX"})
    with pytest.raises(UsageError, match="'road' is no kind of field"):
        read_addresses(path, fields={"road": "UL"})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "улица,дом\nАбая,5\n", "no columns of longitude and latitude"),
        ("a.csv", "улица,дом,lon,lat\nАбая,б/н,76,43\n", "holds no address that can be used"),
        ("a.txt", "x", "of no kind that can be read as addresses"),
        ("a.osm", "<osm version='0.6'><node id='1' lon='1' lat='1'/></osm>", "without addresses"),
        ("a.osm", "<osm version='0.6'><node id=", "cut off"),
        ("a.osm.pbf", "nonsense", "cut off, damaged"),
        ("a.gpkg", "nonsense", "no readable GeoPackage"),
        ("a.geojson", "{", "cannot be read as GeoJSON"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "has no columns of street"),
    ],
)  # fmt: skip
def test_files_that_are_none(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as raised:
        read_addresses(path)
    assert len(str(raised.value).splitlines()) == 1


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError, match="There is no file of addresses at"):
        read_addresses(tmp_path / "none.gpkg")


def test_what_cannot_be_used_is_counted(tmp_path):
    path = tmp_path / "a.csv"
    rows = ["street,house,lon,lat", "Абая,5,76.9,43.2", "Абая,6,,", "Абая,Магазин,76.9,43.2"]
    path.write_text("\n".join(rows), encoding="utf-8")
    findings = Findings()
    assert len(read_addresses(path, findings=findings)) == 1
    assert findings.counts() == {"addresses_without_position": 1, "addresses_not_understood": 1}


def test_renamings_come_from_a_table(tmp_path):
    houses = tmp_path / "a.csv"
    houses.write_text("street,house,lon,lat\nул. Абая,5,76.9,43.2\n", encoding="utf-8")
    book = read_addresses(houses)
    path = tmp_path / "r.csv"
    path.write_text("old;new\nЛенина;Абая\nКирова;Гоголя\n;Абая\n", encoding="utf-8")
    findings = Findings()
    assert read_renamings(path, book, findings) == 1
    assert findings.counts()["renamed_unknown"] == 1
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no column 'old'; it has: a, b"):
        read_renamings(path, book, findings)
