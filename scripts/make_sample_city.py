# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the sample city of resources/sample: an invented town, byte for byte the same each time.

    python3 scripts/make_sample_city.py [FOLDER]

The standard library and this project's own core; no clock, no network, fixed seeds. The
modules of ``sample_city/`` hold one subject each. Rows of the survey that are wrong on
purpose are listed in ``sample_city/mistakes.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_city import geometry as geo
from sample_city.arcade import draw_arcade
from sample_city.buildings import Building, draw_buildings
from sample_city.corrections import corrections_geojson
from sample_city.districts import districts_geojson, population_geojson
from sample_city.geotiff import geotiff
from sample_city.landmarks import draw_landmarks
from sample_city.osm_file import OsmData
from sample_city.place import INVENTED, Point
from sample_city.readme import readme
from sample_city.relief import STEP_LAT, STEP_LON, VOID, grid
from sample_city.sidewalks import draw_sidewalks
from sample_city.stories import stories_toml
from sample_city.streets import draw_streets
from sample_city.survey import survey_csv

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sample"


def files() -> dict[str, bytes]:
    """Return all files of the sample city by name."""
    osm = OsmData()
    streets = draw_streets(osm)
    draw_sidewalks(osm, streets)
    landmarks = draw_landmarks(osm)
    special, others = draw_buildings(osm, streets, landmarks)
    draw_arcade(osm)
    west, north, rows = grid()
    texts = {
        "sample_city.osm": osm.xml(),
        "districts.geojson": _geojson(districts_geojson()),
        "population.geojson": _geojson(population_geojson(_homes([*special, *others]))),
        "corrections.geojson": _geojson(corrections_geojson()),
        "survey.csv": survey_csv(special, others),
        "stories.toml": stories_toml(special),
        "README.md": readme(special),
    }
    title = f"Elevation in metres, {INVENTED['en']}, CC0-1.0"
    dem = geotiff(rows, west, north, STEP_LON, STEP_LAT, VOID, title)
    return {**{name: text.encode() for name, text in texts.items()}, "sample_dem.tif": dem}


def _homes(buildings: list[Building]) -> list[tuple[Point, float]]:
    """Return homes with the people in them: 4 a house, one per 30 square metres of flats."""
    out = []
    for building in buildings:
        tags, ring = building.way.tags, building.way.line
        if tags["building"] == "house":
            out.append((building.middle, 4.0))
        elif tags["building"] == "apartments":
            ground = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in geo.pieces(ring))) / 2
            out.append((building.middle, ground * int(tags.get("building:levels", "5")) / 60))
    return out


def _geojson(collection: dict[str, Any]) -> str:
    """Return GeoJSON with one feature a line."""
    features = [json.dumps(feature, ensure_ascii=False) for feature in collection["features"]]
    head = json.dumps({**collection, "features": []}, ensure_ascii=False)
    return head[:-2] + "\n" + ",\n".join(features) + "\n]}\n"


def main() -> None:
    """Write the files into the folder given, or into resources/sample."""
    parser = argparse.ArgumentParser(description="Makes the sample city, byte for byte the same.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="default: %(default)s")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(files().items()):
        (folder / name).write_bytes(content)
        print(f"{len(content):>9,} {folder / name}")


if __name__ == "__main__":
    main()
