# SPDX-License-Identifier: MIT
"""Ways across pedestrian areas, where OSM draws only their rim.

The lines are added to the streets as further ways with the tags of their area, so
that everything later (attributes, slopes, nodes with barriers) treats them as any way.
Where both ends are nodes of the area's own way they carry its id, else none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.areas.outlines import NearAreas, line_boxes
from accessible_core.network.areas.parted import Cuts, kerb_ends, rim_cuts, with_cut_rims
from accessible_core.network.areas.tagged import (
    Storey,
    climbs,
    is_area,
    is_obstacle,
    is_solid,
    is_walled,
    same_storey,
    stands_in,
    storey,
)
from accessible_core.network.areas.visibility import Scene, inside, lines_across
from accessible_core.network.classify import AREA_WAY, Tags, is_passage, is_steps
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.network.tags import read_incline

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]


def with_area_lines(streets: OsmStreets, *, twins: bool = True) -> OsmStreets:
    """Return the streets with ways across their areas.

    Parameters
    ----------
    streets : OsmStreets
    twins : bool
        Whether lines may turn at places where a node stands that one does not get to from
        there. Without, such lines are left out: for streets that are joined by position.

    Returns
    -------
    OsmStreets
        The ways of `streets` come first, unchanged. ``meta["areas"]`` counts what was
        done: ``crossed`` areas and the ``lines`` across them; of the others those that need
        no line (``quiet``), are ``too_large`` or ``cut`` by the extract; ``sparse`` are
        crossed areas with so many places that each is joined with the nearest only.
    """
    areas = streets.areas
    counts = dict.fromkeys(("crossed", "lines", "quiet", "sparse", "too_large"), 0)
    counts["cut"] = areas.open_count
    if not len(areas.way_id):
        return replace(streets, meta={"areas": counts, **streets.meta})
    walls = _walls_of(streets)
    ids = (streets.node_id, areas.node, streets.obstacles.node)
    added = _Added(min(0, *(int(each.min(initial=0)) for each in ids)), twins)
    for plan in _plans(streets, walls):
        _cross(plan, streets, walls, counts, added)
    found = added.to(streets)
    if twins:
        found = with_cut_rims(found, added.cuts(streets), min(added.lowest, *found.twins, 0))
    return replace(found, meta={**streets.meta, "areas": counts})


@dataclass
class _Added:
    """Ways to add, and the places that they need and no street has.

    New ids are below `lowest`.
    """

    lowest: int
    with_twins: bool
    way_id: list[int] = field(default_factory=list)
    tags: list[Tags] = field(default_factory=list)
    refs: list[tuple[int, int]] = field(default_factory=list)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)
    node_tags: dict[int, Tags] = field(default_factory=dict)
    cut: dict[int, Cuts] = field(default_factory=dict)  # by id of way

    def cuts(self, streets: OsmStreets) -> dict[int, Cuts]:
        """Return where the rims of areas are interrupted, by position of the way."""
        if not self.cut:
            return {}
        ways = np.flatnonzero(np.isin(streets.way_id, list(self.cut)))
        return {way: self.cut[int(streets.way_id[way])] for way in ways.tolist()}

    def line(self, way: int, tags: Tags, ends: tuple[int, int]) -> None:
        """Take one line."""
        self.way_id.append(way)
        self.tags.append(tags)
        self.refs.append(ends)

    def twin(self, node: int) -> int:
        """Return a new id for a second place at a node."""
        number = self.lowest - 1 - len(self.twins)
        self.twins[number] = node
        return number

    def to(self, streets: OsmStreets) -> OsmStreets:
        """Return the streets with these ways at their end."""
        tags = {**self.node_tags, **streets.node_tags}
        if not self.refs:
            return replace(streets, node_tags=tags)
        ids = np.fromiter(self.places, np.int64, len(self.places))
        at = np.minimum(np.searchsorted(streets.node_id, ids), len(streets.node_id) - 1)
        new = streets.node_id[at] != ids
        node_id = np.concatenate([streets.node_id, ids[new]])
        order = np.argsort(node_id, kind="stable")
        place = np.array(list(self.places.values()))[new]
        size = 2 * np.arange(1, len(self.refs) + 1, dtype=np.int64)
        return replace(
            streets,
            way_id=np.concatenate([streets.way_id, np.array(self.way_id, np.int64)]),
            way_tags=[*streets.way_tags, *self.tags],
            ref_start=np.concatenate([streets.ref_start, streets.ref_start[-1] + size]),
            refs=np.concatenate([streets.refs, np.array(self.refs, np.int64).ravel()]),
            node_id=node_id[order],
            node_lon=np.concatenate([streets.node_lon, place[:, 0]])[order],
            node_lat=np.concatenate([streets.node_lat, place[:, 1]])[order],
            node_tags=tags,
            twins={**streets.twins, **self.twins},
        )


# ------------------------------------------------------------ what stands in the way


@dataclass(frozen=True)
class _Wall:
    """One line of an obstacle."""

    way_id: int
    tags: Tags
    node: Int64
    lon: Float
    lat: Float
    node_tags: Mapping[int, Tags]


@dataclass(frozen=True)
class _Walls:
    """All obstacles, streets among them, with the boxes of their lines (L, 4)."""

    lines: list[_Wall]
    boxes: Float

    def near(self, west: float, south: float, east: float, north: float) -> list[_Wall]:
        box = self.boxes
        near = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north)
        return [self.lines[i] for i in np.flatnonzero(near & (box[:, 3] >= south))]


def _walls_of(streets: OsmStreets) -> _Walls:
    found = streets.obstacles
    lines = []
    for line, owner in enumerate(found.owner.tolist()):
        part = slice(int(found.start[line]), int(found.start[line + 1]))
        way, tags = int(found.way_id[owner]), found.tags[owner]
        place = found.node[part], found.lon[part], found.lat[part]
        lines.append(_Wall(way, tags, *place, found.node_tags))
    lon, lat = streets.node_lon[streets.ref_at], streets.node_lat[streets.ref_at]
    near = NearAreas(streets.areas.boxes)(line_boxes(streets.ref_start, lon, lat))
    for way in np.flatnonzero(near).tolist():
        tags = streets.way_tags[way]
        if is_steps(tags) or is_obstacle(tags):
            part = slice(int(streets.ref_start[way]), int(streets.ref_start[way + 1]))
            place = streets.refs[part], lon[part], lat[part]
            lines.append(_Wall(int(streets.way_id[way]), tags, *place, streets.node_tags))
    boxes = [(w.lon.min(), w.lat.min(), w.lon.max(), w.lat.max()) for w in lines]
    return _Walls(lines, np.array(boxes).reshape(-1, 4))


# ------------------------------------------------------------------ where people enter


@dataclass(frozen=True)
class _Plan:
    """One area: its rings and the nodes of streets that may be places to enter it."""

    area: int
    rings: list[slice]  # in the columns of streets.areas
    ends: Int64  # positions in streets.node_id of ways' ends within its box
    uses: Mapping[int, list[int]]  # node id -> positions of the ways that use it
    way_id: list[int]  # of all ways


def _plans(streets: OsmStreets, walls: _Walls) -> list[_Plan]:
    """Look the nodes of all areas up in the streets at once."""
    areas, lon = streets.areas, streets.node_lon
    full = streets.ref_start[:-1] < streets.ref_start[1:]
    tips = np.concatenate([streets.ref_start[:-1][full], streets.ref_start[1:][full] - 1])
    ends = np.searchsorted(streets.node_id, np.unique(streets.refs[tips]))
    ends = ends[np.argsort(lon[ends], kind="stable")]
    rings: list[list[slice]] = [[] for _ in range(len(areas.way_id))]
    for line, owner in enumerate(areas.owner.tolist()):
        rings[owner].append(slice(int(areas.start[line]), int(areas.start[line + 1])))
    within = []
    ends_lon = lon[ends]
    for west, south, east, north in areas.boxes:
        some = ends[np.searchsorted(ends_lon, west) : np.searchsorted(ends_lon, east, "right")]
        lat = streets.node_lat[some]
        within.append(some[(lat >= south) & (lat <= north)])
    corners = [wall.node for wall in walls.lines]
    asked = [areas.node, streets.node_id[np.concatenate(within)], *corners]
    uses = _uses(streets, np.concatenate(asked))
    way_id = streets.way_id.tolist()
    return [_Plan(i, rings[i], within[i], uses, way_id) for i in range(len(rings))]


def _uses(streets: OsmStreets, nodes: Int64) -> dict[int, list[int]]:
    """Return the ways that use each of some nodes."""
    wanted = np.unique(nodes)
    at = np.minimum(np.searchsorted(wanted, streets.refs), len(wanted) - 1)
    hits = np.flatnonzero(wanted[at] == streets.refs)
    way = np.searchsorted(streets.ref_start, hits, side="right") - 1
    found: dict[int, list[int]] = defaultdict(list)
    for node, user in zip(streets.refs[hits].tolist(), way.tolist()):
        if not found[node] or found[node][-1] != user:
            found[node].append(user)
    return found


def _is_entrance(node: int, plan: _Plan, streets: OsmStreets, *, walled: bool) -> bool:
    """Tell whether another way meets the rim of an area here, or something can be passed."""
    tags = streets.node_tags.get(node) or streets.areas.node_tags.get(node)
    if tags and is_passage(tags):
        return True
    rims = streets.areas.rims[plan.area]
    others = [way for way in plan.uses.get(node, ()) if plan.way_id[way] not in rims]
    if walled:
        # The corridor alongside shares the wall's nodes; a way that leads there leads to a door.
        return any(not is_area(streets.way_tags[way]) for way in others)
    return bool(others)


def _ends_within(plan: _Plan, streets: OsmStreets, rim: set[int]) -> list[int]:
    """Return the nodes off the rim at which ways on the area's storey end, in its box."""
    own, found = storey(streets.areas.tags[plan.area]), []
    for node in streets.node_id[plan.ends].tolist():
        if node in rim:
            continue
        users = [streets.way_tags[way] for way in plan.uses.get(node, ())]
        # Steps and lifts lead from storey to storey: where they end is said by what goes on there.
        level = [storey(tags) for tags in users if not climbs(tags)]
        if not level:
            level = [_storey_at(streets, way, node) for way in plan.uses.get(node, ())]
        if all(same_storey(each, own) for each in level):
            found.append(node)
    return found


