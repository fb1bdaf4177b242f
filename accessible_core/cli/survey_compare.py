# SPDX-License-Identifier: MIT
"""``accessible-kz survey compare``: what next month's file brings, before anything is taken."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, say, summarise
from accessible_core.cli.survey_input import add_survey_options, checked_survey

if TYPE_CHECKING:
    from accessible_core.findings import Findings
    from accessible_core.survey.table import Survey
    from accessible_core.survey_store.changes import SurveyChanges

HELP = "say what a newer file of the same source brings: new, changed, missing facilities"


def add_compare(actions: Any) -> None:
    """Add the action to those of ``survey``."""
    from accessible_core.vocabulary import LANGUAGES

    parser: argparse.ArgumentParser = actions.add_parser(
        "compare", help=HELP, description=f"{HELP[0].upper()}{HELP[1:]}. Nothing is taken."
    )
    parser.add_argument("old", metavar="OLD", help="earlier survey, or a survey store")
    parser.add_argument("survey", metavar="NEW", help="newer survey of the same source")
    add_key_option(parser)
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="default: %(default)s")
    add_survey_options(parser)
    parser.add_argument(
        "-o", "--output", metavar="HTML", help="write it as a page for people (.html)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(act=_compare)


def add_key_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what tells facilities apart."""
    parser.add_argument(
        "--key", action="append", metavar="COLUMN",
        help="column that tells facilities apart (default: id); repeat it for several that do so "
        "together, such as name and address",
    )  # fmt: skip


def _compare(args: argparse.Namespace) -> int:
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.survey.report import check_name
    from accessible_core.survey_store.changes import survey_changes
    from accessible_core.survey_store.changes_report import write_changes_report
    from accessible_core.survey_store.layout import REVIEW_FIELDS
    from accessible_core.survey_store.versions import is_store_file

    if args.output:
        check_name(args.output)
        keep_inputs(args.output, args.old, args.survey, args.mapping)
    findings, earlier = Findings(), Findings()
    new = checked_survey(args, findings)
    old = _old(args, earlier)
    for found, path in ((findings, args.survey), (earlier, args.old)):
        check_ids(args.key, found, path)
    # A store's reviews are its own: a new file does not change them.
    without = REVIEW_FIELDS if is_store_file(args.old) else ()
    changes = survey_changes(old, new, findings, key=args.key or ("id",), without=without)
    if args.output:
        write_changes_report(args.output, changes, old, new, language=args.lang)
    if args.json:
        print_json({**changes.as_dict(), "findings": findings.counts()})
    elif args.output:
        print(_lines(changes, old, new, args.lang)[0])
        say(f"Nothing was taken. Report: {args.output}.")
    else:
        print("\n".join(_lines(changes, old, new, args.lang)))
        say(
            "Nothing was taken. `accessible-kz store import STORE NEW --author CODE` takes what is "
            "new or changed; emptied cells and missing facilities stay in the store."
        )
    summarise(findings, language=args.lang)
    return 1 if findings.has_errors else 0


def check_ids(key: list[str] | None, findings: Findings, path: str) -> None:
    """Refuse to match rows by ids that only their place in the file gave them.

    Raises
    ------
    UsageError
        The rows have no ids, and no other key is named.
    """
    from accessible_core.errors import UsageError

    if key in (None, ["id"]) and {"ids_missing", "id_missing"} & set(findings.counts()):
        raise UsageError(
            f"{path}: rows have no id, and their place in the file tells no facility apart. Say "
            "with --key which column does, such as --key name --key address."
        )


def _old(args: argparse.Namespace, findings: Findings) -> Survey:
    """Read the earlier survey as the newer one is read; a store needs no mapping."""
    from accessible_core.survey_store.versions import is_store_file

    earlier = argparse.Namespace(**vars(args))
    earlier.survey, earlier.personal = args.old, None
    if is_store_file(args.old):
        earlier.mapping = earlier.crs = None
    return checked_survey(earlier, findings)


def _lines(changes: SurveyChanges, old: Survey, new: Survey, language: str) -> list[str]:
    from accessible_core.messages import text

    empty = text("survey_store", "empty", language)
    named = {
        ident: survey.name(row, language)
        for survey in (new, old)
        for row, ident in enumerate(survey.ids.tolist())
    }
    counts = {name: len(getattr(changes, name)) for name in ("new", "changed", "missing")}
    lines = [text("survey_store", "changes", language, unchanged=changes.unchanged, **counts)]
    for kind in ("new", "missing"):
        for facility in getattr(changes, kind):
            word = text("survey_store", f"changes_{kind}", language)
            lines.append(f"{word}  {_called(facility, named)}")
    for facility, cells in changes.changed.items():
        word = text("survey_store", "changes_changed", language)
        lines.append(f"{word}  {_called(facility, named)}")
        lines += [f"    {one.field}: {one.old or empty} -> {one.new or empty}" for one in cells]
    return lines


def _called(facility: str, named: dict[str, str]) -> str:
    name = named.get(facility, facility)
    return facility if name == facility else f"{facility} {name}"
