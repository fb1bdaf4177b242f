# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a place has its light, what would make it better, what to find out first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QTreeWidgetItem

from accessible_core.messages import text
from accessible_core.scoring.explain_words import lines, quirk_lines, units
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Zone
from accessible_kz_plugin.docks.survey.parts import WrappingTree
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.translation import interface_language, tr

_QUESTION = int(Qt.ItemDataRole.UserRole)


class WhyTree(WrappingTree):
    """The core's explanation; Enter on a question goes to it, Ctrl+C copies all of it."""

    #: The user wants to see a question in the checklist.
    wanted = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__("why", tr("Why, and what would help"))
        self.setHeaderHidden(True)
        self.setMinimumHeight(120)
        self._text = ""
        self.itemActivated.connect(self._activated)

    def show_record(self, record: Record | None) -> None:
        """Explain a place's light for the group shown."""
        language = interface_language()
        found = "" if record is None else "\n".join(lines(record.explanation, language))
        if found == self._text:
            return
        self._text = found
        closed = {item.data(0, _QUESTION + 1) for item in self._tops() if not item.isExpanded()}
        self.clear()
        if record is None:
            return
        document = record.explanation.as_dict(language)
        self._headline(found.split("\n\n")[0])
        self._because(document, language)
        self._goals(record, document, language)
        self._add(
            "find", text("explain", "find_out_first", language), self._open(document, language)
        )
        present = [one for one in record.explanation.quirks if one.goal is None]
        words = [(line, None) for line in quirk_lines(present, language)]
        self._add("quirks", text("explain", "quirks", language), words)
        for item in self._tops():
            item.setExpanded(item.data(0, _QUESTION + 1) not in closed)
        self.setCurrentItem(self.topLevelItem(0))

    def plain_text(self) -> str:
        """Return the explanation as text, the twin of the tree."""
        return self._text

    def _headline(self, block: str) -> None:
        first, *doubts = block.split("\n")
        self._add("verdict", first, [(line.strip(), None) for line in doubts], empty=True)

    def _because(self, document: dict[str, Any], language: str) -> None:
        rows = []
        for one in document["because"]:
            answer = text("labels", f"answer_{one['answer']}", language)
            words = f"{_zone(one, language)}: {one['text']}: {answer}. {one['effect_text']}"
            rows.append((words, _question(one)))
        self._add("because", text("explain", "because", language), rows)

    def _goals(self, record: Record, document: dict[str, Any], language: str) -> None:
        for goal, changes in document["to_reach"].items():
            title = text("explain", f"to_{goal}", language)
            if changes is None:
                why = [
                    one for one in record.explanation.quirks if one.goal and one.goal.wire == goal
                ]
                rows = [(line, None) for line in quirk_lines(why, language)]
                out = text("explain", "out_of_reach", language)
                self._add(goal, f"{title}: {out}", rows, empty=True)
                continue
            count = text("explain", "changes", language, count=len(changes))
            rows = [(_change_words(one, language), _question(one)) for one in changes]
            self._add(goal, f"{title} ({count})", rows, empty=True)

    @staticmethod
    def _open(document: dict[str, Any], language: str) -> list[tuple[str, Question | None]]:
        return [
            (f"{_zone(one, language)}: {one['text']}", _question(one))
            for one in document["find_out_first"]
        ]

    def _add(
        self,
        key: str,
        title: str,
        rows: Iterable[tuple[str, Question | None]],
        *,
        empty: bool = False,
    ) -> None:
        rows = list(rows)
        if not rows and not empty:
            return
        top = QTreeWidgetItem(self, [title])
        top.setData(0, _QUESTION + 1, key)
        bold = top.font(0)
        bold.setBold(True)
        top.setFont(0, bold)
        for words, question in rows:
            item = QTreeWidgetItem(top, [words])
            item.setData(0, _QUESTION, question)
            if question is not None:
                item.setToolTip(0, tr("Enter goes to this question."))

    def _tops(self) -> list[QTreeWidgetItem]:
        return [self.topLevelItem(row) for row in range(self.topLevelItemCount())]

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        question = item.data(0, _QUESTION)
        if question is not None:
            self.wanted.emit(question)

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Copy the whole explanation with the usual key."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._text)
        else:
            super().keyPressEvent(event)


def _zone(one: dict[str, Any], language: str) -> str:
    return text("labels", f"zone_{one['zone']}", language)


def _question(one: dict[str, Any]) -> Question:
    return Question(Zone(one["zone"]), int(str(one["question"]).removeprefix("attribute")))


def _change_words(one: dict[str, Any], language: str) -> str:
    def word(value: str) -> str:
        known = ("yes", "no", "unknown", "not_provided")
        return (
            text("labels", f"answer_{value}", language)
            if value in known
            else units(value, language)
        )

    words = f"{_zone(one, language)}: {one['text']}: {word(one['from'])} → {word(one['to'])}"
    if "dated_pair" in one:
        words = f"{words} ({text('explain', 'dated_pair', language)})"
    return words