def _storey_at(streets: OsmStreets, way: int, node: int) -> Storey:
    """Return the storey on which steps end at a node; none if that is not said."""
    tags = streets.way_tags[way]
    layer, levels = storey(tags)
    if len(levels) == 1:
        return layer, levels
    up, down = read_incline(tags.get("incline", "")) or (0.0, 0.0)
    first = node == int(streets.refs[streets.ref_start[way]])
    if (up > 0) == (down > 0) and not np.isnan(up + down):
        return layer, frozenset()
    climbs_on = np.isnan(up) or up > 0
    return layer, frozenset([min(levels) if first == climbs_on else max(levels)])


def _is_elsewhere(node: int, plan: _Plan, streets: OsmStreets) -> bool:
    """Tell whether streets pass at a corner of the area that nobody gets to from there."""
    own = storey(streets.areas.tags[plan.area])
    users = [streets.way_tags[way] for way in plan.uses.get(node, ())]
    return any(climbs(tags) or not same_storey(storey(tags), own) for tags in users)


# ----------------------------------------------------------------------- one area


def _cross(
    plan: _Plan, streets: OsmStreets, walls: _Walls, counts: dict[str, int], added: _Added
) -> None:
    """Add the lines across one area."""
    areas, bounds = streets.areas, rules()["areas"]
    tags, way = areas.tags[plan.area], int(areas.way_id[plan.area])
    stage = _Stage()
    rings = [stage.line(areas.node[r], areas.lon[r], areas.lat[r]) for r in plan.rings]
    rim = set(stage.places)
    west, _, east, _ = stage.box()
    if len(rim) > bounds["most_vertices"] or east - west > bounds["widest_degrees"]:
        counts["too_large"] += 1
        return
    scene, ids, kept = _scene(plan, streets, walls, stage, rings)
    _interrupt(plan, streets, scene, ids, kept, added)
    pairs, sparse = lines_across(scene, bounds)
    apart = {
        at: added.twin(ids[at])
        for at in np.unique(pairs).tolist()
        if ids[at] not in rim and not scene.meeting[at] and _is_elsewhere(ids[at], plan, streets)
    }
    if apart and not added.with_twins:
        pairs = pairs[~np.isin(pairs, list(apart)).any(axis=1)]
    # A relation is told by the first of its ways.
    line_tags = {**tags, AREA_WAY: str(way if way > 0 else _first(areas.rims[plan.area]))}
    for a, b in pairs.tolist():
        ends = apart.get(a, ids[a]), apart.get(b, ids[b])
        added.line(way if rim.issuperset(ends) else 0, line_tags, ends)
        for at, node in zip((a, b), ends):
            added.places[node] = stage.places[ids[at]]
            known = areas.node_tags.get(node) or streets.obstacles.node_tags.get(node)
            if known:
                added.node_tags[node] = known
    counts["sparse"] += sparse
    counts["crossed" if len(pairs) else "quiet"] += 1
    counts["lines"] += len(pairs)


