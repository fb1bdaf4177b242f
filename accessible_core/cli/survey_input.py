# SPDX-License-Identifier: MIT
"""Reading and checking a survey, for every command that takes one."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from typing import TYPE_CHECKING

from accessible_core.cli.output import terminal_progress

if TYPE_CHECKING:
    from accessible_core.findings import Findings
    from accessible_core.survey.kato import KatoClassifier
    from accessible_core.survey.table import Survey


def add_survey_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a survey is read."""
    parser.add_argument(
        "--mapping", metavar="FILE", help="TOML file that says which column of the table is which"
    )
    parser.add_argument(
        "--crs", metavar="EPSG:CODE",
        help="coordinate system of positions that are no degrees (columns X and Y), if the file "
        "does not say it; without it, the likely ones are named",
    )  # fmt: skip
    parser.add_argument(
        "--measured-wins", action="store_true",
        help="where a measured value contradicts an answer, take what was measured "
        "(by default the answer is kept, and either way it is reported)",
    )  # fmt: skip
    parser.add_argument(
        "--personal", metavar="FILE",
        help="file that takes names, phones and the like (made if it is not there); the survey "
        "keeps codes. Without it they are left out",
    )  # fmt: skip


def checked_survey(
    args: argparse.Namespace, findings: Findings, *, kato: KatoClassifier | None = None
) -> Survey:
    """Read the survey that the arguments name, and validate it.

    What it holds about people goes to the file of ``--personal``, and nowhere else.
    """
    from accessible_core.files import existing_file, keep_inputs
    from accessible_core.survey.personal.people_file import PersonalFile
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    if args.personal:
        existing_file(args.survey, "survey file")  # before a file of personal data is made
        results = (getattr(args, name, None) for name in ("output", "store"))
        keep_inputs(args.personal, args.survey, args.mapping, *results)
    with PersonalFile(args.personal) if args.personal else nullcontext() as personal:
        survey = read_survey(
            args.survey,
            mapping=args.mapping,
            crs=args.crs,
            findings=findings,
            progress=terminal_progress("Reading"),
            personal=personal,
        )
    return validate(survey, findings, measured_wins=args.measured_wins, kato=kato)
