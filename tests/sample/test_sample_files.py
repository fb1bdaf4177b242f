# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped files: reproduced byte for byte, readable, marked as invented, small."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

REPO = Path(__file__).resolve().parents[2]
SAMPLE = REPO / "resources" / "sample"
NAMES = [
    "README.md",
    "corrections.geojson",
    "districts.geojson",
    "population.geojson",
    "sample_city.osm",
    "sample_dem.tif",
    "stories.toml",
    "survey.csv",
]


def rows():
    with (SAMPLE / "survey.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name):
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))["features"]


def test_the_script_makes_exactly_the_shipped_files(tmp_path):
    # -I: from anywhere, without what the environment adds.
    script = REPO / "scripts" / "make_sample_city.py"
    subprocess.run(
        [sys.executable, "-I", str(script), str(tmp_path)], check=True, capture_output=True
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_the_files_are_small():
    sizes = {name: (SAMPLE / name).stat().st_size for name in NAMES}
    assert sum(sizes.values()) < 3_000_000
    assert sizes["sample_city.osm"] < 1_500_000


def test_everything_says_that_it_is_invented():
    for name in (
        "README.md",
        "stories.toml",
        "districts.geojson",
        "population.geojson",
        "corrections.geojson",
    ):
        assert "invented" in (SAMPLE / name).read_text(encoding="utf-8")
    head = (SAMPLE / "sample_city.osm").read_text(encoding="utf-8")[:400]
    assert "note=invented" in head
    for row in rows():
        assert row["note"].startswith("invented sample"), row["id"]
        assert "ойдан шығарылған" in row["address"], row["id"]
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for words in ("ойдан шығарылған", "вымышленный", "invented"):
        assert words in readme


def test_the_survey_covers_forms_reviews_and_doors():
    table = rows()
    sound = [row for row in table if not row["note"].endswith("on purpose")]
    assert len(sound) == 60
    assert {row["form"] for row in sound} == {"small", "middle", "full"}
    assert {"approved", "submitted", "draft"} <= {row["review"] for row in sound}
    assert len({row["category"] for row in sound}) > 40
    assert [row["id"] for row in sound if row["entrance3_lon"]] == ["UQ-006"]
    assert all(row["entrance1_lon"] and row["entrance1_lat"] for row in sound)
    assert all(row["name_kk"] and row["name_ru"] and row["name_en"] for row in sound)
    assert sum(row["surveyed"] < "2024" for row in sound) >= 5
    measured = {v for row in sound for k, v in row.items() if k.endswith("_measured") and v}
    assert {"85 cm", "1:12", "0,9 m"} <= measured
    override = next(row for row in sound if row["override_by"])
    assert override["override_at"]
    assert override["override_reason"]
    assert override["override_toilet_movement"] == "partial_accessible"


def test_categories_are_those_of_the_registry():
    path = REPO.parent / "shared" / "reference" / "categories.json"
    if not path.exists():
        pytest.skip("no reference folder beside the checkout")
    known = {
        str(sub["id"])
        for category in json.loads(path.read_text(encoding="utf-8"))["categories"]
        for sub in category["subcategories"]
    }
    assert {row["category"] for row in rows()} - known == {"999"}


def test_keys_are_those_of_the_forms():
    path = REPO.parent / "shared" / "reference" / "checklists.json"
    if not path.exists():
        pytest.skip("no reference folder beside the checkout")
    forms = json.loads(path.read_text(encoding="utf-8"))["forms"]
    asked = {
        form: {
            f"{zone}_{attribute['key']}"
            for zone, content in zones.items()
            for group in content["groups"]
            for part in group["subgroups"]
            for attribute in part["attributes"]
        }
        for form, zones in forms.items()
    }
    answered: dict[str, set[str]] = {form: set() for form in asked}
    for row in rows():
        if row["form"] in asked:
            for column, value in row.items():
                zone, _, key = column.partition("_")
                if value and key.isdigit():
                    answered[row["form"]].add(f"{zone.rstrip('123')}_{key}")
    assert answered["small"] - asked["small"] == {"toilet_30"}  # UQ-906, on purpose
    assert answered["middle"] == asked["middle"]
    assert answered["full"] == asked["full"]


def test_doors_lie_on_the_outlines_in_the_map_and_addresses_match():
    import xml.etree.ElementTree as ET

    root = ET.parse(SAMPLE / "sample_city.osm").getroot()  # noqa: S314 - our own file
    entrances, addresses = set(), set()
    for node in root.iter("node"):
        if any(tag.get("k") == "entrance" for tag in node):
            entrances.add((node.get("lon"), node.get("lat")))
    for way in root.iter("way"):
        tags = {tag.get("k"): tag.get("v") for tag in way.iter("tag")}
        if "addr:housenumber" in tags:
            addresses.add(f"{tags['addr:street']}, {tags['addr:housenumber']}")
    for row in rows():
        for n in (1, 2, 3):
            door = (row[f"entrance{n}_lon"], row[f"entrance{n}_lat"])
            assert door == ("", "") or door in entrances, row["id"]
        assert row["address"].split(", ", 1)[1] in addresses, row["id"]


def test_districts_tile_the_town():
    import shapely
    from shapely.geometry import shape

    parts = [shape(feature["geometry"]) for feature in features("districts.geojson")]
    whole = shapely.union_all(parts)
    assert all(part.is_valid for part in parts)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert math.isclose(sum(part.area for part in parts), whole.area, rel_tol=1e-9)
    west, south, east, north = whole.bounds
    assert math.isclose((east - west) * (north - south), whole.area, rel_tol=1e-6)
    codes = {feature["properties"]["kato"] for feature in features("districts.geojson")}
    assert all(len(code) == 9 and code.startswith("99") for code in codes)  # no region of KATO
    by_code = {f["properties"]["kato"]: shape(f["geometry"]) for f in features("districts.geojson")}
    for row in rows():
        if row["lon"] and row["id"] != "UQ-902":
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            assert by_code[row["kato"]].contains(point), row["id"]
    assert {row["kato"] for row in rows()} == codes


def test_population_cells_are_250_metres_and_hold_a_small_town():
    import shapely
    from shapely.geometry import shape

    cells = features("population.geojson")
    assert len(cells) == 64
    assert 5_000 < sum(cell["properties"]["people"] for cell in cells) < 20_000
    assert any(cell["properties"]["people"] == 0 for cell in cells)
    whole = shapely.union_all([shape(cell["geometry"]) for cell in cells])
    assert whole.geom_type == "Polygon"
    lon, lat = np.array(cells[0]["geometry"]["coordinates"][0]).T
    # Length of a degree at 48.9 N, from tables of the WGS 84 ellipsoid.
    assert np.ptp(lon) * 73_300 == pytest.approx(250, rel=2e-3)
    assert np.ptp(lat) * 111_212 == pytest.approx(250, rel=2e-3)


@pytest.fixture(scope="module")
def dem():
    import rasterio

    with rasterio.open(SAMPLE / "sample_dem.tif") as source:
        yield source, source.read(1, masked=True)


def test_the_dem_is_wgs84_with_cells_under_ten_metres(dem):
    source, heights = dem
    assert source.crs.to_epsg() == 4326
    assert source.dtypes == ("float32",)
    assert source.res[0] * 73_300 < 10
    assert source.res[1] * 111_212 < 10
    assert 5 < heights.mask.sum() < 200
    assert 400 < heights.min() < heights.max() < 450


def test_the_hill_has_the_slopes_it_should(dem):
    source, heights = dem
    metres_lon, metres_lat = source.res[0] * 73_300, source.res[1] * 111_212
    down, across = np.gradient(heights.filled(np.nan).astype(float))
    slope = 100 * np.hypot(across / metres_lon, down / metres_lat)

    def at(x, y):
        row, column = source.index(69.9 + x / 73_300, 48.9 + y / 111_212)
        return slope[row, column]

    # A round hill of 30 m with a spread of 160 m, at (-560, 560): 30 r / 160^2 exp(-(r/160)^2 / 2).
    for r in (60, 110, 160, 250, 300):
        expected = 100 * 30 * r / 160**2 * math.exp(-((r / 160) ** 2) / 2)
        assert at(-560 - r, 560) == pytest.approx(expected, abs=0.6), r
    assert at(-560, 560) < 1.0
    assert at(0, 0) < 1.0
    assert np.nanmax(slope) < 13
    assert 0.03 < np.nanmean(slope > 3) < 0.25
