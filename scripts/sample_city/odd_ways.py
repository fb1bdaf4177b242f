# SPDX-License-Identifier: GPL-3.0-or-later

"""Ways that are hard to judge: works, private drives, barriers, odd spellings."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import OsmData
from sample_city.paths import STEPS, named


def draw_odd_ways(osm: OsmData) -> None:
    """Add construction, private and forbidden ways, and paths with tags of both meanings."""
    dug = osm.way(
        [osm.attach((612, 440)), osm.node((610, 470)), osm.attach((608, 505))],
        {"highway": "construction", "construction": "footway", "surface": "sand"},
    )
    dug.nodes[1].tags["barrier"] = "debris"
    street = next(
        w for w in osm.ways if w.tags.get("name:en") == "Keme Street" and geo.length(w.line) > 100
    )
    osm.way(
        [street.nodes[-1], osm.node((905, -318)), osm.node((925, -250))],
        {"highway": "construction", "construction": "residential"},
    )
    gate = osm.node((-560, -690), barrier="lift_gate")
    osm.way(
        [osm.attach((-560, -676)), gate, osm.node((-560, -740)), osm.attach((-560, -796))],
        {
            "highway": "service",
            "access": "private",
            "surface": "asphalt",
            **named("Элеватор жолы", "Проезд элеватора", "Elevator Drive"),
        },
    )
    osm.way(
        [osm.attach((-420, -680)), osm.node((-422, -740)), osm.attach((-424, -798))],
        {"highway": "path", "surface": "dirt", "wheelchair": "yes", "width": "1.5"},
    )
    osm.way(
        [osm.attach((-150, -684)), osm.node((-152, -740)), osm.attach((-150, -800))],
        {"highway": "footway", "surface": "asphalt", "wheelchair": "no"},
    )
    osm.way(
        [osm.attach((-40, -684)), osm.node((-42, -720), barrier="stile"), osm.attach((-44, -800))],
        {"highway": "path", "smoothness": "horrible"},
    )
    osm.way(
        [
            osm.attach((300, -668)),
            osm.node((298, -720), barrier="gate", access="private"),
            osm.attach((296, -792)),
        ],
        {"highway": "service"},
    )
    osm.way(
        [osm.attach((-700, -104)), osm.node((-702, -66), barrier="block"), osm.attach((-704, -33))],
        {"highway": "footway", "surface": "mud", "width": "0,9"},
    )
    osm.way(
        [
            osm.attach((-560, -208)),
            osm.node((-562, -150), barrier="bollard"),
            osm.attach((-564, -104)),
        ],
        {"highway": "footway", "surface": "asphalt", "width": "0.7 m"},
    )
    osm.way(
        [osm.attach((-700, -379)), osm.node((-702, -340), barrier="log"), osm.attach((-704, -302))],
        {"highway": "path", "width": "narrow"},
    )
    osm.way(
        [osm.attach((-488, 66)), osm.node((-470, 120)), osm.attach((-400, 190))],
        {"highway": "footway", "surface": "asphalt", "incline": "10%"},
    )
    osm.way(
        [
            osm.attach((-640, 62)),
            osm.node((-650, 150)),
            osm.node((-640, 230)),
            osm.attach((-610, 296)),
        ],
        {"highway": "footway", "surface": "asphalt", "incline": "up", "width": "1.5"},
    )
    osm.way(
        [osm.attach((-390, 350)), osm.node((-420, 400)), osm.attach((-455, 448))],
        {"highway": "footway", "surface": "asphalt", "incline": "5°", "width": "1.4"},
    )
    osm.way(
        [osm.attach((-292, 600)), osm.node((-380, 590)), osm.attach((-450, 560))],
        {**STEPS, "step_count": "60", "incline": "up", "handrail:right": "yes"},
    )
    osm.way(
        [osm.attach((-510, 295)), osm.node((-520, 340)), osm.attach((-540, 443))],
        {**STEPS, "step_count": "74", "incline": "up"},
    )
