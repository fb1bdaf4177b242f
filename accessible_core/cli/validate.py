# SPDX-License-Identifier: MIT
"""``accessible-kz validate``: what is wrong with a survey."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import counted, finding_line, print_json
from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "validate"
HELP = "Check a survey and list what was found."

#: Findings that stand for one record each of which nothing could be kept: `records`
#: counts them, too.
_LOST = ("record_broken", "record_not_understood", "row_no_record", "feature_not_understood")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--lang", choices=("kk", "ru", "en"), default="en", help="language of hints and report"
    )
    add_survey_options(parser)
    parser.add_argument(
        "--kato", metavar="FILE",
        help="the national classifier of administrative units (.csv .xlsx), to look KATO codes up",
    )  # fmt: skip
    parser.add_argument(
        "--areas", metavar="FILE",
        help="polygons with KATO codes (.gpkg .geojson .shp), to compare with where facilities lie",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", metavar="HTML", help="also write a report for people (.html)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.statistics.kato_areas import check_kato_areas, read_kato_areas
    from accessible_core.survey.kato import read_kato
    from accessible_core.survey.report import check_name, write_report

    if args.output is not None:
        check_name(args.output)
        keep_inputs(args.output, args.survey, args.mapping, args.kato, args.areas)
    findings = Findings()
    kato = None if args.kato is None else read_kato(args.kato)
    areas = None if args.areas is None else read_kato_areas(args.areas, findings)
    survey = checked_survey(args, findings, kato=kato)
    if areas is not None:
        check_kato_areas(survey, areas, findings)
    counts = findings.counts()
    records = len(survey) + sum(counts.get(code, 0) for code in _LOST)
    if args.output is not None:
        write_report(args.output, findings, survey, language=args.lang, records=records)
    if args.json:
        print_json(
            {
                "records": records,
                "findings": [finding.as_dict(args.lang) for finding in findings],
            }
        )
    else:
        for finding in () if args.output else findings:
            print(finding_line(finding, args.lang))
        written = f" Report: {args.output}." if args.output else ""
        print(f"{counted(records, 'record')}, {counted(len(findings), 'finding')}.{written}")
    return 1 if findings.has_errors else 0
