# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs under a Python that has pyvalhalla: builds tiles, then measures its wheelchair mode.

    PYTHON312 valhalla_worker.py FILE.osm.pbf FOLDER < questions.json

Takes ``{"pairs": [[[lon, lat], [lon, lat]], ...], "origins": [...], "destinations": [...],
"minutes": 15}`` and prints milliseconds as one JSON document.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import valhalla

COSTING = {"costing": "pedestrian", "costing_options": {"pedestrian": {"type": "wheelchair"}}}


def main() -> None:
    """Build, measure, print."""
    source, folder = sys.argv[1], Path(sys.argv[2])
    asked = json.load(sys.stdin)
    (folder / "tiles").mkdir()
    config = valhalla.get_config("", str(folder / "tiles"))
    config["service_limits"]["pedestrian"]["max_matrix_location_pairs"] = 10**6
    config["service_limits"]["pedestrian"]["max_locations"] = 10**4
    path = folder / "valhalla.json"
    path.write_text(json.dumps(config), encoding="utf-8")
    build = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    command = [str(build), "-c", str(path), source]
    result = {"build": [clock(lambda: subprocess.run(command, check=True, capture_output=True))]}
    actors = []
    result["load"] = [clock(lambda: actors.append(valhalla.Actor(str(path))))]
    actor, none = actors[0], 0
    routes = []
    for pair in asked["pairs"]:
        request = json.dumps({"locations": [place(each) for each in pair], **COSTING})
        spent, found = measured(actor.route, request)
        routes.append(spent)
        none += not found
    result["route"], result["no_route"] = routes, none
    circle = {"contours": [{"time": asked["minutes"]}], "polygons": True, **COSTING}
    result["reach"] = [
        measured(actor.isochrone, json.dumps({"locations": [place(a)], **circle}))[0]
        for a, _ in asked["pairs"][:50]
    ]
    request = {"sources": asked["origins"], "targets": asked["destinations"]}
    request = {name: [place(each) for each in given] for name, given in request.items()}
    result["matrix"] = [measured(actor.matrix, json.dumps({**request, **COSTING}))[0]]
    json.dump(result, sys.stdout)


def place(point: list[float]) -> dict[str, float]:
    """Return a point as Valhalla takes it."""
    return {"lon": point[0], "lat": point[1]}


def clock(work) -> float:  # noqa: ANN001 - a worker of its own, without our types
    """Return milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


def measured(ask, request: str) -> tuple[float, bool]:  # noqa: ANN001 - likewise
    """Return milliseconds, and whether there was an answer."""
    started = time.perf_counter()
    try:
        ask(request)
    except RuntimeError:  # no path
        return (time.perf_counter() - started) * 1e3, False
    return (time.perf_counter() - started) * 1e3, True


if __name__ == "__main__":
    main()
