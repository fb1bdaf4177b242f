# SPDX-License-Identifier: MIT
"""Streets from files of any kind, told apart by content, and from several at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Union

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.network.areas.lines import with_area_lines
from accessible_core.network.layers.endings import DRIVERS, GEOJSON
from accessible_core.network.osm import read_osm
from accessible_core.network.read_ahead import ReadAhead
from accessible_core.network.store import is_network
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, part

# A single OSM file, which most networks are built from, needs nothing of `layers`: loading
# that takes longer than reading a district.
if TYPE_CHECKING:
    from accessible_core.network.layers.field_mapping import LayerMapping
    from accessible_core.network.layers.line_layers import LineLayer, PointLayer

#: Metres within which ends of lines are joined, where nothing else is asked for.
SNAP_M = 0.5
#: One file or several.
Sources = Union[str, "os.PathLike[str]", Sequence[Union[str, "os.PathLike[str]"]]]


def read_streets(
    sources: Sources,
    mapping: str | os.PathLike[str] | None = None,
    snap_m: float = SNAP_M,
    progress: Progress | None = None,
    ahead: ReadAhead | None = None,
) -> OsmStreets:
    """Read streets from OSM files and line layers; several are joined with each other.

    Parameters
    ----------
    sources : path or sequence of paths
        OSM files (any name), GeoPackage, GeoJSON, Shapefile, FlatGeobuf, MapInfo,
        OpenSidewalks zips. A single OSM file is taken as it is.
    mapping : path, optional
        TOML file that says which column of a layer is which OSM key.
    snap_m : float
        Tolerance in metres for joining ends; see `joining`.
    progress : callable, optional
    ahead : ReadAhead, optional
        Another process that is reading the first source already.

    Raises
    ------
    InputError, KnowledgeError, UsageError, MissingExtraError
        See `read_osm`, `read_layers`, `read_mapping` and `streets_from_layers`.
    """
    paths = [sources] if isinstance(sources, (str, os.PathLike)) else list(sources)
    if not paths:
        raise InputError("No source is given: name an OSM file or a layer of lines.")
    mappings = _checked(mapping, snap_m)
    files = [existing_file(path, "street source") for path in paths]
    osm: list[OsmStreets] = []
    lines: list[LineLayer] = []
    points: list[PointLayer] = []
    for number, file in enumerate(files):
        share = part(progress, 0.8 * number / len(files), 0.8 * (number + 1) / len(files))
        layers = _layers(file, share)
        if layers is None:
            osm.append(read_osm(file, share, None if number else ahead))
        else:
            lines += layers[0]
            points += layers[1]
    if len(osm) == 1 and not lines and not points:
        return osm[0]
    # Lines across areas join nodes of the file itself: they are drawn before others join it.
    osm = [with_area_lines(streets, twins=False) for streets in osm]
    from accessible_core.network.layers.layer_streets import streets_from_layers

    return streets_from_layers(
        lines, points, osm, mappings=mappings, snap_m=snap_m, progress=part(progress, 0.8, 1.0)
    )


def _checked(mapping: str | os.PathLike[str] | None, snap_m: float) -> list[LayerMapping]:
    """Return the mappings of a file, and refuse tolerances that make no sense."""
    if mapping is None and snap_m == SNAP_M:
        return []
    from accessible_core.network.layers.field_mapping import read_mapping
    from accessible_core.network.layers.layer_streets import check_tolerance

    check_tolerance(snap_m)
    return [] if mapping is None else read_mapping(mapping)


def _layers(
    path: Path, progress: Progress | None
) -> tuple[list[LineLayer], list[PointLayer]] | None:
    """Return the layers of a file, None if it is to be read as OSM."""
    if is_network(path):
        raise InputError(
            f"{path} is a network file already: give the sources it was built from, or export it "
            "with `accessible-kz network export` first."
        )
    try:
        with path.open("rb") as handle:
            head = handle.read(4)
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror}).") from error
    ending, zipped = path.suffix.lower(), head.startswith(b"PK")
    if not zipped and ending in DRIVERS:
        from accessible_core.network.layers.line_files import read_layers

        return read_layers(path, progress)
    if zipped or ending in GEOJSON:
        from accessible_core.network.layers.geojson_layers import read_geojson, read_opensidewalks

        return read_opensidewalks(path) if zipped else read_geojson(path)
    return None
