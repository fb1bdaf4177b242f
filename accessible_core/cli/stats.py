# SPDX-License-Identifier: MIT
"""``accessible-kz stats``: lights counted by area and group."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import print_json, summarise, terminal_progress
from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "stats"
HELP = "Count the lights of a survey by area and group of people."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--areas", metavar="AREAS", help="polygons (.gpkg .geojson .shp); without: one area"
    )
    parser.add_argument("--area-id", metavar="FIELD", help="field that tells the areas apart")
    parser.add_argument(
        "--area-name", metavar="FIELD", help="field with the areas' names (default: a usual one)"
    )
    parser.add_argument(
        "-o", "--output", metavar="OUT", required=True,
        help=".csv (a row for each area and group), .geojson or .gpkg (the areas)",
    )  # fmt: skip
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print the table as JSON too")


def run(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.scoring.engine import score
    from accessible_core.statistics.areas import Areas, read_areas
    from accessible_core.statistics.by_area import by_area
    from accessible_core.statistics.writers import write_statistics

    if bool(args.areas) != bool(args.area_id):
        raise UsageError("Areas need both --areas FILE and --area-id FIELD.")
    keep_inputs(args.output, args.survey, args.areas, args.mapping)
    findings = Findings()
    areas = None
    if args.areas:
        areas = read_areas(args.areas, args.area_id, findings, name_field=args.area_name)
    survey = checked_survey(args, findings)
    scores = score(survey, progress=terminal_progress("scoring"))
    statistics = by_area(survey, scores, areas or Areas.whole(survey.lon, survey.lat), findings)
    write_statistics(statistics, args.output)
    if args.json:
        print_json(
            {
                "facilities": len(survey),
                "areas": len(statistics.areas),
                "rows": list(statistics.rows()),
                "findings": findings.counts(),
            }
        )
    else:
        print(f"{args.output}: areas: {len(statistics.areas)}; facilities: {len(survey)}.")
    summarise(findings)
    return 1 if findings.has_errors else 0
