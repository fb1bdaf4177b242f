# SPDX-License-Identifier: GPL-3.0-or-later
"""The last page: a new store, a store that is there already, or a temporary layer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QWidget

from accessible_core.errors import AccessibleError, UsageError
from accessible_core.messages import text
from accessible_core.progress import Progress
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.tasks import tell_error
from accessible_kz_plugin.open_survey import results
from accessible_kz_plugin.open_survey.page import Page, Records, button
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.words import language_words

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant

NEW, EXISTING, TEMPORARY = "new", "existing", "temporary"
#: What tells places apart: columns that do so together.
_KEYS: tuple[tuple[str, ...], ...] = (("id",), ("name", "address"), ("submission_id",))


class ResultPage(Page):
    """Keeps the survey and shows it on the map."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._compared: tuple[Any, ...] | None = None
        self.kind = QComboBox()
        self.kind.setObjectName("accessible_kz_result_kind")
        for name, words in (
            (NEW, tr("A new survey store (GeoPackage with form and history)")),
            (EXISTING, tr("Into a survey store that is there already")),
            (TEMPORARY, tr("A temporary layer, lost when QGIS closes")),
        ):
            self.kind.addItem(words, name)
        self.labelled(tr("&Keep it as"), self.kind)
        self.path = QLineEdit()
        self.path.setObjectName("accessible_kz_result_path")
        self._path_label = self.labelled(tr("&Path of the store"), self.path)
        self.browse = button("result_browse", tr("B&rowse…"), self._browse)
        self.buttons(self.browse)
        self.language = QComboBox()
        self.language.setObjectName("accessible_kz_result_language")
        words = language_words()
        for language in LANGUAGES:
            self.language.addItem(words[language], language)
        self.language.setCurrentIndex(self.language.findData(assistant.language))
        self.labelled(tr("&Language of the questions in the form"), self.language)
        self.author = QLineEdit()
        self.author.setObjectName("accessible_kz_result_author")
        self._author_label = self.labelled(
            tr("Your c&ode in the history, such as V07 (no name)"), self.author
        )
        self.key = QComboBox()
        self.key.setObjectName("accessible_kz_result_key")
        for key, label in zip(
            _KEYS, (tr("their id"), tr("name and address"), tr("number of the submission"))
        ):
            self.key.addItem(label, key)
        self._key_label = self.labelled(tr("What &tells places apart"), self.key)
        self.compare = button("result_compare", tr("Co&mpare with the store"), self.compare_now)
        self.buttons(self.compare)
        self.summary = QLabel()
        self.summary.setObjectName("accessible_kz_result_summary")
        self.summary.setWordWrap(True)
        self.column.addWidget(self.summary)
        header = (tr("What"), tr("Place"), tr("Cells: before → after"))
        self.changes = Records("result_changes", header)
        self._changes_label = self.labelled(tr("What the &file brings"), self.changes, stretch=1)
        self.column.addStretch(1)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.path.textChanged.connect(self._not_compared)
        self.key.currentIndexChanged.connect(self._not_compared)

    def title(self) -> str:
        """Return the heading."""
        return tr("What becomes of it")

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        return self.kind

    def next_words(self) -> str:
        """Return what the last button says."""
        return tr("Save and sho&w")

    def entered(self) -> None:
        """Propose a file beside the source."""
        source = self.session.source
        if not self.path.text() and source is not None and source.path:
            self.path.setText(str(_free(Path(source.path).with_suffix(".store.gpkg"))))
        self._not_compared()
        self._show_kind()

    def _show_kind(self, *_: object) -> None:
        kind = self.kind.currentData()
        file, existing = kind != TEMPORARY, kind == EXISTING
        for control in (self.path, self._path_label, self.browse, self.author, self._author_label):
            control.setVisible(file)
        for control in (
            self.key, self._key_label, self.compare, self.changes, self._changes_label,
        ):  # fmt: skip
            control.setVisible(existing)
        self._allow()

    def _not_compared(self, *_: object) -> None:
        self._compared = None
        self.summary.setText("")
        self.changes.fill([])
        self._allow()

    def _allow(self) -> None:
        # Next month's file is looked at before it is taken.
        ready = self.kind.currentData() != EXISTING or self._compared is not None
        if self.assistant.page is self:
            self.assistant.show_next(self.next_words(), allowed=ready)

    def _browse(self) -> None:
        kinds = tr("Survey store (*.gpkg)")
        if self.kind.currentData() == NEW:
            path, _ = QFileDialog.getSaveFileName(self, self.title(), self.path.text(), kinds)
        else:
            path, _ = QFileDialog.getOpenFileName(self, self.title(), self.path.text(), kinds)
        if path:
            self.path.setText(path)

    def _target(self) -> Path:
        """Return the path of the store.

        Raises
        ------
        UsageError
            None was given, or the project has it open.
        """
        given = self.path.text().strip().strip('"')
        if not given:
            raise UsageError(tr("Say first where the store is, or shall be."))
        path = Path(given).expanduser()
        if path.suffix.lower() != ".gpkg":
            path = path.with_name(f"{path.name}.gpkg")
        results.refuse_if_open(self.assistant.project, path)
        return path

    def compare_now(self) -> None:
        """Show what the survey would bring to the store; nothing is taken."""
        try:
            path = self._target()
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
            return
        survey, key = self.session.survey, self.key.currentData()
        codes = {finding.code for finding in self.session.all_findings}
        language = self.assistant.language

        def work(progress: Progress) -> Any:
            changes, old = results.compare_with_store(path, survey, key, tuple(codes), progress)
            return changes, results.change_rows(changes, old, survey, language)

        def done(found: Any) -> None:
            changes, rows = found
            self._compared = (path, key)
            counts = {name: len(getattr(changes, name)) for name in ("new", "changed", "missing")}
            words = text("survey_store", "changes", language, unchanged=changes.unchanged, **counts)
            note = tr("Emptied cells and missing places stay in the store.")
            self.summary.setText(f"{words} {note}")
            self.changes.fill(rows)
            self._allow()
            self.assistant.focus_later(self.changes)

        self.assistant.tasks.run(tr("Comparing with the store"), work, done)

    def proceed(self, go_on: Callable[[], None]) -> None:  # noqa: ARG002 - it is the last page
        """Write it and show it."""
        kind, language = self.kind.currentData(), self.language.currentData()
        survey, age = self.session.survey, settings.max_age_years()
        project = self.assistant.project
        if kind == TEMPORARY:
            self.assistant.tasks.run(
                tr("Making the layer"),
                lambda progress: results.temporary_layer(survey, language, age, progress),
                lambda layer: self._shown(results.add_temporary(project, layer, language), ""),
            )
            return
        try:
            path = self._target()
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
            self.path.setFocus()
            return
        author, key = self.author.text().strip(), self.key.currentData()

        def work(progress: Progress) -> results.Written:
            if kind == NEW:
                return results.create_store(path, survey, language, author, age, progress)
            return results.take_into_store(path, survey, key, language, author, age, progress)

        def done(written: results.Written) -> None:
            # What the store left as it was is told on the page of findings.
            self.session.findings = [*self.session.findings, *written.findings]
            self._shown(results.add_store(project, written, language), str(written.path))

        self.assistant.tasks.run(tr("Writing the store"), work, done)

    def _shown(self, layer: QgsVectorLayer, path: str) -> None:
        self.assistant.made_layer = layer.id()
        self.assistant.desktop.setActiveLayer(layer)
        words = tr("The survey is on the map: {places} places in the layer '{layer}'.")
        words = words.replace("{places}", str(layer.featureCount())).replace(
            "{layer}", layer.name()
        )
        if path:
            words = f"{words} {path}"
        self._not_compared()
        self.summary.setText(words)
        self.assistant.say(words)
        self.assistant.zoom_to(layer)
        self.assistant.focus_later(self.assistant.leave)


def _free(path: Path) -> Path:
    """Return a path at which nothing is yet."""
    count, free = 2, path
    while free.exists():
        free, count = path.with_name(f"{path.stem}-{count}{path.suffix}"), count + 1
    return free
