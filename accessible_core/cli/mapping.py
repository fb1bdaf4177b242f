# SPDX-License-Identifier: MIT
"""``accessible-kz mapping``: how the columns of a foreign table are understood."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, say
from accessible_core.cli.survey_input import add_survey_options, checked_survey

if TYPE_CHECKING:
    from accessible_core.survey.table import Survey

NAME = "mapping"
HELP = "Propose what the columns of a foreign table mean, or check what a mapping fills."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    suggest = actions.add_parser("suggest", help="write a mapping for a person to correct")
    suggest.add_argument("survey", metavar="SURVEY", help="the table")
    suggest.add_argument(
        "-o", "--output", metavar="OUT",
        help="result; as NAME.mapping.toml beside the table it is found again by the header",
    )  # fmt: skip
    suggest.add_argument("--form", default="full", help="default: %(default)s")
    suggest.add_argument("--json", action="store_true", help="print the proposals as JSON")
    suggest.set_defaults(act=_suggest)
    check = actions.add_parser("check", help="say what share of the form a table fills")
    check.add_argument("survey", metavar="SURVEY", help="the table")
    add_survey_options(check)
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(act=_check)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code


def _suggest(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.survey.mapping.saving import mapping_text, save_suggestions
    from accessible_core.survey.mapping.suggesting import suggest_mapping

    if args.output:
        keep_inputs(args.output, args.survey)
    found = suggest_mapping(args.survey, form=args.form)
    if args.output:
        save_suggestions(found, args.output)
        taken = len(found.taken())
        say(
            f"{len(found.items)} columns are not known by name, {taken} have a proposal: "
            f"{args.output}. Look at each of them before it is used."
        )
    if args.json:
        print_json({"form": found.form, "columns": [item.as_dict() for item in found.items]})
    elif not args.output:
        print(mapping_text(found), end="")
    return 0


def _check(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings

    findings = Findings()
    survey = checked_survey(args, findings)
    unread = [found.field for found in findings if found.code == "column_unknown"]
    document = {
        "records": len(survey),
        "mapping": next((f.value for f in findings if f.code == "mapping_chosen"), args.mapping),
        "forms": _filled(survey),
        "columns_not_read": unread,
        "findings": findings.counts(),
    }
    if args.json:
        print_json(document)
    else:
        say(f"{len(survey)} records, mapping: {document['mapping'] or 'none'}")
        for form, share in _filled(survey).items():
            say(
                f"  form '{form}': {share['questions_answered']} of {share['questions']} questions "
                f"are answered somewhere; {share['known']} of {share['asked']} answers known "
                f"({share['known'] / max(share['asked'], 1):.1%})"
            )
        say(f"  columns not read: {', '.join(unread) or 'none'}")
    return 1 if findings.has_errors else 0


def _filled(survey: Survey) -> dict[str, dict[str, Any]]:
    """Return how much of each form is known, over the zones that the records have."""
    from accessible_core.checklists import checklist
    from accessible_core.survey.table import ZONE_INDEX
    from accessible_core.vocabulary import ZONES, Answer

    filled = {}
    for form in sorted(set(survey.form) - {""}):
        rows = survey.form == form
        asked = sum(
            int(survey.present[rows, ZONE_INDEX[zone]].sum()) * len(checklist(form).keys(zone.kind))
            for zone in ZONES
        )
        known = survey.answers[rows] != Answer.UNKNOWN
        answered = {
            (question.zone.kind, question.key)
            for question, any_known in zip(survey.questions, known.any(axis=0))
            if any_known
        }
        filled[form] = {
            "records": int(rows.sum()),
            "questions": len(checklist(form)),
            "questions_answered": len(answered),
            "asked": asked,
            "known": int(known.sum()),
        }
    return filled
