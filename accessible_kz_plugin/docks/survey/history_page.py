# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a place's review, and who changed what and when, where a store keeps it."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from accessible_core.messages import text
from accessible_core.survey.naming import meaning_of
from accessible_core.vocabulary import ANSWER_BY_WIRE, ReviewState
from accessible_kz_plugin.docks.survey.history import Revision, read_history, store_path
from accessible_kz_plugin.docks.survey.parts import ReadableText, WrappingTree
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.translation import interface_language, tr


class HistoryPage(QWidget):
    """Review and history of one place, read when the page is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("accessible_kz_history_page")
        self._stale: tuple[QgsVectorLayer, Record] | None = None
        self.review = ReadableText("review", tr("Review"), 3)
        self.tree = WrappingTree("history", tr("History, the newest first"))
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(80)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.review)
        column.addWidget(self.tree, 1)

    def show_record(self, layer: QgsVectorLayer | None, record: Record | None) -> None:
        """Show a place, at once or as soon as the page is seen."""
        self._stale = None if layer is None or record is None else (layer, record)
        if self._stale is None:
            self.review.say("")
            self.tree.clear()
        elif self.isVisible():
            self._read()

    def showEvent(self, event) -> None:  # noqa: ANN001, N802 - Qt's name
        """Read what was put off."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self._stale is None:
            return
        (layer, record), self._stale = self._stale, None
        path = store_path(layer)
        self.review.say("\n".join(_review_lines(layer, record, kept=bool(path))))
        self.tree.clear()
        for revision in read_history(path, record.id) if path and record.id else []:
            self._add(record, revision)
        first = self.tree.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)

    def _add(self, record: Record, revision: Revision) -> None:
        language = interface_language()
        who = revision.author or text("survey_store", "nobody", language)
        when = revision.at.replace("T", " ").partition(".")[0]
        kind = text("survey_store", f"kind_{revision.kind}", language)
        title = f"{when} UTC · {who} · {kind}"
        top = QTreeWidgetItem(
            self.tree, [f"{title} · {revision.message}" if revision.message else title]
        )
        for field, old, new in revision.changes:
            if field != "geom":
                words = f"{_field_words(record, field)}: {_value(old)} → {_value(new)}"
            else:
                words = tr("Position on the map")
            QTreeWidgetItem(top, [words])


def _review_lines(layer: QgsVectorLayer, record: Record, *, kept: bool) -> list[str]:
    language = interface_language()
    state = str(record.survey.text("review")[0])
    if state in {one.value for one in ReviewState}:
        state = text("labels", f"review_{state}", language)
    found = [tr("State: {state}").replace("{state}", state or tr("none"))]
    names = layer.fields().names()
    for name in ("surveyed", "surveyor_code", "reviewed_by", "review_note"):
        cell = record.cell(names.index(name)) if name in names else ""
        if cell:
            found.append(f"{text('survey_store', f'field_{name}', language)}: {cell}")
    if kept:
        if layer.isModified():
            found.append(tr("What is not saved yet is not in the history below."))
    else:
        found.append(tr("This layer keeps no history; a survey store does."))
    return found


def _field_words(record: Record, field: str) -> str:
    """Return what a column is called: the question's text where it is one."""
    language = interface_language()
    meaning = meaning_of(field)
    if meaning.question is not None and record.form is not None:
        zone = text("labels", f"zone_{meaning.question.zone.value}", language)
        asked = record.form.get(meaning.question.zone.kind, meaning.question.key)
        words = field if asked is None else asked.text(language)
        return f"{zone}: {words}" + (f" ({tr('measured')})" if meaning.kind == "measured" else "")
    if meaning.kind == "comment" and meaning.zone is not None:
        zone = text("labels", f"zone_{meaning.zone.value}", language)
        return f"{zone}: {text('survey_store', 'zone_comment', language)}"
    from accessible_core.errors import KnowledgeError

    try:
        return text("survey_store", f"field_{field}", language)
    except KnowledgeError:
        return field


def _value(cell: str) -> str:
    language = interface_language()
    if cell in ANSWER_BY_WIRE:
        return text("labels", f"answer_{cell}", language)
    if cell in {state.value for state in ReviewState}:
        return text("labels", f"review_{cell}", language)
    return cell or text("survey_store", "empty", language)
