# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent judge of route documents: the raw tags of the OSM file, nothing else.

It shares no code with the library: its own reading of tags, of the defaults of
CONTRACTS.md (manual_wheelchair) and of which nodes a route passes.
"""

from __future__ import annotations

import math
import re
from functools import cached_property

import osmium
import shapely

SURFACES = {"sand", "mud", "earth", "dirt", "grass", "ground", "snow", "ice", "salt"}
SURFACES |= {"rock", "stone", "stepping_stones"}
SMOOTHNESS = {"very_bad", "horrible", "very_horrible", "impassable"}
BARRIERS = {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "horse_stile"}
BARRIERS |= {"block", "log", "sump_buster", "debris"}
PERMITS = {"yes", "designated", "permissive"}
FAST_ROADS = {"motorway", "motorway_link", "trunk", "trunk_link"}
FOOT_WAYS = {"footway", "path", "pedestrian", "steps", "cycleway", "track", "corridor", "platform"}
#: Keys of what is walked on; kinds of edges that may run straight across it.
WALKED = {"highway", "public_transport", "railway", "indoor", "man_made"}
ACROSS = {"area", "platform", "corridor", "lift"}
OWN = ("surface", "smoothness", "width", "incline", "wheelchair")


class Raw(osmium.SimpleHandler):
    """Tags and node references as they stand in the file."""

    def __init__(self, path):
        super().__init__()
        self.ways, self.refs, self.nodes = {}, {}, {}
        self.places, self.multipolygons = {}, []
        self.apply_file(str(path))

    def node(self, node):
        self.places[node.id] = (node.location.lon, node.location.lat)
        if len(node.tags):
            self.nodes[node.id] = dict(node.tags)

    def way(self, way):
        self.ways[way.id] = dict(way.tags)
        self.refs[way.id] = [node.ref for node in way.nodes]

    def relation(self, relation):
        if relation.tags.get("type") == "multipolygon":
            self.multipolygons.append([m.ref for m in relation.members if m.type == "w"])

    @cached_property
    def grounds(self):
        """Polygons of closed ways and multipolygons with something to walk on, in a tree."""
        rings = [[way] for way, refs in self.refs.items() if refs[0] == refs[-1]]
        rings = [ways for ways in rings if WALKED & set(self.ways[ways[0]])]
        lines = [
            [self._line(way) for way in ways if way in self.refs]
            for ways in (*rings, *self.multipolygons)
        ]
        return shapely.STRtree([shapely.build_area(shapely.unary_union(each)) for each in lines])

    @cached_property
    def walls(self):
        stops = [way for way, tags in self.ways.items() if _stops(tags)]
        return shapely.STRtree([self._line(way) for way in stops])

    def _line(self, way):
        points = [self.places[node] for node in self.refs[way] if node in self.places]
        return shapely.LineString(points if len(points) > 1 else None)

    def metres(self, a, b):
        (x, y), (u, v) = self.places[a], self.places[b]
        return math.hypot((u - x) * math.cos(math.radians(y)), v - y) * 111195.0

    def lies_across(self, ends):
        """Whether the straight line between two nodes stays in an area and crosses no wall."""
        line = shapely.LineString([self.places[end] for end in ends])
        over = self.grounds.geometries[self.grounds.query(line)]
        if not any(ground.buffer(5e-8).covers(line) for ground in over):
            return False
        inner = line.interpolate([0.02, 0.98], normalized=True)
        met = self.walls.geometries[self.walls.query(line, predicate="crosses")]
        inner = shapely.LineString([point.coords[0] for point in inner])
        return not any(wall.crosses(inner) for wall in met)


def _stops(tags):
    """Walls, fences, steps on the ground, and nothing that a flush kerb could be."""
    if {"layer", "level", "tunnel", "bridge"} & set(tags):
        return False
    walls = ("wall", "fence", "hedge", "retaining_wall", "city_wall")
    return tags.get("barrier") in walls or tags.get("highway") == "steps"


def violations(document, raw, limits=None):
    """Every breach of the defaults on a route document, as readable lines."""
    limits = {"incline": 6.0, "width": 90.0, "kerb": 3.0, **(limits or {})}
    found = []
    edges = document["edges"]
    for before, after in zip(edges, edges[1:]):
        if before["to_node"] != after["from_node"]:
            found.append(f"not connected: {before['to_node']} then {after['from_node']}")
        elif before["to_node"] is not None:
            node = before["to_node"]
            tags = raw.nodes.get(node, {})
            found += [f"node {node}: {why}" for why in node_violations(tags, limits["kerb"])]
    for position, edge in enumerate(edges):
        way, whole = edge["osm_way"], 0 < position < len(edges) - 1
        if not _along(raw, edge, whole):
            found += list(_across(raw, edge, limits))
            continue
        found += [f"way {way}: {why}" for why in way_violations(raw.ways[way], edge, limits)]
        found += [f"way {way}: {why}" for why in _direction(raw, edge, whole, limits["kerb"])]
    return found


def _along(raw, edge, whole):
    """Whether an edge is a piece of its way: as long as the way is between the two nodes."""
    refs, ends = raw.refs.get(edge["osm_way"], []), (edge["from_node"], edge["to_node"])
    if None in ends or edge["kind"] not in ACROSS:
        return edge["osm_way"] is not None
    steps = [raw.metres(*pair) for pair in zip(refs, refs[1:])]
    at = [[i for i, ref in enumerate(refs) if ref == end] for end in ends]
    for i in at[0]:
        for j in at[1]:
            piece = sum(steps[min(i, j) : max(i, j)])
            for length in (piece, sum(steps) - piece):
                near = abs(length - edge["length_m"]) < 0.05 + 0.005 * length
                if near or (not whole and edge["length_m"] < length):
                    return True
    return False


def _across(raw, edge, limits):
    """Breaches of an edge that runs straight over an area, along no way."""
    way, ends = edge["osm_way"], (edge["from_node"], edge["to_node"])
    if edge["kind"] not in ACROSS or None in ends or not raw.lies_across(ends):
        yield f"way {way}: {edge['kind']} {ends} is no piece of it and no line across an area"
    if way is not None:
        if not set(ends) <= set(raw.refs[way]):
            yield f"way {way}: does not hold {ends}"
        for why in way_violations(raw.ways[way], edge, limits):
            yield f"way {way}: {why}"


def way_violations(tags, edge, limits):
    highway = tags.get("highway", "")
    kinds = [tags]
    if edge["kind"] == "sidewalk" and highway not in FOOT_WAYS:
        kinds = [_side(tags, side) for side in ("left", "right", "both")]
    if highway == "construction":
        yield "construction"
    walk = tags.get("foot"), edge["kind"] == "sidewalk"
    if walk[0] in ("no", "private", "use_sidepath") and not walk[1]:
        yield f"foot={walk[0]}"
    if tags.get("access") in ("no", "private") and walk[0] not in PERMITS and not walk[1]:
        yield f"access={tags['access']}"
    if highway in FAST_ROADS and walk[0] not in PERMITS and not walk[1]:
        yield f"highway={highway}"
    if highway == "steps" and tags.get("ramp:wheelchair") != "yes":
        yield "steps"
    reasons = [list(_barred(kind, limits)) for kind in kinds]
    if all(reasons):
        yield f"{reasons[0]}"


def _side(tags, side):
    own = {}
    for key in OWN:
        for name in (f"sidewalk:{side}:{key}", f"sidewalk:both:{key}", f"sidewalk:{key}"):
            if name in tags:
                own[key] = tags[name]
                break
    own.setdefault("incline", tags.get("incline", ""))
    return own


def _barred(tags, limits):
    wheelchair = tags.get("wheelchair")
    if wheelchair == "no":
        yield "wheelchair=no"
    if wheelchair in ("yes", "designated"):
        return
    if tags.get("surface") in SURFACES:
        yield f"surface={tags['surface']}"
    if tags.get("smoothness") in SMOOTHNESS:
        yield f"smoothness={tags['smoothness']}"
    width = re.fullmatch(r"(\d+(?:\.\d+)?) ?m?", tags.get("width", ""))
    if width and float(width[1]) * 100 < limits["width"]:
        yield f"width={tags['width']}"
    incline = re.fullmatch(r"[+-]?(\d+(?:[.,]\d+)?) ?%", tags.get("incline", ""))
    if incline and float(incline[1].replace(",", ".")) > limits["incline"]:
        yield f"incline={tags['incline']}"


def node_violations(tags, highest_kerb=3.0):
    if tags.get("wheelchair") in ("yes", "designated"):
        return
    if tags.get("barrier") in BARRIERS:
        yield f"barrier={tags['barrier']}"
    if tags.get("kerb") in ("raised", "regular"):
        yield f"kerb={tags['kerb']}"
    height = re.fullmatch(r"(\d+(?:\.\d+)?) ?(m|cm)?", tags.get("kerb:height", ""))
    if height and float(height[1]) * (1 if height[2] == "cm" else 100) > highest_kerb:
        yield f"kerb:height={tags['kerb:height']}"
    if tags.get("barrier") and tags.get("wheelchair") == "no":
        yield "wheelchair=no"
    closed = tags.get("access") in ("no", "private") and tags.get("foot") not in PERMITS
    if tags.get("barrier") and closed:
        yield f"access={tags['access']}"
    if tags.get("barrier") and tags.get("foot") in ("no", "private", "use_sidepath"):
        yield f"foot={tags['foot']}"


def _direction(raw, edge, whole, highest_kerb):
    refs, tags = raw.refs[edge["osm_way"]], raw.ways[edge["osm_way"]]
    ends = edge["from_node"], edge["to_node"]
    if None in ends:
        return
    if not set(ends) <= set(refs):
        yield f"does not hold {ends}"
        return
    if any(refs.count(end) > 1 for end in ends) or ends[0] == ends[1]:
        return  # closed ways: which way round is not to be told from the ends
    i, j = refs.index(ends[0]), refs.index(ends[1])
    if tags.get("oneway:foot") == "yes" and i > j:
        yield "against oneway:foot"
    if tags.get("oneway:foot") == "-1" and i < j:
        yield "against oneway:foot"
    if whole and edge["kind"] != "sidewalk":
        for node in refs[min(i, j) + 1 : max(i, j)]:
            for why in node_violations(raw.nodes.get(node, {}), highest_kerb):
                yield f"inner node {node}: {why}"
