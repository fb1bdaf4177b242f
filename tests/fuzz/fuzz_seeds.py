# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501 - OSM elements stand on one line
"""Small whole files of every kind that is read, made by code: what the fuzzer starts from."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.writers import write_survey

NAMES = [
    "Қазақстан ұлттық кітапханасы", 'says "yes", or; no', "two\nlines", "=1+1", "+7 701 000 00 00",
    "-5", "@sum(A1)", "001", "😀 ё", "Школа № 12",
]  # fmt: skip


def survey() -> Survey:
    """Return ten facilities with a bit of everything."""
    n = len(NAMES)
    columns = {
        "id": [f"f{number}" for number in range(n)],
        "name": NAMES,
        "category": ["education"] * n,
        "address": [f"Абай көшесі, {number % 3}" for number in range(n)],
        "kato": ["711210000", ""] * (n // 2),
        "built": ["1987", "2020-05", "", "вчера", "31.12.2015"] * 2,
        "surveyed": ["2026-05-31", "31.05.2026"] * (n // 2),
        "review": ["approved", "draft"] * (n // 2),
        "form": ["small", "middle", "full", "small", ""] * 2,
        "entrance1_30": ["yes", "no", "unknown", "иә", "частично"] * 2,
        "entrance1_30_measured": ["85 cm", "1,2 м", "", "0", "9 %"] * 2,
        "toilet_1": ["да", "жоқ"] * (n // 2),
        "toilet_comment": list(reversed(NAMES)),
        "override_toilet_movement": ["full_accessible", ""] * (n // 2),
        "override_by": ["M1", ""] * (n // 2),
        "entrance1_lon": [71.43] * n,
        "entrance1_lat": [51.13] * n,
        "something": np.linspace(-3.5, 8, n),
    }
    lon = np.where(np.arange(n) % 5 == 4, np.nan, 71.43 + np.arange(n) / 1000)
    return survey_from_columns(columns, lon=lon, lat=lon - 20.3, findings=Findings())


def tables(folder: Path) -> dict[str, Path]:
    """Write the survey in every kind of table."""
    found = {ending: folder / f"survey.{ending}" for ending in ("csv", "xlsx", "gpkg", "geojson")}
    for path in found.values():
        write_survey(survey(), path)
    text = found["csv"].read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    found["cp1251"] = folder / "windows.csv"
    lines = "\r\n".join(";".join(cell.replace(";", ",") for cell in row) for row in rows)
    found["cp1251"].write_bytes(lines.encode("cp1251", "replace"))
    found["tsv"] = folder / "survey.tsv"
    found["tsv"].write_bytes("\n".join("\t".join(row) for row in rows).encode("utf-16"))
    return found


def sheets(path: Path) -> Path:
    """Write a workbook of two sheets with a title, merged cells and a header of two rows."""
    import openpyxl

    book = openpyxl.Workbook()
    for number in range(2):
        sheet = book.active if number == 0 else book.create_sheet("второй")
        sheet.append(["Отчёт за май"])
        sheet.append(["id", "Вход", None, "Название"])
        sheet.append([None, "entrance1_30", "entrance1_30_measured", None])
        for row in range(5):
            sheet.append([number * 5 + row, "да", 0.85, NAMES[row]])
        for merged in ("A1:D1", "B2:C2", "A2:A3", "D2:D3"):
            sheet.merge_cells(merged)
    book.save(path)
    return path


def kobo(path: Path) -> Path:
    """Write an export of KoboToolbox, as CSV or as a workbook."""
    header = [
        "start", "form", "facility/name", "facility/location", "facility/_location_latitude",
        "facility/_location_longitude", "entrance1/entrance1_30", "_id", "_uuid",
        "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
        "__version__", "_tags", "_index",
    ]  # fmt: skip
    rows = [
        ["2026-05-31", "small", NAMES[number], "51.13 71.43 350 4.5", "51.13", "71.43", "yes",
         number, f"uuid-{number}", "2026-11-20T10:00:00", "Approved", "", "submitted", "aigerim",
         "v", "", number]
        for number in range(6)
    ]  # fmt: skip
    return _table(path, [header, *rows])


def central(path: Path) -> Path:
    """Write an export of ODK Central."""
    header = [
        "SubmissionDate", "form", "facility-name", "facility-location-Latitude",
        "facility-location-Longitude", "entrance1-entrance1_30", "KEY", "SubmitterID",
        "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState",
        "DeviceID", "Edits", "FormVersion",
    ]  # fmt: skip
    rows = [
        ["2026-11-20T10:00:00Z", "small", NAMES[number], "51.13", "71.43", "no", f"uuid:{number}",
         "5", "Aigerim S.", "0", "0", "", "approved", "collect:x1", "0", "v"]
        for number in range(6)
    ]  # fmt: skip
    return _table(path, [header, *rows])


def _table(path: Path, rows: list[list[object]]) -> Path:
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)
    return path


def layer(path: Path, driver: str, shape: str = "Point", **columns: list[object]) -> Path:
    """Write one layer with fiona; lines run between neighbours on a small grid."""
    import fiona

    kinds = {int: "int", float: "float", str: "str:80"}
    schema = {
        "geometry": shape,
        "properties": {name: kinds[type(cells[0])] for name, cells in columns.items()},
    }
    with fiona.open(
        path, "w", driver=driver, schema=schema, crs="EPSG:4326", encoding="utf-8"
    ) as out:
        for row, cells in enumerate(zip(*columns.values())):
            lon, lat = 71.43 + row / 1000, 51.13 + (row % 3) / 1000
            places = [(lon, lat), (lon + 0.001, 51.13 + ((row + 1) % 3) / 1000)]
            ring = [[*places, (lon, lat + 0.001), (lon, lat)]]
            coordinates = {"Point": places[0], "LineString": places, "Polygon": ring}[shape]
            geometry = {"type": shape, "coordinates": coordinates}
            out.write(
                {"type": "Feature", "geometry": geometry, "properties": dict(zip(columns, cells))}
            )
    return path


def shapefile(folder: Path) -> Path:
    """Write a survey as a Shapefile with a Cyrillic table."""
    return layer(
        folder / "survey.shp", "ESRI Shapefile", id=[f"f{n}" for n in range(6)], name=NAMES[:6],
        form=["small"] * 6, e1_30=["иә", "нет"] * 3, number=[1.5] * 6,
    )  # fmt: skip


def records(path: Path) -> Path:
    """Write registry records in their three shapes, one a line."""
    zones = {
        zone: {f"attribute{key}": ("yes", "no", "unknown")[key % 3] for key in range(1, 9)}
        for zone in ("parking", "entrance1", "movement", "service", "toilet", "navigation",
                     "serviceAccessibility")
    }  # fmt: skip
    scores = dict.fromkeys(
        ("movement", "limb", "vision", "hearing", "intellectual"), "full_accessible"
    )
    case = {"id": "a", "form": "small", "zones": zones, "overridden": {"toilet": scores}}
    card = {
        "id": 7, "title": "Дәріхана", "address": "Абай, 1", "coordinates": [51.13, 71.43],
        "categoryId": 1, "subCategoryId": 12, "verificationStatus": "full_verified",
        "photos": [{"url": "x.jpg"}], "attributes": {"form": "middle", "zones": zones},
    }  # fmt: skip
    request = {
        "form": "full", "parking": {"attributes": zones["parking"], "comment": "тар"},
        "first": {"name": "Мектеп", "point": [51.1, 71.4], "otherNames": "Школа", "photos": []},
    }  # fmt: skip
    lines = [json.dumps(record, ensure_ascii=False) for record in (case, card, request)]
    if path.suffix == ".json":
        path.write_text(f"[{','.join(lines)}]", encoding="utf-8")
    else:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def a11yjson(path: Path) -> Path:
    """Write the survey as A11yJSON places."""
    from accessible_core.registry.exports import export

    export(survey(), "a11yjson", path, Findings(), unreviewed=True)
    return path


OSM = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="by hand">
<node id="1" version="1" lon="71.43" lat="51.13"/>
<node id="2" version="1" lon="71.431" lat="51.13"><tag k="barrier" v="kerb"/><tag k="kerb" v="raised"/>
<tag k="kerb:height" v="0.12"/></node>
<node id="3" version="1" lon="71.432" lat="51.131"><tag k="amenity" v="pharmacy"/>
<tag k="wheelchair" v="limited"/><tag k="name" v="Дәріхана"/></node>
<node id="4" version="1" lon="71.431" lat="51.132"><tag k="entrance" v="main"/></node>
<node id="5" version="1" lon="71.4305" lat="51.1315"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/>
<tag k="sidewalk" v="both"/><tag k="surface" v="asphalt"/><tag k="incline" v="4%"/>
<tag k="name" v="Абай"/></way>
<way id="11" version="1"><nd ref="3"/><nd ref="4"/><tag k="highway" v="steps"/><tag k="step_count" v="12"/>
<tag k="ramp:wheelchair" v="yes"/></way>
<way id="12" version="1"><nd ref="1"/><nd ref="5"/><nd ref="4"/><nd ref="3"/><nd ref="1"/>
<tag k="highway" v="pedestrian"/><tag k="area" v="yes"/>
<tag k="access:conditional" v="no @ (22:00-06:00; Mo-Fr)"/></way>
<way id="13" version="1"><nd ref="4"/><nd ref="5"/><nd ref="2"/><nd ref="4"/><tag k="building" v="yes"/>
<tag k="wheelchair" v="yes"/><tag k="shop" v="mall"/></way>
<relation id="20" version="1"><member type="way" ref="12" role="outer"/><tag k="type" v="multipolygon"/>
<tag k="highway" v="pedestrian"/><tag k="wheelchair" v="no"/></relation>
</osm>
"""


