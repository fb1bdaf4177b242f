# SPDX-License-Identifier: MIT
"""``accessible-kz route``: one way, or many pairs, or why there is none."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from accessible_core.cli.output import print_json, say, summarise, terminal_progress
from accessible_core.errors import UsageError
from accessible_core.vocabulary import LANGUAGES

NAME = "route"
HELP = "Find a way under a mobility profile, or say why there is none."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("network", metavar="NET", help="a network made by `network build`")
    parser.add_argument("--from", dest="start", metavar="LON,LAT", help="--from=-8.61,41.15")
    parser.add_argument("--to", dest="end", metavar="LON,LAT")
    parser.add_argument(
        "--pairs", metavar="FILE", help="CSV with id,from_lon,from_lat,to_lon,to_lat"
    )
    parser.add_argument("--profile", default="manual_wheelchair", metavar="NAME")
    parser.add_argument(
        "--set",
        dest="limits",
        action="append",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="a limit of your own, such as max_incline=5; `none` lifts one",
    )
    parser.add_argument(
        "--unknown",
        action="append",
        default=[],
        metavar="[ATTRIBUTE=]POLICY",
        help="what is not known: accept, penalise or bar; for all or for one attribute",
    )
    parser.add_argument("--snap", type=float, default=100.0, metavar="METRES")
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("-o", "--output", metavar="FILE", help="GeoJSON; JSON lines for --pairs")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.network.store import read_network
    from accessible_core.routing.router import Router

    if args.pairs is None and (args.start is None or args.end is None):
        raise UsageError("Give both --from and --to (LON,LAT), or a file of --pairs.")
    if args.pairs is not None and (args.start is not None or args.end is not None):
        raise UsageError("Give either --pairs or --from and --to, not both.")
    # All that can be wrong with the arguments is said before the network is read.
    profile = _profile(args)
    points = None
    if args.pairs is None:
        points = _point("--from", args.start), _point("--to", args.end)
    router = Router(read_network(args.network), profile)
    if points is None:
        return _pairs(args, router)
    return _one(args, router, *points)


def _one(
    args: argparse.Namespace, router: Any, start: tuple[float, float], end: tuple[float, float]
) -> int:
    from accessible_core.files import replacing
    from accessible_core.routing.document import route_document, route_geojson
    from accessible_core.routing.results import NoRoute

    result = router.route(start, end, snap_m=args.snap)
    if args.output:
        document = route_geojson(result, router.network, args.lang)
        with replacing(args.output) as path:
            path.write_text(_json(document), encoding="utf-8")
    if args.json:
        print_json(route_document(result, router.network, args.lang))
    else:
        for line in _readable(result, router.network, args):
            print(line)
    return 1 if isinstance(result, NoRoute) else 0


def _readable(result: Any, network: Any, args: argparse.Namespace) -> Iterator[str]:
    from accessible_core.routing.instructions import instructions
    from accessible_core.routing.reasons import reasons
    from accessible_core.routing.results import NoRoute

    if isinstance(result, NoRoute):
        first, *rest = reasons(result, args.lang)
        yield first
        for position, line in enumerate(rest, start=1):
            yield f"{position}. {line}"
        return
    *lines, closing = instructions(result, network, args.lang)
    for position, line in enumerate(lines, start=1):
        yield f"{position}. {line}"
    yield closing


def _pairs(args: argparse.Namespace, router: Any) -> int:
    from accessible_core.files import replacing
    from accessible_core.findings import Findings
    from accessible_core.progress import report
    from accessible_core.routing.document import route_document
    from accessible_core.routing.pairs import read_pairs

    findings = Findings()
    pairs = read_pairs(args.pairs, findings)
    progress = terminal_progress("routes")

    def documents() -> Iterator[str]:
        for done, pair in enumerate(pairs, start=1):
            result = router.route(pair.start, pair.end, snap_m=args.snap)
            document = route_document(result, router.network, args.lang)
            yield _json({"id": pair.id, **document})
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
    return 0


def _profile(args: argparse.Namespace) -> Any:
    from accessible_core.routing.profiles import Profile

    limits = {}
    for given in (item for group in args.limits for item in group):
        name, equals, value = given.partition("=")
        if not equals:
            raise UsageError(f"--set takes NAME=VALUE, such as max_incline=5, not {given!r}.")
        limits[name.strip()] = value
    profile = Profile.named(args.profile).with_limits(**limits)
    policies = {}
    for given in args.unknown:
        attribute, equals, policy = given.rpartition("=")
        if equals:
            policies[attribute.strip()] = policy.strip()
        else:
            profile = profile.with_unknown(policy.strip())
    return profile.with_unknown(**policies)


def _point(option: str, given: str) -> tuple[float, float]:
    try:
        lon, lat = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError(
            f"{option} takes LON,LAT in degrees, such as 76.945,43.238, not {given!r}."
        ) from None
    return lon, lat


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)
