# SPDX-License-Identifier: MIT
"""Writing surveys, with or without results, as tables; the ending tells the kind.

Written files are read again without loss: `read_survey` gives the same survey
(result columns are left out then, since they would be computed anew).
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.writers.typed import TypedColumn, typed_columns, writable

#: Ending -> module beside this one whose ``write`` writes it.
_WRITERS: dict[str, str] = {
    ".gpkg": "geopackage",
    ".geojson": "geojson",
    ".csv": "csv_table",
    ".xlsx": "xlsx_table",
}


def write_survey(
    survey: Survey,
    path: str | os.PathLike[str],
    *,
    results: Mapping[str, NDArray[Any]] | None = None,
    kind: str | None = None,
    findings: Findings | None = None,
) -> None:
    """Write a survey as a table, one row a facility.

    Parameters
    ----------
    survey : Survey
    path : path
        ``.gpkg`` (layer ``facilities``), ``.geojson`` (RFC 7946), ``.csv`` (UTF-8
        with byte order mark, commas) or ``.xlsx``. In the first two the
        position is the geometry, null where there is none; in the others it
        is in the columns ``lon`` and ``lat``.
    results : mapping of str to array (n,), optional
        Further columns, such as `scoring.columns.result_columns`; None or NaN
        where a row has no value.
    kind : str, optional
        The ending whose format is written whatever the file is called.
    findings : Findings, optional
        Told which texts the format cannot hold as they are: ``text_cut``, ``text_signs_replaced``.

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written; whatever was
        there before stays.
    """
    target = Path(path)
    module = _module(target, kind)
    columns = survey_columns(survey)
    columns.update(results or {})
    home = import_module(f"accessible_core.survey.writers.{module}")
    longest: int | None = getattr(home, "LONGEST", None)
    typed = [
        writable(column, survey.ids, home.IMPOSSIBLE, longest, findings)
        for column in typed_columns(columns)
    ]
    with replacing(target) as temporary:
        home.write(survey, _apart(typed), temporary)


def _apart(columns: list[TypedColumn]) -> list[TypedColumn]:
    """Return columns with names that differ; signs that were replaced may have told them apart."""
    taken: set[str] = set()
    found = []
    for column in columns:
        name, number = column.name, 1
        while name in taken:
            number += 1
            name = f"{column.name} ({number})"
        taken.add(name)
        found.append(dataclasses.replace(column, name=name))
    return found


def check_written(path: str | os.PathLike[str]) -> None:
    """Refuse a file of a kind that surveys are not written as, before any work is done.

    Raises
    ------
    OutputError
        The ending is not known.
    """
    _module(Path(path), None)


def _module(target: Path, kind: str | None) -> str:
    module = _WRITERS.get(kind or target.suffix.lower())
    if module is None:
        raise OutputError(
            f"{target} is of no kind that can be written; known endings: {' '.join(_WRITERS)}."
        )
    return module


__all__ = ["TypedColumn", "check_written", "write_survey"]
