# SPDX-License-Identifier: MIT
"""``accessible-kz route``: one way, or many pairs, or why there is none."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from typing import Any

from accessible_core.cli.facility_input import (
    add_facility_arguments,
    check_group,
    facilities_of,
    mention,
    survey_of,
)
from accessible_core.cli.output import (
    json_text,
    print_json,
    say,
    summarise,
    terminal_progress,
    write_json,
)
from accessible_core.cli.routing_options import (
    POINT_HELP,
    add_answer,
    add_profile_arguments,
    point_of,
    profile_of,
    router_of,
)
from accessible_core.errors import UsageError

NAME = "route"
HELP = "Find a way under a mobility profile, or say why there is none."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    parser.add_argument("--from", dest="start", metavar="LON,LAT", help=POINT_HELP)
    parser.add_argument(
        "--to", dest="end", metavar="LON,LAT", help="where to arrive, written likewise"
    )
    for end in ("from", "to"):
        parser.add_argument(
            f"--{end}-facility", metavar="ID", help=f"{end} the door of a facility of --facilities"
        )
    add_facility_arguments(parser, required=False)
    parser.add_argument(
        "--pairs", metavar="FILE", help="CSV with id,from_lon,from_lat,to_lon,to_lat"
    )
    parser.add_argument(
        "--alternative", action="store_true", help="also look for a way of which more is known"
    )
    add_answer(parser, "GeoJSON; JSON lines for --pairs")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings

    _check_ends(args)
    if args.output:
        keep_inputs(args.output, args.network, args.pairs, args.corrections)
        keep_inputs(args.output, args.survey, args.mapping)
    # All that can be wrong with the arguments is said before the network is read.
    profile = profile_of(args)
    check_group(args)
    points = {
        name: point_of(f"--{name}", given)
        for name, given in (("from", args.start), ("to", args.end))
        if given is not None
    }
    findings = Findings()
    survey = survey_of(args, findings) if args.survey else None
    router = router_of(args, profile, once=args.pairs is None)
    if args.pairs is not None:
        return _pairs(args, router)
    starts, ends = _ends(args, router, points, survey)
    if args.survey:
        mention(findings, args.survey)
    return _one(args, router, starts, ends)


def _check_ends(args: argparse.Namespace) -> None:
    """Refuse ends that are missing, or given twice."""
    ends = (args.start, args.from_facility), (args.end, args.to_facility)
    if args.survey is not None and args.from_facility is None and args.to_facility is None:
        raise UsageError(
            "--facilities needs an end in the survey: give --from-facility or --to-facility (ID)."
        )
    if args.pairs is not None:
        if any(given is not None for both in ends for given in both):
            raise UsageError("Give either --pairs or one start and one end, not both.")
        return
    for name, (point, facility) in zip(("from", "to"), ends):
        if point is None and facility is None:
            raise UsageError(
                "Give both ends, --from and --to (LON,LAT) or --from-facility and --to-facility "
                "(ID), or a file of --pairs."
            )
        if point is not None and facility is not None:
            raise UsageError(f"Give either --{name} or --{name}-facility, not both.")
        if facility is not None and args.survey is None:
            raise UsageError(
                f"--{name}-facility needs the survey that knows it: --facilities FILE."
            )


def _ends(args: argparse.Namespace, router: Any, points: Any, survey: Any) -> Iterator[Any]:
    """Yield what a way may start at, and what it may end at."""
    from accessible_core.routing.facilities.to_facility import at_facility, at_point

    facilities: Any = None
    if survey is not None:
        facilities = facilities_of(args, survey, router.network, router.profile)
    for name, facility in (("from", args.from_facility), ("to", args.to_facility)):
        if facility is None:
            yield at_point(points[name])
        else:
            yield at_facility(facilities, facility)


def _one(args: argparse.Namespace, router: Any, starts: Any, ends: Any) -> int:
    from accessible_core.routing.document import alternative_geojson, route_geojson
    from accessible_core.routing.facilities.to_facility import ends_taken, way_between
    from accessible_core.routing.results import NoRoute

    result = way_between(partial(router.route, snap_m=args.snap), starts, ends)
    other = _alternative(args, router, result, *ends_taken(result, starts, ends))
    if args.output:
        document = route_geojson(result, router.network, args.lang)
        document["features"] += alternative_geojson(other, router.network, args.lang)
        write_json(args.output, document)
    if args.json:
        print_json(_document(args, router, result, other))
    else:
        for line in _readable(result, router.network, args):
            print(line)
        if args.alternative and not isinstance(result, NoRoute):
            for line in _second(other, router.network, args):
                print(line)
    return 1 if isinstance(result, NoRoute) or router.findings.has_errors else 0


def _alternative(args: argparse.Namespace, router: Any, first: Any, start: Any, end: Any) -> Any:
    """Return the way of which more is known, None where it is not asked for or not there."""
    from accessible_core.routing.facilities.to_facility import way_between
    from accessible_core.routing.known import better_known
    from accessible_core.routing.results import Route

    if not args.alternative or not isinstance(first, Route):
        return None
    second = way_between(partial(router.route_known, snap_m=args.snap), [start], [end])
    return better_known(first, second) if isinstance(second, Route) else None


def _document(args: argparse.Namespace, router: Any, result: Any, other: Any) -> dict[str, Any]:
    """Return the document of a result; a second way only where one was looked for."""
    from accessible_core.routing.document import alternative_document, route_document

    document = route_document(result, router.network, args.lang)
    if args.alternative:
        document["known_alternative"] = alternative_document(other, router.network, args.lang)
    return document


def _second(other: Any, network: Any, args: argparse.Namespace) -> Iterator[str]:
    from accessible_core.routing.instructions import alternative_words

    yield ""
    yield alternative_words(other, args.lang)
    if other is not None:
        yield from _readable(other.route, network, args)


def _readable(result: Any, network: Any, args: argparse.Namespace) -> Iterator[str]:
    from accessible_core.routing.facilities.door_words import door_words
    from accessible_core.routing.instructions import instructions
    from accessible_core.routing.reasons import admission_words, parted_reasons
    from accessible_core.routing.results import NoRoute

    if isinstance(result, NoRoute):
        for end, door in zip(("start", "end"), result.doors):
            if door is not None:
                yield door_words(door, end, args.lang)
        reason, causes, corrections = parted_reasons(result, args.lang)
        yield reason
        yield from (f"{position}. {line}" for position, line in enumerate(causes, start=1))
        yield from corrections
        yield from admission_words(result, network, args.lang)
        return
    *lines, closing = instructions(result, network, args.lang)
    for position, line in enumerate(lines, start=1):
        yield f"{position}. {line}"
    yield closing


def _pairs(args: argparse.Namespace, router: Any) -> int:
    from accessible_core.files import replacing
    from accessible_core.findings import Findings
    from accessible_core.progress import report
    from accessible_core.routing.facilities.to_facility import End
    from accessible_core.routing.pairs import read_pairs

    findings = Findings()
    pairs = read_pairs(args.pairs, findings)
    progress = terminal_progress("routes")

    def documents() -> Iterator[str]:
        for done, pair in enumerate(pairs, start=1):
            result = router.route(pair.start, pair.end, snap_m=args.snap)
            other = _alternative(args, router, result, End(pair.start), End(pair.end))
            yield json_text({"id": pair.id, **_document(args, router, result, other)})
            report(progress, done / len(pairs))

    if args.output:
        with replacing(args.output) as path, path.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in documents())
    else:
        for line in documents():
            print(line)
    if len(findings):
        say(f"{args.pairs}: lines that could not be read and have no route: {len(findings)}.")
        summarise(findings)
    return 1 if router.findings.has_errors else 0
