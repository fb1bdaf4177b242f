# SPDX-License-Identifier: MIT
"""Networks as OpenSidewalks 0.3 data sets.

What the schema has words for is said in them; all else that is known stands in ``ext:``
fields under the names of our GeoPackage, so that nothing is lost and nothing is made
up: a road of which the network does not know the class gets no ``highway``.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.network.exchange.edge_table import edge_cells, export_names, node_cells
from accessible_core.network.exchange.interchange import node_names
from accessible_core.network.model import ROAD_CLASSES, StreetNetwork

#: Fields that the schema and we call the same and count in the same words.
_SAME = ("foot", "surface", "step_count", "barrier", "kerb", "tactile_paving")
_MEMBER = "opensidewalks.{}.geojson"


def write_opensidewalks(network: StreetNetwork, path: Path) -> list[str]:
    """Write the zip; see `exports.export_network`."""
    rule = export_names()["opensidewalks"]
    names = [str(name) for name in node_names(network)]
    longest = int(np.diff(network.shape_start).max())
    notes = []
    if longest > rule["vertices"]:
        notes.append(
            f"OpenSidewalks allows {rule['vertices']} vertices a line; the longest has {longest}: "
            "validators will complain."
        )
    head = {"$schema": rule["schema"], "type": "FeatureCollection"}
    stamp = network.meta.get("timestamp")
    if stamp:
        head["dataTimestamp"] = stamp
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, features in (
            ("edges", _edges(network, names)),
            ("nodes", _nodes(network, names)),
            ("points", _points(network, names)),
        ):
            found = list(features)
            if part == "points" and not found:
                continue
            text = json.dumps({**head, "features": found}, ensure_ascii=False, allow_nan=False)
            archive.writestr(_MEMBER.format(part), text)
    return notes


def _edges(network: StreetNetwork, names: list[str]) -> Iterator[dict[str, Any]]:
    columns = edge_cells(network)
    digits = export_names()["opensidewalks"]["decimals"]
    lon, lat = np.round(network.shape_lon, digits), np.round(network.shape_lat, digits)
    places = [list(pair) for pair in zip(lon.tolist(), lat.tolist())]
    bounds = network.shape_start.tolist()
    rows = zip(*columns.values())
    for edge, row in enumerate(rows):
        known = {name: cell for name, cell in zip(columns, row) if cell is not None}
        properties = {
            "_id": str(edge + 1),
            "_u_id": names[network.edge_from[edge]],
            "_v_id": names[network.edge_to[edge]],
            **_edge_fields(known, float(network.edge_length[edge])),
        }
        if network.edge_way[edge]:
            properties["ext:osm_way"] = int(network.edge_way[edge])
        yield _feature("LineString", places[bounds[edge] : bounds[edge + 1]], properties)


def _edge_fields(known: Mapping[str, Any], length: float) -> dict[str, Any]:
    """Return the schema's fields and ``ext:`` for all that they do not say."""
    rule = export_names()["opensidewalks"]
    fields: dict[str, Any] = dict(rule["kinds"].get(known.get("kind", ""), {}))
    if known.get("kind") == "road" and known.get("road_class") in rule["road_class"]:
        fields["highway"] = known["road_class"]
    said: set[str] = set()
    if fields:
        fields["length"] = round(length, 2)
        if fields["highway"] == known.get("road_class"):
            said.add("road_class")
        if "name" in known:
            fields["name"] = known["name"]
            said.add("name")
        if known.get("surface") in rule["surface"]:
            fields["surface"] = known["surface"]
            said.add("surface")
        width = known.get("width_cm")
        if (
            width is not None
            and width <= 100 * rule["max_width_m"]
            and not known["width_estimated"]
        ):
            fields["width"] = round(width / 100, 4)
            said.add("width_cm")
        slope = _slope(known)
        if slope is not None:
            fields["incline"] = slope
            said.update(("incline_up_percent", "incline_down_percent", "incline_source"))
        if known.get("kind") == "steps" and known.get("step_count", -1) in range(
            rule["max_step_count"] + 1
        ):
            fields["step_count"] = known["step_count"]
            said.add("step_count")
    if known.get("foot") in rule["foot"]:
        fields["foot"] = known["foot"]
        said.add("foot")
    return {**fields, **{f"ext:{name}": cell for name, cell in known.items() if name not in said}}


