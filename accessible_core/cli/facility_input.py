# SPDX-License-Identifier: MIT
"""Facilities of a survey as goals of ways, for every routing command that takes them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from accessible_core.cli.output import counted, say, terminal_progress
from accessible_core.cli.survey_input import add_survey_options, checked_survey

if TYPE_CHECKING:
    from accessible_core.findings import Findings
    from accessible_core.network.model import StreetNetwork
    from accessible_core.routing.facilities.goals import Facilities
    from accessible_core.routing.profiles import Profile
    from accessible_core.survey.table import Survey


def add_facility_arguments(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add the survey of facilities, how it is read, and whose scores count."""
    parser.add_argument(
        "--facilities",
        dest="survey",
        metavar="SURVEY",
        required=required,
        help="survey of the facilities: table, layer or registry records",
    )
    parser.add_argument(
        "--group",
        metavar="GROUP",
        help="whose scores count (default: those that go with the profile); a wrong name lists all",
    )
    add_survey_options(parser)


def survey_of(args: argparse.Namespace, findings: Findings) -> Survey:
    """Read and check the survey of facilities before the network is read."""
    return checked_survey(args, findings)


def facilities_of(
    args: argparse.Namespace, survey: Survey, network: StreetNetwork, profile: Profile
) -> Facilities:
    """Return the facilities with their scores for the group asked for."""
    from accessible_core.routing.facilities.goals import facilities_for
    from accessible_core.scoring.engine import score

    scores = score(survey, progress=terminal_progress("scoring"))
    return facilities_for(survey, network, profile, scores=scores, group=args.group)


def check_group(args: argparse.Namespace) -> None:
    """Refuse a group that there is none of, before anything is read."""
    from accessible_core.routing.facilities.goals import group_named

    if args.group is not None:
        group_named(args.group)


def mention(findings: Findings, survey: str) -> None:
    """Say that the survey has findings, which have a command of their own."""
    if len(findings):
        found = counted(len(findings), "finding")
        say(f"{survey}: {found}; for the list: `accessible-kz validate {survey}`.")
