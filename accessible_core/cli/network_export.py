# SPDX-License-Identifier: MIT
"""``accessible-kz network export``."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import counted, say

ACTION = "export"
HELP = "Write a network for other programs: GeoPackage, GeoJSON, GraphML, OpenSidewalks."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("network", metavar="NET", help="file made by `network build`")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help=".gpkg (edges and nodes), .geojson (edges), .graphml (for osmnx) or "
        ".osw.zip (OpenSidewalks 0.3)",
    )


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.network.exchange.exports import export_network
    from accessible_core.network.store import read_network

    keep_inputs(args.output, args.network)
    network = read_network(args.network)
    for line in export_network(network, args.output):
        say(line)
    nodes, edges = counted(network.node_count, "node"), counted(network.edge_count, "edge")
    say(f"{args.output}: {nodes}, {edges}.")
    return 0
