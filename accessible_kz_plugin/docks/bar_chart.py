# SPDX-License-Identifier: GPL-3.0-or-later
"""Bars of counts, painted by Qt: each count has a pattern and a sign beside its colour.

Patterns are drawn as lines and dots, because SVG knows no brush patterns of Qt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qgis.PyQt.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen
from qgis.PyQt.QtWidgets import QToolTip, QWidget

from accessible_core.lights import Light, symbology
from accessible_core.statistics.counting import LIGHTS
from accessible_kz_plugin.docks.dashboard_figures import Row, glyphs

_WHITE = QColor("#FFFFFF")
_INK = QColor("#1A1A1A")
#: Ground (the light's colour, or white) and pattern of each count.
_LOOKS: tuple[tuple[bool, str], ...] = (
    (True, ""),
    (False, "stripes"),
    (True, "lines"),
    (True, "cross"),
    (False, "dots"),
    (False, "lines"),
    (False, ""),
    (False, "bars"),
)
#: Patterns on the light's own colour that are white, where the others are dark.
_WHITE_PATTERNS = ("cross",)


@dataclass
class ChartData:
    """What a chart shows.

    Attributes
    ----------
    title : str
    rows : list of Row
    words : list of str (8,)
        What each count is called.
    palette : str
        ``registry``, ``safe`` or ``mono``.
    shares : bool
        Whether each bar is as wide as the others.
    places : str
        ``{count} places``, to stand behind a row's name.
    """

    title: str = ""
    rows: list[Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    palette: str = "registry"
    shares: bool = False
    places: str = "{count}"


@dataclass(frozen=True)
class Piece:
    """Where a count of a row was drawn."""

    box: QRectF
    row: int
    count: int


class _Sheet:
    """Lays a chart out in a given width; paints it where there is a painter."""

    def __init__(self, data: ChartData, font: QFont, width: float) -> None:
        self.data, self.width = data, width
        self.font = QFont(font)
        # The same size on screen, in pictures and in SVG, whatever their resolution.
        self.font.setPixelSize(max(QFontInfo(font).pixelSize(), 1))
        self.bold = QFont(self.font)
        self.bold.setBold(True)
        self.metrics, self.bold_metrics = QFontMetricsF(self.font), QFontMetricsF(self.bold)
        self.unit = self.metrics.height()

    def draw(self, painter: QPainter | None) -> tuple[float, list[Piece]]:
        """Return the height, and where the counts are."""
        pieces: list[Piece] = []
        top = self._text(painter, self.data.title, 0.0, 0.0, self.width, self.bold)
        top = self._legend(painter, top + self.unit * 0.4)
        most = max((sum(row.counts) for row in self.data.rows), default=0)
        for place, row in enumerate(self.data.rows):
            total = sum(row.counts)
            words = self.data.places.replace("{count}", str(total))
            top = self._text(painter, f"{row.name}: {words}", 0.0, top, self.width, self.font)
            whole = total if self.data.shares else most
            scale = (self.width - 2.0) / whole if whole else 0.0
            pieces.extend(self._bar(painter, place, row, top, scale))
            top += 2.2 * self.unit
        return top, pieces

    def _bar(
        self, painter: QPainter | None, place: int, row: Row, top: float, scale: float
    ) -> Iterator[Piece]:
        left, height = 1.0, 1.5 * self.unit
        signs = glyphs()
        for count, number in enumerate(row.counts):
            if not number:
                continue
            box = QRectF(left, top, number * scale, height)
            left += box.width()
            if painter is not None:
                self._swatch(painter, box, count)
                self._number(painter, box, f"{signs[count]} {number}", str(number))
            yield Piece(box, place, count)

    def _number(self, painter: QPainter, box: QRectF, *texts: str) -> None:
        """Write the first text that there is room for, on white: legible on any pattern."""
        for text in texts:
            wide = self.metrics.horizontalAdvance(text) + 0.5 * self.unit
            if wide <= box.width() - 2.0:
                label = QRectF(0.0, 0.0, wide, 1.1 * self.unit)
                label.moveCenter(box.center())
                painter.setPen(QPen(_INK, 1.0))
                painter.setBrush(QBrush(_WHITE))
                painter.drawRect(label)
                painter.setFont(self.font)
                painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
                return

    def _legend(self, painter: QPainter | None, top: float) -> float:
        """Draw what the patterns mean: all that occur; never without the doubtful ones."""
        shown = {count for row in self.data.rows for count, n in enumerate(row.counts) if n}
        shown |= {LIGHTS.index(Light.FULL_UNCONFIRMED), LIGHTS.index(Light.UNKNOWN)}
        signs, wide = glyphs(), 2.0 * self.unit
        for count in sorted(shown):
            if painter is not None:
                self._swatch(painter, QRectF(1.0, top + 1.0, wide, self.unit - 2.0), count)
            word = f"{signs[count]} {self.data.words[count]}" if self.data.words else ""
            left = wide + 0.5 * self.unit
            top = self._text(painter, word, left, top, self.width - left, self.font)
            top += 0.15 * self.unit
        return top + 0.5 * self.unit

    def _text(
        self,
        painter: QPainter | None,
        words: str,
        left: float,
        top: float,
        width: float,
        font: QFont,
    ) -> float:
        """Write words in as many lines as they need; return where they end."""
        metrics = self.bold_metrics if font is self.bold else self.metrics
        for line in _wrapped(words, width, metrics):
            if painter is not None:
                painter.setFont(font)
                painter.setPen(QPen(_INK, 1.0))
                painter.drawText(QPointF(left, top + metrics.ascent()), line)
            top += metrics.height()
        return top

    def _swatch(self, painter: QPainter, box: QRectF, count: int) -> None:
        """Fill a box with colour and pattern of a count."""
        light = LIGHTS[count] if count < len(LIGHTS) else Light.UNKNOWN
        colour = QColor(symbology()[light.value][self.data.palette])
        full, pattern = _LOOKS[count]
        painter.setPen(QPen(_INK, 1.0))
        painter.setBrush(QBrush(colour if full else _WHITE))
        painter.drawRect(box)
        ink = _WHITE if pattern in _WHITE_PATTERNS else _INK
        # Stripes of the light's own colour say that it is a green, if half a one.
        stripes = pattern == "stripes"
        painter.setPen(QPen(colour if stripes else ink, self.unit * (0.22 if stripes else 0.07)))
        step = self.unit * (0.5 if stripes else 0.4)
        edge = 0.5 + painter.pen().widthF() / 2.0
        inner = box.adjusted(edge, edge, -edge, -edge)
        if pattern == "dots":
            _dots(painter, inner, step)
        elif pattern and inner.width() > 0:
            painter.drawLines(list(_pattern_lines(inner, pattern, step)))


def _wrapped(words: str, width: float, metrics: QFontMetricsF) -> list[str]:
    """Break a text into lines, between words where that is enough."""
    lines: list[str] = []
    for word in _short_enough(words, width, metrics):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _short_enough(words: str, width: float, metrics: QFontMetricsF) -> Iterator[str]:
    """Yield the words of a text, those that are wider than a line in pieces."""
    for word in words.split():
        left = word
        while len(left) > 1 and metrics.horizontalAdvance(left) > width:
            fits = len(left) - 1
            while fits > 1 and metrics.horizontalAdvance(left[:fits]) > width:
                fits -= 1
            yield left[:fits]
            left = left[fits:]
        yield left


def _pattern_lines(box: QRectF, pattern: str, step: float) -> Iterator[QLineF]:
    """Yield the lines of a pattern, cut to the box: SVG of Qt clips nothing."""
    if pattern == "lines":
        yield from (
            QLineF(box.left(), y, box.right(), y) for y in _steps(box.top(), box.bottom(), step)
        )
    elif pattern == "bars":
        yield from (
            QLineF(x, box.top(), x, box.bottom()) for x in _steps(box.left(), box.right(), step)
        )
    elif pattern in ("stripes", "cross"):
        for start in _steps(box.left() - box.height(), box.right(), step):
            # From (start, bottom) up to the right at 45 degrees.
            low, high = max(start, box.left()), min(start + box.height(), box.right())
            if low < high:
                yield QLineF(low, box.bottom() - (low - start), high, box.bottom() - (high - start))
                if pattern == "cross":
                    yield QLineF(low, box.top() + (low - start), high, box.top() + (high - start))


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    place = start + step / 2.0
    while place < end:
        yield place
        place += step


def _dots(painter: QPainter, box: QRectF, step: float) -> None:
    size = step * 0.18
    painter.setBrush(QBrush(_INK))
    painter.setPen(Qt.PenStyle.NoPen)
    for y in _steps(box.top(), box.bottom(), step):
        for x in _steps(box.left(), box.right(), step):
            painter.drawEllipse(QPointF(x, y), size, size)


def draw_chart(painter: QPainter, data: ChartData, font: QFont, width: float) -> None:
    """Paint a chart from (0, 0) on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _Sheet(data, font, width).draw(painter)


