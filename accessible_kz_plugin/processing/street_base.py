# SPDX-License-Identifier: GPL-3.0-or-later
"""What all algorithms on a street network share: the router that the parameters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.routing.points import Points
    from accessible_core.routing.profiles import Profile
    from accessible_core.routing.router import Router


class StreetAlgorithm(AccessibleAlgorithm):
    """Base of algorithms that ask a street network for ways."""

    GROUP = "streets"

    def add_street_parameters(self) -> None:
        """Add what every question has after its own inputs."""
        self.addParameter(asked.profile_parameter())
        self.addParameter(asked.corrections_parameter())
        self.addParameter(common.language_parameter())
        for parameter in asked.limit_parameters():
            self.addParameter(parameter)

    def router_of(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
        *,
        once: bool = False,
    ) -> Router:
        """Return the router; what is wrong with corrections goes to `findings`.

        `once` says that it will be asked a single question. Everything that can be refused
        is refused before the network is read.
        """
        from accessible_core.network.store import read_network
        from accessible_core.routing.engine import AUTO, for_one_question
        from accessible_core.routing.router import Router
        from accessible_kz_plugin.layers.point_layer import corrections_from_source

        profile = self.profile_of(parameters, context)
        corrections = None
        if self.given(parameters, asked.CORRECTIONS):
            source = self.parameterAsSource(parameters, asked.CORRECTIONS, context)
            if source is None:
                raise self.unreadable(parameters, asked.CORRECTIONS)
            corrections = corrections_from_source(source, context, findings)
        network = read_network(self.parameterAsFile(parameters, asked.NETWORK, context))
        engine = for_one_question(AUTO, network.edge_count) if once else AUTO
        at = self._moment(parameters, context)
        router = Router(network, profile, engine=engine, corrections=corrections, at=at)
        findings.extend(router.findings)
        return router

    def profile_of(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Profile:
        """Return the profile with the limits that were set."""
        from accessible_core.routing.profiles import Profile

        name = self.choice(parameters, asked.PROFILE, context, common.PROFILE_VALUES)
        profile = Profile.named(name)
        limits: dict[str, Any] = {
            limit: self.parameterAsDouble(parameters, parameter, context)
            for parameter, limit in asked.NUMBER_LIMITS.items()
            if self.given(parameters, parameter)
        }
        for parameter, (limit, values) in asked.LIST_LIMITS.items():
            value = self.choice(parameters, parameter, context, values)
            if value:
                limits[limit] = value
        if limits:
            profile = profile.with_limits(**limits)
        policy = self.choice(parameters, asked.UNKNOWN, context, asked.UNKNOWN_VALUES)
        return profile.with_unknown(policy) if policy else profile

    def snap_of(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> float:
        """Return how far from points the network may be, in metres."""
        return self.parameterAsDouble(parameters, asked.SNAP, context)

    def place_of(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> tuple[float, float]:
        """Return longitude and latitude of a point given in any CRS."""
        from accessible_kz_plugin.layers.positions import wgs84

        point = self.parameterAsPoint(parameters, name, context, wgs84())
        return point.x(), point.y()

    def points_of(
        self,
        parameters: Mapping[str, Any],
        name: str,
        what: str,
        context: QgsProcessingContext,
        findings: Findings,
    ) -> Points:
        """Return the points of an input layer; ``<name>_ID`` is the field that names them."""
        from accessible_kz_plugin.layers.point_layer import points_from_source

        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise self.unreadable(parameters, name)
        field = self.parameterAsString(parameters, f"{name}_ID", context)
        return points_from_source(source, what, context, findings, field)

    def minutes_of(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> list[float]:
        """Return the times asked for.

        Raises
        ------
        UsageError
            One of them is no number over zero.
        """
        given = self.parameterAsString(parameters, asked.MINUTES, context)
        found = []
        for word in given.replace(";", " ").replace(", ", " ").split():
            try:
                number = float(word.replace(",", "."))
            except ValueError:
                number = 0.0
            if not (isfinite(number) and number > 0.0):
                raise UsageError(
                    tr("Minutes are numbers over zero, such as 5 10 15, not '{given}'.").replace(
                        "{given}", given
                    )
                )
            found.append(number)
        if not found:
            raise UsageError(tr("Say how many minutes, such as 5 10 15."))
        return found

    def say_lines(
        self, lines: list[str], feedback: QgsProcessingFeedback, *, good: bool = True
    ) -> str:
        """Put the text twin of a result into the log, and return it as one text."""
        for line in lines:
            (feedback.pushInfo if good else feedback.pushWarning)(line)
        return "\n".join(lines)

    def _moment(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str | None:
        if not self.given(parameters, asked.AT):
            return None
        moment = self.parameterAsDateTime(parameters, asked.AT, context)
        if not moment.isValid():
            raise QgsProcessingException(
                tr("The time cannot be read: give it as 2026-05-31T14:30.")
            )
        return str(moment.toString(Qt.DateFormat.ISODate))[:16]
