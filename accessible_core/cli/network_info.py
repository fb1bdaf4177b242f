# SPDX-License-Identifier: MIT
"""``accessible-kz network info``."""

from __future__ import annotations

import argparse

from accessible_core.cli.network_losses import losses
from accessible_core.cli.output import print_json

ACTION = "info"
HELP = "Show what a network file holds."

#: Words for INCLINE_SOURCES of the network model.
_SLOPES = {
    "unknown": "not known",
    "tag": "from tags",
    "dem": "from the elevation model",
    "dem_coarse": "estimated from a coarse elevation model",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("network", metavar="NET", help="file made by `network build`")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.network.store import read_network
    from accessible_core.network.summary import summary

    document = summary(read_network(args.network))
    if args.json:
        print_json(document)
        return 0
    west, south, east, north = document["bbox"]
    print(f"Sources      {'; '.join(document['sources']) or 'not known'}")
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
    for line in losses(document):
        print(line)
    return 0
