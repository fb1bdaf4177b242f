# SPDX-License-Identifier: GPL-3.0-or-later
"""Showing a place on the map: mark it, zoom there, select its feature."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsVertexMarker
from qgis.PyQt.QtGui import QColor

from accessible_kz_plugin.layers.positions import wgs84

#: Half the width of what is shown around a place, metres on the ground (about).
_AROUND = 250.0
_METRES_A_DEGREE = 111_320.0


class OnMap:
    """Marks on a map canvas that go with the window that made them."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas = canvas
        self._project = project
        self._mark: QgsVertexMarker | None = None

    def show(self, lon: float, lat: float) -> bool:
        """Zoom to a place and mark it; False where the map's CRS has no such place."""
        crs = self._canvas.mapSettings().destinationCrs()
        to_map = QgsCoordinateTransform(
            wgs84(), crs if crs.isValid() else wgs84(), self._project.transformContext()
        )
        half = _AROUND / _METRES_A_DEGREE
        around = QgsRectangle(lon - 1.6 * half, lat - half, lon + 1.6 * half, lat + half)
        try:
            point = to_map.transform(QgsPointXY(lon, lat))
            extent = to_map.transformBoundingBox(around)
        except QgsCsException:
            return False
        if self._mark is None:
            self._mark = QgsVertexMarker(self._canvas)
            self._mark.setIconType(QgsVertexMarker.IconType.ICON_DOUBLE_TRIANGLE)
            self._mark.setIconSize(28)
            self._mark.setPenWidth(3)
            self._mark.setColor(QColor("#000000"))
            self._mark.setFillColor(QColor("#FFFF00"))
        self._mark.setCenter(point)
        self._mark.show()
        self._canvas.setExtent(extent)
        self._canvas.refresh()
        return True

    def select(self, layer: QgsVectorLayer, feature: int) -> None:
        """Select one feature of a layer."""
        layer.selectByIds([feature])

    def show_layer(self, layer: QgsVectorLayer) -> None:
        """Zoom to all features of a layer."""
        extent = layer.extent()
        if extent.isNull() or not layer.featureCount():
            return
        crs = self._canvas.mapSettings().destinationCrs()
        to_map = QgsCoordinateTransform(
            layer.crs(), crs if crs.isValid() else layer.crs(), self._project.transformContext()
        )
        try:
            shown = to_map.transformBoundingBox(extent)
        except QgsCsException:
            return
        shown.scale(1.1)
        self._canvas.setExtent(shown)
        self._canvas.refresh()

    def let_go(self) -> None:
        """Take the mark off the map."""
        if self._mark is not None:
            scene = self._canvas.scene()
            if scene is not None:
                scene.removeItem(self._mark)
            self._mark = None
