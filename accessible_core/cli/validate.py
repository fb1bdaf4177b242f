# SPDX-License-Identifier: MIT
"""``accessible-kz validate``: what is wrong with a survey."""

from __future__ import annotations

import argparse

from accessible_core.cli.mapping import add_mapping, read_mapping
from accessible_core.cli.output import print_json, terminal_progress

NAME = "validate"
HELP = "Check a survey and list what was found."

#: Findings that stand for one record each of which nothing could be kept: `records`
#: counts them, too.
_LOST = ("record_broken", "record_not_understood")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--lang", choices=("kk", "ru", "en"), default="en", help="language of hints"
    )
    add_mapping(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    findings = Findings()
    survey = read_survey(
        args.survey,
        mapping=read_mapping(args.mapping),
        findings=findings,
        progress=terminal_progress("reading"),
    )
    validate(survey, findings)
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
