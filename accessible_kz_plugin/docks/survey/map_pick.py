# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a place by a click on the map."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapToolIdentify
from qgis.PyQt.QtCore import pyqtSignal


class PickTool(QgsMapToolIdentify):
    """Tells which feature of one layer was clicked."""

    picked = pyqtSignal(int)
    #: The click met no place.
    missed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._layer: QgsVectorLayer | None = None

    def look_in(self, layer: QgsVectorLayer | None) -> None:
        """Pick from this layer from now on."""
        self._layer = layer

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Look what lies under the click."""
        if self._layer is None:
            return
        mode = QgsMapToolIdentify.IdentifyMode.TopDownStopAtFirst
        found: list[Any] = self.identify(event.x(), event.y(), [self._layer], mode)
        if found:
            self.picked.emit(found[0].mFeature.id())
        else:
            self.missed.emit()
