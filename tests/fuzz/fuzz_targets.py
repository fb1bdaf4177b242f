# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: RUF001 - tables stand on one line; Cyrillic is meant
"""What is fuzzed: every reader with what is done with its result, and an independent count."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import fuzz_seeds as seeds

from accessible_core.findings import Findings

#: Findings that stand for one record each of which nothing could be kept.
LOST = (
    "record_broken",
    "record_not_understood",
    "row_no_record",
    "feature_not_understood",
    "a11yjson_no_place",
)


class SilentLossError(AssertionError):
    """Records went missing without a finding."""


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes
    ----------
    kind : str
        How its files are changed; see `fuzz_mutations.changed`.
    make : callable
        Folder -> small whole files of this kind.
    read : callable
        Reads a file and does what usually follows; returns what was said about it.
    count : callable, optional
        Bytes -> number of records as something else than the reader counts them, None
        where it cannot tell.
    """

    kind: str
    make: Callable[[Path], list[Path]]
    read: Callable[[Path, Path], tuple[int, Findings]]
    count: Optional[Callable[[bytes], Optional[int]]] = None

    def run(self, file: Path, folder: Path) -> str:
        """Read a file; return the kind of outcome. Errors go through."""
        stated = None
        if self.count is not None:
            with suppress(
                ValueError, LookupError, TypeError, RecursionError, sqlite3.Error, csv.Error
            ):
                stated = self.count(file.read_bytes())
        read, findings = self.read(file, folder)
        for finding in findings:
            if not finding.hint("ru").isprintable():
                raise AssertionError(f"A finding of several lines: {finding}")
        counts = findings.counts()
        lost = sum(counts.get(code, 0) for code in LOST)
        if stated is not None and stated != read + lost:
            raise SilentLossError(f"{stated} records went in, {read} came out, {lost} reported")
        return f"read: {','.join(sorted(counts))}"


def _survey(path: Path, folder: Path) -> tuple[int, Findings]:
    """Read, check, score and write a survey."""
    from accessible_core.scoring.columns import result_columns
    from accessible_core.scoring.engine import score
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate
    from accessible_core.survey.writers import write_survey

    findings = Findings()
    survey = read_survey(path, findings=findings)
    heard = list(findings)
    checked = validate(survey, findings)
    if len(checked) != len(survey):
        raise SilentLossError(f"validate: {len(survey)} rows in, {len(checked)} out")
    write_survey(checked, folder / "out.csv", results=result_columns(checked, score(checked)))
    write_survey(checked, folder / "out.geojson")
    return len(survey), Findings(heard)


def _streets(path: Path, folder: Path) -> tuple[int, Findings]:
    """Build a network, save and open it, and look for a way."""
    from accessible_core.network.build import build_network
    from accessible_core.network.store import write_network

    write_network(build_network(path), folder / "out.net")
    return _network(folder / "out.net", folder)


