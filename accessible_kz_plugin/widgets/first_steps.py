# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that a newcomer sees once: the sample city in one click, a survey, the help."""

from __future__ import annotations

from typing import Any

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QTimerEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin import settings
from accessible_kz_plugin.icons import icon
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.appearance import follow_settings
from accessible_kz_plugin.widgets.help_key import help_key

#: Entries of the menu that the page offers, and whether it has done its work by then.
_OFFERED = {"sample": True, "score": True, "help": False, "settings": False}
#: Width in pixels that is comfortable to read in, and margins on both sides.
_WIDTH, _EDGE = 560, 48


class FirstSteps(QDialog):
    """A window with a button for each first step; it blocks nothing."""

    def __init__(self, desktop: Any) -> None:
        from accessible_kz_plugin.actions import action_specs

        super().__init__(desktop.mainWindow())
        self.setObjectName("accessible_kz_first_steps")
        self.setWindowTitle(tr("First steps with Accessible KZ"))
        self.setWindowIcon(icon("accessible_kz"))
        self._desktop = desktop
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self._sentence(tr(
            "Accessible KZ turns surveys of public places into scores, finds step-free ways and "
            "prints maps. Try it on a town that does not exist, or take a survey of your own."
        )))  # fmt: skip
        specs = {spec.name: spec for spec in action_specs()}
        self.buttons = {name: self._button(specs[name], column) for name in _OFFERED}
        self.again = QCheckBox(tr("Show again at the next start, t&oo"))
        self.again.setObjectName("accessible_kz_first_steps_again")
        self.again.setChecked(settings.FIRST_STEPS.get())
        self.again.toggled.connect(settings.FIRST_STEPS.set)
        column.addWidget(self.again)
        close = QPushButton(tr("Close"))
        close.setObjectName("accessible_kz_first_steps_close")
        close.clicked.connect(lambda *_: self.reject())
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        outer.addWidget(close)
        help_key(self, "index")
        follow_settings(self)
        self._inside, self._area = inside, area
        settings.changes().settings.connect(self._fit)
        self._fit()
        self.buttons["sample"].setDefault(True)
        self.buttons["sample"].setFocus()

    def _fit(self) -> None:
        """Take the room that the text needs, as far as the screen has it."""
        self.ensurePolished()
        for widget in self._inside.findChildren(QWidget):
            widget.ensurePolished()
        self._inside.layout().activate()
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = max(_WIDTH, self._inside.minimumSizeHint().width() + bar + _EDGE)
        height = self._inside.heightForWidth(width - bar - _EDGE) + _EDGE
        height += 2 * self.fontMetrics().height() + _EDGE
        room = QApplication.primaryScreen().availableGeometry()
        self.resize(min(width, room.width()), min(height, room.height()))

    @staticmethod
    def _sentence(words: str) -> QLabel:
        label = QLabel(words)
        label.setWordWrap(True)
        return label

    def _button(self, spec: Any, column: QVBoxLayout) -> QPushButton:
        """Add a button with what it does beneath it; a screen reader says both."""
        button = QPushButton(icon(spec.name), spec.text)
        button.setObjectName(f"accessible_kz_first_steps_{spec.name}")
        button.setAccessibleDescription(spec.tip)
        button.clicked.connect(lambda *_: self._do(spec))
        column.addWidget(button)
        column.addWidget(self._sentence(spec.tip))
        return button

    def _do(self, spec: Any) -> None:
        if _OFFERED[spec.name]:
            self.accept()
        spec.run(self._desktop)


class _Held:
    page: FirstSteps | None = None

    @classmethod
    def there(cls) -> FirstSteps | None:
        """Return the page, unless it went with QGIS's window."""
        return None if cls.page is None or sip.isdeleted(cls.page) else cls.page


def open_first_steps(desktop: Any, *, quietly: bool = False) -> FirstSteps:
    """Show the page; `quietly` leaves the focus where it is."""
    page = _Held.there() or FirstSteps(desktop)
    _Held.page = page
    page.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, quietly)
    page.show()
    if not quietly:
        page.activateWindow()
    return page


def let_go() -> None:
    """Take the page away, when the plugin is unloaded."""
    page = _Held.there()
    if page is not None:
        page.deleteLater()
    _Held.page = None


class FirstStart(QObject):
    """Shows the page once, when QGIS has started or the plugin is switched on."""

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop.mainWindow())
        self._desktop = desktop
        if not settings.FIRST_STEPS.get():
            return
        if desktop.mainWindow().isVisible():
            self.startTimer(0)  # after all plugins that are switched on with it
        elif hasattr(desktop, "initializationCompleted"):
            desktop.initializationCompleted.connect(self.show_once)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802 - Qt's name
        """Show it, in the first quiet moment."""
        self.killTimer(event.timerId())
        self.show_once()

    def show_once(self) -> None:
        """Show it, and not again unless somebody wants that."""
        settings.FIRST_STEPS.set(False)
        open_first_steps(self._desktop, quietly=True)
