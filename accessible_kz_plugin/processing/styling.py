# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles put on output layers when QGIS loads them."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)
from qgis.PyQt import sip

from accessible_kz_plugin.layers.route_style import style_blocked_layer, style_route_layer
from accessible_kz_plugin.styles import results
from accessible_kz_plugin.styles.groups import name_layer, show_group, user_group_for
from accessible_kz_plugin.styles.streets import style_network_layer


class _StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    def __init__(self, style: Callable[[QgsMapLayer], None]) -> None:
        super().__init__()
        self._style = style

    def postProcessLayer(  # noqa: N802 - QGIS's name
        self,
        layer: QgsMapLayer,
        context: QgsProcessingContext,  # noqa: ARG002
        feedback: QgsProcessingFeedback,  # noqa: ARG002
    ) -> None:
        self._style(layer)
        layer.triggerRepaint()


def scored_style(group: str, language: str, palette: str) -> _StyleOnLoad:
    """Return what styles a scored layer; the name it was loaded under follows the group."""

    def style(layer: QgsMapLayer) -> None:
        name_layer(layer, layer.name())
        show_group(layer, user_group_for(group), language, palette)

    return _kept(style)


def network_style(language: str) -> _StyleOnLoad:
    """Return what styles a layer of street pieces."""
    return _kept(lambda layer: style_network_layer(layer, language))


def route_style() -> _StyleOnLoad:
    """Return what styles a route."""
    return _kept(style_route_layer)


def blocked_style() -> _StyleOnLoad:
    """Return what styles the points that block a way."""
    return _kept(style_blocked_layer)


def reach_style() -> _StyleOnLoad:
    """Return what styles reached streets."""
    return _kept(results.style_reach_layer)


def outline_style() -> _StyleOnLoad:
    """Return what styles outlines of what is reached."""
    return _kept(results.style_outline_layer)


def verdict_style(language: str) -> _StyleOnLoad:
    """Return what styles facilities by how they are reached."""
    return _kept(lambda layer: results.style_verdict_layer(layer, language))


def findings_style(language: str) -> _StyleOnLoad:
    """Return what styles findings on the map."""
    return _kept(lambda layer: results.style_findings_layer(layer, language))


def numbered_style(field: str, shape: str = "circle") -> _StyleOnLoad:
    """Return what styles points with a number or name beside them."""
    return _kept(lambda layer: results.style_numbered_layer(layer, field, shape))


def line_style() -> _StyleOnLoad:
    """Return what styles lines that are to be looked at."""
    return _kept(results.style_line_layer)


def pair_style() -> _StyleOnLoad:
    """Return what styles lines between two places."""
    return _kept(results.style_pair_layer)


#: Python must hold these until QGIS has called them; QGIS then deletes them itself
#: together with the run's context, so that each serves one layer only.
_WAITING: list[_StyleOnLoad] = []


def _kept(style: Callable[[QgsMapLayer], None]) -> _StyleOnLoad:
    _WAITING[:] = [one for one in _WAITING if not sip.isdeleted(one)]
    _WAITING.append(_StyleOnLoad(style))
    return _WAITING[-1]


def style_when_loaded(
    context: QgsProcessingContext,
    identifier: str,
    style: QgsProcessingLayerPostProcessorInterface,
    name: str = "",
) -> None:
    """Have an output layer styled, and called `name`, if it is loaded at the end."""
    if not context.willLoadLayerOnCompletion(identifier):
        return
    details = context.layerToLoadOnCompletionDetails(identifier)
    details.setPostProcessor(style)
    if name:
        details.name = name
