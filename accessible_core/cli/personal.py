# SPDX-License-Identifier: MIT
"""``accessible-kz personal``: who stands behind the codes of surveys."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessible_core.survey.personal.people_file import Person

NAME = "personal"
HELP = "Show what a file of personal data holds, of everybody or of one person."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="file that --personal has made")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--code", help="only the person of this code")
    which.add_argument("--name", help="only people of this name, phone or account")
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default="en", help="of words")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import print_json
    from accessible_core.errors import UsageError
    from accessible_core.survey.personal.people_file import PersonalFile

    with PersonalFile(args.file, must_exist=True) as people:
        if args.code is not None:
            found = [people.person(args.code)]
        elif args.name is not None:
            found = [people.person(code) for code in people.codes_of(args.name)]
            if not found:
                raise UsageError(f"{args.file} holds nobody called {args.name!r}.")
        else:
            found = list(people.people())
    if args.json:
        print_json([person.as_dict() for person in found])
        return 0
    for person in found:
        for line in _lines(person, args.lang):
            print(line)
    return 0


def _lines(person: Person, language: str) -> Iterator[str]:
    from accessible_core.messages import text

    yield person.code
    for kind, value in person.facts:
        plain, _, column = kind.partition(" ")
        yield f"    {text('personal', plain, language)}{column and ' ' + column}: {value}"
    for source, count in Counter(place[0] for place in person.seen).items():
        yield f"    {text('personal', 'seen', language, source=source, value=count)}"
