# SPDX-License-Identifier: GPL-3.0-or-later
"""Route documents held against the raw tags of the OSM file they were made from.

Written from CONTRACTS.md alone ("Default of manual_wheelchair, at the least", "For every
profile" and the field list of a route document); shares no code with the library or with
the other checker under tests/core/routing.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import cached_property, lru_cache

import numpy as np
import osmium
from raw_areas import RawAreas

BAD_SURFACE = {
    "sand",
    "mud",
    "earth",
    "dirt",
    "grass",
    "ground",
    "snow",
    "ice",
    "salt",
    "rock",
    "stone",
    "stepping_stones",
}
SMOOTH = [
    "excellent",
    "good",
    "intermediate",
    "bad",
    "very_bad",
    "horrible",
    "very_horrible",
    "impassable",
]
BAD_BARRIER = {
    "stile",
    "turnstile",
    "full-height_turnstile",
    "kissing_gate",
    "horse_stile",
    "block",
    "log",
    "sump_buster",
    "debris",
}
#: No passage at all, a single step, or water (OSM wiki, Key:barrier, Key:ford).
NO_PASSAGE = {
    "wall",
    "fence",
    "hedge",
    "retaining_wall",
    "city_wall",
    "jersey_barrier",
    "guard_rail",
    "ditch",
    "step",
}
CLIMBED = BAD_BARRIER | NO_PASSAGE | {"ford"}
SINKING = {"sand", "mud", "snow", "ice", "salt", "rock", "stone", "stepping_stones"}
#: What each profile promises; DIN 18040-3 for the first (CONTRACTS.md), the others as the
#: comments of their own data say. "lifts": wheelchair=yes is good news for it.
PROFILES = {
    "foot": {"limit": {}, "steps": "yes"},
    "manual_wheelchair": {
        "limit": {"max_incline": 6, "max_decline": 6, "min_width": 90, "max_kerb": 3},
        "smooth": "bad", "surfaces": BAD_SURFACE, "barriers": CLIMBED, "lifts": True,
        "wheelchair_no": True,
    },
    "powered_wheelchair": {
        "limit": {"max_incline": 10, "max_decline": 10, "min_width": 90, "max_kerb": 5},
        "smooth": "bad", "surfaces": BAD_SURFACE, "barriers": CLIMBED, "lifts": True,
        "wheelchair_no": True,
    },
    "walking_aid": {
        "limit": {"max_incline": 8.4, "max_decline": 8.4, "min_width": 80, "max_kerb": 6},
        "smooth": "bad", "surfaces": BAD_SURFACE, "barriers": CLIMBED, "lifts": True,
        "wheelchair_no": True,
    },
    "pushchair": {
        "limit": {"max_incline": 10, "max_decline": 10, "min_width": 80, "max_kerb": 10},
        "smooth": "bad", "surfaces": SINKING, "barriers": CLIMBED, "lifts": True,
    },
    "cane": {
        "limit": {"min_width": 80, "max_kerb": 20}, "smooth": "very_bad", "steps": "yes",
        "surfaces": {"mud", "ice", "rock", "stepping_stones"},
        "barriers": {"log", "sump_buster", "debris"},
    },
}  # fmt: skip
#: Attributes that a limit speaks of, beside those that every profile limits.
OF_LIMITS = {"max_incline": "incline", "min_width": "width", "max_kerb": "kerb"}
#: How far slopes reckoned twice may differ: per cent, and a share of the slope (samples lie
#: half a cell apart there and a metre here).
SLOPE_OFF, SLOPE_SHARE = 1.5, 0.06
#: A model with larger cells in metres only gives estimates.
COARSE = 10.0
FOOT_PERMITS = {"yes", "designated", "permissive"}
FAST = {"motorway", "motorway_link", "trunk", "trunk_link"}
CAR_ROADS = {
    "living_street",
    "residential",
    "unclassified",
    "road",
    "tertiary",
    "tertiary_link",
    "secondary",
    "secondary_link",
    "primary",
    "primary_link",
    "service",
}
PLAIN_FOOT = {"footway", "path", "pedestrian"}
#: Ways that nobody can doubt are part of a network of streets.
PLAIN = (CAR_ROADS - {"service"}) | PLAIN_FOOT | {"steps"}
#: Kinds of edges that may run straight across an area.
AREA_KINDS = {"area", "platform", "corridor", "lift"}
GRADED = {"access", "steps", "surface", "smoothness", "width", "incline", "kerb"}
METRE = {"": 100.0, "m": 100.0, "cm": 1.0, "mm": 0.1, "ft": 30.48, "'": 30.48}


class RawOsm(osmium.SimpleHandler):
    """Everything of a file as it stands there."""

    def __init__(self, path):
        super().__init__()
        self.way_tags, self.way_refs = {}, {}
        self.node_tags, self.place = {}, {}
        self.ring_tags = defaultdict(list)  # way -> tags of the areas that it bounds
        self.multipolygons = []  # tags and ways of each
        self.open = {}
        self.apply_file(str(path))
        self.streets = Streets(self, lambda tags: tags.get("highway") in PLAIN, lambda _: True)
        self.lines = Streets(self, lambda _: True, lambda _: True)

    def node(self, node):
        self.place[node.id] = (node.location.lon, node.location.lat)
        if len(node.tags):
            self.node_tags[node.id] = dict(node.tags)

    def way(self, way):
        self.way_tags[way.id] = dict(way.tags)
        self.way_refs[way.id] = [ref.ref for ref in way.nodes]

    def relation(self, relation):
        if relation.tags.get("type") == "multipolygon":
            for member in relation.members:
                if member.type == "w":
                    self.ring_tags[member.ref].append(dict(relation.tags))
            ways = [member.ref for member in relation.members if member.type == "w"]
            self.multipolygons.append((dict(relation.tags), ways))

    @cached_property
    def areas(self):
        return RawAreas(self)


def metres(a, b):
    """Great-circle distance of two (lon, lat)."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371008.8 * math.asin(math.sqrt(half))


