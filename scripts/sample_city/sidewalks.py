# SPDX-License-Identifier: GPL-3.0-or-later
"""Sidewalks mapped as ways, with crossings and kerbs, around the junctions of the centre.

At each junction neighbouring legs (by angle) meet in a corner; a sidewalk runs
from corner to corner along its leg, and a crossing leads over a leg between its
two corners: sidewalk, kerb node, crossing node on the road, kerb node, sidewalk.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from sample_city import geometry as geo
from sample_city.names import in_language
from sample_city.osm_file import Node, OsmData, Tags, Way
from sample_city.place import Point
from sample_city.relief import slope
from sample_city.streets import Leg, StreetMap

_SET_BACK = 3.0
_MAIN = {"primary", "secondary"}
#: Sidewalk east of this lack surface and width on purpose; so do those of Alau Street.
UNKNOWN_EAST_OF = 215.0
UNKNOWN_STREETS = {"alau"}
#: Kerbs in turn: type and height as mappers write it (some leave it out).
_KERBS: tuple[tuple[str, str], ...] = (
    ("lowered", "0.02"),
    ("lowered", ""),
    ("flush", "0"),
    ("lowered", "3 cm"),
    ("raised", "0.15"),
    ("rolled", "0.04"),
    ("lowered", "0.03"),
    ("flush", ""),
    ("regular", "0.12"),
    ("lowered", "2 cm"),
    ("raised", ""),
    ("lowered", "0.05"),
    ("yes", ""),
    ("lowered", "0.02"),
    ("flush", ""),
    ("", ""),
)
#: Streets rebuilt for everyone: every kerb at their junctions is lowered to 2 cm or flush.
_REBUILT = {"tauelsizdik", "zhibek", "vokzal"}


@dataclass
class _Arm:
    """One leg as seen from a junction."""

    leg: Leg
    line: list[Point]  # away from the junction
    at_start: bool
    corner_left: Node | None = None
    corner_right: Node | None = None
    gate_left: Node | None = None  # where the crossing leaves the sidewalk
    gate_right: Node | None = None
    set_back: float = 0.0

    @property
    def heading(self) -> Point:
        return geo.unit(self.line[0], geo.point_at(self.line, 16.0))

    @property
    def aside(self) -> float:
        """Metres from the centre line to the middle of the sidewalk."""
        verge = 3.2 if self.leg.street.highway in _MAIN else 2.2
        return self.leg.street.width / 2 + verge


@dataclass
class Sidewalks:
    """What was drawn: sidewalk ways by (leg position, side)."""

    ways: dict[tuple[int, str], Way] = field(default_factory=dict)


def draw_sidewalks(osm: OsmData, streets: StreetMap) -> Sidewalks:
    """Add sidewalks, crossings and kerbs of all legs with separate pavements."""
    osm.begin(2)
    rng = random.Random(20240229)  # noqa: S311 - a fixed seed is wanted
    arms: dict[tuple[int, bool], _Arm] = {}
    turn = 0
    for junction in streets.junctions:
        around = _arms_of(streets, junction)
        if not any(arm.leg.separate for arm in around):
            continue
        _corners(osm, junction, around)
        for arm in around:
            arms[streets.legs.index(arm.leg), arm.at_start] = arm
        main = sum(arm.leg.street.highway in _MAIN for arm in around) >= 3
        for arm in around:
            turn = _cross(osm, arm, around, main, turn)
        _join_tagged(osm, around)
        if main:
            junction.tags["highway"] = "traffic_signals"
    drawn = Sidewalks()
    for position, leg in enumerate(streets.legs):
        if leg.separate:
            pair = arms.get((position, True)), arms.get((position, False))
            for side in ("left", "right"):
                drawn.ways[position, side] = _sidewalk(osm, leg, side, pair, rng)
    return drawn


def _arms_of(streets: StreetMap, junction: Node) -> list[_Arm]:
    out = []
    for leg in streets.legs:
        if leg.ends[0] is junction:
            out.append(_Arm(leg, leg.line, at_start=True))
        if leg.ends[1] is junction:
            out.append(_Arm(leg, leg.line[::-1], at_start=False))
    return sorted(out, key=lambda arm: math.atan2(arm.heading[1], arm.heading[0]))


def _corners(osm: OsmData, junction: Node, around: list[_Arm]) -> None:
    for arm, following in zip(around, [*around[1:], around[0]]):
        if len(around) < 2 or not (arm.leg.separate or following.leg.separate):
            continue
        u, v = arm.heading, following.heading
        left = geo.moved(junction.at, geo.left_of(u), arm.aside)
        right = geo.moved(junction.at, geo.left_of(v), -following.aside)
        meet = geo.lines_meet(left, u, right, v)
        if meet is None or geo.distance(meet, junction.at) > 32:
            meet = geo.along(left, right, 0.5)
        corner = osm.node(meet)
        arm.corner_left = following.corner_right = corner
    for arm in around:
        ahead = [
            (c.at[0] - junction.at[0]) * arm.heading[0]
            + (c.at[1] - junction.at[1]) * arm.heading[1]
            for c in (arm.corner_left, arm.corner_right)
            if c
        ]
        arm.set_back = max([*ahead, 0.0]) + _SET_BACK


def _cross(osm: OsmData, arm: _Arm, around: list[_Arm], main: bool, turn: int) -> int:
    """Add the crossing over one arm, if there is to be one; return the kerb counter."""
    street = arm.leg.street
    if not (arm.corner_left and arm.corner_right):
        return turn
    if arm.leg.separate:
        if all(
            other.leg.street.highway == "service"
            for other in around
            if other.leg.street is not street
        ):
            return turn
        if geo.length(arm.line) < 2 * arm.set_back:
            return turn
        here, n = (
            geo.point_at(arm.line, arm.set_back),
            geo.left_of(geo.direction_at(arm.line, arm.set_back)),
        )
        left = arm.gate_left = osm.node(geo.moved(here, n, arm.aside))
        right = arm.gate_right = osm.node(geo.moved(here, n, -arm.aside))
    else:
        left, right = arm.corner_left, arm.corner_right
    hit = next(geo.crossings(arm.line, [left.at, right.at]), None)
    middle = hit[2] if hit else geo.point_at(arm.line, arm.set_back)
    on_road = osm.insert(arm.leg.way, middle)
    on_road.tags.update(_crossing_tags(street.highway, main, turn))
    kerbs = []
    rebuilt = any(other.leg.street.key in _REBUILT for other in around)
    for end in (left, right):
        reach = min(street.width / 2, geo.distance(end.at, middle) - 0.8)
        node = osm.node(geo.moved(middle, geo.unit(middle, end.at), reach))
        node.tags.update(_kerb(rebuilt, arm.leg.separate, turn))
        kerbs.append(node)
        turn += 1
    walk = {"highway": "footway", "footway": "sidewalk", "surface": "paving_stones"}
    if street.highway == "service":
        walk.pop("surface")
    osm.way([left, kerbs[0]], walk)
    over = {key: value for key, value in on_road.tags.items() if key.startswith("crossing")}
    surface = {"surface": "asphalt"} if street.tags.get("surface") == "asphalt" else {}
    osm.way(
        [kerbs[0], on_road, kerbs[1]],
        {"highway": "footway", "footway": "crossing", **over, **surface},
    )
    osm.way([kerbs[1], right], walk)
    return turn


def _join_tagged(osm: OsmData, around: list[_Arm]) -> None:
    """Lead a sidewalk that ends here on to the street whose pavement is only a tag."""
    for arm in around:
        if arm.leg.separate or (arm.corner_left and arm.corner_right):
            continue
        for corner in (arm.corner_left, arm.corner_right):
            if corner:
                road = osm.insert(arm.leg.way, corner.at)
                osm.way(
                    [corner, road], {"highway": "footway", "footway": "link", "surface": "asphalt"}
                )


def _crossing_tags(highway: str, main: bool, turn: int) -> Tags:
    tags = {"highway": "crossing"}
    if main:
        sound = {"traffic_signals:sound": "yes"} if turn % 4 == 0 else {}
        return {**tags, "crossing": "traffic_signals", "crossing:markings": "zebra", **sound}
    if highway == "service":
        return {**tags, "crossing": "unmarked"}
    if highway in _MAIN or turn % 3 == 0:
        return {**tags, "crossing": "marked", "crossing:markings": "zebra"}
    return {**tags, "crossing": "uncontrolled" if turn % 3 == 1 else "unmarked"}


def _kerb(rebuilt: bool, separate: bool, turn: int) -> Tags:
    kind, height = _KERBS[turn % len(_KERBS)]
    if not separate and kind in {"raised", "regular"}:
        kind, height = "lowered", ""
    if rebuilt:
        kind, height = ("flush", "0") if turn % 3 == 0 else ("lowered", "0.02")
    if not kind:
        return {"barrier": "kerb"}
    tags = {"barrier": "kerb", "kerb": kind}
    if height:
        tags["kerb:height"] = height
    if rebuilt:
        tags["tactile_paving"] = "yes"
    elif turn % 5 == 0:
        tags["tactile_paving"] = "no"
    return tags


def _sidewalk(
    osm: OsmData, leg: Leg, side: str, arms: tuple[_Arm | None, _Arm | None], rng: random.Random
) -> Way:
    """Add the sidewalk on one side of a leg (left and right as the leg is drawn)."""
    aside = next(arm.aside for arm in arms if arm)
    shifted = geo.offset(leg.line, aside if side == "left" else -aside)
    first, last = arms
    nodes: list[Node] = []
    start, end = 0.0, geo.length(shifted)
    if first:
        corner = first.corner_left if side == "left" else first.corner_right
        gate = first.gate_left if side == "left" else first.gate_right
        nodes += [node for node in (corner, gate) if node]
        start = geo.project(shifted, nodes[-1].at)[2] if nodes else 0.0
    tail: list[Node] = []
    if last:  # seen from the other end, left is right
        corner = last.corner_right if side == "left" else last.corner_left
        gate = last.gate_right if side == "left" else last.gate_left
        tail = [node for node in (gate, corner) if node]
        end = geo.project(shifted, tail[0].at)[2] if tail else end
    inner = geo.cut(shifted, start, end)[1:-1]
    nodes += [osm.node(p) for p in inner]
    if not nodes or not first:
        nodes.insert(0, osm.node(shifted[0]))
    nodes += tail or [osm.node(shifted[-1])]
    return osm.way(nodes, _sidewalk_tags(leg, nodes, rng))


def _sidewalk_tags(leg: Leg, nodes: list[Node], rng: random.Random) -> Tags:
    street = leg.street
    tags = {"highway": "footway", "footway": "sidewalk"}
    if street.key:
        tags["is_sidepath:of:name"] = in_language(street.key, "kk")
    draw = rng.random(), rng.random()
    middle = nodes[len(nodes) // 2].at
    if middle[0] > UNKNOWN_EAST_OF or street.key in UNKNOWN_STREETS:
        if draw[0] < 0.3:
            tags["surface"] = "asphalt"
        return tags
    if street.highway in _MAIN:
        tags.update({"surface": "paving_stones", "smoothness": "good", "width": "3", "lit": "yes"})
    elif draw[0] < 0.15:
        tags.update({"surface": "asphalt", "smoothness": "bad", "width": "1.2"})
    elif draw[0] < 0.25:
        tags.update({"surface": "concrete:plates", "smoothness": "intermediate", "width": "150 cm"})
    else:
        tags.update(
            {
                "surface": "asphalt",
                "smoothness": "intermediate",
                "width": ("1.8", "2.0 m", "2")[int(draw[1] * 3)],
            }
        )
    rise = slope(nodes[0].at, nodes[-1].at)
    if draw[1] < 0.4 and abs(rise) < 1.0 and street.highway in _MAIN:
        tags["incline"] = "0%"
    return tags
