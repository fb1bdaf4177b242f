# SPDX-License-Identifier: MIT
"""Addresses and names of streets out of an OSM file: nodes, buildings, ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accessible_core.addresses.book import StreetWay
from accessible_core.errors import InputError
from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.points import representative_point

#: Kind of column -> the tags that fill it, the first that is there.
TAGS: dict[str, tuple[str, ...]] = {
    "street": ("addr:street",),
    "street_kk": ("addr:street:kk",),
    "street_ru": ("addr:street:ru",),
    "street_en": ("addr:street:en",),
    "old_street": ("old_addr:street", "addr:street:old"),
    "place": ("addr:place", "addr:neighbourhood", "addr:quarter"),
    "house": ("addr:housenumber",),
    "settlement": ("addr:city", "addr:town", "addr:village"),
    "district": ("addr:district", "addr:suburb", "addr:subdistrict"),
    "address": ("addr:full",),
}
#: Names of a way that hold today. `int_name` is the name in Latin letters.
_CURRENT = (
    "name", "name:kk", "name:ru", "name:en", "int_name", "official_name", "official_name:kk",
    "official_name:ru", "alt_name", "alt_name:kk", "alt_name:ru", "short_name",
)  # fmt: skip
_OLD = ("old_name", "old_name:kk", "old_name:ru", "old_name:en", "old_alt_name")
_REPORT_EVERY = 2000


@dataclass
class OsmAddresses:
    """What one file holds.

    Attributes
    ----------
    columns : dict of str to list of str
        By kind; see `TAGS`.
    lon, lat : list of float
    ways : list of StreetWay
    """

    columns: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in TAGS})
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    ways: list[StreetWay] = field(default_factory=list)

    def add(self, tags: Mapping[str, str], place: tuple[float, float]) -> None:
        """Take one address."""
        for kind, keys in TAGS.items():
            self.columns[kind].append(next((tags[key] for key in keys if tags.get(key)), ""))
        self.lon.append(place[0])
        self.lat.append(place[1])


def read_osm_addresses(
    path: Path, findings: Findings, progress: Progress | None = None
) -> OsmAddresses:
    """Read what has ``addr:housenumber`` or ``addr:full``, and streets with their names.

    Nodes stand where they are; buildings at a point inside, multipolygons too.

    Raises
    ------
    InputError
        The file is no OSM file, or cut off.
    """
    osmium = require("osmium")
    found = OsmAddresses()
    nowhere = 0
    try:
        for number, (tags, place, street) in enumerate(_objects(osmium, path)):
            if number % _REPORT_EVERY == 0:
                report(progress, 0.5)
            if street is not None:
                found.ways.append(street)
            elif place is None:
                nowhere += 1
            else:
                found.add(tags, place)
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        raise InputError(
            f"{path} cannot be read as OpenStreetMap data: it is cut off, damaged or of another "
            f"kind ({error})."
        ) from error
    if nowhere:
        findings.add("addresses_without_position", field=path.name, value=nowhere)
    return found


def _objects(
    osmium: Any, path: Path
) -> Iterator[tuple[dict[str, str], tuple[float, float] | None, StreetWay | None]]:
    """Yield tags and place of addresses, and streets."""
    addressed = osmium.filter.KeyFilter("addr:housenumber", "addr:full")
    wanted = osmium.filter.KeyFilter("addr:housenumber", "addr:full", "highway", "place")
    objects = osmium.FileProcessor(str(path)).with_areas(addressed).with_filter(wanted)
    for thing in objects:
        tags = dict(thing.tags)
        is_address = "addr:housenumber" in tags or "addr:full" in tags
        if thing.is_node():
            if is_address:
                at = thing.location
                yield tags, ((at.lon, at.lat) if at.valid() else None), None
        elif thing.is_area():
            if is_address:
                yield tags, _inside(thing), None
        elif thing.is_way():
            nodes = [(n.lon, n.lat) for n in thing.nodes if n.location.valid()]
            if "highway" in tags and tags.get("name"):
                yield tags, None, _street(tags, nodes)
            elif is_address and not thing.is_closed():
                middle = nodes[len(nodes) // 2] if nodes else None
                yield tags, middle, None


def _inside(area: Any) -> tuple[float, float] | None:
    """Return a point inside an area."""
    rings = []
    for outer in area.outer_rings():
        rings.append([(n.lon, n.lat) for n in outer])
        rings += [[(n.lon, n.lat) for n in inner] for inner in area.inner_rings(outer)]
    return representative_point({"type": "Polygon", "coordinates": rings}) if rings else None


def _street(tags: Mapping[str, str], nodes: list[tuple[float, float]]) -> StreetWay:
    """Return a street with its names; a value may hold several, parted by semicolons."""

    def named(keys: tuple[str, ...]) -> tuple[str, ...]:
        texts = (part.strip() for key in keys for part in tags.get(key, "").split(";"))
        return tuple(dict.fromkeys(text for text in texts if text))

    lon, lat = zip(*nodes) if nodes else ((), ())
    return StreetWay(named(_CURRENT), named(_OLD), tuple(lon), tuple(lat))
