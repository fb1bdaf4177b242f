# SPDX-License-Identifier: MIT
"""From streets to a network: split at graph nodes, gather attributes, measure.

All steps are array operations over the node references of all ways at once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.geo import distance
from accessible_core.network.areas.lines import with_area_lines
from accessible_core.network.areas.parted import parted_by_level
from accessible_core.network.columns import EdgeRows, NodeRows, Vocabulary
from accessible_core.network.facts import Rows, edge_rows
from accessible_core.network.model import StreetNetwork
from accessible_core.network.read_ahead import ReadAhead
from accessible_core.network.remarks import RemarkList
from accessible_core.network.rules import rules
from accessible_core.network.sources import SNAP_M, Sources, read_streets
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress, part, report

# Most networks are built from a single OSM file: what lines and slopes need is loaded with them.
if TYPE_CHECKING:
    from accessible_core.network.layers.field_mapping import LayerMapping
    from accessible_core.network.layers.line_layers import LineLayer, PointLayer
    from accessible_core.network.slopes import Dem

Int64 = NDArray[np.int64]


def build_network(
    osm: Sources,
    dem: str | os.PathLike[str] | None = None,
    mapping: str | os.PathLike[str] | None = None,
    snap_m: float = SNAP_M,
    progress: Progress | None = None,
    ahead: ReadAhead | None = None,
) -> StreetNetwork:
    """Build a network from OSM files or line layers and, if given, an elevation raster.

    Parameters
    ----------
    osm : path or sequence of paths
        OSM (``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``), line layers (GeoPackage,
        GeoJSON, Shapefile, FlatGeobuf, MapInfo) or OpenSidewalks zips; several are
        joined into one network.
    dem : path, optional
        A raster as `read_dem` takes it, or a zip with one in it.
    mapping : path, optional
        TOML file that says which column of a layer is which OSM key; where there is
        none, a shipped mapping that fits the columns is taken.
    snap_m : float
        Metres within which ends of lines are joined; see `joining`.
    progress : callable, optional
        See ``accessible_core.progress``.
    ahead : ReadAhead, optional
        Another process that is reading the first source already.

    Raises
    ------
    InputError
        A file cannot be read, holds no street, or the raster lies elsewhere.
    KnowledgeError
        The mapping is broken.
    UsageError
        The tolerance makes no sense.
    """
    if dem is not None:
        existing_file(dem, "elevation raster")  # said before minutes go into the streets
    streets = read_streets(osm, mapping, snap_m, part(progress, 0.0, 0.6), ahead)
    model = None
    if dem is not None:
        from accessible_core.network.dem import read_dem

        box = (
            float(streets.node_lon.min()),
            float(streets.node_lat.min()),
            float(streets.node_lon.max()),
            float(streets.node_lat.max()),
        )
        model = read_dem(dem, box)
    return _network(with_area_lines(streets, ahead=ahead), model, part(progress, 0.6, 1.0))


def network_from_lines(
    lines: LineLayer | Sequence[LineLayer],
    points: Sequence[PointLayer] = (),
    dem: Dem | None = None,
    *,
    mappings: Sequence[LayerMapping] = (),
    snap_m: float = SNAP_M,
    progress: Progress | None = None,
) -> StreetNetwork:
    """Build a network from layers in memory, with numpy alone.

    Parameters
    ----------
    lines : LineLayer or sequence of LineLayer
        Coordinates, offsets and attribute columns.
    points : sequence of PointLayer
        Kerbs, barriers and crossings, put on the nodes within the tolerance.
    dem, progress
        As in `network_from_streets`.
    mappings, snap_m
        As in `layer_streets.streets_from_layers`.

    Raises
    ------
    InputError, UsageError
        As `layer_streets.streets_from_layers` and `network_from_streets` do.
    """
    from accessible_core.network.layers.layer_streets import streets_from_layers
    from accessible_core.network.layers.line_layers import LineLayer

    layers = [lines] if isinstance(lines, LineLayer) else list(lines)
    streets = streets_from_layers(
        layers, points, mappings=mappings, snap_m=snap_m, progress=part(progress, 0.0, 0.6)
    )
    return network_from_streets(streets, dem, part(progress, 0.6, 1.0))


def network_from_streets(
    streets: OsmStreets, dem: Dem | None = None, progress: Progress | None = None
) -> StreetNetwork:
    """Build a network from streets in memory.

    Parameters
    ----------
    streets : OsmStreets
        From any source.
    dem : Dem, optional
        Gives slopes where none is tagged.
    progress : callable, optional
        See ``accessible_core.progress``.

    Returns
    -------
    StreetNetwork
        With read-only arrays. Ways are split where they meet, at their ends and at
        nodes with attributes of their own; an edge never begins and ends at one
        node (such rings are split at a vertex half way).

    Raises
    ------
    InputError
        No way can be walked on, or the elevation model lies elsewhere.
    """
    report(progress, 0.0)
    return _network(with_area_lines(streets), dem, progress)


def _network(streets: OsmStreets, dem: Dem | None, progress: Progress | None) -> StreetNetwork:
    """Build a network from streets with lines across their areas."""
    streets = parted_by_level(streets)
    conditions, remarks = Vocabulary(""), RemarkList()
    ways = edge_rows(streets, conditions, remarks)
    report(progress, 0.4)
    chain = _chain(streets, np.diff(ways.start) > 0)
    if not len(chain.node):
        raise InputError(
            "None of the ways is a street or path that people could walk on: "
            "check that the source holds highway=* with nodes."
        )
    tagged = streets.positions(streets.node_tags)
    ids = streets.node_id[tagged].tolist()
    passages = NodeRows(streets.node_tags, ids, conditions, remarks)
    node_row = np.zeros(len(streets.node_id), np.int64)
    node_row[tagged] = passages.row
    report(progress, 0.5)
    cut = _split_positions(chain, node_row)
    segments = _segments(chain, cut)
    report(progress, 0.6)
    network = _assemble(streets, ways, passages, node_row, chain, segments, dem, progress)
    meta = {**network.meta, "remarks": remarks.sets}
    return replace(network, conditions=conditions.words, meta=meta)


@dataclass(frozen=True)
class _Chain:
    """The vertices of all ways that can be walked on, end to end (R)."""

    node: Int64  # position in streets.node_id
    way: Int64  # position in streets.way_id
    first: NDArray[np.bool_]  # whether a vertex begins its way


@dataclass(frozen=True)
class _Segments:
    """Pieces of ways between graph nodes, as positions in a `_Chain` (S)."""

    begin: Int64
    end: Int64  # of the last vertex, included


def _chain(streets: OsmStreets, walked: NDArray[np.bool_]) -> _Chain:
    """Lay all ways end to end, without vertices that repeat the one before."""
    way = np.repeat(np.arange(streets.way_count), np.diff(streets.ref_start))
    node = streets.ref_at
    keep = walked[way]
    keep[1:] &= (way[1:] != way[:-1]) | (node[1:] != node[:-1])
    way, node = way[keep], node[keep]
    lengths = np.bincount(way, minlength=streets.way_count)
    keep = lengths[way] >= 2  # noqa: PLR2004 - what is left of a way that stayed in one place
    way, node = way[keep], node[keep]
    first = np.ones(len(way), bool)
    first[1:] = way[1:] != way[:-1]
    return _Chain(node, way, first)


def _split_positions(chain: _Chain, node_row: Int64) -> NDArray[np.bool_]:
    """Mark the vertices that become graph nodes."""
    ends = chain.first.copy()
    ends[:-1] |= chain.first[1:]
    ends[-1] = True
    uses = np.bincount(chain.node, minlength=len(node_row))
    cut: NDArray[np.bool_] = ends | (uses[chain.node] > 1) | (node_row[chain.node] > 0)
    return cut


def _segments(chain: _Chain, cut: NDArray[np.bool_]) -> _Segments:
    """Return the pieces between cuts; those that return to their start are halved."""
    at = np.flatnonzero(cut)
    same_way = ~chain.first[at[1:]]
    begin, end = at[:-1][same_way], at[1:][same_way]
    ring = chain.node[begin] == chain.node[end]
    middle = (begin[ring] + end[ring]) // 2
    begin = np.concatenate([begin, middle])
    end_of_ring = end[ring]
    end = end.copy()
    end[ring] = middle
    end = np.concatenate([end, end_of_ring])
    order = np.argsort(begin, kind="stable")
    return _Segments(begin[order], end[order])


def _assemble(
    streets: OsmStreets,
    ways: EdgeRows | Rows,
    passages: NodeRows,
    node_row: Int64,
    chain: _Chain,
    segments: _Segments,
    dem: Dem | None,
    progress: Progress | None,
) -> StreetNetwork:
    """Make one edge of each segment and strand of its way, and number the nodes."""
    way_of_segment = chain.way[segments.begin]
    strands = np.diff(ways.start)[way_of_segment]
    segment = np.repeat(np.arange(len(way_of_segment)), strands)
    nth = np.arange(len(segment)) - np.repeat(np.cumsum(strands) - strands, strands)
    way = way_of_segment[segment]
    row = ways.rows[ways.start[way] + nth]
    begin, end = segments.begin[segment], segments.end[segment]
    at = np.concatenate([chain.node[begin], chain.node[end]])
    used, number = np.unique(at, return_inverse=True)
    shape_start, vertex = _ranges(begin, end)
    lon, lat = streets.node_lon[chain.node[vertex]], streets.node_lat[chain.node[vertex]]
    edges = {name: column[row] for name, column in ways.columns.items()}
    edges["name"], names = _names(streets, way)
    length = _lengths(shape_start, lon, lat)
    report(progress, 0.7)
    meta = _meta(streets, ways, passages)
    on_ground = edges.pop("on_ground")
    elevation = None
    if dem is not None:
        from accessible_core.network.elevations import vertex_heights
        from accessible_core.network.slopes import add_slopes

        meta["dem"] = add_slopes(edges, dem, on_ground, shape_start, lon, lat)
        elevation = _frozen(vertex_heights(dem, on_ground, shape_start, lon, lat, number))
    report(progress, 1.0)
    osm = _osm_numbers(streets, streets.node_id[used])
    way_osm = streets.way_id[way]
    node_columns = {name: column[node_row[used]] for name, column in passages.columns.items()}
    node_columns["way_end"] = np.isin(osm, _way_ends(streets))
    return StreetNetwork(
        node_lon=_frozen(streets.node_lon[used]),
        node_lat=_frozen(streets.node_lat[used]),
        node_osm=_frozen(osm),
        nodes={name: _frozen(column) for name, column in node_columns.items()},
        edge_from=_frozen(number[: len(segment)].astype(np.int32)),
        edge_to=_frozen(number[len(segment) :].astype(np.int32)),
        edge_way=_frozen(np.where(way_osm > 0, way_osm, 0)),
        edge_length=_frozen(length),
        edges={name: _frozen(column) for name, column in edges.items()},
        shape_start=_frozen(shape_start),
        shape_lon=_frozen(lon),
        shape_lat=_frozen(lat),
        surfaces=ways.surfaces,
        barriers=passages.barriers,
        names=names,
        meta=meta,
        shape_elevation=elevation,
        entrances={name: _frozen(each) for name, each in streets.doors.entrances.items()},
        buildings={name: _frozen(each) for name, each in streets.doors.buildings.items()},
        levels=ways.levels,
    )


def _way_ends(streets: OsmStreets) -> list[int]:
    """Return the nodes at which a way may end without anything being amiss."""
    keys = rules()["node"]["way_end_keys"]
    return [node for node, tags in streets.node_tags.items() if any(key in tags for key in keys)]


def _osm_numbers(streets: OsmStreets, node_id: Int64) -> Int64:
    """Return the OSM node of each graph node, 0 where there is none."""
    found = np.where(node_id > 0, node_id, 0)
    for twin, original in streets.twins.items():
        found[node_id == twin] = original
    return np.maximum(found, 0)


def _ranges(begin: Int64, end: Int64) -> tuple[Int64, Int64]:
    """Return where each run of vertices begin..end (included) starts, and all of them."""
    sizes = end - begin + 1
    start = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=start[1:])
    vertex = np.arange(start[-1]) + np.repeat(begin - start[:-1], sizes)
    return start, vertex


def _lengths(
    start: Int64, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return metres along each run of vertices (every run has two or more)."""
    steps = np.zeros(len(lon))
    steps[:-1] = distance(lon[:-1], lat[:-1], lon[1:], lat[1:])
    steps[start[1:] - 1] = 0.0  # from the end of a run to the next one's beginning
    return np.add.reduceat(steps, start[:-1])


def _names(streets: OsmStreets, way: Int64) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Give each edge the number of its way's name, 0 where it has none."""
    number = {"": 0}
    of_way = [number.setdefault(tags.get("name", ""), len(number)) for tags in streets.way_tags]
    return np.array(of_way, np.int32)[way], tuple(number)


def _meta(streets: OsmStreets, ways: EdgeRows | Rows, passages: NodeRows) -> dict[str, Any]:
    unreadable = dict(ways.unreadable)
    for key, values in passages.unreadable.items():
        merged = dict(unreadable.get(key, {}))
        for value, times in values.items():
            merged[value] = merged.get(value, 0) + times
        unreadable[key] = merged
    return {**streets.meta, "unreadable": unreadable}


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    found = np.ascontiguousarray(array)
    found.setflags(write=False)
    return found
