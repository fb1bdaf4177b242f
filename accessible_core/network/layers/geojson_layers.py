# SPDX-License-Identifier: MIT
"""Line and point layers out of GeoJSON and OpenSidewalks zips, with the standard library alone."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.network.layers.features import Features
from accessible_core.network.layers.line_layers import LineLayer, PointLayer
from accessible_core.survey.geojson import WGS84_CODE, named_epsg
from accessible_core.untrusted.archives import zip_opened

#: Parts of an OpenSidewalks data set that tell of ways, in the order of reading; the
#: rest (lines: fences; polygons: buildings) does not.
_PARTS = ("edges", "nodes", "points", "zones")


def read_geojson(path: Path) -> tuple[list[LineLayer], list[PointLayer]]:
    """Read a GeoJSON file (also line by line: GeoJSONSeq).

    Raises
    ------
    InputError
        It is cut off, no GeoJSON, or in a coordinate system that cannot be transformed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8, as GeoJSON is ({error.reason}).") from error
    if not text.strip():
        raise InputError(f"{path} is empty: save or export it again.")
    return _layers(_parsed(text, str(path)), path.name, path.name, path.name)


def read_opensidewalks(path: Path) -> tuple[list[LineLayer], list[PointLayer]]:
    """Read an OpenSidewalks data set: a zip with edges, nodes, points and zones.

    Raises
    ------
    InputError
        It is no whole zip, or has no edges.
    """
    texts: dict[str, str] = {}
    with zip_opened(path, "an OpenSidewalks zip") as archive:
        parts = _members(archive)
        if "edges" not in parts:
            raise InputError(
                f"{path} is a zip without OpenSidewalks edges (*.edges.geojson): give such a "
                "data set, or unpack the zip and give the layer itself."
            )
        for part, member in parts.items():
            texts[part] = archive.read(member).decode("utf-8-sig")
    lines: list[LineLayer] = []
    points: list[PointLayer] = []
    for part, text in texts.items():
        name = f"{path.name}, {part}"
        found = _layers(_parsed(text, name), name, path.name, part)
        lines += found[0]
        points += found[1]
    return lines, points


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the member for each part of the data set; what macOS adds is none."""
    found = {}
    for part in _PARTS:
        for member in archive.infolist():
            name = member.filename.rpartition("/")[2]
            endings = (f".{part}.geojson", f".{part}.osw.geojson")
            named = name == f"{part}.geojson" or name.endswith(endings)
            if named and not name.startswith("._"):
                found[part] = member
                break
    return found


def _parsed(text: str, name: str) -> dict[str, Any]:
    """Return a FeatureCollection."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        features = _line_by_line(text)
        if features is None:
            raise InputError(
                f"{name} is not whole GeoJSON (line {error.lineno}: {error.msg}): it is cut off or "
                "damaged; save or export it again."
            ) from error
        return {"type": "FeatureCollection", "features": features}
    except (RecursionError, ValueError) as error:  # the latter: a number of thousands of digits
        raise InputError(f"{name} is nested too deeply or too odd to be GeoJSON.") from error
    if isinstance(document, dict):
        if document.get("type") == "Feature":
            return {"type": "FeatureCollection", "features": [document]}
        if document.get("type") == "FeatureCollection" and isinstance(
            document.get("features"), list
        ):
            return document
    raise InputError(f"{name} is JSON, but no GeoJSON FeatureCollection: export it as GeoJSON.")


def _line_by_line(text: str) -> list[Any] | None:
    """Return the features of a GeoJSONSeq, None if it is none."""
    features = []
    for line in text.splitlines():
        if not line.strip("\x1e \t"):
            continue
        try:
            feature = json.loads(line.lstrip("\x1e"))
        except (ValueError, RecursionError):
            return None
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            return None
        features.append(feature)
    return features or None


def _layers(
    document: dict[str, Any], name: str, file: str, layer: str
) -> tuple[list[LineLayer], list[PointLayer]]:
    gathered = Features(name, areas=layer == "zones")
    feature: Any = None
    try:
        for feature in document["features"]:
            properties = feature.get("properties") or {}
            if "id" in feature and "@id" not in properties:
                properties = {**properties, "@id": feature["id"]}
            gathered.add(feature.get("geometry"), properties)
    except (AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"{name} holds something that is no GeoJSON feature: {one_line(feature, 80)}."
        ) from error
    epsg = named_epsg(document.get("crs"))
    crs = None if epsg in (None, WGS84_CODE) else f"EPSG:{epsg}"

    def to_degrees(
        x: NDArray[np.float64], y: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if crs is None:
            return x, y
        from accessible_core.network.layers.line_files import to_degrees as transform

        return transform(name, crs, x, y)

    return gathered.layers(file, layer, to_degrees)
