# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey dock: choose a place, fill in its checklist, see what becomes of its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QTabWidget, QWidget

from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.vocabulary import GROUPS, Answer, Zone
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.base import AccessibleDock, scrolled
from accessible_kz_plugin.docks.survey.checklist_page import ChecklistPage
from accessible_kz_plugin.docks.survey.columns import cannot_edit, cannot_write, refusal
from accessible_kz_plugin.docks.survey.edits import SurveyEdits
from accessible_kz_plugin.docks.survey.map_pick import PickTool
from accessible_kz_plugin.docks.survey.parts import ReadableText
from accessible_kz_plugin.docks.survey.places import place_of, read_places
from accessible_kz_plugin.docks.survey.places_page import PlacesPage
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.docks.tasks import tell
from accessible_kz_plugin.layers.snapshot import LayerSnapshot
from accessible_kz_plugin.styles.groups import score_group, shown_group
from accessible_kz_plugin.translation import interface_language, tr

#: So many features changed elsewhere are shown one by one; more are read anew.
_FEW = 20


class SurveyDock(AccessibleDock):
    """Places of a survey layer, one of them in full."""

    NAME = "survey"
    HELP = "surveydock"

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop, tr("Survey of places"))
        self.edits: SurveyEdits | None = None
        self.record: Record | None = None
        self._undoing = False
        self._choosing = False
        # Before the list of layers hears of it: else it has changed to another layer by then.
        QgsProject.instance().layersWillBeRemoved.connect(self._layers_removed)
        self.status = ReadableText("survey_status", tr("What happened last"), 2)
        self.places, self.page = PlacesPage(), ChecklistPage()
        self.layers, self.pick = self.places.layers, self.places.pick
        self.tool = PickTool(desktop.mapCanvas())
        self.tabs = QTabWidget()
        self.tabs.setObjectName("accessible_kz_survey_tabs")
        self.tabs.addTab(self.places, tr("Places"))
        self.tabs.addTab(scrolled(self.page, "checklist"), tr("Checklist"))
        self.column.addWidget(self.tabs, 1)
        self.column.addWidget(self.status)
        self._connect()
        self.places.show_group(_group())
        self.use_layer(self.layers.currentLayer())

    def _connect(self) -> None:
        self.layers.layerChanged.connect(self.use_layer)
        self.pick.toggled.connect(self._toggle_pick)
        self.tool.picked.connect(self.open_place)
        self.tool.missed.connect(self._missed)
        self.tool.deactivated.connect(self._tool_left)
        self.places.wanted.connect(self.open_place)
        page = self.page
        page.tree.answered.connect(self._answer_by_key)
        page.box.answered.connect(self._answer)
        page.box.measured.connect(self._measure)
        page.box.typed.connect(self._preview)
        page.box.commented.connect(self._comment)
        page.begun.connect(self._begin)
        buttons = page.buttons
        buttons.previous.clicked.connect(lambda: self.open_beside(-1))
        buttons.next.clicked.connect(lambda: self.open_beside(1))
        buttons.undo.clicked.connect(self.undo)
        buttons.redo.clicked.connect(self.redo)
        buttons.save.clicked.connect(self.save)
        buttons.passport.clicked.connect(self.make_passport)
        for keys, deed in (
            ("Ctrl+PgUp", lambda: self.open_beside(-1)),
            ("Ctrl+PgDown", lambda: self.open_beside(1)),
            ("Ctrl+Up", lambda: self._open_question(-1)),
            ("Ctrl+Down", lambda: self._open_question(1)),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(deed)
        settings.changes().group.connect(self._show_group)
        settings.changes().settings.connect(self._show_anew)

    # The layer.

    def open(self) -> None:
        """Show the dock; where no survey is chosen, or none to fill in, choose a better layer."""
        chosen = self.layers.currentLayer()
        if refusal(chosen) or cannot_edit(chosen):
            known = QgsProject.instance().mapLayers().values()
            surveys = [one for one in known if isinstance(one, QgsVectorLayer) and not refusal(one)]
            surveys.sort(key=lambda one: bool(cannot_edit(one)))
            if surveys:
                self.layers.setLayer(surveys[0])
        super().open()

    def first_control(self) -> QWidget:
        """Return the search, or the checklist of the place that is open."""
        return self.places.search if self.record is None else self.page.tree

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The layer whose places are shown."""
        return None if self.edits is None else self.edits.layer

    def use_layer(self, layer: QgsVectorLayer | None) -> None:
        """Show the places of another layer, or say why they cannot be."""
        if layer is not None and layer is self.layer:
            return
        self._leave_layer()
        reason = refusal(layer)
        self._enable(not reason)
        if reason:
            self._say(reason)
            return
        self._say(cannot_edit(layer))
        self.edits = SurveyEdits(layer, self)
        self.tool.look_in(layer)
        self.edits.changed.connect(self._changed)
        self.edits.reloaded.connect(self._reloaded)
        self.edits.reshaped.connect(self._reshaped)
        self.edits.gone.connect(self._gone)
        layer.selectionChanged.connect(self._selected)
        self.read_places()

    def _enable(self, able: bool) -> None:
        self.tabs.setTabEnabled(1, able)
        self.places.enable(able)

    def _leave_layer(self) -> None:
        self.tasks.let_go()
        self.strip.hide()
        if self.edits is not None:
            if self.layer is not None:
                self.layer.selectionChanged.disconnect(self._selected)
            self.edits.let_go()
            self.edits.deleteLater()
            self.edits = None
        self.tool.look_in(None)
        self.pick.setChecked(False)
        self._show(None)
        self.places.show_places([])
        self.tabs.setCurrentIndex(0)

    def read_places(self) -> None:
        """Read all places in the background."""
        if self.layer is None:
            return
        snapshot, columns = LayerSnapshot(self.layer), self.edits.columns
        language = interface_language()
        self.tasks.run(
            tr("Reading places"),
            lambda progress: read_places(snapshot, columns, language, progress),
            self._show_places,
        )

    def _show_places(self, places: list[Any]) -> None:
        self.places.show_places(places)
        if self.record is not None:
            self.places.choose(self.record.feature.id())

    def _layers_removed(self, names: list[str]) -> None:
        if self.layer is not None and self.layer.id() in names:
            self._gone(self.layer.name())

    def _gone(self, name: str) -> None:
        words = tr("The layer '{layer}' was removed. What was not saved in it is lost.")
        words = words.replace("{layer}", name)
        self._leave_layer()
        self._enable(False)
        self._say(words, bar=True)

    # The place.

    def open_place(self, fid: int, *, focus: bool = True) -> None:
        """Show a place in full, also as the layer's selection."""
        feature = None if self.edits is None else self.edits.feature(fid)
        if feature is None:
            self._say(tr("The place is not in the layer any more."), bar=True)
            return
        self.page.box.send()
        self._show(Record.of(feature, self.edits.columns))
        self.places.choose(fid)
        self._show_on_map(fid)
        self.tabs.setCurrentIndex(1)
        if focus:
            self.page.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_beside(self, step: int) -> None:
        """Go to the next (1) or previous (-1) place in the order of the table."""
        here = None if self.record is None else self.record.feature.id()
        fid = self.places.beside(here, step)
        if fid is None:
            self._say(tr("This is the last place.") if step > 0 else tr("This is the first place."))
        else:
            self.open_place(fid)

    def _show(self, record: Record | None) -> None:
        self.record = record
        self.page.show_record(self.layer, record)

    def _show_on_map(self, fid: int) -> None:
        self._choosing = True
        self.layer.selectByIds([fid])
        self._choosing = False
        if self.layer.isSpatial() and not self.record.feature.geometry().isEmpty():
            self.desktop.mapCanvas().panToFeatureIds(self.layer, [fid], False)

    def _selected(self, *_: Any) -> None:
        """Open the one place that was selected on the map or in a table."""
        chosen = [] if self.layer is None else self.layer.selectedFeatureIds()
        here = None if self.record is None else self.record.feature.id()
        if not self._choosing and self.isVisible() and len(chosen) == 1 and chosen[0] != here:
            self.open_place(chosen[0], focus=False)

    def _toggle_pick(self, on: bool) -> None:
        canvas = self.desktop.mapCanvas()
        if on:
            canvas.setMapTool(self.tool)
            self._say(tr("Click on a place on the map."))
        else:
            canvas.unsetMapTool(self.tool)

    def _tool_left(self) -> None:
        self.pick.setChecked(False)

    def _missed(self) -> None:
        self._say(tr("There is no place of this layer where you clicked."))

    # Changes.

    def write(self, values: Mapping[int, Any], title: str) -> bool:
        """Write into the place shown, as one step; say what stands in the way."""
        if self.record is None:
            return False
        written, reason = self.edits.write(self.record, values, title)
        if reason:
            self._say(reason, bar=True)
            self._refresh()
            return False
        self._say("")
        self._show(written)
        self._show_row(written)
        return True

    def _write_text(self, index: int | None, value: str, title: str) -> bool:
        if index is None:
            reason = tr("The layer has no column for this: nothing was written.")
        else:
            reason = cannot_edit(self.layer) or cannot_write(self.layer, index, value)
        if reason:
            self._say(reason, bar=True)
            self._show(self.record)
            return False
        return self.write({index: value or None}, title)

    def _answer(self, question: Question | None, answer: Answer | None) -> bool:
        if self.record is None or question is None:
            self._say(tr("Choose a question in the checklist."))
            self.page.show_record(self.layer, self.record)
            return False
        value = "" if answer is None else answer.wire
        word = text("labels", f"answer_{(answer or Answer.UNKNOWN).wire}", interface_language())
        index = self.record.columns.answers.get(question)
        return self._write_text(index, value, self._title(question, word))

    def _answer_by_key(self, question: Question, answer: Answer | None) -> None:
        if self._answer(question, answer):
            self.page.answered_in_tree(answer)

    def _measure(self, question: Question, value: str) -> None:
        if self.record is None:
            return
        index = self.record.columns.measured.get(question)
        self._write_text(index, value, self._title(question, value or "-"))

    def _comment(self, zone: Zone, words: str) -> None:
        if self.record is None:
            return
        title = f"{self.record.name}: {text('labels', f'zone_{zone.value}', interface_language())}"
        self._write_text(self.record.columns.comments.get(zone), words, title)

    def _begin(self, form: str) -> None:
        index = self.record.columns.facility.get("form")
        if self._write_text(index, form, f"{self.record.name}: {form}"):
            self.page.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _preview(self, question: Question, value: str) -> None:
        """Show what a measured value would make of the scores, while it is typed."""
        index = self.record.columns.measured.get(question)
        if index is not None:
            self.page.show_results(self.record.with_values({index: value or None}))

    def _title(self, question: Question, said: str) -> str:
        zone = text("labels", f"zone_{question.zone.value}", interface_language())
        asked = self.record.form.get(question.zone.kind, question.key)
        words = question.wire if asked is None else asked.text(interface_language())
        return f"{self.record.name}: {zone}: {words}: {said}"

    def undo(self) -> None:
        """Take back the last step, whichever place it changed."""
        self._step(tr("Taken back: {step}"), "undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(tr("Done again: {step}"), "redo")

    def _step(self, words: str, deed: str) -> None:
        able = self.edits is not None and getattr(self.edits, f"can_{deed}")()
        if not able:
            self._say(tr("There is nothing to take back or to do again."))
            return
        self._undoing = True
        self._say(words.replace("{step}", getattr(self.edits, deed)()))

    def save(self) -> None:
        """Write the edit buffer into the layer's file."""
        if self.edits is None:
            return
        self.page.box.send()
        if not self.edits.is_modified():
            self._say(tr("There is nothing to save."))
            return
        faults = self.edits.save()
        if faults:
            words = tr("Not saved, the changes are still here: {error}")
            self._say(words.replace("{error}", " ".join(faults)), bar=True)
        else:
            self._say(tr("Saved."))
            tell(self.desktop, tr("The changes are saved."))

    # What others do to the layer.

    def _changed(self, fids: set[int]) -> None:
        jump, self._undoing = self._undoing, False
        here = None if self.record is None else self.record.feature.id()
        if here in fids:
            self._refresh()
        elif jump and fids:
            self.open_place(min(fids), focus=False)
        if len(fids) > _FEW:
            self.read_places()
            return
        for fid in fids - {here}:
            feature = self.edits.feature(fid)
            if feature is not None:
                self._show_row(Record.of(feature, self.edits.columns))

    def _refresh(self) -> None:
        """Show the place anew if it is different now, or that it is gone."""
        if self.record is None:
            return
        feature = self.edits.feature(self.record.feature.id())
        if feature is None:
            self._show(None)
            self.tabs.setCurrentIndex(0)
            self._say(tr("The place that was open was deleted from the layer."), bar=True)
        elif feature.attributes() != self.record.feature.attributes():
            self._show(Record.of(feature, self.edits.columns))
            self._show_row(self.record)

    def _show_row(self, record: Record) -> None:
        lights = tuple(record.light(group) for group in range(len(GROUPS)))
        language = interface_language()
        self.places.model.put(place_of(record.feature, record.columns, language, lights))

    def _reloaded(self) -> None:
        self._undoing = False
        self._find_again()
        self._refresh()
        self.read_places()

    def _find_again(self) -> None:
        """Keep to the place that is open where saving has given it another number."""
        record = self.record
        if record is None or self.edits.feature(record.feature.id()) is not None or not record.id:
            return
        index = record.columns.facility["id"]
        for feature in self.layer.getFeatures():
            if str(feature.attribute(index)) == record.id:
                self.record = replace(record, feature=feature)
                return

    def _reshaped(self) -> None:
        reason = refusal(self.layer)
        if reason:
            self.use_layer(None)
            self._say(reason, bar=True)
            return
        if self.record is not None:
            feature = self.edits.feature(self.record.feature.id())
            self._show(None if feature is None else Record.of(feature, self.edits.columns))
        self.read_places()

    def _show_group(self, _name: str) -> None:
        self.places.show_group(_group())
        if self.record is not None:
            self._show(Record.of(self.record.feature, self.record.columns))

    def _show_anew(self) -> None:
        """Follow the settings: language of questions, palette, age of surveys."""
        self._show_group("")
        self.read_places()

    # The passport.

    def passport_parameters(self) -> dict[str, Any]:
        """Return what the algorithm is asked for: this place, as it stands in the edit buffer."""
        return {"INPUT": self.layer.id(), "FACILITIES": self.record.id}

    def make_passport(self) -> None:
        """Open the dialog of the algorithm, filled in for this place."""
        name = "accessiblekz:passports"
        if QgsApplication.processingRegistry().algorithmById(name) is None:
            words = tr("The Processing provider Accessible KZ is switched off: switch it on first.")
            self._say(words, bar=True)
        elif self.record is None:
            self._say(tr("Choose a place first."))
        elif not self.record.id:
            self._say(tr("The place has no id: give it one in the attribute table."), bar=True)
        elif self.places.model.count_of_id(self.record.id) > 1:
            words = tr("Several places have the id {id}: give each its own first.")
            self._say(words.replace("{id}", self.record.id), bar=True)
        else:
            from qgis import processing

            self.dialog = processing.createAlgorithmDialog(name, self.passport_parameters())
            self.dialog.show()

    # Keys, words, and the end.

    def _open_question(self, step: int) -> None:
        if self.record is not None and not self.page.go_to_open(step):
            self._say(tr("No further question is open here."))

    def event(self, event: QEvent) -> bool:
        """Keep undo, redo and save from QGIS's own actions while the focus is in the dock."""
        if event.type() == QEvent.Type.ShortcutOverride and self._deed(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo, redo and save with the usual keys."""
        deed = self._deed(event)
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _deed(self, event: QKeyEvent) -> Any:
        keys = QKeySequence.StandardKey
        for key, deed in ((keys.Undo, self.undo), (keys.Redo, self.redo), (keys.Save, self.save)):
            if event.matches(key):
                return deed
        return None

    def _say(self, words: str, *, bar: bool = False) -> None:
        self.status.say(words)
        if bar and words:
            tell(self.desktop, words, good=False)

    def let_go(self) -> None:
        """Leave layer and map as if the dock had never been."""
        QgsProject.instance().layersWillBeRemoved.disconnect(self._layers_removed)
        self._leave_layer()
        self.desktop.mapCanvas().unsetMapTool(self.tool)
        self.tool.deleteLater()
        super().let_go()


def _group() -> int:
    """Return the position of the group shown among the six."""
    return [group.value for group in GROUPS].index(score_group(shown_group()))
