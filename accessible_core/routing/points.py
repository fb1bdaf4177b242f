# SPDX-License-Identifier: MIT
"""Reading the points that a matrix runs from and to."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.survey.readers import read_survey

#: Beginnings of the codes of findings that mean something of points; what surveys ask
#: for besides (forms, answers, columns) has no business here.
OF_POINTS = ("id", "csv_", "row_", "sheet_", "layer_", "crs_", "geometry_", "position_", "osm_")


@dataclass(frozen=True)
class Points:
    """Points with one id each.

    Attributes
    ----------
    ids : tuple of str
    place : float64 (K, 2)
        Longitude and latitude in degrees, WGS 84; NaN where there is no position.
    """

    ids: tuple[str, ...]
    place: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.ids)


def read_points(
    source: str | os.PathLike[str],
    what: str,
    findings: Findings,
    progress: Progress | None = None,
) -> Points:
    """Read points from any file that a survey is read from: a survey is a file of points.

    Parameters
    ----------
    source : path
        ``.csv .tsv .xlsx`` with the columns ``lon`` and ``lat``, ``.gpkg .geojson .shp``
        in any coordinate system, and the other kinds of `read_survey`. The column ``id``
        names the points; without it, or where it is empty, a point is called ``row-``
        and its row from 1, and an id that occurs again gets ``-2``, as in surveys.
    what : str
        What the points are, for findings: ``origins`` or ``destinations``.
    findings : Findings
        Takes ``point_without_position`` and what was wrong with the file.
    progress : callable, optional

    Raises
    ------
    InputError
        The file cannot be read, or no point in it has a position.
    """
    heard = Findings()
    survey = read_survey(
        existing_file(source, f"file of {what}"), findings=heard, progress=progress
    )
    findings.extend(found for found in heard if found.code.startswith(OF_POINTS))
    place = np.column_stack((survey.lon, survey.lat)).astype(np.float64)
    missing = np.isnan(place).any(axis=1)
    if missing.all():
        found = f"none of its {len(place)} rows has a position" if len(place) else "it has no rows"
        raise InputError(
            f"{source} holds no points ({found}): give lon and lat in degrees, or point geometries."
        )
    place[missing] = np.nan
    ids = tuple(str(name) for name in survey.ids)
    for row in np.flatnonzero(missing):
        findings.add("point_without_position", ids[row], what)
    return Points(ids, place)
