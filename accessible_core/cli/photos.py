# SPDX-License-Identifier: MIT
"""``accessible-kz photos``: the photos of a survey, without anything but their pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "photos"
HELP = "Take over a survey's photos without position, author and date, and link them anew."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("survey", metavar="SURVEY", help="survey table, as the platform gave it")
    parser.add_argument(
        "--media", metavar="DIR", required=True, help="folder with the platform's photos, unpacked"
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", required=True,
        help="folder that gets the survey, linked to photos/ in it",
    )  # fmt: skip
    add_survey_options(parser)
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default="en", help="of findings")
    parser.add_argument("--json", action="store_true", help="print what was taken as JSON")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import counted, print_json, summarise, terminal_progress
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.survey.photos.linking import take_photos
    from accessible_core.survey.writers import check_written, write_survey

    source = Path(args.survey)
    written = Path(args.output) / source.name
    if source.suffix.lower() not in (".csv", ".xlsx", ".gpkg", ".geojson"):
        written = written.with_suffix(".gpkg")
    check_written(written)
    keep_inputs(written, args.survey, args.mapping, args.personal)
    findings = Findings()
    survey = checked_survey(args, findings)
    taken = take_photos(
        survey, args.media, args.output, findings, progress=terminal_progress("Photos")
    )
    write_survey(taken.survey, written)
    if args.json:
        print_json({
            "facilities": len(survey), "linked": taken.linked, "files": taken.files,
            "survey": str(written), "findings": findings.counts(),
        })  # fmt: skip
    else:
        links, files = counted(taken.linked, "link"), counted(taken.files, "photo")
        print(f"{written}: {counted(len(survey), 'record')}, {links} to {files}.")
    summarise(findings, language=args.lang)
    return 1 if findings.has_errors else 0
