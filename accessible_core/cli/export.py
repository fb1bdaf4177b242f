# SPDX-License-Identifier: MIT
"""``accessible-kz export``: surveys in the formats of others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, summarise, terminal_progress

if TYPE_CHECKING:
    from accessible_core.findings import Findings
    from accessible_core.survey.table import Survey

NAME = "export"
HELP = "Export a survey as A11yJSON, as requests to the national registry, or as GeoJSON."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "survey", metavar="SURVEY", help="survey table, registry records or OSM file"
    )
    parser.add_argument(
        "--to", choices=sorted(_TARGETS), required=True,
        help="a11yjson: one JSON array; registry: adding requests, one a line; "
        "geojson: the survey with its scores",
    )  # fmt: skip
    parser.add_argument("-o", dest="output", metavar="PATH", required=True, help="file to write")
    parser.add_argument(
        "--unreviewed", action="store_true",
        help="export drafts, returned and contradictory surveys too",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(args: argparse.Namespace) -> int:
    from accessible_core.findings import Findings
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    findings = Findings()
    survey = read_survey(args.survey, findings=findings, progress=terminal_progress("reading"))
    survey = validate(survey, findings)
    written = _TARGETS[args.to](survey, args.output, args.unreviewed, findings)
    summarise(findings)
    if args.json:
        print_json({"facilities": len(survey), "written": written, "findings": findings.counts()})
    return 1 if findings.has_errors else 0


def _a11yjson(survey: Survey, path: str, unreviewed: bool, findings: Findings) -> int:
    from accessible_core.registry.a11yjson import place_infos
    from accessible_core.scoring.engine import score

    places = place_infos(survey, score(survey), findings, unreviewed=unreviewed)
    return _write_lines(path, places, "[\n", ",\n", "\n]\n")


def _registry(survey: Survey, path: str, unreviewed: bool, findings: Findings) -> int:
    from accessible_core.registry.requests import adding_requests

    requests = list(adding_requests(survey, findings, unreviewed=unreviewed))
    return _write_lines(path, requests, "", "\n", "\n" if requests else "")


def _geojson(survey: Survey, path: str, unreviewed: bool, findings: Findings) -> int:  # noqa: ARG001 - all targets are called alike
    from accessible_core.errors import UsageError
    from accessible_core.registry.people import without_people
    from accessible_core.scoring.columns import result_columns
    from accessible_core.scoring.engine import score
    from accessible_core.survey.writers import write_survey

    if not path.lower().endswith(".geojson"):
        raise UsageError(f"{path}: give a GeoJSON file a name that ends in .geojson.")
    results = result_columns(survey, score(survey))
    write_survey(without_people(survey), path, results=results)
    return len(survey)


def _write_lines(path: str, documents: Iterable[Any], head: str, between: str, tail: str) -> int:
    from accessible_core.files import replacing

    texts = [json.dumps(document, ensure_ascii=False, allow_nan=False) for document in documents]
    with (
        replacing(path) as temporary,
        open(temporary, "w", encoding="utf-8", newline="\n") as handle,
    ):
        handle.write(head + between.join(texts) + tail)
    return len(texts)


_TARGETS: dict[str, Callable[[Survey, str, bool, Findings], int]] = {
    "a11yjson": _a11yjson,
    "geojson": _geojson,
    "registry": _registry,
}
