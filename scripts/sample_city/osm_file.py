# SPDX-License-Identifier: GPL-3.0-or-later
"""An OSM data set in memory, and its XML (version 0.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from sample_city import geometry as geo
from sample_city.place import INVENTED, LICENCE, Point, degrees

Tags = dict[str, str]


@dataclass
class Node:
    """A node with its place in local metres."""

    id: int
    at: Point
    tags: Tags = field(default_factory=dict)


@dataclass
class Way:
    """A way; `level` tells bridges and tunnels from what lies on the ground."""

    id: int
    nodes: list[Node]
    tags: Tags
    level: int = 0

    @property
    def line(self) -> list[Point]:
        """The geometry in local metres."""
        return [node.at for node in self.nodes]

    @property
    def walkable(self) -> bool:
        """Whether paths may be joined to this way."""
        kind = self.tags.get("highway", "")
        return kind not in {"", "trunk", "construction", "steps", "elevator"} and self.tags.get(
            "foot"
        ) not in {
            "no",
            "private",
        }


@dataclass
class OsmData:
    """All nodes, ways and relations of the town.

    Ids count up within the block of a subject (`begin`), so that a change to
    one subject of the town leaves the ids of the others alone.
    """

    nodes: list[Node] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    relations: list[tuple[int, list[tuple[str, int, str]], Tags]] = field(default_factory=list)
    _next: int = 0
    _next_way: int = 0

    def begin(self, subject: int) -> None:
        """Start the id block of a subject: subject 3 makes nodes 30001... and ways 3001..."""
        self._next, self._next_way = subject * 10000, subject * 1000

    def node(self, at: Point, **tags: str) -> Node:
        """Add a node (``kerb__height`` stands for ``kerb:height``)."""
        self._next += 1
        node = Node(self._next, at, _tags(tags))
        self.nodes.append(node)
        return node

    def way(self, nodes: list[Node], tags: Tags, level: int = 0) -> Way:
        """Add a way."""
        self._next_way += 1
        way = Way(self._next_way, list(nodes), dict(tags), level)
        self.ways.append(way)
        return way

    def ring(self, points: geo.Line, tags: Tags) -> Way:
        """Add a closed way with nodes of its own."""
        nodes = [self.node(p) for p in points]
        return self.way([*nodes, nodes[0]], tags)

    def relation(self, members: list[tuple[str, int, str]], tags: Tags) -> None:
        """Add a relation of (type, id, role)."""
        self._next += 1
        self.relations.append((self._next, members, tags))

    def insert(self, way: Way, at: Point, node: Node | None = None) -> Node:
        """Return the node of a way at the point of it nearest to `at`, made if need be."""
        best, where, share = float("inf"), 0, 0.0
        for i, (a, b) in enumerate(geo.pieces(way.line)):
            near, part = geo.nearest_on(a, b, at)
            d = geo.distance(near, at)
            if d < best - 1e-9:
                best, where, share = d, i, part
        a, b = way.nodes[where], way.nodes[where + 1]
        place = geo.along(a.at, b.at, share)
        if node is None:
            for end in (a, b):
                if geo.distance(end.at, place) < 0.8 and end.tags.get("highway") != "elevator":
                    return end
            node = self.node(place)
        way.nodes.insert(where + 1, node)
        return node

    def attach(self, at: Point, reach: float = 60.0, avoid: set[int] | None = None) -> Node:
        """Return a node on the nearest walkable way at ground level."""
        found: tuple[float, Way | None] = (reach, None)
        for way in self.ways:
            if way.level or not way.walkable or (avoid and way.id in avoid):
                continue
            # People come to a road by its separate sidewalk, not across it.
            separate = way.tags.get("sidewalk") == "separate"
            d = geo.project(way.line, at)[0] + (25.0 if separate else 0.0)
            if d < found[0]:
                found = (d, way)
        if found[1] is None:
            raise ValueError(f"no walkable way within {reach} m of {at}")
        return self.insert(found[1], at)

    def xml(self) -> str:
        """Return the file, sorted by type and id."""
        lons, lats = zip(*(degrees(node.at) for node in self.nodes))
        made_by = f"accessible-kz make_sample_city.py; note=invented ({INVENTED['en']})"
        upper = f'maxlat="{max(lats):.7f}" maxlon="{max(lons):.7f}"'
        out = [
            "<?xml version='1.0' encoding='UTF-8'?>",
            f'<osm version="0.6" generator="{made_by}" license="{LICENCE}">',
            f'  <bounds minlat="{min(lats):.7f}" minlon="{min(lons):.7f}" {upper}/>',
        ]
        for node in sorted(self.nodes, key=lambda item: item.id):
            lon, lat = degrees(node.at)
            head = f'<node id="{node.id}" version="1" lat="{lat:.7f}" lon="{lon:.7f}"'
            out += _element(head, [], node.tags, "node")
        for way in sorted(self.ways, key=lambda item: item.id):
            refs = [f'<nd ref="{node.id}"/>' for node in way.nodes]
            out += _element(f'<way id="{way.id}" version="1"', refs, way.tags, "way")
        for number, members, tags in sorted(self.relations):
            parts = [f'<member type="{t}" ref="{ref}" role="{role}"/>' for t, ref, role in members]
            out += _element(f'<relation id="{number}" version="1"', parts, tags, "relation")
        return "\n".join([*out, "</osm>", ""])


def _element(head: str, parts: list[str], tags: Tags, name: str) -> list[str]:
    if not parts and not tags:
        return [f"  {head}/>"]
    body = parts + [f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in sorted(tags.items())]
    return [f"  {head}>", *(f"    {part}" for part in body), f"  </{name}>"]


def _tags(words: Tags) -> Tags:
    return {key.replace("__", ":"): value for key, value in words.items() if value}
