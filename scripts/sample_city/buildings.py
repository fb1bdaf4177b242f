# SPDX-License-Identifier: GPL-3.0-or-later
"""Buildings along the streets: the facilities first, then houses and flats around them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sample_city import geometry as geo
from sample_city.facility_plan import Facility, facilities
from sample_city.names import in_language
from sample_city.osm_file import Node, OsmData, Tags, Way
from sample_city.paths import STEPS, Landmarks
from sample_city.place import TOWN, Point
from sample_city.relief import RIVER
from sample_city.streets import RAILWAY, Leg, StreetMap


@dataclass
class Building:
    """A building with its front door; the address comes when all stand."""

    way: Way
    middle: Point
    leg: Leg
    side: str
    doors: list[Node]
    facility: Facility | None = None

    @property
    def number(self) -> str:
        """The house number."""
        return self.way.tags.get("addr:housenumber", "")


@dataclass
class _Ground:
    """What is already built on."""

    shapes: list[list[Point]] = field(default_factory=list)
    lines: list[tuple[Point, Point, float]] = field(default_factory=list)

    def free(self, shape: list[Point], gap: float = 4.0) -> bool:
        middle = shape[0]
        for other in self.shapes:
            near = any(geo.distance(p, middle) < 200 for p in other)
            if near and geo.overlap(shape, other, gap):
                return False
        return not any(
            geo.distance(geo.nearest_on(a, b, middle)[0], middle) < 110
            and geo.overlap(shape, [a, b], clear)
            for a, b, clear in self.lines
        )


def draw_buildings(
    osm: OsmData, streets: StreetMap, landmarks: Landmarks
) -> tuple[list[Building], list[Building]]:
    """Add all buildings; return those of the facilities, in their order, and the others."""
    osm.begin(4)
    ground = _occupied(osm, streets, landmarks)
    special = [_facility(osm, item, streets, ground, landmarks) for item in facilities()]
    osm.begin(7)
    _parking(osm, streets, ground)
    osm.begin(5)
    rng = random.Random(19360)  # noqa: S311 - a fixed seed is wanted
    others: list[Building] = []
    for leg in streets.legs:
        if leg.street.highway != "trunk":
            for side in ("left", "right"):
                others += _row_of(osm, leg, side, ground, rng)
    _number([*special, *others])
    return special, others


def _occupied(osm: OsmData, streets: StreetMap, landmarks: Landmarks) -> _Ground:
    ground = _Ground(shapes=list(landmarks.kept_free))
    for leg in streets.legs:
        ground.lines += [(a, b, leg.street.width / 2 + 2.5) for a, b in geo.pieces(leg.line)]
    for way in osm.ways:
        if way.tags.get("highway") in {
            "footway",
            "path",
            "steps",
            "construction",
            "cycleway",
            "service",
        }:
            ground.lines += [(a, b, 2.5) for a, b in geo.pieces(way.line)]
    ground.lines += [(a, b, 46.0) for a, b in geo.pieces(RIVER)]
    ground.lines += [(a, b, 22.0) for a, b in geo.pieces(RAILWAY)]
    return ground


def _nearest_leg(streets: StreetMap, at: Point) -> Leg:
    named = [leg for leg in streets.legs if leg.street.key not in {"", "bylqysh"}]
    return min(named, key=lambda leg: geo.project(leg.line, at)[0])


def _set_back(leg: Leg) -> float:
    return leg.street.width / 2 + (9.0 if leg.separate else 5.0)


@dataclass(frozen=True)
class _Plot:
    """Where a building stands: outline, middle of its front, direction and side of the street."""

    shape: list[Point]
    front: Point
    heading: Point
    leg: Leg
    side: str


def _facility(
    osm: OsmData, item: Facility, streets: StreetMap, ground: _Ground, landmarks: Landmarks
) -> Building:
    plot = _plot(item, _nearest_leg(streets, item.near), ground)
    ground.shapes.append(plot.shape)
    return _erect(osm, item, plot, landmarks, ground)


#: Direction of the front and outward from it, for buildings that open to a square.
_ON_SQUARE: dict[str, tuple[Point, Point]] = {
    "square": ((1.0, 0.0), (0.0, 1.0)),
    "bazaar": ((1.0, 0.0), (0.0, 1.0)),
    "station": ((1.0, 0.0), (0.0, -1.0)),
    "terrace": ((0.0, 1.0), (-1.0, 0.0)),
}


def _plot(item: Facility, leg: Leg, ground: _Ground) -> _Plot:
    _, on_street, at = geo.project(leg.line, item.near)
    heading = geo.direction_at(leg.line, at)
    n = geo.left_of(heading)
    towards = (item.near[0] - on_street[0]) * n[0] + (item.near[1] - on_street[1]) * n[1]
    side = "left" if towards >= 0 else "right"
    out = n if side == "left" else (-n[0], -n[1])
    middle, long, deep = item.near, *item.size
    if item.door_on:
        heading, out = _ON_SQUARE[item.door_on]
    elif not item.placed:
        middle = geo.moved(on_street, out, _set_back(leg) + deep / 2 + 2)
        middle = _shifted(ground, geo.length(leg.line), at, middle, heading, item)
    shape = geo.rectangle(middle, heading, long, deep)
    return _Plot(shape, geo.moved(middle, out, -deep / 2), heading, leg, side)


def _shifted(
    ground: _Ground, total: float, at: float, middle: Point, heading: Point, item: Facility
) -> Point:
    """Return the nearest free place along the street."""
    for step in range(60):
        by = (step + 1) // 2 * 4.0 * (1 if step % 2 else -1)
        moved = geo.moved(middle, heading, by)
        shape = geo.rectangle(moved, heading, *item.size)
        if 8 < at + by < total - 8 and ground.free(shape, 3.0):
            return moved
    raise ValueError(f"no room for {item.id} {item.en}")


def _erect(
    osm: OsmData, item: Facility, plot: _Plot, landmarks: Landmarks, ground: _Ground
) -> Building:
    """Add outline, doors and the way from the pavement to the door."""
    shape, front = plot.shape, plot.front
    corners = [osm.node(p) for p in shape]
    kind = item.tags.get("building", "yes")
    names = {"name": item.kk, "name:kk": item.kk, "name:ru": item.ru, "name:en": item.en}
    toilets = (
        {"toilets:wheelchair": "yes" if item.tags.get("wheelchair") == "yes" else "no"}
        if item.pattern in {"good", "poor"}
        else {}
    )
    way = osm.way([*corners, corners[0]], {"building": kind, **item.tags, **names, **toilets})
    steps_to_door = item.approach == "steps"
    door_tags = {
        "entrance": "main",
        "wheelchair": "no" if steps_to_door else "yes",
        "door": "hinged",
    }
    if item.pattern in {"good", "story_all_yes", "three_entrances"}:
        door_tags["width"] = "1.2"
    if item.door_on:
        rim = landmarks.rims[item.door_on]
        door = osm.insert(rim, front)
        door.tags.update(door_tags)
        osm.insert(way, door.at, door)
    else:
        door = osm.node(front, **door_tags)
        osm.insert(way, front, door)
        _approach(osm, item, door, plot.heading, ground)
    doors = [door]
    if item.pattern == "three_entrances":
        doors += _more_doors(osm, way, shape, geo.unit(front, _middle(shape)))
    middle = item.near if item.placed else _middle(shape)
    return Building(way, middle, plot.leg, plot.side, doors, item)


def _middle(shape: list[Point]) -> Point:
    return sum(p[0] for p in shape) / len(shape), sum(p[1] for p in shape) / len(shape)


def _approach(osm: OsmData, item: Facility, door: Node, heading: Point, ground: _Ground) -> None:
    target = osm.attach(door.at, 70)
    gap = geo.distance(door.at, target.at)
    walk: Tags = {"highway": "footway", "surface": "paving_stones"}
    if item.pattern == "sparse":
        walk.pop("surface")
    if item.approach == "level" or gap < 4:
        osm.way([door, target], walk)
    else:
        foot = osm.node(geo.along(door.at, target.at, 2.4 / gap))
        osm.way([foot, target], walk)
        count = str(3 + int(item.id[-1]) % 4)
        flight = {**STEPS, "step_count": count, "incline": "up"}
        osm.way([foot, door], {**flight, "handrail": "yes"} if item.approach == "ramp" else flight)
        if item.approach == "ramp":
            turn = osm.node(geo.moved(foot.at, heading, 6.0))
            tags = {
                "highway": "footway",
                "ramp": "yes",
                "surface": "concrete",
                "incline": "5 %",
                "width": "1.2",
                "handrail": "yes",
            }
            osm.way([foot, turn, door], tags)
    ground.lines.append((door.at, target.at, 2.5))


def _more_doors(osm: OsmData, way: Way, shape: list[Point], out: Point) -> list[Node]:
    doors = []
    for a, b, kind in ((shape[3], shape[0], "yes"), (shape[1], shape[2], "service")):
        node = osm.node(
            geo.along(a, b, 0.5), entrance=kind, wheelchair="no" if kind == "yes" else "limited"
        )
        osm.insert(way, node.at, node)
        outside = osm.node(geo.moved(node.at, geo.unit(_middle(shape), node.at), 5.0))
        osm.way(
            [node, outside, osm.attach(geo.moved(outside.at, out, -12.0), 60)],
            {"highway": "footway", "surface": "asphalt"},
        )
        doors.append(node)
    return doors


def _row_of(
    osm: OsmData, leg: Leg, side: str, ground: _Ground, rng: random.Random
) -> list[Building]:
    """Add the houses along one side of a leg."""
    style = _style(leg)
    if style is None:
        return []
    kind, longs, deeps, gaps = style
    out: list[Building] = []
    at = 14.0 + rng.random() * 8
    total = geo.length(leg.line)
    while at < total - 12:
        long = longs[0] + rng.random() * (longs[1] - longs[0])
        deep = deeps[0] + rng.random() * (deeps[1] - deeps[0])
        where = at + long / 2
        heading = geo.direction_at(leg.line, where)
        n = geo.left_of(heading)
        sign = 1 if side == "left" else -1
        back = (_set_back(leg) + deep / 2 + rng.random() * 3) * sign
        middle = geo.moved(geo.point_at(leg.line, where), n, back)
        shape = geo.rectangle(middle, heading, long, deep)
        if where + long / 2 < total - 8 and ground.free(shape) and rng.random() < 0.88:
            ground.shapes.append(shape)
            out.append(_house(osm, shape, kind, (leg, side), rng))
            at += long + gaps[0] + rng.random() * (gaps[1] - gaps[0])
        else:
            at += 7.0
    return out


def _style(leg: Leg) -> tuple[str, Point, Point, Point] | None:
    x, y = geo.point_at(leg.line, geo.length(leg.line) / 2)
    if x > 480:
        return "apartments", (40, 66), (12, 14), (18, 34)
    if leg.street.highway == "service":
        return None
    if leg.separate or (x > -330 and -470 < y < 400):
        return "apartments" if y > -60 else "mixed", (20, 42), (12, 16), (9, 20)
    return "house", (9, 14), (8, 11), (9, 17)


def _house(
    osm: OsmData, shape: list[Point], kind: str, street: tuple[Leg, str], rng: random.Random
) -> Building:
    leg, side = street
    draw = rng.random()
    tags = {"building": kind, "building:levels": "1"}
    if kind == "mixed":
        tags["building"] = ("apartments", "retail", "office", "commercial")[int(draw * 4)]
    if kind != "house":
        tags["building:levels"] = (
            str(2 + int(draw * 4)) if kind == "mixed" else ("5", "5", "9", "4")[int(draw * 4)]
        )
    nodes = [osm.node(p) for p in shape]
    way = osm.way([*nodes, nodes[0]], tags)
    doors = []
    if tags["building"] == "apartments":
        first, second = (shape[0], shape[1]) if side == "left" else (shape[2], shape[3])
        kerb = ("no", "limited", "")[int(rng.random() * 3)]
        door = osm.node(geo.along(first, second, 0.5), entrance="staircase", wheelchair=kerb)
        osm.insert(way, door.at, door)
        doors.append(door)
    return Building(way, _middle(shape), leg, side, doors)


def _parking(osm: OsmData, streets: StreetMap, ground: _Ground) -> None:
    """Add car parks beside the service ways."""
    for leg in streets.legs:
        total = geo.length(leg.line)
        if leg.street.highway != "service" or total < 60:
            continue
        for sign in (1, -1):
            where = total * (0.35 if sign > 0 else 0.65)
            heading = geo.direction_at(leg.line, where)
            middle = geo.moved(geo.point_at(leg.line, where), geo.left_of(heading), sign * 11.2)
            shape = geo.rectangle(middle, heading, 26, 11)
            if not ground.free(shape, 1.0):
                continue
            ground.shapes.append(shape)
            spaces = {"capacity": "10", "capacity:disabled": "1" if sign > 0 else "0"}
            rim = osm.ring(shape, {"amenity": "parking", "parking": "surface", **spaces})
            entry = osm.insert(rim, geo.moved(middle, geo.left_of(heading), -sign * 5.5))
            road = osm.insert(leg.way, entry.at)
            inner = osm.node(middle)
            osm.way(
                [road, entry, inner],
                {"highway": "service", "service": "parking_aisle", "surface": "asphalt"},
            )
            break


def _number(buildings: list[Building]) -> None:
    """Give house numbers: odd on the left of a street, even on the right, along it."""
    sides: dict[tuple[str, str], list[Building]] = {}
    for building in buildings:
        key = building.leg.street.key
        if key:
            sides.setdefault((key, building.side), []).append(building)
    for (key, side), row in sorted(sides.items()):
        points = row[0].leg.street.points
        row.sort(key=lambda b: (geo.project(points, b.middle)[2], b.way.id))
        for i, building in enumerate(row):
            number = 2 * i + (1 if side == "left" else 2)
            building.way.tags.update(
                {
                    "addr:street": in_language(key, "kk"),
                    "addr:housenumber": str(number),
                    "addr:city": TOWN["kk"],
                }
            )
