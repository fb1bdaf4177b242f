# SPDX-License-Identifier: GPL-3.0-or-later
"""Placing items on the pages of a layout, in millimetres from the page's corner."""

from __future__ import annotations

from typing import NamedTuple

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutItemPolygon,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPolygonF

from accessible_kz_plugin.styles.labels import INK, font, text_format

MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
#: Text is measured on a fine grid, so that hinting does not matter.
_PIXELS_PER_MM = 20.0
_MM_PER_POINT = 25.4 / 72.0
#: QGIS breaks lines a little earlier than measured, depending on the resolution.
_CAUTION = 0.97


class Box(NamedTuple):
    """A rectangle on a page, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height


def place(item: QgsLayoutItem, box: Box, page: int = 0) -> None:
    """Move an item of a layout to where it belongs."""
    item.attemptMove(QgsLayoutPoint(box.x, box.y, MM), page=page)
    item.attemptResize(QgsLayoutSize(box.width, box.height, MM))


def add_page(layout: QgsPrintLayout, size: tuple[float, float]) -> int:
    """Add a page; return its number from 0."""
    page = QgsLayoutItemPage(layout)
    page.setPageSize(QgsLayoutSize(size[0], size[1], MM))
    layout.pageCollection().addPage(page)
    return layout.pageCollection().pageCount() - 1


def text_size(
    words: str, points: float, width: float, *, bold: bool = False, family: str = ""
) -> tuple[float, float]:
    """Return width and height in mm that `words` take when wrapped to `width` mm."""
    face = font(points, bold=bold)
    if family:
        face.setFamily(family)
    face.setPixelSize(max(1, round(points * _MM_PER_POINT * _PIXELS_PER_MM)))
    room = QRectF(0, 0, _CAUTION * width * _PIXELS_PER_MM, 1e6)
    found = QFontMetricsF(face).boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
    return found.width() / _PIXELS_PER_MM, found.height() / _PIXELS_PER_MM


def wrapped(words: str, points: float, width: float, mark: str = "|") -> str:
    """Put `mark` where `words` must be broken to fit into `width` mm."""
    lines: list[str] = []
    for one in words.split(" "):
        longer = f"{lines[-1]} {one}" if lines else one
        if lines and text_size(longer, points, 1e4)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(one)
    return mark.join(lines)


def fitting_points(
    words: str, points: float, box: Box, *, least: float, bold: bool = False
) -> float:
    """Return the largest size up to `points`, not below `least`, at which text fits a box."""
    while points > least and text_size(words, points, box.width, bold=bold)[1] > box.height:
        points = max(least, points - 0.5)
    return points


def add_label(
    layout: QgsPrintLayout,
    words: str,
    box: Box,
    points: float,
    *,
    page: int = 0,
    name: str = "",
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> QgsLayoutItemLabel:
    """Add a text that wraps inside its box."""
    label = QgsLayoutItemLabel(layout)
    label.setText(words)
    label.setId(name)
    if hasattr(label, "setTextFormat"):  # QGIS 3.24 and later
        label.setTextFormat(text_format(points, bold=bold))
    else:
        label.setFont(font(points, bold=bold))
        label.setFontColor(QColor(INK))
    label.setMarginX(0)
    label.setMarginY(0)
    label.setHAlign(align)
    label.setVAlign(Qt.AlignmentFlag.AlignTop)
    layout.addLayoutItem(label)
    place(label, box, page)
    return label


def add_arrow(layout: QgsPrintLayout, box: Box, page: int = 0) -> None:
    """Add a north arrow: a shape of the layout itself, no file that could get lost."""
    middle = box.x + box.width / 2
    offset = layout.pageCollection().page(page).pos()
    corners = (
        (middle, box.y),
        (box.right, box.bottom),
        (middle, box.y + 0.75 * box.height),
        (box.x, box.bottom),
    )
    shape = QPolygonF([QPointF(x + offset.x(), y + offset.y()) for x, y in corners])
    arrow = QgsLayoutItemPolygon(shape, layout)
    arrow.setSymbol(
        QgsFillSymbol.createSimple(
            {"color": INK, "outline_color": "#FFFFFF", "outline_width": "0.4"}
        )
    )
    arrow.setId("north")
    layout.addLayoutItem(arrow)
