# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading surveys: a GeoPackage of full forms into the survey table, against pyogrio.

Usage: python benchmarks/bench_reading.py [--facilities 50000] [--rounds 3]

pyogrio reads the same columns into arrays and stops there; the survey table is
read, understood and complete. Every reading is a process of its own, in turn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_scoring import random_survey

from accessible_core.survey.writers import write_survey

#: What each reader does, as a program of its own: prints seconds and peak megabytes.
READERS = {
    "survey table": "import accessible_core as akz; read = lambda: len(akz.read_survey(path))",
    "pyogrio, arrays": "import pyogrio.raw; read = lambda: len(pyogrio.raw.read(path)[2])",
}
TIMED = """
import json, sys, time
path = sys.argv[1]
{setup}
begin = time.perf_counter()
rows = read()
seconds = time.perf_counter() - begin
# Linux's own high-water mark of this process; getrusage would count the parent's, too.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([seconds, int(peak.split()[1]) / 1024, rows]))
"""


def measured(setup: str, path: Path) -> tuple[float, float]:
    """Return seconds and peak memory (MB) of one reading."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED.format(setup=setup), str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, megabytes, _ = json.loads(done.stdout)
    return seconds, megabytes


def main() -> None:
    """Print one line a reader."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facilities", type=int, default=50_000)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.gpkg"
        write_survey(random_survey(given.facilities), path)
        size = path.stat().st_size / 1e6
        print(f"{given.facilities} full forms, {size:.0f} MB")
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in READERS}
        for _ in range(given.rounds):
            for name, setup in READERS.items():
                found[name].append(measured(setup, path))
    theirs = statistics.median(seconds for seconds, _ in found["pyogrio, arrays"])
    for name, runs in found.items():
        seconds = statistics.median(each for each, _ in runs)
        peak = max(megabytes for _, megabytes in runs)
        print(
            f"{name:<18} {seconds:6.2f} s  {seconds / theirs:5.2f} x pyogrio  "
            f"peak {peak:5.0f} MB, {peak / size:4.1f} x the file"
        )


if __name__ == "__main__":
    main()
