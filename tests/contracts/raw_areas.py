# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas and obstacles of raw OSM: may a straight line be walked across an area?

Written from the words of CONTRACTS.md and the OSM wiki; shares no code with the library.
"""

from __future__ import annotations

import shapely

AREA_KEYS = {"highway", "public_transport", "railway", "indoor", "man_made"}
WALLS = {"wall", "fence", "hedge", "retaining_wall", "city_wall", "guard_rail", "kerb", "chain"}
#: Half a step of OSM's coordinates, in degrees.
SLACK = 5e-8


class RawAreas:
    """Polygons of all closed ways and multipolygons that could be areas, and what stands there.

    Parameters
    ----------
    raw : RawOsm
    """

    def __init__(self, raw):
        self.place = raw.place
        named = [
            (way, raw.way_tags[way], [refs])
            for way, refs in raw.way_refs.items()
            if refs[0] == refs[-1] and AREA_KEYS & set(raw.way_tags[way])
        ]
        named += [
            (None, tags, [raw.way_refs[way] for way in ways if way in raw.way_refs])
            for tags, ways in raw.multipolygons
            if AREA_KEYS & set(tags)
        ]
        self.areas = [(way, tags) for way, tags, _ in named]
        self.shapes = [self._area(rings) for _, _, rings in named]
        self.tree = shapely.STRtree(self.shapes)
        lines = [
            (tags, line)
            for way, tags in raw.way_tags.items()
            if stops(tags) and (line := self._line(raw.way_refs[way])) is not None
        ]
        self.wall_tags = [tags for tags, _ in lines]
        self.walls = [line for _, line in lines]
        self.wall_tree = shapely.STRtree(self.walls)

    def _line(self, refs):
        points = [self.place[ref] for ref in refs if ref in self.place]
        return shapely.LineString(points) if len(points) > 1 else None

    def _area(self, rings):
        lines = [line for ring in rings if (line := self._line(ring)) is not None]
        return shapely.build_area(shapely.unary_union(lines))

    def crossed(self, way, a, b):
        """Tags of the areas that a straight line from node a to node b lies in, unhindered.

        Parameters
        ----------
        way : int or None
            The area's way; None for areas of any kind.
        a, b : int
            Nodes; at a way's area both are on its rim (the caller checks that).
        """
        line = shapely.LineString([self.place[a], self.place[b]])
        found = []
        for i in self.tree.query(line).tolist():
            if way is not None and self.areas[i][0] != way:
                continue
            if self.shapes[i].buffer(SLACK).covers(line) and not self._hindered(line, i):
                found.append(self.areas[i][1])
        return found

    def _hindered(self, line, area):
        tags = self.areas[area][1]
        if {"indoor", "covered", "tunnel", "layer", "level"} & set(tags):
            return False  # what stands on which storey is not judged here
        ends = shapely.MultiPoint(line.coords)
        for i in self.wall_tree.query(line, predicate="intersects").tolist():
            wall, of = self.walls[i], self.wall_tags[i]
            if {"layer", "level", "tunnel"} & set(of):
                continue
            if "building" in of and wall.is_closed:
                house = shapely.Polygon(wall.coords)
                if house.buffer(SLACK).covers(self.shapes[area]):
                    continue  # the area lies in it
                if house.buffer(-SLACK).intersects(line):
                    return True
            meet = shapely.get_parts(line.intersection(wall.buffer(SLACK)))
            middle = [m for m in meet if m.distance(ends) > 4 * SLACK]
            alongside = all(wall.distance(shapely.Point(p)) < 2 * SLACK for p in line.coords)
            if middle and not alongside:
                return True
        return False


def stops(tags):
    """Whether nobody walks across a line."""
    if tags.get("barrier") in WALLS:
        return tags["barrier"] != "kerb" or tags.get("kerb") not in ("flush", "no")
    house = tags.get("building", "no") not in ("no", "roof", "canopy", "carport", "entrance")
    return tags.get("highway") == "steps" or house
