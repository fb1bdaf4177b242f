# SPDX-License-Identifier: MIT
"""Reading the lines of OPL that `osm_extract` writes: tags, members, nodes and their places.

Python cuts lines, and numpy reads the numbers of all ways at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_ESCAPED = re.compile("%([0-9a-f]+)%")
#: ``Nn17x8.5y49.2,n18xy`` as numbers with spaces between; the second is of no known place.
_SPACES = bytes.maketrans(b"Nnxy,", b"     ")
_NOWHERE = (b"xy", b"x1e9y1e9")
_NO_DEGREES = 1e9
_NUMBERS = 3
#: Texts that are remembered: a city's street names and more.
_KEPT = 20_000


@dataclass(frozen=True)
class WayNodes:
    """Nodes of W ways, in the order of the lines.

    Attributes
    ----------
    start : int64 (W + 1,)
        Nodes of way w are those from ``start[w]`` to ``start[w + 1]``.
    node : int64 (R,)
    place : float64 (R, 2)
        Longitude and latitude, NaN where not known.
    """

    start: NDArray[np.int64]
    node: NDArray[np.int64]
    place: NDArray[np.float64]

    @classmethod
    def read(cls, lines: Iterable[bytes]) -> WayNodes:
        """Read the nodes of the ways among lines of OPL.

        Raises
        ------
        ValueError
            A place lies off the Earth.
        """
        fields = [line[line.rindex(b" ") :] for line in lines if line.startswith(b"w")]
        counts = np.array([field.count(b"n") for field in fields], np.int64)
        text = b"".join(fields).replace(*_NOWHERE).translate(_SPACES)
        numbers = np.fromstring(text, np.float64, sep=" ").reshape(-1, _NUMBERS)
        place = numbers[:, 1:].copy()
        place[place == _NO_DEGREES] = np.nan
        with np.errstate(invalid="ignore"):
            if (np.abs(place) > (180.0, 90.0)).any():
                raise ValueError("invalid location")
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return cls(start, numbers[:, 0].astype(np.int64), place)

    @classmethod
    def load(cls, path: Path) -> WayNodes:
        """Return what `save` has written."""
        with path.open("rb") as file:
            return cls(np.load(file), np.load(file), np.load(file))

    def save(self, path: Path) -> None:
        """Write everything to a file."""
        with path.open("wb") as file:
            for each in (self.start, self.node, self.place):
                np.save(file, each)

    def unplaced(self) -> NDArray[np.int64]:
        """Return the ids of nodes without a place, repeated as they occur."""
        found: NDArray[np.int64] = self.node[np.isnan(self.place[:, 0])]
        return found

    def put(self, places: Mapping[int, tuple[float, float]]) -> None:
        """Put nodes without a place where `places` (lon, lat) knows them."""
        late = np.flatnonzero(np.isnan(self.place[:, 0]))
        nowhere = (math.nan, math.nan)
        if len(late):
            self.place[late] = [places.get(node, nowhere) for node in self.node[late].tolist()]

    def of(self, ways: Sequence[int]) -> WayNodes:
        """Return the nodes of some ways."""
        chosen = np.array(ways, np.int64)
        sizes = np.diff(self.start)[chosen]
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        at = np.arange(start[-1]) + np.repeat(self.start[chosen] - start[:-1], sizes)
        return WayNodes(start, self.node[at], self.place[at])


def node_place(lon: str, lat: str) -> tuple[float, float]:
    """Return (lon, lat) of ``x8.5`` and ``y49.2``, NaN where nothing stands behind the letters."""
    return float(lon[1:].strip() or "nan"), float(lat[1:].strip() or "nan")


def members_of(field: str) -> list[tuple[int, str]]:
    """Return the ways among the members of a relation, such as ``Mw17@outer,n4@``."""
    found = []
    for member in field[1:].rstrip("\n").split(","):
        if member.startswith("w"):
            number, _, role = member[1:].partition("@")
            found.append((int(number), plain(role)))
    return found


def tags_of(field: str) -> dict[str, str]:
    """Return the tags of ``Thighway=path,name=Am%20%Bach``."""
    if len(field) == 1:
        return {}
    pairs = [pair.split("=") for pair in field[1:].split(",")]
    if "%" in field:
        pairs = [pair if "%" not in pair[0] + pair[1] else [*map(plain, pair)] for pair in pairs]
    return dict(pairs)


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """Return a text without the escapes of OPL."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "%" in text else text
