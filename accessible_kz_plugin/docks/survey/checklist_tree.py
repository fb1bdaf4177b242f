# SPDX-License-Identifier: GPL-3.0-or-later
"""The checklist as a tree of zones and questions, answered with single keys."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from accessible_core.checklists import Checklist
from accessible_core.checklists.model import in_language
from accessible_core.messages import text
from accessible_core.survey.table import Question
from accessible_core.survey_store.layout import asked_of
from accessible_core.vocabulary import ENTRANCES, ZONES, Answer, Zone
from accessible_kz_plugin.docks.survey.lights import light_icon, light_text
from accessible_kz_plugin.docks.survey.parts import WrappingTree
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.translation import interface_language, tr

#: Answers in the order of their keys 1 to 4.
ANSWERS: tuple[Answer, ...] = (Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.NOT_PROVIDED)
#: What the keys 1 to 4 write: digits, and what stands there on the Kazakh keyboard
#: (ST RK 920-91; kbdkaz in Windows, kz in xkeyboard-config), which has no digits unshifted.
_KEYS: dict[str, Answer] = {
    **dict(zip("1234", ANSWERS)),
    **dict(zip('"әің', ANSWERS)),
    **dict(zip('"ӘІҢ', ANSWERS)),
}
_QUESTION = int(Qt.ItemDataRole.UserRole)


class ChecklistTree(WrappingTree):
    """Zones, headings and questions of one form, with a place's answers.

    Keys on a question: 1 to 4 answer, Delete empties, Enter or F2 goes to the measured
    value, Ctrl+Down and Ctrl+Up to the next and previous question that is not answered.
    """

    #: An answer for the current question; None empties the cell.
    answered = pyqtSignal(object, object)
    #: The current question, None on a heading.
    entered = pyqtSignal(object)
    #: The user wants to write a measured value.
    measuring = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("checklist", tr("Checklist"), columns=3)
        self._form: Checklist | None = None
        self._language = ""
        self._questions: dict[Question, QTreeWidgetItem] = {}
        self._zones: dict[Zone, QTreeWidgetItem] = {}
        self.setMinimumHeight(140)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(2, self.header().ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._entered)

    def show_record(self, record: Record | None) -> None:
        """Show a place's answers; the tree stays as it is open where the form is the same."""
        form = None if record is None else record.form
        if (form, interface_language()) != (self._form, self._language):
            self._build(form)
        if record is None or form is None:
            return
        for question, item in self._questions.items():
            self._show_answer(item, question, record)
        for zone, item in self._zones.items():
            self._show_zone(item, zone, record)

    def question(self) -> Question | None:
        """Return the current question."""
        item = self.currentItem()
        return None if item is None else item.data(0, _QUESTION)

    def zone(self) -> Zone | None:
        """Return the zone of the current row."""
        item = self.currentItem()
        while item is not None and item.parent() is not None:
            item = item.parent()
        return next((zone for zone, one in self._zones.items() if one is item), None)

    def go_to(self, question: Question) -> None:
        """Make a question the current one."""
        item = self._questions.get(question)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def go_on(self, step: int = 1, record: Record | None = None) -> bool:
        """Go to the next question, or with a record to the next one that is not answered.

        Returns
        -------
        bool
            False where there is none: then the current row stays.
        """
        questions = list(self._questions)
        here = self.question()
        place = questions.index(here) if here is not None else self._place_of_heading(questions)
        rest = questions[place + 1 :] if step > 0 else questions[: max(place, 0)][::-1]
        for question in rest:
            if record is None or record.answer(question) is Answer.UNKNOWN:
                self.go_to(question)
                return True
        return False

    def questions(self) -> tuple[Question, ...]:
        """Return all questions in the order of the form."""
        return tuple(self._questions)

    def _place_of_heading(self, questions: list[Question]) -> int:
        """Return the place of the last question before the current heading, -1 at the top."""
        zone = self.zone()
        before = [q for q in questions if zone and ZONES.index(q.zone) < ZONES.index(zone)]
        return len(before) - 1

    # Making the tree.

    def _build(self, form: Checklist | None) -> None:
        self._form, self._language = form, interface_language()
        self._questions, self._zones = {}, {}
        self.clear()
        self.setHeaderLabels([tr("Question"), tr("Answer"), tr("Measured")])
        if form is None:
            return
        for zone in ZONES:
            if asked_of(zone, form):
                item = QTreeWidgetItem(self, [text("labels", f"zone_{zone.value}", self._language)])
                bold = item.font(0)
                bold.setBold(True)
                item.setFont(0, bold)
                self._zones[zone] = item
                self._add_questions(item, zone, form)
        first = self.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)
            self.setCurrentItem(first)

    def _add_questions(self, item: QTreeWidgetItem, zone: Zone, form: Checklist) -> None:
        for heading, questions in _headings(form, zone, self._language):
            above = item
            if heading:
                above = QTreeWidgetItem(item, [heading])
                above.setExpanded(True)
            for key, words in questions:
                row = QTreeWidgetItem(above, [words])
                row.setData(0, _QUESTION, Question(zone, key))
                self._questions[Question(zone, key)] = row

    def _show_answer(self, item: QTreeWidgetItem, question: Question, record: Record) -> None:
        words = answer_words(record, question)
        measured = record.measured(question)
        if (item.text(1), item.text(2)) == (words, measured) and item.data(
            0, Qt.ItemDataRole.AccessibleTextRole
        ):
            return
        item.setText(1, words)
        item.setText(2, measured)
        spoken = [item.text(0), words, *([measured] if measured else [])]
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ". ".join(spoken))

    def _show_zone(self, item: QTreeWidgetItem, zone: Zone, record: Record) -> None:
        title = text("labels", f"zone_{zone.value}", self._language)
        mine = [question for question in self._questions if question.zone is zone]
        still = sum(record.answer(question) is Answer.UNKNOWN for question in mine)
        if zone in ENTRANCES[1:] and not record.holds(zone):
            item.setText(1, tr("not there"))
            item.setIcon(1, light_icon(record.zone_light(zone, record.group)))
        else:
            light = record.zone_light(zone, record.group)
            item.setText(1, light_text(light))
            item.setIcon(1, light_icon(light))
        counted = (
            tr("{n} of {all} open").replace("{n}", str(still)).replace("{all}", str(len(mine)))
        )
        item.setText(0, f"{title} ({counted})")
        spoken = f"{title}. {item.text(1)}. {counted}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    # Keys.

    def _entered(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.entered.emit(None if item is None else item.data(0, _QUESTION))

    def event(self, event: QEvent) -> bool:
        """Keep the answer keys from QGIS's own shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and self._deed(event) is not None:
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer with single keys."""
        deed = self._deed(event)
        if deed is None:
            super().keyPressEvent(event)
        elif deed == "measure":
            self.measuring.emit()
        else:
            self.answered.emit(self.question(), None if deed == "empty" else deed)

    def _deed(self, event: QKeyEvent) -> Answer | str | None:
        """Return what a key means on the current row; None where it is none of ours."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shifted = held == Qt.KeyboardModifier.ShiftModifier and event.text() == '"'
        if self.question() is None or (held and not shifted):
            return None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            return "measure"
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return "empty"
        return _KEYS.get(event.text()) if event.text() else None


def answer_words(record: Record, question: Question) -> str:
    """Return an answer in words, and whether it comes from a measurement."""
    language = interface_language()
    given, counts = record.given(question), record.answer(question)
    words = text("labels", f"answer_{counts.wire}", language)
    if counts is not Answer.UNKNOWN and given in (None, Answer.UNKNOWN):
        words = tr("{answer}, as measured").replace("{answer}", words)
    return words


def _headings(
    form: Checklist, zone: Zone, language: str
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each heading of a zone with keys and texts of its questions, in form order."""
    for group in form.zones[zone.kind]:
        for subgroup in group.subgroups:
            titles = [
                in_language(words, language) for words in (group.words, subgroup.words) if words
            ]
            heading = ". ".join(dict.fromkeys(title for title in titles if title))
            yield heading, [(one.key, one.text(language)) for one in subgroup.questions]
