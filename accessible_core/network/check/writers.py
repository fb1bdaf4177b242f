# SPDX-License-Identifier: MIT
"""Findings about a network as files that a mapper opens: GeoJSON, GeoPackage, CSV."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.network.check.located import Located
from accessible_core.survey.cells import neutralised
from accessible_core.survey.layers import geopackage_written

LAYER = "findings"
LINES = "findings_lines"
_ENDINGS = (".geojson", ".gpkg", ".csv")
_COLUMNS = {
    "code": "str",
    "severity": "str",
    "rule": "str",
    "lon": "float",
    "lat": "float",
    "osm_way": "int64",
    "osm_node": "int64",
    "field": "str",
    "value": "str",
    "hint": "str",
    "link": "str",
}


def checked_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending that decides the format of a file of findings.

    Raises
    ------
    OutputError
        Findings cannot be written in that format.
    """
    ending = Path(path).suffix.lower()
    if ending not in _ENDINGS:
        raise OutputError(
            f"{path} is of no kind that findings can be written as; known endings: "
            f"{' '.join(_ENDINGS)}."
        )
    return ending


def write_located(
    found: Sequence[Located], path: str | os.PathLike[str], language: str = "en"
) -> None:
    """Write findings.

    Parameters
    ----------
    found : sequence of Located
    path : path
        ``.geojson``: points, and lines where a finding has a from - to; ``.gpkg``: a layer
        of points, one a finding, and one of the lines; ``.csv``: UTF-8 with byte order mark.
    language : str
        Of the column ``hint``.

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written.
    """
    ending = checked_ending(path)
    with replacing(path) as temporary:
        {".geojson": _geojson, ".gpkg": _geopackage, ".csv": _csv}[ending](
            found, temporary, language
        )


def _geojson(found: Sequence[Located], path: Path, language: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as handle:
        handle.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for each in found:
            handle.write(separator + json.dumps(_feature(each, language), ensure_ascii=False))
            separator = ",\n"
        handle.write("\n]}\n")


def _feature(each: Located, language: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": _geometry(each),
        "properties": each.as_dict(language),
    }


def _geometry(each: Located) -> dict[str, Any]:
    if not each.line:
        return _point(each)
    line = [[round(lon, 7), round(lat, 7)] for lon, lat in each.line]
    return {"type": "LineString", "coordinates": line}


def _point(each: Located) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(each.lon, 7), round(each.lat, 7)]}


def _geopackage(found: Sequence[Located], path: Path, language: str) -> None:
    for layer, geometry, shown in (
        (LAYER, _point, found),
        (LINES, _geometry, [each for each in found if each.line]),
    ):
        kind = "Point" if layer == LAYER else "LineString"
        schema = {"geometry": kind, "properties": _COLUMNS}
        with geopackage_written(path, layer, schema) as file:
            file.writerecords(
                {
                    "type": "Feature",
                    "geometry": geometry(each),
                    "properties": each.as_dict(language),
                }
                for each in shown
            )


def _csv(found: Sequence[Located], path: Path, language: str) -> None:
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(_COLUMNS)
        for each in found:
            cells = each.as_dict(language).values()
            writer.writerow(neutralised(c) if isinstance(c, str) else c for c in cells)
