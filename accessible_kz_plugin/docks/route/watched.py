# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer that the dock reads: which one, and whether it changed since it was read."""

from __future__ import annotations

from itertools import count
from typing import Any

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from accessible_kz_plugin.docks.route.question import Table
from accessible_kz_plugin.layers.snapshot import LayerSnapshot

#: A number for every state of any layer: none comes twice.
_STATES = count(1)


class WatchedLayer(QObject):
    """Follows one layer at a time; `changed` tells that its content may be another."""

    changed = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None
        self._state = 0

    def follow(self, layer: QgsVectorLayer | None) -> None:
        """Follow another layer, or none."""
        if layer is self._layer:
            return
        self.let_go()
        self._layer = layer
        self._state = next(_STATES)
        for signal in self._signals():
            signal.connect(self._note)
        if layer is not None:
            layer.willBeDeleted.connect(self._gone)
        self.changed.emit()

    def layer(self) -> QgsVectorLayer | None:
        """Return the layer, None where there is none any more."""
        if self._layer is not None and sip.isdeleted(self._layer):
            self._layer = None
        return self._layer

    def table(self) -> Table | None:
        """Return the layer as it is now, edits that are not saved included."""
        layer = self.layer()
        if layer is None or not layer.isValid():
            return None
        return Table(LayerSnapshot(layer), (layer.id(), self._state))

    def let_go(self) -> None:
        """Follow nothing."""
        layer = self.layer()
        if layer is not None:
            for signal in self._signals():
                signal.disconnect(self._note)
            layer.willBeDeleted.disconnect(self._gone)
        self._layer = None

    def _signals(self) -> list[Any]:
        layer = self.layer()
        if layer is None:
            return []
        return [
            layer.layerModified,
            layer.dataChanged,
            layer.afterCommitChanges,
            layer.afterRollBack,
            layer.subsetStringChanged,
        ]

    def _note(self) -> None:
        self._state = next(_STATES)
        self.changed.emit()

    def _gone(self) -> None:
        self._layer = None
        self._note()
