# SPDX-License-Identifier: MIT
"""``accessible-kz score``: a survey in, its scores and what they rest on out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Optional

from accessible_core.cli.survey_input import add_survey_options, checked_survey
from accessible_core.files import keep_inputs

NAME = "score"
HELP = "Score a survey by the national registry's rules, or judge it by a norm (--scheme norm)."


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
        "--edition",
        metavar="NAME",
        help="with --scheme norm: judge all by this edition; by default the building date chooses",
    )
    add_survey_options(parser)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(args: argparse.Namespace) -> int:
    from accessible_core.cli.output import counted, print_json, say, summarise, terminal_progress
    from accessible_core.findings import Findings
    from accessible_core.scoring.engine import score
    from accessible_core.scoring.norm import NORM

    _check_scheme(args.scheme, args.edition)
    keep_inputs(args.output, args.survey, args.mapping)
    findings = Findings()
    survey = checked_survey(args, findings)
    if args.scheme == NORM:
        return _judge(survey, args, findings)
    scores = score(survey, args.scheme, progress=terminal_progress("Scoring"))
    _write(survey, scores, Path(args.output), findings)
    document = summary(scores, len(survey), findings)
    scored = sum(document["scores"]["movement"].values())
    say(f"{counted(len(survey), 'record')}, {scored} scored as whole facilities: {args.output}")
    if args.json:
        print_json(document)
    elif scored:
        _print_table(document)
    else:
        say("No record answers all zones of a known form, so that none has an overall score.")
    if not args.json:
        summarise(findings)
    return 1 if findings.has_errors else 0


def _check_scheme(scheme: str, named: Optional[str]) -> None:
    """Refuse unknown schemes and editions before anything is read."""
    from accessible_core.errors import UsageError
    from accessible_core.scoring.norm import NORM, edition
    from accessible_core.scoring.rules import schemes

    if scheme not in (*schemes(), NORM):
        known = ", ".join((*schemes(), NORM))
        raise UsageError(f"There is no scheme '{scheme}': known are {known}.")
    if named is not None:
        if scheme != NORM:
            raise UsageError("--edition goes with --scheme norm only.")
        edition(named)


def _judge(survey: Any, args: argparse.Namespace, findings: Any) -> int:
    """Judge by a norm instead of scoring, and write what came out."""
    from accessible_core.cli.output import counted, print_json, say, summarise
    from accessible_core.scoring.norm import judge
    from accessible_core.scoring.norm.columns import norm_columns, norm_records
    from accessible_core.survey.writers import write_survey

    verdicts = judge(survey, args.edition)
    path = Path(args.output)
    if path.suffix.lower() == ".jsonl":
        _write_lines(path, norm_records(survey, verdicts))
    else:
        write_survey(survey, path, results=norm_columns(survey, verdicts), findings=findings)
    judged = sum(verdicts.counts()["movement"].values())
    document = {
        "facilities": len(survey),
        "scheme": args.scheme,
        "norm": verdicts.counts(),
        "editions": verdicts.edition_counts(),
        "findings": findings.counts(),
    }
    say(f"{counted(len(survey), 'record')}, {judged} judged by what was measured: {args.output}")
    if args.json:
        print_json(document)
    else:
        _print_counts(document["norm"], "norm")
        say("Editions: " + ", ".join(f"{name} {n}" for name, n in document["editions"].items()))
        summarise(findings)
    return 1 if findings.has_errors else 0


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


def _write(survey: Any, scores: Any, path: Path, findings: Any) -> None:
    from accessible_core.scoring.columns import result_columns
    from accessible_core.scoring.records import score_records
    from accessible_core.survey.writers import write_survey

    if path.suffix.lower() != ".jsonl":
        write_survey(survey, path, results=result_columns(survey, scores), findings=findings)
        return
    _write_lines(path, score_records(survey, scores))


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    from accessible_core.files import replacing

    with replacing(path) as temporary, open(temporary, "w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _print_table(document: dict[str, Any]) -> None:
    _print_counts(document["scores"], "score", document["confirmed"])


def _print_counts(
    counts: dict[str, dict[str, int]], kind: str, confirmed: Optional[dict[str, int]] = None
) -> None:
    """Print one line a group: how many facilities have which verdict."""
    from accessible_core.messages import text

    words = list(next(iter(counts.values())))
    titles = [text("labels", f"{kind}_{word}") for word in words]
    titles += [] if confirmed is None else [text("labels", "confirmed")]
    names = {group: text("labels", f"group_{group}") for group in counts}
    first = max(len(name) for name in names.values())
    print(" ".join([" " * first, *titles]))
    for group, mine in counts.items():
        numbers = [*mine.values(), *([] if confirmed is None else [confirmed[group]])]
        cells = [f"{number:>{len(title)}}" for number, title in zip(numbers, titles)]
        print(" ".join([f"{names[group]:<{first}}", *cells]))
