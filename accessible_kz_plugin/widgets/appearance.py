# SPDX-License-Identifier: GPL-3.0-or-later
"""Text size and contrast of the plugin's own windows, as set on the settings page."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QApplication, QWidget

from accessible_kz_plugin import settings

#: Black on white, frames of two pixels, a focus that cannot be missed.
_HIGH_CONTRAST = """
QWidget { background-color: #FFFFFF; color: #000000; }
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QPushButton, QToolButton
{ border: 2px solid #000000; padding: 3px; }
QGroupBox { border: 2px solid #000000; margin-top: 1.6em; padding: 4px; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 2px; }
QAbstractItemView::item:selected, QPushButton:pressed { background-color: #000000; color: #FFFFFF; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractItemView:focus,
QPushButton:focus, QToolButton:focus, QCheckBox:focus, QRadioButton:focus
{ border: 3px solid #0000C8; }
QAbstractSpinBox:focus { background-color: #FFFF99; }
QScrollBar { background-color: #FFFFFF; border: 1px solid #000000; }
QScrollBar:vertical { width: 18px; }
QScrollBar:horizontal { height: 18px; }
QScrollBar::handle { background-color: #000000; min-width: 24px; min-height: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QWidget:disabled { color: #4D4D4D; }
"""


def style_sheet() -> str:
    """Return the style of the plugin's windows; empty where nothing was set."""
    percent, contrast = settings.TEXT_SIZE.get(), settings.HIGH_CONTRAST.get()
    points = QApplication.font().pointSizeF() * percent / 100.0
    size = (
        f"QWidget {{ font-size: {points:.1f}pt; }}\n" if percent > settings.TEXT_SIZE.least else ""
    )
    return size + (_HIGH_CONTRAST if contrast else "")


class _Follower(QObject):
    """Keeps one window as set; it goes together with the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        settings.changes().settings.connect(self.apply)

    def apply(self) -> None:
        """Give the window its style anew."""
        self._window.setStyleSheet(style_sheet())


def follow_settings(window: QWidget) -> None:
    """Show a window in the size and contrast that are set, now and whenever they change."""
    _Follower(window).apply()
