# SPDX-License-Identifier: MIT
"""Reading and checking a survey, for every command that takes one."""

from __future__ import annotations

import argparse
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


def checked_survey(
    args: argparse.Namespace, findings: Findings, *, kato: KatoClassifier | None = None
) -> Survey:
    """Read the survey that the arguments name, and validate it."""
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    survey = read_survey(
        args.survey,
        mapping=args.mapping,
        crs=args.crs,
        findings=findings,
        progress=terminal_progress("Reading"),
    )
    return validate(survey, findings, measured_wins=args.measured_wins, kato=kato)