def _network(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001 - one signature
    from accessible_core.network.store import read_network
    from accessible_core.network.summary import summary
    from accessible_core.routing.document import route_document
    from accessible_core.routing.profiles import Profile
    from accessible_core.routing.router import Router

    network = read_network(path)
    summary(network)
    for name in ("manual_wheelchair", "foot"):
        router = Router(network, Profile.named(name))
        found = router.route((71.4302, 51.1301), (71.4318, 51.131), snap_m=300.0)
        json.dumps(route_document(found, network, "kk"))
    return network.edge_count, Findings()


def _dem(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.network.dem import read_dem

    read_dem(path, (71.425, 51.125, 71.435, 51.135))
    return 0, Findings()


def _store(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(path) as store:
        rows = len(store.survey())
        store.revisions()
        store.conflicts()
        store.adopt(seeds.survey(), "V2", findings=Findings())
    return rows, Findings()


def _corrections(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.routing.corrections.reader import read_corrections

    findings = Findings()
    found = read_corrections(path, findings)
    lost = sum(finding.code.startswith("correction_") for finding in findings)
    return len(found) + lost, findings


def _pairs(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.routing.pairs import read_pairs

    findings = Findings()
    found = read_pairs(path, findings)
    return len(found) + findings.counts().get("pair_not_readable", 0), findings


def _points(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.routing.points import read_points

    findings = Findings()
    return len(read_points(path, "origins", findings)), findings


def _people(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.routing.barriers.people import read_people

    findings = Findings()
    return len(read_people(path, "number", findings)), findings


def _areas(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.statistics.areas import read_areas

    findings = Findings()
    areas = read_areas(path, "id", findings=findings)
    areas.locate([71.43, float("nan")], [51.13, 51.13])
    return len(areas), findings


def _survey_mapping(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.survey.readers import read_survey

    findings = Findings()
    table = path.with_name("table.csv")
    table.write_text("Номер,Вход,Название,code1,value1\n1,да,а,12,85\n", encoding="utf-8")
    return len(read_survey(table, mapping=path, findings=findings)), findings


def _street_mapping(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    from accessible_core.network.build import build_network

    layer = path.with_name("lines.geojson")
    line = {"type": "LineString", "coordinates": [[71.43, 51.13], [71.431, 51.13]]}
    columns = {"fclass": "footway", "name": "a", "layer": 0, "bridge": "F", "tunnel": "F"}
    feature = {"type": "Feature", "geometry": line, "properties": columns}
    layer.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    build_network(layer, mapping=path)
    return 0, Findings()


def _knowledge(path: Path, folder: Path) -> tuple[int, Findings]:  # noqa: ARG001
    """Read a TOML file as whatever its name says it is."""
    from accessible_core.checklists.devices import read_devices
    from accessible_core.checklists.loader import load_form
    from accessible_core.knowledge import load_toml
    from accessible_core.routing.barriers.works import read_prices
    from accessible_core.routing.profiles import _load
    from accessible_core.scoring.norm.editions import read_edition
    from accessible_core.scoring.remedies_costs import read_costs

    kind = path.stem.partition("-")[0]
    if kind == "bus_stop":
        load_form(path)
    elif kind == "edition":
        read_edition(load_toml(path), path)
    elif kind == "devices":
        read_devices(load_toml(path), str(path))
    elif kind == "profile":
        _load.cache_clear()
        _load(path)
    elif kind == "prices":
        read_prices(path)
    else:
        read_costs(path)
    return 0, Findings()


# ------------------------------------------------------- counts by something else


def _csv_records(data: bytes) -> Optional[int]:
    """Count the records of plain CSV: UTF-8, commas, and no quote left open."""
    text = data.decode("utf-8-sig")
    header = text.partition("\n")[0]
    if "\x00" in text or header.count(",") < max(map(header.count, ";\t|")) + 3:
        return None
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    return len(rows) - 1


def _geojson_records(data: bytes) -> Optional[int]:
    return len(json.loads(data)["features"])


def _line_records(data: bytes) -> Optional[int]:
    return sum(bool(line.strip()) for line in data.split(b"\n"))


def _json_records(data: bytes) -> Optional[int]:
    found = json.loads(data)
    return len(found) if isinstance(found, list) else None


def _geopackage_records(data: bytes) -> Optional[int]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        names = [n for (n,) in db.execute("SELECT table_name FROM gpkg_contents")]
        if names != ["facilities"]:
            return None
        return int(db.execute("SELECT count(*) FROM facilities").fetchone()[0])


# -------------------------------------------------------------------- the targets


def _one(make: Callable[[Path], Path], name: str) -> Callable[[Path], list[Path]]:
    return lambda folder: [make(folder / name)]


def _made(make: Callable[[Path], dict[str, Path]], *keys: str) -> Callable[[Path], list[Path]]:
    return lambda folder: [make(folder)[key] for key in keys]


def _texts(**files: str) -> Callable[[Path], list[Path]]:
    """Return what writes texts to files named ``name__ending``."""

    def make(folder: Path) -> list[Path]:
        paths = []
        for name, text in files.items():
            path = folder / name.replace("__", ".")
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return paths

    return make


CORRECTIONS = (
    "id,attribute,value,valid_from,valid_to,source,note,lon,lat,osm_way\n"
    "1,surface,sand,2026-05-01,,me,плохо,71.43,51.13,\n2,width,80 cm,,31.12.2026,,,,,10\n"
    "3,barrier,gate,,,,,71.4,51.1,\n4,nonsense,x,,,,,,,\n"
)
PAIRS = (
    "id,from_lon,from_lat,to_lon,to_lat,weight\na,71.43,51.13,71.431,51.13,2\nb,71.4,51.1,0,0,1\n"
)
MAPPING = """title = "Проверка"
[match]
columns = ["Номер", "Вход"]
[columns]
"Номер" = "id"
"Вход" = { to = "entrance1_30", values = { yes = ["есть"], no = ["нету"], partly = ["узко"] } }
[values]
unknown = ["х"]
[constants]
form = "small"
[records]
needs = ["Номер"]
[[groups]]
slots = { code = "code{n}", value = "value{n}" }
count = 1
[[groups.items]]
code = "12"
to = ["entrance1_30_measured"]
slots = ["value"]
unit = "cm"
"""


def _correction_layers(folder: Path) -> list[Path]:
    columns = {
        "attribute": ["surface", "width", "kerb_height"], "value": ["sand", "80", "12"],
        "valid_from": ["2026-05-01", "", ""], "note": ["плохо", "", ""],
    }  # fmt: skip
    return [seeds.layer(folder / "c.gpkg", "GPKG", "LineString", **columns)]


def _correction_geojson(folder: Path) -> list[Path]:
    columns = {"attribute": ["surface", "width"], "value": ["sand", "80"]}
    return [seeds.layer(folder / "c.geojson", "GeoJSON", "LineString", **columns)]


def _shipped(folder: Path) -> list[Path]:
    """Copy one shipped file of each kind of knowledge."""
    import accessible_core

    root = Path(accessible_core.__file__).parent
    found = {
        "bus_stop": root / "checklists" / "forms" / "bus_stop.toml",
        "edition-x": root / "scoring" / "norm" / "editions" / "ada-2010.toml",
        "devices-x": root / "checklists" / "devices.toml",
        "profile-x": root / "routing" / "data" / "profiles" / "foot.toml",
    }
    paths = []
    for name, source in found.items():
        path = folder / f"{name}.toml"
        path.write_bytes(source.read_bytes())
        paths.append(path)
    paths += _texts(
        costs__toml="movement_32 = 250000\nentrance_30 = 1.5\n",
        **{"costs-x__csv": "question,cost\nmovement_32,25\n"},
    )(folder)
    return paths


def _street_mappings(folder: Path) -> list[Path]:
    import accessible_core

    source = Path(accessible_core.__file__).parent / "network" / "layers" / "mappings"
    path = folder / "fields.toml"
    path.write_bytes((source / "geofabrik.toml").read_bytes())
    return [path]


TARGETS: dict[str, Target] = {
    "survey csv": Target("csv", _made(seeds.tables, "csv"), _survey, _csv_records),
    "survey csv, other encodings": Target("csv", _made(seeds.tables, "cp1251", "tsv"), _survey),
    "survey xlsx": Target(
        "zip", lambda f: [seeds.tables(f)["xlsx"], seeds.sheets(f / "two.xlsx")], _survey
    ),
    "survey gpkg": Target("sqlite", _made(seeds.tables, "gpkg"), _survey, _geopackage_records),
    "survey geojson": Target("json", _made(seeds.tables, "geojson"), _survey, _geojson_records),
    "survey shp": Target("bytes", lambda f: [seeds.shapefile(f)], _survey),
    "registry jsonl": Target("jsonl", _one(seeds.records, "r.jsonl"), _survey, _line_records),
    "registry json": Target("json", _one(seeds.records, "r.json"), _survey, _json_records),
    "a11yjson": Target("json", _one(seeds.a11yjson, "places.json"), _survey, _json_records),
    "kobo and odk csv": Target(
        "csv", lambda f: [seeds.kobo(f / "k.csv"), seeds.central(f / "c.csv")], _survey
    ),
    "kobo xlsx": Target("zip", _one(seeds.kobo, "k.xlsx"), _survey),
    "osm places xml": Target("bytes", _made(seeds.osm, "osm"), _survey),
    "osm places pbf": Target("bytes", _made(seeds.osm, "osm.pbf", "packed"), _survey),
    "streets osm xml": Target("bytes", _made(seeds.osm, "osm"), _streets),
    "streets osm gz": Target("gz", _made(seeds.osm, "osm.gz"), _streets),
    "streets osm bz2": Target("bz2", _made(seeds.osm, "osm.bz2"), _streets),
    "streets osm pbf": Target("bytes", _made(seeds.osm, "osm.pbf", "packed"), _streets),
    "streets osw zip": Target("zip", lambda f: [seeds.opensidewalks(f)], _streets),
    "streets geojson": Target("json", _made(seeds.street_layers, "geojson"), _streets),
    "streets gpkg": Target("sqlite", _made(seeds.street_layers, "gpkg"), _streets),
    "streets shp": Target("bytes", _made(seeds.street_layers, "shp"), _streets),
    "streets fgb": Target("bytes", _made(seeds.street_layers, "fgb"), _streets),
    "streets mapinfo": Target("bytes", _made(seeds.street_layers, "mif", "tab"), _streets),
    "network file": Target("net", lambda f: [seeds.network(f)], _network),
    "elevation tif": Target("bytes", _made(seeds.rasters, "tif"), _dem),
    "elevation zip": Target("zip", _made(seeds.rasters, "zip"), _dem),
    "survey store": Target("sqlite", _one(seeds.store, "store.gpkg"), _store),
    "corrections csv": Target("csv", _texts(c__csv=CORRECTIONS), _corrections, _csv_records),
    "corrections geojson": Target("json", _correction_geojson, _corrections, _geojson_records),
    "corrections gpkg": Target("sqlite", _correction_layers, _corrections),
    "pairs csv": Target("csv", _texts(p__csv=PAIRS), _pairs),
    "points csv": Target("csv", _texts(p__csv="id,lon,lat\na,71.43,51.13\nb,71.4,\n"), _points),
    "people csv": Target(
        "csv", _texts(p__csv="id,lon,lat,number\na,71.43,51.13,12\nb,71.4,51,3\n"), _people
    ),
    "areas geojson": Target(
        "json",
        lambda f: [seeds.layer(f / "a.geojson", "GeoJSON", "Polygon", id=["a", "b"])],
        _areas,
    ),
    "survey mapping": Target("bytes", _texts(m__toml=MAPPING), _survey_mapping),
    "street mapping": Target("bytes", _street_mappings, _street_mapping),
    "knowledge toml": Target("bytes", _shipped, _knowledge),
}
