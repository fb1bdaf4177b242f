# SPDX-License-Identifier: MIT
"""Accessibility surveys, step-free routing and statistics for Kazakhstan's cities.

``import accessible_core as akz`` gives the names below. Each is imported when
first used, so that importing the package costs nothing and needs nothing but
the standard library and numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible_core.network.build import build_network as build_network
    from accessible_core.network.build import network_from_lines as network_from_lines
    from accessible_core.network.exchange.exports import export_network as export_network
    from accessible_core.network.exchange.osmnx_graph import (
        network_from_osmnx as network_from_osmnx,
    )
    from accessible_core.network.exchange.osmnx_graph import (
        network_from_place as network_from_place,
    )
    from accessible_core.network.store import read_network as read_network
    from accessible_core.routing.barriers.ranking import barriers as barriers
    from accessible_core.routing.corrections.reader import read_corrections as read_corrections
    from accessible_core.routing.facilities.access import door_to_door as door_to_door
    from accessible_core.routing.facilities.goals import facilities_for as facilities_for
    from accessible_core.routing.facilities.nearest import nearest_facilities as nearest_facilities
    from accessible_core.routing.profiles import Profile as Profile
    from accessible_core.routing.router import Router as Router
    from accessible_core.scoring.engine import score as score
    from accessible_core.scoring.explain import explain as explain
    from accessible_core.survey.readers import read_survey as read_survey
    from accessible_core.survey.writers import write_survey as write_survey
    from accessible_core.survey_store.store import SurveyStore as SurveyStore

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    "read_survey": "accessible_core.survey.readers",
    "write_survey": "accessible_core.survey.writers",
    "score": "accessible_core.scoring.engine",
    "explain": "accessible_core.scoring.explain",
    "build_network": "accessible_core.network.build",
    "network_from_lines": "accessible_core.network.build",
    "network_from_osmnx": "accessible_core.network.exchange.osmnx_graph",
    "network_from_place": "accessible_core.network.exchange.osmnx_graph",
    "export_network": "accessible_core.network.exchange.exports",
    "read_network": "accessible_core.network.store",
    "barriers": "accessible_core.routing.barriers.ranking",
    "door_to_door": "accessible_core.routing.facilities.access",
    "facilities_for": "accessible_core.routing.facilities.goals",
    "nearest_facilities": "accessible_core.routing.facilities.nearest",
    "read_corrections": "accessible_core.routing.corrections.reader",
    "Profile": "accessible_core.routing.profiles",
    "Router": "accessible_core.routing.router",
    "SurveyStore": "accessible_core.survey_store.store",
}

__all__ = [*sorted(_HOMES), "__version__"]  # noqa: PLE0604 - names are strings of _HOMES


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'accessible_core' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
