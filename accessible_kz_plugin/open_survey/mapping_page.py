# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on which a person says what each column holds, and sees what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QFocusEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QLabel,
    QWidget,
)

from accessible_core.errors import AccessibleError
from accessible_core.messages import text
from accessible_core.progress import Progress
from accessible_core.survey.mapping.choosing import ENDING
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.tasks import tell_error
from accessible_kz_plugin.open_survey.draft import ColumnChoice, Draft, State, targets
from accessible_kz_plugin.open_survey.page import Page, Records, button, told
from accessible_kz_plugin.open_survey.session import Opened, open_source, preview, read_survey
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant

#: Units that measured values are written in, as the core reads them.
_UNITS = ("", "cm", "m", "mm", "%")
#: What a word of an answer may mean, in the order of the list.
_MEANINGS = ("", "yes", "no", "unknown", "not_provided", "partly")


def state_words(choice: ColumnChoice) -> str:
    """Return why a column holds what it holds."""
    if choice.state is State.PROPOSED:
        words = tr("proposed, {share} % alike: check it")
        return words.replace("{share}", str(round(100 * choice.confidence)))
    return {
        State.BY_NAME: tr("known by its name"),
        State.IN_MAPPING: tr("in the mapping of this table"),
        State.CHOSEN: tr("chosen by you"),
        State.NOTHING: tr("not known: kept as it is")
        if not choice.alternatives
        else tr("not sure: see the head of the list"),
        State.PERSONAL: tr("personal data: left out"),
    }[choice.state]