def _first(ways: frozenset[int]) -> int:
    return max(0, min(ways, default=0))


def _scene(
    plan: _Plan, streets: OsmStreets, walls: _Walls, stage: _Stage, rings: list[Int64]
) -> tuple[Scene, list[int], list[_Wall]]:
    """Gather what stands in one area and where people enter it: scene, nodes and walls."""
    areas, rim, tags = streets.areas, set(stage.places), streets.areas.tags[plan.area]
    walled = is_walled(tags)
    meeting = {node for node in rim if _is_entrance(node, plan, streets, walled=walled)}
    gates: set[int] = set()
    parts: list[tuple[Int64, bool, bool]] = []
    kept: list[_Wall] = []
    for wall in walls.near(*stage.box()):
        if wall.way_id in areas.rims[plan.area] or not stands_in(wall.tags, tags):
            continue
        solid = is_solid(wall.tags) and bool(wall.node[0] == wall.node[-1])
        if solid and _surrounds(wall, rim, stage):
            continue
        line = stage.line(wall.node, wall.lon, wall.lat)
        # Nobody stands on the other side of a solid; steps are passed at their ends.
        parts.append((line, solid or is_steps(wall.tags), solid))
        kept.append(wall)
        tagged = wall.node_tags.keys() & set(wall.node.tolist())
        gates.update(node for node in tagged if is_passage(wall.node_tags[node]))
    inner = _ends_within(plan, streets, rim)
    for node, at in zip(inner, np.searchsorted(streets.node_id, inner).tolist()):
        stage.point(node, float(streets.node_lon[at]), float(streets.node_lat[at]))
    scene, ids = stage.scene(rings, parts, meeting.union(inner), gates, walled=walled)
    return scene, ids, kept


