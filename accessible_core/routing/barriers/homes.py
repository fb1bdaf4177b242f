# SPDX-License-Identifier: MIT
"""Where people live on the network: points on the nearest piece, areas along their streets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.progress import Progress, report
from accessible_core.routing.barriers.allotted import Allotment, Allotted
from accessible_core.routing.barriers.people import People, Rings
from accessible_core.routing.barriers.works import knowledge
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.survey.inside import inside

Float = NDArray[np.float64]
Int = NDArray[np.int64]

_REPORT_EVERY = 64


@dataclass(frozen=True)
class Homes:
    """Homes on the network.

    Attributes
    ----------
    places : Allotted
        One place a home; a home stands for some or all people of one row.
    weight : float64 (places.count,)
        People by home.
    off : int64
        Rows of people that are too far from the network to live on it.
    """

    places: Allotted
    weight: Float
    off: Int


def homes_of(
    network: StreetNetwork,
    people: People,
    allotment: Allotment,
    spread_m: float = 0.0,
    progress: Progress | None = None,
) -> Homes:
    """Return where people live: along the streets inside their area, by length.

    Parameters
    ----------
    network : StreetNetwork
    people : People
        Rows with an area live along its streets; those without at their point, or
        along the streets within `spread_m` of it.
    allotment : Allotment
        Finds the nearest piece, also for areas without any street.
    spread_m : float
        Metres around points, 0 for the point itself.
    progress : callable, optional
    """
    edge: list[Int] = []
    share: list[Float] = []
    weight: list[Float] = []
    lone: list[int] = []
    streets = None
    for row in range(len(people)):
        if row % _REPORT_EVERY == 0:
            report(progress, row / len(people))
        rings = people.areas[row] if people.areas else ()
        if not rings and spread_m <= 0.0:
            lone.append(row)
            continue
        streets = _Streets(network, allotment) if streets is None else streets
        lon, lat = people.place[row].tolist()
        here = streets.within(rings) if rings else streets.around(lon, lat, spread_m)
        if not len(here):
            lone.append(row)
            continue
        edges, shares, metres = streets.by_edge(here)
        edge.append(edges)
        share.append(shares)
        weight.append(people.number[row] * metres / metres.sum())
    at = allotment.allot(people.place[lone])
    rows = np.array(lone, np.int64)
    along = sum(map(len, edge))
    places = Allotted(
        owner=np.arange(along + len(at)),
        edge=np.concatenate([*edge, at.edge]).astype(np.int64),
        share=np.concatenate([*share, at.share]),
        node=np.concatenate([np.full(along, -1, np.int64), at.node]),
        count=along + len(at),
    )
    return Homes(
        places=places,
        weight=np.concatenate([*weight, people.number[rows[at.owner]]]),
        off=rows[~at.placed],
    )


class _Streets:
    """Points every few metres along all pieces that people may live on, west to east."""

    def __init__(self, network: StreetNetwork, allotment: Allotment) -> None:
        table = knowledge()["homes"]
        barred = [EDGE_KINDS.index(kind) for kind in table["not_along"]]
        lived = allotment.usable & ~np.isin(network.edges["kind"], barred)
        edge = np.flatnonzero(lived & (network.edge_length > 0.0))
        count = np.ceil(network.edge_length[edge] / float(table["every_m"])).astype(np.int64)
        nth = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        self._edge = np.repeat(edge, count)
        self._share = (nth + 0.5) / np.repeat(count, count)
        self._metres = np.repeat(network.edge_length[edge] / count, count)
        self._lon, self._lat = _along(network, self._edge, self._share)
        order = np.argsort(self._lon, kind="stable")
        for name in ("_edge", "_share", "_metres", "_lon", "_lat"):
            setattr(self, name, getattr(self, name)[order])

    def _between(self, west: float, east: float, south: float, north: float) -> Int:
        first, stop = np.searchsorted(self._lon, [west, east])
        lat = self._lat[first:stop]
        here: Int = first + np.flatnonzero((lat >= south) & (lat <= north))
        return here

    def within(self, rings: Rings) -> Int:
        """Return the points inside an area."""
        (west, south), (east, north) = (
            np.min([ring.min(axis=0) for ring in rings], axis=0),
            np.max([ring.max(axis=0) for ring in rings], axis=0),
        )
        near = self._between(float(west), float(east), float(south), float(north))
        return near[inside(self._lon[near], self._lat[near], rings)]

    def around(self, lon: float, lat: float, radius_m: float) -> Int:
        """Return the points within a distance."""
        if not (np.isfinite(lon) and np.isfinite(lat)):
            return np.zeros(0, np.int64)
        east, north = (float(scale) for scale in metres_per_degree(lat))
        dx, dy = radius_m / east, radius_m / north
        near = self._between(lon - dx, lon + dx, lat - dy, lat + dy)
        return near[distance(self._lon[near], self._lat[near], lon, lat) <= radius_m]

    def by_edge(self, points: Int) -> tuple[Int, Float, Float]:
        """Return the pieces of some points, the middle share of each, and its metres."""
        edge: Int
        edge, which = np.unique(self._edge[points], return_inverse=True)
        metres = np.bincount(which.reshape(-1), self._metres[points])
        share = np.bincount(which.reshape(-1), self._metres[points] * self._share[points])
        return edge, share / metres, metres.astype(np.float64)


def _along(network: StreetNetwork, edge: Int, share: Float) -> tuple[Float, Float]:
    """Return longitude and latitude at shares of pieces."""
    graph = StreetGraph.of(network)
    # One axis for all pieces: each takes a stretch of its own, and shares are places on it.
    vertex = graph.vertex_along
    length = graph.plane_length
    offset = np.cumsum(length + 1.0) - length
    axis = vertex + np.repeat(offset, np.diff(network.shape_start))
    at = offset[edge] + share * length[edge]
    return np.interp(at, axis, network.shape_lon), np.interp(at, axis, network.shape_lat)
