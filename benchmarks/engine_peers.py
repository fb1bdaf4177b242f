# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole programs beside ours: importers and routing engines with rules of their own.

Each is measured if it is here, and None if not.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from street_lab import Point, Timing, once

_WORKER = Path(__file__).with_name("valhalla_worker.py")


def own_import(source: str, target: Path) -> float:
    """Return the milliseconds of ``network build``, whole process."""
    command = [sys.executable, "-m", "accessible_core", "network", "build", source, "-o"]
    root = Path(__file__).resolve().parents[1]
    return once(
        lambda: subprocess.run([*command, str(target)], check=True, capture_output=True, cwd=root)
    )


def routino_import(source: str, folder: Path) -> float | None:
    """Return the milliseconds of Routino's ``planetsplitter``."""
    if shutil.which("planetsplitter") is None:
        return None
    command = ["planetsplitter", f"--dir={folder}", str(Path(source).resolve())]
    return once(lambda: subprocess.run(command, check=True, capture_output=True, cwd=folder))


def routino_routes(folder: Path, pairs: Sequence[Sequence[Point]]) -> tuple[Timing, int] | None:
    """Return what its router takes in wheelchair mode, one process a way, and ways not found."""
    if shutil.which("routino-router") is None:
        return None
    none, spent = 0, []
    for (from_lon, from_lat), (to_lon, to_lat) in pairs:
        command = [
            "routino-router", f"--dir={folder}", "--profile=wheelchair", "--quickest",
            f"--lon1={from_lon}", f"--lat1={from_lat}", f"--lon2={to_lon}", f"--lat2={to_lat}",
            "--output-text-all", "--quiet",
        ]  # fmt: skip
        done: list[Any] = []
        spent.append(
            once(
                lambda command=command, done=done: done.append(
                    subprocess.run(command, check=False, capture_output=True, cwd=folder)
                )
            )
        )
        none += done[0].returncode != 0
    return Timing.of(spent), none


def pyrosm_import(source: str) -> float | None:
    """Return the milliseconds of pyrosm to a networkx graph, whole process."""
    if importlib.util.find_spec("pyrosm") is None:
        return None
    program = (
        "import sys, pyrosm; osm = pyrosm.OSM(sys.argv[1]);"
        "nodes, edges = osm.get_network('walking', nodes=True);"
        "osm.to_graph(nodes, edges, graph_type='networkx')"
    )
    command = [sys.executable, "-W", "ignore", "-c", program, source]
    return once(lambda: subprocess.run(command, check=True, capture_output=True))


def osmnx_import(source: str, folder: Path) -> float | None:
    """Return the milliseconds of osmnx, which reads XML only (made before, uncounted)."""
    if importlib.util.find_spec("osmnx") is None or shutil.which("osmium") is None:
        return None
    plain = folder / "osmnx.osm"
    subprocess.run(["osmium", "cat", "-O", "-o", str(plain), source], check=True)
    program = "import sys, osmnx; osmnx.graph_from_xml(sys.argv[1], simplify=True, retain_all=True)"
    command = [sys.executable, "-W", "ignore", "-c", program, str(plain)]
    return once(lambda: subprocess.run(command, check=True, capture_output=True))


def valhalla(python: str | None, source: str, questions: dict[str, Any]) -> dict[str, Any] | None:
    """Return what Valhalla's wheelchair mode takes, by question."""
    if python is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [python, str(_WORKER), str(Path(source).resolve()), folder],
            input=json.dumps(questions),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        print("Valhalla failed:", done.stderr[-500:], file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found
