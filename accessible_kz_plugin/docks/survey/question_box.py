# SPDX-License-Identifier: GPL-3.0-or-later
"""The current question in full: its text, the four answers, the measured value, the comment."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QGroupBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from accessible_core.checklists.measure import answer_from
from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.survey_store.form_tabs import measured_label
from accessible_core.vocabulary import Answer, Zone
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.survey.checklist_tree import ANSWERS
from accessible_kz_plugin.docks.survey.parts import LinesEdit, ReadableText
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.translation import interface_language, tr

#: Milliseconds without a key after which what is typed is judged.
_PAUSE = 250
#: Per cent of text size from which fields stand beneath their labels.
_LARGE = 125


class QuestionBox(QGroupBox):
    """Shows one question of one place; tells what the user wants to write."""

    #: An answer was chosen.
    answered = pyqtSignal(object, object)
    #: A measured value was written: question, text.
    measured = pyqtSignal(object, str)
    #: A measured value is being typed: question, text.
    typed = pyqtSignal(object, str)
    #: A comment was written: zone, text.
    commented = pyqtSignal(object, str)
    #: Enter in the field of the measured value: the user is done with the question.
    done = pyqtSignal()

    def __init__(self) -> None:
        super().__init__(tr("Question"))
        self.setObjectName("accessible_kz_question")
        self._record: Record | None = None
        self._question: Question | None = None
        self._zone: Zone | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._typed)
        column = QVBoxLayout(self)
        self.words = ReadableText("question_text", tr("Question and how to decide"), 3)
        column.addWidget(self.words)
        column.addWidget(self._answers())
        column.addLayout(self._fields())
        self.show_question(None, None, None)

    def _answers(self) -> QWidget:
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self.buttons: dict[Answer, QRadioButton] = {}
        for place, answer in enumerate(ANSWERS):
            button = QRadioButton()
            button.setObjectName(f"accessible_kz_answer_{answer.wire}")
            self._group.addButton(button, place)
            self.buttons[answer] = button
            grid.addWidget(button, place // 2, place % 2)
        self._group.idClicked.connect(self._chosen)
        return row

    def _fields(self) -> QGridLayout:
        self.value = QLineEdit()
        self.value.setObjectName("accessible_kz_measured_value")
        self.value.textEdited.connect(lambda _text: self._pause.start())
        self.value.returnPressed.connect(self._return)
        self.value.editingFinished.connect(self._write_value)
        self.verdict = ReadableText("measured_verdict", tr("What the measured value means"), 1)
        self.verdict.hide()
        self.comment = LinesEdit("zone_comment", 2)
        self.comment.installEventFilter(self)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self._row(grid, 0, tr("Measured &value:"), self.value)
        grid.addWidget(self.verdict, 2, 0, 1, 2)
        self._row(grid, 3, tr("C&omment on the zone:"), self.comment)
        return grid

    @staticmethod
    def _row(grid: QGridLayout, row: int, words: str, control: QWidget) -> None:
        """Put a control beside its label, or beneath it where text is enlarged."""
        label = QLabel(words)
        label.setBuddy(control)
        if settings.TEXT_SIZE.get() > _LARGE:
            label.setWordWrap(True)
            grid.addWidget(label, row, 0, 1, 2)
            grid.addWidget(control, row + 1, 0, 1, 2)
        else:
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)

    def show_question(
        self, record: Record | None, question: Question | None, zone: Zone | None
    ) -> None:
        """Show a question, or with None only the zone's comment; unsent text is sent first."""
        if record is not None and (question, zone) != (self._question, self._zone):
            self.send()
        if record is None:  # the place is gone, and with it what was typed
            self._pause.stop()
            self.value.setModified(False)
        self._record, self._question, self._zone = record, question, zone
        self._show_words()
        self._show_answer()
        self._show_value()
        able = record is not None and zone in record.columns.comments if record else False
        self.comment.setEnabled(bool(able))
        shown = record.cell(record.columns.comments.get(zone)) if record and zone else ""
        if not self.comment.hasFocus() or shown != self._comment_was:
            self._comment_was = shown
            self.comment.setPlainText(shown)

    _comment_was = ""

    def send(self) -> None:
        """Write what was typed and not written yet."""
        self._write_value()
        self._write_comment()

    def _show_words(self) -> None:
        asked = self._asked()
        if asked is None:
            words = tr("Choose a question in the checklist.") if self._record else ""
        else:
            language = interface_language()
            words = "\n".join(filter(None, (asked.text(language), asked.help(language))))
        self.words.say(words)

    def _show_answer(self) -> None:
        record, question = self._record, self._question
        able = record is not None and question is not None
        able = able and question in record.columns.answers
        given = record.given(question) if able else None
        self._group.setExclusive(False)
        for place, (answer, button) in enumerate(self.buttons.items()):
            word = text("labels", f"answer_{answer.wire}", interface_language())
            button.setText(f"&{place + 1} {word}")
            button.setChecked(answer is given)
        self._group.setExclusive(True)

    def _show_value(self) -> None:
        record, question = self._record, self._question
        able = record is not None and question is not None
        able = able and question in record.columns.measured
        self.value.setEnabled(bool(able))
        asked = self._asked() if able else None
        words = "" if asked is None else measured_label(asked, interface_language()).lstrip("↳ ")
        self.value.setPlaceholderText(words)
        self.value.setAccessibleDescription(words)
        shown = record.measured(question) if able else ""
        if not self._pause.isActive() and not self.value.isModified():
            self.value.setText(shown)
        self._show_verdict()

    def _show_verdict(self) -> None:
        asked, value = self._asked(), self.value.text().strip()
        words = ""
        if asked is not None and value:
            said = answer_from(asked, value)
            if said is None:
                words = tr("This value decides nothing: write a number with its unit.")
            else:
                answer = text("labels", f"answer_{said.wire}", interface_language())
                words = tr("Measured so, the answer is: {answer}").replace("{answer}", answer)
                given = self._record.given(self._question)
                if given not in (None, Answer.UNKNOWN, said):
                    words = tr(
                        "Measured so, the answer would be: {answer}. The other answer was given: "
                        "it stays, and no green is confirmed."
                    ).replace("{answer}", answer)
        self.verdict.say(words)
        self.verdict.setVisible(bool(words))

    def _asked(self):  # noqa: ANN202 - the core's question
        record, question = self._record, self._question
        if record is None or question is None or record.form is None:
            return None
        return record.form.get(question.zone.kind, question.key)

    def _chosen(self, place: int) -> None:
        self.answered.emit(self._question, ANSWERS[place])

    def _return(self) -> None:
        self._write_value()
        self.done.emit()

    def _typed(self) -> None:
        self._show_verdict()
        if self._question is not None:
            self.typed.emit(self._question, self.value.text())

    def _write_value(self) -> None:
        self._pause.stop()
        record, question = self._record, self._question
        modified, now = self.value.isModified(), self.value.text().strip()
        self.value.setModified(False)
        able = modified and record is not None and question is not None
        if able and now != record.measured(question):
            self.measured.emit(question, now)

    def _write_comment(self) -> None:
        now = self.comment.toPlainText()
        if self._record is not None and self._zone is not None and now != self._comment_was:
            self._comment_was = now
            self.commented.emit(self._zone, now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Write the comment when its field is left."""
        if watched is self.comment and event.type() == QEvent.Type.FocusOut:
            self._write_comment()
        return bool(super().eventFilter(watched, event))
