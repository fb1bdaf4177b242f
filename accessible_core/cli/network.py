# SPDX-License-Identifier: MIT
"""``accessible-kz network``: build a network from OSM, say what is in one, check it."""

from __future__ import annotations

import argparse
import time
from typing import Any

from accessible_core.cli.network_check import add_check
from accessible_core.cli.output import print_json, say, terminal_progress

NAME = "network"
HELP = "Build a street network from OpenStreetMap, show what it holds, and check it."

#: Words for INCLINE_SOURCES of the network model.
_SLOPES = {
    "unknown": "not known",
    "tag": "from tags",
    "dem": "from the elevation model",
    "dem_coarse": "estimated from a coarse elevation model",
}
#: Values shown of what could not be read; --json has all.
_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    build = actions.add_parser("build", help="make a network file from an OSM file")
    build.add_argument("source", metavar="SOURCE", help="OSM file: .osm.pbf .osm .osm.gz .osm.bz2")
    build.add_argument("-o", "--output", required=True, metavar="NET", help="network file to write")
    build.add_argument("--dem", metavar="DEM", help="elevation raster: slopes where none is tagged")
    build.set_defaults(act=_build)
    info = actions.add_parser("info", help="show what a network file holds")
    info.add_argument("network", metavar="NET", help="file made by `network build`")
    info.add_argument("--json", action="store_true", help="print one JSON document")
    info.set_defaults(act=_info)
    add_check(actions)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code


def _build(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.network.build import build_network
    from accessible_core.network.store import write_network

    keep_inputs(args.output, args.source, args.dem)
    started = time.monotonic()
    network = build_network(args.source, args.dem, terminal_progress("network"))
    write_network(network, args.output)
    seconds = time.monotonic() - started
    say(
        f"{args.output}: {network.node_count} nodes, {network.edge_count} edges, "
        f"{network.edge_length.sum() / 1000:.1f} km, in {seconds:.1f} s."
    )
    for line in _losses(network.meta):
        say(line)
    return 0


def _info(args: argparse.Namespace) -> int:
    from accessible_core.network.store import read_network
    from accessible_core.network.summary import summary

    document = summary(read_network(args.network))
    if args.json:
        print_json(document)
        return 0
    west, south, east, north = document["bbox"]
    print(f"Sources      {', '.join(document['sources']) or 'not known'}")
    print(f"Data of      {document['timestamp'] or 'not known'}")
    print(f"Extent       {west:.5f},{south:.5f} to {east:.5f},{north:.5f}")
    print(f"Size         {document['nodes']} nodes, {document['edges']} edges, ", end="")
    print(f"{document['length_km']:.1f} km in {document['parts']} unconnected parts")
    print("Kinds (km)   " + ", ".join(f"{kind} {km:.1f}" for kind, km in document["km"].items()))
    print("Known        share of the length (step_count, ramp_wheelchair: of the length of steps;")
    print("             kerb: share of the crossings and kerbs)")
    for attribute, share in document["known"].items():
        print(f"  {attribute:<16} {'nothing to know' if share is None else f'{share:7.1%}'}")
    sources = document["incline_sources"].items()
    print("Slopes       " + ", ".join(f"{_SLOPES[name]} {share:.1%}" for name, share in sources))
    for line in _losses(document):
        print(line)
    return 0


def _losses(meta: Any) -> list[str]:
    """Word what was cut, not read or measured: the same while building and afterwards."""
    lines = []
    dem = meta.get("dem")
    if dem:
        kind = (
            "coarse, estimates only"
            if dem["cell_m"] > dem["coarse_above_m"]
            else "fine enough to count"
        )
        lines.append(
            f"Slopes of {dem['edges']} edges from {dem['source']} (cells of {dem['cell_m']:g} m: "
            f"{kind}), steepest over {dem['base_m']:g} m."
        )
    if meta.get("incomplete_ways"):
        lines.append(f"{meta['incomplete_ways']} ways lack nodes in the source and are cut there.")
    for key, values in meta.get("unreadable", {}).items():
        shown = ", ".join(f"'{value}' {times}x" for value, times in list(values.items())[:_SHOWN])
        more = ", ..." if len(values) > _SHOWN else ""
        lines.append(f"Not understood, left unknown: {key} = {shown}{more}")
    return lines
