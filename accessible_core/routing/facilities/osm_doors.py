# SPDX-License-Identifier: MIT
"""Entrances that OSM knows around a point, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.model import ENTRANCE_KINDS, WHEELCHAIR, StreetNetwork
from accessible_core.routing.facilities.destination import OSM_DOOR
from accessible_core.survey.inside import inside

Float = NDArray[np.float64]
Int = NDArray[np.int64]

#: wheelchair=* -> place in the order; what is not said stands between yes and no.
_ORDER = {"yes": 0, "designated": 0, "unknown": 1, "limited": 1, "no": 2}


class OsmDoors:
    """The entrances of one network, with the outlines of their buildings."""

    def __init__(self, network: StreetNetwork) -> None:
        # Files of earlier versions have neither.
        nothing = {name: np.zeros(0) for name in ("lon", "lat", "osm", "kind", "wheelchair")}
        self._doors = network.entrances or {**nothing, "building": np.zeros(0, np.int64)}
        self._start: Int = network.buildings.get("start", np.zeros(1, np.int64))
        self._lon: Float = network.buildings.get("lon", np.zeros(0))
        self._lat: Float = network.buildings.get("lat", np.zeros(0))
        first = self._start[:-1]
        self._box = (
            [extreme.reduceat(axis, first) for axis in (self._lon, self._lat)
             for extreme in (np.minimum, np.maximum)]
            if len(first) else [np.zeros(0)] * 4
        )  # fmt: skip

    def around(
        self, point: tuple[float, float], settings: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """Return what is known of the entrances at a facility's point, best first.

        Parameters
        ----------
        point : (lon, lat)
            Degrees.
        settings : mapping
            ``[osm]`` of ``doors.toml``.
        """
        kinds = [ENTRANCE_KINDS.index(kind) for kind in settings["kinds"]]
        usable = np.isin(self._doors["kind"], kinds)
        of_building, inside_it = self._buildings(point, settings["building_within_m"])
        rows = np.flatnonzero(usable & np.isin(self._doors["building"], of_building))
        checked = inside_it
        if not len(rows):
            checked = False
            rows = self._nearest(point, usable, settings["near_m"])
        doors, metres = self._doors, self._metres(point)

        def order(row: int) -> tuple[int, int, float]:
            word = WHEELCHAIR[int(doors["wheelchair"][row])]
            return _ORDER[word], kinds.index(int(doors["kind"][row])), float(metres[row])

        best = sorted(rows.tolist(), key=order)[: settings["most"]]
        return [self._door(row, checked) for row in best]

    def _door(self, row: int, checked: bool) -> dict[str, Any]:
        said = WHEELCHAIR[int(self._doors["wheelchair"][row])]
        return {
            "entrance": OSM_DOOR,
            "lon": float(self._doors["lon"][row]),
            "lat": float(self._doors["lat"][row]),
            # OSM's yes makes no light; its no is a warning that nobody should miss.
            "accessible": "no" if said == "no" else "unknown",
            "osm_node": int(self._doors["osm"][row]) or None,
            "building": checked,
        }

    def _metres(self, point: tuple[float, float]) -> Float:
        return distance(*point, self._doors["lon"], self._doors["lat"])

    def _nearest(self, point: tuple[float, float], usable: NDArray[np.bool_], near_m: float) -> Int:
        """Return the nearest entrance that belongs to no known building, if it is near."""
        metres = np.where(usable & (self._doors["building"] < 0), self._metres(point), np.inf)
        if not len(metres) or metres.min() > near_m:
            return np.zeros(0, np.int64)
        return np.array([int(np.argmin(metres))])

    def _buildings(self, point: tuple[float, float], within_m: float) -> tuple[Int, bool]:
        """Return the buildings that hold a point (True), else the nearest one near it."""
        lon, lat = point
        east, north = (float(scale) for scale in metres_per_degree(lat))
        west_, east_, south_, north_ = self._box
        dx, dy = within_m / east, within_m / north
        close = np.flatnonzero(
            (lon >= west_ - dx) & (lon <= east_ + dx) & (lat >= south_ - dy) & (lat <= north_ + dy)
        )
        holding, gaps = [], []
        for building in close.tolist():
            part = slice(int(self._start[building]), int(self._start[building + 1]))
            ring = np.column_stack((self._lon[part], self._lat[part]))
            if inside(np.array([lon]), np.array([lat]), [ring])[0]:
                holding.append(building)
            gaps.append(_gap((ring - [lon, lat]) * [east, north]))
        if holding:
            return np.array(holding), True
        if gaps and min(gaps) <= within_m:
            return close[[int(np.argmin(gaps))]], False
        return np.zeros(0, np.int64), False


def _gap(ring: Float) -> float:
    """Return the distance from the origin to a closed ring in metres (k, 2)."""
    start, step = ring[:-1], np.diff(ring, axis=0)
    square = (step**2).sum(axis=1)
    share = np.clip(-(start * step).sum(axis=1) / np.where(square > 0, square, 1.0), 0.0, 1.0)
    return float(np.hypot(*(start + share[:, None] * step).T).min())
