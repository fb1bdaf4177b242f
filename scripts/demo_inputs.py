# SPDX-License-Identifier: GPL-3.0-or-later
"""What the demo works on: the sample city, or the user's files, checked before anything runs."""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path(os.path.relpath(ROOT / "resources" / "sample"))
#: File -> what it is, for the closing table.
RESULTS = {
    "scored.gpkg": "",
    "statistics.csv": "lights by district and group, with what is not confirmed or known",
    "streets.aknet": "the street network; try `accessible-kz network info`",
    "route.geojson": "a step-free way; drag it into QGIS",
    "refused.geojson": "a way that is refused: what bars it, as points",
    "route.txt": "the same in words, and a way that is refused, with its reason",
    "facilities.a11y.json": "A11yJSON 31.1 for other accessibility maps",
    "registry.jsonl": "adding requests for the national registry (surveyed places only)",
    "city_map.pdf": "the printed map, its legend and its index: look at this first",
    "findings.json": "what is wrong in the survey, record by record",
}


class DemoError(Exception):
    """The demo cannot go on; the message says why."""


@dataclass(frozen=True)
class Inputs:
    """What the demo works on, and where it writes."""

    osm: Path
    dem: Optional[Path]
    survey: Path
    areas: Optional[Path]
    area_id: str
    place: str  # stands under the title of the map
    out: Path
    sample: bool


def read_arguments() -> Inputs:
    """Turn the command line into inputs, checking that the files are there."""
    parser = argparse.ArgumentParser(
        prog="bash scripts/demo.sh",
        description="Runs the main job on the embedded sample city, or on your own files.",
    )
    parser.add_argument(
        "--osm", type=Path, metavar="FILE", help="OpenStreetMap extract (.osm.pbf, .osm, .osm.gz)"
    )
    parser.add_argument("--dem", type=Path, metavar="FILE", help="elevation model (GeoTIFF, .hgt)")
    parser.add_argument(
        "--survey",
        type=Path,
        metavar="FILE",
        help="survey table; without it, places are read from the OSM file",
    )
    parser.add_argument(
        "--areas",
        type=Path,
        metavar="FILE",
        help="polygons to count by; without them the extent is one area",
    )
    parser.add_argument(
        "--area-id",
        default=None,
        metavar="FIELD",
        help="field of --areas that names an area (default: id, code, kato or name)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("out"),
        metavar="FOLDER",
        help="where results go (default: out)",
    )
    args = parser.parse_args()
    if args.osm is None and (args.dem or args.survey or args.areas):
        raise DemoError("--dem, --survey and --areas need --osm FILE: the streets they belong to.")
    if args.area_id is not None and args.areas is None:
        raise DemoError("--area-id names a field of --areas FILE: give both.")
    for path in (args.osm, args.dem, args.survey, args.areas):
        if path is not None and not path.is_file():
            raise DemoError(f"There is no file {path}: check the name and the folder.")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=args.out):
            pass
    except OSError as error:
        raise DemoError(
            f"The output folder {args.out} cannot be written to ({error.strerror}): "
            "free it, or name another one with --out FOLDER."
        ) from error
    if args.osm is None:
        return Inputs(
            osm=SAMPLE / "sample_city.osm",
            dem=SAMPLE / "sample_dem.tif",
            survey=SAMPLE / "survey.csv",
            areas=SAMPLE / "districts.geojson",
            area_id="kato",
            place="Үлгіқала",
            out=args.out,
            sample=True,
        )
    return Inputs(
        osm=args.osm,
        dem=args.dem,
        survey=args.survey or args.osm,
        areas=args.areas,
        area_id=(args.area_id or _first_id_field(args.areas)) if args.areas else "",
        place=args.osm.name.partition(".")[0].replace("_", " "),
        out=args.out,
        sample=False,
    )


def _first_id_field(areas: Path) -> str:
    import fiona

    with fiona.open(areas) as rows:
        names = list(rows.schema["properties"])
    for wanted in ("id", "code", "kato", "name"):
        for name in names:
            if name.lower() == wanted:
                return name
    raise DemoError(
        f"{areas} has the fields {', '.join(names)}: say with --area-id which one names an area."
    )
