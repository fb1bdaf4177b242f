# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of one network side by side, joined by links: how everything grows with size.

    python benchmarks/stitched.py NET COPIES -o LARGER

Each copy is moved east and north by the extent that holds nearly all of the network,
gets ids of its own, and is joined to its neighbours at nodes near the common border. The
result is synthetic: it says how time grows, not how any city is.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from math import isqrt

import numpy as np

from accessible_core.geo import distance
from accessible_core.network.model import EDGE_KINDS, StreetNetwork
from accessible_core.network.store import read_network, write_network

#: Links between two neighbouring copies.
LINKS = 12
#: Nodes farther out than nearly all others do not count: a single way may lead far off.
INNER = (0.05, 0.95)


def stitched(network: StreetNetwork, copies: int) -> StreetNetwork:
    """Return a square of `copies` (4, 9, 25 ...) copies of a network."""
    side = isqrt(copies)
    step = [float(np.diff(_inner(axis))[0]) for axis in (network.node_lon, network.node_lat)]
    places = [(column, row) for row in range(side) for column in range(side)]
    links = _links(network, places, side)
    nodes, edges = network.node_count, network.edge_count
    shift = np.arange(len(places))

    def repeated(values: np.ndarray, per_copy: np.ndarray | None = None) -> np.ndarray:
        tiled = np.tile(values, len(places))
        return tiled if per_copy is None else tiled + np.repeat(per_copy, len(values))

    # Latitudes move, too: lengths are kept as they are, and so is what they cost.
    over = np.array([column * step[0] for column, _ in places])
    up = np.array([row * step[1] for _, row in places])
    lon, lat = repeated(network.node_lon, over), repeated(network.node_lat, up)
    tail, head = np.array(links, np.int64).reshape(-1, 2).T
    spans = network.shape_start[-1] * np.repeat(shift, edges)
    shapes = np.tile(network.shape_start[:-1], len(places)) + spans
    vertices = network.shape_start[-1] * len(places)
    columns = {name: repeated(column) for name, column in network.edges.items()}
    kind = np.full(len(links), EDGE_KINDS.index("link"))
    return replace(
        network,
        node_lon=lon,
        node_lat=lat,
        node_osm=repeated(network.node_osm, shift * 10**11),
        nodes={name: repeated(column) for name, column in network.nodes.items()},
        edge_from=np.concatenate([repeated(network.edge_from, shift * nodes), tail]).astype("i4"),
        edge_to=np.concatenate([repeated(network.edge_to, shift * nodes), head]).astype("i4"),
        edge_way=np.concatenate(
            [repeated(network.edge_way, shift * 10**11), np.zeros(len(links), np.int64)]
        ),
        edge_length=np.concatenate(
            [repeated(network.edge_length), distance(lon[tail], lat[tail], lon[head], lat[head])]
        ),
        edges={
            name: np.concatenate([column, _of_links(network, name, kind).astype(column.dtype)])
            for name, column in columns.items()
        },
        shape_start=np.concatenate([shapes, vertices + 2 * np.arange(len(links) + 1)]),
        shape_lon=np.concatenate(
            [repeated(network.shape_lon, over), np.column_stack((lon[tail], lon[head])).ravel()]
        ),
        shape_lat=np.concatenate(
            [repeated(network.shape_lat, up), np.column_stack((lat[tail], lat[head])).ravel()]
        ),
    )


def _of_links(network: StreetNetwork, name: str, kind: np.ndarray) -> np.ndarray:
    """Return one column of the links: as of any edge of theirs that says nothing."""
    if name == "kind":
        return kind
    column = network.edges[name]
    silent = np.nan if column.dtype.kind == "f" else -1 if name == "step_count" else 0
    return np.full(len(kind), silent)


def _links(
    network: StreetNetwork, places: list[tuple[int, int]], side: int
) -> list[tuple[int, int]]:
    """Return the pairs of nodes joined: across each common border, the nearest to it."""
    lon, lat = network.node_lon, network.node_lat
    borders = {(1, 0): (lon, lat), (0, 1): (lat, lon)}
    links = []
    for (over, up), (across, along) in borders.items():
        theirs, ours = (_near(across, along, border) for border in _inner(across))
        for column, row in places:
            if column + over < side and row + up < side:
                here = (row * side + column) * network.node_count
                there = ((row + up) * side + column + over) * network.node_count
                links += [(here + int(a), there + int(b)) for a, b in zip(ours, theirs)]
    return links


def _inner(axis: np.ndarray) -> np.ndarray:
    """Return the bounds of nearly all."""
    return np.quantile(axis, INNER)


def _near(across: np.ndarray, along: np.ndarray, border: float) -> list[int]:
    """Return the node nearest to a border in each of `LINKS` stretches along it."""
    bounds = np.linspace(*_inner(along), LINKS + 1)
    found = []
    for low, high in zip(bounds, bounds[1:]):
        inside = np.flatnonzero((along >= low) & (along <= high))
        if len(inside):
            found.append(int(inside[np.argmin(np.abs(across[inside] - border))]))
    return found


def main() -> None:
    """Write a larger network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network")
    parser.add_argument("copies", type=int)
    parser.add_argument("-o", "--output", required=True)
    args = parser.parse_args()
    network = stitched(read_network(args.network), args.copies)
    write_network(network, args.output)
    print(network)


if __name__ == "__main__":
    main()
