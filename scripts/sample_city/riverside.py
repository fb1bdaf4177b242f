# SPDX-License-Identifier: GPL-3.0-or-later

"""The embankment: promenade, lower quay, cycleway."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import OsmData
from sample_city.paths import PAVED, STEPS, Landmarks, named, path
from sample_city.relief import RIVER


def draw_embankment(osm: OsmData, out: Landmarks) -> None:
    """Add the promenade along the west bank, with a lower quay reached by steps and a ramp."""
    bank = geo.offset(RIVER, -34)
    line = geo.cut(bank, geo.project(bank, (240, 470))[2], geo.project(bank, (440, -330))[2])
    out.kept_free.append(geo.rectangle((395, 60), geo.unit((420, 260), (430, -60)), 420, 30))
    at_bridge = next(geo.crossings(line, [(300, -80), (455, -70)]))[0]
    parts = geo.cut(line, 0, at_bridge), geo.cut(line, at_bridge, geo.length(line))
    road = next(
        w
        for w in osm.ways
        if w.tags.get("name:en", "").startswith("Zhibek")
        and not w.level
        and geo.project(w.line, parts[0][-1])[0] < 1
    )
    cross = osm.insert(road, parts[0][-1])
    cross.tags.update({"highway": "crossing", "crossing": "marked", "crossing:markings": "zebra"})
    north = path(
        osm,
        [*parts[0][:-1], cross],
        {**PAVED, "width": "4", **named("Жағалау", "Набережная", "Embankment")},
    )
    path(
        osm,
        [cross, *parts[1][1:], (478, -352), osm.attach((425, -395))],
        {
            "highway": "footway",
            "surface": "asphalt",
            **named("Жағалау", "Набережная", "Embankment"),
        },
    )
    for y in (330, 240, 150, 20):
        on = osm.insert(north, (360, y))
        osm.way(
            [on, osm.attach((290, y), 80, {north.id})],
            {"highway": "footway", "surface": "concrete", "width": "2"},
        )
    quay_line = geo.cut(geo.offset(line, 11), 190, 400)
    quay = path(
        osm,
        list(quay_line),
        {
            "highway": "footway",
            "surface": "wood",
            "width": "2",
            **named("Төменгі жағалау", "Нижняя набережная", "Lower Quay"),
        },
    )
    first, last = quay.nodes[0], quay.nodes[-1]
    osm.way(
        [osm.insert(north, geo.moved(first.at, (-1, 0.3), 10)), first],
        {
            **STEPS,
            "step_count": "9",
            "incline": "down",
            "ramp": "yes",
            "ramp:wheelchair": "yes",
            "handrail": "yes",
        },
    )
    osm.way(
        [osm.insert(north, geo.moved(last.at, (-1, 0), 10)), last],
        {**STEPS, "step_count": "9", "incline": "down", "ramp:wheelchair": "no"},
    )
    cycle = geo.cut(geo.offset(line, -7), 30, at_bridge - 12)
    path(
        osm,
        list(cycle),
        {"highway": "cycleway", "foot": "use_sidepath", "surface": "asphalt", "width": "2"},
    )
