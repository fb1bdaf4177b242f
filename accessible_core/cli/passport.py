# SPDX-License-Identifier: MIT
"""``accessible-kz passport``: what is known of a facility, as a document to print and sign."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from accessible_core.cli.output import counted, say, summarise, terminal_progress
from accessible_core.cli.survey_input import add_survey_options, checked_survey

if TYPE_CHECKING:
    from accessible_core.findings import Findings
    from accessible_core.reports.pictures import Picture
    from accessible_core.reports.writing import Sources
    from accessible_core.survey.table import Survey

NAME = "passport"
HELP = "Make passports of facilities: lights, reasons, what to improve, every answer (PDF, HTML)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from accessible_core.vocabulary import LANGUAGES

    parser.add_argument("survey", metavar="SURVEY", help="survey table, store or registry records")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--id", action="append", metavar="ID", help="facility (may be repeated)")
    which.add_argument("--all", action="store_true", help="all facilities of the survey")
    parser.add_argument(
        "-o", "--output", required=True, metavar="PATH",
        help="FILE.pdf or FILE.html for one document; a folder for a PDF each",
    )  # fmt: skip
    parser.add_argument("--html", action="store_true", help="in a folder: HTML instead of PDF")
    parser.add_argument("--lang", choices=LANGUAGES, default="kk", help="default: %(default)s")
    parser.add_argument("--large", action="store_true", help="large print, 18 pt instead of 12 pt")
    parser.add_argument(
        "--palette", choices=("registry", "safe", "mono"), default="registry",
        help="colours of lights: the registry's, safe without colour vision, black and white",
    )  # fmt: skip
    parser.add_argument("--publisher", default="", metavar="TEXT", help="stands on each page")
    parser.add_argument("--network", metavar="NET", help="street network, for a map around")
    parser.add_argument(
        "--photos", metavar="DIR", help="folder with the photos that the survey names"
    )
    parser.add_argument("--costs", metavar="FILE", help="cost table (.toml or .csv: question,cost)")
    parser.add_argument(
        "--jobs", type=int, default=0, metavar="N",
        help="processes that make PDF files of a folder (default: one a processor)",
    )  # fmt: skip
    add_survey_options(parser)


def run(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.reports.writing import ENDINGS, Look, write_passport, write_passports

    keep_inputs(args.output, args.survey, args.network, args.costs, args.mapping)
    if args.jobs < 0:
        raise UsageError("--jobs counts processes: give 1 or more, or leave it out.")
    one_file = Path(args.output).suffix.lower() in ENDINGS
    if one_file and args.html:
        raise UsageError("--html is for a folder; call the file itself FILE.html.")
    if not one_file and Path(args.output).suffix and not Path(args.output).is_dir():
        raise UsageError(f"{args.output}: a passport ends in {' or '.join(ENDINGS)}.")
    findings = Findings()
    survey = checked_survey(args, findings)
    records = [str(one) for one in survey.ids] if args.all else list(dict.fromkeys(args.id))
    look = Look(args.lang, args.large, args.palette, args.publisher)
    sources = _sources(args, survey, records, findings)
    progress = terminal_progress("Making passports")
    if one_file:
        write_passport(survey, records, args.output, look, sources, progress=progress)
        say(f"{counted(len(records), 'passport')}: {args.output}")
    else:
        ending = ".html" if args.html else ".pdf"
        write_passports(
            survey, records, args.output, look, sources,
            ending=ending, jobs=args.jobs, progress=progress,
        )  # fmt: skip
        say(f"{counted(len(records), 'passport')} in {args.output}")
    # What was found in other records does not bear on these.
    ours = Findings(one for one in findings if one.record in ("", *records))
    summarise(ours, language=args.lang)
    return 1 if ours.has_errors else 0


def _sources(
    args: argparse.Namespace, survey: Survey, records: list[str], findings: Findings
) -> Sources:
    from accessible_core.network.store import read_network
    from accessible_core.reports.writing import Sources
    from accessible_core.scoring.remedies_costs import read_costs
    from accessible_core.survey_store.store import SurveyStore
    from accessible_core.survey_store.versions import is_store_file

    history = {}
    if is_store_file(args.survey):
        with SurveyStore.open(args.survey, read_only=True) as store:
            history = {str(one): store.timeline(str(one)) for one in survey.ids}
    return Sources(
        network=None if args.network is None else read_network(args.network),
        costs=None if args.costs is None else read_costs(args.costs),
        history=history,
        photos={} if args.photos is None else _photos(args, survey, records, findings),
    )


def _photos(
    args: argparse.Namespace, survey: Survey, records: list[str], findings: Findings
) -> dict[str, tuple[Picture, ...]]:
    from accessible_core.reports.photos import photos_of

    progress = terminal_progress("Photos")
    return photos_of(survey, records, args.photos, findings, progress=progress)
