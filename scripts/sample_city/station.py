# SPDX-License-Identifier: GPL-3.0-or-later

"""The railway station and the coach station: underpass, footbridge with lifts, platforms."""

from __future__ import annotations

from sample_city import geometry as geo
from sample_city.osm_file import OsmData, Way
from sample_city.paths import FOOT, PAVED, STEPS, Landmarks, named, path, spur


def draw_station(osm: OsmData, out: Landmarks) -> None:
    """Add the forecourt, the underpass with steps and ramps, and the footbridge with lifts."""
    rim = osm.ring(
        [
            (-70, -484),
            (-20, -482),
            (40, -480),
            (70, -482),
            (66, -518),
            (30, -520),
            (-40, -522),
            (-72, -520),
        ],
        {
            "highway": "pedestrian",
            "area": "yes",
            "surface": "concrete",
            "smoothness": "good",
            **named("Вокзал алаңы", "Привокзальная площадь", "Station Square"),
        },
    )
    out.rims["station"] = rim
    out.kept_free += [rim.line[:-1], [(-120, -480), (100, -480), (110, -660), (-170, -660)]]
    spur(
        osm,
        rim.nodes[1],
        (-20, -474),
        PAVED,
        osm.node((-20, -478), barrier="kerb", kerb="lowered", **{"kerb:height": "0.02"}),
    )
    spur(osm, rim.nodes[2], (40, -472), PAVED)
    spur(
        osm,
        rim.nodes[0],
        (-70, -474),
        FOOT,
        osm.node((-70, -480), barrier="kerb", kerb="raised", **{"kerb:height": "0.14"}),
    )
    platform = {
        "railway": "platform",
        "public_transport": "platform",
        "area": "yes",
        "surface": "asphalt",
        "height": "0.2",
    }
    edge = osm.ring([(-130, -566), (90, -562), (90, -556), (-130, -560)], platform)
    path(
        osm,
        [rim.nodes[7], (-84, -540), osm.insert(edge, (-84, -559))],
        {"highway": "footway", "surface": "asphalt", "incline": "1:20", "width": "2.5"},
    )
    _underpass(osm, rim)
    _footbridge(osm)


def _underpass(osm: OsmData, rim: Way) -> None:
    south = osm.attach((44, -672))
    top_n, foot_n = osm.node((46, -528)), osm.node((46, -538))
    foot_s, top_s = osm.node((44, -612)), osm.node((44, -622))
    path(osm, [rim.nodes[5], (40, -524), top_n], PAVED)
    stair = {
        "step_count": "18",
        "handrail": "yes",
        "incline": "down",
        "width": "2.4",
        "tactile_paving": "yes",
        "ramp": "no",
    }
    path(osm, [top_n, foot_n], {**STEPS, **stair})
    tunnel = {
        "highway": "footway",
        "tunnel": "yes",
        "layer": "-1",
        "surface": "concrete",
        "smoothness": "good",
        "width": "3",
        "lit": "yes",
        **named("Жерасты өтпесі", "Подземный переход", "Underpass"),
    }
    path(osm, [foot_n, foot_s], tunnel, level=-1)
    path(
        osm,
        [foot_s, top_s],
        {
            **STEPS,
            "step_count": "18",
            "handrail:left": "yes",
            "incline": "up",
            "ramp": "yes",
            "ramp:stroller": "yes",
            "ramp:wheelchair": "no",
        },
    )
    path(osm, [top_s, south], {"highway": "footway", "surface": "asphalt", "width": "2"})
    ramp = {
        "highway": "footway",
        "ramp": "yes",
        "surface": "concrete",
        "width": "1.3",
        "handrail": "yes",
    }
    path(osm, [top_n, (80, -530), foot_n], {**ramp, "incline": "-8 %"})
    path(osm, [foot_s, (8, -616), (8, -620), top_s], {**ramp, "incline": "1:12"})


def _footbridge(osm: OsmData) -> None:
    """Add the footbridge, with a lift and steps at either end."""
    start, end = osm.attach((-140, -474)), osm.attach((-138, -682))
    north, south = (
        osm.node(
            (-140, -530), highway="elevator", wheelchair="yes", **named("Лифт", "Лифт", "Lift")
        ),
        osm.node((-138, -622)),
    )
    south.tags.update({"highway": "elevator", "width": "1.1"})
    deck = {
        "highway": "footway",
        "bridge": "yes",
        "layer": "2",
        "surface": "metal",
        "width": "2",
        **named("Аспалы көпір", "Надземный переход", "Footbridge"),
    }
    top_n, top_s = osm.node((-140, -536)), osm.node((-138, -616))
    path(osm, [start, north], {**PAVED})
    path(osm, [north, top_n], {**deck, "level": "1"}, level=2)
    path(osm, [top_n, top_s], deck, level=2)
    path(osm, [top_s, south], deck, level=2)
    path(osm, [south, end], {"highway": "footway", "surface": "asphalt", "width": "1.8"})
    for low, high in (((-150, -530), top_n), ((-148, -622), top_s)):
        bottom = osm.node(low)
        path(
            osm,
            [bottom, high],
            {**STEPS, "step_count": "36", "handrail": "yes", "incline": "up", "ramp": "no"},
        )
        path(osm, [bottom, north if low[1] > -580 else south], FOOT)


def draw_bus_station(osm: OsmData, out: Landmarks) -> None:
    """Add the bus station east of the station square: bays, platforms with kerbs."""
    out.kept_free.append([(195, -455), (330, -435), (330, -520), (195, -530)])
    service = {
        "highway": "service",
        "service": "bus",
        "access": "no",
        "bus": "yes",
        "foot": "no",
        "surface": "asphalt",
    }
    for west in (222, 258, 294):
        stand = [(west, -470), (west + 14, -470), (west + 14, -502), (west, -502)]
        names = {"ref": str((west - 186) // 36), **named("Перрон", "Перрон", "Platform")}
        rim = osm.ring(
            stand,
            {
                "highway": "platform",
                "public_transport": "platform",
                "area": "yes",
                "bus": "yes",
                "surface": "paving_stones",
                "kerb": "raised",
                "kerb:height": "0.16",
                "wheelchair": "yes" if west != 294 else "limited",
                **names,
            },
        )
        kerb = "raised" if west == 294 else "lowered"
        spur(
            osm,
            rim.nodes[1],
            (west + 14, -450),
            PAVED,
            osm.node(
                (west + 14, -464),
                barrier="kerb",
                kerb=kerb,
                **({"kerb:height": "0.16"} if kerb == "raised" else {"kerb:height": "0.03"}),
            ),
        )
    road = next(
        w
        for w in osm.ways
        if w.tags.get("name:en") == "Vokzal Street" and geo.project(w.line, (250, -440))[0] < 8
    )
    ends = osm.insert(road, (205, -446)), osm.insert(road, (296, -431))
    path(osm, [ends[0], (206, -510), (318, -508), (318, -460), ends[1]], service)
