# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey layer while its places are filled in: changes, undo, saving, what others do to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from accessible_kz_plugin.docks.survey.columns import SurveyColumns, cannot_edit
from accessible_kz_plugin.docks.survey.record import Record, consequences, same
from accessible_kz_plugin.translation import tr


class SurveyEdits(QObject):
    """One layer, edited through QGIS's own edit buffer, and watched.

    Signals come once however many cells change, after control is back in the event loop.
    """

    #: Features were changed, here or elsewhere: their ids.
    changed = pyqtSignal(object)
    #: Features came or went, or everything may be different.
    reloaded = pyqtSignal()
    #: Other fields: columns mean something else now.
    reshaped = pyqtSignal()
    #: The layer is about to be removed; its name.
    gone = pyqtSignal(str)

    def __init__(self, layer: QgsVectorLayer, parent: QObject) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = layer
        self._met: set[int] = set()
        self._stale = False
        self.columns = SurveyColumns.of(layer.fields())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tell)
        self._links = list(self._watch(layer))

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The layer; None once it was removed."""
        return self._layer

    def feature(self, fid: int) -> QgsFeature | None:
        """Return a feature as it is now; None where it is gone."""
        if self._layer is None:
            return None
        found = QgsFeature()
        request = QgsFeatureRequest(fid)
        return found if self._layer.getFeatures(request).nextFeature(found) else None

    def write(self, record: Record, values: Mapping[int, Any], title: str) -> tuple[Record, str]:
        """Change some fields of a place in one step that can be undone.

        Returns
        -------
        Record
            The place after it.
        str
            Why it could not be done, in one sentence; then nothing was changed.
        """
        layer, fid = self._layer, record.feature.id()
        if all(same(record.feature.attribute(index), value) for index, value in values.items()):
            return record, ""  # no step that would undo nothing, and no new editor
        if layer is None or self.feature(fid) is None:
            return record, tr("The place is not in the layer any more: nothing was written.")
        reason = cannot_edit(layer)
        if reason:
            return record, reason
        if not layer.isEditable() and not layer.startEditing():
            words = tr("The layer '{layer}' cannot be edited now: QGIS refused to begin.")
            return record, words.replace("{layer}", layer.name())
        after, wanted = consequences(layer, record, values)
        layer.beginEditCommand(title)
        if all(layer.changeAttributeValue(fid, index, value) for index, value in wanted.items()):
            layer.endEditCommand()
            return replace(after, feature=self.feature(fid) or after.feature), ""
        layer.destroyEditCommand()
        words = tr("The layer '{layer}' did not take the change: nothing was written.")
        return record, words.replace("{layer}", layer.name())

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        return self._layer is not None and self._layer.undoStack().canUndo()

    def can_redo(self) -> bool:
        """Tell whether a step was taken back."""
        return self._layer is not None and self._layer.undoStack().canRedo()

    def is_modified(self) -> bool:
        """Tell whether there is something to save."""
        return self._layer is not None and self._layer.isModified()

    def undo(self) -> str:
        """Take back the last step; return what it was."""
        stack = self._layer.undoStack()
        words = stack.undoText()
        stack.undo()
        return str(words)

    def redo(self) -> str:
        """Do again what was taken back last; return what it was."""
        stack = self._layer.undoStack()
        words = stack.redoText()
        stack.redo()
        return str(words)

    def save(self) -> list[str]:
        """Write the edit buffer into the file and go on editing; return what went wrong."""
        if self._layer is None or self._layer.commitChanges(False):
            return []
        return [line for line in self._layer.commitErrors() if line.strip()] or [""]

    def let_go(self) -> None:
        """Stop watching the layer; edits stay in its buffer."""
        self._timer.stop()
        if self._layer is not None:
            for signal, slot in self._links:
                signal.disconnect(slot)
        self._links = []
        self._layer = None

    def _watch(self, layer: QgsVectorLayer) -> Iterator[tuple[Any, Any]]:
        links = (
            (layer.attributeValueChanged, self._value_changed),
            (layer.featureAdded, self._reload),
            (layer.featuresDeleted, self._reload),
            (layer.afterRollBack, self._reload),
            (layer.afterCommitChanges, self._reload),
            (layer.subsetStringChanged, self._reload),
            (layer.updatedFields, self._reshape),
            (layer.willBeDeleted, self._gone),
        )
        for signal, slot in links:
            signal.connect(slot)
            yield signal, slot

    def _value_changed(self, fid: int, _index: int, _value: Any) -> None:
        self._met.add(fid)
        self._timer.start(0)

    def _tell(self) -> None:
        met, self._met = self._met, set()
        stale, self._stale = self._stale, False
        if stale:
            self.reloaded.emit()
        elif met:
            self.changed.emit(met)

    def _reload(self, *_: Any) -> None:
        self._stale = True
        self._timer.start(0)

    def _reshape(self) -> None:
        if self._layer is not None:
            self.columns = SurveyColumns.of(self._layer.fields())
            self.reshaped.emit()

    def _gone(self) -> None:
        if self._layer is not None:
            self.gone.emit(self._layer.name())
