# SPDX-License-Identifier: MIT
"""``accessible-kz validate``: what is wrong with a survey."""

from __future__ import annotations

import argparse

from accessible_core.cli.output import print_json, terminal_progress

NAME = "validate"
HELP = "Check a survey and list what was found."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--lang", choices=("kk", "ru", "en"), default="en", help="language of hints"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    findings = Findings()
    survey = read_survey(args.survey, findings=findings, progress=terminal_progress("reading"))
    validate(survey, findings)
    if args.json:
        print_json(
            {
                "records": len(survey),
                "findings": [finding.as_dict(args.lang) for finding in findings],
            }
        )
    else:
        for finding in findings:
            where = " ".join(part for part in (finding.record, finding.field) if part)
            hint = finding.hint(args.lang)
            print(f"{finding.severity.value}: {where + ': ' if where else ''}{hint}")
        print(f"{len(survey)} records, {len(findings)} findings.")
    return 1 if findings.has_errors else 0
