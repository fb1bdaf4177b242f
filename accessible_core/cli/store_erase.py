# SPDX-License-Identifier: MIT
"""``accessible-kz store erase``: a person leaves a store and the file of personal data."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, say

if TYPE_CHECKING:
    from accessible_core.survey.personal.people_file import PersonalFile
    from accessible_core.survey_store.erasing import Erased

_Action = Callable[[Any, str, Any, str], argparse.ArgumentParser]


def add_erase_action(actions: Any, action: _Action) -> None:
    """Add the action to those of ``store``."""
    erase = action(actions, "erase", _erase, "erase a person for good; the surveys stay")
    erase.add_argument("code", metavar="CODE", nargs="?", default="", help="code of the person")
    erase.add_argument("--name", default="", help="name as it was written down")
    erase.add_argument(
        "--also", nargs="+", metavar="STORE", default=[], help="copies and field packages, too"
    )
    erase.add_argument("--personal", metavar="FILE", help="file of personal data, erased from too")


def _erase(args: argparse.Namespace) -> int:
    from contextlib import nullcontext

    from accessible_core.errors import UsageError
    from accessible_core.survey.personal.people_file import PersonalFile
    from accessible_core.survey_store.erasing import erase_person

    if not (args.code or args.name.strip()):
        raise UsageError("Erasing needs the CODE of a person or --name NAME.")
    opened = PersonalFile(args.personal, must_exist=True) if args.personal else nullcontext()
    with opened as people:
        code, facts, kept = _who(args, people)
        erased = erase_person(args.store, [code] if code else [], facts, args.also)
        if not erased.cells and not kept:
            raise UsageError(
                f"{args.store} holds nothing of this person; nothing was changed. Is the code, or "
                "the name, written as it is there?"
            )
        if people is not None and kept:
            # Last: until here it can tell what is to be looked for once more.
            people.erase(code)
    _tell(args, erased, kept)
    return 0


def _who(
    args: argparse.Namespace, people: PersonalFile | None
) -> tuple[str, list[tuple[str, str]], bool]:
    """Return a person's code, what is known of them, and whether the file has them."""
    from accessible_core.errors import UsageError

    code = args.code
    if people is not None and args.name and not code:
        codes = people.codes_of(args.name)
        if len(codes) > 1:
            raise UsageError(
                f"{args.personal} holds {len(codes)} people of this name: give one code of "
                f"{', '.join(codes)}."
            )
        code = codes[0] if codes else ""
    facts = [("name", args.name)] if args.name else []
    kept = people is not None and code in people
    if people is not None and kept:
        facts += [fact for fact in people.person(code).facts if fact not in facts]
    return code, facts, kept


def _tell(args: argparse.Namespace, erased: Erased, kept: bool) -> None:
    from accessible_core.messages import text

    if args.json:
        print_json({**erased.as_dict(), "personal_file": kept})
        return
    language = args.lang or "en"
    for name, count in erased.files.items():
        print(text("survey_store", "erased", language, file=name, count=count))
    for code in erased.codes.values():
        if erased.cells:
            print(text("survey_store", "erased_now", language, code=code))
    if kept:
        print(text("survey_store", "erased_personal", language, file=args.personal))
    if erased.parts:
        print(text("survey_store", "erased_parts", language, count=erased.parts))
    say(text("survey_store", "erased_elsewhere", language))
