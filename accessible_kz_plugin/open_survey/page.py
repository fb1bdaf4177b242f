# SPDX-License-Identifier: GPL-3.0-or-later
"""What the assistant's pages share: a column of labelled controls, work, tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin import settings

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant
    from accessible_kz_plugin.open_survey.session import Session

#: Per cent of text size from which buttons stand beneath each other.
_LARGE = 125
_LEAST_LETTERS = 20
#: Of a table (pixels), before it is shown.
_LEAST_WIDTH = 300


class Page(QWidget):
    """One step of the assistant.

    Subclasses say their `title`, fill `column`, show the session in `entered`, and do in
    `proceed` what must be done before the next step; then they call what they were given.
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__()
        self.assistant = assistant
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 4, 4, 4)

    @property
    def session(self) -> Session:
        """What all pages work on."""
        return self.assistant.session

    def title(self) -> str:
        """Return the heading."""
        raise NotImplementedError

    def next_words(self) -> str:
        """Return what the button that goes on says, where it does more than that."""
        return ""

    def is_needed(self) -> bool:
        """Whether there is anything to do on this page."""
        return True

    def entered(self) -> None:
        """Show what the session holds now."""

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        return self

    def proceed(self, go_on: Callable[[], None]) -> None:
        """Do what must be done first, then call `go_on`."""
        go_on()

    # --- making controls ---------------------------------------------------------------------

    def sentence(self, words: str = "") -> QLabel:
        """Add a text in full width and return it."""
        label = QLabel(words)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def buttons(self, *buttons: QPushButton) -> None:
        """Add buttons side by side; one beneath the other where text is large."""
        large = settings.TEXT_SIZE.get() > _LARGE
        row: QBoxLayout = QVBoxLayout() if large else QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def labelled(self, words: str, control: QWidget, stretch: int = 0) -> QLabel:
        """Add a control beneath its label."""
        label = QLabel(words)
        label.setWordWrap(True)
        label.setBuddy(control)
        if isinstance(control, QComboBox):
            # Its longest entry may be wider than the window.
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            control.setSizeAdjustPolicy(policy)
            control.setMinimumContentsLength(_LEAST_LETTERS)
        self.column.addWidget(label)
        self.column.addWidget(control, stretch)
        return label


def button(name: str, words: str, deed: Callable[[], Any]) -> QPushButton:
    """Return a button with a name for tests and what it does."""
    one = QPushButton(words)
    one.setObjectName(f"accessible_kz_{name}")
    one.setAutoDefault(False)
    one.clicked.connect(lambda *_: deed())
    return one


def told(name: str) -> QPlainTextEdit:
    """Return a read-only field that a screen reader reads; results stand in it."""
    field = _Text()
    field.setObjectName(f"accessible_kz_{name}")
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    flags = Qt.TextInteractionFlag
    field.setTextInteractionFlags(flags.TextSelectableByKeyboard | flags.TextSelectableByMouse)
    return field


class _Text(QPlainTextEdit):
    """As high as some lines of its text, whatever the text's size."""

    LINES = 6

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the height with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMinimumHeight(self.fontMetrics().lineSpacing() * self.LINES)


class Records(QTableWidget):
    """Rows of text, one of which is chosen; the arrow keys go through them, Tab leaves."""

    def __init__(self, name: str, header: Sequence[str], lines: int = 6) -> None:
        super().__init__(0, len(header))
        self.setObjectName(f"accessible_kz_{name}")
        self.setHorizontalHeaderLabels(list(header))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._lines = lines
        self._keep_height()

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows; the first one is chosen."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for place, cells in enumerate(rows):
            self.put(place, cells)
        self.blockSignals(False)
        self.setCurrentCell(0 if rows else -1, 0)
        self.share_width()

    def put(self, place: int, cells: Sequence[str]) -> None:
        """Show a row."""
        for column, words in enumerate(cells):
            item = self.item(place, column)
            if item is None:
                item = QTableWidgetItem()
                self.setItem(place, column, item)
            item.setText(words)
            item.setToolTip(words)

    def share_width(self) -> None:
        """Give the columns equal parts of the width."""
        width = max(self.viewport().width(), _LEAST_WIDTH) // max(self.columnCount(), 1)
        for column in range(self.columnCount() - 1):
            self.setColumnWidth(column, width)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for some rows with another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_height()

    def _keep_height(self) -> None:
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * (self._lines + 2))


class KeyPress(QObject):
    """Calls something when a key is pressed in a widget, such as Enter in a table."""

    def __init__(self, widget: QWidget, keys: Sequence[int], deed: Callable[[], None]) -> None:
        super().__init__(widget)
        self._keys, self._deed = tuple(keys), deed
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the keys, leave all else."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if not pressed or event.key() not in self._keys:
            return False
        self._deed()
        return True


def enter_does(widget: QWidget, deed: Callable[[], None]) -> None:
    """Let Enter in a table do something, instead of pressing a button elsewhere."""
    KeyPress(widget, (Qt.Key.Key_Return, Qt.Key.Key_Enter), deed)
