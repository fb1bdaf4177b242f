# SPDX-License-Identifier: MIT
"""``accessible-kz store``: the actions that are about people: review, campaigns, practice."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from accessible_core.cli.output import print_json, say
from accessible_core.cli.store_lines import double_line

_Action = Callable[[Any, str, Any, str], argparse.ArgumentParser]


def add_people_actions(actions: Any, action: _Action) -> None:
    """Add the actions to those of ``store``."""
    review = action(actions, "review", _review, "count, or change, the states of review")
    move = review.add_mutually_exclusive_group()
    for name, words in (
        ("submit", "hand in for review"),
        ("approve", "approve (by another person than the surveyor)"),
        ("return", "send back with a --reason"),
    ):
        move.add_argument(f"--{name}", nargs="+", metavar="ID", default=[], help=words)
    review.add_argument("--by", metavar="CODE", default="", help="code of who does it")
    review.add_argument("--reason", default="", help="why; needed for returning")
    double = action(actions, "double", _double, "list or decide places surveyed by two people")
    double.add_argument("--decide", metavar="DOUBLE", help="id of the pair to decide")
    double.add_argument("--keep", choices=("first", "second"), help="whose survey holds")
    double.add_argument("--by", metavar="CODE", default="", help="code of who decides")
    double.add_argument("--reason", default="", help="why")
    campaign = action(actions, "campaign", _campaign, "assign facilities, or tell how far it is")
    campaign.add_argument("--name", default="", help="of the campaign")
    campaign.add_argument("--assign", nargs="+", metavar="ID", default=[], help="facilities")
    campaign.add_argument("--volunteer", metavar="CODE", default="", help="to whom")
    campaign.add_argument("--area", default="", help="or to which area")
    practice = action(actions, "practice", _practice, "compare a trial survey with model answers")
    practice.add_argument("trial", metavar="TRIAL", help="survey or store of who practises")


def _review(args: argparse.Namespace) -> int:
    from accessible_core.messages import text
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(args.store) as store:
        for facility in args.submit:
            store.submit(facility, args.by, args.reason)
        for facility in args.approve:
            store.approve(facility, args.by, args.reason)
        for facility in getattr(args, "return"):
            store.return_(facility, args.by, args.reason)
        counts = store.review_counts()
    if args.json:
        print_json(counts)
        return 0
    language = args.lang or "en"
    for state, count in counts.items():
        if state == "not_surveyed":
            words = text("survey_store", state, language)
        else:
            words = text("labels", f"review_{state}", language)
        print(f"{count:>7}  {words}")
    return 0


def _double(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.survey_store.store import SurveyStore

    if bool(args.decide) != bool(args.keep):
        raise UsageError("Deciding needs both --decide DOUBLE and --keep first|second.")
    with SurveyStore.open(args.store) as store:
        if args.decide:
            store.decide(args.decide, args.keep, args.by, args.reason)
        pairs = store.double_surveys()
    if args.json:
        print_json([double.as_dict() for double in pairs])
        return 0
    for double in pairs:
        print(f"{double.id}  {double_line(double, args.lang or 'en')}")
        for change in double.differences:
            print(f"    {change.field}: {change.old or '-'} / {change.new or '-'}")
    return 0


def _campaign(args: argparse.Namespace) -> int:
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(args.store) as store:
        if args.assign:
            new = store.assign(args.name, args.assign, volunteer=args.volunteer, area=args.area)
            say(f"{new} facilities assigned to {args.volunteer or args.area}.")
        table = store.progress_table(args.name)
    if args.json:
        print_json([row.as_dict() for row in table])
        return 0
    _print_table(
        "campaign_header",
        args.lang or "en",
        [[row.who, row.assigned, row.done, row.returned, row.double] for row in table],
    )
    return 0


def _practice(args: argparse.Namespace) -> int:
    from accessible_core.messages import text
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey_store.practice import practice_agreement

    rows = practice_agreement(read_survey(args.store), read_survey(args.trial))
    if args.json:
        print_json([row.as_dict() for row in rows])
        return 0
    language = args.lang or "en"
    together = text("survey_store", "all_questions", language)
    table = [
        [
            row.question or together,
            row.compared,
            "-" if document["share"] is None else f"{100 * document['share']:.0f}",
            row.open,
            "-" if document["kappa"] is None else f"{document['kappa']:.2f}",
        ]
        for row in rows
        for document in [row.as_dict()]
    ]
    _print_table("agreement_header", language, table)
    return 0


def _print_table(header: str, language: str, rows: list[list[Any]]) -> None:
    """Print a table whose header's words stand in one message, divided by bars."""
    from accessible_core.messages import text

    cells = [text("survey_store", header, language).split(" | ")]
    cells += [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[place]) for row in cells) for place in range(len(cells[0]))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
