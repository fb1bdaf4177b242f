# SPDX-License-Identifier: MIT
"""``accessible-kz route``: one way, or many pairs, or why there is none."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from accessible_core.cli.output import print_json, say, summarise, terminal_progress
from accessible_core.cli.routing_options import (
    add_profile_arguments,
    point_of,
    profile_of,
    router_of,
)
from accessible_core.errors import UsageError
from accessible_core.vocabulary import LANGUAGES

NAME = "route"
HELP = "Find a way under a mobility profile, or say why there is none."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_profile_arguments(parser)
    parser.add_argument("--from", dest="start", metavar="LON,LAT", help="--from=-8.61,41.15")
    parser.add_argument("--to", dest="end", metavar="LON,LAT")
    parser.add_argument(
        "--pairs", metavar="FILE", help="CSV with id,from_lon,from_lat,to_lon,to_lat"
    )
    parser.add_argument(
        "--alternative", action="store_true", help="also look for a way of which more is known"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("-o", "--output", metavar="FILE", help="GeoJSON; JSON lines for --pairs")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs

    if args.pairs is None and (args.start is None or args.end is None):
        raise UsageError("Give both --from and --to (LON,LAT), or a file of --pairs.")
    if args.pairs is not None and (args.start is not None or args.end is not None):
        raise UsageError("Give either --pairs or --from and --to, not both.")
    if args.output:
        keep_inputs(args.output, args.network, args.pairs, args.corrections)
    # All that can be wrong with the arguments is said before the network is read.
    profile = profile_of(args)
    points = None
    if args.pairs is None:
        points = point_of("--from", args.start), point_of("--to", args.end)
    router = router_of(args, profile)
    if points is None:
        return _pairs(args, router)
    return _one(args, router, *points)


def _one(
    args: argparse.Namespace, router: Any, start: tuple[float, float], end: tuple[float, float]
) -> int:
    from accessible_core.files import replacing
    from accessible_core.routing.document import alternative_geojson, route_geojson
    from accessible_core.routing.results import NoRoute

    result = router.route(start, end, snap_m=args.snap)
    other = _alternative(args, router, result, start, end)
    if args.output:
        document = route_geojson(result, router.network, args.lang)
        document["features"] += alternative_geojson(other, router.network, args.lang)
        with replacing(args.output) as path:
            path.write_text(_json(document), encoding="utf-8")
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
    from accessible_core.routing.known import better_known
    from accessible_core.routing.results import Route

    if not args.alternative or not isinstance(first, Route):
        return None
    second = router.route_known(start, end, snap_m=args.snap)
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
    from accessible_core.routing.instructions import instructions
    from accessible_core.routing.reasons import admission_words, reasons
    from accessible_core.routing.results import NoRoute

    if isinstance(result, NoRoute):
        first, *rest = reasons(result, args.lang)
        yield first
        for position, line in enumerate(rest, start=1):
            yield f"{position}. {line}"
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
    from accessible_core.routing.pairs import read_pairs

    findings = Findings()
    pairs = read_pairs(args.pairs, findings)
    progress = terminal_progress("routes")

    def documents() -> Iterator[str]:
        for done, pair in enumerate(pairs, start=1):
            result = router.route(pair.start, pair.end, snap_m=args.snap)
            other = _alternative(args, router, result, pair.start, pair.end)
            yield _json({"id": pair.id, **_document(args, router, result, other)})
            report(progress, done / len(pairs))

    if args.output:
        with replacing(args.output) as path, path.open("w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in documents())
    else:
        for line in documents():
            print(line)
    if len(findings):
        say(f"{args.pairs}: {len(findings)} lines could not be read and have no route.")
        summarise(findings)
    return 1 if router.findings.has_errors else 0


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)
