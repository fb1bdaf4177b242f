# SPDX-License-Identifier: MIT
"""``accessible-kz barriers``: which barred place to mend first."""

from __future__ import annotations

import argparse
import math
from typing import Any, Optional

from accessible_core.cli.output import counted, print_json, say, summarise, terminal_progress
from accessible_core.cli.routing_options import add_profile_arguments, profile_of, router_of
from accessible_core.errors import UsageError
from accessible_core.vocabulary import LANGUAGES

NAME = "barriers"
HELP = "Rank barriers by what their removal would give: people, facilities, time, streets."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    parser.add_argument(
        "--people", metavar="FILE:FIELD",
        help="points, areas or a CSV with lon, lat, and the field with the number of people",
    )  # fmt: skip
    parser.add_argument(
        "--spread",
        metavar="METRES",
        help="people of points live along the streets within METRES (default: at the point); "
        "those of areas along the streets inside, by length",
    )
    parser.add_argument(
        "--facilities", metavar="SURVEY",
        help="where people want to go: any survey; its doors count where they are known",
    )  # fmt: skip
    parser.add_argument("--category", help="only facilities of this category")
    parser.add_argument(
        "--minutes", metavar="MINUTES", help="also count who reaches a facility within this time"
    )
    parser.add_argument(
        "--od", metavar="FILE",
        help="trips whose time counts, as for `route --pairs`, with weight if there is such a "
        "column (default: all people to their nearest facility)",
    )  # fmt: skip
    parser.add_argument(
        "--by", metavar="MEASURE", help="what decides (default: people, facilities or length)"
    )
    parser.add_argument(
        "--also", action="append", default=[], metavar="CAUSE",
        help="count as barriers, too: access, kind (construction) or oneway",
    )  # fmt: skip
    parser.add_argument("--prices", metavar="FILE", help="TOML: [work] with each and per_m")
    parser.add_argument("--budget", metavar="SUM", help="the most that all sets may cost")
    parser.add_argument(
        "--sets", type=int, default=10, metavar="N", help="how many sets to look for (10)"
    )
    parser.add_argument("--set-size", type=int, default=4, metavar="N", help="barriers in one (4)")
    parser.add_argument("--top", type=int, default=50, metavar="N", help="how many to list (50)")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("-o", "--output", metavar="FILE", help=".geojson, .gpkg or .csv")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings
    from accessible_core.routing.barriers.document import barriers_document, off_network
    from accessible_core.routing.barriers.layer import write_barriers
    from accessible_core.routing.barriers.ranking import barriers
    from accessible_core.routing.barriers.words import barrier_lines

    findings = Findings()
    # All that can be wrong with the arguments is said before the network is read.
    _check(args)
    profile, question = profile_of(args), _question(args, findings)
    question.measure()
    router = router_of(args, profile)
    ranking = barriers(router, question, terminal_progress("barriers"))
    off_network(ranking, findings)
    if args.output:
        write_barriers(ranking, args.output, args.top, args.lang)
    if args.json:
        print_json(barriers_document(ranking, args.top, [*findings, *router.findings], args.lang))
    else:
        for line in barrier_lines(ranking, args.top, args.lang):
            print(line)
    if len(findings):
        say(f"{counted(len(findings), 'finding')}:")
        summarise(findings, rest="`--json` lists all")
    return 1 if router.findings.has_errors else 0


def _check(args: argparse.Namespace) -> None:
    from accessible_core.files import keep_inputs
    from accessible_core.routing.barriers.layer import check_ending
    from accessible_core.routing.barriers.people import file_and_field

    if args.output:
        check_ending(args.output)
        people = file_and_field(args.people)[0] if args.people else None
        keep_inputs(
            args.output,
            args.network,
            people,
            args.facilities,
            args.od,
            args.prices,
            args.corrections,
        )
    if args.top < 1:
        raise UsageError(f"--top takes a number from 1, not {args.top}.")
    if args.category is not None and args.facilities is None:
        raise UsageError("--category says which facilities count: give --facilities, too.")
    if args.minutes is not None and (args.people is None or args.facilities is None):
        raise UsageError("--minutes is from people to facilities: give both.")


def _question(args: argparse.Namespace, findings: Any) -> Any:
    from accessible_core.findings import Findings
    from accessible_core.routing.barriers.facilities import facilities_of
    from accessible_core.routing.barriers.people import file_and_field, read_people
    from accessible_core.routing.barriers.question import Question
    from accessible_core.routing.barriers.works import read_prices
    from accessible_core.routing.pairs import read_pairs
    from accessible_core.routing.points import OF_POINTS
    from accessible_core.survey.readers import read_survey

    people = facilities = None
    if args.people is not None:
        people = read_people(*file_and_field(args.people), findings)
    if args.facilities is not None:
        heard = Findings()
        survey = read_survey(args.facilities, findings=heard)
        findings.extend(found for found in heard if found.code.startswith(OF_POINTS))
        facilities = facilities_of(survey, findings, args.category, args.lang)
    pairs = None if args.od is None else read_pairs(args.od, findings)
    budget = _number("--budget", args.budget)
    return Question(
        people=people,
        facilities=facilities,
        pairs=pairs,
        minutes=_number("--minutes", args.minutes),
        by=args.by,
        also=tuple(args.also),
        snap_m=args.snap,
        spread_m=_number("--spread", args.spread) or 0.0,
        prices=None if args.prices is None else read_prices(args.prices),
        budget=math.inf if budget is None else budget,
        packages=args.sets,
        longest=args.set_size,
    )


def _number(option: str, given: Optional[str]) -> Optional[float]:
    if given is None:
        return None
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0.0):
        raise UsageError(f"{option} takes a number over zero, not {given!r}.")
    return number
