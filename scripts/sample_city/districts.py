# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: RUF001 - names and remarks in Kazakh and Russian
"""Three districts that tile the town along Arna Street and the river, and people by cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sample_city import geometry as geo
from sample_city.place import INVENTED, NOTE, TOWN, Point, degrees
from sample_city.relief import RIVER

EDGE = 1080.0
_WEST_LINE: list[Point] = [
    (-270, EDGE),
    (-262, 480),
    (-402, 214),
    (-368, 74),
    (-352, -102),
    (-336, -296),
    (-320, -490),
    (-300, -EDGE),
]
CELL = 250.0


@dataclass(frozen=True)
class District:
    """A district with a code of the shape of KATO's; KATO has no region 99."""

    code: str
    kk: str
    ru: str
    en: str
    ring: list[Point]


def _river_line() -> list[Point]:
    inner = [p for p in RIVER if -EDGE < p[1] < EDGE]
    return [_at_height(RIVER, EDGE), *inner, _at_height(RIVER, -EDGE)]


def _at_height(line: geo.Line, y: float) -> Point:
    return next(where for _, _, where in geo.crossings(line, [(-2000, y), (2000, y)]))


def districts() -> list[District]:
    """Return the districts, rings counter-clockwise and not closed."""
    west, river = _WEST_LINE, _river_line()
    return [
        District(
            "990100100",
            "Төбе ауданы",
            "Район Тобе",
            "Tobe District",
            [(-EDGE, EDGE), (-EDGE, -EDGE), *reversed(west)],
        ),
        District(
            "990100200",
            "Орталық ауданы",
            "Центральный район",
            "Central District",
            [*west, *reversed(river)],
        ),
        District(
            "990100300",
            "Жастар ауданы",
            "Район Жастар",
            "Zhastar District",
            [*river, (EDGE, -EDGE), (EDGE, EDGE)],
        ),
    ]


def district_of(point: Point) -> str:
    """Return the code of the district of a point; empty outside."""
    return next((d.code for d in districts() if geo.inside(d.ring, point)), "")


def _polygon(ring: list[Point]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(degrees(p)) for p in [*ring, ring[0]]]]}


def _collection(name: str, features: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "name": name,
        "description": INVENTED["en"],
        "features": features,
    }


def districts_geojson() -> dict[str, Any]:
    """Return the districts as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "kato": d.code,
                "name": d.kk,
                "name_kk": d.kk,
                "name_ru": d.ru,
                "name_en": d.en,
                "town": TOWN["kk"],
                "note": NOTE,
            },
            "geometry": _polygon(d.ring),
        }
        for d in districts()
    ]
    return _collection("sample_districts", features)


def population_geojson(homes: list[tuple[Point, float]]) -> dict[str, Any]:
    """Return cells of 250 m with the people who live in them, from homes with people."""
    features = []
    count = int(2000 / CELL)
    for row in range(count):
        for column in range(count):
            x, y = -1000 + column * CELL, -1000 + row * CELL
            people = sum(n for (hx, hy), n in homes if x <= hx < x + CELL and y <= hy < y + CELL)
            ring = [(x, y), (x + CELL, y), (x + CELL, y + CELL), (x, y + CELL)]
            properties = {"id": f"c{column}r{row}", "people": round(people), "note": NOTE}
            features.append(
                {"type": "Feature", "properties": properties, "geometry": _polygon(ring)}
            )
    return _collection("sample_population", features)