def osm(folder: Path) -> dict[str, Path]:
    """Write one town as OSM XML, plain and packed, and as PBF, plain and packed."""
    import osmium

    plain = folder / "town.osm"
    plain.write_text(OSM, encoding="utf-8")
    found = {"osm": plain, "osm.gz": folder / "town.osm.gz", "osm.bz2": folder / "town.osm.bz2"}
    found["osm.gz"].write_bytes(gzip.compress(OSM.encode()))
    found["osm.bz2"].write_bytes(bz2.compress(OSM.encode()))
    for name, how in (("osm.pbf", "pbf,pbf_compression=none"), ("packed", "pbf")):
        found[name] = folder / f"town-{name.partition('.')[0]}.osm.pbf"
        writer = osmium.SimpleWriter(osmium.io.File(str(found[name]), how), overwrite=True)
        for thing in osmium.FileProcessor(str(plain)):
            writer.add(thing)
        writer.close()
    return found


def street_layers(folder: Path) -> dict[str, Path]:
    """Write lines with OSM's tags as columns, in every kind of layer."""
    columns: dict[str, list[object]] = {
        "highway": ["footway", "steps", "residential", "path"],
        "surface": ["asphalt", "sand", "", "paving_stones"],
        "width": ["1.5", "80 cm", "", "narrow"],
        "incline": ["3%", "up", "-8 %", ""],
    }
    drivers = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "fgb": "FlatGeobuf", "mif": "MapInfo File",
               "tab": "MapInfo File", "geojson": "GeoJSON"}  # fmt: skip
    return {
        ending: layer(folder / f"streets-{ending}.{ending}", driver, "LineString", **columns)
        for ending, driver in drivers.items()
    }


