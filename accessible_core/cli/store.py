# SPDX-License-Identifier: MIT
"""``accessible-kz store``: a survey store with its history; the actions on surveys and copies.

Reviews and campaigns stand in `store_people`, packages and projects in `store_field`.
"""

from __future__ import annotations

import argparse
from typing import Any

from accessible_core.cli.output import print_json, say, summarise, terminal_progress
from accessible_core.cli.store_erase import add_erase_action
from accessible_core.cli.store_field import add_field_actions
from accessible_core.cli.store_lines import change_line, conflict_line, double_line, revision_lines
from accessible_core.cli.store_people import add_people_actions
from accessible_core.cli.survey_compare import add_key_option, check_ids
from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "store"
HELP = "Keep surveys with their history, reviews and campaigns in one GeoPackage."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    init = _action(actions, "init", _init, "make a new store")
    init.add_argument("--survey", metavar="SURVEY", help="survey to start with")
    init.add_argument("--form", action="append", help="form to be answered (may be repeated)")
    init.add_argument("--author", metavar="CODE", default="", help="code of whoever makes it")
    add_survey_options(init)
    adopt = _action(actions, "import", _import, "take over the rows of a survey by id")
    adopt.add_argument("survey", metavar="SURVEY", help="survey table or registry records")
    adopt.add_argument("--author", metavar="CODE", required=True, help="code of who imports")
    adopt.add_argument("--message", default="", help="remark for the history")
    add_key_option(adopt)
    adopt.add_argument("--dry-run", action="store_true", help="only say what would change")
    add_survey_options(adopt)
    log = _action(actions, "log", _log, "list who changed what, and when")
    log.add_argument("--id", help="of one facility")
    diff = _action(actions, "diff", _diff, "list what differs between two points of the history")
    diff.add_argument("since", metavar="SINCE", help="revision or time (2026-05-31)")
    diff.add_argument("until", metavar="UNTIL", nargs="?", help="revision or time; default: now")
    merge = _action(actions, "merge", _merge, "bring in another copy or a field package")
    merge.add_argument("other", metavar="OTHER", help="the other store (only read)")
    merge.add_argument("--author", metavar="CODE", required=True, help="code of who merges")
    conflicts = _action(actions, "conflicts", _conflicts, "list or decide conflicts of a merge")
    conflicts.add_argument("--resolve", metavar="CONFLICT", help="id of the conflict to decide")
    conflicts.add_argument("--take", choices=("ours", "theirs"), help="whose value holds")
    conflicts.add_argument("--author", metavar="CODE", default="", help="code of who decides")
    add_people_actions(actions, _action)
    add_field_actions(actions, _action)
    add_erase_action(actions, _action)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code


def _action(actions: Any, name: str, act: Any, help_text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(
        name, help=help_text, description=f"{help_text[0].upper()}{help_text[1:]}."
    )
    parser.add_argument("store", metavar="STORE", help="survey store (.gpkg)")
    parser.add_argument("--lang", choices=("kk", "ru", "en"), help="language of words")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(act=act)
    return parser


def _init(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.survey_store.store import SurveyStore

    findings = Findings()
    keep_inputs(args.store, args.survey, args.mapping)
    survey = checked_survey(args, findings) if args.survey else None
    with SurveyStore.create(
        args.store, survey, forms=args.form, language=args.lang or "kk", author=args.author,
        findings=findings, progress=terminal_progress("Writing"),
    ) as store:  # fmt: skip
        if args.json:
            print_json(
                {
                    "facilities": len(store),
                    "forms": list(store.forms),
                    "findings": findings.counts(),
                }
            )
        say(f"{len(store)} facilities, forms {', '.join(store.forms)}: {args.store}")
    summarise(findings)
    return 1 if findings.has_errors else 0


def _import(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.messages import text
    from accessible_core.survey_store.changes import with_ids_by_key
    from accessible_core.survey_store.store import SurveyStore

    findings = Findings()
    keep_inputs(args.store, args.survey, args.mapping)
    with SurveyStore.open(args.store) as store:
        survey = checked_survey(args, findings)
        if len(store):
            check_ids(args.key, findings, args.survey)
        if args.key:
            survey = with_ids_by_key(store.survey(), survey, findings, key=args.key)
        result = store.adopt(
            survey, args.author, message=args.message, dry_run=args.dry_run, findings=findings
        )
    if args.json:
        print_json({**result.as_dict(), "findings": findings.counts()})
    else:
        counts = {name: len(getattr(result, name)) for name in ("new", "changed", "missing")}
        print(
            text(
                "survey_store", "imported", args.lang or "en", unchanged=result.unchanged, **counts
            )
        )
        if result.second:
            count = len(result.second)
            print(text("survey_store", "imported_second", args.lang or "en", count=count))
    summarise(findings)
    return 1 if findings.has_errors else 0


def _log(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(args.store) as store:
        revisions = store.revisions() if args.id is None else store.timeline(args.id)
    if args.id is not None and not revisions:
        raise UsageError(f"{args.store} has never had a facility {args.id!r}.")
    if args.json:
        print_json([revision.as_dict() for revision in revisions])
        return 0
    for revision in revisions:
        for line in revision_lines(revision, args.lang or "en", whole=args.id is not None):
            print(line)
    return 0


def _diff(args: argparse.Namespace) -> int:
    from accessible_core.survey_store.compare import differences
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(args.store) as store:
        before = store.at(args.since)
        after = store.survey() if args.until is None else store.at(args.until)
    found = differences(before, after)
    if args.json:
        print_json(
            {facility: [change.as_dict() for change in cells] for facility, cells in found.items()}
        )
        return 0
    for facility, cells in found.items():
        print(facility)
        for change in cells:
            print(f"    {change_line(change, args.lang or 'en')}")
    return 0


def _merge(args: argparse.Namespace) -> int:
    from accessible_core.messages import text
    from accessible_core.survey_store.store import SurveyStore

    language = args.lang or "en"
    with SurveyStore.open(args.store) as store:
        result = store.merge(args.other, args.author)
    if args.json:
        print_json(result.as_dict())
        return 0
    counts = {
        name: len(getattr(result, name))
        for name in ("added", "merged", "removed", "conflicts", "doubles")
    }
    print(text("survey_store", "merged", language, **counts))
    for conflict in result.conflicts:
        print(f"    {conflict_line(conflict.as_dict(), language)}")
    for double in result.doubles:
        print(f"    {double_line(double, language)}")
    return 0


def _conflicts(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.survey_store.store import SurveyStore

    if bool(args.resolve) != bool(args.take):
        raise UsageError("Deciding needs both --resolve CONFLICT and --take ours|theirs.")
    with SurveyStore.open(args.store) as store:
        if args.resolve:
            store.resolve(args.resolve, args.take, args.author)
        documents = [conflict.as_dict() for conflict in store.conflicts()]
    if args.json:
        print_json(documents)
        return 0
    for document in documents:
        print(f"{document['id']}  {conflict_line(document, args.lang or 'en')}")
    return 0
