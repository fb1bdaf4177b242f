# SPDX-License-Identifier: GPL-3.0-or-later
"""Printing: a thousand passports, and a city map beside QGIS's bare export of its layout.

Passports are those of the sample city over and over, as PDF/UA, by as many processes as there
are processors (aim: 1,000 in 5 minutes on two cores). The map is made, exported and tagged in
one QGIS session; the bare export writes the very same layout to PDF and does nothing else
(aim: at most 1.5 times that).

    QT_QPA_PLATFORM=offscreen python benchmarks/bench_printing.py [--passports 1000]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample"
ROUNDS = 5

_MAPS = """
import json, sys, time
sys.path[:0] = [{root!r}, "/usr/share/qgis/python/plugins"]
from qgis.core import QgsApplication, QgsLayoutExporter, QgsProject, QgsVectorLayer
application = QgsApplication([], True)
application.initQgis()
import processing
from processing.core.Processing import Processing
Processing.initialize()
import accessible_kz_plugin.core_path
from accessible_core.network.store import read_network
from accessible_kz_plugin.printing.city_map import make_city_map
from accessible_kz_plugin.printing.export import _pdf_settings, export_city_map
from accessible_kz_plugin.printing.map_project import network_layer
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.processing.provider import AccessibleKzProvider
provider = AccessibleKzProvider()
QgsApplication.processingRegistry().addProvider(provider)
survey = {survey!r}
places = processing.run("accessiblekz:score", dict(INPUT=survey, OUTPUT="memory:"))["OUTPUT"]
project = QgsProject.instance()
streets = network_layer(read_network({network!r}), "streets")
project.addMapLayers([places, streets])
options = MapOptions(places, streets, language="ru", place="X")
layout = make_city_map(project, options)
rounds = []
for _ in range({rounds}):
    begin = time.perf_counter()
    layout = make_city_map(project, options)
    made = time.perf_counter()
    export_city_map(layout, {ours!r})
    ours = time.perf_counter()
    exporter = QgsLayoutExporter(layout)
    exporter.exportToPdf({bare!r}, _pdf_settings())
    rounds.append([made - begin, ours - made, time.perf_counter() - ours])
print(json.dumps(rounds))
"""


def passports(count: int, folder: Path) -> float:
    """Return the seconds that `count` passports take."""
    import accessible_core as akz
    from accessible_core.findings import Findings
    from accessible_core.reports.writing import Look, Sources, write_passports
    from accessible_core.survey.subset import some_rows
    from accessible_core.survey.validate import validate

    survey = validate(akz.read_survey(SAMPLE / "survey.csv"), Findings())
    # The one with a form that nobody knows is scored by nobody.
    rows = np.flatnonzero(np.isin(survey.form, ("small", "middle", "full")))
    survey = some_rows(survey, rows)
    records = [str(survey.ids[number % len(survey)]) for number in range(count)]
    network = akz.build_network(SAMPLE / "sample_city.osm")
    begin = time.perf_counter()
    write_passports(survey, records, folder, Look("ru"), Sources(network=network))
    return time.perf_counter() - begin


def maps(folder: Path) -> list[list[float]]:
    """Return, a round each, the seconds of laying out, of our export and of the bare one."""
    from accessible_core.network.build import build_network
    from accessible_core.network.store import write_network

    network = folder / "streets.aknet"
    write_network(build_network(SAMPLE / "sample_city.osm"), network)
    script = _MAPS.format(
        root=str(ROOT),
        survey=str(SAMPLE / "survey.csv"),
        network=str(network),
        rounds=ROUNDS,
        ours=str(folder / "ours.pdf"),
        bare=str(folder / "bare.pdf"),
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    found: list[list[float]] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passports", type=int, default=1000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        rounds = maps(Path(name))
        made, ours, bare = (statistics.median(column) for column in zip(*rounds))
        print(f"city map, A3, {ROUNDS} rounds: laid out in {made:.2f} s")
        print(f"exported and tagged in {ours:.2f} s, bare export {bare:.2f} s: {ours / bare:.2f} x")
        print(f"all of it {made + ours:.2f} s: {(made + ours) / bare:.2f} x")
        took = passports(args.passports, Path(name) / "passports")
        pages = sum(1 for _ in (Path(name) / "passports").iterdir())
        each = took / args.passports
        print(f"{pages} passports in {took:.0f} s, {each:.2f} s each, {os.cpu_count()} processors")
        print(f"1000 would take {1000 * each:.0f} s (aim: 300 s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
