# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast networks are built and ways found, beside every peer that is installed.

    python benchmarks/bench_routing.py FILE.osm.pbf [--quick] [--other FILE.osm.pbf]
                                       [--python312 PYTHON]

Prints Markdown tables: medians, and how many times as long each peer takes. Peers that
are not installed are said to be so. `--python312` names a Python with pyvalhalla;
`--other` a second file for the table of growth. ``requirements/bench.txt`` has the
libraries, Debian the program `routino`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import engine_peers
import numpy as np
from bench_growth import growth
from library_peers import PEERS, Peer, agrees
from street_lab import Arcs, Point, Table, Timing, node_pairs, points, readable, timed

from accessible_core.network.model import StreetNetwork
from accessible_core.network.store import read_network
from accessible_core.routing.document import route_document
from accessible_core.routing.engine import Engine
from accessible_core.routing.matrix import matrix
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.router import Router
from accessible_core.routing.search import shortest
from accessible_core.routing.weights import Ends, Weights

MINUTES = 15.0


@dataclass(frozen=True)
class Lab:
    """What all tables are measured on."""

    network: StreetNetwork
    profile: Profile
    quick: bool
    asked: int
    python312: str | None

    @cached_property
    def routers(self) -> dict[Engine, Router]:
        """One router an engine."""
        return {each: Router(self.network, self.profile, engine=each) for each in Engine}

    @property
    def fast(self) -> Router:
        """The compiled one."""
        return self.routers[Engine.FAST]

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Pairs of nodes."""
        return node_pairs(self.fast, self.asked)

    @cached_property
    def ends(self) -> list[list[Point]]:
        """The same as positions."""
        return [points(self.network, pair) for pair in self.pairs]

    @cached_property
    def peers(self) -> list[Peer]:
        """The libraries that are here, prepared."""
        arcs = Arcs.of(self.fast)
        return [peer(self.fast, arcs) for peer in PEERS if peer.installed()]

    def sides(self) -> tuple[list[int], list[int]]:
        """Return the nodes of the matrix: origins, destinations."""
        rng = np.random.default_rng(2)
        shape = (200, 20) if self.quick else (1000, 100)
        usable = np.flatnonzero(np.isfinite(self.fast.weights.node_cost))
        first, second = (rng.choice(usable, size).tolist() for size in shape)
        return first, second

    def missing(self, table: Table) -> None:
        """Say which libraries are not here."""
        for peer in PEERS:
            if not peer.installed():
                table.add(peer.name, None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("osm")
    parser.add_argument("--other", metavar="OSM", help="a second file, for growth")
    parser.add_argument("--quick", action="store_true", help="under a minute, fewer peers")
    parser.add_argument("--python312", metavar="PYTHON", help="a Python with pyvalhalla")
    parser.add_argument("--pairs", type=int)
    parser.add_argument("--profile", default="manual_wheelchair")
    args = parser.parse_args()
    started = dt.datetime.now(dt.timezone.utc)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"Machine: {platform.machine()}, {os.cpu_count()} cores, {_processor()};")
        print(f"Python {platform.python_version()}, numpy {np.__version__}; {started:%d.%m.%Y}\n")
        target = folder / "own.net"
        own = [engine_peers.own_import(args.osm, target) for _ in range(2 if args.quick else 3)]
        asked = args.pairs or (40 if args.quick else 200)
        lab = Lab(
            read_network(target), Profile.named(args.profile), args.quick, asked, args.python312
        )
        print(compiling(folder), flush=True)
        _ = lab.pairs
        print(
            f"{Path(args.osm).name}: {lab.network.node_count} nodes, {lab.network.edge_count} "
            f"pieces; {lab.profile.name}; {len(lab.pairs)} connected pairs 0.5 to 5 km apart.\n"
        )
        theirs = None
        if not args.quick:
            theirs = engine_peers.valhalla(args.python312, args.osm, questions(lab))
        show(importing(lab, args.osm, folder, own, theirs))
        show(opening(target, theirs))
        show(whole_routes(lab, folder, theirs))
        show(between_nodes(lab))
        show(reaches(lab, theirs))
        show(matrices(lab, theirs))
        show(recosting(lab))
        if not args.quick:
            print(growth(lab.network, args.other, folder, lab.profile), flush=True)
    spent = dt.datetime.now(dt.timezone.utc) - started
    print(f"\nAll of this took {spent.total_seconds():.0f} s.")


def show(table: Table) -> None:
    """Print one table as soon as it is there."""
    print(table.markdown() + "\n", flush=True)


_FIRST_USE = """
import time; start = time.perf_counter()
import numba
loaded = time.perf_counter()
from accessible_core.routing.compiled.loaded import kernel
for name in ("shortest", "spread", "trace", "add_up"):
    kernel(name)
