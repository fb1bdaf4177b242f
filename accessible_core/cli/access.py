# SPDX-License-Identifier: MIT
"""``accessible-kz access``: which facilities are reached step-free, from door to door."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from accessible_core.cli.facility_input import (
    add_facility_arguments,
    check_group,
    facilities_of,
    mention,
    survey_of,
)
from accessible_core.cli.output import print_json, say, summarise, terminal_progress
from accessible_core.cli.routing_options import add_profile_arguments, profile_of, router_of
from accessible_core.errors import UsageError
from accessible_core.vocabulary import LANGUAGES

NAME = "access"
HELP = "Tell which facilities are reached step-free from stops, parking or homes, and why not."
#: What other commands take for --from, and people give here as well.
_POSITION = re.compile(r"-?[\d.]+ *, *-?[\d.]+")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    add_facility_arguments(parser, required=True)
    parser.add_argument(
        "--from",
        dest="starts",
        action="append",
        required=True,
        metavar="[NAME=]FILE",
        help="points to start from, such as stops=stops.gpkg; several kinds with several --from",
    )
    parser.add_argument(
        "--minutes", type=float, default=15.0, metavar="N",
        help="within which to get there, and back (default: %(default)g)",
    )  # fmt: skip
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT",
        help="one row a facility: .gpkg .geojson .csv .xlsx",
    )  # fmt: skip
    parser.add_argument(
        "--green", metavar="FILE", help="a second file with the green places behind red streets"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.routing.facilities.access import check_minutes, door_to_door
    from accessible_core.routing.facilities.access_table import (
        access_document,
        access_lines,
        write_access,
    )
    from accessible_core.routing.points import read_points
    from accessible_core.routing.positions import check_radius
    from accessible_core.survey.writers import check_written

    files = _kinds(args.starts)
    outputs = [args.output, *([args.green] if args.green else [])]
    if len({str(Path(output).resolve()) for output in outputs}) < len(outputs):
        raise UsageError("-o and --green name the same file: give two.")
    for output in outputs:
        check_written(output)
        keep_inputs(
            output, args.network, args.corrections, args.survey, args.mapping, *files.values()
        )
    # All that can be wrong with the arguments is said before the network is read.
    profile = profile_of(args)
    check_group(args)
    check_radius(args.snap)
    check_minutes(args.minutes)
    of_survey, findings = Findings(), Findings()
    survey = survey_of(args, of_survey)
    starts = {name: read_points(file, name, findings) for name, file in files.items()}
    router = router_of(args, profile)
    result = door_to_door(
        router,
        facilities_of(args, survey, router.network, profile),
        starts,
        args.minutes,
        snap_m=args.snap,
        progress=terminal_progress("door to door"),
    )
    write_access(result, args.output, args.lang)
    if args.green:
        write_access(result, args.green, args.lang, result.green_behind_red)
    if args.json:
        document = access_document(result, args.lang)
        document["findings"] = [finding.as_dict(args.lang) for finding in findings]
        print_json(document)
    else:
        for line in access_lines(result, args.lang):
            print(line)
    for name, (count, off) in result.starts.items():
        if off:
            say(f"{files[name]}: not near a street, so not counted: {off} of {count} {name}.")
    mention(of_survey, args.survey)
    summarise(findings, rest="`--json` lists all")
    return 1 if findings.has_errors or router.findings.has_errors else 0


def _kinds(given: list[str]) -> dict[str, str]:
    """Return the files of points by kind of start; without a name, that of the file."""
    files: dict[str, str] = {}
    for each in given:
        name, equals, file = each.partition("=")
        if not equals:
            if _POSITION.fullmatch(each.strip()):
                raise UsageError(
                    f"--from takes files of points here, such as stops=stops.gpkg, not {each!r}: "
                    "put the position into a file with the columns id, lon, lat."
                )
            name, file = Path(each).stem, each
        name = name.strip()
        if not name or not file:
            raise UsageError(f"--from takes NAME=FILE, such as stops=stops.gpkg, not {each!r}.")
        if name in files:
            raise UsageError(f"Two kinds of starts are called {name!r}: give NAME=FILE.")
        files[name] = file
    return files
