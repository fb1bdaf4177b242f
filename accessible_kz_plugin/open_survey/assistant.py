# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of the assistant: one page after the other, beside the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QShortcut,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from accessible_core.errors import AccessibleError
from accessible_core.progress import Progress
from accessible_kz_plugin.docks.base import TaskStrip, scrolled
from accessible_kz_plugin.docks.tasks import TaskRunner, tell, tell_error
from accessible_kz_plugin.help_pages import open_help
from accessible_kz_plugin.open_survey.findings_page import FindingsPage
from accessible_kz_plugin.open_survey.mapping_page import MappingPage
from accessible_kz_plugin.open_survey.on_map import OnMap
from accessible_kz_plugin.open_survey.page import Page, button
from accessible_kz_plugin.open_survey.places_page import PlacesPage
from accessible_kz_plugin.open_survey.result_page import ResultPage
from accessible_kz_plugin.open_survey.session import Opened, Reading, Session, read_survey
from accessible_kz_plugin.open_survey.source_page import SourcePage
from accessible_kz_plugin.open_survey.sources import SurveySource
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.appearance import follow_settings

NAME = "accessible_kz_open_survey"
#: Width and height at usual text size (pixels).
_SIZE = (820, 680)


class Assistant(QDialog):
    """Leads from any table of a survey to a layer that is styled by light."""

    #: The window is about to go.
    gone = pyqtSignal()

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop.mainWindow())
        self.desktop = desktop
        self.project = QgsProject.instance()
        self.language = interface_language()
        self.session = Session()
        self.on_map = OnMap(desktop.mapCanvas(), self.project)
        self.tasks = TaskRunner(desktop, self)
        #: Id of the layer that was made of the survey, once it is.
        self.made_layer = ""
        self._focus: QWidget | None = None
        self._over = False
        self._may = True
        self.setObjectName(NAME)
        self.setWindowTitle(tr("Open a survey"))
        self.resize(*_SIZE)
        self.heading = QLabel()
        self.heading.setObjectName(f"{NAME}_heading")
        self.heading.setWordWrap(True)
        bold = self.heading.font()
        bold.setBold(True)
        self.heading.setFont(bold)
        self._stack = QStackedWidget()
        self.pages: list[Page] = [
            SourcePage(self), MappingPage(self), PlacesPage(self), FindingsPage(self),
            ResultPage(self),
        ]  # fmt: skip
        for number, page in enumerate(self.pages):
            self._stack.addWidget(scrolled(page, f"open_survey_{number}"))
        self.strip = TaskStrip("open_survey", self.tasks, self)
        self.back = button("open_survey_back", tr("&Back"), self._go_back)
        self.forward = button("open_survey_next", tr("&Next"), self._go_on)
        self.leave = button("open_survey_close", tr("Close"), self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.heading)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)
        row = QHBoxLayout()
        row.addStretch(1)
        for one in (self.back, self.forward, self.leave):
            row.addWidget(one)
        column.addLayout(row)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self)
        key.activated.connect(open_help)
        self.tasks.started.connect(self._begun)
        self.tasks.ended.connect(self._ended)
        follow_settings(self)
        self._show(0)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self._stack.currentIndex()]

    def open_at_work(self) -> None:
        """Show the window with the focus where work begins."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.first_control().setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, *, good: bool = True) -> None:
        """Put a sentence into QGIS's message bar."""
        tell(self.desktop, sentence, good=good)

    def show_next(self, words: str = "", *, allowed: bool = True) -> None:
        """Say what the button that goes on does, and whether it may."""
        self.forward.setText(words or tr("&Next"))
        self._may = allowed
        self._allow()

    def zoom_to(self, layer: QgsVectorLayer) -> None:
        """Show all of a layer on the map."""
        self.on_map.show_layer(layer)

    def start_session(self, source: SurveySource, opened: Opened) -> None:
        """Begin anew with a table that was looked at."""
        self.session = Session(source=source, draft=opened.draft)
        self.made_layer = ""

    def read_and(self, go_on: Callable[[], None]) -> None:
        """Read the survey with the columns as they are understood now, then call `go_on`."""
        session = self.session
        if session.source is None or session.draft is None:
            return
        source, crs = session.source, session.crs
        try:
            mapping = session.draft.mapping()
        except AccessibleError as error:
            tell_error(self.desktop, error)
            return
        transforms = self.project.transformContext()

        def work(progress: Progress) -> Reading:
            return read_survey(source, mapping, crs, transforms, progress)

        def done(reading: Reading) -> None:
            session.read, session.findings = reading.layer, reading.findings
            # With a system named, those that were likely are still to choose from.
            session.systems = reading.systems or (session.systems if crs is not None else [])
            session.forget_places()
            go_on()

        self.tasks.run(tr("Reading the survey"), work, done)

    def _go_on(self) -> None:
        here = self._stack.currentIndex()

        def go_on() -> None:
            following = here + 1
            while following < len(self.pages) - 1 and not self.pages[following].is_needed():
                following += 1
            if following < len(self.pages):
                self._show(following)

        self.page.proceed(go_on)

    def _go_back(self) -> None:
        before = self._stack.currentIndex() - 1
        # The columns can always be looked at again, needed or not.
        while before > 1 and not self.pages[before].is_needed():
            before -= 1
        self._show(max(before, 0))

    def _show(self, number: int) -> None:
        page = self.pages[number]
        self._stack.setCurrentIndex(number)
        words = tr("Step {number} of {all}: {title}")
        for name, value in (
            ("{number}", str(number + 1)),
            ("{all}", str(len(self.pages))),
            ("{title}", page.title()),
        ):
            words = words.replace(name, value)
        self.heading.setText(words)
        self.setWindowTitle(f"{tr('Open a survey')} — {page.title()}")
        self.show_next(page.next_words())
        page.entered()
        if self.isVisible():
            page.first_control().setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus = None

    def focus_later(self, control: QWidget) -> None:
        """Give a control the focus as soon as the page can be used again."""
        self._focus = control

    def _begun(self, *_: object) -> None:
        self._focus = QApplication.focusWidget()
        self._allow()

    def _ended(self) -> None:
        """Bring the focus back to where it was, or to what came of the work."""
        self._allow()
        if not self.tasks.busy and self._focus is not None:
            if self._focus.isVisible() and self._focus.isEnabled():
                self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus = None

    def _allow(self) -> None:
        busy = self.tasks.busy
        self.back.setEnabled(self._stack.currentIndex() > 0 and not busy)
        self.forward.setEnabled(self._may and not busy)
        self.page.setEnabled(not busy)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Let everything go with the window."""
        super().closeEvent(event)
        self.let_go()

    def reject(self) -> None:
        """Close on Escape, as with the button."""
        self.close()

    def let_go(self) -> None:
        """Stop work, take marks off the map, delete the window."""
        if self._over:
            return
        self._over = True
        self.tasks.let_go()
        self.on_map.let_go()
        self.hide()
        self.gone.emit()
        self.deleteLater()
