# SPDX-License-Identifier: GPL-3.0-or-later
"""A shopping arcade of two storeys: hall, rooms with doors, a lift and stairs (indoor mapping).

Plans of both storeys are drawn over each other and share the corners of the house, as
they often do in OSM: only lift and stairs lead from one to the other.
"""

from __future__ import annotations

from sample_city.osm_file import Node, OsmData, Tags
from sample_city.paths import PAVED, named, path
from sample_city.place import Point

#: Middle of the house; drawn last, where nothing else stands.
MIDDLE: Point = (-110.0, 50.0)
_SMOOTH: Tags = {"surface": "tiles", "smoothness": "excellent"}


def draw_arcade(osm: OsmData) -> None:
    """Add the arcade and the path to its door."""
    osm.begin(8)
    south_west, south_east = _node(osm, -20, -10), _node(osm, 20, -10)
    north_east, north_west = _node(osm, 20, 10), _node(osm, -20, 10)
    east, west = _node(osm, 20, -1), _node(osm, -20, -1)
    leaf = {"door": "sliding", "automatic_door": "yes", "width": "1.6"}
    door = _node(osm, 0, -10, entrance="main", wheelchair="yes", **leaf)
    shop_door = _node(osm, 8, -1, door="hinged", width="0.95", wheelchair="yes")
    name = named("«Керуен» сауда үйі", "Торговый дом «Керуен»", "Keruen Arcade")
    outline = [south_west, door, south_east, east, north_east, north_west, west, south_west]
    osm.way(outline, {"building": "retail", "building:levels": "2", **name})
    hall = [south_west, door, south_east, east, shop_door, west, south_west]
    osm.way(hall, {"indoor": "corridor", "level": "0", **_SMOOTH})
    shop = [shop_door, east, north_east, north_west, west, shop_door]
    books = named("Кітап дүкені", "Книжный магазин", "Bookshop")
    osm.way(shop, {"indoor": "room", "level": "0", "shop": "books", **books})
    path(osm, [_node(osm, -3, -8), _node(osm, -3, -3)], {"indoor": "wall", "level": "0"}, level=1)
    _upstairs(osm, south_west, south_east)
    _lift_and_stairs(osm)
    path(osm, [door, osm.attach(door.at)], {**PAVED})


def _node(osm: OsmData, x: float, y: float, **tags: str) -> Node:
    return osm.node((MIDDLE[0] + x, MIDDLE[1] + y), **tags)


def _upstairs(osm: OsmData, south_west: Node, south_east: Node) -> None:
    """Add the gallery over the hall, and a toilet off it."""
    east, west = _node(osm, 20, -2), _node(osm, -20, -2)
    toilet_door = _node(osm, 4, -2, door="hinged", width="0.9", wheelchair="yes")
    gallery = [south_west, south_east, east, toilet_door, west, south_west]
    osm.way(gallery, {"indoor": "corridor", "level": "1", **_SMOOTH})
    corners = [_node(osm, 10, -2), _node(osm, 10, 4), _node(osm, -2, 4), _node(osm, -2, -2)]
    toilet: Tags = {"indoor": "room", "level": "1", "amenity": "toilets", "wheelchair": "yes"}
    osm.way([toilet_door, *corners, toilet_door], {**toilet, "access": "customers"})


def _lift_and_stairs(osm: OsmData) -> None:
    lift = _node(osm, 15, -6, highway="elevator", level="0;1", wheelchair="yes", width="0.9")
    lift.tags.update(named("Лифт", "Лифт", "Lift"))
    for level, x in (("0", 12.0), ("1", 13.0)):
        plan: Tags = {"highway": "corridor", "indoor": "yes", "level": level, **_SMOOTH}
        path(osm, [_node(osm, x, -6 + 3 * float(level)), lift], plan, level=1 + int(level))
    stairs: Tags = {"highway": "steps", "indoor": "yes", "level": "0;1", "incline": "up"}
    stairs.update({"step_count": "22", "handrail": "yes", "width": "1.8", "surface": "tiles"})
    path(osm, [_node(osm, -14, -4), _node(osm, -8, -4)], stairs, level=1)
