# SPDX-License-Identifier: GPL-3.0-or-later
"""The squares of a map: letters along the top, numbers down the side, as the index names them."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt

from accessible_kz_plugin.layers.positions import wgs84
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Place, Places
from accessible_kz_plugin.printing.sheet import Box, add_label, text_size

#: A square is about that wide on A4 (mm), as wide as high as the sheet allows.
_SQUARE_MM = 45.0
#: No I and O: they look like numbers.
_LETTERS = "".join(letter for letter in ascii_uppercase if letter not in "IO")
_LINE_COLOUR = "#A8A8A8"


@dataclass(frozen=True)
class Grid:
    """The squares of one map.

    Attributes
    ----------
    extent : QgsRectangle
        Of the map, in `crs`.
    crs : QgsCoordinateReferenceSystem
    columns, rows : int
    """

    extent: QgsRectangle
    crs: QgsCoordinateReferenceSystem
    columns: int
    rows: int

    def square(self, x: float, y: float) -> str:
        """Return the square of a point in `crs`; empty outside of the map."""
        extent = self.extent
        if not extent.contains(x, y):
            return ""
        column = int((x - extent.xMinimum()) / extent.width() * self.columns)
        row = int((extent.yMaximum() - y) / extent.height() * self.rows)
        letter = _LETTERS[min(column, self.columns - 1)]
        return f"{letter}{min(row, self.rows - 1) + 1}"


def grid_of(city: QgsLayoutItemMap, options: MapOptions) -> Grid:
    """Return the squares into which a map is parted."""
    wanted = _SQUARE_MM * options.enlarged
    columns = max(2, min(len(_LETTERS), round(city.rect().width() / wanted)))
    rows = max(2, round(city.rect().height() / wanted))
    return Grid(city.extent(), city.crs(), columns, rows)


def add_grid(
    layout: QgsPrintLayout, city: QgsLayoutItemMap, grid: Grid, options: MapOptions
) -> None:
    """Draw the lines and write letters and numbers along the frame of a map."""
    lines = QgsLayoutItemMapGrid("squares", city)
    lines.setStyle(QgsLayoutItemMapGrid.GridStyle.Solid)
    lines.setLineSymbol(
        QgsLineSymbol.createSimple({"line_color": _LINE_COLOUR, "line_width": "0.1"})
    )
    extent = grid.extent
    lines.setIntervalX(extent.width() / grid.columns)
    lines.setIntervalY(extent.height() / grid.rows)
    lines.setOffsetX(extent.xMinimum())
    lines.setOffsetY(extent.yMinimum())
    lines.setAnnotationEnabled(False)
    city.grids().addGrid(lines)
    place, size = city.pagePos(), city.rect()
    page = city.page()
    width, height = text_size("W", options.points, 1e4, bold=True)
    middle = Qt.AlignmentFlag.AlignHCenter
    for column in range(grid.columns):
        x = place.x() + (column + 0.5) * size.width() / grid.columns - width
        box = Box(x, place.y() + 0.5, 2 * width, height)
        _mark(layout, _LETTERS[column], box, options, page, middle)
    for row in range(grid.rows):
        y = place.y() + (row + 0.5) * size.height() / grid.rows - height / 2
        box = Box(place.x() + 0.5, y, 2 * width, height)
        _mark(layout, str(row + 1), box, options, page, middle)


def squares_of(
    places: Places,
    grid: Grid,
    source: QgsCoordinateReferenceSystem,
    transforms: QgsCoordinateTransformContext,
) -> dict[int, str]:
    """Return the square of each place by its number; places off the map are left out.

    Parameters
    ----------
    places : Places
    grid : Grid
    source : QgsCoordinateReferenceSystem
        Of the places.
    transforms : QgsCoordinateTransformContext
    """
    change = QgsCoordinateTransform(source if source.isValid() else wgs84(), grid.crs, transforms)
    found = {}
    for one in places.items:
        square = _square(one, grid, change)
        if square:
            found[one.number] = square
    return found


def _square(one: Place, grid: Grid, change: QgsCoordinateTransform) -> str:
    if one.point is None:
        return ""
    try:
        there = change.transform(one.point)
    except QgsCsException:
        return ""  # no place on earth
    return grid.square(there.x(), there.y())


def _mark(
    layout: QgsPrintLayout,
    words: str,
    box: Box,
    options: MapOptions,
    page: int,
    align: Qt.AlignmentFlag,
) -> None:
    label = add_label(
        layout, words, box, options.points, page=page, name="square", bold=True, align=align
    )
    label.setBackgroundEnabled(True)
