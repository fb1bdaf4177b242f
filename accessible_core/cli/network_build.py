# SPDX-License-Identifier: MIT
"""``accessible-kz network build``."""

from __future__ import annotations

import argparse
import atexit
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from accessible_core.cli.network_losses import losses
from accessible_core.cli.output import say, terminal_progress
from accessible_core.errors import UsageError

ACTION = "build"
HELP = "Make a network file from OSM files or line layers (several are joined)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="OSM file (.osm.pbf .osm .osm.gz .osm.bz2), lines (.gpkg .geojson .shp .fgb .tab) "
        "or OpenSidewalks zip",
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="NET", help="network file to write"
    )
    parser.add_argument(
        "--dem", metavar="DEM", help="elevation raster: slopes where none is tagged"
    )
    parser.add_argument(
        "--mapping", metavar="FILE", help="TOML file: which column of a layer is which OSM key"
    )
    parser.add_argument(
        "--snap",
        metavar="M",
        type=float,
        default=0.5,
        help="metres within which ends of lines are joined (default 0.5)",
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Do not look for cycles of objects: a build makes next to none, and looking takes time."""
    on = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)  # nor when the program ends
    try:
        yield
    finally:
        if on:
            gc.enable()


def run(args: argparse.Namespace) -> int:
    with _without_collector():
        return _build(args)


def _build(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.network.read_ahead import ReadAhead

    keep_inputs(args.output, *args.sources, args.dem, args.mapping)
    if len(set(args.sources)) < len(args.sources):
        raise UsageError("A source is named twice: name each file once.")
    started = time.monotonic()
    with ReadAhead(args.sources[0]) as ahead:
        from accessible_core.network.build import build_network
        from accessible_core.network.store import write_network

        network = build_network(
            args.sources, args.dem, args.mapping, args.snap, terminal_progress("network"), ahead
        )
    write_network(network, args.output)
    seconds = time.monotonic() - started
    say(
        f"{args.output}: {network.node_count} nodes, {network.edge_count} edges, "
        f"{network.edge_length.sum() / 1000:.1f} km, in {seconds:.1f} s."
    )
    for line in losses(network.meta):
        say(line)
    return 0
