# SPDX-License-Identifier: MIT
"""``accessible-kz checklist``: what a form asks, in words or as JSON."""

from __future__ import annotations

import argparse
from typing import Any

NAME = "checklist"
HELP = "Show what a form asks, in Kazakh, Russian or English."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from accessible_core.vocabulary import LANGUAGES

    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="print the questions of a form")
    show.add_argument("form", metavar="FORM", help="small, middle, full, or a form of your own")
    show.add_argument("--lang", choices=LANGUAGES, default="en", help="default: %(default)s")
    show.add_argument("--json", action="store_true", help="print one JSON document")


def run(args: argparse.Namespace) -> int:
    from accessible_core.checklists import checklist
    from accessible_core.cli.output import print_json

    form = checklist(args.form)
    if args.json:
        print_json(form.as_dict(args.lang))
    else:
        for line in _lines(form, args.lang):
            print(line)
    return 0


def _lines(form: Any, language: str) -> list[str]:
    from accessible_core.messages import text

    lines = [f"{form.title(language)} ({form.form}): {len(form)}"]
    for kind, groups in form.zones.items():
        lines += ["", f"{text('labels', f'zone_{kind.value}', language)} [{kind.value}]"]
        for group in groups:
            if group.words[language]:
                lines.append(f"  {group.words[language]}")
            for subgroup in group.subgroups:
                if subgroup.words[language]:
                    lines.append(f"    {subgroup.words[language]}")
                lines += [f"    {q.key:>5}  {q.text(language)}" for q in subgroup.questions]
    return lines
