# SPDX-License-Identifier: MIT
"""``accessible-kz nearest``: the nearest accessible facilities, by the way to their doors."""

from __future__ import annotations

import argparse

from accessible_core.cli.facility_input import (
    add_facility_arguments,
    check_group,
    facilities_of,
    mention,
    survey_of,
)
from accessible_core.cli.output import print_json, terminal_progress, write_json
from accessible_core.cli.routing_options import (
    add_answer,
    add_profile_arguments,
    add_start,
    point_of,
    profile_of,
    router_of,
)

NAME = "nearest"
HELP = "Find the nearest accessible facilities by the way to their doors."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    add_start(parser)
    add_facility_arguments(parser, required=True)
    parser.add_argument(
        "--category", metavar="C", help="only these: the registry's number or title"
    )
    parser.add_argument(
        "--score",
        default="full_accessible",
        metavar="SCORE",
        help="the least score: full_accessible, partial_accessible or any (default: %(default)s)",
    )
    parser.add_argument("--confirmed", action="store_true", help="confirmed scores only")
    parser.add_argument("--count", type=int, default=5, metavar="N", help="default: %(default)s")
    parser.add_argument("--minutes", type=float, metavar="N", help="no farther than this")
    add_answer(parser, "GeoJSON of doors and ways")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.routing.facilities.nearest import Wanted, nearest_facilities
    from accessible_core.routing.facilities.nearest_document import (
        nearest_document,
        nearest_geojson,
        nearest_lines,
    )
    from accessible_core.routing.results import NoRoute

    if args.output:
        keep_inputs(args.output, args.network, args.corrections, args.survey, args.mapping)
    # All that can be wrong with the arguments is said before the network is read.
    profile, start = profile_of(args), point_of("--from", args.start)
    check_group(args)
    wanted = Wanted(args.score, args.confirmed, args.category)
    findings = Findings()
    survey = survey_of(args, findings)
    router = router_of(args, profile)
    result = nearest_facilities(
        router,
        start,
        facilities_of(args, survey, router.network, profile),
        wanted=wanted,
        count=args.count,
        minutes=args.minutes,
        snap_m=args.snap,
        progress=terminal_progress("nearest"),
    )
    if args.output:
        write_json(args.output, nearest_geojson(result, args.lang))
    if args.json:
        print_json(nearest_document(result, router.network, args.lang))
    else:
        for line in nearest_lines(result, profile.name, args.lang):
            print(line)
    mention(findings, args.survey)
    none = isinstance(result, NoRoute) or not result.found
    return 1 if none or router.findings.has_errors else 0
