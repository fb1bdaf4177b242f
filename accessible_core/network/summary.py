# SPDX-License-Identifier: MIT
"""What a network holds and how much of it is known (``network info``)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import EDGE_KINDS, INCLINE_SOURCES, StreetNetwork

#: Attributes asked about on all pieces; each is known where its column is not "not known".
_EVERYWHERE = (
    "surface",
    "smoothness",
    "width",
    "incline",
    "wheelchair",
    "foot",
    "lit",
    "tactile_paving",
)


def summary(network: StreetNetwork) -> dict[str, Any]:
    """Return the document that ``network info --json`` prints.

    Returns
    -------
    dict
        ``nodes``, ``edges``, ``length_km``, ``bbox``, ``parts`` (pieces of network
        that are not connected with each other, whatever may bar them) and
        ``known``: attribute -> share of the length (0 to 1) on which it is known;
        of ``step_count`` and ``ramp_wheelchair`` the share of the length of steps,
        of ``kerb`` the share of the crossings and kerbs (nodes). None where there is
        nothing that could have the attribute. Slopes estimated from a coarse elevation
        model do not count as known. Beside it ``km`` by kind,
        ``incline_sources`` (share of the length), ``unreadable``, ``sources``,
        ``timestamp``, ``incomplete_ways``, ``dem``, ``areas`` (`area_lines.with_area_lines`), and
        of line layers ``layers`` and ``joining``, as found while building.
    """
    length = network.edge_length
    total = float(length.sum())
    kinds = np.bincount(network.edges["kind"], weights=length, minlength=len(EDGE_KINDS))
    sources = np.bincount(
        network.edges["incline_source"], weights=length, minlength=len(INCLINE_SOURCES)
    )
    return {
        "nodes": network.node_count,
        "edges": network.edge_count,
        "length_km": round(total / 1000.0, 3),
        "bbox": [round(value, 7) for value in network.bbox],
        "known": known_shares(network),
        "parts": parts(network),
        "km": {
            kind: round(float(metres) / 1000.0, 3)
            for kind, metres in zip(EDGE_KINDS, kinds)
            if metres > 0
        },
        "incline_sources": {
            source: round(float(metres) / total, 4)
            for source, metres in zip(INCLINE_SOURCES, sources)
            if metres > 0
        },
        "unreadable": network.meta.get("unreadable", {}),
        "sources": network.meta.get("sources", []),
        "timestamp": network.meta.get("timestamp"),
        "incomplete_ways": network.meta.get("incomplete_ways", 0),
        "dem": network.meta.get("dem"),
        "layers": network.meta.get("layers", []),
        "joining": network.meta.get("joining"),
        "areas": network.meta.get("areas"),
    }


def known_shares(network: StreetNetwork) -> dict[str, float | None]:
    """Return attribute -> share known; see `summary`."""
    edges, length = network.edges, network.edge_length
    steps = edges["kind"] == EDGE_KINDS.index("steps")
    shares = {name: _share(_known(network, name), length) for name in _EVERYWHERE}
    shares["step_count"] = _share(edges["step_count"][steps] >= 0, length[steps])
    shares["ramp_wheelchair"] = _share(edges["ramp_wheelchair"][steps] > 0, length[steps])
    nodes = network.nodes
    kerb = (nodes["kerb"] > 0) | np.isfinite(nodes["kerb_height"])
    asked = kerb | nodes["crossing"]
    if "kerb" in network.barriers:
        asked |= nodes["barrier"] == network.barriers.index("kerb")
    shares["kerb"] = _share(kerb[asked], np.ones(int(asked.sum())))
    return shares


def _known(network: StreetNetwork, name: str) -> NDArray[np.bool_]:
    edges = network.edges
    if name == "incline":
        known = [INCLINE_SOURCES.index(source) for source in ("tag", "dem")]
        return np.isin(edges["incline_source"], known)
    if name == "width":
        measured: NDArray[np.bool_] = np.isfinite(edges["width"]) & ~network.width_estimated
        return measured
    column = edges[name]
    return np.isfinite(column) if column.dtype.kind == "f" else column > 0


def _share(known: NDArray[np.bool_], weight: NDArray[np.float64]) -> float | None:
    total = float(weight.sum())
    return round(float(weight[known].sum()) / total, 4) if total > 0 else None


def parts(network: StreetNetwork) -> int:
    """Return how many connected parts the network has, barred pieces included."""
    return len(np.unique(part_labels(network)))


def part_labels(
    network: StreetNetwork, along: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """Label the nodes (N,) of each connected part with its lowest node.

    Parameters
    ----------
    network : StreetNetwork
    along : bool (M,), optional
        Edges that connect; all of them if not given.
    """
    keep = slice(None) if along is None else along
    return joined_labels(network.node_count, network.edge_from[keep], network.edge_to[keep])


def joined_labels(count: int, one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.int64]:
    """Label `count` things, joined in pairs, with the lowest of those they hang together with.

    Parameters
    ----------
    count : int
    one, other : integer (J,)
        Each pair of things that is joined.

    Notes
    -----
    Label propagation with pointer jumping: each round hangs every tree of labels
    under the lowest neighbouring one and flattens it, so that the number of rounds
    grows with the logarithm of the number of things.
    """
    label = np.arange(count, dtype=np.int64)
    a, b = one.astype(np.int64), other.astype(np.int64)
    while len(a):
        low, high = np.minimum(label[a], label[b]), np.maximum(label[a], label[b])
        apart = low != high
        if not apart.any():
            break
        a, b, low, high = a[apart], b[apart], low[apart], high[apart]
        np.minimum.at(label, high, low)
        while True:
            flat = label[label]
            if np.array_equal(flat, label):
                break
            label = flat
    return label
