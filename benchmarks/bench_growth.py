# SPDX-License-Identifier: GPL-3.0-or-later
"""How everything grows with the network: a second file, and 9 and 25 copies stitched."""

from __future__ import annotations

from pathlib import Path

import engine_peers
import numpy as np
from library_peers import Cch, Scipy
from stitched import stitched
from street_lab import Arcs, Point, node_pairs, once, points, readable, timed

from accessible_core.network.model import StreetNetwork
from accessible_core.network.store import read_network, write_network
from accessible_core.routing.engine import Engine
from accessible_core.routing.matrix import matrix
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.router import Router
from accessible_core.routing.spread import tree

_ROWS = (
    "nodes",
    "pieces",
    "opening",
    "another limit",
    "first route, fast (lists and grids)",
    "first route, base",
    "one route, fast",
    "one route, base",
    "15 minutes, fast",
    "all nodes from one, fast",
    "matrix 100 x 100, fast",
    "scipy `csgraph.dijkstra`, one pair",
    "routingkit-cch, order and contract",
    "routingkit-cch, one pair",
)
#: Larger networks than this keep routingkit-cch's ordering busy for minutes.
_MOST_FOR_CCH = 400_000


def growth(network: StreetNetwork, other: str | None, folder: Path, profile: Profile) -> str:
    """Return the table of growth as Markdown."""
    columns: dict[str, dict[str, str]] = {}
    for title, found in _networks(network, other, folder):
        columns[title] = _measured(found, folder, profile)
    lines = ["### Growth", "Copies are stitched from the first file and synthetic.", ""]
    lines += ["| | " + " | ".join(columns) + " |", "|---" + "|---:" * len(columns) + "|"]
    for row in _ROWS:
        lines.append(f"| {row} | " + " | ".join(c.get(row, "-") for c in columns.values()) + " |")
    return "\n".join(lines)


def _networks(network: StreetNetwork, other: str | None, folder: Path):  # noqa: ANN202
    yield "1", network
    if other is not None:
        target = folder / "other.net"
        spent = engine_peers.own_import(other, target)
        name = Path(other).name.partition(".")[0]
        yield f"{name} (built in {readable(spent)})", read_network(target)
    for copies in (9, 25):
        yield f"{copies} copies", stitched(network, copies)


def _measured(network: StreetNetwork, folder: Path, profile: Profile) -> dict[str, str]:
    target = folder / "grown.net"
    write_network(network, target)
    found = {"nodes": f"{network.node_count:,}", "pieces": f"{network.edge_count:,}"}
    found["opening"] = _median(lambda _: read_network(target), 5)
    routers: dict[Engine, Router] = {}
    ends: list[list[Point]] = []
    for engine in reversed(Engine):
        routers[engine], spent = _first_route(read_network(target), profile, engine)
        found[_first(engine)] = readable(spent)
        if not ends:
            ends = [points(network, pair) for pair in node_pairs(routers[engine], 40)]
        found[f"one route, {engine.value}"] = readable(
            timed(lambda both, r=routers[engine]: r.route(*both), ends).median
        )
    fast = routers[Engine.FAST]
    limits = iter(np.linspace(3.0, 12.0, 9).tolist())
    found["another limit"] = _median(
        lambda _: _usable(fast.network, profile.with_limits(max_incline=next(limits))), 9
    )
    found["15 minutes, fast"] = readable(
        timed(lambda both: reach(fast, both[0], [15.0]), ends).median
    )
    weights, start = fast.weights, fast.snap(ends[0][0]).node
    found["all nodes from one, fast"] = _median(lambda _: tree(weights, [(start, 0.0)], start), 5)
    origins, destinations = (np.array([both[side] for both in ends] * 3)[:100] for side in (0, 1))
    found["matrix 100 x 100, fast"] = _median(lambda _: matrix(fast, origins, destinations), 1)
    found.update(_peers(fast))
    return found


def _first_route(network: StreetNetwork, profile: Profile, engine: Engine) -> tuple[Router, float]:
    """Return a router, and the milliseconds until its first answer."""
    ends = points(network, (network.node_count // 3, network.node_count // 2))
    made: list[Router] = []

    def ask() -> None:
        made.append(Router(network, profile, engine=engine))
        made[0].route(*ends)

    spent = once(ask)
    return made[0], spent


def _peers(router: Router) -> dict[str, str]:
    found, arcs = {}, Arcs.of(router)
    pairs = node_pairs(router, 10)
    if Scipy.installed():
        scipy = Scipy(router, arcs)
        found[_ROWS[11]] = readable(timed(lambda pair: scipy.pair(*pair), pairs).median)
    if Cch.installed() and router.network.node_count < _MOST_FOR_CCH:
        made: list[Cch] = []
        found[_ROWS[12]] = readable(once(lambda: made.append(Cch(router, arcs))))
        found[_ROWS[13]] = readable(timed(lambda pair: made[0].pair(*pair), pairs).median)
    return found


def _usable(network: StreetNetwork, profile: Profile) -> None:
    weights = Router(network, profile, engine=Engine.FAST).weights
    _ = weights.least_per_metre, weights.by_position, weights.through


def _first(engine: Engine) -> str:
    return _ROWS[4] if engine is Engine.FAST else _ROWS[5]


def _median(work, times: int) -> str:  # noqa: ANN001
    return readable(timed(work, range(times)).median)
