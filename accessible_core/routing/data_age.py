# SPDX-License-Identifier: MIT
"""How old the data are that an answer rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.on_the_way import knowledge


@dataclass(frozen=True)
class DataAge:
    """When a network's data were taken; `days` and `old` are None where that is not known."""

    timestamp: str | None
    days: int | None
    old: bool | None


def data_age(network: StreetNetwork, now: datetime | None = None) -> DataAge:
    """Return the age of a network's OSM data.

    Parameters
    ----------
    network : StreetNetwork
    now : datetime, optional
        With a time zone; the present moment if not given.
    """
    written = str(network.meta.get("timestamp") or "")
    try:
        taken = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return DataAge(written or None, None, None)
    if taken.tzinfo is None:
        taken = taken.replace(tzinfo=timezone.utc)
    days = ((now or datetime.now(timezone.utc)) - taken).days
    # A clock that lags behind the data must not make them younger than new.
    days = max(days, 0)
    return DataAge(written, days, days > knowledge()["age"]["old_days"])
