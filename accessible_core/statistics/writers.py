# SPDX-License-Identifier: MIT
"""Statistics as files: a long table (CSV), or the areas as polygons with their numbers."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.statistics.by_area import AreaStatistics
from accessible_core.statistics.counting import COUNTS
from accessible_core.survey.cells import neutralised
from accessible_core.survey.layers import geopackage_written
from accessible_core.vocabulary import GROUPS

LAYER = "statistics"
_ENDINGS = (".csv", ".geojson", ".gpkg")


def write_statistics(statistics: AreaStatistics, path: str | os.PathLike[str]) -> None:
    """Write statistics by area.

    Parameters
    ----------
    statistics : AreaStatistics
    path : path
        ``.csv``: a row for each area and group, UTF-8 with byte order mark as
        survey tables have it. ``.geojson`` or ``.gpkg``: a polygon for each
        area, with ``<group>_<count>`` columns; what lies outside all areas or
        has no position has no geometry.

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written.
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in _ENDINGS:
        raise OutputError(
            f"{target} is of no kind that statistics can be written as; known endings: "
            f"{' '.join(_ENDINGS)}."
        )
    write = {".csv": _write_csv, ".geojson": _write_geojson, ".gpkg": _write_geopackage}[ending]
    with replacing(target) as temporary:
        write(statistics, temporary)


def _write_csv(statistics: AreaStatistics, path: Path) -> None:
    names = list(statistics.row(0, GROUPS[0]))
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(names)
        for row in statistics.rows():
            cells = (row[name] for name in names)
            writer.writerow(neutralised(c) if isinstance(c, str) else c for c in cells)


def _features(statistics: AreaStatistics) -> Iterator[dict[str, Any]]:
    totals = statistics.facilities()
    surveyed = totals - statistics.counts[:, 0, COUNTS.index("not_surveyed")]
    areas = statistics.areas
    for place in statistics.places():
        ident, name = statistics.names(place)
        properties: dict[str, Any] = {
            "area_id": ident,
            "area_name": name,
            "facilities": int(totals[place]),
            "surveyed": int(surveyed[place]),
        }
        for group, cells in zip(GROUPS, statistics.counts[place].tolist()):
            properties.update((f"{group.value}_{n}", cell) for n, cell in zip(COUNTS, cells))
        geometry = None
        if place < len(areas) and areas.polygons[place]:
            geometry = {
                "type": "MultiPolygon",
                "coordinates": [
                    [_ring(ring, number == 0) for number, ring in enumerate(polygon)]
                    for polygon in areas.polygons[place]
                ],
            }
        yield {"type": "Feature", "geometry": geometry, "properties": properties}


def _ring(ring: NDArray[np.float64], outer: bool) -> list[list[float]]:
    """Return a closed ring in the direction of RFC 7946: outer ones against the clock."""
    closed = ring if (ring[0] == ring[-1]).all() else np.concatenate([ring, ring[:1]])
    x, y = closed.T
    against_clock = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) > 0
    vertices: list[list[float]] = (closed if against_clock == outer else closed[::-1]).tolist()
    return vertices


def _write_geojson(statistics: AreaStatistics, path: Path) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        document = {"type": "FeatureCollection", "features": list(_features(statistics))}
        json.dump(document, handle, ensure_ascii=False, allow_nan=False)


def _write_geopackage(statistics: AreaStatistics, path: Path) -> None:
    features = list(_features(statistics))
    kinds = {str: "str", int: "int64"}
    schema = {
        "geometry": "MultiPolygon",
        "properties": {name: kinds[type(cell)] for name, cell in features[0]["properties"].items()},
    }
    with geopackage_written(path, LAYER, schema) as layer:
        layer.writerecords(features)
