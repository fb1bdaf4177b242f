# SPDX-License-Identifier: GPL-3.0-or-later
"""What the dock knows, put into the dialogs of algorithms."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, Qt

from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.docks.route.limits import LimitsForm
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.translation import interface_language


def proposed(
    algorithm: str,
    *,
    network: str,
    limits: LimitsForm,
    corrections: QgsVectorLayer | None,
    start: str | None,
) -> dict[str, Any]:
    """Return the parameters of an algorithm that the dock can fill in.

    Limits that the dialog has no field for (lifted ones among them) are left out: it
    shows what it asks with.
    """
    given: dict[str, Any] = {
        asked.NETWORK: network,
        common.LANGUAGE: LANGUAGES.index(interface_language()),
        asked.SNAP: limits.snap_m(),
        asked.UNKNOWN: asked.UNKNOWN_VALUES.index(limits.policy()),
    }
    if limits.name() in common.PROFILE_VALUES:
        given[asked.PROFILE] = common.PROFILE_VALUES.index(limits.name())
    if corrections is not None:
        given[asked.CORRECTIONS] = corrections.id()
    if start is not None:
        given[asked.FROM] = f"{start.replace(' ', '')} [EPSG:4326]"
    if limits.at() is not None:
        given[asked.AT] = QDateTime.fromString(limits.at(), Qt.DateFormat.ISODate)
    given.update(_limits(limits.changes()))
    definition = QgsApplication.processingRegistry().algorithmById(f"accessiblekz:{algorithm}")
    return {
        name: value
        for name, value in given.items()
        if definition is not None and definition.parameterDefinition(name) is not None
    }


def _limits(changes: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parameter, limit in asked.NUMBER_LIMITS.items():
        if changes.get(limit) is not None:
            found[parameter] = changes[limit]
    for parameter, (limit, values) in asked.LIST_LIMITS.items():
        if changes.get(limit) in values[1:]:
            found[parameter] = values.index(changes[limit])
    return found