def _interrupt(
    plan: _Plan,
    streets: OsmStreets,
    scene: Scene,
    ids: list[int],
    kept: list[_Wall],
    added: _Added,
) -> None:
    """Cut the rim of an area where walls run into it; kerbs can be climbed by some."""
    is_kerb = [wall.tags.get("barrier") == "kerb" for wall in kept]
    kerb = np.repeat(is_kerb, [len(wall.node) - 1 for wall in kept]).astype(bool)
    for wall, low in zip(kept, is_kerb):
        ends = kerb_ends(scene, ids, scene.walls[kerb]) if low else []
        said = {key: text for key, text in wall.tags.items() if key.startswith(("barrier", "kerb"))}
        for node in set(ends).intersection(wall.node.tolist()):
            if node not in streets.node_tags:
                added.node_tags[node] = said
    cuts = rim_cuts(scene, ids, ~scene.loose & ~kerb)
    for way in streets.areas.rims[plan.area] if cuts.nodes or cuts.steps else ():
        mine = added.cut.setdefault(way, Cuts())
        mine.nodes |= cuts.nodes
        mine.steps |= cuts.steps


def _surrounds(wall: _Wall, rim: set[int], stage: _Stage) -> bool:
    """Tell whether the outline of an obstacle lies around a whole area: it stands not in it."""
    shared = rim.intersection(wall.node.tolist())
    others = np.array([stage.places[node] for node in rim - shared]).reshape(-1, 2)
    ring = np.column_stack([wall.lon, wall.lat])
    return bool(inside(others, ring[:-1], ring[1:]).all())


class _Stage:
    """The places of one scene, numbered in the order of their coming."""

    def __init__(self) -> None:
        self.places: dict[int, tuple[float, float]] = {}
        self._number: dict[int, int] = {}

    def point(self, node: int, lon: float, lat: float) -> int:
        """Return the number of a node."""
        self.places.setdefault(node, (lon, lat))
        return self._number.setdefault(node, len(self._number))

    def line(self, nodes: Int64, lon: Float, lat: Float) -> Int64:
        """Return the numbers of the nodes of a line."""
        found = map(self.point, nodes.tolist(), lon.tolist(), lat.tolist())
        return np.fromiter(found, np.int64, len(nodes))

    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of the places so far."""
        lon, lat = zip(*self.places.values())
        return min(lon), min(lat), max(lon), max(lat)

    def scene(
        self,
        rings: list[Int64],
        walls: list[tuple[Int64, bool, bool]],
        meeting: set[int],
        gates: set[int],
        *,
        walled: bool,
    ) -> tuple[Scene, list[int]]:
        """Return the scene in metres and the node of each of its points."""
        nodes = list(self.places)
        place = np.array([self.places[node] for node in nodes])
        xy = (place - place[0]) * np.column_stack(metres_per_degree(place[0, 1]))
        there = np.zeros(len(xy), bool)
        there[np.concatenate(rings)] = True
        off = np.flatnonzero(~there)
        if len(off):
            start = np.concatenate([xy[ring[:-1]] for ring in rings])
            end = np.concatenate([xy[ring[1:]] for ring in rings])
            there[off] = inside(xy[off], start, end)
        gate = np.array([node in gates for node in nodes])
        asked = np.array([node in meeting for node in nodes])
        none = np.zeros((0, 2), np.int64)
        segments = [np.column_stack([line[:-1], line[1:]]) for line, _, _ in walls]
        loose = [np.full(len(line) - 1, is_loose) for line, is_loose, _ in walls]
        scene = Scene(
            xy=xy,
            rings=rings,
            walls=np.concatenate([none, *segments]),
            solids=[line for line, _, solid in walls if solid],
            meeting=there & (asked | gate),
            gate=gate,
            loose=np.concatenate([np.zeros(0, bool), *loose]),
            walled=walled,
        )
        return scene, nodes
