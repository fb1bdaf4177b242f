# SPDX-License-Identifier: MIT
"""What all commands on the street network are asked with: profile, limits, points."""

from __future__ import annotations

import argparse
from typing import Any

from accessible_core.cli.output import counted, say, summarise
from accessible_core.errors import UsageError
from accessible_core.routing.engine import AUTO, CHOICES, for_one_question
from accessible_core.vocabulary import LANGUAGES

#: Findings that are said one by one.
_MOST = 20

#: What `--from` takes: argparse reads a minus after a blank as another option.
POINT_HELP = "where to start; west and south with an equals sign: --from=-8.61,41.15"


def add_profile_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the network, the profile with its limits, and how far points may be from it."""
    parser.add_argument("network", metavar="NET", help="a network made by `network build`")
    parser.add_argument(
        "--profile",
        default="manual_wheelchair",
        metavar="NAME",
        help="who is on the way (default: %(default)s); a wrong name lists them",
    )
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
    parser.add_argument(
        "--snap",
        type=float,
        default=100.0,
        metavar="METRES",
        help="how far from the points the network may be (default: %(default)g)",
    )
    parser.add_argument(
        "--engine",
        choices=CHOICES,
        default=AUTO,
        help="what searches: the answers are the same, `fast` needs the extra of that name "
        "(default: %(default)s, what is installed and sooner done)",
    )
    parser.add_argument(
        "--corrections",
        metavar="FILE",
        help="what is otherwise than on the map: GeoJSON, CSV, GeoPackage or Shapefile with "
        "attribute, value, valid_from, valid_to, source, note",
    )
    parser.add_argument(
        "--at",
        metavar="DATE[THH:MM]",
        help="local time for which opening hours and conditional access are decided, and "
        "corrections are valid; without it the former are not considered, the latter as of now",
    )


def add_start(parser: argparse.ArgumentParser) -> None:
    """Add the one point that is asked about."""
    parser.add_argument("--from", dest="start", required=True, metavar="LON,LAT", help=POINT_HELP)


def add_answer(parser: argparse.ArgumentParser, output: str) -> None:
    """Add in which language and where to the answer is given; `output` says what -o takes."""
    parser.add_argument("--lang", choices=LANGUAGES, default="en")
    parser.add_argument("-o", "--output", metavar="FILE", help=output)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def router_of(args: argparse.Namespace, profile: Any, *, once: bool = False) -> Any:
    """Return the router that the arguments ask for, and say on stderr what is wrong with them.

    Everything that can be refused is refused before the network is read. `once` says that
    it will be asked a single question.
    """
    from accessible_core.findings import Findings
    from accessible_core.network.moment import Moment
    from accessible_core.network.store import read_network
    from accessible_core.routing.corrections.reader import read_corrections
    from accessible_core.routing.router import Router

    at = None if args.at is None else Moment.of(args.at)
    findings = Findings()
    corrections = None
    if args.corrections is not None:
        corrections = read_corrections(args.corrections, findings)
    network = read_network(args.network)
    engine = for_one_question(args.engine, network.edge_count) if once else args.engine
    router = Router(network, profile, engine=engine, corrections=corrections, at=at)
    findings.extend(router.findings)
    router.findings = findings
    if len(findings):
        say(f"{args.corrections or args.network}: {counted(len(findings), 'finding')}:")
        summarise(findings, limit=_MOST, rest="mend these first")
    return router


def profile_of(args: argparse.Namespace) -> Any:
    """Return the profile with the limits and policies that were given."""
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


def point_of(option: str, given: str) -> tuple[float, float]:
    """Return longitude and latitude as given to `option`."""
    try:
        lon, lat = (float(part) for part in given.split(","))
    except ValueError:
        raise UsageError(
            f"{option} takes LON,LAT in degrees, such as 76.945,43.238, not {given!r}."
        ) from None
    return lon, lat
