# SPDX-License-Identifier: MIT
"""One correction: what is so at a place, from when to when, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.knowledge import load_toml
from accessible_core.network.moment import Moment

Float = NDArray[np.float64]

POINT, LINE, POLYGON = "point", "line", "polygon"


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return ``corrections.toml``."""
    return load_toml(Path(__file__).parent / "corrections.toml")


@dataclass(frozen=True, eq=False)
class Shape:
    """Where a correction lies.

    Attributes
    ----------
    kind : str
        ``point``, ``line`` or ``polygon``.
    parts : tuple of float64 (k, 2)
        Longitude and latitude in degrees: a point each, a line each, or a ring each
        (holes and further polygons alike: inside is what an odd number of rings hold).
    """

    kind: str
    parts: tuple[Float, ...]


@dataclass(frozen=True)
class Correction:
    """One statement about a street or a node of it that stands over the map.

    Attributes
    ----------
    id : str
    attribute, value : str
        An OSM key and value (``meaning.ATTRIBUTES``); an empty value means that it is
        not known any more.
    valid_from, valid_to : Moment or None
        First and last day, or minute, both included; None leaves the end open.
    source, note : str
    shape : Shape or None
        None only where an OSM id says what is meant.
    osm_way, osm_node : int
        What is meant, 0 where the shape says it.
    kind : str
        Kind of way (EDGE_KINDS) that alone is meant, "" for any.
    """

    id: str
    attribute: str
    value: str
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    source: str = ""
    note: str = ""
    shape: Shape | None = None
    osm_way: int = 0
    osm_node: int = 0
    kind: str = ""

    def valid(self, at: Moment) -> bool:
        """Tell whether it holds at a moment, or at some time of a whole day."""
        return _reached(self.valid_from, at) and not _over(self.valid_to, at)

    def document(self) -> dict[str, Any]:
        """Return what a route says about a correction that it used."""
        return {
            "id": self.id,
            "attribute": self.attribute,
            "value": self.value,
            "source": self.source,
            "note": self.note,
            "valid_from": None if self.valid_from is None else str(self.valid_from),
            "valid_to": None if self.valid_to is None else str(self.valid_to),
        }


def _reached(begin: Moment | None, at: Moment) -> bool:
    if begin is None or begin.day < at.day:
        return True
    if begin.day > at.day:
        return False
    return begin.minute is None or at.minute is None or begin.minute <= at.minute


def _over(end: Moment | None, at: Moment) -> bool:
    if end is None or end.day > at.day:
        return False
    if end.day < at.day:
        return True
    return end.minute is not None and at.minute is not None and end.minute < at.minute
