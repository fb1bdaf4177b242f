# SPDX-License-Identifier: GPL-3.0-or-later
"""What all docks share: names, text size, contrast, help key, progress, a clean end."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QShortcut,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin.docks.tasks import TaskRunner
from accessible_kz_plugin.help_pages import open_help
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.appearance import follow_settings


class AccessibleDock(QDockWidget):
    """Base of the plugin's docks.

    Subclasses fill `column` with their controls, all named ``accessible_kz_...``, say in
    `first_control` where work begins, run work through `tasks`, and undo in `let_go` what
    reaches beyond the dock (map tools, marks on the map, connections of layers).
    """

    #: Part of object names.
    NAME = ""
    #: The help page that F1 opens.
    HELP = "index"
    #: Side of the main window where it stands first.
    AREA = Qt.DockWidgetArea.RightDockWidgetArea

    def __init__(self, desktop: Any, title: str) -> None:
        super().__init__(title, desktop.mainWindow())
        self.desktop = desktop
        self.setObjectName(f"accessible_kz_{self.NAME}_dock")
        self.tasks = TaskRunner(desktop, self)
        self.body = QWidget()
        self.body.setObjectName(f"accessible_kz_{self.NAME}_body")
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(4, 4, 4, 4)
        self.column = QVBoxLayout()
        outer.addLayout(self.column, 1)
        self.strip = TaskStrip(self.NAME, self.tasks, self.body)
        outer.addWidget(self.strip)
        self.setWidget(self.body)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.show_help)
        follow_settings(self)

    def show_help(self) -> None:
        """Open the dock's page in the web browser; it lies on the disk."""
        open_help(self.HELP)

    def first_control(self) -> QWidget:
        """Return where the focus goes when the dock is opened."""
        return self.body

    def open(self) -> None:
        """Show the dock and put the focus where work begins."""
        self.show()
        self.raise_()
        self.first_control().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def let_go(self) -> None:
        """Stop work and undo what reaches beyond the dock, before it is deleted."""
        self.tasks.let_go()


class TaskStrip(QWidget):
    """What runs, how far it is, and a button that stops it; hidden while nothing runs."""

    def __init__(self, name: str, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setObjectName(f"accessible_kz_{name}_progress")
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(tr("Progress"))
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setObjectName(f"accessible_kz_{name}_stop")
        self.stop.clicked.connect(tasks.stop)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        column.addLayout(row)
        self.hide()
        tasks.started.connect(self._show)
        tasks.progressed.connect(self._progress)
        tasks.ended.connect(self._hide)

    def _show(self, title: str) -> None:
        self.label.setText(title)
        self.bar.setAccessibleDescription(title)
        self.bar.setValue(0)
        self.show()

    def _progress(self, percent: float) -> None:
        self.bar.setValue(round(percent))

    def _hide(self) -> None:
        if self._tasks.busy:  # `done` of one piece of work began the next
            return
        # A hidden widget cannot keep the focus: it must not be lost to the main window.
        if QApplication.focusWidget() is self.stop:
            self.previousInFocusChain().setFocus()
        self.hide()


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """Return an area in which enlarged text is never cut off; the focus scrolls along."""
    area = QScrollArea()
    area.setObjectName(f"accessible_kz_{name}_area")
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
