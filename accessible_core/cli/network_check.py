# SPDX-License-Identifier: MIT
"""``accessible-kz network check``: what a mapper could mend, each finding at its place."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import counted, print_json, say, terminal_progress
from accessible_core.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from accessible_core.network.check.located import Located

#: Option -> (threshold, what it says); the defaults stand in ``network/check/thresholds.toml``.
_DISTANCES = {
    "--gap": ("gap_m", "how near a dead end is to a way that it is not joined to"),
    "--detour": ("detour_m", "no gap where a walk no longer than this joins both sides"),
    "--crossing": ("crossing_m", "no crossing so far along a street with sidewalks on both sides"),
    "--small": ("small_m", "shorter parts of the network are told about together"),
}
#: Findings of the gravest kinds that are printed one by one; --json and -o have all.
_SHOWN = 10


def add_check(actions: Any) -> None:
    """Add the action ``check`` to those of ``network``."""
    check = actions.add_parser(
        "check", help="Find gaps, missing crossings, islands, contradictory tags."
    )
    check.add_argument("network", metavar="NET", help="file made by `network build`")
    check.add_argument(
        "-o", "--output", metavar="FILE", help="findings to write: .geojson .gpkg .csv"
    )
    for option, (name, words) in _DISTANCES.items():
        check.add_argument(option, dest=name, type=float, metavar="METRES", help=words)
    check.add_argument(
        "--only",
        nargs="+",
        default=[],
        metavar="CODE",
        help="these kinds of finding alone, such as gap; a wrong name lists them",
    )
    check.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the hints")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(act=run)


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.network.check.run import check_document, check_network, checked_codes
    from accessible_core.network.check.thresholds import Thresholds
    from accessible_core.network.check.writers import checked_ending, write_located
    from accessible_core.network.store import read_network

    # All that can be wrong with the arguments is said before the network is read.
    limits = Thresholds.default(**{name: getattr(args, name) for name, _ in _DISTANCES.values()})
    codes = checked_codes(args.only)
    if args.output:
        checked_ending(args.output)
        keep_inputs(args.output, args.network)
    network = read_network(args.network)
    found = check_network(network, limits, only=codes, progress=terminal_progress("check"))
    if args.output:
        write_located(found, args.output, args.lang)
    if args.json:
        print_json(check_document(network, found, args.lang))
    else:
        _show(found, args)
    return 0


def _show(found: Sequence[Located], args: argparse.Namespace) -> None:
    where = f"{args.output}: " if args.output else ""
    print(f"{where}{counted(len(found), 'finding')}.")
    kinds = Counter((each.finding.code, each.finding.severity.value) for each in found)
    for (code, severity), times in kinds.items():
        print(f"  {times:6} {severity:8} {code}")
    grave = [each for each in found if each.finding.severity.value == "warning"]
    for each in grave[:_SHOWN]:
        place = each.link or f"{each.lat:.6f},{each.lon:.6f}"
        say(f"  {each.finding.code} {place}: {each.hint(args.lang)}")
    if len(grave) > _SHOWN:
        rest = f"{args.output} holds all" if args.output else "-o FILE writes all"
        say(f"  ... {len(grave) - _SHOWN} more warnings; {rest}, --json prints them.")
