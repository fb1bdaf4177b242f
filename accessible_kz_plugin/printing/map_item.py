# SPDX-License-Identifier: GPL-3.0-or-later
"""The map itself, its north arrow and its scale bar."""

from __future__ import annotations

from qgis.core import (
    QgsBasicNumericFormat,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.sheet import Box, add_arrow, add_label, place, text_size
from accessible_kz_plugin.printing.window import Window, round_scale
from accessible_kz_plugin.styles.labels import text_format
from accessible_kz_plugin.styles.streets import style_network_layer

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)


def add_map(layout: QgsPrintLayout, options: MapOptions, window: Window) -> QgsLayoutItemMap:
    """Add the map; `show_window` gives it its place and scale."""
    city = QgsLayoutItemMap(layout)
    city.setId("map")
    city.setCrs(window.crs)
    layers = [options.places, options.streets, options.areas]
    city.setLayers([layer for layer in layers if layer is not None])
    # The sheet keeps its look when the project's layers are styled anew.
    city.setKeepLayerSet(True)
    city.storeCurrentLayerStyles()
    city.setKeepLayerStyles(True)
    city.setFrameEnabled(True)
    city.setBackgroundColor(QColor("#FFFFFF"))
    layout.addLayoutItem(city)
    return city


def style_streets(options: MapOptions, denominator: float) -> None:
    """Draw the streets as the scale of the map allows."""
    if options.streets is not None:
        style_network_layer(
            options.streets,
            options.language,
            points=options.points,
            scale=options.enlarged,
            denominator=denominator,
        )


def show_window(city: QgsLayoutItemMap, window: Window, box: Box) -> None:
    """Fit what is to be shown into a place on the page, at a round scale."""
    place(city, box)
    # `setExtent` changes the item's shape, `zoomToExtent` needs an extent to start from.
    city.setExtent(window.extent)
    place(city, box)
    city.zoomToExtent(window.extent)
    city.setScale(round_scale(city.scale()))


def add_north(layout: QgsPrintLayout, options: MapOptions, box: Box) -> None:
    """Add an arrow and a letter in the upper right corner of the map in `box`."""
    size = 1.1 * options.points
    arrow = Box(box.right - 0.95 * size, box.y + 0.3 * size, 0.6 * size, 0.9 * size)
    add_arrow(layout, arrow)
    letter = Box(arrow.x - size / 2, arrow.bottom + 0.5, arrow.width + size, 0.6 * size)
    north = texts.word("north", options.language)
    middle = Qt.AlignmentFlag.AlignHCenter
    add_label(layout, north, letter, options.points, name="north", bold=True, align=middle)


def add_scale_bar(
    layout: QgsPrintLayout, options: MapOptions, city: QgsLayoutItemMap, box: Box
) -> None:
    """Add a bar in metres, and the scale as a ratio beside it."""
    points, language = options.points, options.language
    metres_per_mm = city.scale() / 1000.0
    # Two thirds of the room; the numbers need some of it.
    segments = 4
    step = _step_below(0.66 * box.width / segments * metres_per_mm)
    widest = text_size(f"{segments * step:.0f}", points, 1e4)[0]
    if step / metres_per_mm < 1.4 * widest:
        segments, step = 2, _step_below(0.66 * box.width / 2 * metres_per_mm)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setId("scale bar")
    bar.setStyle("Single Box")
    bar.setLinkedMap(city)
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitLabel(texts.word("metre", language))
    bar.setMapUnitsPerScaleBarUnit(1.0)
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(segments)
    bar.setUnitsPerSegment(step)
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)
    bar.setNumericFormat(numbers)
    bar.setTextFormat(text_format(points))
    bar.setHeight(0.15 * points)
    layout.addLayoutItem(bar)
    place(bar, box)
    ratio = f"{round(city.scale()):,}".replace(",", "\u00a0")
    words = texts.word("scale", language, scale=ratio)
    width, height = text_size(words, points, 1e4)
    beside = Box(box.right, box.y, 1.1 * width, 1.2 * height)
    add_label(layout, words, beside, points, name="scale")


def _step_below(metres: float) -> float:
    """Return the round number of metres next below."""
    return float(max((step for step in _STEPS if step <= metres), default=_STEPS[0]))
