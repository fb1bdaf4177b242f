# SPDX-License-Identifier: GPL-3.0-or-later
"""QGIS's desktop for tests that need no more of it than the plugin uses."""

from qgis.core import QgsExpression
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QToolBar, QWidget


class Desktop:
    """The part of QGIS's desktop that the plugin uses, made of real widgets."""

    def __init__(self):
        self._window = QMainWindow()
        self._menu = self._window.menuBar().addMenu("&Plugins")
        self._canvas = QgsMapCanvas(self._window)
        self._window.setCentralWidget(self._canvas)
        self._bar = QgsMessageBar(self._window)
        self.active = None
        self.factories = []

    def mainWindow(self):  # noqa: N802
        return self._window

    def pluginMenu(self):  # noqa: N802
        return self._menu

    def addToolBar(self, title):  # noqa: N802
        return self._window.addToolBar(title)

    def mapCanvas(self):  # noqa: N802
        return self._canvas

    def messageBar(self):  # noqa: N802
        return self._bar

    def addDockWidget(self, area, dock):  # noqa: N802
        self._window.addDockWidget(area, dock)

    def removeDockWidget(self, dock):  # noqa: N802
        self._window.removeDockWidget(dock)

    def registerOptionsWidgetFactory(self, factory):  # noqa: N802
        self.factories.append(factory)

    def unregisterOptionsWidgetFactory(self, factory):  # noqa: N802
        self.factories.remove(factory)

    def setActiveLayer(self, layer):  # noqa: N802
        self.active = layer

    def contents(self):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counted = {
            kind.__name__: len(self._window.findChildren(kind))
            for kind in (QAction, QMenu, QToolBar, QDockWidget, QWidget)
        }
        counted["pages"] = len(self.factories)
        counted["functions"] = QgsExpression.functionCount()
        counted["drawn"] = len(self._canvas.scene().items())
        return counted
