# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrections drawn in metres on the networks of ``hand_network.py``."""

from __future__ import annotations

from hand_network import at

from accessible_core.findings import Findings
from accessible_core.routing.corrections.reader import corrections_from_columns


def point(x, y):
    return {"type": "Point", "coordinates": list(at(x, y))}


def line(*places):
    return {"type": "LineString", "coordinates": [list(at(*place)) for place in places]}


def polygon(*places):
    ring = [list(at(*place)) for place in (*places, places[0])]
    return {"type": "Polygon", "coordinates": [ring]}


def box(west, south, east, north):
    return polygon((west, south), (east, south), (east, north), (west, north))


def rows(*given, findings=None):
    """Corrections from (attribute, value, geometry, further columns); ids r1, r2 ..."""
    findings = Findings() if findings is None else findings
    more = [{**(extra[0] if extra else {})} for _, _, _, *extra in given]
    names = {name for each in more for name in each}
    columns = {
        "id": [f"r{number}" for number in range(1, len(given) + 1)],
        "attribute": [attribute for attribute, *_ in given],
        "value": [value for _, value, *_ in given],
        **{name: [each.get(name) for each in more] for name in sorted(names)},
    }
    return corrections_from_columns(columns, [geometry for _, _, geometry, *_ in given], findings)
