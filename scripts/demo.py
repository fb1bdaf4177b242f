# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the main job end to end, with the commands that a user would type.

Without options it works on the embedded sample city; with ``--osm FILE`` on the
user's own files. Every step prints the command it runs and how long it took.
"""

from __future__ import annotations

import csv
import json
import math
import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from demo_inputs import RESULTS, ROOT, SAMPLE, DemoError, Inputs, read_arguments

PROFILE = "manual_wheelchair"


@dataclass(frozen=True)
class Trip:
    """Start and end of a route, in degrees."""

    label: str
    start: tuple[float, float]
    end: tuple[float, float]


class Steps:
    """Runs commands one after another and keeps what each took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def run(
        self, label: str, *command: str, accept: tuple[int, ...] = (0,), show: bool = True
    ) -> str:
        """Run `accessible-kz` with `command`; return what it printed on stdout."""
        if show:
            print(f"\n== {label}\n   $ accessible-kz {' '.join(map(_quoted, command))}", flush=True)
        tool = Path(sys.executable).with_name("accessible-kz")
        return self.execute(label, [str(tool), *command], accept=accept)

    def execute(
        self,
        label: str,
        command: list[str],
        *,
        accept: tuple[int, ...] = (0,),
        environment: Optional[dict[str, str]] = None,
    ) -> str:
        """Run any command; its stderr reaches the user only when it fails."""
        started = time.monotonic()
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            env=environment,
        )
        self.seconds[label] = self.seconds.get(label, 0.0) + time.monotonic() - started
        # A crash of Python itself ends with 1 as well; findings never leave a traceback.
        if done.returncode not in accept or "Traceback (most recent" in done.stderr:
            sys.stderr.write(done.stderr or done.stdout)
            message = f"The step '{label}' failed; its message stands above."
            raise DemoError(message)
        if environment is None:  # QGIS's own notes on stderr are of no use here
            for line in done.stderr.splitlines():
                # Findings were counted when the survey was checked; every command repeats them.
                if line.strip() and not line.startswith("  "):
                    print(f"   {line}")
        return done.stdout


