# SPDX-License-Identifier: MIT
"""Lines of a layer made ready for joining: tags read, broken geometry sorted out and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError
from accessible_core.geo import distance
from accessible_core.network.exchange.edge_table import EdgeFacts, edge_facts
from accessible_core.network.exchange.opensidewalks import own_columns
from accessible_core.network.layers.field_mapping import LayerMapping, fields
from accessible_core.network.layers.field_values import osm_ids, plain_text, tags_of_features
from accessible_core.network.layers.joining import STEPS
from accessible_core.network.layers.line_layers import LineLayer
from accessible_core.network.osm_areas import is_street
from accessible_core.network.tag_reading import is_relevant

#: Keys that matter besides those of `tag_reading.way_keys`.
_KEPT = ("name", "layer", "level")

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Bool = NDArray[np.bool_]


@dataclass(frozen=True)
class DrawnLines:
    """L lines that are streets, with what is known of them.

    Attributes
    ----------
    lon, lat : float64 (V,)
    start : int64 (L + 1,)
    tags : list of dict (L)
    way_id : int64 (L,)
        0 where there is no OSM id.
    names : int64 (V,)
        Row in `node_names` of the node that a vertex is by name, -1 for none.
    node_names : tuple of str
    mapping : LayerMapping
    facts : EdgeFacts or None
        With a row for each line.
    losses : dict of str to int
        What was left out, by kind: ``empty``, ``no_length``, ``incomplete``,
        ``not_streets``, ``drawn_twice`` and what the reader has counted;
        ``drawn_twice_differently`` tells of lines that stay.
    layer : LineLayer
        Where they come from.
    """

    lon: Float
    lat: Float
    start: Int
    tags: list[dict[str, str]]
    way_id: Int
    names: Int
    node_names: tuple[str, ...]
    mapping: LayerMapping
    facts: EdgeFacts | None
    losses: dict[str, int]
    layer: LineLayer

    def __len__(self) -> int:
        return len(self.tags)

    @property
    def line(self) -> Int:
        """Line of each vertex (V,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def kept(self, keep: Bool) -> DrawnLines:
        """Return some of the lines (L,)."""
        if keep.all():
            return self
        vertex = keep[self.line]
        facts = self.facts and replace(self.facts, row=self.facts.row[keep])
        return replace(
            self,
            lon=self.lon[vertex],
            lat=self.lat[vertex],
            start=_starts(np.diff(self.start)[keep]),
            tags=[tags for tags, kept in zip(self.tags, keep.tolist()) if kept],
            way_id=self.way_id[keep],
            names=self.names[vertex],
            facts=facts,
        )

    def counted(self, **losses: int) -> DrawnLines:
        """Return the same with more losses."""
        found = dict(self.losses)
        for kind, count in losses.items():
            if count:
                found[kind] = found.get(kind, 0) + count
        return replace(self, losses=found)


def drawn_lines(layer: LineLayer, mapping: LayerMapping) -> DrawnLines:
    """Read one layer's tags and leave out, counted, what is no street or has no course.

    Raises
    ------
    InputError
        The coordinates are no degrees.
    """
    _check_degrees(layer)
    tags = tags_of_features(layer.columns, mapping)
    count = len(tags)
    facts = None
    if mapping.own is not None:
        facts = edge_facts(own_columns(layer.columns, mapping.own), count)
        streets = np.ones(count, bool)
    else:
        streets = np.array([is_street(found) for found in tags], bool)
    feature = layer.feature_of_line
    names, node_names = _names(layer, mapping)
    lines = DrawnLines(
        np.asarray(layer.lon, np.float64),
        np.asarray(layer.lat, np.float64),
        np.asarray(layer.start, np.int64),
        [tags[row] for row in feature.tolist()],
        osm_ids(layer.columns, mapping.way_id, "way", count)[feature],
        names,
        node_names,
        mapping,
        facts and replace(facts, row=facts.row[feature]),
        dict(layer.losses),
        layer,
    )
    lines = _turned(lines, layer, mapping)
    keep = streets[feature] if len(feature) else np.zeros(0, bool)
    lines = lines.kept(keep).counted(not_streets=int((~keep).sum()))
    filled = np.diff(lines.start) > 0
    lines = lines.kept(filled).counted(empty=int((~filled).sum()))
    return _once(_with_course(_cut(lines)))


def _check_degrees(layer: LineLayer) -> None:
    lon, lat = np.asarray(layer.lon, float), np.asarray(layer.lat, float)
    known = np.isfinite(lon) & np.isfinite(lat)
    if known.any() and not (known & _on_earth(lon, lat)).any():
        row = int(np.flatnonzero(known)[0])
        raise InputError(
            f"{layer.name}: its coordinates ({lon[row]:.10g}, {lat[row]:.10g} ...) are no degrees "
            "of longitude and latitude, and it does not name their coordinate system: set the "
            "layer's CRS, or save it in EPSG:4326."
        )


def _on_earth(lon: Float, lat: Float) -> Bool:
    with np.errstate(invalid="ignore"):
        found: Bool = (np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0)  # noqa: PLR2004 - degrees
    return found


def _names(layer: LineLayer, mapping: LayerMapping) -> tuple[Int, tuple[str, ...]]:
    """Give the vertices that a column names the number of their node."""
    start = np.asarray(layer.start, np.int64)
    names = np.full(len(layer.lon), -1, np.int64)
    number: dict[str, int] = {}
    feature = layer.feature_of_line
    some = np.diff(start) > 0
    # A feature of several parts has one beginning and one end: its parts' ends are not told apart.
    alone = some & (np.bincount(feature, minlength=1)[feature] == 1) if len(feature) else some
    for column, at in ((mapping.from_node, start[:-1]), (mapping.to_node, start[1:] - 1)):
        if not column:
            continue
        cells = layer.columns[column]
        for line in np.flatnonzero(alone).tolist():
            text = plain_text(cells[feature[line]])
            if text:
                names[at[line]] = number.setdefault(text, len(number))
    if mapping.rim_nodes:
        for line in np.flatnonzero(some).tolist():
            rim = layer.columns[mapping.rim_nodes][feature[line]]
            part = slice(int(start[line]), int(start[line + 1]))
            if isinstance(rim, (list, tuple)) and len(rim) == part.stop - part.start:
                names[part] = [number.setdefault(plain_text(n), len(number)) for n in rim]
    return names, tuple(number)


def _turned(lines: DrawnLines, layer: LineLayer, mapping: LayerMapping) -> DrawnLines:
    """Turn lines that run against their attributes (osmnx writes both directions)."""
    if not mapping.reversed or mapping.reversed not in layer.columns:
        return lines
    cells = layer.columns[mapping.reversed]
    turn = np.array(
        [plain_text(cells[row]).lower() in ("yes", "true", "1") for row in layer.feature_of_line],
        bool,
    )
    if not turn.any():
        return lines
    begin, end = lines.start[:-1][lines.line], lines.start[1:][lines.line]
    at = np.arange(len(lines.lon))
    order = np.where(turn[lines.line], begin + end - 1 - at, at)
    return replace(lines, lon=lines.lon[order], lat=lines.lat[order], names=lines.names[order])


def _cut(lines: DrawnLines) -> DrawnLines:
    """Cut lines at vertices that lie nowhere; counted."""
    known = np.isfinite(lines.lon) & np.isfinite(lines.lat)
    there = known & _on_earth(lines.lon, lines.lat)
    if there.all():
        return lines
    line = lines.line
    breaks = np.ones(len(line), bool)
    breaks[1:] = (line[1:] != line[:-1]) | ~there[:-1] | ~there[1:]
    piece = np.cumsum(breaks) - 1
    kept = np.unique(piece[there])
    of_line = line[np.flatnonzero(breaks)][kept]
    sizes = np.bincount(piece[there], minlength=int(piece[-1]) + 1)[kept]
    affected = len(np.unique(line[~there]))
    return replace(
        lines,
        lon=lines.lon[there],
        lat=lines.lat[there],
        start=_starts(sizes),
        tags=[lines.tags[row] for row in of_line.tolist()],
        way_id=lines.way_id[of_line],
        names=lines.names[there],
        facts=lines.facts and replace(lines.facts, row=lines.facts.row[of_line]),
    ).counted(incomplete=affected)


def _with_course(lines: DrawnLines) -> DrawnLines:
    """Leave out lines that stay in one place; counted."""
    place = np.column_stack((np.round(lines.lon * STEPS), np.round(lines.lat * STEPS)))
    away = (place != place[lines.start[:-1]][lines.line]).any(axis=1)
    moves = np.bincount(lines.line, away, len(lines)) > 0
    return lines.kept(moves).counted(no_length=int((~moves).sum()))


def _once(lines: DrawnLines) -> DrawnLines:
    """Leave out lines drawn twice with the same attributes; tell of those with others."""
    if not len(lines) or lines.facts is not None:  # a road and its sidewalks share a line
        return lines
    line = lines.line
    x, y = (
        np.round(lines.lon * STEPS).astype(np.int64),
        np.round(lines.lat * STEPS).astype(np.int64),
    )
    # Two sums over the vertices that do not depend on direction; equal ones are compared in full.
    mixed = (x * 73_856_093) ^ (y * 19_349_663)
    sums = [np.bincount(line, part, len(lines)) for part in (x, y, mixed % 1_000_003)]
    keys = np.column_stack([*sums, np.diff(lines.start)])
    _, group, times = np.unique(keys, axis=0, return_inverse=True, return_counts=True)
    group = group.reshape(-1)
    seen: dict[Any, set[Any]] = {}
    keep = np.ones(len(lines), bool)
    others = 0
    for row in np.flatnonzero(times[group] > 1).tolist():
        part = slice(int(lines.start[row]), int(lines.start[row + 1]))
        course = tuple(zip(x[part].tolist(), y[part].tolist()))
        forward = course <= course[::-1]
        names = tuple(lines.names[[part.start, part.stop - 1]].tolist())
        marks = (
            frozenset(
                (key, tuple(sorted(value.split(";"))))
                for key, value in lines.tags[row].items()
                if is_relevant(key) or key in _KEPT
            ),
            names if forward else names[::-1],
            # Attributes with a direction make the way back another line.
            forward or not _has_direction(lines.tags[row]),
        )
        found = seen.setdefault(min(course, course[::-1]), set())
        if marks in found:
            keep[row] = False
        elif found:
            others += 1
        found.add(marks)
    return lines.kept(keep).counted(drawn_twice=int((~keep).sum()), drawn_twice_differently=others)


def _has_direction(tags: Mapping[str, str]) -> bool:
    return any(key in tags for key in ("incline", "conveying", "oneway:foot", "foot:oneway"))


def with_ends(
    lines: DrawnLines, known: Mapping[str, tuple[float, float]]
) -> tuple[DrawnLines, Bool]:
    """Bring the names of ends and the places of nodes together.

    A line that runs from its ``to`` node to its ``from`` node (osmnx writes such where
    directions do not count) gets its two names exchanged.

    Parameters
    ----------
    lines : DrawnLines
    known : mapping of str to tuple of float
        Longitude and latitude of nodes by name, asked where the lines disagree.

    Returns
    -------
    DrawnLines
    apart : bool (L,)
        Lines of which a named node lies elsewhere than other lines have it.
    """
    place = _places_of_names(lines)
    found, apart = _exchanged(lines, place)
    if apart.any() and known:
        # Where lines alone do not settle it (dead ends), the nodes themselves do.
        for name in np.unique(lines.names[apart[lines.line] & (lines.names >= 0)]).tolist():
            place[name] = known.get(lines.node_names[name], place[name])
        found, apart = _exchanged(lines, place)
    return found, apart


def _exchanged(lines: DrawnLines, place: Float) -> tuple[DrawnLines, Bool]:
    """Exchange the names of lines that fit the places (N, 2) of names then; see `with_ends`."""
    first, last = lines.start[:-1], lines.start[1:] - 1
    names = lines.names.copy()
    named = np.flatnonzero(names >= 0)
    far = np.zeros(len(names), bool)
    far[named] = _off(lines, named, names[named], place)
    both = (names[first] >= 0) & (names[last] >= 0)
    turn = np.flatnonzero(both & (far[first] | far[last]))
    fits = ~_off(lines, first[turn], names[last[turn]], place)
    fits &= ~_off(lines, last[turn], names[first[turn]], place)
    turn = turn[fits]
    names[first[turn]], names[last[turn]] = lines.names[last[turn]], lines.names[first[turn]]
    far[first[turn]] = far[last[turn]] = False
    apart = np.zeros(len(lines), bool)
    apart[lines.line[far]] = True
    return replace(lines, names=names), apart


def _places_of_names(lines: DrawnLines) -> Float:
    """Return for each name (N, 2) where most of its lines have an end, NaN for one line."""
    first, last = lines.start[:-1], lines.start[1:] - 1
    named = np.flatnonzero(lines.names >= 0)
    tips = np.concatenate([first, last])
    others = np.concatenate([last, first])
    called = lines.names[others] >= 0
    name = np.concatenate([lines.names[named], lines.names[others[called]]])
    vertex = np.concatenate([named, tips[called]])
    # The place that a line gives counts a little more than its other end.
    weight = np.concatenate([np.full(len(named), 1.01), np.full(int(called.sum()), 1.0)])
    spots = np.column_stack(
        (name, np.round(lines.lon[vertex] * STEPS), np.round(lines.lat[vertex] * STEPS))
    )
    _, at, group = np.unique(spots, axis=0, return_index=True, return_inverse=True)
    votes = np.bincount(group.reshape(-1), weight)
    order = np.lexsort((votes, name[at]))
    chosen = vertex[at][order]
    place = np.zeros((len(lines.node_names), 2))
    # The last of a name has the most votes.
    place[name[at][order]] = np.column_stack((lines.lon[chosen], lines.lat[chosen]))
    # A name that one end alone bears says nothing of where it is.
    place[np.bincount(lines.names[named], minlength=len(place)) < 2] = np.nan  # noqa: PLR2004
    return place


def _off(lines: DrawnLines, vertex: Int, name: Int, place: Float) -> Bool:
    """Tell whether vertices lie elsewhere than the nodes of these names."""
    lon, lat = place[name].T
    found: Bool = (
        distance(lines.lon[vertex], lines.lat[vertex], lon, lat)
        > fields()["limits"]["names_apart_m"]
    )
    return found


def _starts(sizes: Int) -> Int:
    start = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=start[1:])
    return start
