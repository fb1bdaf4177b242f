# SPDX-License-Identifier: GPL-3.0-or-later
"""The legend: every light with its number, and the classes of streets that occur."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsLayerTreeLayer,
    QgsLayoutItemLegend,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSizeF

from accessible_core.lights import Light
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Places
from accessible_kz_plugin.printing.sheet import wrapped
from accessible_kz_plugin.printing.texts import word
from accessible_kz_plugin.styles.labels import font
from accessible_kz_plugin.styles.lights import light_word
from accessible_kz_plugin.styles.nodes import (
    drawn_node_classes,
    node_class_expression,
    node_class_word,
    node_classes,
)
from accessible_kz_plugin.styles.streets import (
    drawn_classes,
    street_class_expression,
    street_class_word,
    street_classes,
)

#: In the legend even when their number is 0: their absence is news, too.
_ALWAYS = (Light.FULL, Light.FULL_UNCONFIRMED, Light.PARTIAL, Light.NOT, Light.UNKNOWN)
_SYMBOL_MM = 9.0
_SYMBOL_HEIGHT_MM = 4.2
#: Space between symbol and text, and what the item itself keeps free on both sides.
_GAPS_MM = 8.0
_BREAK = "|"
#: Share of the usual space between rows that a compact legend keeps.
_COMPACT = 0.7


def legend_lights(places: Places) -> tuple[Light, ...]:
    """Return the lights that the legend explains."""
    counts = places.counts()
    return tuple(light for light in Light if light in _ALWAYS or counts[light])


class LegendShape(NamedTuple):
    """Width in mm, number of columns, and whether rows stand close together."""

    width: float
    columns: int = 1
    compact: bool = False


class Drawn(NamedTuple):
    """The classes that a map shows of a network, in the order of the legend."""

    streets: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


def street_classes_within(
    layer: QgsVectorLayer, window: QgsRectangle, denominator: float
) -> tuple[str, ...]:
    """Return the classes of street pieces drawn inside `window` (layer's CRS), in legend order."""
    found = _classes_within(layer, window, street_class_expression(), len(street_classes()))
    # What most people look for stands first.
    return tuple(one["id"] for one in reversed(drawn_classes(denominator)) if one["id"] in found)


def node_classes_within(
    layer: QgsVectorLayer, window: QgsRectangle, denominator: float
) -> tuple[str, ...]:
    """Return the classes of nodes drawn inside `window` (layer's CRS), in legend order."""
    found = _classes_within(layer, window, node_class_expression(), len(node_classes()))
    return tuple(one["id"] for one in drawn_node_classes(denominator) if one["id"] in found)


def _classes_within(
    layer: QgsVectorLayer, window: QgsRectangle, classes: str, count: int
) -> set[str]:
    """Return which of `count` classes the features inside a window (layer's CRS) have."""
    expression = QgsExpression(classes)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    expression.prepare(context)
    request = QgsFeatureRequest(window)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(list(expression.referencedColumns()), layer.fields())
    found: set[str] = set()
    for feature in layer.getFeatures(request):
        context.setFeature(feature)
        value = expression.evaluate(context)
        if not is_null(value):
            found.add(value)
        if len(found) == count:
            break
    return found


def add_legend(
    layout: QgsPrintLayout,
    options: MapOptions,
    places: Places,
    classes: Drawn,
    shape: LegendShape,
) -> QgsLayoutItemLegend:
    """Add the legend; the caller moves it."""
    language, points = options.language, options.points
    width, columns = shape.width, shape.columns
    room = width / columns - _SYMBOL_MM * options.enlarged - _GAPS_MM
    legend = QgsLayoutItemLegend(layout)
    legend.setId("legend")
    legend.setAutoUpdateModel(False)
    legend.setWrapString(_BREAK)
    legend.setSymbolWidth(_SYMBOL_MM * options.enlarged)
    legend.setSymbolHeight(_SYMBOL_HEIGHT_MM * options.enlarged)
    legend.setColumnCount(columns)
    legend.setSplitLayer(columns > 1)
    legend.setEqualColumnWidth(True)
    legend.model().rootGroup().clear()
    counts = places.counts()
    lights = legend_lights(places)
    rows = [
        word(
            "legend_count",
            language,
            light=light_word(light, language, options.palette),
            count=counts[light],
        )
        for light in lights
    ]
    title = _heading("legend_places", options, room)
    positions = [list(Light).index(light) for light in lights]
    _add_layer(legend, options.places, title, positions, _broken(rows, points, room))
    if options.doors is not None:
        title, row = _heading("legend_doors", options, room), word("door", language)
        _add_layer(legend, options.doors, title, [0], _broken([row], points, room))
    networks = (
        (options.streets, classes.streets, "legend_streets", street_class_word),
        (options.nodes, classes.nodes, "legend_nodes", node_class_word),
    )
    for layer, names, heading, class_word in networks:
        if layer is not None and names:
            order = [category.value() for category in layer.renderer().categories()]
            rows = [class_word(name, language) for name in names]
            title = _heading(heading, options, room)
            positions = [order.index(name) for name in names]
            _add_layer(legend, layer, title, positions, _broken(rows, points, room))
    if options.areas is not None:
        # The band around a district is wide; a flat patch leaves it room.
        flat = QSizeF(0.8 * _SYMBOL_MM * options.enlarged, 1.0 * options.enlarged)
        title, row = _heading("legend_areas", options, room), word("area", language)
        node = _add_layer(legend, options.areas, title, [0], _broken([row], points, room))
        node.setPatchSize(flat)
        legend.model().refreshLayerLegend(node)
    _set_fonts(legend, options, _COMPACT if shape.compact else 1.0)
    layout.addLayoutItem(legend)
    return legend


def legend_size(legend: QgsLayoutItemLegend) -> tuple[float, float]:
    """Return width and height in mm; the item itself learns them when it is painted."""
    size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
    return size.width(), size.height()


def _heading(code: str, options: MapOptions, room: float) -> str:
    title = word(code, options.language)
    return wrapped(title, 1.2 * options.points, room + _SYMBOL_MM * options.enlarged, _BREAK)


def _broken(rows: Iterable[str], points: float, room: float) -> list[str]:
    return [wrapped(row, points, room, _BREAK) for row in rows]


def _add_layer(
    legend: QgsLayoutItemLegend,
    layer: QgsMapLayer,
    title: str,
    positions: list[int],
    words: list[str],
) -> QgsLayerTreeLayer:
    node: QgsLayerTreeLayer = legend.model().rootGroup().addLayer(layer)
    node.setUseLayerName(False)
    node.setName(title)
    node.setCustomProperty("legend/title-label", title)
    # A single symbol would otherwise be drawn beside the heading instead of its words.
    QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
    for position, label in zip(positions, words):
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, position, label)
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, positions)
    legend.model().refreshLayerLegend(node)
    return node


def _set_fonts(legend: QgsLayoutItemLegend, options: MapOptions, loose: float) -> None:
    points, larger = options.points, options.enlarged * loose
    heading = font(points * 1.1, bold=True)
    for style in (
        QgsLegendStyle.Style.Title,
        QgsLegendStyle.Style.Group,
        QgsLegendStyle.Style.Subgroup,
    ):
        legend.setStyleFont(style, heading)
    legend.setStyleFont(QgsLegendStyle.Style.SymbolLabel, font(points))
    legend.setBoxSpace(0)
    legend.rstyle(QgsLegendStyle.Style.Subgroup).setMargin(QgsLegendStyle.Side.Top, 3.6 * larger)
    legend.rstyle(QgsLegendStyle.Style.Symbol).setMargin(QgsLegendStyle.Side.Top, 1.6 * larger)