class SearchList(QComboBox):
    """A list that is searched by typing any part of an entry."""

    #: The text was typed to its end: Enter was pressed, or the list was left.
    typed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.lineEdit().returnPressed.connect(self.typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the list was left; not when its own entries are shown."""
        super().focusOutEvent(event)
        if self.completer() is not None:
            self.completer().popup().hide()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.typed.emit()


class MappingPage(Page):
    """Columns in a table; what the chosen one holds beneath it."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._words: dict[str, str] = {}
        #: How many entries at the head of the list are those that are like the chosen column.
        self._likely = 0
        self._showing = False
        self.about = self.sentence()
        header = (tr("Column"), tr("Values, for example"), tr("What it holds"), tr("Why"))
        self.columns = Records("mapping_columns", header, lines=7)
        self.labelled(tr("&Columns of the table"), self.columns, stretch=1)
        self.holds = SearchList()
        self.holds.setObjectName("accessible_kz_mapping_holds")
        self._holds_label = self.labelled(tr("This column &holds (type to search)"), self.holds)
        self.unit = QComboBox()
        self.unit.setObjectName("accessible_kz_mapping_unit")
        for unit in _UNITS:
            self.unit.addItem(unit or tr("written with each value"), unit)
        self._unit_label = self.labelled(tr("&Unit of its numbers"), self.unit)
        self.words = Records("mapping_words", (tr("Word"), tr("What it means")), lines=3)
        self._words_label = self.labelled(tr("&Words that stand in it"), self.words)
        self.means = QComboBox()
        self.means.setObjectName("accessible_kz_mapping_means")
        for meaning in _MEANINGS:
            self.means.addItem(_meaning_words(meaning, assistant.language), meaning)
        self._means_label = self.labelled(tr("The chosen word &means"), self.means)
        self.buttons(
            button("mapping_preview", tr("&Preview the scores"), self.preview),
            button("mapping_save", tr("&Save the mapping…"), self._save),
            button("mapping_load", tr("&Load a mapping…"), self._load),
        )
        self.result = told("mapping_result")
        self.labelled(tr("Scores that c&ome of it"), self.result)
        self.columns.currentCellChanged.connect(self._show_column)
        self.holds.activated.connect(self._choose)
        self.holds.typed.connect(self._choose_typed)
        self.unit.activated.connect(self._choose_unit)
        self.words.currentCellChanged.connect(self._show_word)
        self.means.activated.connect(self._choose_meaning)

    def title(self) -> str:
        """Return the heading."""
        return tr("What the columns hold")

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        return self.columns

    def is_needed(self) -> bool:
        """Tables that are known need no mapping."""
        return self.draft.needs_a_person

    @property
    def draft(self) -> Draft:
        """The mapping in the making."""
        draft = self.session.draft
        if draft is None:
            raise RuntimeError("the page is shown before a table was read")
        return draft

    @property
    def choice(self) -> ColumnChoice | None:
        """The column that is chosen in the table."""
        row = self.columns.currentRow()
        return self.draft.columns[row] if 0 <= row < len(self.draft.columns) else None

    def entered(self) -> None:
        """List the columns."""
        form = self.draft.form or self.draft.base.constants.get("form", "") or "full"
        pairs = targets(form, self.assistant.language)
        self._words = dict(pairs)
        self._showing = True
        self._likely = 0
        self.holds.clear()
        self.holds.addItem(_nothing(), "")
        for name, words in pairs:
            self.holds.addItem(words, name)
        self._showing = False
        completer = QCompleter(self.holds.model(), self.holds)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.holds.setCompleter(completer)
        self.about.setText(self._about())
        self.result.setPlainText("")
        self.columns.fill([self._cells(one) for one in self.draft.columns])
        first = next(
            (n for n, one in enumerate(self.draft.columns) if one.state is State.PROPOSED), 0
        )
        self.columns.setCurrentCell(first, 0)
        self._show_column()

    def _about(self) -> str:
        states = [one.state for one in self.draft.columns]
        words = tr(
            "{known} columns are known, {proposed} have a proposal, {open} mean nothing here, "
            "{personal} hold personal data and are left out. Go through the proposals with the "
            "arrow keys and correct them below the table."
        )
        known = states.count(State.BY_NAME) + states.count(State.IN_MAPPING)
        for name, count in (
            ("{known}", known + states.count(State.CHOSEN)),
            ("{proposed}", states.count(State.PROPOSED)),
            ("{open}", states.count(State.NOTHING)),
            ("{personal}", states.count(State.PERSONAL)),
        ):
            words = words.replace(name, str(count))
        return words

    def _cells(self, one: ColumnChoice) -> tuple[str, str, str, str]:
        if one.locked:
            holds = ""
        else:
            holds = self._words.get(one.to, one.to) or (
                one.column if one.state is State.BY_NAME else _nothing()
            )
        return one.column, "; ".join(one.samples), holds, state_words(one)

    # --- the chosen column ---------------------------------------------------------------------

    def _show_column(self, *_: object) -> None:
        choice = self.choice
        self._showing = True
        free = choice is not None and not choice.locked
        to = choice.to if choice is not None else ""
        self._offer_likely(choice)
        place = self.holds.findData(to)
        if place < 0:
            self.holds.addItem(self._words.get(to, to), to)
            place = self.holds.count() - 1
        self.holds.setCurrentIndex(place)
        # What was typed and not found gives way, too.
        self.holds.setEditText(self.holds.itemText(place))
        self.holds.setEnabled(free)
        kind = choice.kind if choice is not None and free else ""
        self._show_one(self.unit, self._unit_label, shown=kind == "measured")
        if choice is not None and kind == "measured":
            unit = self.unit.findData(choice.unit)
            if unit < 0:
                self.unit.addItem(choice.unit, choice.unit)
                unit = self.unit.count() - 1
            self.unit.setCurrentIndex(unit)
        has_words = kind == "answer" and choice is not None and bool(choice.values)
        self._show_one(self.words, self._words_label, shown=has_words)
        self._show_one(self.means, self._means_label, shown=has_words)
        if choice is not None and has_words:
            language = self.assistant.language
            self.words.fill(
                [(word, _meaning_words(said, language)) for word, said in choice.values.items()]
            )
        self._showing = False
        self._show_word()

    def _offer_likely(self, choice: ColumnChoice | None) -> None:
        """Put what is like the chosen column to the head of the list, with its likeness."""
        for _ in range(self._likely):
            self.holds.removeItem(1)
        likely = () if choice is None else choice.alternatives
        for place, (name, sure) in enumerate(likely, 1):
            words = f"≈ {round(100 * sure)} %: {self._words.get(name, name)}"
            self.holds.insertItem(place, words, name)
        self._likely = len(likely)

    def _show_one(self, control: QWidget, label: QLabel, *, shown: bool) -> None:
        control.setVisible(shown)
        label.setVisible(shown)

    def _choose(self, *_: object) -> None:
        choice, to = self.choice, self.holds.currentData()
        if self._showing or choice is None or choice.locked or to is None or to == choice.to:
            return
        self.draft.choose(choice, to)
        self._changed()

    def _choose_typed(self) -> None:
        """Take what was typed where it names one thing; else show again what is chosen."""
        if self._showing or self.choice is None:
            return
        typed = self.holds.lineEdit().text().strip().casefold()
        texts = [self.holds.itemText(place).casefold() for place in range(self.holds.count())]
        fitting = [place for place, one in enumerate(texts) if typed and typed in one]
        fitting = [place for place in fitting if texts[place] == typed] or fitting
        # What is like the column stands in the list twice.
        if len({self.holds.itemData(place) for place in fitting}) == 1:
            self.holds.setCurrentIndex(fitting[0])
            self._choose()
        self._show_column()

    def _choose_unit(self, *_: object) -> None:
        choice = self.choice
        if choice is not None and not self._showing:
            choice.unit = self.unit.currentData()
            self.result.setPlainText("")

    def _word(self) -> str | None:
        choice, row = self.choice, self.words.currentRow()
        if choice is None or not 0 <= row < len(choice.values):
            return None
        return list(choice.values)[row]

    def _show_word(self, *_: object) -> None:
        choice, word = self.choice, self._word()
        if choice is not None and word is not None and not self._showing:
            self.means.setCurrentIndex(self.means.findData(choice.values[word]))

    def _choose_meaning(self, *_: object) -> None:
        choice, word = self.choice, self._word()
        if choice is None or word is None or self._showing:
            return
        before = choice.values[word]
        choice.values[word] = self.means.currentData()
        try:
            self.draft.mapping()
        except AccessibleError as error:  # such as "no" for yes: no mapping may say that
            choice.values[word] = before
            tell_error(self.assistant.desktop, error)
        words = _meaning_words(choice.values[word], self.assistant.language)
        self.words.put(self.words.currentRow(), (word, words))
        self._show_word()
        self.result.setPlainText("")

    def _changed(self) -> None:
        choice = self.choice
        if choice is not None:
            self.columns.put(self.columns.currentRow(), self._cells(choice))
        self.about.setText(self._about())
        self.result.setPlainText("")
        self._show_column()

    # --- deeds ---------------------------------------------------------------------------------

    def preview(self) -> None:
        """Show the scores that come of the columns as they are understood now."""
        source, language = self.session.source, self.assistant.language
        try:
            mapping = self.draft.mapping()
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
            return
        if source is None:
            return
        crs, age = self.session.crs, settings.max_age_years()
        transforms = self.assistant.project.transformContext()

        def work(progress: Progress) -> str:
            reading = read_survey(source, mapping, crs, transforms, progress)
            return preview(reading.layer.survey, language, age, progress)

        def done(lines: str) -> None:
            self.result.setPlainText(lines)
            self.assistant.focus_later(self.result)

        self.assistant.tasks.run(tr("Scoring for the preview"), work, done)

    def _save(self) -> None:
        kinds = tr("Column mapping (*.toml)")
        proposed = f"{self.session.source.path}{ENDING}" if self.session.source else ""
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the mapping"), proposed, kinds)
        if path:
            self.save(path)

    def save(self, path: str) -> None:
        """Write the mapping to a file."""
        target = path if path.casefold().endswith(".toml") else f"{path}{ENDING}"
        try:
            self.draft.save(target)
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
        else:
            words = tr("The mapping is saved: {path}. Beside the table it is found by itself.")
            self.assistant.say(words.replace("{path}", target))

    def _load(self) -> None:
        kinds = tr("Column mapping (*.toml)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Load a mapping"), "", kinds)
        if path:
            self.load(path)

    def load(self, path: str) -> None:
        """Look at the table anew, with a mapping from a file."""
        source, form = self.session.source, self.draft.form
        if source is None:
            return

        def work(progress: Progress) -> Opened:
            return open_source(source, form, progress, given=path)

        def done(opened: Opened) -> None:
            self.assistant.start_session(source, opened)
            self.entered()

        self.assistant.tasks.run(tr("Reading the table"), work, done)

    def proceed(self, go_on: Callable[[], None]) -> None:
        """Read the survey with the columns as they are understood."""
        self.assistant.read_and(go_on)


def _nothing() -> str:
    return tr("nothing that is known here")


def _meaning_words(meaning: str, language: str) -> str:
    if meaning == "":
        return tr("not decided: stays unknown")
    if meaning == "partly":
        return tr("partly: stays unknown, with a finding")
    return text("labels", f"answer_{meaning}", language)
