# SPDX-License-Identifier: GPL-3.0-or-later

"""The park: gates of all kinds, paths from paving to sand."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import OsmData
from sample_city.paths import FOOT, PAVED, Landmarks, named, path, spur
from sample_city.place import Point


def draw_park(osm: OsmData, out: Landmarks) -> None:
    """Add the park between Mereke Street and the river."""
    rim_points = [
        (-215, 420),
        (-80, 418),
        (60, 414),
        (200, 402),
        (262, 460),
        (150, 720),
        (90, 810),
        (-60, 800),
        (-180, 720),
        (-236, 560),
    ]
    park = osm.ring(
        rim_points, {"leisure": "park", **named("Жасыл саябақ", "Зелёный парк", "Green Park")}
    )
    out.kept_free.append(park.line[:-1])
    gate = osm.node((-80, 418), barrier="gate", foot="yes", **{"maxwidth:physical": "1.5"})
    heart = osm.node((-30, 580))
    axis = path(
        osm,
        [gate, (-74, 470), (-52, 530), heart],
        {
            **PAVED,
            "name": "Саябақ аллеясы",
            "name:en": "Park Alley",
            "name:ru": "Аллея парка",
            "name:kk": "Саябақ аллеясы",
        },
    )
    spur(osm, gate, (-82, 405), PAVED)
    cycle = osm.node((60, 414), barrier="cycle_barrier", **{"maxwidth:physical": "70 cm"})
    spur(osm, cycle, (60, 400), FOOT)
    fine = {"highway": "path", "surface": "fine_gravel", "width": "2"}
    path(osm, [cycle, *_bend([(70, 470), (20, 530)]), heart], fine)
    turnstile = osm.node((200, 402), barrier="turnstile")
    spur(osm, turnstile, (205, 390), FOOT)
    east = path(
        osm,
        [turnstile, *_bend([(190, 480), (130, 560), (60, 600)]), heart],
        {"highway": "footway", "surface": "compacted", "smoothness": "intermediate"},
    )
    kissing = osm.node((-215, 420), barrier="kissing_gate")
    spur(osm, kissing, (-220, 407), FOOT)
    west = path(
        osm,
        [kissing, *_bend([(-190, 500), (-130, 560)]), heart],
        {"highway": "footway", "surface": "asphalt", "width": "2.5"},
    )
    north = path(
        osm,
        [heart, *_bend([(-20, 650), (30, 700), (20, 770)])],
        {"highway": "path", "surface": "ground", "smoothness": "very_bad"},
    )
    path(
        osm,
        [north.nodes[-1], *_bend([(-90, 740), (-170, 640)]), osm.insert(west, (-150, 540))],
        {"highway": "path", "surface": "sand"},
    )
    path(
        osm,
        [osm.insert(axis, (-65, 500)), *_bend([(-110, 520)]), osm.insert(west, (-160, 530))],
        {"highway": "footway", "surface": "wood", "incline": "2 %", "width": "1,6"},
    )
    path(
        osm,
        [
            osm.insert(east, (150, 530)),
            (180, 560),
            (150, 640),
            (60, 690),
            osm.insert(north, (22, 690)),
        ],
        {"highway": "path", "surface": "grass"},
    )
    pool = [(-20, 600), (10, 640), (60, 650), (80, 625), (50, 612), (20, 608)]
    osm.ring(pool, {"natural": "water", "water": "pond"})
    osm.ring(
        geo.rectangle((-120, 620), (1, 0.3), 36, 24),
        {
            "leisure": "playground",
            "surface": "rubber",
            "wheelchair": "yes",
            **named("Балалар алаңы", "Детская площадка", "Playground"),
        },
    )
    osm.node(
        (-40, 500),
        amenity="toilets",
        wheelchair="yes",
        **{"toilets:wheelchair": "yes"},
        **named("Дәретхана", "Туалет", "Toilets"),
    )
    for point in ((-66, 480), (-48, 545), (100, 580), (-140, 555)):
        osm.node(point, amenity="bench")


def _bend(points: list[Point]) -> list[Point]:
    return geo.smooth(points, 18) if len(points) > 1 else points
