# SPDX-License-Identifier: GPL-3.0-or-later
"""How a route and what blocks it are drawn: by dashes and shapes before colour."""

from __future__ import annotations

from qgis.core import (
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from accessible_kz_plugin.styles.labels import label_text_format
from accessible_kz_plugin.translation import tr

_BLUE = "#0072B2"
_VERMILION = "#D55E00"
_INK = "#1A1A1A"


def style_route_layer(layer: QgsVectorLayer) -> None:
    """Draw a confirmed way solid, an unverified one dashed, no way dotted."""
    root = QgsRuleBasedRenderer.Rule(None)
    for label, condition, symbol in (
        (tr("Route, confirmed"), "\"confidence\" = 'confirmed'", _line(_BLUE, "solid")),
        (tr("Route, unverified"), "\"confidence\" = 'unverified'", _line(_BLUE, "dash")),
        (
            tr("No route: fewest barriers"),
            "\"status\" = 'no_route'",
            _line(_VERMILION, "dot"),
        ),
    ):
        rule = QgsRuleBasedRenderer.Rule(symbol)
        rule.setFilterExpression(condition)
        rule.setLabel(label)
        root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def _line(colour: str, dashes: str) -> QgsLineSymbol:
    casing = {"line_color": "#FFFFFF", "line_width": "2.6", "capstyle": "round"}
    top = {"line_color": colour, "line_width": "1.4", "line_style": dashes}
    symbol = QgsLineSymbol.createSimple(casing)
    # Not QgsLineSymbol([...]): it does not take the layers over, and QGIS crashes later.
    symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(top))
    return symbol


def style_blocked_layer(layer: QgsVectorLayer) -> None:
    """Draw what blocks the way as crosses, with what it is beside them."""
    symbol = QgsMarkerSymbol.createSimple(
        {
            "name": "cross_fill",
            "angle": "45",
            "size": "4.6",
            "color": _VERMILION,
            "outline_color": _INK,
            "outline_width": "0.3",
        }
    )
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    # The words without the place in brackets at their end: the place is the point.
    settings.fieldName = r"""regexp_replace("text", '\\s*[(][^()]*[)]$', '')"""
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
    settings.dist = 1.0
    settings.setFormat(label_text_format(9))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
