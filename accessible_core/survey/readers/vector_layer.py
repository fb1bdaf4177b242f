# SPDX-License-Identifier: MIT
"""Surveys in Shapefiles, and in GeoPackages that are no plain table, through fiona.

Only the driver that the ending names is let near the file: GDAL would otherwise
open whatever it recognises, such as a VRT that points elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.layers import cells_of_record, crs_of_layer, opened, transformed
from accessible_core.survey.mapping import mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.points import representative_point
from accessible_core.survey.readers.header import named_columns
from accessible_core.survey.table import Survey

#: Layer that our own GeoPackages hold; the first one is read where there is none.
LAYER = "facilities"
_REPORT_EVERY = 1000


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,
) -> Survey:
    """Read a survey from a layer of points; see `read_survey`."""
    with opened(path, LAYER, "survey", findings) as layer:
        fields = list(layer.schema["properties"])
        header = named_columns(fields, findings, path)
        rows: list[list[Any]] = []
        geometries: list[Any] = []
        for cells, geometry in _records(layer, fields, progress):
            rows.append(cells)
            geometries.append(geometry)
        crs = crs_of_layer(path, layer)
    if not rows and not header:
        raise InputError(f"{path} holds neither rows nor columns: there is no survey in it.")
    columns: dict[str, Any] = dict(zip(header, zip(*rows))) if rows else dict.fromkeys(header, ())
    if not header:
        columns = {"id": [""] * len(rows)}
    lon, lat, shapes = _points(geometries)
    lon, lat = transformed(path, crs, lon, lat, findings)
    chosen = mapping_for(header, path, mapping, findings)
    survey = mapped_survey(columns, chosen, lon=lon, lat=lat, source=path.name, findings=findings)
    kept = len(survey) == len(rows)  # a mapping may take rows for no records
    for row, shape in shapes.items():
        record = survey.ids[row] if kept else f"row-{row + 1}"
        findings.add("geometry_not_point", record, "geometry", shape)
    return survey


def _records(
    layer: Any, fields: list[str], progress: Progress | None
) -> Iterator[tuple[list[Any], Any]]:
    total = max(len(layer), 1)
    for number, record in enumerate(layer):
        if number % _REPORT_EVERY == 0:
            report(progress, number / total * 0.9)
        yield cells_of_record(record, fields), record["geometry"]


def _points(
    geometries: list[Any],
) -> tuple[NDArray[np.float64], NDArray[np.float64], dict[int, str]]:
    """Return a point for each geometry and the kinds of those that are no points."""
    lon = np.full(len(geometries), np.nan)
    lat = np.full(len(geometries), np.nan)
    shapes: dict[int, str] = {}
    for row, geometry in enumerate(geometries):
        if geometry is None:
            continue
        if geometry["type"] == "Point":
            coordinates = geometry["coordinates"]
            if len(coordinates) > 1:
                lon[row], lat[row] = coordinates[:2]
            continue
        point = representative_point(geometry)
        if point is not None:
            lon[row], lat[row] = point
            shapes[row] = str(geometry["type"])
    return lon, lat, shapes