def chart_height(data: ChartData, font: QFont, width: float) -> float:
    """Return how high a chart of this width is."""
    return _Sheet(data, font, width).draw(None)[0]


class BarChart(QWidget):
    """The chart on the screen, as high as it needs to be; a click on a count chooses it."""

    #: Row and count that were clicked.
    chosen = pyqtSignal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = ChartData()
        self._pieces: list[Piece] = []

    def show_data(self, data: ChartData) -> None:
        """Show other numbers."""
        self.data = data
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size in which all of it is seen."""
        return QSize(320, self.minimumHeight())

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Grow in height where words need more lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _sheet(self) -> _Sheet:
        return _Sheet(self.data, self.font(), float(self.width()) - 8.0)

    def _fit(self) -> None:
        height, self._pieces = self._sheet().draw(None)
        self.setMinimumHeight(int(height) + 8)

    def paintEvent(self, event: Any) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint all of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _WHITE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(4.0, 4.0)
        self._sheet().draw(painter)
        painter.end()

    def piece_at(self, x: float, y: float) -> Piece | None:
        """Return the count that was drawn at a point of the widget."""
        there = QPointF(x - 4.0, y - 4.0)
        return next((piece for piece in self._pieces if piece.box.contains(there)), None)

    def mousePressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Choose what was clicked."""
        piece = self.piece_at(event.pos().x(), event.pos().y())
        if piece is not None:
            self.chosen.emit(piece.row, piece.count)

    def event(self, event: QEvent) -> bool:
        """Say what lies under the mouse."""
        if event.type() == QEvent.Type.ToolTip:
            piece = self.piece_at(event.pos().x(), event.pos().y())
            if piece is not None:
                row = self.data.rows[piece.row]
                word, number = self.data.words[piece.count], row.counts[piece.count]
                QToolTip.showText(event.globalPos(), f"{row.name}: {word}: {number}", self)
                return True
        return bool(super().event(event))