def line_length(line):
    return sum(metres(a, b) for a, b in zip(line, line[1:]))


def centimetres(text):
    """A plain length in cm; None for anything that needs guessing."""
    found = re.fullmatch(r"\s*(\d+(?:[.,]\d+)?)\s*(m|cm|mm|ft|')?\s*", text or "")
    return found and float(found[1].replace(",", ".")) * METRE[found[2] or ""]


def per_cent(text):
    """A plain signed slope in per cent, up in the way's direction; None if there is doubt."""
    text = (text or "").strip()
    found = re.fullmatch(r"([+-]?)(\d+(?:[.,]\d+)?)\s*(%|°|)", text)
    if not found:
        return None
    value = float(found[2].replace(",", "."))
    if found[3] == "°":
        value = 100 * math.tan(math.radians(value))
    elif found[3] == "" and 0 < value < 1:
        return None  # a ratio, or per cent?
    return -value if found[1] == "-" else value


class Rules:
    """One profile with what the user set, as the command line was given."""

    def __init__(self, profile, options=()):
        mine = PROFILES[profile]
        self.set = {}
        options = list(options)
        for option, value in zip(options, options[1:]):
            if option == "--set":
                name, _, given = value.partition("=")
                self.set[name] = given
        self.unknown_bars = "--unknown" in options and "bar" in options
        self.estimated_bars = self.unknown_bars or "estimated_incline=bar" in options
        numbers = {
            k: float(v)
            for k, v in self.set.items()
            if k.startswith(("max_", "min_")) and k != "max_smoothness"
        }
        self.smoothest = self.set.get("max_smoothness", mine.get("smooth"))
        self.rough = SMOOTH[SMOOTH.index(self.smoothest) + 1 :] if self.smoothest else []
        self.limit = {**mine["limit"], **numbers}
        self.steps = self.set.get("allow_steps", mine.get("steps", "no"))
        self.surfaces, self.barriers = mine.get("surfaces", set()), mine.get("barriers", set())
        self.lifts, self.wheelchair_no = mine.get("lifts"), mine.get("wheelchair_no")

    @property
    def kind(self):
        """All that `surely_open` asks for."""
        return bool(self.surfaces), self.unknown_bars

    @property
    def graded(self):
        found = {"access"} | {OF_LIMITS[name] for name in set(OF_LIMITS) & set(self.limit)}
        found |= {"smoothness"} if self.rough else set()
        found |= {"surface"} if self.surfaces else set()
        return found | ({"steps"} if self.steps == "no" else set())

    # ------------------------------------------------------------------ ways

    def way_faults(self, tags, forward, *, sidewalk_of=None):
        """Causes for which a way (or the sidewalk of a road) must be barred in one direction."""
        faults = set()
        road = sidewalk_of if sidewalk_of is not None else tags
        foot = tags.get("foot", road.get("foot"))
        access = tags.get("access", road.get("access"))
        highway = road.get("highway")
        if foot in ("no", "private", "use_sidepath"):
            faults.add("access")
        if access in ("no", "private") and foot not in FOOT_PERMITS:
            faults.add("access")
        if highway in FAST and sidewalk_of is None and foot not in FOOT_PERMITS:
            faults.add("access")
        if highway == "construction":
            faults.add("kind")
        way_round = tags.get("oneway:foot")
        if (way_round == "yes" and not forward) or (way_round == "-1" and forward):
            faults.add("oneway")
        if highway == "steps" and self.steps == "no":
            excepted = tags.get("ramp:wheelchair") == "yes" and "allow_steps" not in self.set
            if not excepted:
                faults.add("steps")
        if self.wheelchair_no and tags.get("wheelchair", "") == "no":
            faults.add("wheelchair")
        graded = self.slope_faults(tags, forward)
        if tags.get("surface") in self.surfaces:
            graded.add("surface")
        if tags.get("smoothness") in self.rough:
            graded.add("smoothness")
        width = centimetres(tags.get("width"))
        if width is not None and width < self.limit.get("min_width", 0):
            graded.add("width")
        if self.lifted(tags):
            user = {"incline": "max_incline", "decline": "max_decline", "width": "min_width"}
            user["smoothness"] = "max_smoothness"
            graded = {fault for fault in graded if user.get(fault) in self.set}
        return faults | graded

    def lifted(self, tags):
        """Whether somebody said that a wheelchair passes, and that counts."""
        return self.lifts and tags.get("wheelchair") in ("yes", "designated")

    def slope_faults(self, tags, forward):
        slope = per_cent(tags.get("incline"))
        if slope is None or (tags.get("highway") == "steps" and self.steps == "yes"):
            return set()
        slope = slope if forward else -slope
        faults = set()
        if "max_incline" in self.limit and slope > self.limit["max_incline"]:
            faults.add("incline")
        if "max_decline" in self.limit and -slope > self.limit["max_decline"]:
            faults.add("decline")
        return faults

    # ------------------------------------------------------------------ nodes

    def node_faults(self, tags):
        """Causes for which a node that is passed must bar."""
        if not tags:
            return set()
        faults = set()
        passage = {"barrier", "kerb", "entrance", "door"} & set(tags)
        if "barrier" in tags and tags["barrier"] not in ("no", "none"):
            if tags.get("foot") in ("no", "private", "use_sidepath"):
                faults.add("access")
            if tags.get("access") in ("no", "private") and tags.get("foot") not in FOOT_PERMITS:
                faults.add("access")
        if self.wheelchair_no and passage and tags.get("wheelchair") == "no":
            faults.add("wheelchair")
        if "barrier" in tags:
            gap = centimetres(tags.get("maxwidth:physical"))
            if gap is not None and gap < self.limit.get("min_width", 0):
                faults.add("width")
        lifted = self.lifted(tags)
        height, most = centimetres(tags.get("kerb:height")), self.limit.get("max_kerb", math.inf)
        over = height is not None and most < height <= 100
        over |= tags.get("kerb") in ("raised", "regular") and (
            most <= (3 if height is not None else 14)  # 15 cm unless measured
        )
        if over and (not lifted or "max_kerb" in self.set):
            faults.add("kerb")
        if barriers_of(tags) & self.barriers and not lifted:
            faults.add("barrier")
        return faults


