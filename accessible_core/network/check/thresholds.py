# SPDX-License-Identifier: MIT
"""The distances that decide what is reported (``thresholds.toml``), and those set by the user."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.errors import UsageError
from accessible_core.knowledge import load_toml


@dataclass(frozen=True)
class Thresholds:
    """Distances in metres, by the names of ``thresholds.toml``."""

    gap_m: float
    near_m: float
    detour_m: float
    sidewalk_end_m: float
    small_m: float
    group_m: float
    search_m: tuple[float, ...]
    border_m: float
    border_share: float
    crossing_m: float
    facing_m: float
    parallel_deg: float
    step_m: float
    kerb_m: float
    separate_m: float

    @classmethod
    def default(cls, **given: float | None) -> Thresholds:
        """Return the shipped distances, some of them set by the user.

        Parameters
        ----------
        **given
            By name, such as ``gap_m=5``; None leaves the default.

        Raises
        ------
        UsageError
            A distance is not known, or no number of metres over zero.
        """
        values: dict[str, Any] = dict(_shipped())
        for name, value in given.items():
            if value is None:
                continue
            if name not in values or isinstance(values[name], tuple):
                raise UsageError(f"There is no distance named {name!r} to set.")
            if not (math.isfinite(value) and value > 0.0):
                raise UsageError(f"{name} is a number of metres over zero, not {value}.")
            values[name] = float(value)
        return cls(**values)


@lru_cache(maxsize=None)
def _shipped() -> Mapping[str, Any]:
    data = load_toml(Path(__file__).with_name("thresholds.toml"))
    flat = {name: value for section in data.values() for name, value in section.items()}
    flat["search_m"] = tuple(flat["search_m"])
    return {field.name: flat[field.name] for field in fields(Thresholds)}