def network(folder: Path) -> Path:
    """Build a network file of the town."""
    from accessible_core.network.build import build_network
    from accessible_core.network.store import write_network

    target = folder / "town.net"
    write_network(build_network(osm(folder)["osm"]), target)
    return target


def opensidewalks(folder: Path) -> Path:
    """Export the town as an OpenSidewalks zip."""
    from accessible_core.network.exchange.opensidewalks import write_opensidewalks
    from accessible_core.network.store import read_network

    target = folder / "town.zip"
    write_opensidewalks(read_network(network(folder)), target)
    return target


def rasters(folder: Path) -> dict[str, Path]:
    """Write a small elevation model as GeoTIFF, ASCII grid, and zipped."""
    import rasterio
    from rasterio.transform import from_origin

    heights = (300 + np.arange(400).reshape(20, 20) % 37).astype(np.int16)
    found = {"tif": folder / "dem.tif", "asc": folder / "dem.asc", "zip": folder / "dem.hgt.zip"}
    with rasterio.open(
        found["tif"], "w", driver="GTiff", height=20, width=20, count=1, dtype="int16",
        crs="EPSG:4326", transform=from_origin(71.42, 51.14, 0.001, 0.001), nodata=-32768,
    ) as raster:  # fmt: skip
        raster.write(heights, 1)
    with zipfile.ZipFile(found["zip"], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(found["tif"], "N51E071.tif")
    return found


def store(path: Path) -> Path:
    """Make a survey store."""
    from accessible_core.survey_store.store import SurveyStore

    SurveyStore.create(path, survey(), language="ru", author="V1").close()
    return path


def hostile_geopackage(path: Path, change: Callable[[sqlite3.Connection], None]) -> Path:
    """Write the survey as a GeoPackage and let `change` do what it wants with it."""
    write_survey(survey(), path)
    db = sqlite3.connect(path)
    change(db)
    db.commit()
    db.close()
    return path


def copies(path: Path, folder: Path) -> Path:
    """Copy a file with all its companions (Shapefile, MapInfo) and return the copy."""
    for part in path.parent.glob(f"{path.stem}.*"):
        shutil.copy(part, folder / part.name)
    return folder / path.name