def barriers_of(tags):
    """Words of the barriers of a node; a ford counts where no barrier is named."""
    words = {word.strip() for word in tags.get("barrier", "").split(";")} - {""}
    if not words and tags.get("ford", "no") != "no":
        words = {"ford"}
    return words


def side_tags(tags):
    """Own tags of the sidewalks tagged on a road, by side."""
    sides = {}
    for side in ("left", "right"):
        own = {}
        for key in [*tags]:
            prefixes = [f"footway:{side}:", "footway:both:"]  # an older form of the same
            prefixes += ["sidewalk:", "sidewalk:both:", f"sidewalk:{side}:"]
            for prefix in prefixes:
                rest = key[len(prefix) :]
                if (
                    key.startswith(prefix)
                    and rest
                    and not rest.startswith(("left", "right", "both"))
                ):
                    own[rest] = tags[key]
        if "incline" in tags:
            own.setdefault("incline", tags["incline"])  # a sidewalk climbs with its road
        sides[side] = own
    return sides


def has_sidewalk(tags):
    words = [tags.get(k) for k in ("sidewalk", "sidewalk:both", "footway")]
    words += [tags.get("sidewalk:left"), tags.get("sidewalk:right")]
    said = {"both", "left", "right", "yes", "left;right", "right;left"}
    return bool(said & set(words)) or any(
        re.match(r"(sidewalk|footway):(left|right|both):", key) for key in tags
    )


