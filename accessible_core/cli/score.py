# SPDX-License-Identifier: MIT
"""``accessible-kz score``: a survey in, its scores and what they rest on out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Optional

NAME = "score"
HELP = "Score a survey by the national registry's rules, with what each score rests on."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="table (.csv .xlsx .gpkg ...) or records (.jsonl[.gz])"
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="OUT",
        help="result: .gpkg .geojson .csv .xlsx .jsonl",
    )
    parser.add_argument(
        "--scheme", default="registry-2024", help="rules to score by (default: %(default)s)"
    )
    parser.add_argument(
        "--mapping", metavar="FILE", help="TOML file of 'column of the file' = 'known name'"
    )
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import print_json, say, summarise, terminal_progress
    from accessible_core.findings import Findings
    from accessible_core.scoring.engine import score
    from accessible_core.scoring.rules import require_scheme
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    require_scheme(args.scheme)
    findings = Findings()
    survey = read_survey(
        args.survey,
        mapping=_mapping(args.mapping),
        findings=findings,
        progress=terminal_progress("Reading"),
    )
    survey = validate(survey, findings)
    scores = score(survey, args.scheme, progress=terminal_progress("Scoring"))
    _write(survey, scores, Path(args.output))
    document = summary(scores, len(survey), findings)
    scored = sum(document["scores"]["movement"].values())
    say(f"{len(survey)} records, {scored} scored as whole facilities: {args.output}")
    if args.json:
        print_json(document)
    elif scored:
        _print_table(document)
    else:
        say("No record answers all zones of a known form, so that none has an overall score.")
    if not args.json:
        summarise(findings)
    return 1 if findings.has_errors else 0


def _mapping(file: Optional[str]) -> Optional[dict[str, str]]:
    """Read a column mapping: a TOML file of ``"column of the file" = "known name"``."""
    from accessible_core.errors import InputError
    from accessible_core.files import existing_file
    from accessible_core.knowledge import load_toml

    if file is None:
        return None
    table = load_toml(existing_file(file, "column mapping"))
    wrong = [name for name, known in table.items() if not isinstance(known, str)]
    if wrong:
        raise InputError(f'{file}: {wrong[0]} must be given a column name, as in "Id" = "id".')
    return table


def summary(scores: Any, facilities: int, findings: Any) -> dict[str, Any]:
    from accessible_core.vocabulary import GROUPS, Score

    scored = scores.overall != Score.NOT_SCORED
    confirmed = (scores.confirmed & scored).sum(axis=0)
    return {
        "facilities": facilities,
        "scores": scores.counts(),
        "confirmed": {group.value: int(n) for group, n in zip(GROUPS, confirmed)},
        "findings": findings.counts(),
    }


def _write(survey: Any, scores: Any, path: Path) -> None:
    from accessible_core.files import replacing
    from accessible_core.scoring.columns import result_columns
    from accessible_core.scoring.records import score_records
    from accessible_core.survey.writers import write_survey

    if path.suffix.lower() != ".jsonl":
        write_survey(survey, path, results=result_columns(survey, scores))
        return
    with replacing(path) as temporary, open(temporary, "w", encoding="utf-8") as handle:
        handle.writelines(
            json.dumps(record, ensure_ascii=False) + "\n"
            for record in score_records(survey, scores)
        )


def _print_table(document: dict[str, Any]) -> None:
    from accessible_core.messages import text

    words = list(next(iter(document["scores"].values())))
    titles = [text("labels", f"score_{word}") for word in words] + [text("labels", "confirmed")]
    names = {group: text("labels", f"group_{group}") for group in document["scores"]}
    first = max(len(name) for name in names.values())
    print(" ".join([" " * first, *titles]))
    for group, counts in document["scores"].items():
        numbers = [*counts.values(), document["confirmed"][group]]
        cells = [f"{number:>{len(title)}}" for number, title in zip(numbers, titles)]
        print(" ".join([f"{names[group]:<{first}}", *cells]))
