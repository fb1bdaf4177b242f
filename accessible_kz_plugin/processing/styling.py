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
