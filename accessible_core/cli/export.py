# SPDX-License-Identifier: MIT
"""``accessible-kz export``: surveys in the formats of others."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import print_json, summarise
from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "export"
HELP = "Export a survey as A11yJSON, as requests to the national registry, or as GeoJSON."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--to", choices=("a11yjson", "registry", "geojson"), required=True,
        help="a11yjson: one JSON array; registry: adding requests, one a line; "
        "geojson: the survey with its scores",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="PATH", required=True, help="file to write")
    parser.add_argument(
        "--unreviewed", action="store_true",
        help="export drafts, returned and contradictory surveys too",
    )  # fmt: skip
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.registry.exports import export

    keep_inputs(args.output, args.survey, args.mapping)
    findings = Findings()
    survey = checked_survey(args, findings)
    written = export(survey, args.to, args.output, findings, unreviewed=args.unreviewed)
    if args.json:
        print_json({"facilities": len(survey), "written": written, "findings": findings.counts()})
    else:
        print(f"{args.output}: {written} of {len(survey)} facilities written.")
    summarise(findings)
    return 1 if findings.has_errors else 0
