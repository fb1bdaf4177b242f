# SPDX-License-Identifier: GPL-3.0-or-later
"""The dock's hand on the map: points clicked, marks of both ends, layers, zooming."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapMouseEvent, QgsMapTool, QgsVertexMarker
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

from accessible_kz_plugin.docks.route.question import Point
from accessible_kz_plugin.layers.content import LayerContent, memory_layer
from accessible_kz_plugin.layers.positions import wgs84
from accessible_kz_plugin.layers.route_style import style_blocked_layer, style_route_layer
from accessible_kz_plugin.translation import tr

_BLUE = "#0072B2"
#: Black and blue on white, told apart by shape: a circle where it begins, a box where it ends.
_ICONS = (QgsVertexMarker.IconType.ICON_CIRCLE, QgsVertexMarker.IconType.ICON_BOX)
_SIZE, _PEN = 16, 4
_FLASHES, _FLASH_MS = 3, 400


class PointTool(QgsMapTool):
    """Waits for one click on the map; Escape gives up."""

    def __init__(
        self, canvas: Any, picked: Callable[[QgsPointXY], None], given_up: Callable[[], None]
    ) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._picked, self._given_up = picked, given_up

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take the point that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._picked(event.mapPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Give up on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self._given_up()
        else:
            event.ignore()


class MapView(QObject):
    """What the route dock does on the map; `let_go` takes all of it away but the layers."""

    def __init__(self, desktop: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._iface = desktop
        self._canvas = desktop.mapCanvas()
        self._marks: list[Optional[QgsVertexMarker]] = [None, None]
        self._ends: list[Optional[Point]] = [None, None]
        self._tool: PointTool | None = None
        self._tool_before: QgsMapTool | None = None
        self._layers: dict[str, tuple[str, str]] = {}
        self._canvas.destinationCrsChanged.connect(self._place_marks)

    # Points.

    def pick(self, picked: Callable[[Point], None], given_up: Callable[[], None]) -> None:
        """Let a point be clicked; what was used before on the map comes back after it."""

        def take(point: QgsPointXY) -> None:
            self._put_back()
            there = self.degrees(point)
            if there is not None:
                picked(there)
            else:
                given_up()

        def stop() -> None:
            self._put_back()
            given_up()

        self._put_back()
        self._tool_before = self._canvas.mapTool()
        self._tool = PointTool(self._canvas, take, stop)
        self._canvas.setMapTool(self._tool)
        self._canvas.setFocus()

    def middle(self) -> Point | None:
        """Return the point in the middle of the map: arrow keys move it there."""
        return self.degrees(self._canvas.center())

    def degrees(self, point: QgsPointXY) -> Point | None:
        """Return longitude and latitude of a point in the map's CRS."""
        try:
            there = self._to_map(reverse=True).transform(point)
        except QgsCsException:
            return None
        return there.x(), there.y()

    def _put_back(self) -> None:
        tool, self._tool = self._tool, None
        if tool is None:
            return
        if self._canvas.mapTool() is tool:
            if self._tool_before is not None:
                self._canvas.setMapTool(self._tool_before)
            else:
                self._canvas.unsetMapTool(tool)
        self._tool_before = None
        tool.deleteLater()

    def _to_map(self, *, reverse: bool = False) -> QgsCoordinateTransform:
        crs = self._canvas.mapSettings().destinationCrs()
        crs = crs if crs.isValid() else wgs84()
        pair = (crs, wgs84()) if reverse else (wgs84(), crs)
        return QgsCoordinateTransform(*pair, QgsProject.instance())

    # Marks.

    def mark(self, end: int, point: Point | None) -> None:
        """Mark start (0) or goal (1) on the map; None takes the mark away."""
        self._ends[end] = point
        self._place_marks()

    def _place_marks(self) -> None:
        for end, point in enumerate(self._ends):
            there = None if point is None else self._on_map(point)
            if there is None:
                self._take_mark(end)
                continue
            mark = self._marks[end]
            if mark is None:
                mark = self._marks[end] = QgsVertexMarker(self._canvas)
                mark.setIconType(_ICONS[end])
                mark.setIconSize(_SIZE)
                mark.setPenWidth(_PEN)
                mark.setColor(QColor(_BLUE))
                mark.setZValue(50.0)
            mark.setCenter(there)

    def _on_map(self, point: Point) -> QgsPointXY | None:
        try:
            return self._to_map().transform(QgsPointXY(*point))
        except QgsCsException:
            return None

    def _take_mark(self, end: int) -> None:
        mark, self._marks[end] = self._marks[end], None
        if mark is not None:
            self._canvas.scene().removeItem(mark)

    # Layers.

    def show_way(self, route: LayerContent, blocked: LayerContent) -> None:
        """Show an answer in the place of the one before."""
        self._show("route", tr("Route"), route, style_route_layer)
        # Above the way: what blocks it must be seen.
        self._show("blocked", tr("What blocks the way"), blocked, style_blocked_layer)

    def _show(
        self,
        kind: str,
        name: str,
        content: LayerContent,
        style: Callable[[QgsVectorLayer], None],
    ) -> None:
        project = QgsProject.instance()
        identifier, called = self._layers.pop(kind, ("", ""))
        before = project.mapLayer(identifier) if identifier else None
        # A layer that was given another name is somebody's own by now: it stays.
        if before is not None and before.name() == called:
            project.removeMapLayer(identifier)
        if not content.features:
            return
        layer = memory_layer(content, name)
        style(layer)
        project.addMapLayer(layer, False)
        project.layerTreeRoot().insertLayer(0, layer)
        self._layers[kind] = (layer.id(), name)

    # Zooming.

    def show_place(self, place: QgsRectangle) -> None:
        """Show a part of the way and let it flash."""
        if self.zoom(place):
            shape = [QgsGeometry.fromRect(place)]
            begin, end = QColor(0, 114, 178, 120), QColor(0, 114, 178, 0)
            self._canvas.flashGeometries(shape, wgs84(), begin, end, _FLASHES, _FLASH_MS)

    def zoom(self, place: QgsRectangle | None) -> bool:
        """Show a place in degrees; False where there is none."""
        if place is None or place.isEmpty():
            return False
        try:
            box = self._to_map().transformBoundingBox(place)
        except QgsCsException:
            return False
        self._canvas.setExtent(box)
        self._canvas.refresh()
        return True

    def let_go(self) -> None:
        """Take marks and map tool away."""
        self._put_back()
        self._ends = [None, None]
        self._place_marks()
        self._canvas.destinationCrsChanged.disconnect(self._place_marks)
