# SPDX-License-Identifier: MIT
"""``accessible-kz matrix``: durations and distances from many points to many."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import counted, print_json, say, summarise, terminal_progress
from accessible_core.cli.routing_options import add_profile_arguments, profile_of, router_of

NAME = "matrix"
HELP = "Find durations and distances from many points to many under a mobility profile."
_POINTS = "CSV or XLSX with id, lon, lat; GeoPackage, GeoJSON or Shapefile of points; a survey"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    parser.add_argument("--origins", required=True, metavar="FILE", help=_POINTS)
    parser.add_argument("--destinations", required=True, metavar="FILE", help="likewise")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="CSV with origin, destination, duration_s, distance_m; empty = no route",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    import numpy as np

    from accessible_core.files import keep_inputs, replacing
    from accessible_core.findings import Findings
    from accessible_core.routing.matrix import matrix
    from accessible_core.routing.matrix_table import off_network, write_matrix
    from accessible_core.routing.points import read_points
    from accessible_core.routing.positions import check_radius

    keep_inputs(args.output, args.network, args.origins, args.destinations, args.corrections)
    # All that can be wrong with the arguments is said before the network is read.
    profile = profile_of(args)
    check_radius(args.snap)
    findings = Findings()
    origins = read_points(args.origins, "origins", findings)
    destinations = read_points(args.destinations, "destinations", findings)
    router = router_of(args, profile)
    progress = terminal_progress("matrix")
    result = matrix(router, origins.place, destinations.place, args.snap, progress)
    off_network(result, origins, destinations, args.snap, findings)
    with replacing(args.output) as path:
        write_matrix(result, origins, destinations, path)
    routes = int(np.isfinite(result.duration_s).sum())
    document = {
        "profile": profile.name,
        "origins": len(origins),
        "destinations": len(destinations),
        "pairs": int(result.duration_s.size),
        "routes": routes,
        "findings": [finding.as_dict() for finding in (*findings, *router.findings)],
    }
    if args.json:
        print_json(document)
    else:
        print(f"{args.output}: {routes} of {result.duration_s.size} pairs have a route.")
    if len(findings):
        say(f"{counted(len(findings), 'finding')}:")
        summarise(findings, rest="`--json` lists all")
    return 1 if router.findings.has_errors else 0
