# SPDX-License-Identifier: MIT
"""Homes and doors on the network: where they stand does not change with the barriers.

`Router.snap` takes the nearest piece that is passable. Here the nearest piece counts
that is passable *or could be mended*: who lives on barred ground is not connected by a
street a block away, and becomes so when the own street is mended.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.progress import Progress, report
from accessible_core.routing.barriers.found import mendable
from accessible_core.routing.costs import Costs
from accessible_core.routing.snap import SegmentGrid

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

_REPORT_EVERY = 256


@dataclass(frozen=True)
class Allotted:
    """K places on the network, one or more for each thing that was placed.

    Attributes
    ----------
    owner : int64 (K,)
        Row of the thing (a home, a facility) that stands there.
    edge : int64 (K,)
    share : float64 (K,)
        How far along the piece, 0 at its first node.
    node : int64 (K,)
        The node that the place is on, -1 part-way along the piece.
    count : int
        Number of things, placed or not.
    """

    owner: Int
    edge: Int
    share: Float
    node: Int
    count: int

    @property
    def placed(self) -> Bool:
        """Which things (count,) stand on the network at all."""
        mask = np.zeros(self.count, np.bool_)
        mask[self.owner] = True
        return mask

    def __len__(self) -> int:
        return len(self.owner)


class Allotment:
    """Finds the piece that places belong to, passable or mendable.

    Parameters
    ----------
    network : StreetNetwork
    costs : Costs
    removable : int
        Bits of the causes that can be removed.
    snap_m : float
        How far from a place the network may be, in metres.

    Attributes
    ----------
    usable : bool (M,)
        Pieces that are passable or mendable in one direction at least.
    """

    def __init__(self, network: StreetNetwork, costs: Costs, removable: int, snap_m: float) -> None:
        usable = (costs.reasons == 0) | mendable(costs.reasons, removable)
        self.usable: Bool = usable[0::2] | usable[1::2]
        # Of pieces on one line (a road and its sidewalk) the passable, cheapest one is taken.
        self._dear: Float = costs.cost.reshape(-1, 2).min(axis=1)
        self._grid = SegmentGrid.of(network)
        self._snap_m = snap_m

    def allot(
        self,
        points: ArrayLike,
        owner: ArrayLike | None = None,
        count: int | None = None,
        progress: Progress | None = None,
    ) -> Allotted:
        """Return the places of points; those off the network, or NaN, have none.

        Parameters
        ----------
        points : array-like (P, 2)
            Longitude and latitude in degrees, WGS 84.
        owner : array-like (P,), optional
            Row of the thing that each point belongs to; by default its own.
        count : int, optional
            Number of things, if `owner` is given.
        progress : callable, optional
        """
        place = np.asarray(points, np.float64).reshape(-1, 2)
        owners = np.arange(len(place)) if owner is None else np.asarray(owner, np.int64)
        found: list[tuple[int, int, float, int]] = []
        sound = np.isfinite(place).all(axis=1)
        for row, (lon, lat) in enumerate(place.tolist()):
            if row % _REPORT_EVERY == 0:
                report(progress, row / len(place))
            if not sound[row]:
                continue
            at = self._grid.nearest(lon, lat, self._snap_m, self.usable, self._dear)
            if at is not None and at.usable:
                found.append((int(owners[row]), at.edge, at.share, at.node))
        return Allotted(
            owner=np.array([each[0] for each in found], np.int64),
            edge=np.array([each[1] for each in found], np.int64),
            share=np.array([each[2] for each in found], np.float64),
            node=np.array([each[3] for each in found], np.int64),
            count=len(place) if count is None else count,
        )
