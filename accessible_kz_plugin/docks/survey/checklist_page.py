# SPDX-License-Identifier: GPL-3.0-or-later
"""The page with one place: its checklist, and beside it scores, reasons and history."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from accessible_core.checklists import checklist, forms
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Answer
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.survey.buttons import PlaceButtons
from accessible_kz_plugin.docks.survey.checklist_tree import ChecklistTree
from accessible_kz_plugin.docks.survey.history_page import HistoryPage
from accessible_kz_plugin.docks.survey.lights import light_text
from accessible_kz_plugin.docks.survey.parts import ReadableText
from accessible_kz_plugin.docks.survey.question_box import QuestionBox
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.docks.survey.scores_table import ScoresTable
from accessible_kz_plugin.docks.survey.why_tree import WhyTree
from accessible_kz_plugin.styles.groups import group_titles, shown_group
from accessible_kz_plugin.translation import interface_language, tr

#: From so many widths of a letter on, results stand beside the checklist, not beneath.
_WIDE = 110


class ChecklistPage(QWidget):
    """One place; what is to be written is told, never written here."""

    #: A form was chosen for a place that was never surveyed.
    begun = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("accessible_kz_checklist_page")
        self.record: Record | None = None
        self.headline = ReadableText("place", tr("Place"), 2)
        self.buttons = PlaceButtons()
        self.tree = ChecklistTree()
        self.box = QuestionBox()
        self.advance = QCheckBox(tr("&Go on after an answer"))
        self.advance.setObjectName("accessible_kz_go_on")
        self.advance.setChecked(settings.GO_ON.get())
        self.advance.toggled.connect(settings.GO_ON.set)
        self.advance.setToolTip(
            tr("Keys 1 to 4 in the checklist answer a question and go to the next one")
        )
        self.beginning = self._beginning()
        self.scores, self.why, self.history = ScoresTable(), WhyTree(), HistoryPage()
        self.results = QTabWidget()
        self.results.setObjectName("accessible_kz_results")
        for part, title in (
            (self.scores, tr("Scores")),
            (self.why, tr("Why, and what would help")),
            (self.history, tr("Review and history")),
        ):
            self.results.addTab(part, title)
        self.splitter = self._splitter()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        for one in (self.headline, self.buttons, self.beginning):
            column.addWidget(one)
        column.addWidget(self.splitter, 1)
        self.tree.entered.connect(self._entered)
        self.tree.measuring.connect(self._to_value)
        self.box.done.connect(self.after_answer)
        self.why.wanted.connect(self.go_to)
        self.show_record(None, None)

    def _beginning(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.forms = QComboBox()
        self.forms.setObjectName("accessible_kz_form")
        for name in forms():
            self.forms.addItem(checklist(name).title(interface_language()), name)
        label = QLabel(tr("This place was never surveyed. Begin with the &form:"))
        label.setWordWrap(True)
        label.setBuddy(self.forms)
        begin = QPushButton(tr("&Begin"))
        begin.setObjectName("accessible_kz_begin")
        begin.clicked.connect(lambda: self.begun.emit(str(self.forms.currentData())))
        for one in (label, self.forms, begin):
            column.addWidget(one)
        return part

    def _splitter(self) -> QSplitter:
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.advance)
        column.addWidget(self.box)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(asking)
        splitter.addWidget(self.results)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        return splitter

    def show_record(self, layer: QgsVectorLayer | None, record: Record | None) -> None:
        """Show a place as it is now; the current question stays where it can."""
        self.record = record
        self.beginning.setVisible(record is not None and record.form is None)
        self.tree.show_record(record)
        self._entered(self.tree.question())
        self.history.show_record(layer, record)
        self.show_results(record)

    def show_results(self, record: Record | None) -> None:
        """Show scores and reasons alone: of what is there, or of what is being typed."""
        self.headline.say("" if record is None else headline(record))
        self.scores.show_record(record)
        self.why.show_record(record)

    def go_to(self, question: Question) -> None:
        """Make a question the current one and put the focus there."""
        self.tree.go_to(question)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def after_answer(self) -> None:
        """Go back to the checklist, and on to the next question if that is wanted."""
        if self.advance.isChecked():
            self.tree.go_on()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def answered_in_tree(self, answer: Answer | None) -> None:
        """Go on after a key that answered; after one that emptied, stay."""
        if answer is not None and self.advance.isChecked():
            self.tree.go_on()

    def go_to_open(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) question that is not answered."""
        return self.tree.go_on(step, self.record)

    def _entered(self, question: Question | None) -> None:
        self.box.show_question(self.record, question, self.tree.zone())

    def _to_value(self) -> None:
        if self.box.value.isEnabled():
            self.box.value.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.box.value.selectAll()
        else:
            self.box.words.say(
                self.box.words.toPlainText()
                + "\n"
                + tr("Nothing is measured here: answer with the keys 1 to 4.")
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put results beside the checklist where there is room."""
        super().resizeEvent(event)
        wide = self.width() > _WIDE * self.fontMetrics().averageCharWidth()
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() != way:
            self.splitter.setOrientation(way)
            whole = self.width() if wide else self.height()
            self.splitter.setSizes([whole * 3 // 5, whole * 2 // 5])


def headline(record: Record) -> str:
    """Return name, id, light and group of a place."""
    named = record.name if record.name == record.id else f"{record.name} ({record.id})"
    who = group_titles(interface_language())[shown_group()]
    return f"{named}\n{who}: {light_text(record.light(record.group))}"
