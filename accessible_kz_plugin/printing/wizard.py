# SPDX-License-Identifier: GPL-3.0-or-later
"""The map assistant: the questions of an algorithm, a page a subject, in order.

Each page shows parameters of `citymap` or `citymaps` with the very controls that Processing
makes of them, so that layers, files and lists are chosen as everywhere in QGIS.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from qgis.core import Qgis, QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProject
from qgis.gui import QgsGui, QgsProcessingGui, QgsProcessingParameterWidgetContext
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QApplication,
    QLabel,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
    QWizardPage,
)

from accessible_kz_plugin.docks.base import scrolled
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.appearance import follow_settings

ONE, SERIES = "citymap", "citymaps"


class _Subject(NamedTuple):
    """One page: what it asks about, and the parameters that it shows."""

    title: str
    hint: str
    names: tuple[str, ...]


def _subjects(algorithm: str) -> list[_Subject]:
    whom = ("GROUP", "LANGUAGE", "SECOND_LANGUAGE") if algorithm == ONE else ("GROUPS", "LANGUAGES")
    kept = ("OUTPUT", "PROJECT") if algorithm == ONE else ("KIND", "RESUME", "OUTPUT")
    return [
        _Subject(
            tr("What to show"),
            tr("A survey or scored places, and what lies around them."),
            ("INPUT", "STREETS", "NETWORK", "BASE_MAP", "AREAS", "CATEGORIES"),
        ),
        _Subject(
            tr("For whom"),
            tr("Whose lights, in which languages and colours. Shapes always differ as well."),
            (*whom, "PALETTE"),
        ),
        _Subject(
            tr("The sheet"),
            tr("Large print needs a large sheet; an atlas adds pages that enlarge it."),
            ("PAGE", "LANDSCAPE", "TEXT", "ATLAS"),
        ),
        _Subject(
            tr("Words"),
            tr("All of them may be left empty."),
            ("PLACE", "TITLE", "PUBLISHER", "HOTLINE", "URL"),
        ),
        _Subject(tr("Where to put it"), "", kept),
    ]


class MapWizard(QWizard):
    """Asks what a city map, or a series of them, shall be; makes it when it is finished.

    Parameters
    ----------
    desktop : QgisInterface
    algorithm : str
        `ONE` or `SERIES`.
    given : mapping, optional
        Values that are filled in at first, by parameter.
    """

    def __init__(
        self, desktop: Any, algorithm: str = ONE, given: dict[str, Any] | None = None
    ) -> None:
        super().__init__(desktop.mainWindow())
        self.desktop = desktop
        registry = QgsApplication.processingRegistry()
        self.algorithm = registry.createAlgorithmById(f"accessiblekz:{algorithm}")
        self.setObjectName("accessible_kz_map_wizard")
        self.setWindowTitle(self.algorithm.displayName())
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        self.wrappers: dict[str, Any] = {}
        for subject in _subjects(algorithm):
            self.addPage(self._page(subject, given or {}))
        for button, words in (
            (QWizard.WizardButton.BackButton, tr("< &Back")),
            (QWizard.WizardButton.NextButton, tr("&Next >")),
            (QWizard.WizardButton.FinishButton, tr("&Make it")),
            (QWizard.WizardButton.CancelButton, tr("Cancel")),
        ):
            self.setButtonText(button, words)
        follow_settings(self)

    def _page(self, subject: _Subject, given: dict[str, Any]) -> QWizardPage:
        page = QWizardPage()
        page.setTitle(subject.title)
        page.setSubTitle(subject.hint)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for name in subject.names:
            self._row(column, name, given)
        column.addStretch(1)
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside, f"map_{subject.names[0].lower()}"))
        return page

    def _row(self, column: QVBoxLayout, name: str, given: dict[str, Any]) -> None:
        definition = self.algorithm.parameterDefinition(name)
        wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(
            definition, QgsProcessingGui.WidgetType.Standard
        )
        about = QgsProcessingParameterWidgetContext()
        about.setProject(QgsProject.instance())
        about.setMapCanvas(self.desktop.mapCanvas())
        wrapper.setWidgetContext(about)
        widget = wrapper.createWrappedWidget(self.context)
        label = wrapper.createWrappedLabel()
        widget.setObjectName(f"accessible_kz_map_{name.lower()}")
        _name_parts(widget, definition.description())
        if label is not None:
            label.setBuddy(_first_input(widget))
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(widget)
        # Qt keeps no hold of wrappers: without this they, and what they know, would be gone.
        self.wrappers[name] = wrapper
        if name in given:
            wrapper.setParameterValue(given[name], self.context)

    def values(self) -> dict[str, Any]:
        """Return what was asked for, by parameter."""
        return {name: wrapper.parameterValue() for name, wrapper in self.wrappers.items()}

    def accept(self) -> None:
        """Make the map; the assistant stays open where something is wrong."""
        valid, words = self.algorithm.checkParameterValues(self.values(), self.context)
        if not valid:
            self._tell(words, Qgis.MessageLevel.Warning)
            return
        try:
            results = self._run()
        except QgsProcessingException as error:
            self._tell(str(error), Qgis.MessageLevel.Critical)
            return
        if results is not None:
            self._tell_where(str(results[common.OUTPUT]))
            super().accept()

    def _run(self) -> dict[str, Any] | None:
        """Run the algorithm here: layouts belong to this thread; the window stays painted."""
        from qgis import processing
        from qgis.core import QgsProcessingFeedback

        feedback = QgsProcessingFeedback()
        dialog = QProgressDialog(self.algorithm.displayName(), tr("Stop"), 0, 100, self)
        dialog.setObjectName("accessible_kz_map_progress")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.canceled.connect(feedback.cancel)

        def show(share: float) -> None:
            dialog.setValue(min(round(share), 99))
            QApplication.processEvents()

        feedback.progressChanged.connect(show)
        try:
            results: dict[str, Any] = processing.run(self.algorithm, self.values(), None, feedback)
        finally:
            # Closing the window counts as "Stop" for Qt.
            stopped = feedback.isCanceled()
            dialog.close()
        return None if stopped else results

    def _tell(self, words: str, level: Qgis.MessageLevel) -> None:
        self.desktop.messageBar().pushMessage("Accessible KZ", words, level)

    def _tell_where(self, path: str) -> None:
        bar = self.desktop.messageBar()
        item = bar.createMessage("Accessible KZ", tr("The map is made."))
        button = QPushButton(tr("Open it"))
        button.setObjectName("accessible_kz_map_open")
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
        item.layout().addWidget(button)
        bar.pushWidget(item, Qgis.MessageLevel.Success)


def _inputs(widget: QWidget) -> Sequence[QWidget]:
    found = [one for one in (widget, *widget.findChildren(QWidget)) if _takes_focus(one)]
    return found or [widget]


def _first_input(widget: QWidget) -> QWidget:
    return _inputs(widget)[0]


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _name_parts(widget: QWidget, words: str) -> None:
    """Give the parts of a Processing control names: QGIS leaves its buttons without any."""
    for place, one in enumerate(_inputs(widget)):
        if not one.accessibleName():
            text = getattr(one, "text", str)
            more = str(text() or one.toolTip()) if place else ""
            plain = "" if more in ("…", "...") else more
            one.setAccessibleName(f"{words}: {plain}" if plain else words)
        if isinstance(one, QLabel):
            one.setWordWrap(True)
