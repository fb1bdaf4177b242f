# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer to read, to walk through with the keyboard, and to copy."""

from __future__ import annotations

from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin.docks.route.answer import Answer
from accessible_kz_plugin.docks.route.heights import Heights
from accessible_kz_plugin.translation import tr

_PLACE = Qt.ItemDataRole.UserRole
#: Lines of text that the summary shows without scrolling.
_LINES = 7
#: Lines of text that the list shows at least.
_ENTRIES = 12


class AnswerView(QWidget):
    """Summary, list of steps or barriers, heights; every entry leads to its place."""

    #: A place in degrees is to be shown on the map.
    entry = pyqtSignal(QgsRectangle)
    #: The same of the whole way.
    zoom = pyqtSignal(QgsRectangle)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        column = QVBoxLayout(self)
        self.summary = QPlainTextEdit()
        self.summary.setObjectName("accessible_kz_route_summary")
        self.summary.setReadOnly(True)
        self.summary.setTabChangesFocus(True)
        # Read-only text is walked through with the arrow keys only if it may be selected.
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.summary.setTextInteractionFlags(keys | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.summary.setMinimumHeight(_LINES * self.summary.fontMetrics().lineSpacing())
        self._row(column, tr("&Answer:"), self.summary, 1)
        self.steps = QListWidget()
        self.steps.setObjectName("accessible_kz_route_steps")
        self.steps.setWordWrap(True)
        self.steps.setAlternatingRowColors(True)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        hint = tr("Enter shows an entry on the map.")
        self.steps.setAccessibleDescription(hint)
        self.steps.setToolTip(hint)
        self.steps.setTabKeyNavigation(False)
        self.steps_label = self._row(column, tr("Step &by step:"), self.steps, 3)
        self.heights = Heights()
        column.addWidget(self.heights)
        self.whole = QPushButton(tr("S&how the whole way"))
        self.whole.setObjectName("accessible_kz_route_whole")
        self.copy = QPushButton(tr("&Copy as text"))
        self.copy.setObjectName("accessible_kz_route_copy")
        column.addWidget(self.whole)
        column.addWidget(self.copy)
        self.steps.itemActivated.connect(self._show_entry)
        self.steps.itemClicked.connect(self._show_entry)
        self.whole.clicked.connect(self._show_whole)
        self.copy.clicked.connect(self._copy)
        self.clear()

    def _row(self, column: QVBoxLayout, words: str, control: QWidget, share: int) -> QLabel:
        label = QLabel(words)
        label.setWordWrap(True)
        label.setBuddy(control)
        column.addWidget(label)
        column.addWidget(control, share)
        return label

    def clear(self) -> None:
        """Show that nothing was asked yet."""
        self._answer = None
        self.summary.setPlainText(tr("Nothing was asked yet: say where from and where to."))
        self.steps.clear()
        self.heights.show_heights(None)
        self.whole.hide()
        self.copy.hide()

    def show_answer(self, answer: Answer) -> None:
        """Show another answer."""
        self._answer = answer
        self.summary.setPlainText("\n".join(summary_lines(answer)))
        for box, lines in ((self.summary, _LINES), (self.steps, _ENTRIES)):
            box.setMinimumHeight(lines * box.fontMetrics().lineSpacing())
        words = tr("Step &by step:") if answer.found else tr("What &bars the way:")
        self.steps_label.setText(words)
        self.steps.clear()
        for number, entry in enumerate(answer.entries, start=1):
            item = QListWidgetItem(f"{number}. {entry.text}")
            item.setData(_PLACE, entry.place)
            self.steps.addItem(item)
        if answer.entries:
            self.steps.setCurrentRow(0)
        self.heights.show_heights(answer.heights)
        self.whole.setVisible(answer.whole is not None)
        self.copy.show()

    def text(self) -> str:
        """Return the whole answer as plain text."""
        if self._answer is None:
            return ""
        numbered = [f"{n}. {one.text}" for n, one in enumerate(self._answer.entries, start=1)]
        return "\n".join([*summary_lines(self._answer), "", *numbered])

    def _show_entry(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is not None:
            self.entry.emit(place)
        else:
            self._show_whole()

    def _show_whole(self) -> None:
        if self._answer is not None and self._answer.whole is not None:
            self.zoom.emit(self._answer.whole)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text())


def summary_lines(answer: Answer) -> list[str]:
    """Return how sure the way is or why there is none, and what is known of it."""
    lines = list(answer.headline)
    unknown = [(name, share) for name, share in answer.unknown if share > 0.0]
    known = [name for name, share in answer.unknown if share <= 0.0]
    # Of a way that is found, the first line of the answer says what is not known.
    if unknown and not answer.found:
        shares = ", ".join(f"{name} {_percent(share)}" for name, share in unknown)
        words = tr("Not known of the way with the fewest barriers: {shares}.")
        lines.append(words.replace("{shares}", shares))
    if known:
        words = tr("Known all along: {names}.").replace("{names}", ", ".join(known))
        lines.append(words)
    return lines


def _percent(share: float) -> str:
    """Return a share: never 0 of something, nor 100 of less than all."""
    if 0.0 < share < 0.01:  # noqa: PLR2004 - one per cent
        return "<1 %"
    return f"{min(round(100.0 * share), 99 if share < 1.0 else 100)} %"
