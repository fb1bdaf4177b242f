# SPDX-License-Identifier: MIT
"""The same network with other attributes: topology and what is built on it are shared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.topology import Topology


def altered(
    network: StreetNetwork,
    edges: Mapping[str, NDArray[Any]],
    nodes: Mapping[str, NDArray[Any]],
    surfaces: tuple[str, ...] | None = None,
    barriers: tuple[str, ...] | None = None,
) -> StreetNetwork:
    """Return `network` with some columns in place of its own.

    Parameters
    ----------
    network : StreetNetwork
    edges, nodes : mapping of str to array (M,), (N,)
    surfaces, barriers : tuple of str, optional
        Where they have grown.
    """
    found = replace(
        network,
        edges={**network.edges, **edges},
        nodes={**network.nodes, **nodes},
        surfaces=network.surfaces if surfaces is None else surfaces,
        barriers=network.barriers if barriers is None else barriers,
    )
    Topology.share(network, found)
    return found
