# SPDX-License-Identifier: MIT
"""Places with accessibility tags from OpenStreetMap, as what they are: OSM's word.

Nobody has surveyed them: `Survey.form` is empty, the tag ``wheelchair`` stands in the
column ``osm_wheelchair``, and no traffic light is ever made of it. Tags that say
exactly what a question of the full form asks become its answer (``osm_tags.toml``);
others are counted. What counts as a place is data (``osm_places.toml``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.errors import InputError, one_line
from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml
from accessible_core.progress import Progress, report
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.readers.osm_tags import answers_of, left_out, selecting_keys
from accessible_core.survey.table import Survey
from accessible_core.untrusted.archives import check_packed
from accessible_core.untrusted.osm_pbf import check_texts

_KEY = "wheelchair"
#: Columns that every such survey has.
_COLUMNS = (
    "id", "name", "name_kk", "name_ru", "name_en", "category", "address", "form",
    "osm_wheelchair", "source",
)  # fmt: skip
_REPORT_EVERY = 500


def read(
    path: Path,
    mapping: Source | None,  # noqa: ARG001 - one signature for all readers
    findings: Findings,
    progress: Progress | None = None,
) -> Survey:
    """Read the places of an OSM file; see `read_survey`.

    Nodes stand where they are, ways at the mean of their nodes.
    """
    rows: list[dict[str, str]] = []
    left: Counter[str] = Counter()
    lon: list[float] = []
    lat: list[float] = []
    relations = nowhere = 0
    for number, (kind, ref, tags, place) in enumerate(_tagged_objects(path)):
        if number % _REPORT_EVERY == 0:
            report(progress, 0.5)
        category = category_of(tags)
        if category is None:
            continue
        if kind == "relation":
            relations += 1
            continue
        nowhere += place is None
        rows.append({**_row(f"{kind}/{ref}", category, tags), **answers_of(tags)})
        left.update(left_out(tags))
        lon.append(place[0] if place else np.nan)
        lat.append(place[1] if place else np.nan)
    if relations:
        findings.add("osm_relations_skipped", value=relations)
    if nowhere:
        findings.add("osm_without_position", value=nowhere)
    for key, count in left.most_common():
        findings.add("osm_tags_left_out", field=key, value=count)
    names = dict.fromkeys((*_COLUMNS, *(name for row in rows for name in row)))
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    return survey_from_columns(columns, lon=lon, lat=lat, source=path.name, findings=findings)


@lru_cache(maxsize=None)
def _selection() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "osm_places.toml")


def category_of(tags: Mapping[str, str]) -> str | None:
    """Return ``key=value`` that says what a place is, None for what is no place."""
    chosen = _selection()
    if any(tags.get(key) in values for key, values in chosen["never"].items()):
        return None
    for key in chosen["categories"]:
        value = tags.get(key)
        if value is None or value in chosen["not_places"].get(key, ()):
            continue
        only = chosen["only_places"].get(key)
        if only is None or value in only:
            return f"{key}={value}"
    return None


def _tagged_objects(
    path: Path,
) -> Iterator[tuple[str, int, dict[str, str], tuple[float, float] | None]]:
    """Yield kind, id, tags and position of every object with an accessibility key."""
    osmium = require("osmium")
    if path.suffix.lower() in (".gz", ".bz2"):
        check_packed(path)
    elif path.suffix.lower() == ".pbf":
        check_texts(path)
    try:
        objects = (
            osmium.FileProcessor(str(path))
            .with_locations()
            .with_filter(osmium.filter.KeyFilter(*selecting_keys()))
        )
        for thing in objects:
            tags = dict(thing.tags)
            if thing.is_node():
                yield "node", thing.id, tags, _at(thing.location)
            elif thing.is_way():
                yield "way", thing.id, tags, _middle(thing.nodes)
            else:
                yield "relation", thing.id, tags, None
    # The last two: text that is no UTF-8, coordinates that are no numbers.
    except (RuntimeError, OSError, ValueError, osmium.InvalidLocationError) as error:
        raise InputError(
            f"{path} cannot be read as OpenStreetMap data: it is cut off, damaged or of another "
            f"kind ({one_line(error)})."
        ) from error


def _at(location: Any) -> tuple[float, float] | None:
    return (location.lon, location.lat) if location.valid() else None


def _middle(nodes: Any) -> tuple[float, float] | None:
    """Return the mean of a way's nodes, each counted once."""
    places = {node.ref: (node.lon, node.lat) for node in nodes if node.location.valid()}
    if not places:
        return None
    lon, lat = np.array(list(places.values())).mean(axis=0)
    return float(lon), float(lat)


def _row(ref: str, category: str, tags: Mapping[str, str]) -> dict[str, str]:
    names = {column: tags.get(key, "") for column, key in _selection()["names"].items()}
    about = {"category": category, "address": _address(tags)}
    return {"id": ref, **names, **about, "osm_wheelchair": tags.get(_KEY, ""), "source": "osm"}


def _address(tags: Mapping[str, str]) -> str:
    """Return the address as one line, in the order used in Kazakhstan: town, street, house."""
    if tags.get("addr:full"):
        return tags["addr:full"]
    street = tags.get("addr:street") or tags.get("addr:place", "")
    parts = (tags.get("addr:city", ""), street, tags.get("addr:housenumber", ""))
    return ", ".join(part for part in parts if part)
