# SPDX-License-Identifier: MIT
"""Surveys as GeoJSON (RFC 7946): WGS 84, longitude first, null geometry where unknown."""

from __future__ import annotations

import json
import re
from pathlib import Path

from accessible_core.survey.table import Survey
from accessible_core.survey.writers.typed import TypedColumn

#: Halves of letters, which no encoding has.
IMPOSSIBLE = re.compile(r"[\ud800-\udfff]")


def write(survey: Survey, columns: list[TypedColumn], path: Path) -> None:
    """Write one FeatureCollection, a feature a line; see `write_survey`."""
    shown = [column for column in columns if column.name not in ("lon", "lat")]
    names = [column.name for column in shown]
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for row in range(len(survey)):
            lon, lat = float(survey.lon[row]), float(survey.lat[row])
            located = lon == lon and lat == lat  # noqa: PLR0124 - false for NaN
            feature = {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]} if located else None,
                "properties": dict(zip(names, (column.cells[row] for column in shown))),
            }
            handle.write(separator + json.dumps(feature, ensure_ascii=False, allow_nan=False))
            separator = ",\n"
        handle.write("\n]}\n")
