# SPDX-License-Identifier: GPL-3.0-or-later
"""From centre lines to roads that share their junctions, with bridges and a level crossing."""

from __future__ import annotations

from dataclasses import dataclass, field

from sample_city import geometry as geo
from sample_city.names import name_tags
from sample_city.osm_file import Node, OsmData, Way
from sample_city.place import Point
from sample_city.relief import RIVER
from sample_city.street_plan import Street, streets

RAILWAY: list[Point] = geo.smooth(
    [(-1080, -590), (-500, -582), (0, -572), (500, -560), (1080, -545)], 60
)
TRACK_GAP = 6.0
#: Ends of streets that reach less than this past their last junction are cut off.
STUB = 48.0
_LEVEL_CROSSING = "qamba"


@dataclass
class Leg:
    """A street between two junctions, or from one to its dead end."""

    street: Street
    line: list[Point]
    ends: tuple[Node | None, Node | None]
    way: Way

    @property
    def separate(self) -> bool:
        """Whether its pavements are ways of their own."""
        return (
            self.street.pavement(geo.point_at(self.line, geo.length(self.line) / 2)) == "separate"
        )


@dataclass
class StreetMap:
    """The roads as drawn: legs and junctions."""

    legs: list[Leg] = field(default_factory=list)
    junctions: list[Node] = field(default_factory=list)


def draw_streets(osm: OsmData) -> StreetMap:
    """Add all roads, the railway and the river; return the legs."""
    osm.begin(1)
    plan = streets()
    junctions: list[Node] = []
    stops: list[list[tuple[float, Node]]] = [[] for _ in plan]
    for i, first in enumerate(plan):
        for j in range(i + 1, len(plan)):
            for at1, at2, where in geo.crossings(first.points, plan[j].points):
                node = next((n for n in junctions if geo.distance(n.at, where) < 6), None)
                if node is None:
                    node = osm.node(where)
                    junctions.append(node)
                stops[i].append((at1, node))
                stops[j].append((at2, node))
    drawn = StreetMap(junctions=junctions)
    for street, points in zip(plan, stops):
        _draw_street(osm, street, points, drawn)
    _draw_railway(osm)
    _draw_river(osm)
    return drawn


def _draw_street(
    osm: OsmData, street: Street, found: list[tuple[float, Node]], drawn: StreetMap
) -> None:
    total = geo.length(street.points)
    stops = sorted({node.id: (at, node) for at, node in found}.values(), key=lambda stop: stop[0])
    start = stops[0][0] if stops and stops[0][0] < STUB else 0.0
    end = stops[-1][0] if stops and total - stops[-1][0] < STUB else total
    cuts: list[tuple[float, Node | None]] = [(at, node) for at, node in stops]
    if not cuts or cuts[0][0] > start:
        cuts.insert(0, (start, None))
    if cuts[-1][0] < end:
        cuts.append((end, None))
    loose: dict[int, Node] = {}
    for k, ((at1, node1), (at2, node2)) in enumerate(zip(cuts[:-1], cuts[1:])):
        line = geo.cut(street.points, at1, at2)
        first = node1 or loose.setdefault(k, osm.node(line[0]))
        last = node2 or loose.setdefault(k + 1, osm.node(line[-1]))
        line[0], line[-1] = first.at, last.at
        way = _draw_leg(osm, street, line, first, last)
        drawn.legs.append(Leg(street, line, (node1, node2), way))


def _draw_leg(osm: OsmData, street: Street, line: list[Point], first: Node, last: Node) -> Way:
    """Add one leg, its bridges as ways of their own; return the longest way on the ground."""
    tags = {"highway": street.highway, "width": f"{street.width:g}", **street.tags}
    if street.key in {"", "bylqysh"}:
        tags.pop("width")
    else:
        tags.update(name_tags(street.key))
    mode = street.pavement(geo.point_at(line, geo.length(line) / 2))
    if mode:
        tags["sidewalk"] = mode
    if mode not in {"both", "left", "right"}:
        tags = {key: value for key, value in tags.items() if not key.startswith("sidewalk:")}
    spans = [(at - 26, at + 26) for at, _, _ in geo.crossings(line, RIVER)]
    for at, _, _ in geo.crossings(line, RAILWAY):
        if street.key != _LEVEL_CROSSING:
            spans.append((at - 30, at + 30))
        else:
            line = [*geo.cut(line, 0, at), *geo.cut(line, at, geo.length(line))[1:]]
    if not spans:
        inner = [osm.node(p) for p in line[1:-1]]
        return osm.way([first, *inner, last], tags)
    total = geo.length(line)
    cuts = [0.0, *(metre for span in sorted(spans) for metre in span), total]
    ways, start = [], first
    for k, (from_m, to_m) in enumerate(zip(cuts[:-1], cuts[1:])):
        part = geo.cut(line, from_m, to_m)
        end = last if k == len(cuts) - 2 else osm.node(part[-1])
        inner = [osm.node(p) for p in part[1:-1]]
        bridge = k % 2 == 1
        extra = {"bridge": "yes", "layer": "1"} if bridge else {}
        ways.append(osm.way([start, *inner, end], {**tags, **extra}, level=int(bridge)))
        start = end
    return max(ways[::2], key=lambda way: geo.length(way.line))


def _draw_railway(osm: OsmData) -> None:
    for side in (-TRACK_GAP / 2, TRACK_GAP / 2):
        line = geo.offset(RAILWAY, side)
        track = osm.way(
            [osm.node(p) for p in line],
            {"railway": "rail", "gauge": "1520", "electrified": "contact_line"},
        )
        for way in osm.ways:
            if way.tags.get("name:en", "").startswith("Qamba"):
                for _, _, where in geo.crossings(way.line, line):
                    node = osm.insert(way, where)
                    node.tags.update({"railway": "level_crossing", "crossing:barrier": "full"})
                    osm.insert(track, where, node)


def _draw_river(osm: OsmData) -> None:
    names = {"name": "Үлгісу", "name:kk": "Үлгісу", "name:ru": "Улгису", "name:en": "Ulgisu"}
    osm.way([osm.node(p) for p in RIVER], {"waterway": "river", **names})
    rim = [*geo.offset(RIVER, 17), *reversed(geo.offset(RIVER, -17))]
    osm.ring(rim, {"natural": "water", "water": "river", **names})