def _slope(known: Mapping[str, Any]) -> float | None:
    """Return the slope as the schema's signed ratio, None where it says less than is known."""
    up, down = known.get("incline_up_percent"), known.get("incline_down_percent")
    if known.get("incline_source") != "tag" or up is None or down is None or min(up, down) > 0:
        return None
    slope = round((up - down) / 100, 10)
    return slope if abs(slope) <= 1 else None


def own_columns(columns: Mapping[str, Sequence[Any]], prefix: str) -> dict[str, Sequence[Any]]:
    """Return the columns of our own exports, by exported name.

    Parameters
    ----------
    columns : mapping of str to sequence
    prefix : str
        What stands before their names: ``ext:`` in OpenSidewalks, of which the schema's
        own fields are read where there is no such column or it is empty.
    """
    own = {name[len(prefix) :]: cells for name, cells in columns.items() if name.startswith(prefix)}
    if not prefix:
        return own
    slopes = [_figure(cell) for cell in columns.get("incline", ())]
    widths = [_figure(cell) for cell in columns.get("width", ())]
    classes = columns.get("highway", ())
    read: dict[str, Sequence[Any]] = {
        **{name: columns.get(name, ()) for name in _SAME},
        "road_class": [name if name in ROAD_CLASSES else None for name in classes],
        "width_cm": [None if width is None else 100 * width for width in widths],
        "incline_up_percent": [None if s is None else max(0.0, 100 * s) for s in slopes],
        "incline_down_percent": [None if s is None else max(0.0, -100 * s) for s in slopes],
        "incline_source": [None if s is None else "tag" for s in slopes],
    }
    for name, cells in read.items():
        if cells:
            ours = own.get(name, [None] * len(cells))
            own[name] = [b if a is None else a for a, b in zip(ours, cells)]
    return own


def _figure(cell: Any) -> float | None:
    return float(cell) if isinstance(cell, (int, float)) and cell == cell else None  # noqa: PLR0124 - NaN


def _nodes(network: StreetNetwork, names: list[str]) -> Iterator[dict[str, Any]]:
    rule = export_names()["opensidewalks"]
    columns = node_cells(network)
    for node, row in enumerate(zip(*columns.values())):
        known = {n: cell for n, cell in zip(columns, row) if cell is not None and cell is not False}
        properties: dict[str, Any] = {"_id": names[node], "ext:node": int(names[node])}
        if network.node_osm[node]:
            properties["ext:osm_node"] = int(network.node_osm[node])
        said = set()
        kerb = known.get("kerb")
        if known.get("barrier") == "kerb" and (kerb is None or kerb in rule["kerb"]):
            said = {"barrier", "kerb"}
            if known.get("tactile_paving") in rule["tactile_paving"]:
                said.add("tactile_paving")
            properties.update({name: known[name] for name in said if name in known})
        properties.update({f"ext:{n}": cell for n, cell in known.items() if n not in said})
        yield _feature("Point", _place(network, node), properties)


def _points(network: StreetNetwork, names: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the bollards, which the schema keeps apart from the nodes."""
    if "bollard" not in network.barriers:
        return
    bollard = network.barriers.index("bollard")
    for node in np.flatnonzero(network.nodes["barrier"] == bollard).tolist():
        properties = {"_id": f"point{names[node]}", "barrier": "bollard"}
        yield _feature("Point", _place(network, node), properties)


def _place(network: StreetNetwork, node: int) -> list[float]:
    digits = export_names()["opensidewalks"]["decimals"]
    return [
        round(float(network.node_lon[node]), digits),
        round(float(network.node_lat[node]), digits),
    ]


def _feature(kind: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }
