# SPDX-License-Identifier: MIT
"""A matrix as a table, one row a pair."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from accessible_core.findings import Findings
from accessible_core.routing.matrix import Matrix
from accessible_core.routing.points import Points
from accessible_core.survey.cells import neutralised

_COLUMNS = ("origin", "destination", "duration_s", "distance_m")
#: Digits after the point, as routes have them.
_SECONDS, _METRES = 1, 3


def write_matrix(result: Matrix, origins: Points, destinations: Points, path: Path) -> None:
    """Write ``origin,destination,duration_s,distance_m``, empty where there is no route.

    UTF-8 without a mark: a byte order mark would hide the first column from programs.
    """
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(result, origins, destinations))


def _rows(
    result: Matrix, origins: Points, destinations: Points
) -> Iterator[tuple[str, str, str, str]]:
    targets = [neutralised(name) for name in destinations.ids]
    for name, seconds, metres in zip(
        origins.ids, result.duration_s.tolist(), result.distance_m.tolist()
    ):
        origin = neutralised(name)
        for target, duration, distance in zip(targets, seconds, metres):
            yield origin, target, _figure(duration, _SECONDS), _figure(distance, _METRES)


def _figure(value: float, digits: int) -> str:
    return "" if np.isnan(value) else repr(round(value, digits))


def off_network(
    result: Matrix, origins: Points, destinations: Points, snap_m: float, findings: Findings
) -> None:
    """Add a finding for each point with a position that the network is too far from."""
    for what, points, places in (
        ("origins", origins, result.origin_places),
        ("destinations", destinations, result.destination_places),
    ):
        for name, position, place in zip(points.ids, points.place, places):
            if place is None and not np.isnan(position).any():
                findings.add("point_off_network", name, what, f"{snap_m:g}")
