# SPDX-License-Identifier: MIT
"""Pieces and nodes that no profile can tell apart, gathered in classes.

A city has fifty thousand pieces of street but a few thousand kinds of piece. A profile
is evaluated on one of each class, and the result handed out to all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.conditions import condition_states

Int = NDArray[np.int64]
Column = NDArray[Any]

#: All that costs depend on, but lengths. What is not here is not in `Classes.table`: a
#: rule about another column fails at once, and does not take one piece for another.
_EDGES = (
    "kind",
    "foot",
    "oneway",
    "surface",
    "smoothness",
    "width",
    "width_estimated",
    "incline_up",
    "incline_down",
    "incline_source",
    "wheelchair",
    "ramp_wheelchair",
    "kerb",
    "kerb_height",
    "carriageway",
    "barrier",
)
_NODES = ("barrier", "kerb", "kerb_height", "foot", "wheelchair", "width", "lift")

#: Codes are combined as long as they fit into 64 bits.
_MOST = 2**62
#: Integer columns whose values span no more than this are their own codes.
_SPAN = 2**16


@dataclass(frozen=True)
class Classes:
    """The classes of one network.

    Attributes
    ----------
    table : StreetNetwork
        One node and one edge a class, with the columns that costs depend on; each edge
        is a metre long, and leads nowhere.
    edge : int64 (M,)
        Class of each edge.
    arc : int64 (2M,)
        Class of each arc, numbered as in `table`.
    node : int64 (N,)
        Class of each node.
    unknown_kerb : bool
        By class of nodes, as of `StreetGraph.unknown_kerb`.
    """

    table: StreetNetwork
    edge: Int
    arc: Int
    node: Int
    unknown_kerb: NDArray[np.bool_]

    @classmethod
    def of(cls, network: StreetNetwork, unknown_kerb: NDArray[np.bool_]) -> Classes:
        """Return the classes of `network`."""
        edges = {name: network.edges[name] for name in _EDGES if name in network.edges}
        nodes = {name: network.nodes[name] for name in _NODES}
        # With or without a moment, what is not decided yet tells pieces apart.
        edges["condition_state"] = condition_states(network.edges)
        nodes["condition_state"] = condition_states(network.nodes)
        edge_row, edge = _classes(edges, network.edge_count)
        node_row, node = _classes({**nodes, "unknown_kerb": unknown_kerb}, network.node_count)
        table = replace(
            network,
            node_lon=network.node_lon[node_row],
            node_lat=network.node_lat[node_row],
            node_osm=network.node_osm[node_row],
            nodes={name: column[node_row] for name, column in nodes.items()},
            edge_from=np.zeros(len(edge_row), np.int32),
            edge_to=np.zeros(len(edge_row), np.int32),
            edge_way=network.edge_way[edge_row],
            edge_length=np.ones(len(edge_row)),
            edges={name: column[edge_row] for name, column in edges.items()},
            shape_start=np.zeros(len(edge_row) + 1, np.int64),
            shape_lon=np.zeros(0),
            shape_lat=np.zeros(0),
        )
        arc = np.empty(2 * len(edge), np.int64)
        arc[0::2], arc[1::2] = 2 * edge, 2 * edge + 1
        return cls(table, edge, arc, node, unknown_kerb[node_row])


def _classes(columns: Mapping[str, Column], count: int) -> tuple[Int, Int]:
    """Return one row of each class, and the class of each row."""
    code, size = np.zeros(count, np.int64), 1
    for column in columns.values():
        of_column, values = _codes(column)
        if size * values >= _MOST:
            distinct, code = np.unique(code, return_inverse=True)
            size = len(distinct)
        code = code * values + of_column
        size *= values
    _, row, of = np.unique(code, return_index=True, return_inverse=True)
    return row, of


def _codes(column: Column) -> tuple[Int, int]:
    """Return equal numbers for equal values, not known being one, and how many there may be."""
    if column.dtype.kind == "f":
        known = ~np.isnan(column)
        values, position = np.unique(column[known], return_inverse=True)
        codes = np.zeros(len(column), np.int64)
        codes[known] = position + 1
        return codes, len(values) + 1
    numbers = column.astype(np.int64)
    least, most = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    if most - least < _SPAN:
        return numbers - least, most - least + 1
    values, codes = np.unique(numbers, return_inverse=True)
    return codes, len(values)
