# SPDX-License-Identifier: MIT
"""``accessible-kz survey``: work on survey tables that changes no answer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, summarise, terminal_progress
from accessible_core.cli.survey_compare import add_compare

if TYPE_CHECKING:
    from accessible_core.addresses.locating import Located

NAME = "survey"
HELP = "Find positions of facilities by their addresses, or compare two files of one source."

#: What is counted, in the order in which it is said.
_SHOWN = ("had_position", "by_address", "confirmed", "to_confirm", "not_found")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    text = (
        "Give facilities without a position that of their address, by address points, buildings "
        "or OpenStreetMap; what is not certain goes to a work list for a person."
    )
    locate = actions.add_parser("locate", help="find positions by address", description=text)
    locate.add_argument("survey", metavar="SURVEY", help="survey table or registry records")
    locate.add_argument(
        "--addresses", required=True, metavar="FILE",
        help="address points or buildings (.gpkg .geojson .shp .csv .xlsx) or .osm .osm.pbf",
    )  # fmt: skip
    locate.add_argument(
        "-o", "--output", required=True, metavar="OUT",
        help="the survey with positions: .gpkg .geojson .csv .xlsx",
    )  # fmt: skip
    locate.add_argument(
        "--worklist", required=True, metavar="W", help="what a person has to confirm: .csv .xlsx"
    )
    locate.add_argument(
        "--confirmed", metavar="W", help="an earlier work list with its column accept filled in"
    )
    locate.add_argument(
        "--renamed", metavar="FILE", help="table of renamed streets with the columns old;new"
    )
    locate.add_argument(
        "--settlement", metavar="TOWN", default="",
        help="where rows and addresses lie that name no town",
    )  # fmt: skip
    locate.add_argument(
        "--field", action="append", default=[], metavar="KIND=COLUMN",
        help="column of the file of addresses: street=..., house=..., place=..., settlement=..., "
        "district=..., address=..., lon=..., lat=... (may be repeated)",
    )  # fmt: skip
    for kind in ("address", "settlement", "district"):
        locate.add_argument(
            f"--{kind}-column", metavar="COLUMN", help=f"column of the survey that holds the {kind}"
        )
    locate.add_argument(
        "--mapping", metavar="FILE", help="TOML file that says which column of the table is which"
    )
    locate.add_argument(
        "--lang", choices=("kk", "ru", "en"), default="en", help="language of work list and remarks"
    )
    locate.add_argument("--json", action="store_true", help="print one JSON document")
    locate.set_defaults(act=_locate)
    add_compare(actions)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code


def _fields(given: list[str]) -> dict[str, str]:
    from accessible_core.errors import UsageError

    fields = {}
    for text in given:
        kind, sign, name = text.partition("=")
        if not sign or not name:
            raise UsageError(f"--field {text}: write KIND=COLUMN, such as street=UL_NAME.")
        fields[kind.strip()] = name.strip()
    return fields


def _locate(args: argparse.Namespace) -> int:
    from accessible_core.addresses.locating import address_column, columns_used, locate
    from accessible_core.addresses.sources import read_addresses, read_renamings
    from accessible_core.addresses.worklist import (
        check_worklist_name,
        read_worklist,
        write_worklist,
    )
    from accessible_core.findings import Findings
    from accessible_core.survey.writers import check_written, write_survey

    fields = _fields(args.field)
    _check_files(args, check_written, check_worklist_name)
    findings = Findings()
    survey = _placed_survey(args, findings)
    columns = {
        kind: name
        for kind in ("address", "settlement", "district")
        if (name := getattr(args, f"{kind}_column")) is not None
    }
    addresses = address_column(survey, columns)
    used = set(columns_used(survey, columns).values())
    unread = [f for f in findings if not (f.code == "column_unknown" and f.field in used)]
    findings = Findings(unread)
    book = read_addresses(
        args.addresses, fields=fields, findings=findings, progress=terminal_progress("Addresses")
    )
    if args.renamed:
        read_renamings(args.renamed, book, findings)
    confirmed = read_worklist(args.confirmed, survey, addresses, findings) if args.confirmed else {}
    located = locate(
        survey, book, town=args.settlement, columns=columns, confirmed=confirmed,
        language=args.lang, findings=findings, progress=terminal_progress("Matching"),
    )  # fmt: skip
    write_survey(located.survey, args.output)
    write_worklist(located, addresses, args.worklist, language=args.lang)
    _show(args, located, findings)
    return 1 if findings.has_errors else 0


def _check_files(args: argparse.Namespace, *checks: Any) -> None:
    """Refuse results of unknown kinds and over inputs, before anything is read."""
    import os
    from pathlib import Path

    from accessible_core.errors import OutputError, UsageError
    from accessible_core.files import keep_inputs

    check_output, check_worklist = checks
    check_output(args.output)
    check_worklist(args.worklist)
    inputs = (args.survey, args.addresses, args.mapping, args.renamed, args.confirmed)
    for target in (args.output, args.worklist):
        keep_inputs(target, *inputs)
        if not os.access(Path(target).resolve().parent, os.W_OK):
            # Both results are written at the end: neither, if one of them cannot be.
            raise OutputError(f"{target} cannot be written: there is no folder to write it in.")
    if os.path.realpath(args.output) == os.path.realpath(args.worklist):
        raise UsageError("-o and --worklist are one file: give them two names.")


def _placed_survey(args: argparse.Namespace, findings: Any) -> Any:
    """Read the survey; positions that mean no place on earth count as missing."""
    from dataclasses import replace

    from accessible_core.findings import Findings
    from accessible_core.survey.positions import checked_positions
    from accessible_core.survey.readers import read_survey

    survey = read_survey(
        args.survey, mapping=args.mapping, findings=findings, progress=terminal_progress("Reading")
    )
    checked = Findings()
    lon, lat = checked_positions(survey, checked)
    # That a position is missing is what this command is about.
    findings.extend(f for f in checked if f.code not in ("position_missing", "positions_none"))
    return replace(survey, lon=lon, lat=lat)


def _show(args: argparse.Namespace, located: Located, findings: Any) -> None:
    from accessible_core.messages import text

    document = {**located.counts(), "findings": findings.counts()}
    if args.json:
        print_json(document)
        return
    print(
        text("addresses", "count_records", args.lang, value=document["records"], file=args.output)
    )
    for name in _SHOWN:
        print(f"  {document[name]:6} {text('addresses', f'count_{name}', args.lang)}")
    if document["to_confirm"] + document["not_found"]:
        print(text("addresses", "what_to_do", args.lang, file=args.worklist))
    said = [finding for finding in findings if finding.code not in _COUNTED]
    summarise(type(findings)(said), language=args.lang, rest="--json counts all")


#: Findings about single rows that the counts and the work list say already.
_COUNTED = ("position_by_address", "position_by_person", "address_to_confirm", "address_not_found")
