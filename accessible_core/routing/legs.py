# SPDX-License-Identifier: MIT
"""A route cut into legs: what is one way, one crossing, one flight of steps to a walker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, degrees, inf
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.knowledge import load_toml
from accessible_core.network.model import StreetNetwork
from accessible_core.routing.results import Route, RouteEdge
from accessible_core.routing.street_graph import StreetGraph
from accessible_core.routing.travelled import Piece, piece_shape

Float = NDArray[np.float64]
_JUNCTION = 3  # edges at a node
_PLAIN = ("sidewalk", "footway", "link", "unknown")  # kinds that a crossing may swallow


@dataclass(frozen=True)
class Leg:
    """Pieces that are said in one go.

    Attributes
    ----------
    kind, name : str
        As of its main piece; crossings have no name.
    edges : tuple of RouteEdge
    nodes : tuple of int
        Nodes passed on it: those inside, the first one unless the leg before is a
        crossing, and the last one of a crossing.
    turn : float or None
        Degrees by which the way turns where the leg begins, left negative; None for
        the first leg.
    heading : float
        Direction of its beginning in degrees, 0 north, 90 east.
    """

    kind: str
    name: str
    edges: tuple[RouteEdge, ...]
    nodes: tuple[int, ...]
    turn: float | None
    heading: float

    @property
    def length_m(self) -> float:
        """Metres walked on the leg."""
        return sum(edge.length_m for edge in self.edges)


@lru_cache(maxsize=None)
def thresholds() -> dict[str, Any]:
    """Return ``data/instructions.toml``."""
    return load_toml(Path(__file__).parent / "data" / "instructions.toml")


def legs(route: Route, network: StreetNetwork) -> list[Leg]:
    """Cut a route where kind or name changes, at corners of junctions and at lifts."""
    edges = route.edges
    if not edges:
        return []
    line = _Line(route, network)
    passed = [end_node(network, edge) for edge in edges[:-1]]
    runs = _runs(network, edges, passed, line)
    bounds = [run.first for run in runs] + [len(edges)]
    found = []
    for position, run in enumerate(runs):
        after_crossing = position > 0 and runs[position - 1].kind == "crossing"
        begin = run.first if after_crossing or position == 0 else run.first - 1
        before = line.at[bounds[position - 1]] if position else 0.0
        after = line.at[bounds[position + 1]]
        leg = Leg(
            kind=run.kind,
            name=run.name,
            edges=edges[run.first : run.stop],
            nodes=tuple(passed[begin : run.stop if run.kind == "crossing" else run.stop - 1]),
            turn=line.turn(run.first, before, after) if position else None,
            heading=line.heading(run.first, after),
        )
        found.append(leg)
    return found


@dataclass
class _Run:
    """Edges from `first` up to `stop` that become one leg."""

    kind: str
    name: str
    first: int
    stop: int


def _runs(
    network: StreetNetwork, edges: tuple[RouteEdge, ...], passed: list[int], line: _Line
) -> list[_Run]:
    sorts = [_sort(network, edge) for edge in edges]
    corners = _corners(network, passed, line)
    runs: list[_Run] = []
    for position, (kind, name, _) in enumerate(sorts):
        same = position > 0 and sorts[position] == sorts[position - 1]
        lift = position > 0 and network.nodes["lift"][passed[position - 1]]
        if same and not lift and (kind == "crossing" or position not in corners):
            runs[-1].stop = position + 1
        else:
            runs.append(_Run(kind, name, position, position + 1))
    return _with_brief_ones_swallowed(network, edges, passed, runs)


def _with_brief_ones_swallowed(
    network: StreetNetwork, edges: tuple[RouteEdge, ...], passed: list[int], runs: list[_Run]
) -> list[_Run]:
    """Count the few metres of walk before and after a crossing to it."""
    lifts = {index for index, node in enumerate(passed) if network.nodes["lift"][node]}
    kept: list[_Run] = []
    for position, run in enumerate(runs):
        length = sum(edge.length_m for edge in edges[run.first : run.stop])
        inside = 0 < position < len(runs) - 1
        brief = inside and run.kind in _PLAIN and length < thresholds()["say"]["brief_m"]
        if brief and not lifts & {run.first - 1, run.stop - 1}:
            if kept[-1].kind == "crossing":
                kept[-1].stop = run.stop
                continue
            if runs[position + 1].kind == "crossing":
                runs[position + 1].first = run.first
                continue
        kept.append(run)
    return kept


def _sort(network: StreetNetwork, edge: RouteEdge) -> tuple[str, str, bool]:
    """Return kind, name and whether on the carriageway: what makes pieces one leg."""
    name = "" if edge.kind == "crossing" else edge.name
    return edge.kind, name, bool(network.edges["carriageway"][edge.edge])


def _corners(network: StreetNetwork, passed: list[int], line: _Line) -> set[int]:
    """Return where the way turns at a junction; of turns close together, the sharpest."""
    degree = np.diff(StreetGraph.of(network).topology.csr[0])
    least, reach = thresholds()["turn"]["split"], thresholds()["turn"]["reach_m"]
    turns = [0.0, *(line.turn(position) for position in range(1, len(passed) + 1))]
    found = [
        position
        for position in range(1, len(turns))
        if abs(turns[position]) > least and degree[passed[position - 1]] >= _JUNCTION
    ]
    return {
        position
        for position in found
        if all(
            (abs(turns[position]), -position) >= (abs(turns[other]), -other)
            for other in found
            if abs(line.at[other] - line.at[position]) < reach
        )
    }


def end_node(network: StreetNetwork, edge: RouteEdge) -> int:
    """Return the node at which a piece, as travelled, ends."""
    return int((network.edge_to if edge.forward else network.edge_from)[edge.edge])


class _Line:
    """The whole route as one line on the plane, for directions a few metres around."""

    def __init__(self, route: Route, network: StreetNetwork) -> None:
        graph = StreetGraph.of(network)
        xs, ys = [], []
        at = [0.0]
        for edge in route.edges:
            arc = 2 * edge.edge + (0 if edge.forward else 1)
            x, y = graph.plane(*piece_shape(graph, Piece(arc, edge.from_share, edge.to_share)))
            xs.append(x)
            ys.append(y)
            at.append(at[-1] + float(np.hypot(np.diff(x), np.diff(y)).sum()))
        self._x, self._y = np.concatenate(xs), np.concatenate(ys)
        steps = np.hypot(np.diff(self._x), np.diff(self._y))
        self._along: Float = np.concatenate([[0.0], np.cumsum(steps)])
        self.at = at

    def heading(self, position: int, before: float = inf) -> float:
        """Return the direction in which the piece at `position` sets out.

        `before` is where, in metres along the line, the next leg begins.
        """
        here = self.at[position]
        return self._direction(here, min(here + thresholds()["turn"]["reach_m"], before))

    def turn(self, position: int, after: float = 0.0, before: float = inf) -> float:
        """Return the turn where the piece at `position` begins, left negative.

        `after` and `before` bound what is looked at, so that a corner belongs to one leg.
        """
        here = self.at[position]
        arriving = self._direction(max(here - thresholds()["turn"]["reach_m"], after), here)
        return (self.heading(position, before) - arriving + 180.0) % 360.0 - 180.0

    def _direction(self, start: float, end: float) -> float:
        x, y = (np.interp([start, end], self._along, axis) for axis in (self._x, self._y))
        return degrees(atan2(float(x[1] - x[0]), float(y[1] - y[0])))
