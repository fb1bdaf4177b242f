# SPDX-License-Identifier: GPL-3.0-or-later
"""The map itself, its north arrow and its scale bar."""

from __future__ import annotations

from typing import Optional

from qgis.core import (
    QgsBasicNumericFormat,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsPrintLayout,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from accessible_core.routing.profiles import Profile
from accessible_core.vocabulary import Group
from accessible_kz_plugin.languages import joined, languages_of
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.sheet import MM, Box, add_arrow, add_label, place, text_size
from accessible_kz_plugin.printing.window import Window, round_scale
from accessible_kz_plugin.styles.labels import text_format
from accessible_kz_plugin.styles.nodes import style_node_layer
from accessible_kz_plugin.styles.streets import style_network_layer

#: Sheets with fewer letters (of a point's width) to the line have the two bars in two rows.
_NARROW = 20.0
_MINUTES = (1, 2, 5, 10, 15, 30, 60)
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000)


def add_map(layout: QgsPrintLayout, options: MapOptions, window: Window) -> QgsLayoutItemMap:
    """Add the map; `show_window` gives it its place and scale."""
    city = QgsLayoutItemMap(layout)
    city.setId("map")
    prepare_map(city, options, window)
    city.setFrameEnabled(True)
    city.setBackgroundColor(QColor("#FFFFFF"))
    layout.addLayoutItem(city)
    return city


def prepare_map(city: QgsLayoutItemMap, options: MapOptions, window: Window) -> None:
    """Give a map its projection and layers; its frame and place are left as they are."""
    city.setCrs(window.crs)
    layers = [
        options.places,
        options.doors,
        options.nodes,
        options.streets,
        options.areas,
        options.base,
    ]
    city.setLayers([layer for layer in layers if layer is not None])
    # The sheet keeps its look when the project's layers are styled anew.
    city.setKeepLayerSet(True)
    city.storeCurrentLayerStyles()
    city.setKeepLayerStyles(True)
    # A name cut off by the frame is no name; grid letters stand along it.
    partial = QgsLayoutItemMap.MapItemFlag.ShowPartialLabels
    city.setMapFlags(city.mapFlags() & ~partial)
    city.setLabelMargin(QgsLayoutMeasurement(0.6 * options.points, MM))


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


def style_nodes(options: MapOptions, denominator: float) -> None:
    """Draw kerbs, barriers and lifts as the scale of the map allows."""
    if options.nodes is not None:
        style_node_layer(
            options.nodes, options.language, scale=options.enlarged, denominator=denominator
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
        Room for all three, side by side; where it is higher than a row, in two rows.
    page : int
        From 0.
    """
    points, language = options.points, options.language
    metres_per_mm = city.scale() / 1000.0
    stacked = box.height > 1.5 * bars_height(options, stacked=False)
    row = box._replace(height=box.height / 2) if stacked else box
    half = row._replace(width=(0.55 if stacked else 0.4) * box.width)
    segments, step = _segments(half.width, metres_per_mm, _STEPS, points)
    unit = texts.word("metre", language)
    _bar(layout, options, city, half, (1.0, unit, segments, step), page)
    words = _in_lines(texts.word("scale", language, scale=scale_number(city)))
    width, height = text_size(words, points, 1e4)
    beside = Box(half.right, box.y, 1.25 * width, min(2.2 * height, row.height))
    add_label(layout, words, beside, points, page=page, name="scale")
    rest = Box(beside.right + 4.0, box.y, box.right - beside.right - 4.0, box.height)
    if stacked:
        rest = row._replace(y=row.bottom)
    _minutes_bar(layout, options, city, rest, page)


def bars_height(options: MapOptions, *, stacked: Optional[bool] = None) -> float:
    """Return the height in mm of the bars: one row, or two where the sheet is narrow."""
    if stacked is None:
        letters = options.page_mm[0] / options.points
        stacked = letters < _NARROW * len(languages_of(options.language)) ** 0.5
    return (2 if stacked else 1) * 2.4 * text_size("Ц", options.points, 100.0)[1]


def scale_number(city: QgsLayoutItemMap) -> str:
    """Return the scale's denominator as people write it."""
    return f"{round(city.scale()):,}".replace(",", "\u00a0")


def link_scale_bar(
    bar: QgsLayoutItemScaleBar, options: MapOptions, city: QgsLayoutItemMap, metres: float
) -> None:
    """Let a bar of a template measure a map, in units of so many metres; its look stays."""
    width = bar.rect().width()
    bar.setLinkedMap(city)
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setMapUnitsPerScaleBarUnit(metres)
    code = "metre" if metres == 1.0 else "minute"
    bar.setUnitLabel(texts.word(code, options.language))
    steps = _STEPS if metres == 1.0 else _MINUTES
    segments, step = _segments(width, city.scale() / 1000.0 / metres, steps, options.points)
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(segments)
    bar.setUnitsPerSegment(step * metres)


def metres_a_minute(options: MapOptions) -> float:
    """Return the speed of the map's group on level ground: no bar can show what a slope adds."""
    return Profile.for_group(Group(options.group)).speed.level * 60.0


def minutes_words(options: MapOptions) -> str:
    """Return in words whose minutes the bar shows, on which ground."""
    words = Profile.for_group(Group(options.group)).words
    return _in_lines(
        joined(lambda one: texts.word("level_ground", one, words=words[one]), options.language)
    )


def _minutes_bar(
    layout: QgsPrintLayout,
    options: MapOptions,
    city: QgsLayoutItemMap,
    box: Box,
    page: int,
) -> None:
    """Add the bar in minutes, and in words whose minutes they are, if there is room."""
    points, language = options.points, options.language
    metres_per_minute = metres_a_minute(options)
    words = minutes_words(options)
    wide, _ = text_size(words, points, 1e4)
    if len(languages_of(language)) == 1:
        wide = next(
            (
                share * wide
                for share in (0.55, 0.65, 0.8)
                if text_size(words, points, share * wide)[1] <= box.height
            ),
            wide,
        )
    unit = texts.word("minute", language)
    room = box.width - wide - text_size(f"00 {unit}", points, 1e4)[0] - 0.6 * points
    minutes_per_mm = city.scale() / 1000.0 / metres_per_minute
    segments, step = _segments(room, minutes_per_mm, _MINUTES, points)
    while segments > 1 and segments * step / minutes_per_mm > room:
        segments -= 1
    long = segments * step / minutes_per_mm
    if room <= 0 or long > room:
        return
    measure = (metres_per_minute, unit, segments, step)
    bar = _bar(layout, options, city, box._replace(width=room), measure, page)
    bar.setId("minutes bar")
    last = text_size(f"{segments * step:.0f} {unit}", points, 1e4)[0]
    left = box.x + long + last + 0.6 * points
    beside = Box(left, box.y, min(1.06 * wide, box.right - left), box.height)
    add_label(layout, words, beside, points, page=page, name="minutes")


def _in_lines(words: str) -> str:
    """Put what two languages say on a line each."""
    return words.replace(" / ", " /\n")


def _bar(
    layout: QgsPrintLayout,
    options: MapOptions,
    city: QgsLayoutItemMap,
    box: Box,
    measure: tuple[float, str, int, float],
    page: int,
) -> QgsLayoutItemScaleBar:
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
    return bar


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
