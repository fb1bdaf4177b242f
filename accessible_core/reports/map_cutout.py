# SPDX-License-Identifier: MIT
"""A small map of the streets around a facility, as a drawing with its text twin.

Kinds of streets differ by their line style, not by colour; the place is a ring with a
point, its surveyed doors are triangles. North is up; a scale bar stands below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import metres_per_degree
from accessible_core.knowledge import load_toml
from accessible_core.messages import text
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.reports.pictures import Picture
from accessible_core.vocabulary import LANGUAGES


@lru_cache(maxsize=None)
def looks() -> dict[str, Any]:
    """Return how the map is drawn, as written in ``map_cutout.toml``."""
    return load_toml(Path(__file__).with_name("map_cutout.toml"))


@dataclass(frozen=True)
class _Around:
    """What lies around one place, in metres east and north of it."""

    radius: float
    edges: NDArray[np.intp]
    east: NDArray[np.float64]
    north: NDArray[np.float64]
    doors: tuple[tuple[float, float], ...]


def map_cutout(
    network: StreetNetwork,
    lon: float,
    lat: float,
    doors: NDArray[np.float64],
    name: Mapping[str, str],
) -> Picture | None:
    """Draw the streets around a place.

    Parameters
    ----------
    network : StreetNetwork
    lon, lat : float
        Degrees, WGS 84.
    doors : float array (k, 2)
        Longitude and latitude of doors; NaN where not known.
    name : mapping of str to str
        Name of the place by language, for the text twin.

    Returns
    -------
    Picture or None
        None where the place has no position.
    """
    if isnan(lon) or isnan(lat):
        return None
    around = _around(network, lon, lat, doors)
    drawing = "\n".join(_drawing(network, around))
    return Picture(
        content=drawing.encode("utf-8"),
        media_type="image/svg+xml",
        is_map=True,
        attributed=bool((network.edge_way > 0).any()),
        alternative={
            language: _words(network, around, name[language], language) for language in LANGUAGES
        },
    )


def _around(network: StreetNetwork, lon: float, lat: float, doors: NDArray[np.float64]) -> _Around:
    radius = float(looks()["radius_m"])
    per_lon, per_lat = (float(one) for one in metres_per_degree(lat))
    east = (network.shape_lon - lon) * per_lon
    north = (network.shape_lat - lat) * per_lat
    start = network.shape_start[:-1]
    edges = np.empty(0, np.intp)
    if network.edge_count:
        # By the box of each piece: a long one may cross the map without a vertex in it.
        meets = (
            (np.minimum.reduceat(east, start) <= radius)
            & (np.maximum.reduceat(east, start) >= -radius)
            & (np.minimum.reduceat(north, start) <= radius)
            & (np.maximum.reduceat(north, start) >= -radius)
        )
        edges = np.flatnonzero(meets)
    known = [
        ((float(x) - lon) * per_lon, (float(y) - lat) * per_lat)
        for x, y in doors
        if not (isnan(x) or isnan(y))
    ]
    shown = tuple(door for door in known if max(abs(door[0]), abs(door[1])) <= radius)
    return _Around(radius, edges, east, north, shown)


def _drawing(network: StreetNetwork, around: _Around) -> Iterator[str]:
    side, foot = 2 * around.radius, float(looks()["foot_m"])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-around.radius:g} {-around.radius:g} '
        f'{side:g} {side + foot:g}" width="{side:g}" height="{side + foot:g}">'
    )
    box = f'x="{-around.radius:g}" y="{-around.radius:g}" width="{side:g}" height="{side:g}"'
    yield f'<defs><clipPath id="frame"><rect {box}/></clipPath></defs>'
    yield f'<rect {box} fill="#fff" stroke="#000" stroke-width="1"/><g clip-path="url(#frame)">'
    for style in looks()["lines"]:
        yield from _lines(network, around, style)
    yield "</g>"
    yield from _marks(around)
    yield from _scale_bar(around)
    yield "</svg>"


def _lines(network: StreetNetwork, around: _Around, style: Mapping[str, Any]) -> Iterator[str]:
    codes = [EDGE_KINDS.index(kind) for kind in style["kinds"]]
    chosen = around.edges[np.isin(network.edges["kind"][around.edges], codes)]
    if not chosen.size:
        return
    path = []
    for edge in chosen.tolist():
        part = slice(int(network.shape_start[edge]), int(network.shape_start[edge + 1]))
        points = zip(around.east[part].tolist(), (-around.north[part]).tolist())
        path.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points))
    dash = f' stroke-dasharray="{style["dash"]}"' if "dash" in style else ""
    for width, colour in zip(style["widths"], style["colours"]):
        yield (
            f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
            f'stroke-linejoin="round"{dash}/>'
        )


def _marks(around: _Around) -> Iterator[str]:
    for east, north in around.doors:
        yield (
            f'<path d="M{east:.1f} {-north - 5:.1f}l5 9h-10z" fill="#000" stroke="#fff" '
            'stroke-width="1"/>'
        )
    yield '<circle r="8" fill="none" stroke="#fff" stroke-width="5"/>'
    yield '<circle r="8" fill="none" stroke="#000" stroke-width="2.5"/><circle r="2.5"/>'


def _scale_bar(around: _Around) -> Iterator[str]:
    length, top = float(looks()["bar_m"]), around.radius + 6
    left = -around.radius + 4
    yield (
        f'<path d="M{left:g} {top:g}v6h{length:g}v-6" fill="none" stroke="#000" '
        'stroke-width="1.5"/>'
        f'<text x="{left + length + 4:g}" y="{top + 7:g}" font-size="11" '
        f"font-family=\"'DejaVu Sans', sans-serif\">{length:g} m</text>"
    )


def _words(network: StreetNetwork, around: _Around, name: str, language: str) -> str:
    """Return what the map shows in words."""
    kinds = network.edges["kind"][around.edges]
    names = {network.names[code] for code in network.edges["name"][around.edges].tolist() if code}
    parts = []
    if names:
        streets = ", ".join(sorted(names)[: int(looks()["most_streets"])])
        parts.append(text("passport", "map_streets", language, streets=streets))
    for code, kind in (("map_steps", "steps"), ("map_crossings", "crossing")):
        count = _ways(network, around.edges[kinds == EDGE_KINDS.index(kind)])
        if count:
            parts.append(text("passport", code, language, count=count))
    if around.doors:
        parts.append(text("passport", "map_doors", language, count=len(around.doors)))
    content = "; ".join(parts) or text("passport", "map_nothing", language)
    radius = f"{around.radius:g}"
    return text("passport", "map_alternative", language, metres=radius, name=name, content=content)


def _ways(network: StreetNetwork, edges: NDArray[np.intp]) -> int:
    """Count ways: the pieces of one OSM way are one."""
    ways = network.edge_way[edges]
    return len(np.unique(ways[ways > 0])) + int(np.count_nonzero(ways <= 0))
