# SPDX-License-Identifier: MIT
"""``accessible-kz validate``: what is wrong with a survey."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import print_json
from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "validate"
HELP = "Check a survey and list what was found."

#: Findings that stand for one record each of which nothing could be kept: `records`
#: counts them, too.
_LOST = ("record_broken", "record_not_understood", "row_no_record")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--lang", choices=("kk", "ru", "en"), default="en", help="language of hints"
    )
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings

    findings = Findings()
    survey = checked_survey(args, findings)
    counts = findings.counts()
    records = len(survey) + sum(counts.get(code, 0) for code in _LOST)
    if args.json:
        print_json(
            {
                "records": records,
                "findings": [finding.as_dict(args.lang) for finding in findings],
            }
        )
    else:
        for finding in findings:
            where = " ".join(part for part in (finding.record, finding.field) if part)
            hint = finding.hint(args.lang)
            print(f"{finding.severity.value}: {where + ': ' if where else ''}{hint}")
        print(f"{records} records, {len(findings)} findings.")
    return 1 if findings.has_errors else 0
