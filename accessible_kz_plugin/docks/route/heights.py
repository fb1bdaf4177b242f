# SPDX-License-Identifier: GPL-3.0-or-later
"""The heights along a way: drawn, and as a table that says the same."""

from __future__ import annotations

from typing import Optional

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, QSize
from qgis.PyQt.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from accessible_core.routing.elevation import ElevationProfile
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.units import length_text, slope_text

#: Rows of the table: as many as are read through in a minute.
_ROWS = 20
#: Least metres between the lowest and the highest line: level ground looks level.
_LEAST_SPAN_M = 10.0
#: Lines of text that the table shows at least.
_TABLE_LINES = 10
_BLUE = "#0072B2"


class HeightChart(QWidget):
    """Metres above the sea by metres walked; `HeightTable` says it in numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accessible_kz_route_chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._heights: Optional[ElevationProfile] = None

    def show_heights(self, heights: ElevationProfile | None) -> None:
        """Draw other heights."""
        self._heights = heights
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for seven lines of text."""
        return QSize(200, 7 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: less cannot be read."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw axes with their numbers, and the line; gaps where no height is known."""
        heights = self._heights
        if heights is None or not np.isfinite(heights.height_m).any():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = _span(heights.height_m)
        length = max(float(heights.at_m[-1]), 1.0)
        words = [length_text(high), length_text(low)]
        metrics = painter.fontMetrics()
        left = max(metrics.horizontalAdvance(word) for word in words) + 6.0
        line = float(metrics.height())
        area = QRectF(left, line / 2, self.width() - left - 8.0, self.height() - 2.2 * line)
        ink = self.palette().color(self.foregroundRole())
        painter.setPen(QPen(ink, 1.0))
        painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for word, y in zip(words, (area.top(), area.bottom())):
            painter.drawText(QPointF(0.0, y + line / 3), word)
        end = length_text(length)
        below = area.bottom() + 1.2 * line
        painter.drawText(QPointF(area.left(), below), length_text(0.0))
        painter.drawText(QPointF(area.right() - metrics.horizontalAdvance(end), below), end)
        dark = self.palette().color(self.backgroundRole()).lightness() < ink.lightness()
        painter.setPen(QPen(ink if dark else QColor(_BLUE), 2.5))
        painter.drawPath(_path(heights, area, low, high, length))
        painter.end()


def _span(heights: np.ndarray) -> tuple[float, float]:
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    room = max(_LEAST_SPAN_M - (high - low), 0.0) / 2
    return low - room, high + room


def _path(
    heights: ElevationProfile, area: QRectF, low: float, high: float, length: float
) -> QPainterPath:
    path, begun = QPainterPath(), False
    for at, height in zip(heights.at_m.tolist(), heights.height_m.tolist()):
        if height != height:  # noqa: PLR0124 - NaN
            begun = False
            continue
        x = area.left() + area.width() * at / length
        y = area.bottom() - area.height() * (height - low) / (high - low)
        (path.lineTo if begun else path.moveTo)(x, y)
        begun = True
    return path


class HeightTable(QTableWidget):
    """Distance, height and slope since the row before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("accessible_kz_route_heights")
        self.setAccessibleName(tr("Heights along the way"))
        self.setHorizontalHeaderLabels([tr("After"), tr("Height"), tr("Slope before")])
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_heights(self, heights: ElevationProfile) -> None:
        """Fill the table: all vertices, or as many as are read with ease."""
        rows = np.unique(np.linspace(0, len(heights.at_m) - 1, _ROWS).round().astype(int))
        self.setRowCount(len(rows))
        before: tuple[float, float] | None = None
        for place, row in enumerate(rows.tolist()):
            at, height = float(heights.at_m[row]), float(heights.height_m[row])
            known = bool(np.isfinite(height))
            slope = ""
            if known and before is not None and at > before[0]:
                slope = slope_text(100.0 * (height - before[1]) / (at - before[0]))
            before = (at, height) if known else None
            told = length_text(height) if known else tr("not known")
            for column, words in enumerate((length_text(at), told, slope)):
                self.setItem(place, column, QTableWidgetItem(words))
        self.setCurrentCell(0, 0)


class Heights(QWidget):
    """Heading, drawing and table; hidden where no height is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.chart, self.table = HeightChart(), HeightTable()
        self.heading.setBuddy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.chart, self.table):
            column.addWidget(widget)
        self.hide()

    def show_heights(self, heights: ElevationProfile | None) -> None:
        """Show the heights of another way."""
        self.setVisible(heights is not None)
        self.chart.show_heights(heights)
        if heights is None:
            return
        words = tr("Heights: {up} up, {down} down in all.")
        if heights.estimated:
            words = tr("Heights, estimated from a coarse model: {up} up, {down} down in all.")
        if heights.ascent_m + heights.descent_m <= 0.0:
            # Less than the model can tell from nothing.
            words = tr("Heights: the way neither climbs nor falls by {noise} at a stretch.")
        for key, metres in (
            ("{up}", heights.ascent_m),
            ("{down}", heights.descent_m),
            ("{noise}", heights.noise_m),
        ):
            words = words.replace(key, length_text(metres))
        self.heading.setText(words)
        self.table.show_heights(heights)
        self.table.setMinimumHeight(_TABLE_LINES * self.table.fontMetrics().lineSpacing())
