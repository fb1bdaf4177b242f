# SPDX-License-Identifier: MIT
"""Barred streets at an end of a way that who stands there must be told of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.conditions import decided
from accessible_core.routing.corrections.apply import Corrected
from accessible_core.routing.costs import Costs
from accessible_core.routing.limits import PHYSICAL, bit

#: A barred piece this much nearer to a point than the usable one is said (metres): a door
#: two steps above the sidewalk must not look reached. Less is within a mapper's accuracy.
PASSED_OVER_M = 1.0


def edges_to_tell(
    network: StreetNetwork, costs: Costs, layer: Corrected | None
) -> NDArray[np.bool_]:
    """Return the edges (M,) barred both ways that must be told of.

    They are barred by what they are like, or closed by a correction or at the moment
    that is asked about. Those that the map itself keeps closed are not among them: a
    private drive beside a destination is ordinary, and would leave hardly any route
    confirmed.
    """
    forward, backward = costs.reasons[0::2], costs.reasons[1::2]
    physical = np.uint32(sum(bit(attribute) for attribute in PHYSICAL))
    either, both = forward | backward, (forward != 0) & (backward != 0)
    closed = either & np.uint32(bit("access") | bit("kind"))
    told: NDArray[np.bool_] = both & (either & physical != 0) & (closed == 0)
    told |= both & (closed != 0) & decided(network.edges)
    if layer is not None:
        for edge in layer.edges:
            names = [name for name in ("access", "kind") if int(closed[edge]) & bit(name)]
            by_correction = [layer.number(name, edge, None) for name in names]
            told[edge] |= bool(both[edge] and names and None not in by_correction)
    return told
