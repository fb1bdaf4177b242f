# SPDX-License-Identifier: GPL-3.0-or-later
"""Small parts of the dock: text that can be read with keys, trees whose long lines wrap."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
)

#: Room for lines when the height of a wrapped text is measured.
_TALL = 100_000
#: Between a cell's edge and its text.
_MARGIN = 6
#: Frames that style sheets draw around text.
_FRAME = 6


class LinesEdit(QPlainTextEdit):
    """Text of some lines, as tall as they need in the size of text that is set."""

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setObjectName(f"accessible_kz_{name}")
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for so many lines."""
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin())) + _FRAME
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never show less than that."""
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for other room when the text gets another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class ReadableText(LinesEdit):
    """Read-only text in the way of the Tab key: a screen reader reads it, long text scrolls."""

    def __init__(self, name: str, spoken: str, lines: int) -> None:
        super().__init__(name, lines)
        self.setAccessibleName(spoken)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def say(self, text: str) -> None:
        """Show a text, from its beginning."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self.verticalScrollBar().setValue(0)


class WrappingTree(QTreeWidget):
    """A tree whose first column takes the room there is and wraps its text."""

    def __init__(self, name: str, spoken: str, columns: int = 1) -> None:
        super().__init__()
        self.setObjectName(f"accessible_kz_{name}")
        self.setAccessibleName(spoken)
        self.setColumnCount(columns)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_WrappingDelegate(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._arrange)
        self.header().sectionResized.connect(lambda *_: self._later.start(0))

    def _arrange(self) -> None:
        """Lay rows out for other widths, and keep the current one in sight."""
        self.doItemsLayout()
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Do the same when the tree itself gets another size."""
        super().resizeEvent(event)
        self._later.start(0)

    def room_for(self, index: QModelIndex) -> int:
        """Return how wide the text of a cell may be."""
        width = self.columnWidth(index.column()) - _MARGIN
        if index.column() == 0:
            depth, above = 1, index.parent()
            while above.isValid():
                depth, above = depth + 1, above.parent()
            width -= depth * self.indentation()
        return max(width, 1)


class _WrappingDelegate(QStyledItemDelegate):
    """Makes rows as tall as their wrapped text."""

    def __init__(self, tree: WrappingTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # noqa: N802
        """Return the size of a cell."""
        option = QStyleOptionViewItem(option)  # the view hands one over for all cells of a row
        self.initStyleOption(option, index)
        room = QRect(0, 0, self._tree.room_for(index), _TALL)
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = option.fontMetrics.boundingRect(room, flags, option.text)
        return QSize(needed.width() + _MARGIN, needed.height() + _MARGIN)
