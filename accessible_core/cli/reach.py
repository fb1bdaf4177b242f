# SPDX-License-Identifier: MIT
"""``accessible-kz reach``: the streets really reached from a point within given times."""

from __future__ import annotations

import argparse
import math

from accessible_core.cli.output import print_json, terminal_progress, write_json
from accessible_core.cli.routing_options import (
    add_answer,
    add_profile_arguments,
    add_start,
    point_of,
    profile_of,
    router_of,
)
from accessible_core.errors import UsageError

NAME = "reach"
HELP = "Find the streets that a mobility profile reaches from a point within given minutes."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    add_start(parser)
    parser.add_argument(
        "--minutes",
        nargs="+",
        action="append",
        required=True,
        metavar="MINUTES",
        help="one time or several, such as --minutes 5 10 15",
    )
    parser.add_argument(
        "--polygon",
        nargs="?",
        const="25",
        metavar="METRES",
        help="add outlines of what lies within METRES of the reached streets (25)",
    )
    add_answer(parser, "GeoJSON of the reached pieces")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.routing.outline import check_around, outlines
    from accessible_core.routing.reach import Reach, reach
    from accessible_core.routing.reach_document import reach_document, reach_geojson, reach_lines
    from accessible_core.routing.results import NoRoute

    if args.output:
        keep_inputs(args.output, args.network, args.corrections)
    # All that can be wrong with the arguments is said before the network is read.
    profile, start = profile_of(args), point_of("--from", args.start)
    minutes = [_number("--minutes", given, "5 10 15") for group in args.minutes for given in group]
    around_m = None
    if args.polygon is not None:
        if not args.output:
            raise UsageError("--polygon needs -o FILE: outlines are written to the GeoJSON.")
        around_m = _number("--polygon", args.polygon, "25")
        check_around(around_m)
    router = router_of(args, profile, once=True)
    result = reach(router, start, minutes, args.snap, terminal_progress("reach"))
    if args.output:
        document = reach_geojson(result, router.network, args.lang)
        if around_m is not None and isinstance(result, Reach):
            document["features"] += outlines(result, router.network, around_m)
        write_json(args.output, document)
    if args.json:
        print_json(reach_document(result))
    else:
        for line in reach_lines(result, args.lang):
            print(line)
    return 1 if isinstance(result, NoRoute) or router.findings.has_errors else 0


def _number(option: str, given: str, example: str) -> float:
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0.0):
        raise UsageError(f"{option} takes numbers over zero, such as {example}, not {given!r}.")
    return number
