# SPDX-License-Identifier: MIT
"""The heights along a route, and how much it climbs and descends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.network.slopes import COARSE_M
from accessible_core.routing.on_the_way import knowledge
from accessible_core.routing.results import Route, RouteEdge
from accessible_core.routing.street_graph import StreetGraph

Float = NDArray[np.float64]


@dataclass(frozen=True)
class ElevationProfile:
    """Heights along a route.

    Attributes
    ----------
    at_m, height_m : float64 (K,)
        Metres walked and metres above sea level at each vertex, NaN where unknown.
    ascent_m, descent_m : float
        Climbs and descents added up. The way counts as turning upward or downward only
        once it has risen or fallen by `noise_m`; across a stretch of unknown height only
        the difference of its ends counts, and humps between two vertices do not.
    noise_m : float
    estimated : bool
        From a model with coarse cells, as slopes are.
    source : str
        Name of the elevation model.
    """

    at_m: Float
    height_m: Float
    ascent_m: float
    descent_m: float
    noise_m: float
    estimated: bool
    source: str


def elevation_profile(route: Route, network: StreetNetwork) -> ElevationProfile | None:
    """Return the heights along a route, None where no height at all is known."""
    heights = network.shape_elevation
    if heights is None or not route.edges:
        return None
    at, height = [], []
    start = 0.0
    for edge in route.edges:
        along, there = _part(StreetGraph.of(network), edge, heights)
        at.append(start + along)
        height.append(there)
        start += edge.length_m
    at_m, height_m = np.concatenate(at), np.concatenate(height)
    # Where two pieces meet, one vertex: both have the height of the node.
    fresh = np.ones(len(at_m), np.bool_)
    fresh[1:] = np.diff(at_m) > 0.0
    at_m, height_m = at_m[fresh], height_m[fresh]
    known = np.isfinite(height_m)
    if not known.any():
        return None
    dem = network.meta.get("dem") or {}
    estimated = float(dem.get("cell_m", np.inf)) > COARSE_M
    noise = float(knowledge()["elevation"]["noise_coarse_m" if estimated else "noise_m"])
    up, down = climbs(height_m[known], noise)
    source = str(dem.get("source", ""))
    return ElevationProfile(at_m, height_m, up, down, noise, estimated, source)


def climbs(heights: Float, noise: float) -> tuple[float, float]:
    """Return the sum of the climbs and of the descents between turning points.

    Parameters
    ----------
    heights : float64 (K,)
        Metres, one at the least, all known.
    noise : float
        What the way must rise or fall by to count as having turned.
    """
    turns, extreme, direction = [float(heights[0])], float(heights[0]), 0
    for height in heights.tolist():
        step = height - extreme
        if direction == 0:
            if abs(step) >= noise:
                direction, extreme = (1 if step > 0.0 else -1), height
        elif direction * step >= 0.0:
            extreme = height
        elif -direction * step >= noise:
            turns.append(extreme)
            direction, extreme = -direction, height
    if direction:
        turns.append(extreme)
    steps = np.diff(turns)
    return float(steps[steps > 0.0].sum()), abs(float(steps[steps < 0.0].sum()))


def _part(graph: StreetGraph, edge: RouteEdge, heights: NDArray[np.float32]) -> tuple[Float, Float]:
    """Return metres from the beginning of the part travelled, and heights, in its direction."""
    network = graph.network
    first, stop = int(network.shape_start[edge.edge]), int(network.shape_start[edge.edge + 1])
    total = float(graph.vertex_along[stop - 1])
    if total <= 0.0:  # a lift seen from above
        return np.array([0.0]), heights[first : first + 1].astype(np.float64)
    shares = graph.vertex_along[first:stop] / total
    inside = shares[(shares > edge.from_share) & (shares < edge.to_share)]
    cuts = np.concatenate([[edge.from_share], inside, [edge.to_share]])
    there = np.interp(cuts, shares, heights[first:stop].astype(np.float64))
    along = (cuts - edge.from_share) * float(network.edge_length[edge.edge])
    if not edge.forward:
        along, there = along[-1] - along[::-1], there[::-1]
    return along, there
