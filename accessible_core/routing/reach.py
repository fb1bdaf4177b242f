# SPDX-License-Identifier: MIT
"""What a profile reaches from a point within given times: pieces cut at the exact place.

Fastest ways count, over everything that the profile admits; what is not known is
admitted, dearer or barred as the profile says, but being dearer makes nobody
slower. Beside it stands what is reached over ways of which everything that the
profile limits is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.extras import require
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.progress import Progress, report
from accessible_core.routing.ends import leaving_at
from accessible_core.routing.limits import bit
from accessible_core.routing.positions import Point
from accessible_core.routing.results import NoRoute, Obstacle
from accessible_core.routing.router import Router
from accessible_core.routing.shown import html_table
from accessible_core.routing.snap import Place
from accessible_core.routing.spread import tree
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, piece_shape
from accessible_core.routing.weights import Weights

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Int = NDArray[np.int64]

_SECONDS_A_MINUTE = 60.0
#: Shares nearer than this are one place (about a tenth of a micrometre on a city block).
_SAME_SHARE = 1e-9


@dataclass(frozen=True)
class Pieces:
    """Parts of edges reached, K of them, none of which overlap.

    Attributes
    ----------
    edge : int64 (K,)
    low, high : float64 (K,)
        From where to where on the edge, as shares in its forward direction.
    minutes : float64 (K,)
        The least of the times asked for within which the part is reached.
    reached_s : float64 (K,)
        Seconds until its first place is reached.
    confirmed : bool (K,)
        Whether it is also reached within `minutes` over ways that are known
        throughout, itself included.
    """

    edge: Int
    low: Float
    high: Float
    minutes: Float
    reached_s: Float
    confirmed: Bool


@dataclass(frozen=True)
class Within:
    """What is reached within one time, shorter times included; lengths in metres."""

    minutes: float
    length_m: float
    confirmed_m: float  # over ways of which everything limited is known
    by_kind: Mapping[str, float]  # kind of way -> length, longest first
    unknown_share: Mapping[str, float]  # limited attribute -> share of the length


@dataclass(frozen=True, repr=False)
class Reach:
    """What a profile reaches from one point."""

    profile: str
    place: Place
    pieces: Pieces
    within: tuple[Within, ...]  # ascending times
    # Causes why the piece nearest to the start was passed over for one farther off.
    passed_over: tuple[Obstacle, ...] = ()

    def __repr__(self) -> str:
        farthest = self.within[-1]
        return (
            f"<Reach of {farthest.length_m / 1000:.1f} km within {farthest.minutes:g} min "
            f"by {self.profile}>"
        )

    def to_geodataframe(self, network: StreetNetwork) -> GeoDataFrame:
        """Return the reached parts of pieces as lines (WGS 84), a row each.

        Parameters
        ----------
        network : StreetNetwork
            The one that this was found on (``router.network``).

        Raises
        ------
        MissingExtraError
            geopandas is not installed.
        """
        geopandas, shapely = require("geopandas"), require("shapely")
        graph, pieces = StreetGraph.of(network), self.pieces
        parts = zip(pieces.edge.tolist(), pieces.low.tolist(), pieces.high.tolist())
        lines = [
            shapely.LineString(np.column_stack(piece_shape(graph, Piece(2 * edge, low, high))))
            for edge, low, high in parts
        ]
        table = {
            "osm_way": network.edge_way[pieces.edge],
            "kind": np.array(EDGE_KINDS, object)[network.edges["kind"][pieces.edge]],
            "minutes": pieces.minutes,
            "reached_s": pieces.reached_s,
            "confirmed": pieces.confirmed,
            "length_m": lengths(network, pieces),
        }
        frame: GeoDataFrame = geopandas.GeoDataFrame(table, geometry=lines, crs="EPSG:4326")
        return frame

    def _repr_html_(self) -> str:
        """Show what is reached within each time as a table in notebooks."""
        rows = [(each.minutes, each.length_m, each.confirmed_m) for each in self.within]
        return html_table(repr(self)[1:-1], ("minutes", "length_m", "confirmed_m"), rows)


def reach(
    router: Router,
    start: Point,
    minutes: Sequence[float],
    snap_m: float = 100.0,
    progress: Progress | None = None,
) -> Reach | NoRoute:
    """Return what is reached from `start`, or why nothing is.

    Parameters
    ----------
    router : Router
        Network and profile.
    start : (lon, lat)
        Degrees, WGS 84.
    minutes : sequence of float
        One or more times.
    snap_m : float
        How far from the point the network may be, in metres.
    progress : callable, optional

    Returns
    -------
    Reach or NoRoute
        NoRoute with the reason ``start_off_network`` or ``start_barred``.

    Raises
    ------
    UsageError
        The point is no position on earth, or a time or `snap_m` is not over zero.
    Cancelled
        `progress` said so.
    """
    times = sorted(set(minutes))
    if not times or not all(0.0 < time * _SECONDS_A_MINUTE < inf for time in times):
        given = ", ".join(f"{time:g}" for time in minutes) or "none"
        raise UsageError(f"Times are numbers of minutes over zero, such as 15, not {given}.")
    place = router.start(start, snap_m)
    if isinstance(place, NoRoute):
        return place
    passed_over = router.passed_over(start, place)
    limits = [time * _SECONDS_A_MINUTE for time in times]
    report(progress, 0.0)
    network = router.network
    leave = _leave(router.fastest, place, limits[-1], progress)
    edges = _touched(network, leave, place)
    fastest = _rows(network, edges, place, router.fastest, leave)
    # Who stands on barred ground is not known to get from there to any street.
    sure = replace(fastest, low_s=fastest.low_s + np.inf, high_s=fastest.high_s + np.inf)
    if not passed_over:
        known = router.fastest_known
        sure = _rows(network, edges, place, known, _leave(known, place, limits[-1], None))
    found = [_pieces(fastest, sure, limits[:position]) for position in range(1, len(times) + 1)]
    joined = _joined(found)
    summary = tuple(
        _within(router, joined, time, _length(router, sure, limit))
        for time, limit in zip(times, limits)
    )
    report(progress, 1.0)
    return Reach(router.profile.name, place, joined, summary, passed_over)


@dataclass(frozen=True)
class _Rows:
    """Edges as they are entered from their two ends; the start's own edge is two rows.

    `low_s`, `high_s`: when its low and high end can be left; `forth_s`, `back_s`: what
    walking from low to high, and back, takes (inf where barred).
    """

    edge: Int
    low: Float
    high: Float
    low_s: Float
    high_s: Float
    forth_s: Float
    back_s: Float

    def shares(self, limit: float) -> tuple[Float, Float]:
        """Return the share of each row reached from its low and from its high end."""
        return _share(self.low_s, self.forth_s, limit), _share(self.high_s, self.back_s, limit)


def _share(from_s: Float, takes_s: Float, limit: float) -> Float:
    left = limit - from_s
    usable = (left >= 0.0) & np.isfinite(takes_s)
    ratio = np.divide(left, takes_s, out=np.ones_like(left), where=usable & (takes_s > 0.0))
    shares: Float = np.where(usable, np.minimum(ratio, 1.0), 0.0)
    return shares


def _leave(weights: Weights, place: Place, limit: float, progress: Progress | None) -> Float:
    """Return when each node (N,) can be left, inf where that is over `limit`."""
    starts = [(end.node, end.cost) for end in leaving_at(weights, place).values()]
    leave = tree(weights, starts, place.node, limit=limit, progress=progress).cost
    at_start = leave[place.node] if place.node >= 0 else 0.0
    leave += weights.node_cost
    if place.node >= 0:
        leave[place.node] = at_start
    return leave


def _touched(network: StreetNetwork, leave: Float, place: Place) -> Int:
    """Return the edges at nodes that can be left, and the start's own, ascending."""
    start, _, arc = network.arcs
    nodes = np.flatnonzero(np.isfinite(leave))
    first, count = start[nodes].astype(np.int64), np.diff(start)[nodes].astype(np.int64)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    edges: Int = np.append(arc[np.repeat(first, count) + nth] >> 1, place.edge)
    return np.unique(edges.astype(np.int64))


