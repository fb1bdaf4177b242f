# SPDX-License-Identifier: MIT
"""Whether facilities and their doors stand where they can stand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.geo import distance
from accessible_core.knowledge import load_toml
from accessible_core.survey.inside import inside
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import BoolArray, ObjectArray, Survey
from accessible_core.vocabulary import ENTRANCES

Float = NDArray[np.float64]

#: A door further than this from its facility's point (m) is taken for a typing error:
#: even of a hospital or a station the point stands on the building or its ground.
DOOR_LIMIT_M = 200.0
_MAX_LON, _MAX_LAT = 180.0, 90.0


def in_kazakhstan(lon: Float, lat: Float) -> BoolArray:
    """Tell which points (degrees) lie within the coarse outline of the country."""
    return inside(lon, lat, [_outline()])


@lru_cache(maxsize=None)
def _outline() -> Float:
    vertices = load_toml(Path(__file__).parent / "kazakhstan.toml")["outline"]
    return np.asarray(vertices, np.float64)


def checked_positions(survey: Survey, findings: Findings) -> tuple[Float, Float]:
    """Return the positions; those that mean no place on earth become NaN."""
    lon, lat, ids = survey.lon, survey.lat, survey.ids
    missing = np.isnan(lon) | np.isnan(lat)
    impossible = (np.abs(lon) > _MAX_LON) | (np.abs(lat) > _MAX_LAT)
    zero = (lon == 0.0) & (lat == 0.0)
    outside = ~missing & ~impossible & ~zero & ~in_kazakhstan(lon, lat)
    swapped = outside & in_kazakhstan(lat, lon)
    written = _written(lon, lat, outside | impossible)
    if len(survey) > 1 and missing.all():
        # One word about all of them: the columns are missing, not single cells.
        findings.add("positions_none", field="lon, lat", value=len(survey))
        return lon, lat
    for code, rows, cells in (
        ("position_missing", missing, None),
        ("position_impossible", impossible, written),
        ("position_zero", zero, None),
        ("position_swapped", swapped, written),
        ("position_outside_kz", outside & ~swapped, written),
    ):
        cell_findings(findings, code, np.flatnonzero(rows), ids, "lon, lat", cells)
    unusable = impossible | zero
    return np.where(unusable, np.nan, lon), np.where(unusable, np.nan, lat)


def checked_doors(survey: Survey, lon: Float, lat: Float, findings: Findings) -> Float:
    """Return the door positions; those that mean no place on earth become NaN."""
    doors = survey.doors.copy()
    for position, zone in enumerate(ENTRANCES):
        x, y = doors[:, position, 0], doors[:, position, 1]
        bad = (np.abs(x) > _MAX_LON) | (np.abs(y) > _MAX_LAT) | ((x == 0.0) & (y == 0.0))
        cells = _written(x, y, bad)
        cell_findings(
            findings, "door_unreadable", np.flatnonzero(bad), survey.ids, zone.value, cells
        )
        doors[bad, position] = np.nan
        away = distance(lon, lat, doors[:, position, 0], doors[:, position, 1])
        far = np.flatnonzero(away > DOOR_LIMIT_M)
        cell_findings(
            findings, "door_far", far, survey.ids, zone.value, np.round(np.nan_to_num(away))
        )
    return doors


def _written(lon: Float, lat: Float, rows: BoolArray) -> ObjectArray:
    texts = np.full(len(lon), "", dtype=object)
    for row in np.flatnonzero(rows):
        texts[row] = f"{lon[row]:.6g}, {lat[row]:.6g}"
    return texts