def main() -> int:
    """Run the demo; return the exit code."""
    try:
        inputs = read_arguments()
        demo(inputs)
    except DemoError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        what, why = error.filename or "A result", error.strerror or error
        print(f"demo: {what} cannot be written or read ({why}).", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("demo: stopped; what was finished before stays in the folder.", file=sys.stderr)
        return 130
    return 0


def demo(inputs: Inputs) -> None:
    """Carry out all steps and print the closing table."""
    steps = Steps()
    out = inputs.out
    started = time.monotonic()
    survey = str(inputs.survey)
    network = str(out / "streets.aknet")

    for name in RESULTS:
        given = (inputs.osm, inputs.dem, inputs.survey, inputs.areas)
        if any(path is not None and path.resolve() == (out / name).resolve() for path in given):
            raise DemoError(f"{out / name} would be overwritten: name another folder with --out.")
    for name in RESULTS:  # what an earlier run left here would be taken for this one's
        (out / name).unlink(missing_ok=True)
    report = json.loads(steps.run("Check the survey", "validate", survey, "--json", accept=(0, 1)))
    _write(out / "findings.json", json.dumps(report, ensure_ascii=False, indent=1))
    counts = Counter(finding["severity"] for finding in report["findings"])
    print(f"   {report['records']} records; findings: " + _counted(counts) + " -> findings.json")
    for finding in [f for f in report["findings"] if f["severity"] != "info"][:3]:
        print(
            f"   {finding['severity']}: {finding['record']} {finding['hint']}".replace(":  ", ": ")
        )

    summary = json.loads(
        steps.run(
            "Score it", "score", survey, "-o", str(out / "scored.gpkg"), "--json", accept=(0, 1)
        )
    )
    areas = ["--areas", str(inputs.areas), "--area-id", inputs.area_id] if inputs.areas else []
    steps.run(
        "Count by district",
        "stats",
        survey,
        *areas,
        "-o",
        str(out / "statistics.csv"),
        accept=(0, 1),
    )

    dem = ["--dem", str(inputs.dem)] if inputs.dem else []
    steps.run("Build the street network", "network", "build", str(inputs.osm), *dem, "-o", network)
    streets = json.loads(steps.run("Look at it", "network", "info", network, "--json"))
    print(f"   {streets['nodes']} nodes, {streets['edges']} pieces, {streets['length_km']:.1f} km")

    free, refused = choose_trips(inputs, network, steps)
    write_routes(inputs, network, steps, free, refused)

    steps.run(
        "Write A11yJSON",
        "export",
        survey,
        "--to",
        "a11yjson",
        "-o",
        str(out / "facilities.a11y.json"),
        accept=(0, 1),
    )
    steps.run(
        "Write registry records",
        "export",
        survey,
        "--to",
        "registry",
        "-o",
        str(out / "registry.jsonl"),
        accept=(0, 1),
    )
    print_map(inputs, steps)
    closing_table(inputs, summary, time.monotonic() - started)


def choose_trips(
    inputs: Inputs, network: str, steps: Steps
) -> tuple[Optional[Trip], Optional[Trip]]:
    """Return a trip that is step-free and one that is refused.

    The sample city names its own; elsewhere pairs of places are tried.
    """
    if inputs.sample:
        routes = _load_toml(SAMPLE / "stories.toml")["routes"]
        return tuple(  # type: ignore[return-value]
            Trip(name, tuple(routes[name]["from"]), tuple(routes[name]["to"]))
            for name in ("step_free_not_shortest", "refused_steps")
        )
    points = _positions(inputs.out / "scored.gpkg")
    pairs = _pairs(points)
    if not pairs:
        print("   No two places lie 300 m to 2 km apart: no route is shown.")
        return None, None
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "pairs.csv"
        with table.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(("id", "from_lon", "from_lat", "to_lon", "to_lat"))
            for number, (start, end) in enumerate(pairs):
                writer.writerow((number, *start, *end))
        lines = steps.run(
            "Try pairs of places",
            "route",
            network,
            "--pairs",
            str(table),
            "--profile",
            PROFILE,
            show=False,
        )
    documents = [json.loads(line) for line in lines.splitlines()]
    free = next((d for d in documents if d["status"] == "ok" and d["distance_m"] > 200), None)
    refused = next((d for d in documents if d.get("reason") == "barred"), None) or next(
        (d for d in documents if d.get("reason") == "disconnected"), None
    )
    return tuple(  # type: ignore[return-value]
        None if document is None else Trip(label, *pairs[int(document["id"])])
        for label, document in (("route_free", free), ("route_refused", refused))
    )


def write_routes(
    inputs: Inputs, network: str, steps: Steps, free: Optional[Trip], refused: Optional[Trip]
) -> None:
    """Write route.geojson and refused.geojson, and both in words: route.txt."""
    parts: list[str] = []
    for trip, label, codes in (
        (free, "A step-free route", (0,)),
        (refused, "A route that is refused, and why", (1,)),
    ):
        if trip is None:
            parts.append(f"{label}: no pair of places gave an example.")
            continue
        target = (
            ["-o", str(inputs.out / "route.geojson")]
            if trip is free
            else ["-o", str(inputs.out / "refused.geojson")]
        )
        text = steps.run(
            label,
            "route",
            network,
            f"--from={trip.start[0]},{trip.start[1]}",
            f"--to={trip.end[0]},{trip.end[1]}",
            "--profile",
            PROFILE,
            *target,
            accept=codes,
        )
        print("".join(f"   {line}\n" for line in text.splitlines()[:6]), end="")
        parts.append(f"{label}\n{'=' * len(label)}\n{text}")
    _write(inputs.out / "route.txt", "\n".join(parts))


def print_map(inputs: Inputs, steps: Steps) -> None:
    """Let QGIS itself lay out and print the city map, through qgis_process."""
    out = inputs.out
    parameters = {
        "INPUT": f"{out / 'scored.gpkg'}|layername=facilities",
        "NETWORK": str(out / "streets.aknet"),
        "PLACE": inputs.place,
        "OUTPUT": str(out / "city_map.pdf"),
    }
    if inputs.areas:
        parameters["AREAS"] = str(inputs.areas)
    command = [f"{name}={value}" for name, value in parameters.items() if value]
    print(
        "\n== Print the city map\n   $ qgis_process run accessiblekz:citymap -- "
        + " ".join(map(_quoted, command))
    )
    with tempfile.TemporaryDirectory() as profile:
        # A profile of its own: nothing of the user's QGIS is touched.
        environment = dict(
            os.environ,
            QGIS_PLUGINPATH=str(ROOT),
            QGIS_CUSTOM_CONFIG_PATH=profile,
            PYTHONPATH=sysconfig.get_paths()["purelib"],
        )
        tool = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        if tool is None:
            raise DemoError("qgis_process is not installed: run scripts/setup.sh.")
        steps.execute(
            "Enable the plugin",
            [tool, "plugins", "enable", "accessible_kz_plugin"],
            environment=environment,
        )
        steps.execute(
            "Print the city map",
            [tool, "run", "accessiblekz:citymap", "--", *command],
            environment=environment,
        )


def closing_table(inputs: Inputs, summary: dict[str, Any], seconds: float) -> None:
    """Say what was made and what to look at."""
    with (inputs.out / "statistics.csv").open(encoding="utf-8-sig", newline="") as handle:
        movement = [row for row in csv.DictReader(handle) if row["group"] == "movement"]
    confirmed, unconfirmed, surveyed = (
        sum(int(row[name]) for row in movement)
        for name in ("full_confirmed", "full_unconfirmed", "surveyed")
    )
    unsurveyed = (
        "places from OpenStreetMap, not surveyed"
        if inputs.survey == inputs.osm
        else "rows of the survey, none of a known form"
    )
    places = (
        f"{surveyed} surveyed places; movement: {confirmed} green, {unconfirmed} green, unconfirmed"
        if surveyed
        else f"{summary['facilities']} {unsurveyed}: no traffic lights"
    )
    word = "invented sample city" if inputs.sample else f"file {inputs.osm.name}"
    print(f"\nMade from the {word} in {seconds:.0f} s, in {inputs.out}/:")
    for name, what in RESULTS.items():
        path = inputs.out / name
        size = f"{math.ceil(path.stat().st_size / 1024):>6} kB" if path.exists() else "       -"
        print(f"  {name:<22}{size}  {(what or places) if path.exists() else 'not made, see above'}")


def _pairs(points: list[tuple[float, float]], wanted: int = 150) -> list[tuple[Any, Any]]:
    """Choose pairs of places 300 m to 2 km apart, the same ones every time."""
    chooser = random.Random(2026)  # noqa: S311 - a repeatable choice, no secret
    found: list[tuple[Any, Any]] = []
    for _ in range(wanted * 40):
        if len(points) < 2 or len(found) == wanted:
            break
        start, end = chooser.sample(points, 2)
        east = (end[0] - start[0]) * 111_320 * math.cos(math.radians(start[1]))
        if 300 <= math.hypot(east, (end[1] - start[1]) * 111_320) <= 2000:
            found.append((start, end))
    return found


def _positions(scored: Path) -> list[tuple[float, float]]:
    import fiona

    with fiona.open(scored) as rows:
        return [tuple(row["geometry"]["coordinates"][:2]) for row in rows if row["geometry"]]


def _load_toml(path: Path) -> dict[str, Any]:
    from accessible_core.knowledge import load_toml

    return load_toml(path)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _counted(counts: Counter[str]) -> str:
    words = [f"{counts[word]} {word}" for word in ("error", "warning", "info") if counts[word]]
    return ", ".join(words) or "none"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word or "|" in word else word


if __name__ == "__main__":
    sys.exit(main())
