# SPDX-License-Identifier: GPL-3.0-or-later
"""F1 in the plugin's windows: the page of each lies on the disk."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QWidget

from accessible_kz_plugin.help_pages import open_help


def help_key(window: QWidget, page: str) -> QShortcut:
    """Have F1 open a help page while the focus is in a window."""
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), window)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(lambda: open_help(page))
    return key