print(loaded - start, time.perf_counter() - loaded)
"""


def compiling(folder: Path) -> str:
    """Return what the compiled searches cost at their first use, and later."""
    found = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", _FIRST_USE],
            env={**os.environ, "NUMBA_CACHE_DIR": str(folder / "machine_code")},
            cwd=Path(__file__).resolve().parents[1],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append([float(each) * 1e3 for each in done.stdout.split()])
    (_, cold), (imported, warm) = found
    return (
        f"First use of the compiled searches: {readable(cold)}, once; each process after that "
        f"loads numba in {readable(imported)} and the kept machine code in {readable(warm)}.\n"
    )


def importing(
    lab: Lab, source: str, folder: Path, own: list[float], theirs: dict[str, Any] | None
) -> Table:
    """From the OSM file to what ways are found on, saved."""
    table = Table(
        "OSM file to network, saved", "Whole processes; of the graph libraries, nothing is saved."
    )
    table.add("`accessible-kz network build`", Timing.of(own))
    routino = engine_peers.routino_import(source, folder)
    table.add("Routino `planetsplitter`", routino, "all transports")
    if lab.quick:
        return table
    built = None if theirs is None else float(theirs["build"][0])
    table.add("Valhalla `valhalla_build_tiles`", built, "all transports")
    table.add("pyrosm, to networkx", engine_peers.pyrosm_import(source), "walking; not saved")
    xml = engine_peers.osmnx_import(source, folder)
    table.add("osmnx, from XML", xml, "reads no PBF; not saved")
    return table


def opening(target: Path, theirs: dict[str, Any] | None) -> Table:
    """Open what was saved."""
    table = Table("Opening a saved network")
    table.add("`read_network`", timed(lambda _: read_network(target), range(15)))
    table.add("Valhalla `Actor`", None if theirs is None else float(theirs["load"][0]))
    return table


def whole_routes(lab: Lab, folder: Path, theirs: dict[str, Any] | None) -> Table:
    """One route from point to point."""
    table = Table(
        "One route from point to point",
        "Ours with snapping, search, the first and last piece cut, geometry, reasons and what is "
        "known; engines by their own rules, with snapping, geometry and instructions.",
    )
    for engine, router in reversed(lab.routers.items()):
        router.route(*lab.ends[0])  # lists and grids are built once, see growth
        table.add(f"ours, {engine.value}", timed(lambda ends, r=router: r.route(*ends), lab.ends))
    table.add(
        "ours, fast, with document and instructions",
        timed(lambda ends: route_document(lab.fast.route(*ends), lab.network), lab.ends),
    )
    valhalla = None if theirs is None else Timing.of(theirs["route"])
    none = "" if theirs is None else f"{theirs['no_route']} of {len(lab.pairs)} not found"
    table.add("Valhalla wheelchair", valhalla, none)
    routino = engine_peers.routino_routes(folder, lab.ends[:50])
    found = (
        "" if routino is None else f"{routino[1]} of {routino[0].calls} not found; a process each"
    )
    table.add("Routino wheelchair", None if routino is None else routino[0], found)
    return table


def between_nodes(lab: Lab) -> Table:
    """Search between nodes alone, on the same costs."""
    table = Table(
        "The search alone, node to node, same costs",
        "Nothing but the search; in the last column, for how many pairs the cost is ours.",
    )
    ours: list[float] = []
    for engine, router in reversed(lab.routers.items()):
        questions = [_ends(router.weights, *pair) for pair in lab.pairs]
        table.add(
            f"ours, {engine.value}",
            timed(lambda asked, w=router.weights: shortest(w, asked), questions),
        )
        ours = [found.cost for asked in questions if (found := shortest(router.weights, asked))]
    for peer in lab.peers:
        remark = f"{agrees(peer, lab.pairs, ours)} of {len(lab.pairs)} {peer.remark}".strip()
        table.add(peer.name, timed(lambda pair, p=peer: p.pair(*pair), lab.pairs), remark)
    lab.missing(table)
    return table


def _ends(weights: Weights, u: int, v: int) -> Ends:
    graph = weights.graph
    return Ends([(u, 0.0)], u, {v: (0.0, False)}, float(graph.x[v]), float(graph.y[v]))


def reaches(lab: Lab, theirs: dict[str, Any] | None) -> Table:
    """Find what is reached within a time."""
    table = Table(
        f"Reached within {MINUTES:g} minutes",
        "Ours with snapping, pieces cut where the time ends, and what of it is confirmed; "
        "libraries give nodes, Valhalla a polygon.",
    )
    starts = [ends[0] for ends in lab.ends[:50]]
    for engine, router in reversed(lab.routers.items()):
        reach(router, starts[0], [MINUTES])
        table.add(
            f"ours, {engine.value}",
            timed(lambda start, r=router: reach(r, start, [MINUTES]), starts),
        )
    for peer in lab.peers:
        if peer.area is not None:
            nodes = [pair[0] for pair in lab.pairs[:50]]
            table.add(peer.name, timed(lambda u, p=peer: p.area(u, 60.0 * MINUTES), nodes), "nodes")
    table.add(
        "Valhalla wheelchair `isochrone`",
        None if theirs is None else Timing.of(theirs["reach"]),
        "" if theirs is None else "polygon",
    )
    return table


def matrices(lab: Lab, theirs: dict[str, Any] | None) -> Table:
    """Many to many."""
    origins, destinations = lab.sides()
    a, b = (np.array(points(lab.network, side)) for side in (origins, destinations))
    table = Table(
        f"Matrix of {len(a)} x {len(b)}",
        "Ours with snapping, and duration and length of the ways of least cost; libraries give "
        "costs alone.",
    )
    for engine, router in reversed(lab.routers.items()):
        runs = 1 if engine is Engine.BASE else 5
        table.add(f"ours, {engine.value}", timed(lambda _, r=router: matrix(r, a, b), range(runs)))
    for peer in lab.peers:
        if peer.matrix is not None:
            table.add(peer.name, timed(lambda _, p=peer: p.matrix(origins, destinations), range(3)))
    table.add(
        "Valhalla wheelchair",
        None if theirs is None else float(theirs["matrix"][0]),
        "" if theirs is None else "100 x 100 only",
    )
    return table


def questions(lab: Lab) -> dict[str, Any]:
    """Return what Valhalla is asked."""
    origins, destinations = lab.sides()
    return {
        "pairs": lab.ends,
        "minutes": MINUTES,
        "origins": points(lab.network, origins[:100]),
        "destinations": points(lab.network, destinations),
    }


def recosting(lab: Lab) -> Table:
    """Another limit on the same network."""
    table = Table(
        "Another profile or limit",
        "Until ways can be found under it. Ours works out the costs from the limit; libraries "
        "are handed them.",
    )
    limits = np.linspace(3.0, 12.0, 20).tolist()

    def another(limit: float, engine: Engine) -> None:
        profile = lab.profile.with_limits(max_incline=limit)
        weights = Router(lab.network, profile, engine=engine).weights
        _ = weights.least_per_metre
        if engine is Engine.FAST:
            _ = weights.by_position, weights.through
        else:
            _ = weights.by_arc, weights.passing

    for engine in reversed(lab.routers):
        table.add(f"ours, {engine.value}", timed(lambda limit, e=engine: another(limit, e), limits))
    arcs = Arcs.of(lab.fast)
    for peer in lab.peers:
        if peer.recost is not None:
            peer.arcs = replace(arcs, cost=arcs.cost * 1.01)
            table.add(peer.name, timed(lambda _, p=peer: p.recost(), range(3)))
    return table


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