def _rows(network: StreetNetwork, edge: Int, place: Place, weights: Weights, leave: Float) -> _Rows:
    rows = _Rows(
        edge=edge,
        low=np.zeros(len(edge)),
        high=np.ones(len(edge)),
        low_s=leave[network.edge_from[edge]],
        high_s=leave[network.edge_to[edge]],
        forth_s=weights.arc_cost[2 * edge],
        back_s=weights.arc_cost[2 * edge + 1],
    )
    return rows if place.node >= 0 else _split(rows, place)


def _split(rows: _Rows, place: Place) -> _Rows:
    """Cut the start's own edge in two at the start, from which both are left at once."""
    share = place.share
    edge = int(np.searchsorted(rows.edge, place.edge))
    both = np.append(np.arange(len(rows.edge)), edge)
    rows = _Rows(**{each.name: getattr(rows, each.name)[both] for each in fields(rows)})
    rows.high[edge], rows.high_s[edge] = share, 0.0
    rows.low[-1], rows.low_s[-1] = share, 0.0
    for takes in (rows.forth_s, rows.back_s):
        takes[edge] *= share
        takes[-1] *= 1.0 - share
    return rows


def _pieces(rows: _Rows, sure: _Rows, limits: Sequence[float]) -> Pieces:
    """Return what the last of `limits` adds to those before it."""
    limit = limits[-1]
    forth, back = rows.shares(limit)
    old_forth, old_back = np.zeros_like(forth), np.zeros_like(back)
    if len(limits) > 1:
        old_forth, old_back = rows.shares(limits[-2])
    whole = forth + back >= 1.0 - _SAME_SHARE
    # Where the parts from both ends have met, one piece: what was left in the middle.
    fresh = whole & (old_forth + old_back < 1.0 - _SAME_SHARE)
    parts = [
        (np.nonzero(fresh)[0], old_forth, 1.0 - old_back),
        (np.nonzero(~whole & (forth > old_forth + _SAME_SHARE))[0], old_forth, forth),
        (np.nonzero(~whole & (back > old_back + _SAME_SHARE))[0], 1.0 - back, 1.0 - old_back),
    ]
    row = np.concatenate([part for part, _, _ in parts])
    low = np.concatenate([lows[part] for part, lows, _ in parts])
    high = np.concatenate([highs[part] for part, _, highs in parts])
    sure_forth, sure_back = (shares[row] for shares in sure.shares(limit))
    width = rows.high[row] - rows.low[row]
    return Pieces(
        edge=rows.edge[row],
        low=rows.low[row] + width * low,
        high=rows.low[row] + width * high,
        minutes=np.full(len(row), limit / _SECONDS_A_MINUTE),
        reached_s=np.minimum(
            _along(rows.low_s[row], rows.forth_s[row], low),
            _along(rows.high_s[row], rows.back_s[row], 1.0 - high),
        ),
        confirmed=(sure_forth + sure_back >= 1.0 - _SAME_SHARE)
        | (high <= sure_forth + _SAME_SHARE)
        | (low >= 1.0 - sure_back - _SAME_SHARE),
    )