class Judge:
    """Judges documents of one file under one set of options.

    `ground` is what the elevation model shows that the network was built with, if any.
    """

    def __init__(self, raw, rules, ground=None):
        self.raw, self.rules, self.ground = raw, rules, ground
        self.measured = ground is not None and ground.cell <= COARSE
        limits = [rules.limit[name] for name in ("max_incline", "max_decline")
                  if name in rules.limit]  # fmt: skip
        self.slopes_bar = bool(limits) and ground is not None
        self.slopes_bar &= self.measured or rules.estimated_bars
        self.slope = ground and lru_cache(maxsize=None)(ground.steepest)
        kind = (*rules.kind, min(limits) if self.slopes_bar else None)
        if kind not in raw.open:
            raw.open[kind] = Streets(
                raw, lambda tags: surely_open(tags, rules), node_is_plain,
                self._surely_level if self.slopes_bar else lambda _: True,
            )  # fmt: skip
        self.open = raw.open[kind]
        self.seen = defaultdict(int)  # what was looked at, for the report

    def judge(self, document, start, end):
        """Yield every fault of one document as a readable line."""
        self.seen[document["status"] + " " + document.get("reason", "")] += 1
        if document["status"] == "ok":
            yield from self._route(document, start, end, blocked=())
            yield from self._route_only(document)
            for point, snapped in zip((start, end), document["snap_m"]):
                nearer = self.open.distances(point).min(initial=math.inf)
                if nearer < snapped - 0.5:
                    yield f"snapped {snapped} m off, an open street is {nearer} m off"
            return
        if set(document) < {"status", "reason", "blocked_by", "least_barrier"}:
            yield f"fields {sorted(document)}"
        yield from self._no_route(document, start, end)

    # --------------------------------------------------------------- slopes

    def _steepest_spot(self, way):
        """The steepest metre of a way, 0 where nothing is known of it."""
        line = [self.raw.place[node] for node in self.raw.way_refs[way] if node in self.raw.place]
        slopes = self.ground.along(line) if len(line) > 1 else np.zeros(1)
        return float(np.nanmax(np.abs(slopes), initial=0.0))

    def _surely_level(self, way):
        least = min(self.rules.limit["max_incline"], self.rules.limit["max_decline"])
        return self._steepest_spot(way) < least - SLOPE_OFF

    def _ground_faults(self, edge, nodes, tags, road, whole):
        """What a document says of the ground, and whether it is too steep."""
        way, said = f"way {edge['osm_way']}", [edge["incline"], edge["incline_estimated"]]
        if self.ground is None or tags.get("incline") is not None:
            if said[1] is not None:
                yield f"{way}: slope {said[1]} estimated without need"
            return
        if edge["osm_way"] is None or not on_ground(road or tags, edge["kind"]):
            if edge["osm_way"] is not None and said != [None, None]:
                yield f"{way}: slope {said} of what the model does not show"
            return
        if not whole:
            return  # what the rest of its piece is like is not told
        up, down = self.slope(tuple(self.raw.place[node] for node in nodes))
        self.seen["slopes reckoned"] += 1
        given, other = said if self.measured else said[::-1]
        if other is not None:
            yield f"{way}: slope {said} by cells of {self.ground.cell:.0f} m"
        if math.isnan(up) or given is None:
            if not math.isnan(up):
                yield f"{way}: no slope given, it is {up} up and {down} down"
            elif given is not None:
                yield f"{way}: slope {given} of a void"
            return
        off = SLOPE_OFF + SLOPE_SHARE * max(up, down)
        if abs(abs(given) - max(up, down)) > off or (up if given >= 0 else down) < abs(given) - off:
            yield f"{way}: slope {given} given, it is {up:.1f} up and {down:.1f} down"
        if not self.slopes_bar or (self.rules.lifted(tags) and not self.rules.set):
            return
        for name, slope in (("max_incline", up), ("max_decline", down)):
            self.seen["slopes near the limit"] += slope > 0.75 * self.rules.limit[name]
            if slope > self.rules.limit[name] + off:
                yield f"{way}: {name} {self.rules.limit[name]}, it is {slope:.1f}"

    def _steep_said(self, document):
        """Where an estimated slope is over the limit, the route tells so."""
        at = 0.0
        for edge in document["edges"]:
            end, slope = at + edge["length_m"], edge["incline_estimated"] or 0.0
            name, code = ("max_incline", "up") if slope > 0 else ("max_decline", "down")
            over = abs(slope) > self.rules.limit.get(name, math.inf)
            if over and edge["kind"] not in ("steps", "escalator", "lift"):
                self.seen["steep stretches told"] += 1
                spans = [(each["at_m"], each["at_m"] + each["length_m"])
                         for each in document["obstacles"]
                         if each["code"] == f"estimated_{code}"]  # fmt: skip
                slack = 0.05 * len(document["edges"])
                if not any(low - slack <= at and end <= high + slack for low, high in spans):
                    yield f"way {edge['osm_way']}: slope {slope} at {at:.0f} m is not told"
            at = end

    # ------------------------------------------------------------------ a way

    def _route(self, document, start, end, blocked):
        edges = document["edges"]
        self.seen["edges"] += len(edges)
        total = sum(edge["length_m"] for edge in edges)
        if abs(total - document["distance_m"]) > 0.01 + 0.001 * len(edges):
            yield f"distance {document['distance_m']} is not the sum {total}"
        paths = []
        for position, edge in enumerate(edges):
            last = len(edges) - 1
            found = self._paths(edge, position not in (0, last))
            if not found:
                yield f"edge {position} {edge} does not lie on its way"
            paths.append(found)
        for before, after in zip(edges, edges[1:]):
            if before["to_node"] != after["from_node"] or before["to_node"] is None:
                yield f"gap: {before['to_node']} then {after['from_node']}"
        for before in edges[:-1]:
            faults = self.rules.node_faults(self.raw.node_tags.get(before["to_node"]))
            self.seen["nodes passed"] += 1
            for fault in faults - _of(blocked, "osm_node", before["to_node"]):
                yield f"node {before['to_node']} passed: {fault}"
        for position, (edge, found) in enumerate(zip(edges, paths)):
            yield from self._edge(edge, found, position, len(edges), blocked)
        if edges and all(paths):
            yield from self._snap(document, edges, paths, start, end)

    def _route_only(self, document):
        edges, rules = document["edges"], self.rules
        graded = set(document["unknown_share"])
        if graded != rules.graded:
            yield f"unknown_share has {sorted(graded)}"
        total = sum(edge["length_m"] for edge in edges)
        for name, share in document["unknown_share"].items():
            lacking = [edge for edge in edges if name not in edge["known"]]
            length = sum(edge["length_m"] for edge in lacking)
            wanted = length / total if total and length else float(bool(lacking))
            if abs(share - wanted) > 0.001 or (share == 0) != (not lacking):
                yield f"unknown_share {name} {share}, by its edges {wanted}"
        if edges:
            whole = all(set(edge["known"]) >= rules.graded for edge in edges)
            if (document["confidence"] == "confirmed") != whole:
                yield f"confidence {document['confidence']} though known is {whole}"
            if rules.unknown_bars and not whole:
                yield "not known though --unknown bar"
        on_road = sum(
            edge["length_m"] for edge in edges if edge["kind"] != "sidewalk" and self._on_road(edge)
        )
        if abs(on_road - document["carriageway_m"]) > 0.01 + 0.001 * len(edges):
            yield f"carriageway_m {document['carriageway_m']}, by its edges {on_road}"
        yield from self._kerbs(edges)
        yield from self._steep_said(document)

    def _on_road(self, edge):
        roads = [tags.get("highway") in CAR_ROADS | FAST for tags, _ in self._strands(edge)]
        # Of several areas that a line crosses, which lie over each other, one may be meant.
        return any(roads) if edge["osm_way"] else bool(roads) and all(roads)

    def _paths(self, edge, whole):
        """Node lists of the way that this edge can be, in travel direction."""
        way, ends = edge["osm_way"], (edge["from_node"], edge["to_node"])
        refs = self.raw.way_refs.get(way, [])
        if None in ends or (refs and not set(ends) <= set(refs)):
            return []
        starts = [i for i, ref in enumerate(refs) if ref == ends[0]]
        stops = [i for i, ref in enumerate(refs) if ref == ends[1]]
        candidates = []
        for i in starts:
            for j in stops:
                if i < j:
                    candidates.append((refs[i : j + 1], True))
                elif j < i:
                    candidates.append((refs[j : i + 1][::-1], False))
                if refs[0] == refs[-1]:  # through the seam of a closed way
                    if j <= i:
                        candidates.append((refs[i:] + refs[1 : j + 1], True))
                    if i <= j:
                        candidates.append((refs[: i + 1][::-1] + refs[j:-1][::-1], False))
        if edge["kind"] in AREA_KINDS and self.raw.areas.crossed(way, *ends):
            self.seen["across areas"] += 1
            candidates.append(([*ends], True))
        fitting = []
        for nodes, forward in candidates:
            if any(node not in self.raw.place for node in nodes):
                continue
            length = line_length([self.raw.place[node] for node in nodes])
            slack = 0.05 + 0.005 * length
            near = abs(length - edge["length_m"]) <= slack
            if near if whole else edge["length_m"] <= length + slack:
                fitting.append((nodes, forward, length))
        return fitting

    def _strands(self, edge):
        """Tags that may describe this edge: of the way, of a sidewalk, of its area."""
        if edge["osm_way"] is None:
            areas = self.raw.areas.crossed(None, edge["from_node"], edge["to_node"])
            return [(tags, None) for tags in areas]
        tags = self.raw.way_tags.get(edge["osm_way"], {})
        if (
            edge["kind"] == "sidewalk"
            and has_sidewalk(tags)
            and (tags.get("highway") in CAR_ROADS | FAST)
        ):
            return [(own, tags) for own in side_tags(tags).values()]
        own_class = {"highway", "public_transport", "railway", "indoor", "man_made"}
        if not own_class & set(tags) and self.raw.ring_tags[edge["osm_way"]]:
            return [(ring, None) for ring in self.raw.ring_tags[edge["osm_way"]]]
        return [(tags, None)]

    def _edge(self, edge, paths, position, count, blocked):
        if not paths:
            return
        way = edge["osm_way"]
        excused = _of(blocked, "osm_way", way)
        verdicts = []
        for nodes, forward, length in paths:
            for tags, road in self._strands(edge):
                faults = self.rules.way_faults(tags, forward, sidewalk_of=road) - excused
                said = [f"way {way}: {fault}" for fault in sorted(faults)]
                said += list(self._claims(edge, tags, road, forward))
                said += list(self._inner(edge, nodes, length, position, count, blocked))
                whole = 0 < position < count - 1
                if not {"incline", "decline"} & excused:
                    said += list(self._ground_faults(edge, nodes, tags, road, whole))
                verdicts.append(said)
        yield from min(verdicts, key=len)

    def _inner(self, edge, nodes, length, position, count, blocked):
        """Nodes strictly inside the part of a piece that was travelled."""
        if edge["kind"] == "sidewalk" and self.raw.way_tags[edge["osm_way"]].get(
            "highway"
        ) not in PLAIN_FOOT | {"cycleway"}:
            return  # the line of a road stands for its sidewalk: its nodes lie on the road
        along, low, high = 0.0, 0.0, length
        if count == 1:
            low = high = length / 2  # both ends are open: nothing to be told for certain
        elif position == 0:
            low = length - edge["length_m"]
        elif position == count - 1:
            high = edge["length_m"]
        for a, b in zip(nodes, nodes[1:-1]):
            along += metres(self.raw.place[a], self.raw.place[b])
            if low + 0.5 < along < high - 0.5:
                faults = self.rules.node_faults(self.raw.node_tags.get(b))
                for fault in faults - _of(blocked, "osm_node", b):
                    yield f"way {edge['osm_way']} inner node {b}: {fault}"

    def _claims(self, edge, tags, road, forward):
        """What a document says is known must be tagged, and what it gives must be the tag."""
        known, way = set(edge["known"]), f"way {edge['osm_way']}"
        if self.measured and on_ground(road or tags, edge["kind"]) and "incline" not in tags:
            known.discard("incline")  # from the ground: see _ground_faults
        if known - self.rules.graded:
            yield f"{way}: known {known - self.rules.graded} is not limited"
        surface = tags.get("surface", "").strip()
        if road is None:  # the part of a shared way that is theirs
            surface = tags.get("footway:surface", surface)
        if edge["surface"] is not None and not surface:
            yield f"{way}: surface {edge['surface']} is not tagged"
        plain = BAD_SURFACE | {"asphalt", "concrete", "paving_stones", "gravel"}
        if surface in plain and edge["surface"] != surface:
            yield f"{way}: surface={surface} given as {edge['surface']}"
        others = {"soil", "bare_rock", "rocks", "rocky", "stones", "cement"}
        if edge["surface"] in plain and not {edge["surface"], *others} & set(surface.split(";")):
            yield f"{way}: surface {edge['surface']}, tagged {surface}"
        for name, keys in (
            ("surface", ("surface",)),
            ("smoothness", ("smoothness",)),
            ("width", ("width", "maxwidth:physical")),
            ("incline", ("incline",)),
        ):
            if name in known and not any(tags.get(key) for key in keys):
                yield f"{way}: {name} known without a tag"
        if "smoothness" in self.rules.graded:
            if tags.get("smoothness") in SMOOTH and "smoothness" not in known:
                yield f"{way}: smoothness={tags['smoothness']} not known"
            if per_cent(tags.get("incline")) is not None and "incline" not in known:
                yield f"{way}: incline={tags['incline']} not known"
        slope = per_cent(tags.get("incline"))
        if tags.get("incline") in ("up", "down", "yes") and "incline" in known:
            yield f"{way}: incline={tags['incline']} taken for known"
        if slope is not None:
            slope = slope if forward else -slope
            if edge["incline"] is None or abs(edge["incline"] - slope) > 0.06:
                yield f"{way}: incline {slope} given as {edge['incline']}"
        shown = self.measured and on_ground(road or tags, edge["kind"])
        if slope is None and edge["incline"] is not None and "incline" not in tags and not shown:
            yield f"{way}: incline {edge['incline']} from nowhere"
        highway = (road or tags).get("highway")
        if (
            "access" in known
            and highway in ("cycleway", "bridleway")
            and not ({"foot", "access"} & set(tags))
        ):
            yield f"{way}: access known on {highway} without a tag"
        if highway == "steps" and edge["kind"] not in ("steps", "escalator"):
            yield f"{way}: steps called {edge['kind']}"
        if (
            highway in CAR_ROADS
            and road is None
            and edge["kind"] not in ("road", "service", "area", "steps")
        ):
            yield f"{way}: {highway} called {edge['kind']}"

    def _kerbs(self, edges):
        """Where road and walk meet with no kerb tagged, the kerb is not known."""
        if "kerb" not in self.rules.graded:
            return
        for before, after in zip(edges, edges[1:]):
            node = before["to_node"]
            tags = self.raw.node_tags.get(node, {})
            tagged = (tags.get("kerb") not in (None, "yes", "unknown")) or "kerb:height" in tags
            pair = (before, after)
            road = [edge["kind"] in ("road", "service") for edge in pair]
            walk = [edge["kind"] in ("sidewalk", "footway") for edge in pair]
            meets = (road[0] and walk[1]) or (road[1] and walk[0])
            if tagged or not (meets or tags.get("barrier") == "kerb"):
                continue
            self.seen["kerbs unknown"] += 1
            for edge in pair:
                if "kerb" in edge["known"]:
                    yield f"kerb known on way {edge['osm_way']} at untagged node {node}"

    def _snap(self, document, edges, paths, start, end):
        """The ends travelled lie where snap_m says."""
        for edge, found, point, snapped, first in (
            (edges[0], paths[0], start, document["snap_m"][0], True),
            (edges[-1], paths[-1], end, document["snap_m"][1], False),
        ):
            if len(edges) == 1:
                off = [
                    abs(_distance(point, [self.raw.place[n] for n in nodes]) - snapped)
                    for nodes, _, _ in found
                ]
            else:
                off = []
                for nodes, _, length in found:
                    line = [self.raw.place[n] for n in nodes]
                    at = length - edge["length_m"] if first else edge["length_m"]
                    off.append(abs(metres(point, _along(line, at)) - snapped))
            if not off or min(off) > 0.3 + 0.005 * edge["length_m"]:
                yield f"snap {snapped} is off by {off} on way {edge['osm_way']}"
            if snapped > 100.001:
                yield f"snapped {snapped} m"

    # --------------------------------------------------------------- no way

    def _no_route(self, document, start, end):
        reason, blocked = document["reason"], document["blocked_by"]
        if reason not in ("start_off_network", "end_off_network", "disconnected", "barred"):
            yield f"reason {reason}"
        if reason.endswith("off_network"):
            point = start if reason.startswith("start") else end
            near = self.raw.streets.distances(point).min(initial=math.inf)
            if near < 99.0:
                yield f"{reason}, but a street is {near:.1f} m off {point}"
        else:
            # Whoever stands on two joined streets that nothing bars is not cut off.
            streets = self.open if reason == "barred" else self.raw.streets
            ends = list(zip((start, end), document["snap_m"]))
            parts = [streets.parts_at(*each) for each in ends]
            if any(streets.count_at(*each) < self.raw.lines.count_at(*each) for each in ends):
                parts = [set(), set()]  # another way is as near: perhaps it was that one
            self.seen[f"{reason} with both ends on such streets"] += all(parts)
            if all(len(part) == 1 for part in parts) and parts[0] == parts[1]:
                yield f"{reason}, but open streets join {start} and {end}"
        if (reason == "barred") != bool(blocked):
            yield f"{reason} with {len(blocked)} causes"
        for cause in blocked:
            self.seen[f"cause {cause['attribute']}"] += 1
            yield from self._cause(cause)
        least = document["least_barrier"]
        if reason == "barred" and least:
            yield from self._route(least, start, end, blocked)

    def _cause(self, cause):
        way, node, attribute = cause["osm_way"], cause["osm_node"], cause["attribute"]
        value, limit = cause["value"], cause["limit"]
        place = (cause["lon"], cause["lat"])
        if (way is None) == (node is None):
            yield f"cause names {way} and {node}"
            return
        if node is not None:
            if metres(place, self.raw.place[node]) > 0.1:
                yield f"cause at node {node} lies elsewhere"
            yield from self._node_cause(node, attribute, value, limit)
            return
        line = [self.raw.place[n] for n in self.raw.way_refs[way] if n in self.raw.place]
        if _distance(place, line) > 0.5:
            yield f"cause on way {way} lies elsewhere"
        tags = self.raw.way_tags[way]
        holders = [tags, *side_tags(tags).values(), *self.raw.ring_tags[way]]
        if attribute in ("incline", "decline") and self.slopes_bar and "incline" not in tags:
            slope = self._steepest_spot(way)
            least = self.rules.limit[f"max_{attribute}"]
            told = slope > least - SLOPE_OFF if value == "unknown" else slope > value - SLOPE_OFF
            if not told or (value != "unknown" and (value <= least or limit != least)):
                yield f"cause way {way} {attribute} {value} limit {limit}: it is {slope:.1f}"
            return
        if not any(self._way_cause_true(each, attribute, value, limit) for each in holders):
            yield f"cause way {way} {attribute} {value} limit {limit}: tags {tags}"

    def _way_cause_true(self, tags, attribute, value, limit):
        if value == "unknown":
            plain = self.rules.surfaces | {"asphalt", "paving_stones"}
            told = {
                "incline": per_cent(tags.get("incline")) is not None,
                "surface": tags.get("surface") in plain,
                "smoothness": tags.get("smoothness") in SMOOTH,
                "width": (centimetres(tags.get("width")) or 0) >= 50,
                "access": tags.get("foot") in FOOT_PERMITS | {"no", "private"},
            }
            return self.rules.unknown_bars and not told.get(attribute, False)
        if attribute in ("incline", "decline"):
            slope = per_cent(tags.get("incline"))
            name = f"max_{attribute}"
            right = slope is not None and abs(abs(slope) - value) < 0.06
            return right and limit == self.rules.limit[name] < value
        if attribute == "width":
            widths = [centimetres(tags.get(key)) for key in ("width", "est_width")]
            given = [w for w in (*widths, centimetres(tags.get("maxwidth:physical"))) if w]
            near = any(abs(width - value) < 0.1 for width in given)
            return near and limit == self.rules.limit["min_width"] > value
        if attribute == "surface":
            words = {part.strip() for part in tags.get("surface", "").split(";")}
            return value in words & self.rules.surfaces
        if attribute == "smoothness":
            right = value == tags.get("smoothness") and value in self.rules.rough
            return right and limit == self.rules.smoothest
        if attribute == "wheelchair":
            return tags.get("wheelchair") == value == "no"
        if attribute == "steps":
            steps = tags.get("highway") == "steps" or tags.get("steps") == "yes"
            steps = steps or str(value) == tags.get("step_count")
            return steps and limit == "no" == self.rules.steps
        if attribute == "access":
            shut = {"no", "private", "use_sidepath"}
            said = shut & {tags.get("foot"), tags.get("access")}
            other = {"permit", "residents", "delivery", "military", "restricted"} & {
                tags.get("foot"),
                tags.get("access"),
            }
            closed = tags.get("highway") in FAST | {"busway", "bus_guideway", "raceway", "escape"}
            return bool(value in said or other or closed or tags.get("motorroad") == "yes")
        if attribute == "kind":
            return tags.get("highway") in ("construction", "proposed", "planned")
        if attribute == "oneway":
            return any(key in tags for key in ("oneway:foot", "foot:oneway", "conveying"))
        if attribute == "kerb":
            return tags.get("kerb") == value or "kerb:height" in tags
        return False

    def _node_cause(self, node, attribute, value, limit):
        tags = self.raw.node_tags.get(node, {})
        if value == "unknown":
            true = self.rules.unknown_bars and attribute == "kerb"
        elif attribute == "kerb":
            height = centimetres(tags.get("kerb:height"))
            true = tags.get("kerb") == value or height == value
            true = true and limit == self.rules.limit["max_kerb"]
        elif attribute == "barrier":
            true = value in barriers_of(tags) & self.rules.barriers
        elif attribute == "width":
            true = limit == self.rules.limit["min_width"] > value
            widths = ("maxwidth:physical", "width", "door:width", "est_width")
            true = true and any(centimetres(tags.get(key)) == value for key in widths)
        elif attribute in ("access", "wheelchair"):
            said = {tags.get("access"), tags.get("foot"), tags.get("wheelchair")}
            true = value in said or bool({"permit", "residents"} & said)
        else:
            true = False
        if not true:
            yield f"cause node {node} {attribute} {value} limit {limit}: tags {tags}"


