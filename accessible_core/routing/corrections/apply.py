# SPDX-License-Identifier: MIT
"""A network with corrections laid over it, and which correction said what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.network.moment import Moment
from accessible_core.routing.altered import altered
from accessible_core.routing.conditions import condition_states
from accessible_core.routing.corrections.matching import Match, Matcher
from accessible_core.routing.corrections.meaning import meaning
from accessible_core.routing.corrections.model import LINE, Correction
from accessible_core.routing.corrections.streets import runs_with

Column = NDArray[Any]
#: Row -> column -> position of the correction that counts there.
Touched = dict[int, dict[str, int]]

#: Columns that a network need not have; all of them say nothing where they are 0.
_OPTIONAL: dict[str, Any] = {
    "barrier": np.uint16,
    "condition_state": np.uint8,
    "width_estimated": np.bool_,
}
#: The columns behind an attribute that profiles limit (``limits.ATTRIBUTES``).
_COLUMNS: dict[str, tuple[str, ...]] = {
    "access": ("foot",),
    "kind": ("kind",),
    "steps": ("kind", "ramp_wheelchair", "step_count"),
    "incline": ("incline_up", "incline_down"),
    "decline": ("incline_up", "incline_down"),
    "kerb": ("kerb", "kerb_height"),
}


@dataclass(frozen=True)
class Corrected:
    """A network with corrections laid over it.

    Attributes
    ----------
    network : StreetNetwork
        With copies of the columns that changed; topology is that of the original.
    corrections : tuple of Correction
        Those that are valid and mean something here, in the order given.
    edges, nodes : dict of int to dict of str to int
        Edge or node -> column -> position in `corrections` of the one that counts.
    """

    network: StreetNetwork
    corrections: tuple[Correction, ...]
    edges: Touched
    nodes: Touched

    def number(self, attribute: str, edge: int | None, node: int | None) -> int | None:
        """Return which correction is behind an attribute of an edge or node, None if none is.

        `attribute` is one of ``limits.ATTRIBUTES``; a node goes before an edge.
        """
        touched = self.edges.get(-1 if edge is None else edge, {})
        if node is not None:
            touched = self.nodes.get(node, {})
        found = [touched[name] for name in _COLUMNS.get(attribute, (attribute,)) if name in touched]
        return max(found, default=None)


def corrected(
    network: StreetNetwork,
    corrections: Iterable[Correction],
    at: Moment,
    findings: Findings | None = None,
) -> Corrected:
    """Lay corrections over a network.

    Parameters
    ----------
    network : StreetNetwork
    corrections : iterable of Correction
        Later ones stand over earlier ones.
    at : Moment
        Those that are not valid then are left out.
    findings : Findings, optional
        Takes which do not apply, mean nothing here or contradict each other.
    """
    findings = Findings() if findings is None else findings
    every = tuple(corrections)
    valid = [correction for correction in every if correction.valid(at)]
    if len(valid) < len(every):
        findings.add("corrections_not_valid", value=len(every) - len(valid), at=str(at))
    layer = _Layer(network)
    used = [correction for correction in valid if layer.take(correction, findings)]
    return Corrected(layer.network(), tuple(used), layer.touched[0], layer.touched[1])


class _Layer:
    """Columns of a network that are copied when first written to."""

    def __init__(self, network: StreetNetwork) -> None:
        self._base = network
        self._columns: tuple[dict[str, Column], dict[str, Column]] = (
            dict(network.edges),
            dict(network.nodes),
        )
        self._own: tuple[set[str], set[str]] = (set(), set())
        self._words = {"surface": list(network.surfaces), "barrier": list(network.barriers)}
        self._matcher = Matcher(network, *self._columns)
        self._used: list[Correction] = []
        self.touched: tuple[Touched, Touched] = ({}, {})

    def network(self) -> StreetNetwork:
        """Return the network with what has been written."""
        if not any(self._own):
            return self._base
        changed = [
            {name: columns[name] for name in own} for columns, own in zip(self._columns, self._own)
        ]
        surfaces, barriers = (tuple(self._words[name]) for name in ("surface", "barrier"))
        return altered(self._base, changed[0], changed[1], surfaces, barriers)

    def take(self, correction: Correction, findings: Findings) -> bool:
        """Write one correction; tell whether it means anything here."""
        change = meaning(correction.attribute, correction.value)
        match = self._matcher.match(correction, change) if change is not None else Match()
        if change is None or match.empty:
            findings.add(
                "correction_matches_nothing", correction.id, correction.attribute, correction.value
            )
            return False
        self._used.append(correction)
        against = {
            *self._write(0, match.edges, change.edges, correction),
            *self._write(1, match.nodes, change.nodes, correction),
        }
        if change.directed:
            self._turn(correction, match)
        for other in sorted(against):
            findings.add(
                "correction_contradicts",
                correction.id,
                correction.attribute,
                correction.value,
                other=self._used[other].id,
            )
        return True

    def _write(
        self, where: int, rows: NDArray[np.int64], values: Mapping[str, Any], correction: Correction
    ) -> set[int]:
        """Write values to rows; return earlier corrections that said something else there."""
        against: set[int] = set()
        if not len(rows):
            return against
        number, said = len(self._used) - 1, correction.attribute
        for name, value in values.items():
            column = self._column(where, name)
            words = self._words.get(name)
            if words is not None:
                if value not in words:
                    words.append(value)
                value = words.index(value)  # noqa: PLW2901 - the number that stands for the word
            before = column[rows]
            column[rows] = value
            differs = (column[rows] != before) & ~(_nan(column[rows]) & _nan(before))
            for row, new in zip(rows.tolist(), differs.tolist()):
                told = self.touched[where].setdefault(row, {})
                other = told.get(name)
                if new and other is not None and self._used[other].attribute == said:
                    against.add(other)
                told[name] = number
        return against

    def _column(self, where: int, name: str) -> Column:
        columns, own = self._columns[where], self._own[where]
        if name not in own:
            found = columns.get(name)
            if found is None and name == "condition_state":
                found = condition_states(columns)
            rows = self._base.node_count if where else self._base.edge_count
            columns[name] = np.zeros(rows, _OPTIONAL[name]) if found is None else found.copy()
            own.add(name)
        return columns[name]

    def _turn(self, correction: Correction, match: Match) -> None:
        """Give a slope the direction that it was meant in.

        With an OSM way it is the way's; of a line that is drawn, the line's. A point or a
        polygon has none: the slope is met both ways.
        """
        up, down = (self._column(0, name) for name in ("incline_up", "incline_down"))
        area = EDGE_KINDS.index("area")
        for edge in match.edges.tolist():
            directed = correction.osm_way > 0
            if not directed and correction.shape is not None and correction.shape.kind == LINE:
                directed = True
                if not runs_with(self._base, edge, correction.shape):
                    up[edge], down[edge] = down[edge], up[edge]
            if not directed or self._columns[0]["kind"][edge] == area:
                up[edge] = down[edge] = np.maximum(up[edge], down[edge])


def _nan(column: Column) -> NDArray[np.bool_]:
    return np.isnan(column) if column.dtype.kind == "f" else np.zeros(len(column), np.bool_)