def _along(from_s: Float, takes_s: Float, share: Float) -> Float:
    barred = ~np.isfinite(takes_s)
    seconds: Float = np.where(barred, np.inf, from_s + np.where(barred, 0.0, takes_s) * share)
    return seconds


def _joined(found: Sequence[Pieces]) -> Pieces:
    columns = {
        each.name: np.concatenate([getattr(pieces, each.name) for pieces in found])
        for each in fields(Pieces)
    }
    order = np.lexsort((columns["low"], columns["edge"], columns["minutes"]))
    return Pieces(**{name: column[order] for name, column in columns.items()})


def _length(router: Router, rows: _Rows, limit: float) -> float:
    forth, back = rows.shares(limit)
    width = (rows.high - rows.low) * np.minimum(forth + back, 1.0)
    return float((router.network.edge_length[rows.edge] * width).sum())


def lengths(network: StreetNetwork, pieces: Pieces) -> Float:
    """Return the length in metres of each piece (K,)."""
    metres: Float = network.edge_length[pieces.edge] * (pieces.high - pieces.low)
    return metres


def _within(router: Router, pieces: Pieces, minutes: float, confirmed_m: float) -> Within:
    counted = pieces.minutes <= minutes + _SAME_SHARE
    edge, metres = pieces.edge[counted], lengths(router.network, pieces)[counted]
    total = float(metres.sum())
    sums = np.bincount(
        router.network.edges["kind"][edge], weights=metres, minlength=len(EDGE_KINDS)
    )
    longest = sorted(zip(EDGE_KINDS, sums.tolist()), key=lambda item: -item[1])
    known = router.costs.known[edge]
    return Within(
        minutes=minutes,
        length_m=total,
        confirmed_m=min(confirmed_m, total),
        by_kind={name: length for name, length in longest if length > 0.0},
        unknown_share={
            name: float(metres[known & bit(name) == 0].sum()) / total if total > 0.0 else 0.0
            for name in router.profile.limited
        },
    )