def _of(blocked, key, identifier):
    return {cause["attribute"] for cause in blocked if cause[key] == identifier}


def _along(line, at):
    """The point `at` metres along a line."""
    for a, b in zip(line, line[1:]):
        step = metres(a, b)
        if at <= step and step > 0:
            share = max(at, 0.0) / step
            return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
        at -= step
    return line[-1]


def _distance(point, line):
    """Metres from a point to a line, on a plane at the point."""
    east = 111320.0 * math.cos(math.radians(point[1]))
    spots = [((lon - point[0]) * east, (lat - point[1]) * 111195.0) for lon, lat in line]
    best = math.inf
    for (x0, y0), (x1, y1) in zip(spots, spots[1:]):
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        share = min(max(-(x0 * dx + y0 * dy) / square, 0.0), 1.0) if square else 0.0
        best = min(best, math.hypot(x0 + share * dx, y0 + share * dy))
    return best


class Streets:
    """Segments of some ways and which of their nodes hang together.

    Parameters
    ----------
    raw : RawOsm
    is_street : callable of tags
    is_free : callable of tags
        Whether a node may be passed; segments of others are left out.
    is_level : callable of a way's id
    """

    def __init__(self, raw, is_street, is_free, is_level=lambda _: True):
        pairs = [
            pair
            for way, tags in raw.way_tags.items()
            if is_street(tags) and is_level(way)
            for pair in zip(raw.way_refs[way], raw.way_refs[way][1:])
            if raw.place.keys() >= set(pair)
            and all(is_free(raw.node_tags.get(node, {})) for node in pair)
        ]
        self.leader = {}
        for a, b in pairs:
            self.leader[self.part(a)] = self.part(b)
        self.tail = [a for a, _ in pairs]
        ends = np.array([[raw.place[a], raw.place[b]] for a, b in pairs]).reshape(-1, 2, 2)
        self.start, self.step = ends[:, 0], ends[:, 1] - ends[:, 0]
        self.lon, self.lat = np.ascontiguousarray(self.start.T)

    def part(self, node):
        while self.leader.setdefault(node, node) != node:
            self.leader[node] = self.leader[self.leader[node]]
            node = self.leader[node]
        return node

    def distances(self, point):
        """Metres from a point to every segment."""
        scale = np.array([111320.0 * math.cos(math.radians(point[1])), 111195.0])
        lon, lat = point
        near = np.nonzero((np.abs(self.lon - lon) < 0.02) & (np.abs(self.lat - lat) < 0.02))[0]
        offset, step = (self.start[near] - point) * scale, self.step[near] * scale
        square = (step**2).sum(1)
        share = -(offset * step).sum(1) / np.where(square > 0, square, 1)
        found = np.full(len(self.start), math.inf)
        found[near] = np.hypot(*(offset + np.clip(share, 0, 1)[:, None] * step).T)
        return found

    def parts_at(self, point, snapped):
        """Parts of the segments that lie exactly as far from a point as it was snapped."""
        if snapped is None:
            return set()
        fits = np.abs(self.distances(point) - snapped) < 0.2 + 0.004 * snapped
        return {self.part(self.tail[i]) for i in np.nonzero(fits)[0]}

    def count_at(self, point, snapped):
        """How many segments lie that far off."""
        return int((np.abs(self.distances(point) - snapped) < 0.2 + 0.004 * snapped).sum())


