# SPDX-License-Identifier: GPL-3.0-or-later
"""What has changed since the map was drawn: a layer of corrections, as GeoJSON."""

from __future__ import annotations

from typing import Any

from sample_city.place import INVENTED, NOTE, Point, degrees

#: id, attribute, value, valid from and to, what is noted, kind of geometry, places.
_CORRECTIONS: tuple[tuple[str, str, str, str, str, str, str, tuple[Point, ...]], ...] = (
    (
        "C-1",
        "lift",
        "out_of_order",
        "2026-11-01",
        "2026-12-15",
        "the northern lift of the footbridge is broken",
        "Point",
        ((-141.0, -529.0),),
    ),
    (
        "C-2",
        "closed",
        "yes",
        "2026-10-01",
        "2027-03-31",
        "building site on the sidewalk of the avenue",
        "Polygon",
        ((-37.0, -30.0), (-22.0, -30.0), (-22.0, -5.0), (-37.0, -5.0), (-37.0, -30.0)),
    ),
    (
        "C-3",
        "surface",
        "asphalt",
        "2026-09-15",
        "",
        "the muddy footway has been paved",
        "LineString",
        ((-699.6, -110.4), (-702.0, -66.0), (-704.0, -32.6)),
    ),
    (
        "C-4",
        "surface",
        "snow",
        "2026-01-05",
        "2026-02-28",
        "not cleared last winter",
        "Point",
        ((-29.0, 0.0),),
    ),
)


def corrections_geojson() -> dict[str, Any]:
    """Return the layer."""
    return {
        "type": "FeatureCollection",
        "name": "sample_corrections",
        "description": INVENTED["en"],
        "features": [_feature(*each) for each in _CORRECTIONS],
    }


def _feature(
    number: str,
    attribute: str,
    value: str,
    begin: str,
    end: str,
    note: str,
    kind: str,
    places: tuple[Point, ...],
) -> dict[str, Any]:
    line: list[Any] = [list(degrees(place)) for place in places]
    coordinates = {"Point": line[0], "LineString": line, "Polygon": [line]}[kind]
    properties = {
        "id": number,
        "attribute": attribute,
        "value": value,
        "valid_from": begin,
        "valid_to": end or None,
        "source": NOTE,
        "note": note,
    }
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
