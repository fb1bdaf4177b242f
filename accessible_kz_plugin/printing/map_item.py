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

from accessible_core.routing.profiles import Profile
from accessible_core.vocabulary import Group
from accessible_kz_plugin.languages import joined
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.sheet import Box, add_arrow, add_label, place, text_size
from accessible_kz_plugin.printing.window import Window, round_scale
from accessible_kz_plugin.styles.labels import text_format
from accessible_kz_plugin.styles.streets import style_network_layer

_MINUTES = (1, 2, 5, 10, 15, 30, 60)
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)


def add_map(layout: QgsPrintLayout, options: MapOptions, window: Window) -> QgsLayoutItemMap:
    """Add the map; `show_window` gives it its place and scale."""
    city = QgsLayoutItemMap(layout)
    city.setId("map")
    city.setCrs(window.crs)
    layers = [options.places, options.doors, options.streets, options.areas, options.base]
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


def show_window(city: QgsLayoutItemMap, window: Window, box: Box, *, page: int = 0) -> None:
    """Fit what is to be shown into a place on the page, at a round scale."""
    place(city, box, page)
    # `setExtent` changes the item's shape, `zoomToExtent` needs an extent to start from.
    city.setExtent(window.extent)
    place(city, box, page)
    city.zoomToExtent(window.extent)
    city.setScale(round_scale(city.scale()))


def add_north(layout: QgsPrintLayout, options: MapOptions, box: Box, *, page: int = 0) -> None:
    """Add an arrow and a letter in the upper right corner of the map in `box`."""
    size = 1.1 * options.points
    arrow = Box(box.right - 0.95 * size, box.y + 0.3 * size, 0.6 * size, 0.9 * size)
    add_arrow(layout, arrow, page)
    letter = Box(arrow.x - size / 2, arrow.bottom + 0.5, arrow.width + size, 0.6 * size)
    north = texts.word("north", options.language)
    middle = Qt.AlignmentFlag.AlignHCenter
    add_label(
        layout, north, letter, options.points, page=page, name="north", bold=True, align=middle
    )


def add_scale_bar(
    layout: QgsPrintLayout,
    options: MapOptions,
    city: QgsLayoutItemMap,
    box: Box,
    *,
    page: int = 0,
) -> None:
    """Add a bar in metres, the scale as a ratio beside it, and a bar in minutes.

    Parameters
    ----------
    layout : QgsPrintLayout
    options : MapOptions
    city : QgsLayoutItemMap
    box : Box
        Room for all three, side by side.
    page : int
        From 0.
    """
    points, language = options.points, options.language
    metres_per_mm = city.scale() / 1000.0
    half = box._replace(width=0.4 * box.width)
    segments, step = _segments(half.width, metres_per_mm, _STEPS, points)
    unit = texts.word("metre", language)
    _bar(layout, options, city, half, (1.0, unit, segments, step), page)
    ratio = f"{round(city.scale()):,}".replace(",", "\u00a0")
    words = texts.word("scale", language, scale=ratio)
    width, height = text_size(words, points, 1e4)
    beside = Box(half.right, box.y, 1.1 * width, 1.2 * height)
    add_label(layout, words, beside, points, page=page, name="scale")
    # Moving by the speed on level ground: what a slope adds cannot stand on a bar.
    profile = Profile.for_group(Group(options.group))
    metres_per_minute = profile.speed.level * 60.0
    rest = Box(beside.right + 4.0, box.y, box.right - beside.right - 4.0, box.height)
    unit = joined(lambda one: texts.word("minutes", one, words=profile.words[one]), language)
    room = rest.width - text_size(unit, points, 1e4)[0]
    minutes_per_mm = metres_per_mm / metres_per_minute
    segments, step = _segments(room, minutes_per_mm, _MINUTES, points)
    if room > 0 and segments * step / minutes_per_mm <= room:
        _bar(layout, options, city, rest, (metres_per_minute, unit, segments, step), page)


def _bar(
    layout: QgsPrintLayout,
    options: MapOptions,
    city: QgsLayoutItemMap,
    box: Box,
    measure: tuple[float, str, int, float],
    page: int,
) -> None:
    """Add a bar: metres per unit, what the unit is called, segments, units per segment."""
    metres, unit, segments, step = measure
    bar = QgsLayoutItemScaleBar(layout)
    bar.setId("scale bar")
    bar.setStyle("Single Box")
    bar.setLinkedMap(city)
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitLabel(unit)
    bar.setMapUnitsPerScaleBarUnit(metres)
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(segments)
    bar.setUnitsPerSegment(step * metres)
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)
    bar.setNumericFormat(numbers)
    bar.setTextFormat(text_format(options.points))
    bar.setHeight(0.15 * options.points)
    layout.addLayoutItem(bar)
    place(bar, box, page)


def _segments(
    room: float, per_mm: float, steps: tuple[int, ...], points: float
) -> tuple[int, float]:
    """Return how many segments of how many units fit; the numbers need some of the room."""
    segments = 4
    step = _step_below(0.66 * room / segments * per_mm, steps)
    widest = text_size(f"{segments * step:.0f}", points, 1e4)[0]
    if step / per_mm < 1.4 * widest:
        segments, step = 2, _step_below(0.66 * room / 2 * per_mm, steps)
    return segments, step


def _step_below(units: float, steps: tuple[int, ...]) -> float:
    """Return the round number next below."""
    return float(max((step for step in steps if step <= units), default=steps[0]))
