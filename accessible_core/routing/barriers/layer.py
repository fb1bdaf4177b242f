# SPDX-License-Identifier: MIT
"""Barriers as a file: GeoJSON, GeoPackage or a CSV table."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.routing.barriers.document import rows
from accessible_core.routing.barriers.ranking import Ranking
from accessible_core.routing.features import feature
from accessible_core.survey.cells import neutralised
from accessible_core.survey.layers import geopackage_written

LAYER = "barriers"
_ENDINGS = (".geojson", ".gpkg", ".csv")
_Row = tuple[dict[str, Any], dict[str, Any]]


def check_ending(path: str | os.PathLike[str]) -> None:
    """Refuse a file that barriers cannot be written as.

    Raises
    ------
    OutputError
        The ending is not known.
    """
    if Path(path).suffix.lower() not in _ENDINGS:
        raise OutputError(
            f"{path} is of no kind that barriers can be written as; known endings: "
            f"{' '.join(_ENDINGS)}."
        )


def write_barriers(
    ranking: Ranking, path: str | os.PathLike[str], top: int = 50, language: str = "en"
) -> None:
    """Write the best barriers, and those of the sets, one feature or row each.

    Parameters
    ----------
    ranking : Ranking
    path : path
        ``.geojson``, ``.gpkg`` (layer ``barriers``: points and lines in one) or ``.csv``
        (UTF-8 with byte order mark, as survey tables have it).
    top : int
    language : str

    Raises
    ------
    OutputError
        The ending is not known, or the file cannot be written.
    """
    check_ending(path)
    limited = ranking.profile.limited
    found = [(flat_row(row, limited), shape) for row, shape in rows(ranking, top, language)]
    write = {".geojson": _geojson, ".gpkg": _geopackage, ".csv": _csv}[Path(path).suffix.lower()]
    with replacing(path) as temporary:
        write(found, temporary)


def flat_row(row: dict[str, Any], limited: Iterable[str]) -> dict[str, Any]:
    """Return a row whose lists are texts, as attribute tables need it."""
    said = "; ".join(f"{why['attribute']}={why['value']}" for why in row["reasons"])
    lists = {name: ";".join(map(str, row[name])) for name in ("works", "facilities", "edges")}
    words = {name: None if row[name] is None else str(row[name]) for name in ("value", "limit")}
    shares = {f"unknown_{name}": row["unknown_share"].get(name) for name in limited}
    flat = {**row, **words, "reasons": said, **lists, **shares}
    del flat["unknown_share"]
    return flat


def _geojson(found: list[_Row], path: Path) -> None:
    document = {
        "type": "FeatureCollection",
        "features": [feature(shape, row) for row, shape in found],
    }
    words = json.dumps(document, ensure_ascii=False, allow_nan=False)
    path.write_text(words, encoding="utf-8")


def _geopackage(found: list[_Row], path: Path) -> None:
    names = list(found[0][0]) if found else ["rank", "id"]
    kinds = {name: _kind(name, [row[name] for row, _ in found]) for name in names}
    schema = {"geometry": "Unknown", "properties": kinds}
    with geopackage_written(path, LAYER, schema) as layer:
        layer.writerecords(feature(shape, row) for row, shape in found)


def _kind(name: str, cells: list[Any]) -> str:
    """Return the type of a column; figures that may have decimals have them in every file."""
    if name in ("rank", "osm_way", "osm_node", "set"):
        return "int64"
    some = [cell for cell in cells if cell is not None]
    numbers = bool(some) and not any(isinstance(cell, str) for cell in some)
    return "float" if numbers else "str"


def _csv(found: list[_Row], path: Path) -> None:
    names = list(found[0][0]) if found else ["rank", "id"]
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(names)
        for row, _ in found:
            cells = ("" if row[name] is None else row[name] for name in names)
            writer.writerow(neutralised(c) if isinstance(c, str) else c for c in cells)
