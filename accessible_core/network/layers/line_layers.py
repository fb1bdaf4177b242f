# SPDX-License-Identifier: MIT
"""Layers of lines and points as any reader hands them over: coordinates and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError


@dataclass(frozen=True)
class LineLayer:
    """L lines of V vertices; a feature of several parts has several lines.

    Attributes
    ----------
    lon, lat : float64 (V,)
        Degrees, WGS 84, vertices of all lines end to end. NaN where a vertex has none.
    start : int64 (L + 1,)
        Line i consists of the vertices ``start[i]:start[i + 1]``.
    columns : mapping of str to sequence (F)
        Attributes of the features, as the source types them; None, NaN and ``""``
        mean "not known".
    feature : int64 (L,), optional
        Feature of each line; by default they are numbered alike.
    name : str
        What messages call the layer.
    file, layer : str
        File name and layer name, which a mapping may ask for.
    areas : bool
        Whether the lines are rims of areas that one walks along.
    losses : mapping of str to int
        What the reader has met already, by kind (see `meta["layers"]`).
    assumed_crs : bool
        Whether the source names no coordinate system and degrees were assumed.

    Raises
    ------
    UsageError
        The arrays do not fit each other.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    start: NDArray[np.int64]
    columns: Mapping[str, Sequence[Any]]
    feature: NDArray[np.int64] | None = None
    name: str = "lines"
    file: str = ""
    layer: str = ""
    areas: bool = False
    losses: Mapping[str, int] = field(default_factory=dict)
    assumed_crs: bool = False

    def __post_init__(self) -> None:
        starts = np.asarray(self.start)
        if (
            len(self.lon) != len(self.lat)
            or not len(starts)
            or starts[0] != 0
            or starts[-1] != len(self.lon)
            or (np.diff(starts) < 0).any()
        ):
            raise UsageError(
                f"{self.name}: lon and lat need one value a vertex, and start must rise "
                "from 0 to their number."
            )
        _check_columns(self.name, self.columns, self.feature_of_line)

    @property
    def feature_of_line(self) -> NDArray[np.int64]:
        """Feature of each line (L,)."""
        return np.arange(len(self.start) - 1) if self.feature is None else self.feature


@dataclass(frozen=True)
class PointLayer:
    """P points, such as kerbs and barriers.

    Attributes
    ----------
    lon, lat : float64 (P,)
    columns : mapping of str to sequence (P)
    name, file, layer, losses, assumed_crs
        As in `LineLayer`.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    columns: Mapping[str, Sequence[Any]]
    name: str = "points"
    file: str = ""
    layer: str = ""
    losses: Mapping[str, int] = field(default_factory=dict)
    assumed_crs: bool = False

    def __post_init__(self) -> None:
        if len(self.lon) != len(self.lat):
            raise UsageError(f"{self.name}: lon and lat differ in length.")
        _check_columns(self.name, self.columns, np.arange(len(self.lon)))


def _check_columns(
    name: str, columns: Mapping[str, Sequence[Any]], feature: NDArray[np.int64]
) -> None:
    needed = int(feature.max()) + 1 if len(feature) else 0
    for column, values in columns.items():
        if len(values) < needed:
            raise UsageError(
                f"{name}: column '{column}' has {len(values)} values for {needed} features."
            )
