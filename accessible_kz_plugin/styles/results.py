# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles of results: reached streets, barriers, doors, findings; shape and dash before colour."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from accessible_core.messages import text
from accessible_kz_plugin.styles.labels import label_text_format
from accessible_kz_plugin.translation import tr

_INK = "#1A1A1A"
#: Dark to light, at least 3:1 on white, told apart in grey; widths differ too.
_TIMES = ("#001A33", "#00497A", "#0072B2", "#4A7F9E", "#7A8B99", "#949494")
#: Dashes short enough for legends, in millimetres.
_DASH = "1.6;1.2"
#: Verdicts of door to door: shape, colour.
_VERDICTS = {
    "reachable": ("circle", "#005B96"),
    "reachable_unverified": ("semi_circle", "#005B96"),
    "too_far": ("triangle", "#F5B83D"),
    "ends_short": ("pentagon", "#D55E00"),
    "barred": ("square", "#D55E00"),
    "disconnected": ("star", "#D55E00"),
    "off_network": ("diamond", "#A0A0A0"),
    "unknown_position": ("cross", "#A0A0A0"),
}
_SEVERITIES = {
    "error": ("square", "#D55E00"),
    "warning": ("triangle", "#F5B83D"),
    "info": ("circle", "#A0A0A0"),
}


def style_reach_layer(layer: QgsVectorLayer) -> None:
    """Draw reached streets by minutes: the nearer, the thicker; not confirmed ones dashed."""
    index = layer.fields().indexOf("minutes")
    times = sorted(layer.uniqueValues(index))
    root = QgsRuleBasedRenderer.Rule(None)
    for place, minutes in enumerate(times):
        # Few times are as far apart as they can be.
        colour = _TIMES[round(place * (len(_TIMES) - 1) / max(len(times) - 1, 1))]
        width = max(1.6 - 0.25 * place, 0.5)
        for sure in (True, False):
            symbol = _cased_line(colour, width, "solid" if sure else "dash")
            rule = QgsRuleBasedRenderer.Rule(symbol)
            known = '"confirmed"' if sure else 'NOT "confirmed"'
            rule.setFilterExpression(f'"minutes" = {minutes} AND {known}')
            words = tr("{n} min") if sure else tr("{n} min, unverified")
            rule.setLabel(words.replace("{n}", f"{minutes:g}"))
            root.appendChild(rule)
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_outline_layer(layer: QgsVectorLayer) -> None:
    """Draw outlines as lines with the minutes on them: what lies beneath stays visible."""
    symbol = QgsFillSymbol()
    line = {"line_color": _INK, "line_width": "0.5", "line_style": "dash"}
    symbol.changeSymbolLayer(0, QgsSimpleLineSymbolLayer.create(line))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    _label(layer, """format_number("minutes", 0) || ' min'""")


def style_verdict_layer(layer: QgsVectorLayer, language: str) -> None:
    """Draw facilities by how they are reached."""
    words = {
        name: text("access", f"verdict_{name}", language, minutes="…", radius="…")
        for name in _VERDICTS
    }
    _by_shape(layer, "verdict", _VERDICTS, words)


def style_findings_layer(layer: QgsVectorLayer, language: str) -> None:
    """Draw findings by how much they matter."""
    words = {name: text("report", f"severity_{name}", language) for name in _SEVERITIES}
    _by_shape(layer, "severity", _SEVERITIES, words)


def style_numbered_layer(layer: QgsVectorLayer, field: str, shape: str = "circle") -> None:
    """Draw points that have a number, such as ranks, with the number beside them."""
    layer.setRenderer(QgsSingleSymbolRenderer(_marker(shape, "#F5B83D")))
    _label(layer, f'"{field}"')


def style_line_layer(layer: QgsVectorLayer) -> None:
    """Draw lines in vermilion with a white casing."""
    layer.setRenderer(QgsSingleSymbolRenderer(_cased_line("#D55E00", 1.2, "solid")))


def style_pair_layer(layer: QgsVectorLayer) -> None:
    """Draw lines between two places as dots."""
    layer.setRenderer(QgsSingleSymbolRenderer(_cased_line("#D55E00", 0.8, "dot")))


def _by_shape(
    layer: QgsVectorLayer,
    field: str,
    looks: dict[str, tuple[str, str]],
    words: dict[str, str],
) -> None:
    categories: Sequence[QgsRendererCategory] = [
        QgsRendererCategory(name, _marker(*look), words[name]) for name, look in looks.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, list(categories)))


def _marker(shape: str, colour: str) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "size": "4.2",
            "color": colour,
            "outline_color": _INK,
            "outline_width": "0.35",
            "angle": "-90" if shape == "semi_circle" else "0",
        }
    )


def _cased_line(colour: str, width: float, dashes: str) -> QgsLineSymbol:
    casing = {"line_color": "#FFFFFF", "line_width": f"{width + 0.9:g}", "capstyle": "round"}
    top = {"line_color": colour, "line_width": f"{width:g}", "line_style": dashes}
    if dashes == "dash":
        top.update({"use_custom_dash": "1", "customdash": _DASH, "capstyle": "flat"})
    symbol = QgsLineSymbol.createSimple(casing)
    # Not QgsLineSymbol([...]): it does not take the layers over, and QGIS crashes later.
    symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer.create(top))
    return symbol


def _label(layer: QgsVectorLayer, expression: str) -> None:
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(label_text_format(9))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
