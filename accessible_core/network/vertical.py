# SPDX-License-Identifier: MIT
"""On which layer a way runs, so that what passes over or under it is not taken for near."""

from __future__ import annotations

from accessible_core.network.classify import Tags

#: Layer of a way whose height cannot be compared with that of others (inside buildings).
INCOMPARABLE = 127
_MOST = 100


def layer_of(tags: Tags) -> int:
    """Return ``layer=*``, else 1 on bridges and -1 in tunnels, else 0.

    Returns
    -------
    int
        ``INCOMPARABLE`` for ways with a ``level=*`` but 0 or inside buildings, and
        for layers that are no whole number.

    Notes
    -----
    OSM wiki, Key:layer: what bridges and tunnels are taken for without a layer.
    """
    if tags.get("level", "0") != "0" or tags.get("indoor", "no") != "no":
        return INCOMPARABLE
    layer = tags.get("layer")
    if layer is not None:
        try:
            number = int(layer)
        except ValueError:
            return INCOMPARABLE
        return number if abs(number) <= _MOST else INCOMPARABLE
    if tags.get("bridge", "no") != "no":
        return 1
    return -1 if tags.get("tunnel", "no") != "no" else 0
