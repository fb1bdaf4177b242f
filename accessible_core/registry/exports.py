# SPDX-License-Identifier: MIT
"""Writing a survey in the formats of others: what the command line and QGIS both call."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from accessible_core.errors import UsageError
from accessible_core.files import replacing
from accessible_core.findings import Findings
from accessible_core.registry.a11yjson import place_infos
from accessible_core.registry.people import without_codes_in_texts, without_people
from accessible_core.registry.requests import adding_requests
from accessible_core.scoring.columns import result_columns
from accessible_core.scoring.engine import score
from accessible_core.survey.personal.parting import without_personal
from accessible_core.survey.table import Survey
from accessible_core.survey.writers import write_survey


@dataclass(frozen=True)
class _Asked:
    """What is asked of a target besides the survey."""

    unreviewed: bool
    max_age_years: Optional[int]


def export(
    survey: Survey,
    target: str,
    path: str | os.PathLike[str],
    findings: Findings,
    *,
    unreviewed: bool = False,
    max_age_years: Optional[int] = None,
) -> int:
    """Write a survey for others; return how many facilities were written.

    Parameters
    ----------
    survey : Survey
        A validated survey.
    target : str
        One of `TARGETS`: ``a11yjson`` (one JSON array), ``registry`` (adding
        requests, one a line) or ``geojson`` (the survey with its scores).
    path : path
        File to write; replaced in one step.
    findings : Findings
        Gets what is held back, and why.
    unreviewed : bool
        Write drafts, returned and contradictory surveys too (not GeoJSON,
        which always holds all and says in what state).
    max_age_years : int, optional
        After how many years a survey is too old, as for `scoring.engine.score`.

    Raises
    ------
    UsageError
        There is no such target.
    OutputError
        The file cannot be written.
    """
    if target not in TARGETS:
        raise UsageError(f"There is no export named {target!r}; known: {', '.join(TARGETS)}.")
    survey = without_codes_in_texts(without_personal(survey, findings))
    asked = _Asked(unreviewed, max_age_years)
    return TARGETS[target](survey, Path(path), asked, findings)


def _a11yjson(survey: Survey, path: Path, asked: _Asked, findings: Findings) -> int:
    places = place_infos(
        survey,
        score(survey, max_age_years=asked.max_age_years),
        findings,
        unreviewed=asked.unreviewed,
    )
    return _write(path, places, "[\n", ",\n", "\n]\n")


def _registry(survey: Survey, path: Path, asked: _Asked, findings: Findings) -> int:
    requests = list(adding_requests(survey, findings, unreviewed=asked.unreviewed))
    return _write(path, requests, "", "\n", "\n" if requests else "")


def _geojson(survey: Survey, path: Path, asked: _Asked, findings: Findings) -> int:
    results = result_columns(survey, score(survey, max_age_years=asked.max_age_years))
    write_survey(
        without_people(survey, findings), path, results=results, kind=".geojson", findings=findings
    )
    return len(survey)


def _write(path: Path, documents: Iterable[Any], head: str, between: str, tail: str) -> int:
    texts = [json.dumps(document, ensure_ascii=False, allow_nan=False) for document in documents]
    with replacing(path) as temporary:
        # Not write_text: its `newline` is not known to Python 3.9.
        temporary.write_bytes((head + between.join(texts) + tail).encode("utf-8"))
    return len(texts)


#: Targets by name, in the order in which they are offered.
TARGETS: dict[str, Callable[[Survey, Path, _Asked, Findings], int]] = {
    "a11yjson": _a11yjson,
    "registry": _registry,
    "geojson": _geojson,
}
