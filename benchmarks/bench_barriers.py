# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes to judge every barrier of a city.

    .venv/bin/python benchmarks/bench_barriers.py FILE.osm.pbf [--people 5000] [--facilities 200]

People (of one each) and facilities are drawn at random from the nodes; both engines
must give the same figures. Prints the time of each step and of the whole.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from accessible_core.network.build import build_network
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.barriers.facilities import Facilities
from accessible_core.routing.barriers.found import find_barriers
from accessible_core.routing.barriers.parts import find_parts
from accessible_core.routing.barriers.people import People
from accessible_core.routing.barriers.question import Question
from accessible_core.routing.barriers.ranking import Ranking, barriers
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_core.routing.snap import SegmentGrid


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("osm")
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--facilities", type=int, default=200)
    parser.add_argument("--profile", default="manual_wheelchair")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    network, profile = build_network(args.osm), Profile.named(args.profile)
    question = drawn(network, args.people, args.facilities)
    SegmentGrid.of(network)
    costs = Router(network, profile).costs
    found = find_barriers(network, costs)
    print(f"{args.osm}: {network.edge_count} pieces, {len(found)} barriers, {profile.name}")
    say("finding barriers", lambda: find_barriers(network, costs), args.rounds)
    say("finding parts", lambda: find_parts(network, costs), args.rounds)
    results: dict[str, Ranking] = {}
    for engine in ("base", "fast"):
        router = Router(network, profile, engine=engine)
        say(
            f"length only, with sets ({engine})",
            lambda router=router: barriers(router),
            args.rounds,
        )
        results[engine] = barriers(router, question)
        say(
            f"people, facilities, time, sets ({engine})",
            lambda router=router: barriers(router, question),
            args.rounds,
        )
    base, fast = results["base"], results["fast"]
    for name, column in base.gains.items():
        if not np.array_equal(column, fast.gains[name]):
            sys.exit(f"The engines differ in {name}.")
    print(f"{len(base.order)} barriers give something alone; both engines say the same.")


def drawn(network: StreetNetwork, people: int, facilities: int) -> Question:
    """Return people and facilities at random nodes."""
    rng = np.random.default_rng(1)

    def spots(count: int) -> Any:
        nodes = rng.integers(network.node_count, size=count)
        return np.column_stack((network.node_lon[nodes], network.node_lat[nodes]))

    ids = tuple(map(str, range(facilities)))
    return Question(
        people=People(tuple(map(str, range(people))), spots(people), np.ones(people)),
        facilities=Facilities(ids, ids, np.arange(facilities), spots(facilities)),
        minutes=15.0,
    )


def say(what: str, work: Callable[[], Any], rounds: int) -> None:
    """Print the median of some rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    print(f"{what:44}{np.median(times) * 1e3:8.0f} ms")


if __name__ == "__main__":
    main()
