# SPDX-License-Identifier: MIT
"""Surveys for geopandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.extras import require
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.writers.typed import typed_columns

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


def to_geodataframe(
    survey: Survey, results: Mapping[str, NDArray[Any]] | None = None
) -> GeoDataFrame:
    """Return a survey as a table with points (WGS 84), none where there is no position.

    Parameters
    ----------
    survey : Survey
    results : mapping of str to array (n,), optional
        Further columns, such as `scoring.columns.result_columns`.

    Raises
    ------
    MissingExtraError
        geopandas is not installed.
    """
    geopandas = require("geopandas")
    columns = typed_columns({**survey_columns(survey), **(results or {})})
    points = geopandas.points_from_xy(survey.lon, survey.lat)
    points[np.isnan(survey.lon) | np.isnan(survey.lat)] = None
    table = {column.name: column.cells for column in columns if column.name not in ("lon", "lat")}
    frame: GeoDataFrame = geopandas.GeoDataFrame(table, geometry=points, crs="EPSG:4326")
    return frame