def surely_open(tags, rules):
    """Whether no reading of the rules could bar a way."""
    doubtful = {"foot", "access", "wheelchair", "oneway:foot", "motorroad", "conveying", "steps"}
    doubtful |= {"width", "est_width", "maxwidth:physical", "incline", "smoothness", "kerb"}
    doubtful |= {"kerb:height", "step_count", "stairs", "indoor", "foot:forward", "foot:backward"}
    easy = {"asphalt", "concrete", "paving_stones", "paved"}
    return (
        tags.get("highway") in PLAIN - {"steps"}
        and not doubtful & set(tags)
        and tags.get("footway") not in ("steps", "stairs")
        and tags.get("area") != "yes"
        and (not rules.surfaces or tags.get("surface", "asphalt") in easy)
        and not rules.unknown_bars
    )


def on_ground(tags, kind):
    """Whether an elevation model shows how high a way lies."""
    return not (
        kind in ("steps", "lift", "escalator", "corridor")
        or any(tags.get(key, "no") != "no" for key in ("bridge", "tunnel", "covered", "indoor"))
        or any(tags.get(key, "0") != "0" for key in ("layer", "level"))
        or tags.get("location") in ("underground", "overground", "roof")
        or tags.get("man_made") == "pier"
    )


def node_is_plain(tags):
    return not {"barrier", "kerb", "kerb:height", "access", "foot", "wheelchair"} & set(tags)
