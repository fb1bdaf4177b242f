# SPDX-License-Identifier: MIT
"""Crossing one area: what stands in it, where people enter it, the lines that join those places.

Each area is crossed on its own, so that two processes can share the work (`read_ahead`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.network.areas.outlines import NearAreas, line_boxes
from accessible_core.network.areas.parted import Cuts, kerb_ends, rim_cuts
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
from accessible_core.network.classify import Tags, is_passage, is_steps
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets
from accessible_core.network.tags import read_incline

Float = NDArray[np.float64]
Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Crossing:
    """What was found in one area.

    Attributes
    ----------
    area : int
        Position in the areas of the streets.
    lines : list of (node, node)
    own : list of bool
        Whether both ends of a line are on the rim.
    places : dict
        Longitude and latitude of each node in `lines`.
    elsewhere : list of int
        Those of them at which streets pass that one does not get to from there.
    kerbs : dict
        Tags of the kerbs that meet the rim at nodes without tags.
    cuts : Cuts
        Where the rim is interrupted.
    sparse : bool
        Whether there was too much to join everything with everything.
    too_large : bool
        Whether nothing was done.
    """

    area: int
    lines: list[tuple[int, int]] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    elsewhere: list[int] = field(default_factory=list)
    kerbs: dict[int, Tags] = field(default_factory=dict)
    cuts: Cuts = field(default_factory=Cuts)
    sparse: bool = False
    too_large: bool = False


def near_areas(streets: OsmStreets) -> OsmStreets:
    """Return what has to do with crossing areas: the ways near them, and tags of their nodes."""
    lon, lat = streets.node_lon[streets.ref_at], streets.node_lat[streets.ref_at]
    look = NearAreas(streets.areas.boxes)
    near = look(line_boxes(streets.ref_start, lon, lat)) | (not look.complete)
    ways = np.flatnonzero(near)
    sizes = np.diff(streets.ref_start)
    at = streets.ref_at[np.repeat(near, sizes)]
    used = np.zeros(len(streets.node_id), bool)
    used[at] = True
    node_id = streets.node_id[used]
    wanted = {*node_id.tolist(), *streets.areas.node.tolist()}
    return OsmStreets(
        way_id=streets.way_id[ways],
        way_tags=[streets.way_tags[way] for way in ways.tolist()],
        ref_start=np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[ways])]),
        refs=streets.node_id[at],
        node_id=node_id,
        node_lon=streets.node_lon[used],
        node_lat=streets.node_lat[used],
        node_tags={node: tags for node, tags in streets.node_tags.items() if node in wanted},
        areas=streets.areas,
        obstacles=streets.obstacles,
    )


class Ground:
    """Areas with all that is near them.

    Parameters
    ----------
    streets : OsmStreets
        From `near_areas`.
    """

    def __init__(self, streets: OsmStreets) -> None:
        self._streets = streets
        self._walls = _walls_of(streets)
        self._plans = _plans(streets, self._walls)
        self._storeys: dict[int, tuple[Storey, bool]] = {}

    @property
    def area_count(self) -> int:
        """Number of areas."""
        return len(self._plans)

    def crossing(self, area: int) -> Crossing:
        """Cross one area."""
        areas, bounds, plan = self._streets.areas, rules()["areas"], self._plans[area]
        stage = _Stage()
        rings = [stage.line(areas.node[r], areas.lon[r], areas.lat[r]) for r in plan.rings]
        rim = set(stage.places)
        west, _, east, _ = stage.box()
        if len(rim) > bounds["most_vertices"] or east - west > bounds["widest_degrees"]:
            return Crossing(area, too_large=True)
        scene, ids, kept = self._scene(plan, stage, rings)
        kerbs, cuts = self._interrupted(scene, ids, kept)
        pairs, sparse = lines_across(scene, bounds)
        points = np.unique(pairs).tolist()
        elsewhere = [
            ids[at]
            for at in points
            if ids[at] not in rim and not scene.meeting[at] and self._is_elsewhere(ids[at], plan)
        ]
        lines = [(ids[a], ids[b]) for a, b in pairs.tolist()]
        return Crossing(
            area,
            lines=lines,
            own=[rim.issuperset(ends) for ends in lines],
            places={ids[at]: stage.places[ids[at]] for at in points},
            elsewhere=elsewhere,
            kerbs=kerbs,
            cuts=cuts,
            sparse=sparse,
        )

    def _scene(
        self, plan: _Plan, stage: _Stage, rings: list[Int64]
    ) -> tuple[Scene, list[int], list[_Wall]]:
        """Gather what stands in one area and where people enter it: scene, nodes and walls."""
        streets = self._streets
        areas, rim, tags = streets.areas, set(stage.places), streets.areas.tags[plan.area]
        walled = is_walled(tags)
        meeting = {node for node in rim if _is_entrance(node, plan, streets, walled=walled)}
        gates: set[int] = set()
        parts: list[tuple[Int64, bool, bool]] = []
        kept: list[_Wall] = []
        for wall in self._walls.near(*stage.box()):
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
        inner = np.array(self._ends_within(plan, rim), np.int64)
        at = np.searchsorted(streets.node_id, inner)
        stage.line(inner, streets.node_lon[at], streets.node_lat[at])
        meeting.update(inner.tolist())
        scene, ids = stage.scene(rings, parts, meeting, gates, walled=walled)
        return scene, ids, kept

    def _interrupted(
        self, scene: Scene, ids: list[int], kept: list[_Wall]
    ) -> tuple[dict[int, Tags], Cuts]:
        """Return where walls run into the rim; kerbs, which some can climb, apart."""
        is_kerb = [wall.tags.get("barrier") == "kerb" for wall in kept]
        kerb = np.repeat(is_kerb, [len(wall.node) - 1 for wall in kept]).astype(bool)
        kerbs: dict[int, Tags] = {}
        for wall, low in zip(kept, is_kerb):
            ends = kerb_ends(scene, ids, scene.walls[kerb]) if low else []
            said = {k: text for k, text in wall.tags.items() if k.startswith(("barrier", "kerb"))}
            for node in set(ends).intersection(wall.node.tolist()):
                if node not in self._streets.node_tags:
                    kerbs[node] = said
        return kerbs, rim_cuts(scene, ids, ~scene.loose & ~kerb)

    def _ends_within(self, plan: _Plan, rim: set[int]) -> list[int]:
        """Return the nodes off the rim at which ways on the area's storey end, in its box."""
        streets, found = self._streets, []
        own = storey(streets.areas.tags[plan.area])
        for node in streets.node_id[plan.ends].tolist():
            if node in rim:
                continue
            # Steps and lifts lead from storey to storey: where they end is said by what goes on
            # there.
            users = plan.uses.get(node, ())
            level = [self._storey(way)[0] for way in users if not self._storey(way)[1]]
            if not level:
                level = [_storey_at(streets, way, node) for way in users]
            if all(same_storey(each, own) for each in level):
                found.append(node)
        return found

    def _is_elsewhere(self, node: int, plan: _Plan) -> bool:
        """Tell whether streets pass at a corner of the area that nobody gets to from there."""
        own = storey(self._streets.areas.tags[plan.area])
        users = map(self._storey, plan.uses.get(node, ()))
        return any(rises or not same_storey(level, own) for level, rises in users)

    def _storey(self, way: int) -> tuple[Storey, bool]:
        """Return the storey of a way and whether it leads to another one."""
        found = self._storeys.get(way)
        if found is None:
            tags = self._streets.way_tags[way]
            found = self._storeys[way] = storey(tags), climbs(tags)
        return found


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
    stands = [is_steps(tags) or is_obstacle(tags) for tags in streets.way_tags]
    ways = np.flatnonzero(stands)
    for way in ways.tolist():
        part = slice(int(streets.ref_start[way]), int(streets.ref_start[way + 1]))
        place = streets.refs[part], lon[part], lat[part]
        lines.append(
            _Wall(int(streets.way_id[way]), streets.way_tags[way], *place, streets.node_tags)
        )
    boxes = (
        line_boxes(found.start, found.lon, found.lat),
        line_boxes(streets.ref_start, lon, lat)[ways],
    )
    return _Walls(lines, np.concatenate(boxes))


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


# ----------------------------------------------------------------------- one area


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
