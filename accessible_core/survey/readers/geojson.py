# SPDX-License-Identifier: MIT
"""Surveys in GeoJSON: every feature is a row, or a finding says why it is none."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.errors import InputError, one_line
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.survey.geojson import FeatureFile
from accessible_core.survey.layers import crs_of, transformed
from accessible_core.survey.mapping import mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.points import representative_point
from accessible_core.survey.readers.header import named_columns
from accessible_core.survey.table import Survey

_SHOWN = 80
_NOWHERE = (math.nan, math.nan)


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,  # noqa: ARG001 - one signature for all readers
) -> Survey:
    """Read a survey from the features of a GeoJSON file; see `read_survey`."""
    rows = _Rows(findings)
    file = FeatureFile(path)
    for number, feature in enumerate(file, 1):
        rows.add(number, feature)
    if not rows.points:
        raise InputError(f"{path} holds neither rows nor columns: there is no survey in it.")
    fields = list(rows.fields)
    header = named_columns(fields, findings, path)
    for name in sorted(file.twice):
        findings.add("column_twice", field=f"{name}_2", value=name)
    columns: dict[str, Any] = {
        name: [row.get(field) for row in rows.cells] for name, field in zip(header, fields)
    }
    if not header:
        columns = {"id": [""] * len(rows.points)}
    lon, lat = np.array(rows.points, np.float64).T
    crs = None if file.epsg is None else crs_of(path, "EPSG", file.epsg, "")
    if crs is not None:
        lon, lat = transformed(path, crs, lon, lat, findings)
    chosen = mapping_for(header, path, mapping, findings)
    survey = mapped_survey(columns, chosen, lon=lon, lat=lat, source=path.name, findings=findings)
    rows.report(survey, findings)
    return survey


class _Rows:
    """The rows while they are gathered."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.fields: dict[str, None] = {}
        self.cells: list[dict[str, Any]] = []
        self.points: list[tuple[float, float]] = []
        #: Row -> the kind of shape that is no point, or what cannot be read.
        self._shapes: dict[int, str] = {}
        self._unreadable: dict[int, str] = {}

    def add(self, number: int, feature: Any) -> None:
        """Take one feature, or report that it is none."""
        properties = feature.get("properties") if isinstance(feature, dict) else 0
        if not isinstance(properties, (dict, type(None))):
            shown = one_line(json.dumps(feature, ensure_ascii=False), _SHOWN)
            self._findings.add("feature_not_understood", number, value=shown)
            return
        cells = {key: _cell(value) for key, value in (properties or {}).items()}
        if feature.get("id") is not None:
            cells.setdefault("id", _cell(feature["id"]))
        self.fields.update(dict.fromkeys(cells))
        self.cells.append(cells)
        self.points.append(self._point(feature.get("geometry")))

    def _point(self, geometry: Any) -> tuple[float, float]:
        if geometry is None:
            return _NOWHERE
        row = len(self.cells) - 1
        try:
            kind = geometry["type"]
            if kind == "Point":
                # An empty point lies nowhere, and says so.
                point = tuple(map(_degree, geometry["coordinates"][:2])) or _NOWHERE
                lon, lat = point
            else:
                lon, lat = representative_point(geometry) or _NOWHERE
                self._shapes[row] = one_line(kind, _SHOWN)
            if math.isinf(lon) or math.isinf(lat):
                raise ValueError(geometry)  # noqa: TRY301 - unreadable like all below
        except (TypeError, ValueError, LookupError, OverflowError, RecursionError):
            self._shapes.pop(row, None)
            shown = one_line(json.dumps(geometry, ensure_ascii=False), _SHOWN)
            self._unreadable[row] = shown
            return _NOWHERE
        if math.isnan(lon):
            self._shapes.pop(row, None)
        return lon, lat

    def report(self, survey: Survey, findings: Findings) -> None:
        """Report shapes, by the ids that the survey has given."""
        kept = len(survey) == len(self.points)  # a mapping may take rows for no records
        for code, found in (
            ("geometry_not_point", self._shapes),
            ("position_unreadable", self._unreadable),
        ):
            for row, value in found.items():
                record = survey.ids[row] if kept else f"row-{row + 1}"
                findings.add(code, record, "geometry", value)


def _degree(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(value)
    return float(value)


def _cell(value: Any) -> Any:
    """Return a value as a cell; lists and objects as the JSON that they are."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
