# SPDX-License-Identifier: MIT
"""``accessible-kz explain``: why a place has its score, and what would make it better."""

from __future__ import annotations

import argparse

from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "explain"
HELP = "Explain the score of one place, and what would have to change for a better one."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from accessible_core.vocabulary import LANGUAGES

    parser.add_argument("survey", metavar="SURVEY", help="survey table or registry records")
    parser.add_argument("--id", required=True, help="id of the place")
    parser.add_argument(
        "--group",
        default="movement",
        metavar="GROUP",
        help="score group or user group, such as vision or babyCarriage (default: %(default)s)",
    )
    parser.add_argument(
        "--scheme", default="registry-2024", help="rules to score by (default: %(default)s)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="default: %(default)s")
    parser.add_argument(
        "--costs",
        metavar="FILE",
        help="cost table (.toml or .csv: question,cost): find the cheapest improvements instead",
    )
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import print_json, summarise
    from accessible_core.findings import Findings
    from accessible_core.scoring.explain import explain, score_group
    from accessible_core.scoring.remedies_costs import read_costs
    from accessible_core.scoring.rules import require_scheme

    require_scheme(args.scheme)
    score_group(args.group)
    costs = None if args.costs is None else read_costs(args.costs)
    findings = Findings()
    survey = checked_survey(args, findings)
    found = explain(survey, args.id, args.group, args.scheme, args.lang, costs=costs)
    # What was found in other records does not bear on this one.
    ours = Findings(one for one in findings if one.record in ("", args.id))
    if args.json:
        print_json(found.as_dict())
    else:
        print(found)
        summarise(ours, language=args.lang)
    return 1 if ours.has_errors else 0
