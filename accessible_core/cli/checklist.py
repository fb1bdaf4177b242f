# SPDX-License-Identifier: MIT
"""``accessible-kz checklist``: what a form asks, in words or as JSON."""

from __future__ import annotations

import argparse
from typing import Any

from accessible_core.cli.survey_input import add_survey_options, checked_survey

NAME = "checklist"
HELP = "Show what a form asks, make it a form for the field, or grow a survey."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from accessible_core.vocabulary import LANGUAGES

    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="print the questions of a form")
    show.add_argument("form", metavar="FORM", help="small, middle, full, or a form of your own")
    show.add_argument("--lang", choices=LANGUAGES, default="en", help="default: %(default)s")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(act=_show)
    grow = actions.add_parser("grow", help="turn a survey of a shorter form into a longer one")
    grow.add_argument("survey", metavar="SURVEY", help="survey table or registry records")
    grow.add_argument("--to", required=True, metavar="FORM", help="the longer form")
    grow.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="result: .gpkg .geojson .csv .xlsx"
    )
    add_survey_options(grow)
    grow.add_argument("--json", action="store_true", help="print what did not carry as JSON")
    grow.set_defaults(act=_grow)
    phone = actions.add_parser("xlsform", help="make a form for ODK Collect or KoboToolbox")
    phone.add_argument("form", metavar="FORM", help="small, middle, full, or a form of your own")
    phone.add_argument("-o", "--output", required=True, metavar="OUT", help="result: .xlsx")
    phone.add_argument(
        "--facilities", metavar="SURVEY", dest="survey",
        help="survey whose facilities can be chosen in the form; answers come back by their ids",
    )  # fmt: skip
    phone.add_argument(
        "--by", metavar="COLUMN", default="",
        help="column that divides a long list of facilities (default: district, else kato)",
    )  # fmt: skip
    phone.add_argument("--volunteer", metavar="CODE", default="", help="who will fill it in")
    add_survey_options(phone)
    phone.set_defaults(act=_xlsform)
    paper = actions.add_parser("paper", help="make a form to be printed and filled in by hand")
    paper.add_argument("form", metavar="FORM", help="small, middle, full, or a form of your own")
    paper.add_argument("-o", "--output", required=True, metavar="OUT", help="result: .pdf .html")
    paper.add_argument("--lang", choices=LANGUAGES, default="kk", help="default: %(default)s")
    paper.add_argument("--large", action="store_true", help="large print, 18 pt")
    paper.set_defaults(act=_paper)
    table = actions.add_parser("table", help="make an empty table to type forms on paper into")
    table.add_argument("form", metavar="FORM", help="small, middle, full, or a form of your own")
    table.add_argument("-o", "--output", metavar="OUT", required=True, help="result: .xlsx .csv")
    table.add_argument("--lang", choices=LANGUAGES, default="kk", help="default: %(default)s")
    table.set_defaults(act=_table)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code


def _show(args: argparse.Namespace) -> int:
    from accessible_core.checklists import checklist
    from accessible_core.cli.output import print_json

    form = checklist(args.form)
    if args.json:
        print_json({**form.as_dict(args.lang), "beside": _devices(form, args.lang)})
    else:
        for line in _lines(form, args.lang):
            print(line)
    return 0


def _xlsform(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import say, summarise
    from accessible_core.errors import UsageError
    from accessible_core.fieldwork import known_places, write_xlsform
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings

    findings = Findings()
    known = None
    if args.survey:
        keep_inputs(args.output, args.survey, args.mapping)
        known = known_places(checked_survey(args, findings), args.by)
    elif args.by:
        raise UsageError("--by divides the list of --facilities: name that survey, too.")
    made = write_xlsform(args.form, args.output, known, volunteer=args.volunteer)
    say(f"Form {made.settings['form_id']}, version {made.settings['version']}: {args.output}")
    if known is not None:
        say(f"{len(known.places)} facilities to choose from, {len(known.districts)} districts.")
    summarise(findings)
    return 0


def _paper(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import say
    from accessible_core.fieldwork import write_paper

    write_paper(args.form, args.output, args.lang, large=args.large)
    say(f"Form {args.form} on paper ({args.lang}): {args.output}")
    return 0


def _table(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import say
    from accessible_core.fieldwork.entry_tables import write_entry_table

    count = write_entry_table(args.form, args.output, args.lang)
    say(f"{count} columns of the form {args.form}, one row a facility: {args.output}")
    return 0


def _grow(args: argparse.Namespace) -> int:
    from accessible_core.checklists import checklist
    from accessible_core.cli.output import print_json, say
    from accessible_core.files import keep_inputs
    from accessible_core.findings import Findings
    from accessible_core.survey.growing import grow
    from accessible_core.survey.writers import write_survey

    checklist(args.to)
    keep_inputs(args.output, args.survey, args.mapping)
    findings = Findings()
    survey = checked_survey(args, findings)
    grown, lost = grow(survey, args.to)
    write_survey(grown, args.output)
    count = int((grown.form != survey.form).sum())
    say(f"{len(grown)} records, {count} grown into the form '{args.to}': {args.output}")
    if args.json:
        print_json(
            {
                "facilities": len(grown),
                "grown": count,
                "not_carried": [finding.as_dict() for finding in lost],
                "findings": findings.counts(),
            }
        )
    else:
        for code, number in lost.counts().items():
            first = next(finding for finding in lost if finding.code == code)
            say(f"  {number} x {code}, such as {first.record} {first.field}: {first.hint()}")
        if len(lost):
            say("  --json lists them all.")
    findings.extend(lost)
    return 1 if findings.has_errors else 0


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
                for question in subgroup.questions:
                    lines.append(f"    {question.key:>5}  {question.text(language)}")
                    if question.help(language):
                        lines.append(f"           {question.help(language)}")
    return lines + _beside(form, language)


def _beside(form: Any, language: str) -> list[str]:
    """Return what is asked beside the form: whether its devices work."""
    from accessible_core.messages import text

    lines = []
    for device in _devices(form, language):
        lines.append(f"    {device['text']} [{', '.join(device['columns'])}]")
        lines.append(f"           {device['help']}")
    return ["", text("labels", "asked_beside", language), *lines] if lines else []


def _devices(form: Any, language: str) -> list[dict[str, Any]]:
    """Return the devices that a form names, with the columns that say whether they work."""
    from accessible_core.checklists.devices import devices
    from accessible_core.vocabulary import ENTRANCES, Zone, ZoneKind

    found = []
    for device in devices():
        if any(key in form.keys(device.kind) for key in device.keys):
            entrance = device.kind is ZoneKind.ENTRANCE
            zone = ENTRANCES[0] if entrance else Zone(device.kind.value)
            found.append(
                {
                    "zone": device.kind.value,
                    "columns": list(device.columns(zone)),
                    "keys": [key for key in device.keys if key in form.keys(device.kind)],
                    "text": device.text(language),
                    "help": device.help(language),
                }
            )
    return found
