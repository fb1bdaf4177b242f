# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of districts: an outline and a name, nothing that covers the streets."""

from __future__ import annotations

from qgis.core import (
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from accessible_kz_plugin.styles.labels import keep_off_overviews, label_text_format
from accessible_kz_plugin.styles.lights import name_expression

_COLOUR = "#5A5A5A"


def style_area_layer(
    layer: QgsVectorLayer, language: str, *, points: float = 10.0, scale: float = 1.0
) -> None:
    """Draw districts as outlines with their names.

    Parameters
    ----------
    layer : QgsVectorLayer
        Polygons; fields ``name_<language>`` or ``name`` give the names.
    language : str
        ``kk``, ``ru`` or ``en``.
    points : float
        Size of the names.
    scale : float
        Enlarges the lines.
    """
    symbol = QgsFillSymbol()
    # A pale band with a fine line in it: no way looks like that.
    symbol.changeSymbolLayer(0, _line("#D6D6D6", 3.6 * scale))
    symbol.appendSymbolLayer(_line(_COLOUR, 0.25 * scale, dash="4;1.5"))
    renderer = QgsSingleSymbolRenderer(symbol)
    layer.setRenderer(renderer)
    _label(layer, language, points)


def _line(colour: str, width: float, dash: str = "") -> QgsSimpleLineSymbolLayer:
    properties = {"line_color": colour, "line_width": str(width), "line_width_unit": "MM"}
    if dash:
        properties.update(
            {
                "use_custom_dash": "1",
                "customdash": dash,
                "customdash_unit": "MM",
                "capstyle": "flat",
            }
        )
    return QgsSimpleLineSymbolLayer.create(properties)


def _label(layer: QgsVectorLayer, language: str, points: float) -> None:
    settings = QgsPalLayerSettings()
    settings.fieldName = name_expression(layer, language)
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.priority = 8
    settings.centroidInside = True
    settings.setFormat(label_text_format(points, bold=True, colour=_COLOUR, halo=0.8))
    keep_off_overviews(settings)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
