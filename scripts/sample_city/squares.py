# SPDX-License-Identifier: GPL-3.0-or-later

"""Places to stand: Central Square, the bazaar yard and the terrace on the hill."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import Node, OsmData, Tags
from sample_city.paths import PAVED, STEPS, Landmarks, named, path, spur
from sample_city.place import Point
from sample_city.relief import HILL


def draw_square(osm: OsmData, out: Landmarks) -> None:
    """Add Central Square: a pedestrian area with bollards wide and narrow, and a fountain."""
    rim_points = [
        (3, 100),
        (40, 98),
        (84, 98),
        (118, 100),
        (114, 140),
        (108, 180),
        (40, 180),
        (-16, 180),
        (-12, 140),
    ]
    tags = {
        "highway": "pedestrian",
        "area": "yes",
        "surface": "paving_stones",
        "smoothness": "good",
        "lit": "yes",
    }
    rim = osm.ring(
        rim_points,
        {**tags, **named("Орталық алаң", "Центральная площадь", "Central Square")},
    )
    out.rims["square"] = rim
    out.kept_free.append(rim.line[:-1])
    west, south, east, north = rim.nodes[8], rim.nodes[1], rim.nodes[4], rim.nodes[5]
    bollard = osm.node((-17, 140), barrier="bollard", **{"maxwidth:physical": "1.2"})
    spur(osm, west, (-30, 140), PAVED, bollard)
    gap = osm.node((40, 92), barrier="kerb", kerb="flush", tactile_paving="yes")
    spur(osm, south, (40, 84), PAVED, gap)
    spur(osm, rim.nodes[2], (84, 84), {**PAVED, "width": "4"})
    narrow = osm.node((121, 140), barrier="bollard", **{"maxwidth:physical": "0.8"})
    spur(osm, east, (130, 140), PAVED, narrow)
    spur(osm, north, (104, 232), {**PAVED, "incline": "1%"})
    spur(osm, rim.nodes[7], (-35, 180), PAVED, osm.node((-20, 180), barrier="block"))
    fountain = geo.rectangle((45, 138), (1, 0), 14, 14)
    osm.ring(fountain, {"amenity": "fountain", "natural": "water"})


def draw_bazaar(osm: OsmData, out: Landmarks) -> None:
    """Add the bazaar yard: open to everyone on foot, but raised kerbs all around (a story)."""
    yard = [(-272, -262), (-206, -258), (-210, -204), (-268, -206)]
    rim = osm.ring(
        yard,
        {
            "highway": "pedestrian",
            "area": "yes",
            "surface": "asphalt",
            "smoothness": "intermediate",
            **named("Базар ауласы", "Базарная площадь", "Bazaar Yard"),
        },
    )
    out.rims["bazaar"] = rim
    out.kept_free.append(geo.rectangle((-240, -225), (1, 0), 96, 90))
    for corner, kerb, street in (
        (1, (-196, -256), (-178, -256)),
        (0, (-284, -262), (-340, -262)),
        (3, (-284, -206), (-345, -206)),
    ):
        node = osm.node(
            kerb,
            barrier="kerb",
            kerb="raised",
            **{"kerb:height": ("0.12", "15 cm", "0.14")[corner % 3]},
        )
        spur(
            osm,
            rim.nodes[corner],
            street,
            {"highway": "footway", "surface": "asphalt", "width": "1.6"},
            node,
        )


def draw_terrace(osm: OsmData, out: Landmarks) -> None:
    """Add the terrace on the hill: whoever comes, comes by steps (a story of the sample)."""
    x, y = HILL
    points = [
        (x - 8, y - 26),
        (x + 30, y - 34),
        (x + 50, y - 6),
        (x + 44, y + 30),
        (x + 6, y + 40),
        (x - 10, y + 22),
        (x - 10, y),
    ]
    tags = {
        "highway": "pedestrian",
        "area": "yes",
        "surface": "paving_stones",
        "smoothness": "good",
    }
    rim = osm.ring(
        points, {**tags, **named("Мұражай террасасы", "Музейная терраса", "Museum Terrace")}
    )
    out.rims["terrace"] = rim
    out.kept_free += [rim.line[:-1], geo.rectangle((x - 4, y + 2), (1, 0), 130, 110)]
    flights: list[tuple[Node, Point, Tags]] = [
        (rim.nodes[1], (x + 58, y - 100), {"step_count": "34", "handrail": "yes", "ramp": "no"}),
        (rim.nodes[2], (x + 112, y - 10), {"step_count": "32", "handrail:center": "yes"}),
        (
            rim.nodes[4],
            (x + 20, y + 112),
            {"step_count": "36", "handrail": "no", "ramp": "yes", "ramp:luggage": "yes"},
        ),
    ]
    for top, street, tags in flights:
        path(osm, [top, osm.attach(street)], {**STEPS, "incline": "down", "width": "2", **tags})
